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

pytestmark = pytest.mark.timeout(900)  # whole playbooks

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


def test_what_differs_is_named_and_not_repaired(sandbox: Any, tmp_path: Path) -> None:
    """In one run, host by host: what somebody has changed; data that cannot be brought about; an environment of which
    nothing is there. Then the first is repaired. Where nothing differs nothing is said, and nothing fails though it is
    asked for: test_all_of_an_estate_begins_in_its_inventory and test_the_estate.
    """
    shop = plays.shop(sandbox, tmp_path)
    _behind_the_back(shop)
    sandbox.clear_journal()
    before = sandbox.state()
    hosts = plays.inventory(
        drifted={**shop.variables(), **STRICT}, impossible=_impossible(shop), absent=shop.variables("staging")
    )
    told = shop.play_for(plays.VERIFY, hosts)
    assert told.rc != 0
    assert sandbox.writes() == []
    assert sandbox.state() == before
    lines = {
        host: [line.strip() for line in said if line.startswith("  ")] for host, said in plays.summaries(told).items()
    }
    failed = {task["host"]: "\n".join(task["result"]["msg"]) for task in told.by_status("failed")}
    assert failed.keys() == {"drifted", "impossible"}  # without being asked for it, a difference is no failure
    assert "3 difference(s)" in failed["drifted"]
    _drift(lines["drifted"])
    _what_cannot_be_brought_about(lines["impossible"], failed["impossible"])
    _all_of_it(lines["absent"])

    shop.play(plays.BOOTSTRAP).check()
    assert len(sandbox.writes()) == 3  # what differed, and nothing else
    assert plays.existing(sandbox) == plays.SMALL


def _changes(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(("create:", "change:", "delete:"))]


def _drift(lines: list[str]) -> None:
    differing = _changes(lines)
    assert len(differing) == 3
    assert any(line.startswith("change: topic sales") and line.endswith("(config)") for line in differing)
    assert any(line.startswith("change: service account dev-automation") for line in differing)
    assert any(line.startswith("create: acl ALLOW WRITE on TOPIC sales") for line in differing)


def _impossible(shop: Shop) -> dict[str, Any]:
    """A part of the data, changed in what cannot be changed, and in a description."""
    changed = shop.variables()
    for account in changed["confluent_service_accounts"]:
        del account["api_keys"], account["role_bindings"]
    for kind in ("acls", "connectors"):
        del changed["confluent_clusters"][0][kind]
    changed["confluent_clusters"][0]["region"] = "eu-west-1"
    changed["confluent_clusters"][0]["topics"][0]["partitions"] = 1
    changed["confluent_schemas"][0]["schema"] = {**plays.COMMON, "fields": [{"name": "currency", "type": "string"}]}
    changed["confluent_service_accounts"][1]["description"] = "Sells"
    return changed


def _what_cannot_be_brought_about(lines: list[str], problems: str) -> None:
    """It fails the play, and hides nothing else."""
    refused = [line for line in lines if line.startswith("refused:")]
    assert len(refused) == 3
    assert any("region" in line for line in refused)
    assert any("partitions" in line for line in refused)
    assert any("currency" in line or "cents" in line for line in refused)
    assert "change: service account dev-till (description)" in lines
    assert all(line in problems for line in refused)


def _all_of_it(lines: list[str]) -> None:
    differing = _changes(lines)
    assert len(differing) == sum(map(len, plays.SMALL.values())) + 1  # and the registry's default
    # A registry comes with its default, so that is not made but changed, as the run will say.
    assert [line for line in differing if not line.startswith("create:")] == [
        "change: default config of Schema Registry (compatibility)"
    ]
