# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a Schema Registry keeps: schemas, versions, the rules of subject names, and its errors."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from ..errors import ApiError
from ._compatibility import OldVersion
from ._schema_formats import ParsedSchema

MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"
_GATEWAY_STATUSES = (400, 401, 403, 429)


class RegistryError(ApiError):
    """An error of Schema Registry itself, in its own media type; what the gateway in front of it says is plain JSON."""

    def body(self) -> tuple[bytes, str]:
        content, media_type = super().body()
        return content, media_type if self.status in _GATEWAY_STATUSES else MEDIA_TYPE


def error(status: int, code: int, message: str) -> ApiError:
    """An error answer of Schema Registry."""
    return RegistryError("schema_registry", status, message, code)


class InvalidSchemaError(RegistryError):
    """42201: the schema of a request is none, or refers to what is not there."""

    def __init__(self, message: str) -> None:
        super().__init__("schema_registry", 422, message, 42201)


def subject_not_found(subject: str) -> ApiError:
    return error(404, 40401, f"Subject '{subject}' not found.")


def version_not_found(version: object) -> ApiError:
    return error(404, 40402, f"Version {version} not found.")


@dataclass(frozen=True)
class StoredSchema:
    """A schema under its id, which counts in its context; references, metadata and rules are in the API's shapes."""

    context: str
    id: int
    guid: str
    key: str
    parsed: ParsedSchema
    text: str
    references: list[dict[str, Any]]
    metadata: dict[str, Any] | None
    rule_set: dict[str, Any] | None

    @property
    def place(self) -> tuple[str, int]:
        """Each context numbers its own schemas."""
        return self.context, self.id


@dataclass
class Version:
    """One version of a subject. ``ts`` is the registration time in milliseconds since 1970."""

    subject: str
    number: int
    schema: StoredSchema
    ts: int
    deleted: bool = False

    def to_json(self) -> dict[str, Any]:
        """For the dump of the state."""
        schema = self.schema
        return {
            "version": self.number,
            "id": schema.id,
            "schemaType": schema.parsed.schema_type,
            "schema": schema.text,
            "references": schema.references,
            "metadata": schema.metadata,
            "ruleSet": schema.rule_set,
            "deleted": self.deleted,
        }


@dataclass(frozen=True)
class Candidate:
    """A schema as it came in a request, parsed; metadata and rule set are None where the request has none."""

    parsed: ParsedSchema
    text: str
    references: list[dict[str, Any]]
    metadata: dict[str, Any] | None
    rule_set: dict[str, Any] | None

    def key(self) -> str:
        """The identity of the content."""
        parts = (self.parsed.schema_type, self.text, self.references, self.metadata, self.rule_set)
        return json.dumps(parts, sort_keys=True)


def context_of(subject: str) -> str:
    """``.`` or the name of the subject's context, with its leading dot."""
    return subject[1:].partition(":")[0] if subject.startswith(":.") else "."


def normalize_subject(subject: str) -> str:
    """The default context's explicit form is the plain name."""
    return subject[3:] if subject.startswith(":.:") else subject


def check_subject(subject: str) -> None:
    """Raises 42208 for names that no subject can have: those that the registry keeps for itself, control characters."""
    plain = subject.rpartition(":")[2] if subject.startswith(":.") else subject
    if plain in ("__GLOBAL", "__EMPTY") or any(unicodedata.category(char) == "Cc" for char in subject):
        raise error(422, 42208, f"The specified subject '{subject}' is not a valid subject.")


def in_context_of(parent: str, name: str) -> str:
    """``name`` as a subject of the parent's context, unless it names a context itself."""
    if context_of(parent) == "." or name.startswith(":."):
        return normalize_subject(name)
    return f":{context_of(parent)}:{name}"


def has_prefix(subject: str, prefix: str) -> bool:
    """``:*:x`` is x in any context; any other prefix is compared with the (qualified) name as it stands."""
    if prefix.startswith(":*:"):
        plain = subject[1:].partition(":")[2] if subject.startswith(":.") else subject
        return plain.startswith(prefix[3:])
    if prefix.startswith(":.:"):
        return not subject.startswith(":.") and subject.startswith(prefix[3:])
    return subject.startswith(prefix)


def as_old(version: Version) -> OldVersion:
    """A version as one side of a comparison."""
    return OldVersion(version.number, version.schema.parsed, version.schema.text)


def parse_version(wanted: str) -> int | None:
    """The number, or None for the latest; raises 42202."""
    if wanted in ("latest", "-1"):
        return None
    if not wanted.isdecimal() or not 1 <= int(wanted) <= 2**31 - 1:
        allowed = 'Allowed values are between [1, 2^31-1] and the string "latest"'
        raise error(422, 42202, f"The specified version '{wanted}' is not a valid version id. {allowed}")
    return int(wanted)
