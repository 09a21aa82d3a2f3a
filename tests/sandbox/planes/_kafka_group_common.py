# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Groups of a cluster, of whichever protocol: which of them a caller may see, and how they are shown."""

from __future__ import annotations

import zlib
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from .. import auth
from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject
from ._kafka_common import Caller, crn_of

CLASSIC, CONSUMER, SHARE, STREAMS, CONNECT = "classic", "consumer", "share", "streams", "connect"


def lacking(message: str = "HTTP 404 Not Found") -> ApiError:
    return ApiError("kafka", 404, message, 404)


def _may(caller: Caller, name: str) -> bool:
    crn = f"{caller.state.cluster_crn(caller.lkc)}/kafka={caller.lkc}/group={quote(name, safe='')}"
    return any(auth.allowed(caller.state, caller.principal, operation, crn) for operation in ("DESCRIBE", "READ"))


def groups_of(caller: Caller, *protocols: str) -> list[JsonObject]:
    """The groups of these protocols that the caller may see, in an order that says nothing."""
    held = caller.state.groups.get(caller.lkc, {}).values()
    found = [item for item in held if item["protocol"] in protocols and _may(caller, item["name"])]
    return sorted(found, key=lambda item: zlib.crc32(item["name"].encode()))


def group_of(caller: Caller, name: str, *protocols: str, missing: str = "HTTP 404 Not Found") -> JsonObject:
    """A group of one of these protocols; 403, 404, and of another protocol 500."""
    if not _may(caller, name):
        raise ApiError("kafka", 403, "Group authorization failed.", 40301)
    item = caller.state.groups.get(caller.lkc, {}).get(name)
    if item is not None and item["protocol"] == CONNECT and CLASSIC in protocols:
        raise ApiError("kafka", 500, "Internal Server Error", 500)
    if item is None or item["protocol"] not in protocols:
        raise lacking(missing)
    return item


def rendered(caller: Caller, kind: str, path: str, names: tuple[str, ...], **members: Any) -> JsonObject:
    metadata = {"self": f"{caller.url}/{path}", "resource_name": crn_of(caller.lkc, *names)}
    return {"kind": kind, "metadata": metadata, "cluster_id": caller.lkc, **members}


def listed(caller: Caller, kind: str, path: str, data: list[JsonObject]) -> Response:
    return json_response({"kind": kind, "metadata": {"self": f"{caller.url}/{path}", "next": None}, "data": data})


def related(caller: Caller, path: str) -> JsonObject:
    return {"related": f"{caller.url}/{path}"}


def state_of(item: JsonObject) -> str:
    return str(item["state"] or ("STABLE" if item["members"] else "EMPTY"))
