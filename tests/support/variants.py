# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is left out of `make test` for its price and runs with `make chaos`, where STREAMOPS_CHAOS is "full".

A test, or one row of its parameters (``in_chaos``), that has the marker ``chaos_only`` is skipped without that switch
and says so. `make chaos` selects by the marker, so nothing has to be listed there.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

FULL = os.environ.get("STREAMOPS_CHAOS") == "full"


def in_chaos(*values: Any) -> Any:
    """A row for ``pytest.mark.parametrize`` that only `make chaos` runs."""
    return pytest.param(*values, marks=pytest.mark.chaos_only)


# Values of CONFLUENT_IN_PROCESS, for a test of a whole play: a task as a process of its own takes a second. That both
# ways give the same is shown module by module in test_in_process.py.
WAYS = ("true", in_chaos("false"))


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "chaos_only: `make chaos` runs the test, and `make test` skips it")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is for `make chaos` only."""
    if item.get_closest_marker("chaos_only") and not FULL:
        pytest.skip("too dear for every day: `make chaos` runs it (STREAMOPS_CHAOS=full)")
