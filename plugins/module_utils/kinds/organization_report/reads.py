# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads of which any may fail by itself: what cannot be read is a gap that the report names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from ..._declare.field import Object
from ..._errors import ApiError, ConfluentError
from ..._wire.cloud import Cloud

Made = TypeVar("Made")
LESS = 4  # times less patience after each read that waited in vain


class Place(NamedTuple):
    """Where something was to be read: ids, None where that says nothing."""

    environment: str | None = None
    cluster: str | None = None


EVERYWHERE = Place()


class Reads:
    """Reads side by side, as many at a time as the task's concurrency allows; and the gaps that they left."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.gaps: list[Object] = []
        self._lock = threading.Lock()
        self._known: set[tuple[str, Place, int | None]] = set()

    def together(self, tasks: Iterable[Callable[[], None]], counted: str) -> None:
        """Carry these out. Each puts what it reads where it belongs."""
        self.cloud.map(lambda task: task(), list(tasks), counted)

    def tried(self, part: str, place: Place, read: Callable[[], Made]) -> Made | None:
        """What the read gives; None, and a gap, where it fails.

        Only errors of the service, of the way to it and of credentials are gaps: anything else is a defect.
        """
        try:
            return read()
        except ConfluentError as error:
            self.despair(error)
            self.missing(part, place, _words(error), getattr(error, "status", None), getattr(error, "credential", None))
            return None

    def despair(self, error: ConfluentError) -> None:
        """Wait less from now on where waiting did not help: a service that is down is not waited for once more by each
        of many reads. `patiently` brings the patience back.
        """
        if isinstance(error, ApiError) and (error.status is None or error.status == 429 or error.status >= 500):
            with self._lock:
                self.cloud.transport.retry_timeout /= LESS

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """The block may lose its patience; afterwards there is as much as before."""
        patience = self.cloud.transport.retry_timeout
        try:
            yield
        finally:
            self.cloud.transport.retry_timeout = patience

    def missing(
        self, part: str, place: Place, reason: str, status: int | None = None, credential: str | None = None
    ) -> None:
        """Note a gap, of several alike in one place the first."""
        gap = {
            "part": part,
            "environment": place.environment,
            "cluster": place.cluster,
            "status": status,
            "credential": credential,
            "reason": reason,
        }
        with self._lock:
            alike = (part, place, status)
            if alike not in self._known:
                self._known.add(alike)
                self.gaps.append(gap)


def _words(error: ConfluentError) -> str:
    return str(error).removeprefix("Nothing was changed: ").strip()


def unreachable(error: ConfluentError) -> bool:
    """Whether a host did not answer at all: then nothing else is asked of it."""
    return isinstance(error, ApiError) and error.status is None


def collected(found: dict[Any, Any], key: Any, value: Any) -> None:
    """Put a value there unless it is None, which means that it could not be read."""
    if value is not None:
        found[key] = value
