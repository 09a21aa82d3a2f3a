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


def test_what_is_stated_no_longer_goes_and_what_belongs_to_others_stays(
    playbook: Any, sandbox: Any, tmp_path: Path
) -> None:
    playbook(plays.BOOTSTRAP, plays.inventory(_wider(tmp_path))).check()
    _of_another_environment(sandbox)
    there = _sum(plays.SMALL, OLD, OTHERS)
    assert plays.existing(sandbox) == there

    # Without the word nothing is deleted.
    small = plays.small_variables(tmp_path)
    sandbox.clear_journal()
    assert playbook(plays.BOOTSTRAP, plays.inventory(small)).check().changed == 0
    assert sandbox.writes() == []

    purging = plays.inventory({**small, "confluent_purge": PURGE})
    told = playbook(plays.VERIFY, purging).check()
    assert sandbox.writes() == []
    going = [line.strip() for line in plays.summary(told) if line.startswith("    ")]
    assert len(going) == sum(map(len, OLD.values())) + 1  # and the level of sales-value
    assert all(line.startswith("deleted: ") for line in going)

    done = playbook(plays.BOOTSTRAP, purging).check()
    assert plays.existing(sandbox) == _sum(plays.SMALL, OTHERS)
    assert "sales-value" not in _levels(sandbox)
    assert _levels(sandbox)["other-value"] == "NONE"
    assert sorted(plays.summary(done)[1:]) == sorted(plays.summary(told)[1:])

    sandbox.clear_journal()
    again = playbook(plays.BOOTSTRAP, purging).check()
    assert again.changed == 0
    assert plays.summary(again)[-1] == "  nothing to do"
    assert sandbox.writes() == []


def test_what_is_no_part_of_the_data_is_no_empty_list(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """A purge acts on lists that are there. Of a cluster without `topics` nobody said that it is to have none."""
    playbook(plays.BOOTSTRAP, plays.inventory(_wider(tmp_path))).check()
    there = plays.existing(sandbox)
    bare = plays.small_variables(tmp_path)
    for kind in ("topics", "acls", "connectors"):
        del bare["confluent_clusters"][0][kind]
    for variable in ("confluent_service_accounts", "confluent_schemas", "confluent_subject_configs"):
        del bare[variable]
    sandbox.clear_journal()
    result = playbook(plays.BOOTSTRAP, plays.inventory({**bare, "confluent_purge": PURGE})).check()
    assert result.changed == 0
    assert sandbox.writes() == []
    assert plays.existing(sandbox) == there


def test_too_many_deletions_stop_the_play_and_a_misspelt_kind_is_refused(
    playbook: Any, sandbox: Any, tmp_path: Path
) -> None:
    playbook(plays.BOOTSTRAP, plays.inventory(plays.small_variables(tmp_path))).check()
    none = plays.small_variables(tmp_path)
    none["confluent_clusters"][0]["topics"] = []
    for purge, words in (
        ({"topics": {"name_pattern": "[rs]*s", "max_deletions": 1}}, "would delete 2 topics, and max_deletions is 1"),
        ({"topics": {}}, "purge needs a scope"),
        ({"topic": {"name_prefix": "sales"}}, "topic"),
    ):
        sandbox.clear_journal()
        result = playbook(plays.BOOTSTRAP, plays.inventory({**none, "confluent_purge": purge}))
        assert result.rc != 0
        assert words in result.output
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

    def run(check: bool, **more: Any) -> Any:
        stated = {**data, "confluent_purge": {"service_accounts": {**purge, **more}}}
        return playbook([{"roles": ["streamops.confluent.service_accounts"]}], extra_vars=stated, check=check)

    for check in (True, False):
        refused = run(check)
        assert refused.rc != 0
        assert "DataDiscovery" in refused.output
        assert list(sandbox.state()["service_accounts"]) == [former]
    assert run(True, force=True).check().changed == 1
    run(False, force=True).check()
    assert [one["display_name"] for one in sandbox.state()["service_accounts"].values()] == ["dev-till"]
    assert run(False, force=True).check().changed == 0
