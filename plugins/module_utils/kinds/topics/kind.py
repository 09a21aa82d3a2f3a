# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Topics (kafkarest-v3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

from ..._declare.bulk_read import Scan
from ..._declare.change import CREATED, DELETED, Change
from ..._declare.field import WAIT, Field, Object, wait_timeout
from ..._declare.override import override
from ..._declare.purge_scope import INTERNAL, by_name, in_names
from ..._declare.waiting import Wait
from ..._errors import ApiError
from ..kafka_scoped import ClusterScoped, alterations
from . import config as topic_config
from .scan import BULK_FROM, BULK_FROM_AMONG_OTHERS, OVERRIDE, Settings, SettingsTable, TopicScan

COLLIDE = "cannot both exist: '.' and '_' are the same in the names of their metrics, so Kafka refuses the second"
ALREADY = re.compile(r"already has (\d+) partition")  # kafkarest-v3, answer 400 to updatePartitionCountKafkaTopic


def is_unknown_topic(error: ApiError) -> bool:
    """Whether the broker itself says that there is no such topic (40403).

    Any other 404 comes from a wrong endpoint or another cluster's, and says nothing about topics.
    """
    return error.status == 404 and str(error.code) == "40403"


class Topic(ClusterScoped):
    """A topic: partitions, which only grow, and settings, of which only the stated ones count."""

    name = "topic"
    plural = "topics"
    returns_unchanged = False
    fields = (
        Field("name", wire="topic_name", key=True, required=True, max_length=249, pattern=r"[a-zA-Z0-9._-]+"),
        Field("partitions", wire="partitions_count", type="int", minimum=1),
        Field("config", type="dict"),
    )
    modifiers = (
        Field("config_mode", wire=None, choices=("merge", "replace"), default="merge"),
        WAIT,
        wait_timeout(300),
    )
    purge_scope = by_name("name_prefix", "name_pattern")
    info_fields = (
        Field("name"),
        Field("include_config", type="bool", default=True),
        Field("internal", type="bool", default=False),
    )

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item["name"] in (".", ".."):
            yield f"name {item['name']!r} is not allowed for a topic"
        for name, value in (item.get("config") or {}).items():
            if value is None:
                continue
            try:
                topic_config.to_text(name, value)
            except ValueError as error:
                yield f"config {error}"

    @override
    def together(self, items: list[Mapping[str, Any]]) -> Iterator[str]:
        """Names that are one in the names of metrics are refused by the broker: the second, after the first is made."""
        names = dict.fromkeys(item["name"] for item in items if item.get("state") != "absent")
        alike: dict[str, list[str]] = {}
        for name in names:
            alike.setdefault(name.replace(".", "_"), []).append(name)
        for both in alike.values():
            if len(both) > 1:
                yield f"topics {' and '.join(both)} {COLLIDE}"

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        if "config" in stated:
            stated["config"] = {
                name: None if value is None else topic_config.to_text(name, value)
                for name, value in stated["config"].items()
            }
        return stated

    @override
    def scan(self, wanted: list[Object]) -> Scan:
        bulk_from = BULK_FROM_AMONG_OTHERS if self.cloud.whole else BULK_FROM
        scan = TopicScan(self.client.data(self.url("topics")), self, bulk_from)
        if len(wanted) > 1:  # of a single one of a loop nobody knows yet whether more follow
            scan.prepare([item["name"] for item in wanted if "config" in item], self._mapped)
        return scan

    def _mapped(self, function: Callable[[str], None], names: list[str]) -> list[None]:
        return self.cloud.map(function, names, "topics read with their settings")

    @override
    def read_one(self, item: Object) -> Object | None:
        return self._read_one(item["name"], "config" in item)

    def _read_one(self, name: str, with_config: bool) -> Object | None:
        try:
            with self.needing("DESCRIBE", f"TOPIC {name}"):
                raw = self.client.get(self.url("topics", name), holds=("topic_name",))
        except ApiError as error:
            if is_unknown_topic(error):
                return None
            raise
        return self.configured(raw) if with_config else self.from_api(raw)

    def configured(self, raw: Mapping[str, Any]) -> Object | None:
        """A topic with its settings; None when it was deleted since it was read.

        A topic may be named `-`, which in this path means every topic.
        """
        name = raw["topic_name"]
        try:
            with self.needing("DESCRIBE_CONFIGS", f"TOPIC {name}"):
                listed = self.client.data(self.url("topics", name, "configs"))
        except ApiError as error:
            if is_unknown_topic(error):
                return None
            raise
        configs = [config for config in listed if config.get("topic_name", name) == name]
        own = {c["name"]: c.get("value") for c in configs if c.get("source") == OVERRIDE}
        return self.from_api(raw, own, {c["name"]: c.get("value") for c in configs})

    def all_configs(self) -> SettingsTable | None:
        """The settings of all topics of the cluster, None where the service does not give them at once."""
        try:
            return self.client.scan(
                self.url("topics") + "/-/configs",
                lambda listed: SettingsTable(
                    listed, lambda topics: self.cloud.progress(f"settings of {topics} topics read")
                ),
            )
        except ApiError as error:
            if error.status in (401, 403, 429):
                raise
            self.cloud.warn(f"The settings of all topics could not be read at once, so each is asked for: {error}")
            return None

    def from_api(
        self, raw: Mapping[str, Any], own: Settings | None = None, effective: Mapping[str, Any] | None = None
    ) -> Object:
        """`config` are the topic's own settings; `_effective` all values, inherited ones too (for comparison, not
        shown).
        """
        item: Object = {
            "name": raw["topic_name"],
            "partitions": raw.get("partitions_count"),
            "replication_factor": raw.get("replication_factor"),
            "internal": bool(raw.get("is_internal")),
            "cluster": self.cluster,
        }
        if own is not None:
            item["config"], item["_effective"] = own, effective or {}
        return item

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name != "config":
            return super().compare(field, wanted, actual)
        own, effective = actual.get("config") or {}, actual.get("_effective") or {}
        after: dict[str, Any] = {}
        for name, value in wanted.items():
            if value is None and name in own:
                after[name] = None
            elif value is not None and not topic_config.same(name, effective.get(name), value):
                after[name] = value
        if self.options.get("config_mode") == "replace":
            after.update({name: None for name in own if name not in wanted})
        return ({name: own.get(name) for name in after}, after) if after else None

    @override
    def lasting(self, change: Change) -> Iterable[str]:
        if change.operation == DELETED:
            yield f"{change.label} is deleted with its records"
        if "partitions" in change.fields:
            before, after = change.fields["partitions"]
            yield f"{change.label} gets {after} partitions instead of {before}, and keys move to other ones"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        fewer = change.fields.get("partitions")
        if fewer and fewer[1] < fewer[0]:
            yield (
                f"{change.label} has {fewer[0]} partitions and cannot get fewer ({fewer[1]}): Kafka only adds "
                "partitions. "
                "Fewer means a new topic and moving the data"
            )
        if change.operation == DELETED and (change.before or {}).get("internal"):
            yield f"{change.label} is internal to the service and is not deleted"

    @override
    def rehearsal(self, change: Change, many: bool) -> Hashable | None:
        """Topics with the same partitions and settings are judged alike."""
        if change.operation == DELETED or not (many or len(change.fields) > 1):
            return None
        stated = {name: value for name, value in change.desired.items() if name != "name"}
        return repr((change.operation, change.fields or stated))

    @override
    def rehearse(self, change: Change) -> None:
        """The broker's verdict by `validate_only`."""
        if change.operation == CREATED:
            try:
                self._post(change, {"validate_only": True}, reading=True)
            except ApiError as error:
                if not self._passes(error, change):
                    raise
        elif "config" in change.fields:
            self._alter(change, self._alterations(change)[0], validate_only=True)

    def _new(self, change: Change) -> dict[str, Any]:
        body: dict[str, Any] = {"topic_name": change.desired["name"]}
        if "partitions" in change.desired:
            body["partitions_count"] = change.desired["partitions"]
        configs = {n: v for n, v in (change.desired.get("config") or {}).items() if v is not None}
        if configs:
            body["configs"] = [{"name": name, "value": value} for name, value in configs.items()]
        return body

    def _post(self, change: Change, further: Mapping[str, Any], reading: bool = False) -> Any:
        """The request that creates. Raises ApiError, with all settings that look misspelt: the broker names one."""
        try:
            with self.needing("CREATE", f"TOPIC {change.desired['name']}"):
                return self.client.post(self.url("topics"), {**self._new(change), **further}, reading=reading)
        except ApiError as error:
            if error.status == 400 and "unknown topic config" in error.detail.lower():
                said = topic_config.unknown(change.desired.get("config") or {}, topic_config.KNOWN)
                error.message += f" Not known as settings of a topic: {said}." if said else ""
            raise

    @staticmethod
    def _passes(error: ApiError, change: Change) -> bool:
        """Whether the broker only has to let go of a deleted topic's name, which the creation waits for."""
        return error.status == 400 and "marked for deletion" in error.detail.lower() and change.options["wait"]

    @override
    def create(self, change: Change) -> Object:
        """Create. A name that was deleted a moment ago is taken until the broker lets go of it: that is waited for."""
        waited = Wait(f"name of {change.label}", change.options["wait_timeout"], self.cloud.progress)

        def attempt() -> tuple[bool, str, Any]:
            try:
                return True, "CREATED", self._post(change, {})
            except ApiError as error:
                if not self._passes(error, change):
                    raise
                return False, "MARKED_FOR_DELETION", None

        made = waited.until(attempt)
        if not isinstance(made, Mapping) or "topic_name" not in made:  # an answer that got lost on the way
            made = self.client.get(self.url("topics", change.desired["name"]), holds=("topic_name",))
        item = self.from_api(made)
        item["config"] = {n: v for n, v in (change.desired.get("config") or {}).items() if v is not None}
        return item

    def _alterations(self, change: Change) -> list[dict[str, Any]]:
        """The settings of each alter request, in order: {name: value, None to reset}."""
        after = change.fields["config"][1]
        effective = (change.before or {}).get("_effective") or {}
        policy = "cleanup.policy"
        if policy not in after:
            return [after]
        values = topic_config.steps(effective.get(policy), after[policy])
        return [{**after, policy: values[0]}, *({policy: value} for value in values[1:])]

    def _alter(self, change: Change, settings: Mapping[str, Any], validate_only: bool = False) -> None:
        body = {"data": alterations(settings), **({"validate_only": True} if validate_only else {})}
        name = change.desired["name"]
        try:
            with self.needing("ALTER_CONFIGS", f"TOPIC {name}"):
                self.client.post(
                    self.url("topics", name) + "/configs:alter", body, reading=validate_only, repeatable=True
                )
        except ApiError as error:
            if error.status == 404 and not is_unknown_topic(error):
                error.message = self._which_setting(error, change, settings)
            raise

    def _which_setting(self, error: ApiError, change: Change, settings: Mapping[str, Any]) -> str:
        """What a bare 404 to an alteration means: a setting is unknown, for the topic was read a moment ago."""
        has = {name for name, value in ((change.before or {}).get("_effective") or {}).items() if value is not None}
        said = topic_config.unknown(settings, has or topic_config.KNOWN)
        which = said or f"one of {', '.join(map(repr, settings))}, and the service does not say which"
        return (
            f"A setting of {change.label} is not known to the cluster: {which}. {error.host} answered {error.status} "
            f"to {error.method} {error.path}, and the topic itself is there. "
            f"Check the spelling. Credential: {error.credential}."
        )

    @override
    def update(self, change: Change) -> Object:
        name = change.desired["name"]
        if "partitions" in change.fields:
            self._grow(name, change.fields["partitions"][1])
        if "config" in change.fields:
            for settings in self._alterations(change):
                self._alter(change, settings)
        item = {**(change.before or {}), **change.new}
        if "config" in change.fields:
            merged = {**(change.before or {}).get("config", {}), **change.fields["config"][1]}
            item["config"] = {n: v for n, v in merged.items() if v is not None}
        return item

    def _grow(self, name: str, partitions: int) -> None:
        """Add partitions. There is nothing to add, which is a 400, after a lost answer, and where the topic still told
        the old number when it was read: the broker's words tell the present one. What an earlier item of the loop read
        is read again first.
        """
        try:
            with self.needing("ALTER", f"TOPIC {name}"):
                self.client.patch(self.url("topics", name), {"partitions_count": partitions})
        except ApiError as error:
            told = ALREADY.search(error.detail)
            if error.status == 400 and told and int(told[1]) == partitions and not self.cloud.known.relied:
                return
            if not (error.status == 400 and error.attempts > 1):
                raise
            if self.client.get(self.url("topics", name)).get("partitions_count") != partitions:
                raise

    @override
    def delete(self, change: Change) -> None:
        with self.needing("DELETE", f"TOPIC {change.desired['name']}"):
            self.client.delete(self.url("topics", change.desired["name"]))

    @override
    def settle(self, change: Change, made: Object) -> Object:
        if change.operation == DELETED and change.options["wait"]:
            self.waited = Wait(f"deletion of {change.label}", change.options["wait_timeout"], self.cloud.progress)
            self.waited.until(lambda: (self._read_one(change.desired["name"], False) is None, "DELETING", None))
        return made

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        return [topic for topic in self.scanned([]).objects() if in_names(purge, topic["name"])]

    @override
    def spared(self, item: Object) -> str | None:
        return "it is internal to the service" if item["internal"] or INTERNAL.match(item["name"]) else None

    @override
    def shown(self, item: Object) -> Object:
        return {name: value for name, value in item.items() if name != "_effective"}

    @override
    def select(self) -> list[Object]:
        name, with_config = self.options.get("name"), self.options["include_config"]
        if name:
            found = self._read_one(name, with_config)
            return [found] if found else []
        listed = self.client.data(self.url("topics"))
        chosen = [raw for raw in listed if self.options["internal"] or not raw.get("is_internal")]
        if not with_config:
            return [self.from_api(raw) for raw in chosen]
        scan = TopicScan(chosen, self)
        wanted: list[Object] = [{"name": raw["topic_name"], "config": {}} for raw in chosen]
        scan.prepare([item["name"] for item in wanted], self._mapped)
        return [found for item in wanted if (found := scan.find(item))]
