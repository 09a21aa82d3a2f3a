# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A small estate in a sandbox, made through its own API: environment, cluster, Schema Registry, one key per plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"


@dataclass(frozen=True)
class Answer:
    """Status and parsed body (the text, if it is no JSON)."""

    status: int
    body: Any
    headers: Any


class Estate:
    """``sr(method, path, body)`` and ``connect(method, path, body)`` call the two planes with the right keys."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self._session = requests.Session()
        self._session.trust_env = False
        self.environment: str = sandbox.request("POST", "/org/v2/environments", {"display_name": "orders-dev"})["id"]
        self.cluster = self.make_cluster("orders")
        found = sandbox.request("GET", "/srcm/v3/clusters", environment=self.environment)["data"]
        self.registry: str = found[0]["id"]
        self.sr_endpoint: str = found[0]["spec"]["http_endpoint"]
        self.owner: str = self.make_account("orders-admin")
        self.bind(self.owner, "EnvironmentAdmin", f"/environment={self.environment}")
        self.kafka_key = self.make_key(self.owner, self.cluster)
        self.sr_key = self.make_key(self.owner, self.registry)

    def make_cluster(self, name: str) -> str:
        spec = {
            "display_name": name,
            "availability": "SINGLE_ZONE",
            "cloud": "AWS",
            "region": "us-east-2",
            "config": {"kind": "Basic"},
            "environment": {"id": self.environment},
        }
        return str(self.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})["id"])

    def make_account(self, name: str) -> str:
        body = {"display_name": name, "description": "made by a test"}
        return str(self.sandbox.request("POST", "/iam/v2/service-accounts", body)["id"])

    def make_key(self, owner: str, resource: str) -> tuple[str, str]:
        spec = {
            "display_name": "test",
            "owner": {"id": owner},
            "resource": {"id": resource},
        }
        made = self.sandbox.request("POST", "/iam/v2/api-keys", {"spec": spec})
        return made["id"], made["spec"]["secret"]

    def bind(self, account: str, role: str, scope: str) -> None:
        crn = f"crn://confluent.cloud/organization={self.sandbox.organization_id}{scope}"
        body = {"principal": f"User:{account}", "role_name": role, "crn_pattern": crn}
        self.sandbox.request("POST", "/iam/v2/role-bindings", body)

    @property
    def registry_scope(self) -> str:
        return f"/environment={self.environment}/schema-registry={self.registry}"

    def sr(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: tuple[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        return self._call(method, self.sr_endpoint + path, body, key or self.sr_key, MEDIA_TYPE, headers)

    def connect(self, method: str, path: str, body: Any = None, *, key: tuple[str, str] | None = None) -> Answer:
        base = f"{self.sandbox.endpoint}/connect/v1/environments/{self.environment}/clusters/{self.cluster}"
        cloud_key = (self.sandbox.cloud_key, self.sandbox.cloud_secret)
        return self._call(method, base + path, body, key or cloud_key, "application/json")

    def _call(
        self,
        method: str,
        url: str,
        body: Any,
        key: tuple[str, str],
        media_type: str,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        sent = {"Content-Type": media_type, **(headers or {})}
        answer = self._session.request(method, url, json=body, auth=key, headers=sent, timeout=10)
        is_json = answer.content and "json" in answer.headers.get("content-type", "")
        return Answer(answer.status_code, answer.json() if is_json else answer.text, answer.headers)
