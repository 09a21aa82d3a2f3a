# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making, rotating, replacing and removing API keys, and waiting until they work."""

from __future__ import annotations

import copy
import dataclasses
import time
from collections.abc import Iterator

from ..._declare.change import DELETED, Change
from ..._declare.field import Object
from ..._declare.override import override
from ..._declare.waiting import Wait
from ..._errors import ConfluentError, Refused, WaitFailed
from ..._stores.entry import Entry, holds_key, named, purpose, written
from . import rotation
from .resources import RESOURCES
from .stored import StoredKey
from .trial import Trial


class MadeKey(StoredKey):
    """What is done to a key: each write leaves an entry that says how far it came."""

    @override
    def create(self, change: Change) -> Object:
        standing = self.standing
        wanted = self._wanted(change.desired)
        self.minter.mark(wanted, standing.there, self._held(), standing.orphans)
        made = self.minter.mint(wanted, set(standing.there), self._held(), self._with_old)
        return self._placed(made)

    def _wanted(self, wanted: Object) -> Object:
        """What a key is made of and its entry says, with what applications need beside it."""
        needs = self.key_scope.needs_of_applications(wanted) if self.store else {}
        return {**wanted, **needs}

    def _with_old(self, made: Entry, before: Entry) -> Entry:
        """The entry of a new key: with the key that was kept until now, so that no key is forgotten."""
        if before.get("previous_api_key") in (None, *self.standing.gone):
            return made
        kept = {name: value for name, value in before.items() if name.startswith(("previous_", "rotated_at"))}
        return {**made, **kept}

    @override
    def update(self, change: Change) -> Object:
        actual, standing = change.actual, self.standing
        if self.leftover:
            self.minter.retire(self.leftover, actual)
        if "keep_old" in change.fields:
            self._retire_old(actual)
        if "rotate_after" in change.fields:
            return self._instead(self._rotated(change), standing.current)
        if self._replacing(change):
            return self._instead(self._replaced(change), actual["id"])
        if standing.orphans:
            self.minter.tidy(actual, self._held(), standing.orphans)
            self.minter.unmark()
        return self._placed(self._changed(change, actual))

    def _instead(self, made: Object, old: str | None) -> Object:
        """The new key with the id of the one that it takes the place of."""
        return self._placed({**made, "replaced": old} if old else made)

    def _changed(self, change: Change, actual: Object) -> Object:
        """The key once what the service knows of it is changed."""
        fields = {name: values for name, values in change.fields.items() if self.field(name).wire is not None}
        if not fields:
            return actual
        made = super().update(dataclasses.replace(change, before=actual, fields=fields))
        entry = self.minter.entry or {}
        if "name" in fields and holds_key(entry) and entry["api_key"] == made["id"]:
            self.minter.note({**entry, "name": made["name"]}, "the key has its new name")
        return made

    @property
    def _kept_for(self) -> str | None:
        """How long an old key is kept, as it is written; None: it is deleted at once."""
        stated: str | None = self.options.get("keep_old")
        return stated or (rotation.KEPT if self.options.get("rotate_after") else None)

    def _retire_old(self, actual: Object) -> None:
        """Delete the key before, of which the time is over, unless it is gone, and forget it."""
        entry = self.minter.entry or {}
        if self.standing.retired:
            self.minter.delete(self.standing.retired, actual["owner"])
        self.minter.note(rotation.without_old(entry), "the old key is deleted")

    def _replacing(self, change: Change) -> bool:
        """Whether a new key is made for one whose secret is lost."""
        if change.before is None or self.store is None or self.store.option not in change.fields:
            return False
        return self._lost(change.before) and not self._ignored(change.before)

    @override
    def giving_way(self, change: Change) -> Iterator[str]:
        """The ids of the keys that are replaced, rotated out or deleted as old ones."""
        standing, kept = self.standing, self._kept_for
        if change.before is None or change.operation == DELETED:
            return
        for old in filter(None, (self.leftover, standing.retired if "keep_old" in change.fields else None)):
            yield f"the old key {old} is deleted"
        if "keep_old" in change.fields and not standing.retired:
            yield f"the old key {standing.entry.get('previous_api_key')} does not exist any more and is forgotten"
        if "rotate_after" in change.fields:
            if standing.current:
                yield f"the old key {standing.current} is kept for {kept}"
        elif self._replacing(change):
            full = standing.retired is not None and "keep_old" not in change.fields  # one more cannot be kept
            became = f"kept for {kept}" if kept and not full else "deleted"
            yield f"the old key {change.before['id']}, whose secret is lost, is {became}"

    @override
    def lasting(self, change: Change) -> Iterator[str]:
        yield from super().lasting(change)
        yield from (words for words in self.giving_way(change) if words.endswith("deleted"))

    def _rotated(self, change: Change) -> Object:
        """A new key beside the one in use: stored, tried, handed out by one write of the store."""
        actual, standing, held = change.actual, self.standing, self._held()
        if standing.completes:
            made = standing.there[str(standing.next)]
            self.minter.tidy(actual, held, standing.orphans)
        else:
            stated = {name: value for name, value in change.desired.items() if name != "id"}
            wanted = self._wanted({**actual, **stated})
            self.minter.mark(wanted, standing.there, held, standing.orphans)
            made = self.minter.mint(wanted, set(standing.there), held, rotation.beside)
        entry = self.minter.entry or {}
        tried = self._tried(change, made, (entry["next_api_key"], entry["next_api_secret"]))
        self.minter.keep(rotation.handed_out(entry, standing.current is not None, tried), held)
        return self._changed(change, made) if standing.completes else made

    def _replaced(self, change: Change) -> Object:
        """A new key for one whose secret is lost, which is deleted: at once, or when keep_old is over."""
        actual, there, old = change.actual, set(self.standing.there), change.actual["id"]
        stated = {name: value for name, value in change.desired.items() if name != "id"}
        wanted = self._wanted({**actual, **stated})
        kept = bool(self._kept_for)

        def record(made: Entry, before: Entry) -> Entry:
            nonlocal kept
            whole = self._with_old(made, before)
            kept = kept and "previous_api_key" not in whole
            if not kept:
                return {**whole, "replaces": old}
            born = {"previous_created_at": actual["created_at"]} if actual.get("created_at") else {}
            return {**whole, "previous_api_key": old, **born, "rotated_at": written(time.time())}

        self.minter.mark(wanted, there | {old}, self._held(), self.standing.orphans)
        made = self.minter.mint(wanted, there | {old}, self._held(), record)
        if not kept:
            self.minter.retire(old, made)
        return made

    @override
    def handed_back(self) -> list[str]:
        return [self.minter.made[1]] if self.minter.made and self.store is None else []

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        """Never: the secret of a key that was found is not known. It is an orphan of this run, and goes."""
        self.minter.delete(found["id"], found["owner"])
        return None

    @override
    def delete(self, change: Change) -> None:
        entry = self.standing.entry
        for identifier in self._going(change.actual):
            self.minter.delete(identifier, change.actual["owner"])
        whole = change.actual["id"] in {*named(entry), *self.standing.orphans} and not (
            self.options.get("id") and entry.get("api_key") != change.actual["id"]
        )
        gone = entry.get("api_key") if whole and holds_key(entry) else change.actual["id"]
        gone = self.stale or gone
        # An entry that is only marked, for another key, is not this one's.
        if holds_key(entry) or not entry or entry.get("making_for") == purpose(change.actual):
            self.minter.discard(str(gone))
        path = change.desired.get("client_file") or self.options.get("client_file")
        if path and self._client_file(path).remove(str(gone)):
            self.cloud.progress(f"{path} removed")

    # Waiting until the key works

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """Tidy up after lost answers, then try the key until its plane takes it.

        Tried are a key that this run made, and one that an earlier run stored and could not try to the end.
        """
        if change.operation == DELETED:
            return made
        try:
            if self.minter.uncertain:
                known = {made["id"], *named(self.minter.entry), *self.standing.there}
                self.minter.remove_orphans({**made, **change.desired}, known)
            self._try(change, made)
            self._hand_on(change)
        except ConfluentError as error:
            failed = WaitFailed("; ".join(error.problems)) if isinstance(error, Refused) else error
            stored = self.store is not None and not self._lost(made)
            if self.minter.made or stored:
                where = f"stored in {self.store.where}" if self.store and stored else "in this result (api_key.secret)"
                failed.message += f" Nothing is lost: the key {made['id']} exists, and its secret is {where}."
            if failed is error:
                raise
            raise failed from error
        return self._placed(made)

    def _try(self, change: Change, made: Object) -> None:
        """Try a new key, or one that an earlier run stored and could not try, and note that it works."""
        entry = self.minter.entry or {}
        pair = self.minter.made if self.store is None else None
        if entry.get("api_key") == made["id"] and entry.get("tried") is False:
            pair = (entry["api_key"], entry["api_secret"])
        if pair is not None and self._tried(change, made, pair) and self.store:
            self.minter.note({**entry, "tried": True}, "the key is stored and works")

    def _tried(self, change: Change, made: Object, pair: tuple[str, str]) -> bool:
        """Try a pair until its plane takes it; False where it is not to be tried, or cannot be."""
        probe = RESOURCES[made["resource"]].probe if made["resource"] in RESOURCES else None
        if probe is None or not change.options.get("wait", True) or not change.desired.get("resource"):
            return False
        transport = self.cloud.transport
        client = self.cloud.probe(probe.plane, self.key_scope.endpoint(made["resource"], made["resource_id"]), *pair)
        client.transport = copy.copy(transport)  # with the same connections, and the same secrets
        client.transport.retry_timeout = 0.0  # the wait repeats, with its own limit
        organization = self.cloud.organization_id() if "{organization}" in probe.path else ""
        path = probe.path.format(organization=organization, **{"environment": "", **change.desired})
        trial = Trial(client, probe, path, change.label, transport.retry_timeout)
        self.waited = Wait(change.label, change.options["wait_timeout"], self.cloud.progress)
        self.waited.until(trial.look)
        return True

    def _hand_on(self, change: Change) -> None:
        """Write the file that the application reads, where it is not what it is to be."""
        path, entry = change.desired.get("client_file"), self.minter.entry or {}
        if path and holds_key(entry):
            file, whole = self._client_file(path), self._for_applications(entry)
            if not file.holds(whole):
                file.write(whole)
