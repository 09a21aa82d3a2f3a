# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The journal of every request and answer. Writing is cheap: bodies stay bytes until somebody reads the entry."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any, TextIO

from .settings import Settings

_PRIVATE_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})


@dataclass
class Entry:
    """One exchange. ``status`` is the HTTP status, or "reset" when the connection was cut, or "none" when nothing was
    sent.
    """

    seq: int
    at: float
    plane: str
    method: str
    base: str
    path: str
    query: list[tuple[str, str]]
    credential: str | None
    raw_request_headers: list[tuple[bytes, bytes]]
    raw_request_body: bytes
    fault: str | None = None
    status: int | str = "none"
    raw_response_headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    raw_response_body: bytes = b""
    truncated: bool = False
    duration_ms: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The entry as the admin API and the journal file give it (SANDBOX contract)."""
        return {
            "seq": self.seq,
            "at": self.at,
            "plane": self.plane,
            "method": self.method,
            "base": self.base,
            "path": self.path,
            "query": [list(pair) for pair in self.query],
            "credential": self.credential,
            "request_headers": _headers(self.raw_request_headers),
            "request_body": _body(self.raw_request_body),
            "status": self.status,
            "response_headers": _headers(self.raw_response_headers),
            "response_body": None if self.truncated else _body(self.raw_response_body),
            "truncated": self.truncated,
            "fault": self.fault,
            "duration_ms": round(self.duration_ms, 3),
        }


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case, credentials left out."""
    decoded = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)
    return {name: value for name, value in decoded if name not in _PRIVATE_HEADERS}


def _body(raw: bytes) -> Any:
    if not raw:
        return None
    text = raw.decode("utf-8", errors="replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


class Journal:
    """A bounded list of entries, optionally copied to a file as JSON lines."""

    def __init__(self, settings: Settings, file: TextIO | None = None) -> None:
        self._settings = settings
        self._file = file
        self._entries: deque[Entry] = deque()
        self._bytes = 0
        self.last = self._cleared = 0

    def next_seq(self) -> int:
        """The number of the exchange that begins now (numbers go on after a clear)."""
        self.last += 1
        return self.last

    def append(self, entry: Entry) -> None:
        """Keep a finished exchange; drops the oldest beyond the limits.

        One that began before the last clear (an answer that dripped on) is written to the file only.
        """
        if entry.seq <= self._cleared:
            self._write(entry)
            return
        self._entries.append(entry)
        self._bytes += len(entry.raw_request_body) + len(entry.raw_response_body)
        while len(self._entries) > self._settings.journal_entries or (
            self._bytes > self._settings.journal_bytes and len(self._entries) > 1
        ):
            old = self._entries.popleft()
            self._bytes -= len(old.raw_request_body) + len(old.raw_response_body)
        self._write(entry)

    def _write(self, entry: Entry) -> None:
        if self._file is not None:
            self._file.write(json.dumps(entry.to_json(), ensure_ascii=False) + "\n")
            self._file.flush()

    def read(self, since: int = 0, method: str | None = None, path: str | None = None) -> list[dict[str, Any]]:
        """Entries after number ``since``, of one method, whose path holds the text ``path``."""
        return [
            entry.to_json()
            for entry in self._entries
            if entry.seq > since
            and (method is None or entry.method == method.upper())
            and (path is None or path in entry.path)
        ]

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()
        self._bytes = 0
        self._cleared = self.last
