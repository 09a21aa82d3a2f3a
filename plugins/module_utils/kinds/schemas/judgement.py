# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What speaks for and against a change of schemas: differences, references, and the registry's own judgement."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import DELETED, Change
from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.purge_scope import in_names, protected
from ..._errors import Refused
from ..._wire.http import segment
from . import contract as schema_contract
from .peers import Goal, referred
from .reading import SchemaReading, ordered
from .text import plain_subject
from .trial import standalone

INVALID = "Invalid schema"  # how the registry's words begin about what is no schema, or refers to what is not there


def _same_use(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether two uses of a schema id are the same version of the same subject."""
    return (first["subject"], first["version"]) == (second["subject"], second["version"])


class SchemaJudgement(SchemaReading):
    """The plan of a run over schemas, judged before anything is written."""

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "subject" or actual["_registered"]:
            return None
        before = actual[field.name]
        if field.name == "references":
            return None if ordered(before) == ordered(wanted) else (before, wanted)
        if field.name in ("metadata", "rule_set"):
            return schema_contract.differing(before, wanted)
        # The registry does not know the content, so its text counts as different however alike it looks.
        return (before, wanted) if field.name == "schema" or before != wanted else None

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        before = change.before or {}
        behind = plain_subject(before.get("_behind") or "")
        if change.operation != DELETED:
            also = self.peers.also(self.key(change.desired)[0], behind) if behind and change.needed else []
            if also:
                yield f"{change.label}: this subject is given twice, also as {' and '.join(also)}"
            if behind and change.needed:
                name = self.key(change.desired)[0]
                for user in sorted(self.peers.renews(name, behind)):
                    yield self.follower(user, behind, name)
                self.cloud.warn(f"{change.label}: the new version becomes one of {behind}")
            if before.get("version") not in (None, before.get("latest_version")):
                self.cloud.warn(
                    f"{change.label}: this content is registered as version {before['version']}; the latest version is "
                    f"{before['latest_version']}. Registering it again would change nothing"
                )
            return
        subject, goal = self.key(change.desired)[0], self.key(change.desired)
        if behind:
            yield (
                f"{change.label}: the registry would delete the versions of {behind}. To delete those name {behind} "
                f"itself; to have the alias gone use confluent_subject_config with subject: {subject} and alias: ''"
            )
            return
        permanent = bool(change.desired.get("permanent"))
        hidden = change.actual["soft_deleted_versions"] if permanent else []
        for version in (*change.actual["versions"], *hidden):
            users = list(self._in_the_way(subject, version, goal, permanent))
            users += [f"{user}, which is stated" for user in self.peers.needed_by(subject, version)]
            if users:
                yield (
                    f"version {version} of subject {subject} is referenced by {', '.join(users)}: the registry does "
                    f"not delete it{' permanently' if permanent else ''}. Delete what refers to it first"
                )

    @staticmethod
    def follower(user: str, subject: str, alias: str) -> str:
        """Why the latest version of a subject cannot be referred to."""
        return (
            f"schema {user} refers to the latest version of {subject}, which the list states by its alias {alias}. "
            f"State it as {subject}, so that it is registered first, or give the version"
        )

    def _in_the_way(self, subject: str, version: int, goal: Goal, permanent: bool) -> Iterator[str]:
        """Who refers to a version, stays, and so keeps it from being deleted; in words. Others are put first.

        Soft-deleted schemas keep it from being deleted permanently, and so do those that this run deletes softly. Those
        that the list states are left out.
        """
        place = self.place_of_ids(subject)
        deleted = {"deleted": "true"} if permanent else {}
        for identifier in self.found(self._url(subject, "versions", str(int(version)), "referencedby"), deleted) or []:
            path = f"/schemas/ids/{segment(str(int(identifier)))}/versions"
            uses = self.found(path, {**place, **deleted}) or []
            if not uses:
                yield f"the schema with id {identifier}"
            staying = []
            for use in uses:
                user = plain_subject(use["subject"])
                if user in self.peers.needed_by(subject, version):
                    continue
                going = self.peers.goal(user, use["version"]) or ((user, None) if self._purged(user) else None)
                # Of one request (`going` is `goal`) the registry does not see that both go.
                goes = going is not None and going != goal and (not permanent or self.peers.for_good(going))
                if not (goes and going is not None and self.peers.first(going, then=goal)):
                    staying.append((use, going))
            visible = (self.found(path, place) or []) if permanent and staying else uses
            for use, going in staying:
                words = "" if any(_same_use(use, other) for other in visible) else " (soft-deleted)"
                if permanent and not words and going is not None and going != goal and not self.peers.for_good(going):
                    words = " (which this run deletes softly only)"
                yield f"{use['subject']} version {use['version']}{words}"

    def _purged(self, subject: str) -> bool:
        """Whether this run purges a subject."""
        purge = self.options.get("purge") or {}
        return (
            bool(purge)
            and not self.peers.states(subject)
            and in_names(purge, subject, "subject")
            and self.spared({"subject": subject}) is None
            and not protected(purge, subject)
        )

    @override
    def rank(self, change: Change) -> int:
        """What is referred to is registered first, and deleted last."""
        key = self.key(change.desired)
        return self.peers.deletion(key) if change.operation == DELETED else self.peers.step(key[0])

    @override
    def rehearsal(self, change: Change, many: bool) -> Hashable | None:
        return self.key(change.desired) if many and change.operation != DELETED else None

    @override
    def rehearse(self, change: Change) -> None:
        """Let the registry judge a schema: whether it is valid and compatible. Its explanation is in the error."""
        if self.cloud.transport.read_only:
            subject = (change.before or {}).get("_behind") or change.desired["subject"]
            self.foresee_mode(subject, change.label, registering=change.operation != DELETED)
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
        request = self._request(judged, change.before)
        verdict = self.client.post(path, request, {"verbose": "true"}, reading=True)
        if not verdict.get("is_compatible"):
            said = "; ".join(verdict.get("messages") or []) or "the registry gives no reason"
            if said.startswith(INVALID):  # answered like this, and with status 200
                raise Refused(f"{change.label} is not a schema that the registry takes: {said}")
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
