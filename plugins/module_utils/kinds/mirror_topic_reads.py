# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How mirror topics are read (kafkarest-v3, "Cluster Linking"): one by one, all of a link, or all of all links; and the
settings of their link, which say how they may be called.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.field import Object
from .._declare.override import override
from .._declare.verbs import VerbKind
from .._errors import ApiError, NotFound
from .._wire.http import segment
from .._wire.tries import Tries
from .cluster_links import READABLE_WITHIN
from .kafka_scoped import needing
from .mirror_topic_states import ENDING, STOPPED, Shared

SINGLY = 4  # mirror topics up to which each is asked for by itself: the list has all partitions of all


class MirrorTopicReads(VerbKind):
    """The reads of mirror topics."""

    cluster: str
    shared: Shared
    link: Mapping[str, str | None] = {}  # the settings of the link, once it is known

    @override
    def open(self) -> None:
        self.environment = None
        self.cluster = self.cloud.kafka(self.options.get("environment"), self.options["cluster"])[1]
        stated = self.options.get("link")
        # `-` stands for all links where the path has a link's name
        self.scope_ids = {"cluster": self.cluster, "link": stated or "-"}
        self.shared = Shared(self.cloud.transport.clock, self._listed_anew)
        if stated:
            client = self.client
            links = f"/kafka/v3/clusters/{segment(self.cluster)}/links"
            path = f"{links}/{segment(stated)}/configs"
            self.link = self.cloud.known.once(path, client.base_url, lambda: self._settings(links, path, stated))

    def _settings(self, links: str, path: str, name: str) -> dict[str, str | None]:
        """The settings of the link. A 404 may come of a moment after its creation: the list confirms that it is gone.

        Raises NotFound.
        """
        tries = Tries(self.cloud.transport, READABLE_WITHIN)
        while True:
            try:
                with needing(self.cloud, self.client, self.cluster, "DESCRIBE_CONFIGS", "CLUSTER"):
                    return {one["name"]: one.get("value") for one in self.client.data(path)}
            except ApiError as error:
                if error.status != 404:
                    raise
                names = [str(raw.get("link_name")) for raw in self.client.data(links)]
                if name not in names:
                    raise NotFound("cluster link", name, names, f" of {self.cluster}") from error
                if not tries.again():
                    raise

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        self.shared.many = self.shared.many or len(items) > SINGLY  # what a purge deletes is gathered after the items
        return super().gather(items)

    @property
    @override
    def read_params(self) -> dict[str, Any]:
        """Of a list; the option is one of the twin's."""
        phase = self.options.get("phase")
        return {"mirror_status": phase} if phase else {}

    @override
    def get(self, identifier: str) -> dict[str, Any] | None:
        """A 404 is believed: the link was found under the same address."""
        try:
            with needing(self.cloud, self.client, self.cluster, "DESCRIBE", "CLUSTER"):
                errors = {"include_state_transition_errors": "true"}
                return self.client.get(self._one({"name": identifier}), errors, holds=("mirror_status",))
        except ApiError as error:
            if error.status == 404:
                return None
            raise

    def _seen(self, name: str) -> dict[str, Any] | None:
        """A mirror topic as it is now, None where the list has none either: a 404 alone may be somebody else's."""
        if self.shared.many:
            return self.shared.glance(name)
        return self.get(name) or self._listed_anew().get(name)

    def _listed_anew(self) -> dict[str, dict[str, Any]]:
        self.cloud.forget(self.collection)
        return {str(raw["mirror_topic_name"]): raw for raw in self.listing()}

    @override
    def candidates(self, wanted: list[Object]) -> list[Object]:
        """Few are read one by one; what is not there by its name is looked for in the list, too, before it counts as
        absent.
        """
        names = list(dict.fromkeys(str(item["name"]) for item in wanted))
        found: dict[str, dict[str, Any] | None] = dict.fromkeys(names)
        if len(names) <= SINGLY:
            found = dict(zip(names, self.cloud.map(self.get, names), strict=True))
        if None in found.values():
            listed = {str(raw["mirror_topic_name"]): raw for raw in self.listing()}
            found = {name: raw or listed.get(name) for name, raw in found.items()}
        return [self.from_api(raw) for raw in found.values() if raw is not None]

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        phase = self.ready.phase_of(raw)
        lags = [one.get("lag") or 0 for one in raw.get("mirror_lags") or ()]
        error = raw.get("mirror_topic_error")
        return {
            "name": raw["mirror_topic_name"],
            "source_topic": raw.get("source_topic_name"),
            "link": raw.get("link_name"),
            "cluster": self.cluster,
            "status": self.verbs.state_of(phase) if phase not in (STOPPED, *ENDING) else "stopped",
            "phase": phase,
            "partitions": raw.get("num_partitions"),
            "lag": sum(lags),
            "max_lag": max(lags, default=0),
            "lags": raw.get("mirror_lags") or [],
            "error": None if error in ("NO_ERROR", "NOT_SET", "", None) else error,
            "errors": raw.get("mirror_state_transition_errors") or [],
            "since_ms": raw.get("state_time_ms"),
        }

    def _is_taken(self, name: str) -> bool:
        """Whether there is a topic of that name. What this credential may not see the service judges."""
        topics = f"/kafka/v3/clusters/{segment(self.cluster)}/topics"
        try:
            if self.shared.many:
                client = self.client
                names: frozenset[Any] = self.cloud.known.once(
                    f"{topics} by name",
                    client.base_url,
                    lambda: frozenset(raw.get("topic_name") for raw in client.data(topics)),
                )
                return name in names
            self.client.get(f"{topics}/{segment(name)}")
        except ApiError as error:
            if error.status in (403, 404):
                return False
            raise
        return True

    @override
    def select(self) -> list[Object]:
        name, phase = self.options.get("name"), self.options.get("phase")
        if name and self.options.get("link"):
            raw = self.get(name)
            found = [] if raw is None else [self.from_api(raw)]
        else:
            found = self.all()
        return [item for item in found if name in (None, item["name"]) and phase in (None, item["phase"])]

    @override
    def shown(self, item: Object) -> Object:
        return {name: value for name, value in item.items() if not name.startswith("_")}
