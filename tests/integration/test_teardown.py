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


def _refused(shop: Shop, text: str, *hosts: dict[str, Any], extra_vars: dict[str, Any]) -> None:
    """The playbook fails with that text, and nothing at all has been written."""
    before = plays.existing(shop.sandbox)
    shop.sandbox.clear_journal()
    result = shop.play(plays.TEARDOWN, *hosts, extra_vars=extra_vars)
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

        # A protected cluster.
        (cluster,) = shop.sandbox.state()["clusters"].values()
        _protect(shop, cluster, True)
        _refused(shop, "deletion_protection", extra_vars=SURE)
        _protect(shop, cluster, False)

        # Check mode tells all that would go, and the run does it.
        shop.sandbox.clear_journal()
        rehearsed = shop.play(plays.TEARDOWN, extra_vars=SURE, check=True).check()
        assert shop.sandbox.writes() == []
        assert "    deleted: kafka cluster shop" in plays.summary(rehearsed)

        # A cluster that the data does not name is taken along only when that is said.
        _foreign_cluster(shop, cluster["environment"])
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


def _foreign_cluster(shop: Shop, environment: str) -> None:
    spec = {
        "display_name": "of-another-team",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Basic"},
        "environment": {"id": environment},
    }
    shop.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})


def test_without_strangers_nothing_needs_force(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """The shipped example's teardown, for an estate of which only a part exists."""
    variables = plays.small_variables(tmp_path)
    part = {**variables, "confluent_clusters": [], "confluent_schemas": [], "confluent_subject_configs": []}
    part["confluent_service_accounts"] = [{**variables["confluent_service_accounts"][1], "role_bindings": []}]
    playbook(plays.BOOTSTRAP, plays.inventory(part)).check()
    assert plays.existing(sandbox)["api_keys"] == ["dev-till/cloud"]
    playbook(plays.TEARDOWN, plays.inventory(variables), extra_vars=SURE).check()
    assert plays.existing(sandbox) == plays.EMPTY
