# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a Kafka cluster as a whole (kafkarest-v3, "broker-configs"), of Dedicated clusters only (API_MAP C.2).

The list has what was set and nothing else, so a default is never known. `validate_only` is ignored by the service: the
change is made (seen on Kafka REST 8.3.1), so nothing is rehearsed. One request alters several settings, all or none. A
name that the broker does not know is taken, and told without a value ever after (seen there, too).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.change import UPDATED, Change
from .._declare.field import Field, Object
from .._declare.override import override
from .._declare.settings import LoneSettings
from .._errors import ApiError, Refused
from .._secrets.recognition import secret, texts
from .kafka_scoped import ClusterScoped, alterations, needing
from .topics import config as topic_config

DEDICATED = "Dedicated"
DYNAMIC = "DYNAMIC_DEFAULT_BROKER_CONFIG"
# Those that Confluent Cloud lets be changed (API_MAP C.2). Of any other the service judges.
KNOWN = (
    "auto.create.topics.enable",
    "log.cleaner.max.compaction.lag.ms",
    "log.retention.ms",
    "num.partitions",
    "ssl.cipher.suites",
    "ssl.enabled.protocols",
)
# What is known of their values: nothing rehearses them, so check mode could tell of no other mistake.
FORMS = {
    "auto.create.topics.enable": ("(?i:true|false)", "true or false"),
    "num.partitions": ("[1-9][0-9]*", "a whole number from 1 on"),
}


class KafkaClusterConfig(LoneSettings):
    """The settings of a cluster that hold for all its brokers, and for topics that have none of their own."""

    name = "kafka_cluster_config"
    plural = "kafka_cluster_configs"
    path = "/kafka/v3/clusters/{cluster}/broker-configs"
    plane = "kafka"
    planes = ("kafka",)
    addressed = "cluster"
    scope = ClusterScoped.scope
    fields = (Field("config", type="dict", required=True),)
    modifiers = (Field("config_mode", wire=None, choices=("merge", "replace"), default="merge"),)

    # Where they are

    @override
    def open(self) -> None:
        self.cluster = self.cloud.kafka(self.options.get("environment"), self.options["cluster"])[1]
        self.scope_ids = {"cluster": self.cluster}

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return f"{self.words_of_one()} of {item.get('cluster') or self.options['cluster']}"

    @override
    def listing(self) -> list[Any]:
        client = self.client

        def read() -> list[Any]:
            try:
                with needing(self.cloud, client, self.cluster, "DESCRIBE_CONFIGS", "CLUSTER"):
                    return [{"data": client.data(self.collection)}]
            except ApiError as error:
                if error.status in (400, 403, 404):
                    self._only_dedicated(error)
                raise

        found: list[Any] = self.cloud.known.once(self.collection, client.base_url, read)
        return found

    def _type(self) -> str | None:
        """The type of the cluster, None where this task's credentials do not show it."""
        try:
            found = self.cloud.find_cluster(self.cloud.environment_id(self.options.get("environment")), self.cluster)
        except (ApiError, Refused):
            return None
        return ((found.get("spec") or {}).get("config") or {}).get("kind")

    def _other_type(self) -> str | None:
        """Why this cluster has no settings; None where it has them, or its type is not known."""
        kind = self._type()
        if kind in (None, DEDICATED):
            return None
        return (
            f"{self.cluster} is a cluster of the type {kind}, and only {DEDICATED} clusters have settings of their "
            "own. Make the setting on each topic (confluent_topic, config)"
        )

    def _only_dedicated(self, error: ApiError) -> None:
        """Say what an error means on a cluster of another type. Raises Refused where that is known."""
        words = self._other_type()
        if words:
            raise Refused(words) from error
        error.message += f" Only {DEDICATED} clusters have settings of their own."

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for name, value in (item.get("config") or {}).items():
            if not name.strip():
                yield "config has a setting without a name"
            try:
                text = "" if value is None else topic_config.to_text(name, value)
            except ValueError as error:
                yield f"config {str(error).replace('a topic setting', 'a setting')}"
                continue
            form, words = FORMS.get(name, ("", ""))
            if value is not None and form and not re.fullmatch(form, text):
                yield f"config {name}: {text!r} is not {words}"

    @override
    def doubts(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().doubts(item)
        stated = [name for name, value in (item.get("config") or {}).items() if value is not None]
        said = topic_config.unknown(stated, KNOWN)
        if said:
            yield (
                f"config: not among the settings that Confluent Cloud is known to let be changed ({', '.join(KNOWN)}): "
                f"{said}. They are sent as they are."
            )

    @override
    def secrets(self) -> Iterable[str]:
        for name, value in (self.options.get("config") or {}).items():
            yield from texts(str(name), value)

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        config = item.get("config") or {}
        return {"config": {n: None if value is None else topic_config.to_text(n, value) for n, value in config.items()}}

    # What is there, and what differs

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """`config` are the settings that were made; `not_shown` those of which the service tells the name only."""
        told = {one["name"]: one for one in raw["data"]}
        hidden = {n for n, one in told.items() if one.get("is_sensitive") or one.get("value") is None or secret(n)}
        own = {n: one["value"] for n, one in told.items() if n not in hidden and one.get("source") == DYNAMIC}
        return {
            "cluster": self.cluster,
            "config": own,
            "not_shown": sorted(hidden),
            "_effective": {n: one["value"] for n, one in told.items() if n not in hidden},
            "_fixed": sorted(n for n, one in told.items() if one.get("is_read_only")),
        }

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        """What is not shown cannot be compared: it counts as it is stated, unless it is to be reset."""
        own, effective, hidden = actual["config"], actual["_effective"], actual["not_shown"]
        after: dict[str, Any] = {}
        for name, value in wanted.items():
            if value is None and (name in own or name in hidden):
                after[name] = None
            elif value is not None and name not in hidden and not same(name, effective.get(name), value):
                after[name] = value
        if self.options.get("config_mode") == "replace":
            after.update({name: None for name in own if name not in wanted and name not in actual["_fixed"]})
        return ({name: own.get(name) for name in after}, after) if after else None

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        stated, hidden = change.desired["config"], change.actual["not_shown"]
        unseen = [name for name in hidden if stated.get(name) is not None]
        if unseen:
            self.cloud.warn(
                f"{change.label}: the cluster shows no value of {', '.join(unseen)}, so it is left as it is. It may "
                "not know the setting (check the spelling). To set another value, reset it by null first."
            )
        if change.operation == UPDATED:
            words = self._other_type()
            if words:
                yield words

    # Writing

    @override
    def update(self, change: Change) -> Object:
        """All of them by one request, which may be sent twice: it sets values. Raises ApiError."""
        try:
            with needing(self.cloud, self.client, self.cluster, "ALTER_CONFIGS", "CLUSTER"):
                data = alterations(change.fields["config"][1])
                self.client.post(f"{self.collection}:alter", {"data": data}, repeatable=True)
        except ApiError as error:
            if error.status == 400:
                error.message += " None of the settings was changed: the service makes all of one request, or none."
            raise
        return self._applied(change, self.from_api(self.get(self.cluster) or {"data": []}))

    @override
    def shown(self, item: Object) -> Object:
        return {name: value for name, value in item.items() if not name.startswith("_")}


def same(name: str, one: str | None, other: str) -> bool:
    """Whether two values of a setting mean the same; in lists blanks after a comma mean nothing. Pure."""
    if one is not None and "," in one + other:
        return [part.strip() for part in one.split(",")] == [part.strip() for part in other.split(",")]
    return topic_config.same(name, one, other)
