# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a comparison ended, for a script: the exit status does not tell a difference from an error.

That `plan` writes it, too, is in test_a_plan_in_a_pull_request.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import estate_plays as plays

DEV = {"confluent_environment": {"name": "dev"}, "confluent_service_accounts": []}
TILL = {**DEV, "confluent_service_accounts": [{"name": "till"}]}
MISSPELT = {**DEV, "confluent_service_accounts": [{"nmae": "till"}]}
BROKEN = {**DEV, "confluent_service_accounts": "{{ not_defined_anywhere }}"}
CODES = {"same": 0, "failed": 1, "differs": 2}


def ended(status: str, **hosts: Any) -> dict[str, Any]:
    """What the file says."""
    return {"same": [], "differs": {}, "failed": {}, "status": status, "code": CODES[status], **hosts}


@pytest.fixture
def told(playbook: Callable[..., Any], tmp_path: Path) -> Callable[..., tuple[int, dict[str, Any], str]]:
    """Runs playbooks for these hosts: the exit status, what the file says, what was printed. In the file is before what
    an earlier run has said.
    """
    file = tmp_path / "status.json"
    file.write_text(json.dumps(ended("same", same=["broken"])), encoding="utf-8")

    def run(*names: str, **hosts: Any) -> tuple[int, dict[str, Any], str]:
        extra = {"confluent_fail_on_drift": True, "confluent_status_file": str(file)}
        env = {"ANSIBLE_SHOW_CUSTOM_STATS": "true"}
        done = playbook(names, plays.inventory(**hosts), extra_vars=extra, env=env)
        return done.rc, json.loads(file.read_text(encoding="utf-8")), done.output

    return run


def test_what_is_the_same_and_what_differs(told: Callable[..., Any]) -> None:
    assert told(plays.BOOTSTRAP, plays.VERIFY, dev=DEV)[:2] == (0, ended("same", same=["dev"]))
    rc, found, output = told(plays.VERIFY, dev=DEV, till=TILL)
    assert (rc, found) == (2, ended("differs", same=["dev"], differs={"till": ["service account till"]}))
    assert '"confluent_verify_status": "differs"' in output


def test_an_error_counts_more_than_a_difference(told: Callable[..., Any]) -> None:
    """And has the same exit status. Where no host gets far enough to say anything, no word of a run before is left."""
    rc, found, _output = told(plays.VERIFY, broken=BROKEN)
    assert (rc, found) == (2, ended("failed", failed={"*": ["the run has not come to its end"]}))
    rc, found, _output = told(plays.VERIFY, dev=DEV, misspelt=MISSPELT, broken=BROKEN)
    assert (rc, found["status"], found["code"], found["same"]) == (2, "failed", 1, [])
    assert found["differs"] == {"dev": ["environment dev"]}
    assert "unknown key 'nmae'" in found["failed"]["misspelt"][0]
    assert found["failed"]["broken"] == ["it failed before anything was compared"]
