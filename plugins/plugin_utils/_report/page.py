# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page: one HTML file that loads nothing. Its parts are in the order in which they are read. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from .assets import SCRIPT, STYLE
from .markup import Markup, element, joined
from .numbers import UNKNOWN, change, count, money, volume
from .plots import Bar, by_name, over_time
from .tables import Column, Shown, table
from .words import STALE, Places, detail, named, resource, stale

Data = Mapping[str, Any]
AREAS = {"unused": "Not used", "state": "Does not run", "lag": "Behind", "risk": "Risk"}
SEVERITIES = ("high", "medium", "low")
LARGEST = 15  # bars of a plot by name
FINDINGS = (
    Column("Severity", classed=True, ranks=SEVERITIES),
    Column("Area"),
    Column("Finding"),
    Column("Name"),
    Column("Where"),
    Column("Detail"),
    Column("A month", number=True),
    Column("Task that removes it", task=True),
)


def page(report: Data, findings: Sequence[Data]) -> str:
    """The page of a report."""
    organization = report["organization"]
    name = str(organization.get("name") or organization.get("id"))
    parts = [(key, title, made) for key, title, made in _sections(report, findings) if made]
    own = f"style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        {},
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("title", {}, f"{name}: organization report"),
        element("style", {}, Markup(STYLE)),
    )
    made = str(report["generated_at"]).replace("T", " ").replace("Z", " UTC")
    body = element(
        "body",
        {},
        element(
            "header",
            {},
            element("h1", {}, f"{name}: organization report"),
            element("div", {"class": "soft"}, f"Organization {organization.get('id')}, read on {made}"),
            element("nav", {}, *(element("a", {"href": f"#{key}"}, title) for key, title, _made in parts)),
        ),
        element(
            "main",
            {},
            _tiles(report, findings),
            *(element("section", {"id": key}, element("h2", {}, title), made) for key, title, made in parts),
        ),
        element("footer", {}, f"Format {report['format']}. Written by streamops.confluent; nothing was changed."),
        element("script", {}, Markup(SCRIPT)),
    )
    return f"<!DOCTYPE html>\n{element('html', {'lang': 'en'}, head, body)}\n"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _sections(report: Data, findings: Sequence[Data]) -> Iterator[tuple[str, str, Markup]]:
    places = Places(report)
    yield "findings", "Findings", _findings(report, findings, places)
    yield "costs", "Costs", _costs(report["costs"], places)
    yield "estate", "Estate", _estate(report, places)
    yield "lag", "Lag of consumer groups", _lag(report["lag"], places)
    yield "gaps", "What could not be read", _gaps(report["gaps"], places)
    yield "excepted", "Left out by exceptions", _excepted(report["excepted"], places)
    yield "stale", "Exceptions that fit nothing", _stale(report)


# What is seen first


def unused_costs(findings: Sequence[Data]) -> Decimal:
    """What all that is not used costs a month, each thing once."""
    costs = {
        one["id"]: Decimal(one["monthly_cost"]) for one in findings if one["area"] == "unused" and one["monthly_cost"]
    }
    return sum(costs.values(), Decimal(0))


def _tiles(report: Data, findings: Sequence[Data]) -> Markup:
    costs, total = report["costs"], dict.fromkeys(SEVERITIES, 0)
    for one in findings:
        total[one["severity"]] += 1
    tiles = []
    if costs:
        tiles.append((money(costs["amount"]), f"cost in {costs['month']}: {change(costs['change'])}"))
        tiles.append((money(unused_costs(findings)), "a month for what is not used, where the service tells costs"))
    tiles += [(count(total[severity]), f"findings of {severity} severity") for severity in SEVERITIES]
    tiles.append((count(len(report["gaps"])), "gaps: what could not be read"))
    return element(
        "div",
        {"class": "tiles"},
        *(element("div", {"class": "tile"}, element("b", {}, big), element("span", {}, small)) for big, small in tiles),
    )


def _findings(report: Data, findings: Sequence[Data], places: Places) -> Markup:
    if not findings:
        return element("p", {}, "Nothing was found.")
    rows = []
    for one in findings:
        cost = one["monthly_cost"]
        rows.append(
            [
                one["severity"],
                AREAS[one["area"]],
                one["title"],
                named(one),
                places.where(one),
                detail(one),
                Shown(float(cost), money(cost)) if cost else None,
                one["task"],
            ]
        )
    limits = report["thresholds"]
    words = (
        f"Not used means in {limits['unused_days']} days; an old key has more than {limits['key_age_days']} days. What "
        "a thing costs is told where the service bills it by itself, for the last complete month."
    )
    return joined(element("p", {"class": "soft"}, words), table("findings", FINDINGS, rows, choices=(0, 1, 2)))


# Costs


def _costs(costs: Data | None, places: Places) -> Markup:
    if not costs:
        return Markup("")
    days = [
        Bar(one["day"], float(one["amount"]), money(one["amount"]), label=_month_at(one["day"], place))
        for place, one in enumerate(costs["days"])
    ]
    months = [
        Bar(one["month"], float(one["amount"]), money(one["amount"]), faint=not one["complete"], label=_so_far(one))
        for one in costs["months"]
    ]
    resources = costs["by_resource"]
    bars = [
        Bar(resource(one), float(one["amount"]), money(one["amount"]), before=float(one["before"]))
        for one in resources[:LARGEST]
    ]
    last, before = costs["month"], costs["month_before"]
    return joined(
        element("p", {}, f"{money(costs['amount'])} in {last}, against the month before: {change(costs['change'])}."),
        element("h3", {}, "By month"),
        over_time(months, "Costs by month", "US dollars a month", "Month (paler: not complete yet)", _axis),
        element("h3", {}, "By day"),
        over_time(days, "Costs by day", "US dollars a day", "Day", _axis),
        element("h3", {}, f"By resource, in {last}"),
        _key(last, before),
        by_name(bars, f"Costs by resource in {last} and {before}", "US dollars a month", _axis),
        _compared(
            "resources",
            ("Resource", "Environment"),
            [(resource(one), _environment(one, places), one) for one in resources],
            last,
            before,
        ),
        element("h3", {}, "By environment"),
        _compared(
            "environments",
            ("Environment",),
            [(_environment(one, places), one) for one in costs["by_environment"]],
            last,
            before,
        ),
        element("h3", {}, "By product"),
        _compared(
            "products", ("Product",), [(one["product"] or UNKNOWN, one) for one in costs["by_product"]], last, before
        ),
    )


def _month_at(day: str, place: int) -> str:
    return day[:7] if day.endswith("-01") or (place == 0 and int(day[8:]) < 20) else ""


def _so_far(one: Data) -> str:
    return str(one["month"]) if one["complete"] else f"{one['month']} so far"


def _axis(value: float) -> str:
    return f"${value:,.0f}" if value >= 10 or value == int(value) else f"${value:,.2f}"


def _environment(one: Data, places: Places) -> str:
    return places.environment(one) or "of no environment"


def _key(last: str, before: str) -> Markup:
    box = {"viewBox": "0 0 14 10", "aria-hidden": "true"}
    shape = {"x": 1, "y": 1, "width": 12, "height": 8}
    entries = (("bar", last), ("before", f"{before}, the month before"))
    return element(
        "div",
        {"class": "key"},
        *(
            element("span", {}, element("svg", box, element("rect", {"class": kind, **shape})), words)
            for kind, words in entries
        ),
    )


def _compared(name: str, first: Sequence[str], rows: Sequence[Sequence[Any]], last: str, before: str) -> Markup:
    columns = [
        *(Column(title) for title in first),
        Column(last, number=True),
        Column(before, number=True),
        Column("Change", number=True),
    ]
    told = []
    for *names, one in rows:
        amounts = [Shown(float(one[key]), money(one[key])) for key in ("amount", "before")]
        told.append([*names, *amounts, Shown(float(one["change"]["amount"]), change(one["change"]))])
    return table(name, columns, told)


# The estate


def _estate(report: Data, places: Places) -> Markup:
    columns = [
        *(Column(title) for title in ("Environment", "Cluster", "Type", "Place")),
        *(
            Column(title, number=True)
            for title in ("Topics", "Partitions", "ACLs", "Connectors", "Links", "Received", "Sent")
        ),
    ]
    rows = [row for environment in report["environments"] for row in _clusters(environment, places)]
    others = [
        Column("Environment"),
        *(
            Column(title, number=True)
            for title in ("Clusters", "Subjects", "Compute pools", "Statements", "ksqlDB clusters")
        ),
    ]
    counted = ("subjects", "compute_pools", "statements", "ksql_clusters")
    listed = [
        [
            f"{one['name']} ({one['id']})",
            Shown(_number(one["clusters"]), count(_number(one["clusters"]))),
            *(Shown(one[name], count(one[name])) for name in counted),
        ]
        for one in report["environments"]
    ]
    access = report["access"]
    keys = ", ".join(
        f"{number:,} for {resource}" for resource, number in (access["api_keys_by_resource"] or {}).items()
    )
    people = (
        f"{count(access['service_accounts'])} service accounts, {count(access['users'])} users, "
        f"{count(access['identity_pools'])} identity pools, {count(access['role_bindings'])} role bindings, "
        f"{count(access['api_keys'])} API keys" + (f" ({keys})" if keys else "")
    )
    days = report["thresholds"]["unused_days"]
    return joined(
        element("p", {}, f"{people}. A dash stands for what could not be read. Received and sent: in {days} days."),
        table("overview", others, listed),
        element("h3", {}, "Kafka clusters"),
        table("clusters", columns, rows),
    )


def _number(listed: Sequence[Any] | None) -> int | None:
    return None if listed is None else len(listed)


def _clusters(environment: Data, places: Places) -> Iterator[list[Any]]:
    for one in environment["clusters"] or ():
        place = f"{one['cloud']} {one['region']}" + ("" if one["phase"] == "PROVISIONED" else f", {one['phase']}")
        counted = ("topics", "partitions", "acls", "connectors", "links")
        yield [
            places.environment({"environment": environment["id"], "environment_name": environment["name"]}),
            f"{one['name']} ({one['id']})",
            one["type"],
            place,
            *(Shown(one[name], count(one[name])) for name in counted),
            *(Shown(one[name], volume(one[name])) for name in ("received_bytes", "sent_bytes")),
        ]


# Lag, gaps, exceptions


def _lag(groups: Sequence[Data], places: Places) -> Markup:
    if not groups:
        return Markup("")
    bars = [
        Bar(f"{one['group']} ({one['cluster_name']})", one["lag"], f"{count(one['lag'])} records")
        for one in groups[:LARGEST]
    ]
    rows = [[one["group"], places.where(one), Shown(one["lag"], count(one["lag"]))] for one in groups]
    more = f"The {LARGEST} largest of {len(groups):,}." if len(groups) > LARGEST else ""
    return joined(
        element("p", {"class": "soft"}, f"Records that were written and not read yet, summed up over topics. {more}"),
        by_name(bars, "Lag of consumer groups", "Records behind", lambda value: f"{value:,.0f}"),
        table("groups", (Column("Group"), Column("Where"), Column("Records behind", number=True)), rows),
    )


def _gaps(gaps: Sequence[Data], places: Places) -> Markup:
    if not gaps:
        return element("p", {}, "Everything could be read.")
    rows = [
        [
            gap["part"].replace("_", " "),
            places.where(gap),
            Shown(gap["status"], str(gap["status"] or "")),
            gap["reason"],
        ]
        for gap in gaps
    ]
    columns = (Column("Part"), Column("Where"), Column("Status", number=True), Column("Reason"))
    return joined(
        element("p", {}, "Nothing is said above of what is here: it may be fine or not."), table("gaps", columns, rows)
    )


def _excepted(excepted: Sequence[Data], places: Places) -> Markup:
    if not excepted:
        return Markup("")
    rows = [[one["code"], named(one), places.where(one), one["reason"]] for one in excepted]
    return table("excepted", (Column("Code"), Column("Name"), Column("Where"), Column("Reason")), rows)


def _stale(report: Data) -> Markup:
    rows = list(stale(report))
    if not rows:
        return Markup("")
    columns = [Column(title) for title in ("Code", "Name", "Environment", "Cluster", "Reason")]
    return joined(element("p", {}, STALE), table("stale", columns, rows))
