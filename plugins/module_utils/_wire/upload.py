# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that go to the object storage of a cloud provider, by a presigned URL and with no credential of ours.

What a presigned URL looks like: flink-artifact-v1, cam-v1, ccpm-v1 and connect-custom-plugin-v1 (PresignedUrl). How
each provider wants it: API_MAP C, custom_connector_plugin. The file is read while it is sent.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlsplit

from .._errors import ConfluentError, Refused
from .credentials import Anonymous
from .http import Client
from .transport import Transport

PIECE = 1 << 16  # bytes that are read at a time, at most
TOLD = 1 << 23  # bytes after which it is said how far an upload is
MEDIA = {".jar": "application/java-archive", ".zip": "application/zip"}
_SIGNED = ("sig", "token", "policy", "credential")  # in the names of what is as good as a password


class Changed(ConfluentError):
    """A file became shorter while it was sent."""


class Body:
    """A file between two texts, as one body of known length that is read once, piece by piece."""

    def __init__(
        self, file: BinaryIO, size: int, told: Callable[[int], None], before: bytes = b"", after: bytes = b""
    ) -> None:
        file.seek(0)
        self._file, self._size, self._told = file, size, told
        self._left = size
        self._before, self._after = before, after

    def __len__(self) -> int:
        return len(self._before) + self._left + len(self._after)

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(PIECE):
            yield piece

    def read(self, size: int = PIECE) -> bytes:
        """The next bytes, b"" at the end. Raises Changed where the file has become shorter."""
        if self._before:
            piece, self._before = self._before[:size], self._before[size:]
        elif self._left:
            piece = self._file.read(min(size, self._left))
            if not piece:
                raise Changed(f"The file {self._file.name} became shorter while it was uploaded. Run again.")
            self._left -= len(piece)
            sent = self._size - self._left
            if sent // TOLD > (sent - len(piece)) // TOLD:
                self._told(sent)
        else:
            piece, self._after = self._after[:size], self._after[size:]
        return piece


def upload(
    transport: Transport, presigned: Mapping[str, Any], path: str, told: Callable[[str], None] = lambda words: None
) -> None:
    """Send a file to where a presigned URL says, and as the provider wants it.

    `presigned`: {upload_url, cloud, upload_form_data}. With form data, as of AWS, the file is the last field of a form
    (POST); otherwise it is the body of a PUT, for AZURE as a block blob. Raises ApiError, Refused for a file that
    cannot be read or is empty, and Changed. A try that broke off is repeated: the same URL leads to the same object.
    """
    try:
        file = open(path, "rb")  # noqa: SIM115  closed below: what fails there is not the opening
    except OSError as error:
        raise Refused(f"the file {path} cannot be read: {error.strerror or error}") from error
    with file:
        size = os.fstat(file.fileno()).st_size
        if not size:
            raise Refused(f"the file {path} is empty")
        _send(transport, presigned, file, size, told)


def _send(
    transport: Transport, presigned: Mapping[str, Any], file: BinaryIO, size: int, told: Callable[[str], None]
) -> None:
    form = presigned.get("upload_form_data") or {}
    url = urlsplit(presigned["upload_url"])
    given = [*form.items(), *parse_qsl(url.query)]
    transport.secrets |= {
        str(value) for name, value in given if value and any(word in name.lower() for word in _SIGNED)
    }
    client = Client(transport, "storage", f"{url.scheme}://{url.netloc}", Anonymous(), signature=url.query)
    name = os.path.basename(file.name)

    def tell(sent: int) -> None:
        told(f"{sent} of {size} bytes of {name} sent")

    if form:
        before, after, client.headers = _form_around(transport, form, name)
        content = partial(Body, file, size, tell, before, after)
        client.request("POST", url.path or "/", content=content, repeatable=True)
        return
    client.headers = {"Content-Type": _media(name)}
    if str(presigned.get("cloud")).upper() == "AZURE":
        client.headers = {**client.headers, "x-ms-blob-type": "BlockBlob"}
    client.request("PUT", url.path or "/", content=partial(Body, file, size, tell))


def _media(name: str) -> str:
    return MEDIA.get(os.path.splitext(name)[1].lower(), "application/octet-stream")


def _form_around(transport: Transport, form: Mapping[str, Any], name: str) -> tuple[bytes, bytes, dict[str, str]]:
    """What goes before and after the file in a form of which it is the last field, and the header that says so."""
    boundary = uuid.uuid4().hex
    fields = [*((key, str(value)) for key, value in form.items()), ("file", (name, b"", _media(name)))]
    whole, kind = transport.form(fields, boundary)
    after = f"\r\n--{boundary}--\r\n".encode()
    return whole.removesuffix(after), after, {"Content-Type": kind}
