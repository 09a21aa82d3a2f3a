# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox's own API under /_sandbox: health, settings, reset, journal, state, faults, tokens, seeding. No
credentials.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from .errors import ApiError
from .state import State

if TYPE_CHECKING:
    from .app import Sandbox

Handler = Callable[[Request], Awaitable[Response]]
_MAX_MADE = 100  # how many of the made objects a seeding answer shows


def _plain(value: Any) -> Any:
    """JSON for what the tables hold: objects with to_json, dataclasses, sets, tuples as keys."""
    if hasattr(value, "to_json"):
        return _plain(value.to_json())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        if value and all(isinstance(key, tuple) for key in value):
            return [list(key) for key in value]
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return repr(value)


class _Ascii(JSONResponse):
    """JSON that also holds what is no valid text: half of a surrogate pair, which JSON can carry, and which tests
    send.
    """

    def render(self, content: Any) -> bytes:
        """All but ASCII escaped."""
        return json.dumps(content).encode("ascii")


def _error(message: str, status: int = 400) -> Response:
    return JSONResponse({"error": message}, status)


async def _body(request: Request) -> Any:
    raw = await request.body()
    return json.loads(raw) if raw else {}


def _guarded(handler: Handler) -> Handler:
    """Wrong input is a 400 with the reason."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except ApiError as exc:
            return _error(exc.message)
        except KeyError as exc:
            return _error(f"missing or unknown: {exc}")
        except (ValueError, TypeError, re.error) as exc:
            return _error(str(exc))

    return guarded


def _settings_routes(app: Sandbox) -> list[BaseRoute]:
    state: State = app.state

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok", "organization_id": state.settings.organization_id})

    async def get_settings(request: Request) -> Response:
        return JSONResponse(state.settings.to_json())

    async def patch_settings(request: Request) -> Response:
        state.settings.update(await _body(request))
        state.now()  # a new time_scale counts from here
        app.limits.reset()
        return JSONResponse(state.settings.to_json())

    async def reset(request: Request) -> Response:
        options = await _body(request)
        state.reset(keep_settings=bool(options.get("keep_settings", False)))
        app.journal.clear()
        app.faults.clear()
        app.limits.reset()
        return Response(status_code=204)

    async def advance(request: Request) -> Response:
        state.advance(float((await _body(request))["advance"]))
        await app.connections.settled(1.0, state)
        return JSONResponse({"now": state.now()})

    async def snapshot(request: Request) -> Response:
        app.snapshots[request.path_params["name"]] = state.now(), state.snapshot()
        return Response(status_code=204)

    async def restore(request: Request) -> Response:
        then, tables_then = app.snapshots[request.path_params["name"]]
        state.restore(tables_then)
        state.advance(then - state.now())  # what ends after a while, or comes about, does so as it did then
        app.journal.clear()
        app.faults.clear()
        app.limits.reset()
        return Response(status_code=204)

    def tables() -> dict[str, Any]:
        return {name: _plain(table) for name, table in state.objects().items()}

    async def dump(request: Request) -> Response:
        return _Ascii(tables())

    async def chapter(request: Request) -> Response:
        entries = app.journal.read()
        app.faults.clear()
        state.advance(float((await _body(request)).get("advance", 0)))
        await app.connections.settled(1.0, state)
        app.journal.clear()
        return _Ascii({"entries": entries, "state": tables()})

    return [
        Route("/_sandbox/health", health, methods=["GET"]),
        Route("/_sandbox/settings", get_settings, methods=["GET"]),
        Route("/_sandbox/settings", _guarded(patch_settings), methods=["PATCH"]),
        Route("/_sandbox/reset", _guarded(reset), methods=["POST"]),
        Route("/_sandbox/state", dump, methods=["GET"]),
        Route("/_sandbox/chapter", _guarded(chapter), methods=["POST"]),
        Route("/_sandbox/clock", _guarded(advance), methods=["POST"]),
        Route("/_sandbox/snapshots/{name}", _guarded(snapshot), methods=["PUT"]),
        Route("/_sandbox/snapshots/{name}/restore", _guarded(restore), methods=["POST"]),
    ]


def _journal_routes(app: Sandbox) -> list[BaseRoute]:
    async def read(request: Request) -> Response:
        query = request.query_params
        entries = app.journal.read(int(query.get("since", "0")), query.get("method"), query.get("path"))
        return _Ascii({"entries": entries, "last": app.journal.last})

    async def clear(request: Request) -> Response:
        app.journal.clear()
        return Response(status_code=204)

    async def add_fault(request: Request) -> Response:
        return JSONResponse({"id": app.faults.add(await _body(request)).id}, 201)

    async def list_faults(request: Request) -> Response:
        return JSONResponse({"faults": [rule.to_json() for rule in app.faults.rules.values()]})

    async def get_fault(request: Request) -> Response:
        return JSONResponse(app.faults.rules[request.path_params["id"]].to_json())

    async def delete_fault(request: Request) -> Response:
        del app.faults.rules[request.path_params["id"]]
        return Response(status_code=204)

    async def delete_faults(request: Request) -> Response:
        app.faults.clear()
        return Response(status_code=204)

    async def get_usage(request: Request) -> Response:
        return JSONResponse(app.usage.to_json())

    async def reset_usage(request: Request) -> Response:
        app.usage.reset()
        return Response(status_code=204)

    return [
        Route("/_sandbox/usage", get_usage, methods=["GET"]),
        Route("/_sandbox/usage", reset_usage, methods=["DELETE"]),
        Route("/_sandbox/journal", _guarded(read), methods=["GET"]),
        Route("/_sandbox/journal", clear, methods=["DELETE"]),
        Route("/_sandbox/faults", _guarded(add_fault), methods=["POST"]),
        Route("/_sandbox/faults", list_faults, methods=["GET"]),
        Route("/_sandbox/faults", delete_faults, methods=["DELETE"]),
        Route("/_sandbox/faults/{id}", _guarded(get_fault), methods=["GET"]),
        Route("/_sandbox/faults/{id}", _guarded(delete_fault), methods=["DELETE"]),
    ]


def _object_routes(app: Sandbox) -> list[BaseRoute]:
    state: State = app.state

    async def add_token(request: Request) -> Response:
        given = await _body(request)
        state.external_tokens[given["token"]] = {
            "identity_pool_id": given["identity_pool_id"],
            "principal": given["principal"].removeprefix("User:"),
        }
        return Response(status_code=204)

    async def add_objects(request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in state.seeders:
            return _error(f"no seeding of {kind!r}; known: {', '.join(sorted(state.seeders))}", 404)
        given = await _body(request)
        made: list[Any] = []
        for spec in given if isinstance(given, list) else [given]:
            made.extend(state.seeders[kind](spec))
        return JSONResponse({"count": len(made), "objects": _plain(made[:_MAX_MADE])}, 201)

    return [
        Route("/_sandbox/tokens", _guarded(add_token), methods=["POST"]),
        Route("/_sandbox/objects/{kind}", _guarded(add_objects), methods=["POST"]),
    ]


def routes(app: Sandbox) -> list[BaseRoute]:
    """All routes of the admin API."""
    return [*_settings_routes(app), *_journal_routes(app), *_object_routes(app)]
