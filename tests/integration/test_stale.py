# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an item of a loop makes of what earlier items have read, when somebody else changes things in between.

The functions of the modules are called as the action plugin does, one item after the other, with what a loop keeps.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.direct import _parameters
from tests.support.estate import Estate, api_key, build

TOPIC = {"config": {"retention.ms": "1d"}}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


class Items:
    """The items of one loop over a kind's module. `warnings`: of the last one."""

    def __init__(self, estate: Estate, kind: Any) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils._engine.loop import Loop

        self.kind, self.loop = kind, Loop()
        self.env = {**estate.sandbox.env, **estate.env}
        self.warnings: list[str] = []
        self.cloud: Any = None

    def __call__(self, check: bool = False, **arguments: Any) -> dict[str, Any]:
        """The result of the next item, with `failed`."""
        from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import Task, manage, opened

        options = _parameters(self.kind, arguments, self.env, self.kind.argument_fields())
        self.warnings = []
        opening = self.loop.opening("this", "here", opened)

        def taken(options: Any, read_only: bool) -> Any:
            self.cloud = opening(options, read_only)
            return self.cloud

        task = Task(check, False, lambda words: None, self.warnings.append, opened=taken, closed=lambda cloud: None)
        report = manage(self.kind, options, task)
        return {**report.fields, "failed": report.failed}


@pytest.fixture
def topics(estate: Estate) -> Items:
    """A loop that has seen five topics, `t.0` to `t.4`, and read all at once."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.kind import Topic

    for number in range(5):
        estate.kafka("POST", "/topics", {"topic_name": f"t.{number}", "partitions_count": 2})
    items = Items(estate, Topic)
    for number in range(5):
        assert items(name=f"t.{number}")["operation"] == "unchanged"
    estate.sandbox.clear_journal()
    return items


def test_nothing_is_read_while_nothing_happens(topics: Items) -> None:
    assert topics(name="t.4")["api"]["calls"] == 0


@pytest.mark.parametrize(
    ("path", "method", "body", "stated", "operation"),
    [
        ("/topics/t.4", "DELETE", None, {"name": "t.4", "partitions": 3}, "created"),
        ("/topics/t.4", "DELETE", None, {"name": "t.4", "state": "absent"}, "deleted"),
        ("/topics/t.4", "PATCH", {"partitions_count": 5}, {"name": "t.4", "partitions": 5}, "unchanged"),
        ("/topics", "POST", {"topic_name": "new", "partitions_count": 2}, {"name": "new"}, "unchanged"),
        ("/topics", "POST", {"topic_name": "new", "partitions_count": 2}, {"name": "new", "partitions": 4}, "updated"),
    ],
)
def test_a_refused_write_is_decided_anew(
    path: str, method: str, body: Any, stated: dict[str, Any], operation: str, topics: Items, estate: Estate
) -> None:
    estate.kafka(method, path, body)
    result = topics(**stated)
    assert not result["failed"], result
    assert result["operation"] == operation
    assert topics(**stated)["operation"] == "unchanged"


def test_what_is_refused_by_what_was_read_is_decided_anew(topics: Items, estate: Estate) -> None:
    """Here "partitions cannot get fewer", by a list in which the topic had more."""
    estate.kafka("DELETE", "/topics/t.4")
    estate.kafka("POST", "/topics", {"topic_name": "t.4", "partitions_count": 1})
    assert topics(name="t.4", partitions=1)["operation"] == "unchanged"


def test_a_failure_that_stays_is_told_once(topics: Items, estate: Estate) -> None:
    result = topics(name="t.4", partitions=1)
    assert result["failed"]
    assert result["problems"] == [
        "topic t.4 has 2 partitions and cannot get fewer (1): Kafka only adds partitions. Fewer means a new topic and "
        "moving the data"
    ]
    assert "changed" not in result
    calls = len(estate.sandbox.journal())
    assert calls == result["api"]["calls"] == 3, "environment, cluster, the topic"


@pytest.mark.parametrize("check", [False, True])
def test_a_scope_that_was_made_meanwhile_is_found(check: bool, topics: Items, estate: Estate) -> None:
    """No failure in the first place, so that check mode, and what is to be absent, get no wrong warning either."""
    spec = {"availability": "LOW", "cloud": "AWS", "region": "eu-central-1", "config": {"kind": "Basic"}}
    spec |= {"display_name": "late", "environment": {"id": estate.environment}}
    assert not topics(name="t.0", check=check)["failed"], "now the clusters are known"
    estate.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    result = topics(name="t", cluster="late", check=check, state="absent")
    assert "Taken as absent already" not in "".join(topics.warnings)
    assert result["failed"], "the key of another cluster does not work there"
    assert result["error"]["status"] == 401


def test_what_is_kept_too_long_is_read_again(topics: Items, estate: Estate) -> None:
    """The clock of what is known is put forward; what was read then counts no longer."""
    estate.kafka("DELETE", "/topics/t.4")
    assert topics(name="t.4")["operation"] == "unchanged", "this is what sharing means"
    clock = topics.cloud.known._clock
    topics.cloud.known._clock = lambda: clock() + 61
    result = topics(name="t.4")
    assert result["operation"] == "created"
    paths = [entry["path"] for entry in estate.sandbox.journal(method="GET")]
    assert paths[:2] == ["/org/v2/environments", "/cmk/v2/clusters"]
    assert paths[2].endswith("/topics"), "all topics at once, for it is still the same loop"


def test_a_key_file_that_is_replaced_counts(estate: Estate, tmp_path: Path) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.kind import Topic

    items, file = Items(estate, Topic), tmp_path / "key.json"
    good = {n: items.env.pop(f"CONFLUENT_KAFKA_{n.upper()}") for n in ("api_key", "api_secret")}

    def put(**pair: str) -> None:
        (tmp_path / "new").write_text(json.dumps(pair), encoding="utf-8")
        (tmp_path / "new").chmod(0o600)
        (tmp_path / "new").replace(file)

    put(**good)
    assert not items(name="orders.created", kafka_key_file=str(file))["failed"]
    put(**{**good, "api_secret": "wrong"})
    assert items(name="orders.created", kafka_key_file=str(file))["error"]["status"] == 401
    put(**good)
    assert not items(name="orders.created", kafka_key_file=str(file))["failed"]


@pytest.mark.parametrize("unlike", ["credential", "mode", "option"])
def test_what_an_item_with_another_connection_wrote_is_seen(unlike: str, topics: Items, estate: Estate) -> None:
    """Such items share nothing, but they are of one loop: what one of them deletes is gone for the others."""
    resource = {"id": estate.cluster, "kind": "Cluster", "api_version": "cmk/v2"}
    key, secret = api_key(estate.sandbox, estate.administrator, resource, "another")
    writing: dict[str, dict[str, Any]] = {
        "credential": {"kafka_api_key": key, "kafka_api_secret": secret},
        "mode": {},
        "option": {"retry_timeout": 77},
    }
    reading = {"check": unlike == "mode"}
    for number in range(5):
        assert topics(name=f"t.{number}", **reading)["operation"] == "unchanged"
    assert topics(name="t.4", state="absent", **writing[unlike])["operation"] == "deleted"
    assert topics(name="t.4", **reading)["operation"] == "created"


def test_a_list_that_could_not_be_read_is_no_empty_list(estate: Estate) -> None:
    """The ACLs of a principal that the list of all does not name are asked for; and again where that has failed."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.acls.kind import Acl

    items, acl = Items(estate, Acl), {"resource_type": "TOPIC", "resource_name": "x", "operation": "READ"}
    for number in range(4):
        assert not items(principal=f"User:u-{number}", **acl)["failed"]
    rest = {"pattern_type": "LITERAL", "permission": "ALLOW", "host": "*"}
    estate.kafka("POST", "/acls", {**acl, **rest, "principal": "User:u-late"})
    estate.sandbox.fault(method="GET", path="/acls$", times=1, status=501)
    assert items(principal="User:u-late", state="absent", **acl)["failed"]
    assert items(principal="User:u-late", state="absent", **acl)["operation"] == "deleted"


def test_grants_get_their_time_from_the_start_of_the_item(topics: Items) -> None:
    """`propagation_timeout` is not used up by the items before."""
    clock = topics.cloud.transport.clock
    topics.cloud.transport.clock = lambda: clock() + 1000
    topics.cloud.transport.propagation_timeout = 30.0
    assert not topics.cloud.transport.denial_may_pass()
    topics(name="t.0")
    assert topics.cloud.transport.denial_may_pass()


# ---- when it is decided anew


class Work:
    """Stands for a module's work: fails at the first tries, and counts them."""

    def __init__(self, errors: list[Exception], writes: int = 0) -> None:
        self.errors, self.writes, self.tries = errors, writes, 0

    def __call__(self, kind: Any) -> dict[str, Any]:
        kind.cloud.known.once("a list", (), list)
        kind.cloud.transport.statistics.count(attempts=self.writes, writes=self.writes)
        kind.cloud.warn(f"try {self.tries}")
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)
        return {"changed": False}


def _api_error(status: int | None, **more: Any) -> Exception:
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError

    return ApiError(plane="kafka", method="GET", host="h", path="/", status=status, detail="no", **more)


def _refused(name: str) -> Exception:
    from ansible_collections.streamops.confluent.plugins.module_utils import _errors

    error: Exception = getattr(_errors, name)(*{"NotFound": ("topic", "t")}.get(name, ("no",)))
    return error


def _run(work: Work, items: int, estate: Estate) -> tuple[Any, list[str]]:
    """The report of the last of so many items of a loop; only this one does the work. And its warnings."""
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.loop import Loop
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import Task, opened, reported
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.kind import Topic

    loop, options = Loop(), _parameters(Topic, {"name": "t"}, estate.sandbox.env, Topic.argument_fields())
    for number in range(1, items + 1):
        warnings: list[str] = []
        task = Task(False, False, lambda words: None, warnings.append, opened=loop.opening("", "", opened))
        one = work if number == items else Work([])
        report = reported(Topic, options, task, False, one, lambda kind: {})
    return report, warnings


DECIDED_ANEW: list[Callable[[], Exception]] = [
    *(lambda status=status: _api_error(status) for status in (400, 403, 404, 409, 422)),
    *(lambda name=name: _refused(name) for name in ("NotFound", "Refused")),
]
FINAL: list[Callable[[], Exception]] = [
    *(lambda status=status: _api_error(status) for status in (None, 401, 402, 429, 500, 503)),
    *(lambda name=name: _refused(name) for name in ("NoCredential", "NoKeyFile", "WaitFailed", "ConfluentError")),
    lambda: _api_error(409, attempts=2),
]


@pytest.mark.parametrize("error", DECIDED_ANEW, ids=lambda error: repr(error())[:40])
def test_what_a_stale_look_explains_is_decided_anew(error: Callable[[], Exception], estate: Estate) -> None:
    work = Work([error()])
    report, warnings = _run(work, 2, estate)
    assert (work.tries, report.failed, warnings) == (2, False, ["try 1"]), "what the discarded try said is not shown"
    work = Work([error(), error()])
    report, warnings = _run(work, 2, estate)
    assert (work.tries, report.failed, warnings) == (2, True, ["try 1"]), "decided anew once, not more"


@pytest.mark.parametrize("error", FINAL, ids=lambda error: repr(error())[:40])
def test_other_failures_are_final(error: Callable[[], Exception], estate: Estate) -> None:
    work = Work([error()])
    report, warnings = _run(work, 2, estate)
    assert (work.tries, report.failed, warnings) == (1, True, ["try 0"])


def test_nothing_is_decided_anew_that_did_not_rely_on_earlier_items(estate: Estate) -> None:
    work = Work([_refused("NotFound")])
    report, _warnings = _run(work, 1, estate)
    assert (work.tries, report.failed) == (1, True)


def test_nothing_is_decided_anew_after_a_write(estate: Estate) -> None:
    work = Work([_refused("NotFound")], writes=1)
    report, _warnings = _run(work, 2, estate)
    assert (work.tries, report.failed) == (1, True)


def test_wrong_arguments_are_refused_once(topics: Items, estate: Estate) -> None:
    result = topics(name="t 4")
    assert result["failed"]
    assert result["api"]["calls"] == 0
    assert estate.sandbox.journal() == []
