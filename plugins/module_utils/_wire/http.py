# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP: retries under a deadline, the read-only guard of check mode, typed answers and errors.

A `Client` is one plane: a base URL, a credential and a way of reading error bodies; the connections are those of the
`Transport` that all planes of one run share. Retry policy: API_MAP B.4 and B.5.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlsplit

from .._advice import PAGE
from .._errors import ApiError, Refused, WriteInCheckMode
from .._planes import DATA, NAMES, OFFSET, PAGES, PLANES, SHARED_IDS, UNSIZED
from .._secrets.values import hidden
from .lists import by_offset, by_page
from .replies import (
    explain,
    holds_error,
    is_page,
    judged,
    judges,
    reason_of,
    refusal,
    seconds_to_wait,
    status_of,
    unpacked,
)
from .stream import Cut, objects
from .transport import Transport

REFUSED = "refused, in spite of the status"
READS = frozenset({"GET"})
# Sent again, these lead to the same state. POST is not among them: a repeated POST may make a second object.
REPEATABLE = frozenset({"GET", "PUT", "DELETE", "PATCH"})
# A host that this run has never reached is more likely misspelled or out of reach than restarting: given up sooner.
PATIENCE_WITH_STRANGERS = 20.0  # seconds
# A 500 that says the same so often is no passing fault any more: of what says something of its own, most likely the
# service's judgement of what it was asked (Connect and the data planes give such); of what says nothing, a fault that
# stays. A gateway's 502, 503 and 504 never judge.
ALIKE = 3
PATIENCE_WITH_JUDGEMENTS, PATIENCE_WITH_FAULTS = 15.0, 60.0  # seconds

Kept = TypeVar("Kept")


def patience(error: ApiError) -> float:
    """How many seconds an error is worth that came several times alike."""
    if error.status == 500:
        return PATIENCE_WITH_JUDGEMENTS if judges(error.detail) else PATIENCE_WITH_FAULTS
    # The login page of a network or a proxy stays until somebody logs in.
    return PATIENCE_WITH_JUDGEMENTS if error.status == 200 and PAGE in error.detail else math.inf


class Credential(Protocol):
    """What a client needs of a credential: headers for one request, and a label that may be shown."""

    label: str

    def headers(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Failure:
    """A try that failed: the error, whether another try is allowed, and how many seconds the service asked to wait."""

    error: ApiError
    again: bool
    hint: float | None = None


@dataclass(frozen=True)
class Answer:
    """A successful answer: status, headers (case-insensitive mapping) and the parsed JSON body (None when empty, or
    when the plane's answers are not read).
    """

    status: int
    headers: Mapping[str, str]
    body: Any


def segment(value: str) -> str:
    """A value as one path segment: everything but unreserved characters percent-encoded.

    Raises Refused for an empty value and for `.` and `..`: HTTP libraries and proxies resolve those away, encoded or
    not, so that the request would reach another object.
    """
    if value in ("", ".", ".."):
        raise Refused(f"{value!r} cannot be used as a name: it cannot be addressed in a URL")
    return quote(value, safe="")


class _HeaderAuth:
    """Adds the credential's headers. Passing any `auth` also keeps requests from reading ~/.netrc."""

    def __init__(self, credential: Credential) -> None:
        self._credential = credential

    def __call__(self, request: Any) -> Any:
        request.headers.update(self._credential.headers())
        return request


@dataclass
class Client:
    """One plane at one base URL with one credential.

    Paths are appended to `base_url` and must be encoded by `segment`.
    """

    transport: Transport
    plane: str
    base_url: str
    credential: Credential
    headers: Mapping[str, str] = field(default_factory=dict)
    grace_for_denials: bool = False  # data planes: see Transport.propagation_timeout
    told: Callable[[str], None] = lambda words: None  # how far a long list is read
    signature: str = ""  # the query string of a presigned URL, which no message shows
    patience: Callable[[ApiError], float] = patience  # another one where a 500 is no fault but an answer
    parsed: Callable[[str], Any] = json.loads  # of a body; another one where numbers are not to become floats

    def get(self, path: str, params: Any = None, holds: tuple[str, ...] = ()) -> Any:
        """The parsed body of a GET. With `holds` it must be an object with these members (ApiError otherwise)."""
        return self.holding("GET", path, self.request("GET", path, params=params).body, holds)

    def glance(self, path: str, params: Any = None) -> Any:
        """The parsed body of a GET that is only a help: tried once, and None where that fails, for whatever reason."""
        outcome = self._try("GET", path, params, None, self.headers, True, True)
        return outcome.body if isinstance(outcome, Answer) else None

    def holding(self, method: str, path: str, body: Any, holds: tuple[str, ...]) -> Any:
        """The body of a good answer, which must be an object with these members (ApiError otherwise)."""
        if holds and not (isinstance(body, dict) and all(name in body for name in holds)):
            raise self._error(method, path, 200, f"the answer has no {' and '.join(holds)}")
        return body

    def data(self, path: str, params: Any = None) -> list[dict[str, Any]]:
        """The objects of a list that comes in one piece (Kafka REST)."""
        return self._array(path, self.get(path, params, holds=("data",))["data"], dict)

    def listed(self, path: str, params: Mapping[str, Any] | None = None, shape: str = "") -> list[Any]:
        """All items of a list in the shape that the plane's lists have, or in another (`_planes`): objects, or names.

        Raises ApiError also for what is none.
        """
        shape = shape or PLANES[self.plane].lists
        if shape in (PAGES, SHARED_IDS, UNSIZED):
            return list(self.pages(path, params, shape != SHARED_IDS, shape != UNSIZED))
        if shape == DATA:
            return self.data(path, params)
        if shape == OFFSET:

            def page(path: str, query: Mapping[str, Any]) -> list[Any]:
                return self._array(path, self.get(path, query), (dict, str))

            return list(by_offset(page, path, params or {}, self.told))
        return self._array(path, self.get(path, params), str if shape == NAMES else dict)

    def _array(self, path: str, found: Any, of: type | tuple[type, ...], method: str = "GET") -> list[Any]:
        """What a list says, which must be an array of such items."""
        if not isinstance(found, list) or not all(isinstance(item, of) for item in found):
            raise self._error(method, path, 200, "the answer is not a list as documented")
        return found

    def post(self, path: str, body: Any, params: Any = None, reading: bool = False, repeatable: bool = False) -> Any:
        """The parsed body of a POST.

        `reading`: it changes nothing (look-up, validation), so check mode and retries allow it. `repeatable`: sent
        twice it has the same effect as once (setting values, creating an ACL), so retries allow it.
        """
        return self.request("POST", path, params=params, body=body, reading=reading, repeatable=repeatable).body

    def put(self, path: str, body: Any, params: Any = None, reading: bool = False) -> Any:
        """The parsed body of a PUT."""
        return self.request("PUT", path, params=params, body=body, reading=reading).body

    def patch(self, path: str, body: Any, params: Any = None) -> Any:
        """The parsed body of a PATCH."""
        return self.request("PATCH", path, params=params, body=body).body

    def delete(self, path: str, params: Any = None) -> Any:
        """The parsed body of a DELETE."""
        return self.request("DELETE", path, params=params).body

    def each(
        self, method: str, path: str, body: Any, params: Any = None, reading: bool = False
    ) -> list[tuple[dict[str, Any], ApiError | None]]:
        """The results of a write of several objects at once, in the service's order: what it says of an object, and
        with it the ApiError with which it refused that one and not the others.

        Fewer results, or none, where the answer does not say more. A write of which every object was refused is none.
        Raises ApiError for what is said of all. `reading`: it changes nothing, as for `post`.
        """
        answer = self.request(method, path, params=params, body=body, reading=reading, singly=True).body
        told = answer.get("data") if isinstance(answer, dict) else answer
        shown = [result for result in told if isinstance(result, dict)] if isinstance(told, list) else []
        results = [(result, self._refused(method, path, result, singly=True)) for result in shown]
        if not reading and (not results or not all(error for _result, error in results)):
            self.transport.statistics.count(writes=1)
        return results

    def _refused(self, method: str, path: str, *results: Any, singly: bool = False) -> ApiError | None:
        """The error with which any of these results were refused, None where none was. `singly`: its status is what its
        code begins with, as if this one had been asked for alone.
        """
        found = [refused for refused in map(refusal, results) if refused]
        if not found:
            return None
        code, words = found[0][0], "; ".join(said for _code, said in found)
        status = status_of(code) if singly else 200
        return self._error(method, path, status, words if status != 200 else f"{REFUSED}: {words}", code)

    def pages(
        self, path: str, params: Mapping[str, Any] | None = None, by_id: bool = True, sized: bool = True
    ) -> Iterator[dict[str, Any]]:
        """Every object of a paginated control-plane list (API_MAP B.2). `sized`: it may be asked how long pages are.

        A page that fails raises: never a short list.
        """
        return by_page(self.get, path, params or {}, self.told, partial(self._error, "GET", path, 200), by_id, sized)

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Any = None,
        body: Any = None,
        form: Any = None,
        content: Callable[[], Any] | None = None,
        reading: bool = False,
        repeatable: bool = False,
        singly: bool = False,
    ) -> Answer:
        """Send, retrying what may be retried, until an answer, a final error or the deadline.

        Retried: 429 always; connection failures and 5xx when repeating is harmless or the request surely never arrived.
        A 500 that stays the same is believed before the deadline (PATIENCE_WITH_JUDGEMENTS, PATIENCE_WITH_FAULTS).
        `content` makes a body that is read while it is sent, for each try anew. `singly`: the caller looks at each
        result of several, and counts the write; otherwise one that was refused, on a plane that says so in a 200, is an
        error of the whole.
        Raises ApiError; with `fate_unknown` when a POST may have been applied: the caller looks again
        (`_engine.writes`).
        """
        reading = reading or method in READS
        if self.transport.read_only and not reading:
            raise WriteInCheckMode(
                f"{method} {path} would write in check mode. This is a defect in the collection: please report it."
            )
        repeatable = repeatable or reading or method in REPEATABLE
        self.transport.statistics.count(attempts=not reading)
        encoded = form if body is None else json.dumps(body).encode()
        headers = {} if body is None else {"Content-Type": "application/json"}

        def attempt() -> Answer | Failure:
            data = encoded if content is None else content()
            return self._try(method, path, params, data, {**headers, **self.headers}, repeatable, reading)

        answer = self._tried(method, path, attempt)
        self.transport.statistics.count(writes=not (reading or singly))
        if PLANES[self.plane].error_in_200 and isinstance(answer.body, list) and not singly:
            refused = self._refused(method, path, *answer.body)
            if refused:
                raise refused
        return answer

    def scan(self, path: str, kept: Callable[[Iterator[dict[str, Any]]], Kept]) -> Kept:
        """What `kept` makes of the objects of a long list, which is read as a stream and never held as a whole.

        `kept` is called anew when the list breaks off and is read again. Raises ApiError like `request`.
        """

        def attempt() -> Answer | Failure:
            return self._try("GET", path, None, None, self.headers, True, True, lambda pieces: kept(objects(pieces)))

        made: Kept = self._tried("GET", path, attempt).body
        return made

    def _tried(self, method: str, path: str, attempt_once: Callable[[], Answer | Failure]) -> Answer:
        """The answer of the first try that succeeds; see `request`."""
        started = self.transport.clock()
        deadline = started + self.transport.retry_timeout
        # Each plane its own: a token is exchanged while the request that needs it has its turn.
        pace = self.transport.pace(f"{self.plane} {self.base_url}")
        attempt = alike = 0
        said: Any = None
        while True:
            attempt += 1
            with pace.turn():
                outcome = attempt_once()
            if isinstance(outcome, Answer):
                pace.served()
                return outcome
            error = outcome.error
            if error.status == 429:
                pace.refused(outcome.hint)
            if error.status is None and self.base_url not in self.transport.reached:
                deadline = min(deadline, started + PATIENCE_WITH_STRANGERS)
            alike = alike + 1 if (error.status, error.code, error.detail) == said else 1
            said = (error.status, error.code, error.detail)
            if alike >= ALIKE and outcome.hint is None:
                deadline = min(deadline, started + self.patience(error))
            denied = error.status in (401, 403) and self.grace_for_denials and self.transport.denial_may_pass()
            if (outcome.again or denied) and self.transport.backoff(attempt, 1.0 if denied else outcome.hint, deadline):
                continue
            if attempt > 1:
                told = (error.status, error.detail, error.code, error.request_id, error.fate_unknown)
                unfinished = error.unfinished
                error = self._error(method, path, *told, attempt, error.cause)
                error.unfinished = unfinished
            raise error

    def _try(
        self,
        method: str,
        path: str,
        params: Any,
        data: Any,
        headers: Mapping[str, str],
        repeatable: bool,
        reading: bool,
        stream: Callable[[Iterator[bytes]], Any] | None = None,
    ) -> Answer | Failure:
        """One try on the wire. With `stream` a successful body is what this makes of its pieces."""
        url = self.base_url.rstrip("/") + path + (f"?{self.signature}" if self.signature else "")
        arguments: dict[str, Any] = {"params": params, "headers": dict(headers), "auth": _HeaderAuth(self.credential)}
        if data is not None:
            arguments["data"] = data
        errors = self.transport.failures()
        try:
            response = self.transport.send(method, url, **arguments)
            self.transport.reached.add(self.base_url)
            pieces = self.transport.pieces(response)
            if stream and 200 <= response.status_code < 300:  # `ok` is true of redirects, too
                return self._streamed(path, response, stream, pieces)
            text = unpacked(b"".join(pieces)).decode("utf-8", "replace")
        except errors.SSLError as failure:
            words = f"the TLS certificate or handshake failed ({reason_of(failure)})"
            return Failure(self._error(method, path, None, words, cause="tls"), again=False)
        except (errors.InvalidURL, errors.InvalidSchema, errors.MissingSchema) as failure:
            words = f"the endpoint {self.base_url!r} is not a usable URL ({failure})"
            return Failure(self._error(method, path, None, words), again=False)
        except errors.RequestException as failure:
            never_sent = isinstance(failure, errors.ConnectTimeout) or "NewConnectionError" in repr(failure)
            harmless = repeatable or never_sent
            cause = "proxy" if isinstance(failure, errors.ProxyError) else None
            error = self._error(method, path, None, reason_of(failure), fate_unknown=not harmless, cause=cause)
            error.unfinished = isinstance(failure, errors.ReadTimeout)
            return Failure(error, harmless)
        return self._read(method, path, response, text, repeatable, reading)

    def _streamed(
        self, path: str, response: Any, stream: Callable[[Iterator[bytes]], Any], pieces: Iterator[bytes]
    ) -> Answer | Failure:
        """What is made of a successful answer while it arrives."""
        try:
            return Answer(response.status_code, response.headers, stream(pieces))
        except Cut as failure:
            words = f"the answer is not a list as documented: {failure}"
            request_id = response.headers.get("X-Request-Id")
            return Failure(self._error("GET", path, response.status_code, words, None, request_id), True)

    def _read(
        self, method: str, path: str, response: Any, text: str, repeatable: bool, reading: bool
    ) -> Answer | Failure:
        """What an HTTP answer means."""
        status = response.status_code
        request_id = response.headers.get("X-Request-Id")
        parsed, is_json = None, True
        if text.strip() and (PLANES[self.plane].answers or not 200 <= status < 300):
            try:
                parsed = self.parsed(text)
            except ValueError:
                is_json = False
        if reading and status == 200 and not text.strip():  # what only reads has nothing else to say
            words = "the answer is empty"
            return Failure(self._error(method, path, status, words, None, request_id), True)
        if 200 <= status < 300 and is_json and not (PLANES[self.plane].error_in_200 and holds_error(parsed)):
            return Answer(status, response.headers, parsed)
        if 200 <= status < 300 and is_json:
            code, detail = explain(parsed, text)
            return Failure(self._error(method, path, status, f"{REFUSED}: {detail}", code, request_id), False)
        if 200 <= status < 300:
            # Cut or garbled on the way: what was asked for may well have been done.
            words = "the answer is not valid JSON" + (f": {PAGE}" if is_page(text) else "")
            return Failure(self._error(method, path, status, words, None, request_id, not repeatable), repeatable)
        # Before it is cut to a length: half a secret is not found any more.
        code, detail = explain(parsed, hidden(text, self.transport.unshown()))
        hint = seconds_to_wait(response.headers)
        if status == 429:
            return Failure(self._error(method, path, status, detail, code, request_id), True, hint)
        transient = status >= 500 and status not in (501, 505) and not judged(self.plane, status, code, detail)
        error = self._error(method, path, status, detail, code, request_id, transient and not repeatable)
        error.unfinished = status == 504  # the gateway gave up, the service behind it perhaps not
        return Failure(error, transient and repeatable, hint)

    def _error(
        self,
        method: str,
        path: str,
        status: int | None,
        detail: str,
        code: str | int | None = None,
        request_id: str | None = None,
        fate_unknown: bool = False,
        attempts: int = 1,
        cause: str | None = None,
    ) -> ApiError:
        return ApiError(
            plane=self.plane,
            method=method,
            host=urlsplit(self.base_url).netloc or self.base_url,
            path=path,
            status=status,
            detail=detail,
            code=code,
            credential=self.credential.label,
            request_id=request_id,
            fate_unknown=fate_unknown,
            attempts=attempts,
            cause=cause,
            origin=getattr(self.credential, "origin", ""),
            account=getattr(self.credential, "account", ""),
        )
