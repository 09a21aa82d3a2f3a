# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The estate that many tests of playbooks begin with (estate_plays.py) is for each of them as if it were just made."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from . import estate_plays as plays


def _files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Of each file below the folder its mode and content; of a folder its mode."""
    return {
        str(path.relative_to(folder)): (stat.S_IMODE(path.stat().st_mode), path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }


def test_what_a_test_makes_of_it_is_gone_in_the_next(sandbox: Any, tmp_path: Path) -> None:
    settings = sandbox.settings()
    first = plays.shop(sandbox, tmp_path / "first")
    state, files = sandbox.state(), _files(first.secrets)
    assert len([name for name in files if name.endswith(".json")]) == len(plays.SMALL["api_keys"])
    assert sandbox.settings() == settings

    (cluster,) = state["clusters"].values()
    sandbox.request("POST", "/org/v2/environments", {"display_name": "more"})
    sandbox.request("DELETE", f"/cmk/v2/clusters/{cluster['id']}", environment=cluster["environment"])
    sandbox.settings(key_propagation=60.0, born_before=5.0)
    sandbox.fault(plane="kafka", times=0, status=503)
    for number, path in enumerate(sorted(first.secrets.rglob("*.json"))):
        path.unlink() if number else path.write_text("spoiled", encoding="utf-8")

    second = plays.shop(sandbox, tmp_path / "second")
    assert sandbox.state() == state
    assert _files(second.secrets) == files
    assert sandbox.settings() == settings
    assert sandbox.admin("GET", "faults")["faults"] == []
    assert sandbox.journal() == []
