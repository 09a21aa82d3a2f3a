# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""sts/v1: exchange of an external JWT for an access token (sts-v1 document, API_MAP A.2)."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response
from ..state import State

PLANE = "sts"

_FIXED = {
    "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
    "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
    "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
}


def _refuse(parameter: str, detail: str) -> ApiError:
    return ApiError("sts", 400, detail, "invalid_request", source={"pointer": f"/{parameter}"})


def routes(state: State) -> list[BaseRoute]:
    """The one route of sts/v1."""

    async def exchange(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
            raise ApiError("sts", 400, "The body must be application/x-www-form-urlencoded", "invalid_request")
        form = dict(parse_qsl((await request.body()).decode("utf-8", errors="replace"), keep_blank_values=True))
        for name, wanted in _FIXED.items():
            if form.get(name) != wanted:
                raise _refuse(name, f"{name} must be {wanted}")
        external = state.external_tokens.get(form.get("subject_token", ""))
        if external is None or external["identity_pool_id"] != form.get("identity_pool_id"):
            raise _refuse("subject_token", "The subject token does not match the identity pool")
        longest = state.settings.sts_token_lifetime_max
        text = form.get("expires_in", str(longest))
        if not text.isdecimal() or not 1 <= int(text) <= longest:
            raise _refuse("expires_in", f"expires_in must be a whole number of seconds from 1 to {longest}")
        token = "sts." + secrets.token_urlsafe(48)
        state.sts_tokens[token] = {"principal": external["principal"], "expires_at": state.now() + int(text)}
        return json_response(
            {
                "access_token": token,
                "issued_token_type": _FIXED["requested_token_type"],
                "token_type": "Bearer",
                "expires_in": int(text),
            }
        )

    return [Route("/sts/v1/oauth2/token", exchange, methods=["POST"])]
