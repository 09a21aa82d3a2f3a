# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection pool that all planes of one run share, and its policies: time-outs, pauses, pace, counts.

The only file that imports `requests`.
"""

from __future__ import annotations

import copy
import random
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._secrets.values import spellings
from .._version import USER_AGENT
from .threads import Pace

try:
    import requests
    from urllib3.exceptions import HTTPError
    from urllib3.filepost import encode_multipart_formdata
except ImportError as missing:  # reported by _engine.run in Ansible's own words
    REQUESTS_MISSING: ImportError | None = missing
else:
    REQUESTS_MISSING = None

FIRST_BACKOFF, LONGEST_BACKOFF = 0.5, 30.0  # seconds
CONNECT_TIMEOUT = 10.0  # seconds
PIECE = 1 << 20  # bytes of an answer that are read at a time, at most


@dataclass
class Statistics:
    """What a run cost: `calls` sent (retries included), `retries`, `throttled_seconds` spent waiting for retries.

    `attempts` counts the writes that were begun, `writes` those of them that were answered with success.
    """

    calls: int = 0
    attempts: int = 0
    writes: int = 0
    retries: int = 0
    throttled_seconds: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    _own: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    def count(
        self, calls: int = 0, attempts: int = 0, writes: int = 0, retries: int = 0, throttled_seconds: float = 0.0
    ) -> None:
        """Add to the counts; several threads may."""
        with self._lock:
            self.calls += calls
            self.attempts += attempts
            self.writes += writes
            self.retries += retries
            self.throttled_seconds += throttled_seconds
        self._own.writes = self.own_writes() + writes

    def own_writes(self) -> int:
        """How many writes of this thread were answered with success: what is done to one item is done in one thread."""
        return int(getattr(self._own, "writes", 0))

    def result(self) -> dict[str, Any]:
        return {"calls": self.calls, "retries": self.retries, "throttled_seconds": round(self.throttled_seconds, 3)}


@dataclass
class Transport:
    """The connection pool and the policies that all planes share.

    `verify`: True, False or a CA bundle's path. `request_timeout`: seconds that one request may stay silent.
    `retry_timeout`: seconds that all tries of one request may take. `read_only`: refuse every request that is not a
    read (check mode). `concurrency`: threads that send at the same time. `propagation_timeout`: seconds from the start
    of the run during which the data planes' 401 and 403 count as "not there yet".
    """

    verify: bool | str = True
    proxy: str | None = None
    request_timeout: float = 60.0
    retry_timeout: float = 300.0
    propagation_timeout: float = 0.0
    read_only: bool = False
    concurrency: int = 1
    user_agent: str = USER_AGENT
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    statistics: Statistics = field(default_factory=Statistics)

    def __post_init__(self) -> None:
        self._started = self.clock()  # of the item, in a loop
        self._patient_until = self._started
        # What no words of an error may show: learned on the way (key files, answers, proxies), and stated by the task.
        self.secrets: set[str] = set()
        self.stated: frozenset[str] = frozenset()
        self._unshown: tuple[tuple[int, frozenset[str]], frozenset[str]] | None = None
        self.reached: set[str] = set()  # base URLs that have answered in this run
        self._paces: dict[str, Pace] = {}
        self._session = requests.Session()
        if self.concurrency > 1:
            adapter = requests.adapters.HTTPAdapter(pool_maxsize=self.concurrency)
            self._session.mount("https://", adapter)
            self._session.mount("http://", adapter)
        if not self.verify:  # said once, in words, by _declare.connection
            warnings.filterwarnings("ignore", message="Unverified HTTPS request")
        self._session.headers["User-Agent"] = self.user_agent
        self._latest: tuple[Any, Any] | None = None
        self._settings: dict[str, Mapping[str, Any]] = {}  # by scheme and host

    def pieces(self, response: Any) -> Iterator[bytes]:
        """The body of an answer as it arrives; raises what `send` raises.

        Time-outs of the library are for the silence between two pieces, and an answer that drips is never silent: it
        must have arrived within retry_timeout (and is given request_timeout in any case).
        """
        deadline = self.clock() + max(self.retry_timeout, self.request_timeout)
        read = getattr(getattr(response, "raw", None), "read1", None)
        if read is None:  # urllib3 1, which hands over whole answers, and half ones without a word
            content = response.content
            promised = "" if response.status_code in (204, 304) else response.headers.get("Content-Length", "")
            if promised.isdigit() and "Content-Encoding" not in response.headers and len(content) < int(promised):
                raise requests.exceptions.ChunkedEncodingError(f"{len(content)} of {promised} bytes have arrived")
            yield content
            return
        whole = False
        try:
            while piece := read(PIECE, decode_content=True):
                yield piece
                if self.clock() > deadline:
                    raise requests.exceptions.ReadTimeout("the answer was still arriving when its time was over")
            whole = True
        except HTTPError as error:
            raise requests.exceptions.ChunkedEncodingError(error) from error
        finally:
            if not whole:  # a connection whose answer has been read goes back to the pool by itself
                response.close()

    @staticmethod
    def failures() -> Any:
        """The exceptions of the HTTP library."""
        return requests.exceptions

    @staticmethod
    def form(fields: Sequence[tuple[str, Any]], boundary: str) -> tuple[bytes, str]:
        """A multipart form with these fields in their order, and its media type. A file: (name, bytes, media type)."""
        body, kind = encode_multipart_formdata(fields, boundary)
        return body, kind

    def begin(self) -> None:
        """The next item of a loop begins: with its own counts, and its own time for grants on their way."""
        self.statistics = Statistics()
        self._started = self.clock()

    def patient(self, seconds: float) -> Transport:
        """The same connections, counts and secrets, for requests that may stay silent for so many seconds."""
        other = copy.copy(self)
        other.request_timeout, other._latest, other._settings = seconds, None, {}
        return other

    def apart(self, verify: bool | str) -> Transport:
        """The same policies and secrets for a server that is none of the service's: with connections, counts and a
        trust of its own, and without the proxy that leads to the service.
        """
        other = Transport(verify, None, self.request_timeout, self.retry_timeout, sleep=self.sleep, clock=self.clock)
        other.secrets = self.secrets
        return other

    def unshown(self) -> frozenset[str]:
        """What no words of an error may show, in every spelling. A task may have hundreds of secrets and get thousands
        of errors, so they are spelled anew only when more is known.
        """
        known = (len(self.secrets), self.stated)
        if self._unshown is None or self._unshown[0] != known:
            self._unshown = known, frozenset(spellings(self.secrets | self.stated))
        return self._unshown[1]

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def backoff(self, attempt: int, hint: float | None, deadline: float) -> bool:
        """Sleep before try number `attempt` + 1; False, without sleeping, when that would pass the deadline.

        Full jitter (uniform between 0 and the exponential step) unless the service said how long to wait: then that,
        plus a little jitter so that parallel jobs do not come back together.
        """
        step = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (attempt - 1))
        delay = random.uniform(0, step) if hint is None else hint + random.uniform(0, min(1.0, hint or 0.1))
        if self.clock() + delay > deadline:
            return False
        self.sleep(delay)
        self.statistics.count(retries=1, throttled_seconds=delay)
        return True

    def pace(self, plane: str) -> Pace:
        """The pace at which a plane may be asked."""
        return self._paces.setdefault(plane, Pace(self.concurrency))

    def denial_may_pass(self) -> bool:
        """Whether a 401 or 403 of a data plane may still be a grant on its way."""
        now = self.clock()
        return now - self._started < self.propagation_timeout or now < self._patient_until

    def be_patient(self, seconds: float) -> None:
        """Count those refusals as "not yet" for so long from now on: keys or roles were made a moment ago."""
        self._patient_until = max(self._patient_until, self.clock() + seconds)

    def send(self, method: str, url: str, **arguments: Any) -> Any:
        """One request on the wire.

        Redirects are not followed: no Confluent API uses them, and credentials must not travel.
        """
        self.statistics.count(calls=1)
        request = self._prepared(method, url, **arguments)
        settings = self._settings_for(url)
        if hasattr(request.body, "read"):
            # The library lets what is sent wait for as long as a connection may take, and a file has to get through.
            settings = {**settings, "timeout": self.request_timeout}
        return self._session.send(request, **settings, allow_redirects=False)

    def _prepared(self, method: str, url: str, auth: Any, data: Any = None, **arguments: Any) -> Any:
        """A request as the library makes it. Creations in a row have the same URL, which is taken apart only once."""
        alike = (method, url, arguments)
        known = self._latest
        if known is None or known[0] != alike:
            request = self._session.prepare_request(requests.Request(method, url, auth=auth, data=data, **arguments))
            self._latest = (alike, request)
            return request
        request = known[1].copy()
        request.prepare_auth(auth)
        request.prepare_body(data, None)
        return request

    def _settings_for(self, url: str) -> Mapping[str, Any]:
        """Proxies, certificates and time-outs for a host, with what the environment says of them.

        Looked up once for each, where a session looks for every request. They are given with each request: a session's
        own proxies and `verify` give way to the environment's (REQUESTS_CA_BUNDLE).
        """
        scheme, _colon, rest = url.partition("://")
        origin = f"{scheme}://{rest.partition('/')[0]}"
        if origin not in self._settings:
            proxies = {"http": self.proxy, "https": self.proxy} if self.proxy else {}
            self._settings[origin] = {
                **self._session.merge_environment_settings(url, proxies, True, self.verify, None),
                "timeout": (min(CONNECT_TIMEOUT, self.request_timeout), self.request_timeout),
            }
            used = self._settings[origin]["proxies"]  # those of the environment among them
            self.secrets |= {proxy for proxy in used.values() if proxy and "@" in proxy}
        return self._settings[origin]
