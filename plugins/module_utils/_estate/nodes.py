# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The graph of an estate: what is planned and brought about together, and what comes before what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .._declare.connection import CONNECTION
from .._declare.kind import Kind
from .._engine.planning import Entry, Outcome
from .._wire.cloud import Cloud
from .parts import CLUSTERS, ENVIRONMENT, REGISTRY, Part
from .structure import Empty, Stated


class Node:
    """Objects of one part that are planned and written together: those in one scope, or a single one of a kind whose
    objects are handled one by one.

    Without items it is there to tell what is not in the data; `scope` says where. `before`: nodes that are brought
    about first; of `needs` none may fail.
    """

    def __init__(
        self, part: Part, items: list[Stated], cloud: Cloud, cluster: str | None, scope: Mapping[str, Any] | None = None
    ) -> None:
        self.part = part
        self.items = items
        self.cloud = cloud
        self.cluster = cluster
        self.scope = dict(scope or {})
        self.before: list[Node] = []
        self.needs: list[Node] = []
        self.wrote = False
        self.there = False  # whether its scope is
        self.gap = ""  # why it could not be looked into, where nothing is to be done
        self.entries: list[Entry] = []
        self.begin()

    def begin(self) -> None:
        """A kind that has opened nothing yet, and the items bound to it."""
        common = {**{f.name: self.cloud.options.get(f.name) for f in CONNECTION}, "_no_log": False}
        if not self.items:
            self.kind = self.part.kind(self.cloud, {**common, **self.scope})
            return
        first = self.items[0].options
        if singly(self.part):
            options = {**common, **first}
            self.kind = self.part.kind(self.cloud, options)
            self.entries = [Entry(self.kind, options, Outcome(self.part.kind))]
            return
        self.scope = {f.name: first.get(f.name) for f in self.part.kind.common_fields()}
        self.kind = self.part.kind(self.cloud, {**common, **self.scope})
        self.entries = [
            Entry(self.kind.bound(stated.options), stated.options, Outcome(self.part.kind)) for stated in self.items
        ]

    def fresh(self) -> Kind:
        """A kind for a scope that is there by now; the items that wait for it are bound to it anew."""
        if singly(self.part):
            self.kind = self.part.kind(self.cloud, self.kind.options)
            self.entries[0].kind = self.kind
            return self.kind
        self.kind = self.part.kind(self.cloud, self.kind.options)
        return self.kind

    @property
    def words(self) -> str:
        """The node in words, for a message about all of it."""
        if len(self.items) == 1:
            return self.items[0].words
        inside = f" of cluster {self.cluster}" if self.part.within == CLUSTERS else ""
        return f"the {self.kind.words()}{inside}"

    def labels(self) -> list[str]:
        """Each entry in words: as the data has it, otherwise as it was found."""
        if self.items:
            return [stated.words for stated in self.items]
        return [entry.change.label if entry.change else entry.kind.label(entry.item) for entry in self.entries]

    @property
    def pending(self) -> bool:
        """Whether anything is to be written, now or once its scope is there."""
        return any(entry.pending is not None or entry.later is not None for entry in self.entries)

    @property
    def failed(self) -> bool:
        """Whether something of it failed, or was not tried."""
        return any(entry.error is not None or entry.hindered for entry in self.entries)


def singly(part: Part) -> bool:
    """Whether its objects are handled one by one: kinds without a plural module keep what they read to themselves."""
    return not part.kind.purge_scope


def nodes_of(
    items: Iterable[Stated], empty: Iterable[Empty], cloud_for: Callable[[Part, str | None], Cloud]
) -> list[Node]:
    """The nodes of these items, and of parts that are stated empty, with what comes before each."""
    groups: dict[tuple[Any, ...], list[Stated]] = {}
    for number, stated in enumerate(items):
        groups.setdefault((stated.part.key, *_group(stated, number)), []).append(stated)
    nodes = [
        Node(first.part, group, cloud_for(first.part, first.cluster), first.cluster)
        for first, group in ((group[0], group) for group in groups.values())
    ]
    nodes += [Node(part, [], cloud_for(part, cluster), cluster, scope) for part, cluster, scope in empty]
    by_part: dict[str, list[Node]] = {}
    for node in nodes:
        by_part.setdefault(node.part.key, []).append(node)
    for node in nodes:
        node.needs = [other for key in node.part.needs for other in _of(by_part, key) if _related(node, other)]
        after = [other for key in node.part.after for other in _of(by_part, key) if _related(node, other)]
        node.before = list(dict.fromkeys([*node.needs, *after]))
    return nodes


def _of(by_part: Mapping[str, list[Node]], key: str) -> list[Node]:
    """The nodes of a part; of the registry those that bring it: the clusters and their environment."""
    if key == REGISTRY:
        return [*by_part.get(CLUSTERS, []), *by_part.get(ENVIRONMENT, [])]
    return by_part.get(key, [])


def _related(node: Node, other: Node) -> bool:
    """Whether one may need the other: not where both are of clusters, and of different ones."""
    return node.cluster is None or other.cluster is None or node.cluster == other.cluster


def _group(stated: Stated, number: int) -> tuple[Any, ...]:
    """What items have in common that are handled together."""
    if singly(stated.part):
        return (number,)
    scope = {f.name: stated.options.get(f.name) for f in stated.part.kind.common_fields()}
    return stated.cluster, json.dumps(scope, sort_keys=True, default=str)
