# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook bootstrap: from an empty organization to a working environment, and then nothing more."""

from __future__ import annotations

import json
import re
import signal
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.kills import Bootstrap

from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks, each task a process


@pytest.fixture
def small(tmp_path: Path) -> dict[str, Any]:
    return plays.small_variables(tmp_path / "secrets")


def test_the_example_estate_from_nothing_to_running_connectors(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """That its second run changes nothing is what the demo shows, which the gate `build` runs."""
    secrets = tmp_path / "secrets"
    env = plays.example_env(secrets)
    first = playbook(plays.BOOTSTRAP, plays.EXAMPLE, args=["-l", "dev", "-vvv"], diff=True, env=env).check()
    assert first.changed > 0
    _no_secret_shows(first, sandbox)

    there = plays.existing(sandbox)
    assert there["environments"] == ["dev"]
    assert there["clusters"] == ["orders"]
    assert len(there["topics"]) >= 12
    assert len(there["service_accounts"]) >= 4
    assert len(there["acls"]) + len(there["role_bindings"]) >= 15
    assert len(there["subjects"]) >= 6
    assert len(there["connectors"]) == 2
    state = sandbox.state()
    kinds = {key["resource_kind"] for key in state["api_keys"].values() if key["owner"].startswith("sa-")}
    assert {"Cloud", "Cluster"} <= kinds
    (cluster,) = state["clusters"]
    (registry,) = state["schema_registries"]
    assert {cluster, registry} <= {key["resource"] for key in state["api_keys"].values()}
    types = {
        version["schemaType"] for versions in state["registries"][registry]["subjects"].values() for version in versions
    }
    assert types == {"AVRO", "JSON", "PROTOBUF"}
    for connector in there["connectors"]:
        path = f"/connect/v1/environments/{state['clusters'][cluster]['environment']}/clusters/{cluster}/connectors"
        status = sandbox.request("GET", f"{path}/{connector.partition('/')[2]}/status")
        assert status["connector"]["state"] == "RUNNING"
    _secrets_are_private(secrets / "dev", len(there["api_keys"]))


def _no_secret_shows(result: Any, sandbox: Any) -> None:
    """Not in what the most talkative run prints, nor in its results."""
    state = sandbox.state()
    secrets = [key["secret"] for key in state["api_keys"].values()]
    (connectors,) = state["connectors"].values()
    held = {value for connector in connectors.values() for value in connector["config"].values()}
    assert set(plays.CONNECTOR_SECRETS.values()) <= held  # they did arrive
    assert len(secrets) > 3
    text = result.output + json.dumps([result.tasks, result.items])
    assert "database.user" in text  # settings do show, so a secret among them would
    for secret in [*secrets, *plays.CONNECTOR_SECRETS.values()]:
        assert secret not in text
        assert secret[:16] not in text


def _secrets_are_private(folder: Path, number: int) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert len(files) == number
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert json.loads(file.read_text(encoding="utf-8"))["api_secret"]


def test_staging_and_prod_side_by_side_differ_in_their_values_only(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    # A part of the shipped data, for both hosts at once: the test of dev takes all of it.
    few: dict[str, Any] = {name: [] for name in ("order_acls", "order_connectors", "confluent_schemas")}
    few["order_topics"] = plays.example("topics.yml")["order_topics"][:2]
    few["confluent_service_accounts"] = plays.example("service_accounts.yml")["confluent_service_accounts"][:1]
    few["confluent_subject_configs"] = plays.example("schemas.yml")["confluent_subject_configs"][:1]
    env = plays.example_env(tmp_path / "secrets")
    playbook(plays.BOOTSTRAP, plays.EXAMPLE, args=["-l", "staging,prod"], env=env, extra_vars=few).check()

    state = sandbox.state()
    clusters = {
        state["environments"][cluster["environment"]]["display_name"]: cluster for cluster in state["clusters"].values()
    }
    assert {name: (item["display_name"], item["kind"]) for name, item in clusters.items()} == {
        "staging": ("orders", "Standard"),
        "prod": ("orders", "Dedicated"),
    }
    topics = {name: state["topics"][item["id"]]["orders.placed"] for name, item in clusters.items()}
    assert {name: topic["partitions"] for name, topic in topics.items()} == {"staging": 12, "prod": 24}
    day = 86_400_000
    assert {name: int(topic["configs"]["retention.ms"]) // day for name, topic in topics.items()} == {
        "staging": 7,
        "prod": 14,
    }
    there = plays.existing(sandbox)
    assert there["service_accounts"] == ["prod-platform-automation", "staging-platform-automation"]
    assert len(there["api_keys"]) == 6
    assert {file.name for file in (tmp_path / "secrets").iterdir()} == {"staging", "prod"}


def _verdicts(result: Any) -> dict[str, list[str]]:
    """What each task of the collection's modules said it did, item by item."""
    said: dict[str, list[str]] = {}
    for entry in [*result.tasks, *result.items]:
        module, found = entry["action"].removeprefix("streamops.confluent.confluent_"), entry["result"]
        outcomes = found[module] if "counts" in found else [found] if "operation" in found else []
        if module != entry["action"] and outcomes:
            said.setdefault(module, []).extend(outcome["operation"] for outcome in outcomes)
    return said


def test_predicted_done_and_then_no_change(playbook: Any, sandbox: Any, small: dict[str, Any], tmp_path: Path) -> None:
    inventory = plays.inventory(small)
    sandbox.settings(born_before=400)  # its keys and roles are long in effect when they are used again
    predicted = playbook(plays.BOOTSTRAP, inventory, check=True).check()
    assert sandbox.writes() == []
    assert not (tmp_path / "secrets").exists()
    assert plays.existing(sandbox) == plays.EMPTY

    done = playbook(plays.BOOTSTRAP, inventory).check()
    assert plays.existing(sandbox) == plays.SMALL
    said, did = _verdicts(predicted), _verdicts(done)
    assert len(did) == 10
    assert sum(map(len, did.values())) == sum(map(len, plays.SMALL.values())) + 1  # and the registry's default
    # Every registry has a default, so it is changed; without the registry it is only known that it is to be set.
    assert said.pop("subject_configs") in (["created"], ["updated"])
    assert did.pop("subject_configs") == ["updated"]
    assert said == did
    assert {operation for operations in did.values() for operation in operations} == {"created"}

    sandbox.clear_journal()
    again = playbook(plays.BOOTSTRAP, inventory).check()
    assert again.changed == 0
    assert plays.summary(again)[-1] == "  nothing to do"
    assert sandbox.writes() == []

    # A key that this play has not made is refused: an error at once, not one that is waited for.
    rule = sandbox.fault(plane="kafka", times=0, **_refusal(40301))
    begun = time.monotonic()
    failed = playbook(plays.BOOTSTRAP, inventory)
    sandbox.admin("DELETE", f"faults/{rule}")
    assert failed.rc != 0
    assert "Not authorized" in failed.output
    assert time.monotonic() - begun < 120  # far from the 300 seconds after a change

    _a_lost_secret(playbook, sandbox, small)


def _a_lost_secret(playbook: Any, sandbox: Any, small: dict[str, Any]) -> None:
    """It is an error with advice, and the key is replaced when that is asked for."""
    lost = Path(small["confluent_secrets_dir"]) / "dev-till.cloud.json"
    lost.unlink()
    before = set(sandbox.state()["api_keys"])
    refused = playbook(plays.BOOTSTRAP, plays.inventory(small))
    assert refused.rc != 0
    assert str(lost) in refused.output
    assert "missing_secret" in refused.output
    assert set(sandbox.state()["api_keys"]) == before

    small["confluent_service_accounts"][1]["api_keys"][0]["missing_secret"] = "replace"
    playbook(plays.BOOTSTRAP, plays.inventory(small)).check()
    stored = json.loads(lost.read_text(encoding="utf-8"))
    state = sandbox.state()
    assert state["api_keys"][stored["api_key"]]["secret"] == stored["api_secret"]
    assert plays.existing(sandbox) == plays.SMALL


def test_everything_late_still_succeeds_in_one_run(playbook: Any, sandbox: Any, small: dict[str, Any]) -> None:
    sandbox.settings(
        cluster_provisioning=1.0, schema_registry_provisioning=2.0, key_propagation=1.5, connector_provisioning=1.0
    )
    # A role that is given but not enforced yet: the data planes refuse the first writes.
    not_yet = [
        sandbox.fault(plane="kafka", method="POST", path="/topics$", times=2, **_refusal(40301)),
        sandbox.fault(plane="schema_registry", method="PUT", path="^/config", times=2, **_refusal(40301)),
    ]
    playbook(plays.BOOTSTRAP, plays.inventory(small)).check()
    assert plays.existing(sandbox) == plays.SMALL
    journal = sandbox.journal()
    assert [sum(entry["fault"] == rule for entry in journal) for rule in not_yet] == [2, 2]
    assert any(entry["status"] == 401 for entry in journal)  # the keys were late


def _refusal(code: int) -> dict[str, Any]:
    return {"status": 403, "body": {"error_code": code, "message": "Not authorized"}}


def test_what_a_killed_run_granted_may_be_late_for_the_next(sandbox: Any, tmp_path: Path) -> None:
    """Its keys and roles are there, and they are so young that they may not be in effect yet."""
    bootstrap = Bootstrap(sandbox, tmp_path, "small")
    assert bootstrap.run(method="POST", path="/topics$") == -signal.SIGKILL
    assert plays.existing(sandbox)["api_keys"] == plays.SMALL["api_keys"]
    assert plays.existing(sandbox)["topics"] == []

    not_yet = sandbox.fault(plane="kafka", times=2, **_refusal(40301))
    sandbox.clear_journal()
    assert bootstrap.run() == 0
    assert plays.existing(sandbox) == plays.SMALL  # all of it, and nothing twice
    assert sum(entry["fault"] == not_yet for entry in sandbox.journal()) == 2


def test_the_example_names_what_to_export_before_anything_is_made(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    env = plays.example_env(tmp_path)
    del env["CRM_DATABASE_PASSWORD"]
    result = playbook(plays.BOOTSTRAP, plays.EXAMPLE, args=["-l", "dev"], env=env)
    assert result.rc != 0
    assert "CRM_DATABASE_PASSWORD" in result.output
    assert sandbox.journal() == []


def test_a_misspelt_key_is_refused_before_anything_is_made(playbook: Any, sandbox: Any, small: dict[str, Any]) -> None:
    small["confluent_clusters"][0]["topics"][0]["partition"] = 3
    result = playbook(plays.BOOTSTRAP, plays.inventory(small))
    assert result.rc != 0
    assert re.search(r"partition\b.*Supported|nsupported.*partition\b", result.output, re.DOTALL)
    assert sandbox.journal() == []
