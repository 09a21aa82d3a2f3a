# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Puts the tables of a benchmark into a document, between marks such as ``<!-- bench: targets -->`` and ``<!-- /bench
-->``, and the plot beside it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from .report import QUIET, Measurement, Record, growth_plot, growth_table, target_table

GROWTH = 7
TITLES = {
    1: "A loop with nothing to do",
    2: "Creating topics",
    3: "A big estate with nothing to do",
    4: "One change among many topics",
    5: "The bootstrap demo",
    6: "Start-up",
    8: "Networking objects with nothing to do",
    9: "Records of a file, and the lag of many groups",
    10: "The estate as one task",
    11: "A report on a whole organization",
    12: "The inventory plugin",
    13: "Beside the commit before",
}
_MARKED = re.compile(r"(<!-- bench: (\w+) -->\n).*?(<!-- /bench -->)", re.DOTALL)


def fill(document: Path, record: Record) -> None:
    """Write the record into a document. Raises KeyError for a mark that it does not know."""
    sections = {
        "machine": _machine(record.machine),
        "targets": target_table(record.targets),
        "growth": growth_table(record, GROWTH),
        "measurements": "\n\n".join(
            _table(record, part) for part in sorted(TITLES.keys() & {one.part for one in record.measurements})
        ),
    }
    text = document.read_text(encoding="utf-8")
    filled = _MARKED.sub(lambda found: f"{found[1]}\n{sections[found[2]]}\n\n{found[3]}", text)
    document.write_text(filled, encoding="utf-8")
    plot = growth_plot(record, GROWTH)
    if plot:
        (document.parent / "growth.svg").write_text(plot, encoding="utf-8")


def _machine(known: dict[str, Any]) -> str:
    return (
        f"Commit {known['commit']}, Python {known['python']}, ansible-core {known['ansible_core']}, requests "
        f"{known['requests']}, {known['processors']} processors, {known['system']}."
        + ("" if known["load_before"] <= QUIET else " The machine was busy with other work; times are too long.")
    )


def _table(record: Record, part: int) -> str:
    lines = [f"### {part}. {TITLES[part]}", ""]
    rows = [one for one in record.measurements if one.part == part]
    if part == 6:
        lines += ["| what | ms | of `import requests` |", "|---|---:|---:|", *map(_import_row, rows)]
    else:
        lines += [
            "| what | items | latency, ms | seconds | the task, s | requests | look-ups | writes | peak, MiB | busy |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
            *map(_row, rows),
        ]
    return "\n".join(lines)


def _import_row(one: Measurement) -> str:
    ratio = f"{one.figures['of_requests']:.2f}" if "of_requests" in one.figures else ""
    return f"| {one.name} | {one.figures['seconds'] * 1000:.0f} | {ratio} |"


def _row(one: Measurement) -> str:
    known = one.figures

    def cell(name: str, form: str) -> str:
        return form.format(known[name]) if name in known else ""

    peak = max(known.get("main_peak_mib", 0), known.get("worker_peak_mib", 0))
    cells = [
        one.name,
        f"{one.count:,}",
        f"{one.latency * 1000:.0f}",
        cell("seconds", "{:.2f}"),
        cell("task_seconds", "{:.2f}"),
        cell("requests", "{:,.0f}"),
        cell("look_ups", "{:.0f}"),
        cell("writes", "{:,.0f}"),
        f"{peak:.0f}" if peak else "",
        cell("sandbox_busy", "{:.0%}"),
    ]
    return f"| {' | '.join(cells)} |"
