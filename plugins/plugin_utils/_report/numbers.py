# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as people read them. Amounts stay decimals. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
MINUS = "\u2212"
UNKNOWN = "\u2013"  # could not be read


def money(amount: Any) -> str:
    """An amount in US dollars: "$1,500.40", with a minus sign of its own; a dash for None."""
    if amount is None:
        return UNKNOWN
    value = Decimal(str(amount)).quantize(CENT, rounding=ROUND_HALF_UP)
    return f"{MINUS if value < 0 else ''}${abs(value):,.2f}"


def change(told: Any) -> str:
    """A change against the month before: "+$202.90 (+15.6 %)"."""
    if not told:
        return UNKNOWN
    amount = Decimal(str(told["amount"]))
    sign = "+" if amount > 0 else ""
    percent = told.get("percent")
    ratio = "new" if percent is None and amount else f"{'+' if Decimal(percent or 0) > 0 else ''}{percent or 0} %"
    return f"{sign}{money(amount)} ({ratio})".replace("-", MINUS) if amount else "no change"


def count(number: Any) -> str:
    """A whole number: "10,000"; a dash for None."""
    return UNKNOWN if number is None else f"{int(number):,}"


def volume(number: Any) -> str:
    """A number of bytes: "7.0 MB"; a dash for None."""
    if number is None:
        return UNKNOWN
    value, units = float(number), ["B", "kB", "MB", "GB", "TB", "PB"]
    while value >= 1000 and len(units) > 1:
        value, units = value / 1000, units[1:]
    return f"{value:,.0f} {units[0]}" if units[0] == "B" else f"{value:,.1f} {units[0]}"
