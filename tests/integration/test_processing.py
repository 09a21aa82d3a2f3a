# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream processing and its archives as a part of an estate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.archives import archive

from . import estate_plays as plays

AWS = {"cloud": "AWS", "region": "eu-central-1"}
CLASSES = [{"class_name": "com.example.GeoSource", "type": "SOURCE"}]


def _estate(home: Path) -> dict[str, Any]:
    file = str(archive(home / "geo.jar", content=b"geo"))
    return {
        "confluent_environment": {"name": "dev"},
        "confluent_clusters": [{"name": "orders", "type": "Basic", "availability": "SINGLE_ZONE", **AWS}],
        "confluent_service_accounts": [{"name": "dev-views", "description": "ksqlDB"}],
        "confluent_flink_compute_pools": [{"name": "enrichment", **AWS, "max_cfu": 10}],
        "confluent_ksql_clusters": [
            {"name": "views", "kafka_cluster": "orders", "credential_identity": "dev-views", "csu": 1}
        ],
        "confluent_flink_artifacts": [{"name": "geo", **AWS, "artifact_file": file}],
        "confluent_connect_artifacts": [{"name": "geo", "cloud": "AWS", "artifact_file": file}],
        "confluent_plugins": [
            {
                "name": "geo",
                "cloud": "AWS",
                "versions": [{"version": "1.0.0", "filename": file, "connector_classes": CLASSES}],
            }
        ],
    }


def test_it_is_brought_about_and_taken_down(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    hosts = plays.inventory(_estate(tmp_path))
    done = plays.summary(playbook(plays.BOOTSTRAP, hosts).check())
    kinds = ("Flink compute pools", "ksqlDB clusters", "Flink artifacts", "connect artifacts", "plugin versions")
    for kind in (*kinds, "custom Connect plugins"):
        (line,) = [line for line in done if line.startswith(f"  {kind} ")]
        assert line.endswith("1 created")
    sandbox.clear_journal()
    assert playbook(plays.VERIFY, hosts).check().changed == 0
    assert sandbox.writes() == []
    taken = plays.summary(playbook(plays.TEARDOWN, hosts, extra_vars={"confluent_teardown": "dev"}).check())
    assert sandbox.state()["environments"] == {}
    deletions = [entry["path"].rpartition("/")[0] for entry in sandbox.writes() if entry["method"] == "DELETE"]
    kinds_deleted = [path.split("/")[1] for path in deletions]
    assert kinds_deleted == ["ccpm", "ccpm", "cam", "artifact", "ksqldbcm", "fcpm", "iam", "cmk", "org"]
    assert "    deleted: ksqlDB cluster views" in taken
