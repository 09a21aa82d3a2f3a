# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An object store of a cloud provider, under /_storage: takes what was asked for by a presigned URL, piece by piece.

Each provider takes only its own way (API_MAP C, custom_connector_plugin; the providers' public documentation): AWS a
form by POST whose last field is the file, Azure and Google the file by PUT, Azure with the type of the blob. None takes
an Authorization header beside a presigned URL, nor anything after the URL expired. Of a file only its length and its
digest are kept.
"""

from __future__ import annotations

import hashlib
from email.message import Message as Mail
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Receive

from .state import JsonObject, State

KEPT = 1 << 16  # bytes of a body for the journal, and for the fields of a form before its file
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{}</Code><Message>{}</Message></Error>'


def boundary_of(headers: dict[str, str]) -> bytes:
    """The boundary of a form; b"" of what is none."""
    mail: Mail = Mail()
    mail["Content-Type"] = headers.get("content-type", "")
    found = mail.get_boundary() if mail.get_content_type() == "multipart/form-data" else None
    return (found or "").encode()


class Taken:
    """What came in a body: its length and beginning, and the length and digest of the file in it."""

    def __init__(self, boundary: bytes) -> None:
        self.end = b"\r\n--" + boundary + b"--\r\n" if boundary else b""
        self.length = self.size = 0
        self.begin = b""
        self.whole = True
        self.digest = hashlib.sha256()
        self._in_file = not boundary
        self._held = b""

    def feed(self, piece: bytes) -> None:
        """Take a piece of the body."""
        self.length += len(piece)
        if len(self.begin) < KEPT:
            self.begin += piece[:KEPT]
        if not self._in_file:
            field = self.begin.find(b'name="file"')
            start = self.begin.find(b"\r\n\r\n", field) if field >= 0 else -1
            if start < 0:
                return
            self._in_file, piece = True, self.begin[start + 4 :]
        self._held += piece
        sure = len(self._held) - len(self.end)
        if sure > 0:
            self.digest.update(self._held[:sure])
            self.size, self._held = self.size + sure, self._held[sure:]

    @property
    def ended(self) -> bool:
        """Whether the body is as long as it had to be, and ends as it has to."""
        return self.whole and self._in_file and self._held == self.end


async def take(receive: Receive, headers: dict[str, str]) -> Taken:
    """A body, read piece by piece until it ends or the client goes."""
    taken = Taken(boundary_of(headers))
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            taken.whole = False
            return taken
        taken.feed(message.get("body", b""))
        if not message.get("more_body"):
            return taken


def store(state: State, method: str, path: str, query: str, headers: dict[str, str], taken: Taken) -> tuple[int, str]:
    """Keep a file, if it came as its provider wants it: (status, body)."""
    fields = _fields(taken, headers) if taken.end else {}
    upload = next((one for one in state.table("uploads").values() if _fits(one, path, fields)), None)
    if upload is None:
        return 403, _XML.format("AccessDenied", "There is no upload of this name")
    cloud = upload["cloud"]
    if "authorization" in headers:
        return 400, _XML.format("InvalidArgument", "Only one auth mechanism allowed")
    if method != ("POST" if cloud == "AWS" else "PUT"):
        return 405, _XML.format("MethodNotAllowed", f"The specified method {method} is not allowed.")
    if state.now() > upload["expires"]:
        return _expired(cloud)
    signed = fields == upload["form"] if cloud == "AWS" else dict(parse_qsl(query)) == upload["query"]
    if not signed:
        return 403, _XML.format("AccessDenied", "The request signature does not match.")
    if cloud == "AZURE" and headers.get("x-ms-blob-type") != "BlockBlob":
        return 400, _XML.format("MissingRequiredHeader", "An HTTP header that's mandatory is not specified.")
    if not taken.ended:
        return 400, _XML.format("IncompleteBody", "The request body terminated unexpectedly.")
    upload["content"] = {"sha256": taken.digest.hexdigest(), "size": taken.size}
    return {"AWS": 204, "AZURE": 201, "GCP": 200}[cloud], ""


def _expired(cloud: str) -> tuple[int, str]:
    """How each provider says that a URL has expired."""
    return {
        "AWS": (403, _XML.format("AccessDenied", "Invalid according to Policy: Policy expired.")),
        "AZURE": (403, _XML.format("AuthenticationFailed", "Signature not valid in the specified time frame")),
        "GCP": (400, _XML.format("ExpiredToken", "The provided token has expired.")),
    }[cloud]


def _fields(taken: Taken, headers: dict[str, str]) -> dict[str, Any]:
    """The fields of a form before its file."""
    head = f"Content-Type: {headers['content-type']}\r\n\r\n".encode()
    parts = list(BytesParser(policy=HTTP).parsebytes(head + taken.begin).iter_parts())
    named = ((part.get_param("name", header="content-disposition"), part) for part in parts)
    return {str(name): str(part.get_content()).strip() for name, part in named if name != "file"}


def _fits(upload: JsonObject, path: str, fields: dict[str, Any]) -> bool:
    if upload["cloud"] == "AWS":
        return bool(path == "/aws/" and fields.get("key") == upload["form"]["key"])
    return bool(path == f"/{upload['cloud'].lower()}/{upload['key']}")
