# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Client quotas and Tableflow as parts of an estate: brought about, compared and taken down by the playbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ..kinds.catalog_integration import SNOWFLAKE
from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks
SECRET = "canary-2c71-lakehouse"


def variables(secrets: Path) -> dict[str, Any]:
    """A whole estate with one of each of these kinds. The key for Tableflow is made by the run that uses it."""
    stated = plays.small_variables(secrets)
    stated["confluent_service_accounts"][0]["api_keys"].append({"name": "tableflow", "resource": "tableflow"})
    stated["confluent_tableflow_key_file"] = str(secrets / "dev" / "dev-automation.tableflow.json")
    stated["confluent_catalog_secrets"] = {"lakehouse": {"client_secret": SECRET}}
    for unneeded in ("confluent_schemas", "confluent_subject_configs", "confluent_connector_secrets"):
        del stated[unneeded]
    stated["confluent_clusters"][0].update(
        type="Dedicated",
        cku=1,
        connectors=[],
        acls=[],
        quotas=[
            {
                "name": "till",
                "throughput": {"ingress_byte_rate": 1048576, "egress_byte_rate": 4194304},
                "principals": ["dev-till"],
            }
        ],
        catalog_integrations=[
            {"name": "lakehouse", "snowflake": {k: v for k, v in SNOWFLAKE.items() if k != "client_secret"}}
        ],
        tableflow_topics=[{"name": "sales", "managed_storage": {}, "retention_ms": 604800000}],
        rtce_topics=[{"name": "sales", "cloud": "AWS", "region": "eu-central-1", "description": "Each sale"}],
    )
    return stated


def names(sandbox: Any) -> list[str]:
    """What there is of these kinds."""
    state = sandbox.state()
    kinds = ("client_quotas", "catalog_integrations", "tableflow_topics", "rtce_topics")
    return [str(one.get("display_name") or one["topic_name"]) for kind in kinds for one in state[kind].values()]


def test_it_comes_about_stays_and_goes(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    hosts = plays.inventory(variables(tmp_path / "secrets"))
    sure = {"confluent_teardown": "dev"}
    made = playbook((plays.BOOTSTRAP, plays.VERIFY), hosts).check()
    assert names(sandbox) == ["till", "lakehouse", "sales", "sales"]
    assert SECRET not in made.output
    bootstrapped, verified = plays.runs(made)
    told = [task for task in bootstrapped if task["task"].endswith(plays.SUMMARY)][-1]["result"]["msg"]
    assert [line.split() for line in told if line.split()[0] in ("client", "catalog", "Tableflow", "RTCE")] == [
        ["client", "quotas", "1", "created"],
        ["catalog", "integrations", "1", "created"],
        ["Tableflow", "topics", "1", "created"],
        ["RTCE", "topics", "1", "created"],
    ]
    assert [task["task"] for task in verified if task["status"] == "changed"] == []
    gone = playbook((plays.TEARDOWN, plays.TEARDOWN), hosts, extra_vars=sure).check()
    assert names(sandbox) == []
    assert plays.existing(sandbox) == plays.EMPTY
    assert [task["task"] for task in plays.runs(gone)[1] if task["status"] == "changed"] == []


def test_a_secret_that_was_not_given_is_missed_before_anything_is_done(
    playbook: Any, sandbox: Any, tmp_path: Path
) -> None:
    stated = {**variables(tmp_path), "confluent_catalog_secrets": {"lakehouse": {"client_secret": "${LAKE_SECRET}"}}}
    (cluster,) = (c for c in stated["confluent_clusters"] if c.get("catalog_integrations"))
    stated["confluent_clusters"] = [*stated["confluent_clusters"], {**cluster, "name": "second"}]
    result = playbook(plays.BOOTSTRAP, plays.inventory(stated))
    assert result.rc != 0
    assert "lakehouse: client_secret (export LAKE_SECRET)" in result.output
    assert (
        "lakehouse: several clusters have a catalog integration of this name, give CLUSTER/lakehouse" in result.output
    )
    assert sandbox.writes() == []
