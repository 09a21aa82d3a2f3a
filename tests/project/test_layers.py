# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The gate of the layers sees an import that points upwards, and a circle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from stage import INSIDE

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).parent / "lint-imports"
MODULE_UTILS = INSIDE / "plugins" / "module_utils"

pytestmark = pytest.mark.skipif(not LINTER.exists(), reason="import-linter is one of the tools of `make venv`")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A copy of the plugins and of the contracts."""
    shutil.copytree(ROOT / "plugins", tmp_path / INSIDE / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path / INSIDE)
    return tmp_path


def lint(collection: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache", "--no-logo"],
        cwd=collection / INSIDE,
        env={**os.environ, "PYTHONPATH": str(collection)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("_wire/stream.py", "from .._declare import field"),
        ("_engine/loop.py", "from ..kinds import acls"),
        ("kinds/organization.py", "from .._engine import run"),
        ("kinds/role_bindings/crn.py", "from . import kind"),
    ],
)
def test_an_import_that_points_upwards_is_found(collection: Path, file: str, line: str) -> None:
    path = collection / MODULE_UTILS / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = lint(collection)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


def test_a_room_that_no_contract_names_is_found(collection: Path) -> None:
    room = collection / MODULE_UTILS / "_attic"
    room.mkdir()
    (room / "__init__.py").write_text("", encoding="utf-8")
    done = lint(collection)
    assert done.returncode == 1
    assert "_attic" in done.stdout
