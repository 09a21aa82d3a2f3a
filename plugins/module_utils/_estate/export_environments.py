# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read in an environment outside of its clusters, and in the organization, as the data states it: what the
declarations of the kinds alone do not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .._declare.field import Object
from .._errors import ApiError, ConfluentError
from .._secrets.recognition import carried
from .._wire.references import COMPUTE_POOLS, IP_GROUPS, SERVICE_ACCOUNTS, USERS
from ..kinds.flink import sql
from ..kinds.ip_filters import NO_PUBLIC_NETWORKS
from ..kinds.ksqldb.server import CREATED_WITH, LOG
from ..kinds.ksqldb.statement import QUERY
from ..kinds.role_bindings import crn
from .export_items import Site, by_declaration, stated
from .export_registry import (
    business_metadata,
    deks,
    keks,
    metadata_bindings,
    provider_shares,
    schema_exporters,
    schemas,
    subject_configs,
    subject_modes,
    tag_bindings,
)
from .export_told import reason_of

# The organization


def ip_filters(site: Site) -> Iterator[Object]:
    """IP filters: of an environment by its name; those of the whole organization say nothing."""
    kind = site.opened()

    def refer(_declared: Any, identifier: Any) -> Any:
        return identifier if identifier == NO_PUBLIC_NETWORKS else site.names.of(IP_GROUPS, str(identifier), site.where)

    for item in kind.all():
        found = stated(site, kind, item, refer)
        if found is None:
            continue
        scope = found.pop("resource_scope", None)
        identifier = crn.environment_of(scope) if scope else None
        yield {**found, **({"environment": site.names.environment(identifier)} if identifier else {})}


# Networks


def networks(site: Site) -> Iterator[Object]:
    """Networks, without the zones that Azure's have from the service."""
    for item in by_declaration(site):
        if item.get("cloud") == "AZURE":
            item.pop("zones", None)
        if item.get("cloud") != "AWS" or item.get("connection_types") == ["PRIVATELINK"]:
            item.pop("reserved_cidr", None)
        if "PRIVATELINK" not in item.get("connection_types", []):
            item.pop("dns_config", None)
        yield item


# Processing


def ksql_clusters(site: Site) -> Iterator[Object]:
    """ksqlDB clusters; the one as whom they work may be a user."""
    kind = site.opened()

    def refer(declared: Any, identifier: Any) -> Any:
        user = declared.name == "credential_identity" and str(identifier).startswith("u-")
        return site.names.of(USERS if user else declared.refers, str(identifier), site.where, site.environment)

    yield from filter(None, (stated(site, kind, item, refer) for item in kind.all()))


def flink(site: Site) -> Iterator[Object]:
    """What is on the Flink endpoints of the regions of the environment's compute pools."""
    for cloud, region in _regions(site):
        place = {"cloud": cloud, "region": region}
        try:
            kind = site.opened(**place, private=False, organization=None, name=None, cluster=None, results_limit=0)
            found = kind.all()
        except ApiError as error:
            if error.status not in (401, 403):  # the key is one of another region
                raise
            site.told.gap(site.where, f"region {region} of {cloud}: {reason_of(error)}")
            continue
        for item in found:
            one = _on_flink(site, kind, item)
            if one is not None:
                yield {"name": one.pop("name"), **place, **one}


def _regions(site: Site) -> list[tuple[str, str]]:
    """(cloud, region) of the environment's compute pools."""
    pools = site.cloud.listed(COMPUTE_POOLS.path, {"environment": site.environment})
    specs = [raw.get("spec") or {} for raw in pools]
    return sorted({(str(spec.get("cloud")), str(spec.get("region"))) for spec in specs})


def _on_flink(site: Site, kind: Any, item: Object) -> Object | None:
    label = kind.label(item)
    text = item.get("statement") or item.get("query") or ""
    if any(sql.secrets_in(str(text))):
        site.leave_out(label, "its text holds a secret")
        return None
    if answered(item):
        site.leave_out(label, "it was a question, and has been answered")
        return None

    def refer(declared: Any, identifier: Any) -> Any:
        if declared.name == "principal" and not str(identifier).startswith("sa-"):
            return identifier
        listed = SERVICE_ACCOUNTS if declared.name == "principal" else declared.refers
        return site.names.of(listed, str(identifier), site.where, site.environment)

    found = stated(site, kind, item, refer)
    if found is None:
        return None
    for option in ("properties", "table_options", "session_options"):
        if found.get(option):
            masked = [
                name for name, value in found[option].items() if sql.secret_property(name, value) or _stars(value)
            ]
            found[option] = {name: value for name, value in found[option].items() if name not in masked}
            for name in masked:
                site.told.lacking(site.where, label, f"{option}.{name}")
            if not found[option]:
                del found[option]
    if item.get("cluster"):
        name = site.names.cluster(item["cluster"], site.environment)
        found["cluster"] = name or item["cluster"]
    return found


def answered(item: Object) -> bool:
    """Whether it is a statement that only asked something, and has been answered. Pure."""
    return item.get("phase") == "COMPLETED" and item.get("sql_kind") in ("SELECT", "SHOW", "DESCRIBE", "EXPLAIN")


def _stars(value: Any) -> bool:
    return isinstance(value, str) and len(value) > 1 and set(value) == {"*"}


def ksql_statements(site: Site) -> Iterator[Object]:
    """What each ksqlDB cluster holds, by the statements that made it."""
    for raw in site.cloud.listed("/ksqldbcm/v2/clusters", {"environment": site.environment}):
        name = str((raw.get("spec") or {}).get("display_name"))
        try:
            kind = site.opened(ksql_cluster=raw["id"], connectors=False, name=None, type=None)
            found = kind.select()
        except ConfluentError as error:
            site.told.gap(site.where, f"ksqlDB cluster {name}: {reason_of(error)}")
            continue
        for item in sorted(found, key=lambda one: kind.server.holding.depth(kind.key(one))):
            label = kind.label(item)
            if item["name"] == LOG or (item["type"] == QUERY and item["name"].startswith(CREATED_WITH)):
                continue
            if not item.get("sql"):
                site.leave_out(label, "ksqlDB does not show its statement")
            elif carried(item["sql"]):
                site.leave_out(label, "its statement holds a secret")
            else:
                yield {"ksql_cluster": name, "sql": item["sql"]}


# Artifacts


def artifacts(site: Site) -> Iterator[Object]:
    """Archives for Flink, or for connectors, in the clouds and regions in which the environment has something."""
    for place in places(site):
        kind = site.opened(**place)
        for item in kind.all():
            found = stated(site, kind, item)
            if found is not None:
                site.told.lacking(site.where, kind.label(item), "artifact_file")
                yield {"name": found.pop("name"), **place, **found}


def places(site: Site) -> list[dict[str, str]]:
    """Clouds, with regions where the part has some, in which the environment has something; those on Flink's endpoints
    are where its compute pools are.
    """
    if site.part.kind.planes:
        return [{"cloud": cloud, "region": region} for cloud, region in _regions(site)]
    listed = [*site.cloud.listed(COMPUTE_POOLS.path, {"environment": site.environment})]
    listed += site.cloud.listed("/cmk/v2/clusters", {"environment": site.environment})
    names = ("cloud", "region") if site.part.option("region") else ("cloud",)
    found = {tuple(str((raw.get("spec") or {}).get(name)) for name in names) for raw in listed}
    return [dict(zip(names, place, strict=True)) for place in sorted(found)]


def plugins(site: Site) -> Iterator[Object]:
    """Custom Connect plugins, with the versions that they have under `versions`."""
    yield from by_declaration(site)


def versions(site: Site) -> Iterator[Object]:
    """Versions of the custom Connect plugin that is the parent."""
    kind = site.opened(plugin=site.parent)
    for item in kind.all():
        found = stated(site, kind, item)
        if found is not None:
            site.told.lacking(site.where, f"{kind.label(item)} of {site.parent}", "filename")
            yield found


ENVIRONMENT_PARTS: dict[str, Callable[[Site], Iterable[Object]]] = {
    "ip_filters": ip_filters,
    "networks": networks,
    "ksql_clusters": ksql_clusters,
    "flink_connections": flink,
    "flink_statements": flink,
    "flink_materialized_tables": flink,
    "ksql_statements": ksql_statements,
    "flink_artifacts": artifacts,
    "connect_artifacts": artifacts,
    "plugins": plugins,
    "versions": versions,
    "schemas": schemas,
    "subject_configs": subject_configs,
    "subject_modes": subject_modes,
    "keks": keks,
    "deks": deks,
    "schema_exporters": schema_exporters,
    "provider_shares": provider_shares,
    "business_metadata": business_metadata,
    "tag_bindings": tag_bindings,
    "business_metadata_bindings": metadata_bindings,
}


def read_part(site: Site) -> Iterable[Object]:
    """The objects of a part of an environment, or of the organization. Raises ConfluentError."""
    return ENVIRONMENT_PARTS.get(site.part.key, by_declaration)(site)
