# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook teardown: asks first, removes what bootstrap made, and nothing that it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.chaos.kills import unheld

from . import estate_plays as plays
from .estate_plays import Shop

pytestmark = pytest.mark.timeout(900)  # whole playbooks

SURE = {"confluent_teardown": "dev"}
FORCED = {"confluent_teardown_force": True}


def _refused(
    shop: Shop,
    words: dict[str, tuple[str, ...]],
    *,
    args: tuple[str, ...] = (),
    extra_vars: dict[str, Any] | None = None,
    **hosts: dict[str, Any],
) -> dict[str, str]:
    """The playbook fails on these hosts with these words, and nothing at all has been written. What each was told."""
    before = plays.existing(shop.sandbox)
    shop.sandbox.clear_journal()
    result = shop.play_for(plays.TEARDOWN, plays.inventory(**hosts), extra_vars=extra_vars or {}, args=args)
    assert result.rc != 0
    told = {task["host"]: str(task["result"]["msg"]) for task in result.by_status("failed")}
    assert told.keys() == words.keys(), result.output
    assert [(host, text) for host, texts in words.items() for text in texts if text not in told[host]] == []
    assert shop.sandbox.writes() == []
    assert plays.existing(shop.sandbox) == before
    return told


def test_refuses_before_anything_is_deleted_and_then_leaves_nothing(sandbox: Any, tmp_path: Path) -> None:
    shop = plays.shop(sandbox, tmp_path)
    # Without the environment's name, or with something else. One host that is refused stops it for all.
    data = shop.variables()
    hosts = {answer: {**data, "confluent_teardown": answer} for answer in ("prod", "dev")}
    hosts["switch"] = {**data, "confluent_teardown": True}
    hosts["staging"] = {**shop.variables("staging"), "confluent_teardown": "dev"}
    wanted = dict.fromkeys(("silent", "prod", "switch"), ("confluent_teardown=dev",))
    _refused(shop, {**wanted, "staging": ("confluent_teardown=staging",)}, silent=data, **hosts)
    assert sandbox.journal() == []

    # Protected clusters, those that the data does not name too: all reasons at once, and force is no word for them.
    (cluster,) = sandbox.state()["clusters"].values()
    ours = _cluster(shop, cluster["environment"], "ledger", "Enterprise")
    theirs = _cluster(shop, cluster["environment"], "of-another-team", "Enterprise")
    data["confluent_clusters"].append({"name": "ledger"})
    forced = {**data, **FORCED}
    for protected in (ours, theirs):
        _protect(shop, protected, True)
    both = ("deletion_protection", "ledger", "of-another-team")
    words = {"plain": (*both, "which this estate does not name"), "forced": both}
    told = _refused(shop, words, extra_vars=SURE, plain=data, forced=forced)
    assert "which this estate does not name" not in told["forced"]
    _protect(shop, ours, False)
    words = {"plain": ("of-another-team, which this estate does not name",), "forced": ("of-another-team",)}
    told = _refused(shop, words, extra_vars=SURE, plain=data, forced=forced)
    assert not [reasons for reasons in told.values() if "ledger" in reasons]
    _protect(shop, theirs, False)
    for done_with in (ours, theirs):
        sandbox.request("DELETE", f"/cmk/v2/clusters/{done_with['id']}", environment=cluster["environment"])

    # Check mode tells all that would go, and the run does it.
    strange = _cluster(shop, cluster["environment"], "of-another-team", "Basic")
    sandbox.clear_journal()
    rehearsed = shop.play(plays.TEARDOWN, extra_vars={**SURE, **FORCED}, check=True).check()
    assert sandbox.writes() == []
    assert "  delete: kafka cluster shop" in plays.summary(rehearsed)
    # What goes without a deletion of its own is counted and named, by one list for each cluster and registry.
    assert [line for line in plays.summary(rehearsed) if "with" in line] == [
        "  goes with kafka cluster shop: 2 topics: refunds, sales",
        "  goes with environment dev: 2 subjects: money, sales-value",
        f"  goes with environment dev: 1 kafka cluster: of-another-team ({strange['id']})",
    ]
    lists = [entry["path"] for entry in sandbox.journal() if entry["path"].endswith(("/topics", "/subjects"))]
    assert len([path for path in lists if path.endswith("/topics")]) == 1

    # A cluster that the data does not name is taken along when that is said.
    done, again = plays.runs(shop.play((plays.TEARDOWN,) * 2, extra_vars={**SURE, **FORCED}))
    assert plays.existing(sandbox) == plays.EMPTY
    assert list((shop.secrets / "dev").iterdir()) == []
    told = [line.replace("deleted:", "delete:") for line in done[-1]["result"]["msg"][1:]]
    assert [line.replace("  gone with", "  goes with") for line in told] == plays.summary(rehearsed)[1:]
    assert not [task for task in again if task["status"] == "changed"]
    assert "  nothing to do" in again[-1]["result"]["msg"]
    # The second time nothing was there to write to: the environment is the last that goes, and it goes once.
    assert [entry["path"].split("/")[1] for entry in sandbox.writes()][-1] == "org"
    assert len([entry for entry in sandbox.writes() if entry["path"].startswith("/org/v2/environments/")]) == 1


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


def test_without_strangers_nothing_needs_force(playbook: Any, sandbox: Any, run_module: Any, tmp_path: Path) -> None:
    """The teardown of an estate of which only a part exists."""
    variables = plays.small_variables(tmp_path)
    secret = f"{variables['confluent_secrets_dir']}/dev-till.cloud.json"
    for kind, options in (
        ("environment", {"name": "dev"}),
        ("service_account", {"name": "dev-till"}),
        ("api_key", {"name": "cloud", "owner": "dev-till", "resource": "cloud", "secret_file": secret, "wait": False}),
    ):
        assert run_module(f"confluent_{kind}", options)["changed"]
    assert plays.existing(sandbox)["api_keys"] == ["dev-till/cloud"]
    playbook(plays.TEARDOWN, plays.inventory(variables), extra_vars=SURE).check()
    assert plays.existing(sandbox) == plays.EMPTY
    assert not Path(secret).exists()


def _sharing(shop: Shop, stage: str) -> dict[str, Any]:
    """An environment whose application works as the account of dev. It holds little: nothing has to be done in it."""
    variables = shop.variables(stage)
    automation, account = variables["confluent_service_accounts"]
    del automation["api_keys"], automation["role_bindings"]
    account["name"] = "dev-till"
    account["api_keys"] = [{"name": f"{stage}-kafka", "resource": "kafka", "cluster": "shop"}]
    for kind in ("topics", "acls", "connectors"):
        del variables["confluent_clusters"][0][kind]
    for kind in ("schemas", "subject_configs", "connector_secrets"):
        del variables[f"confluent_{kind}"]
    return variables


def test_an_account_that_another_environment_uses_keeps_the_teardown_from_beginning(
    sandbox: Any, tmp_path: Path
) -> None:
    shop = plays.shop(sandbox, tmp_path)
    dev, staging = shop.variables(), _sharing(shop, "staging")
    # Who takes over an account is told of it, before and while it happens. Nobody is where nothing changes: see
    # test_predicted_done_and_then_no_change.
    bootstrap = ["streamops.confluent.bootstrap"]
    ahead_and_done = [{"roles": bootstrap, "check_mode": True}, {"roles": bootstrap}]
    told = shop.play_for(ahead_and_done, plays.inventory(staging)).check().tasks
    said = [task["result"]["msg"] for task in told if task["task"].endswith("used for outside of the environment")]
    assert len(said) == 2
    for words in map("\n".join, said):
        assert "dev-till was not made by this run" in words
        assert "DeveloperRead" in words

    uses = ("dev-till", "staging-kafka", "DeveloperRead", "(staging)", "confluent_teardown_accounts_in_use")
    # That another host of the inventory names the account is no excuse, nor is force.
    both = {"plain": dev, "forced": {**dev, **FORCED}}
    _refused(shop, dict.fromkeys(both, uses), extra_vars=SURE, args=("-l", "plain,forced"), **both, other=staging)

    # Taken out of the data it stays, with all that the other environment gave it.
    without = shop.variables()
    del without["confluent_service_accounts"][1]
    before = plays.existing(sandbox)
    shop.play(plays.TEARDOWN, without, extra_vars=SURE).check()
    after = plays.existing(sandbox)
    assert after["environments"] == ["staging"]
    assert after["service_accounts"] == ["dev-till", "staging-automation"]
    assert set(before["api_keys"]) - set(after["api_keys"]) == {"dev-automation/kafka", "dev-automation/schemas"}

    # The word in the data takes it along.
    word = {**staging, "confluent_teardown_accounts_in_use": True}
    shop.play(plays.TEARDOWN, word, extra_vars={"confluent_teardown": "staging"}).check()
    assert plays.existing(sandbox) == plays.EMPTY


def test_after_the_environment_was_deleted_elsewhere(sandbox: Any, tmp_path: Path) -> None:
    """Bootstrap brings it about anew, and teardown leaves no file behind. That both have nothing to do the second time
    is in test_predicted_done_and_then_no_change, and in the first test of this file.
    """
    shop = plays.shop(sandbox, tmp_path)
    folder = shop.secrets / "dev"

    def gone() -> None:
        (environment,) = sandbox.state()["environments"]
        for cluster in sandbox.state()["clusters"]:
            sandbox.request("DELETE", f"/cmk/v2/clusters/{cluster}", environment=environment)
        sandbox.request("DELETE", f"/org/v2/environments/{environment}")

    gone()
    stale = sorted(path.name for path in folder.iterdir())
    # Looked at in check mode, then done, in one run of Ansible.
    bootstrap = ["streamops.confluent.bootstrap"]
    anew = [{"roles": bootstrap, "check_mode": True}, {"roles": bootstrap}]
    assert "it gives way" in shop.play_for(anew, plays.inventory(shop.variables())).check().output
    assert plays.existing(sandbox) == plays.SMALL
    assert unheld(sandbox, folder) == []  # so it is as after any bootstrap

    gone()
    assert sorted(path.name for path in folder.iterdir()) == stale
    shop.play(plays.TEARDOWN, extra_vars=SURE).check()
    assert list(folder.iterdir()) == []
    assert plays.existing(sandbox) == plays.EMPTY
