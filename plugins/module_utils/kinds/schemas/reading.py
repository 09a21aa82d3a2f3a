# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How schemas are read: the latest version of a subject first, then the version that has the stated content."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from ..._declare.bulk_read import Scan, Scanned
from ..._declare.field import Key, Object
from ..._declare.override import override
from ..._errors import ApiError
from ..._wire.http import segment
from . import contract as schema_contract
from . import text as schema_text
from .peers import Peers
from .registry import ALL_CONTEXTS, RegistryScoped, is_absence
from .scan import SchemaScan, common_prefix
from .text import plain_subject

# Up to so many subjects are read by a request each, side by side: a bulk read brings the texts of all schemas whose
# subjects begin alike.
SINGLE = 16
_WIRE = {"schema_type": "schemaType", "rule_set": "ruleSet"}
_CONTENT = ("schema", "schema_type", "references", "metadata", "rule_set")
_CONTRACT = (schema_contract.METADATA, schema_contract.RULE_SET)


def flag(value: Any) -> str:
    return "true" if value else "false"


def ordered(references: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """References without their order, which has no meaning."""
    return sorted((r.get("name"), r.get("subject"), r.get("version")) for r in references)


class SchemaReading(RegistryScoped, Scanned):
    """Actual schemas: one by one, or the latest ones of all subjects at once."""

    single = SINGLE

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        subject = item.get("subject")
        return (subject and plain_subject(subject), None if "schema" in item else item.get("version"))

    @override
    def open(self) -> None:
        super().open()
        self.peers = Peers()
        self._asked: dict[tuple[str, str], int | None] = {}
        self._behind: dict[str, str] = {}  # of the subjects asked for by number: what they are aliases of

    def _url(self, subject: str, *steps: str) -> str:
        return "/".join([f"/subjects/{segment(subject)}", *(segment(step) for step in steps)])

    def version_of(self, subject: str, version: Any, params: Mapping[str, Any] | None = None) -> Any:
        """A version of a subject, or of what it is an alias of, as the API shows it; None where there is none."""
        return self.own(
            subject, self.found(self._url(subject, "versions", str(version)), params, ("schema", "version"))
        )

    def _number(self, subject: str, version: str) -> int | None:
        """The number of a version of a subject, None where there is none; asked for once."""
        known = (subject, version)
        if known not in self._asked:
            found = self.version_of(subject, version)
            self._asked[known] = None if found is None else int(found["version"])
            told = plain_subject((found or {}).get("subject") or subject)
            if told != plain_subject(subject):
                self._behind[plain_subject(subject)] = told
        return self._asked[known]

    def _latest_version(self, subject: str) -> int | None:
        """The number of a subject's latest version."""
        kept = self._kept()
        scanned = kept.scan.find({"subject": subject}) if kept.scan and subject not in kept.touched else None
        if scanned is not None:
            self._asked[(subject, "latest")] = scanned["version"]
        return self._number(subject, "latest")

    def learn_aliases(self) -> None:
        """Ask what is behind the stated subjects that a list told of: it has them with the schemas of their own."""
        scan = self._kept().scan
        known = [name for name in sorted(self.peers.stated) if scan and scan.find({"subject": name}) is not None]

        def learn(name: str) -> None:
            found = self.version_of(name, "latest")
            if found is not None:
                self._named(found, name)

        self.cloud.map(learn, [name for name in known if self.peers.behind(name) is None], "aliases looked for")

    @override
    def scope_key(self) -> Hashable:
        return self.client.base_url

    @override
    def scan_key(self, item: Object) -> Hashable:
        return plain_subject(item["subject"])

    @override
    def in_scan(self, item: Object) -> bool:
        return "schema" in item

    @override
    def covered(self, scan: Scan, item: Object) -> bool:
        return scan.find(item) is not None

    @override
    def scan(self, wanted: list[Object]) -> Scan:
        """In a loop nobody knows which subjects the further items name."""
        names = None if self.cloud.looping else {plain_subject(item["subject"]) for item in wanted}
        prefix = ALL_CONTEXTS if names is None else common_prefix(names)
        return SchemaScan(
            self.paged("/schemas", {"subjectPrefix": prefix, "latestOnly": "true"}), names, self._from_api
        )

    @override
    def read_one(self, item: Object) -> Object | None:
        if "schema" not in item:
            return self._read_versions(item)
        latest = self.version_of(item["subject"], "latest")
        return None if latest is None else self._from_api(latest)

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """Of a content the version that has it, `_registered`; else the latest version, without id and version, which
        a new version does not take over. None: the subject has no version.

        The latest version is looked at first: it mostly is the one. Only where it is not, the registry looks for the
        content.
        """
        actual = super().read(wanted)
        differing = [
            position
            for position, (item, latest) in enumerate(zip(wanted, actual, strict=True))
            if "schema" in item and latest is not None and not self._same(item, latest)
        ]
        sought = self.cloud.map(lambda n: self._sought(wanted[n], actual[n]), differing, "contents looked for")
        known = dict(zip(differing, sought, strict=True))
        judged = []
        for position, (item, latest) in enumerate(zip(wanted, actual, strict=True)):
            if "schema" not in item:
                judged.append(latest)
                continue
            now, content = known.get(position, (latest, latest))
            judged.append(self._judged(item["subject"], now, content))
            there = judged[-1] is not None and judged[-1]["_registered"]
            self.peers.found(plain_subject(item["subject"]), now["version"] if now and there else None)
        return judged

    def _judged(self, subject: str, latest: Object | None, content: Object | None) -> Object | None:
        """A subject's version with the stated content, or what there is in its place."""
        if latest is None:
            return None
        if content is not None:
            return self._named({**content, "latest_version": latest["version"], "_registered": True}, subject)
        unlike = {name: value for name, value in latest.items() if name not in ("id", "version")}
        return self._named({**unlike, "latest_version": latest["version"], "_registered": False}, subject)

    def _named(self, found: Object, subject: str) -> Object:
        """What was found under a stated subject: with `alias`, where the registry answers for the subject behind it."""
        name, behind = plain_subject(subject), found.get("subject")
        if not behind or plain_subject(behind) == name:
            return found
        self.peers.alias(name, plain_subject(behind))
        return {**found, "alias": subject, "_behind": behind}

    def _sought(self, item: Object, latest: Object | None) -> tuple[Object | None, Object | None]:
        """The latest version of a subject, and the one with the stated content.

        A list has subjects by their own names. What is going to be written is looked at by the stated one, which may be
        an alias, and the registry follows it.
        """
        kept = self._kept()
        listed = kept.scan is not None and self.scan_key(item) not in kept.touched and kept.scan.find(item) is not None
        if listed:
            latest = self.read_one(item)
            if latest is None or self._same(item, latest):
                return latest, latest
        return latest, self._look_up(item, latest)

    def _look_up(self, item: Object, latest: Object | None) -> Object | None:
        """The version with this content by the registry's own judgement: as stated, then in normalized form (a schema
        that was registered normalized is not found by another form of its text), then with the metadata and rules that
        the subject's settings have put into it when it was registered.
        """
        if any("version" not in reference for reference in item["references"]):
            return None  # it refers to a version that is still to be registered
        found = self._found_as(item, latest)
        if found is None and latest is not None:
            stored = self._as_stored(item, latest)
            found = None if stored is None else self._found_as(stored, latest)
        return found

    def _as_stored(self, item: Object, latest: Object) -> Object | None:
        """A content with what the defaults and overrides of its subject's settings make of its metadata and rules (seen
        on Schema Registry 8.3.1); None where they make nothing of it. Asked for where the latest version has some.
        """
        stated = [name for name in _CONTRACT if name in item and not schema_contract.same(item[name], latest.get(name))]
        if all(schema_contract.is_empty(latest.get(name)) for name in stated):
            return None
        config = self.found(f"/config/{segment(latest['subject'])}", {"defaultToGlobal": "true"}) or {}
        made = {
            name: schema_contract.merged(name, config.get(f"default{word}"), item[name], config.get(f"override{word}"))
            for name, word in zip(_CONTRACT, ("Metadata", "RuleSet"), strict=True)
            if name in item
        }
        changed = any(not schema_contract.same(item[name], value) for name, value in made.items())
        return {**item, **made} if changed else None

    def _found_as(self, item: Object, latest: Object | None, **deleted: str) -> Object | None:
        """The version that the registry finds by this content, as it is or in normalized form."""
        for normalize in (False, True):
            try:
                found = self.client.post(
                    self._url(item["subject"]),
                    self._request(item, latest),
                    {"normalize": flag(normalize), **deleted},
                    reading=True,
                )
            except ApiError as error:
                if not is_absence(error):
                    raise
                continue
            if (mine := self.own(item["subject"], found)) is not None:
                return self._from_api(mine)
        return None

    def _same(self, item: Object, actual: Object) -> bool:
        """Whether an actual version has the stated content. Metadata and rules count only where they are stated."""
        return (
            item["schema_type"] == actual["schema_type"]
            and ordered(item["references"]) == ordered(actual["references"])
            and all(schema_contract.same(item[n], actual.get(n)) for n in _CONTRACT if n in item)
            and schema_text.canonical(item["schema"], item["schema_type"])
            == schema_text.canonical(actual["schema"], item["schema_type"])
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
        subject = self._subject_of(item["subject"], visible, hidden)
        return self._named({"subject": subject, "versions": visible, "soft_deleted_versions": hidden}, item["subject"])

    def _subject_of(self, subject: str, visible: list[int], hidden: list[int]) -> str:
        """The subject that these versions belong to: another, where the stated one is an alias."""
        numbers, deleted = (visible, {}) if visible else (hidden, {"deleted": "true"})
        found = self.version_of(subject, int(numbers[-1]), deleted)
        return str((found or {}).get("subject") or subject)

    def _from_api(self, raw: Mapping[str, Any]) -> Object:
        item: Object = {name: raw.get(name) for name in ("subject", "id", "version")}
        item["schema_type"] = raw.get("schemaType") or schema_text.AVRO  # absent in answers for AVRO
        item["schema"] = raw["schema"]
        item["references"] = raw.get("references") or []
        item["metadata"], item["rule_set"] = raw.get("metadata") or None, raw.get("ruleSet") or None
        if raw.get("deleted"):
            item["deleted"] = True
        return item

    def _request(self, item: Mapping[str, Any], latest: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """A content as the API takes it. `latest`: the subject's latest version, from which the registry takes metadata
        and rules that are left out. So they are sent empty where there are some to get rid of.
        """
        body = {_WIRE.get(name, name): item[name] for name in _CONTENT if item.get(name)}
        for name in _CONTRACT:
            if name in item and schema_contract.is_empty(item[name]):
                body.pop(_WIRE.get(name, name), None)
                if not schema_contract.is_empty((latest or {}).get(name)):
                    body[_WIRE.get(name, name)] = {}
        return body
