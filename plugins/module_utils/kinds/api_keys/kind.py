# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys (apikeys-v2): found by owner, resource and name; their secrets stored before anything else can go wrong.

The service shows a secret once, in the answer to the creation, and does not make the name unique. So a creation is
never repeated blindly, a key whose secret got lost on the way is removed again, and no key is left behind that nobody
can use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, DELETED, Change
from ..._declare.collection import IDENTIFIER
from ..._declare.field import CLUSTER, ENVIRONMENT, WAIT, Field, Key, Object, Rules, wait_timeout
from ..._declare.override import override
from ..._errors import NotFound, Refused
from ..._stores.entry import purpose
from ..._stores.forms import refused as form_refused
from . import resources as key_resources
from . import rotation
from .making import MadeKey
from .place import CLIENT_FORMAT, SECRET_STORE, homeless, misplaced, unwritable
from .resources import RESOURCES

RESOURCE = Field("resource", wire=None, choices=tuple(RESOURCES), key=True, mutable=False)
OWNER = Field("owner", wire="spec.owner.id", key=True, mutable=False)
REGION = (Field("cloud", wire=None, choices=("AWS", "AZURE", "GCP")), Field("region", wire=None))


class ApiKey(MadeKey):
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
    def same(self, item: Mapping[str, Any]) -> list[Object]:
        """Every key with the item's owner, resource and name: all of the owner's keys are compared here."""
        if self.cloud.whole:  # one list instead of one for each owner
            every = [self.from_api(raw) for raw in self.cloud.listed(self.path)]
            keys = [key for key in every if key["owner"] == item["owner"]]
        else:
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
        marked = (self.minter.entry or {}).get("making_for")
        if self.stored is None and marked not in (None, purpose({**(change.before or {}), **change.desired})):
            yield (
                f"{store} is marked by a run that was cut short while it made another key ({marked}): give this one a "
                "place of its own, or remove what is there once that key is seen to"
            )
        if self.stored and held != (change.before or {}).get("id"):
            yield from self.absence.overwritten(change.label, change.desired, self.stored, choice, str(store))
        if change.before:  # of a creation it was looked at already
            yield from unwritable(store, self.cloud.transport.read_only)

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
