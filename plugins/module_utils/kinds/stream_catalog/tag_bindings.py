# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags on entities (data-catalog-v1, `/catalog/v1/entity/tags`): many by one request, each with an error of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.bulk_read import Scan
from ..._declare.change import CREATED, Change
from ..._declare.field import Field, Object, Rules
from ..._declare.list_writes import paired
from ..._declare.override import override
from ..._declare.purge_scope import by_name
from ..._errors import ApiError, ConfluentError, NotFound, Refused
from ..._wire.http import Client
from ..._wire.tries import Tries
from . import entities as naming
from .definitions import NAMES, Tag
from .entities import Entity, found_in
from .on_entity import ENTITY_TYPE, QUALIFIED_NAME, OnEntity, entity_of

TAGS = "/catalog/v1/entity/tags"
ALREADY = "already associated"  # the catalog's words for a tag that is bound; Atlas' status for it is 400
TAG = Field("tag", wire="typeName", key=True, required=True, pattern=NAMES)


class TagScan:
    """The tags of all entities of some types, as the search has them: it is a moment behind."""

    def __init__(self, catalog: Client, types: Iterable[str]) -> None:
        self._tags: dict[Entity, frozenset[str]] = {}
        for kind in types:
            for found in found_in(catalog, type=[kind]):
                entity = _shown_entity(found)
                if entity is not None:
                    self._tags[entity] = frozenset(found.get("classificationNames") or ())

    def knows(self, entity: Entity) -> bool:
        """Whether the search found the entity."""
        return entity in self._tags

    def find(self, wanted: Mapping[str, Any]) -> Object | None:
        """The actual binding of a wanted one."""
        entity = entity_of(wanted)
        return _binding(wanted["tag"], entity) if wanted["tag"] in self._tags.get(entity, ()) else None

    def objects(self) -> Iterable[Object]:
        """Every binding."""
        return [_binding(tag, entity) for entity, tags in self._tags.items() for tag in tags]


class TagBinding(OnEntity):
    """A tag on an entity."""

    name = "tag_binding"
    plural = "tag_bindings"
    part, title = "tags", "tag"
    fields = (TAG, ENTITY_TYPE, QUALIFIED_NAME)
    batch = 100
    batched = (CREATED,)
    returns_unchanged = False
    info_fields = (TAG.but(required=False), ENTITY_TYPE, QUALIFIED_NAME, *naming.NAMING)
    info_rules = naming.RULES.also(Rules(required_one_of=(("tag", "entity_type", *naming.NAMED_BY),)))
    purge_scope = by_name("tag")

    @override
    def open(self) -> None:
        super().open()
        self._defined: set[str] | None = None

    @override
    def taken(self, error: ApiError) -> bool:
        return super().taken(error) or (error.status == 400 and ALREADY in error.detail)

    # What is there

    @override
    def scan(self, wanted: list[Object]) -> Scan:
        with self.explained():
            return TagScan(self.catalog, dict.fromkeys(item["entity_type"] for item in wanted))

    @override
    def in_scan(self, item: Object) -> bool:
        return True

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """Few are asked for one by one also in a loop, whose items would save a request each: what the search still
        shows, because an earlier task has removed it, would count as bound.
        """
        if len(wanted) > self.single:
            return super().read(wanted)
        self._by_list = frozenset()
        return self.read_singly(wanted)

    @override
    def covered(self, scan: Scan, item: Object) -> bool:
        """An entity that the search does not find may be new: it is asked for by itself."""
        return isinstance(scan, TagScan) and scan.knows(entity_of(item))

    # What speaks against a change

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == CREATED and change.desired["tag"] not in self._tags():
            tag = change.desired["tag"]
            yield from self.not_there_yet(NotFound("tag", tag, self._tags()).problems[0], ("tag", tag))

    def _tags(self) -> set[str]:
        """The tags that are defined: one list for all items."""
        with self.explained():
            listed = self.cloud.listed(Tag.path, None, self.catalog)
        return {str(raw.get("name")) for raw in listed}

    # Writing

    @override
    def create(self, change: Change) -> Object:
        (made,) = self.write_together([change])
        if isinstance(made, ConfluentError):
            raise made
        return made

    @override
    def write_together(self, changes: list[Change]) -> list[Object | ConfluentError]:
        """All by one request; those whose entity the catalog does not know yet again, until it does."""
        outcomes: dict[int, Object | ConfluentError] = {}
        tries = Tries(self.cloud.transport, max(change.options["wait_timeout"] for change in changes))
        left = dict(enumerate(changes))
        while left:
            answers = self._answers(left, of_all=not outcomes)
            outcomes.update(answers)
            for outcome in answers.values():
                if not isinstance(outcome, ConfluentError):
                    self.made(outcome)
            early = {
                place: answer
                for place, answer in answers.items()
                if isinstance(answer, ApiError) and self._may_become_known(answer, changes[place])
            }
            left = {place: changes[place] for place in early}
            if left and not tries.again():
                for error, place in {id(error): (error, place) for place, error in early.items()}.values():
                    self._too_late(error, changes[place])
                break
        return [outcomes[place] for place in range(len(changes))]

    def _answers(self, left: dict[int, Change], of_all: bool) -> dict[int, Object | ConfluentError]:
        """The outcomes of one request by their places. What is said of all of them is said of these alone, where others
        were made before: with `of_all` none were. Raises ApiError.
        """
        try:
            return dict(zip(left, self._written(list(left.values())), strict=True))
        except ApiError as error:
            if of_all:
                raise
            return dict.fromkeys(left, error)

    def _written(self, changes: list[Change]) -> list[Object | ConfluentError]:
        """The outcome of each after one request."""
        bodies = [
            {"typeName": one["tag"], "entityType": one["entity_type"], "entityName": one["qualified_name"]}
            for one in (change.desired for change in changes)
        ]
        try:
            with self.explained():
                results = self.catalog.each("POST", TAGS, bodies)
        except ApiError as error:
            if len(changes) > 1 or error.status != 404:
                raise
            return [error]
        keys = [self.key(change.desired) for change in changes]
        told = [((raw.get("typeName"), raw.get("entityType"), raw.get("entityName")), raw, e) for raw, e in results]
        said = paired(keys, [(key, error or raw) for key, raw, error in told])
        silent = [change.desired for change, one in zip(changes, said, strict=True) if one is None]
        found = {self.key(item) for item in self.read_singly(silent) if item is not None} if silent else set()
        return [self._outcome(change, one, found) for change, one in zip(changes, said, strict=True)]

    def _outcome(
        self, change: Change, said: dict[str, Any] | ApiError | None, found: set[Any]
    ) -> Object | ConfluentError:
        if isinstance(said, ApiError):
            return said
        if said is None and self.key(change.desired) not in found:
            return ConfluentError(
                "The service accepted the request with an answer that tells nothing of this tag, and the entity does "
                "not show it (yet). Run again in a minute: it is looked for before anything is made."
            )
        return _binding(change.desired["tag"], entity_of(change.desired))

    # Purge

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        problems = list(TAG.problems(purge["tag"]))
        if problems:
            raise Refused([f"purge: {problem}" for problem in problems])
        return self._bound(purge["tag"])

    def _bound(self, tag: str) -> list[Object]:
        """Everything that carries a tag, as the search has it: of what it shows that which says so, for it may take the
        name for the beginning of others.
        """
        with self.explained():
            found = [one for one in found_in(self.catalog, tag=tag) if tag in one.get("classificationNames", [tag])]
            shown = map(_shown_entity, found)
            return [_binding(tag, entity) for entity in dict.fromkeys(shown) if entity is not None]

    @override
    def purge_name(self, item: Object) -> str:
        return str(item["qualified_name"])

    # Showing

    @override
    def select(self) -> list[Object]:
        tag, named = self.options.get("tag"), naming.any_named(self.options)
        problems = list(TAG.problems(tag))
        if named:
            problems += naming.problems(self.options)
        if problems:
            raise Refused(problems)
        if not named:
            return self._bound(str(tag))
        entity = self.entities.named(self.options)
        found = [self.from_api(raw, entity) for raw in self.told(entity) or ()]
        return [item for item in found if tag is None or item["tag"] == tag]


def _binding(tag: Any, entity: Entity) -> Object:
    return {"tag": tag, "entity_type": entity.type, "qualified_name": entity.name}


def _shown_entity(found: Mapping[str, Any]) -> Entity | None:
    """The entity that a search shows; None where it does not say which."""
    name = (found.get("attributes") or {}).get("qualifiedName")
    return Entity(str(found["typeName"]), str(name)) if name and found.get("typeName") else None
