# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing the estate about: a graph instead of a list. A node begins when those before it have ended, whatever
became of them; deletions come last, in the reverse order, and only where nothing has failed.

A failure is an object's own. What needs what failed is not tried, and says because of what.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from .._engine.execution import Crew
from .._engine.planning import Entry, planned
from .._errors import ConfluentError, NotFound, NotReady, Refused, attempting
from .._wire.cloud import Cloud
from .._wire.references import REGISTRY_WORDS
from .._wire.tries import Tries
from .approval import AGAIN, Approval, proposed_by
from .judging import ACCESS, PROPAGATION, Coming
from .nodes import Node
from .parts import CLUSTERS, REGISTRY

MOST_AT_ONCE = 64  # nodes
REGISTRY_WITHIN = 600.0  # seconds in which a new environment has its Schema Registry


class Board:
    """What several nodes are waiting for at the same time, told as one line."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._said: dict[Node, str] = {}
        self._writing = threading.Lock()

    def teller(self, node: Node) -> Callable[[str], None]:
        """The words of one node."""

        def say(words: str) -> None:
            with self._writing:
                self._said[node] = words
                line = "; ".join(self._said.values())
            self._tell(line)

        return say

    def ended(self, node: Node) -> None:
        """It waits for nothing any more."""
        with self._writing:
            self._said.pop(node, None)


class Bringing:
    """Brings nodes about, side by side as far as their order allows."""

    def __init__(
        self, nodes: list[Node], coming: Coming, cloud: Cloud, environment: str, approval: Approval | None = None
    ) -> None:
        self._nodes = nodes
        self._coming = coming
        self._cloud = cloud
        self._environment = environment
        self._approval = approval
        self._board = Board(cloud.progress)
        self._registry = threading.Lock()
        self._registry_there = False

    def all(self) -> None:
        """Carry every plan out. What failed is left in the entries."""
        waiting = list(self._nodes)
        # Nodes without items have nothing to bring about, and nobody waits for them.
        ended = {id(other) for node in waiting for other in node.before} - set(map(id, waiting))
        running: dict[Future[None], Node] = {}
        with ThreadPoolExecutor(max(1, min(MOST_AT_ONCE, len(waiting)))) as pool:
            while waiting or running:
                ready = [node for node in waiting if all(id(other) in ended for other in node.before)]
                for node in ready:
                    node.cloud.progress = self._board.teller(node)
                    running[pool.submit(self._bring, node)] = node
                chosen = set(map(id, ready))
                waiting = [node for node in waiting if id(node) not in chosen]
                finished, _rest = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    node = running.pop(future)
                    future.result()  # a defect is not hidden
                    ended.add(id(node))
                    self._board.ended(node)

    def _bring(self, node: Node) -> None:
        failed = next((other for other in node.needs if other.failed), None)
        if failed is not None and node.pending:
            self._not_tried(node.entries, f"{failed.words} failed")
            return
        later = [entry for entry in node.entries if entry.later is not None]
        if later:
            self._plan_again(node, later)
        there = [entry for entry in node.entries if entry.change is not None and entry.error is None]
        try:
            Crew(node.kind, keep_on=True).carry_out(there)
        except ConfluentError as error:  # what was made could not be read again
            for entry in there:
                entry.error = entry.error or error
        node.wrote = any(entry.outcome.changed for entry in node.entries)
        if node.wrote:
            self._cloud.known.forget()  # names that others refer to
            if node.part.key in ACCESS:
                self._cloud.transport.be_patient(PROPAGATION)

    def _plan_again(self, node: Node, entries: list[Entry], registry: bool = False) -> None:
        """Plan what waited for others, now that these are there, or are not; `registry`: they need that, too."""
        for entry in entries:
            entry.later = None
            entry.outcome.diff, entry.outcome.item = {}, None
        node.cloud.ahead = False
        node.cloud.whole = False  # what a role does not let see yet is missing in lists, and refused by itself
        try:
            if registry or (REGISTRY in node.part.before and node.part.key != "api_keys"):  # few keys are for it
                self._await_registry()
            planned(node.fresh(), entries, False, self._coming)
        except Refused as error:
            if len(entries) > 1 and not node.part.together and self._coming.maker(error) is None:
                for entry in entries:  # each for itself: one that is refused does not keep the others
                    self._plan_again(node, [entry])
                return
            for entry in entries:
                entry.later, entry.change = error, None
        except ConfluentError as error:
            for entry in entries:
                entry.later, entry.change, entry.error = None, None, error
            return
        late = [entry for entry in entries if _lacks_registry(entry) and not registry]
        if late:  # roles on subjects, among roles on others
            self._plan_again(node, late, registry=True)
        done = set(map(id, late))
        for entry in entries:
            if id(entry) in done:
                continue
            if entry.later is not None:
                self._still_missing(entry, entry.later)
            elif self._approval is not None:
                self._refuse_unapproved(self._approval, node, entry)

    def _refuse_unapproved(self, approval: Approval, node: Node, entry: Entry) -> None:
        """What is to be done is known by now: a plan that foretold it may have foretold something else."""
        reasons = approval.against(proposed_by(node, lambda one: one is entry))
        if reasons:
            entry.error = Refused([*reasons, AGAIN])

    def _still_missing(self, entry: Entry, error: Refused) -> None:
        """What the run was to make is not there: because it failed, or is not shown yet."""
        maker = self._coming.maker(error)
        failed = maker is not None and any(
            made.error is not None or made.hindered
            for other in self._nodes
            if maker in other.items
            for made in other.entries
            if made.item.get("name") == maker.options.get("name")
        )
        entry.later = None
        if maker is not None and failed:
            self._not_tried([entry], f"{maker.words} was not made")
        else:
            entry.error = error

    def _not_tried(self, entries: Iterable[Entry], reason: str) -> None:
        for entry in entries:
            if entry.pending is not None or entry.later is not None or entry.change is None:
                entry.later, entry.change, entry.hindered = None, None, reason
                entry.outcome.changed = False

    def _await_registry(self) -> None:
        """Wait until the environment's first cluster has brought its Schema Registry. Raises NotFound."""
        with self._registry:
            if self._registry_there:
                return
            clusters = [node for node in self._nodes if node.part.key == CLUSTERS]
            hopeless = all(node.failed for node in clusters)  # or there is none that would bring it
            tries = Tries(self._cloud.transport, REGISTRY_WITHIN)
            with attempting("find the Schema Registry, which comes with the first cluster of the environment"):
                identifier = self._cloud.environment_id(self._environment)
                while True:
                    self._cloud.forget("/srcm/v3/clusters")
                    try:
                        found = self._cloud.find_schema_registry(identifier)
                        if str((found.get("status") or {}).get("phase")).upper() == "PROVISIONED":
                            break
                        error: NotFound | None = None
                    except NotFound as missing:
                        error = missing
                    if (error is not None and hopeless) or not tries.again():
                        raise error or Refused("the Schema Registry is still being provisioned")
            self._registry_there = True


def _lacks_registry(entry: Entry) -> bool:
    """Whether it waits for the environment's Schema Registry."""
    return isinstance(entry.later, (NotFound, NotReady)) and entry.later.what == REGISTRY_WORDS
