# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Draw docs/terraform.svg and docs/growth.svg from their tables in docs/performance.md (`make plots`; a test compares).

The benchmark draws growth.svg itself when it writes its table. terraform.svg has one panel for each number of topics,
since their times differ by ten: each with an axis of its own that begins at zero, and says so.
"""

from __future__ import annotations

import re
import sys
from html import escape
from math import ceil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGE, PICTURE, GROWTH = DOCS / "performance.md", DOCS / "terraform.svg", DOCS / "growth.svg"
PANELS = ("100 topics", "1,000 topics")
COLOURS = {"tofu plan": "#c2571a", "loop": "#8a8a8a", "plural module": "#1f5fa8"}
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 760, 360, 50, 76, 310  # of the picture; of a panel: its left, upper and lower edge
PANEL, BAR = 320, 24


def table(page: str) -> list[list[str]]:
    """The rows of the table, as cells: what exists, latency, seconds of each series in the order of COLOURS."""
    marked = re.search(r"<!-- plot: terraform\.svg -->\n(.*?)<!-- /plot -->", page, re.S)
    if marked is None:
        raise SystemExit("docs/performance.md has no table for terraform.svg")
    lines = [line for line in marked[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _text(x: float, y: float, words: str, **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text x="{x:g}" y="{y:g}"{attributes}>{escape(words)}</text>'


def _panel(left: float, title: str, rows: list[list[str]]) -> list[str]:
    seconds = [[float(cell) for cell in row[2:5]] for row in rows]
    most = max(max(of_row) for of_row in seconds)
    step = next(size for size in (1, 2, 5, 10, 20) if most / size <= 5)
    top = step * ceil(most / step)

    def height(value: float) -> float:
        return round(value / top * (BOTTOM - TOP), 1)

    parts = [_text(left, TOP - 14, title, font_weight="bold")]
    for mark in range(0, top + 1, step):
        y = BOTTOM - height(mark)
        parts.append(f'<path d="M{left:g},{y:g} h{PANEL - 20}" stroke="{"#555" if mark == 0 else "#ddd"}"/>')
        parts.append(_text(left - 6, y + 4, f"{mark} s" if mark else "0", text_anchor="end"))
    for place, (row, of_row) in enumerate(zip(rows, seconds, strict=True)):
        x = left + 16 + place * 100
        for number, (value, colour) in enumerate(zip(of_row, COLOURS.values(), strict=True)):
            bar = x + number * (BAR + 2)
            parts.append(
                f'<rect x="{bar:g}" y="{BOTTOM - height(value):g}" width="{BAR}" height="{height(value):g}" '
                f'fill="{colour}"/>'
            )
            parts.append(
                _text(bar + BAR / 2, BOTTOM - height(value) - 4, f"{value:.1f}", text_anchor="middle", font_size="11")
            )
        parts.append(_text(x + 1.5 * BAR, BOTTOM + 18, f"{row[1]} ms", text_anchor="middle"))
    return parts


def plot(page: str) -> str:
    """The picture, as SVG."""
    rows = table(page)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT, 22, "Seconds of a run with nothing to do, by added latency. Both axes begin at 0; they differ."),
    ]
    for number, (name, colour) in enumerate(COLOURS.items()):
        parts.append(f'<rect x="{LEFT + number * 130}" y="33" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(LEFT + 18 + number * 130, 44, name))
    for number, title in enumerate(PANELS):
        parts += _panel(LEFT + number * (PANEL + 50), title, [row for row in rows if row[0] == title])
    return "\n".join([*parts, "</svg>"]) + "\n"


def growth(page: str) -> list[dict[str, float]]:
    """The rows of the table of growth: count, requests, seconds, task_seconds."""
    marked = re.search(r"<!-- bench: growth -->\n(.*?)<!-- /bench -->", page, re.S)
    rows = re.findall(r"^\| ([\d,]+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \|", marked[1] if marked else "", re.M)
    names = ("count", "requests", "seconds", "task_seconds")
    return [dict(zip(names, (float(cell.replace(",", "")) for cell in row), strict=True)) for row in rows]


def draw_growth(page: str) -> str:
    """The picture of growth, by the benchmark's own hand."""
    sys.path.insert(0, str(ROOT))
    from tests.benchmarks.report import Measurement, Record, growth_plot

    rows = [Measurement(7, "growth", 0.02, int(row["count"]), row) for row in growth(page)]
    return growth_plot(Record(judged=False, machine={}, measurements=rows), 7)


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    PICTURE.write_text(plot(page), encoding="utf-8")
    GROWTH.write_text(draw_growth(page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
