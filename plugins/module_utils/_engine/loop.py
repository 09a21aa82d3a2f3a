# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the items of one loop share: for each set of connection options a Cloud, with its connections, tokens, look-ups
and bulk reads.

Ansible runs all items of a task on a host in one worker process, which ends after them. So nothing is closed here, and
no other task or host can get at what is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from .._declare.connection import CONNECTION
from .._wire.cloud import Cloud

PATHS = tuple(f.name for f in CONNECTION if f.type == "path")
# Of the transport, too; not a connection option, for only plural modules have it.
CONCURRENCY = "concurrency"


def state_of(path: str | None) -> Hashable:
    """What changes when a file is replaced or written to: a key file may be rewritten between two items."""
    if not path:
        return None
    try:
        found = os.stat(os.path.expanduser(path))
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def connection_key(options: Mapping[str, Any], read_only: bool) -> Hashable:
    """What two items must have in common to share a Cloud. It holds credentials: never to be shown."""
    stated = tuple(options.get(f.name) for f in CONNECTION)
    return read_only, options.get(CONCURRENCY), stated, tuple(state_of(options.get(name)) for name in PATHS)


class Loop:
    """The Clouds of the loop that runs in this process."""

    def __init__(self) -> None:
        self._task: Hashable = None
        self._clouds: dict[Hashable, Cloud] = {}
        self._last: Cloud | None = None  # that of the item before

    def forget(self) -> None:
        """An item ran somewhere else: what it did is not in what the others have read."""
        for cloud in self._clouds.values():
            cloud.forget()

    def _forget_overtaken(self) -> None:
        """What the item before wrote is not in what the Clouds of other items have read."""
        if self._last is not None and self._last.transport.statistics.attempts:
            for cloud in self._clouds.values():
                if cloud is not self._last:
                    cloud.forget()

    def opening(
        self, task: Hashable, place: Hashable, made: Callable[[Mapping[str, Any], bool], Cloud]
    ) -> Callable[[Mapping[str, Any], bool], Cloud]:
        """How the next item gets its Cloud (options, read_only -> Cloud).

        `task`: the task with its module. What is kept of another one goes. `place`: what else must be the same.
        """
        if task != self._task:
            self._task = task
            self._clouds.clear()
            self._last = None

        def opened(options: Mapping[str, Any], read_only: bool) -> Cloud:
            self._forget_overtaken()
            key = (place, connection_key(options, read_only))
            cloud = self._clouds.get(key)
            if cloud is None:
                cloud = self._clouds[key] = made(options, read_only)
                cloud.looping = True
            else:
                cloud.begin(options)
            self._last = cloud
            return cloud

        return opened
