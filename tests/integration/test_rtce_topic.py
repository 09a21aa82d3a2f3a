# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RTCE topics: set up in phases, of which only the description changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

from ..kinds.rtce_topic import CASE

TOPICS = "/rtce/v1/rtce-topics"


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox).needs(*CASE.needs)


def run(estate: Estate, check: bool = False, skipping: Any = None, **options: Any) -> dict[str, Any]:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.rtce_topics import RtceTopic

    estate.sandbox.clear_journal()
    arguments = {**CASE.arguments, **options}
    return direct.run(RtceTopic, arguments, estate.sandbox.env, check=check, skipping=skipping)


def test_it_is_waited_for_until_it_is_active(estate: Estate, sandbox: Any) -> None:
    sandbox.settings(rtce_provisioning=600)
    made = run(estate, skipping=sandbox)
    assert (made["operation"], made["rtce_topic"]["phase"]) == ("created", "ACTIVE")
    assert made["wait"]["phases"][0] == "PROVISIONING"
    [post] = sandbox.journal("POST", TOPICS)
    assert post["request_body"]["spec"] == {
        "topic_name": "orders.created",
        "cloud": "AWS",
        "region": "eu-central-1",
        "description": CASE.arguments["description"],
        "environment": {"id": estate.environment},
        "kafka_cluster": {"id": estate.cluster},
    }
    assert run(estate)["operation"] == "unchanged"


def test_a_second_run_goes_on_waiting_and_makes_no_second_one(estate: Estate, sandbox: Any) -> None:
    sandbox.settings(rtce_provisioning=3600)
    assert run(estate, wait=False)["rtce_topic"]["phase"] == "PROVISIONING"
    result = run(estate, skipping=sandbox)
    assert (result["operation"], result["rtce_topic"]["phase"]) == ("unchanged", "ACTIVE")
    assert sandbox.writes() == []


def test_what_has_failed_tells_why(estate: Estate, sandbox: Any) -> None:
    sandbox.settings(rtce_provisioning=60, fail_next_provisioning=1)
    result = run(estate, skipping=sandbox)
    assert "is FAILED: The topic has no schema" in result["msg"]


@pytest.mark.parametrize("check", [True, False])
def test_only_the_description_changes(estate: Estate, sandbox: Any, check: bool) -> None:
    run(estate)
    refused = run(estate, check, region="us-east-1")
    assert "region of RTCE topic orders.created cannot be changed" in refused["msg"]
    assert sandbox.writes() == []
    assert run(estate, check, description="Orders")["operation"] == "updated"
    assert [entry["method"] for entry in sandbox.writes()] == ([] if check else ["PATCH"])


def test_what_may_not_be_seen_is_not_absent(estate: Estate, sandbox: Any) -> None:
    sandbox.fault(path=TOPICS, times=0, status=403)
    for check in (True, False):
        result = run(estate, check)
        assert result["failed"]
        assert "403" in result["msg"]
        assert sandbox.writes() == []
