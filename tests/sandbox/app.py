# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ASGI application: journal > latency > faults > rate limit > routing.

How planes are mounted (the modules under planes/, which are found by themselves):

* control plane and Connect: paths from the root, such as ``/org/v2/environments/{id}``;
* kafka: paths from ``/kafka/v3/...``, served under ``/_kafka/<lkc>``; ``request.path_params["lkc"]`` is the
  endpoint's cluster;
* schema_registry: paths from ``/subjects...``, served under ``/_sr/<lsrc>``, Stream Catalog (the same service) also
  under ``/_catalog/<lsrc>``; ``request.path_params["lsrc"]`` is the
  registry's id;
* flink: paths from ``/sql/v1/...``, served under ``/_flink/<cloud>.<region>``; ``request.path_params["flink_region"]``;
* ksql: paths from ``/ksql``, served under ``/_ksql/<lksqlc>``; ``request.path_params["lksqlc"]`` is the cluster's id;
* storage: paths below ``/_storage``, an object store for uploads (storage.py), whose bodies are never held as a whole.

Matching is done on the raw (still percent-encoded) path, and path parameters are decoded after it, so ``a%2Fb`` is
ONE segment. Bodies: ``await request.json()`` / ``await request.body()`` work as usual (the body is already read).
Raise ``errors.ApiError`` for error answers. Give responses as starlette Responses (``responses.json_response`` is the
quick one).
"""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any, TextIO
from urllib.parse import parse_qsl, unquote

from starlette.routing import BaseRoute, Match, Route, Router
from starlette.types import Message, Receive, Scope, Send

from . import admin, planes, seeds, storage
from .auth import parse_authorization
from .connections import Connections
from .disturbance import disturb
from .errors import ApiError
from .faults import Faults
from .journal import Entry, Journal
from .limits import RateLimiter
from .state import State
from .usage import Usage

_DATA_PLANES = {
    "_kafka": ("kafka", "lkc"),
    "_sr": ("schema_registry", "lsrc"),
    "_catalog": ("schema_registry", "lsrc"),
    "_flink": ("flink", "flink_region"),
    "_ksql": ("ksql", "lksqlc"),
}


class RawPathRoute(Route):
    """A Route that is matched on the raw path: parameters are decoded after matching."""

    plane = "control"

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As Route.matches, with decoded parameters."""
        match, child = super().matches(scope)
        if match is not Match.NONE:
            child["path_params"] = {
                name: unquote(value) if isinstance(value, str) else value
                for name, value in child["path_params"].items()
            }
        return match, child

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As Route.handle, but a wrong method is the plane's own error."""
        if self.methods and scope["method"] not in self.methods:
            raise ApiError(
                self.plane, 405, "HTTP 405 Method Not Allowed", headers={"Allow": ", ".join(sorted(self.methods))}
            )
        await self.app(scope, receive, send)


def _router(plane: str, routes: list[BaseRoute]) -> Router:
    raw: list[BaseRoute] = []
    for route in routes:
        if not isinstance(route, Route):
            raise TypeError(f"{plane}: only plain Routes can be mounted, not {route!r}")
        own = RawPathRoute(route.path, route.endpoint, methods=sorted(route.methods or {"GET"}))
        own.plane = plane
        raw.append(own)

    async def not_found(scope: Scope, receive: Receive, send: Send) -> None:
        raise ApiError(plane, 404, "HTTP 404 Not Found", 404 if plane not in ("control", "flink") else "not_found")

    return Router(raw, redirect_slashes=False, default=not_found)


class Sandbox:
    """The ASGI application with all that it holds: state, journal, faults, limits."""

    def __init__(self, state: State, journal_file: TextIO | None = None) -> None:
        self.state = state
        self.journal = Journal(state.settings, journal_file)
        self.faults = Faults()
        self.limits = RateLimiter(state.settings)
        self.connections = Connections()
        self.usage = Usage(self.journal, self.connections)
        self.snapshots: dict[str, tuple[float, dict[str, Any]]] = {}  # the clock, and every table
        self.routers = {plane: _router(plane, routes) for plane, routes in planes.routes(state).items()}
        self.admin = Router(admin.routes(self), redirect_slashes=False)
        seeds.install(state)
        state.reset(keep_settings=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            raise RuntimeError(f"only HTTP is served here, not {scope['type']}")
        raw_path = scope.get("raw_path", scope["path"].encode()).split(b"?")[0].decode("latin-1")
        if raw_path.startswith("/_sandbox"):
            await self.admin(scope, receive, send)
            return
        if raw_path.startswith("/_storage/"):
            scope["taken"] = await storage.take(receive, _decoded(scope["headers"]))
            body = scope["taken"].begin
        else:
            body = await _read_body(receive)
        exchange = Exchange(self, scope, raw_path, body, receive, send)
        await exchange.run()


def _decoded(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


async def _read_body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    parts = [body]
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
    return b"".join(parts)


class Exchange:
    """One request and its answer on its way through the layers."""

    def __init__(self, app: Sandbox, scope: Scope, raw_path: str, body: bytes, receive: Receive, send: Send) -> None:
        self.app = app
        self.scope = scope
        self.body: bytes | None = body
        self.receive_raw = receive
        self.send_raw = send
        self.started = time.perf_counter()
        self.extra_headers: dict[str, str] = {}
        self.kept: list[Message] | None = None
        self.done = False
        base, path, self.plane, self.params = classify(raw_path)
        headers = scope["headers"]
        authorization = next((v.decode("latin-1") for k, v in headers if k == b"authorization"), None)
        self.entry = Entry(
            seq=app.journal.next_seq(),
            at=time.time(),
            plane=self.plane,
            method=scope["method"],
            base=base,
            path=path,
            query=parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True),
            credential=parse_authorization(authorization)[0],
            raw_request_headers=headers,
            raw_request_body=body,
        )
        self.recorded: list[bytes] = []
        self.recorded_size = 0

    async def run(self) -> None:
        """Go through latency, faults, limits and routing, and write the journal."""
        state = self.app.state
        try:
            if state.settings.latency > 0:
                await asyncio.sleep(state.settings.latency)
            fault = self.app.faults.find(state, self.plane, self.entry.method, self.entry.path)
            if fault is not None:
                self.entry.fault = fault.id
                if await disturb(self, fault):
                    return
            await self._serve()
        except ApiError as error:
            await self._send_error(error)
        finally:
            # Also after a defect of the sandbox, which the server logs and answers with a bare 500.
            if not self.done:
                self._record()

    # What a fault may do to the exchange (disturbance.py)

    async def cut(self) -> None:
        """Reset the connection."""
        self.entry.status = "reset"
        self._record()
        await self.app.connections.cut(self.scope)

    async def hang(self) -> None:
        """Say nothing until the client has gone."""
        self._record()
        while (await self.receive_raw())["type"] != "http.disconnect":
            pass

    async def captured(self) -> list[Message]:
        """Serve the request and keep the answer back: its messages."""
        self.kept = []
        try:
            await self._serve()
        except ApiError as error:
            await self._send_error(error)
        messages, self.kept = self.kept, None
        return messages

    async def send_half(self, status: int, body: bytes, content_type: str, headers: dict[str, str]) -> None:
        """Announce the whole body, send half of it, and close the connection."""
        self.extra_headers.update(headers)
        await self.send(_start(status, len(body), content_type))
        await self.send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        self._record()
        await self.app.connections.end(self.scope)

    async def drip(
        self, status: int, body: bytes, content_type: str, headers: dict[str, str], pause: float, size: int
    ) -> None:
        """Send the body in pieces of this size with a pause before each."""
        self.extra_headers.update(headers)
        await self.send(_start(status, len(body), content_type))
        for begin in range(0, len(body), size):
            await asyncio.sleep(pause)
            piece = {"type": "http.response.body", "body": body[begin : begin + size], "more_body": True}
            await self.send(piece)
        await self.send({"type": "http.response.body", "body": b""})

    async def send_simple(self, status: int, body: bytes, content_type: str, headers: dict[str, str]) -> None:
        """Answer with this, in one piece."""
        self.extra_headers.update(headers)
        await self.send(_start(status, len(body), content_type))
        await self.send({"type": "http.response.body", "body": body})

    async def _serve(self) -> None:
        self.extra_headers.update(self.app.limits.take(self.plane, self.entry.credential or "anonymous"))
        if self.plane == "schema_registry" and not self._registry_is_up():
            raise ApiError(self.plane, 404, "HTTP 404 Not Found", 404)
        if self.plane == "storage":
            query, headers = self.scope["query_string"].decode("latin-1"), _decoded(self.scope["headers"])
            asked = (self.entry.method, self.entry.path, query, headers, self.scope["taken"])
            status, text = storage.store(self.app.state, *asked)
            await self.send_simple(status, text.encode(), "application/xml", {})
            return
        scope = dict(self.scope)
        scope["path"] = self.entry.path
        scope["root_path"] = ""
        scope["path_params"] = self.params
        await self.app.routers[self.plane](scope, self._receive, self.send)

    def _registry_is_up(self) -> bool:
        """A registry that is still being provisioned has no endpoint."""
        registry = self.app.state.schema_registries.get(self.params["lsrc"])
        return registry is not None and registry["ready_at"] <= self.app.state.now()

    async def _receive(self) -> Message:
        """The body once; after it only the client's disconnect can come (streamed answers wait for that)."""
        if self.body is None:
            return await self.receive_raw()
        body, self.body = self.body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Pass a message of the answer on, and write the journal with the last one."""
        if self.kept is not None:
            self.kept.append(message)
            return
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *self._own_headers()]
            self.entry.status = message["status"]
            self.entry.raw_response_headers = message["headers"]
        elif message["type"] == "http.response.body":
            self._remember(message.get("body", b""))
            if not message.get("more_body"):
                # Before the last byte leaves, so that who has the answer finds it in the journal.
                self._record()
        await self.send_raw(message)

    def _own_headers(self) -> list[tuple[bytes, bytes]]:
        own = {"X-Request-Id": uuid.uuid4().hex, **self.extra_headers}
        return [(name.lower().encode(), value.encode("latin-1")) for name, value in own.items()]

    def _remember(self, chunk: bytes) -> None:
        self.recorded_size += len(chunk)
        if self.recorded_size > self.app.state.settings.journal_body_max:
            self.entry.truncated = True
            self.recorded = []
        else:
            self.recorded.append(chunk)

    def _record(self) -> None:
        self.done = True
        self.entry.raw_response_body = b"".join(self.recorded)
        self.entry.duration_ms = (time.perf_counter() - self.started) * 1000
        self.app.journal.append(self.entry)

    async def _send_error(self, error: ApiError) -> None:
        if self.entry.status != "none":
            await self.cut()
            return
        body, content_type = error.body()
        await self.send_simple(error.status, body, content_type, error.headers)


def _start(status: int, length: int, content_type: str) -> Message:
    raw = [(b"content-length", str(length).encode())]
    if length:
        raw.append((b"content-type", content_type.encode()))
    return {"type": "http.response.start", "status": status, "headers": raw}


def classify(raw_path: str) -> tuple[str, str, str, dict[str, Any]]:
    """(prefix, path without it, plane, path parameters that come from the prefix)."""
    first = raw_path.split("/", 3)[1:]
    if first and first[0] in _DATA_PLANES and len(first) > 1:
        plane, name = _DATA_PLANES[first[0]]
        base = f"/{first[0]}/{first[1]}"
        return base, raw_path[len(base) :] or "/", plane, {name: first[1]}
    if raw_path.startswith("/_storage/"):
        return "/_storage", raw_path[len("/_storage") :], "storage", {}
    if raw_path.startswith("/connect/v1/environments/"):
        return "", raw_path, "connect", {}
    if raw_path.startswith("/sts/"):
        return "", raw_path, "sts", {}
    return "", raw_path, "control", {}
