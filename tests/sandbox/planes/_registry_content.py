# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Metadata and rule sets as Schema Registry keeps them: checked, made uniform, merged.

Source: the schema-registry-v1 OpenAPI document (``Metadata``, ``RuleSet``, ``Rule``), Schema Registry 8.3.1. Unknown
fields are dropped, single values become text, names are sorted. What the document knows no value for is a 400, a rule
that makes no sense is 42210.
"""

from __future__ import annotations

import json
from typing import Any

from ._registry_model import error

VERSION_PROPERTY = "confluent:version"
RESERVED_PROPERTY = "confluent:reserved"
_UP_AND_DOWN = ("UPGRADE", "DOWNGRADE", "UPDOWN")
_READ_AND_WRITE = ("WRITE", "READ", "WRITEREAD")
_GROUPS = {"migrationRules": _UP_AND_DOWN, "domainRules": _READ_AND_WRITE, "encodingRules": _READ_AND_WRITE}
_KINDS = ("TRANSFORM", "CONDITION")
_PLACES = ("ALL", "CLIENT", "GATEWAY", "SERVER", "NONE")
_LONGEST_NAME = 64
_BOTH_WAYS = ("WRITEREAD", "UPDOWN")


def metadata_of(value: Any) -> dict[str, Any] | None:
    """A request's metadata; None if there is none, which is not the same as empty metadata. Raises 400."""
    if value is None:
        return None
    given = _object(value, "metadata")
    made = {
        "tags": {name: sorted(set(_texts(tags, name))) for name, tags in sorted(_mapping(given, "tags").items())},
        "properties": {name: text_of(item, name) for name, item in sorted(_mapping(given, "properties").items())},
        "sensitive": sorted(set(_texts(given.get("sensitive"), "sensitive"))),
    }
    return {key: item for key, item in made.items() if item}


def rule_set_of(value: Any) -> dict[str, Any] | None:
    """A request's rule set; None if there is none, which is not the same as an empty one. Raises 400 and 42210."""
    if value is None:
        return None
    given = _object(value, "ruleSet")
    made: dict[str, Any] = {}
    for group in _GROUPS:
        rules = [_rule(item) for item in list_of(given.get(group), group)]
        if rules:
            made[group] = rules
    if given.get("enableAt") is not None:
        made["enableAt"] = _one_of(given["enableAt"], _PLACES, "enableAt")
    _check_rules(made)
    return made


def merged_metadata(old: dict[str, Any] | None, new: dict[str, Any] | None) -> dict[str, Any] | None:
    """Both, where the names in ``new`` win."""
    if old is None or new is None:
        return old if new is None else new
    merged: dict[str, Any] = {
        key: dict(sorted({**old.get(key, {}), **new.get(key, {})}.items())) for key in ("tags", "properties")
    }
    merged["sensitive"] = sorted({*old.get("sensitive", []), *new.get("sensitive", [])})
    return {key: item for key, item in merged.items() if item}


def merged_rules(old: dict[str, Any] | None, new: dict[str, Any] | None) -> dict[str, Any] | None:
    """The rules of both; a rule of ``new`` replaces that of the same name in the same group."""
    if old is None or new is None:
        return old if new is None else new
    merged = {key: value for key, value in {**old, **new}.items() if key not in _GROUPS}
    for group in _GROUPS:
        names = {rule["name"] for rule in new.get(group, [])}
        rules = [*(rule for rule in old.get(group, []) if rule["name"] not in names), *new.get(group, [])]
        if rules:
            merged[group] = rules
    return merged


def property_of(metadata: dict[str, Any] | None, name: str) -> str | None:
    """One property."""
    found: str | None = ((metadata or {}).get("properties") or {}).get(name)
    return found


def with_version(metadata: dict[str, Any] | None, number: str) -> dict[str, Any]:
    """With the property that tells the version's number."""
    return merged_metadata(metadata, {"properties": {VERSION_PROPERTY: number}}) or {}


def reserved_fields(metadata: dict[str, Any] | None) -> set[str]:
    """Names of fields that the schema says it will never have."""
    return {name.strip() for name in (property_of(metadata, RESERVED_PROPERTY) or "").split(",") if name.strip()}


# --- rules


def _rule(value: Any) -> dict[str, Any]:
    """A rule with the defaults of the service: kind TRANSFORM, mode WRITEREAD, not disabled."""
    given = _object(value, "rule")
    modes = (*_UP_AND_DOWN, *_READ_AND_WRITE)
    made: dict[str, Any] = {key: text_of(given[key], key) for key in ("name", "doc") if given.get(key) is not None}
    made["kind"] = _one_of(given.get("kind") or "TRANSFORM", _KINDS, "kind")
    made["mode"] = _one_of(given.get("mode") or "WRITEREAD", modes, "mode")
    if given.get("type") is not None:
        made["type"] = text_of(given["type"], "type")
    tags = sorted(set(_texts(given.get("tags"), "tags")))
    params = {name: text_of(item, name) for name, item in sorted(_mapping(given, "params").items())}
    made |= {key: item for key, item in (("tags", tags), ("params", params)) if item}
    made |= {key: text_of(given[key], key) for key in ("expr", "onSuccess", "onFailure") if given.get(key) is not None}
    made["disabled"] = boolean(given.get("disabled") or False, "disabled")
    return made


def _check_rules(rule_set: dict[str, Any]) -> None:
    seen: set[str] = set()
    for group, modes in _GROUPS.items():
        for rule in rule_set.get(group, []):
            wrong = _wrong_with(rule)
            if rule.get("name") in seen:
                wrong = f"Found rule with duplicate name '{rule['name']}'"
            elif wrong is None and rule["mode"] not in modes:
                title = group.replace("Rules", "").capitalize()
                wrong = f"{title} rules can only be {', '.join(modes)}"
            if wrong is not None:
                raise error(422, 42210, f"Invalid rule set: {wrong}")
            seen.add(rule["name"])


def _wrong_with(rule: dict[str, Any]) -> str | None:
    if "name" not in rule:
        return "Missing rule name"
    name: str = rule["name"]
    actions = [rule.get(key, "") for key in ("onSuccess", "onFailure")]
    checks = (
        (not name, "Empty rule name"),
        (len(name) > _LONGEST_NAME, "Rule name too long"),
        (not (name[:1].isalpha() or name.startswith("_")), f"Illegal initial character in rule name: {name}"),
        (not all(char.isalnum() or char in "_-" for char in name), f"Illegal character in rule name: {name}"),
        ("type" not in rule, "Missing rule type"),
        (
            rule["mode"] not in _BOTH_WAYS and any("," in action for action in actions),
            "Multiple actions only valid with WRITEREAD and UPDOWN",
        ),
    )
    return next((text for fails, text in checks if fails), None)


# --- values of JSON


def boolean(value: Any, name: str) -> bool:
    """True, false, or their text. Raises 400."""
    text = value.lower() if isinstance(value, str) else value
    if text in ("true", "false"):
        return bool(text == "true")
    if not isinstance(value, bool):
        raise _unfit(name, value, "a boolean")
    return value


def whole_number(value: Any, name: str) -> int:
    """An integer or its text. Raises 400."""
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unfit(name, value, "an integer")
    return value


def text_of(value: Any, name: str) -> str:
    """A text, a number or a boolean as text. Raises 400."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, (dict, list)):
        raise _unfit(name, value, "a text")
    return json.dumps(value)


def _texts(value: Any, name: str) -> list[str]:
    return [text_of(item, name) for item in list_of(value, name)]


def list_of(value: Any, name: str) -> list[Any]:
    """A list; null is an empty one. Raises 400."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise _unfit(name, value, "a list")
    return value


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _unfit(name, value, "an object")
    return value


def _mapping(parent: dict[str, Any], name: str) -> dict[str, Any]:
    found = parent.get(name)
    return {} if found is None else _object(found, name)


def _one_of(value: Any, allowed: tuple[str, ...], name: str) -> str:
    if value not in allowed:
        raise _unfit(name, value, f"one of {', '.join(allowed)}")
    return str(value)


def _unfit(name: str, value: Any, wanted: str) -> Exception:
    return error(400, 400, f"Cannot deserialize value of field {name}: {json.dumps(value)} is not {wanted}")
