# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Service quotas: what the `_info` module selects, and what other modules make of them before they create anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate
from tests.support.rows import Case, set_up

from ..kinds import (
    flink_compute_pool,
    ksql_cluster,
    network,
    network_link_endpoint,
    network_link_service,
    peering,
    private_link_access,
    private_link_attachment,
    transit_gateway_attachment,
)

QUOTAS = "/service-quota/v1/applied-quotas"
ENVIRONMENTS = "iam.max_environments.per_org"
ACCOUNTS = "iam.max_service_accounts.per_org"
Module = Callable[..., dict[str, Any]]


def quotas(sandbox: Any, **options: Any) -> list[dict[str, Any]]:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.service_quotas import ServiceQuota

    return direct.info(ServiceQuota, options, sandbox.env)


def environment(sandbox: Any, name: str, check: bool = False, **options: Any) -> dict[str, Any]:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.organization import Environment

    sandbox.clear_journal()
    return direct.run(Environment, {"name": name, **options}, sandbox.env, check=check)


def test_what_is_left_of_a_quota(sandbox: Any) -> None:
    estate = Estate(sandbox)
    estate.id_of("cluster")
    sandbox.seed("service_quotas", {"id": "kafka.max_kafka_clusters.per_env", "applied_limit": 20})
    sandbox.request("POST", "/org/v2/environments", {"display_name": "prod"})
    of = {"scope": "environment", "id": "kafka.max_kafka_clusters.per_env"}
    assert len(quotas(sandbox, **of)) == 2
    [one] = quotas(sandbox, **of, environment="dev")
    assert (one["environment"], one["applied_limit"], one["usage"], one["left"]) == (estate.environment, 20, 1, 19)
    assert one["scope"] == "ENVIRONMENT"
    assert one["network"] is None
    assert {quota["environment"] for quota in quotas(sandbox, scope="ENVIRONMENT", environment="dev")} == {
        estate.environment
    }
    sandbox.seed("service_quotas", {"id": ENVIRONMENTS, "applied_limit": 25, "usage": None})
    [hidden] = quotas(sandbox, scope="ORGANIZATION", id=ENVIRONMENTS)
    assert (hidden["usage"], hidden["left"]) == (None, None)


def test_every_filter_of_the_document_goes_by_name(sandbox: Any) -> None:
    estate = Estate(sandbox)
    cluster = estate.cluster
    provider = sandbox.request(
        "POST",
        "/iam/v2/identity-providers",
        {
            "display_name": "corporate",
            "description": "x",
            "issuer": "https://a.example",
            "jwks_uri": "https://a.example",
        },
    )["id"]
    [pools] = quotas(sandbox, scope="IDENTITY_PROVIDER", identity_provider="corporate")
    assert pools["identity_provider"] == provider
    [apps] = quotas(sandbox, scope="KAFKA_CLUSTER", kafka_cluster="orders", environment="dev")
    assert apps["kafka_cluster"] == cluster
    sandbox.seed("networks", {"display_name": "hub", "environment": estate.environment})
    found = quotas(sandbox, scope="NETWORK", network="hub", environment="dev")
    sent = [dict(entry["query"]) for entry in sandbox.journal("GET", QUOTAS)]
    assert [quota["network"] for quota in found] == [sent[-1]["network"]] * 5


@pytest.mark.parametrize("check", [True, False])
def test_a_creation_that_would_exceed_a_quota_is_refused(sandbox: Any, check: bool) -> None:
    sandbox.seed("service_quotas", {"id": ENVIRONMENTS, "applied_limit": 1})
    assert environment(sandbox, "dev", check)["operation"] == "created"  # the last one that there is room for
    environment(sandbox, "dev")
    refused = environment(sandbox, "prod", check)
    assert refused["failed"]
    for words in (ENVIRONMENTS, "is 1, 1 of which are used", "would make 1 more", "ask Confluent Support"):
        assert words in refused["msg"]
    assert refused["problems"][0].startswith("the service quota")
    assert sandbox.writes() == []
    assert len(sandbox.journal("GET", QUOTAS)) == 1


def test_who_makes_nothing_does_not_ask(sandbox: Any) -> None:
    sandbox.seed("service_quotas", {"id": ENVIRONMENTS, "applied_limit": 1})
    environment(sandbox, "dev")
    for options in ({}, {"stream_governance_package": "ADVANCED"}, {"state": "absent"}):
        assert not environment(sandbox, "dev", **options)["failed"]
        assert sandbox.journal("GET", QUOTAS) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 403},
        {"status": 404},
        {"status": 500},
        {"status": 429, "headers": {"Retry-After": "60"}},
        {"reset": "before"},
        {"answer": "html"},
        {"status": 200, "body": {"data": [{"id": ENVIRONMENTS, "applied_limit": "few", "usage": 9}]}},
        {"status": 200, "body": [1]},
    ],
    ids=repr,
)
def test_what_cannot_be_read_is_no_reason_against_a_creation(sandbox: Any, fault: dict[str, Any]) -> None:
    """Nor is it tried again: whoever has to wait for a help is not helped."""
    sandbox.seed("service_quotas", {"id": ENVIRONMENTS, "applied_limit": 0})
    sandbox.fault(path=QUOTAS, times=0, **fault)
    made = environment(sandbox, "dev")
    assert (made["operation"], made["failed"], made["warnings"]) == ("created", False, [])
    assert len(sandbox.journal("GET", QUOTAS)) == 1


def test_a_quota_without_its_usage_says_nothing(sandbox: Any) -> None:
    sandbox.seed("service_quotas", {"id": ENVIRONMENTS, "applied_limit": 0, "usage": None})
    assert environment(sandbox, "dev")["operation"] == "created"


def test_a_quota_is_that_of_the_place_in_which_something_is_made(sandbox: Any) -> None:
    """The other environment has a cluster, too, and it does not count here."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.kafka_clusters import KafkaCluster

    estate = Estate(sandbox)
    estate.id_of("cluster")
    sandbox.request("POST", "/org/v2/environments", {"display_name": "prod"})
    sandbox.seed("service_quotas", {"id": "kafka.max_kafka_clusters.per_env", "applied_limit": 1})
    cluster = {"name": "more", "type": "Basic", "availability": "LOW", "cloud": "AWS", "region": "us-east-1"}
    refused = direct.run(KafkaCluster, {**cluster, "environment": "dev"}, sandbox.env)
    assert f"of {estate.environment} is 1, 1 of which are used" in refused["msg"]
    assert direct.run(KafkaCluster, {**cluster, "environment": "prod"}, sandbox.env)["operation"] == "created"


def accounts(run_module: Module, sandbox: Any, *names: str, check: bool = False, gone: str = "") -> dict[str, Any]:
    sandbox.clear_journal()
    items = [{"name": name} for name in names] + ([{"name": gone, "state": "absent"}] if gone else [])
    return run_module("confluent_service_accounts", {"service_accounts": items}, check=check, env=sandbox.env)


@pytest.mark.parametrize("check", [True, False])
def test_a_list_counts_as_a_whole(run_module: Module, sandbox: Any, check: bool) -> None:
    sandbox.seed("service_quotas", {"id": ACCOUNTS, "applied_limit": 3})
    assert not accounts(run_module, sandbox, "a", "b")["failed"]
    refused = accounts(run_module, sandbox, "a", "b", "c", "d", check=check)
    assert f"{ACCOUNTS} (Max Service Accounts Per Organization) is 3, 2 of which are used" in refused["msg"]
    assert "would make 2 more" in refused["msg"]
    assert sandbox.writes() == []
    assert len(sandbox.journal("GET", QUOTAS)) == 1
    made = accounts(run_module, sandbox, "a", "b", "c", check=check)
    assert made["counts"]["created"] == 1
    assert len(sandbox.journal("GET", QUOTAS)) == 1


def test_what_goes_makes_room(run_module: Module, sandbox: Any) -> None:
    sandbox.seed("service_quotas", {"id": ACCOUNTS, "applied_limit": 2})
    accounts(run_module, sandbox, "a", "b")
    assert accounts(run_module, sandbox, "c", gone="a")["counts"] == {
        "created": 1,
        "updated": 0,
        "deleted": 1,
        "unchanged": 0,
        "failed": 0,
        "not_tried": 0,
    }


def test_pools_of_a_provider(run_module: Module, sandbox: Any) -> None:
    made = {
        "display_name": "corporate",
        "description": "x",
        "issuer": "https://a.example",
        "jwks_uri": "https://a.example",
    }
    provider = sandbox.request("POST", "/iam/v2/identity-providers", made)["id"]
    sandbox.seed("service_quotas", {"id": "identity_pools_per_provider", "applied_limit": 1})
    pools = [{"name": name, "filter": "true"} for name in ("a", "b")]
    shared = {"description": "x", "identity_claim": "claims.sub"}
    options = {"identity_provider": "corporate", "identity_pools": pools, "defaults": shared}
    refused = run_module("confluent_identity_pools", options, env=sandbox.env)
    assert f"identity_pools_per_provider (Identity pools) of {provider} is 1, 0 of which are used" in refused["msg"]
    [asked] = sandbox.journal("GET", QUOTAS)
    assert dict(asked["query"])["identity_provider"] == provider


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (network.CASE, "networking.max_network.per_environment"),
        (peering.CASE, "peerings_per_network"),
        (transit_gateway_attachment.CASE, "networking.max_transit_gateway.per_network"),
        (private_link_access.CASE, "networking.max_private_link.per_network"),
        (network_link_service.CASE, "network_link_service_per_network"),
        (network_link_endpoint.CASE, "network_link_endpoints_per_network"),
        (private_link_attachment.CASE, "private_link_attachments_per_environment"),
        (flink_compute_pool.CASE, "flink.max_compute_pools.per_env"),
        (ksql_cluster.CASE, "ksql.max_apps.per_env"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_each_kind_counts_for_its_quota(case: Case, code: str, run_module: Module, sandbox: Any, tmp_path: Any) -> None:
    """Of a network, an environment; and one request tells."""
    ground = set_up(case, sandbox, tmp_path)
    sandbox.seed("service_quotas", {"id": code, "applied_limit": 0})
    env = {**sandbox.env, **ground.estate.env}
    refused = run_module(case.module, ground.filled(case.arguments), env=env)
    assert f"the service quota {code} (" in refused["msg"], refused["msg"]
    assert "is 0, 0 of which are used" in refused["msg"]
    assert sandbox.writes() == []
    assert len(sandbox.journal("GET", QUOTAS)) == 1
