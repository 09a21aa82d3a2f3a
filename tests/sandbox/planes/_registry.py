# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One Schema Registry: subjects, versions, schema ids and modes. Knows neither HTTP nor permissions.

Facts from the Schema Registry OpenAPI document, API_MAP C.4, Confluent's documentation and Schema Registry 8.3.1:

* the id belongs to the content (type, text, references, metadata, rule set) and is the same in every subject;
* a new version's number is one more than the highest that is there, soft-deleted versions included;
* a request's content is looked for as it stands first, then with the metadata and the rule set that it left out taken
  from the subject's latest version, and with the defaults and overrides of the configuration;
* the number that a request asks for must be the next one, and is then kept in the metadata as ``confluent:version``;
* soft deletion hides a version and keeps the subject's configuration and mode; permanent deletion needs it before and,
  with the last version, removes both;
* a version that a visible schema refers to cannot be deleted at all, one that a soft-deleted schema refers to not
  permanently; a new schema cannot refer to a soft-deleted version;
* soft-deleted content that is registered again gets a new number, and the old number is gone;
* a subject is ``name`` in the default context and ``:.context:name`` in another; ``:.:name`` is ``name``.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ._compatibility import OldVersion
from ._registry_content import (
    VERSION_PROPERTY,
    merged_metadata,
    merged_rules,
    metadata_of,
    property_of,
    rule_set_of,
    whole_number,
    with_version,
)
from ._registry_model import (
    Candidate,
    InvalidSchemaError,
    StoredSchema,
    Version,
    as_old,
    check_subject,
    context_of,
    error,
    has_prefix,
    in_context_of,
    parse_version,
    subject_not_found,
    version_not_found,
)
from ._registry_settings import IMPORTING, MODES, Settings
from ._registry_verdict import incompatibilities_of
from ._schema_formats import SCHEMA_TYPES, InvalidSchema, ParsedSchema, ResolvedReference, parse

FIRST_ID = 100001
_GUID_NAMESPACE = uuid.UUID("8f3c6bd2-6a52-4f0e-9f9a-4b1d0a3a9f6e")
_PARSE_CACHE_MAX = 5000


@dataclass
class Registry:
    """All tables of one registry."""

    subjects: dict[str, dict[int, Version]] = field(default_factory=dict)
    schemas: dict[int, StoredSchema] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    _ids: dict[str, int] = field(default_factory=dict)
    _users: dict[tuple[str, int], set[int]] = field(default_factory=dict)
    _uses: dict[int, list[Version]] = field(default_factory=dict)
    _parsed: dict[str, ParsedSchema] = field(default_factory=dict)
    _next_id: int = FIRST_ID

    def to_json(self) -> dict[str, Any]:
        """A readable dump: subjects with their versions, configurations and modes."""
        return {
            "subjects": {
                name: [item.to_json() for item in self.versions(name, deleted=True)] for name in self.subjects
            },
            "configs": self.settings.configs,
            "modes": self.settings.modes,
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

    def all_versions(self, prefix: str, *, deleted: bool, latest_only: bool) -> Iterator[Version]:
        """Versions of all subjects with the prefix, by subject and number."""
        for subject in sorted(self.subjects):
            if not has_prefix(subject, prefix):
                continue
            found = sorted(
                (item for item in self.subjects[subject].values() if deleted or not item.deleted),
                key=lambda item: item.number,
            )
            yield from found[-1:] if latest_only else found

    def uses(self, schema_id: int, *, deleted: bool = False) -> list[Version]:
        """The versions that have this schema; raises 40403 for an unknown id."""
        if schema_id not in self.schemas:
            raise error(404, 40403, f"Schema {schema_id} not found")
        found = [item for item in self._uses.get(schema_id, []) if deleted or not item.deleted]
        return sorted(found, key=lambda item: (item.subject, item.number))

    def referenced_by(self, subject: str, number: int, *, deleted: bool = False) -> list[int]:
        """Ids of the schemas that refer to this version; without ``deleted`` those with a visible version only."""
        users = self._users.get((subject, number), set())
        return sorted(user for user in users if any(deleted or not item.deleted for item in self._uses.get(user, [])))

    def contexts(self) -> list[str]:
        return sorted({".", *(context_of(subject) for subject in self.subjects)})

    def latest(self, subject: str) -> Version | None:
        """The latest visible version."""
        visible = [item for item in self.subjects.get(subject, {}).values() if not item.deleted]
        return max(visible, key=lambda item: item.number, default=None)

    # --- mode

    def set_mode(self, subject: str, mode: str, *, force: bool) -> None:
        """Raises 42204 (unknown mode), 42208 (no name of a subject) and 42205 (IMPORT over existing schemas).

        IMPORT without ``force`` needs subjects without visible versions, and removes the soft-deleted ones: 42206, if
        something refers to them.
        """
        check_subject(subject)
        mode = mode.upper()
        if mode not in MODES:
            raise error(422, 42204, f"Invalid mode. Valid values are {', '.join(MODES)}")
        if mode == "IMPORT" and not force and self.settings.mode(subject) != "IMPORT":
            self._clear(subject)
        self.settings.modes[subject] = mode

    def _clear(self, subject: str) -> None:
        context = context_of(subject) if subject.endswith(":") else None
        found = [
            item
            for name, versions in self.subjects.items()
            if not subject or name == subject or context_of(name) == context
            for item in versions.values()
        ]
        if not all(item.deleted for item in found):
            raise error(422, 42205, "Cannot import since found existing subjects")
        for item in found:
            self._check_unreferenced(item, permanent=True)
        for item in found:
            self._erase(item)

    # --- schemas

    def candidate(self, subject: str, request: dict[str, Any], *, normalize: bool) -> Candidate | None:
        """The schema of a request, which may refer to soft-deleted versions; None for an empty one.

        Raises 42201 (InvalidSchemaError), 400 and 42210 (metadata and rules).
        """
        schema_type = request.get("schemaType") or "AVRO"
        text = request.get("schema")
        if schema_type not in SCHEMA_TYPES:
            raise InvalidSchemaError(f"Invalid schema type {schema_type}")
        metadata, rule_set = metadata_of(request.get("metadata")), rule_set_of(request.get("ruleSet"))
        if not isinstance(text, str) or not text.strip():
            return None
        references: list[dict[str, Any]] = []
        try:
            for item in request.get("references") or []:
                pinned = self._pinned(subject, item)
                references += [pinned] if pinned not in references else []
            parsed = self._parse(subject, schema_type, text, references)
        except InvalidSchema as exc:
            shown = (
                f"{{subject={subject},version=0,id=-1,schemaType={schema_type},references={references},schema={text}}}"
            )
            reason = f"Invalid schema {shown} with refs {references} of type {schema_type}, details: {exc}"
            raise InvalidSchemaError(f"Invalid schema of type {schema_type}, details: {reason}") from exc
        normalize = normalize or bool(self.settings.in_force(subject).get("normalize"))
        stored = parsed.normalized if normalize else parsed.canonical
        return Candidate(parsed, stored, references, metadata, rule_set)

    def _parse(self, subject: str, schema_type: str, text: str, references: list[dict[str, Any]]) -> ParsedSchema:
        targets = [self._referenced(subject, item).schema for item in references]
        cache_key = json.dumps((schema_type, text, references, [target.id for target in targets]))
        parsed = self._parsed.get(cache_key)
        if parsed is None:
            resolved = [
                ResolvedReference(item["name"], target.parsed) for item, target in zip(references, targets, strict=True)
            ]
            parsed = parse(schema_type, text, resolved)
            if len(self._parsed) < _PARSE_CACHE_MAX:
                self._parsed[cache_key] = parsed
        return parsed

    def _pinned(self, subject: str, reference: Any) -> dict[str, Any]:
        """A reference with its version as a number (-1 is the latest); raises InvalidSchema."""
        given = reference if isinstance(reference, dict) else {}
        if any(given.get(key) in (None, "") for key in ("name", "subject", "version")):
            raise InvalidSchema(f"Invalid reference: {json.dumps(reference)}")
        number = whole_number(given["version"], "version")
        version = self._referenced(subject, {"subject": str(given["subject"]), "version": number})
        return {"name": str(given["name"]), "subject": str(given["subject"]), "version": version.number}

    def _referenced(self, subject: str, reference: dict[str, Any]) -> Version:
        name = in_context_of(subject, reference["subject"])
        number = reference["version"]
        found = self.latest(name) if number == -1 else self.subjects.get(name, {}).get(number)
        if found is None:
            raise _no_reference(reference)
        return found

    def check_references(self, subject: str, candidate: Candidate) -> None:
        """A new schema cannot refer to soft-deleted versions; raises 42201 (InvalidSchemaError)."""
        for reference in candidate.references:
            if self._referenced(subject, reference).deleted:
                schema_type = candidate.parsed.schema_type
                raise InvalidSchemaError(f"Invalid schema of type {schema_type}, details: {_no_reference(reference)}")

    def find(self, subject: str, candidate: Candidate, *, deleted: bool = False) -> Version | None:
        """The newest version of the subject with this content; what the candidate does not say of its own number does
        not count."""
        found = [item for item in self.subjects.get(subject, {}).values() if deleted or not item.deleted]
        for item in sorted(found, key=lambda item: item.number, reverse=True):
            wanted, told = candidate, property_of(item.schema.metadata, VERSION_PROPERTY)
            if told is not None and property_of(candidate.metadata, VERSION_PROPERTY) is None:
                wanted = replace(candidate, metadata=with_version(candidate.metadata, int(told)))
            if item.schema.key == wanted.key():
                return item
        return None

    def look_up(self, subject: str, candidate: Candidate, *, deleted: bool) -> Version | None:
        """The version that a look-up finds."""
        found = self.find(subject, candidate, deleted=deleted)
        previous = self.latest(subject)
        if found is None and previous is not None:
            found = self.find(subject, self._completed(subject, candidate, previous), deleted=deleted)
        return found

    def _completed(self, subject: str, candidate: Candidate, previous: Version | None) -> Candidate:
        """With what the request leaves out, by the previous version and the configuration's defaults and overrides."""
        config = self.settings.in_force(subject)
        metadata, rule_set = candidate.metadata, candidate.rule_set
        if previous is not None:
            metadata = previous.schema.metadata if metadata is None else metadata
            rule_set = previous.schema.rule_set if rule_set is None else rule_set
        metadata = merged_metadata(
            merged_metadata(config.get("defaultMetadata"), metadata), config.get("overrideMetadata")
        )
        rule_set = merged_rules(merged_rules(config.get("defaultRuleSet"), rule_set), config.get("overrideRuleSet"))
        return replace(candidate, metadata=metadata, rule_set=rule_set)

    def old_versions(self, subject: str, candidate: Candidate) -> list[OldVersion]:
        """What a new version is compared with: all visible versions, or those of its compatibility group."""
        visible = sorted(
            (item for item in self.subjects.get(subject, {}).values() if not item.deleted), key=lambda item: item.number
        )
        group = self.settings.in_force(subject).get("compatibilityGroup")
        if group:
            wanted = property_of(candidate.metadata, group)
            visible = [item for item in visible if property_of(item.schema.metadata, group) == wanted]
        return [as_old(item) for item in visible]

    def register(self, subject: str, request: dict[str, Any], *, normalize: bool) -> Version:
        """The version with this content, made if there is none; raises 42201, 42205, 42208, 42210, 400 and 40901.

        Content that is there is found whatever the mode is. What the subject has had before may refer to versions that
        are soft-deleted by now, new content may not.
        """
        check_subject(subject)
        wanted_id, wanted_number = (whole_number(request.get(key) or 0, key) for key in ("id", "version"))
        config = self.settings.in_force(subject)
        candidate = self.candidate(subject, request, normalize=normalize)
        if candidate is not None and not any(key.startswith(("default", "override")) for key in config):
            existing = self.find(subject, candidate)
            if existing is not None and _is_meant(existing, wanted_id, wanted_number):
                return existing
        self.settings.check_registration(subject, with_id=wanted_id > 0)
        previous = self.latest(subject)
        if candidate is None:
            candidate = self._repeated(request, previous)
        known = self.find(subject, candidate, deleted=True)
        number = max(self.subjects.get(subject, {}), default=0) + 1
        if self.settings.mode(subject) not in IMPORTING:
            candidate = self._completed(subject, candidate, previous)
            if wanted_number or property_of(candidate.metadata, VERSION_PROPERTY) is not None:
                candidate = replace(candidate, metadata=with_version(candidate.metadata, number))
            existing = None if wanted_number else self.find(subject, candidate)
            if existing is not None:
                return existing
            if known is None:
                self.check_references(subject, candidate)
            self._check_new(subject, candidate, previous)
            if wanted_number > 0 and wanted_number != number:
                raise InvalidSchemaError("Version is not one more than previous version")
        return self.add(subject, candidate, wanted_id, wanted_number if wanted_number > 0 else number)

    def _repeated(self, request: dict[str, Any], previous: Version | None) -> Candidate:
        """What an empty schema stands for: that of the previous version; raises 42201."""
        if previous is None:
            raise InvalidSchemaError("Empty schema")
        schema = previous.schema
        metadata, rule_set = metadata_of(request.get("metadata")), rule_set_of(request.get("ruleSet"))
        return Candidate(schema.parsed, schema.text, schema.references, metadata, rule_set)

    def _check_new(self, subject: str, candidate: Candidate, previous: Version | None) -> None:
        config = self.settings.in_force(subject)
        messages = incompatibilities_of(config, candidate, previous, self.old_versions(subject, candidate))
        if messages:
            text = f'Schema being registered is incompatible with an earlier schema for subject "{subject}", details: '
            raise error(409, 40901, f"{text}[{', '.join(messages)}]")

    def add(self, subject: str, candidate: Candidate, schema_id: int = 0, number: int = 0) -> Version:
        """A new version, without any check but that of the id; raises 42205."""
        schema = self._stored(subject, candidate, schema_id)
        versions = self.subjects.setdefault(subject, {})
        number = number or max(versions, default=0) + 1
        buried = [item for item in versions.values() if item.deleted and item.schema is schema and item.number < number]
        replaced = versions.get(number)
        version = Version(subject, number, schema, int(time.time() * 1000))
        self._uses.setdefault(schema.id, []).append(version)
        for item in buried if replaced is None else [*buried, replaced]:
            self._erase(item)
        self.subjects.setdefault(subject, {})[number] = version
        for reference in candidate.references:
            target = self._referenced(subject, reference)
            self._users.setdefault((target.subject, target.number), set()).add(schema.id)
        return version

    def _stored(self, subject: str, candidate: Candidate, wanted_id: int) -> StoredSchema:
        key = candidate.key()
        schema_id = self._ids.get(key, 0)
        if schema_id and wanted_id in (0, schema_id):
            return self.schemas[schema_id]
        if wanted_id in self.schemas:
            if self.schemas[wanted_id].key == key:
                return self.schemas[wanted_id]
            context = "" if context_of(subject) == "." else f":{context_of(subject)}:"
            raise error(422, 42205, f"Overwrite new schema with id {wanted_id} in context {context} is not permitted.")
        schema_id = wanted_id or self._next_id
        self._next_id = max(self._next_id, schema_id + 1)
        stored = StoredSchema(
            schema_id,
            str(uuid.uuid5(_GUID_NAMESPACE, key)),
            key,
            candidate.parsed,
            candidate.text,
            candidate.references,
            candidate.metadata,
            candidate.rule_set,
        )
        self._ids[key] = schema_id
        self.schemas[schema_id] = stored
        return stored

    # --- deleting

    def delete_subject(self, subject: str, *, permanent: bool) -> list[int]:
        """The deleted version numbers; raises, in this order, 40401, 40404 (soft-deleted already), 42205 and, for the
        first version that is in the way, 42206 or 40405 (not soft-deleted yet)."""
        versions = self.versions(subject, deleted=True)
        doomed = versions if permanent else [item for item in versions if not item.deleted]
        if not doomed:
            raise error(404, 40404, f"Subject '{subject}' was soft deleted.Set permanent=true to delete permanently")
        self.settings.check_writable(subject)
        for item in doomed:
            self._check_unreferenced(item, permanent=permanent)
            if permanent and not item.deleted:
                raise error(404, 40405, f"Subject '{subject}' was not deleted first before being permanently deleted")
        return [self._delete(item, permanent=permanent) for item in doomed]

    def delete_version(self, subject: str, wanted: str, *, permanent: bool) -> int:
        """The deleted number; raises, in this order, 42202, 40401, 40402, 40406 (soft-deleted already), 42205, 42206,
        40407 (not soft-deleted yet)."""
        item = self.version(subject, wanted, deleted=True)
        if not permanent and item.deleted:
            text = f"Subject '{subject}' Version {wanted} was soft deleted.Set permanent=true to delete permanently"
            raise error(404, 40406, text)
        self.settings.check_writable(subject)
        self._check_unreferenced(item, permanent=permanent)
        if permanent and not item.deleted:
            text = f"Subject '{subject}' Version {item.number} was not deleted first before being permanently deleted"
            raise error(404, 40407, text)
        return self._delete(item, permanent=permanent)

    def _check_unreferenced(self, item: Version, *, permanent: bool) -> None:
        """Raises 42206. What a soft-deleted schema refers to can be soft-deleted, but no more."""
        if self.referenced_by(item.subject, item.number, deleted=permanent):
            key = f"{{magic=1,keytype=SCHEMA,subject={item.subject},version={item.number}}}"
            raise error(422, 42206, f"One or more references exist to the schema {key}.")

    def _delete(self, item: Version, *, permanent: bool) -> int:
        item.deleted = True
        if permanent:
            self._erase(item)
            if item.subject not in self.subjects:
                self.settings.forget(item.subject)
        return item.number

    def _erase(self, item: Version) -> None:
        del self.subjects[item.subject][item.number]
        if not self.subjects[item.subject]:
            del self.subjects[item.subject]
        self._uses[item.schema.id].remove(item)
        if not self._uses[item.schema.id]:
            self._forget(item.schema)

    def _forget(self, schema: StoredSchema) -> None:
        """The last version with this schema is gone for good, and so is its id."""
        del self.schemas[schema.id], self._uses[schema.id]
        if self._ids.get(schema.key) == schema.id:
            del self._ids[schema.key]
        for users in self._users.values():
            users.discard(schema.id)


def _is_meant(existing: Version, wanted_id: int, wanted_number: int) -> bool:
    """Whether a registration with this id and this number (0 or below: any) asks for the version that is there."""
    if wanted_number > 0:
        return wanted_id == existing.schema.id and wanted_number == existing.number
    return wanted_id <= 0 or wanted_id == existing.schema.id


def _no_reference(reference: dict[str, Any]) -> InvalidSchema:
    text = f'No schema reference found for subject "{reference["subject"]}" and version {reference["version"]}'
    return InvalidSchema(text)
