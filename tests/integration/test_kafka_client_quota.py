# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Client quotas: numbers as texts, the default one, principals by name, and each of them in one quota of a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

from ..kinds.kafka_client_quota import IN_CLUSTER

QUOTAS = "/kafka-quotas/v1/client-quotas"
RATES = {"ingress_byte_rate": 1048576, "egress_byte_rate": 4194304}
Module = Callable[..., dict[str, Any]]


class Quotas(direct.Foreseen):
    """Runs the kind in this process, in a cluster that has quotas."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("dedicated_cluster", "service_account", "team_accounts")

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.client_quotas import KafkaClientQuota

        self.sandbox.clear_journal()
        return direct.run(KafkaClientQuota, {**IN_CLUSTER, **options}, self.sandbox.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert len(self.sandbox.writes()) == (operation != "unchanged" and not check)
        made: dict[str, Any] = result
        return made

    def account(self, name: str) -> str:
        listed = self.sandbox.request("GET", "/iam/v2/service-accounts", page_size=100)["data"]
        return next(str(one["id"]) for one in listed if one["display_name"] == name)


@pytest.fixture
def quotas(sandbox: Any) -> Quotas:
    return Quotas(sandbox)


def test_rates_are_texts_on_the_wire_and_compared_as_numbers(quotas: Quotas, sandbox: Any) -> None:
    quotas.done("created", name="orders", throughput=RATES, principals=["orders-service"])
    [post] = sandbox.journal("POST", QUOTAS)
    assert post["request_body"]["spec"] == {
        "display_name": "orders",
        "throughput": {"ingress_byte_rate": "1048576", "egress_byte_rate": "4194304"},
        "principals": [{"id": quotas.estate.service_account}],
        "environment": {"id": quotas.estate.environment},
        "cluster": {"id": quotas.estate.id_of("dedicated_cluster")},
    }
    shown = quotas.done("unchanged", name="orders", throughput=RATES)["kafka_client_quota"]
    assert shown["throughput"] == RATES


def test_a_change_does_not_send_where_the_quota_is(quotas: Quotas, sandbox: Any) -> None:
    """The document has no cluster in a PATCH, and asks for the environment; one rate alone keeps the other one."""
    quotas.done("created", name="orders", throughput=RATES, principals=["orders-service"])
    quotas.done("updated", name="orders", throughput={"egress_byte_rate": 1})
    [patch] = sandbox.journal("PATCH", QUOTAS)
    assert patch["request_body"]["spec"] == {
        "throughput": {"ingress_byte_rate": "1048576", "egress_byte_rate": "1"},
        "environment": {"id": quotas.estate.environment},
    }


def test_the_default_quota_is_no_principal_that_one_has_to_spell(quotas: Quotas, sandbox: Any) -> None:
    made = quotas.done("created", name="rest", throughput=RATES, default=True)["kafka_client_quota"]
    [post] = sandbox.journal("POST", QUOTAS)
    assert post["request_body"]["spec"]["principals"] == [{"id": "<default>"}]
    assert (made["default"], made["principals"]) == (True, [])
    quotas.done("unchanged", name="rest", throughput=RATES, default=True)
    changed = quotas.done("updated", name="rest", principals=["team-a"])
    assert changed["kafka_client_quota"]["default"] is False
    quotas.done("updated", name="rest", default=True)
    quotas.done("deleted", name="rest", state="absent")


def test_what_is_wrong_is_said_before_any_request(quotas: Quotas, sandbox: Any) -> None:
    quotas.refused("write default: true", name="x", throughput=RATES, principals=["<default>"])
    quotas.refused("exclude each other", name="x", throughput=RATES, principals=["team-a"], default=True)
    quotas.refused("principals is empty", name="x", throughput=RATES, principals=[])
    quotas.refused("give the principals", name="x", throughput=RATES, default=False)
    quotas.refused("throughput.egress_byte_rate must be at least 0", name="x", throughput={"egress_byte_rate": -1})
    assert sandbox.journal() == []


def test_what_a_creation_lacks(quotas: Quotas) -> None:
    quotas.refused("throughput must be given", "principals or default: true must be given", name="x")
    quotas.refused("throughput.egress_byte_rate", name="x", throughput={"ingress_byte_rate": 1}, principals=["team-a"])
    result = quotas.run(name="x", throughput=RATES, principals=["team-aa"])
    assert "no service account 'team-aa'" in result["msg"]
    assert "team-a" in result["msg"]
    assert quotas.sandbox.writes() == []


def test_a_pool_is_a_principal_by_name_or_id(quotas: Quotas, sandbox: Any) -> None:
    made = {
        "display_name": "corporate",
        "description": "x",
        "issuer": "https://a.example",
        "jwks_uri": "https://a.example",
    }
    provider = sandbox.request("POST", "/iam/v2/identity-providers", made)["id"]
    workers = {"display_name": "workers", "description": "x", "identity_claim": "claims.sub", "filter": "true"}
    pool = sandbox.request("POST", f"/iam/v2/identity-providers/{provider}/identity-pools", workers)["id"]
    quota = quotas.done("created", name="workers", throughput=RATES, principals=["workers"])["kafka_client_quota"]
    assert quota["principals"] == [pool]
    quotas.done("unchanged", name="workers", principals=[pool])


def test_a_principal_of_another_quota_is_refused_with_both_names(quotas: Quotas) -> None:
    first = quotas.done("created", name="orders", throughput=RATES, principals=["team-a", "team-b"])
    ident = first["kafka_client_quota"]["id"]
    words = (
        f"Kafka client quota orders ({ident})",
        "Kafka client quota more",
        quotas.account("team-a"),
        "one quota on a cluster",
    )
    quotas.refused(*words, name="more", throughput=RATES, principals=["team-a"])
    quotas.done("created", name="more", throughput=RATES, principals=["team-c"])
    quotas.refused(*words, name="more", principals=["team-c", "team-a"])
    quotas.done("unchanged", name="more", throughput=RATES)
    quotas.done("created", name="rest", throughput=RATES, default=True)
    quotas.refused("Kafka client quota rest", "default: true", name="others", throughput=RATES, default=True)


def test_a_400_is_not_tried_again_and_tells_the_services_words(quotas: Quotas, sandbox: Any) -> None:
    body = {"errors": [{"status": "400", "detail": "the quota is too small"}]}
    sandbox.fault(method="POST", path=QUOTAS, times=0, status=400, body=body)
    result = quotas.run(name="orders", throughput=RATES, principals=["team-a"])
    assert result["failed"]
    assert "the quota is too small" in result["msg"]
    assert len(sandbox.journal("POST", QUOTAS)) == 1


def test_a_type_of_cluster_that_has_no_quotas_is_told_and_left_to_the_service(quotas: Quotas, sandbox: Any) -> None:
    quotas.estate.id_of("cluster")
    wished = {"cluster": "orders", "name": "x", "throughput": RATES, "principals": ["team-a"]}
    checked = quotas.run(True, **wished)
    assert (checked["failed"], checked["operation"]) == (False, "created")
    assert "is of the type Standard" in checked["warnings"][0]
    result = quotas.run(**wished)
    assert "Client quotas are not supported on Standard clusters" in result["msg"]
    assert len(sandbox.journal("POST", QUOTAS)) == 1


def listed(quotas: Quotas, run_module: Module, items: list[dict[str, Any]], check: bool = False) -> dict[str, Any]:
    quotas.sandbox.clear_journal()
    options = {**IN_CLUSTER, "kafka_client_quotas": items, "defaults": {"throughput": RATES}}
    return run_module("confluent_kafka_client_quotas", options, check=check, env=quotas.sandbox.env)


@pytest.mark.parametrize("check", [True, False])
def test_a_principal_in_two_quotas_of_a_list_is_refused(quotas: Quotas, run_module: Module, check: bool) -> None:
    """By its name before any request, and before any write where one item names it and the other has its id."""
    twice = [{"name": "a", "principals": ["team-a", "team-b"]}, {"name": "b", "principals": ["team-b"]}]
    result = listed(quotas, run_module, twice, check)
    assert "Kafka client quota a and Kafka client quota b are both of principal team-b" in result["msg"]
    assert quotas.sandbox.journal() == []
    ident = quotas.account("team-b")
    twice[1]["principals"] = [ident]
    result = listed(quotas, run_module, twice, check)
    assert f"are both of principal {ident}" in result["msg"]
    assert quotas.sandbox.writes() == []


def test_a_principal_goes_from_one_quota_to_another(quotas: Quotas, run_module: Module) -> None:
    """Whichever comes first in the list, the quota that gives it up is written first."""
    made = listed(
        quotas, run_module, [{"name": "a", "principals": ["team-a"]}, {"name": "b", "principals": ["team-b"]}]
    )
    assert made["counts"]["created"] == 2
    moved = [
        {"name": "a", "principals": ["team-a", "team-b"]},
        {"name": "b", "principals": ["team-c"], "state": "absent"},
    ]
    result = listed(quotas, run_module, moved)
    assert not result["failed"], result
    assert [entry["method"] for entry in quotas.sandbox.writes()] == ["DELETE", "PATCH"]
    back = [{"name": "b", "principals": ["team-b"]}, {"name": "a", "principals": ["team-a"]}]
    assert not listed(quotas, run_module, back)["failed"]
    assert [entry["method"] for entry in quotas.sandbox.writes()] == ["PATCH", "POST"]


@pytest.mark.parametrize("protected", [[], ["team-*"]])
def test_a_principal_of_a_quota_that_is_purged(quotas: Quotas, run_module: Module, protected: list[str]) -> None:
    """What goes with the purge goes first; what is protected from it stays, and speaks against another one."""
    listed(quotas, run_module, [{"name": "team-old", "principals": ["team-a"]}])
    quotas.sandbox.clear_journal()
    options = {
        **IN_CLUSTER,
        "kafka_client_quotas": [{"name": "team-new", "principals": ["team-a"]}],
        "defaults": {"throughput": RATES},
        "purge": {"name_prefix": "team-", "protected": protected},
    }
    result = run_module("confluent_kafka_client_quotas", options, env=quotas.sandbox.env)
    if protected:
        assert "one quota on a cluster" in result["msg"]
    assert [entry["method"] for entry in quotas.sandbox.writes()] == ([] if protected else ["DELETE", "POST"])


def test_quotas_of_accounts_that_are_still_to_be_made(quotas: Quotas, run_module: Module) -> None:
    items = [{"name": "a", "principals": ["team-new"]}, {"name": "b", "principals": ["team-b"]}]
    result = listed(quotas, run_module, items, check=True)
    assert (result["failed"], result["counts"]["created"]) == (False, 2)
    assert "team-new" in str(result["warnings"])


def test_a_purge_in_check_mode_spares_what_refers_to_something_still_to_come(sandbox: Any, run_module: Module) -> None:
    quotas = Quotas(sandbox)
    assert not quotas.run(name="team-a", throughput=RATES, principals=["orders-service"])["failed"]
    item = {"name": "team-a", "throughput": RATES, "principals": ["orders-service", "made-by-an-earlier-task"]}
    purge = {"name_prefix": "team-", "max_deletions": 0}
    given = {**IN_CLUSTER, "kafka_client_quotas": [item], "purge": purge}
    result = run_module("confluent_kafka_client_quotas", given, check=True, env=sandbox.env)
    assert (result["failed"], result["counts"]["deleted"]) == (False, 0), result
