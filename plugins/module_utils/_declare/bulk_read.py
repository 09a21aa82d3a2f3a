# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bulk reads: when all objects of a scope are read at once, and how long what was read counts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from .._errors import ApiError
from .._wire.lookups import Finding, Known
from .change import Change
from .field import Object
from .kind import Kind
from .override import override

LOOP_FROM = 3  # the item of a loop from which on it pays


class Scan(Protocol):
    """All objects of a scope, as one bulk read found them."""

    def find(self, wanted: Object) -> Object | None:
        """The actual object of a wanted one. May read what the bulk read left out."""

    def objects(self) -> Iterable[Object]:
        """Every object. May read what the bulk read left out."""


@dataclass
class Kept:
    """A scan that is kept for the rest of the task, how many objects of its scope were asked for, and which of them
    were written since: these are read singly.
    """

    known: Known
    asked: int = 0
    touched: set[Hashable] = field(default_factory=set)
    _finding: Finding | None = None

    @property
    def scan(self) -> Scan | None:
        """The scan, None before there is one."""
        scan: Scan | None = None if self._finding is None else self.known.use(self._finding)
        return scan

    def keep(self, scan: Scan) -> Scan:
        """Take a scan that was made just now. What is being written meanwhile stays touched."""
        self._finding = self.known.found(scan)
        return scan

    def begin(self) -> None:
        """The next item of a loop begins: a scan that is too old counts no longer."""
        if self._finding is None or not self.known.counts(self._finding):
            self._finding = None
            self.touched.clear()

    def whole(self) -> Scan | None:
        """The scan, if it was made for the present item and nothing was written since."""
        own = self._finding is not None and self._finding.item == self.known.item and not self.touched
        return self.scan if own else None


class Scanned(Kind):
    """A kind whose objects can be read all at once.

    For up to `single` objects a read of each costs less: a bulk read fetches also what nobody asked for.
    """

    single: ClassVar[int] = 4
    _by_list: frozenset[int] = frozenset()  # of the objects read last, those that a bulk read told of (by identity)

    def scope_key(self) -> Hashable:
        """What tells this scope from others of the same kind and credentials."""
        raise NotImplementedError

    def scan(self, wanted: list[Object]) -> Scan:
        """Read all objects of the scope; `wanted` are those that will be asked for first. Raises ApiError."""
        raise NotImplementedError

    def read_one(self, item: Object) -> Object | None:
        """The actual object of one wanted one, read by itself. Raises Ambiguous, ApiError."""
        raise NotImplementedError

    def in_scan(self, item: Object) -> bool:
        """Whether a bulk read tells of this object all that is needed."""
        return True

    def covered(self, scan: Scan, item: Object) -> bool:
        """Whether this bulk read reached the object's place."""
        return True

    def scan_key(self, item: Object) -> Hashable:
        """What a write to an object makes uncertain in a bulk read."""
        return self.key(item)

    def _kept(self) -> Kept:
        kept: Kept = self.cloud.scans.setdefault((self.name, self.scope_key()), Kept(self.cloud.known))
        return kept

    def scanned(self, wanted: list[Object]) -> Scan:
        """The bulk read of this scope, made now unless it was before.

        Where none is wanted all that is there counts (a purge): nothing of that is taken from earlier items.
        """
        kept = self._kept()
        scan = kept.scan if wanted else kept.whole()
        return kept.keep(self.scan(wanted)) if scan is None else scan

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        together = [item for item in wanted if self.in_scan(item)]
        kept = self._kept()
        kept.asked += len(together)
        many = len(together) > self.single or (self.cloud.looping and kept.asked >= LOOP_FROM)
        pays = together and (many or self.cloud.whole)
        scan = self.scanned(together) if pays else kept.scan
        found: dict[int, Object | None] = {}
        if scan is not None:
            intact = (item for item in together if self.scan_key(item) not in kept.touched)
            known = [item for item in intact if self.covered(scan, item)]
            found.update((id(item), scan.find(item)) for item in known)
        self._by_list = frozenset(found)
        rest = [item for item in wanted if id(item) not in found]
        found.update(zip(map(id, rest), self.read_singly(rest), strict=True))
        return [found[id(item)] for item in wanted]

    @override
    def doubtful(self, wanted: Object) -> bool:
        return id(wanted) in self._by_list

    @override
    def read_singly(self, wanted: list[Object]) -> list[Object | None]:
        return self.each(self.read_one, wanted)

    def each(self, read: Callable[[Object], Object | None], wanted: list[Object]) -> list[Object | None]:
        """What `read` makes of each object. One error names all that the credential may not see. Raises ApiError."""

        def attempt(item: Object) -> Object | ApiError | None:
            try:
                return read(item)
            except ApiError as error:
                if error.status != 403:
                    raise
                return error

        found = self.cloud.map(attempt, wanted, f"{self.words()} read")
        denied = [(item, error) for item, error in zip(wanted, found, strict=True) if isinstance(error, ApiError)]
        if denied:
            others = [self.label(item) for item, _error in denied[1:]]
            if others:
                denied[0][1].message += f" The same goes for {', '.join(others)}."
            raise denied[0][1]
        return [item for item in found if not isinstance(item, ApiError)]

    @override
    def touched(self, change: Change) -> None:
        self._kept().touched.add(self.scan_key(change.desired))
