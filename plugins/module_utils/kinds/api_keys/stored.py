# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An API key and its entry in the store: what is there, what differs, and how old it is."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._errors import Ambiguous
from ..._stores.entry import Entry, holds_key, named, seconds_of
from ..._stores.forms import needed
from ..._stores.store import Store
from ..._wire.cloud import Cloud
from . import rotation
from .absence import Absence
from .client_file import ClientFile
from .mint import Mint
from .place import store_of
from .scope import KeyScope


class StoredKey(RestKind):
    """What is known of a key by its entry. `same`: every key with the identity of an item."""

    def __init__(self, cloud: Cloud, options: Mapping[str, Any]) -> None:
        super().__init__(cloud, options)
        self.stored: Entry | None = None  # what the store held at the start, where that was a key
        self.standing = rotation.Standing({}, {})
        self.leftover: str | None = None  # the key that a replacement, which was cut short, has not deleted
        self.stale: str | None = None  # the key in the store, when it is gone and its entry is to go
        self.absence = Absence(cloud, self.path)
        self.key_scope = KeyScope(cloud, options)
        self.minter = Mint(cloud, self.path, self.same, self.from_api)
        self._store: Store | None = None

    def same(self, item: Mapping[str, Any]) -> list[Object]:
        """Every key with the item's owner, resource and name."""
        raise NotImplementedError

    @property
    def store(self) -> Store | None:
        """Where the key is stored, None where the result has the secret."""
        if self._store is None:
            self._store = self.minter.store = store_of(self.cloud, self.options)
        return self._store

    def _held(self) -> str | None:
        """The id of the key that the store held at the start."""
        return self.stored["api_key"] if self.stored else None

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        return [self._found(item) for item in wanted]

    def _read_store(self) -> Entry | None:
        """What the store holds, where that is a key. From now on its secrets are shown nowhere."""
        self.minter.entry = entry = self.store.read() if self.store else None
        self.cloud.learn(entry or {})
        self.stored = entry if holds_key(entry) else None
        return self.stored

    def _found(self, item: Object) -> Object | None:
        self._read_store()  # before the keys: what another run stores from here on its key is not overwritten
        by_id = self.get(item["id"]) if item.get("id") else None
        own = [self.from_api(by_id)] if by_id else []
        keys = {key["id"]: key for key in own} if item.get("id") else self._there(item)
        if own and named(self.minter.entry) - {item["id"]}:
            keys = {**self._there(own[0]), **keys}
        after, kept = (seconds_of(item.get(name) or "") for name in ("rotate_after", "keep_old"))
        gone = self._gone(keys)
        self.standing = rotation.Standing(self.minter.entry or {}, keys, after, kept, time.time(), gone)
        self.leftover = self.standing.leftover
        found = own if item.get("id") else self.standing.candidates()
        if len(found) > 1:
            raise Ambiguous(
                "API key", " / ".join(map(str, self.key(item))), [key["id"] for key in found], _advice(found)
            )
        if self.store and self.stored and self.stored.get("tried") is not False:
            for words in self.store.warnings():
                self.cloud.warn(words)
        if self.options.get("state") == "absent":
            found = self._absent(item, found)
        for key in found:
            self._placed(key)
        return found[0] if found else None

    def _gone(self, keys: Mapping[str, Object]) -> frozenset[str]:
        """The key before, where the entry names one that is known not to exist any more. Where that cannot be told, and
        where it has another name by now, it stays in the entry: whoever forgets it could leave a key that works and
        nobody knows. Nor is it deleted then: whoever may write the store could name any key.
        """
        entry = self.minter.entry or {}
        old = entry.get("previous_api_key")
        if not old or old in keys:
            return frozenset()
        if self.absence.proven({**entry, "api_key": old}):
            return frozenset({old})
        there = self.absence.seen(old)
        if there is not None:
            called = (there.get("spec") or {}).get("display_name")
            self.cloud.warn(
                f"The old key {old} is called {called!r} by now, or is for something else, so it is not deleted: it "
                f"stays in the entry, and no key is rotated. If it is the old one, delete it (id: {old} with state: "
                "absent), or give it its name back."
            )
            return frozenset()
        self.cloud.warn(
            f"Whether the old key {old} still exists cannot be told with this credential: it stays in the entry, and "
            "no key is rotated. The credential of an OrganizationAdmin, or of the key's owner, could tell."
        )
        return frozenset()

    def _there(self, item: Mapping[str, Any]) -> dict[str, Object]:
        """The keys with an item's identity by their ids. Those that the entry names and a list does not show, because
        it was read earlier or lags behind, are asked for by themselves.
        """
        found = {key["id"]: key for key in self.same(item)}
        entry = self.minter.entry or {}
        for part in ("next_api_key", "previous_api_key"):
            identifier = entry.get(part)
            raw = self.get(identifier) if identifier and identifier not in found else None
            key = self.from_api(raw) if raw else None
            if key is not None and self.key(key) == self.key(item):
                found[key["id"]] = key
        return found

    def _absent(self, item: Object, found: list[Object]) -> list[Object]:
        """What is to be deleted: the key, or where it is not there its entry, or what a run that was cut short left."""
        stored = self.stored
        if stored and stored["api_key"] not in {key["id"] for key in found} and self.absence.left_over(item, stored):
            self.stale = stored["api_key"]
            if not found:
                left = {part: stored.get(part) for part in ("resource", "resource_id")}
                where = self.store.where if self.store else ""
                self.cloud.warn(f"The key {self.stale} is gone already; {where}, which holds its secret, is removed.")
                return [{**item, **left, "id": self.stale}]
        return found or [self.standing.there[key] for key in self.standing.orphans[:1]]

    def _placed(self, key: Object) -> Object:
        """The key with where it is stored, and what is known of its rotation."""
        entry = self.minter.entry or {}
        if self.store:
            held = key["id"] in (entry.get("api_key"), entry.get("next_api_key"))
            key[self.store.option] = self.store.where if held else None
        path = self.options.get("client_file")
        if path and holds_key(entry) and self.options.get("state") != "absent":
            key["client_file"] = path if self._client_file(path).holds(self._for_applications(entry)) else None
        if self.options.get("rotate_after") or self.options.get("keep_old") or entry.get("previous_api_key"):
            there = {**self.standing.there, key["id"]: key}
            key["rotation"] = dataclasses.replace(self.standing, entry=entry, there=there).told()
        return key

    def _client_file(self, path: str) -> ClientFile:
        return ClientFile(path, self.options.get("client_format") or "properties")

    def _for_applications(self, entry: Entry) -> Entry:
        """The entry with what an application needs beside the key, which entries of earlier releases do not have."""
        form = self.options.get("client_format") or "properties"
        if all(entry.get(part) for part in needed(entry, form)):
            return entry
        return {**self.key_scope.needs_of_applications(entry), **entry}

    def _going(self, actual: Object) -> list[str]:
        """The keys that are deleted with one: those of its entry, and what a run that was cut short left. It is last,
        so that a run that is cut short here is known to be unfinished.
        """
        entry, there = self.standing.entry, self.standing.there
        if actual["id"] not in {*named(entry), *self.standing.orphans}:
            return [actual["id"]]
        others = {*named(entry), *self.standing.orphans} - {actual["id"], self.stale}
        if self.options.get("id") and entry.get("api_key") != actual["id"]:
            others = set()
        last = [actual["id"]] if actual["id"] != self.stale else []
        return [*sorted(key for key in others if key in there), *last]

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        standing = self.standing
        if field.name == "rotate_after":
            return standing.rotating(self.options.get("keep_old") or rotation.KEPT)
        if field.name == "keep_old":
            return standing.retiring()
        if field.name in ("secret_file", "secret_store"):
            if standing.orphans:
                left = ", ".join(standing.orphans)
                return f"{wanted}, and {left}, which a run that was cut short has left", wanted
            if self.leftover:
                return f"{wanted}, and the key {self.leftover} that it replaces is still there", wanted
        if field.name in ("secret_file", "secret_store", "client_file") and self._ignored(actual):
            return None
        return super().compare(field, wanted, actual)

    def _lost(self, actual: Object) -> bool:
        """Whether the secret of a key that is there is not in the store."""
        return self.store is not None and actual.get(self.store.option) is None

    def _ignored(self, actual: Object) -> bool:
        return self.options.get("missing_secret") == "ignore" and self._lost(actual)


def _advice(found: list[Object]) -> str:
    """What to do about several keys of one name: mostly the secrets were lost while a rotation keeps the old one."""
    born = sorted((str(key.get("created_at") or "an unknown time"), key["id"]) for key in found)
    made = ", ".join(f"{identifier} was made at {when}" for when, identifier in born)
    oldest = born[0][1]
    return (
        f"{made}. After a rotation the oldest is the old key: once nothing uses it, delete it (id: {oldest} with "
        "state: absent), and run again; or restore what the store held, or give the id of the one that is meant."
    )
