# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids to names, where a name says the same: for the data of an export."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import ConfluentError
from .._wire.cloud import Cloud
from .._wire.http import segment
from .._wire.references import ENVIRONMENTS, KAFKA_CLUSTERS, SERVICE_ACCOUNTS, Listed
from .export_told import Told, Whereabouts, reason_of

# What a principal begins with that is taken for an id or a principal of Kafka, and looked up in no list (_wire.cloud).
NO_NAMES = ("User:", "Group:", "u-", "pool-", "group-")


@dataclass(frozen=True)
class Table:
    """The objects of one list: names by ids, and how often each word is a name or an id in it."""

    names: Mapping[str, str]
    words: Mapping[str, int]
    denied: str = ""  # why it could not be read

    def name(self, identifier: str) -> str | None:
        """The name that means this object and no other; None where there is none."""
        found = self.names.get(identifier)
        return found if found and self.words[found] == 1 else None


class Names:
    """Names by ids, of lists that are read once."""

    def __init__(self, cloud: Cloud, told: Told) -> None:
        self._cloud = cloud
        self._told = told

    def table(self, listed: Listed, environment: str = "") -> Table:
        """The objects of a list; of a kind that is listed by environment those of this one."""
        query = {**dict(listed.query), **({"environment": environment} if listed.scoped and environment else {})}

        def read() -> Table:
            try:
                items = self._every(listed, query)
            except ConfluentError as error:
                return Table({}, {}, reason_of(error))
            names = {str(item["id"]): str(listed.name_of(item) or "") for item in items if item.get("id")}
            return Table(names, Counter([*names, *filter(None, names.values())]))

        found: Table = self._cloud.known.once(f"{listed.path} by id", tuple(sorted(query.items())), read)
        return found

    def _every(self, listed: Listed, query: Mapping[str, Any]) -> list[dict[str, Any]]:
        if listed.within is None:
            return self._cloud.listed(listed.path, query)
        parents = self._every(listed.within, dict(listed.within.query))
        paths = [listed.path.format(segment(parent["id"])) for parent in parents]
        return [item for path in paths for item in self._cloud.listed(path, query)]

    def of(self, listed: Listed, identifier: str, where: Whereabouts, environment: str = "") -> str:
        """The name by which an object can be referred to; its id, with a note, where there is none."""
        table = self.table(listed, environment)
        name = table.name(identifier)
        if name is not None and not (listed.unseen and like_an_id(listed.prefix, name)):
            return name
        if table.denied:
            why = f"its name could not be read: {table.denied}"
        elif identifier not in table.names:
            why = "none of that id is listed"
        elif not table.names[identifier]:
            why = "it has no name"
        else:
            why = f"its name {table.names[identifier]!r} means others, too, or is taken for an id"
        self._told.note(where, f"{listed.what} {identifier}", f"the id stays: {why}")
        return identifier

    def environment(self, identifier: str) -> str:
        """The name of an environment; its id where it has none that is known."""
        return self.table(ENVIRONMENTS).names.get(identifier) or identifier

    def cluster(self, identifier: str, environment: str) -> str | None:
        """The name of a Kafka cluster of an environment, None where another has the same, or it is of another one."""
        return self.table(KAFKA_CLUSTERS, environment).name(identifier)

    def account(self, identifier: str) -> str | None:
        """The name of a service account; None where there is none of that id, or its name would be taken for an id."""
        name = self.table(SERVICE_ACCOUNTS).name(identifier)
        return None if name is None or name.startswith(NO_NAMES) else name


def like_an_id(prefix: str, name: str) -> bool:
    """Whether a name is taken for an id without being looked for (_wire.references)."""
    rest = name[len(prefix) :]
    return bool(prefix) and name.startswith(prefix) and bool(re.fullmatch(r"[a-z0-9]*[0-9][a-z0-9]*", rest))
