# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read within a Kafka cluster, as the data states it: what the declarations of the kinds alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.field import Object
from .._declare.purge_scope import INTERNAL
from .._secrets.recognition import secret
from .._wire.references import IDENTITY_POOLS, KAFKA_CLUSTERS, SERVICE_ACCOUNTS
from ..kinds.acls.kind import CLUSTER_RESOURCE, SEVEN
from ..kinds.client_quotas import KafkaClientQuota
from ..kinds.cluster_link_settings import OPTIONS, SERVERS
from ..kinds.connectors import config as connector_config
from .export_items import Site, by_declaration, stated

DAY, HOUR = 86_400_000, 3_600_000  # milliseconds
GIB, MIB = 1 << 30, 1 << 20
STOPPED = "STOPPED"  # of a mirror topic: it has become an ordinary one
FOLLOWING = {"security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN"}  # settings that come of the key of a link


def readable(name: str, text: Any) -> Any:
    """The value of a setting of Kafka as a person writes it: 7d for 604800000 milliseconds, numbers as numbers. Pure.

    `kinds.topics.config.to_text` makes the same text of it.
    """
    found = number(text)
    if isinstance(found, bool) or not isinstance(found, int):
        return found
    units = ((DAY, "d"), (HOUR, "h")) if name.endswith(".ms") else ()
    units = ((GIB, "GiB"), (MIB, "MiB")) if name.endswith(".bytes") else units
    for size, unit in units:
        if found >= size and found % size == 0:
            return f"{found // size}{unit}"
    return found


def number(text: Any) -> Any:
    """A text as a number or a boolean, where these have no other text. Pure."""
    if text in ("true", "false"):
        return text == "true"
    return int(text) if isinstance(text, str) and re.fullmatch(r"0|-?[1-9][0-9]{0,17}", text) else text


def topics(site: Site) -> Iterator[Object]:
    """Topics with the settings that were made on them; the service's own ones and mirrors are no part of it."""
    kind = site.opened()
    mirrors = _mirrors(site)
    for item in kind.select():
        if item.get("internal") or INTERNAL.match(item["name"]) or item["name"] in mirrors:
            continue
        config = {name: readable(name, value) for name, value in sorted((item.get("config") or {}).items())}
        unseen = [name for name, value in config.items() if value is None]
        if unseen:
            site.note(kind.label(item), f"the cluster does not show the value of {', '.join(unseen)}")
        config = {name: value for name, value in config.items() if value is not None}
        yield {"name": item["name"], "partitions": item["partitions"], **({"config": config} if config else {})}


def _mirrors(site: Site) -> frozenset[str]:
    """The names of the topics that are mirrors."""
    return frozenset(str(raw["mirror_topic_name"]) for raw in _mirrored(site) if raw.get("mirror_status") != STOPPED)


def _mirrored(site: Site) -> list[Mapping[str, Any]]:
    """The mirror topics of all links as the API lists them."""
    client, cluster = site.cloud.kafka(site.environment, site.cluster)
    found: list[Mapping[str, Any]] = site.cloud.listed(f"/kafka/v3/clusters/{cluster}/links/-/mirrors", None, client)
    return found


def acls(site: Site) -> Iterator[Object]:
    """ACLs, those that differ in the operation only as one item."""
    kind = site.opened()
    groups: dict[tuple[Any, ...], list[str]] = {}
    for item in kind.select():
        principal = _principal(site, kind.label(item), str(item["principal"]))
        if principal is not None:
            seven = {**item, "principal": principal}
            key = tuple(seven[f.name] for f in SEVEN if f.name != "operation")
            groups.setdefault(key, []).append(str(item["operation"]))
    names = [f.name for f in SEVEN if f.name != "operation"]
    for key, operations in sorted(groups.items(), key=lambda group: tuple(map(str, group[0]))):
        item = dict(zip(names, key, strict=True))
        found: Object = {"principal": item.pop("principal")}
        found.update({"operation": operations[0]} if len(operations) == 1 else {"operations": sorted(operations)})
        defaults = {f.name: f.default for f in SEVEN}
        whole = item["resource_type"] == "CLUSTER" and item["resource_name"] == CLUSTER_RESOURCE
        left = {"resource_name"} if whole else set()
        yield {**found, **{n: v for n, v in item.items() if v != defaults[n] and n not in left}}


def _principal(site: Site, label: str, principal: str) -> str | None:
    """The principal of an ACL in the user's terms; None, and told, for an account that is gone."""
    kind, _colon, identifier = principal.partition(":")
    if kind != "User" or not identifier.startswith("sa-"):
        if identifier.startswith("pool-"):
            site.note(label, f"the id {identifier} stays: ACLs name identity pools by their ids")
        return principal
    name = site.names.account(identifier)
    if name is not None:
        return name
    if not site.names.table(SERVICE_ACCOUNTS).denied and identifier not in site.names.table(SERVICE_ACCOUNTS).names:
        site.leave_out(label, f"there is no service account {identifier} any more")
        return None
    site.note(label, f"the id {identifier} stays: the account has no name that means it alone")
    return principal


def settings(site: Site) -> Iterator[Object]:
    """The settings of the cluster as a whole, which only Dedicated clusters have."""
    found = site.cloud.find_cluster(site.environment, site.cluster)
    if str(((found.get("spec") or {}).get("config") or {}).get("kind")).lower() != "dedicated":
        return
    kind = site.opened()
    (item,) = kind.all()
    config = {
        name: readable(name, value) for name, value in sorted(item["config"].items()) if name not in item["_fixed"]
    }
    if config:
        yield {"config": config}


def quotas(site: Site) -> Iterator[Object]:
    """Client quotas, of accounts and identity pools by their names."""
    kind = site.opened()
    if not isinstance(kind, KafkaClientQuota):
        raise TypeError(f"{kind.name} has no client quotas")

    def refer(declared: Any, identifier: Any) -> Any:
        listed = IDENTITY_POOLS if str(identifier).startswith(IDENTITY_POOLS.prefix) else SERVICE_ACCOUNTS
        name = site.names.of(listed, str(identifier), site.where)
        accounts = site.names.table(SERVICE_ACCOUNTS).words
        return identifier if listed is IDENTITY_POOLS and name in accounts else name

    for item in kind.all():
        found = stated(site, kind, item, refer)
        if found is not None:
            found.pop("default", None)
            yield {**found, **({"default": True} if item["default"] else {})}


def links(site: Site) -> Iterator[Object]:
    """Cluster links: the other cluster by its name where it is in this environment, and no key."""
    kind = site.opened()
    for item in kind.all():
        label = kind.label(item)
        other = str((item.get("remote") or {}).get("cluster") or "")
        name = site.names.table(KAFKA_CLUSTERS, site.environment).name(other)
        config = {
            name: number(value)
            for name, value in sorted(item["config"].items())
            if name not in OPTIONS and FOLLOWING.get(name) != value
        }
        remote: Object = {"cluster": name or other}
        inbound = item.get("connection_mode") == "INBOUND"
        if name is None:
            site.note(label, f"the other cluster stays by its id {other}: it is in another environment or organization")
            if item["config"].get(SERVERS) and not inbound:
                remote["bootstrap_servers"] = item["config"][SERVERS]
        if not inbound:
            site.told.lacking(site.where, label, "remote.key_file")
            if item.get("mode") == "SOURCE":
                site.told.lacking(site.where, label, "local.key_file")
        modes = {
            n: item[n]
            for n, usual in (("mode", "DESTINATION"), ("connection_mode", "OUTBOUND"))
            if item.get(n) not in (None, usual)
        }
        yield {"name": item["name"], **modes, "remote": remote, **({"config": config} if config else {})}


def mirror_topics(site: Site) -> Iterator[Object]:
    """Mirror topics; what has stopped mirroring is an ordinary topic."""
    kind = site.opened(link=None, phase=None)
    for raw in _mirrored(site):
        item = kind.from_api(raw)
        if item["phase"] == STOPPED:
            continue
        if item["phase"] not in ("ACTIVE", "PAUSED"):
            site.note(kind.label(item), f"it is {item['phase']}")
        source = {} if item["source_topic"] in (None, item["name"]) else {"source_topic": item["source_topic"]}
        paused = {"status": "paused"} if item["status"] == "paused" else {}
        yield {"name": item["name"], "link": item["link"], **source, **paused}


def connectors(site: Site) -> Iterator[Object]:
    """Connectors, with placeholders for their secrets under `_secrets`, which are no part of the item."""
    kind = site.opened(name=None)
    for item in sorted(kind.scanned([]).objects(), key=lambda one: str(one["name"])):
        name, label = str(item["name"]), kind.label(item)
        if INTERNAL.match(name):
            continue
        config = connector_config.own(item["config"])
        config.pop("name", None)
        account = config.get(connector_config.ACCOUNT)
        found: Object = {"name": name}
        if config.get(connector_config.AUTH_MODE) == "SERVICE_ACCOUNT" and account:
            found["service_account"] = _connector_account(site, label, account)
            config = {n: v for n, v in config.items() if n not in connector_config.identity(account)}
        secrets = {n for n, v in config.items() if connector_config.masked(v, n) or secret(n, v)}
        kept = {n: _shown(n, v) for n, v in sorted(config.items()) if n not in secrets}
        status = {"status": "paused"} if item["status"] == "PAUSED" else {}
        if item["status"] == "FAILED":
            site.note(label, "it is FAILED: a run refuses to take it for done until it works")
        named = {n: site.told.placeholder(site.where, label, n, name, n) for n in sorted(secrets)}
        yield {**found, "config": kept, **status, "_secrets": named}


def _shown(name: str, value: str) -> Any:
    """A setting as a person writes it; numbers that are written in any other way stay texts."""
    found = number(value)
    return value if isinstance(found, bool) and connector_config.NUMBERS.fullmatch(name) else found


def _connector_account(site: Site, label: str, identifier: str) -> str:
    """The account by its name, unless that would be taken for an id."""
    name = site.names.account(identifier)
    if name is not None and not name.startswith(("sa-", "pool-")):
        return name
    site.note(label, f"the id {identifier} stays: there is no name that means this account")
    return identifier


def tableflow(site: Site) -> Iterator[Object]:
    """What is in Tableflow, without what the service says of it by itself."""
    for item in by_declaration(site):
        if item.pop("suspended", False):
            site.note(str(item.get("name")), "it is suspended by the service; the data does not say so")
        yield item


def catalog_integrations(site: Site) -> Iterator[Object]:
    """Catalog integrations, with placeholders for their secrets under `_secrets`, which are no part of the item."""
    for item in tableflow(site):
        named: Object = {}
        for form in ("snowflake", "unity"):
            if form in item:
                label = f"catalog integration {item['name']}"
                named = {
                    "client_secret": site.told.placeholder(
                        site.where, label, "client_secret", item["name"], "client_secret"
                    )
                }
        yield {**item, "_secrets": named}


CLUSTER_PARTS = {
    "topics": topics,
    "acls": acls,
    "settings": settings,
    "quotas": quotas,
    "links": links,
    "mirror_topics": mirror_topics,
    "connectors": connectors,
    "catalog_integrations": catalog_integrations,
    "tableflow_topics": tableflow,
}


def read_within(site: Site) -> Iterable[Object]:
    """The objects of a part within a cluster. Raises ConfluentError."""
    return CLUSTER_PARTS.get(site.part.key, by_declaration)(site)
