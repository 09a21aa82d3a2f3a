# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The record of a benchmark: measurements, targets with verdicts, what could not be measured; as text, JSON and SVG."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from math import log10
from pathlib import Path
from typing import Any

from ..support.paths import CHECKOUT
from .lab import Figures


@dataclass(frozen=True)
class Measurement:
    """One line of the table: what was measured (``count`` objects at a ``latency`` in seconds), and its figures."""

    part: int
    name: str
    latency: float
    count: int
    figures: Figures
    note: str = ""
    sent: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """A row of issue 3's "What it must reach". ``figure`` None: it could not be measured."""

    what: str
    limit: float
    figure: float | None
    unit: str = ""

    @property
    def verdict(self) -> str:
        if self.figure is None:
            return "NOT MEASURED"
        return "met" if self.figure <= self.limit else "MISSED"


@dataclass
class Record:
    """All that one go has found out."""

    judged: bool
    machine: dict[str, Any]
    measurements: list[Measurement] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, measurement: Measurement) -> None:
        """Keep it and show it."""
        self.measurements.append(measurement)
        print(_line(measurement), flush=True)

    def target(self, what: str, limit: float, figure: float | None, unit: str = "") -> None:
        """Compare a figure with its limit. At other sizes than the issue's there is nothing to compare."""
        if self.judged:
            self.targets.append(Target(what, limit, figure, unit))

    def failed(self, what: str, why: str) -> None:
        """Say loudly that this could not be measured."""
        self.failures[what] = why
        print(f"!! NOT MEASURED: {what}: {why}", flush=True)

    def find(self, part: int, name: str, latency: float, count: int | None = None) -> Figures | None:
        """The figures of a measurement; None when it was not made."""
        for one in self.measurements:
            if (one.part, one.name, one.latency) == (part, name, latency) and count in (None, one.count):
                return one.figures
        return None

    def to_json(self) -> dict[str, Any]:
        """Everything, with the machine it was measured on."""
        return {
            "machine": self.machine,
            "measurements": [asdict(one) for one in self.measurements],
            "targets": [{**asdict(one), "verdict": one.verdict} for one in self.targets],
            "not_measured": self.failures,
        }


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, text=True).stdout.strip()
    return {
        "commit": commit or "unknown",
        "python": platform.python_version(),
        "ansible_core": version("ansible-core"),
        "requests": version("requests"),
        "processors": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "system": f"{platform.system()} {platform.machine()}",
    }


QUIET = 0.5  # load of an idle machine, at most
_COLUMNS = (
    ("seconds", "seconds", "{:.2f}"),
    ("task_seconds", "task s", "{:.2f}"),
    ("cpu_seconds", "cpu s", "{:.2f}"),
    ("main_peak_mib", "main MiB", "{:.0f}"),
    ("worker_peak_mib", "worker MiB", "{:.0f}"),
    ("requests", "requests", "{:.0f}"),
    ("look_ups", "look-ups", "{:.0f}"),
    ("writes", "writes", "{:.0f}"),
    ("sandbox_busy", "busy", "{:.0%}"),
)


def header() -> str:
    """Above the lines of measurements."""
    return f"{'part':4} {'what':34} {'count':>6} {'ms':>4}" + "".join(
        f"{title:>11}" for _name, title, _form in _COLUMNS
    )


def _line(one: Measurement) -> str:
    cells = [form.format(one.figures[name]) if name in one.figures else "" for name, _title, form in _COLUMNS]
    extra = [f"{name} {value:.4g}" for name, value in one.figures.items() if name not in {c[0] for c in _COLUMNS}]
    note = "  ".join([*extra, one.note]).strip()
    line = f"{one.part:<4} {one.name:34} {one.count:>6} {one.latency * 1000:>4.0f}" + "".join(f"{c:>11}" for c in cells)
    return f"{line}  {note}".rstrip()


def target_table(targets: Sequence[Target]) -> str:
    """The targets with their limits, figures and verdicts, as a Markdown table."""
    rows = [("what", "at most", "figure", "")]
    for one in targets:
        figure = "-" if one.figure is None else f"{one.figure:.4g}{one.unit}"
        rows.append((one.what, f"{one.limit:.4g}{one.unit}", figure, one.verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def growth_table(record: Record, part: int) -> str:
    """How the cost of the run with nothing to do grows, as a Markdown table."""
    lines = ["| topics | requests | seconds | of them the task | peak memory |", "|---:|---:|---:|---:|---:|"]
    for one in _growth(record, part):
        peak = max(one.figures["main_peak_mib"], one.figures["worker_peak_mib"])
        lines.append(
            f"| {one.count:,} | {one.figures['requests']:.0f} | {one.figures['seconds']:.2f} | "
            f"{one.figures['task_seconds']:.2f} | {peak:.0f} MiB |"
        )
    return "\n".join(lines)


def _growth(record: Record, part: int) -> list[Measurement]:
    return sorted((one for one in record.measurements if one.part == part), key=lambda one: one.count)


def growth_plot(record: Record, part: int) -> str:
    """The same as a picture: seconds and requests over the number of topics, as SVG."""
    points = _growth(record, part)
    if len(points) < 2:
        return ""
    width, height, left, bottom = 680, 320, 80, 40
    low, high = log10(points[0].count), log10(points[-1].count)
    top = max(one.figures["seconds"] for one in points) * 1.15

    def place(one: Measurement, value: float) -> tuple[float, float]:
        x = left + (log10(one.count) - low) / (high - low) * (width - 2 * left)
        return round(x, 1), round(height - bottom - value / top * (height - 2 * bottom), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="13">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{left},{bottom} V{height - bottom} H{width - left}" fill="none" stroke="#888"/>',
    ]
    series = (("seconds", "#1f5fa8", "whole run", -8), ("task_seconds", "#c2571a", "the task", 76))
    for name, colour, text, below in series:
        places = [place(one, one.figures[name]) for one in points]
        parts.append(
            f'<polyline points="{" ".join(f"{x},{y}" for x, y in places)}" fill="none" stroke="{colour}" '
            'stroke-width="2"/>'
        )
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        parts.append(f'<text x="{x - 8}" y="{round(y + below, 1)}" text-anchor="end" fill="{colour}">{text}</text>')
    for one in points:
        x, y = place(one, 0)
        label = f"{one.count:,} ({one.figures['requests']:.0f} requests)"
        parts.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{label}</text>')
    for value in (top / 1.15, top / 2.3, 0.0):
        y = place(points[0], value)[1]
        parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{value:.1f} s</text>')
    said = "seconds, from 0, over the number of topics, on a logarithmic axis; nothing to do"
    parts.append(f'<text x="{left}" y="{bottom - 14}">{said}</text></svg>')
    return "\n".join(parts) + "\n"


def write(record: Record, folder: Path) -> None:
    """bench.json, and growth.svg where growth was measured."""
    (folder / "bench.json").write_text(json.dumps(record.to_json(), indent=2) + "\n", encoding="utf-8")
    plot = growth_plot(record, 7)
    if plot:
        (folder / "growth.svg").write_text(plot, encoding="utf-8")


def closing(record: Record) -> str:
    """What a reader wants last: targets, and above all what was missed or not measured."""
    lines = ["", target_table(record.targets)] if record.targets else ["", "No targets at these sizes."]
    lines += ["", growth_table(record, 7)] if _growth(record, 7) else []
    missed = [one for one in record.targets if one.verdict == "MISSED"]
    lines += [f"MISSED: {one.what}: {one.figure:.4g}{one.unit}, at most {one.limit:.4g}{one.unit}" for one in missed]
    lines += [f"NOT MEASURED: {what}: {why}" for what, why in record.failures.items()]
    busiest = max(record.measurements, key=lambda one: one.figures.get("sandbox_busy", 0.0), default=None)
    if busiest is not None and "sandbox_busy" in busiest.figures:
        share = busiest.figures["sandbox_busy"]
        lines.append(
            f"The sandbox was busy at most {share:.0%} of a run ({busiest.name}, {busiest.latency * 1000:.0f} ms)."
        )
    if record.machine["load_before"] > QUIET:
        lines.append(
            f"THE MACHINE WAS NOT IDLE: its load was {record.machine['load_before']:.1f} before the start. Requests "
            "and memory are right, times are too long, and ratios of times uncertain."
        )
    met = sum(one.verdict == "met" for one in record.targets)
    lines.append(
        f"bench: {len(record.measurements)} measurements; of {len(record.targets)} targets {met} met, {len(missed)} "
        f"missed; {len(record.failures)} not measured"
    )
    return "\n".join(lines)
