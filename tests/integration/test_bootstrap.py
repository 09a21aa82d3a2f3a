# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook bootstrap: from an empty organization to a working environment, and then nothing more.

That it brings about the whole of the shipped example is in test_documents (`test_the_estate`), which runs it anyhow.
"""

from __future__ import annotations

import copy
import json
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.document import document_of
from tests.chaos.kills import Bootstrap

from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks


@pytest.fixture
def small(tmp_path: Path) -> dict[str, Any]:
    return plays.small_variables(tmp_path / "secrets")


def _roles(*names: str) -> list[dict[str, Any]]:
    """A play of roles."""
    return [{"roles": [f"streamops.confluent.{name}" for name in names]}]


def test_staging_and_prod_side_by_side_differ_in_their_values_only(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    # A part of the shipped data and of the roles, for both hosts at once: test_documents takes all of it, for dev.
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


def _plan(result: Any) -> dict[str, str]:
    """What the task that brings the estate about said of each object."""
    found = result.task("Bring about the estate")["plan"]["changes"]
    return {f"{change['kind']} {change['label']}": change["operation"] for change in found}


def test_predicted_done_and_then_no_change(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """What did it is the run that `plays.begin` keeps."""
    secrets = tmp_path / "secrets"
    small = plays.small_variables(secrets)
    inventory = plays.inventory(small)
    predicted = playbook(plays.BOOTSTRAP, inventory, check=True).check()
    assert sandbox.writes() == []
    assert not secrets.exists()
    assert plays.existing(sandbox) == plays.EMPTY

    done = plays.begin(sandbox, secrets)  # its keys and roles are long in effect when they are used again
    assert plays.existing(sandbox) == plays.SMALL
    said, did = _plan(predicted), _plan(done)
    assert said == did
    assert len(did) == sum(map(len, plays.SMALL.values())) + 1  # and the registry's default
    assert {name: what for name, what in did.items() if what != "create"} == {
        "subject config default config of Schema Registry": "change"
    }

    again = playbook(plays.BOOTSTRAP, inventory).check()
    assert again.changed == 0
    assert plays.summary(again)[1] == "  nothing to do"
    assert len(again.output.strip().splitlines()) <= 25
    assert sandbox.writes() == []
    # No account is taken over, though this run has made none of them.
    assert not [task for task in again.tasks if task["task"].endswith("Look what else it is used for")]


def test_a_refusal_of_what_is_long_in_effect_is_not_waited_for(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """A key that this play has not made, and that is not young: an error at once."""
    shop = plays.shop(sandbox, tmp_path)
    sandbox.fault(plane="kafka", times=0, **_refusal(40301))
    begun = time.monotonic()
    failed = playbook(_roles("role_bindings", "api_keys", "topics"), plays.inventory(shop.variables()))
    assert failed.rc != 0
    assert "Not authorized" in failed.output
    assert time.monotonic() - begun < 120  # far from the 300 seconds after a change


def test_a_lost_secret_is_an_error_with_advice_and_replaced_when_asked_for(
    playbook: Any, sandbox: Any, tmp_path: Path
) -> None:
    shop = plays.shop(sandbox, tmp_path)
    small = shop.variables()
    lost = Path(small["confluent_secrets_dir"]) / "dev-till.cloud.json"
    lost.unlink()
    before = set(sandbox.state()["api_keys"])
    refused = playbook(_roles("api_keys"), plays.inventory(small))
    assert refused.rc != 0
    assert str(lost) in refused.output
    assert "missing_secret" in refused.output
    assert set(sandbox.state()["api_keys"]) == before

    small["confluent_service_accounts"][1]["api_keys"][0]["missing_secret"] = "replace"
    playbook(_roles("api_keys"), plays.inventory(small)).check()
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


def test_with_a_plan_that_was_approved_it_does_that_and_nothing_else(
    playbook: Any, run_module: Any, sandbox: Any, small: dict[str, Any], tmp_path: Path
) -> None:
    data = {name.removeprefix("confluent_"): value for name, value in small.items()}
    planned = run_module("confluent_estate", data, check=True)
    approved = tmp_path / "approved.json"
    approved.write_text(json.dumps(document_of(planned, "dev")), encoding="utf-8")
    how = {"extra_vars": {"confluent_plan_file": str(approved)}}

    added = copy.deepcopy(small)
    added["confluent_clusters"][0]["topics"].append({"name": "unforeseen", "partitions": 1})
    refused = playbook(plays.BOOTSTRAP, plays.inventory(added), **how)
    assert refused.rc != 0
    assert "topic unforeseen of cluster shop: to create it was not approved" in refused.output
    assert sandbox.writes() == []

    playbook(plays.BOOTSTRAP, plays.inventory(small), **how).check()
    assert plays.existing(sandbox) == plays.SMALL


def _refusal(code: int) -> dict[str, Any]:
    return {"status": 403, "body": {"error_code": code, "message": "Not authorized"}}


def test_what_a_killed_run_granted_may_be_late_for_the_next(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """Its keys and roles are there, and they are so young that they may not be in effect yet."""
    bootstrap = Bootstrap(sandbox, tmp_path, "small")
    assert bootstrap.run(method="POST", path="/topics$") == -signal.SIGKILL
    assert plays.existing(sandbox)["api_keys"] == plays.SMALL["api_keys"]
    assert plays.existing(sandbox)["topics"] == []

    not_yet = sandbox.fault(plane="kafka", times=2, **_refusal(40301))
    sandbox.clear_journal()
    playbook(plays.BOOTSTRAP, bootstrap.inventory, env=plays.example_env(bootstrap.secrets)).check()
    assert plays.existing(sandbox) == plays.SMALL  # all of it, and nothing twice
    assert sum(entry["fault"] == not_yet for entry in sandbox.journal()) == 2


def test_a_misspelt_key_is_refused_before_anything_is_made(playbook: Any, sandbox: Any, small: dict[str, Any]) -> None:
    small["confluent_clusters"][0]["topics"][0]["partition"] = 3
    result = playbook(plays.BOOTSTRAP, plays.inventory(small))
    assert result.rc != 0
    words = r"topic sales of cluster shop(?: \(\S+:\d+\))?: unknown key 'partition', did you mean 'partitions'\?"
    assert re.search(words, result.output)
    assert len(result.output) < 4000
    assert sandbox.journal() == []
