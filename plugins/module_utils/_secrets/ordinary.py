# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that are ordinary words, such as `dev` or `admin`: they are hidden wherever they stand, in the names of a
result, too. That is said, by the names of their options and without a value. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

SHORT = 8  # characters: what is shorter is hidden in the middle of words
WARNING = (
    "The value of {option} is hidden in this result wherever it stands (********), in names and words that have "
    "nothing to do with it, too: it is short, or an ordinary word. If it is a secret, choose one that is not; if it is "
    "none, state it where no secret is expected."
)


def warnings_of(spec: Mapping[str, Any], parameters: Mapping[str, Any], result: Mapping[str, Any]) -> list[str]:
    """A warning for each option whose secret stands in a result (not censored yet) where other things stand: as the
    part of a text if it is short, and otherwise as a whole one.

    What the result has of the option itself is no such place. `spec`: an Ansible argument spec.
    """
    found: dict[str, None] = {}
    # A result of thousands of items is walked through only for a secret that is somewhere in it.
    told = _told(result)
    for option, own, secret in _secrets(spec, parameters):
        if option not in found and _told(secret)[1:-1] in told and _stands(result, secret, own):
            found[option] = None
    return [WARNING.format(option=option) for option in found]


def _told(value: Any) -> str:
    """All that a value says, keys too, as one text."""
    return json.dumps(value, default=str, ensure_ascii=False, skipkeys=True)


def _holds_secrets(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of an argument spec is a secret, or has one among its sub-options."""
    return bool(entry.get("no_log")) or any(map(_holds_secrets, (entry.get("options") or {}).values()))


def _secrets(spec: Mapping[str, Any], parameters: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, str, str]]:
    """The values of options with `no_log`: the option's path (`connector_secrets.warehouse.db.user`), the last name in
    it (`db.user`), and the value.
    """
    for name, entry in spec.items():
        if not _holds_secrets(entry):
            continue
        for given in (name, *entry.get("aliases", ())):
            value, where = parameters.get(given), f"{place}{name}"
            if value is None:
                continue
            if entry.get("no_log"):
                yield from _texts(where, given, value)
            else:
                items = enumerate(value) if isinstance(value, list) else [(None, value)]
                for number, item in items:
                    if isinstance(item, Mapping):
                        inside = f"{where}." if number is None else f"{where}[{number}]."
                        yield from _secrets(entry["options"], item, inside)


def _texts(where: str, own: str, value: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(f"{where}.{name}", str(name), part)
    elif isinstance(value, (list, tuple)):
        for number, part in enumerate(value):
            yield from _texts(f"{where}[{number}]", own, part)
    elif value not in (None, "") and not isinstance(value, bool):
        yield where, own, str(value)


def _stands(value: Any, secret: str, own: str) -> bool:
    """Whether a secret stands in a value, elsewhere than below the key `own`."""
    if isinstance(value, Mapping):
        return any(str(name) != own and _stands(part, secret, own) for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return any(_stands(part, secret, own) for part in value)
    if value is None or isinstance(value, bool):
        return False
    return secret in str(value) if len(secret) < SHORT else secret == str(value)
