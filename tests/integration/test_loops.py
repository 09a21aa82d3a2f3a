# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the items of one loop share in process, and that nobody can tell by the results.

Playbooks run both ways (`ways` of test_in_process): the items of a loop in one worker that shares, and as processes of
their own that cannot. Requests and connections are counted by the sandbox.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kinds import CASES
from tests.support.estate import Estate, api_key, build
from tests.support.rows import Case

from .test_in_process import Ways, task

# Seven seconds each, most of them for the ordinary modules: of every way of reading one, and all with ``make chaos``.
READ_DIFFERENTLY = ("secrets that the service makes", "by name on a data plane", "versions")
MADE = [case for case in CASES if not case.brought]  # what is removed can be made again
SEEN = [case for case in MADE if os.environ.get("STREAMOPS_CHAOS") == "full" or case.stands_for in READ_DIFFERENTLY]
KAFKA_KEY = ("CONFLUENT_KAFKA_API_KEY", "CONFLUENT_KAFKA_API_SECRET")


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def ways(sandbox: Any, playbook: Callable[..., Any]) -> Ways:
    return Ways(sandbox, playbook)


def loop_of(module: str, items: list[dict[str, Any]], **keywords: Any) -> dict[str, Any]:
    """A loop over these arguments."""
    names = dict.fromkeys(name for item in items for name in item)
    arguments = {name: f"{{{{ item['{name}'] | default(omit) }}}}" for name in names}
    return task("loop", module, arguments, loop=items, **keywords)


def items_of(run: Any, *names: str) -> list[Any]:
    """One value of each item's result, or several as a tuple."""
    found = [tuple(entry["result"].get(name) for name in names) for entry in run.result.items]
    return [one[0] for one in found] if len(names) == 1 else found


# ---- an item sees what the items before it did


@pytest.mark.parametrize("case", SEEN, ids=lambda case: case.kind)
def test_an_item_sees_what_earlier_ones_did(case: Case, ways: Ways, tmp_path: Path) -> None:
    present = dict(case.arguments)
    absent = {**present, **case.removal, "state": "absent"}
    changed = {**present, **(case.change or {})}
    items = [present, present, changed, absent, absent, present, present, absent]
    inside, _ordinary = ways.both([loop_of(case.module, items)], row=case, tmp=tmp_path, coverage=False)
    assert inside.sent == []
    update = case.change is not None
    assert items_of(inside, "changed") == [True, False, update, True, False, True, False, True]


def test_items_of_plural_modules_too(ways: Ways) -> None:
    """A purge counts what earlier items made, and what they removed no longer."""
    made = [{"name": f"tmp.{n}", "config": {"retention.ms": "1d"}} for n in range(5)]
    purge = {"name_prefix": "tmp."}
    items = [
        {"topics": made},
        {"topics": [*made, {"name": "tmp.later"}]},
        {"topics": made[:4], "purge": purge},
        {"topics": made[:4], "purge": purge},
    ]
    inside, _ordinary = ways.both([loop_of("confluent_topics", items)])
    assert [counts["deleted"] for counts in items_of(inside, "counts")] == [0, 0, 2, 0]


def test_modes_and_environments_of_items(ways: Ways) -> None:
    topic = {"name": "looped", "partitions": 2}
    checked = [{**topic, "check": True}, {**topic, "check": False}, {**topic, "state": "absent", "check": True}, topic]
    arguments = {name: f"{{{{ item['{name}'] | default(omit) }}}}" for name in ("name", "partitions", "state")}
    check = task("check", "confluent_topic", arguments, loop=checked, check_mode="{{ item.check | default(false) }}")
    places = [{"CONFLUENT_ENVIRONMENT": name} for name in ("dev", "nowhere", "dev")]
    fed = task("fed", "confluent_topic", {"name": "looped"}, loop=places, environment="{{ item }}")
    # The one that deletes runs as a process of its own, after all topics were read at once.
    steps = [{"way": "true"}] * 3 + [{"way": "false", "state": "absent"}, {"way": "true"}]
    arguments = {"name": "orders.created", "state": "{{ item.state | default(omit) }}"}
    apart = {"CONFLUENT_IN_PROCESS": "{{ item.way }}"}
    outside = task("outside", "confluent_topic", arguments, loop=steps, environment=apart)
    inside, _ordinary = ways.both([check, fed, outside])
    assert inside.sent == ["confluent_topic"]
    assert [entry["result"].get("changed") for entry in inside.result.items] == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert [entry["status"] for entry in inside.result.items][4:7] == ["ok", "failed", "ok"]


def test_credentials_of_items(ways: Ways, tmp_path: Path) -> None:
    """Each item's requests carry its own key; a good one does not help the next."""

    def keys(estate: Estate) -> None:
        good = {"api_key": estate.env[KAFKA_KEY[0]], "api_secret": estate.env[KAFKA_KEY[1]]}
        for name, pair in (("good", good), ("bad", {**good, "api_secret": "wrong"})):
            (tmp_path / name).write_text(json.dumps(pair), encoding="utf-8")
            (tmp_path / name).chmod(0o600)

    files = [{"name": "orders.created", "kafka_key_file": str(tmp_path / n)} for n in ("good", "bad", "good", "none")]
    inside, _ordinary = ways.both([loop_of("confluent_topic", files)], prepare=keys, env=dict.fromkeys(KAFKA_KEY, ""))
    assert [entry["status"] for entry in inside.result.items] == ["ok", "failed", "ok", "failed"]


def test_every_item_warns_of_a_key_file_that_all_can_read(ways: Ways) -> None:
    """What items share is read once, and said of each."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        path = Path(place) / "key"

        def key(estate: Estate) -> None:
            pair = {"api_key": estate.env[KAFKA_KEY[0]], "api_secret": estate.env[KAFKA_KEY[1]]}
            path.write_text(json.dumps(pair), encoding="utf-8")
            path.chmod(0o644)

        items = [{"name": "orders.created", "kafka_key_file": str(path)}] * 4
        loop = loop_of("confluent_topic", items)
        inside, _ordinary = ways.both([loop], prepare=key, env=dict.fromkeys(KAFKA_KEY, ""))
    warned = [json.dumps(found).count("chmod 600") > 0 for found in items_of(inside, "warnings")]
    assert warned == [True] * 4 or not any(warned), "one warns and another does not"
    assert "chmod 600" in inside.result.output


def test_hosts_and_delegation(ways: Ways, tmp_path: Path) -> None:
    """Hosts side by side, each with a loop and a credential of its own; and a loop over hosts."""
    made: dict[str, str] = {}

    def keys(estate: Estate) -> None:
        resource = {"id": estate.cluster, "kind": "Cluster", "api_version": "cmk/v2"}
        for host in ("host1", "host2"):
            key, secret = api_key(estate.sandbox, estate.administrator, resource, host)
            made[key] = host
            (tmp_path / f"{host}.json").write_text(json.dumps({"api_key": key, "api_secret": secret}))
            (tmp_path / f"{host}.json").chmod(0o600)

    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    inventory = {"all": {"hosts": {"host1": local, "host2": local}}}
    file = f"{tmp_path}/{{{{ inventory_hostname }}}}.json"
    topic = {"name": "of.{{ inventory_hostname }}.{{ item }}", "kafka_key_file": file}
    own = task("own", "confluent_topic", topic, loop=[1, 2, 3, 1])
    env = dict.fromkeys(KAFKA_KEY, "")
    run = ways.once([own], "true", prepare=keys, inventory=inventory, args=["--forks", "2"], env=env)
    journal = ways.sandbox.journal(path="/topics/of.")
    assert {(made[e["credential"]], e["path"].split(".")[1]) for e in journal} == {("host1", "host1"), ("host2",) * 2}
    assert [e["result"]["changed"] for e in run.result.items if e["host"] == "host1"] == [True, True, True, False]
    delegated = task("delegated", "confluent_topic", {"name": "d.{{ item }}"}, loop=["host1", "host2"], run_once=True)
    ways.both([{**delegated, "delegate_to": "{{ item }}"}], inventory=inventory)


# ---- other tasks see nothing of it


def outside(estate: Estate, method: str, path: str, **more: Any) -> dict[str, Any]:
    """A task by which somebody else uses Kafka REST."""
    url = f"{estate.kafka_endpoint}/kafka/v3/clusters/{estate.cluster}{path}"
    key, secret = estate.env[KAFKA_KEY[0]], estate.env[KAFKA_KEY[1]]
    call = {"url": url, "method": method, "url_username": key, "url_password": secret, "force_basic_auth": True}
    return {"name": "outside", "ansible.builtin.uri": {**call, "status_code": [200, 201, 204], **more}}


def test_a_task_reads_anew(estate: Estate, playbook: Callable[..., Any]) -> None:
    """Also when it is the same loop, included once more."""
    loop = loop_of("confluent_topic", [{"name": f"t.{n}", "partitions": 1} for n in range(5)])
    plays = [{"tasks": [loop, outside(estate, "DELETE", "/topics/t.3"), loop]}]
    run = playbook(plays, env=estate.env).check()
    assert [entry["result"]["changed"] for entry in run.items] == [True] * 5 + [False, False, False, True, False]


def test_included_tasks_read_anew(estate: Estate, playbook: Callable[..., Any], tmp_path: Path) -> None:
    """Each of them is a task, though a loop includes them."""
    topic = task("one", "confluent_topic", {"name": "included", "partitions": 1})
    (tmp_path / "steps.yml").write_text(json.dumps([topic, outside(estate, "DELETE", "/topics/included")]))
    include = {"name": "again", "ansible.builtin.include_tasks": str(tmp_path / "steps.yml"), "loop": [1, 2, 3, 4]}
    run = playbook([{"tasks": [include]}], env=estate.env).check()
    assert [entry["result"]["changed"] for entry in run.tasks if entry["task"] == "one"] == [True] * 4


def test_what_is_tried_again_reads_anew(estate: Estate, playbook: Callable[..., Any]) -> None:
    """`until` waits for what somebody else does, here at the tenth request; in a loop too."""
    somebody = {"method": "POST", "path": "/org/v2/environments", "body": {"display_name": "late"}}
    estate.sandbox.fault(path="^/org/v2/environments", nth=3, change=[somebody])
    late = {"name": "late", "stream_governance_package": "ESSENTIALS"}
    waiting = task("wait", "confluent_environment_info", {"name": "{{ item.name }}"}, loop=[late])
    waiting |= {"register": "found", "until": "found.environments | length > 0", "retries": 4, "delay": 0}
    run = playbook([{"tasks": [waiting]}], env=estate.env).check()
    assert [entry["result"]["attempts"] for entry in run.items] == [3]


def test_reading_modules_tell_what_is_now(estate: Estate, playbook: Callable[..., Any]) -> None:
    """An item that reads must not get what an earlier one has read: the user may be watching."""
    somebody = {"method": "POST", "path": "/org/v2/environments", "body": {"display_name": "late"}}
    estate.sandbox.fault(path="^/org/v2/environments", nth=3, change=[somebody])
    run = playbook([{"tasks": [task("watch", "confluent_environment_info", loop=[1, 2, 3, 4])]}], env=estate.env)
    assert [len(entry["result"]["environments"]) for entry in run.items] == [1, 1, 2, 2]


# ---- what it costs


def topics(estate: Estate, count: int, **options: Any) -> list[dict[str, Any]]:
    """Items for so many topics, which are there already."""
    given = {"cluster": estate.cluster, "prefix": "t-", "count": count, "configs": {"retention.ms": "86400000"}}
    estate.sandbox.seed("topics", given)
    return [{"name": f"t-{number:05}", **options} for number in range(count)]


def unchanged(run: Any, count: int) -> None:
    run.check()
    assert [entry["result"]["changed"] for entry in run.items] == [False] * count


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        # The environment and the cluster; two topics by themselves; all topics at once.
        ({}, 5),
        # The same, with the settings of two topics; of three more by themselves; and of all at once.
        ({"config": {"retention.ms": "1d"}}, 11),
    ],
)
def test_requests_of_a_loop_over_topics(
    config: dict[str, Any], expected: int, estate: Estate, playbook: Callable[..., Any]
) -> None:
    count = 20
    items = topics(estate, count, **config)
    estate.sandbox.clear_journal()
    estate.sandbox.admin("DELETE", "usage")
    run = playbook([{"tasks": [loop_of("confluent_topic", items)]}], env=estate.env)
    connections = estate.sandbox.admin("GET", "usage")["connections"]
    unchanged(run, count)
    journal = estate.sandbox.journal()
    assert len(journal) == expected, [entry["path"] for entry in journal]
    assert sum(entry["result"]["api"]["calls"] for entry in run.items) == expected
    assert run.items[-1]["result"]["api"] == {"calls": 0, "retries": 0, "throttled_seconds": 0.0}
    assert connections == 1


def test_requests_of_a_loop_over_a_hundred_topics(estate: Estate, playbook: Callable[..., Any]) -> None:
    items = topics(estate, 100, config={"retention.ms": "1d"})
    estate.sandbox.clear_journal()
    unchanged(playbook([{"tasks": [loop_of("confluent_topic", items)]}], env=estate.env), 100)
    assert len(estate.sandbox.journal()) < 12


def test_requests_of_a_loop_over_service_accounts(estate: Estate, playbook: Callable[..., Any]) -> None:
    estate.sandbox.seed("service_accounts", {"prefix": "sa", "count": 98})
    listed = estate.sandbox.request("GET", "/iam/v2/service-accounts", page_size=100)["data"]
    items = [{"name": account["display_name"]} for account in listed]
    assert len(items) == 99
    estate.sandbox.clear_journal()
    unchanged(playbook([{"tasks": [loop_of("confluent_service_account", items)]}], env=estate.env), 99)
    assert [entry["path"] for entry in estate.sandbox.journal()] == ["/iam/v2/service-accounts"]


def test_requests_of_a_loop_over_role_bindings(estate: Estate, playbook: Callable[..., Any]) -> None:
    """Looked up once: account, environment, cluster, organization. Then two bindings, and all of the cluster."""
    names = [f"topic{n}" for n in range(8)]
    scope = {"scope": "topic", "environment": "dev", "cluster": "orders"}
    items = [{"principal": "orders-service", "role": "ResourceOwner", "resource_name": n, **scope} for n in names]
    playbook([{"tasks": [loop_of("confluent_role_binding", items)]}], env=estate.env).check()
    estate.sandbox.clear_journal()
    unchanged(playbook([{"tasks": [loop_of("confluent_role_binding", items)]}], env=estate.env), len(items))
    paths = [entry["path"] for entry in estate.sandbox.journal()]
    lookups = ["/iam/v2/service-accounts", "/org/v2/environments", "/cmk/v2/clusters", "/org/v2/organizations"]
    assert sorted(path for path in paths if path in lookups) == sorted(lookups)
    assert set(paths) == {*lookups, "/iam/v2/role-bindings"}
    assert len(paths) <= len(lookups) + 2 + 2


def test_a_loop_exchanges_its_token_once(estate: Estate, playbook: Callable[..., Any]) -> None:
    """And where items carry tokens of their own, once for each: a good one does not help the next."""
    sandbox = estate.sandbox
    for token in ("token-of-one", "token-of-another"):
        sandbox.token(token=token, identity_pool_id="pool-1", principal=estate.administrator)
    items = topics(estate, 6)
    hidden = {name: "" for name in estate.env if "_API_" in name} | {"CONFLUENT_CLOUD_API_KEY": ""}
    hidden |= {"CONFLUENT_CLOUD_API_SECRET": ""}
    pool = {"oauth_identity_pool": "pool-1"}
    same = [{**item, **pool, "oauth_token": "token-of-one"} for item in items]
    tokens = ("token-of-one", "token-of-another", "token-of-nobody")
    mixed = [{**item, **pool, "oauth_token": tokens[n % 3]} for n, item in enumerate(items)]
    for loop, expected in ((same, ["ok"] * 6), (mixed, ["ok", "ok", "failed"] * 2)):
        sandbox.clear_journal()
        run = playbook([{"tasks": [loop_of("confluent_topic", loop)]}], env={**estate.env, **hidden})
        assert [entry["status"] for entry in run.items] == expected, run.output
        asked = sandbox.journal("POST", "/sts/")
        if loop is same:
            assert len(asked) == 1
        else:
            refused = [entry for entry in asked if entry["status"] >= 400]
            assert len(asked) - len(refused) == 2
            assert len(refused) == 2, "a refusal is not kept: the next item may ask again"
        known = {item["name"] for item in items}
        assert known <= set(sandbox.state()["topics"][estate.cluster])
