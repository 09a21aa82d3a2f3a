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
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, DELETED, Change
from ..._declare.collection import IDENTIFIER
from ..._declare.field import CLUSTER, ENVIRONMENT, WAIT, Field, Key, Object, Rules, wait_timeout
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._declare.waiting import Wait
from ..._errors import Ambiguous, ConfluentError, NotFound, Refused, WaitFailed
from ..._secrets import store as secret_store
from ..._wire.cloud import Cloud
from . import resources as key_resources
from .absence import Absence
from .mint import Mint
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
    )
    modifiers = (
        Field("missing_secret", wire=None, choices=("fail", "replace", "ignore"), default="fail", no_log=False),
        WAIT,
        wait_timeout(600),
    )
    rules = Rules(required_one_of=(("name", "id"),))
    info_scope = (ENVIRONMENT, CLUSTER, *REGION)
    info_fields = (Field("name", aliases=("display_name",)), Field("id"), Field("owner"), RESOURCE)
    outputs = {"crn": "metadata.resource_name", "created_at": "metadata.created_at"}

    def __init__(self, cloud: Cloud, options: Mapping[str, Any]) -> None:
        super().__init__(cloud, options)
        self.stored: dict[str, Any] | None = None  # what secret_file held at the start
        self.leftover: str | None = None  # the key that a replacement, which was cut short, has not deleted
        self.stale: str | None = None  # the key in secret_file, when it is gone and the file is to go
        self.absence = Absence(cloud, self.path)
        self.key_scope = KeyScope(cloud, options)
        self.minter = Mint(cloud, self.path, self._same, self.from_api)

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
        path = wanted.get("secret_file")
        stored = self.cloud.stored_key(path) if path else None
        if stored:
            self.stored = stored
            if item.get("state") != "absent":
                problems = list(
                    self.absence.overwritten(self.label(wanted), wanted, stored, self.options.get("missing_secret"))
                )
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

    def _found(self, item: Object) -> Object | None:
        raw = self.get(item["id"]) if item.get("id") else None
        found = ([self.from_api(raw)] if raw else []) if item.get("id") else self._same(item)
        path = item.get("secret_file")
        self.stored = self.cloud.stored_key(path) if path else None
        new, old = (self.stored or {}).get("api_key"), (self.stored or {}).get("replaces")
        if len(found) == 2 and {key["id"] for key in found} == {new, old}:
            self.leftover = old
            found = [key for key in found if key["id"] == new]
        if len(found) > 1:
            raise Ambiguous("API key", " / ".join(map(str, self.key(item))), [key["id"] for key in found])
        if path and self.stored and self.stored.get("tried") is not False:
            for words in filter(None, (secret_store.unencrypted(path, self.cloud.vault), secret_store.exposed(path))):
                self.cloud.warn(words)
        if self.stored and self.options.get("state") == "absent" and new not in {key["id"] for key in found}:
            self.stale = new if self.absence.left_over(item, self.stored) else None
            if self.stale and not found:
                left = {part: self.stored.get(part) for part in ("resource", "resource_id")}
                found = [{**item, **left, "id": self.stale}]
                self.cloud.warn(f"The key {self.stale} is gone already; {path}, which holds its secret, is removed.")
        for key in found:
            key["secret_file"] = path if self.stored and self.stored["api_key"] == key["id"] else None
        return found[0] if found else None

    def _same(self, item: Mapping[str, Any]) -> list[Object]:
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

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "secret_file" and self.options.get("missing_secret") == "ignore":
            return None
        if field.name == "secret_file" and self.leftover:
            return f"{wanted}, and the key {self.leftover} that it replaces is still there", wanted
        return super().compare(field, wanted, actual)

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
        if self.leftover:
            yield from self.key_scope.in_use(self.leftover, change.label, "deleted")
        if change.operation == DELETED and change.actual["id"] != self.stale:
            yield from self.key_scope.in_use(change.actual["id"], change.label, "deleted")
        elif change.operation == CREATED or ("secret_file" in change.fields and not self.leftover):
            yield from self._held_by_others(change)

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        path, hidden = change.desired.get("secret_file"), bool(self.options.get("_no_log"))
        what = f"{change.label} would be created, and its secret"
        yield from secret_store.homeless(path, hidden, what, self.cloud.transport.read_only, self.cloud.vault)

    def _held(self) -> str | None:
        """The id of the key that secret_file held at the start."""
        return self.stored["api_key"] if self.stored else None

    def _held_by_others(self, change: Change) -> Iterator[str]:
        """Why a new key's secret must not be stored, or asked for. Checked before the key is made."""
        path, choice = change.desired.get("secret_file"), self.options.get("missing_secret")
        if path is None:
            return
        held = self._held()
        if change.before:
            if choice != "replace":
                holds = f"holds the secret of another key, {held}" if held else "does not exist"
                yield (
                    f"{change.label} exists as {change.before['id']}, but its secret is not in secret_file: {path} "
                    f"{holds}. The service shows a secret only once. Restore the file; or give missing_secret: "
                    "replace, which creates a new key and deletes this one; or missing_secret: ignore"
                )
                return
            if change.before["resource"] not in RESOURCES:
                yield f"{change.label} cannot be replaced: this collection does not know how to make a key like it"
            yield from self.key_scope.in_use(change.before["id"], change.label, "replaced")
        if self.stored and held != (change.before or {}).get("id"):
            yield from self.absence.overwritten(change.label, change.desired, self.stored, choice)
        if change.before:  # of a creation it was looked at already
            yield from secret_store.unwritable(path, self.cloud.transport.read_only, self.cloud.vault)

    # Making and removing keys

    @override
    def create(self, change: Change) -> Object:
        return self.minter.mint(change.desired, set(), self._held())

    @override
    def update(self, change: Change) -> Object:
        if self.leftover:
            self.minter.retire(self.leftover, change.actual, self.stored)
        if self.leftover and set(change.fields) == {"secret_file"}:
            return change.actual
        if self.leftover or "secret_file" not in change.fields:
            made = super().update(change)
            return {**made, **{n: v for n, v in change.actual.items() if n == "secret_file"}}
        stated = {name: value for name, value in change.desired.items() if name != "id"}
        old = change.actual["id"]
        made = self.minter.mint({**change.actual, **stated}, {old}, self._held())
        self.minter.retire(old, made, self.minter.record)
        return made

    @override
    def handed_back(self) -> list[str]:
        return [self.minter.made[1]] if self.minter.made and not self.minter.record else []

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        """Never: the secret of a key that was found is not known. It is an orphan of this run, and goes."""
        self.minter.delete(found["id"], found["owner"])
        return None

    @override
    def delete(self, change: Change) -> None:
        for identifier in filter(None, (self.leftover, change.actual["id"])):
            if identifier != self.stale:
                self.minter.delete(identifier, change.actual["owner"])
        path = change.desired.get("secret_file")
        if path:
            self.minter.discard(path, self.stale or change.actual["id"])

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
                self.minter.remove_orphans({**made, **change.desired}, {made["id"]})
            self._try(change, made)
        except ConfluentError as error:
            failed = WaitFailed("; ".join(error.problems)) if isinstance(error, Refused) else error
            if self.minter.made or made.get("secret_file"):
                where = (
                    f"stored in {made['secret_file']}" if made.get("secret_file") else "in this result (api_key.secret)"
                )
                failed.message += f" Nothing is lost: the key {made['id']} exists, and its secret is {where}."
            if failed is error:
                raise
            raise failed from error
        return made

    def _try(self, change: Change, made: Object) -> None:
        pair, stored = self.minter.made, self.minter.record or self.stored or {}
        if pair is None and made.get("secret_file") and stored.get("tried") is False:
            pair = (stored["api_key"], stored["api_secret"])
        probe = RESOURCES[made["resource"]].probe if made["resource"] in RESOURCES else None
        if pair is None or probe is None or not change.options.get("wait", True) or not change.desired.get("resource"):
            return
        transport = self.cloud.transport
        client = self.cloud.probe(probe.plane, self.key_scope.endpoint(made["resource"], made["resource_id"]), *pair)
        client.transport = copy.copy(transport)  # with the same connections, and the same secrets
        client.transport.retry_timeout = 0.0  # the wait repeats, with its own limit
        organization = self.cloud.organization_id() if "{organization}" in probe.path else ""
        path = probe.path.format(organization=organization, **{"environment": "", **change.desired})
        trial = Trial(client, probe, path, change.label, transport.retry_timeout)
        self.waited = Wait(change.label, change.options["wait_timeout"], self.cloud.progress)
        self.waited.until(trial.look)
        self.minter.note(made, {**stored, "tried": True}, "the key is stored and works")

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
