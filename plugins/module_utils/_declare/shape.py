# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object in both shapes: the API's nested one, and the flat one by option names that the engine works with. Pure.

A nested object is compared by what is stated of it: what the service adds to it is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .field import Field, Object


def get_path(source: Any, path: Iterable[str]) -> Any:
    """The value at a path of nested mappings, None where a step is missing."""
    for step in path:
        # What was read as JSON is a dict: asking an abstract class costs ten times as much, for each field of a list.
        if not isinstance(source, dict) and not isinstance(source, Mapping):
            return None
        source = source.get(step)
    return source


def set_path(target: dict[str, Any], path: Iterable[str], value: Any) -> None:
    """Put a value at a path of nested mappings, making the steps that are missing."""
    *steps, last = path
    for step in steps:
        target = target.setdefault(step, {})
    target[last] = value


def drop_path(target: dict[str, Any], path: Iterable[str]) -> None:
    """Take out what is at a path of nested mappings, with the steps that are empty then."""
    first, *rest = path
    if rest and isinstance(target.get(first), dict):
        drop_path(target[first], rest)
    if not rest or target.get(first) == {}:
        target.pop(first, None)


def flat(fields: Iterable[Field], raw: Mapping[str, Any]) -> Object:
    """What an object of the API says of these fields, by option names. What it does not show is None."""
    item: Object = {}
    for declared in fields:
        path = declared.path()
        if path is not None:
            item[declared.name] = _read(declared, get_path(raw, path))
    return item


def _read(declared: Field, value: Any) -> Any:
    if declared.form is not None and not (isinstance(value, Mapping) and value.get("kind") == declared.form):
        return None
    if (declared.options or declared.form) and isinstance(value, Mapping):
        return flat((option for option in declared.options if not option.write_only), value)
    if declared.options and isinstance(value, list):
        return [flat(declared.options, part) for part in value]
    if declared.refers is not None and isinstance(value, list):
        return [part["id"] if isinstance(part, Mapping) else part for part in value]
    if declared.as_text and isinstance(value, str) and re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    return declared.spelled(value)


def written(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """An object of the API with these values, given by option names. Sub-options that are None are left out."""
    body: dict[str, Any] = {}
    for declared in fields:
        path = declared.path()
        if path is not None and declared.name in values:
            set_path(body, path, _written(declared, values[declared.name]))
    return body


def _written(declared: Field, value: Any) -> Any:
    if (declared.options or declared.form) and isinstance(value, Mapping):
        form = {} if declared.form is None else {"kind": declared.form}
        return {**form, **written(declared.options, {name: part for name, part in value.items() if part is not None})}
    if declared.options and isinstance(value, list):
        return [_written(declared.but(form=None), part) for part in value]
    if declared.refers is not None and isinstance(value, list):
        return list(value) if declared.bare else [{"id": part} for part in value]
    if declared.is_map and isinstance(value, Mapping):
        return {name: part for name, part in value.items() if part is not None}
    if declared.as_text and value is not None:
        return str(value)
    return declared.spelled(value)


def resolved(fields: Iterable[Field], values: Object, refer: Callable[[Field, Any], Any]) -> Object:
    """The values with ids in place of what they refer to, in nested objects too. `refer` finds one of them."""
    found = dict(values)
    for declared in fields:
        value = values.get(declared.name)
        if declared.refers is not None and value is not None:
            several = isinstance(value, list)
            found[declared.name] = [refer(declared, one) for one in value] if several else refer(declared, value)
        elif declared.options and isinstance(value, list):
            found[declared.name] = [resolved(declared.options, part, refer) for part in value]
        elif declared.options and isinstance(value, Mapping):
            found[declared.name] = resolved(declared.options, dict(value), refer)
    return found


def as_texts(settings: Mapping[str, Any]) -> dict[str, str | None]:
    """Settings for an API that knows only texts, booleans in lower case; a null stays one."""

    def text(value: Any) -> str | None:
        return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    return {name: text(value) for name, value in settings.items()}


def changed_entries(
    wanted: Mapping[str, Any], actual: Mapping[str, Any] | None
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """(before, after) of the stated entries of a map of free names that differ, None when none does. None: goes."""
    there = actual or {}
    after = {name: value for name, value in wanted.items() if there.get(name) != value}
    return ({name: there[name] for name in after if name in there}, after) if after else None


def differs(declared: Field, wanted: Any, actual: Any) -> bool:
    """Whether a stated value differs in meaning from the actual one; of a nested object what is stated counts, and can
    be seen.
    """
    if declared.is_map and isinstance(wanted, Mapping):
        return changed_entries(wanted, actual) is not None
    if declared.options and isinstance(wanted, Mapping):
        if not isinstance(actual, Mapping):
            return True
        return any(
            wanted.get(option.name) is not None and differs(option, wanted[option.name], actual.get(option.name))
            for option in declared.options
            if not option.write_only
        )
    if declared.options and isinstance(wanted, list) and declared.canonical is None:
        if actual is None and not wanted:
            return False
        if not isinstance(actual, list) or len(actual) != len(wanted):
            return True
        return any(differs(declared, one, other) for one, other in zip(wanted, actual, strict=True))
    return not declared.same(wanted, actual)


def overlaid(declared: Field, wanted: Any, actual: Any) -> Any:
    """A value as it will be: of a nested object what is there, and what is stated over it; of a map of free names an
    entry that is None is gone.
    """
    if not isinstance(wanted, Mapping) or not isinstance(actual, Mapping):
        return wanted
    if declared.is_map:
        return {name: value for name, value in {**actual, **wanted}.items() if value is not None}
    parts = {option.name: option for option in declared.options}
    return {**actual, **{n: overlaid(parts[n], v, actual.get(n)) for n, v in wanted.items() if v is not None}}


def all_overlaid(fields: Iterable[Field], wanted: Object, actual: Object) -> Object:
    """An object as it will be. Of a map of free names an entry that goes is None: `written` leaves it out."""
    declared = {field.name: field for field in fields}
    return {**actual, **{n: overlaid(declared[n], value, actual.get(n)) for n, value in wanted.items()}}


def fixed_parts(declared: Field, wanted: Any, actual: Any, place: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(name, before, after) of each part of a differing value that is fixed at creation; `a.b` for a sub-option."""
    here = f"{place}{declared.name}"
    nested = declared.options and isinstance(wanted, Mapping) and isinstance(actual, Mapping)
    if not nested:
        if not declared.mutable:
            yield here, actual, wanted
        return
    for option in declared.options:
        after, before = wanted.get(option.name), actual.get(option.name)
        if after is not None and differs(option, after, before):
            yield from fixed_parts(option if declared.mutable else option.but(mutable=False), after, before, f"{here}.")


def lacking(fields: Iterable[Field], values: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """The sub-options that are needed to create what these values state, and are not stated."""
    for declared in fields:
        value = values.get(declared.name)
        if place and declared.needed and value is None:
            yield f"{place}{declared.name}"
        for part in value if isinstance(value, list) else [value]:
            if declared.options and declared.wire is not None and isinstance(part, Mapping):
                yield from lacking(declared.options, part, f"{place}{declared.name}.")
