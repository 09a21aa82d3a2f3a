# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of the page: their rows are data, of which the page's script shows fifty at a time; the first ones are markup
as well, for whoever has no scripts. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from .markup import Markup, element, escaped, joined, plain

FIRST = 25  # rows without a script


class Column(NamedTuple):
    """A column. `number`: sorted as such; `classed`: the value is the cell's class, too; `task`: folded away; `ranks`:
    the order of the values, where it is not that of the alphabet.
    """

    name: str
    number: bool = False
    classed: bool = False
    task: bool = False
    ranks: tuple[str, ...] = ()


class Shown(NamedTuple):
    """A value that is sorted by itself and shown as a text."""

    value: float | None
    text: str


def table(name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], choices: Sequence[int] = ()) -> Markup:
    """A table to be searched, sorted and paged. `choices`: columns of which one value can be chosen."""
    told = {"columns": [_told(column) for column in columns], "rows": [[_data(cell) for cell in row] for row in rows]}
    tools = [
        element("input", {"type": "search", "placeholder": "Search", "aria-label": f"Search in {name}"}),
        *(_choice(columns[place], place, rows) for place in choices),
    ]
    head = [element("th", {"scope": "col", "class": _class(column)}, column.name) for column in columns]
    body = [element("tr", {}, *map(_cell, row, columns)) for row in rows[:FIRST]]
    more = len(rows) - FIRST
    return element(
        "div",
        {"data-table": f"data-{name}"},
        element("div", {"class": "tools", "hidden": True}, *tools),
        element(
            "div",
            {"class": "wide"},
            element("table", {}, element("thead", {}, element("tr", {}, *head)), element("tbody", {}, *body)),
        ),
        element("noscript", {}, element("p", {}, f"{more} more are in the JSON file beside this page."))
        if more > 0
        else "",
        element(
            "div",
            {"class": "pages", "hidden": True},
            element("button", {"type": "button", "class": "back"}, "Back"),
            element("span", {"class": "told", "aria-live": "polite"}),
            element("button", {"type": "button", "class": "on"}, "On"),
        ),
        element("script", {"type": "application/json", "id": f"data-{name}"}, in_script(told)),
    )


def in_script(data: Any) -> Markup:
    """Data as JSON inside a script element: nothing in it can end the element or begin another one."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _told(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in ("number", "classed", "task"):
        if getattr(column, name):
            told[name] = True
    return {**told, "ranks": list(column.ranks)} if column.ranks else told


def _data(cell: Any) -> Any:
    if isinstance(cell, Shown):
        return {"v": cell.value, "t": cell.text}
    return plain(cell) if isinstance(cell, str) else cell


def _class(column: Column) -> str | None:
    return "n" if column.number else "task" if column.task else None


def _cell(cell: Any, column: Column) -> Markup:
    label = {"data-label": column.name}
    if column.task:
        folded = joined(element("summary", {}, "show"), element("pre", {}, cell)) if cell else ""
        return element("td", {**label, "class": "task"}, element("details", {}, folded) if cell else "")
    shown = cell.text if isinstance(cell, Shown) else cell
    return element("td", {**label, "class": "n" if column.number else cell if column.classed else None}, escaped(shown))


def _choice(column: Column, place: int, rows: Sequence[Sequence[Any]]) -> Markup:
    values = column.ranks or sorted({str(row[place]) for row in rows if row[place] is not None})
    everything = element("option", {"value": ""}, f"{column.name}: all")
    options = [element("option", {"value": value}, value) for value in values]
    return element("select", {"data-column": place, "aria-label": column.name}, everything, *options)
