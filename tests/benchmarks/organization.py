# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 11: a report on a whole organization, against bare requests of the same number of threads that send what it
sent; and its memory. Start-up is not counted on either side (as in part 2).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from ..support.estate import Estate, api_key
from .creation import THREADS, floor, middle
from .estates import Sizes
from .lab import COLLECTION, Figures, Lab, NotMeasured, Run
from .report import Measurement, Record

PART = 11
REPORT, BARE = "report on an organization", "the same requests, bare"
AT = 0.02
MODULE = f"{COLLECTION}.confluent_organization_report_info"


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """By turns with the floor, at the latency of the target."""
    try:
        _measured(lab, record, sizes)
    except NotMeasured as error:
        record.failed(REPORT, str(error))
    run, least = record.find(PART, REPORT, AT, sizes.topics), record.find(PART, BARE, AT, sizes.topics)
    ratio = run["without_start_up"] / least["seconds"] if run and least else None
    record.target(f"report, {sizes.topics:,} topics, 20 ms, 16 threads: of the time of bare requests", 3, ratio, " x")
    peak = run["worker_peak_mib"] if run else None
    record.target(f"report, {sizes.topics:,} topics: peak memory", 300, peak, " MiB")


def _measured(lab: Lab, record: Record, sizes: Sizes) -> None:
    estate = lab.fresh()
    keys = _organization(lab, estate, sizes)
    runs, starts, floors = [], [], []
    for _number in range(sizes.repeated):
        starts.append(lab.start_up(estate.env))
        runs.append(_reported(lab, estate, sizes, keys))
        requests = bare(lab, runs[-1].journal, keys)
        floors.append(floor(lab, {"first": [], "rest": requests, "threads": THREADS, "sessions": "own"}, AT))
    run, start = middle(runs), middle(starts)
    figures: Figures = {**run.figures(), "without_start_up": run.seconds - start.seconds}
    record.add(Measurement(PART, REPORT, AT, sizes.topics, figures, sent=run.sent()))
    least = sorted(floors, key=lambda one: one["seconds"])[len(floors) // 2]
    record.add(Measurement(PART, BARE, AT, sizes.topics, least))


def _reported(lab: Lab, estate: Estate, sizes: Sizes, keys: list[dict[str, str]]) -> Run:
    options = {"keys": keys, "concurrency": THREADS, "unused_days": 1}
    right = [f"found.report.counts.topic_unused == {sizes.topics // 2}", "found.report.gaps == []"]
    tasks: list[dict[str, Any]] = [
        {"name": "report", MODULE: options, "register": "found"},
        {"ansible.builtin.assert": {"that": right}},
    ]
    return lab.play(tasks, env=estate.env, latency=AT)


def _organization(lab: Lab, estate: Estate, sizes: Sizes) -> list[dict[str, str]]:
    """Environments with a cluster, a registry and their share of everything, half of the topics in use; beside the
    tests' own environment. Returns keys that read all of it.
    """
    sandbox, many = lab.sandbox, sizes.environments
    sandbox.settings(born_before=10 * 86_400.0)
    owner = estate.administrator
    accounts = [f"sa-{number:06d}" for number in range(sizes.service_accounts)]
    sandbox.seed("service_accounts", [{"id": one, "display_name": f"account {one}"} for one in accounts])
    keys = [
        {"api_key": estate.env[f"CONFLUENT_{plane}_API_KEY"], "api_secret": estate.env[f"CONFLUENT_{plane}_API_SECRET"]}
        for plane in ("KAFKA", "SCHEMA_REGISTRY")
    ]
    for number in range(many):
        environment, cluster = f"env-b{number:05d}", f"lkc-b{number:05d}"
        sandbox.seed("environments", {"id": environment, "display_name": f"bench-{number:02d}"})
        cloud = {"availability": "LOW", "cloud": "AWS", "region": "eu-central-1", "config": {"kind": "Standard"}}
        sandbox.seed("clusters", {"id": cluster, "environment": environment, "display_name": "main", **cloud})
        registry = sandbox.request("GET", "/srcm/v3/clusters", environment=environment)["data"][0]["id"]
        for resource, version in ((cluster, "cmk/v2"), (registry, "srcm/v3")):
            made = api_key(sandbox, owner, {"id": resource, "kind": "Cluster", "api_version": version}, "bench")
            keys.append({"api_key": made[0], "api_secret": made[1]})
        names = [f"t-{number:02d}-{one:05d}" for one in range(_share(sizes.topics, many, number))]
        sandbox.seed("topics", {"cluster": cluster, "names": names})
        used = names[: len(names) - _share(sizes.topics // 2, many, number)]
        metrics = [
            {"cluster": cluster, "metric": metric, "topic": one}
            for one in used
            for metric in ("received_bytes", "sent_bytes")
        ]
        sandbox.seed("traffic", metrics)
        prefixed = {"prefix": f"s-{number:02d}-", "count": _share(sizes.subjects, many, number)}
        sandbox.seed("subjects", {"registry": registry, **prefixed})
        sandbox.seed(
            "connectors",
            {"cluster": cluster, "prefix": "c-", "count": _share(sizes.organization_connectors, many, number)},
        )
        own = [
            {"owner": accounts[one % len(accounts)], "resource": cluster, "display_name": f"key {one}"}
            for one in range(_share(sizes.keys, many, number))
        ]
        sandbox.seed("api_keys", own)
    estate.kafka("DELETE", "/topics/orders.created")  # all that is counted is in the environments above
    sandbox.settings(born_before=0.0)
    return keys


def _share(whole: int, parts: int, number: int) -> int:
    """How much of the whole the part of this number has."""
    return whole // parts + (number < whole % parts)


def bare(lab: Lab, journal: list[dict[str, Any]], keys: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The requests of a run."""
    secrets = {lab.sandbox.cloud_key: lab.sandbox.cloud_secret, **{one["api_key"]: one["api_secret"] for one in keys}}
    return [
        {
            "method": entry["method"],
            "url": f"{lab.sandbox.endpoint}{entry['base']}{entry['path']}"
            + (f"?{urlencode([tuple(pair) for pair in entry['query']])}" if entry["query"] else ""),
            "body": entry["request_body"],
            "key": entry["credential"],
            "secret": secrets[entry["credential"]],
        }
        for entry in journal
    ]
