# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as Markdown, for merge requests and wikis. Names are escaped: none of them becomes markup. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .markup import escaped
from .numbers import change, count, money
from .page import AREAS, SEVERITIES, unused_costs, where

Data = Mapping[str, Any]
MOST = 200  # rows of a table: the JSON file has all of them
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~@:$])")


def text(value: Any) -> str:
    """A value as text of a table's cell, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(escaped(value)).split()))


def markdown(report: Data, findings: Sequence[Data]) -> str:
    """The Markdown of a report."""
    return "\n".join(_lines(report, findings)) + "\n"


def _lines(report: Data, findings: Sequence[Data]) -> Iterator[str]:
    organization, costs = report["organization"], report["costs"]
    yield f"# {text(organization.get('name') or organization.get('id'))}: organization report"
    yield ""
    yield f"Read on {report['generated_at']}. Nothing was changed."
    yield ""
    number = {severity: sum(one["severity"] == severity for one in findings) for severity in SEVERITIES}
    yield f"- Findings: {', '.join(f'{count(number[severity])} {severity}' for severity in SEVERITIES)}"
    if costs:
        difference = change(costs["change"])
        yield f"- Costs in {costs['month']}: {money(costs['amount'])}, against the month before {difference}"
        yield f"- Of what is not used: {money(unused_costs(findings))} a month, where the service tells costs"
    yield f"- Could not be read: {count(len(report['gaps']))}"
    for area, title in AREAS.items():
        rows = [
            (
                one["severity"],
                one["title"],
                one["name"],
                where(one),
                one["detail"],
                money(one["monthly_cost"]) if one["monthly_cost"] else "",
            )
            for one in findings
            if one["area"] == area
        ]
        yield from _section(title, ("Severity", "Finding", "Name", "Where", "Detail", "A month"), rows)
    if costs:
        resources = [
            (
                one["resource_name"] or one["resource"] or "of no resource",
                one["environment_name"] or "",
                money(one["amount"]),
                change(one["change"]),
            )
            for one in costs["by_resource"]
        ]
        yield from _section(
            f"Costs by resource in {costs['month']}", ("Resource", "Environment", "Amount", "Change"), resources
        )
    estate = [
        (environment["name"], cluster["name"], cluster["type"], count(cluster["topics"]), count(cluster["connectors"]))
        for environment in report["environments"]
        for cluster in environment["clusters"] or ()
    ]
    yield from _section("Estate", ("Environment", "Cluster", "Type", "Topics", "Connectors"), estate)
    yield from _section(
        "Lag",
        ("Group", "Where", "Records behind"),
        [(one["group"], where(one), count(one["lag"])) for one in report["lag"]],
    )
    gaps = [(gap["part"], where(gap), gap["reason"]) for gap in report["gaps"]]
    yield from _section("What could not be read", ("Part", "Where", "Reason"), gaps)
    excepted = [(one["code"], one["name"], where(one), one["reason"]) for one in report["excepted"]]
    yield from _section("Left out by exceptions", ("Code", "Name", "Where", "Reason"), excepted)


def _section(title: str, heads: Sequence[str], rows: Sequence[Iterable[Any]]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"## {title} ({len(rows):,})"
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows[:MOST]:
        yield f"| {' | '.join(map(text, row))} |"
    if len(rows) > MOST:
        yield ""
        yield f"{len(rows) - MOST:,} more are in the JSON file."
