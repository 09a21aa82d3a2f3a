# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results without secrets, in Ansible's words. Pure.

Up to ansible-core 2.21 Ansible takes every string out of a module's result that the module calls secret. 2.22 masks
only what it knows itself, the values of options with `no_log`, where results are shown, and its functions for the rest
are deprecated: so what a task learns to be secret is taken out here, in every version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .values import hidden

WHOLE = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"  # in place of a value that is nothing but a secret


def masked(value: Any, secrets: Iterable[str]) -> Any:
    """A value in JSON's types, with tuples as lists, without the secrets: a text or a number that is one, or a number
    that holds one, is WHOLE; in a text that holds one it is `hidden`. Names of a mapping stay. Raises TypeError.
    """
    known = set(secrets)

    def leaf(one: Any) -> Any:
        if one is None or isinstance(one, bool):
            return one
        if isinstance(one, (int, float)):
            text = str(one)
            return WHOLE if any(secret in text for secret in known) else one
        return _text(one, known)

    return _walked(value, leaf, lambda name: name) if known else value


def names_masked(value: Any, secrets: Iterable[str], spared: frozenset[str]) -> Any:
    """A value with the names of its mappings masked, but those that are spared and Ansible's own."""
    known = set(secrets)

    def named(name: str) -> str:
        return name if name in spared or name.startswith("_ansible") else _text(name, known)

    return _walked(value, lambda one: one, named) if known else value


def _text(text: Any, secrets: set[str]) -> str:
    if not isinstance(text, str):
        raise TypeError(f"{type(text).__name__} is no type of a result")
    return WHOLE if text in secrets else hidden(text, secrets)


def _walked(value: Any, leaf: Callable[[Any], Any], named: Callable[[str], str]) -> Any:
    """A copy with something done to each value and name. Not by recursion: what is deep has to be masked, too."""
    whole: list[Any] = [value]
    left: list[tuple[Any, Any, Any]] = [(whole, 0, value)]
    while left:
        holder, place, found = left.pop()
        if isinstance(found, Mapping):
            mapping = {named(name): one for name, one in found.items()}
            holder[place] = mapping
            left += [(mapping, name, one) for name, one in mapping.items()]
        elif isinstance(found, (list, tuple)):
            items = list(found)
            holder[place] = items
            left += [(items, number, one) for number, one in enumerate(items)]
        else:
            holder[place] = leaf(found)
    return whole[0]
