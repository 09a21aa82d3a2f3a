# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arguments that Ansible would turn into something else without a word: a null in a list into the text `None`, a
boolean into the number 1 or the text `True`, a mapping or list into the text that Python shows of it. Pure.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

Spec = Mapping[str, Any]  # an Ansible argument spec, or the entry of one option

# ansible-core before 2.19 makes data of the result of a template that looks like data.
AS_TEXT = "where a template made it, before ansible-core 2.19, end that with | string; in YAML put it in quotes"

ENDLESS = ("inf", "infinity")


def fitting(spec: Spec, given: Mapping[str, Any], place: str = "") -> tuple[dict[str, Any], list[str]]:
    """The arguments with something that Ansible lets pass in place of those values, and what is wrong with each of
    them, by its name; never its value, which may be a secret.
    """
    return _all_fitting(_by_name(spec), given, place)


def as_refused(arguments: Mapping[str, Any], problems: Iterable[str]) -> dict[str, Any]:
    """The arguments as they are shown, with a null for the options that have such values: what stands in for them there
    was stated by nobody.
    """
    refused = {re.split(r"[ .\[]", problem, maxsplit=1)[0] for problem in problems}
    return {name: None if name in refused else value for name, value in arguments.items()}


def _by_name(spec: Spec) -> dict[str, Any]:
    """The entries by every name that an option has."""
    return {alias: entry for name, entry in spec.items() for alias in (name, *entry.get("aliases", ()))}


def _all_fitting(entries: Spec, given: Mapping[str, Any], place: str) -> tuple[dict[str, Any], list[str]]:
    kept: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in given.items():
        entry = entries.get(name)
        # Lists may be long, and most values are texts: these are what they are, except for a mapping in JSON.
        whole = isinstance(value, int) and not isinstance(value, bool)
        plain = whole or (isinstance(value, str) and entry is not None and entry.get("type") != "int")
        if entry is None or value is None or (plain and not entry.get("options")):
            kept[name] = value
            continue
        fit, wrong = _fitting(entry, value, f"{place}{name}")
        problems += wrong
        if not (wrong and fit is None and entry.get("default") is not None):  # a null is no value for a default
            kept[name] = fit
    return kept, problems


def _fitting(entry: Spec, value: Any, place: str) -> tuple[Any, list[str]]:
    kind = entry.get("type", "str")
    if value is None:
        return None, []
    if kind == "list":
        return _fitting_list({**entry, "type": entry.get("elements", "raw")}, value, place)
    if kind == "dict" and entry.get("options"):
        nested = _mapping(value)
        if nested is None:
            return value, []
        kept, problems = _all_fitting(entry.get("by_name") or _by_name(entry["options"]), nested, f"{place}.")
        return (kept if problems else value), problems
    words = _unfit(kind, value)
    return (_stand_in(entry, kind), [f"{place} {words}"]) if words else (value, [])


def _stand_in(entry: Spec, kind: str) -> Any:
    """What is told is our words, not Ansible's of a value that nobody has given: that it is null, or no choice."""
    if entry.get("choices"):
        return entry["choices"][0]
    if entry.get("required"):
        return 0 if kind == "int" else ""
    return None


def _fitting_list(element: Spec, value: Any, place: str) -> tuple[Any, list[str]]:
    """`element`: the entry of each of its values. A text is taken apart by Ansible, another value alone is a list."""
    if isinstance(value, str):
        return value, []
    if not isinstance(value, list):
        return _fitting(element, value, place)
    kept = []
    problems: list[str] = []
    if element.get("options"):
        element = {**element, "by_name": _by_name(element["options"])}
    for position, part in enumerate(value):
        where = f"{place}[{position}]"
        fit, wrong = _fitting(element, part, where)
        if part is None and element["type"] != "raw":
            wrong = [f"{where} is null (empty); leave it out or say what is meant"]
        if not wrong or fit is not None:
            kept.append(fit)
        problems += wrong
    return (kept if problems else value), problems


def _mapping(value: Any) -> Mapping[str, Any] | None:
    """A mapping, also where it is given as JSON, which Ansible takes."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, Mapping) else None


def _unfit(kind: str, value: Any) -> str | None:
    """Why a value does not fit the kind of its option, None where it does or Ansible itself says so."""
    if kind == "int":
        if isinstance(value, bool):
            return "is a boolean (true, yes and on are booleans in YAML); it must be a whole number"
        if isinstance(value, str) and value.strip().lstrip("+-").lower() in ENDLESS:
            return "is not a whole number"  # Ansible would break on it
        if isinstance(value, float) and not (math.isfinite(value) and value.is_integer()):
            return "is not a whole number"
    if kind in ("str", "path"):
        if isinstance(value, bool):
            return f"is a boolean (true, yes and on are booleans in YAML); it must be text: {AS_TEXT}"
        if isinstance(value, float):
            return f"is a number with a fraction, whose digits may have changed; it must be text: {AS_TEXT}"
        if isinstance(value, (Mapping, list)):
            return f"is a {'mapping' if isinstance(value, Mapping) else 'list'}; it must be text: {AS_TEXT}"
    return None
