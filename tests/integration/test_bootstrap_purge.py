# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An estate with `confluent_purge`: what it no longer states goes, and what belongs to others stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks

PURGE: dict[str, Any] = {
    "topics": {"name_prefix": "sales"},
    "acls": {"resource_name_prefix": "sales"},
    "connectors": {"name_pattern": "warehouse-*"},
    "service_accounts": {"name_prefix": "dev-"},
    "role_bindings": {"protected": ["Operator"]},
    "schemas": {"subject_prefix": "sales"},
    "subject_configs": {"subject_prefix": "sales"},
}
OLD = {
    "service_accounts": ["dev-former"],
    "role_bindings": ["dev-till/MetricsViewer", "other-team/MetricsViewer"],
    "topics": ["shop/sales-former"],
    "acls": ["shop/dev-till/DESCRIBE"],
    "subjects": ["sales-former-value"],
    "connectors": ["shop/warehouse-former"],
}
OTHERS = {
    "environments": ["staging"],
    "service_accounts": ["other-team"],
    "role_bindings": ["dev-till/DataDiscovery", "other-team/Operator"],
    "topics": ["shop/other.sales"],
    "acls": ["shop/other-team/READ"],
    "subjects": ["other-value"],
    "connectors": ["shop/other-warehouse"],
}


def _sum(*parts: dict[str, list[str]]) -> dict[str, list[str]]:
    return {kind: sorted(name for part in parts for name in part.get(kind, [])) for kind in plays.SMALL}


def _wider(secrets: Path) -> dict[str, Any]:
    """The small estate with what later is stated no longer, and with what stands for the objects of others."""
    wider = plays.small_variables(secrets)
    (cluster,), accounts = wider["confluent_clusters"], wider["confluent_service_accounts"]
    everywhere = {"scope": "environment"}
    accounts[1]["role_bindings"].append({"role": "MetricsViewer", **everywhere})
    bindings = [{"role": role, **everywhere} for role in ("MetricsViewer", "Operator")]
    accounts += [{"name": "dev-former"}, {"name": "other-team", "role_bindings": bindings}]
    cluster["topics"] += [{"name": "sales-former"}, {"name": "other.sales"}]
    for who, operation, name in (("dev-till", "DESCRIBE", "sales"), ("other-team", "READ", "other.sales")):
        acl = {"principal": who, "operation": operation, "resource_type": "TOPIC", "resource_name": name}
        cluster["acls"].append(acl)
    for name in ("warehouse-former", "other-warehouse"):
        cluster["connectors"].append({**cluster["connectors"][0], "name": name})
        wider["confluent_connector_secrets"][name] = wider["confluent_connector_secrets"]["warehouse"]
    for subject in ("sales-former-value", "other-value"):
        wider["confluent_schemas"].append({"subject": subject, "schema": plays.COMMON})
    for subject in ("sales-value", "other-value"):
        wider["confluent_subject_configs"].append({"subject": subject, "compatibility": "NONE"})
    return wider


def _of_another_environment(sandbox: Any) -> None:
    """A role of one of the estate's accounts that lies outside of its environment."""
    environment = sandbox.request("POST", "/org/v2/environments", {"display_name": "staging"})
    (account,) = sandbox.request("GET", "/iam/v2/service-accounts", display_name="dev-till")["data"]
    binding = {
        "principal": f"User:{account['id']}",
        "role_name": "DataDiscovery",
        "crn_pattern": environment["metadata"]["resource_name"],
    }
    sandbox.request("POST", "/iam/v2/role-bindings", binding)


def _levels(sandbox: Any) -> dict[str, Any]:
    """The compatibility level of each subject that has one of its own."""
    (registry,) = sandbox.state()["registries"].values()
    return {name: config["compatibilityLevel"] for name, config in registry["configs"].items()}


def _bare(secrets: Path) -> dict[str, Any]:
    """The small estate without the lists of what can be purged. Nobody said that they are to be empty."""
    bare = plays.small_variables(secrets)
    for kind in ("topics", "acls", "connectors"):
        del bare["confluent_clusters"][0][kind]
    for variable in ("confluent_service_accounts", "confluent_schemas", "confluent_subject_configs"):
        del bare[variable]
    return bare


def _widen(sandbox: Any, run_module: Any, secrets: Path) -> None:
    """Make the small estate, which is there, the wider one: the modules do it in a tenth of a playbook's time."""
    wider = _wider(secrets)
    (cluster,), accounts = wider["confluent_clusters"], wider["confluent_service_accounts"]
    here = {"environment": "dev"}
    in_kafka = {**here, "cluster": "shop", "kafka_key_file": cluster["kafka_key_file"]}
    in_registry = {**here, "schema_registry_key_file": wider["confluent_schema_registry_key_file"]}
    hidden = wider["confluent_connector_secrets"]
    for kind, scope, items in (
        ("service_accounts", {}, [{"name": account["name"]} for account in accounts]),
        (
            "role_bindings",
            {"defaults": here},
            [{**one, "principal": account["name"]} for account in accounts for one in account.get("role_bindings", [])],
        ),
        ("topics", in_kafka, cluster["topics"]),
        ("acls", in_kafka, cluster["acls"]),
        ("schemas", in_registry, wider["confluent_schemas"]),
        ("subject_configs", in_registry, wider["confluent_subject_configs"]),
        (
            "connectors",
            {**here, "cluster": "shop"},
            [{**one, "sensitive_config": hidden[one["name"]]} for one in cluster["connectors"]],
        ),
    ):
        result = run_module(f"confluent_{kind}", {**scope, kind: items})
        assert result["changed"], result
        assert not result["failed"], result
    _of_another_environment(sandbox)


def test_what_is_stated_no_longer_goes_and_what_belongs_to_others_stays(
    playbook: Any, sandbox: Any, run_module: Any, tmp_path: Path
) -> None:
    shop = plays.shop(sandbox, tmp_path)
    _widen(sandbox, run_module, shop.secrets)
    there = _sum(plays.SMALL, OLD, OTHERS)
    assert plays.existing(sandbox) == there

    # In one run: without the word nothing is deleted; nor with it where what is no part of the data is no empty list;
    # and verify tells what would go.
    small = shop.variables()
    purging = {**small, "confluent_purge": PURGE}
    hosts = plays.inventory(silent=small, bare={**_bare(shop.secrets), "confluent_purge": PURGE}, purging=purging)
    sandbox.clear_journal()
    kept = {"hosts": "silent,bare", "roles": ["streamops.confluent.bootstrap"]}
    asked = {"hosts": "purging", "roles": ["streamops.confluent.verify"]}
    told = playbook([kept, asked], hosts).check()
    assert {host: told.stats[host]["changed"] for host in ("silent", "bare")} == {"silent": 0, "bare": 0}
    assert sandbox.writes() == []
    assert plays.existing(sandbox) == there
    going = [line for line in plays.summaries(told)["purging"] if line.startswith("  delete: ")]
    assert len(going) == sum(map(len, OLD.values())) + 1  # and the level of sales-value
    assert f"0 to create, 0 to change, {len(going)} to delete" in plays.summaries(told)["purging"][-1]

    done, compared = plays.runs(shop.play((plays.BOOTSTRAP, plays.VERIFY), purging))
    assert plays.existing(sandbox) == _sum(plays.SMALL, OTHERS)
    assert "sales-value" not in _levels(sandbox)
    assert _levels(sandbox)["other-value"] == "NONE"
    gone = [line for line in done[-1]["result"]["msg"] if line.startswith("  deleted: ")]
    assert gone == [line.replace("delete: ", "deleted: ") for line in going]
    assert not [task for task in compared if task["status"] == "changed"]
    assert "  nothing to do" in compared[-1]["result"]["msg"]


def test_too_many_deletions_stop_the_play_and_a_misspelt_kind_is_refused(
    playbook: Any, sandbox: Any, tmp_path: Path
) -> None:
    shop = plays.shop(sandbox, tmp_path)
    none = shop.variables()
    none["confluent_clusters"][0]["topics"] = []
    purges = {
        "many": (
            {"topics": {"name_pattern": "[rs]*s", "max_deletions": 1}},
            "would delete 2 topics, and max_deletions is 1",
        ),
        "unscoped": ({"topics": {}}, "purge needs a scope"),
        "misspelt": ({"topic": {"name_prefix": "sales"}}, "topic"),
    }
    hosts = {host: {**none, "confluent_purge": purge} for host, (purge, _words) in purges.items()}
    result = playbook(plays.BOOTSTRAP, plays.inventory(**hosts))
    told = {task["host"]: str(task["result"]) for task in result.by_status("failed")}
    assert told.keys() == purges.keys(), result.output
    assert [host for host, (_purge, words) in purges.items() if words not in told[host]] == []
    assert sandbox.writes() == []
    assert plays.existing(sandbox) == plays.SMALL


def test_an_account_that_is_used_elsewhere_is_purged_with_a_word_only(playbook: Any, sandbox: Any) -> None:
    sandbox.seed("environments", [{"id": "env-aaaaaa", "display_name": "prod"}])
    crn = sandbox.request("GET", "/org/v2/environments")["data"][0]["metadata"]["resource_name"]
    former = sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": "dev-former"})["id"]
    binding = {"principal": f"User:{former}", "role_name": "DataDiscovery", "crn_pattern": crn}
    sandbox.request("POST", "/iam/v2/role-bindings", binding)
    accounts = [{"name": "dev-till"}]
    purge = {"name_prefix": "dev-"}
    data = {"confluent_environment": {"name": "dev"}, "confluent_service_accounts": accounts}

    def play(check: bool, **more: Any) -> dict[str, Any]:
        stated = {**data, "confluent_purge": {"service_accounts": {**purge, **more}}}
        roles = ["streamops.confluent.service_accounts"]
        return {"vars": stated, "roles": roles, "check_mode": check, "ignore_errors": True}

    refused = playbook([play(True), play(False)]).check().by_status("failed")
    assert len(refused) == 2
    assert not [task for task in refused if "DataDiscovery" not in str(task["result"])]
    assert list(sandbox.state()["service_accounts"]) == [former]
    done = playbook([play(True, force=True), play(False, force=True), play(False, force=True)]).check()
    changed = [task["status"] for task in done.tasks if "confluent_" in task["action"]]
    assert changed == ["changed", "changed", "ok"]
    assert not done.by_status("failed")
    assert [one["display_name"] for one in sandbox.state()["service_accounts"].values()] == ["dev-till"]
