# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making API keys, of which the service shows the secret once: stored at once or removed again, never two for one.

A creation is not repeated blindly: when its answer is lost, so is the secret, and the key it may have made is an orphan
that is looked for and deleted before the next try, and once more after the last. A run that is killed in between leaves
its mark in the store, by which the next one knows the orphan.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError, ConfluentError, Refused
from ..._stores.entry import TOLD, Entry, marked, spent, taken_over, unmarked, without
from ..._stores.store import Store
from ..._wire.cloud import Cloud
from ..._wire.http import segment
from .resources import reference

IDENTITY = ("name", "owner", "resource", "resource_id", "environment")


class Mint:
    """Makes and deletes keys at `path`. `same`: every key with the identity of an item; `from_api`: a key in flat form.

    `store`: where secrets go, None: into the result; `entry`: what it holds by now. `made`: id and secret of the key
    that was made; `record`: the entry that was written with it; `uncertain`: creations whose fate is not known;
    `removed`: keys deleted here, which a list may still show for a moment.
    """

    def __init__(
        self,
        cloud: Cloud,
        path: str,
        same: Callable[[Object], list[Object]],
        from_api: Callable[[Mapping[str, Any]], Object],
    ) -> None:
        self.cloud, self.path, self.same, self.from_api = cloud, path, same, from_api
        self.store: Store | None = None
        self.entry: Entry | None = None
        self.made: tuple[str, str] | None = None
        self.record: Entry | None = None
        self.uncertain = 0
        self.removed: set[str] = set()

    def delete(self, identifier: str, owner: str) -> None:
        """Delete a key; one that is gone already is no error.

        403 and 404 may mean that (the second try of a deletion whose answer was lost meets them), or something else:
        so the owner's keys are looked at.
        """
        self.cloud.forget(self.path)
        try:
            self.cloud.control.delete(f"{self.path}/{segment(identifier)}")
        except ApiError as error:
            listed = self.cloud.listed(self.path, {"spec.owner": owner}) if error.status in (403, 404) else []
            if error.status not in (403, 404) or any(key.get("id") == identifier for key in listed):
                raise
        self.removed.add(identifier)

    def retire(self, old: str, made: Object) -> None:
        """Delete the key that `made` replaces, and note that in the store: the end of a replacement."""
        try:
            self.delete(old, made["owner"])
        except ApiError as error:
            told = f" The new key {made['id']} is stored. Run again to delete the old key {old}."
            if self.store is None:  # nothing tells the next run which of the two is the new one
                told = f" The new key is {made['id']}; delete the old key {old} by its id (state: absent) first."
            error.message += told
            raise
        if self.entry and self.entry.get("api_key") == made["id"]:
            self.note(without(self.entry, "replaces"), "the key is stored, and has replaced the old one")

    def discard(self, identifier: str) -> None:
        """Remove the entry of a key that is gone; that this fails harms nothing."""
        if self.store is None:
            return
        try:
            removed = self.store.remove(identifier)
        except Refused as error:
            words = "; ".join(error.problems)
            self.cloud.warn(f"The key {identifier} is deleted, but {self.store.where} could not be removed: {words}")
        else:
            told = "removed" if removed else "did not hold this key and was left alone"
            self.cloud.progress(f"{self.store.where} {told}")

    def keep(self, entry: Entry, held: str | None = None) -> None:
        """Write the entry. Raises Refused while nothing was changed, ConfluentError later."""
        if self.store is None:
            return
        self.cloud.learn(entry)
        try:
            self.store.write(entry, held)
        except Refused as error:
            if self.cloud.transport.statistics.writes:
                raise ConfluentError(f"{self.store} could not be written: {'; '.join(error.problems)}") from error
            raise
        self.entry = entry

    def note(self, entry: Entry, good: str) -> None:
        """Write the entry again, with something noted in it. That this fails harms nothing: what is `good` nevertheless
        is said in a warning.
        """
        if self.store is None:
            return
        try:
            self.store.write(entry, entry.get("api_key"))
            self.entry = self.record = entry
        except Refused as error:
            self.cloud.warn(f"{self.store.where} could not be brought up to date ({'; '.join(error.problems)}); {good}")

    def purpose(self, wanted: Object) -> Entry:
        """What an entry says of a key besides the pair."""
        return {part: wanted[part] for part in (*IDENTITY, *TOLD) if wanted.get(part)}

    def mark(self, wanted: Object, there: Iterable[str], held: str | None, orphans: Iterable[str] = ()) -> None:
        """Say in the store that a key is about to be made, beside those that are `there`; `orphans` of an earlier run
        that was cut short are deleted first, once that run, if it still goes on, can store nothing any more.
        """
        if self.store is None or not (self.store.marks or self.entry):
            return
        self.tidy(wanted, held, orphans)
        self.keep(marked(unmarked(self.entry or self.purpose(wanted)), wanted, there, time.time()), held)

    def unmark(self) -> None:
        """Take the mark back: no key has come of it, or it was seen to. That this fails harms nothing."""
        if self.entry and self.entry.get("making"):
            self.note(spent(self.entry), "no key was made")

    def tidy(self, wanted: Object, held: str | None, orphans: Iterable[str]) -> None:
        """Delete the orphans of an earlier run: the mark is kept until they are gone."""
        if self.entry is None or not list(orphans):
            return
        self.keep(taken_over(self.entry), held)
        for orphan in orphans:
            self.delete(orphan, wanted["owner"])

    def mint(
        self,
        wanted: Object,
        known: set[str],
        held: str | None = None,
        record: Callable[[Entry, Entry], Entry] = lambda made, before: made,
    ) -> Object:
        """Make a key and keep its secret: nothing comes between the answer and the store.

        `known`: keys with the same identity that were there before; `held`: the key whose secret the store may lose;
        `record`: the entry, of that of the new key alone and of the one before. Returns the key; with `secret` where
        there is no store.
        """
        try:
            raw = self._post(wanted, known)
        except ConfluentError:
            if not self.uncertain:  # the service has made none: what somebody makes by hand now is no orphan of ours
                self.unmark()
            raise
        identifier, secret = raw["id"], (raw.get("spec") or {}).get("secret")
        if not secret or not isinstance(secret, str):
            raise self._taken_back(identifier, wanted["owner"], "the service answered the creation without its secret")
        self.cloud.transport.secrets.add(secret)
        made = self.from_api(raw)
        if self.store:
            entry = {"api_key": identifier, "api_secret": secret, **self.purpose(wanted), "tried": False}
            if made.get("created_at"):
                entry["created_at"] = made["created_at"]
            self.record = record(entry, unmarked(self.entry or {}))
            self.cloud.learn(self.record)
            try:
                self.store.write(self.record, held)
            except Refused as error:
                reason = f"its secret could not be stored in {self.store.where} ({'; '.join(error.problems)})"
                raise self._taken_back(identifier, wanted["owner"], reason) from error
            self.entry = self.record
        self.made = (identifier, secret)
        return made if self.store else {**made, "secret": secret}

    def _post(self, wanted: Object, known: set[str]) -> dict[str, Any]:
        """The answer to the one creation. After an answer that was lost, the key it may have made is removed first."""
        transport = self.cloud.transport
        deadline = transport.clock() + transport.retry_timeout
        owner = wanted["owner"]
        spec: Object = {
            "display_name": wanted["name"],
            "description": wanted.get("description"),
            "owner": {
                "id": owner,
                "kind": "User" if owner.startswith("u-") else "ServiceAccount",
                "api_version": "iam/v2",
            },
            "resource": reference(wanted["resource"], wanted["resource_id"], wanted.get("environment")),
        }
        body = {"spec": {name: value for name, value in spec.items() if value is not None}}
        for attempt in count(1):
            self.cloud.forget(self.path)
            try:
                answer = self.cloud.control.post(self.path, body)
                if isinstance(answer, dict) and answer.get("id"):
                    return answer
                lost: ConfluentError = ConfluentError(
                    "The service answers the creation without a key. What it may have made was deleted again: run "
                    "again later."
                )
            except ApiError as error:
                if not error.fate_unknown:
                    raise
                lost = error
            self.uncertain += 1
            self.remove_orphans(wanted, known)
            if not transport.backoff(attempt, None, deadline):
                raise lost
        raise AssertionError("unreachable")

    def remove_orphans(self, wanted: Object, keep: set[str]) -> None:
        """Delete the keys that creations of unknown fate made: nobody holds their secrets."""
        self.cloud.forget(self.path)
        try:
            orphans = [k["id"] for k in self.same(wanted) if k["id"] not in keep | self.removed]
            if len(orphans) > self.uncertain:
                raise ConfluentError(
                    f"There are more new keys named {wanted['name']!r} than this run can have made "
                    f"({', '.join(orphans)}): something else makes keys of the same name. None was deleted. Look at "
                    "them, and delete by id those nobody uses."
                )
            for orphan in orphans:
                self.delete(orphan, wanted["owner"])
                self.uncertain -= 1
        except ApiError as error:
            error.message += (
                f" Before that, the answer to a creation was lost: look for a key named {wanted['name']!r} of "
                f"{wanted['owner']} whose secret nobody has, and delete it by its id (state: absent)."
            )
            error.fate_unknown = False
            raise

    def _taken_back(self, identifier: str, owner: str, reason: str) -> ConfluentError:
        """Delete the key just made and say why. When that fails too, the message names what is left behind."""
        try:
            self.delete(identifier, owner)
        except ApiError as error:
            return ConfluentError(
                f"The key {identifier} was created, but {reason}. It could not be deleted again ({error}). Delete "
                "it by its id (state: absent): nobody holds its secret."
            )
        return ConfluentError(
            f"The key {identifier} was created, but {reason}. It was deleted again: nothing is left behind."
        )
