# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Command line: ``python -m tests.benchmarks``; see the package."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from ..support.paths import build_folder
from . import (
    before,
    bootstrap,
    creation,
    document,
    estate,
    imports,
    inventory,
    loops,
    networking,
    organization,
    report,
    scale,
    streams,
)
from .estates import QUICK, Sizes
from .lab import Lab

PARTS = {
    6: imports.measure,
    1: loops.measure,
    2: creation.measure,
    7: scale.measure_growth,
    3: scale.measure_big,
    4: scale.measure_change,
    5: bootstrap.measure,
    8: networking.measure,
    9: streams.measure,
    10: estate.measure,
    11: organization.measure,
    12: inventory.measure,
    13: before.measure,
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure what runs cost.")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, to see that it works; targets are not judged"
    )
    parser.add_argument("--full", action="store_true", help="every item of the loop with the ordinary module too")
    parser.add_argument("--only", type=int, nargs="+", choices=sorted(PARTS), metavar="PART", help="parts of issue 3")
    parser.add_argument("--output", type=Path, help="folder for bench.json and growth.svg (default build/bench)")
    parser.add_argument("--document", type=Path, help="a document whose marked tables are written anew")
    arguments = parser.parse_args()
    if arguments.document and not arguments.document.is_file():
        parser.error(f"there is no {arguments.document}")
    return arguments


def main() -> int:
    """0 when everything could be measured, whatever the figures; 1 otherwise."""
    arguments = _arguments()
    sizes = QUICK if arguments.quick else Sizes()
    if arguments.full:
        sizes = replace(sizes, ordinary=sizes.loop)
    folder = arguments.output or build_folder("bench")
    folder.mkdir(parents=True, exist_ok=True)
    record = report.Record(not arguments.quick, report.machine())
    started = time.monotonic()
    print(", ".join(f"{name} {value}" for name, value in record.machine.items()), flush=True)
    print(report.header(), flush=True)
    with Lab.new_sandbox() as sandbox:
        lab = Lab(sandbox, folder)
        for number, measure in PARTS.items():
            if not arguments.only or number in arguments.only:
                measure(lab, record, sizes)
    report.write(record, folder)
    if arguments.document:
        document.fill(arguments.document, record)
    print(report.closing(record))
    print(f"{time.monotonic() - started:.0f} s; {folder / 'bench.json'}", flush=True)
    return 1 if record.failures else 0


if __name__ == "__main__":
    sys.exit(main())
