# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Costs (billing-v1 document): daily lines of what was billed, as they are seeded; nothing is billed by itself.

A seed at ``/_sandbox/objects/costs`` is one line by the document's members, of which ``start_date`` and an amount are
needed, and amounts may be texts, which are written as they are ("0.10", "1e-7", more digits than a float holds).
``days`` makes so many lines of it, one for each day. As users of the service have met it: a request is for one month at
most, and for the last twelve months only; both are a 400. Pages hold 5,000 lines, 10,000 at most.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..pages import base_url, required_query
from ..state import JsonObject, State
from ._control import authorize

PATH = "/billing/v1/costs"
_KNOWN = {"start_date", "end_date", "page_size", "page_token"}
_AMOUNTS = ("price", "quantity", "original_amount", "discount_amount", "amount")
_MARK = "number:"
_NUMBERS = re.compile(rf'"{_MARK}([^"]*)"')


def _refused(parameter: str, detail: str) -> ApiError:
    return ApiError("control", 400, detail, "invalid_filter", source={"parameter": parameter})


def _day(request: Request, name: str) -> date:
    text = required_query(request, name)
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise _refused(name, f"'{text}' is not a date of the form YYYY-MM-DD") from exc


def _a_month_after(day: date) -> date:
    year, month = day.year + day.month // 12, day.month % 12 + 1
    for last in range(day.day, 27, -1):  # from the 31st to the last day of a shorter month
        try:
            return day.replace(year=year, month=month, day=last)
        except ValueError:
            continue
    return day.replace(year=year, month=month)


def _range(request: Request, today: date) -> tuple[date, date]:
    start, end = _day(request, "start_date"), _day(request, "end_date")
    if end <= start:
        raise _refused("end_date", "end_date must be after start_date")
    if end > _a_month_after(start):
        raise _refused("end_date", "The date range must not exceed one month")
    earliest = today.replace(year=today.year - 1, day=min(today.day, 28))
    if start < earliest:
        raise _refused("start_date", f"start_date must not be before {earliest}: costs are kept for one year")
    return start, end


def _page(request: Request) -> tuple[int, int]:
    """(first line, how many)."""
    size, token = request.query_params.get("page_size", "5000"), request.query_params.get("page_token", "0")
    if not size.isdecimal() or not 1 <= int(size) <= 10_000:
        raise _refused("page_size", f"page_size must be a whole number from 1 to 10000, not '{size}'")
    if not token.isdecimal():
        raise _refused("page_token", "The page token is not valid")
    return int(token), int(size)


def routes(state: State) -> list[BaseRoute]:
    """The list of costs, and the seeder of its lines."""

    def kept() -> dict[str, JsonObject]:
        return state.collections.setdefault("costs", {})

    def seed(spec: JsonObject) -> list[Any]:
        first, made = date.fromisoformat(spec["start_date"]), []
        for number in range(int(spec.get("days", 1))):
            day = first + timedelta(days=number)
            line = {
                "granularity": "DAILY",
                "unit": "",
                **{name: value for name, value in spec.items() if name != "days"},
                "id": spec["id"] if "id" in spec and "days" not in spec else state.new_id("cost"),
                "start_date": day.isoformat(),
                "end_date": (day + timedelta(days=1)).isoformat(),
            }
            line.setdefault("original_amount", line.get("amount", 0))
            kept()[line["id"]] = line
            made.append({"id": line["id"]})
        return made

    async def listing(request: Request) -> Response:
        authorize(request, state, "MANAGE_BILLING", state.organization_crn)
        for name in request.query_params:
            if name not in _KNOWN:
                raise _refused(name, f"The 'Cost' resource can't be filtered by '{name}'")
        start, end = _range(request, datetime.now(timezone.utc).date())
        begin, size = _page(request)
        lines = [one for one in kept().values() if start.isoformat() <= one["start_date"] < end.isoformat()]
        lines.sort(key=lambda one: one["start_date"])
        here = f"{base_url(request)}{PATH}?start_date={start}&end_date={end}"
        told: JsonObject = {"first": here, "total_size": len(lines)}
        if begin + size < len(lines):
            told["next"] = f"{here}&page_size={size}&page_token={begin + size}"
        shown = [_shown(line) for line in lines[begin : begin + size]]
        answer = {"api_version": "billing/v1", "kind": "CostList", "metadata": told, "data": shown}
        return Response(_NUMBERS.sub(r"\1", json.dumps(answer)), media_type="application/json")

    state.seeders["costs"] = seed
    return [Route(PATH, listing, methods=["GET"])]


def _shown(line: JsonObject) -> JsonObject:
    """A line with its amounts marked, to be written as the numbers that they were seeded as."""
    amounts = {name: f"{_MARK}{line[name]}" for name in _AMOUNTS if isinstance(line.get(name), str)}
    return {"api_version": "billing/v1", "kind": "Cost", **line, **amounts}
