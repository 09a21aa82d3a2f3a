# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook verify: says what differs, changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import estate_plays as plays
from .estate_plays import Shop

pytestmark = pytest.mark.timeout(900)  # whole playbooks, each task a process

STRICT = {"confluent_fail_on_drift": True}


def _behind_the_back(shop: Shop) -> None:
    """Three changes that somebody makes through the API: a setting, an ACL taken away, a description."""
    sandbox = shop.sandbox
    key_file = Path(shop.variables()["confluent_clusters"][0]["kafka_key_file"])
    plays.kafka(sandbox, key_file, "PUT", "/topics/sales/configs/retention.ms", {"value": "60000"})
    account = sandbox.request("GET", "/iam/v2/service-accounts", display_name="dev-till")["data"][0]["id"]
    acl = {"resource_type": "TOPIC", "resource_name": "sales", "pattern_type": "LITERAL", "host": "*"}
    who = {"principal": f"User:{account}", "operation": "WRITE", "permission": "ALLOW"}
    plays.kafka(sandbox, key_file, "DELETE", "/acls", **acl, **who)
    automation = sandbox.request("GET", "/iam/v2/service-accounts", display_name="dev-automation")["data"][0]["id"]
    sandbox.request("PATCH", f"/iam/v2/service-accounts/{automation}", {"description": "changed in the console"})


def test_what_differs_is_named_and_not_repaired(tmp_path: Path) -> None:
    with plays.shop(tmp_path) as shop:
        _drift(shop)
        _what_cannot_be_brought_about(shop)


def _drift(shop: Shop) -> None:
    clean = shop.play(plays.VERIFY, extra_vars=STRICT).check()
    assert clean.changed == 0
    assert plays.summary(clean)[-1] == "  nothing to do"

    _behind_the_back(shop)
    shop.sandbox.clear_journal()
    told = shop.play(plays.VERIFY, extra_vars=STRICT)
    assert told.rc != 0
    assert "3 difference(s)" in told.task("Fail on drift if asked")["msg"]
    assert shop.sandbox.writes() == []
    differing = [line.strip() for line in plays.summary(told) if line.startswith("    ")]
    assert len(differing) == 3
    assert any(line.startswith("updated: topic sales") and line.endswith("(config)") for line in differing)
    assert any(line.startswith("updated: service account dev-automation") for line in differing)
    assert any(line.startswith("created: acl ALLOW WRITE on TOPIC sales") for line in differing)

    shop.play(plays.BOOTSTRAP).check()
    assert len(shop.sandbox.writes()) == 3  # what differed, and nothing else
    assert plays.existing(shop.sandbox) == plays.SMALL


def _what_cannot_be_brought_about(shop: Shop) -> None:
    """It fails the play, and hides nothing else."""
    changed = shop.variables()
    changed["confluent_clusters"][0]["region"] = "eu-west-1"
    changed["confluent_clusters"][0]["topics"][0]["partitions"] = 1
    changed["confluent_schemas"][0]["schema"] = {**plays.COMMON, "fields": [{"name": "currency", "type": "string"}]}
    changed["confluent_service_accounts"][1]["description"] = "Sells"
    shop.sandbox.clear_journal()
    result = shop.play(plays.VERIFY, changed)
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
    assert shop.sandbox.writes() == []


def test_an_empty_organization_is_all_drift_and_no_failure_unless_asked(
    playbook: Any, sandbox: Any, tmp_path: Path
) -> None:
    inventory = plays.inventory(plays.small_variables(tmp_path / "secrets"))
    result = playbook(plays.VERIFY, inventory).check()
    differing = [line.strip() for line in plays.summary(result) if line.startswith("    ")]
    assert len(differing) == sum(map(len, plays.SMALL.values())) + 1  # and the registry's default
    # A registry comes with its default, so that is not made but changed, as the run will say.
    assert [line for line in differing if not line.startswith("created:")] == [
        "updated: default config of Schema Registry (compatibility)"
    ]
    assert sandbox.writes() == []
