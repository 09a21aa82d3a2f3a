# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ACLs."""

from __future__ import annotations

from ..support.rows import Case, Plural

ARGUMENTS = {
    "principal": "orders-service",
    "resource_type": "TOPIC",
    "resource_name": "orders.",
    "pattern_type": "PREFIXED",
    "operation": "READ",
}
CASE = Case(
    name="acl",
    costs_more=(
        "twelve resource types and what can match nothing; no id, found by all of its values; reads in bulk or singly"
    ),
    needs=("kafka_key", "service_account"),
    arguments=ARGUMENTS,
    found_by=ARGUMENTS,
)
PLURAL = Plural(
    plural="acls",
    needs=("kafka_key", "service_account"),
    items=[{"operation": operation} for operation in ("READ", "WRITE", "DESCRIBE", "ALTER", "DELETE")],
    bad={"operation": "READ", "resource_type": "CLUSTER", "resource_name": "x"},
    broken=("POST", "/acls:batch$", 1),
    at_once=True,
    again=3 + 1 + 1,
    purge={"resource_name_prefix": "returns."},
    defaults={
        "principal": "orders-service",
        "resource_type": "TOPIC",
        "resource_name": "returns.",
        "pattern_type": "PREFIXED",
    },
)
