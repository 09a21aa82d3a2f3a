# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way in which a run can fail, and the words that explain it.

Nothing here knows Ansible or HTTP libraries. Each error renders to one message for the person (`str(error)`) and to one
structure for programs (`error.result()`), which `_engine.run` hands back under `error` or `problems`.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

from . import _advice
from ._planes import PLANES


class ConfluentError(Exception):
    """Base of all expected failures. `attempt` says what was being done, in words: "create topic 'orders'"."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.attempt: str | None = None

    def __str__(self) -> str:
        return f"Could not {self.attempt}. {self.message}" if self.attempt else self.message

    def result(self) -> dict[str, Any]:
        """What a failed module returns besides `msg`."""
        return {}


class Refused(ConfluentError):
    """The request was refused by us, before any write. `problems` names every offending item at once."""

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        listed = self.problems[0] if len(self.problems) == 1 else "\n- ".join(["", *self.problems])
        super().__init__(f"Nothing was changed: {listed}")

    def result(self) -> dict[str, Any]:
        return {"problems": self.problems}


class NotFound(Refused):
    """A name or id that others depend on (the scope, an owner) is not there.

    In check mode it may be made by an earlier task.
    """

    def __init__(self, what: str, reference: str, candidates: Iterable[str] = (), where: str = "") -> None:
        near = get_close_matches(reference, list(candidates), n=3)
        self.hint = f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
        said = f"there is no {what} {reference!r}{where} that this credential can see (names are compared exactly)."
        super().__init__(said + self.hint)
        self.what = what
        self.reference = reference


class NotReady(Refused):
    """A scope is there, and is not far enough to look into it: a cluster that is being provisioned has no endpoint.

    `what` and `reference`: it, as in NotFound.
    """

    def __init__(self, what: str, reference: str, words: str) -> None:
        super().__init__(words)
        self.what = what
        self.reference = reference


class NoCredential(Refused):
    """A plane is needed for which no credential was given."""


class NoKeyFile(NoCredential):
    """The file that holds a plane's key does not exist. In check mode an earlier task may be going to write it.

    `expected`: whether one has said so in this run; None where nobody keeps a record of that. `path`: as it is stated.
    """

    def __init__(self, message: str, expected: bool | None = None, path: str = "") -> None:
        super().__init__(message)
        self.expected = expected
        self.path = path


class Ambiguous(Refused):
    """A name matches more than one object: the ids are listed and the user chooses. `advice`: how, in words."""

    def __init__(
        self, what: str, reference: str, ids: Iterable[str], advice: str = "Use the id instead of the name."
    ) -> None:
        super().__init__(f"{what} {reference!r} is ambiguous: {', '.join(sorted(ids))} all carry this name. {advice}")


class WriteInCheckMode(ConfluentError):
    """A guard, not a refusal: the transport was asked to write in check mode. It means a defect in this collection."""


class WaitFailed(ConfluentError):
    """A wait ended badly (time ran out, or the object went into a failed state).

    `seen` are the phases met, in order.
    """

    def __init__(self, message: str, seen: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.seen = list(seen)


# Why a status usually comes, and what to do next. Sources: API_MAP B.3, B.4 and the error tables of the OpenAPI
# documents.
_ADVICE: dict[tuple[str, int], str] = {
    ("control", 400): "The request is not valid for this kind of object; the answer above says which part.",
    ("control", 401): (
        "The credential is unknown, deleted, or of the wrong kind: this API takes a Cloud API key (or an STS token), "
        "not a key made for a Kafka cluster, Schema Registry or another resource. A key made moments ago may need a "
        "minute."
    ),
    ("control", 402): (
        "A quota or the payment method of the organization stands in the way. See the applied quotas of the "
        "organization, "
        "remove what is unused, or ask Confluent for a higher limit."
    ),
    ("control", 403): (
        "Either the object does not exist (this API answers 403, not 404, for an unknown id) or the credential's "
        "owner lacks "
        "a role for it. Check the id, then the owner's role bindings."
    ),
    ("control", 404): "The object does not exist, or was removed meanwhile. Run again to decide on the present state.",
    ("control", 409): (
        "The service says that this collides with something: the name is taken, another change is still under way, "
        "or deletion "
        "protection is on. Wait for the other change, or look at the named object."
    ),
    ("control", 422): "The service understood the request and refuses a value in it; the answer above says which.",
    ("kafka", 400): (
        "The broker refuses a value: topic policy, an unknown or read-only setting, or another one; the answer above "
        "says which."
    ),
    ("kafka", 401): (
        "Kafka does not know this key: it is not made for this cluster (each Kafka API key belongs to one cluster; "
        "Cloud API keys "
        "are refused here), it was deleted, or it was made moments ago (set propagation_timeout)."
    ),
    ("kafka", 403): (
        "The key's owner is not authorized for this on the cluster: it needs an ACL or a role binding (for example "
        "CloudClusterAdmin). "
        "A grant made moments ago may need up to 90 s (set propagation_timeout)."
    ),
    ("kafka", 404): (
        "The topic or the cluster is not known to this Kafka REST endpoint. Check the names and the endpoint."
    ),
    ("schema_registry", 401): (
        "Schema Registry does not know this key: it is not made for this Schema Registry (Kafka and Cloud API keys "
        "are refused here), "
        "it was deleted, or it was made moments ago (set propagation_timeout)."
    ),
    ("schema_registry", 403): (
        "The key's owner lacks a role on this subject (for example ResourceOwner or DeveloperWrite on the subject, "
        "or EnvironmentAdmin)."
    ),
    ("schema_registry", 404): (
        "The subject, version or schema does not exist. Check its name; if it was removed meanwhile, run again."
    ),
    ("schema_registry", 409): (
        "The schema is not compatible with the versions that are registered; the answer above says where."
    ),
    ("schema_registry", 422): "Schema Registry refuses the schema or the setting; the answer above says why.",
    ("catalog", 403): (
        "The key's owner lacks a role in the environment, or its Stream Governance package does not include this: "
        "confluent_environment_info shows the package."
    ),
    ("flink", 403): (
        "The key's owner lacks a role in the environment (for example FlinkDeveloper), or the key was made for another "
        "environment or region: a Flink API key opens one of each."
    ),
    ("flink", 404): "There is no such object in this environment and region. Check the names and the endpoint.",
    ("flink", 409): (
        "The object was changed by something else, another operation on it is still under way, or the name is taken. "
        "Run again to decide on the present state."
    ),
    ("connect", 400): "The connector's settings are not accepted; the answer above says which.",
    ("connect", 401): (
        "Connect takes a Cloud API key (or an STS token); this one is unknown, deleted or of another kind."
    ),
    ("connect", 404): (
        "The connector, or the environment or cluster it is looked for in, does not exist. Check the names; if it was "
        "removed meanwhile, run again."
    ),
    ("connect", 409): "The connector is being changed by something else, or its name is taken. Run again in a minute.",
    ("sts", 400): (
        "The identity provider's token or the identity pool is not accepted: expired, wrong audience, or not matched "
        "by the pool's filter."
    ),
    ("metrics", 401): (
        "The metrics service takes a Cloud API key; this one is unknown, deleted or of another kind. A key made "
        "moments ago may need a minute."
    ),
    ("metrics", 403): (
        "The key's owner may not see metrics of this resource, or it does not exist: it needs the role MetricsViewer, "
        "or a role that holds it, on the resource, its environment or the organization."
    ),
    ("storage", 400): (
        "The storage does not take the file: it may be too large, or the request was changed on the way (a proxy that "
        "rewrites requests)."
    ),
    ("storage", 403): (
        "The presigned URL is not accepted: it is valid for one hour and for this one upload, and a proxy that changes "
        "requests spoils it. Run again for a new one."
    ),
    ("any", 429): (
        "The rate limit was still hit when the time for retries (retry_timeout) was over. Run fewer jobs at once or "
        "raise retry_timeout."
    ),
    ("any", 403): "The credential's owner lacks a permission for this. Check its role bindings.",
    ("any", 404): "The object does not exist. Check its name; if it was removed meanwhile, run again.",
    ("any", 409): "The request collides with the present state of the object. Run again to decide on that.",
}


def advice(
    plane: str, status: int | None, method: str = "", path: str = "", detail: str = "", cause: str | None = None
) -> str:
    """Likely cause and next step for a status of a plane ("control", "kafka", "schema_registry", "connect", "sts").

    `cause` of no answer at all: "tls", "proxy", or None for any other.
    """
    if status is None and cause == "tls":
        return _advice.of_tls(detail)
    if status is None and cause == "proxy":
        return _advice.of_proxy()
    if status is None:
        return (
            "The host could not be reached or did not answer in time. Check the network path (private networking: is "
            "this machine "
            "inside it?), the proxy and the endpoint."
        )
    if 200 <= status < 300:
        return _advice.of_another_answer(plane, detail)
    if status == 404 and _advice.is_list(plane, method, path):
        return _advice.of_missing_list(plane)
    if 300 <= status < 400:
        return (
            "The endpoint sends the request elsewhere, which no API of this service does, and credentials do not "
            "follow. Check the endpoint and the proxy."
        )
    if status == 500:
        return (
            "The service had a problem of its own, or gives its judgement of what it was asked by this status. Check "
            "what was stated against the answer above; if it says nothing, run again later."
        )
    if status > 500:
        return (
            "The service had a problem of its own, which lasted longer than retry_timeout. Run again later; nothing "
            "is lost."
        )
    at = PLANES.get(plane)
    # What is on the control plane's host, and has nothing of its own to say, speaks as that does.
    like = "control" if at and at.endpoint == PLANES["control"].endpoint else plane
    own = _ADVICE.get((plane, status)) or (_ADVICE.get((like, status)) if status != 429 else None)
    if own is None and status == 401 and at and at.key:
        own = _advice.of_unknown_key(at)
    return own or _ADVICE.get(("any", status)) or "See the answer of the service above."


class ApiError(ConfluentError):
    """The service refused or could not be reached.

    `status` is None when there was no HTTP answer; `code` the service's own error code; `detail` its own words;
    `credential` the kind and id of the credential, never its secret; `origin` where it came from, and `account` whose
    it is, where that is known; `cause` of no answer: "tls", "proxy" or None; `fate_unknown` is True when a write may or
    may not have been applied, `unfinished` when the service may still be at it (no answer in time, or a gateway that
    gave up).
    """

    def __init__(
        self,
        *,
        plane: str,
        method: str,
        host: str,
        path: str,
        status: int | None,
        detail: str,
        code: str | int | None = None,
        credential: str = "none",
        request_id: str | None = None,
        fate_unknown: bool = False,
        attempts: int = 1,
        cause: str | None = None,
        origin: str = "",
        account: str = "",
    ) -> None:
        self.plane, self.method, self.host, self.path = plane, method, host, path
        self.status, self.code, self.detail = status, code, detail
        self.credential, self.request_id = credential, request_id
        self.fate_unknown, self.attempts = fate_unknown, attempts
        self.unfinished = False
        self.cause = cause
        detail = detail.rstrip(".")
        answered = f"answered {status}" if status is not None else "gave no answer"
        parts = [f"{host} {answered} to {method} {path}: {detail or 'no explanation given'}."]
        if attempts > 1:
            parts.append(f"This was tried {attempts} times.")
        if status == 404 and _advice.is_nobodys(plane, code) and not _advice.is_list(plane, method, path):
            parts.append(_advice.of_no_registry())
        else:
            parts.append(advice(plane, status, method, path, detail, cause))
        right = _advice.needed_right(plane, method, path) if status == 403 else None
        if right:
            parts.append(f"Here {account or 'the owner of this key'} needs {right}.")
        from_where = f", {origin}" if origin and status in (401, 403) else ""
        parts.append(f"Credential: {credential}{from_where}.")
        if request_id:
            parts.append(f"Request id: {request_id}.")
        super().__init__(" ".join(parts))

    def result(self) -> dict[str, Any]:
        names = ("status", "code", "detail", "method", "path", "host", "credential", "request_id")
        return {"error": {name: getattr(self, name) for name in names}}


# What code meets that takes an answer for what its document says, when it is something else.
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)

# Of what an answer in JSON can be made. An error that speaks of anything else is a mistake in this collection.
_IN_JSON = (dict, list, str, int, float, bool, type(None))
_NAMES_IN_JSON = frozenset(kind.__name__ for kind in _IN_JSON)
_WRONG_CALL = re.compile(r"\(\) (missing|takes|got)\b|object is not callable")
_OF_TYPES = re.compile(r"\bobject\b|\boperand type|\binstances of\b|\bof type\b|\btype: ")


def is_mistake(error: Exception) -> bool:
    """Whether an error is surely a mistake in this collection, and not of an answer that is read: it says that
    something was called wrongly, or speaks of things only that no answer can hold.
    """
    if isinstance(error, AttributeError):
        return not isinstance(error.obj, _IN_JSON)
    if not isinstance(error, TypeError):
        return False
    words = str(error)
    types = set(re.findall(r"'([\w.]+)'", words)) if _OF_TYPES.search(words) else set()
    return bool(_WRONG_CALL.search(words)) or (bool(types) and not types & _NAMES_IN_JSON)


class Unreadable(ConfluentError):
    """What the service says could not be read as documented: the answer is wrong, or this collection misreads it."""

    def __init__(self, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f" in {os.path.basename(frames[-1].filename)}, line {frames[-1].lineno}" if frames else ""
        super().__init__(
            f"The answer of the service is not as documented, or this collection misreads it ({type(error).__name__}: "
            f"{error}{place}). Run again; if it stays like that, please report it."
        )


@contextmanager
def attempting(what: str) -> Iterator[None]:
    """Say what was being done when an error passes through; the innermost words win.

    It stands around all that reads the service's answers, so what cannot be read is made an error with words here. What
    is surely a mistake of ours is left as it is: `_engine.run` reports it as one.
    """
    try:
        yield
    except UNREADABLE as error:
        if is_mistake(error):
            raise
        unreadable = Unreadable(error)
        unreadable.attempt = what
        raise unreadable from error
    except ConfluentError as error:
        if error.attempt is None and not isinstance(error, Refused):
            error.attempt = what
        raise
