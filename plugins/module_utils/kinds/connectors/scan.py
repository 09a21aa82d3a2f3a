# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connectors of a cluster, read all at once, where one request gives settings, ids and states (API_MAP C.3), or by
their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..._errors import ApiError
from ..._wire.http import Client, segment
from .config import addressable

Object = dict[str, Any]


@dataclass(frozen=True)
class Connectors:
    """Looks at the connectors of a cluster."""

    client: Client
    environment: str
    cluster: str

    def url(self, *steps: str) -> str:
        """A path below the cluster; each step is encoded."""
        base = f"/connect/v1/environments/{segment(self.environment)}/clusters/{segment(self.cluster)}"
        return "/".join([base, *(segment(step) for step in steps)])

    def all(self) -> dict[str, Object]:
        """Every connector that the list shows, by name: settings, ids and states in one request.

        It leaves out what the credential may not see, and what is so new that it has no status yet.
        """
        raw = self.client.get(self.url("connectors"), {"expand": "id,info,status"})
        return {name: self.from_api(name, entry) for name, entry in raw.items()}

    def alone(self, name: str) -> Object | None:
        """A connector by its name, without its id; None where there is none, or none can be asked for.

        Raises ApiError: a 403 does not say whether it is there.
        """
        if not addressable(name):
            return None
        info = self._unless_missing("connectors", name)
        if info is None:
            return None
        return self.from_api(name, {"info": info, "status": self._unless_missing("connectors", name, "status")})

    def _unless_missing(self, *steps: str) -> Any:
        try:
            return self.client.get(self.url(*steps))
        except ApiError as error:
            if error.status != 404:
                raise
            return None

    def from_api(self, name: str, entry: Mapping[str, Any]) -> Object:
        """A connector from an entry of the expanded list, whose parts may be missing."""
        info, status = entry.get("info") or {}, entry.get("status") or {}
        return {
            "name": name,
            "id": (entry.get("id") or {}).get("id"),
            "environment": self.environment,
            "cluster": self.cluster,
            "type": info.get("type") or status.get("type"),
            "config": dict(info.get("config") or {}),
            "status": (status.get("connector") or {}).get("state"),
            "trace": (status.get("connector") or {}).get("trace") or None,
            "tasks": [dict(task) for task in status.get("tasks") or []],
            "_status": dict(status),
            "_held": info.get("config") or {},
        }


class ConnectorScan:
    """The connectors of a cluster by name."""

    def __init__(self, connectors: Mapping[str, Object]) -> None:
        self._connectors = connectors

    def find(self, wanted: Mapping[str, Any]) -> Object | None:
        """The actual connector of a wanted one."""
        return self._connectors.get(wanted["name"])

    def objects(self) -> Iterable[Object]:
        """Every connector."""
        return self._connectors.values()
