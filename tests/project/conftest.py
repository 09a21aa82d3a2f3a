# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where the project's own files and tools are, for the tests of this folder.

They are found from here, in the checkout as in a staged copy under ``ansible-test units``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the collection."""
    return ROOT
