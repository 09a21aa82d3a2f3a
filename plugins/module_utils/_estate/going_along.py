# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a teardown takes along without a deletion of its own: the topics of each Kafka cluster, the subjects of the
registry, Kafka clusters that the data does not name, and what else a service account is used for. Counted and named, by
one list for each; it keeps nothing from being deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .._declare.kind import Kind
from .._errors import ConfluentError, NotFound, attempting
from .._wire.cloud import Cloud
from .._wire.threads import mapped
from ..kinds.schemas.kind import Schema
from ..kinds.topics.kind import Topic
from .export_told import reason_of
from .judging import AT_ONCE
from .nodes import Node
from .parts import BY_KEY, Part
from .structure import Stated
from .terms import several

PATIENCE = 20.0  # seconds for a list that is not needed: a cluster may be out of reach from here
NAMED = 100  # names that the result has of each list
TOPICS, SUBJECTS = "topics", "schemas"
USE = "other use"  # of a service account


def along_with(
    clusters: Iterable[Stated],
    environment: Stated | None,
    environment_name: str,
    cloud_for: Callable[[Part, str | None], Cloud],
    strangers: list[str],
    uses: Mapping[str, Callable[[], list[str]]],
) -> list[dict[str, Any]]:
    """What goes with these clusters and the environment: `kind`, `with` (the object that it goes with, in words),
    `count` and `names`, of more than are named the `digest` of all; with `gap`, the reason, in their place where it
    could not be looked at. Nothing of what is not there. `environment`: None where it stays. `strangers`: names of
    clusters that go with it. `uses`: by the account, in words, what reads what else it is used for.
    """
    places: list[tuple[str, Stated]] = [(TOPICS, cluster) for cluster in clusters]
    if environment is not None:
        places.append((SUBJECTS, environment))

    def of_place(place: tuple[str, Stated]) -> list[dict[str, Any]]:
        key, holder = place
        cluster = holder.options.get("name") if key == TOPICS else None
        return _of_one(BY_KEY[key], holder.words, cluster, environment_name, cloud_for)

    found = [entry for entries in mapped(of_place, places, AT_ONCE) for entry in entries]
    if environment is not None and strangers:
        found.append(_entry("kafka cluster", environment.words, sorted(strangers)))

    def used(account: str) -> list[dict[str, Any]]:
        return told(USE, account, uses[account])

    return [*found, *(entry for entries in mapped(used, uses, AT_ONCE) for entry in entries)]


def unapproved(approved: Iterable[Mapping[str, Any]], along: Iterable[Mapping[str, Any]]) -> list[str]:
    """What goes along now and was not approved, each in words. Less than was approved may go. Pure."""
    told = {(one["kind"], one["with"]): one for one in approved}
    return [words for one in along for words in _beyond(told.get((one["kind"], one["with"])), one)]


def _beyond(approved: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Iterable[str]:
    what = f"{several(now['kind'])} that go with {now['with']}"
    if approved is not None and "gap" in approved:
        return  # it was approved without being known
    if "gap" in now:
        counted = "none were there" if approved is None else f"{approved['count']} were there"
        yield f"{what}: {counted} when that was approved, and now they cannot be counted: {now['gap']}"
        return
    names = approved["names"] if approved is not None else []
    new = [name for name in now["names"] if name not in names]
    if approved is not None and now["count"] > len(now["names"]) and _of_all(approved) == _of_all(now):
        return
    cut = now["count"] > len(now["names"])
    if approved is not None and (approved["count"] > len(names) or (cut and not new)):
        yield f"{what} are not those that were approved: {now['count']} now, {approved['count']} then"
    elif new:
        more = f" and {now['count'] - len(now['names'])} more" if cut else ""
        yield f"{what} were not approved: {', '.join(new)}{more}"


def _of_all(entry: Mapping[str, Any]) -> tuple[Any, Any]:
    return entry["count"], entry.get("digest")


def _of_one(
    part: Part, holder: str, cluster: str | None, environment: str, cloud_for: Callable[[Part, str | None], Cloud]
) -> list[dict[str, Any]]:
    cloud = patient(cloud_for(part, cluster))
    kind = Node(part, [], cloud, cluster, {"environment": environment, "cluster": cluster}).kind
    what = "topic" if part.key == TOPICS else "subject"

    def names() -> Iterable[str]:
        kind.open()
        return _names(kind)

    return told(what, holder, names)


def patient(cloud: Cloud) -> Cloud:
    """The same, made to wait for a list that is not needed no longer than that."""
    cloud.transport = cloud.transport.patient(min(PATIENCE, cloud.transport.request_timeout))
    cloud.transport.retry_timeout = min(PATIENCE, cloud.transport.retry_timeout)
    return cloud


def told(what: str, holder: str, read: Callable[[], Iterable[str]]) -> list[dict[str, Any]]:
    """The entry of what is read, a gap where it cannot be, none where there is nothing."""
    try:
        with attempting(f"count the {several(what)} that go with {holder}"):
            names = sorted(read())
    except NotFound:
        return []
    except (ConfluentError, TypeError) as error:  # TypeError: the answer is no list (`_wire.lists`)
        return [gap_of(what, holder, error)]
    return [_entry(what, holder, names)] if names else []


def gap_of(what: str, holder: str, error: Exception) -> dict[str, Any]:
    """The entry of what could not be looked at."""
    return {"kind": what, "with": holder, "gap": reason_of(error) if isinstance(error, ConfluentError) else str(error)}


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
    entry: dict[str, Any] = {"kind": kind, "with": holder, "count": len(names), "names": names[:NAMED]}
    if len(names) > NAMED:
        entry["digest"] = hashlib.sha256(json.dumps(names).encode()).hexdigest()
    return entry
