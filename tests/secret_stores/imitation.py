# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An imitation of what OpenBao 2.7.2 answers about KV engines, tokens, policies and AppRoles.

Written from what was seen of the real server (shared/facts/stores.md), and from nothing in plugins/. Every case that
is run against it runs against the real server, too, where that is installed (servers.py): where the two differ a test
fails.
"""

from __future__ import annotations

import fnmatch
import json
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NO_TOKEN = "permission denied"
NO_RIGHT = "1 error occurred:\n\t* permission denied\n\n"
ROOT = "root"
LOCKED_AFTER = 5
VERBS = {"GET": "read", "POST": "create", "PUT": "create", "DELETE": "delete", "LIST": "list"}
Reply = tuple[int, Any]


@dataclass
class Token:
    policies: list[str]
    uses: int = 0  # 0: as many as it likes; -1: used up


@dataclass
class Secret:
    """One secret of a KV 2 engine: its versions, None for one that is deleted."""

    versions: list[dict[str, Any] | None] = field(default_factory=list)
    destroyed: set[int] = field(default_factory=set)


@dataclass
class Role:
    role_id: str
    policies: list[str]
    uses: int
    secret_ids: dict[str, int] = field(default_factory=dict)
    failed: int = 0


class Imitation:
    """The server. `handle` is one request; nothing is kept on disk."""

    name = "imitation"

    def __init__(self) -> None:
        self.mounts: dict[str, dict[str, str]] = {"secret": {"version": "2"}}
        self.secrets: dict[str, Secret] = {}
        self.plain: dict[str, Any] = {}  # of KV 1 engines
        self.policies: dict[str, dict[str, list[str]]] = {}
        self.tokens: dict[str, Token] = {ROOT: Token(["root"])}
        self.roles: dict[str, Role] = {}
        self.lock = threading.Lock()

    def stop(self) -> None:
        """Nothing to stop."""

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> Reply:
        with self.lock:
            if headers.get("X-Vault-Namespace"):
                return 404, {"errors": ["namespace not found"]}
            if path.startswith("auth/") and path.endswith("/login"):
                return self._login(path, body or {})
            name = headers.get("X-Vault-Token", "")
            token = self.tokens.get(name)
            if token is None or token.uses < 0:
                return 403, {"errors": [NO_TOKEN]}
            if token.uses > 0 and not path.startswith("sys/internal/ui/"):  # which takes no use, as was seen
                token.uses = token.uses - 1 or -1
            return self._route(method, path, token, body if isinstance(body, dict) else {})

    # Who may what

    def _capabilities(self, token: Token, path: str) -> set[str]:
        if "root" in token.policies:
            return {"root"}
        found: set[str] = set()
        for policy in token.policies:
            for pattern, granted in self.policies.get(policy, {}).items():
                if fnmatch.fnmatchcase(path, pattern):
                    found |= set(granted)
        return found or {"deny"}

    def _login(self, path: str, body: dict[str, Any]) -> Reply:
        if path != "auth/approle/login":
            return 403, {"errors": [NO_TOKEN]}
        role = next((r for r in self.roles.values() if r.role_id == body.get("role_id")), None)
        if role is None:
            return 400, {"errors": ["invalid role or secret ID"]}
        if role.failed >= LOCKED_AFTER:
            return 403, {"errors": [NO_TOKEN]}
        left = role.secret_ids.get(str(body.get("secret_id")))
        if left is None:
            role.failed += 1 if body.get("secret_id") else 0
            return 400, {"errors": ["invalid role or secret ID"]}
        role.failed = 0
        if left == 1:
            del role.secret_ids[body["secret_id"]]
        elif left:
            role.secret_ids[body["secret_id"]] = left - 1
        return 200, {"auth": self._token(role.policies, role.uses)}

    def _token(self, policies: list[str], uses: int) -> dict[str, Any]:
        name = f"s.{uuid.uuid4().hex}"
        self.tokens[name] = Token([*policies, "default"], uses)
        return {"client_token": name, "num_uses": uses, "policies": policies, "lease_duration": 3600, "renewable": True}

    # What is asked for

    def _route(self, method: str, path: str, token: Token, body: dict[str, Any]) -> Reply:
        if path == "auth/token/lookup-self":
            return 200, {"data": {"num_uses": token.uses, "policies": token.policies, "ttl": 3600}}
        if path == "sys/capabilities-self":
            listed = {asked: sorted(self._capabilities(token, asked)) for asked in body["paths"]}
            return 200, {"data": {**listed, "capabilities": next(iter(listed.values()))}, **listed}
        if path.startswith("sys/internal/ui/mounts/"):
            return self._mount_of(path.removeprefix("sys/internal/ui/mounts/"), token)
        if "root" in token.policies and not self._mounted(path)[0]:
            return self._administered(method, path, body)
        mount, rest = self._mounted(path)
        may = self._capabilities(token, path)
        if mount is None and "root" not in may:
            return 403, {"errors": [NO_RIGHT]}
        if mount is None:
            return 404, {"errors": [f'no handler for route "{path}". route entry not found.']}
        if self.mounts[mount].get("version") != "2":
            return self._kv1(method, path, may, body)
        return self._kv2(method, mount, rest, may, body)

    def _mounted(self, path: str) -> tuple[str | None, str]:
        for mount in sorted(self.mounts, key=len, reverse=True):
            if path == mount or path.startswith(f"{mount}/"):
                return mount, path[len(mount) + 1 :]
        return None, path

    def _mount_of(self, asked: str, token: Token) -> Reply:
        mount, _rest = self._mounted(asked)
        rights = [pattern for policy in token.policies for pattern in self.policies.get(policy, ())]
        if mount is None or not ("root" in token.policies or any(p.startswith(f"{mount}/") for p in rights)):
            return 403, {"errors": ["preflight capability check returned 403, please ensure client's policies grant"]}
        options = self.mounts[mount]
        return 200, {"data": {"path": f"{mount}/", "type": "kv", "options": options or {}}}

    def _administered(self, method: str, path: str, body: dict[str, Any]) -> Reply:
        """What the tests set up, as root."""
        parts = path.split("/")
        if path.startswith("sys/mounts/"):
            self.mounts[path.removeprefix("sys/mounts/")] = dict(body.get("options") or {})
            return 204, None
        if path.startswith("sys/policies/acl/"):
            granted = json.loads(body["policy"])["path"]
            self.policies[parts[-1]] = {pattern: rule["capabilities"] for pattern, rule in granted.items()}
            return 204, None
        if path == "auth/token/create":
            return 200, {"auth": self._token(body["policies"], body.get("num_uses", 0))}
        if path == "sys/auth/approle":
            return 204, None
        if path.startswith("auth/approle/role/"):
            return self._role(method, parts[3], parts[4:], body)
        return 404, {"errors": [f'no handler for route "{path}". route entry not found.']}

    def _role(self, method: str, name: str, rest: list[str], body: dict[str, Any]) -> Reply:
        if not rest:
            uses = body.get("token_num_uses", 0)
            self.roles[name] = Role(str(uuid.uuid4()), body.get("token_policies", []), uses)
            return 204, None
        role = self.roles[name]
        if rest == ["role-id"]:
            return 200, {"data": {"role_id": role.role_id}}
        secret_id = str(uuid.uuid4())
        role.secret_ids[secret_id] = body.get("num_uses", 0)
        return 200, {"data": {"secret_id": secret_id}}

    def _kv1(self, method: str, path: str, may: set[str], body: dict[str, Any]) -> Reply:
        if not may & {"root", VERBS[method], "update"}:
            return 403, {"errors": [NO_RIGHT]}
        if method == "GET":
            return (200, {"data": self.plain[path]}) if path in self.plain else (404, {"errors": []})
        self.plain[path] = body
        return 204, None

    def _kv2(self, method: str, mount: str, rest: str, may: set[str], body: dict[str, Any]) -> Reply:
        kind, _slash, name = rest.partition("/")
        if kind not in ("data", "metadata", "destroy"):
            return 404, {"data": None, "warnings": ["Invalid path for a versioned K/V secrets engine."]}
        place = f"{mount}/{name}"
        secret = self.secrets.get(place)
        needed = VERBS[method] if not (method in ("POST", "PUT") and secret) else "update"
        if not may & {"root", needed}:
            return 403, {"errors": [NO_RIGHT]}
        if kind == "metadata":
            self.secrets.pop(place, None)
            return 204, None
        if kind == "destroy" and secret:
            secret.destroyed |= set(body["versions"])
            return 204, None
        if method == "GET":
            return self._read(secret)
        if method == "DELETE":
            if secret:
                secret.versions[-1] = None
            return 204, None
        return self._write(place, body)

    def _metadata(self, secret: Secret) -> dict[str, Any]:
        version = len(secret.versions)
        gone, destroyed = secret.versions[-1] is None, version in secret.destroyed
        return {
            "version": version,
            "created_time": "2026-11-28T12:00:00Z",
            "deletion_time": "2026-11-28T13:00:00Z" if gone and not destroyed else "",
            "destroyed": destroyed,
            "custom_metadata": None,
        }

    def _read(self, secret: Secret | None) -> Reply:
        if secret is None:
            return 404, {"errors": []}
        metadata, data = self._metadata(secret), secret.versions[-1]
        if data is None or metadata["destroyed"]:
            return 404, {"data": {"data": None, "metadata": metadata}}
        return 200, {"data": {"data": data.get("stored"), "metadata": metadata}}

    def _write(self, place: str, body: dict[str, Any]) -> Reply:
        if "data" not in body:
            return 400, {"errors": ["no data provided"]}
        there = self.secrets.get(place)
        options = body.get("options") or {}
        number = len(there.versions) if there else 0
        if "cas" in options and int(options["cas"] or 0) != number:
            return 400, {"errors": ["check-and-set parameter did not match the current version"]}
        secret = self.secrets.setdefault(place, Secret())
        secret.versions.append({"stored": body["data"]})
        unknown = sorted(set(body) - {"data", "options"})
        warnings = [f"Endpoint ignored these unrecognized parameters: {unknown}"] if unknown else None
        return 200, {"data": self._metadata(secret), "warnings": warnings}
