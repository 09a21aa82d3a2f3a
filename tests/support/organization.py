# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An organization in which a report has one finding of each kind, beside what must be none; for tests and for the
picture in the documentation.

Production (environment ``prod``, Dedicated cluster ``payments``) is used and partly neglected; ``dev`` has a cluster
that nobody uses and one that is too young to be judged. Names that attack a page (``HOSTILE``) are among them.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

import requests

from .certificates import authority
from .sandbox import Sandbox

DAY = 86_400.0
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}'\"--></style>"
CALM = "audit.trail"  # the same without attacks: what a topic may be called is narrow
PLACE = {"cloud": "AWS", "region": "eu-central-1"}
READER = "u-4xgp5z"  # the sandbox's administrator, whose keys read
KEYS = ("READPAYMENTS0001", "READIDLE00000001", "READREGISTRY0001", "READFLINK0000001", "READREGISTRY0002")


def secret_of(key: str) -> str:
    """The secret of one of the seeded keys."""
    return f"sandbox-secret-of-{key.lower()}"


@dataclass
class Organization:
    """What was made. ``keys``: for the option of the module; ``ids`` of what tests speak of."""

    sandbox: Sandbox
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> list[dict[str, str]]:
        return [{"api_key": key, "api_secret": secret_of(key)} for key in KEYS]

    def one(self, kind: str, **spec: Any) -> Any:
        """Seed one object; what was made."""
        return self.sandbox.seed(kind, spec)

    def aged(self, days: float) -> None:
        """What is made from now on is so old."""
        self.sandbox.settings(born_before=days * DAY)


def today() -> date:
    return datetime.now(timezone.utc).date()


def first_of(back: int) -> date:
    """The first day of a month so many months ago."""
    day = today().replace(day=1)
    for _month in range(back):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


_MADE: weakref.WeakKeyDictionary[Sandbox, Organization] = weakref.WeakKeyDictionary()


def seeded(sandbox: Sandbox) -> Organization:
    """Make it, in an empty sandbox. It is made once, and brought back from then on."""
    if sandbox not in _MADE:
        _MADE[sandbox] = _made(sandbox)
        sandbox.snapshot("organization")
    else:
        sandbox.restore("organization")
    sandbox.settings(statement_failing="broken_table")
    sandbox.clear_journal()
    return _MADE[sandbox]


def _made(sandbox: Sandbox) -> Organization:
    made = Organization(sandbox)
    made.aged(200)
    _clusters(made)
    _accounts(made)
    _kafka(made)
    _registry(made)
    _flink(made)
    _costs(made)
    made.aged(1)
    made.one("clusters", id="lkc-y0u1n2", environment="env-d1e2v3", display_name="young", config={"kind": "Basic"})
    made.one("topics", cluster="lkc-y0u1n2", names=["first.steps"])
    made.aged(0)
    return made


def _clusters(made: Organization) -> None:
    for identifier, name in (("env-p1r2d3", "prod"), ("env-d1e2v3", "dev")):
        made.one("environments", id=identifier, display_name=name)
    dedicated = {"kind": "Dedicated", "cku": 1}
    made.one(
        "clusters",
        id="lkc-p1a2y3",
        environment="env-p1r2d3",
        display_name="payments",
        config=dedicated,
        availability="LOW",
    )
    made.one("clusters", id="lkc-i1d2l3", environment="env-d1e2v3", display_name="idle", config={"kind": "Basic"})
    registries = made.sandbox.state()["schema_registries"]
    made.ids.update({one["environment"]: identifier for identifier, one in registries.items()})
    # Production may be reached from the office only.
    made.one("ip_groups", id="ipg-o1f2f3", group_name="office", cidr_blocks=["203.0.113.0/24"])
    made.sandbox.request(
        "POST",
        "/iam/v2/ip-filters",
        {
            "filter_name": "Office only",
            "resource_group": "multiple",
            "operation_groups": ["KAFKA_DATA"],
            "resource_scope": f"crn://confluent.cloud/organization={made.sandbox.organization_id}/environment=env-p1r2d3",
            "ip_groups": [{"id": "ipg-o1f2f3"}],
        },
    )
    chain = authority("Branch offices", 20)
    made.one("certificate_authorities", display_name="Branch offices", certificate_chain=chain)
    made.one("certificate_authorities", display_name="Head office", certificate_chain=authority("Head office", 3650))
    made.one("service_quotas", id="iam.max_service_accounts.per_org", applied_limit=5, usage=4)


def _accounts(made: Organization) -> None:
    organization = f"crn://confluent.cloud/organization={made.sandbox.organization_id}"
    prod = f"{organization}/environment=env-p1r2d3"
    for identifier, name in (
        ("sa-b1i2l3", "billing"),
        ("sa-s1h2a3", "shared"),
        ("sa-f1o2r3", "forgotten"),
        ("sa-s1i2n3", "sink"),
    ):
        made.one("service_accounts", id=identifier, display_name=name)
    made.one("users", id="u-a1n2n3", email="anna@example.com", full_name="Anna")
    for key, owner, resource, name in (
        ("BILLINGPAYMENTS1", "sa-b1i2l3", "lkc-p1a2y3", "billing"),
        ("SHAREDIDLE000001", "sa-s1h2a3", "lkc-i1d2l3", "shared idle"),
        ("SHAREDPAYMENTS01", "sa-s1h2a3", "lkc-p1a2y3", "shared payments"),
        ("GONEPAYMENTS0001", "sa-g1o2n3", "lkc-p1a2y3", "left behind"),
    ):
        made.one("api_keys", id=key, owner=owner, resource=resource, display_name=name)
    made.aged(5)
    region = {"id": "aws.eu-central-1", "kind": "Region", "api_version": "fcpm/v2", "environment": "env-p1r2d3"}
    places = ("lkc-p1a2y3", "lkc-i1d2l3", made.ids["env-p1r2d3"], region, made.ids["env-d1e2v3"])
    for key, place in zip(KEYS, places, strict=True):
        made.one("api_keys", id=key, secret=secret_of(key), owner=READER, resource=place, display_name="report")
    made.one("api_keys", id="ANNASCLOUDKEY001", owner="u-a1n2n3", resource="cloud", display_name="Anna's script")
    made.aged(200)
    for principal, role, pattern in (
        ("User:u-a1n2n3", "OrganizationAdmin", organization),
        ("User:sa-g1o2n3", "EnvironmentAdmin", prod),
        ("User:sa-b1i2l3", "CloudClusterAdmin", f"{prod}/cloud-cluster=lkc-p1a2y3"),
        ("User:sa-s1h2a3", "CloudClusterAdmin", f"{organization}/environment=env-d1e2v3/cloud-cluster=lkc-i1d2l3"),
        ("User:sa-b1i2l3", "ResourceOwner", f"{prod}/cloud-cluster=lkc-p1a2y3/kafka=lkc-p1a2y3/topic=*"),
        ("User:sa-s1i2n3", "DeveloperRead", f"{prod}/cloud-cluster=lkc-p1a2y3/kafka=lkc-p1a2y3/topic=payments.made"),
        ("User:sa-b1i2l3", "DataSteward", prod),
    ):
        made.one("role_bindings", principal=principal, role_name=role, crn_pattern=pattern)


def _kafka(made: Organization) -> None:
    cluster = "lkc-p1a2y3"
    made.one(
        "topics",
        cluster=cluster,
        names=["payments.made", "payments.refunded", "payments.history", "payments.v0", CALM],
    )
    made.one("topics", cluster=cluster, names=["_internal"], internal=True)
    made.one("topics", cluster="lkc-i1d2l3", names=["playground"])
    for topic, metric, value in (
        ("payments.made", "received_bytes", 5_000_000),
        ("payments.made", "sent_bytes", 7_000_000),
        ("payments.refunded", "received_bytes", 1_000),
        ("payments.history", "sent_bytes", 2_000),
        (CALM, "received_bytes", 10),
        (CALM, "sent_bytes", 10),
    ):
        made.one("traffic", cluster=cluster, metric=metric, topic=topic, value=value, minutes_ago=600)
    made.one("traffic", cluster=cluster, metric="request_count", principal_id="sa-b1i2l3", value=900)
    made.one("traffic", cluster="lkc-i1d2l3", metric="request_count", principal_id="sa-s1h2a3", value=1)
    made.one("records", cluster=cluster, topic="payments.made", partition=0, count=6000)
    for group, offset in (("billing-loader", 1000), ("billing-audit", 5990)):
        made.one("groups", cluster=cluster, name=group, commits={"payments.made": offset})
    allow = {"cluster": cluster, "resource_type": "TOPIC", "host": "*", "permission": "ALLOW"}
    for principal, operation, name in (
        ("User:sa-b1i2l3", "READ", "payments.made"),
        ("User:sa-b1i2l3", "ALL", "*"),
        ("User:sa-g1o2n3", "READ", "payments.made"),
        ("User:*", "READ", CALM),
    ):
        made.one("acls", principal=principal, operation=operation, resource_name=name, **allow)
    config = {"connector.class": "DatagenSource", "kafka.topic": "payments.made", "tasks.max": "1"}
    made.one(
        "connectors", cluster=cluster, names=["steady"], config={**config, "kafka.service.account.id": "sa-s1i2n3"}
    )
    for name, states, tasks in (
        (HOSTILE, [["FAILED", 1e9, "Access denied\nto the table"]], [["FAILED", "no rights"]]),
        ("resting", [["PAUSED", 1e9]], ["PAUSED"]),
        ("hollow", [["RUNNING", 1e9]], []),
    ):
        made.one("connectors", cluster=cluster, names=[name], config=config)
        made.one("connector_states", cluster=cluster, name=name, states=states, tasks=tasks, sticky=True)
    made.ids["hollow"] = made.sandbox.state()["connectors"][cluster]["hollow"]["id"]
    _link(made, cluster)


def _link(made: Organization, cluster: str) -> None:
    """A link of production to a cluster elsewhere, which mirrors nothing."""
    state = made.sandbox.request("GET", f"/cmk/v2/clusters/{cluster}", environment="env-p1r2d3")
    url = f"{state['spec']['http_endpoint']}/kafka/v3/clusters/{cluster}/links"
    body = {
        "source_cluster_id": "lkc-i1d2l3",
        "configs": [{"name": "bootstrap.servers", "value": "elsewhere.example:9092"}],
    }
    answer = requests.post(
        url,
        params={"link_name": "from-elsewhere", "validate_link": "false"},
        json=body,
        auth=(KEYS[0], secret_of(KEYS[0])),
        timeout=30,
    )
    assert answer.status_code < 400, answer.text


def _registry(made: Organization) -> None:
    registry = made.ids["env-p1r2d3"]
    made.one("subjects", registry=registry, names=["payments.made-value", "payments.gone-value", "com.example.Refund"])
    made.one("subjects", registry=registry, names=["payments.refunded-value"], compatibility="NONE")
    made.one(
        "subjects",
        registry=registry,
        names=["shared.types-value"],
        schema={"type": "record", "name": "Money", "fields": [{"name": "cents", "type": "long"}]},
    )
    made.one(
        "subjects",
        registry=registry,
        names=["payments.history-value"],
        schema={"type": "record", "name": "History", "fields": [{"name": "paid", "type": "Money"}]},
        references=[{"name": "Money", "subject": "shared.types-value", "version": 1}],
    )

    answer = requests.put(
        f"{made.sandbox.endpoint}/_sr/{made.ids['env-d1e2v3']}/config",
        json={"compatibility": "NONE"},
        auth=(KEYS[4], secret_of(KEYS[4])),
        timeout=30,
    )
    assert answer.status_code < 400, answer.text


def _flink(made: Organization) -> None:
    for name in ("busy", "bored"):
        spec = {**PLACE, "display_name": name, "max_cfu": 5, "environment": {"id": "env-p1r2d3"}}
        made.ids[name] = made.sandbox.request("POST", "/fcpm/v2/compute-pools", {"spec": spec})["id"]
    regions = made.sandbox.request("GET", "/fcpm/v2/regions", cloud="AWS", page_size=100)["data"]
    endpoint = next(one["http_endpoint"] for one in regions if one["region_name"] == PLACE["region"])
    path = f"{endpoint}/sql/v1/organizations/{made.sandbox.organization_id}/environments/env-p1r2d3/statements"
    made.sandbox.settings(statement_failing="broken_table")
    made.one("flink_scripts", name="enrich-v0", phases=[[0, "STOPPED"]], detail="Stopped by its user")
    for name, sql in (
        ("enrich-v1", "INSERT INTO enriched SELECT * FROM payments"),
        ("enrich-v0", "INSERT INTO enriched SELECT * FROM payments"),
        ("enrich-v2", "INSERT INTO broken_table SELECT * FROM payments"),
    ):
        spec = {"statement": sql, "compute_pool_id": made.ids["busy"], "principal": "sa-b1i2l3", "stopped": False}
        body = {
            "name": name,
            "organization_id": made.sandbox.organization_id,
            "environment_id": "env-p1r2d3",
            "spec": spec,
        }
        answer = requests.post(path, json=body, auth=(KEYS[3], secret_of(KEYS[3])), timeout=30)
        assert answer.status_code < 400, answer.text


def _costs(made: Organization) -> None:
    """Four months: production grows, the idle cluster costs the same each month, support is billed on the first."""

    def resource(identifier: str, name: str, environment: str) -> dict[str, Any]:
        return {"id": identifier, "display_name": name, "environment": {"id": environment}}

    for back, daily in ((3, "41.10"), (2, "43.25"), (1, "48.40"), (0, "49.05")):
        start = first_of(back)
        days = (first_of(back - 1) - start).days if back else max((today() - start).days, 0)
        if not days:
            continue
        shared = {"start_date": start.isoformat(), "days": days}
        kafka = {"product": "KAFKA", "network_access_type": "INTERNET"}
        payments, idle = resource("lkc-p1a2y3", "payments", "env-p1r2d3"), resource("lkc-i1d2l3", "idle", "env-d1e2v3")
        made.one("costs", **shared, **kafka, line_type="KAFKA_NUM_CKUS", amount=daily, resource=payments)
        connector = resource(made.ids["hollow"], "hollow", "env-p1r2d3")
        made.one("costs", **shared, product="CONNECT", line_type="CONNECT_CAPACITY", amount="0.46", resource=connector)
        made.one("costs", **shared, **kafka, line_type="KAFKA_BASE", amount="3.30", resource=idle)
        made.one(
            "costs",
            start_date=start.isoformat(),
            product="SUPPORT_CLOUD_BUSINESS",
            line_type="SUPPORT",
            amount="250",
        )
