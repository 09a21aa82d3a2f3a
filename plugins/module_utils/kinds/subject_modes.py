# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modes of a subject, of a context, or of the registry (schema-registry-v1, "Modes"; API_MAP C.4).

What counts for a subject is its own mode, else that of its context, else that of `:.__GLOBAL:` (seen on Schema Registry
8.3.1, where READONLY_OVERRIDE is no exception). `/mode` is that of the default context.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.change import CREATED, DELETED, Change
from .._declare.field import FORCE, Field, Key, Object, Rules
from .._declare.holder import SHOWN
from .._declare.override import override
from .._wire.http import segment
from .schemas.registry import ALL_CONTEXTS, IMPORT, RegistryScoped
from .schemas.text import context_of, plain_subject

DEFAULT = "READWRITE"  # of what nobody set a mode for
FORWARD = "FORWARD"
# FORWARD is not in the document of the cloud; Schema Registry 8.3.1 has it.
MODES = (DEFAULT, "READONLY", "READONLY_OVERRIDE", IMPORT, FORWARD)
GLOBAL = ":.__GLOBAL:"  # what counts below all contexts
_PURGES = "purges"


def is_context(subject: str) -> bool:
    """Whether a subject stands for a whole context: `:.context:`."""
    return subject.startswith(":.") and subject == f":{context_of(subject)}:"


def _named(names: list[str]) -> str:
    """Some of these names, in words."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"


class SubjectMode(RegistryScoped):
    """The own mode of one subject or context, or the registry's. What is inherited is not the subject's own."""

    name = "subject_mode"
    plural = "subject_modes"
    fields = (Field("subject"), Field("mode", known=MODES))
    modifiers = (Field("registry_default", wire=None, type="bool"), FORCE)
    rules = Rules(
        required_one_of=(("subject", "registry_default"),),
        mutually_exclusive=(("subject", "registry_default"),),
        required_if=(("state", "present", ("mode",)),),
    )
    returns_unchanged = False
    info_fields = (
        Field("subject", type="list", elements="str", aliases=("subjects",)),
        Field("registry_default", type="bool"),
        Field("effective", type="bool", default=False),
    )
    info_rules = Rules(mutually_exclusive=(("subject", "registry_default"),))

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        subject = item.get("subject")
        if not subject:
            return "default mode of Schema Registry"
        return f"mode of context {context_of(subject)}" if is_context(subject) else f"mode of subject {subject}"

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        subject = item.get("subject")
        return (subject and plain_subject(subject),)

    @override
    def comes_with_scope(self, item: Mapping[str, Any]) -> Object | None:
        return self._from_api(None, {"mode": DEFAULT}) if item.get("registry_default") else None

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        subject, mode = item.get("subject"), (item.get("mode") or "").upper()
        if item.get("registry_default") is False:
            yield "registry_default can only be true: name the subject otherwise"
        if subject is not None and not plain_subject(subject).strip():
            yield f"subject {subject!r} names none: for the mode of the registry give registry_default: true"
        if subject is not None and subject.startswith(":.") and ":" not in subject[2:]:
            yield f"subject {subject} means the whole context to the registry: write {subject}:, if that is meant"
        if subject == ALL_CONTEXTS:
            yield f"subject {subject} means all contexts, and has no mode: name a context (:.context:) or {GLOBAL}"
        if mode == FORWARD and item["state"] == "present" and subject != GLOBAL:
            yield f"{self.label(item)}: {FORWARD} is taken by the registry as a whole only, which is subject {GLOBAL}"

    @override
    def doubts(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().doubts(item)
        subject = item.get("subject") or ""
        if subject.startswith(":") and not subject.startswith(":."):
            yield (
                f"subject {subject!r} is an ordinary subject of the default context: the name of a context begins with "
                "a dot (:.context:subject)"
            )

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        return {**stated, "mode": stated["mode"].upper()} if stated.get("mode") else stated

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        subject = item.get("subject")
        place = {"subject": subject, "registry_default": subject is None}
        return {**self.stated(item), **place, "_absent": item["state"] == "absent"}

    # What is there

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """There is no list of them, so each is asked for."""
        return self.cloud.map(self._read_wanted, wanted, f"{self.words()} read")

    def _read_wanted(self, item: Object) -> Object | None:
        found = self._own(item.get("subject"))
        # The registry always has one: that which nobody changed counts as not there.
        untouched = item.get("subject") is None and found is not None and found["mode"] == DEFAULT
        return None if untouched and item["_absent"] else found

    def _own(self, subject: str | None) -> Object | None:
        """The own mode of a subject or a context, or the registry's (`subject` None)."""
        raw = (
            self.client.get("/mode")
            if subject is None
            else self.found(self._url(subject), {"defaultToGlobal": "false"})
        )
        return None if raw is None else self._from_api(subject, raw)

    def _in_force(self, subject: str | None) -> str:
        """The mode that counts for a subject, inherited or its own."""
        params = None if subject is None else {"defaultToGlobal": "true"}
        return str((self.found(self._url(subject), params) or {}).get("mode") or DEFAULT).upper()

    @staticmethod
    def _url(subject: str | None) -> str:
        return "/mode" if subject is None else f"/mode/{segment(subject)}"

    @staticmethod
    def _from_api(subject: str | None, raw: Mapping[str, Any]) -> Object:
        return {"subject": subject, "registry_default": subject is None, "mode": str(raw["mode"]).upper()}

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        return super().compare(field, wanted, actual) if field.name == "mode" else None

    # What IMPORT does to what is there

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        """Without force the registry takes IMPORT only where nothing can be seen, and removes for good what is
        soft-deleted there (seen on Schema Registry 8.3.1, and in its source: `setMode`).
        """
        if not change.needed or change.operation == DELETED or change.desired["mode"] != IMPORT:
            return
        subject = change.desired.get("subject")
        if change.options.get("force") or self._in_force(subject) == IMPORT:
            return
        live, hidden = self._below(subject)
        if live:
            yield (
                f"{change.label} cannot become {IMPORT}: there are schemas under {_named(live)}. With force: true it "
                "does, and they stay; but while it is so, a registration may put another content in the place of a "
                "version, and nothing is checked for compatibility"
            )
        elif hidden:
            self._foretell(change, hidden)

    def _below(self, subject: str | None) -> tuple[list[str], dict[str, list[int]]]:
        """Of the subjects that a mode is for: those that can be seen, and the versions of those that are soft-deleted.

        Of the registry's mode it is not documented whether subjects of other contexts count: they are looked at. All
        are below `:.__GLOBAL:` (the registry's source: `QualifiedSubject.isSubjectInContext`).
        """
        prefix = ALL_CONTEXTS if subject in (None, GLOBAL) else plain_subject(subject)

        def subjects(**deleted: str) -> list[str]:
            listed = self.paged("/subjects", {"subjectPrefix": prefix, **deleted})
            return [name for name in listed if self._is_for(subject, name)]

        def versions(name: str) -> list[int]:
            return list(self.found(f"/subjects/{segment(name)}/versions", {"deleted": "true"}) or [])

        live = subjects()
        if live:
            return live, {}
        gone = subjects(deleted="true")
        return [], dict(zip(gone, self.cloud.map(versions, gone, "soft-deleted versions read"), strict=True))

    @staticmethod
    def _is_for(subject: str | None, name: str) -> bool:
        """Whether a mode is for the subject of this name."""
        if subject is None or subject == GLOBAL:
            return True
        return name.startswith(subject) if is_context(subject) else plain_subject(name) == plain_subject(subject)

    def _foretell(self, change: Change, hidden: Mapping[str, list[int]]) -> None:
        """Put into the plan, and say, what the change removes for good."""
        named = [f"{name} (version {', '.join(map(str, numbers))})" for name, numbers in hidden.items()]
        self.cloud.warn(
            f"{change.label}: to become {IMPORT} removes for good what is soft-deleted: {_named(named)}. With force: "
            "true it stays"
        )
        if change.operation == CREATED:
            change.desired = {**change.desired, _PURGES: dict(hidden)}
        else:
            change.fields[_PURGES] = (None, dict(hidden))

    # Writing

    @override
    def create(self, change: Change) -> Object:
        subject, mode = change.desired.get("subject"), change.desired["mode"]
        params = {"force": "true"} if change.options.get("force") else None
        self.client.put(self._url(subject), {"mode": mode}, params)
        purges = change.desired.get(_PURGES) or change.new.get(_PURGES)
        return {**self._from_api(subject, {"mode": mode}), **({_PURGES: purges} if purges else {})}

    @override
    def update(self, change: Change) -> Object:
        return self.create(change)

    @override
    def delete(self, change: Change) -> None:
        """Of the registry there is no DELETE in the document: its mode is the default one then."""
        subject = change.desired.get("subject")
        if subject is None:
            self.client.put(self._url(None), {"mode": DEFAULT})
        else:
            self.client.delete(self._url(subject))

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        return {name: value for name, value in item.items() if not name.startswith("_")}

    @override
    def select(self) -> list[Object]:
        """The own modes of what is named; without names that of the registry, and those of all contexts and of all
        subjects that have schemas. With `effective` what inherits its mode is there, too.
        """
        subjects: list[str | None] = list(self.options.get("subject") or [])
        if self.options.get("registry_default"):
            subjects = [None]
        elif not subjects:
            names = list(dict.fromkeys(self.paged("/subjects", {"subjectPrefix": ALL_CONTEXTS})))
            contexts = [f":{name}:" for name in self.paged("/contexts", {}) if name != "."]
            subjects = [None, GLOBAL, *contexts, *names]
        found = self.cloud.map(self._selected, subjects, f"{self.words()} read")
        return [item for item in found if item is not None]

    def _selected(self, subject: str | None) -> Object | None:
        own = self._own(subject)
        if not self.options["effective"]:
            return own
        item = own or {"subject": subject, "registry_default": subject is None, "mode": None}
        return {**item, "effective_mode": self._in_force(subject)}
