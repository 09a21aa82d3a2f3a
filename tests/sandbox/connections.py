# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The open TCP connections, so that a fault can cut one: a client then sees a reset instead of an answer."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from starlette.types import Scope


class Connections:
    """Transports by the client's address."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self, base: type[Any]) -> type[Any]:
        """A uvicorn protocol class that registers its transports here."""
        connections = self

        class Registered(base):
            """uvicorn's protocol plus registration."""

            def connection_made(self, transport: asyncio.Transport) -> None:
                """Register, then go on as usual."""
                self._peer = transport.get_extra_info("peername")[:2]
                connections._open[self._peer] = transport
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                """Forget, then go on as usual."""
                connections._open.pop(self._peer, None)
                super().connection_lost(exc)

        return Registered

    async def cut(self, scope: Scope) -> None:
        """Reset the connection of a request (RST, not FIN)."""
        transport = self._open[tuple(scope["client"])]
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        # Let the server notice the loss before the request's task ends.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
