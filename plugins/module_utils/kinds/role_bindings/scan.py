# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role bindings at some CRN patterns or below one, read page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Protocol

from ..._declare.field import Key, Object
from ..._errors import Ambiguous
from ..._wire.lists import PAGE_SIZE
from . import crn

# So many pages of bindings are read for a few wanted ones, when more may be wanted later.
MOST_PAGES = 10


class Bindings(Protocol):
    """What is needed here of their kind."""

    def pages(self, pattern: str, filters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """The service's bindings at a CRN pattern, page by page."""

    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """One of them as a flat dict."""

    def key(self, item: Mapping[str, Any]) -> Key:
        """Its natural key."""

    def label(self, item: Mapping[str, Any]) -> str:
        """It in words."""


class BindingScan:
    """The bindings at some CRN patterns, or below one."""

    def __init__(self, kind: Bindings, listed: Iterable[Mapping[str, Any]], exact: set[str], below: str | None) -> None:
        self._kind, self._exact, self._below = kind, exact, below
        self._bindings: dict[Key, list[Object]] = {}
        for binding in {raw["id"]: kind.from_api(raw) for raw in listed}.values():
            self._bindings.setdefault(kind.key(binding), []).append(binding)

    @classmethod
    def of(cls, kind: Bindings, wanted: list[Object]) -> BindingScan:
        """Read what covers the wanted patterns, unless that takes more pages than a read of each."""
        patterns = {crn.readable(item["crn_pattern"]) for item in wanted}
        # Several bindings on one resource are asked for by its pattern; a single one, of a loop, stands for others.
        below = None if len(patterns) == 1 and len(wanted) > 1 else crn.above(patterns)
        exact = patterns if len(patterns) == 1 and below is None else patterns & {below}
        asked = [*exact, *([f"{below}/*"] if below else [])]
        most = PAGE_SIZE * max(len(wanted), MOST_PAGES)
        pages = (raw for pattern in asked for raw in kind.pages(pattern))
        listed = list(islice(pages, most + 1))
        return cls(kind, listed, exact, below) if len(listed) <= most else cls(kind, [], set(), None)

    def covers(self, pattern: str) -> bool:
        """Whether the bindings with this pattern were read."""
        readable = crn.readable(pattern)
        return readable in self._exact or (self._below is not None and readable.startswith(f"{self._below}/"))

    def find(self, wanted: Object) -> Object | None:
        found = self._bindings.get(self._kind.key(wanted), [])
        if len(found) > 1:
            raise Ambiguous("role binding", self._kind.label(wanted), [binding["id"] for binding in found])
        return found[0] if found else None

    def objects(self) -> Iterable[Object]:
        return [binding for bindings in self._bindings.values() for binding in bindings]
