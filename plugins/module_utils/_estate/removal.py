# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is there and not in the data: told for every part that the data has, deleted only by a purge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._declare.field import Object
from .._declare.kind import Kind
from .._declare.purge_scope import MAX_DELETIONS, PROTECTED
from .._engine.execution import Crew
from .._engine.purge import Surplus
from .._errors import ConfluentError, attempting
from .nodes import Node
from .parts import ACCOUNTS, BY_KEY, CLUSTERS, ENVIRONMENT, Part

# Parts whose objects in the scope of the estate can be told from others. Those of the organization are not the estate's
# own, and what is made anew by each run has no list.
UNTOLD = frozenset(
    {
        ENVIRONMENT, ACCOUNTS, "settings", "subject_configs", "subject_modes", "deks", "tag_bindings",
        "business_metadata_bindings", "ksql_statements", "mirror_topics", "versions", "flink_materialized_tables",
    }
)  # fmt: skip
PURGE_NAMES = {"kafka_client_quotas": "quotas"}  # as the data of releases before has them


class Removal(Node):
    """The deletions of one part, in one scope: what is there and not stated."""

    def __init__(self, nodes: list[Node], purge: Mapping[str, Any], check_mode: bool) -> None:
        first = nodes[0]
        super().__init__(first.part, [], first.cloud, first.cluster, first.scope)
        self.kind = first.kind
        stated = [entry for node in nodes for entry in node.entries]
        self._surplus = Surplus(self.kind, purge)
        self.entries = self._surplus.entries(stated, purge.get("defaults") or {}, check_mode)
        self.before = list(nodes)
        self.needs = []

    def carry_out(self) -> None:
        """Delete. What failed is left in the entries."""
        Crew(self.kind, keep_on=False).carry_out(self.entries)

    def spared(self) -> list[dict[str, str]]:
        """What stays although it is not stated, and why."""
        found: list[dict[str, str]] = self._surplus.result()["spared"]
        return found


def purge_of(stated: Mapping[str, Any], environment: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The scopes of a purge by the keys of parts, and what is wrong with them."""
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for name, scope in stated.items():
        key = PURGE_NAMES.get(name, name)
        part = BY_KEY.get(key)
        if part is None or not part.kind.purge_scope:
            able = [one.key for one in BY_KEY.values() if one.kind.purge_scope]
            problems.append(f"purge: {name} cannot be purged; these can: {', '.join(able)}")
            continue
        if scope is None:
            continue
        if not isinstance(scope, Mapping):
            problems.append(f"purge: {name} must be a mapping")
            continue
        problems += [f"purge: {name}: {one}" for one in _misspelt(part, scope)]
        whole = {f.name: scope.get(f.name) for f in part.kind.purge_scope}
        whole["max_deletions"] = scope.get("max_deletions", MAX_DELETIONS.default)
        whole["protected"] = scope.get("protected")
        if key == "role_bindings":
            whole["environment"] = environment
        if key == ACCOUNTS and scope.get("force") is not None:
            whole["defaults"] = {"force": bool(scope["force"])}
        found[key] = whole
    return found, problems


def _misspelt(part: Part, scope: Mapping[str, Any]) -> Iterable[str]:
    known = [*(f.name for f in part.kind.purge_scope), MAX_DELETIONS.name, PROTECTED.name]
    known += ["force"] if part.key == ACCOUNTS else []
    for name, value in scope.items():
        if name not in known:
            yield f"unknown key {name!r}; known: {', '.join(known)}"
        elif name == MAX_DELETIONS.name and (isinstance(value, bool) or not isinstance(value, int)):
            yield f"{name} must be a whole number"
        elif name == PROTECTED.name and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            yield f"{name} must be a list of patterns"
        elif name in {f.name for f in part.kind.purge_scope} and not isinstance(value, str):
            yield f"{name} must be text"


def grouped(nodes: Iterable[Node]) -> dict[tuple[str, str | None], list[Node]]:
    """The nodes of each part, of those within clusters by their cluster: what is not stated is told of each."""
    groups: dict[tuple[str, str | None], list[Node]] = {}
    for node in nodes:
        within = node.cluster if node.part.within == CLUSTERS else None
        groups.setdefault((node.part.key, within), []).append(node)
    return groups


def not_in_data(nodes: list[Node], environment: str, going: Removal | None = None) -> list[dict[str, Any]]:
    """What is there, in the scope of these nodes of one part, and not stated. `going`: what a purge deletes of it.

    What may not be read is told as such, with `gap`: the reason.
    """
    part, kind = nodes[0].part, nodes[0].kind
    told = {"kind": kind.words_of_one(), "part": part.key, "cluster": nodes[0].cluster}
    gap = next((node.gap for node in nodes if node.gap), "")
    if gap:
        return [{**told, "label": None, "gap": gap}]
    on_its_way = any(entry.later is not None for node in nodes for entry in node.entries)
    if part.organization or part.key in UNTOLD or on_its_way or not all(node.there for node in nodes):
        return []
    keys = {kind.key(e.wanted) for node in nodes for e in node.entries if e.wanted}
    ids = {(e.change.before or {}).get("id") for node in nodes for e in node.entries if e.change is not None} - {None}
    try:
        with attempting(f"find the {kind.words()} that are not in the data"):
            found = _there(kind, part, environment)
    except ConfluentError as error:
        return [{**told, "label": None, "gap": str(error)}]
    deleted = {kind.key(entry.wanted) for entry in going.entries} if going is not None else set()
    rest = [item for item in found if kind.key(item) not in keys | deleted and item.get("id") not in ids]
    return [
        {**told, "label": kind.label(item)} for item in sorted(rest, key=kind.label) if not internal(part, kind, item)
    ]


def _there(kind: Kind, part: Part, name: str) -> Iterable[Object]:
    """The objects in the scope of the estate."""
    if part.key == "role_bindings":
        return kind.within({"environment": name})
    if part.key == "api_keys":
        environment = kind.cloud.environment_id(name)
        keys = [kind.from_api(raw) for raw in kind.cloud.listed(kind.path)]  # type: ignore[attr-defined]
        return [key for key in keys if key.get("environment") == environment]
    scope = {f.name: None for f in kind.purge_scope}
    return kind.within(scope) if kind.purge_scope else kind.within({})


def internal(part: Part, kind: Kind, item: Object) -> bool:
    """Whether an object belongs to the service itself. (What a purge spares of access is nevertheless told.)"""
    return bool(kind.purge_scope) and not part.key.endswith(("acls", "role_bindings")) and kind.spared(item) is not None
