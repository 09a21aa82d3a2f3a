# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Attack every module with every fault, and print what was tried and what broke: ``make chaos``.

python -m tests.chaos [--module NAME ...] [--operations NUMBER] [--every NUMBER] [--workers NUMBER]

Exit code 1 when a rule was broken by anything but the defects that are known (known.py), or one of those is mended.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from .arena import Outcome, attack
from .fault_table import FAULTS
from .known import KNOWN, known
from .rows import drawn, rows
from .workers import carried_out

TOLD_EVERY = 60.0  # seconds: how far it is


def report(outcomes: list[Outcome], seconds: float) -> bool:
    """Print the cases by kind and fault, and what broke by rule. True when nothing broke that was not known."""
    kinds = sorted({outcome.case.operation.module.removeprefix("confluent_") for outcome in outcomes})
    counts = Counter(
        (outcome.case.operation.module.removeprefix("confluent_"), outcome.case.fault.name) for outcome in outcomes
    )
    rows = [("fault", *kinds, "all")]
    for fault in FAULTS:
        row = [counts[kind, fault.name] for kind in kinds]
        rows.append((fault.name, *map(str, row), str(sum(row))))
    rows.append(("all", *(str(sum(counts[kind, f.name] for f in FAULTS)) for kind in kinds), str(len(outcomes))))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row_of_text in rows:
        first, *others = zip(row_of_text, widths, strict=True)
        print("  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]))
    by_rule: dict[str, list[str]] = {}
    excused: Counter[str] = Counter()
    for outcome in outcomes:
        for rule, words in outcome.broken:
            reason = known(outcome.case, rule, words)
            if reason:
                excused[reason] += 1
            else:
                by_rule.setdefault(rule, []).append(f"{outcome.case.title}: {words}")
    print()
    for rule, found in sorted(by_rule.items()):
        print(f"BROKEN {rule} ({len(found)} times)")
        for text in found:
            print(f"    {text}")
    for reason, number in excused.items():
        print(f"known defect, {number} times: {reason}")
    broken = sum(map(len, by_rule.values()))
    operations = len({outcome.case.operation.title for outcome in outcomes})
    print(f"chaos: {len(outcomes)} cases, {operations} operations, {broken} rules broken, {seconds:.0f} s")
    return not broken


def main() -> int:
    """The command."""
    table = rows()
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--module", action="append", choices=sorted(table), help="this module only; repeatable")
    parser.add_argument("--every", type=int, default=1, help="one case in so many (default: all)")
    parser.add_argument("--operations", type=int, help="so many by lot, of each module at least one (default: all)")
    parser.add_argument("--workers", type=int, default=4, help="processes, each with a sandbox (default %(default)s)")
    arguments = parser.parse_args()
    began = time.monotonic()
    operations = [o for module in arguments.module or sorted(table) for o in table[module].operations]
    if arguments.operations:
        chosen = drawn(operations, arguments.operations)
        operations = [operation for operation in operations if operation in chosen]  # those of a row together
    jobs = [(operation, arguments.every) for operation in operations]
    outcomes: list[Outcome] = []
    told = began
    for number, found in enumerate(carried_out(attack, jobs, arguments.workers), start=1):
        outcomes += found
        for outcome in found:
            for rule, words in outcome.broken:
                if not known(outcome.case, rule, words):
                    print(f"BROKEN {rule}: {outcome.case.title}: {words}", flush=True)
        if time.monotonic() - told >= TOLD_EVERY:
            told = time.monotonic()
            where = operations[number - 1].title
            print(f"  chaos: {number} of {len(jobs)} operations, {len(outcomes)} cases, to {where}", flush=True)
    good = report(outcomes, time.monotonic() - began)
    if arguments.every == 1 and not arguments.module and not arguments.operations:
        found = {known(outcome.case, rule, words) for outcome in outcomes for rule, words in outcome.broken}
        for reason in KNOWN:
            if reason not in found:
                print(f"mended, so remove it from known.py: {reason}")
                good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
