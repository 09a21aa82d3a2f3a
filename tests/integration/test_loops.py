# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the items of one loop share in process, and that nobody can tell by the results.

The items of a loop, in one worker that shares, are compared with the same tasks one by one, which share nothing (tasks
read anew: below), and with `make chaos` with processes of their own (`ways` of test_in_process), which cannot. Requests
and connections are counted by the sandbox.
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
from tests.support.playbooks import request, restored
from tests.support.rows import Case, set_up
from tests.support.whole import sampled, whole_only

from .test_in_process import Run, Ways, differences, same_form, task, without_counts

# Of every way of reading one, and all with ``make chaos``.
READ_DIFFERENTLY = ("secrets that the service makes", "by name on a data plane", "versions")
MADE = [case for case in CASES if not case.brought]  # what is removed can be made again
SEEN = [case for case in MADE if case.stands_for in READ_DIFFERENTLY]
BOTH_WAYS = sampled("loops of each sort are compared with processes in test_in_process")
KAFKA_KEY = ("CONFLUENT_KAFKA_API_KEY", "CONFLUENT_KAFKA_API_SECRET")


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def ways(sandbox: Any, playbook: Callable[..., Any], whole: bool) -> Ways:
    return Ways(sandbox, playbook, whole)


def loop_of(module: str, items: list[dict[str, Any]], **keywords: Any) -> dict[str, Any]:
    """A loop over these arguments."""
    names = dict.fromkeys(name for item in items for name in item)
    arguments = {name: f"{{{{ item['{name}'] | default(omit) }}}}" for name in names}
    return task("loop", module, arguments, loop=items, **keywords)


def items_of(run: Any, name: str, loop: str = "") -> list[Any]:
    """A value of each item's result, of one loop if there are several."""
    return [entry["result"].get(name) for entry in run.items if not loop or entry["task"] == loop]


def statuses(run: Any, loop: str = "") -> list[str]:
    """How each item ended."""
    return [entry["status"] for entry in run.items if not loop or entry["task"] == loop]


def in_process(ways: Ways, tasks: list[dict[str, Any]], sent: int = 0, **how: Any) -> Run:
    """The run in process, of which so many tasks are to be processes nevertheless. In the whole proof the other one
    too, compared. Elsewhere test_what_a_task_brings (test_in_process) has a loop of each sort both ways.
    """
    run = ways.both(tasks, **how)[0] if ways.whole else ways.once(tasks, "true", **how)
    assert len(run.sent) == sent
    return run


# ---- an item sees what the items before it did


def life_of(case: Case) -> list[dict[str, Any]]:
    """Arguments of runs that make, change and remove an object, and find nothing to do."""
    present = dict(case.arguments)
    absent = {**present, **case.removal, "state": "absent"}
    changed = {**present, **(case.change or {})}
    return [present, present, changed, absent, absent, present, present, absent]


def lived(case: Case, results: list[dict[str, Any]]) -> None:
    """Each saw what the ones before it did."""
    expected = [True, False, case.change is not None, True, False, True, False, True]
    assert [result["changed"] for result in results] == expected, case.kind


def of_item(result: dict[str, Any]) -> dict[str, Any]:
    """The result of an item without what makes it one."""
    return without_counts({name: value for name, value in result.items() if name not in ("item", "ansible_loop_var")})


@pytest.mark.costs(*(case.kind for case in SEEN))
def test_an_item_sees_what_earlier_ones_did(sandbox: Any, playbook: Callable[..., Any], tmp_path: Path) -> None:
    """As the same tasks one by one do, to the letter."""
    estate, plays = Estate(sandbox), []
    for case in SEEN:
        (tmp_path / case.kind).mkdir(mode=0o700)
        ground = set_up(case, sandbox, tmp_path / case.kind, estate=estate)
        items = ground.filled(life_of(case))
        loop, single = loop_of(case.module, items), (task(case.kind, case.module, item) for item in items)
        loop["name"] = f"loop over {case.kind}"
        plays.append({"tasks": [loop, restored(sandbox, "before"), *single]})
    sandbox.snapshot("before")
    run = playbook(plays, env={**estate.env, "CONFLUENT_IN_PROCESS": "true"})
    for case in SEEN:
        items = [of_item(entry["result"]) for entry in run.items if entry["task"] == f"loop over {case.kind}"]
        single = [of_item(entry["result"]) for entry in run.tasks if entry["task"] == case.kind]
        lived(case, items)
        looped, apart = ({"results": told} for told in (items, single))
        assert not differences(same_form(looped, {}), same_form(apart, {}))


@whole_only("loops over a kind of each way of reading stand for all")
@pytest.mark.parametrize("case", MADE, ids=lambda case: case.kind)
def test_an_item_sees_what_a_process_sees(case: Case, ways: Ways, tmp_path: Path) -> None:
    inside, _ordinary = ways.both([loop_of(case.module, life_of(case))], row=case, tmp=tmp_path, coverage=False)
    assert inside.sent == []
    lived(case, [entry["result"] for entry in inside.result.items])


@BOTH_WAYS
def test_modes_and_environments_of_items(ways: Ways) -> None:
    """And plural modules, too: a purge counts what earlier items made, and what they removed no longer."""
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
    made = [{"name": f"tmp.{n}", "config": {"retention.ms": "1d"}} for n in range(5)]
    purge = {"name_prefix": "tmp."}
    items = [
        {"topics": made},
        {"topics": [*made, {"name": "tmp.later"}]},
        {"topics": made[:4], "purge": purge},
        {"topics": made[:4], "purge": purge},
    ]
    many = {**loop_of("confluent_topics", items), "name": "many"}
    run = in_process(ways, [check, fed, outside, many], sent=1).result
    assert statuses(run, "fed") == ["ok", "failed", "ok"]
    assert [bool(changed) for changed in items_of(run, "changed", "check")] == [True] * 3 + [False]
    assert [bool(changed) for changed in items_of(run, "changed", "fed")] == [False] * 3
    assert items_of(run, "changed", "outside") == [False] * 3 + [True, True]
    assert [counts["deleted"] for counts in items_of(run, "counts", "many")] == [0, 0, 2, 0]


@BOTH_WAYS
def test_credentials_of_items(ways: Ways, tmp_path: Path) -> None:
    """Each item's requests carry its own key; a good one does not help the next. And every item warns of a key file
    that all can read: what items share is read once, and said of each.
    """
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        open_to_all = Path(place) / "key"

        def keys(estate: Estate) -> None:
            good = {"api_key": estate.env[KAFKA_KEY[0]], "api_secret": estate.env[KAFKA_KEY[1]]}
            for name, pair in (("good", good), ("bad", {**good, "api_secret": "wrong"})):
                (tmp_path / name).write_text(json.dumps(pair), encoding="utf-8")
                (tmp_path / name).chmod(0o600)
            open_to_all.write_text(json.dumps(good), encoding="utf-8")
            open_to_all.chmod(0o644)

        files = [str(tmp_path / name) for name in ("good", "bad", "good", "none")]
        own = loop_of("confluent_topic", [{"name": "orders.created", "kafka_key_file": file} for file in files])
        same = loop_of("confluent_topic", [{"name": "orders.created", "kafka_key_file": str(open_to_all)}] * 4)
        loops = [{**own, "name": "own"}, {**same, "name": "same"}]
        run = in_process(ways, loops, prepare=keys, env=dict.fromkeys(KAFKA_KEY, "")).result
    assert statuses(run, "own") == ["ok", "failed", "ok", "failed"]
    warned = [json.dumps(found).count("chmod 600") > 0 for found in items_of(run, "warnings", "same")]
    assert warned == [True] * 4 or not any(warned), "one warns and another does not"
    assert "chmod 600" in run.output


@BOTH_WAYS
def test_hosts_and_delegation(ways: Ways, tmp_path: Path) -> None:
    """Hosts side by side, each with a loop and a credential of its own; and a loop over hosts."""
    made: dict[str, str] = {}
    estates: list[Estate] = []

    def keys(estate: Estate) -> None:
        estates.append(estate)
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
    delegated = task("delegated", "confluent_topic", {"name": "d.{{ item }}"}, loop=["host1", "host2"], run_once=True)
    delegated["delegate_to"] = "{{ item }}"
    # With one credential for both.
    delegated["streamops.confluent.confluent_topic"]["kafka_key_file"] = f"{tmp_path}/host1.json"
    how = {"prepare": keys, "inventory": inventory, "args": ["--forks", "2"], "env": env}
    run = in_process(ways, [own, delegated], **how)
    journal = ways.sandbox.journal(path="/topics/of.")
    assert {(made[e["credential"]], e["path"].split(".")[1]) for e in journal} == {("host1", "host1"), ("host2",) * 2}
    changed = [e["result"]["changed"] for e in run.result.items if e["host"] == "host1" and e["task"] == "own"]
    assert changed == [True, True, True, False]
    assert items_of(run.result, "changed", "delegated") == [True, True]
    assert {"d.host1", "d.host2"} <= {*ways.sandbox.state()["topics"][estates[-1].cluster]}


# ---- other tasks see nothing of it


def removing(estate: Estate, topic: str) -> dict[str, Any]:
    """A task by which somebody else removes a topic."""
    url = f"{estate.kafka_endpoint}/kafka/v3/clusters/{estate.cluster}/topics/{topic}"
    return request("outside", "DELETE", url, estate.env[KAFKA_KEY[0]], estate.env[KAFKA_KEY[1]])


def test_a_task_reads_anew(estate: Estate, playbook: Callable[..., Any], tmp_path: Path) -> None:
    """Also when it is the same loop, included once more; and included ones do, though a loop includes them."""
    loop = loop_of("confluent_topic", [{"name": f"t.{n}", "partitions": 1} for n in range(5)])
    topic = task("one", "confluent_topic", {"name": "included", "partitions": 1})
    (tmp_path / "steps.yml").write_text(json.dumps([topic, removing(estate, "included")]))
    include = {"name": "again", "ansible.builtin.include_tasks": str(tmp_path / "steps.yml"), "loop": [1, 2, 3, 4]}
    run = playbook([{"tasks": [loop, removing(estate, "t.3"), loop, include]}], env=estate.env).check()
    removed = [entry["result"]["stdout"].strip() for entry in run.tasks if entry["task"] == "outside"]
    assert removed == ["204"] * 5
    assert items_of(run, "changed", "loop") == [True] * 5 + [False, False, False, True, False]
    assert [entry["result"]["changed"] for entry in run.tasks if entry["task"] == "one"] == [True] * 4


def test_what_is_tried_again_reads_anew(estate: Estate, playbook: Callable[..., Any]) -> None:
    """`until` waits for what somebody else does; in a loop too. Nor must an item that reads get what an earlier one has
    read: the user may be watching.
    """
    watch = task("watch", "confluent_environment_info", loop=[1, 2, 3, 4])
    for nth, name in ((3, "late"), (4 + 3, "later")):
        somebody = {"method": "POST", "path": "/org/v2/environments", "body": {"display_name": name}}
        estate.sandbox.fault(path="^/org/v2/environments", nth=nth, change=[somebody])
    later = {"name": "later", "stream_governance_package": "ESSENTIALS"}
    waiting = task("wait", "confluent_environment_info", {"name": "{{ item.name }}"}, loop=[later])
    waiting |= {"register": "found", "until": "found.environments | length > 0", "retries": 4, "delay": 0}
    run = playbook([{"tasks": [watch, waiting]}], env=estate.env).check()
    assert [len(found) for found in items_of(run, "environments", "watch")] == [1, 1, 2, 2]
    assert items_of(run, "attempts", "wait") == [3]


# ---- what it costs


def topics(estate: Estate, count: int, **options: Any) -> list[dict[str, Any]]:
    """Items for so many topics, which are there already."""
    given = {"cluster": estate.cluster, "prefix": "t-", "count": count, "configs": {"retention.ms": "86400000"}}
    estate.sandbox.seed("topics", given)
    return [{"name": f"t-{number:05}", **options} for number in range(count)]


def test_requests_of_loops(estate: Estate, run_module: Callable[..., Any], playbook: Callable[..., Any]) -> None:
    """Several loops in one run: a request of somebody else to a path that is not there stands between their requests.

    Role bindings look up once: account, environment, cluster, organization. Then two bindings, and all of the cluster.
    """
    sandbox = estate.sandbox
    items = topics(estate, 100)
    with_settings = [{**item, "config": {"retention.ms": "1d"}} for item in items]
    sandbox.seed("service_accounts", {"prefix": "sa", "count": 98})
    accounts = sandbox.request("GET", "/iam/v2/service-accounts", page_size=100)["data"]
    assert len(accounts) == 99
    scope = {"scope": "topic", "environment": "dev", "cluster": "orders"}
    bound = {"principal": "orders-service", "role": "ResourceOwner", **scope}
    bindings = [{**bound, "resource_name": f"topic{n}"} for n in range(8)]
    made = run_module("confluent_role_bindings", {"role_bindings": bindings}, env=estate.env)
    assert made["counts"]["created"] == 8, made
    loops = {
        "topics": loop_of("confluent_topic", items[:20]),
        "settings": loop_of("confluent_topic", with_settings[:20]),
        "a hundred": loop_of("confluent_topic", with_settings),
        "accounts": loop_of("confluent_service_account", [{"name": one["display_name"]} for one in accounts]),
        "bindings": loop_of("confluent_role_binding", bindings),
    }
    between = request("between", "GET", f"{sandbox.endpoint}/between", sandbox.cloud_key, sandbox.cloud_secret)
    between["failed_when"] = "'404' not in between.stdout"
    between["register"] = "between"
    tasks = [step for name, loop in loops.items() for step in ({**loop, "name": name}, between)]
    sandbox.clear_journal()
    sandbox.admin("DELETE", "usage")
    run = playbook([{"tasks": tasks}], env=estate.env).check()
    connections = sandbox.admin("GET", "usage")["connections"]
    assert connections == len(tasks), "one for all items of a loop"
    sent: list[list[str]] = [[]]
    for entry in sandbox.journal():
        if entry["path"] == "/between":
            sent.append([])
        else:
            sent[-1].append(entry["path"])
    paths = dict(zip(loops, sent, strict=False))
    assert len(sent) == len(loops) + 1
    for name, loop in loops.items():
        assert items_of(run, "changed", name) == [False] * len(loop["loop"])
        assert sum(api["calls"] for api in items_of(run, "api", name)) == len(paths[name])
        assert items_of(run, "api", name)[-1] == {"calls": 0, "retries": 0, "throttled_seconds": 0.0}
    # The environment and the cluster; two topics by themselves; all topics at once.
    assert len(paths["topics"]) == 5, paths["topics"]
    # The same, with the settings of two topics; of three more by themselves; and of all at once.
    assert len(paths["settings"]) == 11, paths["settings"]
    assert len(paths["a hundred"]) < 12
    assert paths["accounts"] == ["/iam/v2/service-accounts"]
    lookups = ["/iam/v2/service-accounts", "/org/v2/environments", "/cmk/v2/clusters", "/org/v2/organizations"]
    assert sorted(path for path in paths["bindings"] if path in lookups) == sorted(lookups)
    assert set(paths["bindings"]) == {*lookups, "/iam/v2/role-bindings"}
    assert len(paths["bindings"]) <= len(lookups) + 2 + 2


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
    loops = [{**loop_of("confluent_topic", loop), "name": name} for name, loop in (("same", same), ("mixed", mixed))]
    sandbox.clear_journal()
    run = playbook([{"tasks": loops}], env={**estate.env, **hidden})
    assert statuses(run, "same") == ["ok"] * 6, run.output
    assert statuses(run, "mixed") == ["ok", "ok", "failed"] * 2, run.output
    asked = sandbox.journal("POST", "/sts/")
    refused = [entry for entry in asked if entry["status"] >= 400]
    assert len(asked) - len(refused) == 1 + 2, "once where all have the same, and once for each good one"
    assert len(refused) == 2, "a refusal is not kept: the next item may ask again"
    known = {item["name"] for item in items}
    assert known <= set(sandbox.state()["topics"][estate.cluster])
