# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`diff: false` hides differences, in process and as a process, for one object and for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

ONE = {"streamops.confluent.confluent_topic": {"name": "payments", "partitions": 1}}
MANY = {"streamops.confluent.confluent_topics": {"topics": [{"name": "payments"}, {"name": "refunds"}]}}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.mark.parametrize("in_process", ["true", "false"])
@pytest.mark.parametrize("diff", [True, False], ids=["--diff", "without --diff"])
def test_differences_that_are_switched_off(
    in_process: str, diff: bool, estate: Estate, playbook: Callable[..., Any]
) -> None:
    names = ("one hidden", "many hidden", "hidden by the block", "looped", "plain", "asked for")
    one, many, inside, looped, plain, asked = names
    tasks = [
        {"name": one, **ONE, "diff": False, "register": "r0"},
        {"name": many, **MANY, "diff": "{{ false }}", "register": "r1"},
        {"name": "block", "diff": False, "block": [{"name": inside, **ONE, "register": "r2"}]},
        {"name": looped, **ONE, "loop": [1], "diff": False, "register": "r3"},
        {"name": plain, **ONE, "register": "r4"},
        {"name": asked, **MANY, "diff": True, "register": "r5"},
        # What callbacks get is without it in newer versions of Ansible.
        {"name": "differences", "ansible.builtin.debug": {"msg": "{{ [r0, r1, r2, r3.results[0], r4, r5] }}"}},
    ]
    env = {**estate.env, "CONFLUENT_IN_PROCESS": in_process}
    result = playbook([{"tasks": tasks}], check=True, diff=diff, env=env).check()
    told = dict(zip(names, result.task("differences")["msg"], strict=True))
    assert [name for name, registered in told.items() if "diff" in registered] == [plain, asked]
    assert all(registered["changed"] for registered in told.values())
    assert told[plain]["diff"]["after"]["name"] == "payments"
    assert len(told[asked]["diff"]) == 2
    assert result.stdout.count("+++ after") == (3 if diff else 2), result.stdout
