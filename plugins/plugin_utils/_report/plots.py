# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plots as inline SVG: bars over time, and bars by name. Axes begin at zero and are labelled. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from .markup import Markup, element, joined

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 860, 74, 16, 14, 52
HEIGHT = 280
ROW, NAMES = 26, 250  # of bars by name: their height and the room for names
MOST_TICKS = 5
LONGEST = 34  # characters of a name; the whole one is in the tooltip


class Bar(NamedTuple):
    """A column: what it is of, its value, what to say of it, and a second value to compare it with."""

    name: str
    value: float
    said: str
    before: float | None = None
    faint: bool = False
    label: str = ""  # below it, where it has one


def ticks(most: float) -> list[float]:
    """Round numbers from zero up to at least the largest value."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    return [step * number for number in range(math.ceil(most / step - 1e-9) + 1)]


def over_time(bars: Sequence[Bar], title: str, axis: str, time_axis: str, told: Callable[[float], str]) -> Markup:
    """A column for each point of time. Values below zero (credits) go below the line."""
    marks = ticks(max([one.value for one in bars], default=0))
    lowest = min([0.0, *(one.value for one in bars)])
    below = ticks(-lowest)[-1] if lowest < 0 else 0.0
    span = marks[-1] + below
    inner, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def y(value: float) -> float:
        return round(TOP + (marks[-1] - value) / span * tall, 2)

    grid = [
        joined(
            element(
                "line",
                {"class": "grid" if mark else "axis", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": y(mark), "y2": y(mark)},
            ),
            element("text", {"class": "tick", "x": LEFT - 8, "y": y(mark) + 4, "text-anchor": "end"}, told(mark)),
        )
        for mark in ([-below] if below else []) + marks
    ]
    step = inner / max(len(bars), 1)
    wide = max(min(step * 0.8, 60), 1)
    drawn = []
    for place, one in enumerate(bars):
        x = round(LEFT + place * step + (step - wide) / 2, 2)
        box = {"x": x, "width": round(wide, 2), "y": y(max(one.value, 0)), "height": round(abs(y(one.value) - y(0)), 2)}
        drawn.append(
            element(
                "rect",
                {"class": "bar faint" if one.faint else "bar", **box},
                element("title", {}, f"{one.name}: {one.said}"),
            )
        )
        if one.label:
            middle = round(x + wide / 2, 2)
            at = {"class": "tick", "x": middle, "y": HEIGHT - BOTTOM + 18, "text-anchor": "middle"}
            drawn.append(element("text", at, one.label))
    return _svg(
        HEIGHT,
        title,
        *grid,
        *drawn,
        element("text", {"class": "name", "x": WIDTH / 2, "y": HEIGHT - 8, "text-anchor": "middle"}, time_axis),
        element(
            "text",
            {
                "class": "name",
                "x": 14,
                "y": TOP + tall / 2,
                "text-anchor": "middle",
                "transform": f"rotate(-90 14 {TOP + tall / 2})",
            },
            axis,
        ),
    )


def by_name(bars: Sequence[Bar], title: str, axis: str, told: Callable[[float], str]) -> Markup:
    """A column for each name, the value beside it; with a second, outlined one below it where there is one."""
    marks = ticks(max((max(one.value, one.before or 0) for one in bars), default=0))
    inner = WIDTH - NAMES - 110
    height = TOP + ROW * len(bars) + BOTTOM

    def x(value: float) -> float:
        return round(NAMES + max(value, 0) / marks[-1] * inner, 2)

    bottom = TOP + ROW * len(bars)
    grid = [
        joined(
            element(
                "line", {"class": "grid" if mark else "axis", "x1": x(mark), "x2": x(mark), "y1": TOP, "y2": bottom}
            ),
            element("text", {"class": "tick", "x": x(mark), "y": bottom + 18, "text-anchor": "middle"}, told(mark)),
        )
        for mark in marks
    ]
    drawn = []
    for place, one in enumerate(bars):
        y = TOP + place * ROW
        name = one.name if len(one.name) <= LONGEST else f"{one.name[: LONGEST - 1]}…"
        thick = 9 if one.before is not None else 16
        drawn += [
            element(
                "text",
                {"class": "label", "x": NAMES - 8, "y": y + 16, "text-anchor": "end"},
                name,
                element("title", {}, one.name),
            ),
            element(
                "rect",
                {"class": "bar", "x": NAMES, "y": y + 4, "width": round(x(one.value) - NAMES, 2), "height": thick},
                element("title", {}, f"{one.name}: {one.said}"),
            ),
            element(
                "text", {"class": "tick", "x": x(max(one.value, one.before or 0)) + 6, "y": y + 16}, told(one.value)
            ),
        ]
        if one.before is not None:
            box = {"class": "before", "x": NAMES, "y": y + 14, "width": round(x(one.before) - NAMES, 2), "height": 6}
            drawn.append(
                element("rect", box, element("title", {}, f"{one.name}, the month before: {told(one.before)}"))
            )
    middle = {"class": "name", "x": NAMES + inner / 2, "y": height - 10, "text-anchor": "middle"}
    return _svg(height, title, *grid, *drawn, element("text", middle, axis))


def _svg(height: float, title: str, *content: Any) -> Markup:
    attributes = {"viewBox": f"0 0 {WIDTH} {height}", "role": "img", "aria-label": title, "class": "plot"}
    return element("div", {"class": "wide"}, element("svg", attributes, element("title", {}, title), *content))
