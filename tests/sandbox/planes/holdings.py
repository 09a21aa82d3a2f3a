# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an environment can hold besides Kafka clusters: networks. Lists only.

Source: networking-v1 document. Seeds make them (``networks``: environment, display_name, id); the API's other
operations are not imitated and answer 404.
"""

from __future__ import annotations

from collections.abc import Callable

from ..state import JsonObject, State
from ._members import Member
from ._row import Collection

_PLACE = {"cloud": "AWS", "region": "us-east-1"}
_COMMON = (
    Member("display_name", default=""),
    Member("environment", dict, required=True, fixed=True, refers="environments"),
)


def _plain(spec: JsonObject, status: JsonObject) -> Callable[[State, JsonObject], JsonObject]:
    """What a plain one looks like."""
    return lambda state, item: {"spec": dict(spec), "status": dict(status)}


def _filters(*names: str) -> dict[str, str]:
    return {name: name for name in names}


ROWS = (
    Collection(
        "networks",
        "/networking/v1/networks",
        "Network",
        "n",
        "network",
        _COMMON,
        methods=("LIST",),
        under="spec",
        environment=True,
        filters=_filters(
            "spec.display_name", "spec.cloud", "spec.region", "spec.connection_types", "spec.cidr", "status.phase"
        ),
        computed=_plain(
            {**_PLACE, "connection_types": ["PRIVATELINK"]},
            {
                "phase": "READY",
                "supported_connection_types": ["PRIVATELINK"],
                "active_connection_types": ["PRIVATELINK"],
            },
        ),
    ),
)
