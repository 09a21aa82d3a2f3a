# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Costs: month by month, whole pages, exact decimals, sums by what is wished, and what is refused beforehand."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

COSTS = "/billing/v1/costs"


class Read:
    """The module; `total` and `warnings` are those of the last run."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.total: dict[str, Any] = {}
        self.warnings: list[str] = []

    def __call__(self, env: dict[str, str] | None = None, **options: Any) -> list[dict[str, Any]]:
        from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import transport_of
        from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.billing import BillingCost

        given = direct._parameters(
            BillingCost, options, {**self.sandbox.env, **(env or {})}, BillingCost.info_argument_fields()
        )
        self.sandbox.clear_journal()
        self.warnings = []
        transport = transport_of(given, read_only=True)
        kind = BillingCost(Cloud(given, transport, warn=self.warnings.append), given)
        try:
            with direct.skipped(self.sandbox, transport):
                kind.open()
                found = kind.select()
        finally:
            transport.close()
        self.total = kind.besides()["total"]
        return found

    def fails(self, **options: Any) -> str:
        from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError

        with pytest.raises(ConfluentError) as caught:
            self(**options)
        return str(caught.value)

    def ranges(self) -> list[tuple[str, str]]:
        """The ranges that were asked for with success."""
        asked = [entry for entry in self.sandbox.journal("GET", COSTS) if entry["status"] == 200]
        return [(query["start_date"], query["end_date"]) for query in (dict(entry["query"]) for entry in asked)]


@pytest.fixture
def read(sandbox: Any) -> Read:
    return Read(sandbox)


def today() -> date:
    return datetime.now(timezone.utc).date()


def first_of(day: date, back: int = 0) -> date:
    for _month in range(back):
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=1)


def test_amounts_are_exact_from_the_answer_to_the_sum(sandbox: Any, read: Read) -> None:
    day = first_of(today()).isoformat()
    amounts = ["0.1", "0.2", "0.1234567890123456789", "1e-7", "12345678901234567890.5", "3"]
    sandbox.seed("costs", [{"start_date": day, "amount": amount, "product": "KAFKA"} for amount in amounts])
    lines = read()
    assert [line["amount"] for line in lines] == [format(Decimal(amount), "f") for amount in amounts]
    assert read.total["amount"] == "12345678901234567893.9234568890123456789"
    [one] = read(group_by=["product"])
    assert one == {
        "product": "KAFKA",
        **{n: read.total[n] for n in ("original_amount", "discount_amount", "amount", "lines")},
    }


def test_sums_by_every_dimension(sandbox: Any, read: Read) -> None:
    this, last = first_of(today()), first_of(today(), 1)
    estate = Estate(sandbox)
    dev = {"id": "lkc-a1b2c3", "display_name": "orders", "environment": {"id": estate.environment}}
    sandbox.seed(
        "costs",
        [
            {
                "start_date": last.isoformat(),
                "days": 3,
                "amount": "2.50",
                "resource": dev,
                "product": "KAFKA",
                "line_type": "KAFKA_BASE",
            },
            {
                "start_date": this.isoformat(),
                "amount": "1",
                "resource": dev,
                "product": "KAFKA",
                "line_type": "KAFKA_BASE",
            },
            {
                "start_date": this.isoformat(),
                "original_amount": "5",
                "discount_amount": "1.5",
                "product": "SUPPORT_CLOUD_BASIC",
            },
        ],
    )
    found = read(months=2, group_by=["month", "resource"])
    assert (
        [(one["month"], one["resource"], one["resource_name"], one["amount"], one["lines"]) for one in found]
        == [
            (last.isoformat()[:7], "lkc-a1b2c3", "orders", "7.50", 3),
            (this.isoformat()[:7], None, None, "3.5", 1),  # no amount in the answer: what is left after the discount
            (this.isoformat()[:7], "lkc-a1b2c3", "orders", "1", 1),
        ]
    )
    assert [one["amount"] for one in read(months=2, group_by=["day"])] == ["2.50", "2.50", "2.50", "4.5"]
    assert [one["environment"] for one in read(months=2, group_by=["environment"])] == [estate.environment, None]
    assert [one["line_type"] for one in read(months=2, group_by=["line_type"])] == ["KAFKA_BASE", None]
    [own] = read(months=2, group_by=["product"], environment="dev")
    assert (own["product"], own["amount"], own["original_amount"]) == ("KAFKA", "8.50", "8.50")
    assert read(months=2, products=["SUPPORT_CLOUD_BASIC"])[0]["resource_id"] is None
    assert read(months=2, resource_ids=["lkc-a1b2c3"], line_types=["KAFKA_STORAGE"]) == []
    assert read.total["amount"] == "0"


def test_long_ranges_are_asked_for_month_by_month_and_pages_read_to_the_end(sandbox: Any, read: Read) -> None:
    start = first_of(today(), 2)
    sandbox.seed("costs", {"start_date": start.isoformat(), "days": 20, "amount": "0.01"})
    sandbox.seed("costs", [{"start_date": start.isoformat(), "amount": "0.01"} for _line in range(5001)])
    assert len(read(months=3)) == 5021
    assert read.total["amount"] == "50.21"
    end = max(today(), first_of(today()) + timedelta(days=1))
    edges = [start, first_of(today(), 1), first_of(today()), end]
    pairs = [(one.isoformat(), other.isoformat()) for one, other in pairwise(edges)]
    assert read.ranges() == [pairs[0], pairs[0], *pairs[1:]]  # two pages of the first month


def test_what_the_service_does_not_tell_any_more_is_left_out_with_a_warning(sandbox: Any, read: Read) -> None:
    long_ago = first_of(today(), 14)
    sandbox.fault(path=COSTS, nth=3, status=429, headers={"Retry-After": "3"})
    read(start_date=long_ago.isoformat())
    assert len(read.warnings) == 1
    assert read.warnings[0].startswith("Costs before ")
    assert len(read.ranges()) in (12, 13)
    read(months=12)
    assert len(read.ranges()) == 12
    assert read.warnings == []


def test_a_page_that_cannot_be_read_is_a_failure(sandbox: Any, read: Read) -> None:
    day = first_of(today()).isoformat()
    sandbox.seed("costs", [{"start_date": day, "amount": "1"} for _line in range(5001)])
    sandbox.fault(path=COSTS, nth=2, times=0, status=403)
    assert "403" in read.fails()


def test_what_is_refused_before_any_request(sandbox: Any, read: Read) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    for words, options in (
        ("start_date '1.3.2026' is not a date", {"start_date": "1.3.2026"}),
        ("is not before the end_date", {"start_date": tomorrow}),
        ("is not before the end_date", {"start_date": "2026-03-02", "end_date": "2026-03-02"}),
        ("months must be from 1 to 12, not 13", {"months": 13}),
        ("group_by 'team' is not one of day, month", {"group_by": ["team"]}),
    ):
        assert words in read.fails(**options)
        assert sandbox.journal() == []


def test_whoever_may_not_see_costs_is_told_so(sandbox: Any, read: Read) -> None:
    sandbox.seed("service_accounts", {"display_name": "reader", "id": "sa-reader"})
    sandbox.seed("api_keys", {"owner": "sa-reader", "resource": "cloud", "id": "READER", "secret": "reader-secret"})
    with pytest.raises(Exception, match="403"):
        read(env={"CONFLUENT_CLOUD_API_KEY": "READER", "CONFLUENT_CLOUD_API_SECRET": "reader-secret"})
