# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Command line: ``python -m tests.sandbox --port 8090``."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import os
import shlex
import signal
import socket
import sys
import tempfile
from pathlib import Path

import uvicorn

from .app import Sandbox
from .connections import Connections, listening
from .settings import Settings
from .state import State


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.sandbox", description="An imitation of Confluent Cloud for tests."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8090, help="port to listen on, 0 = any free one (default %(default)s)"
    )
    parser.add_argument("--port-file", type=Path, metavar="FILE", help="write the port here once requests are accepted")
    parser.add_argument("--journal-file", type=Path, metavar="FILE", help="append every exchange as one JSON line")
    parser.add_argument("--tls-certificate", type=Path, metavar="FILE", help="speak HTTPS with this certificate (PEM)")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key (PEM)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="set a setting (see tests/sandbox/README.md)"
    )
    parser.add_argument(
        "--exports", action="store_true", help="say where it listens as lines to copy into a terminal, not as JSON"
    )
    return parser.parse_args(argv)


def _settings(pairs: list[str]) -> Settings:
    settings = Settings()
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"--set {pair}: it is NAME=VALUE")
        settings.update({name: value})
    return settings


def _exports(ready: dict[str, str], certificate: Path | None) -> str:
    """What a terminal needs so that tasks talk to this sandbox."""
    variables = {
        "CONFLUENT_CLOUD_ENDPOINT": ready["endpoint"],
        "CONFLUENT_CLOUD_API_KEY": ready["cloud_api_key"],
        "CONFLUENT_CLOUD_API_SECRET": ready["cloud_api_secret"],
        "CONFLUENT_METRICS_ENDPOINT": ready["endpoint"],
    }
    if certificate is not None:
        variables["CONFLUENT_CA_PATH"] = str(certificate.resolve())
    lines = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    return "\n".join(
        ["# The sandbox listens until Ctrl-C. Copy this into the terminal in which you run Ansible:", *lines]
    )


def _write_atomically(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(name, path)


class _Server(uvicorn.Server):
    """uvicorn's server without its own signal handling: a signal ends it at once, with exit code 0."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        """Leave the signals to us."""
        yield


HANDED_OVER = 0.01  # seconds


def _steer(server: uvicorn.Server, connections: Connections, host: str, port: int) -> None:
    """Let faults close the server's port and open it again."""

    async def close() -> None:
        # What asyncio has accepted and not handed over yet when a server is closed, it forgets without closing it: the
        # client would wait for ever. So nothing new is accepted, that is handed over, and then the server is closed.
        loop = asyncio.get_running_loop()
        for one in server.servers:
            for listener in one.sockets:
                loop.remove_reader(listener.fileno())
        await asyncio.sleep(HANDED_OVER)
        for one in server.servers:
            one.close()

    async def listen() -> None:
        # As uvicorn's own startup does it.
        server.servers = [
            await asyncio.get_running_loop().create_server(
                lambda: server.config.http_protocol_class(  # type: ignore[call-arg]
                    config=server.config, server_state=server.server_state, app_state=server.lifespan.state
                ),
                sock=listening(host, port),
                ssl=server.config.ssl,
                backlog=server.config.backlog,
            )
        ]

    connections.close, connections.listen = close, listen


async def _serve(arguments: argparse.Namespace, app: Sandbox, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
        ssl_certfile=arguments.tls_certificate,
        ssl_keyfile=arguments.tls_key,
    )
    config.load()
    config.http_protocol_class = app.connections.protocol(config.http_protocol_class)
    server = _Server(config)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not task.done():
        await asyncio.sleep(0.002)
    _steer(server, app.connections, host, port)
    settings = app.state.settings
    ready = {
        "endpoint": f"{'https' if arguments.tls_certificate else 'http'}://{host}:{port}",
        "cloud_api_key": settings.cloud_api_key,
        "cloud_api_secret": settings.cloud_api_secret,
        "organization_id": settings.organization_id,
    }
    if arguments.port_file is not None:
        _write_atomically(arguments.port_file, str(port))
    print(_exports(ready, arguments.tls_certificate) if arguments.exports else json.dumps(ready), flush=True)
    waiter = asyncio.create_task(stopped.wait())
    await asyncio.wait({task, waiter}, return_when=asyncio.FIRST_COMPLETED)
    waiter.cancel()
    server.should_exit = True
    server.force_exit = True
    await task


def main(argv: list[str] | None = None) -> int:
    """Run the sandbox until SIGTERM or SIGINT; gives the exit code."""
    arguments = _arguments(argv)
    try:
        settings = _settings(arguments.set)
    except ValueError as exc:
        print(f"error: {exc}", file=sys.stderr)
        return 2
    try:
        listener = listening(arguments.host, arguments.port)
    except OSError as exc:
        print(f"error: cannot listen on {arguments.host}:{arguments.port}: {exc}", file=sys.stderr)
        return 1
    with contextlib.ExitStack() as stack:
        journal = None
        if arguments.journal_file is not None:
            journal = stack.enter_context(arguments.journal_file.open("a", encoding="utf-8"))
        app = Sandbox(State(settings), journal)
        # What is loaded now stays: keep the collector from walking it again and again.
        gc.freeze()
        asyncio.run(_serve(arguments, app, listener))
    return 0


if __name__ == "__main__":
    sys.exit(main())
