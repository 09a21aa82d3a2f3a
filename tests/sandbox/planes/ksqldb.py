# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The data plane of ksqlDB clusters: ``/ksql``, ``/status``, ``/info``, ``/healthcheck``, ``/clusterStatus``.

Source: the documents of these endpoints in the open repository of ksqlDB (confluentinc/ksql), its error texts, and
answers of real servers. Reads are POSTs too. A command is done at once, or after ``ksql_command_delay``. Not imitated:
queries on tables and streams (``/query``, ``/query-stream``), records, statistics.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State
from ._ksql_cluster import Cluster, Refusal
from ._ksql_sql import Wrong, statements

PLANE = "ksql"


class Generic(ApiError):
    """An error that is not of a statement."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(PLANE, status, message, code)

    def payload(self) -> dict[str, Any]:
        """As ``KsqlErrorMessage``."""
        return {"@type": "generic_error", "error_code": self.code, "message": self.message}


class Call:
    """One request, after a look at who asks."""

    def __init__(self, state: State, request: Request) -> None:
        self.state, self.request = state, request
        self.id: str = request.path_params["lksqlc"]
        row = next((one for one in state.table("ksql_clusters").values() if one["id"] == self.id), None)
        if row is None or row["failed"] or state.now() < row["ready_at"]:
            raise Generic(404, 40400, "HTTP 404 Not Found")
        principal = auth.require(request, state, PLANE, resource=self.id)
        crn = f"{state.environment_crn(row['environment'])}/ksql={self.id}"
        if not auth.allowed(state, principal, "MANAGE_KSQL", crn):
            raise Generic(403, 40300, "You are forbidden from using this cluster.")
        self.cluster = Cluster(state, row)

    async def ksql(self) -> Response:
        """POST /ksql."""
        try:
            body = json.loads(await self.request.body())
            text, after = body["ksql"], body.get("commandSequenceNumber")
        except (ValueError, KeyError, TypeError) as exc:
            raise Generic(400, 40000, "Malformed JSON request") from exc
        if after is not None and self.cluster.unfinished(after):
            raise Generic(
                503,
                50301,
                "Timed out while waiting for a previous command to execute. command sequence number: "
                f"{after}. Timed out waiting for command.",
            )
        done: list[JsonObject] = []
        try:
            for read in statements(text, self.cluster.custom_types(), self.cluster.columns_of):
                done.append(self.cluster.carry_out(read, text, body.get("streamsProperties") or {}))
        except (Wrong, Refusal) as exc:
            answer = {
                "@type": "statement_error",
                "error_code": 40001,
                "message": str(exc),
                "statementText": text,
                "entities": done,
            }
            return json_response(answer, 400)
        return json_response(done)

    async def status(self) -> Response:
        """GET /status/{type}/{entity}/{action}."""
        path = "/".join(self.request.path_params[name] for name in ("type", "entity", "action"))
        found = self.cluster.status(path)
        if found is None:
            raise Generic(404, 40400, "Command not found")
        return json_response(found)

    async def info(self) -> Response:
        """GET /info."""
        told = {
            "version": "0.29.0",
            "kafkaClusterId": self.cluster.row["kafka_cluster"],
            "ksqlServiceId": f"pksqlc-{self.id.partition('-')[2]}",
            "serverStatus": "RUNNING",
        }
        return json_response({"KsqlServerInfo": told})

    async def health(self) -> Response:
        """GET /healthcheck."""
        names = ("metastore", "kafka", "commandRunner")
        return json_response(
            {"isHealthy": True, "details": {name: {"isHealthy": True} for name in names}, "serverState": "READY"}
        )

    async def cluster_status(self) -> Response:
        """GET /clusterStatus."""
        host = {"hostAlive": True, "lastStatusUpdateMs": 0, "activeStandbyPerQuery": {}, "hostStoreLags": {}}
        return json_response({"clusterStatus": {"ksqldb-0:8088": host}})


_ROUTES: tuple[tuple[str, str, str], ...] = (
    ("POST", "/ksql", "ksql"),
    ("GET", "/status/{type}/{entity}/{action}", "status"),
    ("GET", "/info", "info"),
    ("GET", "/healthcheck", "health"),
    ("GET", "/clusterStatus", "cluster_status"),
)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_ksql/<lksqlc>``."""

    def endpoint(name: str) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await getattr(Call(state, request), name)()

        return serve

    return [Route(path, endpoint(name), methods=[method]) for method, path, name in _ROUTES]
