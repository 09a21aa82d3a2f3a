# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attributes of an entity itself (data-catalog-v1, PUT `/catalog/v1/entity`): its description, its owner.

The entity is there because what it stands for is; it is never made or deleted here. An attribute is removed by an empty
text (Terraform's provider does the same). The answer to the PUT may name the entity in another form, so the entity is
read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.field import STATE, Field, Object, Rules
from ..._declare.override import override
from ..._declare.shape import as_texts
from ..._errors import ApiError, ConfluentError, Refused
from ..._wire.tries import Tries
from . import entities as naming
from .entities import Entity
from .metadata_bindings import APPLIED_WITHIN, differing
from .on_entity import ENTITY_TYPE, QUALIFIED_NAME, OnEntity, entity_of, is_unknown

PATH = "/catalog/v1/entity"
WIRES = {"description": "description", "owner": "owner", "owner_email": "ownerEmail"}
FIXED = ("qualifiedName", "name")  # what the entity is called


class CatalogEntity(OnEntity):
    """What is said of an entity: description, owner and other attributes, of which the stated ones count."""

    name = "catalog_entity"
    plural = "catalog_entities"
    title = "entity_type"
    fields = (
        ENTITY_TYPE,
        QUALIFIED_NAME,
        *(Field(name, wire=wire) for name, wire in WIRES.items()),
        Field("attributes", wire=None, type="dict"),
    )
    info_fields = (ENTITY_TYPE, QUALIFIED_NAME, *naming.NAMING)
    info_rules = naming.RULES.also(Rules(required_one_of=(("entity_type", *naming.NAMED_BY),)))

    @classmethod
    @override
    def argument_fields(cls) -> tuple[Field, ...]:
        return tuple(declared for declared in super().argument_fields() if declared is not STATE)

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        if item.get("qualified_name"):
            return f"catalog entity {item.get('entity_type')} {item['qualified_name']}"
        named = [item.get(name) for name in ("topic", "subject", "record", "field", "connector", "cluster")]
        return " ".join(["catalog entity", naming.type_of(item), *(str(name) for name in named if name)])

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        stated = item.get("attributes") or {}
        for name, value in stated.items():
            option = next((option for option, wire in WIRES.items() if name in (option, wire)), None)
            if option is not None:
                yield f"attributes: {name} has an option of its own, {option}"
            if name in FIXED:
                yield f"attributes: {name} is what the entity is called, and cannot be changed here"
            if isinstance(value, (dict, list)):
                yield f"attributes: {name} must be a text, a number or a truth value"

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        if "attributes" in stated:
            stated["attributes"] = as_texts(stated["attributes"])
        return stated

    # What is there

    @override
    def read_singly(self, wanted: list[Object]) -> list[Object | None]:
        return self.cloud.map(self._read, wanted)

    def _read(self, item: Object) -> Object:
        """The entity; one without anything where the catalog does not know it, of which `refusals` speak."""
        entity = entity_of(item)
        raw = self.shown_by(entity)
        return self._item(raw or {}, entity)

    def shown_by(self, entity: Entity) -> dict[str, Any] | None:
        """An entity as the catalog shows it, None where it does not know it. Raises ApiError."""
        try:
            with self.explained():
                found = self.catalog.get(entity.path, None, ("entity",))["entity"]
        except ApiError as error:
            if not is_unknown(error):
                raise
            self._unknown.add(entity)
            return None
        self._unknown.discard(entity)
        return dict(found or {})

    def _item(self, raw: Mapping[str, Any], entity: Entity) -> Object:
        held = dict(raw.get("attributes") or {})
        own = {name: held.pop(wire, None) or None for name, wire in WIRES.items()}
        for name in FIXED:
            held.pop(name, None)
        return {
            "entity_type": entity.type,
            "qualified_name": entity.name,
            **own,
            "attributes": {name: value for name, value in held.items() if value not in (None, "")},
            "tags": [one.get("typeName") for one in raw.get("classifications") or []],
            "business_metadata": dict(raw.get("businessAttributes") or {}),
        }

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "attributes":
            held = {name: as_texts({name: value})[name] for name, value in actual["attributes"].items()}
            return differing(wanted, held)
        if field.name in WIRES:
            before = actual.get(field.name) or None
            return None if before == (wanted or None) else (before, wanted or None)
        return super().compare(field, wanted, actual)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        if change.needed or entity_of(change.desired) in self._unknown:
            yield from self._unknown_entity(change, entity_of(change.desired))

    # Writing

    @override
    def update(self, change: Change) -> Object:
        entity = entity_of(change.desired)
        sent = {wire: change.desired[name] or "" for name, wire in WIRES.items() if name in change.fields}
        sent.update({name: value or "" for name, value in change.new.get("attributes", {}).items()})
        body = {"entity": {"typeName": entity.type, "attributes": {"qualifiedName": entity.name, **sent}}}

        def write() -> None:
            with self.explained():
                self.catalog.put(PATH, body)

        self.known_later(write, change)
        return self._applied(change)

    def _applied(self, change: Change) -> Object:
        """The entity with the change in it: an attribute that its type does not have is taken, and lost.

        Raises ConfluentError when it is not seen after some looks.
        """
        tries = Tries(self.cloud.transport, APPLIED_WITHIN)
        while True:
            found = self._read(change.desired)
            missing = [
                name
                for name in change.fields
                if self.compare(self.field(name), change.desired[name], found) is not None
            ]
            if not missing:
                return found
            if not tries.again():
                raise ConfluentError(
                    f"The service accepted the change of {change.label} and has not made it: {', '.join(missing)}. An "
                    "entity of this type may not have such an attribute."
                )

    # Showing

    @override
    def select(self) -> list[Object]:
        problems = list(naming.problems(self.options))
        if problems:
            raise Refused(problems)
        entity = self.entities.named(self.options)
        found = self.shown_by(entity)
        return [] if found is None else [self._item(found, entity)]
