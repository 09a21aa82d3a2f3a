# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink statements, on the endpoint of a region and with a key of its own."""

from __future__ import annotations

from ..support.estate import Estate, api_key, part
from ..support.rows import Case, Operation

PLACE = {"environment": "dev", "cloud": "AWS", "region": "eu-central-1"}
RUNNING = {
    **PLACE,
    "name": "enriched-orders-v1",
    "statement": "INSERT INTO enriched_orders SELECT id, customer FROM orders",
    "compute_pool": "enrichment",
    "principal": "orders-service",
    "database": "orders",
}


@part
def flink_key(estate: Estate) -> str:
    """A key of the administrator for Flink in Frankfurt."""
    resource = {"id": "aws.eu-central-1", "kind": "Region", "api_version": "fcpm/v2", "environment": estate.environment}
    key, secret = api_key(estate.sandbox, estate.administrator, resource, "administrator flink")
    estate.env.update({"CONFLUENT_FLINK_API_KEY": key, "CONFLUENT_FLINK_API_SECRET": secret})
    return key


@part
def compute_pool(estate: Estate) -> str:
    """The compute pool ``enrichment`` in Frankfurt."""
    spec = {
        "display_name": "enrichment",
        "cloud": "AWS",
        "region": "eu-central-1",
        "max_cfu": 10,
        "environment": {"id": estate.environment},
    }
    return str(estate.sandbox.request("POST", "/fcpm/v2/compute-pools", {"spec": spec})["id"])


CASE = Case(
    name="flink_statement",
    costs_more="a plane of its own; what is fixed, what is changed while resuming; results, clean-up, successors",
    needs=("flink_key", "compute_pool", "service_account"),
    arguments=RUNNING,
    change={"stopped": True, "create_stopped": "accept_short_run"},
    undone_by="/statements/ansible-own-",
    removal=PLACE,
    info=PLACE,
    secrets={**RUNNING, "sensitive_properties": {"sql.secrets.token": "{secret}"}},
    further=(
        Operation(
            "confluent_flink_statement",
            "resume",
            {**RUNNING, "stopped": False},
            (("confluent_flink_statement", RUNNING), ("confluent_flink_statement", {**RUNNING, "stopped": True})),
        ),
        Operation(
            "confluent_flink_statement",
            "clean up",
            {**PLACE, "name": RUNNING["name"], "state": "absent", "cleanup": "DROP TABLE IF EXISTS enriched_orders"},
            (("confluent_flink_statement", RUNNING),),
        ),
    ),
)
