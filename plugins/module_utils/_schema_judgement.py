# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What speaks for and against a change of schemas: differences, references, and the registry's own judgement."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils import _schema_text
from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._http import segment
from ansible_collections.streamops.confluent.plugins.module_utils._kind import Field, Object
from ansible_collections.streamops.confluent.plugins.module_utils._plan import DELETED, Change
from ansible_collections.streamops.confluent.plugins.module_utils._purge import in_names, protected
from ansible_collections.streamops.confluent.plugins.module_utils._schema_peers import Goal, referred
from ansible_collections.streamops.confluent.plugins.module_utils._schema_reading import SchemaReading, ordered
from ansible_collections.streamops.confluent.plugins.module_utils._schema_text import plain_subject
from ansible_collections.streamops.confluent.plugins.module_utils._schema_trial import standalone


class SchemaJudgement(SchemaReading):
    """The plan of a run over schemas, judged before anything is written."""

    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "subject" or actual["_registered"]:
            return None
        before = actual[field.name]
        if field.name == "references":
            return None if ordered(before) == ordered(wanted) else (before, wanted)
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
        subject, goal = self.key(change.desired)[0], self.key(change.desired)
        for version in change.actual["versions"]:
            users = [words for words, other in self._users(subject, version) if self._stays(other, goal)]
            users += [f"{user}, which is stated" for user in self.peers.needed_by(subject, version)]
            if users:
                yield (
                    f"version {version} of subject {subject} is referenced by {', '.join(users)}: the registry does "
                    "not delete it. Delete what refers to it first"
                )

    def _users(self, subject: str, version: int) -> Iterator[tuple[str, Goal | None]]:
        """Who refers to a version: in words, and what of this run deletes it. Those that the list states are left
        out.
        """
        for identifier in self.found(self._url(subject, "versions", str(int(version)), "referencedby")) or []:
            uses = self.found(f"/schemas/ids/{segment(str(int(identifier)))}/versions") or []
            if not uses:
                yield f"the schema with id {identifier}", None
            for use in uses:
                user = plain_subject(use["subject"])
                if user not in self.peers.needed_by(subject, version):
                    going = self.peers.goal(user, use["version"]) or ((user, None) if self._purged(user) else None)
                    yield f"{use['subject']} version {use['version']}", going

    def _stays(self, other: Goal | None, goal: Goal) -> bool:
        """Whether something that refers to what is to be deleted stays; otherwise it goes first."""
        if other is None or other == goal:  # of one request the registry does not see that both go
            return True
        self.peers.first(other, then=goal)
        return False

    def _purged(self, subject: str) -> bool:
        """Whether this run purges a subject."""
        purge = self.options.get("purge") or {}
        return (
            bool(purge)
            and subject not in self.peers.stated
            and in_names(purge, subject, "subject")
            and self.spared({"subject": subject}) is None
            and not protected(purge, subject)
        )

    def rank(self, change: Change) -> int:
        """What is referred to is registered first, and deleted last."""
        key = self.key(change.desired)
        return self.peers.deletion(key) if change.operation == DELETED else self.peers.step(key[0])

    def rehearsal(self, change: Change, many: bool) -> Hashable | None:
        return self.key(change.desired) if many and change.operation != DELETED else None

    def rehearse(self, change: Change) -> None:
        """Let the registry judge a schema: whether it is valid and compatible. Its explanation is in the error."""
        if change.operation == DELETED:
            return
        judged: Object | None = change.desired
        pinned = [r for r in change.desired["references"] if "version" in r]
        lacking = [r for r in pinned if not self._there(r, change.desired["subject"])]
        if lacking and not all(self.peers.registers(referred(r, change.desired["subject"])) for r in lacking):
            self._lacks(change, lacking)
            return
        if lacking or pinned != change.desired["references"]:
            judged = None if lacking else standalone(change.desired, self.peers.desired)
        if judged is None:
            if self.cloud.transport.read_only:
                self.cloud.warn(
                    f"Check mode: {change.label} refers to schemas that this run registers first, so the registry "
                    "cannot judge it yet."
                )
            return
        path = f"/compatibility{self._url(change.desired['subject'], 'versions')}"
        verdict = self.client.post(path, self._request(judged), {"verbose": "true"}, reading=True)
        if not verdict.get("is_compatible"):
            said = "; ".join(verdict.get("messages") or []) or "the registry gives no reason"
            raise Refused(f"{change.label} is not compatible with the versions that are registered: {said}")

    def _lacks(self, change: Change, lacking: list[Object]) -> None:
        """What a schema refers to is not registered. In check mode an earlier task may be going to do it."""
        named = ", ".join(f"{r['subject']} version {r['version']}" for r in lacking)
        if not self.cloud.transport.read_only:
            raise Refused(f"{change.label} refers to {named}, which is not registered")
        self.cloud.warn(
            f"Check mode: {change.label} refers to {named}, which is not registered, so the registry cannot judge "
            "it. A real run fails here unless an earlier task registers it."
        )

    def _there(self, reference: Mapping[str, Any], subject: str) -> bool:
        """Whether the referenced version is registered."""
        name, version = referred(reference, subject), reference["version"]
        if version in (self.peers.latest(name), self._asked.get((name, "latest"))):
            return True
        return self._number(name, str(version)) is not None
