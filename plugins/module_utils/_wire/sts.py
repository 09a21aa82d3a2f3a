# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exchange of an identity provider's token for one of the control plane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .credentials import STS_LIFETIME, Anonymous
from .http import Client
from .transport import Transport

STS_PATH = "/sts/v1/oauth2/token"


def exchanged(transport: Transport, endpoint: str, token: str, pool: str) -> Mapping[str, Any]:
    """One STS exchange (sts-v1) at the control plane's endpoint: an access token, valid for at most 900 s. From then on
    it is shown nowhere. Raises ApiError, and TypeError for an answer that is not as documented.
    """
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token": token,
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
        "identity_pool_id": pool,
        "expires_in": str(STS_LIFETIME),
    }
    client = Client(transport, "sts", endpoint, Anonymous())
    answer: Mapping[str, Any] = client.request("POST", STS_PATH, form=form, reading=True).body
    if not isinstance(answer["access_token"], str):
        raise TypeError("access_token is not a string")
    transport.secrets.add(answer["access_token"])
    return answer
