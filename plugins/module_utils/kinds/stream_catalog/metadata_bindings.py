# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Business metadata of entities (data-catalog-v1, `/catalog/v1/entity/businessmetadata`).

An attribute that a PUT leaves out stays (seen by users of Terraform's provider): one that is to go is sent as an empty
text, and an empty one counts as none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from ..._declare.change import CREATED, DELETED, Change
from ..._declare.field import Field, Object, Rules
from ..._declare.list_writes import paired
from ..._declare.override import override
from ..._declare.shape import as_texts
from ..._errors import ApiError, ConfluentError, NotFound, Refused
from ..._wire.tries import Tries
from . import entities as naming
from .definitions import NAMES, BusinessMetadata
from .entities import Entity
from .on_entity import ENTITY_TYPE, QUALIFIED_NAME, OnEntity, entity_of

PATH = "/catalog/v1/entity/businessmetadata"
APPLIED_WITHIN = 10.0  # seconds after which a change that was accepted has to be seen
NAME = Field("business_metadata", wire="typeName", key=True, required=True, pattern=NAMES)


def differing(wanted: Mapping[str, Any], actual: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """(before, after) of the stated attributes that differ, None when none does. None and "" both mean none. Pure."""
    after = {name: value or None for name, value in wanted.items() if (value or None) != (actual.get(name) or None)}
    return ({name: actual[name] for name in after if actual.get(name)}, after) if after else None


class BusinessMetadataBinding(OnEntity):
    """Business metadata of an entity: values of its attributes, of which the stated ones count."""

    name = "business_metadata_binding"
    plural = "business_metadata_bindings"
    part, title = "businessmetadata", "business_metadata"
    fields = (NAME, ENTITY_TYPE, QUALIFIED_NAME, Field("attributes", type="dict"))
    info_fields = (NAME.but(required=False), ENTITY_TYPE, QUALIFIED_NAME, *naming.NAMING)
    info_rules = naming.RULES.also(Rules(required_one_of=(("entity_type", *naming.NAMED_BY),)))

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        if "attributes" in stated:
            stated["attributes"] = as_texts(stated["attributes"])
        return stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for name, value in (item.get("attributes") or {}).items():
            if isinstance(value, (dict, list)):
                yield f"attributes: {name} must be a text, a number or a truth value"

    @override
    def from_api(self, raw: Mapping[str, Any], entity: Entity) -> Object:
        """Values as texts, as they are stated: those of an attribute that is a number may come as one."""
        given = {name: value for name, value in (raw.get("attributes") or {}).items() if value not in (None, "")}
        return {**super().from_api(raw, entity), "attributes": as_texts(given)}

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name != "attributes":
            return super().compare(field, wanted, actual)
        return differing(wanted, actual["attributes"])

    # What speaks against a change

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == DELETED or not change.needed:
            return
        defined = self._defined(change.desired["business_metadata"])
        if defined is None:
            yield from self._undefined(change)
            return
        wanted = change.desired.get("attributes") or {}
        for name in sorted(set(wanted) - set(defined)):
            near = get_close_matches(name, list(defined), n=2)
            hint = f"Did you mean {' or '.join(near)}?" if near else f"It has: {', '.join(defined) or 'none'}."
            yield f"{change.label}: {change.desired['business_metadata']} has no attribute {name}. {hint}"
        given = {**((change.before or {}).get("attributes") or {}), **wanted}
        for name, one in defined.items():
            lacks = name in wanted or change.operation == CREATED
            if lacks and not given.get(name) and not one.get("isOptional") and not one.get("defaultValue"):
                yield f"{change.label}: attribute {name} is mandatory, and has to be given"

    def _defined(self, name: str) -> dict[str, dict[str, Any]] | None:
        """The attributes of business metadata by name, None where there are none of that name."""
        with self.explained():
            listed = self.cloud.listed(BusinessMetadata.path, None, self.catalog)
        found = next((raw for raw in listed if raw.get("name") == name), None)
        return None if found is None else {str(one.get("name")): one for one in found.get("attributeDefs") or []}

    def _undefined(self, change: Change) -> Iterator[str]:
        listed = self.cloud.listed(BusinessMetadata.path, None, self.catalog)
        names = [str(raw.get("name")) for raw in listed]
        lacking = "business metadata", str(change.desired["business_metadata"])
        yield from self.not_there_yet(NotFound(*lacking, names).problems[0], lacking)

    # Writing

    @override
    def create(self, change: Change) -> Object:
        stated = {n: v for n, v in (change.desired.get("attributes") or {}).items() if v}
        made = self._written("POST", change, stated)
        self.made(made)
        return made

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        """Ours, unless other values are there: then somebody else made it, and it is decided anew."""
        other = differing(change.desired.get("attributes") or {}, found["attributes"])
        return None if other else super().adopt(change, found)

    @override
    def update(self, change: Change) -> Object:
        """The whole is sent, with what is to go as an empty text: whatever a PUT does with what it leaves out."""
        stated = {name: value or "" for name, value in change.desired["attributes"].items()}
        self._written("PUT", change, {**change.actual["attributes"], **stated})
        return self._applied(change)

    def _written(self, method: str, change: Change, attributes: Mapping[str, Any]) -> Object:
        """What the answer to a write says of it, or the entity where it says nothing. Raises ApiError."""
        entity = entity_of(change.desired)
        named = {"typeName": change.desired[self.title], "entityType": entity.type, "entityName": entity.name}

        def write() -> dict[str, Any] | None:
            with self.explained():
                results = self.catalog.each(method, PATH, [{**named, "attributes": dict(attributes)}])
            told = [((raw.get("typeName"), raw.get("entityType"), raw.get("entityName")), raw, e) for raw, e in results]
            [said] = paired([self.key(change.desired)], [(key, error or raw) for key, raw, error in told])
            if isinstance(said, ApiError):
                raise said
            return said

        said = self.known_later(write, change)
        found = self.from_api(said, entity) if said and said.get("attributes") is not None else None
        found = found or self.read_one(change.desired)
        if found is None:
            raise ConfluentError(
                "The service accepted the request with an answer that tells nothing of it, and the entity does not "
                "show it (yet). Run again in a minute: it is looked for before anything is made."
            )
        return found

    def _applied(self, change: Change) -> Object:
        """The binding with the change in it. Raises ConfluentError when it is not seen after some looks."""
        tries = Tries(self.cloud.transport, APPLIED_WITHIN)
        while True:
            found = self.read_one(change.desired)
            missing = None if found is None else differing(change.desired["attributes"], found["attributes"])
            if found is not None and missing is None:
                return found
            if not tries.again():
                names = ", ".join(missing[1]) if missing else "the binding"
                raise ConfluentError(
                    f"The service accepted the change of {change.label} and has not made it: {names}. Run again to see "
                    "what is there now; if that repeats, the service does not take this change."
                )

    # Showing

    @override
    def select(self) -> list[Object]:
        problems = list(naming.problems(self.options))
        if problems:
            raise Refused(problems)
        entity, name = self.entities.named(self.options), self.options.get("business_metadata")
        found = [self.from_api(raw, entity) for raw in self.told(entity) or ()]
        return [item for item in found if name is None or item["business_metadata"] == name]
