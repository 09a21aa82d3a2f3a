# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of HashiCorp Vault or OpenBao over plain HTTP: its answers, and the token that requests carry.

What is known of its answers was seen on OpenBao 2.7.2. Reads are repeated while the server cannot be reached or is in
trouble; a login never is, for five that fail lock the role for everybody; what writes decides for itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import Refused
from .._wire.transport import Transport
from .._wire.tries import Tries
from .refused_logins import RefusedLogins
from .said import cut

PATIENCE = 60.0  # seconds for a server in trouble, at most
PASSING = frozenset({429, 500, 502, 503, 504})  # statuses after which a read is tried again
NO_RIGHT = "permission denied"


@dataclass(frozen=True)
class Answer:
    """An answer of the server: status and body, an empty one where it is no JSON object."""

    status: int
    body: Mapping[str, Any]

    @property
    def data(self) -> Any:
        """What the answer is about."""
        return self.body.get("data")

    @property
    def errors(self) -> list[str]:
        """What the server says is wrong."""
        found = self.body.get("errors")
        return [str(words) for words in found] if isinstance(found, list) else []

    @property
    def said(self) -> str:
        """The same in one line, for a message."""
        words = cut("; ".join(self.errors))
        return f"{self.status} ({words})" if words else str(self.status)

    @property
    def warnings(self) -> list[str]:
        """What the server warns of."""
        found = self.body.get("warnings")
        return [str(words) for words in found] if isinstance(found, list) else []

    @property
    def denied_token(self) -> bool:
        """Whether it is the token that is refused, and not what it asked for: known by the words alone."""
        return self.status == 403 and self.errors == [NO_RIGHT]


@dataclass(frozen=True)
class Login:
    """Who asks: a token, or the two ids of an AppRole and where its logins are mounted."""

    token: str | None = None
    role_id: str | None = None
    secret_id: str | None = None
    mount: str = "approle"


class Bare:
    """No credential for requests; passing any also keeps `requests` from reading ~/.netrc."""

    def __call__(self, request: Any) -> Any:
        return request


class Server:
    """One server, for one login. `uses_left`: how many requests the token is good for, None: as many as it likes."""

    def __init__(self, address: str, login: Login, transport: Transport, namespace: str | None = None) -> None:
        self.address, self.namespace = address.rstrip("/"), namespace
        self.uses_left: int | None = None
        self._login, self._transport = login, transport
        self._token: str | None = None
        transport.secrets |= {secret for secret in (login.token, login.secret_id) if secret}

    def __str__(self) -> str:
        within = f" (namespace {self.namespace})" if self.namespace else ""
        return f"{self.address}{within}"

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()

    def read(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """The answer to a request that changes nothing, tried for a while. Raises Refused."""
        return self._patiently(lambda: self.send(method, path, body))

    def send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """The answer to one request, sent once. Raises Refused (token) and Lost."""
        token = self.token()
        if self.uses_left is not None:
            self.uses_left -= 1
        return self._sent(method, path, body, {"X-Vault-Token": token})

    def tries(self) -> Tries:
        """For what is tried while the server is in trouble."""
        return Tries(self._transport, min(PATIENCE, self._transport.retry_timeout))

    def token(self) -> str:
        """The token; at the first use it is looked at, or an AppRole logs in. Raises Refused."""
        if self._token is None:
            self._token = self._given() if self._login.token else self._logged_in()
        return self._token

    def refuse(self, answer: Answer, what: str) -> Refused:
        """The error for an answer that nobody here can do anything about. `what` was asked for, in words."""
        if answer.denied_token:
            return Refused(
                f"{self} refuses the token: it is unknown, expired, revoked or used up (counted tokens count refused "
                "requests, too)"
            )
        if answer.status == 404 and any("namespace not found" in words for words in answer.errors):
            return Refused(f"{self}: there is no such namespace")
        if answer.status == 503:
            return Refused(f"{self} is sealed, or not ready: {answer.said}")
        if answer.status in (301, 302, 307, 308):
            return Refused(f"{self} sends requests elsewhere, where no token is sent: give the address of that server")
        return Refused(f"{self} does not {what}: {answer.said}")

    def _given(self) -> str:
        """The token of the options, which is asked how often it may be used: this is such a use."""
        token = self._login.token or ""
        answer = self._patiently(lambda: self._sent("GET", "auth/token/lookup-self", None, {"X-Vault-Token": token}))
        if answer.status == 200 and isinstance(answer.data, Mapping):
            uses = answer.data.get("num_uses")
            # 0 is a token without a count, and -1 one whose last use this was.
            self.uses_left = None if not isinstance(uses, int) or uses == 0 else max(uses, 0)
        elif not (answer.status == 403 and not answer.denied_token):  # a token may be forbidden to ask
            raise self.refuse(answer, "tell of the token")
        return token

    def _logged_in(self) -> str:
        """A token for the AppRole. One try, and none where the same login was refused a moment ago."""
        mount = self._login.mount.strip("/")
        login = {"role_id": self._login.role_id, "secret_id": self._login.secret_id}
        known = RefusedLogins([self.address, self.namespace or "", mount, *(value or "" for value in login.values())])
        with known.alone():
            if known.refused():
                raise Refused(
                    f"{self} refused the login of this AppRole a moment ago. It is not tried again, for five that fail "
                    f"lock the role for everybody: give another secret_id, or remove {known.path}"
                )
            try:
                answer = self._sent("POST", f"auth/{mount}/login", login, {})
            except Lost as error:
                raise Refused(f"{error}. The login was sent once, and is not repeated: run again") from error
            if answer.status == 400:
                known.note()
                raise Refused(
                    f"{self} refuses the login of the AppRole: {answer.said}. The role_id is unknown, or the secret_id "
                    "is wrong, expired or used up. It is not tried again: five that fail lock the role for everybody"
                )
        if answer.status == 403:
            raise Refused(
                f"{self} refuses the login of the AppRole: the role is locked after five logins that failed, or "
                f"auth/{mount} (approle_mount) is no place for logins"
            )
        auth = answer.body.get("auth")
        token = auth.get("client_token") if isinstance(auth, Mapping) else None
        if answer.status != 200 or not isinstance(auth, Mapping) or not isinstance(token, str) or not token:
            raise self.refuse(answer, "log the AppRole in")
        self._transport.secrets.add(token)
        uses = auth.get("num_uses")
        self.uses_left = uses if isinstance(uses, int) and uses > 0 else None
        return token

    def _patiently(self, ask: Callable[[], Answer]) -> Answer:
        tries = self.tries()
        while True:
            try:
                answer = ask()
            except Lost as error:
                if not tries.again():
                    raise Refused(str(error)) from error
                continue
            passing = answer.status in PASSING and not answer.denied_token and "version data" not in answer.said
            if not passing or not tries.again():
                return answer

    def _sent(self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]) -> Answer:
        """One request. Raises Lost where no whole answer came."""
        sent = {"X-Vault-Request": "true", "Content-Type": "application/json", **headers}
        if self.namespace:
            sent["X-Vault-Namespace"] = self.namespace
        data = None if body is None else json.dumps(body)
        try:
            response = self._transport.send(
                method, f"{self.address}/v1/{path}", auth=Bare(), data=data, headers=sent, params=None
            )
            text = response.content
        except self._transport.failures().RequestException as error:
            # The library's words are left out where they quote the request; the kind of failure says enough.
            raise Lost(f"{self} cannot be reached: {type(error).__name__}") from error
        except OSError as error:  # a ca_path that is not there
            raise Refused(f"{self} cannot be asked: {error}") from error
        try:
            found = json.loads(text) if text else {}
        except (ValueError, RecursionError):
            found = {}
        return Answer(response.status_code, found if isinstance(found, dict) else {})


class Lost(Exception):
    """No whole answer has come: whether the request was carried out is not known."""
