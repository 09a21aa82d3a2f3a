# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Further parts of an estate, brought about, compared and taken down by the playbooks: client quotas, Tableflow, stream
processing with its archives, shares of topics. One estate has all of them, for a play costs the same for each.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.archives import archive

from ..kinds.catalog_integration import SNOWFLAKE
from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks
SECRET = "canary-2c71-lakehouse"
SHARES = "/cdx/v1/provider-shares"
AWS = {"cloud": "AWS", "region": "eu-central-1"}
CLASSES = [{"class_name": "com.example.GeoSource", "type": "SOURCE"}]
PARTS = (
    *("quotas", "catalog_integrations", "tableflow_topics", "rtce_topics", "provider_shares", "flink_compute_pools"),
    *("ksql_clusters", "flink_artifacts", "connect_artifacts", "plugins", "versions"),
)


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
    return {**stated, **_processing(secrets), "confluent_provider_shares": [SHARE]}


SHARE = {"cluster": "shop", "topics": ["sales"], "email": "jane.doe@contoso.example"}


def _processing(home: Path) -> dict[str, Any]:
    """Stream processing, and archives of one file."""
    home.mkdir(exist_ok=True)
    file = str(archive(home / "geo.jar", content=b"geo"))
    version = {"version": "1.0.0", "filename": file, "connector_classes": CLASSES}
    return {
        "confluent_flink_compute_pools": [{"name": "enrichment", **AWS, "max_cfu": 10}],
        "confluent_ksql_clusters": [
            {"name": "views", "kafka_cluster": "shop", "credential_identity": "dev-till", "csu": 1}
        ],
        "confluent_flink_artifacts": [{"name": "geo", **AWS, "artifact_file": file}],
        "confluent_connect_artifacts": [{"name": "geo", "cloud": "AWS", "artifact_file": file}],
        "confluent_plugins": [{"name": "geo", "cloud": "AWS", "versions": [version]}],
    }


def names(sandbox: Any) -> list[str]:
    """What there is of these kinds."""
    state = sandbox.state()
    kinds = ("client_quotas", "catalog_integrations", "tableflow_topics", "rtce_topics")
    return [str(one.get("display_name") or one["topic_name"]) for kind in kinds for one in state[kind].values()]


def created(run: list[dict[str, Any]]) -> dict[str, int]:
    """How many objects of each of these parts a run made, or would make."""
    (done,) = (task["result"] for task in run if task["task"].endswith("Bring about the estate"))
    made = [change["part"] for change in done["plan"]["changes"] if change["operation"] == "create"]
    return {part: made.count(part) for part in PARTS}


def test_it_comes_about_stays_and_goes(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    hosts = plays.inventory(variables(tmp_path / "secrets"))
    sure = {"confluent_teardown": "dev"}
    sandbox.request("PATCH", "/cdx/v1/opt-in", {"stream_share_enabled": True})
    foreseen = playbook(plays.BOOTSTRAP, hosts, check=True).check()
    assert created(plays.runs(foreseen)[0]) == dict.fromkeys(PARTS, 1)
    sandbox.clear_journal()

    made = playbook(plays.BOOTSTRAP, hosts).check()
    assert names(sandbox) == ["till", "lakehouse", "sales", "sales"]
    (share,) = sandbox.request("GET", SHARES)["data"]
    assert share["consumer_restriction"]["email"] == SHARE["email"]
    assert SECRET not in made.output
    assert created(plays.runs(made)[0]) == dict.fromkeys(PARTS, 1)

    sandbox.clear_journal()
    gone = playbook((plays.VERIFY, plays.TEARDOWN, plays.TEARDOWN), hosts, extra_vars=sure).check()
    assert names(sandbox) == []
    assert plays.existing(sandbox) == plays.EMPTY
    assert sandbox.request("GET", SHARES)["data"] == []
    verified, first, second = plays.runs(gone)
    assert [task["task"] for run in (verified, second) for task in run if task["status"] == "changed"] == []
    told = [task for task in first if task["task"].endswith(plays.SUMMARY)][-1]["result"]["msg"]
    gone = {"  deleted: share of sales with jane.doe@contoso.example", "  deleted: ksqlDB cluster views"}
    assert gone <= set(told)
    _in_their_order([entry["path"] for entry in sandbox.writes() if entry["method"] == "DELETE"])


def _in_their_order(deletions: list[str]) -> None:
    """Who receives a share loses it first; an account goes after what works as it, the cluster after what is on it."""
    assert deletions[0].startswith(f"{SHARES}/")
    kinds = [path.split("/")[1] for path in deletions]
    own = ("cdx", "ccpm", "cam", "artifact", "ksqldbcm", "fcpm", "cmk", "org")
    processing = ["ccpm", "ccpm", "cam", "artifact", "ksqldbcm", "fcpm"]
    assert [kind for kind in kinds if kind in own] == ["cdx", *processing, "cmk", "org"]
    accounts = [number for number, path in enumerate(deletions) if path.startswith("/iam/v2/service-accounts/")]
    assert kinds.index("fcpm") < min(accounts)


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
