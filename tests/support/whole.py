# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What only the whole proof runs: ``make chaos``, which sets STREAMOPS_CHAOS=full. Other runs skip it, and say so.

    @whole_only("the same for every kind")
    def test_...

    pytest.param(row, marks=whole_only("one kind of each class is compared"))

    @sampled("what Ansible does with one of them it does with all")
    def test_...(whole: bool)    # False: a part of its cases, everywhere; True: all of them

``make chaos`` picks these tests by the marker's name (``-m whole_only``), so that no list of files is to be kept.
"""

from __future__ import annotations

import os

import pytest

WHOLE = os.environ.get("STREAMOPS_CHAOS") == "full"
MARKER = "whole_only"


def whole_only(reason: str) -> pytest.MarkDecorator:
    """A mark of a test, or of a set of parameters, that only the whole proof runs. ``reason``: why it can be left out
    elsewhere, in words that stand before "`make chaos` runs it".
    """
    decorator: pytest.MarkDecorator = getattr(pytest.mark, MARKER)
    return decorator(reason)


def sampled(reason: str) -> pytest.MarkDecorator:
    """A mark of a test: ``whole`` is False, it is run for some of its cases; and True for all, in the whole proof."""
    return pytest.mark.parametrize("whole", [False, pytest.param(True, marks=whole_only(reason))], ids=["some", "all"])


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", f"{MARKER}(reason): only `make chaos` runs the test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is marked, unless this is the whole proof."""
    for item in items:
        mark = item.get_closest_marker(MARKER)
        if mark and not WHOLE:
            item.add_marker(pytest.mark.skip(reason=f"{mark.args[0]}; `make chaos` runs it"))
