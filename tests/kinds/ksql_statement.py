# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ksqlDB statements."""

from __future__ import annotations

from ..support.estate import Estate, api_key, part
from ..support.rows import Case, Operation, Plural

ORDERS = (
    "CREATE STREAM orders (id VARCHAR KEY, customer VARCHAR, amount BIGINT) "
    "WITH (kafka_topic='sales.orders', value_format='JSON')"
)
LARGE = "CREATE STREAM large AS SELECT id, amount FROM orders WHERE amount > 100 AND customer IS NOT NULL EMIT CHANGES"
TOTALS = "CREATE TABLE totals AS SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer EMIT CHANGES"


@part
def ksql_cluster(estate: Estate) -> str:
    spec = {
        "display_name": "views",
        "csu": 4,
        "kafka_cluster": {"id": estate.cluster},
        "credential_identity": {"id": estate.administrator},
        "environment": {"id": estate.environment},
    }
    made = str(estate.sandbox.request("POST", "/ksqldbcm/v2/clusters", {"spec": spec})["id"])
    estate.env["CONFLUENT_KSQL_CLUSTER"] = "views"
    return made


@part
def ksql_key(estate: Estate) -> str:
    resource = {"id": estate.id_of("ksql_cluster"), "kind": "Cluster", "api_version": "ksqldbcm/v2"}
    key, secret = api_key(estate.sandbox, estate.administrator, resource, "administrator ksqldb")
    estate.env.update({"CONFLUENT_KSQL_API_KEY": key, "CONFLUENT_KSQL_API_SECRET": secret})
    return key


@part
def ksql_topic(estate: Estate) -> str:
    estate.kafka("POST", "/topics", {"topic_name": "sales.orders", "partitions_count": 3})
    return "sales.orders"


SINK = (
    "CREATE SINK CONNECTOR to_lake WITH ('connector.class'='S3_SINK', 'topics'='orders.created', "
    "'aws.secret.access.key'='{secret}')"
)
CASE = Case(
    name="ksql_statement",
    costs_more=(
        "a reader of SQL, the meaning of queries, an order in which each finds what it reads, changes in place or anew"
    ),
    needs=("kafka_key", "ksql_topic", "ksql_key"),
    arguments={"sql": ORDERS},
    change={"sql": ORDERS.replace("amount BIGINT", "amount BIGINT, note VARCHAR"), "on_change": "upgrade"},
    found_by={"name": "ORDERS"},
    secrets={"sql": SINK},
    further=(
        Operation(
            "confluent_ksql_statement",
            "replace a table",
            {"sql": TOTALS.replace("SUM", "MAX"), "on_change": "replace"},
            (("confluent_ksql_statement", {"sql": f"{ORDERS}; {TOTALS};"}),),
        ),
        Operation(
            "confluent_ksql_statement",
            "end a query",
            {"sql": "TERMINATE to_archive"},
            (
                ("confluent_ksql_statement", {"sql": f"{ORDERS}; {LARGE};"}),
                (
                    "confluent_ksql_statement",
                    {"sql": "INSERT INTO large WITH (query_id='to_archive') SELECT id, amount FROM orders"},
                ),
            ),
        ),
    ),
)
PLURAL = Plural(
    plural="ksql_statements",
    needs=("kafka_key", "ksql_topic", "ksql_key"),
    items=[
        {"sql": ORDERS.replace("orders (", "old_returns (")},
        {"sql": ORDERS.replace("orders (", "old_refunds (")},
        {"sql": ORDERS.replace("orders (", "old_orders (")},
        {"sql": "CREATE STREAM old_large AS SELECT id, amount FROM old_orders WHERE amount > 100"},
        {"sql": "CREATE TYPE old_money AS STRUCT<currency VARCHAR, cents BIGINT>"},
    ],
    bad={"sql": "SELECT * FROM old_orders"},
    broken=("POST", "^/ksql$", 3),
    again=2 + 1,
    purge={"name_prefix": "OLD_"},
    not_purged=frozenset({4}),
    purged_besides=1,  # the query of one ends
)
