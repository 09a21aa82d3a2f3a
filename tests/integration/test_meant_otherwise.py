# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs that were told something else than was meant: a plan of the other playbook, no plan, a misspelt variable. Each
is refused before the first request.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.document import document_of

from . import estate_plays as plays

DEV = {"confluent_environment": {"name": "dev"}, "confluent_service_accounts": [{"name": "till"}]}
SURE = {"confluent_teardown": "dev"}
OF_TEARDOWN = "this plan is of a teardown: run streamops.confluent.teardown with it"
NOT_OF_TEARDOWN = "this plan is of no teardown: run streamops.confluent.apply with it"
APPLY = "streamops.confluent.apply"


def plan(file: Path, **fields: Any) -> str:
    """A plan that was approved, by which nothing is to be done, with these fields."""
    document = {name: value for name, value in {**document_of({}, "dev"), **fields}.items() if value is not None}
    file.write_text(json.dumps(document), encoding="utf-8")
    return str(file)


def deletion(part: str, label: str) -> dict[str, Any]:
    return {"part": part, "label": label, "operation": "delete", "cluster": None, "fields": []}


def creation(part: str, label: str) -> dict[str, Any]:
    return {**deletion(part, label), "operation": "create"}


@pytest.mark.parametrize("fields", [
    {"state": "absent"},
    {"changes": [deletion("environment", "environment dev")]},  # of a release that did not write `state`
    {"goes_along": [{"kind": "topic", "with": "kafka cluster shop", "count": 1, "names": ["sales"]}]},
])  # fmt: skip
def test_a_plan_of_a_teardown_is_not_applied(
    playbook: Callable[..., Any], sandbox: Any, tmp_path: Path, fields: dict[str, Any]
) -> None:
    approved = plan(tmp_path / "ok.json", **fields)
    for name in (APPLY, plays.BOOTSTRAP):
        refused = playbook(name, plays.inventory(dev=DEV), extra_vars={"confluent_plan_file": approved})
        assert refused.rc != 0
        assert OF_TEARDOWN in refused.output
    assert sandbox.journal() == []


@pytest.mark.parametrize("fields", [{"state": "present"}, {"changes": [creation("environment", "environment dev")]}])
def test_a_teardown_takes_no_plan_of_anything_else(
    playbook: Callable[..., Any], sandbox: Any, tmp_path: Path, fields: dict[str, Any]
) -> None:
    given = {**SURE, "confluent_plan_file": plan(tmp_path / "ok.json", **fields)}
    for name in (plays.TEARDOWN, "streamops.confluent.plan"):
        more = {"confluent_plan_dir": str(tmp_path / "plans")}
        refused = playbook(name, plays.inventory(dev=DEV), extra_vars={**given, **more})
        assert refused.rc != 0
        assert NOT_OF_TEARDOWN in refused.output
    assert sandbox.journal() == []


def test_a_plan_says_what_it_is_of(playbook: Callable[..., Any], sandbox: Any, tmp_path: Path) -> None:
    """And the playbook that it is of takes it, also where nothing is to be done."""
    written = {"confluent_plan_dir": str(tmp_path)}
    for given, state, name in (({}, "present", APPLY), (SURE, "absent", plays.TEARDOWN)):
        playbook("streamops.confluent.plan", plays.inventory(dev=DEV), extra_vars={**given, **written}).check()
        made = tmp_path / "dev.json"
        assert json.loads(made.read_text(encoding="utf-8"))["state"] == state
        for _again in range(2):
            how = {**given, "confluent_plan_file": str(made)}
            playbook(name, plays.inventory(dev=DEV), extra_vars=how).check()
    assert plays.existing(sandbox)["environments"] == []


@pytest.mark.parametrize("where", ["host", "group", "extra"])
def test_bootstrap_is_held_to_a_plan_wherever_it_is_stated(
    playbook: Callable[..., Any], sandbox: Any, tmp_path: Path, where: str
) -> None:
    stated = {"confluent_plan_file": str(tmp_path / "missing.json")}
    inventory = plays.inventory(dev={**DEV, **(stated if where == "host" else {})})
    inventory["all"]["vars"].update(stated if where == "group" else {})
    refused = playbook(plays.BOOTSTRAP, inventory, extra_vars=stated if where == "extra" else {})
    assert refused.rc != 0
    assert "missing.json cannot be read" in refused.output
    assert sandbox.journal() == []


@pytest.mark.parametrize("nothing", [None, ""])
def test_apply_without_a_plan_does_nothing(playbook: Callable[..., Any], sandbox: Any, nothing: str | None) -> None:
    refused = playbook(APPLY, plays.inventory(dev=DEV), extra_vars={"confluent_plan_file": nothing})
    assert refused.rc != 0
    assert "confluent_plan_file" in refused.output
    assert sandbox.journal() == []


# Variables that are almost ones of ours

OWN = (
    "team", "topics_extra", "clusters_eu", "service_accounts_eu", "region", "provider_integrations_extra",
    "schemas_dir", "cluster_name", "environment_name", "common_tags", "default_partitions", "topics", "keys",
    "network_id", "owner", "cost_center", "stage", "verify_status", "plan_summary", "environments",
    "service_account", "report_title", "vault_path",
)  # fmt: skip


def test_a_misspelt_variable_is_refused_wherever_it_is_stated(
    playbook: Callable[..., Any], sandbox: Any, tmp_path: Path
) -> None:
    """By each playbook that reads the estate, before the first request."""
    inventory = plays.inventory(dev={**DEV, "confluent_schemass": "{{ not_looked_at }}"})
    inventory["all"]["vars"]["confluent_taggs"] = []
    approved = plan(tmp_path / "ok.json", changes=[deletion("environment", "environment dev")], state="absent")
    given = {
        **SURE,
        "confluent_planfile": approved,
        "confluent_plan_dir": str(tmp_path / "plans"),
        "confluent_compare_left": "dev",
        "confluent_compare_right": "dev",
        "confluent_promote_to": "dev",
        "confluent_promote_from": "dev",
        "confluent_promote": {"topics": [".*"]},
        "confluent_compare_dir": str(tmp_path / "compared"),
        "confluent_export_directory": str(tmp_path / "exported"),
    }
    every = ("bootstrap", "verify", "plan", "teardown", "rotate", "apply", "compare", "promote", "export", "report")
    for name in every:
        more = {"confluent_plan_file": approved} if name == "apply" else {}
        refused = playbook(f"streamops.confluent.{name}", inventory, extra_vars={**given, **more})
        assert refused.rc != 0, name
        output = " ".join(refused.output.split())
        assert "there is no variable confluent_planfile; confluent_plan_file is probably meant" in output, output
        if name not in ("export", "report"):  # of the host itself
            assert "no variable confluent_schemass; confluent_schemas is probably meant" in output
            assert "no variable confluent_taggs; confluent_tags is probably meant" in output
    assert sandbox.journal() == []


def test_a_name_of_somebodys_own_is_not_refused(playbook: Callable[..., Any], tmp_path: Path) -> None:
    own = {f"confluent_{name}": "{{ not_looked_at }}" for name in OWN}
    playbook(plays.VERIFY, plays.inventory(dev={**DEV, **own}), extra_vars={"confluent_domain": "shop"}).check()
