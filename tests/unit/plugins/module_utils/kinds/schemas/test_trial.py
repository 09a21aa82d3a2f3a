# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Avro schemas with the definitions of others put in their place."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas.text import inlined, named_type
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas.trial import standalone

MONEY = {"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "minor", "type": "long"}]}
LINE = {
    "type": "record",
    "name": "Line",
    "namespace": "shop",
    "fields": [
        {"name": "price", "type": "Money"},
        {"name": "rebate", "type": ["null", "shop.Money"], "default": None},
        {"name": "taxes", "type": {"type": "array", "items": "Money"}},
    ],
}
ORDER = {
    "type": "record",
    "name": "shop.Order",
    "fields": [
        {"name": "lines", "type": {"type": "map", "values": "shop.Line"}},
        {"name": "sum", "type": "shop.Money"},
    ],
}


def desired(subject: str, schema: Any, *references: dict[str, Any], schema_type: str = "AVRO") -> dict[str, Any]:
    return {
        "subject": subject,
        "schema": json.dumps(schema),
        "schema_type": schema_type,
        "references": list(references),
        "metadata": {"properties": {"owner": "shop"}},
    }


def refers(name: str, version: int | None = None) -> dict[str, Any]:
    reference = {"name": f"shop.{name}", "subject": name}
    return reference if version is None else {**reference, "version": version}


def test_a_definition_is_put_where_its_name_is_first_used() -> None:
    name, tree = named_type(json.dumps(MONEY)) or ("", None)
    assert name == "shop.Money"
    fields = json.loads(inlined(json.dumps(LINE), {name: tree}))["fields"]
    assert fields[0]["type"] == tree
    assert fields[1]["type"] == ["null", "shop.Money"]
    assert fields[2]["type"] == {"type": "array", "items": "shop.Money"}


def test_names_in_other_places_are_no_types() -> None:
    schema = {
        "type": "record",
        "name": "A",
        "doc": "shop.Money",
        "fields": [
            {"name": "kind", "type": {"type": "enum", "name": "K", "symbols": ["Money"]}, "default": "Money"},
            {"name": "text", "type": "string", "default": "shop.Money"},
        ],
    }
    name, tree = named_type(json.dumps(MONEY)) or ("", None)
    assert json.loads(inlined(json.dumps(schema), {name: tree})) == schema


def test_what_has_no_name() -> None:
    assert named_type('"string"') is None
    assert named_type('["null", "string"]') is None
    assert named_type('{"type": "array", "items": "string"}') is None


def test_definitions_of_definitions() -> None:
    stated = {"Money": desired("Money", MONEY), "Line": desired("Line", LINE, refers("Money"))}
    trial = standalone(desired("Order", ORDER, refers("Line"), refers("Money")), stated)
    assert trial is not None
    assert trial["references"] == []
    assert trial["metadata"] == {"properties": {"owner": "shop"}}
    text = trial["schema"]
    assert [text.count(f'"name": "shop.{name}"') for name in ("Order", "Line", "Money")] == [1, 1, 1]
    assert text.index('"name": "shop.Line"') < text.index('"name": "shop.Money"') < text.index('"name": "sum"')


def test_references_to_registered_versions_stay() -> None:
    stated = {"Line": desired("Line", LINE, refers("Money", 3))}
    trial = standalone(desired("Order", ORDER, refers("Line"), refers("Money", 3)), stated)
    assert trial is not None
    assert trial["references"] == [refers("Money", 3)]


def test_what_does_not_fit_together() -> None:
    order = desired("Order", ORDER, refers("Line"), refers("Money", 4))
    assert standalone(order, {"Line": desired("Line", LINE, refers("Money", 3))}) is None, "two versions of one type"
    money = {"Line": desired("Line", LINE, refers("Money")), "Money": desired("Money", MONEY)}
    assert standalone(order, money) is None, "a version and a definition of one type"
    assert standalone(order, {}) is None
    assert standalone(desired("Order", ORDER, refers("Money")), {"Money": desired("Money", "string")}) is None
    protobuf = desired("Order", {}, refers("Money"), schema_type="PROTOBUF")
    assert standalone(protobuf, {"Money": desired("Money", MONEY)}) is None
