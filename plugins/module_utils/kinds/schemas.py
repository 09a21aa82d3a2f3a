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
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, NotFound, Refused
from ansible_collections.streamops.confluent.plugins.module_utils._http import Client, segment
from ansible_collections.streamops.confluent.plugins.module_utils._kind import (
    ENVIRONMENT,
    Field,
    Key,
    Kind,
    Object,
    Rules,
)
from ansible_collections.streamops.confluent.plugins.module_utils._plan import DELETED, Change

PAGE = 1000  # schemas asked for at a time; the service may give fewer without a word, so only an empty page is the end
ALL_CONTEXTS = ":*:"
_WIRE = {"schema_type": "schemaType", "rule_set": "ruleSet"}
_CONTENT = ("schema", "schema_type", "references", "metadata", "rule_set")


def is_absence(error: ApiError) -> bool:
    """Whether the registry itself says that something is not there (codes 40401 and on). Any other 404 comes from a
    wrong endpoint or a proxy, and says nothing about subjects.
    """
    return error.status == 404 and str(error.code or "").startswith("404") and len(str(error.code)) == 5


class RegistryScoped(Kind):
    """What schemas and subject configs share: the Schema Registry client of their environment."""

    scope = (ENVIRONMENT,)
    client: Client

    def open(self) -> None:
        self.client = self.cloud.schema_registry(self.options.get("environment"))

    def found(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """The answer to a GET, None where the registry says that it has no such thing."""
        try:
            return self.client.get(path, params)
        except ApiError as error:
            if is_absence(error):
                return None
            raise

    def paged(self, path: str, params: Mapping[str, Any]) -> Iterator[Any]:
        """Every item of a list. The registry cuts lists at a size of its own: only an empty page is the end."""
        offset = 0
        while True:
            page = self.client.get(path, {**params, "offset": offset, "limit": PAGE})
            if not page:
                return
            yield from page
            offset += len(page)


class Schema(RegistryScoped):
    """A schema under a subject."""

    name = "schema"
    plural = "schemas"
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

    def key(self, item: Mapping[str, Any]) -> Key:
        return (item["subject"], None if "schema" in item else item.get("version"))

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

    @staticmethod
    def text(item: Mapping[str, Any]) -> str:
        """The stated schema as text. Raises ValueError (also for a file that is not UTF-8) and OSError."""
        if item.get("schema_file"):
            return Path(item["schema_file"]).expanduser().read_text(encoding="utf-8")
        return _schema_text.text_of(item["schema"])

    def desired(self, item: Mapping[str, Any]) -> Object:
        subject = item["subject"]
        if item["state"] == "absent":
            return {name: item[name] for name in ("subject", "version", "permanent") if item.get(name) is not None}
        stated: Object = {"subject": subject, "schema": self.text(item), "schema_type": item["schema_type"]}
        stated["references"] = [self._reference(reference, subject) for reference in item.get("references") or []]
        for name in ("metadata", "rule_set"):
            if item.get(name) is not None:
                stated[name] = item[name]
        return stated

    def _reference(self, reference: Mapping[str, Any], subject: str) -> Object:
        """A reference with its version: that of the referenced subject's latest where none is given."""
        version = reference.get("version")
        if version is None:
            latest = self._latest(_schema_text.qualified_subject(reference["subject"], subject))
            if latest is None:
                raise NotFound("subject", reference["subject"], where=f", which the schema of {subject} refers to,")
            version = latest["version"]
        return {"name": reference["name"], "subject": reference["subject"], "version": version}

    # What is there

    def _url(self, subject: str, *steps: str) -> str:
        return "/".join([f"/subjects/{segment(subject)}", *(segment(step) for step in steps)])

    def _latest(self, subject: str) -> Any:
        return self.found(self._url(subject, "versions", "latest"))

    def read(self, wanted: list[Object]) -> list[Object | None]:
        return [self._read_content(item) if "schema" in item else self._read_versions(item) for item in wanted]

    def _read_content(self, item: Object) -> Object | None:
        """The version with this content, `_registered`; else the latest version, without id and version, which a new
        version does not take over. None: the subject has no version.

        The latest version is asked for first: it mostly is the one, and one request is enough then.
        """
        latest = self._latest(item["subject"])
        if latest is None:
            return None
        actual = self._from_api(latest)
        if self._same(item, actual):
            return {**actual, "latest_version": latest["version"], "_registered": True}
        known = self._look_up(item)
        if known is not None:
            return {**self._from_api(known), "latest_version": latest["version"], "_registered": True}
        content = {name: value for name, value in actual.items() if name not in ("id", "version")}
        return {**content, "latest_version": latest["version"], "_registered": False}

    def _look_up(self, item: Object) -> Any:
        """The version with this content by the registry's own judgement: as stated, then in normalized form (a schema
        that was registered normalized is not found by another form of its text).
        """
        for normalize in (False, True):
            try:
                return self.client.post(
                    self._url(item["subject"]), self._request(item), {"normalize": _flag(normalize)}, reading=True
                )
            except ApiError as error:
                if not is_absence(error):
                    raise
        return None

    def _same(self, item: Object, actual: Object) -> bool:
        """Whether an actual version has the stated content. Metadata and rules count only where they are stated."""
        return (
            item["schema_type"] == actual["schema_type"]
            and _ordered(item["references"]) == _ordered(actual["references"])
            and all(_schema_text.same(item[n], actual.get(n)) for n in ("metadata", "rule_set") if n in item)
            and _schema_text.canonical(item["schema"], item["schema_type"])
            == _schema_text.canonical(actual["schema"], item["schema_type"])
        )

    def _read_versions(self, item: Object) -> Object | None:
        """For `absent`: the versions of the subject that are to go; None when there is none."""
        path = self._url(item["subject"], "versions")
        visible = list(self.found(path) or [])
        hidden: list[int] = []
        if item.get("permanent"):
            hidden = [v for v in self.found(path, {"deleted": "true"}) or [] if v not in visible]
        if item.get("version") is not None:
            visible, hidden = ([v for v in versions if v == item["version"]] for versions in (visible, hidden))
        if not visible and not hidden:
            return None
        return {"subject": item["subject"], "versions": visible, "soft_deleted_versions": hidden}

    def _from_api(self, raw: Mapping[str, Any]) -> Object:
        item: Object = {name: raw.get(name) for name in ("subject", "id", "version")}
        item["schema_type"] = raw.get("schemaType") or _schema_text.AVRO  # absent in answers for AVRO
        item["schema"] = raw["schema"]
        item["references"] = raw.get("references") or []
        item["metadata"], item["rule_set"] = raw.get("metadata"), raw.get("ruleSet")
        if raw.get("deleted"):
            item["deleted"] = True
        return item

    # Judgement

    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "subject" or actual["_registered"]:
            return None
        before = actual[field.name]
        if field.name == "references":
            return None if _ordered(before) == _ordered(wanted) else (before, wanted)
        if field.name in ("metadata", "rule_set"):
            names = sorted({*(before or {}), *wanted})
            differing = [n for n in names if not _schema_text.same((before or {}).get(n), wanted.get(n))]
            pair = ({n: (before or {}).get(n) for n in differing}, {n: wanted.get(n) for n in differing})
            return pair if differing else None
        # The registry does not know the content, so its text counts as different however alike it looks.
        return (before, wanted) if field.name == "schema" or before != wanted else None

    def refusals(self, change: Change) -> Iterable[str]:
        if change.operation != DELETED:
            before = change.before or {}
            if before.get("version") not in (None, before.get("latest_version")):
                self.cloud.warn(
                    f"{change.label}: this content is registered as version {before['version']}; the latest version is "
                    f"{before['latest_version']}. Registering it again would change nothing"
                )
            return
        for version in change.actual["versions"]:
            users = self._users(change.desired["subject"], version)
            if users:
                yield (
                    f"version {version} of subject {change.desired['subject']} is referenced by {', '.join(users)}: "
                    "the registry does not delete it. Delete what refers to it first"
                )

    def _users(self, subject: str, version: int) -> list[str]:
        """Subjects and versions that refer to a version."""
        users = []
        for identifier in self.found(self._url(subject, "versions", str(version), "referencedby")) or []:
            uses = self.found(f"/schemas/ids/{segment(str(identifier))}/versions") or []
            named = [f"{use['subject']} version {use['version']}" for use in uses]
            users += named or [f"the schema with id {identifier}"]
        return users

    def rehearse(self, change: Change) -> None:
        """Let the registry judge a schema: whether it is valid and compatible. Its explanation is in the error."""
        if change.operation == DELETED:
            return
        missing = [r for r in change.desired["references"] if self._lacks(r, change.desired["subject"])]
        if missing:
            named = ", ".join(f"{r['subject']} version {r['version']}" for r in missing)
            self.cloud.warn(
                f"Check mode: {change.label} refers to {named}, which is not registered, so the registry cannot judge "
                "it. A real run fails here unless an earlier task registers it."
            )
            return
        path = f"/compatibility{self._url(change.desired['subject'], 'versions')}"
        verdict = self.client.post(path, self._request(change.desired), {"verbose": "true"}, reading=True)
        if not verdict.get("is_compatible"):
            said = "; ".join(verdict.get("messages") or []) or "the registry gives no reason"
            raise Refused(f"{change.label} is not compatible with the versions that are registered: {said}")

    def _lacks(self, reference: Mapping[str, Any], subject: str) -> bool:
        referenced = _schema_text.qualified_subject(reference["subject"], subject)
        return self.found(self._url(referenced, "versions", str(reference["version"]))) is None

    # Writing

    def _request(self, item: Mapping[str, Any]) -> dict[str, Any]:
        return {_WIRE.get(name, name): item[name] for name in _CONTENT if item.get(name)}

    def create(self, change: Change) -> Object:
        """Register. To register the same content again changes nothing, so a lost answer is no danger."""
        subject, normalize = change.desired["subject"], {"normalize": _flag(change.options["normalize"])}
        body = self._request(change.desired)
        made = self.client.post(self._url(subject, "versions"), body, normalize, repeatable=True)
        # Version and schema are optional in the answer, and the whole of it may get lost on the way.
        if not isinstance(made, Mapping) or "version" not in made or "schema" not in made:
            made = self.client.post(self._url(subject), body, normalize, reading=True)
        item = self._from_api({"subject": subject, **made})
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

    # Showing

    def shown(self, item: Object) -> Object:
        visible = {name: value for name, value in item.items() if not name.startswith("_")}
        if "subject" not in visible and isinstance(visible.get("schema"), str):
            # The limited form of a diff: as data, so that the diff shows the lines that differ.
            visible["schema"] = _schema_text.structure(visible["schema"])
        return visible

    def select(self) -> list[Object]:
        options = self.options
        deleted = {"deleted": _flag(options["deleted"])}
        if options.get("id") is not None:
            return self._by_id(options["id"], options.get("subject"), deleted)
        subject = options.get("subject")
        if subject is not None and (options.get("version") is not None or options["latest_only"]):
            found = self.found(self._url(subject, "versions", str(options.get("version") or "latest")), deleted)
            return [self._from_api(found)] if found else []
        params = {"subjectPrefix": subject or options.get("subject_prefix") or ALL_CONTEXTS, **deleted}
        params["latestOnly"] = _flag(options["latest_only"])
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


def _flag(value: Any) -> str:
    return "true" if value else "false"


def _ordered(references: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """References without their order, which has no meaning."""
    return sorted((r.get("name"), r.get("subject"), r.get("version")) for r in references)
