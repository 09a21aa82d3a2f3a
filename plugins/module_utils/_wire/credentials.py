# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials: what each sends with a request, and a label that may be shown (API_MAP A.2)."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

STS_LIFETIME, STS_MARGIN = 900, 60  # seconds: the documented maximum; renewed this long before the end


class Secret(str):
    """A string that does not show itself in tracebacks, logs and debuggers."""

    def __repr__(self) -> str:
        return "'********'"


class Anonymous:
    """No credential: the STS exchange carries its token in the body."""

    label = "none"

    def headers(self) -> Mapping[str, str]:
        return {}


class ApiKey:
    """An API key in HTTP Basic authentication. `origin` and `account`: where it came from and whose it is, in words."""

    def __init__(self, kind: str, key: str, secret: str, origin: str = "", account: str = "") -> None:
        self.key = key
        self.origin, self.account = origin, account
        self.label = f"{kind} API key {key}"
        self._header = Secret("Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode())

    def headers(self) -> Mapping[str, str]:
        return {"Authorization": str.__str__(self._header)}


class BearerToken:
    """A token that the user gave, with the further headers that a plane asks for."""

    def __init__(self, label: str, token: str, further: Mapping[str, str] | None = None) -> None:
        self.label = label
        self._token = Secret(token)
        self._further = dict(further or {})

    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._token}", **self._further}


class StsToken:
    """A control-plane token got from the STS exchange with an identity provider's token, renewed before it expires."""

    def __init__(self, exchange: Callable[[], Mapping[str, Any]], identity_pool: str) -> None:
        self.label = f"STS token of identity pool {identity_pool}"
        self._exchange = exchange
        self._token = Secret("")
        self._expires = 0.0
        self._renewal = threading.Lock()

    def headers(self) -> Mapping[str, str]:
        with self._renewal:
            if time.monotonic() > self._expires - STS_MARGIN:
                answer = self._exchange()
                self._token = Secret(answer["access_token"])
                self._expires = time.monotonic() + float(answer.get("expires_in") or STS_LIFETIME)
        return {"Authorization": f"Bearer {self._token}"}
