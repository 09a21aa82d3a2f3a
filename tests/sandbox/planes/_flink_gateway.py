# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One request to Flink's gateway of a region: who asks, where, and what all of its kinds share."""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..pages import base_url
from ..responses import json_object
from ..state import JsonObject, State

PLANE = "flink"
PATH = "/sql/v1/organizations/{organization_id}/environments/{environment_id}"
NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")


def wrong(status: int, detail: str, code: str, pointer: str = "") -> ApiError:
    """An error of the gateway."""
    return ApiError(PLANE, status, detail, code, source={"pointer": pointer} if pointer else None)


def uid_of(item: JsonObject) -> str:
    """The uid of an object, which is another one when it is made again."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{item['n']} {item['name']}"))


class Call:
    """One request, after authentication: a key opens one environment in one region."""

    def __init__(self, state: State, request: Request) -> None:
        self.state, self.request = state, request
        self.region: str = request.path_params["flink_region"]
        self.principal = auth.require(request, state, PLANE, resource=self.region)
        self.environment: str = request.path_params["environment_id"]
        self.name: str = request.path_params.get("name", "")
        key = state.api_keys.get(self.principal.key_id)
        if request.path_params["organization_id"] not in state.organizations:
            raise wrong(404, "The organization does not exist", "not_found")
        elsewhere = key is not None and key["resource_kind"] != "Global" and key["environment"] != self.environment
        if elsewhere or self.environment not in state.environments:
            raise wrong(403, f"The API key is not valid in the environment '{self.environment}'", "user_unauthorized")

    def demand(self, operation: str = "RUN_FLINK") -> None:
        """403 unless the caller may do it in the environment."""
        if not self.may(operation, self.state.environment_crn(self.environment)):
            detail = f"The principal '{self.principal.id}' is not authorized in '{self.environment}'"
            raise wrong(403, detail, "user_unauthorized")

    def may(self, operation: str, crn: str) -> bool:
        return auth.allowed(self.state, self.principal, operation, crn)

    def demand_assigner(self, principal: str) -> None:
        """Who runs something as another principal has to be its Assigner."""
        crn = f"{self.state.organization_crn}/service-account={principal}"
        if principal != self.principal.id and not self.may("ASSIGN", crn):
            raise wrong(403, f"'{self.principal.id}' may not act as '{principal}'", "user_unauthorized")

    async def body(self) -> JsonObject:
        return await json_object(self.request, PLANE, "invalid_request_body")

    def url(self, *steps: str) -> str:
        """The URL of something below the environment."""
        parts = (f"{base_url(self.request)}/_flink/{self.region}/sql/v1/organizations",)
        parts += (self.request.path_params["organization_id"], "environments", self.environment, *steps)
        return "/".join(parts)

    def key(self, *names: str) -> str:
        """What an object is kept by: names are unique in an environment and a region."""
        return "/".join((self.environment, self.region, *names))

    def here(self, item: JsonObject) -> bool:
        return bool(item["environment"] == self.environment and item["region"] == self.region)

    def pool(self, given: Any) -> str:
        """The compute pool that a body names; without one, a pool of this region."""
        cloud, _dot, region = self.region.partition(".")
        pools = [
            pool["id"]
            for pool in self.state.table("compute_pools").values()
            if (pool["environment"], pool["cloud"].lower(), pool["region"]) == (self.environment, cloud, region)
        ]
        if given in (None, ""):
            return pools[0] if pools else "lfcp-default"
        if given not in pools:
            detail = f"The compute pool '{given}' does not exist in this environment and region"
            raise wrong(400, detail, "invalid_configuration", "/spec/compute_pool_id")
        return str(given)

    def owner(self, given: Any) -> str:
        """The principal that a body names, which has to be there; without one, the caller."""
        if given in (None, ""):
            return self.principal.id
        if given.startswith("sa-") and given not in self.state.service_accounts:
            detail = f"The principal '{given}' does not exist"
            raise wrong(400, detail, "invalid_configuration", "/spec/principal")
        self.demand_assigner(given)
        return str(given)


Handler = Callable[[Call], Awaitable[Response]]


def mounted(state: State, table: tuple[tuple[str, str, Handler], ...]) -> list[BaseRoute]:
    """Routes of handlers, at paths below the environment."""

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await handler(Call(state, request))

        return serve

    return [Route(PATH + path, endpoint(handler), methods=[method]) for method, path, handler in table]
