# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a comparison ended, for a script: the exit status does not tell a difference from an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import estate_plays as plays

DEV = {"confluent_environment": {"name": "dev"}, "confluent_service_accounts": []}
TILL = {**DEV, "confluent_service_accounts": [{"name": "till"}]}
MISSPELT = {**DEV, "confluent_service_accounts": [{"nmae": "till"}]}
BROKEN = {**DEV, "confluent_service_accounts": "{{ not_defined_anywhere }}"}
CODES = {"same": 0, "failed": 1, "differs": 2}


def ended(status: str, **hosts: Any) -> dict[str, Any]:
    """What the file says."""
    return {"same": [], "differs": {}, "failed": {}, "status": status, "code": CODES[status], **hosts}


def test_a_difference_is_told_from_an_error(playbook: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    strict = {"confluent_fail_on_drift": True, "confluent_plan_detailed": True}

    def told(*names: str, **hosts: Any) -> tuple[int, dict[str, Any], str]:
        env = {"ANSIBLE_SHOW_CUSTOM_STATS": "true"}
        extra = {**strict, "confluent_status_file": str(file), "confluent_plan_dir": str(tmp_path / "plans")}
        done = playbook(names, plays.inventory(**hosts), extra_vars=extra, env=env)
        return done.rc, json.loads(file.read_text(encoding="utf-8")), done.output

    assert told(plays.BOOTSTRAP, plays.VERIFY, dev=DEV)[:2] == (0, ended("same", same=["dev"]))
    differs = ended("differs", same=["dev"], differs={"till": ["service account till"]})
    rc, found, output = told(plays.VERIFY, dev=DEV, till=TILL)
    assert (rc, found) == (2, differs)
    assert '"confluent_verify_status": "differs"' in output
    assert told("streamops.confluent.plan", dev=DEV, till=TILL)[:2] == (2, differs)
    # The same exit status. What could not be compared counts more than what differs.
    rc, found, output = told(plays.VERIFY, dev=DEV, till=TILL, misspelt=MISSPELT, broken=BROKEN)
    assert (rc, found["status"], found["code"]) == (2, "failed", 1)
    assert (found["same"], found["differs"]) == (["dev"], differs["differs"])
    assert "unknown key 'nmae'" in found["failed"]["misspelt"][0]
    assert found["failed"]["broken"] == ["it failed before anything was compared"]
    # Where no host gets far enough to say anything, no word of the run before is left.
    told(plays.VERIFY, dev=DEV)
    rc, found, _output = told(plays.VERIFY, broken=BROKEN)
    assert (rc, found) == (2, ended("failed", failed={"*": ["the run has not come to its end"]}))
