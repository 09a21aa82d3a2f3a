# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every CRUD module through its whole life: the table that a new kind adds one row to.

For each row: check mode before, the real run, the same run again, check mode after, a change (check, real, again),
removal (check, real, again). Check mode must send no write and give the verdict of the real run; a run with nothing to
do must send no write; the diff must say what changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]
AVRO = {"type": "record", "name": "Order", "fields": [{"name": "id", "type": "string"}]}
AVRO_GROWN = {**AVRO, "fields": [*AVRO["fields"], {"name": "note", "type": "string", "default": ""}]}
DATAGEN = {
    "connector.class": "DatagenSource",
    "kafka.auth.mode": "SERVICE_ACCOUNT",
    "kafka.topic": "orders.created",
    "output.data.format": "JSON",
    "quickstart": "ORDERS",
    "tasks.max": "1",
}


@dataclass(frozen=True)
class Case:
    """One kind. `change`: options that differ in the second half (None: the kind has nothing to change).

    `removal`: further options that `state: absent` needs. `arguments` may use {service_account} and {tmp}.
    """

    module: str
    arguments: dict[str, Any]
    change: dict[str, Any] | None = None
    removal: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.module.removeprefix("confluent_")


CASES = [
    Case("confluent_environment", {"name": "staging"}, {"stream_governance_package": "ADVANCED"}),
    Case(
        "confluent_kafka_cluster",
        {
            "environment": "dev",
            "name": "payments",
            "type": "Basic",
            "availability": "SINGLE_ZONE",
            "cloud": "GCP",
            "region": "europe-west3",
        },
        {"type": "Standard"},
        {"force": True},
    ),
    Case(
        "confluent_service_account",
        {"name": "billing", "description": "Writes invoices"},
        {"description": "Writes and reads invoices"},
    ),
    Case(
        "confluent_api_key",
        {
            "name": "orders-service kafka",
            "owner": "orders-service",
            "resource": "kafka",
            "environment": "dev",
            "cluster": "orders",
            "secret_file": "{tmp}/key.json",
        },
        {"description": "Made by a test"},
    ),
    Case(
        "confluent_role_binding",
        {"principal": "orders-service", "role": "MetricsViewer", "scope": "environment", "environment": "dev"},
    ),
    Case(
        "confluent_topic",
        {"name": "orders.shipped", "partitions": 3, "config": {"retention.ms": "7d"}},
        {"partitions": 6, "config": {"retention.ms": "1d", "cleanup.policy": "compact"}},
    ),
    Case(
        "confluent_acl",
        {
            "principal": "orders-service",
            "resource_type": "TOPIC",
            "resource_name": "orders.",
            "pattern_type": "PREFIXED",
            "operation": "READ",
        },
    ),
    Case("confluent_schema", {"subject": "orders.shipped-value", "schema": AVRO}, {"schema": AVRO_GROWN}),
    Case(
        "confluent_subject_config",
        {"subject": "orders.shipped-value", "compatibility": "FULL"},
        {"compatibility": "BACKWARD_TRANSITIVE"},
    ),
    Case(
        "confluent_connector",
        {"name": "orders-generator", "config": {**DATAGEN, "kafka.service.account.id": "{service_account}"}},
        {"config": {**DATAGEN, "kafka.service.account.id": "{service_account}", "tasks.max": "2"}},
    ),
]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


def filled(value: Any, **words: str) -> Any:
    """The arguments with {words} replaced in every string."""
    if isinstance(value, dict):
        return {k: filled(v, **words) for k, v in value.items()}
    if isinstance(value, str):
        for word, meaning in words.items():
            value = value.replace("{" + word + "}", meaning)
    return value


class Life:
    """Runs one module and checks what must hold for every run of every module."""

    def __init__(self, run_module: Run, estate: Estate, case: Case) -> None:
        self.run_module, self.estate, self.case = run_module, estate, case

    def run(self, arguments: dict[str, Any], check: bool) -> dict[str, Any]:
        self.estate.sandbox.clear_journal()
        result = self.run_module(self.case.module, arguments, check=check, diff=True, env=self.estate.env, fresh=True)
        assert not result["failed"], result
        writes = self.estate.sandbox.writes()
        journaled = len(self.estate.sandbox.journal())
        assert result["api"]["calls"] == journaled, "the result's count of requests is not what the service saw"
        if check or not result["changed"]:
            assert writes == [], "a run that changes nothing, or check mode, has written"
        else:
            assert writes, "a change was reported that was never sent"
        assert self.case.kind in result
        return result

    def step(self, arguments: dict[str, Any], operation: str) -> dict[str, Any]:
        """Check mode, the real run, the real run again, check mode again. Returns the real run's result."""
        predicted = self.run(arguments, check=True)
        real = self.run(arguments, check=False)
        again = self.run(arguments, check=False)
        afterwards = self.run(arguments, check=True)
        for result in (predicted, real):
            assert (result["operation"], result["changed"]) == (operation, True)
        assert predicted["diff"] == real["diff"]
        assert predicted["diff"]["before"] != predicted["diff"]["after"]
        for result in (again, afterwards):
            assert (result["operation"], result["changed"]) == ("unchanged", False)
            assert result["diff"]["before"] == result["diff"]["after"]
        return real


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_life(case: Case, estate: Estate, run_module: Run, tmp_path: Any) -> None:
    words = {"service_account": estate.service_account, "tmp": str(tmp_path)}
    arguments = filled(case.arguments, **words)
    life = Life(run_module, estate, case)

    made = life.step(arguments, "created")[case.kind]
    stated = {name for name in arguments if name in made}
    assert stated, "the result shows none of the options"
    if case.change is not None:
        life.step({**arguments, **filled(case.change, **words)}, "updated")
    removed = life.step({**arguments, **case.removal, "state": "absent"}, "deleted")
    assert removed[case.kind] is None


def test_every_module_has_a_row() -> None:
    from tests.support.examples import singulars

    assert set(singulars()) == {case.module for case in CASES}
