# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who is asking, and may they: credentials per plane and permissions (RBAC and ACLs)."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from .state import State


@dataclass(frozen=True)
class Principal:
    """The owner behind a credential: ``id`` is sa-.., u-.. or pool-..; ``key_id`` the key used, or "bearer"."""

    id: str
    key_id: str


def require(request: Request, state: State, plane: str, resource: str | None = None) -> Principal:
    """Check the request's credential for ``plane`` ("cloud", "kafka", "schema_registry"); raises errors.ApiError 401."""
    raise NotImplementedError


def allowed(state: State, principal: Principal, operation: str, crn: str) -> bool:
    """May the principal do ``operation`` on the object with this CRN?

    Operations are Kafka's (READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS); for subjects READ,
    WRITE, DELETE, READ_COMPATIBILITY, WRITE_COMPATIBILITY; for connectors DESCRIBE, READ_CONFIG, CONFIGURE, PAUSE_RESUME,
    DELETE, CREATE. Roles with administrative scope allow all of them below their scope.
    """
    raise NotImplementedError
