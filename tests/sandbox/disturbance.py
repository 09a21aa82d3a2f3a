# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carries a fault out on one exchange: kills, waits, cuts, answers instead of the service, or spoils its answer."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.types import Message

from .errors import ApiError
from .faults import Action, Fault
from .kill import kill_all

if TYPE_CHECKING:
    from .app import Exchange, Sandbox

_LOG = logging.getLogger("sandbox")
_PIECES = 20  # of an answer that drips
_PAGE = b"<html>\n<head><title>Sign in</title></head>\n<body><h1>Sign in to the network</h1></body>\n</html>\n"


async def disturb(exchange: Exchange, fault: Fault) -> bool:
    """Do what the rule says; True if nothing is left to do for the exchange."""
    action = fault.action
    if action.kill is not None:
        # Before anything is done: whatever the process did before this request is done, and this is not.
        kill_all(action.kill)
        await exchange.cut()
        return True
    for change in action.change:
        await _changed(exchange.app, change)
    if action.delay:
        await asyncio.sleep(action.delay)
    if action.refuse:
        await exchange.app.connections.refuse(action.refuse, exchange.app.state)
    if action.refuse or action.reset == "before":
        await exchange.cut()
        return True
    if action.hang == "before":
        await exchange.hang()
        return True
    if "after" in (action.reset, action.hang) or (action.status is not None and action.apply):
        await _applied(exchange)
        if action.status is None:
            await (exchange.cut() if action.reset else exchange.hang())
            return True
    if action.status is not None:
        await _instead(exchange, action, action.status)
        return True
    if action.stale and fault.past is not None:
        with exchange.app.state.seen_as(fault.past):
            messages = await exchange.captured()
        await _passed_on(exchange, messages)
        return True
    if action.answer is not None:
        await _spoiled(exchange, action.answer, await exchange.captured(), action.seconds)
        return True
    return False


async def _applied(exchange: Exchange) -> None:
    """Let the service do it and keep its answer back."""
    for message in await exchange.captured():
        if message["type"] == "http.response.start" and message["status"] >= 400:
            _LOG.info("applied under a fault, answered %s", message["status"])


async def _instead(exchange: Exchange, action: Action, status: int) -> None:
    if action.has_body:
        body, content_type = action.answer_body()
    elif status == 204:
        body, content_type = b"", ""
    else:
        body, content_type = ApiError(exchange.plane, status, "An injected fault").body()
    await exchange.send_simple(status, body, content_type, action.headers)


async def _passed_on(exchange: Exchange, messages: list[Message]) -> None:
    for message in messages:
        await exchange.send(message)


async def _spoiled(exchange: Exchange, how: str, messages: list[Message], seconds: float) -> None:
    """The true answer, spoiled. One that has no body is cut before its status, or given a body that is wrong."""
    status = messages[0]["status"]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    kept = {
        name.decode("latin-1"): value.decode("latin-1")
        for name, value in messages[0].get("headers", ())
        if name.lower() not in (b"content-length", b"content-type", b"x-request-id")
    }
    kind = next((v.decode() for k, v in messages[0].get("headers", ()) if k.lower() == b"content-type"), "")
    bodiless = status == 204 or not body
    if how == "drip":
        await exchange.drip(status, body, kind, kept, seconds / _PIECES, -(-len(body) // _PIECES) or 1)
    elif how == "cut" and bodiless:
        await exchange.cut()
    elif how == "cut":
        await exchange.send_half(status, body, kind, kept)
    elif how == "empty":
        await exchange.send_simple(status, b"", kind, kept)
    elif how == "untyped":
        await exchange.send_simple(status, body, "application/octet-stream", kept)
    else:
        wrong = _PAGE if how == "html" else body[: len(body) // 2] or b'{"'
        kind = "text/html" if how == "html" else kind or "application/json"
        await exchange.send_simple(200 if status == 204 else status, wrong, kind, kept)


async def _changed(app: Sandbox, change: dict[str, Any]) -> None:
    """Send a request through the application itself, as somebody else would: not journalled, not disturbed.

    Raises ApiError or RuntimeError when it is refused: a change that a test counts on has to happen.
    """
    from .app import classify

    key = change.get("key") or app.state.settings.cloud_api_key
    secret = change.get("secret") or app.state.settings.cloud_api_secret
    given = urlsplit(change["path"])
    _base, path, plane, params = classify(given.path)
    body = json.dumps(change["body"]).encode() if "body" in change else b""
    headers = [
        (b"authorization", b"Basic " + base64.b64encode(f"{key}:{secret}".encode())),
        (b"host", b"127.0.0.1"),
        (b"content-type", b"application/json"),
    ]
    scope = {
        "type": "http",
        "method": change["method"].upper(),
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": given.query.encode(),
        "headers": headers,
        "path_params": params,
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        if message.get("status", 200) >= 400:
            raise RuntimeError(f"the change {change['method']} {change['path']} was answered {message['status']}")

    await app.routers[plane](scope, receive, send)
