# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data encryption keys (DEKs) of client-side field level encryption: the DEK registry in schema-registry-v1.

A DEK is known by its KEK, subject, algorithm and version. All four go with every request: the registry takes a request
without an algorithm for one about AES256_GCM, and answers 204 to a deletion of the latest version without deleting
anything (both seen on Schema Registry 8.3.1). Its material, encrypted and (of a shared KEK) in clear, is shown nowhere.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from .._declare.change import CREATED, DELETED, UPDATED, Change
from .._declare.field import ENVIRONMENT, Field, Key, Object
from .._declare.override import override
from .._declare.soft import SoftDeleted
from .._errors import ApiError, NotFound, Refused
from .._planes import NAMES
from .._wire.doubt import Doubt
from .._wire.http import Client, segment
from .schemas.registry import is_absence
from .schemas.text import plain_subject

if TYPE_CHECKING:
    from .._wire.cloud import Cloud

KEKS = "/dek-registry/v1/keks"
ALGORITHMS = ("AES128_GCM", "AES256_GCM", "AES256_SIV")
DEFAULT_ALGORITHM = "AES256_GCM"  # of a request that names none
FIRST = 1  # the lowest version that can be read and deleted
MATERIAL = "encrypted_key_material"
_PLACE = "_place"
_OWN = {"defaultToGlobal": "false"}  # of the settings of a subject: not those that it inherits


def fingerprint(material: str) -> str:
    """What tells the material of one DEK from that of another, and not what it is."""
    return f"sha256:{hashlib.sha256(material.encode()).hexdigest()[:32]}"


class Place(NamedTuple):
    """Where a DEK is below its KEK."""

    subject: str
    algorithm: str
    version: int

    @property
    def words(self) -> str:
        """The DEK in words."""
        return f"DEK of subject {self.subject}, version {self.version} ({self.algorithm})"

    def path(self, kek: str) -> str:
        """The path at which this version is read and deleted."""
        return f"{KEKS}/{segment(kek)}/deks/{segment(self.subject)}/versions/{self.version}"


def places(
    cloud: Cloud,
    client: Client,
    kek: str,
    deleted: bool,
    subjects: Sequence[str] | None = None,
    algorithms: Sequence[str] = ALGORITHMS,
) -> list[Place]:
    """Where the DEKs of a KEK are, soft-deleted ones only with `deleted`; of some subjects and algorithms only, where
    they are given. A request for the subjects, and one for each subject and algorithm: there is no list of them all.

    Raises ApiError.
    """
    shown = {"deleted": "true"} if deleted else {}
    below = f"{KEKS}/{segment(kek)}/deks"
    if subjects is None:
        subjects = client.listed(below, shown)

    def versions(place: tuple[str, str]) -> list[int]:
        subject, algorithm = place
        try:
            return list(client.get(f"{below}/{segment(subject)}/versions", {"algorithm": algorithm, **shown}))
        except ApiError as error:
            if is_absence(error):
                return []
            raise

    asked = [(subject, algorithm) for subject in subjects for algorithm in algorithms]
    found = cloud.map(versions, asked, "versions of DEKs read")
    return [Place(*place, version) for place, numbers in zip(asked, found, strict=True) for version in sorted(numbers)]


class SchemaRegistryDek(SoftDeleted):
    """A data encryption key: what the fields of a subject are encrypted with, itself encrypted with a KEK."""

    name = "schema_registry_dek"
    plural = "schema_registry_deks"
    plane = "schema_registry"
    planes = ("schema_registry",)
    path = f"{KEKS}/{{kek}}/deks"
    scope = (ENVIRONMENT, Field("kek", required=True, aliases=("kek_name",)))
    addressed = _PLACE
    standard_outputs: ClassVar[Mapping[str, str]] = {}
    fields = (
        Field("subject", key=True, required=True, aliases=("subject_name",)),
        Field("version", type="int", key=True, default=FIRST, minimum=FIRST),
        Field("algorithm", key=True, choices=ALGORITHMS, default=DEFAULT_ALGORITHM),
        Field(
            MATERIAL,
            wire="encryptedKeyMaterial",
            mutable=False,
            write_only=True,
            told_by="fingerprint",
            canonical=fingerprint,
            no_log=True,
        ),
    )
    info_fields = (
        Field("subject"),
        Field("version", type="int"),
        Field("algorithm", choices=ALGORITHMS),
    )

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "DEK"

    @classmethod
    @override
    def words(cls) -> str:
        return "DEKs"

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return f"{_place(item).words} of KEK {self.options.get('kek')}"

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        return tuple(_place(item))

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get(MATERIAL) == "":
            yield f"{MATERIAL} is empty"
        if not str(item.get("kek") or "").strip():
            yield "kek is empty"

    @override
    def doubts(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().doubts(item)
        try:
            base64.b64decode(item.get(MATERIAL) or "", validate=True)
        except (binascii.Error, ValueError):
            yield f"{MATERIAL} is no base64, which clients take it for. The registry takes any text"

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        wanted = super().desired(item)
        wanted["subject"] = plain_subject(wanted["subject"])
        return {**wanted, "kek": item["kek"]}

    # What is there

    @override
    def open(self) -> None:
        """Look at the KEK, of which it depends whether a DEK can be made. Raises NotFound, ApiError."""
        super().open()
        kek = self.options["kek"]
        try:
            self._kek = self.client.get(f"{KEKS}/{segment(kek)}", {"deleted": "true"})
        except ApiError as error:
            if not is_absence(error):
                raise
            known = self.cloud.listed(KEKS, {"deleted": "true"}, self.client, NAMES)
            raise NotFound("KEK", kek, known) from error

    @override
    def says_absent(self, error: ApiError) -> bool:
        return is_absence(error)

    @override
    def _one(self, item: Mapping[str, Any]) -> str:
        return (item[_PLACE] if _PLACE in item else _place(item)).path(self.options["kek"])

    @override
    def get(self, identifier: Any) -> dict[str, Any] | None:
        """The API's object at a `Place`. Raises Refused where the registry answers for another subject."""
        try:
            raw: dict[str, Any] = self.client.get(
                self._one({_PLACE: identifier}), {**self.read_params, "algorithm": identifier.algorithm}
            )
        except ApiError as error:
            if self.says_absent(error):
                return None
            raise
        if plain_subject(raw["subject"]) != identifier.subject:
            raise Refused(self._alias_of(identifier.subject, raw["subject"]))
        return raw

    @override
    def candidates(self, wanted: list[Object]) -> list[Object]:
        asked = dict.fromkeys(map(_place, wanted))
        return [self.from_api(raw) for raw in self.cloud.map(self.get, asked, "DEKs read") if raw is not None]

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """Without any material; with what tells whether that is the stated one."""
        item = {**super().from_api(raw), "kek": raw.get("kekName") or self.options["kek"]}
        item["subject"] = plain_subject(item["subject"])
        material = raw.get("encryptedKeyMaterial")
        return {**item, "fingerprint": fingerprint(material) if material else None, _PLACE: _place(item)}

    # What speaks against a change

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        if field.name != MATERIAL:
            yield from super().fixed(field, change)
            return
        yield (
            f"{change.label} has other material than is stated (fingerprints {change.actual['fingerprint']} and "
            f"{fingerprint(change.desired[MATERIAL])}), which is fixed at creation: what was encrypted with it could "
            "not be read any more. For new material state a new version"
        )

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        kek = self.options["kek"]
        if change.operation in (CREATED, UPDATED) and self._kek.get("deleted"):
            yield from self._for_its_kek(
                f"{change.label} cannot be there while KEK {kek} is softly deleted: bring that back first "
                f"(confluent_schema_registry_kek with name: {kek})"
            )
        elif change.operation == CREATED and not self._kek.get("shared") and not change.desired.get(MATERIAL):
            yield from self._for_its_kek(
                f"{change.label} does not exist, and to create it {MATERIAL} must be given: KEK {kek} is not shared, "
                "so Confluent Cloud cannot make it"
            )
        if change.operation == CREATED:
            yield from self._made_elsewhere(change)
        if change.operation == DELETED and "deleted" not in change.desired:
            self.cloud.warn(f"{change.label}: once it is gone for good, what was encrypted with it cannot be read")

    def _for_its_kek(self, said: str) -> Iterator[str]:
        """A refusal for what the KEK is, which may be about to change."""
        yield from self.cloud.not_yet(Doubt(said, ("KEK", self.options["kek"]), "sees to it"))

    def _made_elsewhere(self, change: Change) -> Iterator[str]:
        """Of a subject whose settings name another one for its DEKs: the registry would make it for that."""
        subject = change.desired["subject"]
        try:
            alias = (self.client.get(f"/config/{segment(subject)}", _OWN) or {}).get("aliasForDeks")
        except ApiError as error:
            if not (is_absence(error) or error.status == 403):
                raise
            return
        if alias:
            yield self._alias_of(subject, alias)

    @staticmethod
    def _alias_of(subject: str, alias: str) -> str:
        return (
            f"{subject} is an alias of {alias} for DEKs (alias_for_deks in its settings), and what is said of it the "
            f"registry takes for that: name {alias} itself"
        )

    # Writing

    @property
    @override
    def params(self) -> dict[str, Any]:
        """With the algorithm: of a deletion, and of its undoing."""
        algorithm = self.options.get("algorithm")
        return {**super().params, **({"algorithm": algorithm} if algorithm else {})}

    @override
    def _is_object(self, answer: Any) -> bool:
        return isinstance(answer, Mapping) and bool(answer.get("subject") and answer.get("version"))

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """With the algorithm and the version, always."""
        return {**super().body(values), "version": values["version"], "algorithm": values["algorithm"]}

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        """Ours, unless its material is another: then somebody else made it, and the creation is refused by that."""
        ours = change.desired.get(MATERIAL)
        return super().adopt(change, found) if ours is None or fingerprint(ours) == found["fingerprint"] else None

    @override
    def update(self, change: Change) -> Object:
        """Bring a soft-deleted one back: nothing else of it can change."""
        self.client.post(f"{self._one(change.actual)}/{self.soft.undelete}", None, self.params, repeatable=True)
        raw = self.get(change.actual[_PLACE])
        return self._applied(change, change.actual if raw is None else self.from_api(raw))

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        return {name: value for name, value in super().shown(item).items() if name != _PLACE}

    @override
    def select(self) -> list[Object]:
        """The DEKs of the KEK that the options select, each of which costs a request of its own."""
        options = self.options
        subjects = [plain_subject(options["subject"])] if options.get("subject") else None
        algorithms = [options["algorithm"]] if options.get("algorithm") else ALGORITHMS
        if self._kek.get("deleted") and not options["deleted"]:
            return []  # what it has is hidden with it, and the registry says that there is no such KEK
        there = places(self.cloud, self.client, options["kek"], options["deleted"], subjects, algorithms)
        chosen = [p for p in there if options.get("version") in (None, p.version) and p.version >= FIRST]
        return [self.from_api(raw) for raw in self.cloud.map(self._told, chosen, "DEKs read") if raw is not None]

    def _told(self, place: Place) -> dict[str, Any] | None:
        """`get` of one of those that are there: what an alias hides is left out, with a warning."""
        try:
            return self.get(place)
        except Refused as error:
            if self.options.get("subject"):
                raise
            self.cloud.warn(f"Not told: {place.words}. {error.problems[0]}")
            return None


def _place(item: Mapping[str, Any]) -> Place:
    """Where a stated or an actual DEK is."""
    algorithm, version = item.get("algorithm") or DEFAULT_ALGORITHM, item.get("version") or FIRST
    return Place(plain_subject(item["subject"]), algorithm, version)
