# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Defects of the collection that the chaos found and that are not mended yet: what they break is counted apart.

Each has a short test in test_defects.py, marked as failing; whoever mends one removes both.
"""

from __future__ import annotations

from collections.abc import Callable

from .arena import Case

Matches = Callable[[Case, str, str], bool]

KNOWN: dict[str, Matches] = {}


def known(case: Case, rule: str, words: str) -> str | None:
    """The known defect that explains it, or None."""
    return next((reason for reason, matches in KNOWN.items() if matches(case, rule, words)), None)
