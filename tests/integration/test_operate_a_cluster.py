# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""docs/operate-a-cluster.md, followed to the letter: its playbooks, in their order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kinds.cluster_link import key_file
from tests.support import estate as support

from .test_documents import Reader

pytestmark = pytest.mark.timeout(600)  # whole playbooks

GUIDE = "docs/operate-a-cluster.md"


def test_step_by_step(sandbox: Any, run_module: Any, tmp_path: Path) -> None:
    estate = support.build(sandbox).needs(
        "environment", "sink_connector", "topic", "kafka_key", "dr_cluster", "dr_secret", "link_secret"
    )
    ids = {name: estate.id_of(name) for name in ("dr_cluster", "dr_key", "dr_secret", "link_key", "link_secret")}
    (tmp_path / "orders.kafka.json").write_text(key_file(ids["link_key"], ids["link_secret"]), encoding="utf-8")
    (tmp_path / "orders-dr.kafka.json").write_text(key_file(ids["dr_key"], ids["dr_secret"]), encoding="utf-8")
    here = {"environment": "dev", "cluster": "orders-dr", "kafka_key_file": str(tmp_path / "orders-dr.kafka.json")}
    remote = {"cluster": "orders", "api_key": ids["link_key"], "api_secret": ids["link_secret"]}
    run_module("confluent_cluster_link", {**here, "name": "from-orders", "remote": remote})
    run_module("confluent_mirror_topic", {**here, "link": "from-orders", "name": "orders.created"})
    dr = {"cluster": ids["dr_cluster"]}
    sandbox.seed("topics", {**dr, "name": "invoices", "partitions": 1})
    sandbox.seed("records", {**dr, "topic": "invoices", "partition": 0, "count": 40})
    sandbox.seed("groups", {**dr, "name": "shop-billing", "commits": {"invoices": 2}, "pace": 40})
    sandbox.seed("groups", {**dr, "name": "shop-new", "members": [{"client_id": "new"}]})
    early = {**here, "topic": "orders.created", "records": [{"value": "before the promotion"}]}
    assert "read-only mirror topic" in run_module("confluent_records", early)["msg"]
    reader = Reader(GUIDE, tmp_path, sandbox)
    written = reader.write_files()
    assert written == ["records.yml", "lag.yml", "pause.yml", "read-again.yml", "promote.yml"]

    def follow(*parts: str) -> tuple[str, list[str]]:
        """What the next command shows, and the paths that it wrote to."""
        sandbox.clear_journal()
        return reader.follow(*parts), [f"{entry['method']} {entry['path']}" for entry in sandbox.writes()]

    assert follow("records.yml", "--check")[1] == []
    shown, wrote = follow("records.yml")
    assert '"offset": ' in shown
    assert [path.rpartition("/")[2] for path in wrote] == ["records"]

    shown, wrote = follow("lag.yml")
    assert wrote == []
    assert "shop-new: has committed nothing" in shown
    assert "shop-billing: " in shown

    def resting() -> tuple[str, str]:
        (mirrored,) = run_module("confluent_mirror_topic_info", {**here, "link": "from-orders"})["mirror_topics"]
        (connector,) = run_module(
            "confluent_connector_info", {"environment": "dev", "cluster": "orders", "name": "orders-to-warehouse"}
        )["connectors"]
        return mirrored["status"], connector["status"]

    assert len(follow("pause.yml")[1]) == 2
    assert resting() == ("paused", "PAUSED")
    assert len(follow("pause.yml", "resume=true")[1]) == 2
    assert resting() == ("active", "RUNNING")

    assert follow("read-again.yml", "--check")[1] == []
    shown, wrote = follow("read-again.yml")
    assert [path.rpartition("/")[2] for path in wrote] == ["request"]
    assert '"kafka_offset": 5000' in shown  # where it was

    shown, wrote = follow("promote.yml", "--check")
    assert wrote == []
    shown, wrote = follow("promote.yml")
    assert [path.rpartition("/")[2] for path in wrote] == ["mirrors:promote", "records"]
    assert resting()[0] == "stopped"
    assert reader.commands == []
