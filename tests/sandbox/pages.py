# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists of the control plane: page_size, an opaque page_token inside a full ``next`` URL, and strict query parameters.

Source: API_MAP B.2 and the list operations of the OpenAPI documents (default 10, maximum 100). A page_token carries
the page size of the first request ("page_size counts only in the first request") and the last object seen, so that
objects that come and go between two pages neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import binascii
import bisect
import json
from collections.abc import Callable, Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from .errors import ApiError
from .responses import json_response
from .state import JsonObject, State


def base_url(request: Request) -> str:
    """scheme://host as the client wrote it; every URL in an answer begins with it."""
    host = request.headers.get("host") or "127.0.0.1"
    return f"{request.scope.get('scheme', 'http')}://{host}"


def required_query(request: Request, name: str) -> str:
    """A query parameter that the operation needs; 400 without it."""
    value = request.query_params.get(name)
    if not value:
        raise ApiError(
            "control", 400, f"The query parameter '{name}' is required", "invalid_filter", source={"parameter": name}
        )
    return value


def filter_of(request: Request, name: str) -> str | None:
    """A query parameter that filters a list; one without a value (``spec.owner=``) is no filter."""
    return request.query_params.get(name) or None


def filters_of(request: Request, name: str) -> set[str]:
    """The values of a filter that takes several, separated by commas or given one by one."""
    given = ",".join(request.query_params.getlist(name)).split(",")
    return set(filter(None, given))


def list_response(
    request: Request,
    state: State,
    objects: Sequence[JsonObject],
    render: Callable[[JsonObject], JsonObject],
    *,
    api_version: str,
    kind: str,
    filters: Collection[str] = (),
    counted: bool = True,
) -> Response:
    """One page of ``objects`` (in the order of their sequence number ``n``), each given through ``render``.

    ``filters`` names the query parameters that the operation knows; any other is a 400 invalid_filter. Not ``counted``:
    the list tells neither its first page nor how many there are, as Flink's do.
    """
    known = {"page_size", "page_token", *filters}
    for name in request.query_params:
        if name not in known:
            detail = f"The '{kind.removesuffix('List')}' resource can't be filtered by '{name}'"
            raise ApiError("control", 400, detail, "invalid_filter", source={"parameter": name})
    after, size = _cursor(request, state)
    start = bisect.bisect_right(objects, after, key=lambda item: item["n"])
    page = objects[start : start + size]
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "page_token"]
    here = base_url(request) + request.scope["path"]
    told = {"first": _url(here, kept), "total_size": len(objects)}
    metadata: dict[str, Any] = told if counted else {"self": _url(here, kept)}
    if start + size < len(objects):
        token = base64.urlsafe_b64encode(json.dumps([page[-1]["n"], size]).encode()).decode().rstrip("=")
        metadata["next"] = _url(here, [*kept, ("page_token", token)])
    return json_response(
        {"api_version": api_version, "kind": kind, "metadata": metadata, "data": [render(item) for item in page]}
    )


def _url(here: str, query: list[tuple[str, str]]) -> str:
    return f"{here}?{urlencode(query)}" if query else here


def _cursor(request: Request, state: State) -> tuple[int, int]:
    """(last sequence number seen, page size) of this request."""
    size = _page_size(request, state)
    token = request.query_params.get("page_token")
    if not token:
        return 0, size
    try:
        after, first_size = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return int(after), int(first_size)
    except (ValueError, TypeError, binascii.Error) as exc:
        raise ApiError(
            "control", 400, "The page token is not valid", "invalid_page_token", source={"parameter": "page_token"}
        ) from exc


def _page_size(request: Request, state: State) -> int:
    text = request.query_params.get("page_size")
    if text is None:
        return state.settings.page_size_default
    if not text.isdecimal() or not 1 <= int(text) <= state.settings.page_size_max:
        detail = f"page_size must be a whole number from 1 to {state.settings.page_size_max}, not '{text}'"
        raise ApiError("control", 400, detail, "invalid_page_size", source={"parameter": "page_size"})
    return int(text)
