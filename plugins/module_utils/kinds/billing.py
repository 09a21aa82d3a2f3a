# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Costs (billing-v1): what was billed by day, resource, product and type of line; and sums of it.

The document says neither how long a range may be nor how old. Users have met one month at most, and the last year only
(API_MAP C.1, infrawallet#140): longer ranges are asked for month by month, and what is older is left out, with a
warning.
Amounts are decimals from the answer's text to the result, never floats, and are returned as texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Context, Decimal, localcontext
from functools import partial
from typing import Any, NamedTuple

from .._declare.field import ENVIRONMENT, Field, Object, Rules
from .._declare.kind import Kind
from .._declare.override import override
from .._errors import ConfluentError, Refused
from .._planes import UNSIZED
from .._wire.cloud import Cloud

COSTS = "/billing/v1/costs"
AMOUNTS = ("original_amount", "discount_amount", "amount")
MOST_MONTHS = 12
EXACT = Context(prec=200)  # digits: a sum of doubles never needs so many
ENVIRONMENT = replace(ENVIRONMENT, env=())  # without the variable: costs are those of the organization
# What sums can be made by, and how a line tells it.
DIMENSIONS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "day": lambda line: line["start_date"],
    "month": lambda line: str(line["start_date"])[:7],
    "environment": lambda line: line["environment"],
    "resource": lambda line: line["resource_id"],
    "product": lambda line: line["product"],
    "line_type": lambda line: line["line_type"],
    "network_access_type": lambda line: line["network_access_type"],
}
PRODUCTS = (
    "KAFKA",
    "CONNECT",
    "KSQL",
    "AUDIT_LOG",
    "STREAM_GOVERNANCE",
    "CLUSTER_LINK",
    "SUPPORT_CLOUD_BASIC",
    "SUPPORT_CLOUD_DEVELOPER",
    "SUPPORT_CLOUD_BUSINESS",
    "SUPPORT_CLOUD_PREMIER",
)


class Range(NamedTuple):
    """Days: the first, and the one after the last."""

    start: date
    end: date


def today() -> date:
    """The day by which the service counts: that of UTC."""
    return datetime.now(timezone.utc).date()


def first_of(day: date, back: int = 0) -> date:
    """The first day of the month, or of the one so many months before."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def oldest(now: date) -> date:
    """The first day of which the service still tells costs."""
    return date(now.year - 1, now.month, min(now.day, 28)) + timedelta(days=1)


def by_month(whole: Range) -> Iterator[Range]:
    """The parts of a range in each month: no request asks for more than the service gives."""
    start = whole.start
    while start < whole.end:
        end = min(first_of(start, -1), whole.end)
        yield Range(start, end)
        start = end


def lines_of(cloud: Cloud, part: Range) -> list[Object]:
    """The lines of a range of one month at most, with amounts as Decimals. Raises ApiError, also for half of a list."""
    # Numbers with a fraction stay the texts that they are in the answer; a float would round them.
    client = replace(cloud.control, parsed=partial(json.loads, parse_float=str, parse_constant=str))
    days = {"start_date": part.start.isoformat(), "end_date": part.end.isoformat()}
    return [_line(raw) for raw in client.listed(COSTS, days, UNSIZED)]


def _line(raw: Mapping[str, Any]) -> Object:
    resource = raw.get("resource") or {}
    amounts = {name: _decimal(raw.get(name)) for name in AMOUNTS}
    if amounts["amount"] is None:  # "Final amount after deducting discounts"
        with localcontext(EXACT):
            amounts["amount"] = (amounts["original_amount"] or Decimal(0)) - (amounts["discount_amount"] or Decimal(0))
    names = ("start_date", "end_date", "granularity", "product", "line_type", "network_access_type", "unit")
    return {
        **{name: raw.get(name) for name in names},
        "resource_id": resource.get("id"),
        "resource_name": resource.get("display_name"),
        "environment": (resource.get("environment") or {}).get("id"),
        "price": _decimal(raw.get("price")),
        "quantity": _decimal(raw.get("quantity")),
        **amounts,
    }


def _decimal(given: Any) -> Decimal | None:
    """A number of an answer. Raises ConfluentError for what is none: a sum without it would be wrong in silence."""
    if given is None:
        return None
    if isinstance(given, bool):
        raise ConfluentError(f"An amount of the costs is no number: {given!r}")
    try:
        found = Decimal(str(given))
    except ArithmeticError as error:  # decimal.InvalidOperation
        raise ConfluentError(f"An amount of the costs is no number: {given!r}") from error
    if not found.is_finite():
        raise ConfluentError(f"An amount of the costs is no number: {given!r}")
    return found


def text(amount: Decimal | None) -> str | None:
    """An amount as it is returned: all its digits, without an exponent."""
    return None if amount is None else format(amount, "f")


def total(lines: Iterable[Mapping[str, Any]], name: str = "amount") -> Decimal:
    """The exact sum of one amount of these lines."""
    with localcontext(EXACT):
        return sum((line[name] for line in lines if line[name] is not None), Decimal(0))


def sums(lines: Iterable[Object], dimensions: Sequence[str]) -> list[Object]:
    """A sum for each combination of these dimensions, in the order of time, then the dearest first."""
    groups: dict[tuple[Any, ...], list[Object]] = {}
    for line in lines:
        groups.setdefault(tuple(DIMENSIONS[name](line) for name in dimensions), []).append(line)
    timed = [place for place, name in enumerate(dimensions) if name in ("day", "month")]
    found = [(key, {name: total(of, name) for name in AMOUNTS}, of) for key, of in groups.items()]
    found.sort(key=lambda one: (*(one[0][place] for place in timed), -one[1]["amount"], tuple(map(str, one[0]))))
    return [_summed(dimensions, *one) for one in found]


def _summed(
    dimensions: Sequence[str], key: tuple[Any, ...], amounts: Mapping[str, Decimal], of: list[Object]
) -> Object:
    told: Object = dict(zip(dimensions, key, strict=True))
    if "resource" in told:
        told["resource_name"] = next((line["resource_name"] for line in of if line["resource_name"]), None)
    return {**told, **{name: text(amount) for name, amount in amounts.items()}, "lines": len(of)}


class BillingCost(Kind):
    """What was billed: line by line, or summed up."""

    name = "billing_cost"
    plural = "billing_costs"
    info_scope = (ENVIRONMENT,)
    info_fields = (
        Field("start_date"),
        Field("end_date"),
        Field("months", type="int", default=1),
        Field("group_by", type="list", elements="str"),
        Field("products", type="list", elements="str", known=PRODUCTS, aliases=("product",)),
        Field("line_types", type="list", elements="str", aliases=("line_type",)),
        Field("resource_ids", type="list", elements="str", aliases=("resource_id",)),
    )
    info_rules = Rules(required_by={"end_date": ("start_date",)})

    @override
    def open(self) -> None:
        self.now = today()
        problems = list(self._problems())
        if problems:
            raise Refused(problems)
        self.range = self._range()
        self.found: list[Object] = []

    def _problems(self) -> Iterator[str]:
        """What is wrong with the options, told before any request."""
        options = self.options
        days = {name: _day(options.get(name)) for name in ("start_date", "end_date")}
        for name, day in days.items():
            if options.get(name) is not None and day is None:
                yield f"{name} {options[name]!r} is not a date such as 2026-03-01"
        start, end = days["start_date"], days["end_date"] or self.now
        if start is not None and start >= end:
            yield f"start_date {start} is not before the end_date, which is {end}"
        if not 1 <= options["months"] <= MOST_MONTHS:
            yield f"months must be from 1 to {MOST_MONTHS}, not {options['months']}"
        for name in options.get("group_by") or ():
            if name not in DIMENSIONS:
                yield f"group_by {name!r} is not one of {', '.join(DIMENSIONS)}"

    def _range(self) -> Range:
        """The range, without what the service does not tell any more: that is warned of."""
        stated = _day(self.options.get("start_date"))
        start = stated or first_of(self.now, self.options["months"] - 1)
        end = _day(self.options.get("end_date")) or max(self.now, start + timedelta(days=1))
        first = oldest(self.now)
        if start < first:
            self.cloud.warn(f"Costs before {first} are left out: the service tells those of the last year only.")
        return Range(max(start, first), max(end, first))

    @override
    def select(self) -> list[Object]:
        lines = [line for part in by_month(self.range) for line in lines_of(self.cloud, part)]
        environment = self.options.get("environment")
        wanted = {
            "environment": [self.cloud.environment_id(environment)] if environment else None,
            "product": self.options.get("products"),
            "line_type": self.options.get("line_types"),
            "resource_id": self.options.get("resource_ids"),
        }
        self.found = [
            line for line in lines if all(not values or line[name] in values for name, values in wanted.items())
        ]
        dimensions = list(dict.fromkeys(self.options.get("group_by") or ()))
        return sums(self.found, dimensions) if dimensions else [_shown(line) for line in self.found]

    @override
    def besides(self) -> dict[str, Any]:
        amounts = {name: text(total(self.found, name)) for name in AMOUNTS}
        days = {"start_date": self.range.start.isoformat(), "end_date": self.range.end.isoformat()}
        return {"total": {**days, **amounts, "lines": len(self.found)}}


def _day(given: Any) -> date | None:
    """A date as YYYY-MM-DD; None for what is none."""
    try:
        return date.fromisoformat(given) if isinstance(given, str) and len(given) == len("2026-03-01") else None
    except ValueError:
        return None


def _shown(line: Object) -> Object:
    return {name: text(value) if isinstance(value, Decimal) else value for name, value in line.items()}
