# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The TCP connections, open and to come, so that a fault can cut one or have new ones refused for a while."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.types import Scope

from .state import State

_LOOK = 0.005  # real seconds between two looks at the sandbox's clock while connections are refused


def listening(host: str, port: int) -> socket.socket:
    """A socket for a server at this address (port 0: any free one). Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP explicitly: only then does asyncio switch Nagle's algorithm off, which costs 40 ms a request.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made


class Connections:
    """Transports by the client's address.

    ``listen`` and ``close``, given by whoever runs the server, open the port again and close it to new connections.
    """

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}
        self.listen: Callable[[], Awaitable[None]] | None = None
        self.close: Callable[[], Awaitable[None]] | None = None
        self._refusing: asyncio.Task[None] | None = None
        self._until = 0.0  # of the sandbox's clock
        self.made = 0  # since the start

    def protocol(self, base: type[Any]) -> type[Any]:
        """A uvicorn protocol class that registers its transports here."""
        connections = self

        class Registered(base):
            """uvicorn's protocol plus registration."""

            def connection_made(self, transport: asyncio.Transport) -> None:
                """Register, then go on as usual."""
                self._peer = transport.get_extra_info("peername")[:2]
                connections._open[self._peer] = transport
                connections.made += 1
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                """Forget, then go on as usual."""
                connections._open.pop(self._peer, None)
                super().connection_lost(exc)

        return Registered

    async def cut(self, scope: Scope) -> None:
        """Reset the connection of a request (RST, not FIN)."""
        transport = self._open.get(tuple(scope["client"]))
        if transport is None:
            return  # the client has gone already
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        await self._noticed()

    async def end(self, scope: Scope) -> None:
        """Close the connection of a request in order, after what was sent."""
        transport = self._open.get(tuple(scope["client"]))
        if transport is not None:
            transport.close()
            await self._noticed()

    @staticmethod
    async def _noticed() -> None:
        """Let the server notice the loss before the request's task ends."""
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def refuse(self, seconds: float, state: State) -> None:
        """Have the kernel refuse new connections for so many seconds of the sandbox's clock. Open ones stay."""
        if self.listen is None or self.close is None:
            raise RuntimeError("nobody has said how to open and close the port")
        until = self._until = state.now() + seconds
        await self.close()
        listen = self.listen

        async def reopen() -> None:
            while state.now() < until:
                await asyncio.sleep(_LOOK)
            await listen()

        self._refusing = asyncio.create_task(reopen())

    async def settled(self, seconds: float, state: State) -> None:
        """Wait for the port to be open again if it is due; at most so many real seconds."""
        if self._refusing is not None and state.now() >= self._until:
            await asyncio.wait({self._refusing}, timeout=seconds)
