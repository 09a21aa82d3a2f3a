# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a subject, or of the registry for all subjects without their own (schema-registry-v1; API_MAP C.4)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._http import segment
from ansible_collections.streamops.confluent.plugins.module_utils._kind import Field, Key, Object, Rules
from ansible_collections.streamops.confluent.plugins.module_utils._plan import Change
from ansible_collections.streamops.confluent.plugins.module_utils._purge import by_name
from ansible_collections.streamops.confluent.plugins.module_utils._schema_registry import ALL_CONTEXTS, RegistryScoped
from ansible_collections.streamops.confluent.plugins.module_utils._schema_text import plain_subject

LEVELS = (
    "BACKWARD",
    "BACKWARD_TRANSITIVE",
    "FORWARD",
    "FORWARD_TRANSITIVE",
    "FULL",
    "FULL_TRANSITIVE",
    "NONE",
)
SERVICE_DEFAULT = "BACKWARD"  # the level of a registry that nobody configured
# PUT takes `compatibility`, GET gives `compatibilityLevel`.
_READ, _WRITTEN = "compatibilityLevel", "compatibility"


class SubjectConfig(RegistryScoped):
    """The configuration of one subject, or the registry's default. What is inherited is not the subject's own."""

    name = "subject_config"
    plural = "subject_configs"
    fields = (
        Field("subject"),
        Field("compatibility", wire=_READ, choices=LEVELS),
        Field("compatibility_group", wire="compatibilityGroup"),
        Field("normalize", type="bool"),
        Field("alias"),
    )
    modifiers = (Field("registry_default", wire=None, type="bool"),)
    rules = Rules(
        required_one_of=(("subject", "registry_default"),), mutually_exclusive=(("subject", "registry_default"),)
    )
    purge_scope = by_name("subject_prefix", "subject_pattern")
    returns_unchanged = False
    info_fields = (
        Field("subject", type="list", elements="str", aliases=("subjects",)),
        Field("registry_default", type="bool"),
    )
    info_rules = Rules(mutually_exclusive=(("subject", "registry_default"),))

    def label(self, item: Mapping[str, Any]) -> str:
        subject = item.get("subject")
        return f"config of subject {subject}" if subject else "default config of Schema Registry"

    def key(self, item: Mapping[str, Any]) -> Key:
        subject = item.get("subject")
        return (subject and plain_subject(subject),)

    def comes_with_scope(self, item: Mapping[str, Any]) -> Object | None:
        return self._from_api(None, {_READ: SERVICE_DEFAULT}) if item.get("registry_default") else None

    def open(self) -> None:
        super().open()
        self._asking = threading.Lock()
        self._stated: set[str] = set()
        self._normalizes: list[bool] = []  # what the registry's default says of it, once it is known

    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        """What the items say of the registry's default counts for those that inherit from it."""
        self._stated.update(plain_subject(item["subject"]) for item in items if item.get("subject"))
        for item in items:
            if item.get("registry_default") and (item["state"] == "absent" or item.get("normalize") is not None):
                self._normalizes[:] = [item["state"] != "absent" and item["normalize"]]
        return super().gather(items)

    def desired(self, item: Mapping[str, Any]) -> Object:
        return {**self.stated(item), "_absent": item["state"] == "absent"}

    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("registry_default") is False:
            yield "registry_default can only be true: name the subject otherwise"
        if item.get("subject") == "":
            yield "subject is empty: for the registry's own default give registry_default: true"
        stated = [f.name for f in self.fields if f.name != "subject" and item.get(f.name) is not None]
        if item["state"] == "present" and not stated:
            yield f"{self.label(item)}: nothing is stated; give compatibility, compatibility_group, normalize or alias"
        if item.get("alias") and item["alias"] == item.get("subject"):
            yield f"{self.label(item)}: a subject cannot be its own alias"
        if item.get("alias") and item.get("registry_default"):
            yield "alias belongs to a subject, not to the registry's default"

    def read(self, wanted: list[Object]) -> list[Object | None]:
        """There is no list of them, so each is asked for."""
        return self.cloud.map(lambda item: self._read_one(item.get("subject"), item), wanted, f"{self.words()} read")

    def _read_one(self, subject: str | None, wanted: Mapping[str, Any]) -> Object | None:
        """The own configuration of a subject, or the registry's default (`subject` None)."""
        if subject is None:
            item = self._from_api(None, self.client.get("/config"))
            # The registry always answers: a default that nobody changed looks like this, and counts as not there.
            untouched = item["compatibility"] == SERVICE_DEFAULT and not any(
                value for name, value in item["_raw"].items() if name != _READ
            )
            return None if untouched and wanted.get("_absent") else item
        raw = self.found(self._url(subject), {"defaultToGlobal": "false"})
        if raw is None:
            return None
        item = self._from_api(subject, raw)
        if wanted.get("normalize") is False and item["normalize"] is None:
            # Not set and false are the same, unless the default, which then counts, is true.
            item["normalize"] = self._normalized()
        return item

    def _normalized(self) -> bool:
        """What the registry's default says of normalisation; asked for once."""
        with self._asking:
            if not self._normalizes:
                self._normalizes.append(bool(self.client.get("/config").get("normalize")))
            return self._normalizes[0]

    @staticmethod
    def _url(subject: str | None) -> str:
        return "/config" if subject is None else f"/config/{segment(subject)}"

    def _from_api(self, subject: str | None, raw: Mapping[str, Any]) -> Object:
        item: Object = {"subject": subject, "registry_default": subject is None, "_raw": dict(raw)}
        for declared in self.fields:
            if declared.name != "subject":
                item[declared.name] = raw.get(declared.wire or declared.name)
        if subject is None and item["normalize"] is None:
            item["normalize"] = False  # there is nothing that it could be inherited from
        return item

    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        before = actual.get(field.name)
        empty = wanted == "" and not before  # an empty alias or group is none
        return None if before == wanted or empty or field.name == "subject" else (before, wanted)

    def create(self, change: Change) -> Object:
        """Send what is there and what is stated: whether PUT keeps what it is not told is not documented."""
        subject = change.desired.get("subject")
        raw = dict((change.before or {}).get("_raw") or {})
        for declared in self.fields:
            if declared.name != "subject" and declared.name in change.desired:
                raw[declared.wire or declared.name] = change.desired[declared.name]
        body = {_WRITTEN if name == _READ else name: value for name, value in raw.items() if value is not None}
        self.client.put(self._url(subject), body)
        return self._from_api(subject, raw)

    def update(self, change: Change) -> Object:
        return self.create(change)

    def delete(self, change: Change) -> None:
        self.client.delete(self._url(change.desired.get("subject")))

    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        """Of the subjects with schemas; those of others are not listed anywhere. The registry's default is none."""
        subjects = [s for s in self.subjects_within(purge) if plain_subject(s) not in self._stated]
        found = self.cloud.map(lambda subject: self._read_one(subject, {}), subjects, f"{self.words()} read")
        return [item for item in found if item is not None]

    def shown(self, item: Object) -> Object:
        return {name: value for name, value in item.items() if not name.startswith("_")}

    def select(self) -> list[Object]:
        """The own configurations of the named subjects; without names the default and those of all subjects that have
        schemas (there is no list of configurations to read).
        """
        subjects: list[str | None] = list(self.options.get("subject") or [])
        if self.options.get("registry_default"):
            subjects = [None]
        elif not subjects:
            subjects = [None, *dict.fromkeys(self.paged("/subjects", {"subjectPrefix": ALL_CONTEXTS}))]
        return [found for subject in subjects if (found := self._read_one(subject, {})) is not None]
