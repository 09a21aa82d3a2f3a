# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A teardown and what somebody made by hand in what goes: named by a plan, and gone only if that was approved."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.markdown import as_markdown
from ansible_collections.streamops.confluent.plugins.module_utils._estate.parts import BY_KEY
from ansible_collections.streamops.confluent.plugins.module_utils._estate.summary import lines_of
from ansible_collections.streamops.confluent.plugins.module_utils._estate.taking_down import order
from ansible_collections.streamops.confluent.plugins.module_utils._estate.unnamed import words_of
from tests.support.modules import run_module

from .estate_data import everything, key_files
from .test_plan_file import Shop, kept

GOING = {"state": "absent"}
HELD = ("connectors", "compute_pools", "api_keys", "role_bindings", "clusters", "topics", "environments")
POOL = {"environment": "shop", "name": "by-hand", "cloud": "AWS", "region": "eu-central-1", "max_cfu": 5}


@pytest.fixture
def shop(sandbox: Any, run_module: Callable[..., dict[str, Any]], tmp_path: Path) -> Shop:
    """One that is there, and held as the playbooks hold it: the keys of its data are not the task's own."""
    shop = Shop(sandbox, run_module, tmp_path)
    shop.estate["flink_compute_pools"] = [{"name": "planned", "cloud": "AWS", "region": "eu-central-1", "max_cfu": 5}]
    shop.estate["clusters"][0]["connectors"] = [{"name": "stated", "config": connector("auto")}]
    shop.estate = {"data": shop.estate}
    result = shop.run("confluent_estate", shop.estate)
    assert not result["failed"], result["msg"]
    return shop


def connector(account: str) -> dict[str, str]:
    return {
        "connector.class": "DatagenSource", "kafka.auth.mode": "SERVICE_ACCOUNT", "kafka.service.account.id": account,
        "kafka.topic": "orders.placed", "output.data.format": "JSON", "quickstart": "ORDERS", "tasks.max": "1",
    }  # fmt: skip


def by_hand(shop: Shop) -> None:
    """What somebody makes behind Ansible's back."""
    where = {"environment": "shop", "cluster": "orders"}

    def make(kind: str, options: dict[str, Any]) -> None:
        result = shop.run(f"confluent_{kind}", options)
        assert result.get("changed"), result

    make("service_account", {"name": "stranger"})
    make("connector", {**where, "name": "strange", "config": connector("auto")})
    make("flink_compute_pool", POOL)
    for owner, name in (("auto", "emergency"), ("stranger", "theirs")):
        key = {**where, "owner": owner, "name": name, "resource": "kafka", "wait": False}
        make("api_key", {**key, "secret_file": f"{shop.folder}/{name}.json"})
    make(
        "role_binding",
        {"environment": "shop", "principal": "stranger", "role": "EnvironmentAdmin", "scope": "environment"},
    )
    make(
        "gateway", {"environment": "shop", "name": "way", "aws_egress_private_link_gateway": {"region": "eu-central-1"}}
    )


def state(shop: Shop) -> dict[str, Any]:
    found = copy.deepcopy(shop.sandbox.state())
    return {name: found.get(name) for name in found if name in HELD}


def plan(shop: Shop, **options: Any) -> dict[str, Any]:
    document = kept(shop.run("confluent_estate", {**shop.estate, **GOING, **options}, check=True))
    shop.file.write_text(json.dumps(document), encoding="utf-8")
    return document


NAMES = {
    "connector": "strange", "Flink compute pool": "by-hand", "gateway": "way", "role binding": "EnvironmentAdmin to"
}  # fmt: skip


def test_what_was_made_by_hand_since_the_plan_is_refused_by_name(shop: Shop) -> None:
    before = plan(shop)
    told = {entry["kind"] for entry in before["goes_along"] if "gap" not in entry}
    assert not told & {"connector", "Flink compute pool", "API key", "role binding"}
    by_hand(shop)
    there = state(shop)
    for check in (True, False):
        shop.sandbox.clear_journal()
        result = shop.run("confluent_estate", {**shop.estate, **GOING, "plan_file": str(shop.file)}, check=check)
        assert result["failed"]
        problems = "\n".join(result["problems"])
        for kind, name in NAMES.items():
            assert f"{kind}s that go with" in problems
            assert name in problems
        assert "'emergency' of auto for lkc-" in problems
        assert "'theirs' of sa-" in problems
        assert "'kafka' of auto" not in problems
        assert shop.sandbox.writes() == []
        assert state(shop) == there

    # Named by a plan, in Markdown and in the summary as well, they may go.
    document = plan(shop)
    text = as_markdown([document])
    lines = "\n".join(lines_of({"plan": document}, "Plan"))
    for name in (*NAMES.values(), "emergency", "theirs"):
        assert name in text.partition("### Goes along")[2]
        assert name in lines
    assert "stated" not in [name for entry in document["goes_along"] for name in entry.get("names", [])]
    # But never the key of the task itself.
    own = plan(shop, kafka_key_file=f"{shop.folder}/emergency.json")
    names = [name for entry in own["goes_along"] for name in entry.get("names", []) if "for lkc-" in name]
    assert [name.split()[0] for name in names] == ["'theirs'"]
    plan(shop)
    result = shop.apply(**GOING)
    assert not result["failed"], result["msg"]
    assert shop.sandbox.state()["environments"] == {}


def test_without_a_plan_it_is_named_when_it_went(shop: Shop) -> None:
    by_hand(shop)
    result = shop.run("confluent_estate", {**shop.estate, **GOING})
    assert not result["failed"], result["msg"]
    lines = [line for line in lines_of(result, "Teardown") if "gone with" in line]
    for name in (*NAMES.values(), "emergency", "theirs"):
        assert [line for line in lines if name in line], (name, lines)
    assert not [line for line in lines if "stated" in line or "planned" in line]


def test_another_one_of_the_same_name_was_not_approved(shop: Shop) -> None:
    assert shop.run("confluent_flink_compute_pool", POOL)["changed"]
    plan(shop)
    assert shop.run("confluent_flink_compute_pool", {**POOL, "state": "absent"})["changed"]
    assert shop.run("confluent_flink_compute_pool", POOL)["changed"]
    (first, _advice) = shop.refused(**GOING)
    assert first.startswith("Flink compute pools that go with environment shop were not approved: by-hand (lfcp-")


def test_a_list_that_is_refused_now_and_was_not_then(shop: Shop) -> None:
    plan(shop)
    shop.sandbox.fault(method="GET", path="/networking/v1/gateways", times=100, status=403, body={"message": "no"})
    (first, _advice) = shop.refused(**GOING)
    assert first.startswith("gateways that go with environment shop: none were there when that was approved")
    document = plan(shop)
    assert [entry["kind"] for entry in document["goes_along"] if "403" in entry.get("gap", "")] == ["gateway"]
    assert not shop.apply(**GOING)["failed"]


def test_the_keys_of_strange_clusters_and_what_is_in_them(shop: Shop) -> None:
    cluster = {"environment": "shop", "name": "strange", "type": "Basic", "availability": "SINGLE_ZONE"}
    cluster = {**cluster, "cloud": "AWS", "region": "eu-central-1"}
    assert shop.run("confluent_kafka_cluster", cluster)["changed"]
    plan(shop, force=True)
    inner = {"environment": "shop", "cluster": "strange", "name": "inner"}
    assert shop.run("confluent_connector", {**inner, "config": {**connector("auto"), "kafka.topic": "t"}})["changed"]
    (first, _advice) = shop.refused(**GOING, force=True)
    assert first.startswith(
        "connectors in kafka cluster strange that go with environment shop were not approved: inner"
    )


def test_one_that_was_stopped_half_way_is_finished_with_the_same_plan(shop: Shop) -> None:
    by_hand(shop)
    plan(shop)
    refused = {"method": "DELETE", "times": 1, "status": 422, "body": {"message": "not now"}}
    shop.sandbox.fault(path="/connectors/", **refused)
    assert shop.apply(**GOING)["failed"]
    shop.sandbox.fault(path="/org/v2/environments", **refused)
    result = shop.apply(**GOING)
    assert "not now" in result["msg"]
    assert shop.sandbox.state()["clusters"] == {}

    # With the keys went the way to look: what cannot be counted any more is approved anew, as such.
    assert "subjects that go with environment shop: 1 were there" in shop.refused(**GOING)[0]
    plan(shop)
    assert not shop.apply(**GOING)["failed"]
    assert shop.sandbox.state()["environments"] == {}


def test_something_of_each_kind(sandbox: Any, tmp_path: Path) -> None:
    """What the data names goes by its own deletion, whatever kind it is of. What it does not name is named."""
    secrets = tmp_path / "secrets"
    estate = {**everything(tmp_path, secrets), **key_files(secrets), "secrets_dir": str(secrets)}

    def run(module: str, options: dict[str, Any], check: bool = False) -> dict[str, Any]:
        result = run_module(module, options, check=check, env=sandbox.env, skipping=sandbox.endpoint)
        assert not result["failed"], result["msg"]
        return dict(result)

    run("confluent_stream_sharing", {"enabled": True})
    run("confluent_estate", {"data": estate})
    along = run("confluent_estate", {"data": estate, **GOING}, check=True)["plan"]["goes_along"]
    assert [entry for entry in along if entry["kind"] not in ("topic", "subject")] == []

    clusters = [{name: one[name] for name in ("name", "kafka_key_file")} for one in estate["clusters"]]
    bare = {"environment": {"name": "shop"}, "clusters": clusters, **key_files(secrets)}
    sandbox.clear_journal()
    along = run("confluent_estate", {"data": bare, **GOING}, check=True)["plan"]["goes_along"]
    assert [entry for entry in along if "gap" in entry] == []
    named = {entry["kind"].partition(" in ")[0] for entry in along}
    apart = {"environment", "clusters", "service_accounts"}
    stated = {key for key in estate if key in BY_KEY} | {key for one in estate["clusters"] for key in one}
    stated |= {"api_keys", "role_bindings", "versions"}
    wanted = {words_of(part) for part in order() if part.key in stated - apart}
    assert wanted - named == set()


def test_where_only_parts_go_what_ends_with_them_is_named(shop: Shop) -> None:
    by_hand(shop)

    def told(*parts: str) -> dict[tuple[str, str], list[str]]:
        found = plan(shop, parts=list(parts)).get("goes_along") or []
        named = [one for one in found if "gap" not in one]
        return {(one["kind"], one["with"]): [name.split()[0] for name in one["names"]] for one in named}

    assert told("service_accounts", "api_keys", "role_bindings") == {
        ("API key", "service account auto"): ["'emergency'"]
    }
    assert told("clusters", "connectors") == {
        ("topic", "kafka cluster orders"): ["orders.old", "orders.placed"],
        ("connector", "kafka cluster orders"): ["strange"],
        ("API key", "kafka cluster orders"): ["'emergency'", "'kafka'", "'theirs'"],
    }
