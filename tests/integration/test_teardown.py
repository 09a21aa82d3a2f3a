# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook teardown: asks first, removes what bootstrap made, and nothing that it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import estate_plays as plays
from .estate_plays import Shop

pytestmark = pytest.mark.timeout(900)  # whole playbooks, each task a process

SURE = {"confluent_teardown": "dev"}


def _refused(
    shop: Shop, text: str, *hosts: dict[str, Any], extra_vars: dict[str, Any], args: tuple[str, ...] = ()
) -> None:
    """The playbook fails with that text, and nothing at all has been written."""
    before = plays.existing(shop.sandbox)
    shop.sandbox.clear_journal()
    result = shop.play(plays.TEARDOWN, *hosts, extra_vars=extra_vars, args=args)
    assert result.rc != 0
    assert text in result.output
    assert shop.sandbox.writes() == []
    assert plays.existing(shop.sandbox) == before


def test_refuses_before_anything_is_deleted_and_then_leaves_nothing(tmp_path: Path) -> None:
    with plays.shop(tmp_path) as shop:
        # Without the environment's name, or with something else.
        for answer in ({}, {"confluent_teardown": "prod"}, {"confluent_teardown": True}):
            _refused(shop, "confluent_teardown=dev", extra_vars=answer)
            assert shop.sandbox.journal() == []
        # One host that is refused stops it for all.
        _refused(shop, "confluent_teardown=staging", shop.variables(), shop.variables("staging"), extra_vars=SURE)

        # Protected clusters, those that the data does not name too: all reasons at once, and force is no word for them.
        (cluster,) = shop.sandbox.state()["clusters"].values()
        ours = _cluster(shop, cluster["environment"], "ledger", "Enterprise")
        theirs = _cluster(shop, cluster["environment"], "of-another-team", "Enterprise")
        data = shop.variables()
        data["confluent_clusters"].append({"name": "ledger"})
        forced = {**SURE, "confluent_teardown_force": True}
        for protected in (ours, theirs):
            _protect(shop, protected, True)
        for text in ("deletion_protection", "ledger", "of-another-team", "which this estate does not name"):
            _refused(shop, text, data, extra_vars=SURE)
        for text in ("deletion_protection", "ledger", "of-another-team"):
            _refused(shop, text, data, extra_vars=forced)
        _protect(shop, ours, False)
        _refused(shop, "of-another-team", data, extra_vars=forced)
        _protect(shop, theirs, False)
        for done_with in (ours, theirs):
            where = {"environment": cluster["environment"]}
            shop.sandbox.request("DELETE", f"/cmk/v2/clusters/{done_with['id']}", **where)

        # Check mode tells all that would go, and the run does it.
        shop.sandbox.clear_journal()
        rehearsed = shop.play(plays.TEARDOWN, extra_vars=SURE, check=True).check()
        assert shop.sandbox.writes() == []
        assert "    deleted: kafka cluster shop" in plays.summary(rehearsed)

        # A cluster that the data does not name is taken along only when that is said.
        _cluster(shop, cluster["environment"], "of-another-team", "Basic")
        _refused(shop, "of-another-team", extra_vars=SURE)
        done = shop.play(plays.TEARDOWN, extra_vars={**SURE, "confluent_teardown_force": True}).check()
        assert plays.existing(shop.sandbox) == plays.EMPTY
        assert list((shop.secrets / "dev").iterdir()) == []
        assert plays.summary(done)[1:] == plays.summary(rehearsed)[1:]

        shop.sandbox.clear_journal()
        again = shop.play(plays.TEARDOWN, extra_vars=SURE).check()
        assert again.changed == 0
        assert plays.summary(again)[-1] == "  nothing to do"
        assert shop.sandbox.writes() == []


def _protect(shop: Shop, cluster: dict[str, Any], protected: bool) -> None:
    spec = {"deletion_protection": protected, "environment": {"id": cluster["environment"]}}
    shop.sandbox.request("PATCH", f"/cmk/v2/clusters/{cluster['id']}", {"spec": spec})


def _cluster(shop: Shop, environment: str, name: str, kind: str) -> dict[str, Any]:
    """A cluster that somebody made behind Ansible's back. Only some types can be protected."""
    spec = {
        "display_name": name,
        "availability": "LOW" if kind == "Basic" else "HIGH",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": kind},
        "environment": {"id": environment},
    }
    made = shop.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    return {"id": made["id"], "environment": environment}


def test_without_strangers_nothing_needs_force(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """The shipped example's teardown, for an estate of which only a part exists."""
    variables = plays.small_variables(tmp_path)
    part = {**variables, "confluent_clusters": [], "confluent_schemas": [], "confluent_subject_configs": []}
    part["confluent_service_accounts"] = [{**variables["confluent_service_accounts"][1], "role_bindings": []}]
    playbook(plays.BOOTSTRAP, plays.inventory(part)).check()
    assert plays.existing(sandbox)["api_keys"] == ["dev-till/cloud"]
    playbook(plays.TEARDOWN, plays.inventory(variables), extra_vars=SURE).check()
    assert plays.existing(sandbox) == plays.EMPTY


def _sharing(shop: Shop, stage: str) -> dict[str, Any]:
    """An environment whose application works as the account of dev."""
    variables = shop.variables(stage)
    account = variables["confluent_service_accounts"][1]
    account["name"] = "dev-till"
    account["api_keys"] = [{"name": f"{stage}-kafka", "resource": "kafka", "cluster": "shop"}]
    cluster = variables["confluent_clusters"][0]
    cluster["connectors"] = []
    for acl in cluster["acls"]:
        acl["principal"] = "dev-till"
    return variables


def test_an_account_that_another_environment_uses_keeps_the_teardown_from_beginning(tmp_path: Path) -> None:
    with plays.shop(tmp_path) as shop:
        both = shop.variables(), _sharing(shop, "staging")
        # Who takes over an account is told of it, before and while it happens.
        for check in (True, False):
            told = shop.play(plays.BOOTSTRAP, both[1], check=check).check()
            words = "\n".join(told.task("Say what it is used for outside of the environment")["msg"])
            assert "dev-till was not made by this run" in words
            assert "DeveloperRead" in words
        again = shop.play(plays.BOOTSTRAP, both[1]).check()
        assert "was not made by this run" not in again.output

        uses = "dev-till", "staging-kafka", "DeveloperRead", "(staging)", "confluent_teardown_accounts_in_use"
        for text in uses:
            _refused(shop, text, extra_vars=SURE)
        _refused(shop, "dev-till", extra_vars={**SURE, "confluent_teardown_force": True})
        # Two hosts of one inventory name the account.
        _refused(shop, "dev-till", *both, extra_vars=SURE, args=("-l", "dev-host"))

        # Taken out of the data it stays, with all that the other environment gave it.
        without = shop.variables()
        del without["confluent_service_accounts"][1]
        before = plays.existing(shop.sandbox)
        shop.play(plays.TEARDOWN, without, extra_vars=SURE).check()
        after = plays.existing(shop.sandbox)
        assert after["environments"] == ["staging"]
        assert after["service_accounts"] == ["dev-till", "staging-automation"]
        assert set(before["api_keys"]) - set(after["api_keys"]) == {"dev-automation/kafka", "dev-automation/schemas"}

        # The word in the data takes it along.
        word = {**both[1], "confluent_teardown_accounts_in_use": True}
        shop.play(plays.TEARDOWN, word, extra_vars={"confluent_teardown": "staging"}).check()
        assert plays.existing(shop.sandbox) == plays.EMPTY


def test_after_the_environment_was_deleted_elsewhere(tmp_path: Path) -> None:
    """Bootstrap brings it about anew, and teardown leaves no file behind."""
    with plays.shop(tmp_path) as shop:
        folder = shop.secrets / "dev"

        def gone() -> None:
            (environment,) = shop.sandbox.state()["environments"]
            for cluster in shop.sandbox.state()["clusters"]:
                shop.sandbox.request("DELETE", f"/cmk/v2/clusters/{cluster}", environment=environment)
            shop.sandbox.request("DELETE", f"/org/v2/environments/{environment}")

        gone()
        stale = sorted(path.name for path in folder.iterdir())
        assert "it gives way" in shop.play(plays.BOOTSTRAP, check=True).check().output
        shop.play(plays.BOOTSTRAP).check()
        assert plays.existing(shop.sandbox) == plays.SMALL
        assert shop.play(plays.BOOTSTRAP).check().changed == 0

        gone()
        assert sorted(path.name for path in folder.iterdir()) == stale
        shop.play(plays.TEARDOWN, extra_vars=SURE).check()
        assert list(folder.iterdir()) == []
        assert plays.existing(shop.sandbox) == plays.EMPTY
        assert shop.play(plays.TEARDOWN, extra_vars=SURE).check().changed == 0
