# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connections of Flink: the secret alone changes, and is shown by nothing; what uses one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.flink_connection import OPENAI
from tests.support import direct
from tests.support.estate import Estate

SECRET = OPENAI["auth_data"]["API_KEY"]
OTHER = {"auth_data": {"API_KEY": "another-key-of-the-model"}}


class Connections(direct.Foreseen):
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("flink_key", "compute_pool")

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.connections import FlinkConnection

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        return direct.run(FlinkConnection, {**OPENAI, **options}, env, check=check, skipping=self.sandbox)

    def statement(self, name: str, sql: str) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.statements import FlinkStatement

        env = {**self.sandbox.env, **self.estate.env}
        place = {option: OPENAI[option] for option in ("environment", "cloud", "region")}
        assert not direct.run(FlinkStatement, {**place, "name": name, "statement": sql}, env)["failed"]

    def kept(self) -> dict[str, Any]:
        return {item["name"]: item for item in self.sandbox.state().get("flink_connections", {}).values()}


@pytest.fixture
def connections(sandbox: Any) -> Connections:
    return Connections(sandbox)


def test_only_the_secret_changes(connections: Connections) -> None:
    connections.done("created")
    assert connections.kept()["openai"]["secret"] == f'{{"API_KEY": "{SECRET}"}}'
    connections.done("unchanged")
    connections.refused("endpoint", "cannot be changed", endpoint="https://elsewhere.example", **OTHER)
    connections.refused("connection_type", "cannot be changed", connection_type="REST")
    result = connections.done("updated", update_secrets="always", **OTHER)
    assert [entry["method"] for entry in connections.sandbox.writes()] == ["PUT"]
    assert OTHER["auth_data"]["API_KEY"] in connections.kept()["openai"]["secret"]
    assert OTHER["auth_data"]["API_KEY"] not in str(result)
    # Another type in another case is the same; without its secret nothing can be made, and what is there is left alone.
    connections.done("unchanged", auth_data=None, connection_type="openai")
    connections.refused("auth_data must be given", name="second", auth_data=None)


def test_a_version_that_moved_is_read_again(connections: Connections) -> None:
    connections.done("created")
    connections.sandbox.fault(method="PUT", path="/connections/", status=409, body={"errors": [{"detail": "moved"}]})
    result = connections.run(update_secrets="always", **OTHER)
    assert (result["failed"], len(connections.sandbox.writes())) == (False, 2), result


def test_one_that_is_not_let_in_is_told(connections: Connections) -> None:
    connections.sandbox.settings(connection_refuses=SECRET)
    made = connections.run()
    assert (made["failed"], made["operation"]) == (True, "created")
    for words in ("INVALID_AUTH", "Lookup failed", OPENAI["endpoint"], "update_secrets: always"):
        assert words in made["msg"], made["msg"]
    assert SECRET not in str(made)
    repaired = connections.run(update_secrets="always", **OTHER)
    assert (repaired["failed"], repaired["flink_connection"]["phase"]) == (False, "ACTIVE"), repaired
    connections.sandbox.settings(connection_phase="UNREACHABLE")
    assert connections.run(wait=False)["operation"] == "unchanged"


def test_empty_secrets_are_refused(connections: Connections) -> None:
    connections.refused("auth_data is empty", auth_data={})
    connections.refused("auth_data: API_KEY is empty", auth_data={"API_KEY": ""})
    assert connections.sandbox.journal() == []


def test_what_uses_it_is_named(connections: Connections) -> None:
    connections.done("created")
    connections.statement("model", "CREATE MODEL m WITH ('openai.connection' = 'openai')")
    warned = connections.run(True, state="absent")
    assert any("Flink statement model (COMPLETED)" in words for words in warned["warnings"]), warned
    connections.statement("fill", "INSERT INTO a SELECT b FROM c /*+ OPTIONS('rest.connection' = 'openai') */")
    connections.refused("Flink statement fill (RUNNING)", "force: true", state="absent")
    connections.sandbox.fault(path="/statements$", status=403, body={"errors": [{"detail": "no"}]})
    assert any("cannot be seen" in words for words in connections.run(True, state="absent")["warnings"])
    connections.done("deleted", state="absent", force=True)
    assert connections.kept() == {}
