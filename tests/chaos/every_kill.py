# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every kill: ``make chaos`` names this file, other runs of the tests leave it out, for it takes many minutes.

The small estate is cut at every request. The demo, which has many more, is cut where something may be another than at
the cut before. In the service that is before each of its writes, which is after the one before with all that follows
from it, and at the end. In files it is right after a key was made, too: its secret is stored then, and that it works is
noted in the file only after the reads that try it. Between any other two reads nothing changes, neither there nor here.
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
    made = {n + 1 for n, e in enumerate(entries, 1) if is_write(e) and e["path"].endswith("/api-keys")}
    writes = {n for n, entry in enumerate(entries, 1) if is_write(entry)}
    every = range(1, len(entries) + 1)
    cuts = [n for n in every if name == "small" or n in writes | made or n == len(entries)]
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
