# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plain HTTP client for the tests of the sandbox itself: any credential, any answer."""

from __future__ import annotations

from typing import Any

import requests

Credential = tuple[str, str] | str | None


class Client:
    """Calls one sandbox. ``auth``: (key, secret), a bearer token, None for nothing; left out = the seeded Cloud key."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.admin: Credential = (sandbox.cloud_key, sandbox.cloud_secret)
        self.session = requests.Session()
        self.session.trust_env = False
        self.organization = f"crn://confluent.cloud/organization={sandbox.organization_id}"

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        auth: Credential | bool = True,
        headers: dict[str, str] | None = None,
        **query: Any,
    ) -> requests.Response:
        url = path if path.startswith("http") else self.sandbox.endpoint + path
        credential = self.admin if auth is True else auth
        headers = dict(headers or {})
        if isinstance(credential, str):
            headers["Authorization"] = f"Bearer {credential}"
            credential = None
        return self.session.request(
            method, url, json=body, params=query, auth=credential or _nothing, headers=headers, timeout=20
        )

    def ok(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        """The parsed body of an answer that must be a success."""
        answer = self(method, path, body, **options)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    # ---- things that most tests need

    def environment(self, name: str = "orders-dev") -> str:
        """A new environment; its id."""
        return str(self.ok("POST", "/org/v2/environments", {"display_name": name})["id"])

    def cluster_spec(self, environment: str, **changes: Any) -> dict[str, Any]:
        """A spec for POST /cmk/v2/clusters."""
        spec = {
            "display_name": "orders",
            "availability": "SINGLE_ZONE",
            "cloud": "AWS",
            "region": "eu-central-1",
            "config": {"kind": "Basic"},
            "environment": {"id": environment},
        }
        return {"spec": {**spec, **changes}}

    def cluster(self, environment: str, **changes: Any) -> dict[str, Any]:
        """A new cluster as GET gives it."""
        made = self.ok("POST", "/cmk/v2/clusters", self.cluster_spec(environment, **changes))
        return dict(self.ok("GET", f"/cmk/v2/clusters/{made['id']}", environment=environment))

    def account(self, name: str) -> str:
        """A new service account; its id."""
        return str(self.ok("POST", "/iam/v2/service-accounts", {"display_name": name})["id"])

    def key(self, owner: str, resource: dict[str, Any] | None = None) -> tuple[str, str]:
        """A new API key and its secret."""
        spec = {"owner": {"id": owner}, "display_name": "test", **({"resource": resource} if resource else {})}
        made = self.ok("POST", "/iam/v2/api-keys", {"spec": spec})
        return made["id"], made["spec"]["secret"]

    def bind(self, principal: str, role: str, scope: str) -> dict[str, Any]:
        """A new role binding; ``scope`` is what follows the organisation in the CRN."""
        body = {"principal": f"User:{principal}", "role_name": role, "crn_pattern": self.organization + scope}
        return dict(self.ok("POST", "/iam/v2/role-bindings", body))


def _nothing(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps requests from looking for a .netrc."""
    return request


def error_of(answer: requests.Response) -> dict[str, Any]:
    """The single error of a control-plane answer."""
    errors = answer.json()["errors"]
    assert len(errors) == 1
    assert errors[0]["status"] == str(answer.status_code)
    return dict(errors[0])
