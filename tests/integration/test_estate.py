# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""confluent_estate: all of an environment by one plan; what is refused before the first write; a graph, and failures
that are an object's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.summary import lines_of
from tests.integration.estate_plays import EMPTY, SINK_SECRET, SMALL, existing, small_variables

Run = Callable[..., dict[str, Any]]


class Shop:
    """Runs the module for a small estate, whose options are changed at will."""

    def __init__(self, sandbox: Any, run_module: Run, secrets: Path) -> None:
        self.sandbox, self._run, self.secrets = sandbox, run_module, secrets
        stated = small_variables(secrets)
        self.data: dict[str, Any] = {name.removeprefix("confluent_"): value for name, value in stated.items()}

    @property
    def cluster(self) -> dict[str, Any]:
        return self.data["clusters"][0]  # type: ignore[no-any-return]

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return self._run("confluent_estate", {**self.data, **options}, check=check)

    def module(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return self._run(name, arguments)

    def made(self) -> Shop:
        """It is there, and its keys and roles are in effect since long ago."""
        self.sandbox.settings(born_before=400.0)
        result = self.run()
        assert not result.get("failed"), result
        assert existing(self.sandbox) == SMALL
        return self

    def refused(self, *words: str, **options: Any) -> str:
        """A real run and check mode refuse with all these words, and write nothing."""
        for check in (True, False):
            result = self.run(check, **options)
            assert result.get("failed"), result
            assert self.sandbox.writes() == []
            for word in words:
                assert word in result["msg"], result["msg"]
        return str(result["msg"])


@pytest.fixture
def shop(sandbox: Any, run_module: Run, tmp_path: Path) -> Shop:
    return Shop(sandbox, run_module, tmp_path / "secrets")


def counts(result: dict[str, Any], *names: str) -> tuple[int, ...]:
    return tuple(result["plan"]["counts"][name] for name in names or ("create", "change", "delete"))


def of(result: dict[str, Any], label: str) -> dict[str, Any]:
    """The change of an object."""
    return next(change for change in result["plan"]["changes"] if label in change["label"])


def test_the_plan_is_the_same_in_check_mode_and_in_the_run_that_carries_it_out(shop: Shop) -> None:
    planned = shop.run(check=True)
    assert existing(shop.sandbox) == EMPTY
    assert shop.sandbox.writes() == []
    done = shop.run()
    assert existing(shop.sandbox) == SMALL

    def plan(result: dict[str, Any], outcome: str) -> list[tuple[str, ...]]:
        assert {change["result"] for change in result["plan"]["changes"]} == {outcome}
        return [(c["kind"], c["label"], c["operation"]) for c in result["plan"]["changes"]]

    assert plan(planned, "planned") == plan(done, "done")
    assert counts(done) == (16, 1, 0)
    assert planned["plan"]["summary"] == "Plan: 16 to create, 1 to change, 0 to delete, 0 not in the data"
    assert not any(words for words in (planned.get("warnings") or []) if "A real run fails here" in words)
    for check in (False, True):
        again = shop.run(check)
        assert (again["changed"], counts(again, "unchanged", "not_in_data")) == (False, (17, 0)), again["plan"]
        assert shop.sandbox.writes() == []
        assert len(shop.sandbox.journal()) <= 26  # it was 80 for the roles, which looked names up in each task


def test_what_is_misspelt_is_named_with_its_object_and_all_of_it_at_once(shop: Shop) -> None:
    shop.cluster["topics"][0]["partition"] = 3
    shop.cluster["topicz"] = []
    shop.cluster["connectors"][0]["config"] = "none"
    shop.data["service_accounts"][0]["api_keys"][0]["resource"] = "kafkaa"
    shop.data["service_accounts"][1]["role_bindings"][0]["rôle"] = "X"
    shop.data["organization"] = {"ip_grups": []}
    shop.refused(
        "topic sales of cluster shop: unknown key 'partition', did you mean 'partitions'?",
        "Kafka cluster shop: unknown key 'topicz', did you mean 'topics'?".lower(),
        "connector warehouse of cluster shop: ",
        "kafkaa",
        "unknown key 'rôle', did you mean 'role'?",
        "organization: unknown key 'ip_grups', did you mean 'ip_groups'?",
    )
    assert shop.sandbox.journal() == []


def test_a_name_that_is_neither_there_nor_in_the_data_is_refused_before_the_first_write(shop: Shop) -> None:
    shop.cluster["acls"][0]["principal"] = "dev-tll"
    shop.cluster["kafka_key_file"] = str(shop.secrets / "nobody.json")
    shop.data["service_accounts"][0]["api_keys"][0]["cluster"] = "shopp"
    message = shop.refused("there is no service account 'dev-tll'", "nobody.json does not exist")
    assert "'shopp'" in message


def test_reasons_of_several_kinds_are_named_together(shop: Shop) -> None:
    shop.made()
    shop.cluster["topics"][0]["partitions"] = 1
    shop.cluster["region"] = "eu-west-1"
    shop.cluster["topics"].append({"name": "refunds"})
    shop.data["environment"]["stream_governance_package"] = "ADVANCED"
    shop.refused("topic refunds is given twice")
    shop.cluster["topics"].pop()
    shop.refused("region of kafka cluster shop cannot be changed", "cannot get fewer")


def test_a_failure_is_an_objects_own_and_what_needs_it_says_why_it_was_not_tried(shop: Shop) -> None:
    shop.sandbox.fault(
        method="POST", path="/topics$", nth=3, times=1, status=400, body={"error_code": 40002, "message": "no"}
    )
    result = shop.run()
    assert result["failed"]
    failed = [change for change in result["plan"]["changes"] if change["result"] == "failed"]
    assert [change["kind"] for change in failed] == ["topic"]
    assert failed[0]["msg"]
    assert "1 object of the estate " in result["msg"]
    connector = of(result, "warehouse")
    assert (connector["result"], connector["msg"]) == (
        "not_tried",
        "not tried, because the topics of cluster shop failed",
    )
    there = existing(shop.sandbox)
    assert there["subjects"] == SMALL["subjects"]
    assert there["acls"] == SMALL["acls"]
    assert len(there["topics"]) == 1
    assert there["connectors"] == []
    again = shop.run()
    assert (again["failed"], counts(again)) == (False, (2, 0, 0)), again
    assert existing(shop.sandbox) == SMALL


def test_what_belongs_to_what_could_not_be_made_is_not_tried(shop: Shop) -> None:
    shop.sandbox.fault(
        method="POST", path="/cmk/v2/clusters$", times=1, status=402, body={"errors": [{"detail": "no money"}]}
    )
    result = shop.run()
    assert result["failed"]
    assert "no money" in result["msg"]
    assert of(result, "cluster shop")["result"] == "failed"
    topic = of(result, "topic sales")
    assert (topic["result"], topic["msg"]) == ("not_tried", "not tried, because kafka cluster shop was not made")
    assert existing(shop.sandbox)["service_accounts"] == SMALL["service_accounts"]
    assert not shop.run().get("failed")
    assert existing(shop.sandbox) == SMALL


def test_clusters_are_provisioned_side_by_side_and_filled_as_soon_as_they_are_there(
    shop: Shop, run_skipping: Run
) -> None:
    shop.data["clusters"] += [
        {**shop.cluster, "name": name, "kafka_key_file": None, "topics": [], "acls": [], "connectors": []}
        for name in ("second", "third")
    ]
    shop.sandbox.settings(cluster_provisioning=1.0)
    result = shop.run()
    assert not result.get("failed"), result
    written = [(entry["method"], entry["path"]) for entry in shop.sandbox.writes()]
    made = [number for number, (method, path) in enumerate(written) if (method, path) == ("POST", "/cmk/v2/clusters")]
    assert len(made) == 3
    assert made[-1] < min(n for n, (_method, path) in enumerate(written) if "/kafka/v3" in path)


def test_what_is_not_in_the_data_is_told_and_left(shop: Shop) -> None:
    shop.made()
    state = shop.sandbox.state()
    cluster = next(iter(state["clusters"]))
    shop.sandbox.seed("topics", {"cluster": cluster, "name": "stranger"})
    shop.cluster["topics"].pop()
    shop.cluster["acls"].pop()
    shop.data["service_accounts"][1]["api_keys"] = []
    shop.data["service_accounts"][1]["role_bindings"] = []
    shop.cluster["connectors"] = []
    for check in (True, False):
        result = shop.run(check)
        assert not result["changed"]
        told = sorted(f"{entry['kind']}: {entry['label']}" for entry in result["plan"]["not_in_data"])
        kinds = [entry.partition(":")[0] for entry in told]
        assert kinds == ["acl", "connector", "role binding", "topic", "topic"], told
        assert result["plan"]["summary"].endswith("5 not in the data")
        assert shop.sandbox.writes() == []
    assert existing(shop.sandbox)["connectors"] == SMALL["connectors"]
    assert not shop.run(not_in_data="none")["plan"]["not_in_data"]


def test_a_purge_deletes_last_and_only_where_nothing_failed(shop: Shop) -> None:
    shop.made()
    shop.cluster["topics"] = [{"name": "sales", "partitions": 3}, {"name": "returns"}]
    purge = {"topics": {"name_prefix": "re"}, "role_bindings": {}}
    planned = shop.run(check=True, purge=purge)
    assert counts(planned) == (1, 0, 1)
    assert planned["plan"]["changes"][0]["label"] == "topic refunds"
    assert planned["plan"]["changes"][0]["cannot_be_undone"] == ["topic refunds is deleted with its records"]
    shop.sandbox.fault(
        method="POST", path="/topics$", nth=2, times=1, status=400, body={"error_code": 40002, "message": "no"}
    )
    failed = shop.run(purge=purge)
    assert of(failed, "refunds")["result"] == "not_tried"
    assert "shop/refunds" in existing(shop.sandbox)["topics"]
    assert not shop.run(purge=purge).get("failed")
    assert existing(shop.sandbox)["topics"] == ["shop/returns", "shop/sales"]
    assert existing(shop.sandbox)["role_bindings"] == SMALL["role_bindings"]  # those of every scope are stated


def test_a_purge_is_refused_where_its_scope_is_not_named(shop: Shop) -> None:
    shop.made()
    shop.refused("purge needs a scope", purge={"topics": {}})
    shop.refused("unknown key 'prefix'", "networks cannot be purged", purge={"topics": {"prefix": "a"}, "networks": {}})


def test_only_the_parts_that_are_named_are_touched(shop: Shop) -> None:
    shop.made()
    shop.cluster["topics"].append({"name": "returns"})
    shop.cluster["acls"].append({**shop.cluster["acls"][0], "operation": "DESCRIBE"})
    result = shop.run(parts=["topics"])
    assert (counts(result), [c["part"] for c in result["plan"]["changes"]]) == ((1, 0, 0), ["topics"])
    assert existing(shop.sandbox)["acls"] == SMALL["acls"]
    shop.refused("there is no part 'topic'", parts=["topic"])


def test_a_part_of_what_is_not_there_is_planned_in_check_mode_and_refused_in_the_run(shop: Shop) -> None:
    planned = shop.run(check=True, parts=["topics"])
    assert counts(planned) == (2, 0, 0)
    result = shop.run(parts=["topics"])
    assert result["failed"]
    assert "there is no environment 'dev'" in result["msg"]
    assert existing(shop.sandbox) == EMPTY


def test_secrets_are_shown_nowhere_and_asked_for_before_anything_is_done(shop: Shop) -> None:
    for result in (shop.run(check=True), shop.run(), shop.run()):
        assert SINK_SECRET not in json.dumps(result)
    shop.cluster["connectors"][0]["sensitive_config"] = {"other.password": "canary-in-the-data"}
    assert "canary-in-the-data" not in json.dumps(shop.run())
    shop.cluster["connectors"][0]["sensitive_confg"] = {"other.password": "canary-in-the-data"}
    assert "canary-in-the-data" not in json.dumps(shop.run())


def test_a_secret_that_was_not_given_stops_a_real_run_only(shop: Shop) -> None:
    lacking = {"warehouse": {"connection.password": "${SINK_PASSWORD}"}}
    assert not shop.run(check=True, connector_secrets=lacking).get("failed")
    result = shop.run(connector_secrets=lacking)
    assert "warehouse: connection.password (export SINK_PASSWORD)" in result["msg"]
    assert shop.sandbox.journal() == []


def test_roles_that_are_still_to_be_given_hold_nothing_up(shop: Shop) -> None:
    """The key is there, and its owner's role is what the run makes: the plane refuses the key until then."""
    shop.made()
    state = shop.sandbox.state()
    binding = next(i for i, item in state["role_bindings"].items() if item["role_name"] == "EnvironmentAdmin")
    shop.sandbox.request("DELETE", f"/iam/v2/role-bindings/{binding}")
    for check in (True, False):
        result = shop.run(check)
        assert not result.get("failed"), result
    assert existing(shop.sandbox) == SMALL


def test_a_key_that_gives_way_is_named(shop: Shop) -> None:
    """In the result and in the lines of the summary: somebody may still use it."""
    shop.made()
    key = shop.data["service_accounts"][1]["api_keys"][0]
    path = shop.secrets / "dev" / "dev-till.cloud.json"
    for kept, became in ((None, "deleted"), ("7d", "kept for 7d")):
        old = json.loads(path.read_text(encoding="utf-8"))["api_key"]
        path.unlink()
        key.update(missing_secret="replace", keep_old=kept)
        words = f"the old key {old}, whose secret is lost, is {became}"
        for check, verb in ((True, "change"), (False, "changed")):
            result = shop.run(check)
            assert not result.get("failed"), result
            assert of(result, "cloud")["gives_way"] == [words]
            assert (words in of(result, "cloud")["cannot_be_undone"]) is (kept is None)
            (line,) = [line for line in lines_of(result, "What was done") if "API key" in line or old in line]
            assert line.startswith(f"  {verb}: ")
            assert line.endswith(f"; {words}")
        (mine,) = [one for one in result["objects"]["api_keys"] if one.get("replaced")]
        assert mine["replaced"] == old
        assert (old in shop.sandbox.state()["api_keys"]) is (kept is not None)


def _doubts(result: dict[str, Any]) -> list[str]:
    return [str(words) for words in result.get("warnings") or [] if "real run fails" in str(words)]


def test_check_mode_does_not_alarm_of_what_the_run_makes_itself(shop: Shop) -> None:
    """A KEK that is brought back with its DEK, and a tag on a topic that is new: the catalog knows no such entity. What
    nothing in the data makes is warned of.
    """
    shop.data["environment"]["stream_governance_package"] = "ADVANCED"
    kek = {"name": "cards", "kms_type": "aws-kms", "kms_key_id": "arn:aws:kms:eu-central-1:111122223333:key/1234"}
    shop.data["keks"] = [kek]
    shop.data["tags"] = [{"name": "PII"}]
    shop.made()
    registry = {"schema_registry_key_file": shop.data["schema_registry_key_file"]}
    gone = shop.module(
        "confluent_schema_registry_kek", {**registry, "environment": "dev", "name": "cards", "state": "absent"}
    )
    assert gone["changed"]
    kek["deks"] = [{"subject": "sales-value", "encrypted_key_material": "Y2FuYXJ5LW9mLXRoZS1kZWs="}]
    shop.cluster["topics"].append({"name": "returns"})
    shop.data["tag_bindings"] = [{"tag": "PII", "topic": "returns", "cluster": "shop"}]
    foreseen = shop.run(check=True)
    assert (foreseen["failed"], _doubts(foreseen)) == (False, []), foreseen
    assert counts(foreseen) == (3, 1, 0)
    done = shop.run()
    assert not done.get("failed"), done
    assert counts(done) == (3, 1, 0)

    shop.data["tag_bindings"] = [{"tag": "PII", "topic": "misspelt", "cluster": "shop"}]
    assert len(_doubts(shop.run(check=True))) == 1
    shop.data["tag_bindings"] = []
    assert not shop.run(check=True)["changed"]
