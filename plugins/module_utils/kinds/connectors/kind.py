# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connectors of a Kafka cluster (connect-v1; API_MAP B.7 and C.3).

Secrets cannot be read, and an update sends the settings as a whole: an update that would lose a secret is refused.
No document has a restart (`running`): a connector restarts when it is resumed and when its settings change.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..._declare.bulk_read import Scan, Scanned
from ..._declare.change import CREATED, DELETED, Change
from ..._declare.field import CLUSTER, ENVIRONMENT, WAIT, Field, Object, wait_timeout
from ..._declare.override import override
from ..._declare.purge_scope import INTERNAL, by_name, in_names
from ..._declare.waiting import Wait
from ..._errors import ApiError, ConfluentError, attempting
from ..._secrets.recognition import texts
from ..._wire.http import Client
from . import config as settings
from .check import judged
from .denied import name_the_right
from .running import ALWAYS, ON_FAILURE, STATES, ask, broken, is_as, restart_difference, status_difference
from .scan import Connectors, ConnectorScan
from .shown import visible
from .watch import HOW_TO_RESTART, PAUSED, PENDING, RUNNING, Watch


class Connector(Scanned):
    """A connector: settings, of which only the stated ones count, and whether it runs."""

    name = "connector"
    plural = "connectors"
    scope = (ENVIRONMENT.but(required=True), CLUSTER.but(required=True))
    fields = (
        Field("name", key=True, required=True),
        Field("config", type="dict"),
        Field("sensitive_config", type="dict", no_log=True),
        Field("status"),
        Field("restart", wire=None, choices=(ON_FAILURE, ALWAYS)),
    )
    modifiers = (
        Field("service_account", wire=None),
        Field("config_mode", wire=None, choices=("merge", "replace"), default="merge"),
        # no_log=False: the name makes Ansible suspect a secret.
        Field("update_secrets", wire=None, choices=("on_create", "always"), default="on_create", no_log=False),
        WAIT,
        wait_timeout(900),
    )
    single = 0  # to read one costs as much as to read all
    purge_scope = by_name("name_prefix", "name_pattern")
    info_fields = (Field("name"),)

    client: Client
    there: Connectors
    environment: str
    cluster: str

    @override
    def begin(self, options: Mapping[str, Any]) -> None:
        super().begin(options)
        self._secret_names: set[str] = set(options.get("sensitive_config") or {})

    @override
    def open(self) -> None:
        self.environment = self.cloud.environment_id(self.options.get("environment"))
        self.cluster = self.cloud.find_cluster(self.environment, self.options["cluster"])["id"]
        self.client = self.cloud.connect
        self.there = Connectors(self.client, self.environment, self.cluster)
        self._told: set[str] = set()  # the secrets of all items: what the service says of one may quote another's

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        for item in items:
            self._told.update(self.bound(item).secrets())
        return super().gather(items)

    @override
    def scope_key(self) -> Hashable:
        return self.environment, self.cluster

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        yield from settings.problems(item)
        named = (item.get("config") or {}).get("name")
        if named is not None and named != item["name"]:
            yield f"config: name is {named!r}, but the connector's name is {item['name']!r}; leave it out of config"

    @override
    def unmakeable(self, change: Change) -> Iterator[str]:
        """Why a connector could not be made of what is stated, known without asking the service."""
        yield from settings.lacking({**change.options, "name": change.desired["name"]})

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        if "status" in stated:
            stated["status"] = stated["status"].lower()
        for option in ("config", "sensitive_config"):
            if option in stated:
                stated[option] = {
                    name: None if value is None else settings.to_text(value)
                    for name, value in stated[option].items()
                    if name != "name"
                }
        if item.get("service_account"):
            stated["config"] = {**stated.get("config", {}), **settings.identity(item["service_account"])}
        return stated

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        stated = self.stated(item)
        account = stated.get("config", {}).get(settings.ACCOUNT)
        if account and not account.startswith(("sa-", "pool-")) and item.get("state") != "absent":
            stated["config"][settings.ACCOUNT] = self.cloud.service_account(account)["id"]
        return stated

    @override
    def secrets(self) -> Iterable[str]:
        """Values among the settings that no output may show; those of `sensitive_config` Ansible knows itself."""
        stated = {**(self.options.get("config") or {}), **(self.options.get("sensitive_config") or {})}
        for name, value in stated.items():
            yield from texts(str(name), value, known=name in self._secret_names)

    @contextmanager
    def _discreet(self) -> Iterator[None]:
        """Secrets out of the words of an error that passes through: the service may quote what it was sent."""
        try:
            yield
        except ConfluentError as error:
            error.message = self._censored(error.message)
            if isinstance(error, ApiError):
                error.detail = self._censored(error.detail)
                name_the_right(error, self.cloud, self.cluster)
            raise

    def _learn(self, change: Change) -> None:
        """The secrets among the settings that are there: what a connector says of itself may quote these, too."""
        for name, value in ((change.before or {}).get("config") or {}).items():
            self._told.update(texts(name, value))

    def _censored(self, text: str) -> str:
        for value in sorted(self._told.union(self.secrets()), key=len, reverse=True):
            text = text.replace(value, settings.HIDDEN)
        return text

    # What is there

    @override
    def scan(self, wanted: list[Object]) -> Scan:
        with self._discreet():
            return ConnectorScan(self.there.all())

    @override
    def read_one(self, item: Object) -> Object | None:
        found = self.there.alone(item["name"])
        if found is not None and found["id"] is None:  # which only the list shows, once there is a status
            found["id"] = (self.there.all().get(item["name"]) or {}).get("id")
        return found

    @override
    def read_singly(self, wanted: list[Object]) -> list[Object | None]:
        with self._discreet():
            return super().read_singly(wanted)

    @override
    def taken(self, error: ApiError) -> bool:
        # A 409 may also mean that the service is at something else.
        return super().taken(error) and "exist" in error.detail.lower()

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "status":
            return status_difference(wanted, actual)
        if field.name == "restart":
            return restart_difference(wanted, actual, str(self.options.get("status")))
        if field.name == "config":
            return self._config_difference(wanted, actual)
        if field.name == "sensitive_config":
            return self._secret_difference(wanted, actual)
        return super().compare(field, wanted, actual)

    def _config_difference(self, wanted: Mapping[str, Any], actual: Object) -> tuple[Any, Any] | None:
        secret = self.options.get("sensitive_config") or {}
        stated = {name: value for name, value in wanted.items() if name not in secret}
        after = settings.differences(stated, actual["config"], self._replacing(), keep=secret)
        return ({name: actual["config"].get(name) for name in after}, after) if after else None

    def _secret_difference(self, wanted: Mapping[str, Any], actual: Object) -> tuple[Any, Any] | None:
        """By names only: no secret gets into a diff."""
        held = actual["config"]
        differing = settings.differences(wanted, held, replace=False)
        if self.options["update_secrets"] == "always":
            differing.update({name: value for name, value in wanted.items() if value is not None})
        before = {name: settings.HIDDEN if held.get(name) else None for name in differing}
        after = {
            name: None if value is None else f"{settings.HIDDEN} (sent again)" if held.get(name) else settings.HIDDEN
            for name, value in differing.items()
        }
        return (before, after) if differing else None

    # Judgement

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        if change.operation == DELETED or change.options.get("state") == "absent":
            return
        if change.needed or (change.before is not None and self._failed(change.before, change)):
            self._learn(change)
        with self._discreet():
            yield from (self._censored(problem) for problem in self._problems(change))

    def _problems(self, change: Change) -> Iterator[str]:
        actual = change.before
        reconfigured = bool({"config", "sensitive_config"} & set(change.fields))
        if actual is not None:
            held, stated = actual["config"].get("connector.class"), self._stated(change).get("connector.class")
            if stated and held and stated != held:
                yield (
                    f"connector.class of {change.label} cannot be changed from {held} to {stated}: it is fixed at "
                    "creation. Delete the connector and create it anew, or take another name"
                )
                return
            if reconfigured and self._lost(change):
                yield (
                    f"{change.label} holds secrets that cannot be read and that an update would lose: "
                    f"{', '.join(self._lost(change))}. Give them in sensitive_config (null to remove one)"
                )
                return
            if not change.fields and self._failed(actual, change):
                said = settings.traces(actual["_status"]) or "the service gives no trace"
                yield f"{change.label} is {actual['status']}: {said}. {HOW_TO_RESTART}"
        if actual is None or reconfigured:
            yield from self._validated(change)

    @staticmethod
    def _failed(actual: Object, change: Change) -> bool:
        """Whether an unchanged connector ought to run and does not: a run that reports success would hide it."""
        wanted = change.desired.get("status")
        return broken(actual) and (wanted == "running" or (wanted is None and change.options["wait"]))

    @staticmethod
    def _stated(change: Change) -> dict[str, str | None]:
        return {**(change.desired.get("config") or {}), **(change.desired.get("sensitive_config") or {})}

    def _replaces(self, change: Change) -> bool:
        return self._replacing() and "config" in change.desired

    def _replacing(self) -> bool:
        """Whether settings that are not stated go; `service_account` alone says nothing of them."""
        return self.options["config_mode"] == "replace" and self.options.get("config") is not None

    def _lost(self, change: Change) -> list[str]:
        if change.before is None or self._replaces(change):
            return []
        return settings.lost(self._stated(change), change.before["config"])

    def _outgoing(self, change: Change) -> settings.Settings:
        """The settings as they are sent, as a whole."""
        held = (change.before or {}).get("config") or {}
        outgoing = settings.merged(self._stated(change), held, self._replaces(change))
        return {**outgoing, "name": change.desired["name"]}

    def _validated(self, change: Change) -> Iterator[str]:
        """The service's judgement of the settings, every error of every setting."""
        config = self._outgoing(change)
        if not config.get(settings.CLASS):
            yield f"{change.label} has no {settings.CLASS}: config must name the plugin"
            return
        if config.get("confluent.connector.type") == settings.CUSTOM:
            self.cloud.warn(
                f"{change.label}: the settings of a custom connector are not validated beforehand, for the service "
                "validates those of managed connectors only"
            )
            return
        problems, secret_names = judged(self.client, self.there.url, config, change.label)
        self._secret_names |= secret_names
        self._told.update(self.secrets())
        yield from problems

    # Writing

    @override
    def create(self, change: Change) -> Object:
        """The answer has no id: `settle` reads it from the list."""
        name = change.desired["name"]
        with self._discreet():
            body = {"name": name, "config": self._outgoing(change)}
            made = self.client.post(self.there.url("connectors"), body)
        return self.there.from_api(name, {"info": made})

    @override
    def update(self, change: Change) -> Object:
        name = change.desired["name"]
        if {"config", "sensitive_config"} & set(change.fields):
            with self._discreet():
                self.client.put(self.there.url("connectors", name, "config"), self._outgoing(change))
        elif "restart" in change.fields:  # new settings restart it anyway
            with self._discreet():
                ask(self.client, self.there.url("connectors", name), change.desired["restart"], change.label)
        if "status" in change.fields:
            self._switch(change, change.actual["status"])
        return change.actual

    def _switch(self, change: Change, state: str) -> None:
        """Pause or resume. A connector on its way is paused once it runs."""
        name, wanted = change.desired["name"], STATES[change.desired["status"]]
        if wanted == PAUSED and state in PENDING and change.options["wait"]:
            self._wait(change, RUNNING, lasting=False)
        with self._discreet():
            self.client.put(self.there.url("connectors", name, "pause" if wanted == PAUSED else "resume"), None)

    @override
    def delete(self, change: Change) -> None:
        with self._discreet():
            self.client.delete(self.there.url("connectors", change.desired["name"]))

    # Waiting

    @override
    def settle(self, change: Change, made: Object) -> Object:
        if change.options.get("state") == "absent":
            if change.operation == DELETED and change.options["wait"]:
                self._wait(change, None)
            return made
        wanted = STATES.get(change.desired.get("status") or "")
        if change.operation == CREATED and wanted == PAUSED:
            self._switch(change, "NONE")
        target = wanted or (PAUSED if made.get("status") == PAUSED else RUNNING)
        if not change.needed and (not change.options["wait"] or is_as(target, made)):
            return made
        if change.options["wait"]:
            self._wait(change, target)
        return {**made, "_read_again": True}

    @override
    def completed(self, made: list[Object]) -> list[Object]:
        """With ids, settings and states as they are after all writes and waits: one read for all connectors."""
        again = [item["name"] for item in made if item.get("_read_again")]
        if not again:
            return made
        named = f"connector {again[0]} as it is" if len(again) == 1 else "the connectors as they are"
        with attempting(f"read {named} now"):
            actual = self.there.all()
        return [actual.get(item["name"], item) if item.get("_read_again") else item for item in made]

    def _wait(self, change: Change, target: str | None, lasting: bool = True) -> None:
        """Wait for a state of the connector and its tasks, None: until it is gone."""
        self._learn(change)  # also of one that was only on its way
        path = self.there.url("connectors", change.desired["name"], "status")
        watch = Watch(self.client, path, change, self._censored, lasting)
        self.waited = Wait(change.label, change.options["wait_timeout"], self.cloud.progress)
        with self._discreet():
            watch.until(target, self.waited)

    # Purge

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        return [connector for connector in self.scanned([]).objects() if in_names(purge, connector["name"])]

    @override
    def spared(self, item: Object) -> str | None:
        return "it is internal to the service" if INTERNAL.match(item["name"]) else None

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        return visible(item, self._secret_names, self._censored)

    @override
    def select(self) -> list[Object]:
        name = self.options.get("name")
        with self._discreet():
            return [item for item in self.there.all().values() if name is None or item["name"] == name]
