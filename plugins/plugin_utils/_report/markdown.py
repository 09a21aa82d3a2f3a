# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as Markdown, for merge requests and wikis. Names are escaped: none of them becomes markup. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .markup import plain
from .numbers import change, count, money
from .page import AREAS, SEVERITIES, unused_costs
from .words import STALE, Places, detail, named, resource, stale

Data = Mapping[str, Any]
MOST = 200  # rows of a table, and tasks: the JSON file has all of them
# What is markup in CommonMark, in tables, or in what GitHub and GitLab add: math, mentions, links without brackets.
_MARKUP = re.compile(r"[\\`*_{}\[\]()#+!~@:$^=|&<>]|(?<=[wW]{3})\.")
# By their numbers or names: a table is cut at each pipe before anything else is looked at.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_SPACE = re.compile("[ \t\n\r\u2028\u2029]+")


def text(value: Any) -> str:
    """A value as text of a table's cell, on one line."""
    line = plain(_SPACE.sub(" ", "" if value is None else str(value)).strip(" "))
    return _MARKUP.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), line)


def markdown(report: Data, findings: Sequence[Data]) -> str:
    """The Markdown of a report."""
    return "\n".join(_lines(report, findings)) + "\n"


def _lines(report: Data, findings: Sequence[Data]) -> Iterator[str]:
    costs, places = report["costs"], Places(report)
    yield from _head(report, findings)
    for area, title in AREAS.items():
        rows = [
            (
                one["severity"],
                one["title"],
                named(one),
                places.where(one),
                detail(one),
                money(one["monthly_cost"]) if one["monthly_cost"] else "",
            )
            for one in findings
            if one["area"] == area
        ]
        yield from _section(title, ("Severity", "Finding", "Name", "Where", "Detail", "A month"), rows)
    if costs:
        resources = [
            (resource(one), places.environment(one), money(one["amount"]), change(one["change"]))
            for one in costs["by_resource"]
        ]
        yield from _section(
            f"Costs by resource in {costs['month']}", ("Resource", "Environment", "Amount", "Change"), resources
        )
    estate = [
        (
            f"{environment['name']} ({environment['id']})",
            f"{cluster['name']} ({cluster['id']})",
            cluster["type"],
            count(cluster["topics"]),
            count(cluster["connectors"]),
        )
        for environment in report["environments"]
        for cluster in environment["clusters"] or ()
    ]
    yield from _section("Estate", ("Environment", "Cluster", "Type", "Topics", "Connectors"), estate)
    yield from _section(
        "Lag",
        ("Group", "Where", "Records behind"),
        [(one["group"], places.where(one), count(one["lag"])) for one in report["lag"]],
    )
    gaps = [(gap["part"], places.where(gap), gap["reason"]) for gap in report["gaps"]]
    yield from _section("What could not be read", ("Part", "Where", "Reason"), gaps)
    excepted = [(one["code"], named(one), places.where(one), one["reason"]) for one in report["excepted"]]
    yield from _section("Left out by exceptions", ("Code", "Name", "Where", "Reason"), excepted)
    heads = ("Code", "Name", "Environment", "Cluster", "Reason")
    yield from _section("Exceptions that fit nothing", heads, list(stale(report)), STALE)
    yield from _tasks([one for one in findings if one["task"]], places)


def _head(report: Data, findings: Sequence[Data]) -> Iterator[str]:
    organization, costs = report["organization"], report["costs"]
    yield f"# {text(organization.get('name') or organization.get('id'))}: organization report"
    yield ""
    yield f"Read on {report['generated_at']}. Nothing was changed."
    yield ""
    number = {severity: sum(one["severity"] == severity for one in findings) for severity in SEVERITIES}
    yield f"- Findings: {', '.join(f'{count(number[severity])} {severity}' for severity in SEVERITIES)}"
    if costs:
        amount, difference = text(money(costs["amount"])), text(change(costs["change"]))
        yield f"- Costs in {costs['month']}: {amount}, against the month before {difference}"
        yield f"- Of what is not used: {text(money(unused_costs(findings)))} a month, where the service tells costs"
    yield f"- Could not be read: {count(len(report['gaps']))}"


def _section(title: str, heads: Sequence[str], rows: Sequence[Iterable[Any]], words: str = "") -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"## {title} ({len(rows):,})", "")
    if words:
        yield from (words, "")
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows[:MOST]:
        yield f"| {' | '.join(map(text, row))} |"
    if len(rows) > MOST:
        yield ""
        yield f"{len(rows) - MOST:,} more are in the JSON file."


def _tasks(findings: Sequence[Data], places: Places) -> Iterator[str]:
    """The tasks that would remove what was found, to be copied one by one."""
    if not findings:
        return
    yield from ("", f"## Tasks that remove what was found ({len(findings):,})", "")
    yield "Run them with `--check --diff` first, and let whoever owns the thing decide."
    for one in findings[:MOST]:
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", one["task"])), 0)
        yield from ("", f"**{text(one['title'])}**: {text(named(one))} in {text(places.where(one))}", "")
        yield from (f"{fence}yaml", *plain(one["task"]).strip("\n").split("\n"), fence)
    if len(findings) > MOST:
        yield ""
        yield f"{len(findings) - MOST:,} more are in the JSON file, and on the page beside what they remove."
