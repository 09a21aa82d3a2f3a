# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`diff: false` hides differences, in process and as a process, for one object and for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build
from tests.support.whole import sampled

from .test_in_process import APART, SENT, only_apart

ONE = {"streamops.confluent.confluent_topic": {"name": "payments", "partitions": 1}}
MANY = {"streamops.confluent.confluent_topics": {"topics": [{"name": "payments"}, {"name": "refunds"}]}}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


NAMES = ("one hidden", "many hidden", "hidden by the block", "looped", "plain", "asked for")


def steps(prefix: str) -> list[dict[str, Any]]:
    """Tasks that hide their differences or not, and one that tells what each of them has registered."""
    one, many, inside, looped, plain, asked = (f"{prefix}{name}" for name in NAMES)
    return [
        {"name": one, **ONE, "diff": False, "register": "r0"},
        {"name": many, **MANY, "diff": "{{ false }}", "register": "r1"},
        {"name": "block", "diff": False, "block": [{"name": inside, **ONE, "register": "r2"}]},
        {"name": looped, **ONE, "loop": [1], "diff": False, "register": "r3"},
        {"name": plain, **ONE, "register": "r4"},
        {"name": asked, **MANY, "diff": True, "register": "r5"},
        # What callbacks get is without it in newer versions of Ansible.
        {
            "name": f"{prefix}differences",
            "ansible.builtin.debug": {"msg": "{{ [r0, r1, r2, r3.results[0], r4, r5] }}"},
        },
    ]


@sampled("what hides differences is the same code after a process")
@pytest.mark.parametrize("diff", [True, False], ids=["--diff", "without --diff"])
def test_differences_that_are_switched_off(
    diff: bool, whole: bool, estate: Estate, playbook: Callable[..., Any]
) -> None:
    """In process, and as processes: the whole, or one that hides them and one that does not."""
    apart = {*NAMES} if whole else {"one hidden", "plain"} if diff else set()
    plays: list[dict[str, Any]] = [{"tasks": steps("")}]
    if apart:
        plays.append(
            {"tasks": only_apart(steps("apart: "), {f"apart: {name}" for name in apart}), "environment": APART}
        )
    env = {**estate.env, "CONFLUENT_IN_PROCESS": "true"}
    result = playbook(plays, check=True, diff=diff, env=env, args=["-vvv"]).check()
    assert len(SENT.findall(result.output)) == len(apart)
    for prefix in ("", *(["apart: "] if apart else [])):
        told = dict(zip(NAMES, result.task(f"{prefix}differences")["msg"], strict=True))
        assert [name for name, registered in told.items() if "diff" in registered] == ["plain", "asked for"]
        assert all(registered["changed"] for registered in told.values())
        assert told["plain"]["diff"]["after"]["name"] == "payments"
        assert len(told["asked for"]["diff"]) == 2
    assert result.stdout.count("+++ after") == (3 if diff else 2) * len(plays), result.stdout
