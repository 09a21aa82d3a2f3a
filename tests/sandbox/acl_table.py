# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ACLs of one cluster, found by resource type and principal: permissions are asked at every request, and a walk
over 10,000 ACLs would take four times as long as the rest of it.
"""

from __future__ import annotations

from collections.abc import Iterable

# resource_type, resource_name, pattern_type, principal, host, operation, permission
Acl = tuple[str, str, str, str, str, str, str]


class AclTable(dict[Acl, None]):
    """ACLs in the order in which they were made, each once. Only ``add`` and ``remove`` change it."""

    def __init__(self) -> None:
        super().__init__()
        self.denials: set[Acl] = set()
        self._index: dict[tuple[str, str], dict[Acl, None]] = {}

    def add(self, acls: Iterable[Acl]) -> None:
        """Put ACLs in; those that are there already stay as they are."""
        for acl in acls:
            self[acl] = None
            self._index.setdefault((acl[0], acl[3]), {})[acl] = None
            if acl[6] == "DENY":
                self.denials.add(acl)

    def remove(self, acls: Iterable[Acl]) -> None:
        """Take ACLs out; KeyError for one that is not there."""
        for acl in acls:
            del self[acl]
            del self._index[acl[0], acl[3]][acl]
            self.denials.discard(acl)

    def of(self, resource_type: str, principal: str) -> Iterable[Acl]:
        """The ACLs on this type of resource for this principal (``User:sa-...`` or ``User:*``)."""
        return self._index.get((resource_type, principal), ())
