# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All connectors of a cluster at once: one request gives settings, ids and states (API_MAP C.3). No I/O of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Object = dict[str, Any]


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
