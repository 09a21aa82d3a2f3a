# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A secret that is an ordinary word is hidden wherever it stands, and the option that brought it is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

SECRET = {"kafka_api_key": "ABCDEFGHIJKLMNOP", "kafka_api_secret": "dev"}
NAMED = "The value of kafka_api_secret is hidden in this result wherever it stands"
TASK = {"streamops.confluent.confluent_environment": {"name": "dev", **SECRET}, "register": "made"}


def test_by_the_module(run_module: Callable[..., dict[str, Any]]) -> None:
    for secret, number in (("dev", 1), ("ahSh0thi", 0)):
        made = run_module("confluent_environment", {"name": "dev", **SECRET, "kafka_api_secret": secret}, check=True)
        told = json.dumps(made.get("warnings") or [])
        assert told.count(NAMED) == number, made
        assert secret not in told
        assert ("dev" in json.dumps(made["environment"])) is (number == 0)


@pytest.mark.parametrize("in_process", ["true", "false"])
def test_in_a_play(in_process: str, playbook: Callable[..., Any]) -> None:
    done = playbook([{"tasks": [TASK]}], check=True, env={"CONFLUENT_IN_PROCESS": in_process}).check()
    (task,) = done.tasks
    assert " ".join(done.output.split()).count(NAMED) == 1
    assert '"dev"' not in json.dumps(task["result"])
