# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What kinds share that are bound to an entity of Stream Catalog: how it is named, that the catalog may learn of it
late, and that what was bound is seen late.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from ..._declare.bulk_read import Scanned
from ..._declare.change import CREATED, Change
from ..._declare.field import Field, Key, Object, wait_timeout
from ..._declare.override import override
from ..._errors import ApiError, attempting
from ..._wire.doubt import Doubt
from ..._wire.http import segment
from ..._wire.tries import Tries
from . import entities as naming
from .entities import Entities, Entity
from .place import InCatalog

# What names the entity in results, and beside `naming.NAMING` in options.
ENTITY_TYPE = Field("entity_type", wire="entityType", key=True, known=(*naming.TYPES, *naming.TYPES.values()))
QUALIFIED_NAME = Field("qualified_name", wire="entityName", key=True)
KNOWN_WITHIN = 90  # seconds after which the catalog knows what is new elsewhere: users speak of up to a minute
SHOWN_WITHIN = 60.0  # seconds after which what was bound is shown (Terraform's provider waits as long)


class OnEntity(InCatalog, Scanned):
    """A kind that is bound to an entity. `part`: the last step of the path at which the entity tells of it, and to
    which it is written; `title`: the option that has its own name, the API's `typeName`.
    """

    part: ClassVar[str]
    title: ClassVar[str]
    modifiers = (*naming.NAMING, wait_timeout(KNOWN_WITHIN))
    rules = naming.RULES
    info_rules = naming.RULES
    single = 20  # reads of single entities go side by side, and tell the truth at once

    _opened = False  # whether there is a catalog to look at

    @override
    def open(self) -> None:
        super().open()
        self.entities = Entities(self.cloud, self.options.get("environment"), lambda: self.catalog)
        self._unknown: set[Entity] = set()  # to the catalog, so far
        self._new: list[Object] = []  # what this run made, of all items
        self._gone: list[Object] = []  # and what it removed
        self._opened = True
        self._warned: set[str] = set()

    @override
    def scope_key(self) -> Hashable:
        return self.catalog.base_url

    @override
    def in_scan(self, item: Object) -> bool:
        """Nothing lists what is bound, unless a kind knows how (`scan`)."""
        return False

    # What is stated

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        named = [item.get(name) for name in ("topic", "subject", "record", "field", "connector", "cluster")]
        words = " ".join(str(name) for name in named if name)
        known = item.get("qualified_name")
        where = f"{item.get('entity_type')} {known}" if known else " ".join(filter(None, [naming.type_of(item), words]))
        return f"{self.words_of_one()} {item.get(self.title)} of {where}"

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        yield from naming.problems(item)

    @override
    def stated_key(self, item: Mapping[str, Any]) -> Key:
        named = (*(f.name for f in naming.NAMING), "qualified_name")
        names = tuple(str(item.get(name)) if item.get(name) is not None else None for name in named)
        return (item.get(self.title), naming.type_of(item), *names)

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        self.entities.prepare(items)
        return super().gather(items)

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        entity = self.entities.named(item)
        return {**self.stated(item), "entity_type": entity.type, "qualified_name": entity.name}

    # What is there

    def told(self, entity: Entity) -> list[dict[str, Any]] | None:
        """What an entity carries, in the API's shape; None where the catalog does not know it. Raises ApiError."""
        try:
            with self.explained():
                found = self.catalog.listed(f"{entity.path}/{self.part}")
        except ApiError as error:
            if not is_unknown(error):
                raise
            self._unknown.add(entity)
            return None
        self._unknown.discard(entity)
        return found

    def from_api(self, raw: Mapping[str, Any], entity: Entity) -> Object:
        """What is bound to an entity as a flat dict."""
        return {
            self.title: raw.get("typeName"),
            "entity_type": entity.type,
            "qualified_name": entity.name,
        }

    @override
    def read_singly(self, wanted: list[Object]) -> list[Object | None]:
        """One request for each entity, whatever is bound to it."""
        distinct = list(dict.fromkeys(entity_of(item) for item in wanted))
        told = self.cloud.map(self.told, distinct, f"entities with their {self.words()} read")
        there = {
            (raw.get("typeName"), entity): self.from_api(raw, entity)
            for entity, found in zip(distinct, told, strict=True)
            for raw in found or ()
        }
        return [there.get((item[self.title], entity_of(item))) for item in wanted]

    @override
    def read_one(self, item: Object) -> Object | None:
        return self.read_singly([item])[0]

    # What speaks against a change

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        entity = entity_of(change.desired)
        if change.operation == CREATED:
            yield from self._unknown_entity(change, entity)
        elif change.before is None and entity in self._unknown:
            self.warn_once(f"Taken as absent already: {change.label}, for the catalog knows no {entity}.")

    def warn_once(self, words: str) -> None:
        """A warning that many items may give rise to."""
        if words not in self._warned:
            self._warned.add(words)
            self.cloud.warn(words)

    def not_there_yet(self, said: str, lacking: tuple[str, str] | None) -> Iterator[str]:
        """The refusal of what refers to something that is not there, and may come: once for many items."""
        if said not in self._warned:
            self._warned.add(said)
            yield from self.cloud.not_yet(Doubt(said, lacking))

    def _unknown_entity(self, change: Change, entity: Entity) -> Iterator[str]:
        """Why nothing can be bound to an entity that the catalog does not know; what exists, it will know."""
        if entity not in self._unknown:
            return
        there, words = self.entities.exists(entity)
        if there:
            return
        said = f"{change.label}: the catalog knows no {entity}, and {words.rstrip('.')}."
        said += " Check the name; what is new the catalog learns within a minute." if there is None else ""
        named = ((what, change.options.get(what)) for what in ("topic", "subject", "connector"))
        yield from self.not_there_yet(said, next(((what, str(name)) for what, name in named if name), None))

    # Writing

    def known_later(self, write: Callable[[], Any], change: Change) -> Any:
        """What `write` returns, once the catalog knows the entity, which exists: it is tried until then, within
        `wait_timeout`. Each try was refused, so none is repeated blindly. Raises ApiError.
        """
        tries = Tries(self.cloud.transport, change.options["wait_timeout"])
        while True:
            try:
                return write()
            except ApiError as error:
                if not self._may_become_known(error, change):
                    raise
                self.cloud.progress(f"{change.label}: the catalog does not know the entity yet")
                if not tries.again():
                    self._too_late(error, change)
                    raise

    def _may_become_known(self, error: ApiError, change: Change) -> bool:
        return error.status == 404 and not error.fate_unknown and entity_of(change.desired) in self._unknown

    def _too_late(self, error: ApiError, change: Change) -> None:
        error.message += (
            f" The entity exists, and the catalog does not know it after {change.options['wait_timeout']} s "
            "(wait_timeout). Run again later: it is decided anew."
        )

    def made(self, item: Object) -> None:
        """Something was bound: it is to be seen before the run ends."""
        self._unknown.discard(entity_of(item))
        self._new.append(item)

    @override
    def delete(self, change: Change) -> None:
        entity = entity_of(change.actual)
        with self.explained():
            self.catalog.delete(f"{entity.path}/{self.part}/{segment(change.actual[self.title])}")
        self._gone.append(change.actual)

    @override
    def completed(self, made: list[Object]) -> list[Object]:
        """After all writes it is looked at what was bound until it is shown, as a run that comes next will look; of so
        many removed ones that it will look into the search for them, which is behind, until they are not.
        """
        if not self._opened:  # there is no environment or no catalog, so what was to be absent is
            return made
        new, self._new = self._new, []
        gone, self._gone = self._gone, []
        with attempting(f"see that the catalog shows the new {self.words()}"):
            self._look_after(new, self._unseen, "has taken this, and does not show it")
        if len(gone) > self.single:
            with attempting(f"see that the catalog shows the removed {self.words()} no longer"):
                self._look_after(gone, self._listed, "has removed this, and its search still shows it")
        return made

    def _look_after(self, left: list[Object], look: Callable[[list[Object]], list[Object]], late: str) -> None:
        """Look at what was written until `look`, which tells of what is left to be seen, has nothing left. What stays
        is warned of after some time. Raises ApiError.
        """
        tries = Tries(self.cloud.transport, SHOWN_WITHIN)
        while left:
            left = look(left)
            if left and not tries.again():
                names = ", ".join(self.label(item) for item in left[:5])
                self.cloud.warn(f"The catalog {late} after {SHOWN_WITHIN:.0f} s: {names}")
                break

    def _listed(self, items: list[Object]) -> list[Object]:
        """Which of these a bulk read still shows."""
        scan = self.scan(items)
        return [item for item in items if scan.find(item) is not None]

    def _unseen(self, items: list[Object]) -> list[Object]:
        """Which of these are not shown yet."""
        if len(items) <= self.single:
            found = self.read_singly(items)
        else:
            scan = self.scan(items)
            found = [scan.find(item) for item in items]
        return [item for item, shown in zip(items, found, strict=True) if shown is None]


def is_unknown(error: ApiError) -> bool:
    """Whether the catalog itself says that it knows no such entity: a 404 without a code of its own is somebody else's.
    Pure.
    """
    return error.status == 404 and error.code is not None


def entity_of(item: Mapping[str, Any]) -> Entity:
    """The entity of a resolved object."""
    return Entity(item["entity_type"], item["qualified_name"])
