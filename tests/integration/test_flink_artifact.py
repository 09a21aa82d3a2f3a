# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What uses a Flink artifact, before it goes or is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kinds.flink_statement import PLACE
from tests.support import direct
from tests.support.archives import EMPTY
from tests.support.estate import Estate


class Artifacts(direct.Foreseen):
    """Runs the kind in this process, for the artifact ``geo``; `key`: whether the task has a key for Flink."""

    def __init__(self, sandbox: Any, folder: Path) -> None:
        self.sandbox, self.folder, self.key = sandbox, folder, True
        self.estate = Estate(sandbox).needs("flink_key", "compute_pool", "cluster")

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.artifacts import FlinkArtifact

        self.sandbox.clear_journal()
        flink = {name: value for name, value in self.estate.env.items() if self.key or "FLINK" not in name}
        return direct.run(
            FlinkArtifact, {**PLACE, "name": "geo", **options}, {**self.sandbox.env, **flink}, check=check
        )

    def made(self) -> str:
        return str(self.run(artifact_file=self.file("geo.jar", EMPTY))["flink_artifact"]["id"])

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)

    def statement(self, name: str, sql: str, **options: Any) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.statements import FlinkStatement

        given = {**PLACE, "name": name, "statement": sql, **options}
        assert not direct.run(FlinkStatement, given, {**self.sandbox.env, **self.estate.env})["failed"]


@pytest.fixture
def artifacts(sandbox: Any, tmp_path: Path) -> Artifacts:
    return Artifacts(sandbox, tmp_path)


def test_what_calls_a_function_of_it_holds_it(artifacts: Artifacts) -> None:
    artifact = artifacts.made()
    create = f"CREATE FUNCTION distance AS 'geo.Distance' USING JAR 'confluent-artifact://{artifact}/ver-1'"
    artifacts.statement("other", f"CREATE FUNCTION other AS 'x' USING JAR 'confluent-artifact://{artifact}x'")
    artifacts.statement("create-distance", create)
    warned = artifacts.run(True, state="absent")
    assert any("function distance (create-distance)" in words for words in warned["warnings"]), warned
    assert not any("other" in words for words in warned["warnings"])
    call = "INSERT INTO a SELECT Distance(x, y) FROM b"
    artifacts.statement("measure", call)
    artifacts.refused("Flink statement measure (RUNNING)", state="absent")
    another = artifacts.file("new.jar", "new" + EMPTY)
    artifacts.refused("Flink statement measure", artifact_file=another, replace_content="different")
    artifacts.statement("measure", call, stopped=True)
    artifacts.done("deleted", state="absent")


def test_a_materialized_table_that_calls_a_function_of_it_holds_it(artifacts: Artifacts) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink import materialized_tables

    artifact = artifacts.made()
    create = f"CREATE FUNCTION distance AS 'geo.Distance' USING JAR 'confluent-artifact://{artifact}/ver-1'"
    artifacts.statement("create-distance", create)
    env = {**artifacts.sandbox.env, **artifacts.estate.env}
    table = {**PLACE, "cluster": "orders", "name": "far", "query": "SELECT distance(x, y) FROM b WHERE x > 1"}
    made = direct.run(materialized_tables.FlinkMaterializedTable, {**table, "compute_pool": "enrichment"}, env)
    assert not made["failed"], made
    artifacts.refused("Flink materialized table far (RUNNING)", state="absent")
    artifacts.sandbox.fault(path="/materialized-tables$", status=404, body={"errors": [{"detail": "no"}]})
    assert not artifacts.run(True, state="absent")["failed"]


def test_without_a_key_that_may_look_it_is_not_looked(artifacts: Artifacts) -> None:
    artifact = artifacts.made()
    artifacts.statement("run", f"INSERT INTO a SELECT 1 -- confluent-artifact://{artifact}")
    artifacts.sandbox.fault(path="/statements$", status=403, body={"errors": [{"detail": "no"}]})
    assert any("cannot be seen" in words for words in artifacts.run(True, state="absent")["warnings"])
    artifacts.key = False
    artifacts.done("deleted", state="absent")
    assert not [entry for entry in artifacts.sandbox.journal() if entry["plane"] == "flink"]
