# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Consumer groups and their lag: no commits, no lag and no group are three things; groups that go; clusters that do not
tell; the wait.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.consumer_group_lag import DR
from tests.support import direct
from tests.support.estate import Estate
from tests.support.rows import filled

GROUPS = r"/consumer-groups$"
LAGS = r"/consumer-groups/[^/]+/lags$"


class Read:
    """One of the modules against the estate that its row needs."""

    def __init__(self, sandbox: Any, *needs: str) -> None:
        self.sandbox, self.estate = sandbox, Estate(sandbox).needs(*needs)
        self.warnings: list[str] = []

    def __call__(self, module: str, **options: Any) -> dict[str, Any]:
        """The whole result, with the failure if there is one; pauses put the sandbox's clock forward."""
        from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import transport_of
        from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import Task, inform
        from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.consumer_groups import (
            groups,
            lag,
            share_groups,
            streams_groups,
        )

        kinds = {
            "groups": groups.ConsumerGroup,
            "lag": lag.ConsumerGroupLag,
            "share": share_groups.ShareGroup,
            "streams": streams_groups.StreamsGroup,
        }
        kind = kinds[module]
        env = {**self.sandbox.env, **self.estate.env}
        parameters = direct._parameters(kind, filled(options, self.estate.ids), env, kind.info_argument_fields())
        self.sandbox.clear_journal()
        self.warnings = []

        def opened(options: Any, read_only: bool) -> Any:
            transport = transport_of(options, read_only)
            skipped = direct.skipped(self.sandbox, transport)
            skipped.__enter__()
            self.skipped = skipped
            return Cloud(options, transport)

        def closed(cloud: Any) -> None:
            self.skipped.__exit__(None, None, None)
            cloud.transport.close()

        report = inform(kind, parameters, Task(False, False, str, self.warnings.append, frozenset(), opened, closed))
        return {**report.fields, "failed": report.failed}

    def asked(self, path: str) -> int:
        return len(self.sandbox.journal("GET", path))


@pytest.fixture
def groups(sandbox: Any) -> Read:
    return Read(sandbox, "groups", "kafka_key")


@pytest.fixture
def lag(sandbox: Any) -> Read:
    return Read(sandbox, "lagging", "dr_secret")


def seed(read: Read, kind: str, **spec: Any) -> None:
    read.sandbox.seed(kind, {"cluster": read.estate.ids["dr_cluster"], **spec})


# ---- groups and consumers


def test_groups_are_listed_by_name_by_one_request(groups: Read) -> None:
    found = groups("groups")["consumer_groups"]
    assert [(one["name"], one["state"], one["type"]) for one in found] == [
        ("shop-audit", "EMPTY", "CONSUMER"),
        ("shop-billing", "STABLE", "CLASSIC"),
    ]
    assert [one["partition_assignor"] for one in found] == ["uniform", "range"]
    assert {one["consumers"] for one in found} == {None}
    assert (found[0]["coordinator"], found[0]["simple"]) == (0, False)
    assert groups.asked(r"/consumer-groups") == 1


def test_consumers_are_read_for_each_group(groups: Read) -> None:
    [_audit, billing] = groups("groups", consumers=True)["consumer_groups"]
    assert [(one["id"], one["instance_id"]) for one in billing["consumers"]] == [
        ("a/b+c==", "billing-2"),
        ("billing-1", None),
    ]
    assert groups.asked(r"/consumers$") == 2


def test_a_name_with_anything_in_it_is_one_group(groups: Read) -> None:
    name = "a/b c%?#"
    groups.sandbox.seed("groups", {"cluster": groups.estate.cluster, "name": name})
    assert [one["name"] for one in groups("groups", name=name, consumers=True)["consumer_groups"]] == [name]
    assert groups("groups", name="a")["consumer_groups"] == []


def test_a_404_of_somebody_else_is_no_word_on_a_group(groups: Read) -> None:
    groups.sandbox.fault(path=r"/consumer-groups", times=0, status=404, body="<html>no such page</html>")
    for module, options in (("groups", {"name": "shop-audit"}), ("lag", {"names": ["shop-audit"]})):
        result = groups(module, **options)
        assert (result["failed"], "answered 404" in result["msg"]) == (True, True), result


def test_a_group_that_goes_meanwhile_is_left_out_and_told(groups: Read) -> None:
    removal = {"cluster": groups.estate.cluster, "names": ["shop-audit"]}
    groups.sandbox.fault(path=r"shop-audit/consumers$", status=404, body='{"error_code":404,"message":"x"}')
    groups.sandbox.fault(path=r"shop-billing/consumers$", times=0, status=500)
    result = groups("groups", consumers=True)
    assert (result["failed"], result["consumer_groups"]) == (False, [])
    assert [(one["name"], one["reason"][:20]) for one in result["left_out"]] == [
        ("shop-audit", "it was gone when it "),
        ("shop-billing", "the service answers "),
    ]
    assert groups.asked("shop-billing/consumers$") == 3
    groups.sandbox.seed("group_removals", removal)


def test_a_group_of_another_protocol_is_told_of_and_not_waited_for(groups: Read) -> None:
    groups.sandbox.seed("groups", {"cluster": groups.estate.cluster, "name": "connect-workers", "protocol": "connect"})
    result = groups("groups", name="connect-workers")
    assert result["consumer_groups"] == []
    assert "another protocol" in result["left_out"][0]["reason"]
    assert result["api"]["throttled_seconds"] < 5


# ---- lag


def test_lag_by_group_topic_and_partition(lag: Read) -> None:
    result = lag("lag", **DR, partitions=True)
    assert [(one["name"], one["committed"], one["total_lag"]) for one in result["consumer_group_lags"]] == [
        ("shop-audit", True, 3),
        ("shop-billing", True, 18),
        ("shop-new", False, None),
    ]
    billing = result["consumer_group_lags"][1]
    assert billing["topics"] == [{"topic": "orders.created", "total_lag": 18, "partitions": 3}]
    assert (billing["max_lag"], billing["max_lag_topic"]) == (6, "orders.created")
    assert billing["partitions"][0] == {
        "topic": "orders.created",
        "partition": 0,
        "lag": 6,
        "current_offset": 4,
        "log_end_offset": 10,
        "consumer_id": None,
        "instance_id": None,
        "client_id": None,
    }
    assert result["summary"] == {
        "groups": 3,
        "total_lag": 21,
        "max_lag": 18,
        "max_lag_group": "shop-billing",
        "without_commits": ["shop-new"],
    }
    assert (result["missing"], result["left_out"]) == ([], [])
    assert (lag.asked(GROUPS), lag.asked(LAGS)) == (1, 3)


def test_no_commit_no_lag_and_no_group_are_three_things(lag: Read) -> None:
    seed(lag, "commits", group="shop-audit", topic="orders.created", offset="end")
    result = lag("lag", **DR, names=["shop-new", "shop-audit", "nobody", "shop-audit"])
    assert [(one["name"], one["committed"], one["total_lag"]) for one in result["consumer_group_lags"]] == [
        ("shop-new", False, None),
        ("shop-audit", True, 0),
    ]
    assert (result["missing"], result["failed"]) == (["nobody"], False)
    assert lag.asked(GROUPS) == 0


def test_only_the_topics_that_are_asked_for_count(lag: Read) -> None:
    seed(lag, "topics", name="refunds", partitions=1)
    seed(lag, "records", topic="refunds", count=5)
    seed(lag, "commits", group="shop-audit", topic="refunds", offset=0)
    result = lag("lag", **DR, names=["shop-audit", "shop-billing"], topics=["refunds"])
    assert [(one["committed"], one["total_lag"]) for one in result["consumer_group_lags"]] == [(True, 5), (False, None)]


def test_a_listed_group_that_is_gone_or_of_another_protocol_is_left_out(lag: Read) -> None:
    lag.sandbox.fault(
        path="shop-audit/lags$",
        status=404,
        body='{"error_code":404,"message":"Consumer Group shop-audit could not be found."}',
        content_type="application/json",
    )
    lag.sandbox.fault(path="shop-billing/lags$", times=0, status=500)
    result = lag("lag", **DR)
    assert [one["name"] for one in result["consumer_group_lags"]] == ["shop-new"]
    assert [(one["name"], one["reason"][:28]) for one in result["left_out"]] == [
        ("shop-audit", "it was gone when it was read"),
        ("shop-billing", "the service answers 500, as "),
    ]


def test_a_cluster_that_does_not_tell_says_so_in_words(lag: Read) -> None:
    result = lag("lag", **DR, environment="dev", names=["shop-audit"])
    assert not result["failed"]
    read = Read(lag.sandbox)
    read.estate = lag.estate
    lag.estate.needs("groups", "kafka_key")
    for status in (403, 404):
        lag.sandbox.settings(lag_refusal=status)
        said = read("lag", cluster="orders")
        assert said["failed"]
        assert "is told by Dedicated clusters only, and lkc-" in said["msg"]
        assert "is Standard. The module confluent_metrics_info tells the lag on every cluster" in said["msg"]
        assert said["error"]["status"] == status


def test_a_denial_on_a_dedicated_cluster_is_one(lag: Read) -> None:
    lag.sandbox.fault(path=LAGS, times=0, status=403)
    said = lag("lag", **DR)
    assert "DESCRIBE on the groups in question" in said["msg"]
    assert "Dedicated" not in said["msg"]


# ---- the wait


def test_the_wait_ends_when_the_lag_is_small(lag: Read) -> None:
    seed(lag, "groups", name="shop-billing", commits={"orders.created": 0}, pace=0.5)
    result = lag("lag", **DR, names=["shop-billing"], wait_for_lag_below=10)
    assert not result["failed"], result
    assert result["consumer_group_lags"][0]["total_lag"] < 10
    assert result["wait"]["phases"][0] == "10 or more (shop-billing at 30)"
    assert result["wait"]["phases"][-1] == "below"
    assert lag.warnings == []


def test_a_wait_that_is_in_vain_names_who_is_behind(lag: Read) -> None:
    result = lag("lag", **DR, names=["shop-billing", "shop-new", "nobody"], wait_for_lag_below=10, wait_timeout=60)
    assert result["failed"]
    assert "(shop-billing at 18, shop-new without a commit, nobody not there)" in result["msg"]
    assert "after 60 s (wait_timeout)" in result["msg"]


def test_a_listed_group_that_cannot_be_read_has_not_caught_up(lag: Read) -> None:
    wait = {"name_prefix": "shop-", "topics": ["orders.created"], "wait_for_lag_below": 100, "wait_timeout": 30}
    lag.sandbox.seed("group_removals", {"cluster": lag.estate.ids["dr_cluster"], "names": ["shop-new"]})
    assert not lag("lag", **DR, **wait)["failed"]
    lag.sandbox.fault(path=r"shop-billing/lags$", times=0, status=500)
    assert "100 or more (shop-billing unreadable)" in lag("lag", **DR, **wait)["msg"]


def test_a_topic_that_nothing_was_committed_for_has_not_been_caught_up_with(lag: Read) -> None:
    wait = {"names": ["shop-audit"], "wait_for_lag_below": 100, "wait_timeout": 30}
    assert not lag("lag", **DR, **wait, topics=["orders.created"])["failed"]
    result = lag("lag", **DR, **wait, topics=["orders.created", "orders.shipped"])
    assert result["failed"], result
    assert "100 or more (nothing committed for orders.shipped)" in result["msg"]


def test_no_group_at_all_is_nothing_to_wait_for(lag: Read) -> None:
    assert lag("lag", **DR, names=[], wait_for_lag_below=1)["consumer_group_lags"] == []


def test_partitions_without_a_commit_are_warned_of(lag: Read) -> None:
    seed(lag, "groups", name="shop-late")
    seed(lag, "commits", group="shop-late", topic="orders.created", partitions=[1], offset="end")
    result = lag("lag", **DR, names=["shop-late"], wait_for_lag_below=1)
    assert (result["failed"], result["consumer_group_lags"][0]["total_lag"]) == (False, 0)
    assert "shop-late in 2 of 3 partitions of orders.created" in lag.warnings[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"wait_for_lag_below": 0}, "wait_for_lag_below must be at least 1"),
        ({"wait_timeout": -1}, "wait_timeout must not be negative"),
        ({"concurrency": 65}, "concurrency must be from 1 to 64"),
    ],
)
def test_options_are_judged_before_any_request(lag: Read, options: dict[str, Any], words: str) -> None:
    assert words in lag("lag", **{**DR, "cluster": "{dr_cluster}"}, **options)["msg"]
    assert lag.asked(r"/consumer-groups") == 0


def test_a_thousand_groups_cost_one_request_each_and_one_for_the_list(lag: Read) -> None:
    seed(lag, "groups", prefix="many-", count=1000, commits={"orders.created": 5})
    result = lag("lag", **DR, name_prefix="many-")
    assert (result["summary"]["groups"], result["summary"]["total_lag"]) == (1000, 15_000)
    assert (lag.asked(GROUPS), lag.asked(LAGS)) == (1, 1000)


# ---- share groups and streams groups


@pytest.fixture
def early(sandbox: Any) -> Read:
    return Read(sandbox, "share_groups", "streams_groups", "groups", "kafka_key")


def test_share_groups_tell_who_is_assigned_to_what(early: Read) -> None:
    [idle, shared] = early("share", consumers=True)["share_groups"]
    assert (idle["name"], idle["state"], idle["consumers"]) == ("idle-share", "EMPTY", [])
    held = [{"topic": "orders.created", "partition": number} for number in (0, 2)]
    assert (shared["consumer_count"], shared["partition_count"]) == (1, 2)
    assert shared["assigned_partitions"] == held
    assert shared["consumers"] == [{"id": "m/1", "client_id": "shipping", "assigned_partitions": held}]
    assert early.asked("/share-groups") == 4
    [one] = early("share", name="shop-share")["share_groups"]
    assert one["consumers"] is None
    assert early("share", name="shop-billing")["share_groups"] == []


def test_streams_groups_tell_the_tasks_of_their_members(early: Read) -> None:
    [_idle, streams] = early("streams", members=True)["streams_groups"]
    assert streams["subtopologies"] == [{"id": "0", "source_topics": ["orders.created"]}]
    [member] = streams["members"]
    assert (member["id"], member["client_id"], member["instance_id"]) == ("m/1", "totals", None)
    assert member["tasks"] == {"active": [{"subtopology": "0", "partitions": [0, 1]}], "standby": [], "warmup": []}


def test_members_that_go_meanwhile_are_told_of_as_far_as_is_known(early: Read) -> None:
    early.sandbox.fault(path=r"/(assignments|standby)$", times=0, status=404)
    assert (
        early("share", name="shop-share", consumers=True)["share_groups"][0]["consumers"][0]["assigned_partitions"]
        is None
    )
    assert early("streams", name="shop-streams", members=True)["streams_groups"][0]["members"][0]["tasks"] is None


@pytest.mark.parametrize(
    ("status", "words"), [(404, "this cluster does not know it (404)"), (403, "does not offer it, or")]
)
def test_what_is_in_early_access_is_told_in_words(early: Read, status: int, words: str) -> None:
    early.sandbox.settings(groups_refusal=status)
    for module, said in (("share", "Share groups cannot be read"), ("streams", "Streams groups cannot be read")):
        for options in ({}, {"name": "shop-share"}):
            result = early(module, **options)
            assert result["failed"]
            assert said in result["msg"]
            assert words in result["msg"]
            assert "early access" in result["msg"]
