# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink compute pools: phases, what is fixed, deletions that take time; the organization's settings; regions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

POOLS = "/fcpm/v2/compute-pools"
POOL = {"environment": "dev", "name": "enrichment", "cloud": "AWS", "region": "eu-central-1", "max_cfu": 10}


class Pools(direct.Foreseen):
    """Runs a kind of Flink in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.environment = Estate(sandbox).environment

    def run(self, check: bool = False, kind: str = "FlinkComputePool", **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink import compute_pools

        self.sandbox.clear_journal()
        given = POOL if kind == "FlinkComputePool" else {}
        if options.get("state") == "absent":
            given = {"environment": "dev", "name": "enrichment"}
        declared = getattr(compute_pools, kind)
        return direct.run(declared, {**given, **options}, self.sandbox.env, check=check, skipping=self.sandbox)


@pytest.fixture
def pools(sandbox: Any) -> Pools:
    return Pools(sandbox)


def test_a_run_during_the_provisioning_waits_for_the_same_pool(pools: Pools) -> None:
    pools.sandbox.settings(compute_pool_provisioning=900)
    assert pools.run(wait=False)["flink_compute_pool"]["phase"] == "PROVISIONING"
    again = pools.run()
    assert (again["failed"], again["operation"]) == (False, "unchanged"), again
    assert again["wait"]["phases"] == ["PROVISIONING", "PROVISIONED"]
    assert len(pools.sandbox.state()["compute_pools"]) == 1


def test_one_that_failed_is_told_and_can_be_deleted(pools: Pools) -> None:
    pools.sandbox.settings(fail_next_provisioning=1)
    assert "is FAILED" in pools.run()["msg"]
    pools.done("deleted", state="absent")
    pools.done("unchanged", state="absent")


def test_a_deletion_is_over_when_the_pool_is_gone(pools: Pools) -> None:
    """The service takes the deletion and goes on showing the pool, in a phase that nobody has to know."""
    pools.run()
    (shown,) = pools.sandbox.request("GET", POOLS, environment=pools.environment)["data"]
    leaving = {**shown, "status": {**shown["status"], "phase": "DEPROVISIONING"}}
    pools.sandbox.fault(method="GET", path=f"{POOLS}/", status=200, body=leaving, times=4)
    result = pools.run(state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    assert len(pools.sandbox.journal("GET", f"{POOLS}/")) == 5
    assert pools.run(state="absent")["operation"] == "unchanged"


def test_what_can_be_changed_is_one_request(pools: Pools) -> None:
    made = pools.done("created")["flink_compute_pool"]
    pools.done("updated", max_cfu=50, default_pool=True)
    (patch,) = pools.sandbox.writes()
    spec = {"max_cfu": 50, "default_pool": True, "environment": {"id": pools.environment}}
    assert patch["request_body"] == {"spec": spec}
    pools.done("updated", id=made["id"], name="joins")
    pools.done("unchanged", id=made["id"], name="joins")


def test_what_is_fixed_is_refused_in_words(pools: Pools) -> None:
    pools.done("created", cloud="aws")
    pools.refused(
        "cloud of flink compute pool enrichment cannot be changed from 'AWS' to 'GCP'",
        "region of flink compute pool enrichment cannot be changed",
        "Replacing it means deleting",
        cloud="GCP",
        region="europe-west3",
    )


def test_the_second_default_pool_is_refused_by_the_service(pools: Pools) -> None:
    pools.done("created", default_pool=True)
    result = pools.run(name="joins", default_pool=True)
    assert (result["failed"], result["error"]["status"]) == (True, 409)
    assert "is the default compute pool of this environment and region already" in result["msg"]


def test_what_is_wrong_is_told_before_any_request(pools: Pools) -> None:
    pools.refused("name '.pool' does not match", "max_cfu must be at least 1", name=".pool", max_cfu=0)
    assert pools.sandbox.journal() == []
    pools.refused("cloud and region and max_cfu must be given", cloud=None, region=None, max_cfu=None)
    result = pools.run(check=True, cloud="AWZ")
    assert "did you mean AWS?" in result["warnings"][0]


def test_the_settings_of_default_pools(pools: Pools) -> None:
    settings = {"kind": "FlinkComputePoolConfig"}
    pools.done("unchanged", **settings, default_pool_enabled=True)
    pools.done("updated", **settings, default_pool_max_cfu=10)
    (patch,) = pools.sandbox.writes()
    assert (patch["path"], patch["request_body"]) == (
        "/fcpm/v2/compute-pool-config",
        {"spec": {"default_pool_max_cfu": 10}},
    )
    organization = pools.sandbox.organization_id
    again = pools.done("unchanged", **settings, id=organization, default_pool_max_cfu=10)
    assert again["flink_compute_pool_config"] == {
        "id": organization,
        "default_pool_enabled": True,
        "default_pool_max_cfu": 10,
    }
    pools.refused(f"is {organization}, not another", **settings, id="another", default_pool_max_cfu=20)


def test_an_answer_that_got_lost_is_read_again(pools: Pools) -> None:
    pools.sandbox.fault(method="PATCH", path="/fcpm/v2/compute-pool-config", answer="empty")
    result = pools.run(kind="FlinkComputePoolConfig", default_pool_max_cfu=10)
    assert (result["failed"], result["flink_compute_pool_config"]["default_pool_max_cfu"]) == (False, 10), result


@pytest.mark.parametrize(
    ("given", "found"),
    [({"cloud": "aws", "region": "eu-central-1"}, 1), ({"region": "nowhere"}, 0), ({"cloud": "GCP"}, 37), ({}, 99)],
)
def test_regions(given: dict[str, str], found: int, pools: Pools) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.regions import FlinkRegion

    regions = direct.info(FlinkRegion, given, pools.sandbox.env)
    assert len(regions) == found
    for region in regions[:1]:
        assert region["endpoint"] == f"{pools.sandbox.endpoint}/_flink/{region['cloud'].lower()}.{region['region']}"
