# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys (apikeys-v2): found by owner, resource and name; their secrets stored before anything else can go wrong.

The service shows a secret once, in the answer to the creation, and does not make the name unique. So a creation is
never repeated blindly, a key whose secret got lost on the way is removed again, and no key is left behind that nobody
can use.
"""

from __future__ import annotations

import copy
import dataclasses
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, DELETED, Change
from ..._declare.collection import IDENTIFIER
from ..._declare.field import CLUSTER, ENVIRONMENT, WAIT, Field, Key, Object, Rules, wait_timeout
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._declare.waiting import Wait
from ..._errors import Ambiguous, ConfluentError, NotFound, Refused, WaitFailed
from ..._stores.entry import Entry, holds_key, named, seconds_of, unmarked, written
from ..._stores.forms import refused as form_refused
from ..._stores.store import Store
from ..._wire.cloud import Cloud
from . import resources as key_resources
from . import rotation
from .absence import Absence
from .client_file import ClientFile
from .mint import Mint
from .place import CLIENT_FORMAT, SECRET_STORE, homeless, misplaced, store_of, unwritable
from .resources import RESOURCES
from .scope import KeyScope
from .trial import Trial

RESOURCE = Field("resource", wire=None, choices=tuple(RESOURCES), key=True, mutable=False)
OWNER = Field("owner", wire="spec.owner.id", key=True, mutable=False)
REGION = (Field("cloud", wire=None, choices=("AWS", "AZURE", "GCP")), Field("region", wire=None))


class ApiKey(RestKind):
    """An API key of a service account or user."""

    name = "api_key"
    plural = "api_keys"
    path = "/iam/v2/api-keys"
    scope = (ENVIRONMENT, CLUSTER, *REGION)
    fields = (
        Field("name", wire="spec.display_name", key=True, aliases=("display_name",)),
        OWNER,
        RESOURCE,
        IDENTIFIER,
        Field("description", wire="spec.description"),
        Field("secret_file", wire=None, type="path", no_log=False),
        SECRET_STORE,
        Field("client_file", wire=None, type="path"),
        Field("rotate_after", wire=None),
        Field("keep_old", wire=None),
    )
    modifiers = (
        Field("missing_secret", wire=None, choices=("fail", "replace", "ignore"), default="fail", no_log=False),
        CLIENT_FORMAT,
        WAIT,
        wait_timeout(600),
    )
    rules = Rules(required_one_of=(("name", "id"),), mutually_exclusive=(("secret_file", "secret_store"),))
    info_scope = (ENVIRONMENT, CLUSTER, *REGION)
    info_fields = (Field("name", aliases=("display_name",)), Field("id"), Field("owner"), RESOURCE)
    outputs = {"crn": "metadata.resource_name", "created_at": "metadata.created_at"}

    def __init__(self, cloud: Cloud, options: Mapping[str, Any]) -> None:
        super().__init__(cloud, options)
        self.stored: Entry | None = None  # what the store held at the start, where that was a key
        self.standing = rotation.Standing({}, {})
        self.leftover: str | None = None  # the key that a replacement, which was cut short, has not deleted
        self.stale: str | None = None  # the key in the store, when it is gone and its entry is to go
        self.absence = Absence(cloud, self.path)
        self.key_scope = KeyScope(cloud, options)
        self.minter = Mint(cloud, self.path, self._same, self.from_api)
        self._store: Store | None = None

    # What is wanted

    @override
    def open(self) -> None:
        """Nothing: the scope names the key's resource, so it is resolved with it."""

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("name") is not None and not item["name"].strip():
            yield "name is empty: give the key a name, it is part of its identity"
        if not item.get("id"):
            for needed in ("owner", "resource"):
                if not item.get(needed):
                    yield f"{needed} is needed: an API key is found by owner, resource and name (or by id)"
        yield from misplaced(item)
        yield from rotation.invalid(item)
        yield from form_refused(item.get("resource"), item.get("client_format") if item.get("client_file") else None)
        owner = item.get("owner") or ""
        if owner.startswith(("pool-", "group-")):
            yield f"owner {owner}: API keys belong to service accounts and users only"
        resource = item.get("resource")
        if resource:
            for needed in RESOURCES[resource].needs:
                if not item.get(needed):
                    yield f"{needed} is needed for an API key of resource {resource}"
        cluster = item.get("cluster") or ""
        for other, declared in RESOURCES.items():
            if resource in ("kafka", "ksqldb") and other != resource and cluster.startswith(declared.prefix or "\0"):
                yield f"cluster {cluster} is an id of another kind ({other}), not of resource {resource}"

    @property
    def store(self) -> Store | None:
        """Where the key is stored, None where the result has the secret."""
        if self._store is None:
            self._store = self.minter.store = store_of(self.cloud, self.options)
        return self._store

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        """As every kind; of the store its place alone, for its options have secrets."""
        stated = super().stated(item)
        if stated.get("secret_store") and self.store:
            stated["secret_store"] = self.store.where
        if stated.get("rotate_after"):
            stated.setdefault("keep_old", rotation.KEPT)
        return stated

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        wanted = super().desired(item)
        try:
            if wanted.get("owner"):
                wanted["owner"] = self.key_scope.owner(wanted["owner"])
            if wanted.get("resource"):
                wanted.update(self.key_scope.resource(wanted["resource"]))
        except NotFound:
            left = self._without_scope(wanted, item)
            if left is None:
                raise
            return left
        return wanted

    def _without_scope(self, wanted: Object, item: Mapping[str, Any]) -> Object | None:
        """What is wanted of a key whose owner or resource is not there: that the file of its secret goes with it.

        None where there is nothing to do. Raises Refused where a new key's secret could not be stored.
        """
        stored = self._read_store()
        if stored:
            if item.get("state") != "absent":
                choice = self.options.get("missing_secret")
                problems = list(self.absence.overwritten(self.label(wanted), wanted, stored, choice, str(self.store)))
                if problems:
                    raise Refused(problems)
            elif self.absence.left_over(wanted, stored):
                return {**wanted, **{part: stored.get(part) for part in ("owner", "resource_id")}}
        return None

    # What is there

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        return tuple(item.get(part) for part in ("name", "owner", "resource", "resource_id"))

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        if item.get("name") is None:
            return f"API key {item.get('id')}"
        return f"API key {item['name']!r} of {item.get('owner')} for {item.get('resource_id') or item.get('resource')}"

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        spec = raw.get("spec") or {}
        return {
            **super().from_api(raw),
            **key_resources.understood(spec),
            "description": spec.get("description") or "",
        }

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
        raw = self.get(item["id"]) if item.get("id") else None
        there = ([self.from_api(raw)] if raw else []) if item.get("id") else self._same(item)
        self._read_store()
        after, kept = (seconds_of(item.get(name) or "") for name in ("rotate_after", "keep_old"))
        keys = {key["id"]: key for key in there}
        self.standing = rotation.Standing(self.minter.entry or {}, keys, after, kept, time.time())
        self.leftover = self.standing.leftover
        found = there if item.get("id") else self.standing.candidates()
        if len(found) > 1:
            raise Ambiguous("API key", " / ".join(map(str, self.key(item))), [key["id"] for key in found])
        if self.store and self.stored and self.stored.get("tried") is not False:
            for words in self.store.warnings():
                self.cloud.warn(words)
        if self.options.get("state") == "absent":
            found = self._absent(item, found)
        for key in found:
            self._placed(key)
        return found[0] if found else None

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
        if path and holds_key(entry):
            key["client_file"] = path if self._client_file(path).holds(self._for_applications(entry)) else None
        if self.options.get("rotate_after") or self.options.get("keep_old") or entry.get("previous_api_key"):
            there = {**self.standing.there, key["id"]: key}
            key["rotation"] = dataclasses.replace(self.standing, entry=entry, there=there).told()
        return key

    def _client_file(self, path: str) -> ClientFile:
        return ClientFile(path, self.options.get("client_format") or "properties")

    def _for_applications(self, entry: Entry) -> Entry:
        """The entry with what an application needs beside the key, which entries of earlier releases do not have."""
        return {**self.key_scope.needs_of_applications(str(entry.get("resource"))), **entry}

    def _same(self, item: Mapping[str, Any]) -> list[Object]:
        """Every key with the item's owner, resource and name: all of the owner's keys are compared here."""
        keys = [self.from_api(raw) for raw in self.cloud.listed(self.path, {"spec.owner": item["owner"]})]
        for key in keys:
            told = key.get("environment")
            short = f"{item.get('environment')}.{key['resource_id']}"
            if not told and key["resource"] == "flink" and self.key({**key, "resource_id": short}) == self.key(item):
                raise Refused(
                    f"the service does not tell to which environment {self.label(key)} belongs: give its id, "
                    f"{key['id']}"
                )
        return [key for key in keys if self.key(key) == self.key(item)]

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

    # What must not happen

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        before, wanted = change.before, change.desired
        if before and wanted.get("resource_id") not in (None, before["resource_id"]):
            yield (
                f"{self.label(before)} ({before['id']}) is for {before['resource_id']}, not for "
                f"{wanted['resource_id']}: that is fixed at creation"
            )
        if change.operation == DELETED:
            for identifier in self._going(change.actual):
                yield from self.key_scope.in_use(identifier, change.label, "deleted")
            return
        if self.leftover:
            yield from self.key_scope.in_use(self.leftover, change.label, "deleted")
        if change.fields.get("keep_old"):
            yield from self.key_scope.in_use(self.standing.entry["previous_api_key"], change.label, "deleted")
        if change.operation == CREATED or (before and self._lost(before) and not self._ignored(before)):
            yield from self._held_by_others(change)
        elif self.store and (self.standing.orphans or {"rotate_after", "keep_old"} & set(change.fields)):
            yield from unwritable(self.store, self.cloud.transport.read_only)
        if "rotate_after" in change.fields and before and before["resource"] not in RESOURCES:
            yield f"{change.label} cannot be rotated: this collection does not know how to make a key like it"
        path = change.desired.get("client_file")
        if path:
            yield from self._client_file(path).refused(self.cloud.transport.read_only)

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        hidden = bool(self.options.get("_no_log"))
        what = f"{change.label} would be created, and its secret"
        yield from homeless(self.store, hidden, what, self.cloud.transport.read_only)

    def _held(self) -> str | None:
        """The id of the key that the store held at the start."""
        return self.stored["api_key"] if self.stored else None

    def _held_by_others(self, change: Change) -> Iterator[str]:
        """Why a new key's secret must not be stored, or asked for. Checked before the key is made."""
        choice, store, held = self.options.get("missing_secret"), self.store, self._held()
        if store is None:
            return
        if change.before:
            if choice != "replace":
                holds = f"holds the secret of another key, {held}" if held else store.missing()
                yield (
                    f"{change.label} exists as {change.before['id']}, but its secret is not in {store.option}: "
                    f"{store.where} {holds}. The service shows a secret only once. Restore the "
                    f"{'file' if store.option == 'secret_file' else 'entry'}; or give missing_secret: replace, which "
                    "creates a new key and deletes this one (at once, or after keep_old); or missing_secret: ignore"
                )
                return
            if change.before["resource"] not in RESOURCES:
                yield f"{change.label} cannot be replaced: this collection does not know how to make a key like it"
            if not self.options.get("keep_old"):
                yield from self.key_scope.in_use(change.before["id"], change.label, "replaced")
        if self.stored and held != (change.before or {}).get("id"):
            yield from self.absence.overwritten(change.label, change.desired, self.stored, choice, str(store))
        if change.before:  # of a creation it was looked at already
            yield from unwritable(store, self.cloud.transport.read_only)

    # Making and removing keys

    @override
    def create(self, change: Change) -> Object:
        standing = self.standing
        wanted = self._wanted(change.desired)
        self.minter.mark(wanted, standing.there, self._held(), standing.orphans)
        made = self.minter.mint(wanted, set(standing.there), self._held(), self._with_old)
        return self._placed(made)

    def _wanted(self, wanted: Object) -> Object:
        """What a key is made of and its entry says, with what applications need beside it."""
        needs = self.key_scope.needs_of_applications(wanted["resource"]) if self.store else {}
        return {**wanted, **needs}

    def _with_old(self, made: Entry, before: Entry) -> Entry:
        """The entry of a new key: with the key that was kept until now, so that no key is forgotten."""
        if before.get("previous_api_key") not in self.standing.there:
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
            return self._placed(self._rotated(change))
        if self._lost(actual) and self.store and self.store.option in change.fields:
            return self._placed(self._replaced(change))
        if standing.orphans and self.minter.entry:
            self.minter.tidy(actual, self._held(), standing.orphans)
            self.minter.keep(unmarked(self.minter.entry), self._held())
        return self._placed(self._changed(change, actual))

    def _changed(self, change: Change, actual: Object) -> Object:
        """The key once what the service knows of it is changed."""
        fields = {name: values for name, values in change.fields.items() if self.field(name).wire is not None}
        return super().update(dataclasses.replace(change, before=actual, fields=fields)) if fields else actual

    def _retire_old(self, actual: Object) -> None:
        """Delete the key before, of which the time is over, and forget it."""
        entry = self.minter.entry or {}
        self.minter.delete(entry["previous_api_key"], actual["owner"])
        self.minter.note(rotation.without_old(entry), "the old key is deleted")

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
        kept = bool(self.options.get("keep_old"))

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

    def _going(self, actual: Object) -> list[str]:
        """The keys that are deleted with one: those of its entry, and what a run that was cut short left. It is last,
        so that a run that is cut short here is known to be unfinished.
        """
        entry, there = self.standing.entry, self.standing.there
        if actual["id"] not in {*named(entry), *self.standing.orphans}:
            return [actual["id"]]
        by_id = bool(self.options.get("id"))
        others = {*named(entry), *self.standing.orphans} - {actual["id"], self.stale}
        if by_id and entry.get("api_key") != actual["id"]:
            others = set()
        last = [actual["id"]] if actual["id"] != self.stale else []
        return [*sorted(key for key in others if by_id or key in there), *last]

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

    # The _info module

    @override
    def select(self) -> list[Object]:
        name, identifier, owner, resource = (self.options.get(n) for n in ("name", "id", "owner", "resource"))
        params = {"spec.owner": self.key_scope.owner(owner)} if owner else {}
        chosen = self.key_scope.chosen(resource) if resource else None
        if identifier:
            raw = self.get(identifier)
            keys = [self.from_api(raw)] if raw else []
        else:
            keys = [self.from_api(raw) for raw in self.cloud.listed(self.path, params)]
        return [
            key
            for key in keys
            if name in (None, key["name"])
            and params.get("spec.owner") in (None, key["owner"])
            and resource in (None, key["resource"])
            and (chosen is None or key["resource_id"] in chosen)
        ]
