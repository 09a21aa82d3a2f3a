# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tables of one Schema Registry: which versions there are, which schemas they have, what refers to them."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ._registry_model import (
    Candidate,
    StoredSchema,
    Version,
    context_of,
    error,
    has_prefix,
    in_context_of,
    parse_version,
    subject_not_found,
    version_not_found,
)
from ._registry_settings import Settings
from ._schema_formats import InvalidSchema

FIRST_ID = 100001
_GUID_NAMESPACE = uuid.UUID("8f3c6bd2-6a52-4f0e-9f9a-4b1d0a3a9f6e")


Place = tuple[str, int]  # a context, and an id in it


@dataclass
class Tables:
    """Subjects with their versions, and the schemas by id; what is soft-deleted included. Encryption keys are as the
    API shows them (see ``dek_registry``).

    ``_moved``: ids whose only version was given another schema in IMPORT: they answer with what that version has now.
    """

    subjects: dict[str, dict[int, Version]] = field(default_factory=dict)
    schemas: dict[Place, StoredSchema] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    keks: dict[str, dict[str, Any]] = field(default_factory=dict)
    deks: dict[str, dict[str, Any]] = field(default_factory=dict)
    _contexts: set[str] = field(default_factory=set)
    _ids: dict[tuple[str, str], int] = field(default_factory=dict)
    _users: dict[tuple[str, int], set[Place]] = field(default_factory=dict)
    _uses: dict[Place, list[Version]] = field(default_factory=dict)
    _next_id: dict[str, int] = field(default_factory=dict)
    _moved: dict[Place, tuple[str, int]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A readable dump: subjects with their versions, configurations, modes and encryption keys."""
        return {
            "subjects": {
                name: [item.to_json() for item in self.versions(name, deleted=True)] for name in self.subjects
            },
            "configs": self.settings.configs,
            "modes": self.settings.modes,
            "keks": _without_time(self.keks),
            "deks": _without_time(self.deks),
        }

    # --- reading

    def versions(self, subject: str, *, deleted: bool = False) -> list[Version]:
        """The subject's versions in order; raises 40401 if there is none to see."""
        found = [item for item in self.subjects.get(subject, {}).values() if deleted or not item.deleted]
        if not found:
            raise subject_not_found(subject)
        return sorted(found, key=lambda item: item.number)

    def version(self, subject: str, wanted: str, *, deleted: bool = False) -> Version:
        """One version by number, ``latest`` or -1 (the latest visible one); raises 42202, 40401 or 40402."""
        number = parse_version(wanted)
        found = self.versions(subject, deleted=deleted)
        if number is None:
            latest = self.latest(subject)
            if latest is None:
                raise version_not_found(-1)
            return latest
        for item in found:
            if item.number == number:
                return item
        raise version_not_found(number)

    def places(self, subject: str) -> list[str]:
        """The subject, and then those of the same name in all other contexts if it names none itself."""
        others = [] if subject.startswith(":.") else self.contexts()
        return [subject, *(f":{context}:{subject}" for context in others if context != ".")]

    def version_anywhere(self, subject: str, wanted: str, *, deleted: bool = False) -> Version:
        """As ``version``; what a name without a context does not have is looked for in the other contexts."""
        number = parse_version(wanted)
        for place in self.places(subject):
            found = self.latest(place) if number is None else self.subjects.get(place, {}).get(number)
            if found is not None and (deleted or not found.deleted):
                return found
        return self.version(subject, wanted, deleted=deleted)

    def names(self, prefix: str) -> list[str]:
        """Subjects with the prefix, in order."""
        return sorted(subject for subject in self.subjects if has_prefix(subject, prefix))

    def all_versions(self, subjects: Iterable[str], *, deleted: bool, latest_only: bool) -> Iterator[Version]:
        """Versions of these subjects, by number."""
        for subject in subjects:
            found = sorted(
                (item for item in self.subjects.get(subject, {}).values() if deleted or not item.deleted),
                key=lambda item: item.number,
            )
            yield from found[-1:] if latest_only else found

    def uses(self, place: Place, *, deleted: bool = False) -> list[Version]:
        """The versions that have this schema; raises 40403 for an unknown id."""
        moved = self._moved_to(place)
        if place not in self.schemas and moved is None:
            raise error(404, 40403, f"Schema {place[1]} not found")
        there = self._uses.get(place, [] if moved is None else [moved])
        found = [item for item in there if deleted or not item.deleted]
        return sorted(found, key=lambda item: (item.subject, item.number))

    def _moved_to(self, place: Place) -> Version | None:
        """The version that answers for an id which has no schema of its own any more."""
        subject, number = self._moved.get(place, ("", 0))
        return None if place in self.schemas else self.subjects.get(subject, {}).get(number)

    def places_of_id(self, schema_id: int) -> list[Place]:
        """All contexts that know an id, the default one first."""
        known = [place for place in (*self.schemas, *self._moved) if place[1] == schema_id]
        return sorted(set(known), key=lambda place: (place[0] != ".", place))

    def referenced_by(self, subject: str, number: int, *, deleted: bool = False) -> list[int]:
        """Ids of the schemas that refer to this version; without ``deleted`` those with a visible version only."""
        users = self._users.get((subject, number), set())
        seen = [user for user in users if any(deleted or not item.deleted for item in self._uses.get(user, []))]
        return sorted({schema_id for _context, schema_id in seen})

    def contexts(self) -> list[str]:
        """The default one and all that a schema was ever registered in."""
        return sorted({".", *self._contexts})

    def latest(self, subject: str) -> Version | None:
        """The latest visible version."""
        visible = [item for item in self.subjects.get(subject, {}).values() if not item.deleted]
        return max(visible, key=lambda item: item.number, default=None)

    def referenced(self, subject: str, reference: dict[str, Any]) -> Version:
        name = in_context_of(subject, reference["subject"])
        number = reference["version"]
        found = self.latest(name) if number == -1 else self.subjects.get(name, {}).get(number)
        if found is None:
            raise no_reference(reference)
        return found

    # --- writing

    def add(self, subject: str, candidate: Candidate, schema_id: int = 0, number: int = 0) -> Version:
        """A new version, without any check but that of the id; raises 42205."""
        schema = self._stored(subject, candidate, schema_id)
        versions = self.subjects.setdefault(subject, {})
        number = number or max(versions, default=0) + 1
        buried = [item for item in versions.values() if item.deleted and item.schema is schema and item.number < number]
        replaced = versions.get(number)
        version = Version(subject, number, schema, int(time.time() * 1000))
        self._uses.setdefault(schema.place, []).append(version)
        for item in buried if replaced is None else [*buried, replaced]:
            self.erase(item)
        if replaced is not None and replaced.schema.place not in self.schemas:
            self._moved[replaced.schema.place] = (subject, number)
        self.subjects.setdefault(subject, {})[number] = version
        self._contexts.add(context_of(subject))
        for reference in candidate.references:
            target = (in_context_of(subject, reference["subject"]), reference["version"])
            self._users.setdefault(target, set()).add(schema.place)
        return version

    def _stored(self, subject: str, candidate: Candidate, wanted_id: int) -> StoredSchema:
        key, context = candidate.key(), context_of(subject)
        schema_id = self._ids.get((context, key), 0)
        if schema_id and wanted_id in (0, schema_id):
            return self.schemas[(context, schema_id)]
        moved = self._moved_to((context, wanted_id))
        there = moved.schema if moved is not None else self.schemas.get((context, wanted_id))
        if there is not None:
            if there.key == key:
                return there
            named = "" if context == "." else f":{context}:"
            raise error(422, 42205, f"Overwrite new schema with id {wanted_id} in context {named} is not permitted.")
        following = self._next_id.get(context, FIRST_ID)
        schema_id = wanted_id or following
        self._next_id[context] = max(following, schema_id + 1)
        stored = StoredSchema(
            context,
            schema_id,
            str(uuid.uuid5(_GUID_NAMESPACE, key)),
            key,
            candidate.parsed,
            candidate.text,
            candidate.references,
            candidate.metadata,
            candidate.rule_set,
        )
        self._ids[(context, key)] = schema_id
        self._moved.pop(stored.place, None)
        self.schemas[stored.place] = stored
        return stored

    def erase(self, item: Version) -> None:
        del self.subjects[item.subject][item.number]
        if not self.subjects[item.subject]:
            del self.subjects[item.subject]
        self._uses[item.schema.place].remove(item)
        if not self._uses[item.schema.place]:
            self._forget(item.schema)

    def _forget(self, schema: StoredSchema) -> None:
        """The last version with this schema is gone for good, and so is its id."""
        del self.schemas[schema.place], self._uses[schema.place]
        if self._ids.get((schema.context, schema.key)) == schema.id:
            del self._ids[(schema.context, schema.key)]
        for users in self._users.values():
            users.discard(schema.place)


def _without_time(keys: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {place: {name: value for name, value in key.items() if name != "ts"} for place, key in keys.items()}


def no_reference(reference: dict[str, Any]) -> InvalidSchema:
    """What a reference to nothing is called."""
    text = f'No schema reference found for subject "{reference["subject"]}" and version {reference["version"]}'
    return InvalidSchema(text)
