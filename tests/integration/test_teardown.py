# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook teardown: asks first, removes what bootstrap made, and nothing that it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import estate_plays as plays

SURE = {"confluent_teardown": "dev"}


@pytest.fixture
def small(tmp_path: Path, playbook: Any, sandbox: Any) -> dict[str, Any]:
    """The variables of a small estate that has been brought about."""
    variables = plays.small_variables(tmp_path / "secrets")
    playbook(plays.BOOTSTRAP, plays.inventory(variables)).check()
    sandbox.clear_journal()
    return variables


def test_asks_first_then_leaves_the_organization_empty(
    playbook: Any, sandbox: Any, small: dict[str, Any], tmp_path: Path
) -> None:
    inventory = plays.inventory(small)
    for answer in ({}, {"confluent_teardown": "prod"}, {"confluent_teardown": True}):
        refused = playbook(plays.TEARDOWN, inventory, extra_vars=answer)
        assert refused.rc != 0
        assert "confluent_teardown=dev" in refused.output
        assert sandbox.journal() == []

    rehearsed = playbook(plays.TEARDOWN, inventory, extra_vars=SURE, check=True).check()
    assert sandbox.writes() == []
    assert "    deleted: kafka cluster shop" in plays.summary(rehearsed)
    assert plays.existing(sandbox) == plays.SMALL

    done = playbook(plays.TEARDOWN, inventory, extra_vars=SURE).check()
    assert plays.existing(sandbox) == plays.EMPTY
    assert list((tmp_path / "secrets" / "dev").iterdir()) == []
    assert plays.summary(done)[1:] == plays.summary(rehearsed)[1:]

    sandbox.clear_journal()
    again = playbook(plays.TEARDOWN, inventory, extra_vars=SURE).check()
    assert again.changed == 0
    assert sandbox.writes() == []


def test_one_host_that_is_refused_stops_it_for_all(
    playbook: Any, sandbox: Any, small: dict[str, Any], tmp_path: Path
) -> None:
    other = plays.small_variables(tmp_path / "secrets", "staging")
    result = playbook(plays.TEARDOWN, plays.inventory(small, other), extra_vars=SURE)
    assert result.rc != 0
    assert sandbox.writes() == []
    assert plays.existing(sandbox) == plays.SMALL


def test_a_cluster_that_the_data_does_not_name_is_not_taken_along(
    playbook: Any, sandbox: Any, small: dict[str, Any]
) -> None:
    (environment,) = sandbox.state()["environments"]
    spec = {
        "display_name": "of-another-team",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Basic"},
        "environment": {"id": environment},
    }
    sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    before = plays.existing(sandbox)
    sandbox.clear_journal()
    refused = playbook(plays.TEARDOWN, plays.inventory(small), extra_vars=SURE)
    assert refused.rc != 0
    assert "of-another-team" in refused.output
    assert sandbox.writes() == []
    assert plays.existing(sandbox) == before

    forced = {**SURE, "confluent_teardown_force": True}
    playbook(plays.TEARDOWN, plays.inventory(small), extra_vars=forced).check()
    assert plays.existing(sandbox) == plays.EMPTY


def test_a_protected_cluster_stops_it_before_anything_is_deleted(
    playbook: Any, sandbox: Any, small: dict[str, Any]
) -> None:
    small["confluent_clusters"][0]["deletion_protection"] = True
    playbook(plays.BOOTSTRAP, plays.inventory(small)).check()
    sandbox.clear_journal()
    refused = playbook(plays.TEARDOWN, plays.inventory(small), extra_vars=SURE)
    assert refused.rc != 0
    assert "deletion_protection" in refused.output
    assert sandbox.writes() == []
    assert plays.existing(sandbox) == plays.SMALL
