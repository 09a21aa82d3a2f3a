# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connectors."""

from __future__ import annotations

from ..support.rows import Case, Operation, Plural

DATAGEN = {
    "connector.class": "DatagenSource",
    "kafka.auth.mode": "SERVICE_ACCOUNT",
    "kafka.topic": "orders.created",
    "output.data.format": "JSON",
    "quickstart": "ORDERS",
    "tasks.max": "1",
}
CONFIG = {**DATAGEN, "kafka.service.account.id": "{service_account}"}
ARGUMENTS = {"name": "orders-generator", "config": CONFIG}
BY_KEY = {**DATAGEN, "kafka.auth.mode": "KAFKA_API_KEY", "kafka.api.key": "ABCDEFGHIJKLMNOP"}
CASE = Case(
    name="connector",
    costs_more=(
        "settings without a schema, secrets that are shown masked, judged before they are written; tasks that run late"
    ),
    stands_for="secrets that the user gives",
    needs=("cluster", "service_account"),
    arguments=ARGUMENTS,
    change={"config": {**CONFIG, "tasks.max": "2"}},
    secrets={"config": BY_KEY, "sensitive_config": {"kafka.api.secret": "{secret}"}},
    further=(
        Operation(
            "confluent_connector", "pause", {**ARGUMENTS, "status": "paused"}, (("confluent_connector", ARGUMENTS),)
        ),
        Operation("confluent_connector", "create paused", {"name": "late", "config": CONFIG, "status": "paused"}),
    ),
)
PLURAL = Plural(
    plural="connectors",
    needs=("cluster", "service_account"),
    items=[
        {"name": f"returns-{name}", "config": {"quickstart": name.upper()}} for name in ("orders", "users", "pageviews")
    ],
    bad={"name": "returns-bad", "config": {"quickstart": None}},
    broken=("POST", "/connectors$", 2),
    again=2 + 1,
    purge={"name_prefix": "returns-"},
    defaults={"config": CONFIG, "wait_timeout": 20},
    change={"config": {"tasks.max": "2"}},
)
