# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Mirror topics: each pair of states, what cannot be undone, many in one request, what becomes of the records."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.cluster_link import dr_secret, link_secret
from tests.kinds.mirror_topic import mirrored
from tests.support import direct
from tests.support.estate import Estate, api_key

LINK = "from-orders"
NAME = "orders.created"


def kind() -> Any:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.mirror_topics import MirrorTopic

    return MirrorTopic


class Mirrors(direct.Foreseen):
    """Runs the kind in this process, for mirror topics of the cluster ``orders-dr``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs(dr_secret.__name__, link_secret.__name__, mirrored.__name__)
        ids = self.estate.ids
        self.here, self.there = ids["dr_cluster"], ids["cluster"]
        self.key = {"kafka_api_key": ids["dr_key"], "kafka_api_secret": ids["dr_secret"]}
        self.env = {**sandbox.env, **self.estate.env}

    def link(self, other: str = "orders", **config: Any) -> None:
        """The link to the cluster ``orders``, or a bidirectional one to another."""
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.cluster_links import ClusterLink

        ids = self.estate.ids
        sides = [("orders-dr", other, self.key, {"api_key": ids["link_key"], "api_secret": ids["link_secret"]})]
        if other != "orders":
            own = {"kafka_api_key": ids["link_key"], "kafka_api_secret": ids["link_secret"]}
            sides.append((other, "orders-dr", own, {"api_key": ids["dr_key"], "api_secret": ids["dr_secret"]}))
        mode = "DESTINATION" if other == "orders" else "BIDIRECTIONAL"
        for cluster, remote, key, login in sides:
            stated = {"cluster": cluster, "name": LINK, "mode": mode, "remote": {"cluster": remote, **login}, **key}
            made = direct.run(ClusterLink, {**stated, "config": config}, self.env)
            assert not made["failed"], made

    def far(self) -> dict[str, Any]:
        """Another Dedicated cluster with the topic, linked in both directions; its options."""
        spec = {
            "display_name": "orders-far",
            "availability": "LOW",
            "cloud": "AWS",
            "region": "eu-west-1",
            "config": {"kind": "Dedicated", "cku": 1},
            "environment": {"id": self.estate.environment},
        }
        self.there = self.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})["id"]
        resource = {"id": self.there, "kind": "Cluster", "api_version": "cmk/v2"}
        ids = self.estate.ids
        ids["link_key"], ids["link_secret"] = api_key(self.sandbox, self.estate.administrator, resource, "far")
        self.sandbox.seed("topics", {"cluster": self.there, "name": NAME})
        self.link("orders-far")
        return {"cluster": "orders-far", "kafka_api_key": ids["link_key"], "kafka_api_secret": ids["link_secret"]}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        stated = {"cluster": "orders-dr", "link": LINK, "name": NAME, **self.key, **options}
        return direct.run(kind(), stated, self.env, check=check, skipping=self.sandbox)

    def info(self, **options: Any) -> list[dict[str, Any]]:
        self.sandbox.clear_journal()
        return direct.info(kind(), {"cluster": "orders-dr", **self.key, **options}, self.env)

    def many(self, run_module: Any, items: list[dict[str, Any]], check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        stated = {"cluster": "orders-dr", "link": LINK, "mirror_topics": items, **self.key, **options}
        result: dict[str, Any] = run_module("confluent_mirror_topics", stated, env=self.env, check=check)
        return result

    def be(self, status: str, *names: str, **more: Any) -> None:
        """Have mirror topics in a state."""
        named = {"cluster": self.here, "link": LINK, "names": list(names or (NAME,))}
        self.sandbox.seed("mirror_topics", {**named, "status": status, "lag": 0, **more})

    def phase(self, name: str = NAME, cluster: str = "") -> str | None:
        """The state as the service has it, None where there is no topic."""
        topic = self.sandbox.state()["topics"][cluster or self.here].get(name)
        return topic and topic.get("mirror", {}).get("status", "ordinary")

    def asked(self) -> list[str]:
        """What was asked for: the last part of each path that was written to."""
        return [entry["path"].rpartition("/")[2] for entry in self.sandbox.writes()]

    def calls(self) -> list[str]:
        return [f"{entry['method']} {entry['path'].rpartition(self.here)[2]}" for entry in self.sandbox.journal()]


@pytest.fixture
def mirrors(sandbox: Any) -> Mirrors:
    found = Mirrors(sandbox)
    found.link()
    return found


# ---- making one


def test_a_mirror_is_made_with_settings_and_its_states_are_waited_for(mirrors: Mirrors) -> None:
    mirrors.sandbox.settings(mirror_transition=20)
    made = mirrors.done("created", config={"retention.ms": "1d"}, replication_factor=3)
    assert made["mirror_topic"]["phase"] == "ACTIVE"
    assert made["wait"]["seconds"] >= 20
    topic = mirrors.sandbox.state()["topics"][mirrors.here][NAME]
    assert topic["configs"]["retention.ms"] == "86400000"
    mirrors.done("unchanged", config={"retention.ms": "2d"}, source_topic=NAME)
    mirrors.refused("source_topic of mirror topic orders.created cannot be changed", source_topic="orders.shipped")


def test_a_new_one_is_paused_once_it_mirrors(mirrors: Mirrors) -> None:
    mirrors.sandbox.settings(mirror_transition=20)
    for options in ({}, {"wait": False}):
        mirrors.done("created", status="paused", **options)
        assert mirrors.asked() == ["mirrors", "mirrors:pause"]
        assert mirrors.phase() == "PAUSED"
        mirrors.done("deleted", state="absent")


@pytest.mark.parametrize("wait", [True, False])
def test_one_that_an_earlier_run_has_made_is_paused_once_it_mirrors_too(wait: bool, mirrors: Mirrors) -> None:
    mirrors.sandbox.settings(mirror_transition=20)
    mirrors.run(wait=False)
    mirrors.done("updated", status="paused", wait=wait)
    assert (mirrors.asked(), mirrors.phase()) == (["mirrors:pause"], "PAUSED")


def test_the_prefix_of_the_link_makes_the_name(sandbox: Any) -> None:
    mirrors = Mirrors(sandbox)
    mirrors.link(**{"cluster.link.prefix": "eu."})
    mirrors.refused("begins the names of its mirror topics with 'eu.'")
    mirrors.refused("mirror is called eu.orders.shipped", name="eu.orders.created", source_topic="orders.shipped")
    made = mirrors.done("created", name="eu.orders.created")
    assert made["mirror_topic"]["source_topic"] == "orders.created"


def test_what_cannot_be_made_is_said_before_it_is_tried(mirrors: Mirrors) -> None:
    mirrors.refused("does not exist, so it cannot be promoted", status="promoted")
    mirrors.refused("link '-' cannot be addressed", link="-")
    mirrors.refused("source_topic '' does not match", source_topic="")
    mirrors.refused("retention.ms", config={"retention.ms": None})
    mirrors.refused("does not go with status paused", status="paused", truncate_and_restore=True)
    mirrors.sandbox.seed("topics", {"cluster": mirrors.here, "name": "orders.shipped"})
    mirrors.refused("there is a topic of this name", "truncate_and_restore", name="orders.shipped")
    lost = mirrors.run(name="nothing")
    assert "does not exist at the source" in lost["msg"]


def test_without_the_link_check_mode_warns_and_absent_is_absent(sandbox: Any) -> None:
    mirrors = Mirrors(sandbox)
    checked = mirrors.run(True)
    assert (checked["operation"], checked["changed"]) == ("created", True)
    assert "there is no cluster link 'from-orders'" in checked["warnings"][0]
    assert mirrors.run()["failed"]
    assert mirrors.run(state="absent")["operation"] == "unchanged"


def test_a_creation_without_an_answer_is_looked_for(mirrors: Mirrors) -> None:
    mirrors.sandbox.fault(method="POST", path="/mirrors$", reset="after")
    assert mirrors.run()["operation"] == "created"
    assert mirrors.asked() == ["mirrors"]


# ---- each pair of states

BEFORE = (
    "ACTIVE",
    "PAUSED",
    "LINK_FAILED",
    "SOURCE_UNAVAILABLE",
    "FAILED",
    "PENDING_STOPPED",
    "STOPPED",
)
# What is asked for; "" where it is there already; words where it cannot be.
OUTCOMES = {
    "active": ("", "resume", "", "", "cannot be active", "about to become an ordinary topic", "is final"),
    "paused": ("pause", "", "cannot be paused", "pause", "cannot be paused", "about to become", "is final"),
    "promoted": ("promote", "promote", "fail it over", "fail it over", "fail it over", "", ""),
    "failed_over": (*["failover"] * 6, ""),
}


@pytest.mark.parametrize("wished", OUTCOMES)
def test_each_pair_of_states(wished: str, mirrors: Mirrors) -> None:
    """The verdict of check mode is that of the run (terraform-provider-confluent#780)."""
    for before, outcome in zip(BEFORE, OUTCOMES[wished], strict=True):
        mirrors.be(before)
        if " " in outcome:
            for check in (True, False):
                refused = mirrors.run(check, status=wished)
                assert (refused["failed"], refused["changed"], mirrors.phase()) == (True, False, before), refused
                assert outcome in refused["msg"]
            continue
        if before == "PENDING_STOPPED" and not outcome:
            assert mirrors.run(True, status=wished)["operation"] == "unchanged"
            continue
        mirrors.done("updated" if outcome else "unchanged", status=wished)
        assert mirrors.asked() == ([f"mirrors:{outcome}"] if outcome else [])
        if outcome:
            end = {"active": "ACTIVE", "paused": "PAUSED"}.get(wished, "STOPPED")
            assert mirrors.phase() == end


def test_what_to_do_is_said_where_nothing_comes(mirrors: Mirrors) -> None:
    mirrors.be("FAILED", error="SOURCE_TOPIC_MAY_BE_DELETED")
    failed = mirrors.done("unchanged")
    assert failed["mirror_topic"]["error"] == "SOURCE_TOPIC_MAY_BE_DELETED"
    assert "failed_over" in failed["next_step"]
    mirrors.refused("SOURCE_TOPIC_MAY_BE_DELETED", "make it again", status="active")
    mirrors.be("SOURCE_UNAVAILABLE", error="NO_ERROR")
    assert "confluent_cluster_link_info" in mirrors.done("unchanged", status="active")["next_step"]


def test_a_promotion_that_hangs_is_told_with_its_lag_and_failed_over(mirrors: Mirrors) -> None:
    mirrors.done("created")
    mirrors.be("ACTIVE", lag=50_000)
    hanging = mirrors.run(status="promoted", wait_timeout=60)
    assert hanging["failed"]
    assert (hanging["changed"], mirrors.phase()) == (True, "PENDING_STOPPED")
    assert "50000 records behind" in hanging["msg"]
    assert "status: failed_over" in hanging["msg"]
    mirrors.done("updated", status="failed_over")
    assert mirrors.phase() == "STOPPED"
    mirrors.done("unchanged", status="promoted")


def test_who_does_not_wait_leaves_it_to_a_later_run(mirrors: Mirrors) -> None:
    mirrors.done("created")
    mirrors.sandbox.settings(mirror_transition=30)
    started = mirrors.run(status="failed_over", wait=False)
    assert (started["failed"], started["mirror_topic"]["phase"]) == (False, "PENDING_STOPPED")
    assert "status: failed_over" in started["next_step"]
    later = mirrors.run(status="promoted")
    assert (later["operation"], later["mirror_topic"]["phase"]) == ("unchanged", "STOPPED")
    assert (later["wait"]["seconds"] > 0, mirrors.phase()) == (True, "STOPPED")


def test_offsets_that_the_link_copies_are_warned_of(sandbox: Any) -> None:
    mirrors = Mirrors(sandbox)
    every = {"groupFilters": [{"name": "*", "patternType": "LITERAL", "filterType": "INCLUDE"}]}
    mirrors.link(**{"consumer.offset.sync.enable": True, "consumer.offset.group.filters": every})
    mirrors.done("created")
    for check in (True, False):
        assert "copies offsets of consumer groups" in str(mirrors.run(check, status="promoted")["warnings"])


# ---- what the service says of one, and what gets lost


def test_an_error_inside_a_good_answer_is_one(mirrors: Mirrors) -> None:
    mirrors.done("created")
    refusal = {"mirror_topic_name": NAME, "error_code": 400, "error_message": "no"}
    body = {"kind": "KafkaPromoteMirror", "metadata": {}, "data": [refusal]}
    mirrors.sandbox.fault(method="POST", path="/mirrors:pause$", status=200, body=body, times=1)
    result = mirrors.run(status="paused")
    assert (result["failed"], result["changed"]) == (True, False)
    assert "no" in result["error"]["detail"]
    silent = {**body, "data": []}
    mirrors.sandbox.fault(method="POST", path="/mirrors:pause$", status=200, body=silent, times=1)
    assert "without a word on mirror topic orders.created" in mirrors.run(status="paused")["msg"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_verb_without_an_answer_is_looked_for_before_it_is_sent_again(moment: str, mirrors: Mirrors) -> None:
    mirrors.done("created")
    mirrors.sandbox.fault(method="POST", path="/mirrors:promote$", reset=moment, times=1)
    result = mirrors.run(status="promoted")
    assert (result["failed"], result["operation"], mirrors.phase()) == (False, "updated", "STOPPED"), result
    calls = [call for call in mirrors.calls() if "mirrors:promote" in call]
    assert len(calls) == (2 if moment == "before" else 1)


def test_somebody_else_was_quicker(mirrors: Mirrors) -> None:
    mirrors.done("created")
    mirrors.sandbox.fault(method="POST", path="/mirrors:failover$", apply=True, status=503, times=1)
    result = mirrors.run(status="failed_over")
    assert (result["failed"], mirrors.phase()) == (False, "STOPPED"), result


# ---- the other side, and back


def test_failed_over_and_back_again(sandbox: Any) -> None:
    """The first cluster's topic becomes a mirror of the second one's, and then both change their parts."""
    mirrors = Mirrors(sandbox)
    far = mirrors.far()
    sandbox.settings(mirror_transition=5)
    mirrors.done("created")
    mirrors.done("updated", status="failed_over")
    mirrors.refused("there is a topic of this name", **far)
    restored = mirrors.done("created", **far, truncate_and_restore=True)
    assert mirrors.asked() == ["mirrors:truncate-and-restore"]
    assert restored["mirror_topic"]["phase"] == "ACTIVE"
    mirrors.done("unchanged", **far, truncate_and_restore=True)
    mirrors.done("updated", **far, status="reversed_paused")
    assert mirrors.asked() == ["mirrors:reverse-and-pause-mirror"]
    assert mirrors.phase(cluster=mirrors.there) == "STOPPED"
    sandbox.advance(60)
    mirrors.done("unchanged", status="paused")
    mirrors.done("updated", status="failed_over")
    mirrors.refused("is final", "truncate_and_restore: true", **far, status="active")
    sandbox.seed("mirror_topics", {"cluster": mirrors.there, "link": LINK, "names": [NAME], "ahead": 12})
    for check, words in ((True, "12 records that only this side has would be cut off"), (False, "are cut off")):
        assert words in str(mirrors.run(check, **far, truncate_and_restore=True)["warnings"])


def test_only_bidirectional_links_can_be_reversed(mirrors: Mirrors) -> None:
    mirrors.done("created")
    mirrors.refused("is for links with mode BIDIRECTIONAL, and from-orders has DESTINATION", status="reversed")


# ---- deletion


def test_deletion_says_what_becomes_of_the_records(mirrors: Mirrors) -> None:
    mirrors.done("created")
    deleted = mirrors.done("deleted", state="absent")
    assert "deleted in lkc-" in deleted["warnings"][0]
    assert "with all its records" in deleted["warnings"][0]
    assert mirrors.phase() is None
    mirrors.done("unchanged", state="absent")


def test_what_was_promoted_is_never_deleted_unasked(mirrors: Mirrors) -> None:
    """Terraform's provider destroys it when the mirror is no longer in the code."""
    mirrors.done("created")
    mirrors.done("updated", status="promoted")
    kept = mirrors.done("unchanged", state="absent")
    assert "It stays, with its records" in kept["warnings"][0]
    assert mirrors.phase() == "STOPPED"
    mirrors.done("deleted", state="absent", delete_topic=True)
    assert mirrors.phase() is None


def test_a_404_while_a_promotion_is_waited_for_is_looked_into(mirrors: Mirrors) -> None:
    mirrors.done("created")
    mirrors.sandbox.settings(mirror_transition=10)
    body = {"error_code": 404, "message": "HTTP 404 Not Found"}
    mirrors.sandbox.fault(method="GET", path=f"/mirrors/{NAME}$", nth=2, times=1, status=404, body=body)
    assert mirrors.run(status="promoted")["mirror_topic"]["phase"] == "STOPPED"


@pytest.mark.parametrize("look", [1, 2], ids=["first look", "look before the deletion"])
def test_a_404_that_the_list_does_not_confirm_is_not_believed(look: int, mirrors: Mirrors) -> None:
    mirrors.done("created")
    body = {"error_code": 404, "message": "HTTP 404 Not Found"}
    mirrors.sandbox.fault(method="GET", path=f"/mirrors/{NAME}$", nth=look, times=1, status=404, body=body)
    assert mirrors.run(state="absent")["operation"] == "deleted"
    assert mirrors.phase() is None


def test_what_is_about_to_be_promoted_is_not_deleted(mirrors: Mirrors) -> None:
    mirrors.done("created")
    mirrors.be("PENDING_STOPPED", lag=3)
    mirrors.refused("about to become an ordinary topic", state="absent")
    mirrors.done("deleted", state="absent", delete_topic=True)


def test_what_is_promoted_while_it_is_deleted_stays(mirrors: Mirrors) -> None:
    mirrors.done("created")
    stopped = mirrors.info(link=LINK, name=NAME)[0]
    body = {"mirror_topic_name": NAME, "source_topic_name": NAME, "link_name": LINK, "mirror_status": "STOPPED"}
    assert stopped["phase"] == "ACTIVE"
    mirrors.sandbox.fault(method="GET", path=f"/mirrors/{NAME}$", nth=2, times=1, status=200, body=body)
    result = mirrors.run(state="absent")
    assert result["failed"]
    assert "so it was not deleted" in result["msg"]
    assert mirrors.sandbox.writes() == []


# ---- many


def test_many_are_read_by_one_list_and_asked_for_in_one_request(mirrors: Mirrors, run_module: Any) -> None:
    """1,000 mirror topics: API_MAP E.1."""
    names = [f"many.{number}" for number in range(1000)]
    mirrors.be("ACTIVE", *names)
    items = [{"name": name} for name in names]
    again = mirrors.many(run_module, items, defaults={"status": "active"})
    assert not again["failed"], again["msg"]
    assert not again["changed"]
    assert [call for call in mirrors.calls() if "/links" in call] == [
        f"GET /links/{LINK}/configs",
        f"GET /links/{LINK}/mirrors",
    ]
    assert len(mirrors.info()) == 1000
    assert [call for call in mirrors.calls() if "/links" in call] == ["GET /links/-/mirrors"]
    paused = mirrors.many(run_module, items[:250], defaults={"status": "paused"})
    assert paused["counts"]["updated"] == 250
    calls = [call for call in mirrors.calls() if "/links" in call]
    assert calls.count(f"POST /links/{LINK}/mirrors:pause") == 3 + 3  # each judged, then made
    assert len(calls) <= 6 + 5, "they are waited for by one list"


def test_many_are_made_and_deleted_with_lists_beside_the_writes(mirrors: Mirrors, run_module: Any) -> None:
    names = [f"new.{number}" for number in range(10)]
    for name in names:
        mirrors.sandbox.seed("topics", {"cluster": mirrors.there, "name": name})
    items = [{"name": name} for name in names]
    for more in ({}, {"state": "absent"}, {"wait": False}, {"state": "absent", "wait": False}):
        result = mirrors.many(run_module, items, defaults=more)
        assert (result["failed"], result["counts"]["unchanged"]) == (False, 0), result["msg"]
        writes = mirrors.sandbox.writes()
        assert len(writes) == 10
        reads = [call for call in mirrors.calls() if call.startswith("GET /")]
        assert len(reads) <= 6, reads
        if not more.get("state"):
            assert {one["mirror_topic"]["partitions"] for one in result["mirror_topics"]} == {6}


def test_of_ten_one_hangs(mirrors: Mirrors, run_module: Any) -> None:
    names = [f"ten.{number}" for number in range(10)]
    mirrors.be("ACTIVE", *names)
    mirrors.be("ACTIVE", names[3], lag=9)
    items = [{"name": name} for name in names]
    result = mirrors.many(run_module, items, defaults={"status": "promoted", "wait_timeout": 1}, on_error="continue")
    assert result["failed"]
    assert "ten.3" in result["msg"]
    assert "ten.4" not in result["msg"]
    assert [mirrors.phase(name) for name in names].count("STOPPED") == 9


def test_of_several_verbs_each_is_one_request_and_one_refusal_leaves_all_undone(
    mirrors: Mirrors, run_module: Any
) -> None:
    mirrors.be("ACTIVE", "a", "b", "c")
    mirrors.be("FAILED", "d", "e")
    items = [{"name": name, "status": "paused"} for name in "ab"] + [{"name": "c", "status": "promoted"}]
    worse = [*items, {"name": "d", "status": "promoted"}, {"name": "e", "status": "promoted"}]
    for check in (True, False):
        refused = mirrors.many(run_module, worse, check)
        assert refused["failed"]
        assert "mirror topic d" in refused["msg"]
        assert "mirror topic e" in refused["msg"]
        assert mirrors.sandbox.writes() == []
    done = mirrors.many(run_module, items)
    assert done["counts"]["updated"] == 3, done["msg"]
    assert sorted(mirrors.asked()) == ["mirrors:pause", "mirrors:promote"]


def test_what_the_service_refuses_of_one_is_that_ones_own_failure(mirrors: Mirrors, run_module: Any) -> None:
    """Somebody else fails one over after all were judged: the request for both has an error for one of them."""
    mirrors.be("ACTIVE", "a", "b")
    path = f"/_kafka/{mirrors.here}/kafka/v3/clusters/{mirrors.here}/links/{LINK}/mirrors:failover"
    somebody = {"method": "POST", "path": path, "body": {"mirror_topic_names": ["b"]}}
    key = {"key": mirrors.key["kafka_api_key"], "secret": mirrors.key["kafka_api_secret"]}
    mirrors.sandbox.fault(method="POST", path="/mirrors:pause$", nth=2, times=1, change=[{**somebody, **key}])
    result = mirrors.many(run_module, [{"name": name, "status": "paused"} for name in "ab"], on_error="continue")
    assert result["failed"]
    assert (result["counts"]["updated"], result["counts"]["failed"]) == (1, 1)
    assert "mirror topic b" in result["msg"]
    assert "changed by somebody else" in result["msg"]
    assert (mirrors.phase("a"), mirrors.phase("b")) == ("PAUSED", "STOPPED")


def test_a_purge_spares_what_was_promoted(mirrors: Mirrors, run_module: Any) -> None:
    mirrors.be("ACTIVE", "old.a", "old.b", "kept")
    mirrors.be("STOPPED", "old.b")
    result = mirrors.many(run_module, [{"name": "kept"}], purge={"name_prefix": "old."})
    assert result["counts"]["deleted"] == 1, result
    assert "was promoted" in str(result["purge"]["spared"])
    assert (mirrors.phase("old.a"), mirrors.phase("old.b")) == (None, "STOPPED")
    mirrors.be("PENDING_STOPPED", "old.b", lag=5)
    result = mirrors.many(run_module, [{"name": "kept"}], purge={"name_prefix": "old."})
    assert (result["failed"], result["counts"]["deleted"]) == (False, 0), result
    assert "about to become an ordinary topic" in str(result["purge"]["spared"])
    mirrors.be("STOPPED", "old.b")
    mirrors.be("ACTIVE", "old.c", *(f"kept.{number}" for number in range(6)))
    kept = [{"name": f"kept.{number}"} for number in range(6)]
    many = mirrors.many(run_module, kept, purge={"name_prefix": "old."}, defaults={"status": "paused"})
    assert (many["counts"]["deleted"], many["counts"]["updated"]) == (1, 6), many
    singly = [call for call in mirrors.calls() if "/mirrors/" in call]
    assert len(singly) <= 1, "what is one of many is not waited for by itself"


# ---- the twin


def test_the_twin_lists_those_of_all_links_by_one_request(mirrors: Mirrors) -> None:
    mirrors.be("ACTIVE", "a", lag=7)
    mirrors.be("FAILED", "b", errors=[{"error_code": "X", "error_message": "why"}])
    assert {item["name"]: item["phase"] for item in mirrors.info()} == {"a": "ACTIVE", "b": "FAILED"}
    assert len([call for call in mirrors.calls() if "/links" in call]) == 1
    [failed] = mirrors.info(phase="FAILED")
    assert failed["name"] == "b"
    [one] = mirrors.info(link=LINK, name="a")
    assert (one["lag"], one["max_lag"], one["status"], one["link"]) == (7, 7, "active", LINK)
    assert mirrors.info(link=LINK, name="b")[0]["errors"] == [{"error_code": "X", "error_message": "why"}]
    assert mirrors.info(link=LINK, name="none") == []
    with pytest.raises(Exception, match="there is no cluster link"):
        mirrors.info(link="from-order")


def test_a_read_that_is_refused_in_the_middle_of_a_change_is_not_sent_again(mirrors: Mirrors, run_module: Any) -> None:
    mirrors.be("ACTIVE", "a", "b")
    mirrors.sandbox.fault(method="GET", path="/mirrors/a$", nth=2, times=1, status=422, body={"message": "no"})
    result = mirrors.many(run_module, [{"name": name, "state": "absent"} for name in "ab"], on_error="continue")
    assert result["failed"]
    assert "422" in result["msg"]
    assert len([call for call in mirrors.calls() if call.endswith("/mirrors/a")]) == 2
    assert (mirrors.phase("a"), mirrors.phase("b")) == ("ACTIVE", None)
