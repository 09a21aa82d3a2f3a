# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every kill: ``make chaos`` names this file, other runs of the tests leave it out, for it takes many minutes.

Between two reads nothing changes, neither in the service nor in files. So the demo is cut before each of its writes,
which is after the one before with all that follows from it, and at the end; the small estate is cut at every request.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.journal import is_write

from .kills import cut_at, undisturbed

WORKERS = 2


@pytest.mark.timeout(4 * 3600)
@pytest.mark.parametrize("name", ["small", "demo"])
def test_killed_anywhere_it_is_completed_by_the_next_run(name: str, tmp_path: Path) -> None:
    entries, expected = undisturbed(name, tmp_path / "plain")
    cuts = [n for n, entry in enumerate(entries, 1) if name == "small" or is_write(entry) or n == len(entries)]
    assert len(cuts) > 60

    def attempt(cut: int) -> str | None:
        try:
            cut_at(name, cut, tmp_path / str(cut), expected)
        except AssertionError as error:
            return f"cut at request {cut} ({entries[cut - 1]['method']} {entries[cut - 1]['path']}): {error}"
        return None

    with ThreadPoolExecutor(WORKERS) as pool:
        broken = [words for words in pool.map(attempt, cuts) if words]
    print(f"{name}: killed at {len(cuts)} of {len(entries)} requests, {len(broken)} not completed")
    assert broken == []
