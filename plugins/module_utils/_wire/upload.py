# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that go to the object storage of a cloud provider, by a presigned URL and with no credential of ours.

What a presigned URL looks like: flink-artifact-v1, cam-v1, ccpm-v1 and connect-custom-plugin-v1 (PresignedUrl). How
each provider wants it: API_MAP C, custom_connector_plugin. The file is read while it is sent.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlsplit

from .._errors import ApiError, ConfluentError, Refused
from .credentials import Anonymous
from .http import Client
from .transport import Transport

PIECE = 1 << 16  # bytes that are read at a time, at most
TOLD = 1 << 23  # bytes after which it is said how far an upload is
MEDIA = {".jar": "application/java-archive", ".zip": "application/zip"}
_SIGNED = ("sig", "token", "policy", "credential")  # in the names of what is as good as a password

# How providers say that a URL, or the connection, was too old: 400 with one of these codes. 403 is what the others say.
_TOO_OLD = ("ExpiredToken", "RequestTimeout")


@dataclass(frozen=True)
class Sent:
    """What was uploaded: the id by which what is made of it refers to it, and the SHA-256 of what was sent."""

    upload_id: str
    sha256: str


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
        self.digest = hashlib.sha256()
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
            self.digest.update(piece)
            sent = self._size - self._left
            if sent // TOLD > (sent - len(piece)) // TOLD:
                self._told(sent)
        else:
            piece, self._after = self._after[:size], self._after[size:]
        return piece


def renewable(error: ApiError) -> bool:
    """Whether an upload that failed so may succeed by another presigned URL: this one has expired, or no try by it came
    through in time.
    """
    words = f"{error.code} {error.detail}"
    return error.plane == "storage" and (error.status in (None, 401, 403) or any(code in words for code in _TOO_OLD))


def deliver(
    transport: Transport, presign: Callable[[], Mapping[str, Any]], path: str, told: Callable[[str], None]
) -> Sent:
    """Upload a file by a presigned URL that `presign` asks for: {upload_url, upload_id, ...}, see `upload`. What cannot
    be finished by one URL is begun anew with another one, once.
    """
    presigned = presign()
    try:
        return Sent(str(presigned["upload_id"]), upload(transport, presigned, path, told))
    except ApiError as error:
        if not renewable(error):
            raise
    told("the upload begins anew, by another URL")
    presigned = presign()
    return Sent(str(presigned["upload_id"]), upload(transport, presigned, path, told))


def upload(
    transport: Transport, presigned: Mapping[str, Any], path: str, told: Callable[[str], None] = lambda words: None
) -> str:
    """Send a file to where a presigned URL says, and as the provider wants it. Returns the SHA-256 of what was sent.

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
        return _send(transport, presigned, file, size, told)


def _send(
    transport: Transport, presigned: Mapping[str, Any], file: BinaryIO, size: int, told: Callable[[str], None]
) -> str:
    form = presigned.get("upload_form_data") or {}
    url = urlsplit(presigned["upload_url"])
    given = [*form.items(), *parse_qsl(url.query)]
    transport.secrets |= {
        str(value)
        for name, value in given
        if value and any(word in name.lower() for word in _SIGNED) and not name.lower().endswith("signedheaders")
    }
    client = Client(transport, "storage", f"{url.scheme}://{url.netloc}", Anonymous(), signature=url.query)
    name = os.path.basename(file.name)

    def tell(sent: int) -> None:
        told(f"{sent} of {size} bytes of {name} sent")

    before = after = b""
    bodies: list[Body] = []  # of each try; the last one is that which was taken

    def content() -> Body:
        bodies.append(Body(file, size, tell, before, after))
        return bodies[-1]

    if form:
        before, after, client.headers = _form_around(transport, form, name)
        client.request("POST", url.path or "/", content=content, repeatable=True)
    else:
        client.headers = {"Content-Type": _media(name)}
        if str(presigned.get("cloud")).upper() == "AZURE":
            client.headers = {**client.headers, "x-ms-blob-type": "BlockBlob"}
        client.request("PUT", url.path or "/", content=content)
    return bodies[-1].digest.hexdigest()


def _media(name: str) -> str:
    return MEDIA.get(os.path.splitext(name)[1].lower(), "application/octet-stream")


def _form_around(transport: Transport, form: Mapping[str, Any], name: str) -> tuple[bytes, bytes, dict[str, str]]:
    """What goes before and after the file in a form of which it is the last field, and the header that says so."""
    boundary = uuid.uuid4().hex
    fields = [*((key, str(value)) for key, value in form.items()), ("file", (name, b"", _media(name)))]
    whole, kind = transport.form(fields, boundary)
    after = f"\r\n--{boundary}--\r\n".encode()
    return whole.removesuffix(after), after, {"Content-Type": kind}
