# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Confluent Resource Names (CRNs): built from a scope in the user's terms, and compared by meaning. Pure.

`crn://<authority>/<type>=<name>/<type>=<name>...`; the forms per scope are in API_MAP D. Names are percent-encoded
within their segment; the service takes and returns both spellings (`:` and `%3A`), so nothing is ever compared as text.
A `*` at the end of the last name is no part of the name: it makes the pattern match every name that begins so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote

AUTHORITY = "confluent.cloud"

# scope: (types of its segments below the organization, where each name comes from)
SCOPES: dict[str, tuple[tuple[str, str], ...]] = {
    "organization": (),
    "environment": (("environment", "environment"),),
    "cluster": (("environment", "environment"), ("cloud-cluster", "cluster")),
    "kafka": (("environment", "environment"), ("cloud-cluster", "cluster"), ("kafka", "cluster")),
    "schema_registry": (("environment", "environment"), ("schema-registry", "schema_registry")),
    **{
        scope: (("environment", "environment"), ("cloud-cluster", "cluster"), ("kafka", "cluster"), (kind, "resource"))
        for scope, kind in (("topic", "topic"), ("group", "group"), ("transactional_id", "transactional-id"))
    },
    "subject": (("environment", "environment"), ("schema-registry", "schema_registry"), ("subject", "resource")),
    "connector": (("environment", "environment"), ("cloud-cluster", "cluster"), ("connector", "resource")),
}

# Types of segments that name something within a cluster or registry.
RESOURCES = frozenset(kind for segments in SCOPES.values() for kind, source in segments if source == "resource")

Segments = tuple[str, tuple[tuple[str, str], ...]]


def needs(scope: str) -> tuple[str, ...]:
    """What a scope is built from, in order and once each: environment, cluster, schema_registry, resource."""
    return tuple(dict.fromkeys(source for kind, source in SCOPES[scope]))


def stated(item: Mapping[str, Any]) -> tuple[Any, ...]:
    """A scope as options state it, without those that it does not need."""
    needed = needs(item["scope"])
    where = tuple(item.get(option) for option in ("environment", "cluster") if option in needed)
    if "resource" in needed:
        everything = item["resource_name"] == "*"
        where += (item["resource_name"], "PREFIXED" if everything else item.get("pattern_type"))
    return (item["scope"], *where)


def build(scope: str, organization: str, ids: dict[str, str], prefixed: bool = False) -> str:
    """The CRN pattern of a scope. `ids` has what `needs(scope)` names: ids, and under `resource` the plain name.

    With `prefixed` the resource's name is the beginning of names; an empty one then stands for all.
    """
    parts = [f"crn://{AUTHORITY}/organization={quote(organization, safe='')}"]
    for kind, source in SCOPES[scope]:
        star = "*" if prefixed and source == "resource" else ""
        parts.append(f"{kind}={quote(ids[source], safe='')}{star}")
    return "/".join(parts)


def parse(crn: str) -> Segments:
    """(authority, ((type, decoded name), ...)). Raises ValueError for what is not a CRN."""
    if not crn.startswith("crn://"):
        raise ValueError("it does not begin with crn://")
    authority, *parts = crn[len("crn://") :].split("/")
    if not authority or not parts:
        raise ValueError("a CRN has the form crn://confluent.cloud/organization=<id>/...")
    pairs = []
    for part in parts:
        # The whole segment may be encoded, its equals sign too.
        kind, equals, name = (part if "=" in part else unquote(part)).partition("=")
        if not kind or not equals or not name:
            raise ValueError(f"{part!r} is not of the form type=name")
        pairs.append((unquote(kind), unquote(name)))
    return unquote(authority), tuple(pairs)


def canonical(crn: Any) -> Any:
    """A CRN in the form in which CRNs are compared; anything else (whatever the service may send) as it is."""
    try:
        return parse(crn)
    except (ValueError, AttributeError):
        return crn


def same(one: str, other: str) -> bool:
    """Whether two CRNs mean the same: they are equal but for percent-encoding."""
    return canonical(one) == canonical(other)


def within(crn: str, scope: str) -> bool:
    """Whether a CRN is the scope itself or something in it. Both must be CRNs (ValueError)."""
    authority, pairs = parse(crn)
    scope_authority, scope_pairs = parse(scope)
    return authority == scope_authority and pairs[: len(scope_pairs)] == scope_pairs


def for_roles(crn: Any) -> Any:
    """The CRN of a Kafka cluster in the form on which roles are given; anything else as it is.

    The service names a cluster with its Kafka in it, `.../cloud-cluster=<id>/kafka=<id>`, which Terraform's provider
    takes apart; API_MAP D has the forms for roles.
    """
    try:
        authority, pairs = parse(crn)
    except (ValueError, AttributeError):
        return crn
    name = pairs[-1][1]
    named_twice = pairs[-2:] == (("cloud-cluster", name), ("kafka", name))
    return _written(authority, pairs[:-1]) if named_twice else crn


def environment_of(crn: str) -> str | None:
    """The id of the environment that a CRN is in, or is itself; None for what is in none, and for what is no CRN."""
    try:
        return dict(parse(crn)[1]).get("environment")
    except ValueError:
        return None


def covers(pattern: str, crn: str) -> bool:
    """Whether a role on this pattern reaches what the CRN names, or all that it matches. False for what is no CRN."""
    try:
        authority, pairs = parse(pattern)
        other, below = parse(crn)
    except ValueError:
        return False
    kind, name = pairs[-1]
    same_kind = len(below) >= len(pairs) and below[len(pairs) - 1][0] == kind
    begins = name.endswith("*") and same_kind and below[len(pairs) - 1][1].startswith(name[:-1])
    return (
        authority == other
        and below[: len(pairs) - 1] == pairs[:-1]
        and (begins or pairs[-1:] == below[len(pairs) - 1 : len(pairs)])
    )


def scope_in_words(options: Mapping[str, Any]) -> str | None:
    """A scope as the user states it, in words, before its names are ids."""
    named = options.get("resource_name") or options.get("cluster")
    return " ".join(str(part) for part in (options.get("scope"), named) if part) or None


def readable(crn: str) -> str:
    """The one spelling in which results show a CRN: names decoded, but for what would make it another CRN (`/`,
    `%`).
    """
    try:
        return _written(*parse(crn))
    except ValueError:
        return crn


def _written(authority: str, pairs: Iterable[tuple[str, str]]) -> str:
    shown = [f"{kind}={name.replace('%', '%25').replace('/', '%2F')}" for kind, name in pairs]
    return "/".join([f"crn://{authority}", *shown])


def above(crns: Iterable[str]) -> str | None:
    """The narrowest CRN, in readable spelling, below which all of these are, or which they are themselves.

    A resource has its cluster or registry above it. None where there is no such CRN, and for CRNs that are all the
    same but name no resource. Raises ValueError for what is not a CRN.
    """
    parsed = {parse(crn) for crn in crns}
    if len({authority for authority, pairs in parsed}) != 1:
        return None
    authority = next(iter(parsed))[0]
    common: list[tuple[str, str]] = []
    for level in zip(*(pairs for authority, pairs in parsed), strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    if common and common[-1][0] in RESOURCES:
        common.pop()
    elif len(parsed) == 1:
        return None
    return _written(authority, common) if common else None


def without_star(pattern: Any) -> Any:
    """A CRN without the `/*` with which the service, and so its other clients, ask for all that is within it too."""
    return pattern.removesuffix("/*") if isinstance(pattern, str) else pattern
