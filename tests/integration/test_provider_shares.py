# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Shares of topics as a part of an estate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import estate_plays as plays

SHARES = "/cdx/v1/provider-shares"


def test_they_are_brought_about_and_taken_down(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    estate = plays.small_variables(tmp_path / "secrets")
    (cluster,) = (c["name"] for c in estate["confluent_clusters"])
    share = {"cluster": cluster, "topics": ["sales"], "email": "jane.doe@contoso.example"}
    hosts = plays.inventory({**estate, "confluent_provider_shares": [share]})
    sandbox.request("PATCH", "/cdx/v1/opt-in", {"stream_share_enabled": True})

    told = playbook(plays.BOOTSTRAP, hosts, check=True).check()
    done = playbook(plays.BOOTSTRAP, hosts).check()
    for run in (told, done):
        assert ["provider", "shares", "1", "created"] in [line.split() for line in plays.summary(run)]
    (made,) = sandbox.request("GET", SHARES)["data"]
    assert made["consumer_restriction"]["email"] == "jane.doe@contoso.example"
    sandbox.clear_journal()
    assert playbook(plays.VERIFY, hosts).check().changed == 0
    assert [entry for entry in sandbox.writes() if "/cdx/" in entry["path"]] == []

    taken = playbook(plays.TEARDOWN, hosts, extra_vars={"confluent_teardown": "dev"}).check()
    assert sandbox.request("GET", SHARES)["data"] == []
    assert "    deleted: share of sales with jane.doe@contoso.example" in plays.summary(taken)
    deletions = [entry["path"] for entry in sandbox.writes() if entry["method"] == "DELETE"]
    assert deletions[0].startswith(f"{SHARES}/"), "who receives them loses them first"
