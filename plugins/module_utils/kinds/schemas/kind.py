# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemas: versions of subjects (schema-registry-v1; API_MAP C.4).

The object is a subject with a content. A content that is registered, in whatever version, is present; one that is not
becomes a new version of the subject. Nothing is registered when the registry knows the content by any of its forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ..._declare.change import UNCHANGED, Change
from ..._declare.field import Field, Key, Object, Rules
from ..._declare.override import override
from ..._declare.purge_scope import by_name
from ..._errors import ApiError, ConfluentError, NotFound, Refused, attempting
from ..._wire.tries import Tries
from . import contract as schema_contract
from . import text as schema_text
from .judgement import SchemaJudgement
from .peers import Uses, has_content, referred
from .reading import flag
from .registry import is_absence
from .selection import SchemaSelection
from .text import plain_subject

BEHIND = 60.0  # seconds for which a look-up may not show yet what was registered
_STILL_REFERRED = "42206"


class Schema(SchemaSelection, SchemaJudgement):
    """A schema under a subject."""

    name = "schema"
    plural = "schemas"
    returns_unchanged = False
    fields = (
        Field("subject", key=True, required=True),
        Field("schema", type="raw"),
        Field("schema_type", choices=schema_text.SCHEMA_TYPES, default=schema_text.AVRO),
        Field(
            "references",
            type="list",
            elements="dict",
            options=(Field("name", required=True), Field("subject", required=True), Field("version", type="int")),
        ),
        Field("metadata", type="dict"),
        Field("rule_set", type="dict"),
    )
    modifiers: ClassVar[tuple[Field, ...]] = (
        Field("schema_file", wire=None, type="path"),
        Field("normalize", wire=None, type="bool", default=False),
        Field("version", wire=None, type="int", minimum=1),
        Field("permanent", wire=None, type="bool", default=False),
    )
    rules = Rules(
        mutually_exclusive=(("schema", "schema_file"),),
        required_if=(("state", "present", ("schema", "schema_file"), True),),
    )
    purge_scope = by_name("subject_prefix", "subject_pattern")
    info_fields: ClassVar[tuple[Field, ...]] = (
        Field("subject"),
        Field("subject_prefix"),
        Field("version", type="int"),
        Field("id", type="int"),
        Field("latest_only", type="bool", default=True),
        Field("deleted", type="bool", default=False),
    )
    info_rules = Rules(
        mutually_exclusive=(("subject", "subject_prefix"), ("id", "subject_prefix"), ("id", "version")),
        required_by={"version": ("subject",)},
    )

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        version = f" version {item['version']}" if item.get("version") and "schema" not in item else ""
        behind = f", an alias of {item['_behind']}" if item.get("_behind") else ""
        return f"schema {item['subject']}{version}{behind}"

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        subject = f"schema of subject {item['subject']!r}"
        if item["state"] == "absent":
            if item.get("version") is not None and item["version"] < 1:
                yield f"version must be at least 1, not {item['version']}"
            return
        if item.get("version") is not None:
            yield (
                "version can only be given with state: absent; the registry numbers the versions, unless the id is "
                "given, too, in mode IMPORT"
            )
        try:
            text = self.text(item)
        except (ValueError, OSError) as error:
            yield f"{subject} cannot be read: {item.get('schema_file') or 'it'} {error}"
            return
        for problem in schema_text.problems(text, item["schema_type"]):
            yield f"{subject} {problem}"
        for form in (schema_contract.METADATA, schema_contract.RULE_SET):
            for problem in schema_contract.problems(item.get(form) or {}, form, form):
                yield f"{subject}: {problem}"
        names = [reference["name"] for reference in item.get("references") or []]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{subject} has the reference {name!r} twice"
        for reference in item.get("references") or []:
            if reference.get("version") is not None and reference["version"] < 1:
                yield f"{subject}: version of the reference {reference['name']!r} must be at least 1, or left out"

    @override
    def stated_key(self, item: Mapping[str, Any]) -> Key:
        return (plain_subject(item["subject"]), None if has_content(item) else item.get("version"))

    @override
    def together(self, items: list[Mapping[str, Any]]) -> Iterator[str]:
        uses = Uses(items)
        try:
            uses.steps()
        except Refused as error:
            yield from error.problems
        yield from uses.removed()

    @staticmethod
    def text(item: Mapping[str, Any]) -> str:
        """The stated schema as text. Raises ValueError (also for a file that is not UTF-8) and OSError."""
        if item.get("schema_file"):
            # Without the mark that some editors put in front, which the registry's parsers do not take.
            return Path(item["schema_file"]).expanduser().read_text(encoding="utf-8-sig")
        return schema_text.text_of(item["schema"]).removeprefix("\ufeff")

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        """In the order of references. What the items refer to besides each other is looked up at once."""
        steps = self.peers.take_in(items)
        contents = [item for item in items if has_content(item)]
        outside = {
            name
            for item in contents
            for reference in item.get("references") or []
            if reference.get("version") is None and not self.peers.listed(name := referred(reference, item["subject"]))
        }
        with attempting("read what the schemas refer to"):
            if len(contents) > self.single:
                self.scanned([{"subject": name} for name in [*(i["subject"] for i in contents), *sorted(outside)]])
            self.cloud.map(self._latest_version, sorted(outside))
        return steps

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        subject = item["subject"]
        if not has_content(item):
            return {name: item[name] for name in ("subject", "version", "permanent") if item.get(name) is not None}
        stated: Object = {"subject": subject, "schema": self.text(item), "schema_type": item["schema_type"]}
        stated["references"] = [self._reference(reference, subject) for reference in item.get("references") or []]
        for name in (schema_contract.METADATA, schema_contract.RULE_SET):
            if item.get(name) is not None:
                stated[name] = schema_contract.plain(item[name])
        left = schema_text.left_over(stated["schema"], stated["schema_type"])
        if left:
            self.cloud.warn(
                f"schema {subject}: the registry leaves out, or refuses, the text after the schema: {left[:40]!r}"
            )
        self.peers.wanted(stated)
        return stated

    def _reference(self, reference: Mapping[str, Any], subject: str) -> Object:
        """A reference with its version: where none is given, the one that this run leaves as the latest of the
        referenced subject. Without, when the run registers that first.
        """
        pinned = {"name": reference["name"], "subject": reference["subject"]}
        version = reference.get("version")
        if version is None:
            name = referred(reference, subject)
            listed = self.peers.listed(name) and name != plain_subject(subject)
            version = self.peers.latest(name) if listed else self._latest_version(name)
            behind = self.peers.behind(name) if listed else self._behind.get(name)
            if behind is not None:
                raise Refused(
                    f"schema {subject} refers to {name}, which is an alias of {behind}, and the registry follows no "
                    f"aliases in references. Name {behind}; or give the version of a schema that {name} has of its own"
                )
            if listed:
                return pinned if version is None else {**pinned, "version": version}
            alias = self.peers.follows(plain_subject(subject), name)
            if alias is not None:
                raise Refused(self.follower(subject, name, alias))
            if version is None:
                raise NotFound("subject", reference["subject"], where=f", which the schema of {subject} refers to,")
        return {**pinned, "version": version}

    # Writing

    @override
    def create(self, change: Change) -> Object:
        """Register. To register the same content again changes nothing, so a lost answer is no danger."""
        subject, normalize = change.desired["subject"], {"normalize": flag(change.options["normalize"])}
        change.desired["references"] = self.peers.settled(change.desired["references"], subject)
        if "references" in change.fields:  # so that a plan made anew after a refusal is seen to be the same
            change.fields["references"] = (change.fields["references"][0], change.desired["references"])
        body = self._request(change.desired, change.before)
        made = self.client.post(self._url(subject, "versions"), body, normalize, repeatable=True)
        # Version and schema are optional in the answer, and the whole of it may get lost on the way.
        if not isinstance(made, Mapping) or "version" not in made or "schema" not in made:
            made = self._looked_up(subject, body, normalize, made.get("id") if isinstance(made, Mapping) else None)
        known = (change.before or {}).get("_behind")
        item = self._named(self._from_api({"subject": known or subject, **made}), subject)
        if known is None and "_behind" in item:
            self.cloud.warn(
                f"{change.label}: {subject} is an alias of {item['_behind']}, to which the version was added"
            )
        self.peers.made(plain_subject(subject), item["version"])
        latest = int((change.before or {}).get("latest_version") or 0)
        if item["version"] <= latest:
            self._was_there(change, item["version"], latest)
        return {**item, "latest_version": max(item["version"], latest)}

    def _was_there(self, change: Change, version: int, latest: int) -> None:
        """The registration was answered with a version that was there before, which no look-up found: no change."""
        stays = f"; the latest version stays {latest}" if version < latest else ""
        self.cloud.warn(
            f"{change.label}: the registry has this content as version {version} already, although it did not find it "
            f"when it was asked, so nothing was registered{stays}"
        )
        change.operation, change.fields = UNCHANGED, {}

    def _looked_up(self, subject: str, body: Object, normalize: Mapping[str, str], identifier: Any) -> Object:
        """What was registered just now, with the id that the registry gave it where it said so much.

        The registry may answer from a copy that is behind, so it is looked for until it is there. Raises ApiError.
        """
        transport = self.cloud.transport
        tries = Tries(transport, min(BEHIND, transport.retry_timeout))
        while True:
            try:
                found = self.own(subject, self.client.post(self._url(subject), body, normalize, reading=True))
            except ApiError as error:
                if not is_absence(error):
                    raise
                found = None
            if found is not None:
                return dict(found)
            latest = self.version_of(subject, "latest") if identifier is not None else None
            if latest is not None and latest.get("id") == identifier:
                return dict(latest)
            if not tries.again():
                raise ConfluentError(
                    f"The registry took the schema{'' if identifier is None else f' (id {identifier})'}, and does not "
                    "show its version yet. Run again: it is registered, and will not be twice."
                )

    @override
    def update(self, change: Change) -> Object:
        return self.create(change)

    @override
    def delete(self, change: Change) -> None:
        """Hide the versions; with `permanent` remove what is hidden, now or earlier, for good."""
        version = change.desired.get("version")
        path = self._url(change.desired["subject"], *(() if version is None else ("versions", str(version))))
        permanent = change.desired.get("permanent")
        if change.actual["versions"]:
            try:
                self.client.delete(path)
            except ApiError as error:
                if not (is_absence(error) and permanent):  # hidden by somebody else meanwhile: still to be removed
                    raise
        if permanent:
            try:
                self.client.delete(path, {"permanent": "true"})
            except ApiError as error:
                if change.actual["versions"]:
                    error.message += " The soft deletion was done before, only the permanent one is left to do."
                if str(error.code) == _STILL_REFERRED:
                    error.message += " What refers to it may be soft-deleted itself: delete that permanently first."
                raise

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        subjects = [s for s in self.subjects_within(purge) if not self.peers.states(plain_subject(s))]
        if any(self._purged(subject) for subject in subjects):
            self.learn_aliases()
        return [{"subject": subject} for subject in subjects if not self.peers.states(plain_subject(subject))]

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        visible = {name: value for name, value in item.items() if not name.startswith("_")}
        if "subject" not in visible and isinstance(visible.get("schema"), str):
            # The limited form of a diff: as data, so that the diff shows the lines that differ.
            visible["schema"] = schema_text.structure(visible["schema"])
        for name in (schema_contract.METADATA, schema_contract.RULE_SET):
            if visible.get(name) == {}:  # the registry shows none
                visible[name] = None
        return visible
