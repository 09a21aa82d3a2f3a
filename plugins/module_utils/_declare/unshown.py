# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that the service takes and never shows: options of their own, and parts of nested objects. Pure.

They are compared by a fingerprint where the service shows one. Otherwise they are sent with a creation and along with
other changes, and with `update_secrets: always` in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .field import Field, Object

NOT_SHOWN, STATED = "(not shown by the service)", "(the stated value)"


def any_without_fingerprint(fields: Iterable[Field]) -> bool:
    """Whether there is a value of which nothing is shown, so that the task has to say when it is sent."""
    return any((f.write_only and not f.told_by) or any_without_fingerprint(f.options) for f in fields)


def unshown(field: Field, value: Any) -> list[str]:
    """The stated parts of a nested object that the service never shows."""
    parts = value if isinstance(value, Mapping) else {}
    return [option.name for option in field.options if option.write_only and parts.get(option.name) is not None]


def seen(field: Field, value: Any) -> Any:
    """A nested object without the parts that the service never shows; any other value as it is."""
    hidden = unshown(field, value)
    return {name: part for name, part in value.items() if name not in hidden} if hidden else value


def sent_again(field: Field, wanted: Any, before: Any) -> tuple[Any, Any] | None:
    """(before, after) of a nested object whose unshown parts are sent although nothing else differs."""
    names = unshown(field, wanted)
    there, stated = before or {}, {name: part for name, part in wanted.items() if part is not None} if names else {}
    return ({**there, **dict.fromkeys(names, NOT_SHOWN)}, {**there, **stated}) if names else None


def shown(fields: Iterable[Field], item: Object) -> Object:
    """An object without what is only ever written; where the service shows fingerprints of it, these."""
    left = dict(item)
    for declared in fields:
        if not declared.write_only:
            if declared.options and left.get(declared.name) is not None:
                left[declared.name] = _marked(declared, left[declared.name])
            continue
        value = left.pop(declared.name, None)
        if value is None:
            continue
        if declared.told_by:
            fingerprints = declared.canonical(value) if declared.canonical and isinstance(value, str) else value
            left[declared.told_by] = fingerprints
        elif value in (NOT_SHOWN, STATED):
            left[declared.name] = value
    return left


def _marked(field: Field, value: Any) -> Any:
    """A nested object with words in the place of what is never shown."""
    hidden = unshown(field, value)
    return {**value, **{n: NOT_SHOWN if value[n] == NOT_SHOWN else STATED for n in hidden}} if hidden else value
