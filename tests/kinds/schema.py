# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schemas."""

from __future__ import annotations

from ..support.rows import Case, Operation, Plural

AVRO = {"type": "record", "name": "Order", "fields": [{"name": "id", "type": "string"}]}
AVRO_GROWN = {**AVRO, "fields": [*AVRO["fields"], {"name": "note", "type": "string", "default": ""}]}
REFUND = {"type": "record", "name": "Refund", "fields": [{"name": "order", "type": "Order"}]}
MONEY = {"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "cents", "type": "long"}]}
SALE = {"type": "record", "name": "Sale", "namespace": "shop", "fields": [{"name": "price", "type": "shop.Money"}]}
CASE = Case(
    name="schema",
    costs_more=(
        "versions, references, three formats compared as the registry does, two sorts of deletion, contexts and aliases"
    ),
    stands_for="versions",
    needs=("schema_registry_key",),
    arguments={"subject": "orders.shipped-value", "schema": AVRO},
    change={"schema": AVRO_GROWN},
    found_by={"subject": "orders.shipped-value", "latest_only": True},
    told_apart=frozenset({"latest_version"}),  # of the subject, not of the version
    history=True,
    further=(
        Operation(
            "confluent_schema",
            "create with references",
            {
                "subject": "sale-value",
                "schema": SALE,
                "references": [{"name": "shop.Money", "subject": "money", "version": 1}],
            },
            (("confluent_schema", {"subject": "money", "schema": MONEY}),),
        ),
        Operation(
            "confluent_schema",
            "with its id",
            {"subject": "moved-value", "schema": MONEY, "id": 7, "version": 3},
            (("confluent_subject_mode", {"subject": "moved-value", "mode": "IMPORT"}),),
        ),
    ),
)
PLURAL = Plural(
    plural="schemas",
    stands_for="many in an order",
    needs=("schema_registry_key",),
    items=[
        {"subject": "returns.asked-value", "schema": AVRO},
        {"subject": "returns.paid-value", "schema": REFUND, "references": [{"name": "Order", "subject": "order"}]},
        {"subject": "order", "schema": AVRO},
        {"subject": "returns.closed-value", "schema": AVRO_GROWN},
    ],
    bad={"subject": "returns.bad-value", "schema": {**REFUND, "name": "Bad"}},
    broken=("POST", "^/subjects/[^/]+/versions$", 3),
    again=2 + 4,
    purge={"subject_prefix": "returns."},
    not_purged=frozenset({1, 2}),  # one that refers to another, and that
    change={"schema": {"doc": "Changed by a test"}},
    history=True,
)
