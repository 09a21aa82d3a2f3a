# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemas that an `_info` module looks for by their content or their guid; and what refers to a schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._declare.field import Field, Object, Rules
from ..._declare.override import override
from ..._errors import ConfluentError, Refused
from ..._wire.http import segment
from .imports import ImportableSchema
from .kind import Schema
from .registry import ALL_CONTEXTS
from .text import AVRO, SCHEMA_TYPES, plain_subject

_WAYS = ("id", "guid", "schema", "schema_file")  # by which a schema is looked for, one of them
_CONTENT = ("schema", "schema_file")
_NAMES = ("subject", "guid", "schema_file")  # that cannot be empty


class FindableSchema(ImportableSchema):
    """A schema under a subject, which can be found by what it is."""

    info_fields = (
        *Schema.info_fields,
        Field("guid"),
        Field("schema", type="raw"),
        Field("schema_file", type="path"),
        Field("schema_type", choices=SCHEMA_TYPES, default=AVRO),
        next(declared for declared in Schema.fields if declared.name == "references"),
        Field("referenced_by", type="bool", default=False),
    )
    info_rules = Schema.info_rules.also(
        Rules(
            mutually_exclusive=(
                _WAYS,
                ("guid", "subject"),
                ("guid", "version"),
                *((way, "version") for way in _CONTENT),
            )
        )
    )

    @override
    def select(self) -> list[Object]:
        """Raises Refused for a name that is empty: without it others would be found."""
        empty = [name for name in _NAMES if self.options.get(name) is not None and not self.options[name].strip()]
        if empty:
            raise Refused([f"{name} is empty: leave it out, or say which is meant" for name in empty])
        if self.options.get("guid"):
            found = self._by_guid(self.options["guid"])
        elif any(self.options.get(name) is not None for name in _CONTENT):
            found = self._by_content()
        else:
            found = super().select()
        if self.options.get("referenced_by"):
            users = self.cloud.map(self._users, found, "what refers to schemas read")
            found = [{**item, "referenced_by": of} for item, of in zip(found, users, strict=True)]
        return found

    def _every(self, prefix: str) -> Iterator[Mapping[str, Any]]:
        """All versions of the subjects that begin so, as the API shows them."""
        params = {"subjectPrefix": prefix, "latestOnly": "false"}
        seen = self.paged("/schemas", params)
        if not self.options["deleted"]:
            yield from seen
            return
        visible = {(raw["subject"], raw["version"]) for raw in seen}
        for raw in self.paged("/schemas", {**params, "deleted": "true"}):
            yield {**raw, "deleted": (raw["subject"], raw["version"]) not in visible}

    def _by_guid(self, guid: str) -> list[Object]:
        """The versions whose content has a guid, in all contexts: the document has no other way to ask for it than to
        read all. Raises ConfluentError where the registry does not tell guids.
        """
        told = any_there = False
        found = []
        for raw in self._every(self.options.get("subject_prefix") or ALL_CONTEXTS):
            any_there, told = True, told or raw.get("guid") is not None
            if str(raw.get("guid") or "").lower() == guid.strip().lower():
                found.append({**self._from_api(raw), "guid": raw["guid"]})
        if any_there and not told:
            raise ConfluentError("This registry does not tell guids of schemas, so none can be found by its guid.")
        return found

    def _by_content(self) -> list[Object]:
        """The versions that have the stated content: of one subject by the registry's own judgement, or where it finds
        none, for a schema may have got metadata by the subject's settings, by comparing them as of many.

        Raises Refused for what is no schema.
        """
        options = self.options
        subject = options.get("subject")
        item = {
            **{name: options.get(name) for name in ("schema", "schema_file", "schema_type", "references")},
            "subject": subject or "any",
            "state": "present",
        }
        wrong = list(self.invalid(item))
        if wrong:
            raise Refused(wrong)
        wanted = self.desired(item)
        if subject is None:
            return self._same_as(wanted, options.get("subject_prefix") or ALL_CONTEXTS)
        deleted = {"deleted": "true"} if options["deleted"] else {}
        told = self._found_as(wanted, None, **deleted)
        if told is None:
            name = plain_subject(subject)
            return [item for item in self._same_as(wanted, name) if plain_subject(item["subject"]) == name]
        if options["deleted"] and self.version_of(subject, told["version"]) is None:
            told = {**told, "deleted": True}
        return [self._named(told, subject)]

    def _same_as(self, wanted: Object, prefix: str) -> list[Object]:
        """The versions of the subjects that begin so which have this content."""
        return [found for raw in self._every(prefix) if self._same(wanted, found := self._from_api(raw))]

    def _users(self, item: Object) -> list[Object]:
        """The schemas that refer to a version: subject, version and id of each of their uses."""
        deleted = {"deleted": "true"} if self.options["deleted"] else {}
        path = self._url(item["subject"], "versions", str(item["version"]), "referencedby")
        place = self.place_of_ids(item["subject"])
        users = []
        for identifier in self.found(path, deleted) or []:
            uses = self.found(f"/schemas/ids/{segment(str(int(identifier)))}/versions", {**place, **deleted}) or []
            users += [
                {"subject": plain_subject(use["subject"]), "version": use["version"], "id": identifier} for use in uses
            ]
        return sorted(users, key=lambda user: (user["subject"], user["version"]))
