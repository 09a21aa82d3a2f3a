# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files stay small; and the counter counts what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from logic_lines import limit, logic_lines

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path.relative_to(ROOT) for path in (ROOT / "plugins").rglob("*.py"))

SOURCE = '''#!/usr/bin/python
"""Docstring
of two lines."""

DOCUMENTATION = r"""
a: b
"""
EXAMPLES = ""


def f(
    a,
):
    # a comment
    """Docstring."""
    text = """two
lines"""

    return text  # and a comment
'''


def test_only_logic_is_counted() -> None:
    assert logic_lines(SOURCE) == 6
    assert logic_lines("") == 0


@pytest.mark.parametrize("path", FILES, ids=str)
def test_files_stay_small(path: Path) -> None:
    count = logic_lines((ROOT / path).read_text(encoding="utf-8"))
    assert count <= limit(path), f"{path} has {count} lines of logic; {limit(path)} are agreed"


def test_modules_have_a_smaller_limit() -> None:
    assert limit(Path("plugins/modules/confluent_topic.py")) == 40
    assert limit(Path("plugins/module_utils/_http.py")) == 300
