# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a ksqlDB cluster says of itself: version, health, functions, topics, properties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.kind import Kind
from ..._declare.override import override
from ..._secrets.recognition import secret
from .differences import HIDDEN
from .kind import SCOPE, opened

SUBSETS = ("functions", "topics", "properties")


class KsqlServer(Kind):
    """The software of a ksqlDB cluster."""

    name = "ksql"
    plural = "ksql_servers"
    scope = SCOPE
    planes = ("ksql",)
    info_fields = (Field("subsets", type="list", elements="str", choices=SUBSETS),)

    @override
    def open(self) -> None:
        self.server = opened(self)

    @override
    def select(self) -> list[Object]:
        told = self.server.client.get("/info", holds=("KsqlServerInfo",))["KsqlServerInfo"]
        health = self.server.client.get("/healthcheck", holds=("isHealthy",))
        parts = health.get("details") or {}
        found: Object = {
            "version": told.get("version"),
            "service_id": told.get("ksqlServiceId"),
            "kafka_cluster": told.get("kafkaClusterId"),
            "status": told.get("serverStatus"),
            "healthy": bool(health["isHealthy"]),
            "unhealthy_parts": sorted(name for name, part in parts.items() if not (part or {}).get("isHealthy")),
            **dict.fromkeys(SUBSETS),
        }
        wanted = [name for name in SUBSETS if name in (self.options.get("subsets") or [])]
        if wanted:
            answers = self.server.lists([name.upper() for name in wanted])
            found.update((name, _READERS[name](answer)) for name, answer in zip(wanted, answers, strict=True))
        return [found]


def _functions(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = answer.get("functions") or []
    return [{"name": one.get("name"), "type": one.get("type"), "category": one.get("category")} for one in found]


def _topics(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = answer.get("topics") or []
    return [{"name": one.get("name"), "partitions": len(one.get("replicaInfo") or [])} for one in found]


def _properties(answer: Mapping[str, Any]) -> dict[str, Any]:
    """By their names; those that are secret by their name or by what they hold are hidden."""
    found = {str(one.get("name")): one.get("value") for one in answer.get("properties") or []}
    return {name: HIDDEN if value and secret(name, str(value)) else value for name, value in found.items()}


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "functions": _functions,
    "topics": _topics,
    "properties": _properties,
}
