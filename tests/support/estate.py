# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The estate that tests and every module's examples start from, of which a test makes what it needs and no more.

The standard estate (``build``): environment ``dev`` with the Standard cluster ``orders`` and its Schema Registry, the
service account ``orders-service``, the topic ``orders.created``, and keys of the organization's administrator for every
plane. Made through the imitated API itself.

A part is a function that makes something and returns its id. What it needs itself it asks the estate for. The file of a
kind (tests/kinds) may declare further parts with ``@part``.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import requests

from .sandbox import Sandbox

Make = Callable[["Estate"], str]
PARTS: dict[str, Make] = {}


def part(make: Make) -> Make:
    """Declare a part of the estate by the name of the function that makes it."""
    if make.__name__ in PARTS:
        raise ValueError(f"the estate has two parts {make.__name__}")
    PARTS[make.__name__] = make
    return make


class Estate:
    """What is there. ``env`` has the scope and the credentials of the planes that it was asked for, for modules;
    ``ids`` the ids of its parts by their names.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.env: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.endpoints: dict[str, str] = {}

    def copy(self) -> Estate:
        """Another one of the same."""
        other = Estate(self.sandbox)
        other.env, other.ids, other.endpoints = dict(self.env), dict(self.ids), dict(self.endpoints)
        return other

    def needs(self, *names: str) -> Estate:
        """Itself, with these parts. The journal is empty afterwards if anything had to be made."""
        missing = [name for name in names if name not in self.ids]
        for name in missing:
            self.id_of(name)
        if missing:
            self.sandbox.clear_journal()
        return self

    def id_of(self, name: str) -> str:
        """The id of a part, which is made if it is not there yet."""
        if name not in self.ids:
            self.ids[name] = PARTS[name](self)
        return self.ids[name]

    @property
    def environment(self) -> str:
        return self.id_of("environment")

    @property
    def cluster(self) -> str:
        return self.id_of("cluster")

    @property
    def schema_registry(self) -> str:
        return self.id_of("schema_registry")

    @property
    def service_account(self) -> str:
        return self.id_of("service_account")

    @property
    def administrator(self) -> str:
        return self.id_of("administrator")

    @property
    def kafka_endpoint(self) -> str:
        self.id_of("cluster")
        return self.endpoints["kafka"]

    @property
    def schema_registry_endpoint(self) -> str:
        self.id_of("schema_registry")
        return self.endpoints["schema_registry"]

    def kafka(self, method: str, path: str, payload: Any = None) -> Any:
        """Call Kafka REST below the cluster as the administrator; the parsed answer."""
        self.id_of("kafka_key")
        key, secret = self.env["CONFLUENT_KAFKA_API_KEY"], self.env["CONFLUENT_KAFKA_API_SECRET"]
        return _call(method, f"{self.kafka_endpoint}/kafka/v3/clusters/{self.cluster}{path}", payload, key, secret)

    def registry(self, method: str, path: str, payload: Any = None) -> Any:
        """Call Schema Registry as the administrator; the parsed answer."""
        self.id_of("schema_registry_key")
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


# ---- the standard estate


@part
def environment(estate: Estate) -> str:
    estate.env["CONFLUENT_ENVIRONMENT"] = "dev"
    return str(estate.sandbox.request("POST", "/org/v2/environments", {"display_name": "dev"})["id"])


@part
def cluster(estate: Estate) -> str:
    spec = {
        "display_name": "orders",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": estate.environment},
    }
    made = str(estate.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})["id"])
    there = estate.sandbox.request("GET", f"/cmk/v2/clusters/{made}", environment=estate.environment)
    estate.endpoints["kafka"] = there["spec"]["http_endpoint"]
    estate.env["CONFLUENT_KAFKA_CLUSTER"] = "orders"
    return made


@part
def schema_registry(estate: Estate) -> str:
    estate.id_of("cluster")  # the service makes the registry with the first cluster
    made = estate.sandbox.request("GET", "/srcm/v3/clusters", environment=estate.environment)["data"][0]
    estate.endpoints["schema_registry"] = made["spec"]["http_endpoint"]
    return str(made["id"])


@part
def service_account(estate: Estate) -> str:
    return str(estate.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": "orders-service"})["id"])


@part
def administrator(estate: Estate) -> str:
    return str(estate.sandbox.request("GET", "/iam/v2/users")["data"][0]["id"])


@part
def kafka_key(estate: Estate) -> str:
    resource = {"id": estate.cluster, "kind": "Cluster", "api_version": "cmk/v2"}
    return _key(estate, "KAFKA", resource, "administrator kafka")


@part
def schema_registry_key(estate: Estate) -> str:
    resource = {"id": estate.schema_registry, "kind": "Cluster", "api_version": "srcm/v3"}
    return _key(estate, "SCHEMA_REGISTRY", resource, "administrator schema registry")


def _key(estate: Estate, plane: str, resource: dict[str, str], name: str) -> str:
    key, secret = api_key(estate.sandbox, estate.administrator, resource, name)
    estate.env.update({f"CONFLUENT_{plane}_API_KEY": key, f"CONFLUENT_{plane}_API_SECRET": secret})
    return key


@part
def topic(estate: Estate) -> str:
    estate.kafka("POST", "/topics", {"topic_name": "orders.created", "partitions_count": 3})
    return "orders.created"


STANDARD = tuple(PARTS)


_MADE: weakref.WeakKeyDictionary[Sandbox, Estate] = weakref.WeakKeyDictionary()


def build(sandbox: Sandbox) -> Estate:
    """Make the standard estate in an empty sandbox. In one that is just as after its reset it is made once, and brought
    back from then on, which takes a tenth of the time: most tests begin so.
    """
    made = _MADE.get(sandbox)
    fresh = sandbox.untouched and not sandbox.journal()  # nor did modules
    if made is None or not fresh:
        estate = Estate(sandbox).needs(*STANDARD)
        if fresh:
            sandbox.snapshot("standard estate")
            _MADE[sandbox] = estate.copy()
        return estate
    sandbox.restore("standard estate")
    return made.copy()
