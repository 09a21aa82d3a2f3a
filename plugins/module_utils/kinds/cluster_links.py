# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cluster links (kafkarest-v3, "Cluster Linking"; API_MAP C.3), one side of them: that of the task's own cluster.

The answer to a creation is empty, and settings are read apart from the link. Which cluster the other one is stands in
another member for each mode. Only creations are rehearsed: that `validate_only` is heeded is documented for them alone
(the same parameter is ignored for the settings of a cluster, and the change is made).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from .._declare.change import CREATED, DELETED, Change
from .._declare.field import Field, Object
from .._declare.override import override
from .._declare.ready import Ready
from .._declare.remote import KEY, REMOTE, Remote, remote, wrong
from .._declare.rest import RestKind
from .._errors import ApiError
from .._secrets.recognition import misplaced, secret, texts
from .._wire.key_pair import Pair, stated_pair
from .._wire.tries import Tries
from .cluster_link_settings import (
    FILTERED,
    LOCAL_LOGIN,
    LOGIN,
    OPTIONS,
    SERVERS,
    SHOWN_TO_NOBODY,
    login_of,
    meaning_of,
    text_of,
    unfiltered,
)
from .kafka_scoped import ClusterScoped, alterations, needing

DESTINATION, SOURCE, BIDIRECTIONAL = MODES = ("DESTINATION", "SOURCE", "BIDIRECTIONAL")
INBOUND = "INBOUND"
CONNECTION_MODES = ("OUTBOUND", INBOUND)
# The member that names the other cluster.
MEMBERS = {DESTINATION: "source_cluster_id", SOURCE: "destination_cluster_id", BIDIRECTIONAL: "remote_cluster_id"}
READABLE_WITHIN = 2.0  # seconds in which what the list shows can be read by its name, too


class ClusterLink(RestKind):
    """One side of a link between two clusters."""

    name = "cluster_link"
    plural = "cluster_links"
    path = "/kafka/v3/clusters/{cluster}/links"
    plane = "kafka"
    planes = ("kafka",)
    addressed = "name"
    scope = ClusterScoped.scope
    fields = (
        Field("name", wire="link_name", key=True, required=True, pattern=r"[a-zA-Z0-9._-]+"),
        Field("mode", choices=MODES, mutable=False),
        Field("connection_mode", choices=CONNECTION_MODES, mutable=False),
        REMOTE.but(wire="remote", needed=True, mutable=False),
        Field("local", wire=None, type="dict", options=KEY),
        Field("config", type="dict"),
        Field("sensitive_config", wire=None, type="dict", write_only=True, no_log=True),
    )
    modifiers = (
        Field("validate_link", wire=None, type="bool", default=True),
        Field("force", wire=None, type="bool", default=False),
    )
    info_fields = (Field("name"),)
    outputs = {
        "cluster_link_id": "cluster_link_id",
        "phase": "link_state",
        "error": "link_error_message",
        "mirror_topics": "topic_names",
        "tasks": "tasks",
    }
    ready = Ready(
        phase="link_state",
        done=frozenset({"ACTIVE", "PAUSED", "UNAVAILABLE"}),
        failed=frozenset({"FAILED"}),
        message="link_error_message",
        patience=300,
    )

    # Where it is

    @override
    def open(self) -> None:
        self.environment = None
        self.cluster = self.cloud.kafka(self.options.get("environment"), self.options["cluster"])[1]
        self.scope_ids = {"cluster": self.cluster}

    @property
    @override
    def params(self) -> dict[str, Any]:
        """Those of a deletion."""
        return {"force": "true"} if self.options.get("force") else {}

    @property
    @override
    def read_params(self) -> dict[str, Any]:
        return {}

    @override
    def get(self, identifier: str) -> dict[str, Any] | None:
        """A link with its settings. A 404 may be another endpoint's, or come of a moment after the creation: it is
        believed where the list confirms it.
        """
        one, tries = self._one({"name": identifier}), Tries(self.cloud.transport, READABLE_WITHIN)
        while True:
            try:
                link = self.client.get(one, {"include_tasks": "true"}, holds=("link_name",))
                return {**link, "config": self.client.data(f"{one}/configs")}
            except ApiError as error:
                if not self.says_absent(error):
                    raise
                if identifier not in [raw.get("link_name") for raw in self.client.data(self.collection)]:
                    return None
                if not tries.again():
                    raise

    @override
    def all(self) -> list[Object]:
        names = [str(raw["link_name"]) for raw in self.listing()]
        return [self.from_api(raw) for raw in self.cloud.map(self.get, names) if raw is not None]

    @override
    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        """A link that does not tell its state, as in the document's examples, is taken as it is."""
        done, phase, item = super().look(identifier, change)
        return done or (bool(item) and item.get("phase") is None), phase, item

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        config, secrets = item.get("config") or {}, item.get("sensitive_config") or {}
        for option in ("remote", "local"):
            yield from wrong(option, item.get(option) or {})
        yield from misplaced(config, secrets)
        for name in sorted(set(config) & set(OPTIONS)):
            yield f"config: {name} has an option of its own, {OPTIONS[name]}"
        for name, value in config.items():
            if name in SHOWN_TO_NOBODY:
                yield f"config: the service never shows {name}, so it cannot be compared. Give it in sensitive_config"
            if name in FILTERED.values() and value and isinstance(meaning_of(name, str(text_of(value))), str):
                yield f"config: {name} is not JSON. It may be written as data, too"
        local, mode = item.get("local"), item.get("mode") or DESTINATION
        if local and mode != SOURCE:
            yield f"local is for the source's side of a link that the source begins (mode {SOURCE}), not for {mode}"
        if local and not item.get("remote") and item.get("state") != "absent":
            yield "local needs remote: the settings of a link follow from both"
        if self._inbound(item) and any((item.get("remote") or {}).get(part.name) for part in KEY):
            yield (
                f"remote has a key, and with connection_mode {INBOUND} the other cluster connects to this one: leave "
                "the key out here, and give it on the other side"
            )

    @staticmethod
    def _inbound(item: Mapping[str, Any]) -> bool:
        return item.get("connection_mode") == INBOUND

    @override
    def secrets(self) -> Iterable[str]:
        for name, value in (self.options.get("config") or {}).items():  # refused, and shown by nothing all the same
            yield from texts(str(name), value)
        for name, value in (self.options.get("sensitive_config") or {}).items():
            yield from texts(str(name), value, known=True)

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        """Without keys: `desired` makes settings of them."""
        stated = super().stated(item)
        for name in ("config", "sensitive_config"):
            if name in stated:
                stated[name] = {setting: text_of(value) for setting, value in stated[name].items()}
        if "remote" in stated:
            stated["remote"] = {"cluster": item["remote"]["cluster"]}
        stated.pop("local", None)
        return stated

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        """With the settings that follow from the other cluster and the keys; what is stated as a setting beats them."""
        stated = self.stated(item)
        if item.get("state") == "absent" or not item.get("remote"):
            return stated
        other = remote(self.cloud, "remote", item["remote"], item.get("environment"))
        own = stated_pair("local", item.get("local") or {}, self.cloud.stored_key)
        config, secrets = self._following(item, other, own)
        stated["remote"] = {"cluster": other.cluster}
        stated["config"] = {**config, **stated.get("config", {})}
        if secrets or "sensitive_config" in stated:
            stated["sensitive_config"] = {**secrets, **stated.get("sensitive_config", {})}
        return stated

    def _following(self, item: Mapping[str, Any], other: Remote, own: Pair | None) -> tuple[Object, Object]:
        config: Object = {} if self._inbound(item) else {SERVERS: other.bootstrap}
        secrets: Object = {}
        for pair, name, prefix in ((other.key, LOGIN, ""), (own, LOCAL_LOGIN, "local.")):
            if pair is not None:
                config.update({f"{prefix}security.protocol": "SASL_SSL", f"{prefix}sasl.mechanism": "PLAIN"})
                secrets[name] = login_of(pair)
        return config, secrets

    # What is there

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """`config` are the link's own settings without secrets; `_effective` all, for the comparison."""
        told = [one for one in raw.get("config") or () if not (one.get("is_sensitive") or secret(one["name"], None))]
        effective = {one["name"]: one.get("value") for one in told}
        mode = effective.get("link.mode") or next((m for m, member in MEMBERS.items() if raw.get(member)), None)
        return {
            "name": raw["link_name"],
            "mode": mode,
            "connection_mode": effective.get("connection.mode"),
            "remote": {"cluster": raw.get(MEMBERS.get(str(mode), ""))},
            "config": {one["name"]: one.get("value") for one in told if not one.get("is_default")},
            "_effective": effective,
            "_sensitive": [one["name"] for one in raw.get("config") or () if one.get("is_sensitive")],
            **{name: raw.get(wire) for name, wire in self.outputs.items()},
            "error": raw.get("link_error_message") or None,
            "cluster": self.cluster,
        }

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name != "config":
            return super().compare(field, wanted, actual)
        own, effective = actual["config"], actual["_effective"]
        wanted = {name: value for name, value in wanted.items() if name not in actual["_sensitive"]}  # `refusals`
        after = {
            name: value
            for name, value in wanted.items()
            if (name in own if value is None else meaning_of(name, effective.get(name)) != meaning_of(name, value))
        }
        return ({name: own.get(name) for name in after}, after) if after else None

    @override
    def next_step(self, item: Object) -> str | None:
        wrong_tasks = [
            f"{task['task_name']}: {error.get('error_message')}"
            for task in item.get("tasks") or ()
            for error in task.get("errors") or ()
        ]
        said = ([str(item["error"])] if item.get("error") else []) + wrong_tasks
        if not said:
            return None
        return (
            f"The link tells of an error: {'; '.join(said)}. See that the key in remote is one of the other cluster "
            "and good there (update_secrets: always sends it again), that the clusters reach each other, and the "
            "settings."
        )

    # What speaks against a change

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        yield from super().unmakeable(change)
        yield from unfiltered(change.label, change.desired.get("config") or {})

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == DELETED and not change.options.get("force"):
            mirrors = (change.before or {}).get("mirror_topics") or ()
            if mirrors:
                yield (
                    f"{change.label} has mirror topics: {', '.join(sorted(mirrors))}. Promote or delete them first. "
                    "With force: true the link goes, and they stay with the data that they have, as ordinary topics "
                    "that get no more of it"
                )
        if change.operation != DELETED and change.before is not None:
            hidden = sorted(set(change.before["_sensitive"]) & set(change.desired.get("config") or {}))
            if hidden:
                yield (
                    f"{change.label}: the service never shows {', '.join(hidden)}, so it cannot be compared. Give it "
                    "in sensitive_config"
                )
        if "config" in change.fields and change.before is not None:
            after = change.fields["config"][1]
            before = change.before["_effective"]
            yield from unfiltered(change.label, {**before, **after}, after)
            for switch, filters in FILTERED.items():
                if after.get(switch, "true") != "true" and before.get(filters) and before.get(switch) == "true":
                    self.cloud.warn(f"{change.label}: with {switch} off, the service also drops its {filters}")

    # Writing

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A creation."""
        modes = {"link.mode": values.get("mode"), "connection.mode": values.get("connection_mode")}
        settings = {**modes, **values.get("config", {}), **values.get("sensitive_config", {})}
        configs = [{"name": name, "value": value} for name, value in settings.items() if value is not None]
        return {MEMBERS[values.get("mode") or DESTINATION]: values["remote"]["cluster"], "configs": configs}

    @override
    def _creation_params(self, change: Change) -> dict[str, Any]:
        return {
            "link_name": change.desired["name"],
            "validate_link": str(change.options.get("validate_link", True)).lower(),
        }

    @override
    def rehearse(self, change: Change) -> None:
        if change.operation == CREATED:
            self._post(change, {"validate_only": "true"}, reading=True)

    def _post(self, change: Change, further: Mapping[str, Any], reading: bool = False) -> None:
        """The request that creates. Raises ApiError, which names the key that the other cluster is asked with."""
        params = {**self._creation_params(change), **further}
        try:
            with self._altering():
                self.client.post(self.collection, self.body(change.desired), params, reading=reading)
        except ApiError as error:
            given = change.options.get("remote") or {}
            key = given.get("api_key") or given.get("key_file")
            if error.status == 400 and key and "validate" in error.detail.lower():
                error.message += (
                    f" It is {change.desired['remote']['cluster']}, the other cluster, that refuses, and the key of "
                    f"remote that it refuses ({key}); the key of this task is good here. validate_link: false makes "
                    "the link all the same."
                )
            raise

    def _altering(self) -> AbstractContextManager[None]:
        return needing(self.cloud, self.client, self.cluster, "ALTER", "CLUSTER")

    @override
    def create(self, change: Change) -> Object:
        self.cloud.forget(self.collection)
        self._post(change, {})
        raw = self.get(change.desired["name"])
        made = {"link_name": change.desired["name"], "link_state": "UNKNOWN"} if raw is None else raw
        return self.from_api(made)

    @override
    def update(self, change: Change) -> Object:
        settings = dict(change.fields.get("config", (None, {}))[1])
        if "sensitive_config" in change.fields:
            settings.update(change.desired["sensitive_config"])
        self.cloud.forget(self.collection)
        with self._altering():
            self.client.put(f"{self._one(change.actual)}/configs:alter", {"data": alterations(settings)})
        raw = self.get(change.actual["name"])
        return change.actual if raw is None else self.from_api(raw)

    @override
    def delete(self, change: Change) -> None:
        with self._altering():
            super().delete(change)

    @override
    def shown(self, item: Object) -> Object:
        return {name: value for name, value in super().shown(item).items() if not name.startswith("_")}
