# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a teardown takes along without a deletion of its own: the topics of each Kafka cluster, the subjects of the
registry, and Kafka clusters that the data does not name. Counted and named, by one list for each; it keeps nothing from
being deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .._declare.kind import Kind
from .._errors import ConfluentError, NotFound, attempting
from .._wire.cloud import Cloud
from .._wire.threads import mapped
from ..kinds.schemas.kind import Schema
from ..kinds.topics.kind import Topic
from .judging import AT_ONCE
from .nodes import Node
from .parts import BY_KEY, Part
from .structure import Stated

PATIENCE = 20.0  # seconds for a list that is not needed: a cluster may be out of reach from here
NAMED = 100  # names that the result has of each list
TOPICS, SUBJECTS = "topics", "schemas"


def along_with(
    clusters: Iterable[Stated],
    environment: Stated | None,
    environment_name: str,
    cloud_for: Callable[[Part, str | None], Cloud],
    strangers: list[str],
) -> list[dict[str, Any]]:
    """What goes with these clusters and the environment: `kind`, `with` (the object that it goes with, in words),
    `count` and `names`; with `gap`, the reason, in their place where it could not be looked at. Nothing of what is not
    there. `environment`: None where it stays. `strangers`: names of clusters that go with it.
    """
    places: list[tuple[str, Stated]] = [(TOPICS, cluster) for cluster in clusters]
    if environment is not None:
        places.append((SUBJECTS, environment))

    def told(place: tuple[str, Stated]) -> list[dict[str, Any]]:
        key, holder = place
        cluster = holder.options.get("name") if key == TOPICS else None
        return _of_one(BY_KEY[key], holder.words, cluster, environment_name, cloud_for)

    found = [entry for entries in mapped(told, places, AT_ONCE) for entry in entries]
    if environment is not None and strangers:
        found.append(_entry("kafka cluster", environment.words, strangers))
    return found


def _of_one(
    part: Part, holder: str, cluster: str | None, environment: str, cloud_for: Callable[[Part, str | None], Cloud]
) -> list[dict[str, Any]]:
    cloud = cloud_for(part, cluster)
    cloud.transport = cloud.transport.patient(min(PATIENCE, cloud.transport.request_timeout))
    cloud.transport.retry_timeout = min(PATIENCE, cloud.transport.retry_timeout)
    kind = Node(part, [], cloud, cluster, {"environment": environment, "cluster": cluster}).kind
    what = "topic" if part.key == TOPICS else "subject"
    try:
        with attempting(f"count the {what}s that go with {holder}"):
            kind.open()
            names = sorted(_names(kind))
    except NotFound:
        return []
    except (ConfluentError, TypeError) as error:  # TypeError: the answer is no list (`_wire.lists`)
        return [{"kind": what, "with": holder, "gap": str(error)}]
    return [_entry(what, holder, names)] if names else []


def _names(kind: Kind) -> Iterable[str]:
    """What there is of a kind, without what belongs to the service itself. Raises ApiError."""
    if isinstance(kind, Topic):
        return [
            str(raw.get("topic_name")) for raw in kind.client.data(kind.url("topics")) if not raw.get("is_internal")
        ]
    if isinstance(kind, Schema):
        return list(kind.subjects_within({}))
    raise TypeError(f"{kind.plural} are not counted")


def _entry(kind: str, holder: str, names: list[str]) -> dict[str, Any]:
    return {"kind": kind, "with": holder, "count": len(names), "names": names[:NAMED]}
