# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cases: one fault at one request of one operation of one module; and carrying them out."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from tests.support.estate import Estate, build
from tests.support.journal import Entry, is_write
from tests.support.sandbox import Sandbox

from . import process
from .end_state import normal
from .fault_table import FAULTS, Fault
from .process import CLOCK, Run
from .rows import Operation
from .rules import RETRY_TIMEOUT, Checker, Story, stored_secrets

NAMES = ("name", "subject", "resource_name", "role")  # options that name an object to a person


@dataclass(frozen=True)
class Case:
    """A fault at the request number ``position`` (0 = the first) of an operation; ``reads``: it only looks."""

    operation: Operation
    fault: Fault
    position: int
    request: str
    reads: bool

    @property
    def title(self) -> str:
        return f"{self.operation.title}, request {self.position + 1} ({self.request}), {self.fault.name}"


@dataclass
class Outcome:
    """What became of a case: the rules that it broke, with words."""

    case: Case
    broken: list[tuple[str, str]]


@dataclass
class Ground:
    """Where an operation starts (``before``): its undisturbed run, the requests of that, and the state it led to."""

    operation: Operation
    undisturbed: Run
    entries: list[Entry]
    expected: list[str]
    keys_before: frozenset[str]
    files: Path
    before: dict[str, Any]
    races: dict[str, list[dict[str, Any]]]


# Names of these are not unique: what somebody else makes at the same moment is another object, and nobody can know.
NOT_UNIQUE = frozenset({"confluent_environment", "confluent_kafka_cluster", "confluent_api_key"})

# What was deleted and is made again has lost its older versions, so that the end cannot be the same.
HISTORY = frozenset({"confluent_schema"})


class Arena:
    """A sandbox with the estate of the integration tests, and a folder for secret files; use it with ``with``."""

    def __init__(self) -> None:
        self.sandbox = Sandbox(journal_file=Path("/dev/null"))
        self.folder = Path(tempfile.mkdtemp(prefix="streamops-chaos-"))
        self.files = self.folder / "secrets"

    def __enter__(self) -> Arena:
        self.sandbox.start()
        self.estate: Estate = build(self.sandbox)
        self.sandbox.snapshot("estate")
        self.there = normal(self.sandbox.state())
        self.env = {
            **self.sandbox.env,
            **self.estate.env,
            "CONFLUENT_RETRY_TIMEOUT": str(RETRY_TIMEOUT),
        }
        CLOCK.told = self.sandbox.advance
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        CLOCK.told = lambda seconds: None
        self.sandbox.stop()
        shutil.rmtree(self.folder)

    def run(self, module: str, arguments: dict[str, Any], check: bool = False) -> Run:
        """Run a module with the credentials of the estate."""
        return process.run(module, arguments, self.env, check=check)

    def ground(self, operation: Operation) -> Ground:
        """Carry an operation out undisturbed, and remember where it started."""
        operation = operation.filled({"service_account": self.estate.service_account, "tmp": str(self.files)})
        self.sandbox.restore("estate")
        self._empty(self.files)
        for module, arguments in operation.before:
            made = self.run(module, arguments)
            if made.failed:
                raise AssertionError(f"{operation.title}: the preparation failed: {made.message}")
        self.sandbox.snapshot("ground")
        kept = self.folder / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.files, kept)
        before = self.sandbox.state()
        # Keys that the preparation made belong to the operation: their secrets are in files too.
        keys = frozenset(before["api_keys"]) - {stored["api_key"] for stored in stored_secrets(kept)}
        self.sandbox.clear_journal()
        run = self.run(operation.module, operation.arguments)
        if run.failed:
            raise AssertionError(f"{operation.title}: the undisturbed run failed: {run.message}")
        return Ground(operation, run, self.sandbox.journal(), normal(self.sandbox.state()), keys, kept, before, {})

    def race(self, ground: Ground, name: str, operation: Operation) -> None:
        """Have somebody else do an operation on this ground, to know the requests of it."""
        operation = operation.filled({"service_account": self.estate.service_account, "tmp": str(self.files)})
        self.back_to(ground)
        if self.run(operation.module, operation.arguments).failed:
            raise AssertionError(f"{operation.title}: it failed on the ground of {ground.operation.title}")
        ground.races[name] = [self._as_change(entry) for entry in self.sandbox.writes()]

    def _as_change(self, entry: Entry) -> dict[str, Any]:
        """A request of the journal as one that somebody else sends with the same credential."""
        secrets = {
            key: self.env[name.replace("_KEY", "_SECRET")]
            for name, key in self.env.items()
            if name.endswith("_API_KEY")
        }
        query = urlencode([tuple(pair) for pair in entry["query"]])
        change = {
            "method": entry["method"],
            "path": f"{entry['base']}{entry['path']}{'?' + query if query else ''}",
            "key": entry["credential"],
            "secret": secrets[entry["credential"]],
        }
        return {**change, "body": entry["request_body"]} if entry["request_body"] is not None else change

    @staticmethod
    def _empty(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)

    def carry_out(self, ground: Ground, case: Case) -> Outcome:
        """Run with the fault, without, and once more; check every rule."""
        self.back_to(ground)
        random.seed(case.title)
        self._disturb(ground, case, ground.entries[case.position])
        runs, entries, states, stored = [], [], [], []
        for _number in range(3):
            runs.append(self.run(case.operation.module, ground.operation.arguments))
            entries.append(self.sandbox.journal())
            self.sandbox.admin("DELETE", "faults")
            self.sandbox.advance(10)
            states.append(self.sandbox.state())
            stored.append(stored_secrets(self.files))
            self.sandbox.clear_journal()
        story = Story(
            case.fault,
            case.position,
            self._names(ground.operation),
            ground.undisturbed,
            (runs[0], runs[1], runs[2]),
            (entries[0], entries[1], entries[2]),
            (states[0], states[1], states[2]),
            tuple(stored),
            ground.expected,
            ground.keys_before,
            frozenset(value for name, value in self.env.items() if name.endswith("_SECRET")),
        )
        return Outcome(case, list(Checker(story).broken()))

    def back_to(self, ground: Ground) -> None:
        """Everything as it was before the operation."""
        self.sandbox.restore("ground")
        shutil.rmtree(self.files)
        shutil.copytree(ground.files, self.files)

    def _disturb(self, ground: Ground, case: Case, entry: Entry) -> None:
        fault = case.fault
        if fault.race:
            self.sandbox.fault(nth=case.position + 1, change=ground.races[fault.race])
        elif fault.after:
            trigger = {
                "method": entry["method"],
                "path": f"^{re.escape(entry['path'])}$",
                "plane": entry["plane"],
                "seconds": fault.after,
            }
            self.sandbox.fault(after=trigger, **(fault.where or {}), **fault.action)
        else:
            self.sandbox.fault(nth=case.position + 1, times=fault.times, **fault.action)

    @staticmethod
    def _names(operation: Operation) -> tuple[str, ...]:
        """Words of which a message about the operation's objects has one."""
        items = next(
            (v for v in operation.arguments.values() if isinstance(v, list) and v and isinstance(v[0], dict)), []
        )
        options = (operation.arguments, operation.arguments.get("defaults") or {}, *items)
        stated = [str(given[name]) for given in options for name in NAMES if given.get(name)]
        return (*stated, "default", *([operation.plural] if items else []))


def cases_of(ground: Ground, every: int, own: Container[str]) -> Iterator[Case]:
    """Every fault at every request of the undisturbed run; of these one in ``every``, always the same ones.

    ``own``: the credentials that are not new.
    """
    first = next((n for n, entry in enumerate(ground.entries) if is_write(entry)), None)
    for position, entry in enumerate(ground.entries):
        for fault in FAULTS:
            lot = zlib.crc32(f"{ground.operation.title}/{position}/{fault.name}".encode())
            # A new key is tried until it is accepted: a 401 is then no reason to fail.
            trial = fault.name == "401" and entry["credential"] not in own
            if fault.race and not (fault.race in ground.races and position == first):
                continue
            if fault.at(entry) and not trial and lot % every == 0:
                request = f"{entry['method']} {entry['path']}"
                yield Case(ground.operation, fault, position, request, not is_write(entry))


def attack(arena: Arena, operation: Operation, removal: Operation, every: int) -> list[Outcome]:
    """The cases of an operation, carried out. ``removal``: how the same object is deleted."""
    ground = arena.ground(operation)
    if operation.name == "delete" or (operation.name == "update" and operation.module not in HISTORY):
        arena.race(ground, "delete", removal)
    elif operation.name == "create" and operation.module not in NOT_UNIQUE:
        arena.race(ground, "create", operation)
    return [arena.carry_out(ground, case) for case in cases_of(ground, every, set(arena.env.values()))]
