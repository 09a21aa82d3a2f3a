# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""API keys: one for each task and never two, no secret lost, none shown."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate, api_key, build
from tests.support.sandbox import SandboxError
from tests.support.ways import WAYS

Run = Callable[..., dict[str, Any]]
KEYS = "/iam/v2/api-keys"


class Keys:
    """Runs the kind in this process against the estate; knows where the secret goes."""

    def __init__(self, estate: Estate, path: Path) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.api_keys.kind import ApiKey

        self.kind, self.estate, self.path, self.sandbox = ApiKey, estate, path, estate.sandbox
        self.env = {**estate.env, **estate.sandbox.env, "CONFLUENT_RETRY_TIMEOUT": "5"}

    def run(self, check: bool = False, no_log: bool = False, stored: bool = True, **options: Any) -> dict[str, Any]:
        given = {"name": "orders", "owner": "orders-service", "resource": "kafka", "wait": False}
        if options.get("id"):
            given = {"wait": False}
        if stored:
            given["secret_file"] = str(self.path)
        self.sandbox.clear_journal()
        return direct.run(self.kind, {**given, **options}, self.env, check=check, no_log=no_log)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        result = self.run(**options)
        assert (result["failed"], result["operation"]) == (False, operation), result
        assert result["changed"] == (operation != "unchanged")
        return result

    def refused(self, *words: str, **options: Any) -> str:
        """A run that is refused before any write, and so is check mode."""
        messages = []
        for check in (True, False):
            messages.append(self.run(**{**options, "check": check}))
            assert self.writes() == []
        assert [m["failed"] for m in messages] == [True, True], messages
        assert messages[0]["problems"] == messages[1]["problems"]
        for word in words:
            assert word in messages[1]["msg"], messages[1]["msg"]
        return str(messages[1]["msg"])

    def writes(self) -> list[str]:
        return [f"{entry['method']} {entry['path']}" for entry in self.sandbox.writes()]

    def stored(self) -> dict[str, Any]:
        return dict(json.loads(self.path.read_text()))

    def there(self, name: str = "orders") -> list[str]:
        """The ids of the keys of that name, as the service has them."""
        return [key["id"] for key in self.sandbox.state()["api_keys"].values() if key["display_name"] == name]

    def works(self) -> bool:
        """Whether the stored pair is the only key of its name, and its secret the right one."""
        stored = self.stored()
        key = self.sandbox.state()["api_keys"][stored["api_key"]]
        return self.there() == [stored["api_key"]] and key["secret"] == stored["api_secret"]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def keys(estate: Estate, tmp_path: Path) -> Keys:
    return Keys(estate, tmp_path / "secrets" / "key.json")


# ---- life


@pytest.mark.parametrize(
    ("resource", "sent"),
    [
        ("cloud", None),
        ("global", {"id": "global", "kind": "Global", "api_version": "global/v1"}),
        ("kafka", {"kind": "Cluster", "api_version": "cmk/v2"}),
        ("schema_registry", {"kind": "Cluster", "api_version": "srcm/v3"}),
        ("tableflow", {"id": "tableflow", "kind": "Tableflow", "api_version": "tableflow/v1"}),
        ("flink", {"id": "aws.eu-central-1", "kind": "Region", "api_version": "fcpm/v2"}),
        ("ksqldb", {"id": "lksqlc-77aa11", "kind": "Cluster", "api_version": "ksqldbcm/v2"}),
    ],
)
def test_life(keys: Keys, resource: str, sent: dict[str, str] | None) -> None:
    extra: dict[str, Any] = {"resource": resource}
    if resource == "flink":
        extra.update(cloud="AWS", region="eu-central-1")
    if resource == "ksqldb":
        offer_ksqldb(keys)
        extra.update(cluster="streams")
    predicted = keys.done("created", check=True, **extra)
    assert keys.writes() == []
    assert not keys.path.parent.exists()

    made = keys.done("created", **extra)
    assert keys.writes() == [f"POST {KEYS}"]
    body = keys.sandbox.journal("POST", KEYS)[0]["request_body"]["spec"]
    assert body["owner"] == {"id": keys.estate.service_account, "kind": "ServiceAccount", "api_version": "iam/v2"}
    assert (body.get("resource") or {}).items() >= (sent or {}).items()
    assert ("resource" in body) == (sent is not None)
    assert predicted["diff"] == made["diff"]
    assert {n: made["api_key"][n] for n in ("name", "owner", "resource")} == {
        "name": "orders",
        "owner": keys.estate.service_account,
        "resource": resource,
    }
    secret = keys.stored()["api_secret"]
    assert keys.works()
    assert stat.S_IMODE(os.stat(keys.path).st_mode) == 0o600
    assert secret not in json.dumps([predicted, made])

    for check in (False, True):
        again = keys.done("unchanged", check=check, **extra)
        assert keys.writes() == []
        assert again["api_key"]["id"] == made["api_key"]["id"]
        assert secret not in json.dumps(again)
    assert keys.done("updated", check=True, description="New", **extra)["diff"]["after"] == {"description": "New"}
    changed = keys.done("updated", description="New", **extra)
    assert keys.writes() == [f"PATCH {KEYS}/{made['api_key']['id']}"]
    assert changed["api_key"]["description"] == "New"
    assert keys.works()

    assert keys.done("deleted", check=True, state="absent", **extra)["api_key"] is None
    assert keys.path.exists()
    gone = keys.done("deleted", state="absent", **extra)
    assert keys.there() == []
    assert not keys.path.exists()
    assert secret not in json.dumps(gone)
    keys.done("unchanged", state="absent", **extra)
    assert keys.writes() == []


def offer_ksqldb(keys: Keys) -> None:
    cluster = {"api_version": "ksqldbcm/v2", "kind": "Cluster", "id": "lksqlc-77aa11", "metadata": {}}
    spec = {"display_name": "streams", "csu": 1}
    page = {"api_version": "ksqldbcm/v2", "kind": "ClusterList", "metadata": {}, "data": [{**cluster, "spec": spec}]}
    keys.sandbox.fault(path="^/ksqldbcm/v2/clusters$", times=0, status=200, body=page)


def test_the_module_itself(estate: Estate, run_module: Run, tmp_path: Path) -> None:
    arguments = {"name": "m", "owner": "orders-service", "resource": "cloud", "secret_file": str(tmp_path / "k.json")}
    made = run_module("confluent_api_key", arguments, env=estate.env)
    assert (made["failed"], made["operation"]) == (False, "created"), made
    assert json.loads((tmp_path / "k.json").read_text())["api_secret"] not in json.dumps(made)
    nothing = run_module("confluent_api_key", {"owner": "orders-service"}, env=estate.env)
    assert "one of the following is required: name, id" in nothing["msg"]


def test_owner_in_every_form(keys: Keys) -> None:
    address = keys.sandbox.request("GET", "/iam/v2/users")["data"][0]["email"]
    made = keys.done("created", owner=address, resource="cloud")
    assert made["api_key"]["owner"] == keys.estate.administrator
    sent = keys.sandbox.journal("POST", KEYS)[0]["request_body"]["spec"]["owner"]
    assert sent == {"id": keys.estate.administrator, "kind": "User", "api_version": "iam/v2"}
    keys.done("unchanged", owner=keys.estate.administrator, resource="cloud")
    keys.sandbox.seed("service_accounts", {"display_name": "ci@example.com"})
    made = keys.done("created", owner="ci@example.com", resource="cloud", secret_file=str(keys.path) + "2")
    assert made["api_key"]["owner"].startswith("sa-")
    keys.sandbox.seed("service_accounts", {"display_name": address})
    keys.refused("ambiguous", keys.estate.administrator, owner=address, resource="cloud")


def test_names_are_compared_whole_and_on_every_page(keys: Keys) -> None:
    owner = keys.estate.service_account
    many = [{"owner": owner, "resource": keys.estate.cluster, "display_name": f"orders-{n}"} for n in range(120)]
    keys.sandbox.seed("api_keys", many)
    last = keys.sandbox.request("GET", KEYS, **{"spec.owner": owner, "page_size": 100})
    assert last["metadata"]["next"]
    keys.done("created")
    keys.done("unchanged")
    keys.done("unchanged", name="orders-119", missing_secret="ignore")
    keys.done("deleted", name="orders-119", state="absent")
    assert keys.works()
    assert len(keys.there("orders-11")) == 1


def test_the_same_name_elsewhere_is_another_key(keys: Keys) -> None:
    others = [
        api_key(keys.sandbox, keys.estate.service_account, None, "orders")[0],
        api_key(keys.sandbox, keys.estate.administrator, {"id": keys.estate.cluster}, "orders")[0],
    ]
    made = keys.done("created")["api_key"]["id"]
    keys.done("deleted", state="absent")
    assert sorted(keys.there()) == sorted(others)
    assert made not in others


# ---- secrets


def test_without_a_store_no_log_is_needed(keys: Keys) -> None:
    keys.refused("no_log: true", "secret_file", stored=False)
    made = keys.run(stored=False, no_log=True)
    assert made["api_key"]["secret"] == keys.sandbox.state()["api_keys"][made["api_key"]["id"]]["secret"]
    assert made["api_key"]["secret"] not in json.dumps(made["diff"])
    again = keys.done("unchanged", stored=False)
    assert "secret" not in again["api_key"]


@pytest.mark.parametrize("in_process", WAYS)
def test_no_log_in_a_play(estate: Estate, playbook: Run, tmp_path: Path, in_process: str) -> None:
    """The registered result has the secret itself, not what stands for one that is censored."""
    task = {"name": "{{ item }}", "owner": "orders-service", "resource": "cloud"}
    made = "{{ made.results | map(attribute='api_key.secret') | join('\n') }}"
    tasks = [
        {
            "name": "make",
            "streamops.confluent.confluent_api_key": task,
            "loop": ["x", "y"],
            "register": "made",
            "no_log": True,
        },
        {"name": "keep", "ansible.builtin.copy": {"content": made, "dest": f"{tmp_path}/kept"}, "no_log": True},
    ]
    env = {**estate.env, "CONFLUENT_IN_PROCESS": in_process}
    done = playbook([{"tasks": tasks}], env=env, args=("-vvv",)).check()
    held = {key["display_name"]: key["secret"] for key in estate.sandbox.state()["api_keys"].values()}
    assert (tmp_path / "kept").read_text().splitlines() == [held["x"], held["y"]]
    assert held["x"] not in done.output
    assert held["y"] not in done.output


def test_a_lost_secret_fails_with_advice(keys: Keys) -> None:
    made = keys.done("created")["api_key"]["id"]
    keys.path.unlink()
    message = keys.refused(made, "does not exist", "missing_secret: replace", "missing_secret: ignore")
    assert "shows a secret only once" in message
    keys.path.write_text(json.dumps({"api_key": "SOMEOTHERKEY", "api_secret": "x"}))
    keys.refused(made, "SOMEOTHERKEY")
    assert keys.stored()["api_key"] == "SOMEOTHERKEY"


def test_a_lost_secret_ignored(keys: Keys) -> None:
    made = keys.done("created")["api_key"]["id"]
    keys.path.unlink()
    for check in (True, False):
        result = keys.done("unchanged", missing_secret="ignore", check=check)
        assert result["api_key"]["id"] == made
        assert result["api_key"]["secret_file"] is None
    assert not keys.path.exists()


def test_a_lost_secret_replaced(keys: Keys) -> None:
    old = keys.done("created", description="Kept")["api_key"]["id"]
    keys.path.unlink()
    predicted = keys.done("updated", missing_secret="replace", check=True)
    assert not keys.path.exists()
    replaced = keys.done("updated", missing_secret="replace")
    assert keys.writes() == [f"POST {KEYS}", f"DELETE {KEYS}/{old}"]
    assert predicted["diff"] == replaced["diff"]
    assert replaced["diff"]["after"] == {"secret_file": str(keys.path)}
    assert replaced["api_key"]["id"] != old
    assert replaced["api_key"]["description"] == "Kept"
    assert replaced["api_key"]["replaced"] == old
    assert keys.works()
    assert "replaced" not in keys.done("unchanged", missing_secret="replace")["api_key"]


def test_replacing_by_id_keeps_the_rest(keys: Keys) -> None:
    old = keys.done("created")["api_key"]["id"]
    keys.path.unlink()
    new = keys.done("updated", id=old, name="orders 2", missing_secret="replace")["api_key"]
    assert (new["name"], new["resource_id"]) == ("orders 2", keys.estate.cluster)
    assert keys.there() == []
    assert keys.there("orders 2") == [new["id"]]


def _stuck(keys: Keys) -> tuple[str, str]:
    """The ids of the old and the new key after a replacement that could not delete the old one."""
    old = keys.done("created")["api_key"]["id"]
    keys.path.unlink()
    keys.sandbox.fault(method="DELETE", path=KEYS, times=0, status=403, body={"errors": [{"detail": "no"}]})
    result = keys.run(missing_secret="replace")
    keys.sandbox.admin("DELETE", "faults")
    new = keys.stored()["api_key"]
    assert result["failed"]
    assert f"Run again to delete the old key {old}" in result["msg"]
    assert sorted(keys.there()) == sorted([old, new])
    return old, new


def test_an_old_key_that_could_not_be_deleted_goes_with_the_next_run(keys: Keys) -> None:
    old, new = _stuck(keys)
    predicted = keys.done("updated", check=True)
    again = keys.done("updated")
    assert keys.writes() == [f"DELETE {KEYS}/{old}"]
    assert predicted["diff"] == again["diff"]
    assert old in json.dumps(again["diff"]["before"])
    assert keys.there() == [new]
    assert keys.works()
    assert "replaces" not in keys.stored()
    keys.done("unchanged")


def test_an_old_key_that_could_not_be_deleted_goes_with_other_changes(keys: Keys) -> None:
    old, new = _stuck(keys)
    changed = keys.done("updated", description="Newer")["api_key"]
    assert (changed["id"], changed["description"]) == (new, "Newer")
    assert old not in keys.there()
    assert keys.works()


def test_both_keys_of_a_replacement_are_deleted(keys: Keys) -> None:
    _stuck(keys)
    keys.done("deleted", state="absent")
    assert keys.there() == []
    assert not keys.path.exists()


def test_the_old_key_of_a_replacement_that_is_in_use_stays(keys: Keys) -> None:
    old, _new = _stuck(keys)
    secret = keys.sandbox.state()["api_keys"][old]["secret"]
    keys.refused("kafka_api_key of this very task", old, kafka_api_key=old, kafka_api_secret=secret)
    assert old in keys.there()


@pytest.mark.parametrize("choice", ["fail", "replace", "ignore"])
def test_a_living_keys_secret_is_never_overwritten(keys: Keys, choice: str) -> None:
    other, secret = api_key(keys.sandbox, keys.estate.administrator, None, "precious")
    keys.path.parent.mkdir()
    keys.path.write_text(json.dumps({"api_key": other, "api_secret": secret}))
    keys.refused(other, "a file of its own", missing_secret=choice)
    made = keys.done("created", secret_file=str(keys.path) + "2")["api_key"]["id"]
    if choice == "replace":
        keys.refused(other, missing_secret="replace")
    assert keys.stored() == {"api_key": other, "api_secret": secret}
    assert keys.there() == [made]


def test_a_dead_keys_secret_gives_way_deliberately(keys: Keys) -> None:
    first = keys.done("created")["api_key"]["id"]
    keys.sandbox.request("DELETE", f"{KEYS}/{first}")
    keys.done("created")
    assert keys.works()
    dead = keys.stored()["api_key"]
    keys.sandbox.request("DELETE", f"{KEYS}/{dead}")
    for choice in ("fail", "ignore"):
        keys.refused(dead, "missing_secret: replace", name="another", missing_secret=choice)
    keys.done("created", name="another", missing_secret="replace")
    assert keys.there("another") == [keys.stored()["api_key"]]


# ---- a stored secret whose key went elsewhere


def _anew(keys: Keys) -> None:
    """The cluster is deleted elsewhere, with its keys, and made again under the same name."""
    keys.sandbox.request("DELETE", f"/cmk/v2/clusters/{keys.estate.cluster}", environment=keys.estate.environment)
    spec = {
        "display_name": "orders",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": keys.estate.environment},
    }
    keys.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})


def _as_account(keys: Keys, name: str, role: str, crn: str) -> None:
    """From here on the runs are those of an account with one role."""
    account = keys.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": name})["id"]
    binding = {"principal": f"User:{account}", "role_name": role, "crn_pattern": crn}
    keys.sandbox.request("POST", "/iam/v2/role-bindings", binding)
    key, secret = api_key(keys.sandbox, account, None, f"{name} cloud")
    keys.env.update(CONFLUENT_CLOUD_API_KEY=key, CONFLUENT_CLOUD_API_SECRET=secret)


def _crn(keys: Keys, *steps: str) -> str:
    organization = keys.sandbox.request("GET", "/org/v2/organizations")["data"][0]["id"]
    return "/".join([f"crn://confluent.cloud/organization={organization}", *steps])


def test_the_secret_of_a_key_that_went_with_its_cluster_gives_way(keys: Keys) -> None:
    first = keys.done("created")["api_key"]["id"]
    _anew(keys)
    told = keys.run(check=True)
    assert (told["operation"], keys.writes(), keys.stored()["api_key"]) == ("created", [], first)
    done = keys.done("created")
    for result in (told, done):
        (words,) = (w for w in result["warnings"] if first in w)
        assert "gone" in words
        assert keys.estate.cluster in words
    assert keys.works()
    assert keys.stored()["api_key"] != first
    keys.done("unchanged")


def test_check_mode_judges_the_file_before_the_cluster_is_there(keys: Keys) -> None:
    """What will be replaced, and what the run after the cluster's creation would stop at."""
    first = keys.done("created")["api_key"]["id"]
    keys.sandbox.request("DELETE", f"/cmk/v2/clusters/{keys.estate.cluster}", environment=keys.estate.environment)
    told = keys.run(check=True)
    assert told["operation"] == "created"
    assert any(first in words and "gives way" in words for words in told["warnings"])
    other, secret = api_key(keys.sandbox, keys.estate.administrator, None, "precious")
    keys.path.write_text(json.dumps({"api_key": other, "api_secret": secret}))
    assert "a file of its own" in keys.run(check=True)["msg"]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_what_is_only_not_seen_keeps_its_secret(keys: Keys, state: str) -> None:
    """A credential for the new cluster alone does not see that the old key lives."""
    first = keys.done("created")["api_key"]["id"]
    spec = {
        "display_name": "newer",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": keys.estate.environment},
    }
    cluster = keys.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})["id"]
    where = f"environment={keys.estate.environment}", f"cloud-cluster={cluster}"
    _as_account(keys, "of-one-cluster", "CloudClusterAdmin", _crn(keys, *where))
    if state == "present":
        for choice in ("fail", "replace", "ignore"):
            keys.refused(first, "does not see", cluster="newer", missing_secret=choice)
    else:
        keys.run(cluster="newer", state="absent")
        assert keys.writes() == []
    assert keys.stored()["api_key"] == first


@pytest.mark.parametrize(
    ("role", "scope", "told"),
    [
        ("EnvironmentAdmin", "environment", True),  # the file says in which environment the key was
        ("AccountAdmin", "organization", True),
        ("CloudClusterAdmin", "other", False),
    ],
)
def test_who_can_tell_that_a_key_is_gone(keys: Keys, role: str, scope: str, told: bool) -> None:
    first = keys.done("created")["api_key"]["id"]
    _anew(keys)
    (cluster,) = keys.sandbox.state()["clusters"]
    environment = f"environment={keys.estate.environment}"
    steps = {"organization": (), "environment": (environment,), "other": (environment, f"cloud-cluster={cluster}")}
    _as_account(keys, "limited", role, _crn(keys, *steps[scope]))
    result = keys.run(check=True)
    assert result["failed"] is not told, result
    assert keys.stored()["api_key"] == first


@pytest.mark.parametrize("gone", ["key", "cluster", "environment", "account"])
def test_absent_removes_the_file_of_a_key_that_went_elsewhere(keys: Keys, gone: str) -> None:
    first = keys.done("created")["api_key"]["id"]
    estate = keys.estate
    path, scope = {
        "key": (f"{KEYS}/{first}", {}),
        "cluster": (f"/cmk/v2/clusters/{estate.cluster}", {"environment": estate.environment}),
        "environment": (f"/org/v2/environments/{estate.environment}", {}),
        "account": (f"/iam/v2/service-accounts/{estate.service_account}", {}),
    }[gone]
    keys.sandbox.request("DELETE", path, **scope)
    told = keys.run(check=True, state="absent")
    assert (told["operation"], told["changed"], keys.path.exists()) == ("deleted", True, True), told
    done = keys.done("deleted", state="absent")
    assert any(first in words and str(keys.path) in words for words in done["warnings"])
    assert not keys.path.exists()
    assert keys.writes() == []
    keys.done("unchanged", state="absent")


def test_absent_removes_the_file_of_the_key_before_too(keys: Keys) -> None:
    """A new key was made elsewhere for the new cluster; the file is still that of the old one."""
    keys.done("created")
    old = keys.path.read_text()
    _anew(keys)
    keys.path.unlink()
    keys.done("created")
    keys.path.write_text(old)
    keys.done("deleted", state="absent")
    assert keys.there() == []
    assert not keys.path.exists()


def test_absent_leaves_the_file_of_another_purpose(keys: Keys) -> None:
    first = keys.done("created")["api_key"]["id"]
    keys.sandbox.request("DELETE", f"{KEYS}/{first}")
    keys.done("unchanged", state="absent", name="another")
    keys.done("unchanged", state="absent", resource="cloud")
    assert keys.stored()["api_key"] == first


def test_a_store_that_cannot_be_written_is_found_out_before(keys: Keys) -> None:
    keys.path.parent.mkdir()
    keys.path.mkdir()
    keys.refused("cannot be read")
    keys.path.rmdir()
    keys.path.write_text("a shopping list")
    keys.refused("is not JSON")
    assert keys.path.read_text() == "a shopping list"
    keys.path.unlink()
    keys.path.parent.chmod(0o777)
    keys.refused("writable by everybody")
    keys.path.parent.chmod(0o700)
    keys.path.symlink_to("/etc/passwd")
    keys.refused("symbolic link")


def failing_write(monkeypatch: pytest.MonkeyPatch) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._secrets import store as secret_store

    def write(_path: str, _key: dict[str, Any], *_further: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(secret_store, "write", write)


def test_a_store_that_fails_after_all_takes_the_key_back(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_write(monkeypatch)
    result = keys.run()
    assert result["failed"]
    assert not result["changed"]
    assert "No space left on device" in result["msg"]
    assert "deleted again" in result["msg"]
    assert keys.there() == []


def test_an_orphan_that_cannot_be_taken_back_is_named(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_write(monkeypatch)
    keys.sandbox.fault(method="DELETE", path=KEYS, times=0, status=403, body={"errors": [{"detail": "no"}]})
    result = keys.run()
    assert result["failed"]
    (orphan,) = keys.there()
    assert orphan in result["msg"]
    assert "nobody holds its secret" in result["msg"]


# ---- answers that get lost


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param({"reset": "after"}, id="lost answer"),
        pytest.param({"reset": "before"}, id="lost request"),
        pytest.param({"status": 502, "apply": True}, id="502 after the deed"),
        pytest.param({"status": 500}, id="500"),
        pytest.param({"status": 202, "apply": True, "body": '{"spec": {'}, id="cut answer"),
    ],
)
@pytest.mark.parametrize("stored", [True, False], ids=["stored", "handed back"])
def test_never_two_and_never_one_without_secret(keys: Keys, trouble: dict[str, Any], stored: bool) -> None:
    keys.sandbox.fault(method="POST", path=KEYS, times=2, **trouble)
    result = keys.done("created", stored=stored, no_log=True)
    posts = keys.sandbox.journal("POST", KEYS)
    assert len(posts) == 3
    assert keys.there() == [result["api_key"]["id"]]
    secret = keys.stored()["api_secret"] if stored else result["api_key"]["secret"]
    assert keys.sandbox.state()["api_keys"][result["api_key"]["id"]]["secret"] == secret


def test_a_lost_answer_while_replacing(keys: Keys) -> None:
    old = keys.done("created")["api_key"]["id"]
    keys.path.unlink()
    keys.sandbox.fault(method="POST", path=KEYS, reset="after")
    keys.done("updated", missing_secret="replace")
    assert keys.works()
    assert old not in keys.there()


def test_keys_of_others_survive_a_lost_answer(keys: Keys) -> None:
    others = [
        api_key(keys.sandbox, keys.estate.service_account, None, "orders")[0],
        api_key(keys.sandbox, keys.estate.service_account, {"id": keys.estate.cluster}, "orders-2")[0],
    ]
    keys.sandbox.fault(method="POST", path=KEYS, reset="after")
    made = keys.done("created")["api_key"]["id"]
    assert sorted(keys.there()) == sorted([others[0], made])
    assert keys.there("orders-2") == [others[1]]


def test_an_answer_that_stays_lost(keys: Keys) -> None:
    keys.env["CONFLUENT_RETRY_TIMEOUT"] = "1"
    keys.sandbox.fault(method="POST", path=KEYS, times=0, reset="after")
    result = keys.run()
    assert result["failed"]
    assert keys.there() == []
    assert not keys.path.exists()


def test_an_orphan_that_cannot_be_looked_for_is_told(keys: Keys) -> None:
    keys.sandbox.fault(method="POST", path=KEYS, reset="after")
    keys.sandbox.fault(method="GET", path=KEYS, nth=2, times=0, status=403, body={"errors": [{"detail": "no"}]})
    result = keys.run()
    assert result["failed"]
    assert "answer to a creation was lost" in result["msg"]
    assert "'orders'" in result["msg"]


def test_strangers_with_the_same_name_are_not_deleted(keys: Keys) -> None:
    """More new keys than this run can have made: somebody else is making them too."""
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.http import Client

    post = Client.post

    def crowded(client: Client, path: str, *arguments: Any, **more: Any) -> Any:
        if path == KEYS:
            api_key(keys.sandbox, keys.estate.service_account, {"id": keys.estate.cluster}, "orders")
        return post(client, path, *arguments, **more)

    keys.sandbox.fault(method="POST", path=KEYS, nth=2, reset="after")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "post", crowded)
        result = keys.run()
    assert result["failed"]
    assert "None was deleted" in result["msg"]
    assert len(keys.there()) == 2


def test_an_answer_without_a_key_is_a_lost_answer(keys: Keys) -> None:
    keys.sandbox.fault(method="POST", path=KEYS, status=202, apply=True, body={"id": "", "spec": {}})
    made = keys.done("created")["api_key"]
    assert keys.stored()["api_key"] == made["id"]
    assert keys.works()


@pytest.mark.parametrize("identifier", [{}, {"id": ""}])
def test_answers_without_a_key_for_ever(keys: Keys, identifier: dict[str, str]) -> None:
    keys.sandbox.fault(method="POST", path=KEYS, times=0, status=202, apply=True, body={**identifier, "spec": {}})
    result = keys.run(retry_timeout=2)
    assert result["failed"]
    assert "run again" in result["msg"]
    assert keys.there() == []


@pytest.mark.parametrize("spec", [{}, {"secret": 12345678}, {"secret": ["a", "b"]}])
def test_an_answer_without_a_secret(keys: Keys, spec: dict[str, Any]) -> None:
    """Or with what is none: a file with it could not be read again."""
    keys.sandbox.fault(method="POST", path=KEYS, status=202, body={"id": "NOBODYSKEY", "spec": spec})
    result = keys.run()
    assert result["failed"]
    assert "without its secret" in result["msg"]
    assert keys.there() == []


def test_a_deletion_whose_answer_was_lost(keys: Keys) -> None:
    """The second try meets 403, which is what this API answers for a key that is gone."""
    keys.done("created")
    keys.sandbox.fault(method="DELETE", path=KEYS, reset="after")
    keys.done("deleted", state="absent")
    assert keys.there() == []


def test_a_key_that_is_replaced_although_the_answer_to_its_deletion_was_lost(keys: Keys, tmp_path: Any) -> None:
    old = keys.done("created")["api_key"]["id"]
    keys.sandbox.fault(method="DELETE", path=KEYS, reset="after")
    new = keys.done("updated", missing_secret="replace", secret_file=str(tmp_path / "new.json"))["api_key"]["id"]
    assert keys.there() == [new]
    assert new != old


def test_a_denied_deletion_is_no_success(keys: Keys) -> None:
    keys.done("created")
    keys.sandbox.fault(path="/iam/v2/api-keys/", times=0, status=403)
    result = keys.run(state="absent")
    assert result["failed"]
    assert result["error"]["status"] == 403
    assert len(keys.there()) == 1


# ---- waiting until the key works


@pytest.mark.parametrize("resource", ["kafka", "cloud", "global", "schema_registry"])
def test_waits_until_the_key_works(keys: Keys, resource: str) -> None:
    keys.sandbox.settings(key_propagation=1.0)
    result = keys.done("created", resource=resource, wait=True)
    assert result["wait"]["phases"] == ["not accepted yet (401)", "accepted"]
    assert result["wait"]["seconds"] >= 0.5
    answers = [e["status"] for e in keys.sandbox.journal("GET") if e["credential"] == result["api_key"]["id"]]
    assert answers[0] == 401
    assert answers[-1] == 200
    assert answers.count(200) == (2 if resource == "kafka" else 1)
    assert keys.stored()["tried"] is True
    again = keys.done("unchanged", resource=resource, wait=True)
    assert "wait" not in again
    assert all(entry["credential"] == keys.sandbox.cloud_key for entry in keys.sandbox.journal())


def test_a_region_of_flink_is_tried_at_its_endpoint(keys: Keys) -> None:
    statements = (
        f"^/sql/v1/organizations/{keys.sandbox.organization_id}/environments/{keys.estate.environment}/statements$"
    )
    keys.sandbox.fault(path=statements, times=1, status=401, body={"errors": [{"detail": "unknown key"}]})
    keys.sandbox.fault(path=statements, times=1, status=403, body={"errors": [{"detail": "no role"}]})
    result = keys.done("created", resource="flink", cloud="AWS", region="eu-central-1", wait=True)
    assert result["wait"]["phases"] == ["not accepted yet (401)", "accepted"]
    assert result["api_key"]["resource_id"] == f"{keys.estate.environment}.aws.eu-central-1"
    keys.refused("Flink region", "eu-central-1", resource="flink", cloud="AWS", region="eu-centrall-1", name="other")


def test_no_wait_where_no_probe_is_documented(keys: Keys) -> None:
    offer_ksqldb(keys)
    assert "wait" not in keys.done("created", resource="ksqldb", cluster="lksqlc-77aa11", wait=True)


def test_a_time_out_says_what_is_there_and_can_be_resumed(keys: Keys) -> None:
    keys.sandbox.settings(key_propagation=2.5)
    result = keys.run(wait=True, wait_timeout=1)
    assert result["failed"]
    assert result["changed"]
    made = keys.stored()["api_key"]
    for words in ("run again", made, f"its secret is stored in {keys.path}", "wait_timeout"):
        assert words in result["msg"]
    assert result["api_key"]["id"] == made
    again = keys.done("unchanged", wait=True, wait_timeout=10)
    assert again["wait"]["phases"][-1] == "accepted"
    assert keys.stored()["tried"] is True
    assert keys.works()


def test_a_handed_back_secret_survives_a_time_out(keys: Keys) -> None:
    keys.sandbox.settings(key_propagation=60.0)
    result = keys.run(wait=True, wait_timeout=0, stored=False, no_log=True)
    assert result["failed"]
    assert result["api_key"]["secret"] == keys.sandbox.state()["api_keys"][result["api_key"]["id"]]["secret"]
    assert "api_key.secret" in result["msg"]


def test_a_data_plane_out_of_reach_loses_nothing(keys: Keys) -> None:
    keys.env["CONFLUENT_RETRY_TIMEOUT"] = "1"
    result = keys.run(wait=True, kafka_rest_endpoint="http://127.0.0.1:9")
    assert result["failed"]
    for words in ("private networking", "wait: false", f"its secret is stored in {keys.path}"):
        assert words in result["msg"]
    assert keys.works()
    keys.done("unchanged", wait=False)


def test_passing_trouble_of_the_plane_is_waited_out(keys: Keys) -> None:
    keys.sandbox.fault(method="GET", path="/topics$", plane="kafka", times=1, status=429, body="slow down")
    keys.sandbox.fault(method="GET", path="/topics$", plane="kafka", nth=1, times=1, reset="before")
    result = keys.done("created", wait=True)
    assert result["wait"]["phases"] == ["not available (429)", "not reachable", "accepted"]


def test_an_endpoint_that_is_none(keys: Keys) -> None:
    result = keys.run(wait=True, kafka_rest_endpoint=f"{keys.sandbox.endpoint}/_kafka/lkc-none")
    assert result["failed"]
    assert "Nothing is lost" in result["msg"]
    assert result["error"]["status"] == 404


# ---- what is refused


def test_the_keys_in_use_are_spared(keys: Keys) -> None:
    cloud = {"name": "sandbox administrator", "owner": keys.estate.administrator, "resource": "cloud"}
    keys.refused("cloud_api_key of this very task", state="absent", **cloud, stored=False)
    keys.refused("cloud_api_key of this very task", missing_secret="replace", **cloud)
    keys.refused("kafka_api_key", id=keys.env["CONFLUENT_KAFKA_API_KEY"], state="absent")
    keys.done("created")
    for name in ("CONFLUENT_KAFKA_API_KEY", "CONFLUENT_KAFKA_API_SECRET"):
        del keys.env[name]
    keys.refused("kafka_api_key", state="absent", kafka_key_file=str(keys.path))
    keys.done("deleted", state="absent")


def test_two_matches_list_the_ids(keys: Keys) -> None:
    twins = [
        api_key(keys.sandbox, keys.estate.service_account, {"id": keys.estate.cluster}, "orders")[0] for twin in "ab"
    ]
    for state in ("present", "absent"):
        keys.refused("ambiguous", *twins, state=state)
    keys.done("deleted", id=twins[0], state="absent", stored=False)
    assert keys.there() == [twins[1]]


def test_by_id(keys: Keys) -> None:
    made = keys.done("created")["api_key"]["id"]
    assert keys.done("unchanged", id=made)["api_key"]["name"] == "orders"
    renamed = keys.done("updated", id=made, name="orders 2")
    assert renamed["diff"] == {**renamed["diff"], "before": {"name": "orders"}, "after": {"name": "orders 2"}}
    keys.refused("owner", "fixed at creation", id=made, owner=keys.estate.administrator)
    keys.refused("resource", "fixed at creation", id=made, resource="cloud")
    keys.sandbox.seed("clusters", {"display_name": "other", "environment": keys.estate.environment})
    keys.refused("fixed at creation", keys.estate.cluster, id=made, resource="kafka", cluster="other")
    keys.refused(
        "NOSUCHKEY", "ids are given by the service", id="NOSUCHKEY", owner="orders-service", resource="cloud", name="x"
    )
    keys.done("unchanged", id="NOSUCHKEY", state="absent")
    keys.done("deleted", id=made, state="absent")
    assert not keys.path.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {"name": " ", "environment": None, "cluster": None},
            ("name is empty", "environment is needed", "cluster is needed"),
        ),
        ({"owner": None, "resource": None}, ("owner is needed", "resource is needed")),
        ({"resource": "flink"}, ("cloud is needed", "region is needed")),
        ({"resource": "schema_registry", "environment": None}, ("environment is needed",)),
        ({"resource": "ksqldb", "cluster": "lkc-12345"}, ("id of another kind (kafka)",)),
        ({"resource": "kafka", "cluster": "lksqlc-12345"}, ("id of another kind (ksqldb)",)),
        ({"owner": "pool-1234"}, ("service accounts and users only",)),
    ],
)
def test_bad_input_costs_no_request(keys: Keys, options: dict[str, Any], words: tuple[str, ...]) -> None:
    keys.refused(*words, **options)
    assert keys.sandbox.journal() == []


def test_names_that_are_not_there(keys: Keys) -> None:
    real = keys.run(owner="orders-servcie")
    assert real["failed"]
    assert "Did you mean 'orders-service'" in real["msg"] or "no service account 'orders-servcie'" in real["msg"]
    assert keys.writes() == []
    assert keys.done("created", owner="made-by-an-earlier-task", check=True)["warnings"]
    for missing in ({"owner": "gone"}, {"environment": "gone"}, {"cluster": "gone"}):
        assert keys.done("unchanged", state="absent", **missing)["warnings"]


def test_words_of_the_service(keys: Keys) -> None:
    keys.sandbox.settings(api_key_quota=1)
    result = keys.run()
    assert result["error"]["status"] == 402
    assert "quota" in result["msg"]
    keys.sandbox.settings(api_key_quota=0)
    keys.env["CONFLUENT_RETRY_TIMEOUT"] = "1"
    for status in (401, 403, 404, 409, 422, 429):
        body = {"errors": [{"status": str(status), "code": "x", "detail": f"words for {status}"}]}
        keys.sandbox.fault(method="POST", path=KEYS, times=0, status=status, body=body)
        result = keys.run()
        assert result["error"]["status"] == status
        assert f"words for {status}" in result["msg"]
        assert f"Cloud API key {keys.sandbox.cloud_key}" in result["msg"]
        assert keys.sandbox.cloud_secret not in json.dumps(result)
        keys.sandbox.admin("DELETE", "faults")
    assert keys.there() == []


# ---- the _info module


def test_info(keys: Keys, run_module: Run) -> None:
    estate = keys.estate
    owner = estate.service_account
    keys.sandbox.seed("service_accounts", {"display_name": "other"})
    keys.sandbox.seed(
        "api_keys", [{"owner": owner, "resource": estate.cluster, "display_name": f"k{n}"} for n in range(150)]
    )
    api_key(keys.sandbox, owner, {"id": estate.schema_registry}, "sr")
    region = {"id": "aws.eu-central-1", "kind": "Region", "environment": estate.environment}
    flink = api_key(keys.sandbox, owner, region, "flink")[0]

    def listed(**options: Any) -> list[str]:
        found = direct.info(keys.kind, options, keys.env)
        assert all("secret" not in key for key in found)
        return [key["name"] for key in found]

    assert len(listed(owner="orders-service")) == 152
    assert len(listed(owner="orders-service", resource="kafka")) == 150
    assert listed(name="k1") == ["k1"]
    assert listed(owner="orders-service", resource="schema_registry") == ["sr"]
    assert sorted(listed(resource="schema_registry")) == ["administrator schema registry", "sr"]
    assert listed(resource="cloud") == ["sandbox administrator"]
    assert listed(resource="global") == []
    for scope in ({}, {"cloud": "AWS"}, {"cloud": "AWS", "region": "eu-central-1"}):
        assert listed(resource="flink", **scope) == ["flink"]
    assert listed(resource="flink", cloud="GCP") == []
    assert listed(id=flink) == ["flink"]
    assert listed(id=flink, owner="other") == []
    assert listed(id="NOSUCHKEY") == []
    del keys.env["CONFLUENT_KAFKA_CLUSTER"]
    assert len(listed(resource="kafka")) == 151
    module = run_module("confluent_api_key_info", {"owner": "orders-service"}, env=estate.env)
    assert len(module["api_keys"]) == 152
    keys.sandbox.fault(
        method="GET", path=f"^{KEYS}$", nth=2, times=0, status=400, body={"errors": [{"detail": "page"}]}
    )
    failed = run_module("confluent_api_key_info", {"owner": "orders-service"}, env=estate.env)
    assert failed["failed"]
    assert "api_keys" not in failed


def test_info_refuses_a_cluster_without_its_environment(keys: Keys) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

    del keys.env["CONFLUENT_ENVIRONMENT"]
    with pytest.raises(Refused, match="environment is needed"):
        direct.info(keys.kind, {"resource": "kafka"}, keys.env)
    with pytest.raises(SandboxError):
        keys.sandbox.request("GET", f"{KEYS}/NOSUCHKEY")
