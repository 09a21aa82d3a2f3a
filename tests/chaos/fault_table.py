# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The faults that are tried at every request, and what is to come of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Entry = dict[str, Any]
PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
ANOTHER_HOST = "http://another-host"  # the arena puts one there that counts who comes
CURED, FINAL, LASTING, ANY = "cured", "final", "lasting", "any"


def _everywhere(entry: Entry) -> bool:
    return True


def _good(entry: Entry) -> bool:
    """An error that is spoiled on its way is an error without a reason: no retry is due for it."""
    return bool(entry["status"] < 300)


def _connect(entry: Entry) -> bool:
    return bool(entry["plane"] == "connect")


def _data_plane(entry: Entry) -> bool:
    return bool(entry["plane"] in ("kafka", "schema_registry"))


def _writes(entry: Entry) -> bool:
    return bool(entry["method"] not in ("GET", "HEAD"))


@dataclass(frozen=True)
class Fault:
    """A fault at one request.

    outcome: CURED, a retry cures it, so the task succeeds; FINAL, a retry cannot, so it fails at once; LASTING, it
    stays until the run has given up; ANY, either is right. at: at which requests of the undisturbed run it is tried.
    times: for how many requests, 0 for all that follow. after: it befalls the requests that follow that one, for so
    many seconds, instead of the request itself. env: what the
    disturbed run is told by the environment. race: somebody else does this ("create", "delete") with the very
    objects, just before.
    """

    name: str
    action: dict[str, Any]
    outcome: str = CURED
    at: Callable[[Entry], bool] = _everywhere
    times: int = 1
    after: float = 0.0
    env: Mapping[str, str] = field(default_factory=dict)
    where: dict[str, Any] | None = None
    race: str | None = None


def _status(number: int, **more: Any) -> dict[str, Any]:
    return {"status": number, **more}


AWAITED = {"CONFLUENT_PROPAGATION_TIMEOUT": "30"}  # what the roles set when a key or a grant is new
FAULTS = [
    Fault("429", _status(429)),
    Fault("429 Retry-After", _status(429, headers={"Retry-After": "3"}), times=2),
    Fault("429 X-RateLimit-Reset", _status(429, headers={"X-RateLimit-Reset": "3"})),
    Fault("500", _status(500)),
    Fault("500 applied", _status(500, apply=True)),
    Fault("502 page", _status(502, body=PAGE, content_type="text/html")),
    Fault("503", _status(503, headers={"Retry-After": "2"}), times=2),
    Fault("504", _status(504)),
    Fault("504 applied", _status(504, apply=True)),
    Fault("reset before", {"reset": "before"}),
    Fault("reset after", {"reset": "after"}),
    Fault("reset twice", {"reset": "after"}, times=2),
    Fault("refused", {"refuse": 3}),
    Fault("silent before", {"hang": "before"}),
    Fault("silent after", {"hang": "after"}),
    Fault("cut", {"answer": "cut"}),
    Fault("malformed", {"answer": "malformed"}, at=_good),
    Fault("web page", {"answer": "html"}, at=_good),
    Fault("wrong type", {"answer": "untyped"}, at=_good),
    Fault("empty", {"answer": "empty"}, at=_good),
    Fault("drip", {"answer": "drip", "seconds": 0.1}),
    Fault("401", _status(401), FINAL),
    Fault("422", _status(422), FINAL),
    Fault("redirect", _status(307, headers={"Location": "/elsewhere"}), FINAL),
    Fault("redirect to another host", _status(308, headers={"Location": f"{ANOTHER_HOST}/elsewhere"}), FINAL),
    Fault("error in 200", _status(200, body={"error": {"code": 500, "message": "An injected fault"}}), FINAL, _connect),
    Fault("403", _status(403), ANY),
    Fault("404", _status(404), ANY),
    Fault("409", _status(409), ANY),
    Fault("stale lists", {"stale": True}, ANY, _writes, after=4, where={"method": "GET"}),
    Fault("denied for a while", _status(403), ANY, _writes, after=4),
    Fault("denied 401 for a while", _status(401), ANY, _writes, after=4),
    Fault("401 awaited", _status(401), at=_data_plane, times=3, env=AWAITED),
    Fault("403 awaited", _status(403), at=_data_plane, times=3, env=AWAITED),
    Fault("created by somebody else", {}, ANY, _writes, race="create"),
    Fault("changed by somebody else", {}, ANY, _writes, race="change"),
    Fault("deleted by somebody else", {}, ANY, _writes, race="delete"),
    Fault("429 for ever", _status(429), LASTING, times=0),
    Fault("503 for ever", _status(503), LASTING, times=0),
    Fault("503 applied for ever", _status(503, apply=True), LASTING, _writes, times=0),
    Fault("reset for ever", {"reset": "before"}, LASTING, times=0),
    Fault("silent after, for ever", {"hang": "after"}, LASTING, _writes, times=0),
    Fault("reset after, for ever", {"reset": "after"}, LASTING, _writes, times=0),
]
