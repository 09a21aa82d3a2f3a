# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rotation of API keys, in each store: made, stored, tried, handed out, and the old one deleted in its time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.estate import Estate
from tests.support.whole import sampled, whole_only

from .conftest import Keys, in_vault, stored
from .servers import Front

DAY = 86400
SPANS = {"rotate_after": "90d", "keep_old": "7d"}


COMMAND = pytest.param("command", marks=whole_only("the interface is the same, and a life of it is run"))


@pytest.fixture(params=["file", "vault", COMMAND])
def rotating(request: pytest.FixtureRequest, estate: Estate, tmp_path: Path, place: str) -> Any:
    """Keys in one of the stores, and a function that tells the entry."""
    if request.param == "file":
        path = tmp_path / "secrets" / "key.json"
        return Keys(estate, {"secret_file": str(path)}), lambda: stored(path)
    if request.param == "command":
        store = request.getfixturevalue("vault_of_files")
        return Keys(estate, store), lambda: stored(tmp_path / "kept.json")
    server = request.getfixturevalue("vault")
    server.reset()
    return Keys(estate, in_vault(server, place)), lambda: server.stored(place)


def aged(keys: Keys, days: float, **options: Any) -> str:
    """The id of a key that was made so many days ago."""
    keys.sandbox.settings(born_before=days * DAY)
    made = keys.done("created", **options)["api_key"]["id"]
    keys.sandbox.settings(born_before=0.0)
    return str(made)


def test_rotated_when_it_is_due(rotating: Any) -> None:
    keys, entry = rotating
    old = aged(keys, 89)
    for check in (True, False):
        young = keys.done("unchanged", check=check, **SPANS)["api_key"]
        assert (young["rotation"]["due"], young["rotation"]["age_days"]) == (False, 89)
    keys.done("deleted", state="absent")
    old = aged(keys, 95)
    secret = entry()["api_secret"]

    told = keys.done("updated", check=True, **SPANS)
    assert keys.writes() == []
    assert told["diff"]["before"]["rotate_after"] == f"{old} is 95 days old"
    assert told["api_key"]["rotation"]["due"] is True
    assert entry()["api_key"] == old

    done = keys.done("updated", **SPANS)
    assert done["diff"] == told["diff"]
    new = done["api_key"]["id"]
    assert new != old
    assert keys.writes() == ["POST"]
    now = entry()
    assert (now["api_key"], now["previous_api_key"], now["previous_api_secret"]) == (new, old, secret)
    assert keys.there() == {new: now["api_secret"], old: secret}
    assert str(now["tried"]).lower() == "true"
    assert not [name for name in now if name.startswith(("next_", "making"))]
    rotation = done["api_key"]["rotation"]
    assert (rotation["previous"]["id"], rotation["due"], rotation["age_days"]) == (old, False, 0)
    assert rotation["previous"]["delete_at"] > rotation["previous"]["created_at"]
    for hidden in (secret, now["api_secret"]):
        assert hidden not in json.dumps([told, done])

    for check in (True, False):
        kept = keys.done("unchanged", check=check, **SPANS)
        assert kept["api_key"]["rotation"]["previous"]["id"] == old
    keys.done("unchanged")  # whoever does not ask for a rotation leaves both

    over = {**SPANS, "keep_old": "0s"}
    assert keys.done("updated", check=True, **over)["diff"]["after"] == {"keep_old": f"{old} deleted"}
    keys.done("updated", **over)
    assert keys.writes() == ["DELETE"]
    assert keys.there() == {new: entry()["api_secret"]}
    assert not [name for name in entry() if name.startswith(("previous_", "rotated"))]
    keys.done("unchanged", **SPANS)


def test_handed_out_only_when_it_works(rotating: Any) -> None:
    keys, entry = rotating
    old = aged(keys, 95)
    keys.sandbox.settings(key_propagation=60.0)
    result = keys.run(wait_timeout=1, **SPANS)
    assert result["failed"]
    waiting = entry()
    assert waiting["api_key"] == old
    assert set(keys.there()) == {old, waiting["next_api_key"]}
    keys.done("unchanged")  # without the spans nobody minds
    told = keys.run(check=True, **SPANS)
    assert told["diff"]["after"]["rotate_after"].startswith(f"{waiting['next_api_key']} handed out")
    keys.sandbox.advance(60)
    done = keys.done("updated", **SPANS)
    assert keys.writes() == []
    assert done["api_key"]["id"] == waiting["next_api_key"] == entry()["api_key"]
    assert entry()["previous_api_key"] == old
    keys.done("unchanged", **SPANS)


def test_all_keys_of_an_entry_go_with_it(rotating: Any) -> None:
    keys, _entry = rotating
    aged(keys, 95)
    keys.done("updated", **SPANS)
    assert len(keys.there()) == 2
    keys.done("deleted", state="absent", check=True)
    keys.done("deleted", state="absent")
    assert keys.there() == {}
    keys.done("unchanged", state="absent")


def test_a_lost_secret_is_replaced_without_an_interruption(rotating: Any) -> None:
    keys, _entry = rotating
    old = aged(keys, 3)
    other = {"secret_file": f"{keys.store['secret_file']}.2"} if "secret_file" in keys.store else None
    if other is None:
        text = json.dumps(keys.store).replace("kept.json", "kept2.json").replace("/orders", "/orders-2")
        other = json.loads(text)
    new = keys.done("updated", missing_secret="replace", keep_old="7d", **other)["api_key"]
    assert set(keys.there()) == {old, new["id"]}
    assert new["rotation"]["previous"]["id"] == old
    keys.done("unchanged", keep_old="7d", **other)
    keys.done("updated", keep_old="0s", **other)
    assert set(keys.there()) == {new["id"]}


def test_another_rotation_waits_for_the_old_key(rotating: Any) -> None:
    keys, entry = rotating
    old = aged(keys, 95)
    keys.sandbox.settings(born_before=95.0 * DAY)
    second = keys.done("updated", **SPANS)["api_key"]["id"]
    result = keys.done("unchanged", **SPANS)
    assert result["api_key"]["rotation"]["due"] is False
    keys.sandbox.settings(born_before=0.0)
    third = keys.done("updated", rotate_after="90d", keep_old="0s")["api_key"]["id"]
    assert set(keys.there()) == {second, third}
    assert (entry()["api_key"], entry()["previous_api_key"]) == (third, second)
    assert old not in keys.there()


def renamed(keys: Keys, identifier: str, name: str) -> None:
    keys.sandbox.request("PATCH", f"/iam/v2/api-keys/{identifier}", {"spec": {"display_name": name}})
    keys.sandbox.clear_journal()


def living(keys: Keys) -> set[str]:
    """The ids of the keys of the owner, whatever they are called."""
    owner = keys.estate.ids["service_account"]
    return {key["id"] for key in keys.sandbox.state()["api_keys"].values() if key["owner"] == owner}


@pytest.mark.parametrize("which", ["old", "new"])
def test_an_old_key_with_another_name_is_neither_deleted_nor_forgotten(rotating: Any, which: str) -> None:
    """In the console the old one was renamed; or the module renamed the one in use, so that the old one has another
    name than it. By its name it could be anybody's, for who may write the store can name any key.
    """
    keys, entry = rotating
    old = aged(keys, 95)
    new = keys.done("updated", **SPANS)["api_key"]["id"]
    before = entry()
    renamed(keys, old if which == "old" else new, "orders-2")
    over = {**SPANS, "keep_old": "0s", "name": "orders" if which == "old" else "orders-2"}
    for check in (True, False):
        result = keys.done("unchanged", check=check, **over)
        assert any(f"The old key {old} is called" in words for words in result["warnings"]), result
    assert keys.writes() == []
    assert {old, new} <= living(keys)
    assert entry() == before
    keys.sandbox.request("DELETE", f"/iam/v2/api-keys/{old}")
    keys.done("updated", **over)
    assert "previous_api_key" not in entry()
    keys.done("unchanged", **over)


def test_an_old_key_that_somebody_deleted_is_forgotten(rotating: Any) -> None:
    keys, entry = rotating
    old = aged(keys, 95)
    new = keys.done("updated", **SPANS)["api_key"]["id"]
    keys.sandbox.request("DELETE", f"/iam/v2/api-keys/{old}")
    told = keys.done("updated", check=True, **SPANS)
    assert told["diff"]["before"]["keep_old"].endswith("does not exist any more")
    assert told["diff"]["after"] == {"keep_old": f"{old} forgotten"}
    done = keys.done("updated", **SPANS)
    assert keys.writes() == []
    assert "previous" not in done["api_key"]["rotation"]
    assert (entry()["api_key"], "previous_api_secret" in entry()) == (new, False)
    keys.done("unchanged", **SPANS)


def test_an_old_key_that_cannot_be_seen_is_not_forgotten(rotating: Any) -> None:
    """And none is made beside it: its time may be over, and it may be alive."""
    keys, entry = rotating
    old = aged(keys, 95)
    keys.sandbox.settings(born_before=95.0 * DAY)
    keys.done("updated", **SPANS)
    keys.sandbox.settings(born_before=0.0)
    before = entry()
    keys.sandbox.fault(method="GET", path=f"/api-keys/{old}$", times=0, status=403)
    keys.sandbox.fault(method="GET", path="/iam/v2/role-bindings$", times=0, status=403)
    renamed(keys, old, "hidden")  # so that its list does not show it, either
    for check in (True, False):
        result = keys.done("unchanged", check=check, rotate_after="90d", keep_old="0s")
        assert any(f"Whether the old key {old} still exists cannot be told" in words for words in result["warnings"])
    assert entry() == before
    keys.sandbox.chapter(0.0)
    renamed(keys, old, "orders")
    keys.done("updated", rotate_after="90d", keep_old="0s")
    assert old not in living(keys)


def test_a_lost_secret_is_replaced_as_a_rotation_would(rotating: Any) -> None:
    """Without keep_old the key of the applications is kept for as long as after a rotation."""
    keys, _entry = rotating
    old = aged(keys, 3)
    text = json.dumps(keys.store).replace("key.json", "key2.json").replace("kept.json", "kept2.json")
    other = json.loads(text.replace("/orders", "/orders-2"))
    new = keys.done("updated", missing_secret="replace", rotate_after="90d", **other)["api_key"]
    assert set(keys.there()) == {old, new["id"]}
    assert new["rotation"]["previous"]["id"] == old


def test_a_key_that_was_renamed_is_named(rotating: Any) -> None:
    keys, entry = rotating
    made = aged(keys, 3)
    renamed(keys, made, "something else")
    keys.refused(f"holds the secret of {made}, which exists and is called 'something else' by now", "rename it back")
    keys.done("updated", id=made, owner=None, resource=None)
    assert set(keys.there()) == {made}
    keys.done("updated", id=made, owner=None, resource=None, name="orders-2")
    assert entry()["name"] == "orders-2"
    keys.done("unchanged", name="orders-2")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"rotate_after": "90"}, "is no span"),
        ({"rotate_after": "7d"}, "not shorter than rotate_after"),
        ({"rotate_after": "90d", "wait": False}, "needs wait: true"),
        ({"rotate_after": "90d", "id": "ABC"}, "do not go together"),
        ({"rotate_after": "90d", "secret_file": None}, "needs a place"),
        ({"keep_old": "x"}, "is no span"),
    ],
)
def test_bad_spans(estate: Estate, tmp_path: Path, options: dict[str, Any], words: str) -> None:
    keys = Keys(estate, {"secret_file": str(tmp_path / "key.json")})
    keys.refused(words, **options)
    assert keys.sandbox.journal() == []


def test_a_key_of_this_task_is_not_deleted_when_its_time_is_over(rotating: Any) -> None:
    keys, entry = rotating
    old = aged(keys, 95)
    keys.done("updated", **SPANS)
    pair = {"kafka_api_key": old, "kafka_api_secret": entry()["previous_api_secret"]}
    keys.refused("kafka_api_key of this very task", old, **{**SPANS, "keep_old": "0s"}, **pair)
    assert old in keys.there()


def test_a_list_that_lags_behind_makes_no_third_key(rotating: Any) -> None:
    """The new key is in the store, and the list of keys, which was read earlier or lags, does not show it yet."""
    keys, entry = rotating
    old = aged(keys, 95)
    keys.sandbox.settings(key_propagation=60.0)
    assert keys.run(wait_timeout=1, **SPANS)["failed"]
    keys.sandbox.advance(60)
    path = "/iam/v2/api-keys"
    page = keys.sandbox.request("GET", path, page_size=100)
    page["data"] = [key for key in page["data"] if key["id"] != entry()["next_api_key"]]
    page["metadata"].pop("next", None)
    keys.sandbox.fault(method="GET", path=f"^{path}$", times=1, status=200, body=page)
    done = keys.done("updated", **SPANS)
    assert keys.writes() == []
    assert set(keys.there()) == {old, done["api_key"]["id"]}


@sampled("the answer to the creation is the one that can be lost with a secret in it")
def test_whatever_fails_no_key_is_lost_and_none_is_left(rotating: Any, vault: Front, whole: bool) -> None:
    """Every request of a rotation, to the service and to the store: its answer is lost, or it fails for good."""
    keys, entry = rotating
    keys.env["CONFLUENT_RETRY_TIMEOUT"] = "1"
    servers: list[tuple[Any, str]] = [(keys.sandbox, "service")]
    if "vault" in keys.store.get("secret_store", {}):
        servers.append((vault, "store"))
    aged(keys, 95)
    vault.reset()
    keys.done("updated", **SPANS)
    counts = {"service": len(keys.sandbox.journal()), "store": len(vault.entries)}
    post = [n for n, e in enumerate(keys.sandbox.journal(), 1) if e["method"] == "POST"]
    keys.done("deleted", state="absent")
    faults: list[dict[str, Any]] = [{"reset": "after", "times": 1}, {"status": 503, "times": 1000}]
    for server, name in servers:
        for nth in range(1, counts[name] + 1) if whole else post if name == "service" else ():
            for fault in faults:
                aged(keys, 95)
                vault.reset()
                server.fault(nth=nth, **fault)
                keys.run(**SPANS)
                keys.sandbox.admin("DELETE", "faults")
                vault.reset()
                held = entry()
                assert keys.there().get(held["api_key"]) == held["api_secret"], (name, nth, fault)
                result = keys.run(**SPANS)
                assert not result["failed"], (name, nth, fault, result)
                held = entry()
                assert set(keys.there()) == {held["api_key"], held["previous_api_key"]}, (name, nth, fault)
                keys.done("deleted", state="absent")
                assert keys.there() == {}


def test_two_keys_of_one_name_are_told_apart(rotating: Any) -> None:
    keys, _entry = rotating
    old = aged(keys, 95)
    new = keys.done("updated", **SPANS)["api_key"]["id"]
    text = json.dumps(keys.store).replace("key.json", "key2.json").replace("kept.json", "kept2.json")
    lost = json.loads(text.replace("/orders", "/orders-2"))
    words = keys.refused("is ambiguous", f"id: {old} with state: absent", missing_secret="replace", **SPANS, **lost)
    assert words.index(f"{old} was made at") < words.index(f"{new} was made at")
    keys.done("deleted", id=old, owner=None, resource=None, name=None, state="absent", **lost)
    keys.done("updated", missing_secret="replace", **SPANS, **lost)
