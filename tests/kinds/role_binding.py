# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Role bindings, which have no name."""

from __future__ import annotations

from ..support.rows import Case, Operation, Plural

ARGUMENTS = {"principal": "orders-service", "role": "MetricsViewer", "scope": "environment", "environment": "dev"}
ON_A_TOPIC = {
    "principal": "orders-service",
    "role": "DeveloperRead",
    "scope": "topic",
    "environment": "dev",
    "cluster": "orders",
    "resource_name": "orders.created",
}
CASE = Case(
    name="role_binding",
    costs_more="a scope in the user's terms that becomes a CRN pattern; who may see it is part of absence",
    stands_for="found by all of its values",
    needs=("environment", "service_account"),
    arguments=ARGUMENTS,
    info={"scope": "environment"},
    found_by={"principal": "orders-service", "role": "MetricsViewer"},
    further=(
        Operation("confluent_role_binding", "create for a topic", ON_A_TOPIC),
        Operation(
            "confluent_role_binding_info",
            "read nested",
            {"scope": "environment", "nested": True},
            (("confluent_role_binding", ARGUMENTS),),
        ),
    ),
)
PLURAL = Plural(
    plural="role_bindings",
    needs=("cluster", "service_account"),
    items=[
        {"scope": "environment", "role": "MetricsViewer"},
        {"scope": "environment", "role": "Operator"},
        {"scope": "environment", "role": "DataSteward"},
        {"scope": "cluster", "role": "CloudClusterAdmin"},
        {"scope": "topic", "role": "DeveloperRead", "resource_name": "returns.", "pattern_type": "PREFIXED"},
    ],
    bad={"scope": "environment", "role": "Operator", "resource_name": "returns."},
    broken=("POST", "/role-bindings$", 2),
    again=4 + 2,
    purge={"principal": "orders-service", "environment": "dev"},
    defaults={"principal": "orders-service", "environment": "dev", "cluster": "orders"},
)
