# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers and request bodies, with as little work as possible per request."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from .errors import ApiError

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def json_response(content: Any, status: int = 200, media_type: str = "application/json") -> Response:
    """``content`` as compact JSON."""
    return Response(_encode(content).encode(), status, media_type=media_type)


def list_text(kind: str, url: str, data: str) -> Response:
    """A list of Kafka REST (kind, metadata, data) whose ``data``, comma-separated objects, are JSON text already."""
    head = _encode({"kind": kind, "metadata": {"self": url, "next": None}})
    return Response(f'{head[:-1]},"data":[{data}]}}'.encode(), media_type="application/json")


async def json_object(request: Request, plane: str, code: int | str | None = None) -> dict[str, Any]:
    """The request's body as a JSON object; an ApiError 400 in the plane's shape if it is none."""
    raw = await request.body()
    try:
        value = json.loads(raw)
    except ValueError as exc:
        raise ApiError(plane, 400, f"The request body is not valid JSON: {exc}", code) from exc
    if not isinstance(value, dict):
        raise ApiError(plane, 400, "The request body must be a JSON object", code)
    return value
