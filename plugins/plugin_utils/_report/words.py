# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page and the Markdown say alike: what was found, where it is, and whether that is sure. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .markup import plain

Data = Mapping[str, Any]
NOT_SURE = " (not sure: it may be hidden from this credential)"
PATTERNS = ("code", "name", "environment", "cluster")  # of an exception
STALE = "These exceptions left nothing out: they are out of date or mistyped, or what they are for was not looked at."


class Places:
    """Environments and clusters in words: by name, with the id where others have the same name."""

    def __init__(self, report: Data) -> None:
        environments = report["environments"]
        self._environments = Counter(_seen(one["name"]) for one in environments)
        self._clusters = Counter(
            (one["id"], _seen(cluster["name"])) for one in environments for cluster in one["clusters"] or ()
        )

    def where(self, one: Data) -> str:
        """The environment and the cluster of what was found; "organization" where it is in none."""
        return " / ".join(name for name in (self.environment(one), self._cluster(one)) if name) or "organization"

    def environment(self, one: Data) -> str:
        """The environment, or nothing."""
        name, identifier = one.get("environment_name"), one.get("environment")
        return _told(name, identifier, self._environments[_seen(name)])

    def _cluster(self, one: Data) -> str:
        name, identifier = one.get("cluster_name"), one.get("cluster")
        return _told(name, identifier, self._clusters[(one.get("environment"), _seen(name))])


def _seen(name: Any) -> str:
    """A name as it is seen: what cannot be shown looks alike."""
    return " ".join(plain(str(name)).split())


def _told(name: Any, identifier: Any, alike: int) -> str:
    if not name:
        return str(identifier or "")
    return f"{name} ({identifier})" if alike > 1 and identifier else str(name)


def named(finding: Data) -> str:
    """The name of what was found, with its id unless that is part of it."""
    known = str(finding["id"] or "").removeprefix("User:") in str(finding["name"])
    return str(finding["name"]) if known else f"{finding['name']} ({finding['id']})"


def detail(finding: Data) -> str:
    """What was found, and whether it is sure."""
    return f"{finding['detail']}{'' if finding['certain'] else NOT_SURE}"


def resource(costs: Data) -> str:
    """What costs something, with its id."""
    if not costs["resource"]:
        return "of no resource"
    return f"{costs['resource_name']} ({costs['resource']})" if costs["resource_name"] else str(costs["resource"])


def stale(report: Data) -> Iterator[list[Any]]:
    """The exceptions that fit nothing, as rows of their patterns and the reason."""
    for one in report.get("exceptions_without_findings") or ():
        yield [*(one[pattern] for pattern in PATTERNS), one["reason"]]
