# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the quality gates that tools/gate_list.py declares.

    python tools/gates.py NAME ...      run these gates one after the other, showing what they print
    python tools/gates.py --all         run all, as many at a time as there are slots, with a table at the end
    python tools/gates.py --list

A gate passes when every command ends with exit code 0 AND the number of things it looked at reaches its minimum: a gate
that looked at nothing is red. What each printed is kept in build/logs/NAME.log.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gate_list import BIN, BUILD, GATES, PARTS, Gate
from stage import ROOT

NOT_RUN = 3
TOLD_EVERY = 30.0  # seconds: how far a gate is that runs for longer
SLOTS = int(os.environ.get("GATE_SLOTS", "3"))  # for two processors: everything waits for something at times
_printing = threading.Lock()


@dataclass(frozen=True)
class Outcome:
    gate: Gate
    seconds: float
    count: int
    output: str
    reason: str  # why it failed; empty when it passed
    ran: bool = True
    processor: float = 0.0  # seconds of processors, of all its processes

    @property
    def passed(self) -> bool:
        return not self.reason

    @property
    def verdict(self) -> str:
        return "FAIL" if self.reason else "pass" if self.ran else "NOT RUN"


def say(text: str) -> None:
    with _printing:
        print(text, flush=True)


def shown(command: Sequence[str]) -> str:
    return " ".join(command).replace(f"{BIN}/", "").replace(f"{ROOT}/", "")


def environment(folder: Path) -> dict[str, str]:
    env = {**os.environ, "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")]), "PYTHONUNBUFFERED": "1"}
    env.update(ANSIBLE_NOCOLOR="1", NO_COLOR="1")
    if folder != ROOT:
        env.update(ANSIBLE_COLLECTIONS_PATH=str(folder.parents[2]), MYPYPATH=str(folder.parents[2]))
    return env


class Progress:
    """Says every half minute how far a gate is that shows nothing else; use it with ``with``.

    printed: the lines of its output, which grow meanwhile.
    """

    def __init__(self, gate: Gate, printed: Sequence[str]) -> None:
        self._gate, self._printed = gate, printed
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *exc: object) -> None:
        self._ended.set()
        self._thread.join()

    def _tell(self) -> None:
        started = time.monotonic()
        while not self._ended.wait(TOLD_EVERY):
            far = self._gate.progress("\n".join(self._printed))
            say(f"   {self._gate.name}: {far + ', ' if far else ''}{time.monotonic() - started:.0f} s")


def run_command(command: Sequence[str], folder: Path, show: bool, lines: list[str]) -> tuple[int, float]:
    """Run one command; returns its exit code, and the processor seconds of it and of what it waited for. Everything it
    prints is added to ``lines``.
    """
    lines.append(f"$ {shown(command)}")
    say(lines[-1])
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if show:
                say(lines[-1])
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime


def run_gate(gate: Gate, show: bool) -> Outcome:
    """Run a gate's commands until one fails, and count what was looked at."""
    started = time.monotonic()
    folder = gate.folder()
    printed: list[str] = []
    reason, ran, processor = "", True, 0.0
    with contextlib.nullcontext() if show else Progress(gate, printed):
        for command in gate.commands:
            code, taken = run_command(command, folder, show, printed)
            processor += taken
            if code == NOT_RUN and gate.may_be_left_out:
                ran = False
                break
            if code != 0:
                reason = f"exit code {code} of {shown(command)[:60]}"
                break
    output = "\n".join(printed) + "\n"
    count = gate.count(output)
    if ran and not reason and count < gate.minimum:
        reason = f"looked at {count} {gate.unit} only, expected at least {gate.minimum}"
    logs = BUILD / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    (logs / f"{gate.name}.log").write_text(output, encoding="utf-8")
    return Outcome(gate, time.monotonic() - started, count, output, reason, ran, processor)


def report(outcome: Outcome, show: bool) -> None:
    """One line for a gate that passed; everything it printed for one that did not (if it was not seen already)."""
    gate = outcome.gate
    if not outcome.passed and not show:
        say(f"\n----- {gate.name}: what it printed -----\n{outcome.output}----- end of {gate.name} -----")
    reason = f" ({outcome.reason})" if outcome.reason else ""
    say(f"== {gate.name}: {outcome.verdict}{reason}, {outcome.count} {gate.unit}, {outcome.seconds:.1f} s")


def run_parallel(gates: Sequence[Gate]) -> list[Outcome]:
    """Run gates in the listed order, as far as slots and ``after`` allow."""
    waiting = list(gates)
    known = {gate.name for gate in gates}
    running: dict[concurrent.futures.Future[Outcome], Gate] = {}
    done: list[Outcome] = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(SLOTS, 1)) as pool:
        while waiting or running:
            free = SLOTS - sum(min(gate.slots, SLOTS) for gate in running.values())
            ended = {outcome.gate.name for outcome in done}
            for gate in list(waiting):
                if (set(gate.after) & known) <= ended and min(gate.slots, SLOTS) <= free:
                    waiting.remove(gate)
                    running[pool.submit(run_gate, gate, False)] = gate
                    free -= min(gate.slots, SLOTS)
            finished, _rest = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in finished:
                del running[future]
                done.append(future.result())
                report(done[-1], show=False)
    return done


def table(outcomes: Sequence[Outcome], seconds: float) -> str:
    rows = [("gate", "result", "looked at", "seconds", "of processors")]
    rows += [
        (one.gate.name, one.verdict, f"{one.count} {one.gate.unit}", f"{one.seconds:.1f}", f"{one.processor:.1f}")
        for one in outcomes
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    lines += [f"  {one.gate.name}: {note}" for one in outcomes for note in one.gate.notes(one.output)]
    failed = [one for one in outcomes if not one.passed]
    left_out = sum(not one.ran for one in outcomes)
    lines += ["", *(f"FAILED {one.gate.name}: {one.reason}; build/logs/{one.gate.name}.log" for one in failed)]
    passed = len(outcomes) - len(failed) - left_out
    rest = f", {left_out} NOT RUN" if left_out else ""
    lines.append(f"{passed} gates passed, {len(failed)} failed{rest}, in {seconds:.0f} s")
    for one in outcomes:
        if one.gate.name == "pytest":  # the summary line of pytest closes the report
            lines.append(next((t for t in reversed(one.output.splitlines()) if " in " in t), "no tests ran"))
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    every = {gate.name: gate for gate in (*GATES, *PARTS)}
    if arguments.list:
        for gate in every.values():
            print(f"{gate.name:16} {gate.text}")
        return 0
    unknown = [name for name in arguments.names if name not in every]
    if unknown or not (arguments.names or arguments.all):
        parser.error(f"gates are: {', '.join(every)}")
    if arguments.all or "pytest" in arguments.names:
        # The contract check and the coverage report read what this run did and nothing else.
        for name in ("journals", "coverage"):
            shutil.rmtree(BUILD / name, ignore_errors=True)
    started = time.monotonic()
    if arguments.all:
        outcomes = run_parallel(GATES)
    else:
        outcomes = []
        for name in arguments.names:
            outcomes.append(run_gate(every[name], show=True))
            report(outcomes[-1], show=True)
    if len(outcomes) > 1:
        print("\n" + table(outcomes, time.monotonic() - started), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
