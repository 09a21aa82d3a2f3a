# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a subject, or of the registry for all subjects without their own (schema-registry-v1; API_MAP C.4)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from .._declare.change import CREATED, DELETED, Change
from .._declare.field import Field, Key, Object, Rules
from .._declare.override import override
from .._declare.purge_scope import by_name
from .._wire.http import segment
from .schemas import contract as schema_contract
from .schemas.registry import ALL_CONTEXTS, RegistryScoped
from .schemas.text import DEFAULT_CONTEXT, context_of, plain_subject

LEVELS = (
    "BACKWARD",
    "BACKWARD_TRANSITIVE",
    "FORWARD",
    "FORWARD_TRANSITIVE",
    "FULL",
    "FULL_TRANSITIVE",
    "NONE",
)
SERVICE_DEFAULT = "BACKWARD"  # of a registry that nobody configured, and of a subject with settings but without a level
# What is not set and false are the same, unless the default, which then counts, is true.
FLAGS = ("normalize", "validate_fields", "validate_new_schemas", "validate_rules")
CONTRACTS = {
    "default_metadata": schema_contract.METADATA,
    "override_metadata": schema_contract.METADATA,
    "default_rule_set": schema_contract.RULE_SET,
    "override_rule_set": schema_contract.RULE_SET,
}
# Shown where they are set only: few subjects have any of them.
FOR_DEKS = "alias_for_deks"
SELDOM = ("compatibility_policy", *FLAGS[1:], *CONTRACTS, FOR_DEKS)
# PUT takes `compatibility`, GET gives `compatibilityLevel`.
_READ, _WRITTEN = "compatibilityLevel", "compatibility"
POLICIES = ("STRICT", "LENIENT")  # of Schema Registry 8.3.1; the API's document lists none
_POLICY = "compatibilityPolicy"


class SubjectConfig(RegistryScoped):
    """The configuration of one subject, or the registry's default. What is inherited is not the subject's own."""

    name = "subject_config"
    plural = "subject_configs"
    fields = (
        Field("subject"),
        Field("compatibility", wire=_READ, canonical=str.upper),
        Field("compatibility_group", wire="compatibilityGroup"),
        Field("compatibility_policy", wire=_POLICY, canonical=str.upper),
        Field("normalize", type="bool"),
        Field("validate_fields", wire="validateFields", type="bool"),
        Field("validate_new_schemas", wire="validateNewSchemas", type="bool"),
        Field("validate_rules", wire="validateRules", type="bool"),
        Field("default_metadata", wire="defaultMetadata", type="dict"),
        Field("override_metadata", wire="overrideMetadata", type="dict"),
        Field("default_rule_set", wire="defaultRuleSet", type="dict"),
        Field("override_rule_set", wire="overrideRuleSet", type="dict"),
        Field("alias"),
        Field(FOR_DEKS, wire="aliasForDeks"),
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

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        subject = item.get("subject")
        if not subject:
            return "default config of Schema Registry"
        return f"config of subject {subject}" + (f", an alias of {item['alias']}" if item.get("alias") else "")

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        subject = item.get("subject")
        return (subject and plain_subject(subject),)

    @override
    def comes_with_scope(self, item: Mapping[str, Any]) -> Object | None:
        return self._from_api(None, {_READ: SERVICE_DEFAULT}) if item.get("registry_default") else None

    @override
    def open(self) -> None:
        super().open()
        self._asking = threading.Lock()
        self._stated: set[str] = set()
        self._defaults: dict[str, dict[str, Any]] = {}  # the defaults of contexts as the API shows them, once known
        self._to_be: dict[str, dict[str, bool]] = {}  # what this run makes of them

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        """What the items say of a context's defaults counts for those that inherit from them."""
        self._stated.update(plain_subject(item["subject"]) for item in items if item.get("subject"))
        for item in items:
            context = _defaults_of(item)
            if context is not None:
                absent = item["state"] == "absent"
                stated = {name: not absent and item[name] for name in FLAGS if absent or item.get(name) is not None}
                self._to_be.setdefault(context, {}).update(stated)
        return super().gather(items)

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        """The level in capitals, as the registry has it, and metadata as texts."""
        stated = super().stated(item)
        for name in ("compatibility", "compatibility_policy"):
            if stated.get(name):
                stated[name] = stated[name].upper()
        return {name: schema_contract.plain(v) if name in CONTRACTS else v for name, v in stated.items()}

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        stated = self.stated(item)
        policy = stated.get("compatibility_policy")
        if policy and policy not in POLICIES and item["state"] != "absent":
            near = get_close_matches(policy, POLICIES, n=1)
            self.cloud.warn(
                f"{self.label(item)}: compatibility_policy {policy} is none that is known here ({', '.join(POLICIES)})"
                + (f"; did you mean {near[0]}?" if near else "")
            )
        return {**stated, "_absent": item["state"] == "absent"}

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("registry_default") is False:
            yield "registry_default can only be true: name the subject otherwise"
        if item.get("subject") == "":
            yield "subject is empty: for the registry's own default give registry_default: true"
        stated = [f.name for f in self.fields if f.name != "subject" and item.get(f.name) is not None]
        if item["state"] == "present" and not stated:
            names = [f.name for f in self.fields if f.name not in ("subject", "alias")]
            yield f"{self.label(item)}: nothing is stated; give {', '.join(names)} or alias"
        level = item.get("compatibility")
        if level is not None and level.upper() not in LEVELS:
            yield f"value of compatibility must be one of: {', '.join(LEVELS)}, got: {level}"
        for name, form in CONTRACTS.items():
            for problem in schema_contract.problems(item.get(name) or {}, form, name):
                yield f"{self.label(item)}: {problem}"
        for alias in ("alias", FOR_DEKS):
            if item.get(alias) and plain_subject(item[alias]) == plain_subject(item.get("subject") or ""):
                yield f"{self.label(item)}: a subject cannot be its own {alias}"
            if item.get(alias) and item.get("registry_default"):
                yield f"{alias} belongs to a subject, not to the registry's default"

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """There is no list of them, so each is asked for."""
        return self.cloud.map(lambda item: self._read_one(item.get("subject"), item), wanted, f"{self.words()} read")

    def _read_one(self, subject: str | None, wanted: Mapping[str, Any]) -> Object | None:
        """The own configuration of a subject, or the registry's default (`subject` None)."""
        if subject is None:
            item = self._from_api(None, self.client.get("/config"))
            # The registry always answers: a default that nobody changed looks like this, and counts as not there.
            untouched = item["compatibility"] == SERVICE_DEFAULT and all(
                schema_contract.is_empty(value) or value in (False, "")
                for name, value in item["_raw"].items()
                if name != _READ
            )
            return None if untouched and wanted.get("_absent") else self._with_flags(item, subject, wanted)
        raw = self.found(self._url(subject), {"defaultToGlobal": "false"})
        if raw is None:
            return None
        item = self._from_api(subject, raw)
        return self._with_flags(item, subject, wanted)

    def _with_flags(self, item: Object, subject: str | None, wanted: Mapping[str, Any]) -> Object:
        """The settings, with what counts for the flags that are stated false and not set."""
        for name in FLAGS:
            if wanted.get(name) is False and item[name] is None:
                item[name] = subject is not None and self._inherited(subject, name)
        return item

    def _inherited(self, subject: str, name: str) -> bool:
        """What the defaults of the subject's context say of a flag; asked for once. Those of the registry count in the
        default context only.
        """
        context = context_of(subject)
        with self._asking:
            to_be = self._to_be.get(context, {})
            if name in to_be:
                return to_be[name]
            if context not in self._defaults:
                if context == DEFAULT_CONTEXT:
                    found = self.client.get("/config")
                else:
                    found = self.found(self._url(f":{context}:"), {"defaultToGlobal": "false"})
                self._defaults[context] = found or {}
            return bool(self._defaults[context].get(self.field(name).wire or name))

    @staticmethod
    def _url(subject: str | None) -> str:
        return "/config" if subject is None else f"/config/{segment(subject)}"

    def _from_api(self, subject: str | None, raw: Mapping[str, Any]) -> Object:
        item: Object = {"subject": subject, "registry_default": subject is None, "_raw": dict(raw)}
        for declared in self.fields:
            if declared.name != "subject":
                item[declared.name] = raw.get(declared.wire or declared.name)
        for name in ("compatibility", "compatibility_policy"):
            item[name] = item[name] and str(item[name]).upper()
        if subject is None and item["normalize"] is None:
            item["normalize"] = False  # there is nothing that it could be inherited from
        for name in (*CONTRACTS, "alias", FOR_DEKS, "compatibility_group", "compatibility_policy"):
            item[name] = item[name] or None  # what was emptied may be shown as empty
        return item

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        before = actual.get(field.name)
        if field.name in CONTRACTS:
            return schema_contract.differing(before, wanted)
        empty = wanted == "" and not before  # an empty alias or group is none
        alike = field.compared(before) == field.compared(wanted)
        return None if alike or empty or field.name == "subject" else (before, wanted)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        """None; but what a change brings along is put into the plan, and said."""
        subject = change.desired.get("subject")
        if subject is None or change.operation == DELETED:
            return ()
        if change.operation == CREATED and change.desired.get("compatibility") is None:
            # Of the plan, not of what is sent: the registry does it by itself.
            change.desired = {**change.desired, "compatibility": SERVICE_DEFAULT, "_fixed": True}
            self.cloud.warn(
                f"{change.label}: its first setting without compatibility fixes its level at {SERVICE_DEFAULT}, the "
                "built-in one, whatever the default of the registry is. State compatibility to have another"
            )
        alias = change.desired.get("alias", (change.before or {}).get("alias"))
        if alias:
            self._aliased(change, subject, alias)
        return ()

    def _aliased(self, change: Change, subject: str, alias: str) -> None:
        """Warn of settings that have no effect, and of schemas that a new alias puts out of reach."""
        names = [f.name for f in self.fields if f.name not in ("subject", "alias", FOR_DEKS)]
        beside = [n for n in names if not (schema_contract.is_empty(change.desired.get(n)) or change.desired[n] == "")]
        if "_fixed" in change.desired:
            beside.remove("compatibility")
        if beside:
            self.cloud.warn(
                f"{change.label}: every use of {subject} means {alias}, so the settings of that count, and "
                f"{' and '.join(beside)} of {subject} have no effect"
            )
        if "alias" in change.fields or change.operation == CREATED:
            found = self.found(f"/subjects/{segment(subject)}/versions/latest")
            if found is not None and plain_subject(found["subject"]) == plain_subject(subject):
                self.cloud.warn(
                    f"{change.label}: {subject} has schemas of its own, which nobody reaches while every use of it "
                    f"means {alias}"
                )

    @override
    def rehearse(self, change: Change) -> None:
        """Of check mode: whether the mode of the subject allows it."""
        if self.cloud.transport.read_only:
            self.foresee_mode(change.desired.get("subject"), change.label, registering=False)

    @override
    def create(self, change: Change) -> Object:
        """Send what is there and what is stated: whether PUT keeps what it is not told is not documented."""
        subject = change.desired.get("subject")
        raw = dict((change.before or {}).get("_raw") or {})
        for declared in self.fields:
            if declared.name != "subject" and declared.name in change.desired:
                raw[declared.wire or declared.name] = change.desired[declared.name]
        by_itself = _READ if "_fixed" in change.desired else None
        body = {
            _WRITTEN if name == _READ else name: value
            for name, value in raw.items()
            if value is not None and name != by_itself
        }
        if body.get(_POLICY) == "":  # not one of its values: null takes it away
            body[_POLICY] = None
        self.client.put(self._url(subject), body)
        return self._from_api(subject, raw)

    @override
    def update(self, change: Change) -> Object:
        return self.create(change)

    @override
    def delete(self, change: Change) -> None:
        self.client.delete(self._url(change.desired.get("subject")))

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        """Of the subjects with schemas; those of others are not listed anywhere. The registry's default is none."""
        subjects = [s for s in self.subjects_within(purge) if plain_subject(s) not in self._stated]
        found = self.cloud.map(lambda subject: self._read_one(subject, {}), subjects, f"{self.words()} read")
        return [item for item in found if item is not None]

    @override
    def shown(self, item: Object) -> Object:
        whole = "subject" in item  # and not the fields of a diff
        return {
            name: value
            for name, value in item.items()
            if not name.startswith("_") and not (whole and name in SELDOM and value in (None, {}))
        }

    @override
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


def _defaults_of(item: Mapping[str, Any]) -> str | None:
    """The context whose defaults an item states, None for an item that states something else."""
    if item.get("registry_default"):
        return DEFAULT_CONTEXT
    subject = item.get("subject") or ""
    return context_of(subject) if subject.startswith(":.") and subject == f":{context_of(subject)}:" else None
