# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The estate that most integration tests and every module's examples start from.

Environment ``dev`` with the Standard cluster ``orders`` and its Schema Registry, the service account
``orders-service``, the topic ``orders.created``, and keys of the organization's administrator for every plane. Made
through the imitated API itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

from .sandbox import Sandbox


@dataclass(frozen=True)
class Estate:
    """What is there. ``env`` has the credentials of all planes and the scope, for modules."""

    sandbox: Sandbox
    environment: str
    cluster: str
    schema_registry: str
    service_account: str
    administrator: str
    kafka_endpoint: str
    schema_registry_endpoint: str
    env: dict[str, str]

    def kafka(self, method: str, path: str, payload: Any = None) -> Any:
        """Call Kafka REST below the cluster as the administrator; the parsed answer."""
        key, secret = self.env["CONFLUENT_KAFKA_API_KEY"], self.env["CONFLUENT_KAFKA_API_SECRET"]
        return _call(method, f"{self.kafka_endpoint}/kafka/v3/clusters/{self.cluster}{path}", payload, key, secret)

    def registry(self, method: str, path: str, payload: Any = None) -> Any:
        """Call Schema Registry as the administrator; the parsed answer."""
        key = self.env["CONFLUENT_SCHEMA_REGISTRY_API_KEY"]
        secret = self.env["CONFLUENT_SCHEMA_REGISTRY_API_SECRET"]
        return _call(method, f"{self.schema_registry_endpoint}{path}", payload, key, secret)


# How Schema Registry answers: with everything it knows, as its document says where it is asked for that, or with the
# least that a document promises.
SHAPES = ("all", "asked", "bare")


def answering(sandbox: Any, shape: str) -> None:
    """Let Schema Registry answer in one of the SHAPES."""
    sandbox.settings(sr_all_properties=shape == "all", sr_properties_header=shape != "bare")


def _call(method: str, url: str, payload: Any, key: str, secret: str) -> Any:
    answer = requests.request(method, url, json=payload, auth=(key, secret), timeout=30)
    assert answer.status_code < 400, f"{method} {url}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None


def api_key(sandbox: Sandbox, owner: str, resource: dict[str, str] | None, name: str) -> tuple[str, str]:
    """Make an API key for an owner (``sa-...`` or ``u-...``); returns its id and secret."""
    spec: dict[str, Any] = {
        "display_name": name,
        "owner": {
            "id": owner,
            "api_version": "iam/v2",
            "kind": "ServiceAccount" if owner.startswith("sa-") else "User",
        },
    }
    if resource:
        spec["resource"] = resource
    made = sandbox.request("POST", "/iam/v2/api-keys", {"spec": spec})
    return made["id"], made["spec"]["secret"]


def build(sandbox: Sandbox) -> Estate:
    """Make the estate in an empty sandbox."""
    environment = sandbox.request("POST", "/org/v2/environments", {"display_name": "dev"})["id"]
    spec = {
        "display_name": "orders",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": environment},
    }
    cluster = sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})["id"]
    kafka_endpoint = sandbox.request("GET", f"/cmk/v2/clusters/{cluster}", environment=environment)["spec"][
        "http_endpoint"
    ]
    registry = sandbox.request("GET", "/srcm/v3/clusters", environment=environment)["data"][0]
    account = sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": "orders-service"})["id"]
    administrator = sandbox.request("GET", "/iam/v2/users")["data"][0]["id"]
    kafka = api_key(
        sandbox, administrator, {"id": cluster, "kind": "Cluster", "api_version": "cmk/v2"}, "administrator kafka"
    )
    schema_registry = api_key(
        sandbox,
        administrator,
        {"id": registry["id"], "kind": "Cluster", "api_version": "srcm/v3"},
        "administrator schema registry",
    )
    estate = Estate(
        sandbox=sandbox,
        environment=environment,
        cluster=cluster,
        schema_registry=registry["id"],
        service_account=account,
        administrator=administrator,
        kafka_endpoint=kafka_endpoint,
        schema_registry_endpoint=registry["spec"]["http_endpoint"],
        env={
            "CONFLUENT_ENVIRONMENT": "dev",
            "CONFLUENT_KAFKA_CLUSTER": "orders",
            "CONFLUENT_KAFKA_API_KEY": kafka[0],
            "CONFLUENT_KAFKA_API_SECRET": kafka[1],
            "CONFLUENT_SCHEMA_REGISTRY_API_KEY": schema_registry[0],
            "CONFLUENT_SCHEMA_REGISTRY_API_SECRET": schema_registry[1],
        },
    )
    estate.kafka("POST", "/topics", {"topic_name": "orders.created", "partitions_count": 3})
    sandbox.clear_journal()
    return estate
