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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.support.estate import Estate, build
from tests.support.journal import Entry
from tests.support.sandbox import Sandbox

from . import process
from .fault_table import FAULTS, Fault
from .process import CLOCK, Run
from .rows import Operation
from .rules import RETRY_TIMEOUT, Checker, Story, normal, stored_secrets


@dataclass(frozen=True)
class Case:
    """A fault at the request number ``position`` (0 = the first) of an operation."""

    operation: Operation
    fault: Fault
    position: int
    request: str

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
    """Where an operation starts: its undisturbed run, the requests of that, and the state that it led to."""

    operation: Operation
    undisturbed: Run
    entries: list[Entry]
    expected: list[str]
    keys_before: frozenset[str]
    files: Path


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

    def run(self, module: str, arguments: dict[str, Any]) -> Run:
        return process.run(module, arguments, self.env)

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
        before = frozenset(self.sandbox.state()["api_keys"])
        # Keys that the preparation made belong to the operation: their secrets are in files too.
        before -= {stored["api_key"] for stored in stored_secrets(kept)}
        self.sandbox.clear_journal()
        run = self.run(operation.module, operation.arguments)
        if run.failed:
            raise AssertionError(f"{operation.title}: the undisturbed run failed: {run.message}")
        return Ground(operation, run, self.sandbox.journal(), normal(self.sandbox.state()), before, kept)

    @staticmethod
    def _empty(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)

    def carry_out(self, ground: Ground, case: Case) -> Outcome:
        """Run with the fault, without, and once more; check every rule."""
        self._back_to(ground)
        random.seed(case.title)
        self._disturb(case, ground.entries[case.position])
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

    def _back_to(self, ground: Ground) -> None:
        self.sandbox.restore("ground")
        shutil.rmtree(self.files)
        shutil.copytree(ground.files, self.files)

    def _disturb(self, case: Case, entry: Entry) -> None:
        fault = case.fault
        if fault.after:
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
        """Words of which a message about the operation's object has one."""
        stated = (operation.arguments.get(n) for n in ("name", "subject", "resource_name", "role"))
        return (*(str(value) for value in stated if value), "default")


def cases_of(ground: Ground, every: int) -> Iterator[Case]:
    """Every fault at every request of the undisturbed run; of these one in ``every``, always the same ones."""
    for position, entry in enumerate(ground.entries):
        for fault in FAULTS:
            lot = zlib.crc32(f"{ground.operation.title}/{position}/{fault.name}".encode())
            if fault.at(entry) and lot % every == 0:
                yield Case(ground.operation, fault, position, f"{entry['method']} {entry['path']}")


def attack(arena: Arena, operation: Operation, every: int) -> list[Outcome]:
    """The cases of an operation, carried out."""
    ground = arena.ground(operation)
    return [arena.carry_out(ground, case) for case in cases_of(ground, every)]
