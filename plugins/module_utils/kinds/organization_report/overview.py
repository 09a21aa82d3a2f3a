# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The estate by environment, costs with their change, and lag: what a report tells besides its findings. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from ..._declare.field import Object
from .. import billing
from ..api_keys.resources import understood
from .facts import Facts

TENTH = Decimal("0.1")


def environments(facts: Facts) -> list[Object]:
    """Each environment with its clusters and how much is in it. None: could not be read."""
    found = []
    received, sent = facts.by_cluster(facts.received), facts.by_cluster(facts.sent)
    for identifier, raw in facts.environments.items():
        clusters = facts.clusters_of.get(identifier)
        shown = [_cluster(facts, lkc, received, sent) for lkc in clusters or ()]
        statements = [len(listed) for (env, _cloud, _region), listed in facts.statements.items() if env == identifier]
        pools, subjects = facts.compute_pools.get(identifier), facts.subjects.get(identifier)
        found.append(
            {
                "id": identifier,
                "name": str(raw.get("display_name")),
                "schema_registry": (facts.registries.get(identifier) or {}).get("id"),
                "subjects": None if subjects is None else len(subjects),
                "compute_pools": None if pools is None else len(pools),
                "ksql_clusters": len(facts.ksql_clusters[identifier]) if identifier in facts.ksql_clusters else None,
                "statements": sum(statements) if statements or not pools else None,
                "clusters": None if clusters is None else shown,
            }
        )
    return sorted(found, key=lambda one: (one["name"], one["id"]))


def _cluster(facts: Facts, lkc: str, received: Mapping[str, float], sent: Mapping[str, float]) -> Object:
    spec, status = facts.clusters[lkc]["spec"], facts.clusters[lkc].get("status") or {}
    topics = facts.topics.get(lkc)

    def total(values: Mapping[str, float], metric: str) -> float | None:
        return values.get(lkc, 0) if (lkc, metric) in facts.measured else None

    return {
        "id": lkc,
        "name": str(spec.get("display_name")),
        "type": (spec.get("config") or {}).get("kind"),
        "cloud": spec.get("cloud"),
        "region": spec.get("region"),
        "phase": status.get("phase"),
        "topics": None if topics is None else len(topics),
        "partitions": None if topics is None else sum(partitions for _name, _internal, partitions in topics),
        "acls": len(facts.acls[lkc]) if lkc in facts.acls else None,
        "links": len(facts.links[lkc]) if lkc in facts.links else None,
        "connectors": len(facts.connectors[lkc]) if lkc in facts.connectors else None,
        "received_bytes": total(received, "received_bytes"),
        "sent_bytes": total(sent, "sent_bytes"),
    }


def access(facts: Facts) -> Object:
    """How many accounts, people, keys and roles there are. None: could not be read."""
    keys = None if facts.keys is None else Counter(understood(raw.get("spec") or {})["resource"] for raw in facts.keys)
    lists = {
        "service_accounts": facts.accounts,
        "users": facts.users,
        "identity_pools": facts.pools,
        "role_bindings": facts.bindings,
        "api_keys": facts.keys,
    }
    told: Object = {name: None if listed is None else len(listed) for name, listed in lists.items()}
    return {**told, "api_keys_by_resource": None if keys is None else dict(sorted(keys.items()))}


def lag(facts: Facts) -> list[Object]:
    """Consumer groups with their lag, the largest first."""
    found = [
        {
            "group": group,
            "cluster": cluster,
            "cluster_name": facts.cluster_name(cluster),
            "environment": facts.environment_of_cluster(cluster),
            "environment_name": facts.environment_name(facts.environment_of_cluster(cluster)),
            "lag": int(value),
        }
        for (cluster, group), value in facts.lag.items()
    ]
    return sorted(found, key=lambda one: (-one["lag"], str(one["cluster_name"]), one["group"]))


# Costs


def change(after: Decimal, before: Decimal) -> Object:
    """How much one amount differs from the one before; in percent where there was one."""
    with localcontext(billing.EXACT):
        percent = None if before == 0 else format(((after - before) / before * 100).quantize(TENTH), "f")
        return {"amount": billing.text(after - before), "percent": percent}


def costs(facts: Facts) -> Object | None:
    """Costs by day, month, and of the last complete month by resource, environment and product, with the change against
    the month before. None where they could not be read.
    """
    if facts.costs is None:
        return None
    this = facts.now.date().isoformat()[:7]
    months = [
        {"month": one["month"], "amount": one["amount"], "complete": one["month"] < this}
        for one in billing.sums(facts.costs, ["month"])
    ]
    last, before = _last_two(facts.now.date())
    lines = {month: [line for line in facts.costs if line["start_date"][:7] == month] for month in (last, before)}
    return {
        "months": months,
        "month": last,
        "month_before": before,
        "amount": billing.text(billing.total(lines[last])),
        "change": change(billing.total(lines[last]), billing.total(lines[before])),
        "days": [{"day": one["day"], "amount": one["amount"]} for one in billing.sums(facts.costs, ["day"])],
        "by_resource": _compared(facts, lines[last], lines[before], ("resource", "environment")),
        "by_environment": _compared(facts, lines[last], lines[before], ("environment",)),
        "by_product": _compared(facts, lines[last], lines[before], ("product",)),
    }


def _last_two(today: date) -> tuple[str, str]:
    """The last complete month and the one before it."""
    return billing.first_of(today, 1).isoformat()[:7], billing.first_of(today, 2).isoformat()[:7]


def _compared(
    facts: Facts, last: Iterable[Object], before: Iterable[Object], dimensions: Sequence[str]
) -> list[Object]:
    """Sums of the last month beside those of the month before, the dearest first."""

    def keyed(lines: Iterable[Object]) -> dict[tuple[Any, ...], Object]:
        return {tuple(one[name] for name in dimensions): one for one in billing.sums(lines, dimensions)}

    now, then = keyed(last), keyed(before)
    found = []
    for key in dict.fromkeys([*now, *then]):
        here, there = now.get(key), then.get(key)
        amount, earlier = (Decimal(one["amount"]) if one else Decimal(0) for one in (here, there))
        told = dict(zip(dimensions, key, strict=True))
        if "resource" in told:
            told["resource_name"] = (here or there or {}).get("resource_name")
        if "environment" in told:
            told["environment_name"] = facts.environment_name(told["environment"])
        found.append(
            {**told, "amount": billing.text(amount), "before": billing.text(earlier), "change": change(amount, earlier)}
        )
    return sorted(found, key=lambda one: (-Decimal(one["amount"]), -Decimal(one["before"]), str(one)))


def monthly(facts: Facts) -> dict[str, str]:
    """What each resource cost in the last complete month, by its id."""
    last = _last_two(facts.now.date())[0]
    lines = [line for line in facts.costs or () if line["start_date"][:7] == last and line["resource_id"]]
    return {str(one["resource"]): str(one["amount"]) for one in billing.sums(lines, ["resource"])}
