# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who is asking, and may they: credentials per plane (API_MAP A.2) and permissions (RBAC and ACLs)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from starlette.requests import Request

from . import ip_filters, permissions
from .errors import ApiError
from .state import State


@dataclass(frozen=True)
class Principal:
    """The owner behind a credential: ``id`` is sa-.., u-.. or pool-..; ``key_id`` the key used, or "bearer"."""

    id: str
    key_id: str


def parse_authorization(header: str | None) -> tuple[str | None, str | None]:
    """(key id, secret) of Basic, ("bearer", token) of Bearer, (None, None) of anything else."""
    if not header:
        return None, None
    scheme, _blank, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        return "bearer", rest.strip()
    if scheme.lower() != "basic":
        return None, None
    try:
        user, colon, secret = base64.b64decode(rest, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None, None
    return (user, secret) if colon else (None, None)


def require(request: Request, state: State, plane: str, resource: str | None = None) -> Principal:
    """Check the request's credential for ``plane`` ("cloud", "kafka", "schema_registry", "ksql", "tableflow", "flink");
    raises errors.ApiError 401, or 403 for an address that IP filters keep out.

    ``resource`` is the lkc- or lsrc- id on the data planes. Which credential works where: API_MAP A.2. A new key does
    not work until ``settings.key_propagation`` has passed.
    """
    principal = _authenticate(request, state, plane, resource)
    _filter_address(request, state, plane, resource)
    return principal


def _filter_address(request: Request, state: State, plane: str, resource: str | None) -> None:
    """403 for an address that an IP filter does not let in: a matter of authorization, as the documents have it."""
    if plane in ("kafka", "flink", "ksql") or not state.table("ip_filters"):
        return
    if plane == "schema_registry":
        group, environment = "SCHEMA", state.schema_registries[str(resource)]["environment"]
    else:
        named = [request.query_params.get("environment"), *request.path_params.values()]
        group, environment = "MANAGEMENT", next((name for name in named if name in state.environments), None)
    if not ip_filters.lets_in(state, group, environment):
        message = f"Forbidden Access: no IP filter includes the address {state.settings.client_address}"
        raise ApiError(plane, 403, message, 40301 if plane == "schema_registry" else "ip_filter_denied")


def _authenticate(request: Request, state: State, plane: str, resource: str | None) -> Principal:
    key_id, secret = parse_authorization(request.headers.get("authorization"))
    if key_id == "bearer":
        return _bearer(request, state, plane, secret or "", resource)
    key = state.api_keys.get(key_id) if key_id else None
    if key is None or key["secret"] != secret or key["usable_at"] > state.now() or not _fits(key, plane, resource):
        raise _unauthenticated(plane, key_id)
    return Principal(key["owner"], key["id"])


def _fits(key: dict[str, object], plane: str, resource: str | None) -> bool:
    if key["resource_kind"] == "Global":
        return True
    if plane == "cloud":
        return key["resource_kind"] == "Cloud"
    return key["resource"] == resource  # of Tableflow, "tableflow"


def _bearer(request: Request, state: State, plane: str, token: str, resource: str | None) -> Principal:
    """STS tokens open the control plane; external tokens open the data planes, with the pool named in a header."""
    if plane in ("cloud", "tableflow"):
        sts = state.sts_tokens.get(token)
        if sts is None or sts["expires_at"] <= state.now():
            raise _unauthenticated(plane, "bearer")
        return Principal(sts["principal"], "bearer")
    external = state.external_tokens.get(token)
    pool = request.headers.get("confluent-identity-pool-id")
    if external is None or pool != external["identity_pool_id"]:
        raise _unauthenticated(plane, "bearer")
    if plane == "schema_registry" and request.headers.get("target-sr-cluster") != resource:
        raise _unauthenticated(plane, "bearer")
    return Principal(external["principal"], "bearer")


def _unauthenticated(plane: str, key_id: str | None) -> ApiError:
    if plane == "kafka":
        # API_MAP B.3: Kafka's 401 is an HTML page.
        return ApiError("kafka", 401, "Unauthorized", 40101, html=True)
    if plane == "schema_registry":
        return ApiError("schema_registry", 401, "Unauthorized", 401)
    if plane == "ksql":
        return ApiError("ksql", 401, "Unauthorized", 40100)
    if key_id is None:
        message = "Valid authentication credentials must be provided"
    elif key_id == "bearer":
        message = "invalid token: the token is expired or not meant for this API"
    else:
        kind = {"tableflow": "Tableflow", "flink": "Flink"}.get(plane, "Cloud")
        message = f"invalid API key: make sure you're using a {kind} API Key and not a Cluster API Key: {key_id}"
    challenge = 'Basic error="invalid_key", error_description="The API Key is invalid"'
    return ApiError("control", 401, message, "user_unauthenticated", headers={"WWW-Authenticate": challenge})


def allowed(state: State, principal: Principal, operation: str, crn: str) -> bool:
    """May the principal do ``operation`` on the object with this CRN?

    Operations are Kafka's (READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS); for
    subjects READ, WRITE, DELETE, READ_COMPATIBILITY, WRITE_COMPATIBILITY; for connectors DESCRIBE, READ_CONFIG,
    CONFIGURE, PAUSE_RESUME, DELETE, CREATE; on the control plane MANAGE, MANAGE_ACCESS, MANAGE_ACCOUNTS, MANAGE_KEYS,
    VIEW. Roles with administrative scope cover everything below their scope. A DENY of an ACL beats any role.
    """
    verdict = permissions.acl_verdict(state, principal.id, operation, crn)
    if verdict is False:
        return False
    return verdict is True or permissions.role_allows(state, principal.id, operation, crn)


def forbidden(message: str = "Forbidden Access") -> ApiError:
    """The control plane's 403: no permission, or no such id (API_MAP B.3: it does not tell which)."""
    return ApiError("control", 403, message, "user_unauthorized")
