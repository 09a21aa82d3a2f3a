# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests need to know of each kind: one file per kind, named for it. There is no list to keep.

A file declares ``CASE``, the row of a kind that a module manages and its ``_info`` twin reads; ``PLURAL``, the row of
the module for many of them, if there is one; ``SETTING``, the row of settings that are always there; ``DEED``, the row
of a module of which each run does the same once more; or ``READING``, the row of a kind that can only be read. What
their fields mean is told in tests/support/rows.py. From these rows come the life of the modules (test_kinds,
test_plurals), the comparison of both ways (test_in_process), the chaos, the bad certificate, and the canaries of
test_secrets.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from ..support.rows import Case, Deed, Plural, Reading, Row, Setting

_FILES = {
    found.name: importlib.import_module(f"{__name__}.{found.name}") for found in sorted(pkgutil.iter_modules(__path__))
}


def _rows(name: str) -> list[Any]:
    return [getattr(file, name) for file in _FILES.values() if hasattr(file, name)]


CASES: list[Case] = _rows("CASE")
PLURALS: list[Plural] = _rows("PLURAL")
READINGS: list[Reading] = _rows("READING")
SETTINGS: list[Setting] = _rows("SETTING")
DEEDS: list[Deed] = _rows("DEED")
ROWS: list[Row] = [*CASES, *PLURALS, *SETTINGS, *DEEDS, *READINGS]


def case_of(kind: str) -> Case:
    """The row of a kind. KeyError when there is none."""
    return {case.kind: case for case in CASES}[kind]
