# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One Schema Registry: subjects, versions, schema ids and modes. Knows neither HTTP nor permissions.

Facts from the Schema Registry OpenAPI document, API_MAP C.4, Confluent's documentation and Schema Registry 8.3.1:

* the id belongs to the content (type, text, references, metadata, rule set) and is the same in every subject of a
  context; each context numbers its own;
* in IMPORT a version can be given another schema under another id, and the old id then answers with that;
* a new version's number is one more than the highest that is there, soft-deleted versions included;
* a request's content is looked for as it stands first, then with the metadata and the rule set that it left out taken
  from the subject's latest version, and with the defaults and overrides of the configuration;
* the number that a request asks for must be the next one, and is then kept in the metadata as ``confluent:version``;
* soft deletion hides a version and keeps the subject's configuration and mode; permanent deletion needs it before and,
  with the last version, removes both;
* a version that a visible schema refers to cannot be deleted at all, one that a soft-deleted schema refers to not
  permanently; a new schema cannot refer to a soft-deleted version;
* soft-deleted content that is registered again gets a new number, and the old number is gone;
* a subject is ``name`` in the default context and ``:.context:name`` in another; ``:.:name`` is ``name``; reads look
  for what ``name`` does not have under ``:.context:name`` in all contexts (that is in the registry's source:
  getUsingContexts, lookUpSchemaUnderSubjectUsingContexts).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from ._compatibility import OldVersion
from ._registry_content import (
    VERSION_PROPERTY,
    list_of,
    merged_metadata,
    merged_rules,
    metadata_of,
    property_of,
    rule_set_of,
    text_of,
    whole_number,
    with_version,
)
from ._registry_model import (
    Candidate,
    InvalidSchemaError,
    Version,
    as_old,
    check_subject,
    context_of,
    error,
    in_context_of,
)
from ._registry_settings import GLOBAL, IMPORTING, MODES
from ._registry_tables import Tables, no_reference
from ._registry_verdict import incompatibilities_of
from ._schema_formats import SCHEMA_TYPES, InvalidSchema, ParsedSchema, ResolvedReference, parse

_PARSE_CACHE_MAX = 5000


@dataclass
class Registry(Tables):
    """One registry."""

    _parsed: dict[str, ParsedSchema] = field(default_factory=dict)
    completes_look_ups: bool = True

    # --- mode

    def set_mode(self, subject: str, mode: str, *, force: bool) -> None:
        """Raises 42204 (unknown mode), 42208 (no name of a subject) and 42205 (IMPORT over existing schemas).

        IMPORT without ``force`` needs subjects without visible versions, and removes the soft-deleted ones: 42206, if
        something refers to them.
        """
        check_subject(subject)
        mode = mode.upper()
        if mode not in MODES:
            raise error(422, 42204, "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.")
        if mode == "FORWARD" and subject != GLOBAL:
            raise error(422, 42204, "Forward mode only supported on global level")
        if mode == "IMPORT" and not force and self.settings.mode(subject) != "IMPORT":
            self._clear(subject)
        self.settings.modes[subject] = mode

    def _clear(self, subject: str) -> None:
        context = context_of(subject) if subject.endswith(":") else None
        found = [
            item
            for name, versions in self.subjects.items()
            if subject in ("", GLOBAL) or name == subject or context_of(name) == context
            for item in versions.values()
        ]
        if not all(item.deleted for item in found):
            raise error(422, 42205, "Cannot import since found existing subjects")
        for item in found:
            self._check_unreferenced(item, permanent=True)
        for item in found:
            self.erase(item)

    # --- schemas

    def candidate(self, subject: str, request: dict[str, Any], *, normalize: bool) -> Candidate | None:
        """The schema of a request, which may refer to soft-deleted versions; None for an empty one.

        Raises 42201 (InvalidSchemaError), 400 and 42210 (metadata and rules).
        """
        schema_type = request.get("schemaType") or "AVRO"
        text = text_of(request.get("schema") or "", "schema")
        if schema_type not in SCHEMA_TYPES:
            raise InvalidSchemaError(f"Invalid schema type {schema_type}")
        metadata, rule_set = metadata_of(request.get("metadata")), rule_set_of(request.get("ruleSet"))
        if not text.strip():
            return None
        references: list[dict[str, Any]] = []
        try:
            for item in list_of(request.get("references"), "references"):
                pinned = self._pinned(subject, item)
                references += [pinned] if pinned not in references else []
            parsed = self._parse(subject, schema_type, text, references)
        except InvalidSchema as exc:
            raise _invalid(subject, schema_type, references, text, exc) from exc
        normalize = normalize or bool(self.settings.in_force(subject).get("normalize"))
        stored = parsed.normalized if normalize else parsed.canonical
        return Candidate(parsed, stored, references, metadata, rule_set)

    def _parse(self, subject: str, schema_type: str, text: str, references: list[dict[str, Any]]) -> ParsedSchema:
        targets = [self.referenced(subject, item).schema for item in references]
        cache_key = json.dumps((schema_type, text, references, [target.guid for target in targets]))
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
        version = self.referenced(subject, {"subject": str(given["subject"]), "version": number})
        return {"name": str(given["name"]), "subject": str(given["subject"]), "version": version.number}

    def check_references(self, subject: str, candidate: Candidate) -> None:
        """A new schema cannot refer to soft-deleted versions; raises 42201 (InvalidSchemaError)."""
        for reference in candidate.references:
            target = self.subjects.get(in_context_of(subject, reference["subject"]), {}).get(reference["version"])
            if target is None or target.deleted:
                schema_type = candidate.parsed.schema_type
                raise _invalid(subject, schema_type, candidate.references, candidate.text, no_reference(reference))

    def find(self, subject: str, candidate: Candidate, *, deleted: bool = False) -> Version | None:
        """The newest version of the subject with this content; what the candidate does not say of its own number does
        not count."""
        found = [item for item in self.subjects.get(subject, {}).values() if deleted or not item.deleted]
        key, says_number = candidate.key(), property_of(candidate.metadata, VERSION_PROPERTY) is not None
        for item in sorted(found, key=lambda item: item.number, reverse=True):
            told = property_of(item.schema.metadata, VERSION_PROPERTY)
            if told is None or says_number:
                wanted = key
            else:
                wanted = replace(candidate, metadata=with_version(candidate.metadata, told)).key()
            if item.schema.key == wanted:
                return item
        return None

    def look_up(self, subject: str, candidate: Candidate, *, deleted: bool) -> Version | None:
        """The version that a look-up finds."""
        found = self.find(subject, candidate, deleted=deleted)
        previous = self.latest(subject)
        if found is None and previous is not None and self.completes_look_ups:
            found = self.find(subject, self._completed(subject, candidate, previous), deleted=deleted)
        return found

    def look_up_anywhere(
        self, subject: str, request: dict[str, Any], *, normalize: bool, deleted: bool
    ) -> Version | None:
        """What a look-up finds: in the subject, or in that of its name in another context. Raises as ``candidate``."""
        for place in self.places(subject):
            try:
                candidate = self.candidate(place, request, normalize=normalize)
            except InvalidSchemaError:
                if place == subject:
                    raise
                continue
            found = self.look_up(place, candidate, deleted=deleted) if candidate is not None else None
            if found is not None:
                return found
        return None

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
                candidate = replace(candidate, metadata=with_version(candidate.metadata, str(number)))
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
            self.erase(item)
            if item.subject not in self.subjects:
                self.settings.forget(item.subject)
        return item.number


def _is_meant(existing: Version, wanted_id: int, wanted_number: int) -> bool:
    """Whether a registration with this id and this number (0 or below: any) asks for the version that is there."""
    if wanted_number > 0:
        return wanted_id == existing.schema.id and wanted_number == existing.number
    return wanted_id <= 0 or wanted_id == existing.schema.id


def _invalid(
    subject: str, schema_type: str, references: list[dict[str, Any]], text: str, reason: InvalidSchema
) -> InvalidSchemaError:
    shown = f"{{subject={subject},version=0,id=-1,schemaType={schema_type},references={references},schema={text}}}"
    details = f"Invalid schema {shown} with refs {references} of type {schema_type}, details: {reason}"
    return InvalidSchemaError(f"Invalid schema of type {schema_type}, details: {details}")
