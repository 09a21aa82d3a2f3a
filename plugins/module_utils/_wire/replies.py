# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What replies say besides their data: error bodies of every plane, when to come back, the next page. Pure."""

from __future__ import annotations

import html
import math
import re
import time
import zlib
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .._advice import PAGE

LONGEST_UNPACKED = 1 << 24  # bytes: an error is a few lines, and what unpacks to more is none


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """The service's own word on when to come back: `Retry-After` (seconds or a date) or `X-RateLimit-Reset` (relative
    seconds).
    """
    for name in ("Retry-After", "X-RateLimit-Reset"):
        value = (headers.get(name) or "").strip()
        if not value:
            continue
        try:
            seconds = float(value)
        except ValueError:
            pass
        else:
            if math.isfinite(seconds):
                return max(0.0, seconds)
            continue
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except (TypeError, ValueError):
            continue
    return None


def holds_error(body: Any) -> bool:
    """Whether an answer with a good status carries an error, as Connect's answer to a deletion may (API_MAP B.3)."""
    return isinstance(body, dict) and bool(body.get("error"))


def refusal(result: Any) -> tuple[str | int | None, str] | None:
    """Code and words with which one of several objects was refused, None where it was not: {"error": {...}} (Stream
    Catalog) or {"error_code": ..., "error_message": ...} (mirror topics).
    """
    if not isinstance(result, dict):
        return None
    error = result.get("error")
    if isinstance(error, dict) and error:
        return error.get("error_code") or error.get("code"), str(error.get("message") or error)
    if error:
        return None, str(error)
    if result.get("error_code"):
        return result["error_code"], str(result.get("error_message") or result.get("message") or "")
    return None


def status_of(code: Any) -> int:
    """The status that a code begins with (409 of 40901), with which an object was refused by itself; 200, the one that
    it came with, where the code says nothing of that.
    """
    found = re.match(r"[45][0-9]{2}", str(code))
    return int(found[0]) if found else 200


def unpacked(body: bytes) -> bytes:
    """A body as it was meant: some errors arrive compressed by gzip without a header that says so.

    No text begins like that. What cannot be unpacked is left as it is.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, LONGEST_UNPACKED)
    except zlib.error:
        return body


# Object storage answers with XML: S3, Azure Blob Storage and Google Cloud Storage all have these two in an <Error>.
_XML_ERROR = re.compile(r"<Error\b.*?<Code>(?P<code>.*?)</Code>.*?<Message>(?P<words>.*?)</Message>", re.S)


def is_page(text: str) -> bool:
    """Whether an answer is a web page (or any markup), which no API here gives."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "<"


def explain(body: Any, text: str) -> tuple[str | int | None, str]:
    """Code and words of an error body, of whichever plane (the shapes are in API_MAP B.3)."""
    if isinstance(body, dict):
        errors = body.get("errors")
        if isinstance(errors, list) and errors:
            items = [item for item in errors if isinstance(item, dict)]
            words = []
            for item in items:
                source = item.get("source")
                source = source if isinstance(source, dict) else {}
                where = source.get("pointer") or source.get("parameter")
                said = str(item.get("detail") or item.get("title") or item)
                words.append(f"{said} (at {where})" if where else said)
            return (items[0].get("code") if items else None), "; ".join(words)
        error = body.get("error")
        if isinstance(error, dict):
            details = error.get("details")
            said = str(error.get("message") or error)
            return error.get("code"), f"{said} ({details})" if details else said
        if isinstance(error, str) and error:
            return None, error
        if "error_code" in body or "message" in body:
            return body.get("error_code"), str(body.get("message") or "")
    said_in_xml = _XML_ERROR.search(text) if is_page(text) else None
    if said_in_xml:
        code, said = (" ".join(html.unescape(said_in_xml[part]).split()) for part in ("code", "words"))
        return code, f"{code}: {said}"[:500]
    if is_page(text):
        return None, PAGE
    return None, " ".join(text.split())[:500]


# Words by which Kafka Connect (4.3; facts/data-plane.md) says with a 500 that it judged what it was sent: the class is
# unknown or missing, a setting of a client has no such value.
_CONNECT_JUDGES = re.compile(
    r"Failed to find any class that implements|contains no connector type|\bBadRequestException\b|\bConfigException\b"
    r"|Invalid value .* for configuration|[Cc]onfiguration is invalid"
)


def connect_judges(plane: str, status: int | None, detail: str) -> bool:
    """Whether a 500 of Connect is its judgement of the input: nothing was done, and asked again it says the same."""
    return plane == "connect" and status == 500 and bool(_CONNECT_JUDGES.search(detail))


NO_KEY = "50070"  # Schema Registry (DEK registry): it could not use the key in the key management service


def judged(plane: str, status: int | None, code: Any, detail: str) -> bool:
    """Whether a 500 is a judgement of the input: of Connect, or of the DEK registry, which says so of a key that cannot
    be used (schema-registry-v1). Nothing was made.
    """
    return connect_judges(plane, status, detail) or (plane == "schema_registry" and str(code) == NO_KEY)


# How services say that something went wrong without saying what, or that it was not the request's fault: Schema
# Registry's 50001 to 50003 (backend data store, time-out, forwarding to the primary) among them.
_NO_JUDGEMENT = re.compile(
    r"internal (server )?error|server error|unexpected|unknown error|tim(ed|e)[ -]?out|try again|retr(y|ied)"
    r"|unavailable|forwarding|data ?store|leader|rebalanc|overload|too many|HTML page",
    re.IGNORECASE,
)


def judges(detail: str) -> bool:
    """Whether the words of a 500 say something of what was asked, and not merely that something went wrong."""
    return bool(detail.strip()) and not _NO_JUDGEMENT.search(detail)


def page_token(next_link: Any) -> str | None:
    """The `page_token` of `metadata.next`.

    Only the token is used, so a link cannot lead the credential to another host.
    """
    if not isinstance(next_link, str):
        return None
    tokens = parse_qs(urlsplit(next_link).query).get("page_token")
    return tokens[0] if tokens else None


class Seen:
    """What the pages of one list have held so far, by `identity` (hashable, of an item).

    A list whose pages bring nothing new is the same page for ever: a server that does not know the parameter by which
    it is to go on gives the first one again, with whatever link to a next one.
    """

    EMPTY = 50  # pages in a row; a service that filters its pages may give some without anything in them

    def __init__(self, identity: Callable[[Any], Hashable]) -> None:
        self._identity = identity
        self._known: set[Hashable] = set()
        self._empty = 0

    def new(self, page: Iterable[Any]) -> list[Any]:
        """The items of a page that none before it had: objects that are made meanwhile move others to the next page."""
        fresh = []
        for item in page:
            identity = self._identity(item)
            if identity not in self._known:
                self._known.add(identity)
                fresh.append(item)
        return fresh

    def repeats(self, page: Collection[Any], fresh: Collection[Any]) -> bool:
        """Whether this page, of which `fresh` was new, shows that the list never ends."""
        self._empty = 0 if page else self._empty + 1
        return self._empty > self.EMPTY if not page else not fresh


def reason_of(failure: BaseException) -> str:
    """The innermost cause in a word or two, without the URL (which may carry a proxy's password)."""
    cause: BaseException = failure
    for argument in failure.args:
        inner = getattr(argument, "reason", None) or (argument if isinstance(argument, BaseException) else None)
        if isinstance(inner, BaseException):
            cause = inner
    words = str(getattr(cause, "reason", None) or cause)
    words = words.split(": ", 1)[-1] if words.startswith("<") else words
    return f"{type(cause).__name__}: {words}" if "://" not in words else type(cause).__name__
