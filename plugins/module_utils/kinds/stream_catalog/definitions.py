# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is defined in Stream Catalog (data-catalog-v1): tags, and business metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ..._declare.change import CREATED, Change
from ..._declare.field import Field, Object
from ..._declare.list_writes import ListWritten
from ..._declare.override import override
from ..._declare.purge_scope import by_name
from ..._declare.shape import written
from ..._errors import ApiError, ConfluentError, attempting
from ..._wire.http import Client
from ..._wire.tries import Tries
from .entities import found_in
from .place import InCatalog

# What the document leaves open, and Terraform's provider checks (resource_tag.go). One bad name in a list has been seen
# to make the good ones fail.
NAMES = r"[a-zA-Z][a-zA-Z0-9_ ]*"
ANY_ENTITY = "cf_entity"  # what a tag is for, where nothing is said (Terraform's provider sends it always)
SHOWN_WITHIN = 60.0  # seconds after which what was made is in the list (Terraform's provider waits as long)
MOST_NAMED = 10  # of the entities that carry a tag
COLORS = tuple(
    f"{color}_{shade}"
    for color in ("PURPLE", "BLUE", "GREEN", "YELLOW", "ORANGE", "RED", "MAGENTA", "NEUTRAL")
    for shade in ("LIGHT", "DARK")
)


class Defined(InCatalog, ListWritten):
    """A kind of definition in the Stream Catalog of an environment, which shows late what was made."""

    plane = "catalog"
    addressed = "name"

    @override
    def open(self) -> None:
        super().open()
        self.scope_ids = {}
        self._new: set[str] = set()  # what this run made, of all items

    @property
    @override
    def client(self) -> Client:
        return self.catalog

    @override
    def listing(self) -> list[Any]:
        with self.explained():
            return super().listing()

    @override
    def get(self, identifier: str) -> dict[str, Any] | None:
        with self.explained():
            return super().get(identifier)

    @override
    def write_together(self, changes: list[Change]) -> list[Object | ConfluentError]:
        with self.explained():
            answers = super().write_together(changes)
        if changes[0].operation == CREATED:
            self._new.update(one["name"] for one in answers if not isinstance(one, ConfluentError))
        return answers

    @override
    def delete(self, change: Change) -> None:
        with self.explained():
            super().delete(change)

    @override
    def completed(self, made: list[Object]) -> list[Object]:
        """After all writes one list is looked at for all new ones, until it has them: a run that comes next, or a task
        that uses them, must find them.
        """
        if not made:
            return made
        names = ", ".join(sorted(self._new))
        tries = Tries(self.cloud.transport, SHOWN_WITHIN)
        with attempting(f"see that the catalog lists the new {self.words()} {names}"):
            while self._new and self._new - {raw.get("name") for raw in self.listing()}:
                if not tries.again():
                    self.cloud.warn(
                        f"The catalog has taken the {self.words()} {names}, and does not list all of them after "
                        f"{SHOWN_WITHIN:.0f} s. Wait before they are used."
                    )
                    break
                self.cloud.forget(self.collection)
        return made


class Tag(Defined):
    """A tag, which can be bound to topics, schemas and their fields."""

    name = "tag"
    plural = "tags"
    path = "/catalog/v1/types/tagdefs"
    fields = (
        Field("name", key=True, required=True, pattern=NAMES),
        Field("description"),
        Field("color", choices=COLORS),
        Field("entity_types", wire="entityTypes", type="list", elements="str", as_set=True, mutable=False),
    )
    info_fields = (Field("name"),)
    outputs = {"version": "version"}
    # What a PUT of the whole must not take away.
    brought_back = ("attributeDefs", "superTypes", "options", "serviceType", "typeVersion")
    purge_scope = by_name("name_prefix", "name_pattern")

    @override
    def delete(self, change: Change) -> None:
        """What carries the tag is named where the service refuses its deletion. It is not asked for before: the search
        may still show what has just been taken away.
        """
        try:
            super().delete(change)
        except ApiError as error:
            if error.status == 400 and self.get(change.actual["name"]) is not None:
                error.message += self._carried(change.actual["name"])
            raise

    def _carried(self, tag: str) -> str:
        """Words on what carries a tag, as far as the search tells it."""
        try:
            found = list(islice(found_in(self.catalog, tag=tag), MOST_NAMED + 1))
        except ConfluentError:  # what the service said of the deletion says more
            return ""
        named = [f"{one.get('typeName')} {(one.get('attributes') or {}).get('qualifiedName')}" for one in found]
        more = " and others" if len(named) > MOST_NAMED else ""
        words = f" {tag} is on: {', '.join(named[:MOST_NAMED])}{more}. Take it away with confluent_tag_binding first."
        return words if named else ""

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return super().body({**values, "entity_types": values.get("entity_types") or [ANY_ENTITY]})


ATTRIBUTE = (
    Field("name", required=True),
    Field("type", wire="typeName", mutable=False),
    Field("description"),
    Field("optional", wire="isOptional", type="bool"),
    Field("default_value", wire="defaultValue"),
)
TEXT = "string"  # the type of an attribute of which nothing else is said, as Terraform's provider documents it


class BusinessMetadata(Defined):
    """Business metadata: attributes that are given together to topics, schemas and other entities.

    The service only ever adds attributes to it, and completes what it is given (API_MAP C.4): so attributes are
    compared one by one, by name, and those that are not stated stay.
    """

    name = "business_metadata"
    plural = "business_metadata"
    path = "/catalog/v1/types/businessmetadatadefs"
    fields = (
        Field("name", key=True, required=True, pattern=NAMES),
        Field("description"),
        Field("attributes", wire="attributeDefs", type="list", elements="dict", options=ATTRIBUTE),
    )
    info_fields = (Field("name"),)
    outputs = {"version": "version"}
    brought_back = ("options", "serviceType", "typeVersion")

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        names = [attribute.get("name") or "" for attribute in item.get("attributes") or []]
        if "" in names:
            yield "attributes: an attribute has no name"
        for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
            yield f"attributes: {name} is given twice"

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        body = super().body(values)
        body["attributeDefs"] = [{"typeName": TEXT, **stated} for stated in body.get("attributeDefs") or []]
        return body

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name != "attributes":
            return super().compare(field, wanted, actual)
        before = [*(actual.get("attributes") or [])]
        after = list({**{one["name"]: one for one in before}, **_completed(wanted, before)}.values())
        return None if after == before else (before, after)

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        if field.name != "attributes":
            yield from super().fixed(field, change)
            return
        types = {one["name"]: one.get("type") for one in change.fields["attributes"][0]}
        for attribute in change.desired["attributes"]:
            name, wanted = attribute["name"], attribute.get("type")
            if types.get(name) and wanted is not None and wanted != types[name]:
                yield self.fixed_words(f"the type of attribute {name}", change.label, types[name], wanted)

    @override
    def _whole(self, change: Change, raw: Mapping[str, Any] | None) -> dict[str, Any]:
        """With each attribute as it was read, and what is stated over it: an attribute that is left out is refused."""
        body = super()._whole(change, raw)
        stated = {one["name"]: written(ATTRIBUTE, one) for one in _stated(change.desired.get("attributes"))}
        there = {one["name"]: one for one in (raw or {}).get("attributeDefs") or []}
        new = {name: {"typeName": TEXT, **one} for name, one in stated.items() if name not in there}
        kept = {name: {**one, **stated.get(name, {})} for name, one in there.items()}
        body["attributeDefs"] = [*kept.values(), *new.values()]
        return body


def _stated(attributes: Any) -> list[Object]:
    """Attributes with what is stated of them alone."""
    return [{name: value for name, value in one.items() if value is not None} for one in attributes or []]


def _completed(wanted: Any, before: list[Object]) -> dict[str, Object]:
    """Wanted attributes by name, each with what is there already of what it does not state."""
    there = {one["name"]: one for one in before}
    return {one["name"]: {**there.get(one["name"], {}), **one} for one in _stated(wanted)}
