# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stream Catalog (data-catalog-v1): tags, and what is the same for all that is defined there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.change import CREATED, Change
from .._declare.field import ENVIRONMENT, Field, Object
from .._declare.list_writes import ListWritten
from .._declare.override import override
from .._declare.purge_scope import by_name
from .._errors import ConfluentError, attempting
from .._wire.http import Client

# What the document leaves open, and Terraform's provider checks (resource_tag.go). One bad name in a list has been seen
# to make the good ones fail.
NAMES = r"[a-zA-Z][a-zA-Z0-9_ ]*"
ANY_ENTITY = "cf_entity"  # what a tag is for, where nothing is said (Terraform's provider sends it always)
SHOWN_WITHIN = 60.0  # seconds after which what was made is in the list (Terraform's provider waits as long)
COLORS = tuple(
    f"{color}_{shade}"
    for color in ("PURPLE", "BLUE", "GREEN", "YELLOW", "ORANGE", "RED", "MAGENTA", "NEUTRAL")
    for shade in ("LIGHT", "DARK")
)


class Defined(ListWritten):
    """A kind of definition in the Stream Catalog of an environment, which shows late what was made."""

    scope = (ENVIRONMENT,)
    plane, planes = "catalog", ("catalog",)
    addressed = "name"

    @override
    def open(self) -> None:
        self.scope_ids = {}
        self._new: set[str] = set()  # what this run made, of all items
        self._catalog = self.cloud.plane("catalog", environment=self.options.get("environment"))

    @property
    @override
    def client(self) -> Client:
        return self._catalog

    @override
    def write_together(self, changes: list[Change]) -> list[Object | ConfluentError]:
        answers = super().write_together(changes)
        if changes[0].operation == CREATED:
            self._new.update(one["name"] for one in answers if not isinstance(one, ConfluentError))
        return answers

    @override
    def completed(self, made: list[Object]) -> list[Object]:
        """After all writes one list is looked at for all new ones, until it has them: a run that comes next, or a task
        that uses them, must find them.
        """
        if not made:
            return made
        names = ", ".join(sorted(self._new))
        transport, attempt = self.cloud.transport, 0
        until = transport.clock() + SHOWN_WITHIN
        with attempting(f"see that the catalog lists the new {self.words()} {names}"):
            while self._new and self._new - {raw.get("name") for raw in self.listing()}:
                attempt += 1
                if not transport.backoff(attempt, None, until):
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
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return super().body({**values, "entity_types": values.get("entity_types") or [ANY_ENTITY]})
