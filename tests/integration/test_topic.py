# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Topics: partitions that only grow, settings of which only the stated ones count, verdicts of the broker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]
DAY = 86_400_000  # milliseconds
NAME = "orders.shipped"


class Topics:
    """Runs the kind in this process against the estate."""

    def __init__(self, estate: Estate) -> None:
        self.estate, self.sandbox = estate, estate.sandbox
        self.env = {**estate.sandbox.env, **estate.env}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.kind import Topic

        self.sandbox.clear_journal()
        return direct.run(Topic, {"name": NAME, "wait_timeout": 20, **options}, self.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation. The result."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (result["changed"] and not check)
        return result

    def fails(self, *words: str, **options: Any) -> dict[str, Any]:
        """Fails without a write, in check mode and in the run itself, for the same reason. The result."""
        results = []
        for check in (True, False):
            self.sandbox.clear_journal()
            before = self.held()
            results.append(self.run(check, **options))
            assert results[-1]["failed"], results[-1]
            assert self.held() == before
            assert check is False or self.sandbox.writes() == []
        for word in words:
            assert all(word in result["msg"] for result in results), results
        assert results[0].get("problems") == results[1].get("problems")
        return results[1]

    def held(self, name: str = NAME) -> dict[str, Any] | None:
        """The topic's partitions and own settings as the service really has them."""
        topic = self.sandbox.state()["topics"][self.estate.cluster].get(name)
        return None if topic is None else {"partitions": topic["partitions"], "configs": topic["configs"]}

    def alterations(self) -> list[dict[str, Any]]:
        """Per alter request of the last run {setting: value, None for a reset}; rehearsals left out."""
        bodies = [entry["request_body"] for entry in self.sandbox.journal("POST", "configs:alter$")]
        return [
            {item["name"]: item.get("value") for item in body["data"]}
            for body in bodies
            if not body.get("validate_only")
        ]


@pytest.fixture
def topics(sandbox: Any) -> Topics:
    return Topics(build(sandbox))


# ---- what is sent and returned


def test_result_and_what_is_sent(topics: Topics) -> None:
    made = topics.done("created", partitions=3, config={"retention.ms": "1d"})["topic"]
    assert topics.sandbox.writes()[0]["request_body"] == {
        "topic_name": NAME,
        "partitions_count": 3,
        "configs": [{"name": "retention.ms", "value": str(DAY)}],
    }
    expected = {"name": NAME, "partitions": 3, "replication_factor": 3, "internal": False, "config": {}}
    expected |= {"config": {"retention.ms": str(DAY)}, "cluster": topics.estate.cluster}
    assert made == expected
    assert topics.done("unchanged", partitions=3, config={"retention.ms": "1d"})["topic"] == expected


def test_only_what_is_stated_is_sent(topics: Topics) -> None:
    made = topics.done("created")["topic"]
    assert topics.sandbox.writes()[0]["request_body"] == {"topic_name": NAME}
    assert made["partitions"] == 6, "the service's own default"
    topics.done("unchanged")
    assert len(topics.sandbox.journal("GET", "/topics/")) == 1, "settings that nobody asked for are not read"


# ---- values of settings


@pytest.mark.parametrize(
    ("setting", "value", "sent"),
    [
        ("retention.ms", "7d", str(7 * DAY)),
        ("retention.ms", "36h", str(36 * 3_600_000)),
        ("retention.ms", "-1", "-1"),
        ("retention.ms", -1, "-1"),
        ("retention.ms", 86400000, "86400000"),
        ("retention.bytes", "1GiB", str(2**30)),
        ("retention.bytes", "5 GB", "5000000000"),
        ("confluent.value.schema.validation", True, "true"),
        ("confluent.value.schema.validation", "True", "True"),
        ("cleanup.policy", ["compact"], "compact"),
        ("cleanup.policy", ["delete", "compact"], "delete,compact"),
        ("min.insync.replicas", 1, "1"),
        ("message.timestamp.type", "LogAppendTime", "LogAppendTime"),
    ],
)
def test_values_in_the_users_terms(setting: str, value: Any, sent: str, topics: Topics) -> None:
    topics.done("created", config={setting: value})
    assert topics.sandbox.writes()[0]["request_body"]["configs"] == [{"name": setting, "value": sent}]
    topics.done("unchanged", config={setting: value})
    topics.done("unchanged", config={setting: sent})


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("retention.ms", "1.5d", "retention.ms: '1.5d' is not a whole number"),
        ("retention.ms", "1 month", "unit 'month' is not one of"),
        ("retention.ms", "1GiB", "unit 'GiB' is not one of ms, s, m"),
        ("retention.bytes", "1d", "unit 'd' is not one of B"),
        ("retention.bytes", "", "is not a whole number"),
        ("retention.ms", True, "retention.ms"),
        ("cleanup.policy", {"a": 1}, "is not a value of a topic setting"),
        ("cleanup.policy", [{"a": 1}], "is not a value of a topic setting"),
    ],
)
def test_values_that_are_not_exact_cost_no_request(setting: str, value: Any, words: str, topics: Topics) -> None:
    topics.fails(words, config={setting: value})
    assert topics.sandbox.journal() == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"config": {"no.such.setting": "1", "min.insync.replicas": "1"}}, "no.such.setting"),
        ({"config": {"retention.mss": "1"}}, "did you mean retention.ms"),
        ({"config": {"min.insync.replicas": "9"}}, "Value must be no more than 2"),
        ({"config": {"compression.type": "lz4"}}, "read-only config: compression.type"),
        ({"partitions": 0}, "partitions must be at least 1"),
        ({"name": "orders created"}, "does not match what the API allows"),
        ({"name": "a/b"}, "does not match what the API allows"),
        ({"name": ".."}, "is not allowed for a topic"),
        ({"name": "t" * 250}, "name has 250 characters, the API allows 249"),
    ],
)
@pytest.mark.parametrize("existing", [False, True])
def test_the_same_verdict_in_check_mode(existing: bool, options: dict[str, Any], words: str, topics: Topics) -> None:
    if existing:
        topics.done("created", partitions=1)
    result = topics.fails(words, **options)
    assert ("error" in result) == ("config" in options), "what can be known without the broker is not asked of it"


def test_all_problems_at_once(topics: Topics) -> None:
    config = {"retention.ms": "soon", "retention.bytes": "much"}
    assert len(topics.fails(name="a b", partitions=0, config=config)["problems"]) == 4


def test_the_longest_name_and_names_with_dots(topics: Topics) -> None:
    for name in ("t" * 249, "a.b_c-d", "...", "-", ".hidden", "__mine"):
        topics.done("created", name=name, partitions=1, config={"retention.ms": "1d"})
        topics.done("unchanged", name=name, partitions=1, config={"retention.ms": "1d"})
        topics.done("updated", name=name, config={"retention.ms": "2d"})
        held = topics.held(name)
        assert held is not None
        assert held["configs"] == {"retention.ms": str(2 * DAY)}


def test_a_topic_whose_name_means_all_topics_in_a_path(topics: Topics) -> None:
    topics.done("created", name="-", partitions=1, config={"retention.ms": "1d"})
    topics.done("created", name="later", partitions=1, config={"retention.ms": "2d", "min.insync.replicas": 1})
    result = topics.done("unchanged", name="-", config={"retention.ms": "1d"}, config_mode="replace")
    assert result["topic"]["config"] == {"retention.ms": str(DAY)}


def test_two_topics_that_differ_by_a_dot(topics: Topics) -> None:
    for name in ("orders.created2", "orders.create", "orders-created"):
        topics.done("created", name=name, partitions=1)
    topics.done("deleted", name="orders.create", state="absent")
    left = set(topics.sandbox.state()["topics"][topics.estate.cluster])
    assert left == {"orders.created", "orders.created2", "orders-created"}
    topics.done("unchanged", name="orders_created", state="absent")
    topics.fails("collides with existing topic: orders.created", name="orders_created")


@pytest.mark.parametrize("check", [True, False])
def test_two_that_collide_are_refused_before_the_first_is_made(check: bool, topics: Topics, run_module: Run) -> None:
    listed = {"topics": [{"name": "a.b_c"}, {"name": "x"}, {"name": "a_b.c"}, {"name": "a.b.c", "state": "absent"}]}
    result = run_module("confluent_topics", listed, env=topics.estate.env, check=check)
    assert result["failed"]
    assert "topics a.b_c and a_b.c cannot both exist" in result["msg"]
    assert topics.sandbox.writes() == []
    assert topics.held("x") is None


# ---- settings that the broker does not know, or spells in another way


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize("existing", [True, False])
def test_unknown_settings_are_named_and_the_topic_is_not_doubted(
    existing: bool, count: int, check: bool, topics: Topics, run_module: Run
) -> None:
    names = [f"t.{number}" for number in range(count)]
    for name in names if existing else ():
        topics.estate.kafka("POST", "/topics", {"topic_name": name})
    config = {"retention.mss": "1", "cleanup.polcy": "compact", "segment.ms": "7d", "qqqqqqqq": "1"}
    listed = {"topics": [{"name": name} for name in names], "defaults": {"config": config}}
    result = run_module("confluent_topics", listed, env=topics.estate.env, check=check)
    assert result["failed"], result
    for words in (
        "'retention.mss' (did you mean retention.ms",
        "'cleanup.polcy' (did you mean cleanup.policy",
        "'qqqq",
    ):
        assert words in result["msg"]
    assert "'segment.ms'" not in result["msg"]
    for doubt in ("topic or the cluster is not known", "exists already", "does not exist"):
        assert doubt not in result["msg"]
    assert all(not topic["configs"] for topic in topics.sandbox.state()["topics"][topics.estate.cluster].values())


@pytest.mark.parametrize(
    ("setting", "spelt", "stored"),
    [
        ("retention.ms", "0600000", "600000"),
        ("retention.ms", "+600000", "600000"),
        ("retention.ms", 604800000.0, "604800000"),
        ("retention.ms", "604800000.0", "604800000"),
        ("retention.ms", " 60000 ", "60000"),
        ("delete.retention.ms", "-0", "0"),
        ("min.insync.replicas", "01", "1"),
        ("cleanup.policy", "compact,compact", "compact"),
        ("cleanup.policy", " compact , delete ", "compact,delete"),
        ("cleanup.policy", ["delete", "compact", "delete"], "delete,compact"),
        ("cleanup.policy", "delete,delete", "delete"),
        ("confluent.value.schema.validation", "TRUE", "true"),
        ("message.timestamp.type", " LogAppendTime ", "LogAppendTime"),
    ],
)
def test_other_spellings_are_no_drift(setting: str, spelt: Any, stored: str, topics: Topics) -> None:
    topics.done("created", config={setting: spelt})
    held = topics.held()
    assert held is not None
    assert held["configs"] == {setting: stored}
    topics.done("unchanged", config={setting: spelt})
    topics.done("unchanged", config={setting: spelt}, config_mode="replace")
    topics.done("updated", config={setting: None})
    topics.run(config={setting: spelt})
    topics.done("unchanged", config={setting: spelt})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("retention.ms", "1_000"),
        ("retention.ms", "1e3"),
        ("retention.ms", 0.5),
        ("min.insync.replicas", "1_0"),
        ("confluent.value.schema.validation", "yes"),
        ("cleanup.policy", [None]),
    ],
)
def test_what_the_broker_cannot_read_is_refused_by_its_name(setting: str, value: Any, topics: Topics) -> None:
    topics.fails(f"config {setting}: ", config={setting: value})
    assert topics.sandbox.journal() == []


def test_a_setting_of_the_cluster_is_not_the_topics_own(topics: Topics, run_module: Run) -> None:
    """The service tells it in every topic, as no default."""
    topics.done("created", config={"segment.ms": "7d"})
    listed = topics.estate.kafka("GET", f"/topics/{NAME}/configs")
    source = {"source": "DYNAMIC_DEFAULT_BROKER_CONFIG", "is_default": False, "value": "5000"}
    changed = [{**item, **(source if item["name"] == "retention.ms" else {})} for item in listed["data"]]
    answer = {**listed, "data": changed}
    topics.sandbox.fault(method="GET", path=f"/topics/{NAME}/configs$", times=0, status=200, body=answer)
    topics.done("unchanged", config={"segment.ms": "7d"}, config_mode="replace")
    topics.done("unchanged", config={"retention.ms": "5s"})
    shown = run_module("confluent_topic_info", {"name": NAME}, env=topics.estate.env)["topics"]
    assert shown[0]["config"] == {"segment.ms": str(7 * DAY)}


@pytest.mark.parametrize("plural", [True, False])
def test_an_empty_mapping_replaces_all(plural: bool, topics: Topics, run_module: Run) -> None:
    topics.done("created", config={"retention.ms": "1d", "cleanup.policy": "compact"})
    topics.done("unchanged", config={})
    if plural:
        item = {"name": NAME, "config": {}, "config_mode": "replace"}
        for check in (True, False):
            result = run_module("confluent_topics", {"topics": [item]}, env=topics.estate.env, check=check)
            assert result["counts"]["updated"] == 1
    else:
        topics.done("updated", config={}, config_mode="replace")
    held = topics.held()
    assert held is not None
    assert held["configs"] == {}
    topics.done("unchanged", config={}, config_mode="replace")


# ---- which settings count


def test_settings_are_merged(topics: Topics) -> None:
    topics.done("created", config={"retention.ms": "1d", "min.insync.replicas": 1})
    result = topics.done("updated", config={"retention.ms": "2d", "max.message.bytes": "1MiB"})
    assert topics.alterations() == [{"retention.ms": str(2 * DAY), "max.message.bytes": str(2**20)}]
    own = {"retention.ms": str(2 * DAY), "min.insync.replicas": "1", "max.message.bytes": str(2**20)}
    assert result["topic"]["config"] == own
    assert result["diff"]["before"] == {"config": {"retention.ms": str(DAY), "max.message.bytes": None}}
    topics.done("unchanged", config={"retention.ms": "2d"})


def test_settings_are_replaced_on_demand(topics: Topics) -> None:
    topics.done("created", config={"retention.ms": "1d", "min.insync.replicas": 1})
    topics.done("updated", config={"retention.ms": "1d"}, config_mode="replace")
    assert topics.alterations() == [{"min.insync.replicas": None}]
    assert topics.done("unchanged", config={"retention.ms": "1d"}, config_mode="replace")["topic"]["config"] == {
        "retention.ms": str(DAY)
    }
    topics.done("unchanged", config_mode="replace")
    topics.done("updated", config={}, config_mode="replace")
    assert topics.alterations() == [{"retention.ms": None}]


def test_null_takes_back_the_servers_default(topics: Topics) -> None:
    topics.done("created", config={"retention.ms": "1d", "min.insync.replicas": None})
    assert topics.sandbox.writes()[0]["request_body"]["configs"] == [{"name": "retention.ms", "value": str(DAY)}]
    result = topics.done("updated", config={"retention.ms": None})
    assert topics.alterations() == [{"retention.ms": None}]
    assert result["topic"]["config"] == {}
    topics.done("unchanged", config={"retention.ms": None})


def test_defaults_are_no_drift_stated_or_not(topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.done("unchanged", config={"retention.ms": "7d", "cleanup.policy": "delete"})
    topics.done("created", name="stated", config={"retention.ms": "7d"})
    topics.done("unchanged", name="stated", config={"retention.ms": "604800s"})
    topics.done("unchanged", name="stated", config={"min.insync.replicas": 2})


def test_a_setting_that_somebody_else_made_stays(topics: Topics) -> None:
    topics.sandbox.seed(
        "topics", {"cluster": topics.estate.cluster, "name": NAME, "configs": {"max.message.bytes": "1000"}}
    )
    topics.done("unchanged", config={"retention.ms": "7d"})
    topics.done("updated", config={"retention.ms": "1d"})
    assert topics.alterations() == [{"retention.ms": str(DAY)}]


# ---- cleanup.policy


@pytest.mark.parametrize("wanted", ["delete,compact", "compact,delete", ["compact", "delete"], "compact, delete"])
def test_delete_to_both_goes_by_way_of_compact(wanted: Any, topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.done("updated", config={"cleanup.policy": wanted, "retention.ms": "1d"})
    both = ",".join(wanted) if isinstance(wanted, list) else wanted
    assert topics.alterations() == [{"cleanup.policy": "compact", "retention.ms": str(DAY)}, {"cleanup.policy": both}]
    for same in ("delete,compact", "compact,delete", ["compact", "delete"]):
        topics.done("unchanged", config={"cleanup.policy": same})


@pytest.mark.parametrize(
    ("before", "after"), [("delete", "compact"), ("compact", "delete"), ("compact", "compact,delete")]
)
def test_other_policies_take_one_step(before: str, after: str, topics: Topics) -> None:
    topics.done("created", config={"cleanup.policy": before})
    topics.done("updated", config={"cleanup.policy": after})
    assert topics.alterations() == [{"cleanup.policy": after}]


def test_a_step_that_fails_leaves_a_state_that_the_next_run_mends(topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.sandbox.fault(method="POST", path="configs:alter$", nth=2, status=403, body={"error_code": 40301})
    assert topics.run(config={"cleanup.policy": "delete,compact"})["failed"]
    held = topics.held()
    assert held is not None
    assert held["configs"] == {"cleanup.policy": "compact"}
    topics.done("updated", config={"cleanup.policy": "delete,compact"})


# ---- partitions


def test_partitions_grow_and_never_shrink(topics: Topics) -> None:
    topics.done("created", partitions=3)
    result = topics.done("updated", partitions=6)
    assert [entry["request_body"] for entry in topics.sandbox.writes()] == [{"partitions_count": 6}]
    assert result["topic"]["partitions"] == 6
    topics.fails("has 6 partitions and cannot get fewer (4)", "moving the data", partitions=4)
    topics.fails("cannot get fewer", partitions=4, config={"retention.ms": "1d"})


@pytest.mark.parametrize("plural", [True, False])
def test_partitions_are_there_although_the_old_number_is_still_told(
    plural: bool, topics: Topics, run_module: Run
) -> None:
    topics.done("created", partitions=2)
    before = topics.estate.kafka("GET", f"/topics/{NAME}")
    topics.estate.kafka("PATCH", f"/topics/{NAME}", {"partitions_count": 5})
    topics.sandbox.fault(method="GET", path=f"/topics/{NAME}$", times=0, status=200, body=before)
    options = {"name": NAME, "partitions": 5}
    if plural:
        result = run_module("confluent_topics", {"topics": [options]}, env=topics.estate.env)["topics"][0]
    else:
        result = topics.run(**options)
    assert not result.get("failed"), result
    assert result["topic"]["partitions"] == 5
    assert topics.run(name=NAME, partitions=4)["failed"], "there are five, and four are no more"


def test_nothing_is_half_done_when_a_setting_is_bad(topics: Topics) -> None:
    topics.done("created", partitions=3)
    topics.fails("Value must be no more than 2", partitions=6, config={"min.insync.replicas": 9, "retention.ms": "1d"})
    assert topics.held() == {"partitions": 3, "configs": {}}
    result = topics.done("updated", partitions=6, config={"min.insync.replicas": 1})
    assert [entry["method"] for entry in topics.sandbox.writes()] == ["PATCH", "POST"]
    assert topics.held() == {"partitions": 6, "configs": {"min.insync.replicas": "1"}}
    assert set(result["diff"]["after"]) == {"partitions", "config"}


# ---- deletion


def test_deletion_is_waited_for_and_the_name_is_free_then(topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.sandbox.settings(topic_delete_delay=2)
    result = topics.done("deleted", state="absent")
    assert result["wait"]["seconds"] > 1
    assert topics.held() is None
    topics.done("created", partitions=2)


def test_a_wait_for_a_deletion_ends(topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.sandbox.settings(topic_delete_delay=3600)
    result = topics.run(state="absent", wait_timeout=1)
    assert result["failed"]
    assert "still DELETING" in result["msg"]
    assert "run again" in result["msg"]


def test_a_topic_that_vanishes_between_two_reads_is_not_listed(topics: Topics) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.kind import Topic

    topics.done("created", partitions=1)
    gone = {"error_code": 40403, "message": "This server does not host this topic-partition."}
    topics.sandbox.fault(method="GET", path=f"/topics/{NAME}/configs$", status=404, body=gone)
    assert [topic["name"] for topic in direct.info(Topic, {}, topics.env)] == ["orders.created"]


def test_without_waiting(topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.sandbox.settings(topic_delete_delay=2)
    result = topics.done("deleted", state="absent", wait=False)
    assert "wait" not in result
    assert topics.held() is not None


def test_a_name_that_is_not_free_yet_is_waited_for(topics: Topics) -> None:
    refusal = {"error_code": 40002, "message": f"Topic '{NAME}' is marked for deletion."}
    fault = {"method": "POST", "path": "/topics$", "status": 400, "body": refusal}
    topics.sandbox.fault(**fault, times=3)
    result = topics.done("created", partitions=1)
    assert result["topic"]["partitions"] == 1
    assert len(topics.sandbox.journal("POST", "/topics$")) == 3, "check mode had the first; twice not yet, then made"
    topics.done("deleted", state="absent")
    topics.sandbox.fault(**fault, times=0)
    assert "marked for deletion" in topics.run(partitions=1, wait=False)["msg"]
    result = topics.run(partitions=1, wait_timeout=1)
    assert "MARKED_FOR_DELETION" in result["msg"]


def test_internal_topics_are_not_deleted(topics: Topics) -> None:
    topics.sandbox.seed("topics", {"cluster": topics.estate.cluster, "name": "__offsets", "internal": True})
    topics.fails("is internal to the service and is not deleted", name="__offsets", state="absent")
    assert topics.held("__offsets") is not None


def test_a_topic_that_somebody_else_deletes_meanwhile_is_gone(topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.sandbox.fault(method="DELETE", path=f"/topics/{NAME}", reset="after")
    topics.done("deleted", state="absent")
    topics.done("unchanged", state="absent")


# ---- trouble on the wire


@pytest.mark.parametrize(
    "trouble",
    [{"reset": "before"}, {"reset": "after"}, {"status": 503, "apply": True}, {"status": 429, "body": "<html>slow"}],
    ids=["cut before", "cut after", "503 when done", "429"],
)
def test_a_lost_answer_makes_one_topic(trouble: dict[str, Any], topics: Topics) -> None:
    topics.sandbox.fault(method="POST", path="/topics$", **trouble)
    result = topics.run(partitions=2, config={"retention.ms": "1d"})
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert result["topic"]["config"] == {"retention.ms": str(DAY)}
    topics.done("unchanged", partitions=2, config={"retention.ms": "1d"})


@pytest.mark.parametrize("path", ["configs:alter$", f"/topics/{NAME}$"])
def test_a_lost_answer_of_an_update(path: str, topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.sandbox.fault(method="POST" if "alter" in path else "PATCH", path=path, nth=1, reset="after")
    result = topics.run(partitions=2, config={"retention.ms": "1d"})
    assert not result["failed"], result
    topics.done("unchanged", partitions=2, config={"retention.ms": "1d"})


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [(401, 40101, "Kafka does not know this key"), (403, 40301, "ACL or a role binding"), (400, 40002, "topic policy")],
)
def test_errors_teach(status: int, code: int, words: str, topics: Topics) -> None:
    body = {"error_code": code, "message": "the broker's own words"}
    topics.sandbox.fault(method="POST", path="/topics$", times=0, status=status, body=body)
    result = topics.run(partitions=1)
    for part in (
        f"create topic {NAME}",
        "the broker's own words",
        words,
        f"Kafka API key {topics.env['CONFLUENT_KAFKA_API_KEY']}",
    ):
        assert part in result["msg"], result["msg"]
    assert result["error"]["code"] == code
    assert len(topics.sandbox.journal("POST", "/topics$")) == 1


def test_a_403_while_reading_is_no_absence(topics: Topics) -> None:
    topics.done("created", partitions=1)
    topics.sandbox.fault(
        method="GET", path="/topics/", times=0, status=403, body={"error_code": 40301, "message": "no"}
    )
    for state in ("present", "absent"):
        assert topics.run(state=state, partitions=1)["error"]["status"] == 403
        assert topics.sandbox.writes() == []


# ---- info


def test_info(topics: Topics, run_module: Run) -> None:
    topics.done("created", partitions=1, config={"retention.ms": "1d"})
    topics.sandbox.seed("topics", {"cluster": topics.estate.cluster, "name": "__offsets", "internal": True})

    def found(**choice: Any) -> list[dict[str, Any]]:
        result = run_module("confluent_topic_info", choice, env=topics.estate.env)
        assert not result["failed"], result
        return list(result["topics"])

    assert sorted(topic["name"] for topic in found()) == ["orders.created", NAME]
    assert sorted(topic["name"] for topic in found(internal=True)) == ["__offsets", "orders.created", NAME]
    (one,) = found(name=NAME)
    assert one["config"] == {"retention.ms": str(DAY)}
    assert "_effective" not in one
    assert found(name="orders") == []
    assert all("config" not in topic for topic in found(include_config=False))


@pytest.mark.parametrize(("count", "requests"), [(5, 1 + 6), (40, 1 + 1)])
def test_many_topics_take_few_requests(count: int, requests: int, topics: Topics) -> None:
    """A read for each of a few topics, one read of all settings for many; in both cases the same answer."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.kind import Topic

    topics.sandbox.seed(
        "topics",
        {"cluster": topics.estate.cluster, "prefix": "t-", "count": count, "configs": {"retention.ms": "1000"}},
    )
    topics.sandbox.clear_journal()
    found = direct.info(Topic, {}, topics.env)
    assert len(topics.sandbox.journal(path="/kafka/v3")) == requests
    assert len(found) == count + 1
    settings = {topic["name"]: topic["config"] for topic in found}
    assert settings.pop("orders.created") == {}
    assert list(settings.values()) == [{"retention.ms": "1000"}] * count


def test_info_that_cannot_read_all_is_a_failure(topics: Topics, run_module: Run) -> None:
    topics.sandbox.seed("topics", {"cluster": topics.estate.cluster, "prefix": "t-", "count": 30})
    topics.sandbox.fault(
        method="GET", path="/configs$", times=0, status=403, body={"error_code": 40301, "message": "no"}
    )
    result = run_module("confluent_topic_info", env=topics.estate.env)
    assert result["failed"]
    assert "topics" not in result
