# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An Avro schema in a form that the registry can judge before the schemas that it refers to are registered. Pure.

Avro lets a named type be defined where it is first used (specification 1.11, names). So the definitions that are not
registered yet are put in place of their names. Compatibility is a matter of the resolved types and stays the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .peers import referred
from .text import AVRO, inlined, named_type

Object = dict[str, Any]


def standalone(desired: Object, stated: Mapping[str, Object]) -> Object | None:
    """A desired schema without the references that have no version yet; None where that cannot be done.

    `stated`: the desired schemas of the run by subject.
    """
    definitions: dict[str, Any] = {}
    pinned: dict[str, Object] = {}
    if not _collect(desired, stated, definitions, pinned):
        return None
    return {**desired, "schema": inlined(desired["schema"], definitions), "references": list(pinned.values())}


def _collect(
    desired: Object, stated: Mapping[str, Object], definitions: dict[str, Any], pinned: dict[str, Object]
) -> bool:
    """Gather what a schema refers to, directly and through others; False where it does not fit together."""
    if desired["schema_type"] != AVRO:
        return False
    for reference in desired["references"]:
        subject = referred(reference, desired["subject"])
        if "version" in reference:
            there = {**reference, "subject": subject}
            if pinned.setdefault(reference["name"], there) != there:
                return False
            continue
        other = stated.get(subject)
        found = named_type(other["schema"]) if other is not None else None
        if other is None or found is None:
            return False
        definitions[found[0]] = found[1]
        if not _collect(other, stated, definitions, pinned):
            return False
    return not definitions.keys() & pinned.keys()
