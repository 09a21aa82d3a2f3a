# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HashiCorp Vault and OpenBao: what is there, what may be written, and that nothing is lost on the way."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest

from .conftest import KEYS, Keys, in_vault
from .servers import Front


def test_life(keys: Keys, server: Front, place: str) -> None:
    keys.resource = "kafka"
    predicted = keys.done("created", check=True)
    assert keys.writes() == []
    assert server.stored(place) is None
    assert {e["method"] for e in server.entries if "/data/" in e["path"]} == {"GET"}
    made = keys.done("created")
    assert predicted["diff"] == made["diff"]
    entry = server.stored(place)
    assert entry is not None
    assert {entry["api_key"]: entry["api_secret"]} == keys.there()
    assert entry["tried"] == "true"
    assert entry["bootstrap_servers"].endswith(":9092")
    assert all(isinstance(value, str) for value in entry.values())
    assert not [name for name in entry if name.startswith("making")]
    assert made["api_key"]["secret_store"] == f"secret/{place} at {server.address}"
    token = keys.store["secret_store"]["vault"]["token"]
    for result in (predicted, made):
        assert entry["api_secret"] not in json.dumps(result)
        assert token not in json.dumps(result)
    for check in (True, False):
        keys.done("unchanged", check=check)
        assert keys.writes() == []
    assert keys.done("updated", description="New")["api_key"]["secret_store"]
    keys.done("deleted", check=True, state="absent")
    assert server.stored(place)
    keys.done("deleted", state="absent")
    assert (keys.there(), server.stored(place)) == ({}, None)
    keys.done("unchanged", state="absent")
    keys.done("created")  # over what was deleted, whose number goes on
    assert (server.stored(place) or {})["api_key"] in keys.there()


def test_every_write_is_check_and_set(keys: Keys, server: Front, place: str) -> None:
    keys.done("created")
    written = [e["body"]["options"]["cas"] for e in server.entries if e["method"] == "POST" and "/data/" in e["path"]]
    assert written == [0, 1, 2], "the mark, the key, that it works"
    assert server.version(place) == 3


# ---- four answers, and others


def test_what_is_not_there_may_not_be_seen_is_deleted_or_has_no_mount(keys: Keys, server: Front, place: str) -> None:
    nothing = server.token("default")
    keys.refused("may not see it", "or there is no such mount", **in_vault(server, place, nothing))
    keys.refused("no mount nowhere", **in_vault(server, place, mount="nowhere"))
    elsewhere = server.token(server.policy_of("elsewhere", {"secret/data/elsewhere": ["read"]}))
    keys.refused("may not see it", **in_vault(server, place, elsewhere))
    keys.refused("refuses the token", "used up", **in_vault(server, place, "s.nonsense"))
    keys.refused("no such namespace", **in_vault(server, place, namespace="nowhere"))
    made = keys.done("created")["api_key"]["id"]
    server.root("DELETE", f"secret/data/{place}")
    keys.refused(made, "was deleted at", "version 3", "undelete")
    server.root("POST", f"secret/destroy/{place}", {"versions": [3]})
    keys.refused(made, "was destroyed in its version 3")
    server.root("DELETE", f"secret/metadata/{place}")
    keys.refused(made, "does not exist")


@pytest.mark.parametrize("options", [{"version": "1"}, None], ids=["one", "none"])
def test_a_mount_without_check_and_set_is_refused(keys: Keys, server: Front, options: Any) -> None:
    mount = f"old-{'one' if options else 'none'}"
    server.root("POST", f"sys/mounts/{mount}", {"type": "kv", **({"options": options} if options else {})})
    for check in (True, False):
        keys.refused("not of KV version 2", "lost there in silence", check=check, **in_vault(server, "x", mount=mount))
    assert not [e for e in server.entries if e["method"] == "POST" and e["path"].startswith(mount)]


def test_a_mount_of_several_steps(keys: Keys, server: Front, place: str) -> None:
    mount = "deep/er/kv"
    server.root("POST", f"sys/mounts/{mount}", {"type": "kv", "options": {"version": "2"}})
    if server.upstream.name == "openbao":
        time.sleep(1)  # it is brought to its version
    where = in_vault(server, place, mount=mount)
    keys.done("created", **where)
    assert (server.stored(place, mount) or {})["api_key"] in keys.there()
    keys.refused("there is no mount deep", "deep/er/kv", **in_vault(server, "er/kv/x", mount="deep"), name="another")


def test_what_somebody_else_keeps_there_stays(keys: Keys, server: Front, place: str) -> None:
    for kept in ({"password": "mine"}, {"api_key": "A", "api_secret": ""}, {}):
        server.root("POST", f"secret/data/{place}", {"data": kept})
        keys.refused("no entry of this collection")
        assert server.stored(place) == kept
    server.root("POST", f"secret/data/{place}", {"data": None})
    keys.refused("holds null")


@pytest.mark.parametrize("rights", [["read"], ["read", "create"], ["read", "update"]])
def test_that_it_may_write_is_known_before_a_key_is_made(
    keys: Keys, server: Front, place: str, rights: list[str]
) -> None:
    token = server.token(server.policy_of("few", {f"secret/data/{place}": rights}))
    for check in (True, False):
        keys.refused("may not write there", "is needed", check=check, **in_vault(server, place, token))
    assert server.stored(place) is None


def test_counted_tokens(keys: Keys, server: Front, place: str) -> None:
    policy = server.policy_of("counted", {f"secret/data/{place}": ["create", "read", "update", "delete"]})
    keys.refused("is good for", "more requests", **in_vault(server, place, server.token(policy, uses=9)))
    assert server.stored(place) is None
    keys.refused("refuses the token", **in_vault(server, place, server.token(policy, uses=2)))
    keys.done("created", **in_vault(server, place, server.token(policy, uses=14)))


# ---- logins


def _role(server: Front, place: str, name: str, uses: int = 0) -> dict[str, str]:
    if server.upstream.name == "imitation" or "approle/" not in server.root("GET", "sys/auth")["data"]:
        server.root("POST", "sys/auth/approle", {"type": "approle"})
    policy = server.policy_of(name, {f"secret/data/{place}": ["create", "read", "update", "delete"]})
    server.root("POST", f"auth/approle/role/{name}", {"token_policies": [policy], "token_num_uses": uses})
    role_id = server.root("GET", f"auth/approle/role/{name}/role-id")["data"]["role_id"]
    secret_id = server.root("POST", f"auth/approle/role/{name}/secret-id", {})["data"]["secret_id"]
    return {"role_id": role_id, "secret_id": secret_id}


def _logins(server: Front) -> int:
    return sum(entry["path"].endswith("/login") for entry in server.entries)


def test_an_approle(keys: Keys, server: Front, place: str) -> None:
    login = _role(server, place, "life")
    made = keys.done("created", **in_vault(server, place, "", **login))
    assert login["secret_id"] not in json.dumps(made)
    assert (server.stored(place) or {})["api_key"] in keys.there()
    assert _logins(server) == 1
    counted = _role(server, place, "counted", uses=5)
    keys.done("deleted", state="absent")
    keys.refused("is good for", **in_vault(server, place, "", **counted))


def test_a_refused_login_is_not_repeated(keys: Keys, server: Front, place: str) -> None:
    """Not by this run nor by others: five lock the role for everybody."""
    login = _role(server, place, "locked")
    wrong = {**login, "secret_id": "00000000-0000-0000-0000-000000000000"[:-4] + place[6:10]}
    keys.refused("refuses the login", "not tried again", **in_vault(server, place, "", **wrong))
    for _time in range(6):
        keys.refused("a moment ago", "another secret_id", **in_vault(server, place, "", **wrong))
    assert _logins(server) == 1
    assert keys.done("created", **in_vault(server, place, "", **login))


def test_an_unknown_place_of_logins(keys: Keys, server: Front, place: str) -> None:
    login = {**_role(server, place, "elsewhere"), "approle_mount": "nowhere"}
    message = keys.refused("approle_mount", **in_vault(server, place, "", **login))
    assert login["secret_id"] not in message
    assert _logins(server) == 1


# ---- faults


@pytest.mark.parametrize("lost", ["before", "after"])
def test_writes_whose_answer_is_lost(keys: Keys, server: Front, place: str, lost: str) -> None:
    """Each of the three writes: done once, and never twice."""
    for nth in (1, 2, 3):
        server.reset()
        server.fault("POST", "/data/", nth=nth, reset=lost)
        where = in_vault(server, f"{place}-{lost}-{nth}")
        keys.done("created", name="orders", owner="orders-service", **where)
        assert server.version(f"{place}-{lost}-{nth}") == 3
        keys.done("deleted", state="absent", **where)


def test_a_write_that_is_refused_takes_the_key_back(keys: Keys, server: Front, place: str) -> None:
    server.fault("POST", "/data/", nth=2, status=403, body={"errors": ["1 error occurred:\n\t* permission denied\n\n"]})
    result = keys.run()
    assert result["failed"]
    assert "deleted again" in result["msg"]
    assert keys.there() == {}
    keys.done("created")  # over the mark
    assert (server.stored(place) or {})["api_key"] in keys.there()


def test_a_server_that_stays_away_after_the_key_was_made(keys: Keys, server: Front, place: str) -> None:
    server.fault("", "/data/", nth=3, times=1000, reset="before")
    assert "deleted again" in keys.run()["msg"]
    assert keys.there() == {}


def test_answers_that_are_no_check_and_set(keys: Keys, server: Front) -> None:
    for body, status, words in (
        ({"data": {"version": 7}}, 200, "as version 7"),
        (None, 204, "KV version 1"),
        ({"errors": ["check-and-set parameter did not match the current version"]}, 400, "another run"),
    ):
        server.reset()
        server.fault("POST", "/data/", nth=1, status=status, body=body)
        keys.refused(words)
    server.reset()
    server.fault("GET", "/data/", status=200, body={"data": {"password": "x"}})
    keys.refused("without metadata")


def test_passing_trouble_is_waited_out(keys: Keys, server: Front) -> None:
    server.fault("GET", "/data/", times=2, status=503, body={"errors": ["Vault is sealed"]})
    server.fault("GET", "mounts", times=1, status=500, body={"errors": ["internal error"]})
    keys.done("created")
    keys.env["CONFLUENT_RETRY_TIMEOUT"] = "1"
    server.fault("GET", "/data/", times=1000, status=503, body={"errors": ["Vault is sealed"]})
    assert "sealed" in keys.run()["msg"]


def test_a_token_is_not_sent_elsewhere(keys: Keys, server: Front) -> None:
    server.fault("GET", "mounts", status=307, location="http://127.0.0.1:9/v1/x", body={"errors": []})
    keys.refused("sends requests elsewhere")


def test_two_at_once_make_one_key(keys: Keys, server: Front, place: str) -> None:
    """Decided by the store: whoever comes second makes none, or takes it back."""
    results: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: results.append(keys.run())) for _one in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    entry = server.stored(place) or {}
    assert {entry.get("api_key"): entry.get("api_secret")} == keys.there(), results
    assert sum(not result["failed"] and result["operation"] == "created" for result in results) == 1, results


# ---- what the task states


@pytest.mark.parametrize(
    ("vault", "words"),
    [
        ({"path": "a//b"}, "empty step"),
        ({"path": "a/../b"}, "empty step"),
        ({"path": "a/"}, "empty step"),
        ({"path": " a"}, "blanks"),
        ({"path": "a/{cluster}", "_cluster": None}, "states no cluster"),
        ({"token": "x y"}, "white space"),
        ({"address": "https://u:secret@vault.example"}, "user name or password"),
        ({"address": "ftp://vault.example"}, "must be a URL"),
        ({"token": ""}, "needs a token"),
        ({"token": "", "role_id": "x"}, "secret_id"),
    ],
)
def test_bad_input_costs_no_request(keys: Keys, server: Front, place: str, vault: dict[str, Any], words: str) -> None:
    options = {"cluster": None, "resource": "cloud"} if "_cluster" in vault else {}
    given = {name: value for name, value in vault.items() if name != "_cluster"}
    where = in_vault(server, place)
    where["secret_store"]["vault"].update(given)
    message = keys.refused(words, **options, **where)
    assert "u:secret" not in message
    assert server.entries == []
    assert keys.sandbox.journal() == []


def test_the_environment_completes_a_store(
    keys: Keys, server: Front, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULT_ADDR", server.address)
    monkeypatch.setenv("BAO_TOKEN", keys.store["secret_store"]["vault"]["token"])
    path = f"{place.rpartition('/')[0]}/{{name}}"
    made = keys.done("created", secret_store={"vault": {"path": path, "mount": "secret"}})
    assert made["api_key"]["secret_store"].startswith(f"secret/{place} at ")
    login = {"role_id": "nobody", "secret_id": "nothing", "path": path, "mount": "secret"}
    keys.refused("refuses the login", secret_store={"vault": login}, name="orders")  # wins over the exported token


def test_a_key_that_lives_is_not_overwritten(keys: Keys, server: Front, place: str) -> None:
    other = keys.done("created")["api_key"]["id"]
    keys.refused(other, "a place of its own", name="another")
    made = (server.stored(place) or {})["api_key"]
    assert made == other
    assert keys.sandbox.request("GET", f"{KEYS}/{other}")["id"] == other


def test_a_mark_for_another_key_is_left_alone(keys: Keys, server: Front, place: str) -> None:
    """What a killed run of another key has left, its mark tells: two keys of one place do not delete each other's."""
    server.fault(
        "POST",
        "/data/",
        nth=2,
        times=1000,
        status=403,
        body={"errors": ["1 error occurred:\n\t* permission denied\n\n"]},
    )
    keys.run()
    server.reset()
    mark = server.stored(place) or {}
    assert "making" in mark
    keys.refused("marked by a run that was cut short", name="another")
    elsewhere = in_vault(server, f"{place}-2")
    keys.done("created", name="another", **elsewhere)
    keys.run(name="another", state="absent")
    assert server.stored(place) == mark
    keys.done("created")


def test_an_entry_deletes_no_key_of_somebody_else(keys: Keys, server: Front, place: str) -> None:
    """Whoever may write the store can name any key in it."""
    keys.done("created")
    other = keys.done("created", name="precious", **in_vault(server, f"{place}-2"))["api_key"]["id"]
    text = {**(server.stored(place) or {}), "previous_api_key": other, "rotated_at": "2020-01-01T00:00:00Z"}
    server.root("POST", f"secret/data/{place}", {"data": text})
    result = keys.done("unchanged", rotate_after="90d", keep_old="1d")
    assert any(f"The old key {other} is called 'precious' by now" in words for words in result["warnings"])
    assert keys.writes() == []
    server.root("POST", f"secret/data/{place}", {"data": {**text, "next_api_key": other, "next_api_secret": "x" * 20}})
    keys.done("deleted", state="absent")
    assert keys.sandbox.request("GET", f"{KEYS}/{other}")["id"] == other


def test_a_creation_that_the_service_refuses_leaves_no_mark_to_delete_by(keys: Keys, server: Front, place: str) -> None:
    """What somebody makes by hand after that is no orphan of ours."""
    for old in (False, True):
        if old:
            keys.sandbox.settings(born_before=95 * 86400.0)
            keys.done("created")
            keys.sandbox.settings(born_before=0.0)
        keys.sandbox.fault(method="POST", path=f"^{KEYS}$", times=1, status=402, body={"errors": [{"detail": "quota"}]})
        result = keys.run(rotate_after="90d")
        assert "quota" in result["msg"], result
        spec = {"display_name": "orders", "owner": {"id": keys.estate.service_account}}
        by_hand = keys.sandbox.request("POST", KEYS, {"spec": spec})["id"]
        keys.run(rotate_after="90d", missing_secret="ignore")
        assert by_hand in keys.there()
        keys.sandbox.request("DELETE", f"{KEYS}/{by_hand}")


def test_what_is_left_goes_though_a_lost_secret_is_ignored(keys: Keys, server: Front, place: str) -> None:
    made = keys.done("created")["api_key"]["id"]
    entry = server.stored(place) or {}
    mark = {name: entry[name] for name in ("format", "name", "owner", "resource", "resource_id")}
    since = {"making": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "making_known": made}
    purpose = f"{entry['owner']} {entry['resource_id']} {entry['name']}"
    server.root("POST", f"secret/data/{place}", {"data": {**mark, **since, "making_for": purpose}})
    spec = {"display_name": "orders", "owner": {"id": entry["owner"]}}
    orphan = keys.sandbox.request("POST", KEYS, {"spec": spec})["id"]
    result = keys.done("updated", missing_secret="ignore")
    assert (set(keys.there()), keys.writes(), result["api_key"]["id"]) == ({made}, ["DELETE"], made)
    assert orphan != made
    keys.done("unchanged", missing_secret="ignore")
    keys.refused("its secret is not in secret_store")
