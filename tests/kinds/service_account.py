# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Service accounts."""

from __future__ import annotations

from ..support.rows import Case, Operation, Plural

CASE = Case(
    name="service_account",
    costs_more="who else uses it is read before it is deleted",
    stands_for="plain",
    arguments={"name": "billing", "description": "Writes invoices"},
    change={"description": "Writes and reads invoices"},
    further=(
        Operation(
            "confluent_service_account_info",
            "read one",
            {"name": "orders-service"},
        ),
        Operation(
            "confluent_service_account_info",
            "read two pages",
            {},
            (("confluent_service_accounts", {"service_accounts": [{"name": f"page-{n}"} for n in range(101)]}),),
        ),
    ),
)
PLURAL = Plural(
    plural="service_accounts",
    items=[{"name": f"returns-{name}"} for name in ("reader", "writer", "auditor", "cleaner", "watcher")],
    bad={"name": "x" * 65},
    broken=("POST", "/service-accounts$", 2),
    again=1,
    purge={"name_prefix": "returns-"},
    defaults={"description": "Made by a test"},
    change={"description": "Changed by a test"},
)
