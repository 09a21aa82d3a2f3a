# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""In which order tests run where several processes share them: the longest first, so that none is left for the end.

Long are the tests that have a time limit of their own, and then those that run playbooks.
"""

from __future__ import annotations

import os

import pytest

WORKERS = "PYTEST_XDIST_WORKER_COUNT"  # set by pytest-xdist in each of its processes


def rank(item: pytest.Item) -> int:
    """What comes first has the smallest number."""
    if item.get_closest_marker("timeout"):
        return 0
    return 1 if "playbook" in getattr(item, "fixturenames", ()) else 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """``--dist worksteal`` begins with as many parts of the list as there are processes: each gets long tests first."""
    workers = int(os.environ.get(WORKERS, "1"))
    if workers > 1:
        in_order = sorted(items, key=rank)  # stable: the tests of a file stay together
        items[:] = [item for first in range(workers) for item in in_order[first::workers]]
