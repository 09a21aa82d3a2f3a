# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a kind costs: lines of its declaration, of its words, of its row in the sandbox, and processor seconds of tests.

    python tools/cost.py                  all kinds; the seconds are those of the last run of all tests (`make pytest`)
    python tools/cost.py KIND ...         run the tests of these kinds, one after the other, and measure them
    python tools/cost.py --all            the same for all kinds
    python tools/cost.py --tests N        the N dearest files and tests of the last run of all tests

Declaration: lines of logic of the class of the kind. Words: lines of docs/kinds/KIND.yml that are not blank. Sandbox:
the lines of its row, a ``Collection`` in tests/sandbox/planes; 0 for a kind whose sandbox is written by hand. Tests: of
those that are run for each row of tests/kinds and each module, for one, for many and for reading; with all processes.
The limits hold for a plain kind, which has no module for many; what is larger is marked with ``>``, and the kind's row
says why (``costs_more``).
"""

from __future__ import annotations

import argparse
import ast
import functools
import inspect
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from logic_lines import logic_lines, per_module
from stage import ROOT, stage

sys.path.insert(0, str(ROOT))

LIMITS = {"declaration": 20, "words": 65, "sandbox": 20, "seconds": 7}
RECORD = ROOT / "build" / "cost"
MEASURED = ROOT / "build" / "cost-of-kinds"
# The tests that the table-driven ones are among.
FOLDERS = ("tests/integration", "tests/chaos/test_certificate.py")
EVERY = "397"  # of the cases of an operation, of which each has one at least


@functools.cache
def excuses() -> dict[str, str]:
    """Why a kind costs more than a plain one, by what its row says."""
    from tests.kinds import ROWS

    return {row.kind: row.costs_more for row in ROWS if row.costs_more}


@functools.cache
def kinds() -> dict[str, list[str]]:
    """The modules of each kind."""
    from tests.kinds import CASES, PLURALS, READINGS, SETTINGS

    found = {case.kind: [case.module, case.twin] for case in (*CASES, *SETTINGS)}
    for row in (*PLURALS, *READINGS):
        found.setdefault(row.kind, []).append(row.module)
    return found


def lines_of(kind: str, module: str, rows: Mapping[str, int]) -> dict[str, int | None]:
    """The lines of a kind: of its declaration, its words, and its row in the sandbox."""
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.modules import module_of

    table = module_of(module).kind.plural
    return {"declaration": declaration(module), "words": words(kind), "sandbox": rows.get(table, 0)}


def too_many(lines: Mapping[str, int | None]) -> list[str]:
    """What of it is more than a plain kind has."""
    return [name for name, count in lines.items() if (count or 0) > LIMITS[name]]


def declaration(module: str) -> int:
    """Lines of logic of the kind's class."""
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.modules import module_of

    return logic_lines(textwrap.dedent(inspect.getsource(module_of(module).kind)))


def words(kind: str) -> int | None:
    """Lines of the kind's words; None when there is no such file."""
    file = ROOT / "docs" / "kinds" / f"{kind}.yml"
    if not file.exists():
        return None
    return sum(bool(line.strip()) for line in file.read_text(encoding="utf-8").splitlines())


@functools.cache
def sandbox_rows() -> dict[str, int]:
    """Lines of every row of the sandbox, by the name of its table."""
    found = {}
    for file in sorted((ROOT / "tests" / "sandbox" / "planes").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Collection":
                names = [a.value for a in node.args[:1] if isinstance(a, ast.Constant)]
                found.update({str(name): (node.end_lineno or node.lineno) - node.lineno + 1 for name in names})
    return found


def recorded(folder: Path) -> Iterator[dict[str, Any]]:
    """Every line of a record: {kind, test, seconds}."""
    for file in sorted(folder.glob("*.jsonl")):
        yield from (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())


def seconds(folder: Path) -> Mapping[str, float]:
    """Processor seconds of each kind in a record."""
    found: defaultdict[str, float] = defaultdict(float)
    for entry in recorded(folder):
        found[entry["kind"]] += entry["seconds"]
    return found


def dearest(folder: Path, most: int) -> str:
    """The files of tests, and the tests in them without their parameters, that took most processor seconds."""
    files: defaultdict[str, float] = defaultdict(float)
    tests: defaultdict[str, float] = defaultdict(float)
    for entry in recorded(folder):
        files[entry["test"].partition("::")[0]] += entry["seconds"]
        tests[entry["test"].partition("[")[0]] += entry["seconds"]
    lines = [f"{sum(files.values()):8.1f}  all of {len(files)} files"]
    for taken in (files, tests):
        lines += ["", *(f"{taken[name]:8.1f}  {name}" for name in sorted(taken, key=lambda one: -taken[one])[:most])]
    return "\n".join(lines)


def measure(kind: str, modules: Sequence[str]) -> None:
    """Run the tests of a kind; the record is in MEASURED."""
    env = {**os.environ, "STREAMOPS_COST": str(MEASURED), "STREAMOPS_COST_KINDS": kind}
    tests = [sys.executable, "-m", "pytest", "-q", "-n", "0", *FOLDERS]
    chaos = [sys.executable, "-m", "tests.chaos", "--every", EVERY, "--workers", "1"]
    chaos += [word for module in modules for word in ("--module", module)]
    for command in (tests, chaos):
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        print(f"{kind}: {done.stdout.strip().splitlines()[-1]}", file=sys.stderr, flush=True)
        if done.returncode:
            raise SystemExit(f"{done.stdout}\n{done.stderr}")


def marked(value: float | None, limit: float) -> str:
    """A figure, and whether it is more than agreed; ``-`` when it is not known."""
    if value is None:
        return "-"
    return f"{'> ' if value > limit else ''}{round(value, 1):g}"


def table(folder: Path) -> str:
    """The table of all kinds."""
    taken, rows = seconds(folder), sandbox_rows()
    lines = [("kind", "declaration", "words", "sandbox", "test seconds")]
    for kind, modules in sorted(kinds().items()):
        figures = {**lines_of(kind, modules[0], rows), "seconds": taken.get(kind)}
        lines.append((kind, *(marked(figures[name], limit) for name, limit in LIMITS.items())))
    lines.append(("limit", *(f"{limit:g}" for limit in LIMITS.values())))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    text = ["  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines]
    why = [f"{kind}: {reason}" for kind, reason in sorted(excuses().items())]
    return "\n".join([*text, "", "More than a plain kind, because:", *why, "", per_module()])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    parser.add_argument("--all", action="store_true", help="measure all kinds")
    parser.add_argument(
        "--tests", type=int, metavar="N", help="only show the N dearest files and tests of the last run"
    )
    arguments = parser.parse_args()
    if arguments.tests:
        print(dearest(RECORD, arguments.tests))
        return 0
    sys.path.insert(0, str(stage("stage")))
    every = kinds()
    if unknown := set(arguments.kinds) - set(every):
        parser.error(f"no kinds: {', '.join(sorted(unknown))}; there are {', '.join(sorted(every))}")
    wanted = sorted(every) if arguments.all else arguments.kinds
    if wanted:
        shutil.rmtree(MEASURED, ignore_errors=True)
        for kind in wanted:
            measure(kind, every[kind])
    print(table(MEASURED if wanted else RECORD))
    return 0


if __name__ == "__main__":
    sys.exit(main())
