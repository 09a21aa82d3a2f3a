# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 10: the estate as one task, side by side with the roles of f604b55, which went task after task.

The demo at 100 ms, from nothing and with nothing to do; all kinds of a big estate with nothing to do, against the sum
of the plural plays, and its export; three clusters that take their time, against one; twenty environments with nothing
to do; and plays of every day: a hundred topics beside a task that does nothing, a loop of a thousand.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .bootstrap import CONNECTOR_SECRETS
from .estates import KINDS, TOPICS, Sizes, seed_topics, topic_items
from .lab import BEFORE, COLLECTION, Lab, NotMeasured, Run, as_it_was, expect
from .loops import LOOP
from .report import Measurement, Record

PART = 10
SLOW, FAST = 0.1, 0.02  # latencies, seconds


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """All of it; what could not be measured is said."""
    try:
        before = as_it_was(lab, BEFORE)
    except NotMeasured as error:
        record.failed(f"the estate beside {BEFORE}", str(error))
        return
    for part in (_demo, _big, _clusters, _environments, _daily):
        try:
            part(lab, before, record, sizes)
        except NotMeasured as error:
            record.failed(f"the estate: {part.__name__.strip('_')}", str(error))


def _median(runs: list[Run]) -> Run:
    """The run in the middle by the time of its tasks."""
    middle = statistics.median_low(run.figures()["task_seconds"] for run in runs)
    return next(run for run in runs if run.figures()["task_seconds"] == middle)


def _demo(lab: Lab, before: Lab, record: Record, sizes: Sizes) -> None:
    secrets = lab.scratch / "secrets"
    env = {**CONNECTOR_SECRETS, "CONFLUENT_SECRETS_DIR": str(secrets)}
    told: dict[tuple[str, str], Run] = {}
    for which, one in (("ours", lab), (BEFORE, before)):
        inventory = one.collections / "ansible_collections" / "streamops" / "confluent" / "playbooks" / "inventory"
        command = [f"{COLLECTION}.bootstrap", "-i", str(inventory), "-l", "dev"]
        firsts, seconds = [], []
        for _turn in range(sizes.repeated):
            lab.sandbox.reset()
            shutil.rmtree(secrets, ignore_errors=True)
            firsts.append(one.playbook(command, env=env, latency=max(sizes.latencies)))
            seconds.append(one.playbook(command, env=env, latency=max(sizes.latencies)))
            if seconds[-1].writes:
                raise NotMeasured(f"{which}: the second run sent {seconds[-1].writes} writes")
        told["first", which], told["second", which] = _median(firsts), _median(seconds)
    for name in ("first", "second"):
        for which in ("ours", BEFORE):
            run = told[name, which]
            label = f"demo, {name} run, {which}"
            record.add(Measurement(PART, label, max(sizes.latencies), 1, run.figures(), "", run.sent()))
    for name, limit in (("second", 0.25), ("first", 0.5)):
        ours, theirs = (told[name, which].figures()["task_seconds"] for which in ("ours", BEFORE))
        record.target(f"demo, {name} run: time of the tasks, of {BEFORE}'s", limit, ours / theirs)
    record.target("demo, second run: requests", 30, len(told["second", "ours"].journal))
    shutil.rmtree(secrets, ignore_errors=True)


def _big(lab: Lab, before: Lab, record: Record, sizes: Sizes) -> None:
    """Nothing to do: every kind of one estate by one task, against the plural plays one after the other."""
    latency = FAST if FAST in sizes.latencies else max(sizes.latencies)
    estate = lab.fresh()
    # Both make the subjects: the schemas that are stated are the latest ones.
    in_turn = [*(kind for kind in KINDS if kind.option == "subject_configs"), *KINDS[:5], *KINDS[6:]]
    stated = {kind.option: kind.seed(lab.sandbox, estate, getattr(sizes, kind.option)) for kind in in_turn}
    whole = {name: [{**defaults, **item} for item in items] for name, (items, defaults) in stated.items()}
    bindings: dict[str, list[dict[str, Any]]] = {}
    for item in whole["role_bindings"]:
        rest = {name: value for name, value in item.items() if name not in ("principal", "environment")}
        bindings.setdefault(item["principal"], []).append(rest)
    inside = {name: whole[name] for name in ("topics", "acls", "connectors")}
    accounts = [*whole["service_accounts"], *({"name": n, "role_bindings": b} for n, b in bindings.items())]
    data = {
        "environment": {"name": "dev"},
        "clusters": [{"name": "orders", **inside}],
        "service_accounts": accounts,
        "schemas": whole["schemas"],
        "subject_configs": whole["subject_configs"],
    }
    task = {f"{COLLECTION}.confluent_estate": {"data": "{{ data }}", "not_in_data": "none"}}
    ours = lab.play([task], {"data": data}, env=estate.env, latency=latency)
    if ours.writes:
        raise NotMeasured(f"the estate with nothing to do sent {ours.writes} writes: {ours.sent()}")
    count = sum(map(len, whole.values()))
    record.add(Measurement(PART, "big estate, ours", latency, count, ours.figures(), "", ours.sent()))
    export = {f"{COLLECTION}.confluent_estate_info": {"environment": "dev"}}
    told = lab.play([export], env=estate.env, latency=latency)
    record.add(Measurement(PART, "big estate, export", latency, count, told.figures(), "", told.sent()))
    record.target("export of the big estate: time, of verifying it", 1.5, told.seconds / ours.seconds)
    seconds = 0.0
    for kind in KINDS:
        items, defaults = stated[kind.option]
        run = before.play([kind.task()], {"items": items, "defaults": defaults}, env=estate.env, latency=latency)
        record.add(Measurement(PART, f"big estate, {kind.option}, {BEFORE}", latency, len(items), run.figures()))
        seconds += run.seconds
    record.target(
        f"big estate, nothing to do: time, of the sum of {BEFORE}'s plural plays", 0.5, ours.seconds / seconds
    )
    peak = max(ours.figures()["main_peak_mib"], ours.figures()["worker_peak_mib"])
    record.target("big estate, nothing to do: peak memory", 250, peak, " MiB")


def _daily(lab: Lab, before: Lab, record: Record, sizes: Sizes) -> None:
    """Nothing to do for topics: some by one task, beside a play of one debug task; many by a loop."""
    estate = lab.fresh()
    seed_topics(lab.sandbox, estate, sizes.loop)
    items = topic_items(sizes.created)
    some = {"items": items[: sizes.loop], "defaults": {}}
    plays: dict[str, Callable[[], Run]] = {
        "a debug task": lambda: lab.start_up(estate.env),
        "one plural task": lambda: lab.play([TOPICS.task()], some, env=estate.env),
    }
    runs: dict[str, list[float]] = {name: [] for name in plays}
    for _turn in range(sizes.repeated):
        for name, play in plays.items():
            runs[name].append(play().seconds)
    seconds = {name: statistics.median(them) for name, them in runs.items()}
    what = f"a play of {sizes.loop} unchanged topics, 0 ms: time, of a debug task's"
    record.target(what, 1.2, seconds["one plural task"] / seconds["a debug task"])
    taken = {}
    estate = lab.fresh()
    seed_topics(lab.sandbox, estate, sizes.created)
    for which, one in (("ours", lab), (BEFORE, before)):
        run = one.play([LOOP], {"items": items, "defaults": {}}, env=estate.env, latency=FAST)
        expect(run)
        record.add(Measurement(PART, f"loop, {which}", FAST, len(items), run.figures(), "", run.sent()))
        taken[which] = run.last["seconds"]
    what = f"loop of {len(items)} unchanged topics, 20 ms: time, of {BEFORE}'s"
    record.target(what, 0.6, taken["ours"] / taken[BEFORE])


def _clusters(lab: Lab, _before: Lab, record: Record, sizes: Sizes) -> None:
    """Three clusters that are provisioned side by side, with topics in each."""

    def run(number: int) -> float:
        lab.sandbox.reset()
        lab.sandbox.settings(cluster_provisioning=sizes.provisioning, partition_limits=False)
        secrets = lab.scratch / "secrets"
        shutil.rmtree(secrets, ignore_errors=True)
        names = [f"cluster-{n}" for n in range(number)]
        clusters = [
            {
                "name": name, "type": "Standard", "availability": "LOW", "cloud": "AWS", "region": "eu-central-1",
                "kafka_key_file": str(secrets / f"auto.{name}.json"),
                "topics": [{"name": f"t-{n:03}", "partitions": 6} for n in range(sizes.within)],
            }
            for name in names
        ]  # fmt: skip
        keys = [{"name": name, "resource": "kafka", "cluster": name} for name in names]
        account = {"name": "auto", "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}]}
        data = {
            "environment": {"name": "three"},
            "clusters": clusters,
            "service_accounts": [{**account, "api_keys": keys}],
            "secrets_dir": str(secrets),
        }
        task = {f"{COLLECTION}.confluent_estate": {"data": "{{ data }}"}}
        done = lab.play([task], {"data": data}, env={}, latency=0.0)
        record.add(Measurement(PART, f"{number} clusters from nothing", 0.0, number, done.figures(), "", done.sent()))
        return done.seconds

    one, three = run(1), run(3)
    record.target("three clusters from nothing, of one", 1.15, three / one)


def _small(stage: str, secrets: Path) -> dict[str, Any]:
    """The variables of a host: an environment of about the demo's size."""
    folder, automation = secrets / stage, f"{stage}-automation"
    apps = [f"{stage}-app-{n}" for n in range(4)]
    acls = [
        {"principal": app, "operation": operation, "resource_type": "TOPIC", "resource_name": f"t-{n}"}
        for n, app in enumerate(apps)
        for operation in ("READ", "WRITE", "DESCRIBE")
    ]
    keys = [{"name": "kafka", "resource": "kafka", "cluster": "shop"}, {"name": "sr", "resource": "schema_registry"}]
    admin = {
        "name": automation,
        "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}],
        "api_keys": keys,
    }
    return {
        "confluent_environment": {"name": stage},
        "confluent_secrets_dir": str(folder),
        "confluent_schema_registry_key_file": str(folder / f"{automation}.sr.json"),
        "confluent_service_accounts": [admin, *({"name": app} for app in apps)],
        "confluent_clusters": [
            {
                "name": "shop", "type": "Basic", "availability": "SINGLE_ZONE", "cloud": "AWS",
                "region": "eu-central-1",
                "kafka_key_file": str(folder / f"{automation}.kafka.json"),
                "topics": [{"name": f"t-{n}", "partitions": 3, "config": {"retention.ms": "7d"}} for n in range(12)],
                "acls": acls,
            }
        ],
        "confluent_schemas": [{"subject": f"t-{n}-value", "schema": '"string"'} for n in range(6)],
    }  # fmt: skip


def _environments(lab: Lab, before: Lab, record: Record, sizes: Sizes) -> None:
    """Twenty environments with nothing to do, five at a time."""
    lab.sandbox.reset()
    secrets = lab.scratch / "secrets"
    shutil.rmtree(secrets, ignore_errors=True)
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    hosts = {f"host-{n:02}": {**local, **_small(f"stage-{n:02}", secrets)} for n in range(sizes.environments)}
    inventory = lab.scratch / "environments.yml"
    inventory.write_text(
        json.dumps({"all": {"hosts": hosts, "vars": {"confluent_all_environments": True}}}), encoding="utf-8"
    )
    command = [f"{COLLECTION}.bootstrap", "-i", str(inventory), "-f", "5"]
    lab.playbook(command, env={})
    lab.sandbox.settings(born_before=400.0)
    runs: dict[str, list[float]] = {"ours": [], BEFORE: []}
    turns: list[tuple[str, Callable[..., Run]]] = [("ours", lab.playbook), (BEFORE, before.playbook)]
    for which, play in turns:
        done = play(command, env={}, latency=FAST)
        if done.writes:
            raise NotMeasured(f"{which}: nothing was to be done, and {done.writes} writes were sent: {done.sent()}")
        runs[which].append(done.seconds)
        label = f"{sizes.environments} environments, {which}"
        record.add(Measurement(PART, label, FAST, sizes.environments, done.figures(), "", done.sent()))
    what = f"{sizes.environments} environments with nothing to do: time, of {BEFORE}'s"
    record.target(what, 0.25, runs["ours"][0] / runs[BEFORE][0])
    shutil.rmtree(secrets, ignore_errors=True)
