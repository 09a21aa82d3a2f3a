# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a result is what RETURN of the module says: Ansible's sanity tests look at the options only."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from .examples import MODULES, constant, parsed, plurals

COLLECTION = "streamops.confluent."
# What Ansible itself adds, and what a failure has.
ANSIBLES = {
    "changed",
    "invocation",
    "warnings",
    "deprecations",
    "failed",
    "msg",
    "exception",
    "item",
    "attempts",
    "ansible_loop_var",
}
TYPES: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "bool": bool,
    "dict": dict,
    "list": list,
}


# Of the entries of a module for many objects, told in the guide "Results".
OF_AN_ITEM = {"operation", "changed", "wait", "next_step", "failed", "msg", "error"}


@functools.cache
def documented(module: str) -> dict[str, Any]:
    """RETURN of a module. What a module for many objects returns of an item is what the module for one returns."""
    told = dict(parsed(constant(MODULES / f"{module}.py", "RETURN")))
    if module in plurals():
        kind = module.removeprefix("confluent_").removesuffix("s")
        told[f"{kind}s"]["contains"][kind] = documented(module.removesuffix("s"))[kind]
    return told


def deviations(action: str, result: Mapping[str, Any]) -> list[str]:
    """What a task's result has that RETURN does not tell of, what its objects lack, and what is of another type.

    `action`: the module's full name; of another collection's module nothing is said. A censored result tells nothing.
    """
    if not action.startswith(COLLECTION) or "censored" in result or "results" in result:
        return []
    module = action.removeprefix(COLLECTION)
    returned = {name: value for name, value in result.items() if not (name in ANSIBLES or name.startswith("_ansible"))}
    return list(_compared(module, documented(module), returned, whole=False))


def _compared(where: str, told: Mapping[str, Any], there: Mapping[str, Any], whole: bool = True) -> Iterator[str]:
    """whole: whether all has to be there of which RETURN does not say when it is."""
    item = OF_AN_ITEM if "label" in told and "operation" in there else set()
    yield from (f"{where}: RETURN does not tell of {name}" for name in there if name not in {*told, *item})
    for name, entry in told.items():
        place, value = f"{where}.{name}", there.get(name)
        if whole and name not in there and "returned" not in entry:
            yield f"{place} is not there, and RETURN does not say when it is"
        # A diff is a list where an item stands for several.
        elif value is not None and not isinstance(value, TYPES[entry["type"]]) and name != "diff":
            yield f"{place} is {value!r}, and RETURN says {entry['type']}"
        elif value is not None and "contains" in entry:
            for one in value if isinstance(value, list) else [value]:
                yield from _compared(place, entry["contains"], one)
