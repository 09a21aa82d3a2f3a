# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ends a process with everything that it has started, wherever that has gone (Ansible's workers leave its group)."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess


def kill_all(pid: int) -> None:
    """SIGKILL to a process and all its descendants, which are stopped first: none can start another meanwhile."""
    found = {pid}
    stopped: set[int] = set()
    while found - stopped:
        for one in found - stopped:
            _send(one, signal.SIGSTOP)
        stopped |= found
        found |= _children(found)
    for one in stopped:
        _send(one, signal.SIGKILL)


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _children(parents: set[int]) -> set[int]:
    """The processes that these have started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return {int(pid) for pid, parent in pairs if int(parent) in parents}
