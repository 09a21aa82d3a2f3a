# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One Schema Registry: subjects, versions, schema ids, configuration and modes. Knows neither HTTP nor permissions.

Facts from the Schema Registry OpenAPI document, API_MAP C.4 and Confluent's documentation:

* the id belongs to the content (type, text, references, metadata, rule set) and is the same in every subject;
* a new version's number is one more than the highest that is there, soft-deleted versions included;
* ``metadata`` and ``ruleSet`` left out of a registration or look-up are taken from the subject's latest version;
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
from dataclasses import dataclass, field
from typing import Any

from ._compatibility import LEVELS, OldVersion, check
from ._registry_model import (
    Candidate,
    StoredSchema,
    Version,
    as_old,
    context_of,
    error,
    has_prefix,
    in_context_of,
    parse_version,
    subject_not_found,
    version_not_found,
)
from ._schema_formats import SCHEMA_TYPES, InvalidSchema, ParsedSchema, ResolvedReference, parse

FIRST_ID = 100001
MODES = ("READWRITE", "READONLY", "READONLY_OVERRIDE", "IMPORT", "FORWARD")
DEFAULT_LEVEL = "BACKWARD"
_CONFIG_FIELDS = (
    *("alias", "aliasForDeks", "normalize", "validateFields", "validateNewSchemas", "validateRules", "compatibility"),
    *("compatibilityPolicy", "compatibilityGroup", "defaultMetadata", "overrideMetadata", "defaultRuleSet"),
    "overrideRuleSet",
)
_GUID_NAMESPACE = uuid.UUID("8f3c6bd2-6a52-4f0e-9f9a-4b1d0a3a9f6e")
_PARSE_CACHE_MAX = 5000


@dataclass
class Registry:
    """All tables of one registry. ``configs`` and ``modes`` have the key "" for the registry's own."""

    subjects: dict[str, dict[int, Version]] = field(default_factory=dict)
    schemas: dict[int, StoredSchema] = field(default_factory=dict)
    configs: dict[str, dict[str, Any]] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
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
            "configs": self.configs,
            "modes": self.modes,
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
            latest = self._latest(subject)
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

    # --- configuration and mode

    def config(self, subject: str, key: str, default: Any = None) -> Any:
        """A setting that is in force for a subject: its own, or the registry's."""
        own = self.configs.get(subject, {})
        return own[key] if key in own else self.configs.get("", {}).get(key, default)

    def level(self, subject: str) -> str:
        level: str = self.config(subject, "compatibilityLevel", DEFAULT_LEVEL)
        return level

    def mode(self, subject: str) -> str:
        if self.modes.get("") == "READONLY_OVERRIDE":
            return "READONLY_OVERRIDE"
        return self.modes.get(subject, self.modes.get("", "READWRITE"))

    def set_config(self, subject: str, request: dict[str, Any]) -> None:
        """A partial update: what is absent stays, null removes, fields of another name are not kept. Raises 42203."""
        changes = {key: value for key, value in request.items() if key in _CONFIG_FIELDS}
        if "compatibility" in changes:
            level = changes.pop("compatibility")
            if level is not None and str(level).upper() not in LEVELS:
                valid = "none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive"
                raise error(422, 42203, f"Invalid compatibility level. Valid values are {valid}")
            changes["compatibilityLevel"] = level and level.upper()
        merged = {**self.configs.get(subject, {}), **changes}
        self.configs[subject] = {key: value for key, value in merged.items() if value is not None}

    def set_mode(self, subject: str, mode: str, *, force: bool) -> None:
        """Raises 42204 (unknown mode) and 42205 (IMPORT over existing schemas)."""
        if mode not in MODES:
            raise error(422, 42204, f"Invalid mode. Valid values are {', '.join(MODES)}")
        inside = (name for name in self.subjects if not subject or name == subject)
        if (
            mode == "IMPORT"
            and not force
            and self.mode(subject) != "IMPORT"
            and any(self.subjects[name] for name in inside)
        ):
            raise error(422, 42205, "Cannot import since found existing subjects")
        self.modes[subject] = mode

    def check_writable(self, subject: str) -> None:
        if self.mode(subject) in ("READONLY", "READONLY_OVERRIDE"):
            raise error(422, 42205, f"Subject {subject} is in read-only mode")

    # --- schemas

    def candidate(
        self, subject: str, request: dict[str, Any], *, normalize: bool, looking_up: bool = False
    ) -> Candidate:
        """The schema of a request; raises 42201. When ``looking_up``, its references may be soft-deleted versions."""
        schema_type = request.get("schemaType") or "AVRO"
        text = request.get("schema")
        if schema_type not in SCHEMA_TYPES:
            raise error(422, 42201, f"Invalid schema type {schema_type}")
        if not isinstance(text, str) or not text.strip():
            raise error(422, 42201, "Empty schema")
        references = [self._pinned(subject, item, deleted=looking_up) for item in request.get("references") or []]
        targets = [self._referenced(subject, item).schema.id for item in references]
        cache_key = json.dumps((schema_type, text, references, targets))
        parsed = self._parsed.get(cache_key)
        if parsed is None:
            try:
                parsed = parse(schema_type, text, [self._resolve(subject, item) for item in references])
            except InvalidSchema as exc:
                shown = json.dumps({"schemaType": schema_type, "references": references, "schema": text})
                raise error(422, 42201, f"Invalid schema {shown} with refs {references}, details: {exc}") from exc
            if len(self._parsed) < _PARSE_CACHE_MAX:
                self._parsed[cache_key] = parsed
        latest = self._latest(subject)
        metadata, rule_set = request.get("metadata"), request.get("ruleSet")
        if latest is not None:
            metadata = latest.schema.metadata if metadata is None else metadata
            rule_set = latest.schema.rule_set if rule_set is None else rule_set
        stored = parsed.normalized if normalize or self.config(subject, "normalize", False) else parsed.canonical
        return Candidate(parsed, stored, references, metadata, rule_set)

    def _latest(self, subject: str) -> Version | None:
        visible = [item for item in self.subjects.get(subject, {}).values() if not item.deleted]
        return max(visible, key=lambda item: item.number, default=None)

    def _pinned(self, subject: str, reference: Any, *, deleted: bool) -> dict[str, Any]:
        """A reference with its version as a number (-1 is the latest); raises 42201."""
        if not isinstance(reference, dict) or not reference.get("name") or not reference.get("subject"):
            raise error(422, 42201, f"Invalid schema reference {json.dumps(reference)}")
        version = self._referenced(subject, reference, deleted=deleted)
        return {"name": reference["name"], "subject": reference["subject"], "version": version.number}

    def _referenced(self, subject: str, reference: dict[str, Any], *, deleted: bool = True) -> Version:
        name = in_context_of(subject, reference["subject"])
        number = reference.get("version")
        latest = self._latest(name)
        found = latest if number in (None, -1) else self.subjects.get(name, {}).get(number)
        if found is None or (found.deleted and not deleted):
            text = f'No schema reference found for subject "{reference["subject"]}" and version {number}'
            raise error(422, 42201, f"Invalid schema, details: {text}")
        return found

    def _resolve(self, subject: str, reference: dict[str, Any]) -> ResolvedReference:
        return ResolvedReference(reference["name"], self._referenced(subject, reference).schema.parsed)

    def look_up(self, subject: str, candidate: Candidate, *, deleted: bool = False) -> Version | None:
        """The newest version of the subject with this very content."""
        key = candidate.key()
        schema_id = self._ids.get(key)
        versions = self.subjects.get(subject, {}).values()
        found = [item for item in versions if item.schema.id == schema_id and (deleted or not item.deleted)]
        return max(found, key=lambda item: item.number, default=None)

    def old_versions(self, subject: str, candidate: Candidate) -> list[OldVersion]:
        """What a new version is compared with: all visible versions, or those of its compatibility group."""
        visible = sorted(
            (item for item in self.subjects.get(subject, {}).values() if not item.deleted), key=lambda item: item.number
        )
        group = self.config(subject, "compatibilityGroup")
        if group:
            wanted = _property(candidate.metadata, group)
            visible = [item for item in visible if _property(item.schema.metadata, group) == wanted]
        return [as_old(item) for item in visible]

    def register(self, subject: str, request: dict[str, Any], *, normalize: bool) -> Version:
        """The version with this content, made if there is none; raises 42201, 42205 and 409.

        Content that is there is found whatever the mode is. What the subject has had before may refer to versions that
        are soft-deleted by now, new content may not.
        """
        wanted_id = request.get("id") or -1
        candidate = self.candidate(subject, request, normalize=normalize, looking_up=True)
        existing = self.look_up(subject, candidate)
        if existing is not None and wanted_id in (-1, existing.schema.id):
            return existing
        self.check_writable(subject)
        importing = self.mode(subject) == "IMPORT"
        if wanted_id > 0 and not importing:
            raise error(422, 42205, f"Subject {subject} is not in import mode")
        if self.look_up(subject, candidate, deleted=True) is None:
            candidate = self.candidate(subject, request, normalize=normalize)
        if not importing:
            messages = check(self.level(subject), candidate.parsed, self.old_versions(subject, candidate))
            if messages:
                text = (
                    f'Schema being registered is incompatible with an earlier schema for subject "{subject}", details: '
                )
                raise error(409, 409, f"{text}[{', '.join(messages)}]")
        return self.add(
            subject, candidate, wanted_id if importing else -1, (request.get("version") or -1) if importing else -1
        )

    def add(self, subject: str, candidate: Candidate, schema_id: int = -1, number: int = -1) -> Version:
        """A new version, without any check."""
        schema = self._stored(candidate, schema_id)
        versions = self.subjects.setdefault(subject, {})
        number = number if number > 0 else max(versions, default=0) + 1
        buried = [item for item in versions.values() if item.deleted and item.schema is schema and item.number < number]
        version = Version(subject, number, schema, int(time.time() * 1000))
        versions[number] = version
        self._uses.setdefault(schema.id, []).append(version)
        for reference in candidate.references:
            target = self._referenced(subject, reference)
            self._users.setdefault((target.subject, target.number), set()).add(schema.id)
        for item in buried:
            self._erase(item)
        return version

    def _stored(self, candidate: Candidate, wanted_id: int) -> StoredSchema:
        key = candidate.key()
        schema_id = self._ids.get(key, -1)
        if schema_id > 0 and wanted_id in (-1, schema_id):
            return self.schemas[schema_id]
        if wanted_id in self.schemas:
            raise error(422, 42205, f"Overwrite new schema with id {wanted_id} is not permitted.")
        schema_id = wanted_id if wanted_id > 0 else self._next_id
        self._next_id = max(self._next_id, schema_id + 1)
        guid = str(uuid.uuid5(_GUID_NAMESPACE, key))
        stored = StoredSchema(
            schema_id,
            guid,
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
        self.check_writable(subject)
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
        self.check_writable(subject)
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
                self.configs.pop(item.subject, None)
                self.modes.pop(item.subject, None)
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
        del self.schemas[schema.id], self._ids[schema.key], self._uses[schema.id]
        for users in self._users.values():
            users.discard(schema.id)


def _property(metadata: dict[str, Any] | None, name: str) -> Any:
    return ((metadata or {}).get("properties") or {}).get(name)
