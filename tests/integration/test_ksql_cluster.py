# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ksqlDB clusters: no second one of a name in any phase, gone ones that answer 401, failed ones, who they work as."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

CLUSTERS = "/ksqldbcm/v2/clusters"


class Ksql(direct.Foreseen):
    """Runs the kind in this process, on an estate with a Kafka cluster and a service account."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("environment", "cluster", "service_account")
        self.arguments = {
            "environment": "dev",
            "name": "views",
            "kafka_cluster": "orders",
            "credential_identity": "orders-service",
            "csu": 4,
        }

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ksqldb_clusters import KsqlCluster

        self.sandbox.clear_journal()
        given = {"environment": "dev", "name": "views"} if options.get("state") == "absent" else self.arguments
        arguments = {**given, **options}
        return direct.run(KsqlCluster, arguments, self.sandbox.env, check=check, skipping=self.sandbox)

    def made(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.sandbox.request("GET", CLUSTERS, environment=self.estate.environment)["data"]
        return found


@pytest.fixture
def ksql(sandbox: Any) -> Ksql:
    return Ksql(sandbox)


def test_a_run_during_the_provisioning_waits_for_the_same_cluster(ksql: Ksql) -> None:
    ksql.sandbox.settings(ksql_provisioning=1200)
    first = ksql.run(wait=False)
    assert first["ksql_cluster"]["phase"] == "PROVISIONING"
    again = ksql.run()
    assert (again["failed"], again["operation"]) == (False, "unchanged"), again
    assert again["wait"]["phases"] == ["PROVISIONING", "PROVISIONED"]
    assert again["ksql_cluster"]["id"] == first["ksql_cluster"]["id"]
    assert again["ksql_cluster"]["endpoint"].endswith(f"/_ksql/{again['ksql_cluster']['id']}")
    assert len(ksql.made()) == 1


def test_a_run_that_ended_while_it_waited_made_one_cluster(ksql: Ksql) -> None:
    """The answer to the creation is lost, and the wait of the next run is too short: still one POST that counts."""
    ksql.sandbox.settings(ksql_provisioning=4000)
    ksql.sandbox.fault(method="POST", path=CLUSTERS, reset="after")
    ended = ksql.run(wait_timeout=60)
    assert ended["failed"], ended
    assert "was still PROVISIONING" in ended["msg"]
    assert ksql.run()["operation"] == "unchanged"
    assert len(ksql.made()) == 1


def test_an_unknown_phase_is_waited_out(ksql: Ksql) -> None:
    ksql.done("created")
    (there,) = ksql.made()
    unknown = {**there, "status": {**there["status"], "phase": "REBALANCING"}}
    page = {"api_version": "ksqldbcm/v2", "kind": "ClusterList", "metadata": {}, "data": [unknown]}
    ksql.sandbox.fault(method="GET", path=f"{CLUSTERS}$", status=200, body=page, times=3)
    result = ksql.run()
    assert (result["failed"], result["wait"]["phases"]) == (False, ["REBALANCING", "PROVISIONED"]), result


def test_one_that_failed_is_told_and_can_be_deleted(ksql: Ksql) -> None:
    ksql.sandbox.settings(fail_next_provisioning=1)
    failed = ksql.run()
    assert failed["failed"]
    assert "is FAILED: the service gives no reason" in failed["msg"]
    ksql.done("deleted", state="absent")
    ksql.done("unchanged", state="absent")
    assert all(entry["plane"] == "control" for entry in ksql.sandbox.journal()), (
        "the cluster's own endpoint is not asked"
    )


def test_one_that_somebody_deleted_meanwhile_answers_401_and_is_absent(ksql: Ksql) -> None:
    made = ksql.run()["ksql_cluster"]
    gone = {"method": "DELETE", "path": f"{CLUSTERS}/{made['id']}?environment={ksql.estate.environment}"}
    ksql.sandbox.fault(method="DELETE", path=CLUSTERS, change=[gone])
    result = ksql.run(state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    assert [entry["status"] for entry in ksql.sandbox.writes()] == [401]


def test_a_401_of_one_that_is_there_is_an_error(ksql: Ksql) -> None:
    ksql.run()
    ksql.sandbox.fault(method="DELETE", path=CLUSTERS, status=401)
    result = ksql.run(state="absent")
    assert (result["failed"], result["error"]["status"]) == (True, 401), result
    assert len(ksql.made()) == 1


def test_it_is_read_from_the_list_and_never_by_its_id(ksql: Ksql) -> None:
    made = ksql.done("created")["ksql_cluster"]
    ksql.done("unchanged", id=made["id"])
    ksql.run(state="absent", id=made["id"])
    assert not [entry for entry in ksql.sandbox.journal("GET") if entry["path"].startswith(f"{CLUSTERS}/")]


@pytest.mark.parametrize("who", ["name", "id", "mail", "user id"])
def test_who_it_works_as(who: str, ksql: Ksql) -> None:
    account, administrator = ksql.estate.service_account, ksql.sandbox.state()["users"]
    (user,) = administrator
    given = {"name": "orders-service", "id": account, "mail": "admin@example.com", "user id": user}[who]
    made = ksql.done("created", credential_identity=given)["ksql_cluster"]
    assert made["credential_identity"] == (account if who in ("name", "id") else user)
    ksql.done("unchanged", credential_identity=made["credential_identity"])


def test_what_is_wrong_is_told_at_once_and_nothing_is_written(ksql: Ksql) -> None:
    ksql.refused("name 'my views' does not match", "csu must be at least 1, not 0", name="my views", csu=0)
    assert ksql.sandbox.journal() == []
    result = ksql.run(credential_identity="orders-servce")
    assert (result["failed"], ksql.sandbox.writes()) == (True, []), result
    assert "orders-service" in result["msg"], "a near name is told"
    ksql.refused("csu must be given", csu=None)


def test_nothing_of_one_changes(ksql: Ksql) -> None:
    made = ksql.done("created")["ksql_cluster"]
    ksql.refused(
        "csu of ksqlDB cluster views cannot be changed from 4 to 8",
        "use_detailed_processing_log of ksqlDB cluster views cannot be changed",
        csu=8,
        use_detailed_processing_log=False,
    )
    ksql.refused("name of ksqlDB cluster", "cannot be changed", id=made["id"], name="others")


def test_two_of_a_name_are_told_by_their_ids(ksql: Ksql) -> None:
    for number in (1, 2):
        ksql.sandbox.seed("ksql_clusters", {"environment": ksql.estate.environment, "display_name": "views"})
        assert len(ksql.made()) == number
    ksql.refused("is ambiguous", *[item["id"] for item in ksql.made()])
