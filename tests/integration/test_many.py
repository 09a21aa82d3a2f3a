# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plural modules at work: how many writes at the same time, in which order, and what is told of it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.mark.parametrize(("stated", "threads"), [({}, 16), ({"concurrency": 3}, 3)], ids=["default", "stated"])
def test_so_many_writes_at_the_same_time(stated: dict[str, int], threads: int, estate: Estate, run_module: Run) -> None:
    """A connection for each thread; they are all needed at once, for each answer takes its time."""
    estate.sandbox.settings(latency=0.1)
    before = estate.sandbox.admin("GET", "usage")["connections"]
    topics = [{"name": f"many-{number}"} for number in range(40)]
    result = run_module("confluent_topics", {"topics": topics, **stated}, env=estate.env)
    assert result["counts"]["created"] == 40, result
    made = estate.sandbox.admin("GET", "usage")["connections"] - before
    assert threads <= made <= threads + 1


def test_acls_that_deny_come_before_those_that_allow(estate: Estate, run_module: Run) -> None:
    """So that nobody may for a moment what is to be denied."""
    acl = {"principal": "orders-service", "resource_type": "TOPIC", "pattern_type": "LITERAL", "operation": "READ"}
    acls = [
        {**acl, "resource_name": f"{permission}-{number}", "permission": permission}
        for number in range(3)
        for permission in ("ALLOW", "DENY")
    ]
    result = run_module("confluent_acls", {"acls": acls}, env=estate.env)
    assert result["counts"]["created"] == 6, result
    bodies = [entry["request_body"] for entry in estate.sandbox.journal("POST", "/acls(:batch)?$")]
    written = [part["permission"] for body in bodies for part in body.get("data", [body])]
    assert written == ["DENY"] * 3 + ["ALLOW"] * 3


def test_what_is_done_is_counted_for_who_waits(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of it is shown, and how often, Progress decides."""
    from ansible_collections.streamops.confluent.plugins.action.confluent_topic import checked
    from ansible_collections.streamops.confluent.plugins.module_utils._run import Task

    for name, value in {**estate.sandbox.env, **estate.env}.items():
        monkeypatch.setenv(name, value)
    module, _spec, validator = checked("confluent_topics")
    validation = validator.validate({"topics": [{"name": f"told-{number}"} for number in range(6)]})
    assert validation.error_messages == []
    told: list[str] = []
    report = module.function(module.kind, validation.validated_parameters, Task(False, False, told.append, pytest.fail))
    assert not report.failed, report.fields
    assert {f"topics: {number} of 6 changes made" for number in range(1, 7)} <= set(told)
    secrets = [value for name, value in estate.env.items() if name.endswith("_SECRET")]
    assert secrets
    assert not [words for words in told for secret in secrets if secret in words]
