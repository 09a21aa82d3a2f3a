# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key encryption keys (KEKs) of client-side field level encryption: the DEK registry in schema-registry-v1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from .._declare.field import ENVIRONMENT, Field, Object
from .._declare.holder import Holder
from .._declare.override import override
from .._declare.shape import as_texts
from .._declare.soft import SoftDeleted
from .._errors import ApiError
from .._planes import NAMES
from .._secrets.recognition import secret, texts
from .._secrets.values import HIDDEN
from .._wire.references import Listed
from .schemas.registry import is_absence

KEKS = "/dek-registry/v1/keks"
PROPERTIES = "properties"
# The types that Confluent's clients have drivers for (API_MAP); the API takes any text.
KMS_TYPES = ("aws-kms", "azure-kms", "gcp-kms", "hcvault", "local-kms")
# What Schema Registry 8.3.1 takes: letters, digits, `_` and `-`, and no digit at the beginning.
NAME = r"[^\W\d][\w-]*"


class SchemaRegistryKek(SoftDeleted):
    """A key encryption key: the registry's name for a key in a key management service."""

    name = "schema_registry_kek"
    plural = "schema_registry_keks"
    plane = "schema_registry"
    planes = ("schema_registry",)
    path = KEKS
    lists = NAMES
    scope = (ENVIRONMENT,)
    named = Field("name", required=True, key=True, pattern=NAME)
    addressed = "name"
    standard_outputs: ClassVar[Mapping[str, str]] = {}
    fields = (
        Field("kms_type", wire="kmsType", needed=True, mutable=False, known=KMS_TYPES),
        Field("kms_key_id", wire="kmsKeyId", needed=True, mutable=False, no_log=False),
        Field(PROPERTIES, wire="kmsProps", type="dict", aliases=("kms_props",)),
        Field("doc"),
        Field("shared", type="bool"),
    )
    update_by = "PUT"
    put_takes = (PROPERTIES, "doc", "shared")  # UpdateKekRequest
    held_by = (Holder(Listed("DEK of subject", f"{KEKS}/{{}}/deks")),)

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "KEK"

    @classmethod
    @override
    def words(cls) -> str:
        return "KEKs"

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for name, value in (item.get(PROPERTIES) or {}).items():
            if isinstance(value, (dict, list)):
                yield f"{PROPERTIES}.{name} is a {type(value).__name__}: the registry takes texts only"

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        """Numbers and booleans among the properties as texts, which is what the registry keeps."""
        stated = super().stated(item)
        if PROPERTIES in stated:
            stated[PROPERTIES] = as_texts(stated[PROPERTIES])
        return stated

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "doc" and not wanted and not actual.get("doc"):
            return None  # without words, and with empty ones, are the same
        return super().compare(field, wanted, actual)

    @override
    def secrets(self) -> Iterable[str]:
        """Credentials among the properties, which clients take for their access to the key management service."""
        for name, value in (self.options.get(PROPERTIES) or {}).items():
            yield from texts(str(name), value)

    @override
    def shown(self, item: Object) -> Object:
        held = item.get(PROPERTIES) or {}
        hidden = {name: HIDDEN for name, value in held.items() if value is not None and secret(name, value)}
        return {**item, PROPERTIES: {**held, **hidden}} if hidden else item

    @override
    def says_absent(self, error: ApiError) -> bool:
        return is_absence(error)
