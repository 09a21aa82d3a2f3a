# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a purge may take away: the scope that has to be named, and what is always spared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from .._errors import Refused
from .field import Field
from .kind import Kind

MAX_DELETIONS = Field("max_deletions", wire=None, type="int", default=10, minimum=0)


PROTECTED = Field("protected", wire=None, type="list", elements="str")


# Names of objects that belong to the service: Kafka's and Confluent's own, and what connectors and ksqlDB write.
INTERNAL = re.compile(r"(__|_confluent|_schemas$|confluent-audit-log-events|pksqlc-|(dlq|success|error)-lcc-)")


def by_name(*names: str) -> tuple[Field, ...]:
    """The scope of a purge by name: how it begins, or a shell pattern."""
    return tuple(Field(name, wire=None) for name in names)


def purge_option(kind: type[Kind]) -> Field | None:
    """The option `purge` of the plural module, None for a kind that has none."""
    if not kind.purge_scope:
        return None
    return Field("purge", wire=None, type="dict", options=(*kind.purge_scope, MAX_DELETIONS, PROTECTED))


def scope_problems(kind: type[Kind], purge: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the stated scope: it must name something, and nothing in it may mean everything."""
    names = [f.name for f in kind.purge_scope]
    given = {name: purge[name] for name in names if purge.get(name) is not None}
    if not given:
        yield f"purge needs a scope: {' or '.join(names)}"
    for name, value in given.items():
        if not value.strip():
            yield f"purge: {name} is empty, which would mean everything"
        elif name.endswith("prefix") and set("*?[]") & set(value):
            yield f"purge: {name} {value!r} is taken as it is, it cannot hold wildcards"
        elif name.endswith("pattern") and not re.sub(r"\[[^]]*\]|[*?]", "", value).strip():
            yield f"purge: {name} {value!r} would mean everything"
    yield from (f"purge: {p}" for p in MAX_DELETIONS.problems(purge["max_deletions"]))
    if any(not pattern.strip() for pattern in purge.get("protected") or []):
        yield "purge: protected holds an empty pattern"


def in_names(purge: Mapping[str, Any], name: str, kind: str = "name") -> bool:
    """Whether a name is in the scope, by `<kind>_prefix` and `<kind>_pattern`."""
    prefix, pattern = purge.get(f"{kind}_prefix"), purge.get(f"{kind}_pattern")
    return (prefix is None or name.startswith(prefix)) and (pattern is None or fnmatchcase(name, pattern))


def protected(purge: Mapping[str, Any], name: str) -> bool:
    """Whether a name fits one of the patterns of protected objects."""
    return any(fnmatchcase(name, pattern) for pattern in purge.get("protected") or [])


def own_access(kind: Kind, principal: str) -> str | None:
    """Why something of a principal is spared: it is one of those behind the credentials of this task.

    Raises Refused where that cannot be told.
    """
    if kind.cloud.own is None:
        try:
            kind.cloud.own = kind.cloud.own_principals()
        except Refused as error:
            raise Refused(
                f"a purge must spare the access of the account that runs it, and {error.problems[0]}"
            ) from error
    return "it belongs to the account whose credential this task uses" if principal in kind.cloud.own else None
