# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search of Stream Catalog (data-catalog-v1, `/catalog/v1/search`), which lags behind writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ..._declare.field import Field, Object, Rules
from ..._declare.override import override
from ..._errors import Refused
from . import entities as naming
from .entities import found_in
from .place import InCatalog

SORTED = ("ASCENDING", "DESCENDING")


class CatalogSearch(InCatalog):
    """The entities that a search finds."""

    name = "catalog_search"
    plural = "entities"
    info_fields = (
        Field("query"),
        Field("entity_types", type="list", elements="str", known=(*naming.TYPES, *naming.TYPES.values())),
        Field("tag"),
        Field("name"),
        Field("name_prefix"),
        Field("attributes", type="list", elements="str"),
        Field("sort_by"),
        Field("sort_order", choices=SORTED),
        Field("deleted", type="bool", default=False),
        Field("limit", type="int", minimum=1),
    )
    info_rules = Rules(
        required_one_of=(("query", "entity_types", "tag", "name", "name_prefix"),),
        mutually_exclusive=(("query", "name", "name_prefix"),),
        required_by={"sort_order": ("sort_by",)},
    )

    @override
    def select(self) -> list[Object]:
        problems = [words for f in self.info_fields for words in self._wrong(f)]
        if problems:
            raise Refused(problems)
        name, limit = self.options.get("name"), self.options.get("limit")
        with self.explained():
            found = found_in(self.catalog, **self._query())
            fitting = (shown(raw) for raw in found if name is None or _attributes(raw).get("name") == name)
            return list(islice(fitting, limit))

    def _wrong(self, field: Field) -> Iterator[str]:
        value = self.options.get(field.name)
        if isinstance(value, str) and not value.strip():
            yield f"{field.name} is empty"
        elif value is not None:
            yield from field.problems(value)

    def _query(self) -> dict[str, Any]:
        """The parameters of the search."""
        told = self.options
        types = [naming.TYPES.get(kind, kind) for kind in told.get("entity_types") or []]
        query = {"type": types, "attr": told.get("attributes"), "tag": told.get("tag"), "query": told.get("query")}
        query.update(sortBy=told.get("sort_by"), sortOrder=told.get("sort_order"))
        begins = told.get("name") or told.get("name_prefix")
        if begins:
            query.update(attrName=["name"], attrValuePrefix=[begins])
        if told.get("deleted"):
            query["deleted"] = "true"
        return {name: value for name, value in query.items() if value}


def _attributes(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = raw.get("attributes") or {}
    return found


def shown(raw: Mapping[str, Any]) -> Object:
    """An entity that a search found (the document's EntityHeader) as a flat dict. Pure."""
    attributes = dict(_attributes(raw))
    return {
        "entity_type": raw.get("typeName"),
        "qualified_name": attributes.pop("qualifiedName", None),
        "name": attributes.pop("name", None) or raw.get("displayText"),
        "status": raw.get("status"),
        "tags": list(raw.get("classificationNames") or []),
        "attributes": attributes,
    }
