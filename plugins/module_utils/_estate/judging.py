# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything is judged before anything is written: the nodes are read and planned side by side, and every reason
against any of them is collected.

What this very run is to make counts as on its way: what needs it is foretold now, and planned again then. Anything else
that is missing is refused, in check mode too.
"""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Callable, Iterable

from .._engine.comparison import repeated
from .._engine.planning import Entry, foretold, planned, refuse_invalid
from .._errors import ApiError, ConfluentError, NoKeyFile, NotFound, NotReady, Refused
from .._wire.cloud import Cloud
from .._wire.doubt import Doubt
from .._wire.expected_files import whole
from .._wire.references import REGISTRY_WORDS
from .._wire.threads import mapped
from .nodes import Node, singly
from .parts import CLUSTERS
from .referring import missing
from .structure import Stated

PROPAGATION = 300.0  # seconds that a new key or role may take to be in effect
ACCESS = ("service_accounts", "role_bindings", "api_keys")
DENIED = frozenset({401, 403})
AT_ONCE = 16  # nodes that are read side by side


class Coming:
    """What the data says that there will be: names of objects, and key files.

    `selected`: the parts that this run brings about; in a real run nothing else makes anything.
    """

    def __init__(self, items: Iterable[Stated], selected: frozenset[str], check_mode: bool) -> None:
        self.names: dict[tuple[str, str], Stated] = {}
        self._files: dict[str, Stated] = {}
        self._registry: Stated | None = None
        for one in items:
            if not check_mode and one.part.key not in selected:
                continue
            name = one.options.get("name") or one.options.get("subject")
            if one.part.what and name:
                self.names[(one.part.what, str(name))] = one
            if one.part.key == "api_keys" and one.options.get("secret_file"):
                self._files[whole(one.options["secret_file"], os.getcwd())] = one
            if one.part.key == CLUSTERS:
                self._registry = self._registry or one

    def maker(self, error: Refused) -> Stated | None:
        """The object of the data by which comes what is missing; None: by none."""
        if isinstance(error, (NotFound, NotReady)):
            if error.what == REGISTRY_WORDS:
                return self._registry
            return self.names.get((error.what, error.reference))
        if isinstance(error, NoKeyFile) and error.path:
            return self._files.get(whole(error.path, os.getcwd()))
        return None

    def __call__(self, error: Refused) -> bool:
        return self.maker(error) is not None


class Judgement:
    """Plans nodes. `problems`: every reason against the plan, in words; `errors`: why something could not be read."""

    def __init__(self, nodes: list[Node], coming: Coming, cloud: Cloud, environment: str) -> None:
        self._nodes = nodes
        self._environment = environment
        self._coming = coming
        self._cloud = cloud
        self._check_mode = cloud.transport.read_only
        self._denied: dict[Node, ApiError] = {}
        self._late: dict[Node, Refused] = {}
        self._doubts: dict[Node, dict[Doubt, None]] = {}
        self.problems: dict[str, None] = {}
        self.errors: list[ConfluentError] = []

    def all(self) -> None:
        """Plan every node. What speaks against it is in `problems` and `errors` then."""
        for node in self._nodes:
            self._guarded(node, lambda one: refuse_invalid(one.entries))
        self._duplicates()
        if self.problems:
            return
        for node in self._nodes:
            node.cloud.doubted = functools.partial(self._doubt, node)
        self._together(self._nodes)
        self._look_again()
        self._settle_late()
        blind = [node for node in self._nodes if any(entry.change is None for entry in node.entries)]
        mapped(lambda node: self._guarded(node, self._refer), blind, AT_ONCE)

    def _refer(self, node: Node) -> None:
        """Look up what the objects of a node refer to, of which their kinds could not get that far."""
        found = list(missing(node, self._cloud, self._environment, self._coming.names))
        if found:
            raise Refused(found)

    def _together(self, nodes: list[Node]) -> None:
        """Plan these nodes side by side."""
        mapped(lambda node: self._guarded(node, self._plan), nodes, AT_ONCE)

    def _plan(self, node: Node) -> None:
        try:
            node.there = planned(node.kind, node.entries, self._check_mode, self._coming)
        except ApiError as error:
            if error.status not in DENIED or not node.kind.planes:
                raise
            self._denied[node] = error
        except Refused as error:
            if not node.part.late or self._check_mode:
                raise
            self._late[node] = error  # what it needs may still be looked at, beside it

    def _doubt(self, node: Node, doubt: Doubt) -> None:
        self._doubts.setdefault(node, {})[doubt] = None

    def _settle_late(self) -> None:
        """Of what was judged before what it needs is made: whether this run makes that, and so it is judged anew then.
        Otherwise it is refused, and of what may be made elsewhere warned of in check mode.
        """
        for node in self._nodes:
            node.cloud.doubted = None
        for node, error in self._late.items():
            made = any(other.pending for other in node.needs)
            self._guarded(node, functools.partial(self._later, reason=error, made=made))
        for node, doubts in self._doubts.items():
            left = [doubt for doubt in doubts if not self._makes(node, doubt)]
            if self._check_mode:
                for doubt in left:
                    self._cloud.warn(doubt.warning())
            else:
                reason = Refused([doubt.said for doubt in left or doubts])
                self._guarded(node, functools.partial(self._later, reason=reason, made=not left))

    def _later(self, node: Node, reason: Refused, made: bool) -> None:
        """Judge a node again later if what it needs is made by then."""
        if not made:
            raise reason
        node.begin()
        self._postpone(node, reason)

    def _makes(self, node: Node, doubt: Doubt) -> bool:
        """Whether this run makes or changes what something lacks."""
        if doubt.lacking is None:
            return any(other.pending for other in node.needs)
        maker = self._coming.names.get(doubt.lacking)
        return any(
            entry.pending is not None or entry.later is not None
            for other in node.needs
            for stated, entry in zip(other.items, other.entries, strict=True)
            if stated is maker
        )

    def _look_again(self) -> None:
        """Judge the nodes once more whose planes refused the key: it may be too young, or a role or key that this run
        is to make may be all that is lacking.
        """
        denied, self._denied = self._denied, {}
        if not denied:
            return
        if self._fresh_keys():
            self._cloud.transport.be_patient(PROPAGATION)
            for node in denied:
                node.begin()
            self._together(list(denied))
            denied, self._denied = self._denied, {}
        for node, error in denied.items():
            if self._access_pending(node):
                node.begin()
                self._postpone(node, Refused(str(error)))
            elif node.entries:
                self.errors.append(error)
                self.problems[placed(node, str(error))] = None
            else:
                node.gap = str(error)

    def _postpone(self, node: Node, reason: Refused) -> None:
        """Judge a node again once what it needs is there."""
        foretold([(entry, reason) for entry in node.entries], self._check_mode, lambda error: True)

    def _access_pending(self, node: Node) -> bool:
        return any(other.pending for other in node.before if other.part.key in ACCESS)

    def _guarded(self, node: Node, step: Callable[[Node], None]) -> None:
        try:
            step(node)
        except ConfluentError as error:
            if not node.entries:  # nothing is to be done there: only told
                node.gap = str(error)
            elif isinstance(error, Refused):
                self.problems.update((placed(node, problem), None) for problem in error.problems)
            else:
                self.errors.append(error)
                self.problems[placed(node, str(error))] = None

    def _duplicates(self) -> None:
        """Objects of kinds that are handled one by one, stated twice."""
        by_part: dict[tuple[str, str | None], list[Entry]] = {}
        for node in self._nodes:
            if singly(node.part):
                within = node.cluster if node.part.within == CLUSTERS else None
                by_part.setdefault((node.part.key, within), []).extend(node.entries)
        for entries in by_part.values():
            keys = [(entry.kind.stated_key(entry.item), entry.item.get("id")) for entry in entries]
            for problem in repeated(keys, functools.partial(_label, entries)):
                self.problems[problem] = None

    def _fresh_keys(self) -> bool:
        """Whether a key of the data is so young that its planes may not know it yet: an earlier run was stopped."""
        now = datetime.datetime.now(datetime.timezone.utc)
        for node in self._nodes:
            for entry in node.entries if node.part.key == "api_keys" else ():
                made = (entry.change.before or {}).get("created_at") if entry.change else None
                if isinstance(made, str) and _age(made, now) < PROPAGATION:
                    return True
        return False


def _label(entries: list[Entry], place: int) -> str:
    return entries[place].kind.label(entries[place].item)


def _age(moment: str, now: datetime.datetime) -> float:
    """Seconds since an RFC 3339 time of the service; endless where it is none."""
    try:
        then = datetime.datetime.fromisoformat(moment.split(".")[0].rstrip("Z"))
    except ValueError:
        return float("inf")
    return (now - then.replace(tzinfo=then.tzinfo or datetime.timezone.utc)).total_seconds()


def placed(node: Node, problem: str) -> str:
    """A problem with the cluster that it is about, where it does not say so."""
    if node.part.within == CLUSTERS and node.cluster and f"cluster {node.cluster}" not in problem:
        return f"cluster {node.cluster}: {problem}"
    return problem
