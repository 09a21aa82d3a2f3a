# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The estates that are measured: what is put into the sandbox, and the items that state just that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..support.estate import Estate
from ..support.sandbox import Sandbox
from .lab import COLLECTION

Items = list[dict[str, Any]]
RETENTION = "86400000"


@dataclass(frozen=True)
class Sizes:
    """How much is measured. ``ordinary``: of the loop's items, how many the ordinary module does (it is scaled up)."""

    latencies: tuple[float, ...] = (0.0, 0.02, 0.1)
    loop: int = 100
    ordinary: int = 20
    created: int = 1000
    repeated: int = 3
    topics: int = 10_000
    acls: int = 10_000
    schemas: int = 1000
    role_bindings: int = 1000
    connectors: int = 300
    service_accounts: int = 1000
    subject_configs: int = 1000
    networking: int = 200
    records: int = 10_000
    groups: int = 1000
    provisioning: float = 60.0  # seconds that a cluster takes
    within: int = 200  # topics in each of these clusters
    environments: int = 20  # of the parts 10 and 11, and what is in them in all
    subjects: int = 2000
    organization_connectors: int = 500
    keys: int = 3000
    listed: int = 100  # environments of the inventory of part 12
    growth: tuple[int, ...] = (10, 100, 1000, 10_000)


QUICK = Sizes(
    latencies=(0.0,),
    loop=4,
    ordinary=1,
    created=20,
    repeated=1,
    topics=60,
    acls=60,
    schemas=20,
    role_bindings=20,
    connectors=5,
    service_accounts=20,
    subject_configs=20,
    networking=20,
    records=60,
    groups=20,
    provisioning=1.0,
    within=3,
    environments=2,
    subjects=10,
    organization_connectors=4,
    keys=30,
    listed=2,
    growth=(10, 20),
)


def topic_items(count: int, prefix: str = "t-") -> Items:
    """Topics with one setting of their own."""
    return [{"name": f"{prefix}{n:05}", "partitions": 6, "config": {"retention.ms": RETENTION}} for n in range(count)]


def seed_topics(sandbox: Sandbox, estate: Estate, count: int) -> None:
    """The topics of ``topic_items`` (those that are there already stay)."""
    given = {"cluster": estate.cluster, "prefix": "t-", "count": count, "configs": {"retention.ms": RETENTION}}
    sandbox.seed("topics", given)


@dataclass(frozen=True)
class Many:
    """One kind of the big estate: its plural module, and how to put it there and to state it.

    ``seed(sandbox, estate, count)`` makes the objects and returns (items, defaults). ``listed`` is the path of the
    list that is the subject and not a look-up.
    """

    option: str
    seed: Callable[[Sandbox, Estate, int], tuple[Items, dict[str, Any]]]
    listed: str = ""

    @property
    def module(self) -> str:
        return f"confluent_{self.option}"

    def task(self, **options: Any) -> dict[str, Any]:
        """A task whose items and defaults are the variables ``items`` and ``defaults``."""
        given = {self.option: "{{ items }}", "defaults": "{{ defaults }}", **options}
        return {f"{COLLECTION}.{self.module}": given}


def _topics(sandbox: Sandbox, estate: Estate, count: int) -> tuple[Items, dict[str, Any]]:
    seed_topics(sandbox, estate, count)
    return topic_items(count), {}


def _accounts(sandbox: Sandbox, count: int) -> dict[str, str]:
    """Service accounts ``owner-00000`` and so on, made unless they are there: their ids by name."""
    if not sandbox.request("GET", "/iam/v2/service-accounts", display_name="owner-00000")["data"]:
        sandbox.seed("service_accounts", {"prefix": "owner-", "count": count})
    listed = sandbox.request("GET", "/iam/v2/service-accounts", page_size=100)["data"]
    return {item["display_name"]: item["id"] for item in listed if item["display_name"].startswith("owner-")}


def _acls(sandbox: Sandbox, estate: Estate, count: int) -> tuple[Items, dict[str, Any]]:
    """Twenty accounts that may read a twentieth each."""
    items: Items = []
    accounts = _accounts(sandbox, 20)
    fixed = {"resource_type": "TOPIC", "operation": "READ"}
    for number, (name, ident) in enumerate(accounts.items()):
        names = [f"t-{n:05}" for n in range(number, count, len(accounts))]
        sandbox.seed("acls", {"cluster": estate.cluster, "names": names, "principal": f"User:{ident}", **fixed})
        items += [{"principal": name, "resource_name": topic} for topic in names]
    return items, fixed


def _role_bindings(sandbox: Sandbox, estate: Estate, count: int) -> tuple[Items, dict[str, Any]]:
    """Twenty accounts that may read a twentieth of the topics each: all in the scope of one cluster."""
    accounts = _accounts(sandbox, 20)
    names = list(accounts)
    crn = (
        f"crn://confluent.cloud/organization={sandbox.organization_id}/environment={estate.environment}"
        f"/cloud-cluster={estate.cluster}/kafka={estate.cluster}"
    )
    items: Items = [{"principal": names[n % len(names)], "resource_name": f"t-{n:05}"} for n in range(count)]
    sandbox.seed(
        "role_bindings",
        [
            {
                "principal": f"User:{accounts[item['principal']]}",
                "role_name": "DeveloperRead",
                "crn_pattern": f"{crn}/topic={item['resource_name']}",
            }
            for item in items
        ],
    )
    return items, {"role": "DeveloperRead", "scope": "topic", "environment": "dev", "cluster": "orders"}


def _schema(name: str) -> dict[str, Any]:
    fields = [{"name": f"field_{n}", "type": "string", "doc": "What the field means"} for n in range(12)]
    return {"type": "record", "name": name, "namespace": "com.example.bench", "fields": fields}


def _schemas(sandbox: Sandbox, estate: Estate, count: int) -> tuple[Items, dict[str, Any]]:
    given = {"registry": estate.schema_registry, "prefix": "s-", "count": count, "schema": _schema("%NAME%")}
    sandbox.seed("subjects", given)
    return [{"subject": f"s-{n:05}", "schema": _schema(f"s_{n:05}")} for n in range(count)], {}


def _subject_configs(sandbox: Sandbox, estate: Estate, count: int) -> tuple[Items, dict[str, Any]]:
    sandbox.seed(
        "subjects", {"registry": estate.schema_registry, "prefix": "s-", "count": count, "compatibility": "FULL"}
    )
    return [{"subject": f"s-{n:05}"} for n in range(count)], {"compatibility": "FULL"}


def _connectors(sandbox: Sandbox, estate: Estate, count: int) -> tuple[Items, dict[str, Any]]:
    config = {
        "connector.class": "DatagenSource",
        "kafka.auth.mode": "SERVICE_ACCOUNT",
        "kafka.service.account.id": estate.service_account,
        "kafka.topic": "orders.created",
        "output.data.format": "JSON",
        "quickstart": "ORDERS",
        "tasks.max": "1",
    }
    sandbox.seed("connectors", {"cluster": estate.cluster, "prefix": "c-", "count": count, "config": config})
    return [{"name": f"c-{n:05}", "config": config} for n in range(count)], {}


def _service_accounts(sandbox: Sandbox, estate: Estate, count: int) -> tuple[Items, dict[str, Any]]:
    sandbox.seed("service_accounts", {"prefix": "a-", "count": count})
    return [{"name": f"a-{n:05}"} for n in range(count)], {}


TOPICS = Many("topics", _topics)
KINDS = (
    TOPICS,
    Many("acls", _acls),
    Many("role_bindings", _role_bindings),
    Many("service_accounts", _service_accounts, "/iam/v2/service-accounts"),
    Many("schemas", _schemas),
    Many("subject_configs", _subject_configs),
    Many("connectors", _connectors),
)
