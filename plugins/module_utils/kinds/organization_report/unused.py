# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not used, what does not run, and who is behind. Pure.

Something counts as unused only where it was looked at: what could not be read is a gap, and no finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from . import removal
from .facts import Facts
from .findings import Findings

ACCOUNT = "kafka.service.account.id"  # of a connector: the account that it works as
OF_TOPICS = ("-key", "-value")  # how subjects of topics end (TopicNameStrategy, the default of serializers)
RECEIVED, SENT, REQUESTS = "received_bytes", "sent_bytes", "request_count"


def find(facts: Facts, found: Findings, limits: Mapping[str, Any]) -> None:
    """Add all findings of these areas. `limits`: the options of the module that say what counts."""
    _clusters_and_topics(facts, found, limits["unused_days"])
    _subjects(facts, found)
    _accounts(facts, found)
    _keys(facts, found, limits["unused_days"])
    _connectors(facts, found)
    _pools_and_statements(facts, found)
    _links(facts, found)
    for (cluster, group), lag in facts.lag.items():
        if lag > limits["lag_records"]:
            environment = facts.environment_of_cluster(cluster)
            words = f"{lag:.0f} records behind"
            found.add("group_behind", "consumer group", group, words, environment=environment, cluster=cluster)


def _clusters_and_topics(facts: Facts, found: Findings, days: int) -> None:
    received, sent = facts.by_cluster(facts.received), facts.by_cluster(facts.sent)
    for lkc, raw in facts.clusters.items():
        if not {(lkc, RECEIVED), (lkc, SENT)} <= facts.measured:
            continue
        environment = facts.environment_of_cluster(lkc)
        if not (received.get(lkc) or sent.get(lkc)):
            if facts.older(raw, days) is not False:
                found.add(
                    "cluster_without_traffic",
                    "Kafka cluster",
                    str(facts.cluster_name(lkc)),
                    f"no byte of any topic was received or sent in {days} days",
                    identifier=lkc,
                    environment=environment,
                    cluster=lkc,
                    task=removal.kafka_cluster(environment, lkc),
                )
            if facts.older(raw, days) is False:
                continue  # too young to be judged, and so are its topics
        _topics(facts, found, days, lkc, environment)


def _topics(facts: Facts, found: Findings, days: int, lkc: str, environment: str | None) -> None:
    for name, internal, _partitions in facts.topics.get(lkc, ()):
        if internal or name.startswith("_"):
            continue
        written, read = facts.received.get((lkc, name), 0), facts.sent.get((lkc, name), 0)
        if written and read:
            continue
        code = "topic_unused" if not (written or read) else "topic_without_writes" if read else "topic_without_readers"
        bytes_in, bytes_out = f"{written:.0f} bytes written", f"{read:.0f} bytes read"
        found.add(
            code,
            "topic",
            name,
            f"{bytes_in}, {bytes_out} in {days} days",
            environment=environment,
            cluster=lkc,
            task=removal.topic(environment, lkc, name),
        )


def _subjects(facts: Facts, found: Findings) -> None:
    """Subjects that are named for a topic which no cluster of the environment has. What is named for records cannot be
    told by its name, and what another schema refers to is in use.
    """
    for environment, subjects in facts.subjects.items():
        clusters = facts.clusters_of.get(environment)
        if clusters is None or environment not in facts.referred or any(lkc not in facts.topics for lkc in clusters):
            continue
        topics = {name for lkc in clusters for name, _internal, _partitions in facts.topics[lkc]}
        for subject in subjects:
            plain = subject.rpartition(":")[2] if subject.startswith(":.") else subject
            ending = next((end for end in OF_TOPICS if plain.endswith(end)), None)
            if ending is None or subject in facts.referred[environment]:
                continue
            topic = plain.removesuffix(ending)
            if topic not in topics:
                found.add(
                    "subject_without_topic",
                    "subject",
                    subject,
                    f"there is no topic {topic} in the environment, and no other schema refers to it",
                    environment=environment,
                    task=removal.subject(environment, subject),
                )


def _working(facts: Facts) -> set[str]:
    """Accounts that connectors and statements work as, for which they need no key."""
    connectors = {str(one["config"].get(ACCOUNT)) for listed in facts.connectors.values() for one in listed.values()}
    statements = {str(raw["spec"].get("principal")) for listed in facts.statements.values() for raw in listed}
    return connectors | statements


def _accounts(facts: Facts, found: Findings) -> None:
    if facts.accounts is None or facts.keys is None:
        return
    owners, working = {owner for _raw, owner, _place in facts.keys_in_words()}, _working(facts)
    places = {(env, str(p["spec"].get("cloud")), str(p["spec"].get("region"))) for env, p in facts.pools_of_all()}
    all_read = set(facts.clusters) <= set(facts.connectors) and places <= set(facts.statements)
    for identifier, raw in facts.accounts.items():
        if identifier not in owners and identifier not in working:
            found.add(
                "account_without_keys",
                "service account",
                str(raw.get("display_name")),
                "it owns no API key, and no connector or statement works as it",
                identifier=identifier,
                task=removal.service_account(identifier),
                sure=all_read,
            )


def _keys(facts: Facts, found: Findings, days: int) -> None:
    """Use is told of accounts, not of keys: a Kafka key is unused where its owner asked its cluster for nothing."""
    for raw, owner, place in facts.keys_in_words():
        name, environment = str((raw.get("spec") or {}).get("display_name") or ""), place.get("environment")
        where = f"for {place['resource']} {place['resource_id']}".replace("cloud cloud", "the control plane")
        shared = {"identifier": raw["id"], "environment": environment, "task": removal.api_key(raw["id"])}
        if not owner or facts.gone(f"User:{owner}"):
            found.add(
                "key_without_owner", "API key", name, f"{where}; its owner {owner or 'is not told'} is gone", **shared
            )
            continue
        cluster = place["resource_id"]
        if place["resource"] != "kafka" or (cluster, REQUESTS) not in facts.measured or not facts.older(raw, days):
            continue
        if not facts.requests.get((cluster, owner)):
            words = f"{where}; {facts.principal_name(f'User:{owner}')} sent it no request in {days} days"
            found.add("key_without_use", "API key", name, words, cluster=cluster, **shared)


def _connectors(facts: Facts, found: Findings) -> None:
    for lkc, listed in facts.connectors.items():
        environment = facts.environment_of_cluster(lkc)
        for name, one in listed.items():
            states = Counter(str(task.get("state")) for task in one["tasks"])
            traces = [one["trace"], *(task.get("trace") or task.get("msg") for task in one["tasks"])]
            why = next((f": {str(trace).splitlines()[0][:200]}" for trace in traces if trace), "")
            shared = {"identifier": one["id"], "environment": environment, "cluster": lkc}
            if one["status"] == "FAILED" or states["FAILED"]:
                words = f"{one['status']}, {states['FAILED']} of {len(one['tasks'])} tasks failed{why}"
                found.add("connector_failed", "connector", name, words, **shared)
            elif one["status"] == "PAUSED":
                found.add("connector_paused", "connector", name, "it is paused, and costs what it costs", **shared)
            elif one["status"] == "RUNNING" and not one["tasks"]:
                task = removal.connector(environment, lkc, name)
                found.add("connector_without_tasks", "connector", name, "RUNNING, with no task", task=task, **shared)


def _pools_and_statements(facts: Facts, found: Findings) -> None:
    for environment, pools in facts.compute_pools.items():
        for pool in pools:
            spec = pool["spec"]
            there = facts.statements.get((environment, str(spec.get("cloud")), str(spec.get("region"))))
            if there is None or any((raw["spec"] or {}).get("compute_pool_id") == pool["id"] for raw in there):
                continue
            found.add(
                "pool_without_statements",
                "compute pool",
                str(spec.get("display_name")),
                f"no statement in {spec.get('region')} uses it",
                identifier=pool["id"],
                environment=environment,
                task=removal.compute_pool(environment, pool["id"]),
            )
    for (environment, cloud, region), listed in facts.statements.items():
        for raw in listed:
            phase, name = str((raw.get("status") or {}).get("phase")), str(raw.get("name"))
            code = {"FAILED": "statement_failed", "STOPPED": "statement_stopped"}.get(phase)
            if code:
                detail = str((raw.get("status") or {}).get("detail") or "")[:200]
                words = f"{phase} in {region} of {cloud}" + (f": {detail}" if detail else "")
                task = removal.statement(environment, cloud, region, name)
                found.add(code, "statement", name, words, environment=environment, task=task)


def _links(facts: Facts, found: Findings) -> None:
    """Links that mirror nothing. Those of the source's side have their mirrors on the other one."""
    for lkc, links in facts.links.items():
        environment = facts.environment_of_cluster(lkc)
        for raw in links:
            if not raw.get("topic_names") and not raw.get("destination_cluster_id"):
                name = str(raw.get("link_name"))
                task = removal.link(environment, lkc, name)
                words = "no topic mirrors one of the other cluster"
                found.add(
                    "link_without_mirrors", "cluster link", name, words, environment=environment, cluster=lkc, task=task
                )
