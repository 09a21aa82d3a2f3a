# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The chaos compares every object that the service has, also of kinds that nobody has named to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import CHECKOUT
from tests.support.sandbox import Sandbox

from .end_state import normal

PLANE = """
from ._members import Member
from ._standard import Collection

ROWS = (Collection("gadgets", "/gadget/v1/gadgets", "Gadget", "gad", "gadget", (Member("name", required=True),)),)
"""
GADGETS = "/gadget/v1/gadgets"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """One with a plane more, of which nothing else knows."""
    copied = tmp_path / "tests"
    shutil.copytree(CHECKOUT / "tests" / "sandbox", copied / "sandbox", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "tests" / "__init__.py", copied)
    (copied / "sandbox" / "planes" / "gadgets.py").write_text(PLANE, encoding="utf-8")
    # What is asked of a plane that is nowhere documented is nothing for the contract check.
    with Sandbox(home=tmp_path, journal_file=Path("/dev/null")) as process:
        yield process


def test_what_is_left_over_of_an_unknown_kind_is_seen(sandbox: Sandbox) -> None:
    """It is in no list of tables and no list of prefixes of ids: it must show, and nothing else."""
    sandbox.snapshot("before")
    before = normal(sandbox.state())
    ends = []
    for _run in range(2):
        made = sandbox.request("POST", GADGETS, {"name": "one"})
        ends.append(normal(sandbox.state()))
        sandbox.restore("before")
        assert sandbox.request("GET", GADGETS)["data"] == [], "what comes back is the start, with every table"
        assert made["id"] not in str(ends[-1]), "an id differs from run to run"
    assert ends[0] == ends[1], "two runs that end alike are taken for different"
    assert [text.split(" ")[0] for text in ends[0] if text not in before] == ["gadgets"]
    assert [text for text in before if text not in ends[0]] == []


def test_what_differs_in_an_object_of_an_unknown_kind_is_seen(sandbox: Sandbox) -> None:
    made = sandbox.request("POST", GADGETS, {"name": "one"})
    before = normal(sandbox.state())
    sandbox.request("PATCH", f"{GADGETS}/{made['id']}", {"name": "other"})
    assert normal(sandbox.state()) != before
