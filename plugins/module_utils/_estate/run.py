# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module `confluent_estate` as a function of its options.

data -> items -> nodes -> judged (all of them) -> check mode stops here -> brought about -> plan with results
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .._declare.connection import KEY_FILES, settled_keys
from .._declare.field import Field, Rules
from .._declare.kind import Kind
from .._engine.plural import CONCURRENCY, PartlyDone
from .._engine.run import RUNNER, Module, Report, Task, reported
from .._errors import ApiError, ConfluentError, NotFound, Refused
from .._wire.cloud import Cloud
from .._wire.references import KAFKA_CLUSTERS
from .._wire.threads import mapped
from ..kinds.api_keys.kind import ApiKey
from .approval import Approval, approval_of, refuse_unapproved
from .bringing import Bringing
from .judging import AT_ONCE, Coming, Judgement
from .nodes import Node, nodes_of
from .parts import ACCOUNTS, BY_KEY, CLUSTERS, ENVIRONMENT, PARTS, Part
from .plan import diffs_of, failures_of, objects, plan_of
from .removal import Removal, grouped, not_in_data, purge_of
from .structure import ORGANIZATION, Data, Intake, Stated, environment_of, unknown
from .taking_down import TakingDown
from .terms import ABSENT, PRESENT

SHOWN = 20  # failures that the message names; the plan has all
STORE = ApiKey.field("secret_store").but(required=False, default=None)
NONE, KNOWN = "none", "known"


def part_option(part: Part) -> Field:
    """The option that takes a part: as it is written, for what is in it is judged here, with the names of objects."""
    if part.single:
        return Field(part.key, wire=None, type="dict")
    return Field(part.key, wire=None, type="list", elements="dict")


class Estate(Kind):
    """The estate, as far as the engine's report needs a kind."""

    name = "estate"
    plural = "estates"
    fields = (
        Field("data", wire=None, type="dict"),
        Field(ENVIRONMENT, wire=None, type="dict"),
        *(part_option(part) for part in PARTS if not part.within and not part.organization and part.key != ENVIRONMENT),
        Field(ORGANIZATION, wire=None, type="dict"),
        Field("parts", wire=None, type="list", elements="str"),
        Field("connector_secrets", wire=None, type="dict", no_log=True),
        Field("catalog_secrets", wire=None, type="dict", no_log=True),
        STORE,
        Field("secrets_dir", wire=None, type="path", no_log=False),
        Field("folder", wire=None, type="path"),
        Field("purge", wire=None, type="dict"),
        Field("plan_file", wire=None, type="path"),
        Field("state", wire=None, choices=(PRESENT, ABSENT), default=PRESENT),
        Field("force", wire=None, type="bool", default=False),
        Field("accounts_in_use", wire=None, type="bool", default=False),
        Field("not_in_data", wire=None, choices=(NONE, KNOWN), default=KNOWN),
        CONCURRENCY,
    )

    nodes: list[Node] = []

    def secrets(self) -> Iterable[str]:
        """What no output may show: of every item."""
        return {secret for node in self.nodes for entry in node.entries for secret in entry.kind.secrets()}


def deep_spec() -> dict[str, Any]:
    """The options with all that is in them, to tell secrets by; the module itself takes parts as they are."""

    def entry(part: Part) -> dict[str, Any]:
        options = {f.name: f.but(env=(), required=False).spec() for f in part.item_fields()}
        options.update({key: entry(BY_KEY[key]) for key in part.children})
        if part.single:
            return {"type": "dict", "options": options}
        return {"type": "list", "elements": "dict", "options": options}

    own = {part.key: entry(part) for part in PARTS if not part.within and not part.organization}
    shared = {part.key: entry(part) for part in PARTS if not part.within and part.organization}
    secrets = {f.name: f.spec() for f in Estate.fields if f.no_log or f is STORE}
    whole = {**own, ORGANIZATION: {"type": "dict", "options": {**shared, ACCOUNTS: own[ACCOUNTS]}}, **secrets}
    return {**whole, "data": {"type": "dict", "options": whole}}


def whole(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options of the task over those of its `data`. Raises Refused for what is none."""
    data = options.get("data") or {}
    known = [f.name for f in Estate.fields if f.name != "data"]
    wrong = [f"data: {unknown(str(name), [*known, *KEY_FILES])}" for name in data if name not in (*known, *KEY_FILES)]
    if wrong:
        raise Refused(wrong)
    unset = {f.name: f.default for f in Estate.fields}
    return {**options, **{name: v for name, v in data.items() if options.get(name) == unset.get(name)}}


class Work:
    """One run of the module."""

    def __init__(self, estate: Estate, check_mode: bool, origin: Callable[[tuple[str | int, ...]], str]) -> None:
        self._estate = estate
        self._origin = origin
        self._options = whole(estate.options)
        self._cloud = estate.cloud
        self._check_mode = check_mode
        self._clouds: dict[str | None, Cloud] = {}
        self.environment = ""
        self.nodes: list[Node] = []
        self.removals: list[Removal] = []
        self.told: list[dict[str, Any]] = []
        self.notes: list[str] = []
        self.along: list[dict[str, Any]] = []
        self.carried_out = False

    def do(self) -> dict[str, Any]:
        """Plan, and bring about unless this is check mode. Raises Refused before the first write, PartlyDone after."""
        self.environment = environment_of(self._options.get(ENVIRONMENT))
        approval = approval_of(self._options.get("plan_file"), self.environment, self._options.get("state"))
        self._cloud.whole, self._cloud.ahead = self._options.get("not_in_data") == KNOWN, True
        around: tuple[str | int, ...] = ("data",) if self._estate.options.get("data") else ()
        intake = Intake(self._data(), self._cloud, lambda where: self._origin((*around, *where)))
        everything = intake.all()
        chosen = self._chosen()
        if self._options.get("state") == ABSENT:
            if intake.problems:
                raise Refused(list(dict.fromkeys(intake.problems)))
            return self._take_down([one for one in everything if one.part.key in chosen], intake, approval)
        purge, problems = purge_of(self._options.get("purge") or {}, self.environment)
        if not self._check_mode:
            lacking = dict.fromkeys(words for part, words in intake.lacking if part in chosen)
            problems += [f"a secret setting was not given: {words}" for words in lacking]
        if intake.problems or problems:
            raise Refused(list(dict.fromkeys([*intake.problems, *problems])))
        items = [one for one in everything if one.part.key in chosen]
        empty = [one for one in intake.empty if one[0].key in chosen]
        self.nodes = self._estate.nodes = nodes_of(items, empty, functools.partial(self._beside, intake=intake))
        coming = Coming(everything, chosen, self._check_mode)
        self._judge(coming, purge)
        refuse_unapproved(approval, [*self.nodes, *self.removals])
        self.notes = list(idle_networks(everything, self.nodes, self._cloud, self.environment))
        if not self._check_mode:
            self.carried_out = True
            Bringing([node for node in self.nodes if node.items], coming, self._cloud, self.environment, approval).all()
            self._remove()
            self._raise_failures()
        return self.result()

    def _take_down(self, items: list[Stated], intake: Intake, approval: Approval | None) -> dict[str, Any]:
        """The estate is to be absent. Raises Refused before the first deletion, PartlyDone after."""
        force, in_use = bool(self._options.get("force")), bool(self._options.get("accounts_in_use"))
        beside = functools.partial(self._beside, intake=intake)
        down = TakingDown(items, self._cloud, beside, self.environment, force, in_use, approval)
        self.nodes = self._estate.nodes = down.nodes
        down.judge(self._check_mode)
        self.along = down.along
        if not self._check_mode:
            self.carried_out = True
            down.all()
            self._raise_failures()
        return self.result()

    def _data(self) -> Data:
        options = self._options
        parts = {part.key: options.get(part.key) for part in PARTS if not part.within and not part.organization}
        secrets = {"connectors": options.get("connector_secrets") or {}}
        secrets["catalog_integrations"] = options.get("catalog_secrets") or {}
        return Data(
            environment=self.environment,
            parts=parts,
            organization=options.get(ORGANIZATION) or {},
            secrets=secrets,
            secrets_dir=options.get("secrets_dir") or f"~/.confluent/{self.environment}",
            folder=options.get("folder") or "",
            secret_store=options.get(STORE.name),
        )

    def _chosen(self) -> frozenset[str]:
        """The parts that are to be brought about. Raises Refused for one that there is not."""
        stated = self._options.get("parts")
        if stated is None:
            return frozenset(BY_KEY)
        unknown = [name for name in stated if name not in BY_KEY]
        if unknown:
            raise Refused([f"parts: there is no part {name!r}; there are: {', '.join(BY_KEY)}" for name in unknown])
        return frozenset(stated)

    def _beside(self, part: Part, cluster: str | None, intake: Intake) -> Cloud:
        """The service for a node: with the keys that the data names, that of a cluster among them, where its kind needs
        one. (Without them a key of the data is not taken for one that this very task needs.)
        """
        if not part.kind.planes:
            return self._cloud.beside()
        keys = {name: self._options[name] for name in KEY_FILES if self._options.get(name)}
        if intake.key_files.get(cluster or ""):
            keys["kafka_key_file"] = intake.key_files[cluster or ""]
        return self._cloud.beside(**settled_keys({**self._cloud.options, **keys}, os.environ))

    def _judge(self, coming: Coming, purge: Mapping[str, Mapping[str, Any]]) -> None:
        judgement = Judgement(self.nodes, coming, self._cloud, self.environment)
        judgement.all()
        problems = list(judgement.problems)
        if not problems:
            problems = self._look_for_more(purge)
        if problems:
            refused = Refused(problems)
            raise judgement.errors[0] if len(problems) == 1 and judgement.errors else refused

    def _look_for_more(self, purge: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """What is there and not in the data: told, or planned to go. Returns what speaks against that."""
        groups = grouped(self.nodes)
        problems: list[str] = []
        going: dict[tuple[str, str | None], Removal] = {}
        for (key, cluster), nodes in groups.items():
            if key not in purge:
                continue
            problems += [f"purge of {key}: {node.gap}" for node in nodes if node.gap]
            try:
                if all(node.there for node in nodes):
                    going[key, cluster] = Removal(nodes, purge[key], self._check_mode)
            except Refused as error:
                problems += error.problems
        self.removals = list(going.values())
        if self._options.get("not_in_data") == KNOWN:

            def told(group: tuple[str, str | None]) -> list[dict[str, Any]]:
                return not_in_data(groups[group], self.environment, going.get(group))

            self.told = [entry for found in mapped(told, groups, AT_ONCE) for entry in found]
        return problems

    def _remove(self) -> None:
        """Deletions, last and in reverse; none where anything failed."""
        order = [part.key for part in PARTS]
        for removal in sorted(self.removals, key=lambda one: order.index(one.part.key), reverse=True):
            if any(node.failed for node in [*self.nodes, *self.removals]):
                for entry in removal.entries:
                    entry.hindered = entry.hindered or "something else failed, and deletions come last"
                continue
            removal.carry_out()

    def _raise_failures(self) -> None:
        every = [*self.nodes, *self.removals]
        errors = failures_of(every)
        if not errors:
            return
        counts = self.plan()["counts"]
        lines = [str(error) for error in errors[:SHOWN]]
        lines += [f"and {len(errors) - SHOWN} more; see the plan"] if len(errors) > SHOWN else []
        waiting = f", {counts['not_tried']} not tried because of them" if counts["not_tried"] else ""
        failed = f"{counts['failed']} object{'s' if counts['failed'] != 1 else ''}"
        raise PartlyDone(
            f"{failed} of the estate {self.environment} failed{waiting}; the rest was done. Run again to finish.\n- "
            + "\n- ".join(lines),
            next((error for error in errors if isinstance(error, ApiError)), ConfluentError("")),
        )

    def plan(self) -> dict[str, Any]:
        """The plan as data."""
        nodes = [*self.nodes, *self.removals]
        plan = plan_of(self.environment, nodes, self.carried_out, self.told)
        plan.update(state=self._options.get("state"), notes=self.notes)
        return {**plan, "goes_along": self.along} if self.along else plan

    def result(self) -> dict[str, Any]:
        """The module's result."""
        every = [*self.nodes, *self.removals]
        shown: dict[str, Any] = {
            "changed": any(entry.outcome.changed for node in every for entry in node.entries),
            "plan": self.plan(),
            "objects": objects(self.nodes),
        }
        spared = [one for removal in self.removals for one in removal.spared()]
        if spared:
            shown["spared"] = spared
        diffs = diffs_of(every)
        if diffs:
            shown["diff"] = diffs
        return shown


def idle_networks(items: list[Stated], nodes: list[Node], cloud: Cloud, environment: str) -> Iterator[str]:
    """Networks of the data that no Kafka cluster is in: only a cluster in a network is reached through it, whatever
    accesses and peerings the network has.
    """
    wanted = {one.options.get("network") for one in items if one.part.key == CLUSTERS}
    networks = [entry for node in nodes if node.part.key == "networks" for entry in node.entries]
    if not networks:
        return
    try:
        found = cloud.listed(KAFKA_CLUSTERS.path, {"environment": cloud.environment_id(environment)})
    except NotFound:
        found = []
    used = {((raw.get("spec") or {}).get("network") or {}).get("id") for raw in found}
    for entry in networks:
        before = (entry.change.before if entry.change is not None else None) or {}
        if not {entry.item.get("name"), before.get("id")} & (wanted | used) - {None}:
            yield f"no Kafka cluster is in network {entry.item['name']}: what connects to it reaches no cluster"


def manage_estate(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """The module as a function of its validated options."""
    works: list[Work] = []

    def work(kind: Kind) -> dict[str, Any]:
        if not isinstance(kind, Estate):
            raise TypeError(f"{kind.name} is no estate")
        works.append(Work(kind, task.check_mode, task.origin))
        return works[-1].do()

    def done(kind: Kind) -> dict[str, Any]:
        if not works or not works[-1].nodes:
            return {}
        result = works[-1].result()
        foreseen = task.check_mode and result["changed"]  # the rest is shown with its differences, whatever was refused
        return {**result, "changed": foreseen or kind.cloud.transport.statistics.writes > 0}

    return reported(kind_class, options, task, task.check_mode, work, done)


def run_estate_module() -> None:
    """`main` of the module file."""
    runner: Callable[[Module], None] = RUNNER.get()
    runner(Module(Estate, Estate.fields, Rules(), manage_estate, deep_spec))
