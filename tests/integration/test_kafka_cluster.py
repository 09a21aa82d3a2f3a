# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Kafka clusters: types and clouds, refusals, resizing, waits that can be resumed."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct, paths

Run = Callable[..., dict[str, Any]]
REGIONS = {"AWS": "eu-central-1", "AZURE": "westeurope", "GCP": "europe-west3"}
TYPES: dict[str, dict[str, Any]] = {
    "Basic": {"availability": "LOW"},
    "Standard": {"availability": "HIGH"},
    "Enterprise": {"availability": "HIGH"},
    "Dedicated": {"availability": "HIGH", "cku": 2},
    "Freight": {"availability": "HIGH"},
}
ENDLESS = 3600.0  # seconds: longer than any test


class Clusters:
    """Runs the kind in this process, in environment ``dev``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.environment = sandbox.request("POST", "/org/v2/environments", {"display_name": "dev"})["id"]
        sandbox.clear_journal()

    def options(self, type: str = "Basic", cloud: str = "AWS", **further: Any) -> dict[str, Any]:
        """A task that makes ``orders``."""
        whole = {"environment": "dev", "name": "orders", "type": type, "cloud": cloud, "region": REGIONS[cloud]}
        return {**whole, **TYPES[type], **further}

    def run(self, options: dict[str, Any], check: bool = False) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.kafka_clusters import KafkaCluster

        self.sandbox.clear_journal()
        stated = {"environment": "dev", **options}
        return direct.run(KafkaCluster, stated, self.sandbox.env, check=check, skipping=self.sandbox)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation. The object as it is returned."""
        for check in (True, False):
            result = self.run(options, check=check)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert result["changed"] == (operation != "unchanged")
            assert bool(self.sandbox.writes()) == (result["changed"] and not check)
        return result

    def make(self, **options: Any) -> dict[str, Any]:
        return dict(self.done("created", **self.options(**options))["kafka_cluster"])

    def refused(self, *words: str, **options: Any) -> list[str]:
        """The problems: the same in check mode and in the run itself, and nothing is written."""
        problems = []
        for check in (True, False):
            result = self.run(options, check=check)
            assert result["failed"], result
            assert self.sandbox.writes() == []
            problems.append(result["problems"])
        assert problems[0] == problems[1]
        for word in words:
            assert word in result["msg"], result["msg"]
        return list(problems[0])

    def all(self) -> list[dict[str, Any]]:
        listed = self.sandbox.request("GET", "/cmk/v2/clusters", environment=self.environment, page_size=100)
        return list(listed["data"])

    def sent(self, method: str) -> list[Any]:
        """The `spec` of each request of the last run with that method."""
        return [entry["request_body"]["spec"] for entry in self.sandbox.journal(method, "/cmk/v2/clusters")]


@pytest.fixture
def clusters(sandbox: Any) -> Clusters:
    return Clusters(sandbox)


# ---- types, clouds, spellings


@pytest.mark.parametrize(("cloud", "type"), list(itertools.product(REGIONS, TYPES)))
def test_every_type_on_every_cloud(cloud: str, type: str, clusters: Clusters, run_module: Run) -> None:
    arguments = clusters.options(type, cloud)
    made = run_module("confluent_kafka_cluster", arguments)
    assert made["operation"] == "created", made
    cluster = made["kafka_cluster"]
    assert {name: cluster[name] for name in arguments if name != "environment"} == {
        name: value for name, value in arguments.items() if name != "environment"
    }
    assert cluster["environment"] == clusters.environment
    assert cluster["phase"] == "PROVISIONED"
    assert cluster["bootstrap_endpoint"].startswith("SASL_SSL://pkc-")
    assert cluster["bootstrap_endpoint"].endswith(f".{cloud.lower()}.confluent.cloud:9092")
    assert cluster["rest_endpoint"].startswith("http")
    assert cluster["crn"].endswith(f"/environment={clusters.environment}/cloud-cluster={cluster['id']}")
    assert clusters.sent("POST") == [
        {
            "display_name": "orders",
            "availability": arguments["availability"],
            "cloud": cloud,
            "region": REGIONS[cloud],
            "config": {"kind": type, **({"cku": 2} if type == "Dedicated" else {})},
            "environment": {"id": clusters.environment},
        }
    ], "what was not stated must not be sent"
    clusters.done("unchanged", **arguments)


@pytest.mark.parametrize("model", ["given", "new"])
@pytest.mark.parametrize(("first", "second"), [("SINGLE_ZONE", "LOW"), ("MULTI_ZONE", "HIGH")])
def test_both_availability_models_mean_the_same(first: str, second: str, model: str, clusters: Clusters) -> None:
    clusters.sandbox.settings(availability_model=model)
    for written, other in ((first, second), (second, first)):
        options = clusters.options("Standard", name=written, availability=written)
        clusters.done("created", **options)
        clusters.done("unchanged", **options)
        clusters.done("unchanged", **{**options, "availability": other})


def test_the_environment_is_found_by_name_and_by_id(clusters: Clusters) -> None:
    made = clusters.make()
    clusters.done("unchanged", **clusters.options(environment=clusters.environment))
    clusters.done("unchanged", name="orders")
    assert clusters.done("unchanged", id=made["id"])["kafka_cluster"]["name"] == "orders"
    clusters.refused("there is no environment 'deva'", "Did you mean 'dev'", id=made["id"], environment="deva")


# ---- refusals


def test_all_problems_at_once_without_a_request(clusters: Clusters) -> None:
    problems = clusters.refused(
        **clusters.options("Basic", availability="MULTI_ZONE", region="westeurope", cku=2, max_ecku=0, byok_key="cck-1")
    )
    assert len(problems) == 5, problems
    for problem, word in zip(sorted(problems), ("availability LOW", "byok_key", "cku", "max_ecku", "AWS"), strict=True):
        assert word in problem
    assert clusters.sandbox.journal() == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"type": "Basic", "availability": "HIGH"}, "a Basic cluster has availability LOW"),
        ({"type": "Basic", "cku": 1}, "cku is for Dedicated clusters"),
        ({"type": "Standard", "byok_key": "cck-1"}, "byok_key is for"),
        ({"type": "Dedicated", "cku": 1}, "at least 2 CKUs"),
        ({"type": "Dedicated", "availability": "MULTI_ZONE", "cku": 1}, "at least 2 CKUs"),
        ({"type": "Dedicated", "cku": 0}, "cku must be at least 1, not 0"),
        ({"type": "Dedicated", "max_ecku": 2}, "max_ecku is for"),
        ({"type": "Standard", "max_ecku": 1}, "at least 2 eCKUs"),
        ({"region": "europe-west3"}, "region 'europe-west3' is not spelled as AWS"),
        ({"cloud": "GCP", "region": "eu-central-1"}, "region 'eu-central-1' is not spelled as GCP"),
        ({"cloud": "AZURE", "region": "us-east-1"}, "region 'us-east-1' is not spelled as AZURE"),
    ],
)
def test_impossible_combinations_cost_no_request(options: dict[str, Any], words: str, clusters: Clusters) -> None:
    assert len(clusters.refused(words, **clusters.options(**options))) == 1
    assert clusters.sandbox.journal() == []


@pytest.mark.parametrize(("name", "value"), [("type", "Premium"), ("cloud", "IBM"), ("availability", "MEDIUM")])
def test_unknown_words_are_refused_with_the_known_ones(
    name: str, value: str, clusters: Clusters, run_module: Run
) -> None:
    result = run_module("confluent_kafka_cluster", {**clusters.options(), name: value})
    assert result["failed"]
    assert f"value of {name} must be one of" in result["msg"]
    assert clusters.sandbox.journal() == []


def test_dedicated_needs_ckus_to_be_made(clusters: Clusters) -> None:
    clusters.refused("cku (at least 1; 2 for HIGH) must be given", **clusters.options("Dedicated", cku=None))
    made = clusters.make(type="Dedicated")
    clusters.done("unchanged", **clusters.options("Dedicated", cku=None))
    assert made["cku"] == 2


def test_what_creation_lacks_is_named(clusters: Clusters) -> None:
    (problem,) = clusters.refused(name="orders", cloud="AWS")
    assert "type and availability and region must be given" in problem
    clusters.refused("there is no kafka cluster with the id lkc-unknown", id="lkc-unknown", **clusters.options())


def test_what_the_service_alone_knows_comes_with_its_words(clusters: Clusters) -> None:
    result = clusters.run(clusters.options(region="eu-central-9"))
    assert "The region 'eu-central-9' is not supported on AWS" in result["msg"]
    assert result["error"]["status"] == 400
    assert clusters.all() == []


# ---- changes


def test_basic_becomes_standard_in_place(clusters: Clusters) -> None:
    made = clusters.make()
    changed = clusters.done("updated", **clusters.options(type="Standard", availability="LOW"))["kafka_cluster"]
    assert (changed["id"], changed["type"]) == (made["id"], "Standard")
    assert clusters.sent("PATCH") == [{"config": {"kind": "Standard"}, "environment": {"id": clusters.environment}}]


def test_the_type_goes_before_what_depends_on_it(clusters: Clusters) -> None:
    clusters.make()
    changes = {"type": "Standard", "availability": "LOW", "max_ecku": 5}
    changed = clusters.done("updated", **clusters.options(**changes))["kafka_cluster"]
    assert {name: changed[name] for name in changes} == changes
    assert [spec["config"] for spec in clusters.sent("PATCH")] == [{"kind": "Standard", "max_ecku": 5}]
    clusters.done("unchanged", **clusters.options(**changes))


def test_independent_changes_are_sent_one_by_one(clusters: Clusters) -> None:
    clusters.make(type="Enterprise")
    changes = {"type": "Enterprise", "max_ecku": 5, "deletion_protection": True}
    changed = clusters.done("updated", **clusters.options(**changes))["kafka_cluster"]
    assert {name: changed[name] for name in changes} == changes
    sent = clusters.sent("PATCH")
    assert [set(spec) - {"environment"} for spec in sent] == [{"config"}, {"deletion_protection"}]
    clusters.done("unchanged", **clusters.options(**changes))


@pytest.mark.parametrize("type", ["Basic", "Standard"])
def test_types_without_deletion_protection_are_not_asked_for_it(type: str, clusters: Clusters) -> None:
    options = clusters.options(type, deletion_protection=True)
    words = f"deletion_protection is for Dedicated, Enterprise and Freight clusters, not for {type}"
    clusters.refused(words, **options)
    assert clusters.sandbox.journal() == [], "it is known without a request"
    clusters.make(type=type)
    clusters.refused(f"orders is {type}: deletion_protection is for", name="orders", deletion_protection=True)
    clusters.done("unchanged", **clusters.options(type, deletion_protection=False))


def test_enumerations_are_compared_by_their_meaning(clusters: Clusters, run_module: Run) -> None:
    made = clusters.make(cloud="GCP", type="Standard", availability="LOW")
    lower = clusters.sandbox.request("GET", f"/cmk/v2/clusters/{made['id']}", environment=clusters.environment)
    spec = lower["spec"]
    spec.update(cloud="gcp", availability="low", config={**spec["config"], "kind": "standard"})
    lower["status"]["phase"] = "provisioned"
    listed = {"api_version": "cmk/v2", "kind": "ClusterList", "metadata": {}, "data": [lower]}
    clusters.sandbox.fault(method="GET", path="/cmk/v2/clusters$", times=0, status=200, body=listed)
    clusters.sandbox.fault(method="GET", path="/cmk/v2/clusters/", times=0, status=200, body=lower)
    result = clusters.done("unchanged", **clusters.options("Standard", "GCP", availability="LOW"))
    told = result["kafka_cluster"]
    assert (told["cloud"], told["type"], told["availability"]) == ("GCP", "Standard", "LOW")
    (shown,) = run_module("confluent_kafka_cluster_info", {"environment": "dev"})["kafka_clusters"]
    assert (shown["cloud"], shown["type"]) == ("GCP", "Standard")
    clusters.refused("cloud of kafka cluster orders cannot be changed", cloud="AWS", name="orders")


def test_a_cluster_that_another_client_made_in_lower_case(clusters: Clusters) -> None:
    spec = {
        "display_name": "orders",
        "availability": "SINGLE_ZONE",
        "cloud": "gcp",
        "region": "europe-west3",
        "config": {"kind": "Basic"},
        "environment": {"id": clusters.environment},
    }
    made = clusters.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    assert made["spec"]["cloud"] == "gcp"
    clusters.done("unchanged", **clusters.options(cloud="GCP"))
    registry = clusters.sandbox.request("GET", "/srcm/v3/clusters", environment=clusters.environment)["data"][0]
    assert registry["spec"]["cloud"] == "gcp"


def test_both_forms_of_the_crn_and_a_role_on_it(clusters: Clusters, run_module: Run) -> None:
    made = clusters.make()
    root = f"/environment={clusters.environment}/cloud-cluster={made['id']}"
    raw = clusters.all()[0]["metadata"]["resource_name"]
    assert raw.endswith(f"{root}/kafka={made['id']}"), "which Terraform's provider takes apart"
    assert made["resource_name"] == raw
    assert made["crn"] == raw.removesuffix(f"/kafka={made['id']}")
    clusters.sandbox.seed("service_accounts", [{"display_name": "orders-admin"}])
    grant = {"principal": "orders-admin", "role": "CloudClusterAdmin", "crn_pattern": made["crn"]}
    assert run_module("confluent_role_binding", grant)["operation"] == "created"
    assert run_module("confluent_role_binding", grant)["operation"] == "unchanged"
    other = run_module("confluent_role_binding", {**grant, "crn_pattern": raw}, check=True)
    assert "without /kafka=... at the end" in other["msg"], "the service would refuse it"
    assert other["api"]["calls"] == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("Standard", "Basic"), ("Standard", "Enterprise"), ("Standard", "Dedicated"), ("Dedicated", "Standard")],
)
def test_other_changes_of_type_are_refused_with_advice(old: str, new: str, clusters: Clusters) -> None:
    clusters.make(type=old, availability="LOW")
    wanted = clusters.options(new, availability="LOW")
    clusters.refused(f"cannot be changed from {old} to {new}", "only Basic to Standard", "moving the data", **wanted)


def test_fixed_fields_are_refused_all_at_once(clusters: Clusters) -> None:
    clusters.make(type="Standard", availability="LOW")
    wanted = clusters.options("Enterprise", "GCP", network="n-1", byok_key="cck-1", availability="HIGH")
    problems = clusters.refused("fixed at creation", "deleting the kafka cluster and creating it anew", **wanted)
    assert len(problems) == 6, problems
    for name in ("type", "availability", "cloud", "region", "network", "byok_key"):
        assert any(problem.startswith(f"{name} of kafka cluster orders cannot be changed") for problem in problems)


def test_max_ecku_counts_only_when_stated(clusters: Clusters) -> None:
    made = clusters.make(type="Standard")
    assert made["max_ecku"] == 10, "the service's own default"
    clusters.done("unchanged", **clusters.options("Standard"))
    clusters.done("updated", **clusters.options("Standard", max_ecku=4))
    assert clusters.sent("PATCH")[0]["config"] == {"kind": "Standard", "max_ecku": 4}
    clusters.done("unchanged", name="orders", max_ecku=4)
    clusters.refused("at least 2 eCKUs", name="orders", max_ecku=1)


def test_units_of_the_other_sort_are_refused_by_what_is_there(clusters: Clusters) -> None:
    clusters.make(type="Standard")
    clusters.make(type="Dedicated", name="big")
    clusters.refused("is Standard: it has no cku", name="orders", cku=2)
    clusters.refused("is Dedicated: it has no max_ecku", name="big", max_ecku=2)
    clusters.refused("needs at least 2 CKUs", name="big", cku=1)


def test_a_resize_is_waited_for_until_the_units_are_there(clusters: Clusters) -> None:
    clusters.make(type="Dedicated")
    clusters.sandbox.settings(cluster_resizing=2)
    result = clusters.done("updated", name="orders", cku=4, wait_timeout=30)
    assert clusters.sent("PATCH")[0]["config"] == {"kind": "Dedicated", "cku": 4}
    assert (result["kafka_cluster"]["cku"], result["kafka_cluster"]["current_cku"]) == (4, 4)
    assert result["wait"]["phases"] == ["RESIZING", "PROVISIONED"]
    assert result["wait"]["seconds"] > 1
    assert "wait" not in clusters.done("unchanged", name="orders", cku=4, wait_timeout=30)


def test_a_second_resize_is_refused_and_the_first_can_be_waited_for(clusters: Clusters) -> None:
    clusters.make(type="Dedicated")
    clusters.sandbox.settings(cluster_resizing=2)
    running = clusters.done("updated", name="orders", cku=4, wait=False)["kafka_cluster"]
    assert (running["cku"], running["current_cku"]) == (4, 2)
    clusters.refused("is being resized to 4 CKUs already", "one resize at a time", name="orders", cku=6)
    clusters.done("unchanged", name="orders", cku=4, wait=False)
    attached = clusters.done("unchanged", name="orders", cku=4, wait_timeout=30)
    assert attached["wait"]["phases"] == ["RESIZING", "PROVISIONED"]
    assert attached["kafka_cluster"]["current_cku"] == 4
    clusters.done("updated", name="orders", cku=6, wait=False)


def test_rename_by_id(clusters: Clusters) -> None:
    made = clusters.make()
    renamed = clusters.done("updated", id=made["id"], name="payments")["kafka_cluster"]
    assert (renamed["id"], renamed["name"]) == (made["id"], "payments")
    assert [cluster["spec"]["display_name"] for cluster in clusters.all()] == ["payments"]
    clusters.done("unchanged", id=made["id"], name="payments")


# ---- deletion


def test_deletion_needs_force_and_names_the_connectors(clusters: Clusters) -> None:
    made = clusters.make()
    config = {"connector.class": "DatagenSource"}
    clusters.sandbox.seed("connectors", {"cluster": made["id"], "names": ["sink-b", "sink-a"], "config": config})
    words = (made["id"], "2 connector(s) (sink-a, sink-b)", "topics with their data", "force: true")
    clusters.refused(*words, name="orders", state="absent")
    clusters.done("deleted", name="orders", state="absent", force=True)
    assert clusters.all() == []
    clusters.done("unchanged", name="orders", state="absent")
    clusters.done("unchanged", id=made["id"], state="absent", force=True)


def test_deletion_protection_is_stronger_than_force(clusters: Clusters) -> None:
    clusters.make(type="Dedicated", deletion_protection=True)
    assert len(clusters.refused("set it to false first", name="orders", state="absent")) == 2
    assert len(clusters.refused("set it to false first", name="orders", state="absent", force=True)) == 1
    clusters.done("updated", name="orders", deletion_protection=False)
    clusters.done("deleted", name="orders", state="absent", force=True)


# ---- waits


def test_provisioning_is_waited_for(clusters: Clusters) -> None:
    clusters.sandbox.settings(cluster_provisioning=2)
    result = clusters.done("created", **clusters.options(wait_timeout=30))
    assert result["wait"]["phases"] == ["PROVISIONING", "PROVISIONED"]
    assert 1 < result["wait"]["seconds"] < 10
    assert result["kafka_cluster"]["phase"] == "PROVISIONED"
    assert result["kafka_cluster"]["rest_endpoint"]


def test_without_waiting_and_attaching_later(clusters: Clusters) -> None:
    clusters.sandbox.settings(cluster_provisioning=3)
    made = clusters.done("created", **clusters.options(wait=False))
    assert made["kafka_cluster"]["phase"] == "PROVISIONING"
    assert made["kafka_cluster"]["rest_endpoint"] is None
    assert "wait" not in made
    attached = clusters.done("unchanged", **clusters.options(wait_timeout=30))
    assert attached["wait"]["phases"] == ["PROVISIONING", "PROVISIONED"]
    assert attached["kafka_cluster"]["id"] == made["kafka_cluster"]["id"]
    assert attached["kafka_cluster"]["rest_endpoint"]


@pytest.mark.parametrize("limit", [0, 1])
def test_a_wait_that_ends_says_what_is_there_and_can_be_resumed(
    limit: int, clusters: Clusters, run_skipping: Run
) -> None:
    clusters.sandbox.settings(cluster_provisioning=ENDLESS)
    arguments = clusters.options(wait_timeout=limit)
    result = run_skipping("confluent_kafka_cluster", arguments)
    assert result["failed"]
    assert (result["changed"], result["operation"]) == (True, "created")
    assert result["kafka_cluster"]["id"].startswith("lkc-")
    for words in ("still PROVISIONING", "wait_timeout", "run again", "nothing is made twice"):
        assert words in result["msg"], result["msg"]
    assert ("wait" in result) == (limit > 0)
    again = run_skipping("confluent_kafka_cluster", arguments)
    assert (again["failed"], again["changed"]) == (True, False)
    assert len(clusters.sandbox.journal("POST", "/cmk/v2/clusters")) == 1


def test_a_run_that_is_killed_while_it_waits_leaves_one_cluster(clusters: Clusters) -> None:
    clusters.sandbox.settings(cluster_provisioning=3)
    name = "ansible_collections.streamops.confluent.plugins.modules.confluent_kafka_cluster"
    path = str(paths.collections_path())
    with subprocess.Popen(
        [sys.executable, "-m", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=paths.clean_environment({"PYTHONPATH": path, **clusters.sandbox.env}),
    ) as running:
        assert running.stdin is not None
        running.stdin.write(json.dumps({"ANSIBLE_MODULE_ARGS": clusters.options()}).encode())
        running.stdin.close()
        deadline = time.monotonic() + 60
        while not clusters.sandbox.writes() and time.monotonic() < deadline:
            time.sleep(0.05)
        running.kill()
    assert [entry["method"] for entry in clusters.sandbox.writes()] == ["POST"]
    attached = clusters.done("unchanged", **clusters.options(wait_timeout=30))
    assert attached["wait"]["phases"] == ["PROVISIONING", "PROVISIONED"]
    assert len(clusters.all()) == 1


def test_failed_provisioning_is_a_failure_now_and_later(clusters: Clusters) -> None:
    clusters.sandbox.settings(fail_next_provisioning=1, cluster_provisioning=1)
    result = clusters.run(clusters.options(wait_timeout=30))
    assert result["failed"]
    assert "is FAILED" in result["msg"]
    assert result["wait"]["seconds"] > 0.5
    identifier = clusters.all()[0]["id"]
    assert identifier in result["msg"]
    again = clusters.run(clusters.options(wait_timeout=30))
    assert again["failed"]
    assert "is FAILED" in again["msg"]
    assert "wait" not in again
    assert clusters.sandbox.writes() == []
    clusters.done("deleted", name="orders", state="absent", force=True)


def test_a_cluster_that_vanishes_is_not_waited_for(clusters: Clusters) -> None:
    clusters.sandbox.settings(cluster_provisioning=ENDLESS)
    forbidden = {"errors": [{"id": "x", "status": "403", "code": "forbidden", "detail": "Forbidden Access"}]}
    clusters.sandbox.fault(method="GET", path="/cmk/v2/clusters/lkc-", nth=2, times=0, status=403, body=forbidden)
    result = clusters.run(clusters.options(wait_timeout=60))
    assert result["failed"]
    assert "disappeared while it was waited for" in result["msg"]


def test_a_change_while_it_is_provisioned_comes_with_the_services_words(clusters: Clusters) -> None:
    clusters.sandbox.settings(cluster_provisioning=ENDLESS)
    clusters.make(wait=False)
    result = clusters.run(clusters.options(type="Standard", availability="LOW", wait=False))
    assert result["error"]["status"] == 409
    assert "The cluster is not provisioned yet" in result["msg"]
    assert "Wait for the other change" in result["msg"]


# ---- trouble on the wire, look-ups


@pytest.mark.parametrize(
    "trouble",
    [
        {"reset": "before"},
        {"reset": "after"},
        {"status": 503, "apply": True},
        {"status": 200, "apply": True, "body": "{"},
    ],
    ids=["cut before", "cut after", "503 when done", "garbled when done"],
)
def test_a_lost_answer_makes_one_cluster(trouble: dict[str, Any], clusters: Clusters) -> None:
    clusters.sandbox.fault(method="POST", path="/cmk/v2/clusters", **trouble)
    result = clusters.run(clusters.options())
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert [cluster["id"] for cluster in clusters.all()] == [result["kafka_cluster"]["id"]]
    clusters.done("unchanged", **clusters.options())


def test_the_same_name_twice_lists_the_ids(clusters: Clusters) -> None:
    made = [clusters.make(type=type, name=f"orders{type}", availability="LOW") for type in ("Basic", "Standard")]
    (problem,) = clusters.refused(id=made[1]["id"], name="ordersBasic")
    assert made[0]["id"] in problem, "we make no twins"
    spec = {"display_name": "ordersBasic", "environment": {"id": made[1]["environment"]}}
    clusters.sandbox.request("PATCH", f"/cmk/v2/clusters/{made[1]['id']}", {"spec": spec})  # others may
    for state in ("present", "absent"):
        (problem,) = clusters.refused(name="ordersBasic", state=state, force=True)
        assert all(cluster["id"] in problem for cluster in made)
    clusters.done("unchanged", id=made[0]["id"])
    clusters.done("deleted", id=made[1]["id"], state="absent", force=True)
    clusters.done("unchanged", name="ordersBasic")


def test_the_control_planes_403_for_a_cluster_that_somebody_else_removed(clusters: Clusters) -> None:
    clusters.make()
    clusters.sandbox.fault(method="DELETE", path="/cmk/v2/clusters", reset="after")
    clusters.done("deleted", name="orders", state="absent", force=True)
    assert clusters.all() == []


def test_info(clusters: Clusters, run_module: Run) -> None:
    first = clusters.make()
    clusters.make(type="Dedicated", name="big")

    def found(**choice: str) -> list[str]:
        result = run_module("confluent_kafka_cluster_info", {"environment": "dev", **choice})
        assert not result["failed"], result
        return [cluster["name"] for cluster in result["kafka_clusters"]]

    assert found() == ["orders", "big"]
    assert found(name="big") == ["big"]
    assert found(id=first["id"]) == ["orders"]
    assert found(name="big", id=first["id"]) == []
    assert found(name="order") == []
    assert "there is no environment" in run_module("confluent_kafka_cluster_info", {"environment": "none"})["msg"]


AWS_KEY = {"kind": "AwsKey", "key_arn": "arn:aws:kms:eu-central-1:111122223333:key/"}
REFERENCES = "/networking/v1/networks|/byok/v1/keys"


class Referred:
    """A network of the environment and a key, both called ``vault``; a network of that name in another environment."""

    def __init__(self, clusters: Clusters) -> None:
        sandbox, self.clusters = clusters.sandbox, clusters
        elsewhere = sandbox.request("POST", "/org/v2/environments", {"display_name": "prod"})["id"]
        sandbox.seed("networks", [{"environment": elsewhere, "display_name": "vault"}])
        self.network = self.another_network()
        self.key = self.another_key()
        self.options = clusters.options("Dedicated", network="vault", byok_key="vault")

    def another_network(self) -> str:
        network = {"environment": self.clusters.environment, "display_name": "vault"}
        return str(self.clusters.sandbox.seed("networks", [network])["objects"][0]["id"])

    def another_key(self) -> str:
        body = {"display_name": "vault", "key": {**AWS_KEY, "key_arn": f"{AWS_KEY['key_arn']}{id(object())}"}}
        return str(self.clusters.sandbox.request("POST", "/byok/v1/keys", body)["id"])


@pytest.fixture
def referred(clusters: Clusters) -> Referred:
    return Referred(clusters)


def test_names_of_networks_and_keys_travel_as_ids(referred: Referred) -> None:
    clusters = referred.clusters
    made = clusters.done("created", **referred.options)["kafka_cluster"]
    assert (made["network"], made["byok_key"]) == (referred.network, referred.key)
    [spec] = clusters.sent("POST")
    assert (spec["network"], spec["byok"]) == ({"id": referred.network}, {"id": referred.key})
    clusters.done("unchanged", **referred.options)
    clusters.done("unchanged", **{**referred.options, "network": referred.network, "byok_key": referred.key})
    assert clusters.sandbox.journal("GET", REFERENCES) == [], "ids are taken as they are"


def test_another_name_of_a_network_or_key_is_a_difference_of_what_is_fixed(referred: Referred) -> None:
    clusters = referred.clusters
    clusters.make(type="Dedicated")
    problems = clusters.refused("fixed at creation", **referred.options)
    assert [problem.partition(" of ")[0] for problem in problems] == ["network", "byok_key"]


@pytest.mark.parametrize("name", ["network", "byok_key"])
def test_an_ambiguous_network_or_key_is_refused_with_the_ids(name: str, referred: Referred) -> None:
    ids = {
        "network": lambda: (referred.network, referred.another_network()),
        "byok_key": lambda: (referred.key, referred.another_key()),
    }[name]()
    referred.clusters.refused("'vault' is ambiguous", *ids, **referred.options)


@pytest.mark.parametrize(
    ("name", "what"), [("network", "network 'valt' in environment"), ("byok_key", "BYOK key 'valt'")]
)
def test_an_unknown_network_or_key_is_refused_with_what_is_near(name: str, what: str, referred: Referred) -> None:
    clusters, wanted = referred.clusters, {**referred.options, name: "valt"}
    result = clusters.run(wanted)
    assert result["failed"]
    assert f"there is no {what}" in result["msg"]
    assert "Did you mean 'vault'?" in result["msg"]
    assert clusters.sandbox.writes() == []
    checked = clusters.run(wanted, check=True)
    assert (checked["failed"], checked["operation"]) == (False, "created"), "an earlier task may make it"
    assert "A real run fails here unless an earlier task makes it" in checked["warnings"][0]


def test_for_what_is_to_be_absent_no_network_or_key_is_looked_up(referred: Referred) -> None:
    clusters = referred.clusters
    clusters.make(type="Dedicated")
    clusters.done("deleted", **{**referred.options, "network": "gone", "byok_key": "gone"}, state="absent", force=True)
    assert clusters.sandbox.journal("GET", REFERENCES) == []


def test_an_answer_about_nothing_sends_no_request_to_nowhere(clusters: Clusters) -> None:
    """After a change the cluster is looked at by its own id, whatever an answer on the way has said."""
    made = clusters.make()
    of_cluster = f"^/cmk/v2/clusters/{made['id']}$"
    odd = clusters.sandbox.fault(method="GET", path=of_cluster, times=1, status=200, body={"odd": 1})
    clusters.sandbox.clear_journal()
    clusters.run({"name": "orders", "type": "Standard"})
    reads = clusters.sandbox.journal("GET", "/cmk/v2/clusters/")
    assert [entry["fault"] for entry in reads].count(odd) == 1
    assert {entry["path"] for entry in reads} == {f"/cmk/v2/clusters/{made['id']}"}
    assert len(clusters.sent("PATCH")) == 1
