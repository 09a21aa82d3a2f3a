# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook verify: says what differs, changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import estate_plays as plays


@pytest.fixture
def small(tmp_path: Path, playbook: Any) -> dict[str, Any]:
    """The variables of a small estate that has been brought about."""
    variables = plays.small_variables(tmp_path / "secrets")
    playbook(plays.BOOTSTRAP, plays.inventory(variables)).check()
    return variables


def _behind_the_back(sandbox: Any, small: dict[str, Any]) -> None:
    """Three changes that somebody makes through the API: a setting, an ACL taken away, a description."""
    key_file = Path(small["confluent_clusters"][0]["kafka_key_file"])
    plays.kafka(sandbox, key_file, "PUT", "/topics/sales/configs/retention.ms", {"value": "60000"})
    account = sandbox.request("GET", "/iam/v2/service-accounts", display_name="dev-till")["data"][0]["id"]
    acl = {"resource_type": "TOPIC", "resource_name": "sales", "pattern_type": "LITERAL", "host": "*"}
    who = {"principal": f"User:{account}", "operation": "WRITE", "permission": "ALLOW"}
    plays.kafka(sandbox, key_file, "DELETE", "/acls", **acl, **who)
    automation = sandbox.request("GET", "/iam/v2/service-accounts", display_name="dev-automation")["data"][0]["id"]
    sandbox.request("PATCH", f"/iam/v2/service-accounts/{automation}", {"description": "changed in the console"})


def test_drift_is_named_not_repaired_and_a_failure_only_if_asked(
    playbook: Any, sandbox: Any, small: dict[str, Any]
) -> None:
    inventory = plays.inventory(small)
    sandbox.clear_journal()
    clean = playbook(plays.VERIFY, inventory, extra_vars={"confluent_fail_on_drift": True}).check()
    assert clean.changed == 0
    assert plays.summary(clean)[-1] == "  nothing differs"

    _behind_the_back(sandbox, small)
    sandbox.clear_journal()
    told = playbook(plays.VERIFY, inventory).check()
    lines = plays.summary(told)
    differing = [line.strip() for line in lines if line.startswith("    ")]
    assert len(differing) == 3
    assert any(line.startswith("updated: topic sales") and line.endswith("(config)") for line in differing)
    assert any(line.startswith("updated: service account dev-automation") for line in differing)
    assert any(line.startswith("created: acl ALLOW WRITE on TOPIC sales") for line in differing)

    failed = playbook(plays.VERIFY, inventory, extra_vars={"confluent_fail_on_drift": True})
    assert failed.rc != 0
    assert "3 difference(s)" in failed.task("Fail on drift if asked")["msg"]
    assert sandbox.writes() == []

    playbook(plays.BOOTSTRAP, inventory).check()
    assert len(sandbox.writes()) == 3  # what differed, and nothing else
    playbook(plays.VERIFY, inventory, extra_vars={"confluent_fail_on_drift": True}).check()


def test_what_cannot_be_brought_about_fails_and_hides_nothing(
    playbook: Any, sandbox: Any, small: dict[str, Any]
) -> None:
    small["confluent_clusters"][0]["region"] = "eu-west-1"
    small["confluent_clusters"][0]["topics"][0]["partitions"] = 1
    small["confluent_schemas"][0]["schema"] = {**plays.COMMON, "fields": [{"name": "currency", "type": "string"}]}
    small["confluent_service_accounts"][1]["description"] = "Sells"
    sandbox.clear_journal()
    result = playbook(plays.VERIFY, plays.inventory(small))
    assert result.rc != 0
    lines = [line.strip() for line in plays.summary(result) if line.startswith("    ")]
    refused = [line for line in lines if line.startswith("refused:")]
    assert len(refused) == 3
    assert any("region" in line for line in refused)
    assert any("partitions" in line for line in refused)
    assert any("currency" in line or "cents" in line for line in refused)
    assert "updated: service account dev-till (description)" in lines
    problems = result.task("Fail on what could not be compared or cannot be brought about")["msg"]
    assert [problem.partition(":")[0] for problem in problems] == ["kafka_clusters", "topics", "schemas"]
    assert sandbox.writes() == []


def test_an_empty_organization_is_all_drift(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    inventory = plays.inventory(plays.small_variables(tmp_path / "secrets"))
    result = playbook(plays.VERIFY, inventory, extra_vars={"confluent_fail_on_drift": True})
    assert result.rc != 0
    created = [line for line in plays.summary(result) if line.strip().startswith("created:")]
    assert len(created) == sum(map(len, plays.SMALL.values())) + 1  # and the registry's default
    assert sandbox.writes() == []
