# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many connectors: one read, one judgement before the first write, waits after all writes, secrets of all items, purge.
What holds for every plural module is in test_plurals.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Result = dict[str, Any]
Run = Callable[..., Result]
LOOK_UPS = 2  # the environment and the cluster
FIRST, SECOND = "canary-11aa-first", "canary-22bb-second"


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def connectors(estate: Estate, run_skipping: Run) -> Run:
    """``connectors(items, check=False, fails=False, **options)``: confluent_connectors in the estate. No secret of
    these tests may show in what comes back.
    """

    def run(items: list[dict[str, Any]], check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        config = {
            "kafka.auth.mode": "SERVICE_ACCOUNT",
            "kafka.service.account.id": "orders-service",
            **options.pop("config", {}),
        }
        defaults = {"config": config, "wait_timeout": 20, **options.pop("defaults", {})}
        arguments = {"connectors": items, "defaults": defaults, **options}
        result = run_skipping("confluent_connectors", arguments, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        assert "canary" not in json.dumps(result)
        if check or not (result["changed"] or fails):
            assert estate.sandbox.writes() == []
        return result

    return run


def source(name: str, **further: Any) -> dict[str, Any]:
    config = {
        "connector.class": "DatagenSource",
        "kafka.topic": "orders.created",
        "output.data.format": "JSON",
        "quickstart": "ORDERS",
        "tasks.max": 1,
    }
    return {"name": name, "config": {**config, **further}}


def sink(name: str, password: str, **further: Any) -> dict[str, Any]:
    config = {
        "connector.class": "PostgresSink",
        "topics": "orders.created",
        "input.data.format": "AVRO",
        "connection.host": "db.example.com",
        "connection.user": "warehouse",
        "db.name": "orders",
        "tasks.max": 1,
    }
    return {"name": name, "config": {**config, **further}, "sensitive_config": {"connection.password": password}}


def operations(result: Result) -> list[str]:
    return [outcome["operation"] for outcome in result["connectors"]]


def there(estate: Estate) -> list[str]:
    base = f"/connect/v1/environments/{estate.environment}/clusters/{estate.cluster}"
    return sorted(estate.sandbox.request("GET", f"{base}/connectors"))


def calls(estate: Estate) -> list[str]:
    """Method and last step of the path of every request to the Connect API, in order."""
    entries = [e for e in estate.sandbox.journal() if e["path"].startswith("/connect/")]
    return [f"{e['method']} {e['path'].rpartition('/')[2]}" for e in entries]


# ---- requests


def test_all_are_read_by_one_request(connectors: Run, estate: Estate) -> None:
    items = [source(f"c{number}") for number in range(30)]
    made = connectors(items)
    assert [outcome["connector"]["status"] for outcome in made["connectors"]] == ["RUNNING"] * 30
    assert all(outcome["connector"]["id"].startswith("lcc-") for outcome in made["connectors"])
    assert calls(estate).count("GET connectors") == 2, "one before all writes, one after all waits"
    for check in (True, False):
        again = connectors(items, check)
        assert operations(again) == ["unchanged"] * 30
        assert calls(estate) == ["GET connectors"]
    assert again["connectors"][0]["connector"]["status"] == "RUNNING"


def test_the_waits_begin_after_all_writes(connectors: Run, estate: Estate) -> None:
    estate.sandbox.settings(connector_provisioning=1.0)
    result = connectors([source(f"c{number}") for number in range(4)])
    sent = calls(estate)
    last_write = max(position for position, call in enumerate(sent) if call == "POST connectors")
    assert sent.index("GET status") > last_write
    assert {outcome["wait"]["phases"][-1] for outcome in result["connectors"]} == {"RUNNING"}


def test_one_that_fails_while_it_is_waited_for(connectors: Run, estate: Estate) -> None:
    """The others are done and shown as they are; the failure has its trace."""
    estate.sandbox.fault(
        method="GET",
        path="/connectors/c1/status$",
        status=200,
        body={"name": "c1", "type": "source", "connector": {"state": "FAILED", "trace": "no such topic"}, "tasks": []},
    )
    result = connectors([source(f"c{number}") for number in range(3)], fails=True)
    assert operations(result) == ["created", "failed", "created"]
    assert "no such topic" in result["connectors"][1]["msg"]
    assert result["connectors"][2]["connector"]["id"].startswith("lcc-")


def test_accounts_by_name_are_looked_up_once(connectors: Run, estate: Estate) -> None:
    connectors([source(f"c{number}") for number in range(8)])
    assert len(estate.sandbox.journal("GET", "/iam/v2/service-accounts")) == 1


# ---- one judgement before the first write


@pytest.mark.parametrize("check", [True, False])
def test_every_error_of_every_item_before_the_first_write(connectors: Run, estate: Estate, check: bool) -> None:
    items = [
        source("good"),
        source("bad", **{"output.data.format": "YAML", "quickstart": ""}),
        source("odd", **{"connector.class": "DatagenSorce"}),
    ]
    result = connectors(items, check, fails=True)
    told = "\n".join(result["problems"])
    assert len(result["problems"]) >= 3
    assert 'connector bad: "output.data.format"' in told
    assert "Did you mean DatagenSource" in told
    assert "good" not in told
    assert there(estate) == []
    assert estate.sandbox.writes() == []


def test_only_what_is_new_or_changes_is_validated(connectors: Run, estate: Estate) -> None:
    connectors([source("a"), source("b")])
    result = connectors([source("a"), source("b", **{"tasks.max": 2}), source("c")])
    assert operations(result) == ["unchanged", "updated", "created"]
    assert calls(estate).count("PUT validate") == 2


# ---- what must not be seen


def test_the_secrets_of_one_item_are_not_shown_by_another(connectors: Run, estate: Estate) -> None:
    """`connectors` looks for them in each result: what the service quotes, differences, invocation."""
    items = [sink("first", FIRST), sink("second", SECOND)]
    predicted = connectors(items, check=True)
    assert predicted["diff"][0]["after"]["sensitive_config"] == {"connection.password": "********"}
    quoted = {"error": {"code": 400, "message": f"{SECOND} is no better than {FIRST}"}}
    estate.sandbox.fault(method="POST", path="/connectors$", status=400, body=quoted, times=2)
    failed = connectors(items, fails=True, on_error="continue")  # both are tried, so neither fault is left over
    assert "******** is no better than ********" in failed["msg"]
    connectors(items)
    quoted = {"error": {"code": 400, "message": f"{SECOND} again"}}
    estate.sandbox.fault(method="PUT", path="/first/config$", status=400, body=quoted)
    assert "******** again" in connectors([sink("first", FIRST, **{"tasks.max": 2}), items[1]], fails=True)["msg"]


def test_the_kind_itself_knows_the_secrets_of_all_items(estate: Estate) -> None:
    """What runs it without Ansible has nobody else that would censor."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import (
        CONNECTION,
        transport_of,
    )
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.plural import Many, plural_fields
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.connectors.kind import Connector

    options = {f.name: f.default for f in (*plural_fields(Connector), *CONNECTION)}
    options |= {
        "cloud_api_key": estate.sandbox.cloud_key,
        "cloud_api_secret": estate.sandbox.cloud_secret,
        "cloud_endpoint": estate.sandbox.endpoint,
        "environment": "dev",
        "cluster": "orders",
        "connectors": [sink("first", FIRST), sink("second", SECOND)],
        "defaults": {"config": {"kafka.auth.mode": "SERVICE_ACCOUNT", "kafka.service.account.id": "orders-service"}},
    }
    quoted = {"error": {"code": 400, "message": f"{SECOND} is no better than {FIRST}"}}
    estate.sandbox.fault(method="POST", path="/connectors$", status=400, body=quoted, times=2)
    many = Many(Connector, options, False)
    with pytest.raises(ConfluentError) as failure:
        many.run(Connector(Cloud(options, transport_of(options, read_only=False)), options))
    assert "is no better than" in str(failure.value)
    assert "canary" not in str(failure.value)
    assert "canary" not in json.dumps(many.result())


def test_secrets_in_config_and_defaults_are_hidden(connectors: Run, estate: Estate) -> None:
    """Also where an item is refused before anything is known of it, and where there is no item at all."""
    open_hearted = {"name": "first", "config": {**sink("x", "")["config"], "connection.password": FIRST}}
    connectors([open_hearted, sink("second", SECOND)])
    assert operations(connectors([open_hearted, sink("second", SECOND)])) == ["unchanged"] * 2
    connectors([open_hearted, {"config": {"some.api.secret": SECOND}}], fails=True)
    connectors([], config={"some.api.secret": SECOND})


def test_defaults_hold_secrets_for_all(connectors: Run, estate: Estate) -> None:
    items = [{name: value for name, value in sink(n, "").items() if name != "sensitive_config"} for n in ("a", "b")]
    shared = {"sensitive_config": {"connection.password": FIRST}}
    assert operations(connectors(items, defaults=shared)) == ["created"] * 2
    sent = [e["request_body"] for e in estate.sandbox.journal("POST", "/connectors$")]
    assert [FIRST in json.dumps(body) for body in sent] == [True] * 2, "the service has to get it"
    assert operations(connectors(items, defaults=shared)) == ["unchanged"] * 2


# ---- what a list does not show


@pytest.mark.parametrize("check", [True, False])
def test_absent_ones_are_looked_for_by_their_names(connectors: Run, estate: Estate, check: bool) -> None:
    """One error names all that may not be seen; what is there is deleted, though the list leaves it out."""
    names = [f"c{number}" for number in range(6)]
    connectors([source(name) for name in names])
    absent = [{"name": name, "state": "absent"} for name in [*names, "nobody"]]
    estate.sandbox.fault(method="GET", path="/connectors$", times=0, status=200, body={})
    denied = {"error": {"code": 403, "message": "Forbidden Access"}}
    estate.sandbox.fault(method="GET", path="/connectors/c[135]$", times=0, status=403, body=denied)
    result = connectors(absent, check, fails=True)
    assert result["error"]["status"] == 403
    for words in ("c1", "c3", "c5", "User:u-4xgp5z", "DeveloperRead"):
        assert words in result["msg"]
    assert sorted(estate.sandbox.state()["connectors"][estate.cluster]) == names
    estate.sandbox.admin("DELETE", "faults")
    estate.sandbox.fault(method="GET", path="/connectors$", times=0, status=200, body={})
    assert operations(connectors(absent, check)) == [*["deleted"] * 6, "unchanged"]


def test_what_the_list_shows_is_not_looked_for_again(connectors: Run, estate: Estate) -> None:
    connectors([source("a"), source("b")])
    connectors([{"name": "a", "state": "absent"}, source("b")], check=True)
    assert calls(estate) == ["GET connectors"]


# ---- status and purge


def test_pause_all_and_let_run_again(connectors: Run, estate: Estate) -> None:
    items = [source("a"), source("b")]
    connectors(items)
    paused = connectors(items, defaults={"status": "paused"})
    assert [outcome["connector"]["status"] for outcome in paused["connectors"]] == ["PAUSED"] * 2
    assert operations(connectors(items)) == ["unchanged"] * 2
    running = connectors(items, defaults={"status": "running"})
    assert [outcome["connector"]["status"] for outcome in running["connectors"]] == ["RUNNING"] * 2


def test_purge(connectors: Run, estate: Estate) -> None:
    connectors([source(name) for name in ("team-a", "team-b", "team-kept", "other", "_confluent-x")])
    purge = {"name_prefix": "team-", "protected": ["*-kept"]}
    predicted = connectors([source("team-b")], check=True, purge=purge)
    assert calls(estate) == ["GET connectors"]
    result = connectors([source("team-b")], purge=purge)
    for run in (predicted, result):
        assert operations(run) == ["unchanged", "deleted"]
        assert run["connectors"][1]["label"] == "connector team-a"
        assert [spared["label"] for spared in run["purge"]["spared"]] == ["connector team-kept"]
    assert there(estate) == ["_confluent-x", "other", "team-b", "team-kept"]
    assert connectors([], purge={"name_pattern": "[_o]*x"})["purge"]["spared"][0]["label"] == "connector _confluent-x"


def test_purge_has_a_limit(connectors: Run, estate: Estate) -> None:
    connectors([source(f"team-{number}") for number in range(3)])
    for purge in ({"name_prefix": "team-", "max_deletions": 2}, {"name_prefix": ""}, {"name_pattern": "*"}):
        assert "purge" in connectors([], fails=True, purge=purge)["msg"]
    assert len(there(estate)) == 3
