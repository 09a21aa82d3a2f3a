# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Environments: the Stream Governance package, names and ids, and a deletion that takes everything with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct

Run = Callable[..., dict[str, Any]]
PATH = "/org/v2/environments"
CONNECTOR = {"connector.class": "DatagenSource", "kafka.topic": "orders", "quickstart": "ORDERS", "tasks.max": "1"}


class Environments:
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.organization import Environment

        self.sandbox.clear_journal()
        return direct.run(Environment, options, self.sandbox.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation. The object as it is returned."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (result["changed"] and not check)
        return dict(result["environment"] or {})

    def refused(self, *words: str, **options: Any) -> None:
        """Refused before any write, in check mode and in the run itself, with the same problems."""
        results = [self.run(check, **options) for check in (True, False)]
        assert self.sandbox.writes() == []
        assert all(result["failed"] for result in results), results
        assert results[0]["problems"] == results[1]["problems"]
        for word in words:
            assert word in results[1]["msg"], results[1]["msg"]

    def sent(self) -> list[Any]:
        return [entry["request_body"] for entry in self.sandbox.writes()]


@pytest.fixture
def environments(sandbox: Any) -> Environments:
    return Environments(sandbox)


def test_result_and_what_is_sent(environments: Environments) -> None:
    made = environments.done("created", name="dev")
    assert environments.sent() == [{"display_name": "dev"}], "what was not stated must not be sent"
    assert made["id"].startswith("env-")
    assert made["crn"].endswith(f"/environment={made['id']}")
    assert made["stream_governance_package"] == "ESSENTIALS", "the service's own default"


def test_a_package_that_is_not_stated_is_no_drift(environments: Environments) -> None:
    environments.done("created", name="dev", stream_governance_package="ADVANCED")
    assert environments.sent() == [{"display_name": "dev", "stream_governance_config": {"package": "ADVANCED"}}]
    assert environments.done("unchanged", name="dev")["stream_governance_package"] == "ADVANCED"


def test_the_package_goes_up_and_never_down(environments: Environments) -> None:
    environments.done("created", name="dev", stream_governance_package="ESSENTIALS")
    environments.done("updated", name="dev", stream_governance_package="ADVANCED")
    assert environments.sent() == [{"stream_governance_config": {"package": "ADVANCED"}}]
    environments.done("unchanged", name="dev", stream_governance_package="ADVANCED")
    environments.refused(
        "cannot go from ADVANCED back to ESSENTIALS", name="dev", stream_governance_package="ESSENTIALS"
    )


def test_rename_by_id(environments: Environments) -> None:
    made = environments.done("created", name="dev")
    environments.done("unchanged", id=made["id"])
    renamed = environments.done("updated", id=made["id"], name="development")
    assert (renamed["id"], renamed["name"]) == (made["id"], "development")
    assert environments.sent() == [{"display_name": "development"}]
    environments.done("unchanged", id=made["id"], name="development")
    environments.done("unchanged", name="development")


def test_an_id_cannot_be_chosen(environments: Environments) -> None:
    environments.refused("there is no environment with the id env-unknown", id="env-unknown", name="dev")
    environments.refused("there is no environment with the id env-unknown", id="env-unknown")
    environments.done("unchanged", id="env-unknown", state="absent")


def test_a_deletion_names_what_it_would_take_and_needs_force(environments: Environments) -> None:
    sandbox = environments.sandbox
    made = environments.done("created", name="dev")
    sandbox.seed("clusters", [{"environment": made["id"], "display_name": name} for name in ("orders", "payments")])
    listed = sandbox.request("GET", "/cmk/v2/clusters", environment=made["id"])["data"]
    words = [f"{cluster['spec']['display_name']} ({cluster['id']})" for cluster in listed]
    environments.refused(*words, "still holds 2 Kafka cluster(s)", "force: true", name="dev", state="absent")
    environments.done("deleted", name="dev", state="absent", force=True)
    assert [entry["method"] for entry in sandbox.writes()] == ["DELETE"]
    environments.done("unchanged", name="dev", state="absent", force=True)
    environments.done("unchanged", name="dev", state="absent")


def _held(environments: Environments, **more: Any) -> tuple[str, list[str]]:
    """An environment with something of every kind; its id, and how each is named."""
    sandbox = environments.sandbox
    made = environments.done("created", name="dev")["id"]
    cluster = {"environment": made, "id": "lkc-held01", "display_name": "orders", **more}
    sandbox.seed("clusters", [cluster])
    sandbox.seed("connectors", [{"cluster": "lkc-held01", "names": ["source"], "config": CONNECTOR}])
    sandbox.seed("ksql_clusters", [{"environment": made, "id": "lksqlc-held01", "display_name": "views"}])
    sandbox.seed("compute_pools", [{"environment": made, "id": "lfcp-held01", "display_name": "pool"}])
    sandbox.seed("networks", [{"environment": made, "id": "n-held01", "display_name": ""}])
    place = {"environment": made, "cloud": "AWS", "region": "us-east-1"}
    sandbox.seed("private_link_attachments", [{**place, "id": "platt-held01", "display_name": "private"}])
    config = {"kind": "AwsEgressPrivateLinkGatewaySpec", "region": "us-east-1"}
    sandbox.seed("gateways", [{"environment": made, "id": "gw-held01", "display_name": "egress", "config": config}])
    return made, [
        "1 Kafka cluster(s): orders (lkc-held01)",
        "1 connector(s): source",
        "1 ksqlDB cluster(s): views (lksqlc-held01)",
        "1 Flink compute pool(s): pool (lfcp-held01)",
        "1 network(s): n-held01",
        "1 private link attachment(s): private (platt-held01)",
        "1 gateway(s): egress (gw-held01)",
    ]


def test_everything_that_goes_with_an_environment_is_named(environments: Environments) -> None:
    made, words = _held(environments)
    environments.refused(*words, "force: true", name="dev", state="absent")
    for check in (True, False):
        result = environments.run(check, id=made, state="absent", force=True)
        assert (result["failed"], result["operation"]) == (False, "deleted"), result
        (warning,) = result["warnings"]
        for word in words:
            assert word in warning
        assert result["diff"]["before"]["holds"]["Kafka cluster(s)"] == ["orders (lkc-held01)"]
        assert len(result["diff"]["before"]["holds"]) == 7
    assert environments.run(id=made, state="absent", force=True)["warnings"] == []


def test_what_is_no_cluster_counts_too(environments: Environments) -> None:
    made = environments.done("created", name="dev")["id"]
    environments.sandbox.seed("networks", [{"environment": made, "id": "n-held01", "display_name": "vpc"}])
    environments.refused("still holds 1 network(s): vpc (n-held01)", name="dev", state="absent")


def test_an_environment_with_protected_clusters_is_not_deleted_by_force(environments: Environments) -> None:
    made = environments.done("created", name="dev")["id"]
    environments.sandbox.seed(
        "clusters",
        [
            {
                "environment": made,
                "id": f"lkc-held0{number}",
                "display_name": name,
                "config": {"kind": "Dedicated", "cku": 1},
                "deletion_protection": name != "free",
            }
            for number, name in enumerate(("orders", "free", "payments"))
        ],
    )
    words = "holds 2 Kafka cluster(s) with deletion_protection: orders (lkc-held00), payments (lkc-held02)"
    environments.refused(words, "force does not override it", name="dev", state="absent", force=True)
    environments.refused(words, "still holds 3", name="dev", state="absent")


def test_what_cannot_be_seen_in_an_environment_is_said(environments: Environments) -> None:
    environments.done("created", name="dev")
    environments.sandbox.fault(method="GET", path="/networking/v1/networks", times=0, status=403)
    result = environments.run(True, name="dev", state="absent")
    assert result["operation"] == "deleted"
    (warning,) = result["warnings"]
    assert "Whether environment dev holds any network(s) cannot be told: the service answered 403" in warning


def test_an_empty_environment_needs_no_force(environments: Environments) -> None:
    made = environments.done("created", name="dev")
    environments.done("deleted", id=made["id"], state="absent")
    environments.done("unchanged", id=made["id"], state="absent")


def test_a_list_of_clusters_that_fails_keeps_the_environment(environments: Environments) -> None:
    environments.done("created", name="dev")
    forbidden = {"errors": [{"id": "x", "status": "403", "code": "forbidden", "detail": "Forbidden Access"}]}
    environments.sandbox.fault(method="GET", path="/cmk/v2/clusters", times=0, status=403, body=forbidden)
    result = environments.run(name="dev", state="absent")
    assert result["error"]["status"] == 403
    assert environments.sandbox.writes() == []


def test_two_of_the_same_name_are_never_guessed(environments: Environments) -> None:
    first, second = (environments.sandbox.request("POST", PATH, {"display_name": "dev"}) for number in range(2))
    for state in ("present", "absent"):
        environments.refused(first["id"], second["id"], "ambiguous", name="dev", state=state)
    environments.done("updated", id=second["id"], name="test")
    environments.done("unchanged", name="dev")


def test_more_than_a_page(environments: Environments) -> None:
    environments.sandbox.seed("environments", [{"display_name": f"env-{n:03}"} for n in range(120)])
    environments.done("unchanged", name="env-119")
    assert environments.done("created", name="env-120")


def test_info(environments: Environments, run_module: Run) -> None:
    made = environments.done("created", name="dev")
    environments.done("created", name="dev-eu")

    def found(**choice: str) -> list[str]:
        result = run_module("confluent_environment_info", choice)
        assert not result["failed"], result
        return [item["name"] for item in result["environments"]]

    assert found() == ["dev", "dev-eu"]
    assert found(name="dev") == ["dev"]
    assert found(id=made["id"]) == ["dev"]
    assert found(name="dev-eu", id=made["id"]) == []
    assert found(name="de") == []
    assert [entry["method"] for entry in environments.sandbox.writes()] == ["POST"], "info modules only read"
