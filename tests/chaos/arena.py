# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cases: one fault at one request of one operation of one module; and carrying them out."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import socket
import tempfile
import zlib
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from tests.support import cost
from tests.support.estate import STANDARD, Estate
from tests.support.journal import Entry, is_write
from tests.support.rows import Deed, Operation, Row, Setting, filled, words_of, write_files
from tests.support.sandbox import Sandbox

from . import process
from .end_state import normal
from .fault_table import ANOTHER_HOST, FAULTS, Fault
from .process import CLOCK, Run
from .rows import rows
from .rules import RETRY_TIMEOUT, Checker, Story, stored_secrets

# Options that name an object to a person.
NAMES = ("name", "subject", "resource_name", "role", "key_arn", "email", "secret_file", "topic")
MADE_BY_SQL = re.compile(r"\b(?:STREAM|TABLE|TYPE|CONNECTOR|INTO|TERMINATE)\s+(\w+)", re.IGNORECASE)


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
    """Where an operation starts (``before``): its undisturbed run, the requests of that, and the state it led to.
    ``rivals``: what somebody else may do on it, and the requests of that in ``races`` as soon as they are asked for.
    """

    operation: Operation
    undisturbed: Run
    entries: list[Entry]
    expected: list[str]
    keys_before: frozenset[str]
    files: Path
    before: dict[str, Any]
    rivals: dict[str, Operation]
    races: dict[str, list[dict[str, Any]]]


def planes_by_key() -> dict[str, str]:
    """The plane of each key that the environment may hold, by what its variables' names begin with."""
    from ansible_collections.streamops.confluent.plugins.module_utils._planes import PLANES, keyed

    names = {key: next(name for name, plane in PLANES.items() if plane.key == key) for key in keyed()}
    return {f"CONFLUENT_{key.upper()}": name for key, name in names.items()}


class AnotherHost:
    """A port that nobody has a reason to connect to: it takes connections and says nothing."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.close = self._listener.close

    def visitors(self) -> int:
        """How many have connected since the last time."""
        number = 0
        while True:
            try:
                self._listener.accept()[0].close()
            except BlockingIOError:
                return number
            number += 1


class Arena:
    """A sandbox with the standard estate, and a folder for secret files; use it with ``with``.

    An operation is carried out on that estate and what else its row needs: the more is there, the more can be hit by
    mistake.
    """

    def __init__(self) -> None:
        self.sandbox = Sandbox(journal_file=Path("/dev/null"))
        self.folder = Path(tempfile.mkdtemp(prefix="streamops-chaos-"))
        self.files = self.folder / "secrets"
        self.another_host = AnotherHost()

    def __enter__(self) -> Arena:
        self.sandbox.start()
        self.sandbox.snapshot("nothing")
        self.row: Row | None = None
        self._stand_on(Row())
        CLOCK.told = self.sandbox.advance
        return self

    def _stand_on(self, row: Row) -> None:
        """Bring the estate about that a row's operations start from, unless it is that of the operation before."""
        self._empty(self.files)
        if row is self.row:
            self.sandbox.restore("estate")
            write_files(row, self.files, self.words)
            return
        self.sandbox.restore("nothing")
        self.row = row
        self.estate = Estate(self.sandbox).needs(*STANDARD, *row.needs)
        self.words = {**words_of(row, self.files), **self.estate.ids}
        self.env = {
            **self.sandbox.env,
            **self.estate.env,
            "CONFLUENT_RETRY_TIMEOUT": str(RETRY_TIMEOUT),
        }
        write_files(row, self.files, self.words)
        for module, arguments in row.prepare:
            made = self.run(module, filled(arguments, self.words))
            if made.failed:
                raise AssertionError(f"the preparation of {row.module} failed: {made.message}")
        self.sandbox.snapshot("estate")
        self.there = normal(self.sandbox.state())

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        CLOCK.told = lambda seconds: None
        self.sandbox.stop()
        self.another_host.close()
        shutil.rmtree(self.folder)

    def run(self, module: str, arguments: dict[str, Any], check: bool = False) -> Run:
        """Run a module with the credentials of the estate."""
        return process.run(module, arguments, self.env, check=check)

    def ground(self, operation: Operation) -> Ground:
        """Carry an operation out undisturbed, and remember where it started."""
        self._stand_on(rows()[operation.module].row)
        operation = operation.filled(self.words)
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
        return Ground(operation, run, self.sandbox.journal(), normal(self.sandbox.state()), keys, kept, before, {}, {})

    def race(self, ground: Ground, name: str) -> list[dict[str, Any]]:
        """The requests of a rival: once, somebody else does the operation on this ground. The ground is another one
        afterwards.
        """
        if name in ground.races:
            return ground.races[name]
        operation = ground.rivals[name].filled(self.words)
        self.back_to(ground)
        if self.run(operation.module, operation.arguments).failed:
            raise AssertionError(f"{operation.title}: it failed on the ground of {ground.operation.title}")
        ground.races[name] = [self._as_change(entry) for entry in self.sandbox.writes()]
        return ground.races[name]

    def _as_change(self, entry: Entry) -> dict[str, Any]:
        """A request of the journal as one that somebody else sends with the same credential."""
        secret = self.sandbox.state()["api_keys"][entry["credential"]]["secret"]
        query = urlencode([tuple(pair) for pair in entry["query"]])
        change = {
            "method": entry["method"],
            "path": f"{entry['base']}{entry['path']}{'?' + query if query else ''}",
            "key": entry["credential"],
            "secret": secret,
        }
        return {**change, "body": entry["request_body"]} if entry["request_body"] is not None else change

    @staticmethod
    def _empty(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)

    def carry_out(self, ground: Ground, case: Case) -> Outcome:
        """Run with the fault, without, and once more; check every rule."""
        if case.fault.race:
            self.race(ground, case.fault.race)
        self.back_to(ground)
        random.seed(case.title)
        self._disturb(ground, case, ground.entries[case.position])
        runs, entries, states, stored = [], [], [], []
        for number in range(3):
            env = {**self.env, **(case.fault.env if number == 0 else {})}
            CLOCK.silence = process.SILENCE if number == 0 and "hang" in case.fault.action else process.PATIENCE
            runs.append(process.run(case.operation.module, ground.operation.arguments, env))
            told, state = self.sandbox.chapter(10)
            entries.append(told)
            states.append(state)
            stored.append(stored_secrets(self.files))
        story = Story(
            case.fault,
            case.position,
            self._names(ground),
            ground.undisturbed,
            (runs[0], runs[1], runs[2]),
            (entries[0], entries[1], entries[2]),
            (states[0], states[1], states[2]),
            tuple(stored),
            ground.expected,
            ground.keys_before,
            frozenset(value for name, value in self.env.items() if name.endswith("_SECRET")),
            case.operation.reading,
            {
                self.env[f"{name}_API_KEY"]: plane
                for name, plane in planes_by_key().items()
                if f"{name}_API_KEY" in self.env
            },
            self.another_host.visitors(),
            case.operation.side_by_side,
            frozenset((e["method"], e["path"]) for e in ground.entries if is_write(e) and case.operation.asks_again),
            self.row.undone_by if self.row else "",
            self.row.told_once if self.row else "",
            ground.undisturbed.fields[self.row.kind]["count"] if isinstance(self.row, Deed) else 0,
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
            action = json.loads(json.dumps(fault.action).replace(ANOTHER_HOST, self.another_host.address))
            self.sandbox.fault(nth=case.position + 1, times=fault.times, **action)

    @staticmethod
    def _names(ground: Ground) -> tuple[str, ...]:
        """Words of which a message about the operation's objects has one."""
        operation = ground.operation
        if operation.reading:
            told = (name for name, value in ground.undisturbed.fields.items() if isinstance(value, list))
            return tuple(name.replace("_", " ") for name in told)
        given = [operation.arguments, *(arguments for _module, arguments in operation.before)]  # a purge names these
        lists = [v for options in given for v in options.values() if isinstance(v, list) and v]
        items = [item for some in lists for item in some if isinstance(item, dict)]
        forms = [value for options in given for value in options.values() if isinstance(value, dict)]
        options = (*given, operation.arguments.get("defaults") or {}, *items, *forms)
        stated = [str(some[name]) for some in options for name in NAMES if some.get(name)]
        stated += [name for some in options for name in MADE_BY_SQL.findall(str(some.get("sql") or ""))]
        if isinstance(rows()[operation.module].row, Setting):
            stated.append(operation.plural)  # there is one of them
        return (*stated, "default", *([operation.plural, "a purge"] if items else []))


def cases_of(ground: Ground, every: int, own: Container[str]) -> list[Case]:
    """Every fault at every request of the undisturbed run; of these one in ``every``, always the same ones, and at
    least one.

    ``own``: the credentials that are not new.
    """
    first = next((n for n, entry in enumerate(ground.entries) if is_write(entry)), None)
    drawn: list[tuple[int, Case]] = []
    for position, entry in enumerate(ground.entries):
        for fault in FAULTS:
            lot = zlib.crc32(f"{ground.operation.title}/{position}/{fault.name}".encode())
            # A new key is tried until it is accepted: a 401 is then no reason to fail.
            trial = fault.name == "401" and entry["credential"] not in own
            if fault.race and not (fault.race in ground.rivals and position == first):
                continue
            if ground.operation.side_by_side and not is_write(entry):
                continue
            if fault.at(entry) and not trial:
                request = f"{entry['method']} {entry['path']}"
                drawn.append((lot, Case(ground.operation, fault, position, request, not is_write(entry))))
    least = min(lot for lot, _case in drawn)
    return [case for lot, case in drawn if lot % every == 0 or lot == least]


def attack(arena: Arena, job: tuple[Operation, int]) -> list[Outcome]:
    """All cases of an operation, or one in so many, carried out, and what that cost noted if it is wanted."""
    folder = os.environ.get(cost.FOLDER)
    before = cost.processor_seconds() if folder else 0.0
    outcomes = _attack(arena, job)
    if folder:
        seconds = cost.processor_seconds() - before
        kind = cost.kind_of(job[0].module)
        cost.record(Path(folder), kind=kind, test=f"tests/chaos {job[0].title}", seconds=round(seconds, 3))
    return outcomes


def _attack(arena: Arena, job: tuple[Operation, int]) -> list[Outcome]:
    operation, every = job
    attacked = rows()[operation.module]
    others = {other.name: other for other in attacked.operations}
    ground = arena.ground(operation)
    history = attacked.row.history
    # Settings are not deleted; what comes from elsewhere, is stated in part or has lost its history is not made again.
    gone = history or attacked.row.partly or getattr(attacked.row, "brought", False)
    lost = operation.name == "update" and gone
    if operation.name in ("delete", "update") and "delete" in others and not lost:
        ground.rivals["delete"] = others["delete"]
    if operation.name in ("delete", "update") and "update" in others and not (operation.name == "delete" and history):
        ground.rivals["change"] = others["update"]
    # What is uploaded by a presigned URL, without a credential, nobody else can send again: its id is another.
    uploaded = any(is_write(entry) and entry["credential"] is None for entry in ground.entries)
    if operation.name == "create" and attacked.row.unique and not uploaded:
        ground.rivals["create"] = operation
    return [arena.carry_out(ground, case) for case in cases_of(ground, every, set(arena.env.values()))]
