# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The workflow plan, approve, apply, by the playbooks of the project that AWX begins with: what the plan of a run has
shown is done, and nothing else. Not AWX itself: the variables that it gives to each job are given here.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.slices import AWX

from . import estate_plays as plays

HOST = "orders-dev"


def project(folder: Path) -> Path:
    """The project, with a folder of this test in the place of the mounted one, and an environment."""
    made = folder / "project"
    shutil.copytree(AWX / "project", made)
    variables = made / "inventory" / "group_vars" / "all.yml"
    text = variables.read_text(encoding="utf-8")
    assert "/var/lib/confluent/plans/" in text
    variables.write_text(text.replace("/var/lib/confluent", str(folder / "mounted")), encoding="utf-8")
    (made / "inventory" / "host_vars").mkdir()
    state(made, "till-app")
    return made


def state(made: Path, *accounts: str) -> None:
    """What the repository states by now."""
    estate = {
        "confluent_environment": {"name": HOST},
        "confluent_service_accounts": [{"name": name} for name in accounts],
    }
    (made / "inventory" / "host_vars" / f"{HOST}.yml").write_text(json.dumps(estate), encoding="utf-8")


def test_what_the_plan_of_this_run_has_shown_is_done(
    playbook: Callable[..., Any], sandbox: Any, tmp_path: Path
) -> None:
    made = project(tmp_path)

    def job(name: str, number: int, run: int | None, **artifacts: Any) -> Any:
        of_the_run = {} if run is None else {"awx_workflow_job_id": run, "tower_workflow_job_id": run}
        given = {"awx_job_id": number, **of_the_run, "confluent_hosts": HOST, **artifacts}
        return playbook(made / name, made / "inventory" / "hosts.yml", extra_vars=given, diff=True)

    shown = job("plan.yml", 1, 77).check()
    assert "till-app" in shown.output  # who approves reads the differences
    plans = tmp_path / "mounted" / "plans" / "77"
    assert (plans / f"{HOST}.json").is_file()
    assert sandbox.writes() == []
    handed_on = {"confluent_plan_dir": str(plans), "confluent_plan_status": "changes", "confluent_plan_summary": "Plan"}

    # Something else by now: refused. Outside of the workflow, and in another run of it: there is no plan.
    state(made, "till-app", "unforeseen")
    refused = job("apply.yml", 2, 77, **handed_on)
    assert refused.rc != 0
    assert "service account unforeseen: to create it was not approved" in refused.output
    state(made, "till-app")
    for number, run in ((3, None), (4, 78)):
        refused = job("apply.yml", number, run)
        assert refused.rc != 0
        assert "cannot be read" in refused.output
    assert sandbox.writes() == []

    job("apply.yml", 5, 77, **handed_on).check()
    assert plays.existing(sandbox)["environments"] == [HOST]
    job("verify.yml", 6, 77, confluent_fail_on_drift="true", **handed_on).check()
