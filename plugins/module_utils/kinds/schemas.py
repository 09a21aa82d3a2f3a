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
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils import _schema_text
from ansible_collections.streamops.confluent.plugins.module_utils._errors import (
    ApiError,
    NotFound,
    Refused,
    attempting,
)
from ansible_collections.streamops.confluent.plugins.module_utils._http import segment
from ansible_collections.streamops.confluent.plugins.module_utils._kind import Field, Key, Object, Rules
from ansible_collections.streamops.confluent.plugins.module_utils._plan import Change
from ansible_collections.streamops.confluent.plugins.module_utils._purge import by_name
from ansible_collections.streamops.confluent.plugins.module_utils._schema_judgement import SchemaJudgement
from ansible_collections.streamops.confluent.plugins.module_utils._schema_peers import Uses, has_content, referred
from ansible_collections.streamops.confluent.plugins.module_utils._schema_reading import flag
from ansible_collections.streamops.confluent.plugins.module_utils._schema_registry import ALL_CONTEXTS, is_absence
from ansible_collections.streamops.confluent.plugins.module_utils._schema_text import plain_subject


class Schema(SchemaJudgement):
    """A schema under a subject."""

    name = "schema"
    plural = "schemas"
    returns_unchanged = False
    fields = (
        Field("subject", key=True, required=True),
        Field("schema", type="raw"),
        Field("schema_type", choices=_schema_text.SCHEMA_TYPES, default=_schema_text.AVRO),
        Field(
            "references",
            type="list",
            elements="dict",
            options=(Field("name", required=True), Field("subject", required=True), Field("version", type="int")),
        ),
        Field("metadata", type="dict"),
        Field("rule_set", type="dict"),
    )
    modifiers = (
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
    info_fields = (
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

    def label(self, item: Mapping[str, Any]) -> str:
        version = f" version {item['version']}" if item.get("version") and "schema" not in item else ""
        return f"schema {item['subject']}{version}"

    # What is stated

    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        subject = f"schema of subject {item['subject']!r}"
        if item["state"] == "absent":
            if item.get("version") is not None and item["version"] < 1:
                yield f"version must be at least 1, not {item['version']}"
            return
        if item.get("version") is not None:
            yield "version can only be given with state: absent; the registry numbers the versions"
        try:
            text = self.text(item)
        except (ValueError, OSError) as error:
            yield f"{subject} cannot be read: {item.get('schema_file') or 'it'} {error}"
            return
        for problem in _schema_text.problems(text, item["schema_type"]):
            yield f"{subject} {problem}"
        names = [reference["name"] for reference in item.get("references") or []]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{subject} has the reference {name!r} twice"
        for reference in item.get("references") or []:
            if reference.get("version") is not None and reference["version"] < 1:
                yield f"{subject}: version of the reference {reference['name']!r} must be at least 1, or left out"

    def stated_key(self, item: Mapping[str, Any]) -> Key:
        return (plain_subject(item["subject"]), None if has_content(item) else item.get("version"))

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
            return Path(item["schema_file"]).expanduser().read_text(encoding="utf-8")
        return _schema_text.text_of(item["schema"])

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

    def desired(self, item: Mapping[str, Any]) -> Object:
        subject = item["subject"]
        if not has_content(item):
            return {name: item[name] for name in ("subject", "version", "permanent") if item.get(name) is not None}
        stated: Object = {"subject": subject, "schema": self.text(item), "schema_type": item["schema_type"]}
        stated["references"] = [self._reference(reference, subject) for reference in item.get("references") or []]
        for name in ("metadata", "rule_set"):
            if item.get(name) is not None:
                stated[name] = item[name]
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
            if self.peers.listed(name) and name != plain_subject(subject):
                version = self.peers.latest(name)
                return pinned if version is None else {**pinned, "version": version}
            version = self._latest_version(name)
            if version is None:
                raise NotFound("subject", reference["subject"], where=f", which the schema of {subject} refers to,")
        return {**pinned, "version": version}

    # Writing

    def create(self, change: Change) -> Object:
        """Register. To register the same content again changes nothing, so a lost answer is no danger."""
        subject, normalize = change.desired["subject"], {"normalize": flag(change.options["normalize"])}
        change.desired["references"] = self.peers.settled(change.desired["references"], subject)
        if "references" in change.fields:  # so that a plan made anew after a refusal is seen to be the same
            change.fields["references"] = (change.fields["references"][0], change.desired["references"])
        body = self._request(change.desired)
        made = self.client.post(self._url(subject, "versions"), body, normalize, repeatable=True)
        # Version and schema are optional in the answer, and the whole of it may get lost on the way.
        if not isinstance(made, Mapping) or "version" not in made or "schema" not in made:
            made = self.client.post(self._url(subject), body, normalize, reading=True)
        item = self._from_api({"subject": subject, **made})
        self.peers.made(plain_subject(subject), item["version"])
        return {**item, "latest_version": item["version"]}

    def update(self, change: Change) -> Object:
        return self.create(change)

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
            self.client.delete(path, {"permanent": "true"})

    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        subjects = self.subjects_within(purge)
        return [{"subject": subject} for subject in subjects if plain_subject(subject) not in self.peers.stated]

    # Showing

    def shown(self, item: Object) -> Object:
        visible = {name: value for name, value in item.items() if not name.startswith("_")}
        if "subject" not in visible and isinstance(visible.get("schema"), str):
            # The limited form of a diff: as data, so that the diff shows the lines that differ.
            visible["schema"] = _schema_text.structure(visible["schema"])
        return visible

    def select(self) -> list[Object]:
        options = self.options
        deleted = {"deleted": flag(options["deleted"])}
        if options.get("id") is not None:
            return self._by_id(options["id"], options.get("subject"), deleted)
        subject = options.get("subject")
        if subject is not None and (options.get("version") is not None or options["latest_only"]):
            found = self.found(self._url(subject, "versions", str(options.get("version") or "latest")), deleted)
            return [self._from_api(found)] if found else []
        params = {"subjectPrefix": subject or options.get("subject_prefix") or ALL_CONTEXTS, **deleted}
        params["latestOnly"] = flag(options["latest_only"])
        listed = {(raw["subject"], raw["version"]): raw for raw in self.paged("/schemas", params)}
        return [self._from_api(raw) for raw in listed.values() if subject is None or raw["subject"] == subject]

    def _by_id(self, identifier: int, subject: str | None, deleted: Mapping[str, str]) -> list[Object]:
        """One object for each subject and version that has the schema of this id."""
        path = f"/schemas/ids/{segment(str(identifier))}"
        content = self.found(path)
        uses = (self.found(f"{path}/versions", deleted) or []) if content else []
        return [
            self._from_api({**content, **use, "id": identifier})
            for use in uses
            if subject is None or use["subject"] == subject
        ]
