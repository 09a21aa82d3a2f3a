# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mirror topics (kafkarest-v3, "Cluster Linking"; API_MAP C.2, D): topics that a link fills from its other side.

States are brought about by verbs, of which each takes many names and answers a 200 with a result for each. Promotion,
fail-over and reversal all end in STOPPED, in which the topic is an ordinary one, and still listed. There is no deletion
but that of the topic. How it is called (prefix of the link, then the source's name), and what `truncate-and-restore`
does, is in Confluent's "Manage Mirror Topics".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.change import CREATED, DELETED, Change
from .._declare.field import Field, Object
from .._declare.override import override
from .._declare.purge_scope import by_name, in_names
from .._declare.ready import NOT_SEEN, Ready
from .._declare.waiting import Wait
from .._errors import Refused, WaitFailed
from .._wire.http import segment
from .cluster_links import BIDIRECTIONAL, SOURCE
from .kafka_scoped import ClusterScoped, needing
from .mirror_topic_states import (
    ACTIVE,
    ENDING,
    FAILED,
    FINAL,
    ORDINARY,
    PAUSED,
    PHASES,
    RESTORE,
    REVERSALS,
    STATES,
    STOPPED,
    STOPPING,
    advice,
    no_way,
)
from .mirror_topic_verbs import MirrorTopicVerbs
from .topics import config as topic_config

PREFIX = "cluster.link.prefix"
TOPICS = r"[a-zA-Z0-9._-]+"


class MirrorTopic(MirrorTopicVerbs):
    """A topic that mirrors one of another cluster, or has done so."""

    name = "mirror_topic"
    plural = "mirror_topics"
    path = "/kafka/v3/clusters/{cluster}/links/{link}/mirrors"
    plane = "kafka"
    planes = ("kafka",)
    addressed = "name"
    scope = (*ClusterScoped.scope, Field("link", required=True))
    info_scope = (*ClusterScoped.scope, Field("link"))
    fields = (
        Field("name", wire="mirror_topic_name", key=True, required=True, max_length=249, pattern=TOPICS),
        Field("source_topic", wire="source_topic_name", mutable=False, max_length=249, pattern=TOPICS),
        Field("replication_factor", type="int", minimum=1, mutable=False),
        Field("config", type="dict", mutable=False),
        Field("status", wire=None, choices=tuple(STATES.states)),
    )
    modifiers = (
        Field("truncate_and_restore", wire=None, type="bool", default=False),
        Field("delete_topic", wire=None, type="bool", default=False),
    )
    info_fields = (Field("name"), Field("phase", choices=PHASES))
    outputs = {
        "phase": "mirror_status",
        "partitions": "num_partitions",
        "lag": "mirror_lags",
        "max_lag": "mirror_lags",
        "lags": "mirror_lags",
        "error": "mirror_topic_error",
        "errors": "mirror_state_transition_errors",
        "since_ms": "state_time_ms",
    }
    verbs = STATES
    ready = Ready(
        phase="mirror_status",
        pending=frozenset(phase for phase in PHASES if phase.startswith("PENDING")),
        failed=frozenset(),
        done=frozenset(phase for phase in PHASES if not phase.startswith("PENDING")),
        message="mirror_topic_error",
        patience=1800,
    )
    purge_scope = by_name("name_prefix", "name_pattern")

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """What has stopped mirroring is an ordinary topic: to have no mirror there, nothing has to be deleted."""
        found = super().read(wanted)
        for place, (item, actual) in enumerate(zip(wanted, found, strict=True)):
            if actual is not None and item.get("_keep") and actual["phase"] == STOPPED:
                self.cloud.warn(f"{self.label(item)} {ORDINARY}. It stays, with its records: delete_topic deletes it")
                found[place] = None
        return found

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item["name"] in (".", ".."):
            yield f"name {item['name']!r} is not allowed for a topic"
        if self.options.get("link") in ("-", ".", ".."):
            yield f"link {self.options['link']!r} cannot be addressed: in its place in a path it means something else"
        for name, value in (item.get("config") or {}).items():
            try:
                topic_config.to_text(name, value)
            except ValueError as error:
                yield f"config {error}"
        if item.get("truncate_and_restore") and item.get("status") not in (None, ACTIVE):
            yield f"truncate_and_restore makes a topic a mirror again, so it does not go with status {item['status']}"

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        if "config" in stated:
            stated["config"] = {name: topic_config.to_text(name, value) for name, value in stated["config"].items()}
        if item.get("truncate_and_restore"):
            stated["status"] = ACTIVE
        return stated

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        if item.get("state") == "absent":
            return {"name": item["name"], "_keep": not item.get("delete_topic")}
        return self.stated(item)

    # What is there, and what differs

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        """Settings are those of the creation: the topic itself has them then, and the mirror does not show them."""
        if field.name in ("config", "replication_factor"):
            return None
        if field.name == self.verbs.option:
            differs = self.verbs.difference(wanted, actual["phase"]) is not None
            return (actual["status"] or actual["phase"].lower(), wanted) if differs else None
        return super().compare(field, wanted, actual)

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        if field.name != self.verbs.option:
            yield from super().fixed(field, change)
        elif not (change.actual["phase"] == STOPPED and change.options.get("truncate_and_restore")):
            yield from no_way(change.label, change.actual, change.desired["status"])

    @override
    def next_step(self, item: Object) -> str | None:
        return advice(item)

    # What speaks against a change

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        yield from super().unmakeable(change)
        item, wished = change.desired, change.desired.get("status")
        if wished in FINAL:
            yield f"{change.label} does not exist, so it cannot be {wished}. Leave status out to make it"
        if self.link.get("link.mode") == SOURCE:
            yield f"link {self.options['link']} gives its data to the other side, so {change.label} cannot be made here"
        prefix = self.link.get(PREFIX) or ""
        if not item["name"].startswith(prefix) or item["name"] == prefix:
            yield (
                f"{change.label} cannot be made: the link begins the names of its mirror topics with {prefix!r} "
                "(cluster.link.prefix), and then comes the name of the source topic"
            )
        elif item.get("source_topic") and self.link and prefix + item["source_topic"] != item["name"]:
            yield (
                f"{change.label} cannot mirror {item['source_topic']}: on this link that one's mirror is called "
                f"{prefix + item['source_topic']}"
            )

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == CREATED and self._is_taken(change.desired["name"]):
            if change.options.get("truncate_and_restore"):
                self.shared.taken.add(change.desired["name"])
            else:
                yield (
                    f"{change.label} cannot be made: there is a topic of this name, which link {self.options['link']} "
                    "does not mirror to. Delete it first. If it is the source of a mirror that was promoted or failed "
                    "over at the other side of this bidirectional link, truncate_and_restore makes it a mirror of that"
                )
        if change.operation == DELETED and change.actual["phase"] in ENDING and not change.options.get("delete_topic"):
            yield (
                f"{change.label} is {change.actual['phase']}: it is about to become an ordinary topic, which this "
                "module does not delete unasked. delete_topic: true deletes it all the same"
            )
        elif change.operation == DELETED:
            self.cloud.warn(
                f"{change.label}: the topic is deleted in {self.cluster} with all its records. The source topic stays."
            )
        verb = self._verb(change)
        if verb is None:
            return
        self.shared.turns.setdefault(verb, []).append(change)
        mode = self.link.get("link.mode")
        if verb in (*REVERSALS, RESTORE) and mode not in (None, BIDIRECTIONAL):
            yield (
                f"{change.label}: {verb} is for links with mode {BIDIRECTIONAL}, and {self.options['link']} has {mode}"
            )
        if change.desired["status"] in FINAL and self.link.get("consumer.offset.sync.enable") == "true":
            self.shared.warn_once(
                self.cloud.warn,
                f"link {self.options['link']} copies offsets of consumer groups. Leave those groups out of it "
                "(consumer.offset.group.filters) that go on here, before their topics are stopped: otherwise it may "
                "set back what they commit.",
            )

    # Writing

    @override
    def create(self, change: Change) -> Object:
        self.cloud.forget(self.collection)
        item = change.desired
        source = item.get("source_topic") or item["name"][len(self.link.get(PREFIX) or "") :]
        if self._verb(change) == RESTORE:
            (error,) = self._asked(RESTORE, [change])
            if error is not None:
                raise error
        else:
            body = {"source_topic_name": source, "mirror_topic_name": item["name"]}
            if "replication_factor" in item:
                body["replication_factor"] = item["replication_factor"]
            if item.get("config"):
                body["configs"] = [{"name": name, "value": value} for name, value in item["config"].items()]
            with needing(self.cloud, self.client, self.cluster, "ALTER", "CLUSTER"):
                self.client.post(self.collection, body)
        unseen = {"mirror_topic_name": item["name"], "source_topic_name": source, "mirror_status": "PENDING_MIRROR"}
        raw = None if self.shared.many else self.get(item["name"])
        return self.from_api(raw or {**unseen, "link_name": self.options["link"]})

    @override
    def completed(self, made: list[Object]) -> list[Object]:
        """Many are read by one list after they were made, where nobody has waited for them."""
        unseen = [item for item in made if item["partitions"] is None]
        listed = self._listed_anew() if unseen and self.shared.many else {}
        return [self.from_api(listed[item["name"]]) if item["name"] in listed else item for item in made]

    @override
    def delete(self, change: Change) -> None:
        """Delete the topic, unless it is no mirror any more since it was looked at: then it is somebody's."""
        self.cloud.forget(self.collection)
        name = change.actual["name"]
        raw = self._seen(name)
        if raw is None:
            return
        phase = self.ready.phase_of(raw)
        if phase in (STOPPED, *ENDING) and not change.options.get("delete_topic"):
            raise Refused(f"{change.label} has become {phase} since this task looked for it, so it was not deleted")
        with needing(self.cloud, self.client, self.cluster, "DELETE", f"TOPIC {name}"):
            self.client.delete(f"/kafka/v3/clusters/{segment(self.cluster)}/topics/{segment(name)}")

    # Waiting

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """What is new mirrors before it can be paused. Of many that are deleted one list tells which have gone."""
        if change.operation == DELETED and self.shared.many and change.options.get("wait", True):
            self.waited = Wait(change.label, self.patience(change, made), self.cloud.progress)
            self.waited.until(lambda: (self.shared.glance(made["name"]) is None, "DELETING", None))
            return made
        if change.operation == CREATED and change.desired.get("status") == PAUSED:
            made = self._awaited(change, made, ACTIVE)
        return super().settle(change, made)

    @override
    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        raw = self._seen(identifier)
        if raw is None:
            if change.operation == CREATED and self._may_be_on_its_way():
                return False, NOT_SEEN, {}
            raise WaitFailed(f"{change.label} disappeared while it was waited for. Run again to decide anew.")
        phase, item = self.ready.phase_of(raw), self.from_api(raw)
        if phase == FAILED and change.needed and change.desired.get("status") not in FINAL:
            raise WaitFailed(f"{change.label} is {FAILED}: {self.ready.said(raw)}. {advice(item)}")
        return self.ready.is_done(phase), phase, item

    @override
    def _there(self, change: Change, wished: str | None, phase: str) -> bool:
        if wished == ACTIVE and change.desired.get("status") == PAUSED:
            return phase in self.verbs.states[ACTIVE].phases  # without `wait` too: before that no pause is taken
        if wished in FINAL and phase == STOPPING and change.needed:
            return not change.options.get("wait", True)
        return super()._there(change, wished, phase)

    # Purge and showing

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        return [item for item in self.all() if in_names(purge, item["name"])]

    @override
    def naming(self, item: Object) -> dict[str, Any]:
        return {"name": item["name"]}

    @override
    def spared(self, item: Object) -> str | None:
        if item["phase"] in ENDING:
            return f"it is {item['phase']}, and about to become an ordinary topic"
        return f"it {ORDINARY}" if item["phase"] == STOPPED else None
