# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACLs that the broker takes and that can match nothing. Pure.

Apache Kafka checks of an ACL neither the name of its resource nor its host, nor whether the operation goes with the
resource; it compares them to the letter with what a request is about.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Any

LONGEST = 249  # characters of a topic's name (org.apache.kafka.common.internals.Topic)
_LEGAL = re.compile(r"[a-zA-Z0-9._-]+")
# Principals whose id says what they are: accounts, users, identity pools, group mappings, internal numbers, everybody.
_IDS = re.compile(r"(sa|u|pool|group)-[A-Za-z0-9]+|[0-9]+|\*")
# What an ACL on a kind of resource can be about (org.apache.kafka.security.authorizer.AclEntry.supportedOperations).
_ALWAYS = frozenset({"ALL", "DESCRIBE"})
_OPERATIONS = {
    "TOPIC": _ALWAYS | {"READ", "WRITE", "CREATE", "DELETE", "ALTER", "DESCRIBE_CONFIGS", "ALTER_CONFIGS"},
    "GROUP": _ALWAYS | {"READ", "DELETE", "DESCRIBE_CONFIGS", "ALTER_CONFIGS"},
    "CLUSTER": _ALWAYS | {"CREATE", "CLUSTER_ACTION", "DESCRIBE_CONFIGS", "ALTER_CONFIGS", "IDEMPOTENT_WRITE", "ALTER"},
    "TRANSACTIONAL_ID": _ALWAYS | {"WRITE"},
    "DELEGATION_TOKEN": _ALWAYS,
}


def impossible(acl: Mapping[str, Any]) -> Iterator[str]:
    """Why an ACL can never match anything, with the right spelling."""
    principal = acl.get("principal") or ""
    if principal.endswith(":"):
        yield f"principal {principal!r} names nobody: give an account's name or id, or User:* for everybody"
    name, prefixed = acl.get("resource_name"), acl.get("pattern_type") == "PREFIXED"
    if prefixed and name == "*":
        yield (
            "resource_name '*' with pattern_type PREFIXED means names that begin with a star. For all names use "
            "LITERAL '*'"
        )
    elif acl.get("resource_type") == "TOPIC" and name and name != "*":
        yield from _no_topic(name, prefixed)
    host = acl.get("host")
    if host and host != "*" and _address(host) is None:
        yield (
            f"host {host!r} is not an IP address: the broker compares it to the letter with the client's address, so "
            "names, networks and patterns match nobody. Give an address, or '*' for all"
        )


def _no_topic(name: str, prefixed: bool) -> Iterator[str]:
    """Why no topic has this name, or a name that begins so."""
    begins = "can have a name that begins with" if prefixed else "can be called"
    if len(name) > LONGEST:
        yield f"resource_name has {len(name)} characters, and no topic has more than {LONGEST}: {name[:40]!r}..."
        return
    if name in (".", "..") and not prefixed:
        yield f"no topic {begins} {name!r}"
        return
    if _LEGAL.fullmatch(name):
        return
    if "*" not in name:
        yield f"no topic {begins} {name!r}: topics are named with letters, digits, '.', '_' and '-'"
        return
    start = name.rstrip("*")
    if start and _LEGAL.fullmatch(start):
        right = (
            f"for all topics whose names begin with {start!r} give resource_name {start!r} with pattern_type PREFIXED"
        )
    else:
        right = "Kafka knows whole names (LITERAL), beginnings of names (PREFIXED), and '*' alone (LITERAL) for all"
    yield f"no topic {begins} {name!r}, for '*' is no wildcard in a name: {right}"


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def doubts(acl: Mapping[str, Any]) -> Iterator[str]:
    """What looks like a mistake in an ACL that may match something all the same."""
    kind, name = acl["resource_type"], acl["resource_name"]
    if kind not in ("TOPIC", "CLUSTER") and "*" in name and name != "*":
        start = name.rstrip("*")
        yield f"'*' is no wildcard in resource_name {name!r}, which means exactly this name" + (
            f"; for all names that begin with {start!r} give {start!r} with pattern_type PREFIXED"
            if start and "*" not in start
            else ""
        )
    if acl["operation"] not in _OPERATIONS[kind]:
        yield (
            f"Kafka asks for {acl['operation']} on no resource of type {kind}; there are "
            f"{', '.join(sorted(_OPERATIONS[kind]))}"
        )
    address = None if acl["host"] == "*" else _address(acl["host"])
    if isinstance(address, ipaddress.IPv6Address):
        spelt = ":".join(format(int(part, 16), "x") for part in address.exploded.split(":"))
        if spelt != acl["host"]:
            yield f"the broker knows the address {acl['host']} as {spelt}, and compares to the letter"


def suspicious(principal: str) -> str | None:
    """What stands behind `User:`, where that is no id of anybody and no number: perhaps a name."""
    kind, _colon, who = principal.partition(":")
    return who if kind == "User" and not _IDS.fullmatch(who) else None
