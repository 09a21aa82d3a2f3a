# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the control-plane kinds share: metadata, references, reading of bodies, lookups that answer 403."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from .. import auth
from ..errors import ApiError
from ..responses import json_object
from ..state import JsonObject, State

_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", dict: "object", list: "array"}


def stamps(state: State) -> JsonObject:
    """The fields that every stored object begins with: its place in lists and its times."""
    now = state.timestamp()
    return {"n": state.sequence(), "created_at": now, "updated_at": now}


def metadata(base: str, path: str, crn: str, item: JsonObject) -> JsonObject:
    """ObjectMeta: self, resource_name, created_at, updated_at."""
    return {
        "self": f"{base}{path}",
        "resource_name": crn,
        "created_at": item["created_at"],
        "updated_at": item["updated_at"],
    }


def reference(base: str, path: str, crn: str, ident: str, **more: str) -> JsonObject:
    """ObjectReference: id, related, resource_name and what else the kind shows."""
    return {"id": ident, **more, "related": f"{base}{path}", "resource_name": crn}


def invalid(pointer: str, detail: str, status: int = 400, code: str = "invalid_configuration") -> ApiError:
    """A validation error that points at the field of the body."""
    return ApiError("control", status, detail, code, source={"pointer": pointer})


async def read_body(request: Request) -> JsonObject:
    """The body as an object; 400 otherwise."""
    return await json_object(request, "control", "invalid_request_body")


def take(body: JsonObject, name: str, wanted: type, pointer: str = "", *, required: bool = False) -> Any:
    """body[name] if it is there and of the wanted type; None if it is absent or null; 400 otherwise."""
    value = body.get(name)
    where = f"{pointer}/{name}"
    if value is None:
        if required:
            raise invalid(where, f"The property '{where}' is required")
        return None
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise invalid(where, f"The property '{where}' did not match the following type: {_TYPES[wanted]}")
    if required and value == "":
        raise invalid(where, f"The property '{where}' must not be empty")
    return value


def name_of(body: JsonObject, pointer: str = "", *, required: bool = True, limit: int = 64) -> str | None:
    """display_name: not empty, not too long."""
    name = take(body, "display_name", str, pointer, required=required)
    if name is None:
        return None
    if not name.strip():
        raise invalid(f"{pointer}/display_name", "display_name must not be blank")
    if len(name) > limit:
        raise invalid(f"{pointer}/display_name", f"display_name must not be longer than {limit} characters", 422)
    return str(name)


def reference_id(body: JsonObject, name: str, pointer: str, *, required: bool) -> str | None:
    """The id inside a reference such as ``environment: {id: ...}``."""
    value = take(body, name, dict, pointer, required=required)
    return None if value is None else str(take(value, "id", str, f"{pointer}/{name}", required=True))


def find(table: dict[str, JsonObject], ident: str) -> JsonObject:
    """table[ident], or the 403 that the service gives for ids that it does not (any longer) know (API_MAP B.3)."""
    item = table.get(ident)
    if item is None:
        raise auth.forbidden()
    return item


def authorize(request: Request, state: State, operation: str, crn: str, credential: str = "cloud") -> auth.Principal:
    """The caller, who must be allowed the operation; 401 or 403 otherwise."""
    principal = auth.require(request, state, credential, credential)
    if not auth.allowed(state, principal, operation, crn):
        raise auth.forbidden(f"The principal '{principal.id}' is not allowed to do this on '{crn}'")
    return principal
