# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key encryption keys (KEKs) of client-side field level encryption: the DEK registry in schema-registry-v1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from .._declare.change import DELETED, UNCHANGED, Change
from .._declare.field import ENVIRONMENT, Field, Object
from .._declare.holder import SHOWN, Holder
from .._declare.override import override
from .._declare.shape import as_texts
from .._declare.soft import SoftDeleted
from .._errors import ApiError
from .._planes import NAMES
from .._secrets.recognition import secret, texts
from .._secrets.values import HIDDEN
from .._wire.references import Listed
from .data_encryption_keys import FIRST, KEKS, Place, places
from .schemas.registry import is_absence

PROPERTIES = "properties"
PURGE = "purge_deks"
_TESTED = {"testSharing": "true"}  # of POST and PUT: the key is tried first
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
    modifiers = (
        Field("test", wire=None, type="bool", default=False),
        Field(PURGE, wire=None, type="bool", default=False),
    )

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
        if item.get(PURGE) and item["state"] != "absent":
            yield f"{PURGE} deletes the DEKs of a KEK that is to go: it takes state: absent"
        if item.get("test") and item["state"] == "absent":
            yield "test tries a KEK that is to be there: it does not go with state: absent"
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

    # The key in its key management service

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        more = f". With {PURGE}: true they go along" if change.operation == DELETED else ""
        yield from (f"{words}{more}" for words in super().refusals(change))
        if change.options.get("test") and not {**(change.before or {}), **change.desired}.get("shared"):
            yield (
                f"{change.label} is not shared, so Confluent Cloud does not use its key and cannot test it: state "
                "shared: true, or leave test out"
            )
        if change.operation == DELETED and change.options.get(PURGE):
            yield from self._purged(change)

    @override
    def _creation_params(self, change: Change) -> dict[str, Any] | None:
        tested = _TESTED if change.options.get("test") else {}
        return {**(super()._creation_params(change) or {}), **tested} or None

    @property
    @override
    def _written_params(self) -> dict[str, Any] | None:
        tested = _TESTED if self.options.get("test") else {}
        return {**(super()._written_params or {}), **tested} or None

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """Test what no POST or PUT of this run has tested. Raises ApiError."""
        settled = super().settle(change, made)
        written = change.operation != UNCHANGED and set(change.fields) != {"deleted"}
        if change.options.get("test") and not written:
            self.client.post(f"{self._one(made)}/test", None, repeatable=True)
        return settled

    # What goes along with it

    @override
    def holders(self, change: Change, **query: str) -> list[str]:
        return [] if change.options.get(PURGE) else super().holders(change, **query)

    def _purged(self, change: Change) -> Iterator[str]:
        """Put the DEKs that go along into the plan, and say so. Yields why they cannot go."""
        permanent = "deleted" not in change.desired
        name = change.actual["name"]
        found = places(self.cloud, self.client, name, permanent)
        stuck = [place.words for place in found if place.version < FIRST]
        if stuck:
            yield (
                f"{change.label} cannot be deleted with its DEKs: the registry neither reads nor deletes one with a "
                f"version below {FIRST}, and there is {', '.join(stuck)}. Ask Confluent's support to remove it"
            )
            return
        if found:
            more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            what = "goes for good, and what was encrypted with it cannot be read any more" if permanent else "is hidden"
            self.cloud.warn(
                f"{change.label}: with it {what}: {', '.join(place.words for place in found[:SHOWN])}{more}"
            )
            change.before = {**change.actual, "deks": [place._asdict() for place in found]}

    @override
    def delete(self, change: Change) -> None:
        """The DEKs that the plan names first, of which those that are hidden already are only deleted for good."""
        doomed = [Place(**one) for one in change.actual.get("deks", ())]
        if doomed:
            name, permanent = change.actual["name"], "deleted" not in change.desired
            live = set() if change.actual["deleted"] else set(places(self.cloud, self.client, name, deleted=False))
            self.cloud.forget(f"{self._one(change.actual)}/deks")

            def remove(place: Place) -> None:
                if place in live:
                    self._remove(place, name, {"algorithm": place.algorithm})
                if permanent:
                    self._remove(place, name, {"algorithm": place.algorithm, self.soft.permanent: "true"})

            self.cloud.map(remove, doomed, "DEKs deleted")
        super().delete(change)

    def _remove(self, place: Place, kek: str, params: dict[str, str]) -> None:
        """Delete a DEK. One that is gone is as it is to be: a lost answer is asked for again, and then it is not found.
        Raises ApiError.
        """
        try:
            self.client.delete(place.path(kek), params)
        except ApiError as error:
            if not is_absence(error):
                raise
            try:
                self.client.get(place.path(kek), {"algorithm": place.algorithm, self.soft.shown: "true"})
            except ApiError as now:
                if is_absence(now):
                    return
                raise
            raise
