# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every rule by which JSON Schemas are compared, both ways, and wherever a schema can stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ._formats import error_types, messages, parsed

MODERN = "https://json-schema.org/draft/2020-12/schema"
S, N, INT = {"type": "string"}, {"type": "number"}, {"type": "integer"}
OPEN = "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL"
Row = tuple[str, Any, Any, list[str], list[str]]


def o(properties: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties or {}, **more}


def closed(properties: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return o(properties, additionalProperties=False, **more)


def a(**more: Any) -> dict[str, Any]:
    return {"type": "array", **more}


def bound(kind: str, keyword: str, name: str, up: str, down: str) -> list[Row]:
    """A limit added and removed, and raised and lowered; ``up`` and ``down`` are the kinds of changes that matter."""
    low, high = {"type": kind, keyword: 2}, {"type": kind, keyword: 4}
    return [
        (f"{keyword} added", {"type": kind}, low, [f"{name}_ADDED"], []),
        (f"{keyword} raised", low, high, [up] if up else [], [down] if down else []),
    ]


ROWS: list[Row] = [
    *bound("string", "maxLength", "MAX_LENGTH", "", "MAX_LENGTH_DECREASED"),
    *bound("string", "minLength", "MIN_LENGTH", "MIN_LENGTH_INCREASED", ""),
    *bound("number", "maximum", "MAXIMUM", "", "MAXIMUM_DECREASED"),
    *bound("number", "minimum", "MINIMUM", "MINIMUM_INCREASED", ""),
    *bound("integer", "exclusiveMaximum", "EXCLUSIVE_MAXIMUM", "", "EXCLUSIVE_MAXIMUM_DECREASED"),
    *bound("integer", "exclusiveMinimum", "EXCLUSIVE_MINIMUM", "EXCLUSIVE_MINIMUM_INCREASED", ""),
    *bound("integer", "multipleOf", "MULTIPLE_OF", "MULTIPLE_OF_EXPANDED", ""),
    *bound("object", "maxProperties", "MAX_PROPERTIES", "", "MAX_PROPERTIES_DECREASED"),
    *bound("object", "minProperties", "MIN_PROPERTIES", "MIN_PROPERTIES_INCREASED", ""),
    *bound("array", "maxItems", "MAX_ITEMS", "", "MAX_ITEMS_DECREASED"),
    *bound("array", "minItems", "MIN_ITEMS", "MIN_ITEMS_INCREASED", ""),
    (
        "multipleOf of fractions",
        N | {"multipleOf": 0.5},
        N | {"multipleOf": 0.3},
        ["MULTIPLE_OF_CHANGED"],
        ["MULTIPLE_OF_CHANGED"],
    ),
    ("pattern added", S, S | {"pattern": "a"}, ["PATTERN_ADDED"], []),
    ("equal numbers", N | {"maximum": 5}, N | {"maximum": 5.0}, [], []),
    ("unique items", a(), a(uniqueItems=True), ["UNIQUE_ITEMS_ADDED"], []),
    ("boolean to null", {"type": "boolean"}, {"type": "null"}, ["TYPE_CHANGED"], ["TYPE_CHANGED"]),
    ("from nothing allowed", False, S, [], ["TYPE_CHANGED"]),
    ("to anything allowed", S, {}, [], ["TYPE_CHANGED"]),
    ("type of one in a list", S, {"type": ["string"]}, [], []),
    (
        "type list grows",
        {"type": ["string", "null"]},
        {"type": ["string", "null", "integer"]},
        [],
        ["SUM_TYPE_NARROWED"],
    ),
    ("type list with a limit", {"type": ["string", "null"], "maxLength": 2}, S, ["TYPE_CHANGED"], ["TYPE_CHANGED"]),
    # properties
    ("two properties added", o(), o({"x": S, "y": S}), [OPEN, OPEN], []),
    (
        *("required and with a default, open", o(), o({"x": S | {"default": ""}}, required=["x"])),
        *(["REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL"], []),
    ),
    ("required, open", o(), o({"x": S}, required=["x"]), ["REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL"], []),
    ("required, but of any type", o(), o({"x": {}}, required=["x"]), [], []),
    ("a forbidden property added", o(), o({"x": False}), [OPEN], []),
    ("a forbidden property, closed", closed(), closed({"x": False}), [], []),
    ("a name required that is no property", o(), o(required=["x"]), [], []),
    ("required with default", o({"x": S}), o({"x": S | {"default": ""}}, required=["x"]), [], []),
    (
        *("covered by a pattern", closed(patternProperties={"^x": S}), closed({"xa": S}, patternProperties={"^x": S})),
        *([], []),
    ),
    (
        *(
            "not covered by a pattern",
            closed(patternProperties={"^x": S}),
            closed({"xa": INT}, patternProperties={"^x": S}),
        ),
        ["PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", "TYPE_CHANGED"],
        ["PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", "TYPE_CHANGED"],
    ),
    (
        *("required, partially open", o(additionalProperties=N), o({"x": INT}, required=["x"], additionalProperties=N)),
        [
            "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
            *("REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL", "TYPE_NARROWED"),
        ],
        [],
    ),
    ("others get a schema", o(), o(additionalProperties=S), ["ADDITIONAL_PROPERTIES_NARROWED"], []),
    ("others get the empty schema", o(), o(additionalProperties={}), ["ADDITIONAL_PROPERTIES_NARROWED"], []),
    ("others are forbidden", o(additionalProperties=S), closed(), ["ADDITIONAL_PROPERTIES_REMOVED"], []),
    ("the others' schema narrowed", o(additionalProperties=N), o(additionalProperties=INT), ["TYPE_NARROWED"], []),
    # dependencies
    ("names needed", o(), o(dependencies={"x": ["y"]}), ["DEPENDENCY_ARRAY_ADDED"], []),
    (
        "more names needed",
        o(dependencies={"x": ["y"]}),
        o(dependencies={"x": ["z", "y"]}),
        ["DEPENDENCY_ARRAY_EXTENDED"],
        [],
    ),
    (
        "other names needed",
        o(dependencies={"x": ["y"]}),
        o(dependencies={"x": ["z"]}),
        ["DEPENDENCY_ARRAY_CHANGED"],
        ["DEPENDENCY_ARRAY_CHANGED"],
    ),
    ("a schema needed", o(), o(dependencies={"x": o({"y": S})}), ["DEPENDENCY_SCHEMA_ADDED"], []),
    (
        *("the needed schema", o(dependencies={"x": o({"y": N})}), o(dependencies={"x": o({"y": INT})})),
        *(["TYPE_NARROWED"], []),
    ),
    # items
    ("items added", a(), a(items=S), ["SCHEMA_ADDED"], []),
    ("empty items added", a(), a(items={}), ["SCHEMA_ADDED"], []),
    ("item added, open", a(items=[S]), a(items=[S, S]), ["ITEM_ADDED_TO_OPEN_CONTENT_MODEL"], []),
    ("item of any type added, open", a(items=[S]), a(items=[S, {}]), [], []),
    (
        *("item added, closed", a(items=[S], additionalItems=False), a(items=[S, S], additionalItems=False)),
        *([], ["ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL"]),
    ),
    (
        *("item added, partially open", a(items=[S], additionalItems=N), a(items=[S, INT], additionalItems=N)),
        *(["ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", "TYPE_NARROWED"], []),
    ),
    ("no further items", a(items=[S]), a(items=[S], additionalItems=False), ["ADDITIONAL_ITEMS_REMOVED"], []),
    ("further items get a schema", a(items=[S]), a(items=[S], additionalItems=S), ["ADDITIONAL_ITEMS_NARROWED"], []),
    ("item changed", a(items=[N]), a(items=[INT]), ["TYPE_NARROWED"], []),
    # values
    ("enum grows", {"enum": [1, "a"]}, {"enum": ["a", 2, 1]}, [], ["ENUM_ARRAY_NARROWED"]),
    ("enum changes", {"enum": [1]}, {"enum": [2]}, ["ENUM_ARRAY_CHANGED"], ["ENUM_ARRAY_CHANGED"]),
    ("enum of equal values", {"enum": [1, {"x": [1, 2]}]}, {"enum": [{"x": [1.0, 2]}, 1.0]}, [], []),
    ("const to enum", {"const": 1}, {"enum": [1, 2]}, ["TYPE_CHANGED"], ["TYPE_CHANGED"]),
    ("const with a type", INT, INT | {"const": 1}, ["TYPE_CHANGED"], []),
    # not, conditions
    ("not added", S, S | {"not": {"const": "x"}}, ["TYPE_CHANGED"], []),
    ("not narrowed", {"not": N}, {"not": INT}, [], ["NOT_TYPE_EXTENDED"]),
    ("not is the same", {"not": N}, {"not": N}, [], []),
    ("condition added", o(), o(**{"if": {"required": ["x"]}, "then": {"required": ["y"]}}), ["TYPE_CHANGED"], []),
    ("else added", o(), o(**{"else": {"required": ["y"]}}), ["TYPE_CHANGED"], []),
    # combinations
    ("oneOf grows", {"oneOf": [S, N]}, {"oneOf": [S, N, {"type": "null"}]}, [], ["SUM_TYPE_NARROWED"]),
    ("oneOf of one", {"oneOf": [N]}, INT, ["TYPE_CHANGED"], []),
    ("into anyOf", N, {"anyOf": [S, N]}, [], ["TYPE_CHANGED"]),
    ("not into allOf", N, {"allOf": [{"minimum": 1}, N]}, ["TYPE_CHANGED"], []),
    ("out of allOf", {"allOf": [N, {"minimum": 1}]}, N, [], ["TYPE_CHANGED"]),
    ("allOf grows", {"allOf": [N]}, {"allOf": [N, {"minimum": 1}]}, ["PRODUCT_TYPE_EXTENDED"], []),
    ("oneOf to anyOf", {"oneOf": [S, N]}, {"anyOf": [N, S]}, [], ["COMBINED_TYPE_CHANGED"]),
    ("oneOf to allOf", {"oneOf": [S, N]}, {"allOf": [S, N]}, ["COMBINED_TYPE_CHANGED"], ["COMBINED_TYPE_CHANGED"]),
    ("of one: oneOf to allOf", {"oneOf": [S]}, {"allOf": [S]}, [], []),
    (
        "allOf to anyOf",
        {"allOf": [S, {"minLength": 1}]},
        {"anyOf": [S, {"minLength": 1}]},
        [],
        ["COMBINED_TYPE_CHANGED"],
    ),
    ("a branch narrowed", {"oneOf": [S, N]}, {"oneOf": [S, INT]}, ["COMBINED_TYPE_SUBSCHEMAS_CHANGED"], []),
    ("the branches written twice", {"oneOf": [S, N]}, {"oneOf": [N, S, S]}, [], []),
    (
        *("no two branches into one", {"anyOf": [INT | {"minimum": 1}, INT | {"minimum": 2}]}, {"anyOf": [N, S]}),
        *(["COMBINED_TYPE_SUBSCHEMAS_CHANGED"], ["COMBINED_TYPE_SUBSCHEMAS_CHANGED"]),
    ),
    ("branches are paired off", {"anyOf": [INT, N]}, {"anyOf": [N, INT]}, [], []),
    ("enum with a type grows", S | {"enum": ["a"]}, S | {"enum": ["a", "b"]}, [], ["COMBINED_TYPE_SUBSCHEMAS_CHANGED"]),
    ("bytes of Connect", S | {"connect.type": "bytes"}, N | {"connect.type": "bytes"}, [], []),
]
MODERN_ROWS: list[Row] = [
    ("contains added", a(), a(contains=S), ["MIN_CONTAINS_ADDED"], []),
    ("minContains", a(contains=S), a(contains=S, minContains=2), ["MIN_CONTAINS_INCREASED"], []),
    ("maxContains", a(contains=S), a(contains=S, maxContains=2), ["MAX_CONTAINS_ADDED"], []),
    ("prefixItems, open", a(prefixItems=[S]), a(prefixItems=[S, S]), ["ITEM_ADDED_TO_OPEN_CONTENT_MODEL"], []),
    (
        *("prefixItems, closed", a(prefixItems=[S], items=False), a(prefixItems=[S, S], items=False)),
        *([], ["ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL"]),
    ),
    ("items behind prefixItems", a(prefixItems=[S]), a(prefixItems=[S], items=S), ["ADDITIONAL_ITEMS_NARROWED"], []),
    ("items narrowed", a(items=N), a(items=INT), ["TYPE_NARROWED"], []),
    ("items of any type", a(), a(items=True), [], []),
    ("names needed", o(), o(dependentRequired={"x": ["y"]}), ["DEPENDENCY_ARRAY_ADDED"], []),
    ("a schema needed", o(), o(dependentSchemas={"x": S}), ["DEPENDENCY_SCHEMA_ADDED"], []),
    ("dependencies are unknown", o(), o(dependencies={"x": ["y"]}), [], []),
    ("unevaluated is not compared", o(), o(unevaluatedProperties=False), [], []),
    ("format is not compared", S, S | {"format": "date"}, [], []),
]
PLACES: dict[str, Callable[[Any], Any]] = {
    "a property": lambda schema: closed({"p": schema}),
    "items": lambda schema: a(items=schema),
    "an item": lambda schema: a(items=[S, schema]),
    "a needed schema": lambda schema: o(dependencies={"x": schema}),
    "a definition": lambda schema: {"$ref": "#/definitions/d~1e", "definitions": {"d/e": schema}},
    "deep inside": lambda schema: a(items=closed({"p": {"$ref": "#/definitions/d"}})) | {"definitions": {"d": schema}},
}
MODERN_PLACES: dict[str, Callable[[Any], Any]] = {
    "a property": lambda schema: closed({"p": schema}, **{"$schema": MODERN}),
    "a definition": lambda schema: {"$schema": MODERN, **o({"p": {"$ref": "#/$defs/d"}}), "$defs": {"d": schema}},
}


def found(old: Any, new: Any) -> tuple[list[str], list[str]]:
    """Error types backward and forward."""
    before, after = parsed("JSON", old), parsed("JSON", new)
    backward, forward = (error_types(messages(level, before, after)) for level in ("BACKWARD", "FORWARD"))
    both = error_types(messages("FULL", before, after))
    assert both == sorted((*backward, *forward))
    return backward, forward


@pytest.mark.parametrize(("old", "new", "backward", "forward"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_a_rule_holds_wherever_the_schema_stands(old: Any, new: Any, backward: list[str], forward: list[str]) -> None:
    expected = (sorted(backward), sorted(forward))
    verdicts = {place: found(wrap(old), wrap(new)) for place, wrap in PLACES.items()}
    assert verdicts == dict.fromkeys(PLACES, expected)


@pytest.mark.parametrize(("old", "new", "backward", "forward"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_a_rule_holds_for_a_whole_schema_and_as_a_branch(
    old: Any, new: Any, backward: list[str], forward: list[str]
) -> None:
    assert found(old, new) == (sorted(backward), sorted(forward))
    changed = ["COMBINED_TYPE_SUBSCHEMAS_CHANGED"]
    for criterion in ("oneOf", "anyOf", "allOf"):
        branches = found({criterion: [old]}, {criterion: [new]})
        assert branches == (changed if backward else [], changed if forward else [])


@pytest.mark.parametrize(
    ("old", "new", "backward", "forward"), [pytest.param(*row[1:], id=row[0]) for row in MODERN_ROWS]
)
def test_rules_of_the_later_drafts(old: Any, new: Any, backward: list[str], forward: list[str]) -> None:
    expected = (sorted(backward), sorted(forward))
    verdicts = {place: found(wrap(old), wrap(new)) for place, wrap in MODERN_PLACES.items()}
    assert verdicts == dict.fromkeys(MODERN_PLACES, expected)


def tree(leaf: Any) -> dict[str, Any]:
    """A recursive schema by way of another one."""
    node = closed({"value": leaf, "children": a(items={"$ref": "#/definitions/pair"})})
    pair = {"oneOf": [{"$ref": "#/definitions/node"}, {"type": "null"}]}
    return {"$ref": "#/definitions/node", "definitions": {"node": node, "pair": pair}}


def test_recursive_schemas_are_compared_once_and_end() -> None:
    assert found(tree(N), tree(N)) == ([], [])
    assert found(tree(N), tree(INT)) == (["TYPE_NARROWED"], [])


LENIENT_ROWS = [
    pytest.param(o(), o({"x": S}), True, id="optional property"),
    pytest.param(o(), o({"x": S | {"default": ""}}, required=["x"]), True, id="required property with default"),
    pytest.param(o(), o({"x": S}, required=["x"]), False, id="required property"),
    pytest.param(o({"x": S}), closed({"x": S}), True, id="closed"),
    pytest.param(o({"x": o()}), o({"x": o({"y": S})}), True, id="inside"),
    pytest.param({"anyOf": [o(), S]}, {"anyOf": [S, o({"y": S})]}, True, id="in a branch"),
    pytest.param(o({"x": N}), o({"x": INT}), False, id="another type"),
]


@pytest.mark.parametrize(("old", "new", "compatible"), LENIENT_ROWS)
def test_a_lenient_policy_lets_open_objects_grow(old: Any, new: Any, compatible: bool) -> None:
    before, after = parsed("JSON", old), parsed("JSON", new)
    assert messages("BACKWARD", before, after) != []
    assert (messages("BACKWARD", before, after, lenient=True) == []) is compatible


def test_paths_lead_to_the_change() -> None:
    old, new = (
        parsed("JSON", o({"x": a(items=o({"y": N}))})),
        parsed("JSON", o({"x": a(items=o({"y": INT | {"minimum": 1}}))})),
    )
    told = messages("BACKWARD", old, new)
    assert [
        "'#/properties/x/items/properties/y/minimum'" in told[0],
        "'#/properties/x/items/properties/y'" in told[1],
    ] == [*(True, True)]
