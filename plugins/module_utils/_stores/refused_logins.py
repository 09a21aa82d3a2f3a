# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins that were refused a moment ago, remembered on this machine for all processes of this user: the hosts of a play
are worked on side by side, each by a process of its own, and five refused logins lock a role for everybody.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence

REMEMBERED = 900.0  # seconds


class RefusedLogins:
    """What is remembered of one login, which is known by its digest only. `parts`: server, mount, role, secret id."""

    def __init__(self, parts: Sequence[str]) -> None:
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        folder = os.path.join(tempfile.gettempdir(), f"streamops-confluent-{os.geteuid()}")
        self.path = os.path.join(folder, f"refused-login-{digest[:32]}")
        self._usable = _own(folder)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """While another process tries the same login, wait for what becomes of it."""
        if not self._usable:
            yield
            return
        try:
            handle = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError:  # a full disk: then nothing is remembered
            yield
            return
        try:
            with contextlib.suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def refused(self) -> bool:
        """Whether the login was refused a moment ago."""
        try:
            return self._usable and time.time() - os.lstat(self.path).st_mtime < REMEMBERED
        except OSError:
            return False

    def note(self) -> None:
        """It was refused."""
        if self._usable:
            with contextlib.suppress(OSError):
                os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
                os.utime(self.path)


def _own(folder: str) -> bool:
    """Whether the folder is there, made if need be, and nobody else can write in it."""
    try:
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder, mode=0o700)
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022
