# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the parts of Stream Catalog share: who asks, bodies that are lists, results that may hold errors."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from .. import auth
from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State

PLANE = "schema_registry"


def error(status: int, message: str) -> ApiError:
    """An error answer of the catalog."""
    return ApiError(PLANE, status, message, status)


def refused(item: JsonObject, code: int, message: str) -> JsonObject:
    """One of several that was refused: what it is known by, with the error, in an answer whose status is good."""
    known: JsonObject = {key: item[key] for key in ("name", "typeName", "entityType", "entityName") if key in item}
    return {**known, "error": {"error_code": code, "message": message}}


class Call:
    """One request to the catalog of a registry, after a look at who asks, and whether the environment's package has
    what is asked for (``feature``; the setting ``catalog_essentials_lacks``)."""

    def __init__(self, state: State, request: Request, feature: str = "") -> None:
        self.state, self.request = state, request
        self.lsrc: str = request.path_params["lsrc"]
        self.principal = auth.require(request, state, PLANE, resource=self.lsrc)
        operation = "VIEW" if request.method == "GET" else "MANAGE_CATALOG"
        if not auth.allowed(state, self.principal, operation, state.schema_registry_crn(self.lsrc)):
            raise error(403, "User is denied operation on the catalog")
        self.environment: str = state.schema_registries[self.lsrc]["environment"]
        package = state.environments[self.environment]["package"]
        if package == "ESSENTIALS" and feature in state.settings.catalog_essentials_lacks.split(","):
            raise error(403, "Forbidden")

    def table(self, name: str) -> dict[str, JsonObject]:
        """What the registry has of one table."""
        return self.state.table(name).setdefault(self.lsrc, {})

    async def items(self) -> list[Any]:
        """The body, which has to be a list."""
        body = await self.body()
        if not isinstance(body, list):
            raise error(400, "The request body must be an array")
        return body

    async def body(self) -> Any:
        try:
            return json.loads(await self.request.body())
        except ValueError as exc:
            raise error(400, f"The request body is not valid JSON: {exc}") from exc

    def results(self, items: list[JsonObject]) -> Response:
        """In the order of the request, or with a setting in another: the document promises none."""
        return json_response(items[::-1] if self.state.settings.catalog_reversed else items)


def problem_of(item: Any, what: str, written: dict[str, type], own: set[str], known_by: str = "name") -> str | None:
    """Why something is no object of that kind: ``written`` can be sent, ``own`` is taken and ignored."""
    if not isinstance(item, dict) or not isinstance(item.get(known_by), str):
        return f"A {what} must be an object with a {known_by}"
    unknown = sorted(set(item) - set(written) - own)
    wrong = [key for key, kind in written.items() if item.get(key) is not None and not isinstance(item[key], kind)]
    return f"Cannot deserialize {what}: {', '.join(unknown or wrong)}" if unknown or wrong else None
