# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Schema Registry of an environment, which comes with its first Kafka cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import build

Run = Callable[..., dict[str, Any]]
MODULE = "confluent_schema_registry_info"


@pytest.mark.parametrize("by", ["name", "id"])
def test_all_that_others_need_of_it(by: str, sandbox: Any, run_module: Run) -> None:
    estate = build(sandbox)
    reference = {"name": "dev", "id": estate.environment}[by]
    result = run_module(MODULE, {"environment": reference})
    (registry,) = result["schema_registries"]
    assert registry["id"] == estate.schema_registry
    assert registry["environment"] == estate.environment
    assert registry["endpoint"] == estate.schema_registry_endpoint
    assert (registry["package"], registry["cloud"], registry["region"]) == ("ESSENTIALS", "AWS", "eu-central-1")
    assert registry["phase"] == "PROVISIONED"
    assert registry["catalog_endpoint"]
    assert registry["crn"].endswith(f"/environment={estate.environment}/schema-registry={estate.schema_registry}")
    assert result["changed"] is False


def test_its_own_limits(sandbox: Any, run_module: Run) -> None:
    """They are asked for with its key, and only where they are wanted."""
    estate = build(sandbox)
    result = run_module(MODULE, {"environment": "dev", "limits": True}, env=estate.env)
    (registry,) = result["schema_registries"]
    assert (registry["max_schemas"], registry["max_requests_per_second"]) == (20000, 25)
    assert registry["schema_types"] == ["AVRO", "JSON", "PROTOBUF"]
    assert "max_schemas" not in run_module(MODULE, {"environment": "dev"}, env=estate.env)["schema_registries"][0]
    keyless = run_module(MODULE, {"environment": "dev", "limits": True})
    assert keyless["failed"]
    assert "schema_registry_api_key" in keyless["msg"]


def test_the_environment_variable(sandbox: Any, run_module: Run) -> None:
    build(sandbox)
    assert len(run_module(MODULE, env={"CONFLUENT_ENVIRONMENT": "dev"})["schema_registries"]) == 1
    assert "environment" in run_module(MODULE)["msg"]


def test_none_yet_is_an_empty_list(sandbox: Any, run_module: Run) -> None:
    sandbox.request("POST", "/org/v2/environments", {"display_name": "empty"})
    result = run_module(MODULE, {"environment": "empty"})
    assert result["failed"] is False
    assert result["schema_registries"] == []


def test_an_environment_that_is_not_there_is_a_failure(sandbox: Any, run_module: Run) -> None:
    sandbox.request("POST", "/org/v2/environments", {"display_name": "empty"})
    result = run_module(MODULE, {"environment": "emty"})
    assert result["failed"]
    assert "Did you mean 'empty'" in result["msg"]
    assert "schema_registries" not in result


def test_one_on_its_way(sandbox: Any, run_module: Run) -> None:
    sandbox.settings(schema_registry_provisioning=2)
    environment = sandbox.request("POST", "/org/v2/environments", {"display_name": "dev"})["id"]
    spec = {
        "display_name": "orders",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Basic"},
        "environment": {"id": environment},
    }
    sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    sandbox.settings(time_scale=0.001)
    assert run_module(MODULE, {"environment": "dev"})["schema_registries"] == []
    too_early = run_module(
        "confluent_schema_info",
        {"environment": "dev", "schema_registry_api_key": "key", "schema_registry_api_secret": "secret"},
    )
    assert "it appears in an environment with its first Kafka cluster" in too_early["msg"]
