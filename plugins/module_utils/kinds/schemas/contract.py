# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metadata and rule sets, of schemas and in the settings of subjects: what is wrong with them, and when two say the
same. Pure.

Shapes: `Metadata` and `RuleSet` of the Schema Registry document. The registry keeps no other entries, without a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any

METADATA, RULE_SET = "metadata", "rule_set"
_ENTRIES = {
    METADATA: ("tags", "properties", "sensitive"),
    RULE_SET: ("domainRules", "migrationRules", "encodingRules", "enableAt"),
}
_RULES = _ENTRIES[RULE_SET][:3]
# Of a rule (`Rule` of the document): texts, and what the registry takes where nothing is stated, and answers.
_RULE_TEXTS = ("name", "doc", "kind", "mode", "type", "expr", "onSuccess", "onFailure")
_RULE_ENTRIES = (*_RULE_TEXTS, "tags", "params", "disabled")
_DEFAULTS = {"kind": "TRANSFORM", "mode": "WRITEREAD", "disabled": False}
_TEXTS = ("properties", "params")  # mappings whose values are texts to the registry, whatever they are given as
_SETS = ("tags", "sensitive")  # lists without order; `tags` of metadata are lists by path


def problems(value: Mapping[str, Any], form: str, name: str) -> Iterator[str]:
    """What is wrong with a stated value. `form`: METADATA or RULE_SET; `name`: of the option."""
    for entry in value:
        if entry not in _ENTRIES[form]:
            yield f"{name} holds {entry!r}, which the registry would leave out: it takes {', '.join(_ENTRIES[form])}"
    if form == METADATA:
        yield from _mapping_problems(value.get("properties"), f"{name}.properties", texts=True)
        yield from _mapping_problems(value.get("tags"), f"{name}.tags", texts=False)
        yield from _list_problems(value.get("sensitive"), f"{name}.sensitive")
        return
    for entry in _RULES:
        rules = value.get(entry)
        if rules is not None and not isinstance(rules, list):
            yield f"{name}.{entry} must be a list of rules"
            continue
        for position, rule in enumerate(rules or []):
            here = f"{name}.{entry}[{position}]"
            if not isinstance(rule, Mapping):
                yield f"{here} must be a mapping"
                continue
            for inner in rule:
                if inner not in _RULE_ENTRIES:
                    taken = ", ".join(_RULE_ENTRIES)
                    yield f"{here} holds {inner!r}, which the registry would leave out: it takes {taken}"
            for inner in _RULE_TEXTS:
                if isinstance(rule.get(inner), (Mapping, list)):
                    yield f"{here}.{inner} must be text, not {_kind(rule[inner])}"
            if not isinstance(_plain_rule(rule).get("disabled"), (bool, NoneType)):
                yield f"{here}.disabled must be true or false, not {rule['disabled']!r}"
            yield from _mapping_problems(rule.get("params"), f"{here}.params", texts=True)
            yield from _list_problems(rule.get("tags"), f"{here}.tags")


def _mapping_problems(value: Any, where: str, texts: bool) -> Iterator[str]:
    """`texts`: its values must be texts, numbers or booleans; otherwise lists of texts."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        yield f"{where} must be a mapping"
        return
    for name, inner in value.items():
        if not texts:
            yield from _list_problems(inner, f"{where}.{name}", needed=True)
        elif not isinstance(inner, (str, int, float)):
            yield f"{where}.{name} must be text, not {_kind(inner)}"


def _list_problems(value: Any, where: str, needed: bool = False) -> Iterator[str]:
    if value is None and not needed:
        return
    if not isinstance(value, list):
        yield f"{where} must be a list, not {_kind(value)}"
        return
    yield from (f"{where}[{n}] must be text, not {_kind(v)}" for n, v in enumerate(value) if not isinstance(v, str))


def _kind(value: Any) -> str:
    return "null" if value is None else "a mapping" if isinstance(value, Mapping) else f"a {type(value).__name__}"


def plain(value: Any) -> Any:
    """A value in the form that the registry takes: numbers and booleans as texts where it keeps texts."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: {n: _text(v) for n, v in inner.items()}
        if name in _TEXTS and isinstance(inner, Mapping)
        else [_plain_rule(rule) for rule in inner]
        if name in _RULES and isinstance(inner, list)
        else plain(inner)
        for name, inner in value.items()
    }


def _plain_rule(rule: Any) -> Any:
    if not isinstance(rule, Mapping):
        return rule
    stated = {name: value for name, value in rule.items() if value is not None}  # the document knows no null here
    made = {name: _text(value) if name in _RULE_TEXTS else plain({name: value})[name] for name, value in stated.items()}
    if isinstance(made.get("tags"), list):  # a set, by the document
        made["tags"] = [tag for place, tag in enumerate(made["tags"]) if tag not in made["tags"][:place]]
    if str(made.get("disabled")).lower() in ("true", "false"):  # ansible-core before 2.19 makes texts of booleans
        made["disabled"] = str(made["disabled"]).lower() == "true"
    return made


def _text(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (bool, int, float)) else value


def same(first: Any, second: Any) -> bool:
    """Whether two values say the same: what is empty, null or the registry's default of a rule counts as not there, and
    the order of tags has no meaning.
    """
    if is_empty(first) or is_empty(second):
        return is_empty(first) and is_empty(second)
    return json.dumps(_stripped(first), sort_keys=True) == json.dumps(_stripped(second), sort_keys=True)


def is_empty(value: Any) -> bool:
    """Whether a value says nothing."""
    return _stripped(value) in (None, {}, [])


def differing(before: Any, wanted: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """(before, after) with the entries that differ, None for those that are not there; None where all are the same."""
    before = before or {}
    names = [n for n in sorted({*before, *wanted}) if not same({n: before.get(n)}, {n: wanted.get(n)})]
    if not names:
        return None
    return {n: before.get(n) for n in names}, {n: wanted.get(n) or None for n in names}


def merged(form: str, *values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the registry makes of several values, of which a later one wins: the defaults of a subject's settings, what
    a schema says itself, what the settings override it with. `form`: METADATA or RULE_SET.
    """
    made: dict[str, Any] = {}
    for value in values:
        for name, entry in (value or {}).items():
            if name in _RULES and isinstance(entry, list):
                own = {rule.get("name") for rule in entry}
                made[name] = [*(rule for rule in made.get(name, []) if rule.get("name") not in own), *entry]
            elif form == METADATA and isinstance(entry, Mapping):
                made[name] = {**made.get(name, {}), **entry}
            elif form == METADATA and isinstance(entry, list):
                made[name] = sorted({*made.get(name, []), *entry})
            elif entry is not None:
                made[name] = entry
    return made


def _stripped(value: Any) -> Any:
    value = plain(value)
    if isinstance(value, Mapping):
        inner = {
            key: [_rule_meant(rule) for rule in item] if key in _RULES and isinstance(item, list) else _stripped(item)
            for key, item in value.items()
        }
        return {key: _as_set(key, item) for key, item in inner.items() if item not in (None, {}, [])}
    return [_stripped(item) for item in value] if isinstance(value, list) else value


def _rule_meant(rule: Any) -> Any:
    """A rule without what the registry takes where nothing is stated."""
    stripped = _stripped(rule)
    if not isinstance(stripped, Mapping):
        return stripped
    return {name: value for name, value in stripped.items() if name not in _DEFAULTS or value != _DEFAULTS[name]}


def _as_set(name: str, value: Any) -> Any:
    """A list of tags without its order."""
    if name in _SETS and isinstance(value, Mapping):
        return {path: _as_set(name, tags) for path, tags in value.items()}
    if name in _SETS and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(set(value))
    return value
