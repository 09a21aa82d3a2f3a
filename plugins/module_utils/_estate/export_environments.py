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
from .._secrets.recognition import carried, secret
from .._wire.references import COMPUTE_POOLS, IP_GROUPS, SERVICE_ACCOUNTS, USERS
from ..kinds.data_encryption_keys import places
from ..kinds.flink import sql
from ..kinds.ip_filters import NO_PUBLIC_NETWORKS
from ..kinds.ksqldb.server import CREATED_WITH, LOG
from ..kinds.ksqldb.statement import QUERY
from ..kinds.role_bindings import crn
from ..kinds.schemas.registry import ALL_CONTEXTS
from ..kinds.schemas.text import context_of
from ..kinds.stream_catalog import entities
from ..kinds.stream_sharing.provider_shares import STANDING
from ..kinds.stream_sharing.shared import of_share
from .export_items import Site, by_declaration, stated
from .export_told import reason_of

NO_LIST = (
    "Stream Catalog has no list of what carries business metadata, and to ask for each topic, schema and field by "
    "itself would take a request for each"
)


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
    if item.get("phase") == "COMPLETED" and item.get("sql_kind") in ("SELECT", "SHOW", "DESCRIBE", "EXPLAIN"):
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
    for place in _places(site):
        kind = site.opened(**place)
        for item in kind.all():
            found = stated(site, kind, item)
            if found is not None:
                site.told.lacking(site.where, kind.label(item), "artifact_file")
                yield {"name": found.pop("name"), **place, **found}


def _places(site: Site) -> list[dict[str, str]]:
    """Clouds, with regions where the artifacts have some."""
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


# Schema Registry


def schemas(site: Site) -> Iterator[Object]:
    """The latest version of each subject, with references as they are; earlier versions are told."""
    kind = site.opened(latest_only=False, deleted=False)
    latest: dict[str, Object] = {}
    earlier: dict[str, int] = {}
    for item in kind.select():
        subject = str(item["subject"])
        if subject in latest:
            earlier[subject] = earlier.get(subject, 0) + 1
        if subject not in latest or item["version"] > latest[subject]["version"]:
            latest[subject] = item
    for subject, item in sorted(latest.items()):
        if subject in earlier:
            words = f"{earlier[subject]} earlier versions: the data states one version of a subject, the latest"
            site.leave_out(f"schema {subject}", words)
        found: Object = {"subject": subject, "schema": item["schema"]}
        if item["schema_type"] != "AVRO":
            found["schema_type"] = item["schema_type"]
        if item["references"]:
            found["references"] = [
                {name: one[name] for name in ("name", "subject", "version") if one.get(name) is not None}
                for one in item["references"]
            ]
        yield {**found, **{name: item[name] for name in ("metadata", "rule_set") if item.get(name)}}


def _subjects(site: Site) -> list[str | None]:
    """The registry (None), its contexts, and the subjects that have schemas."""
    kind = site.opened()
    contexts = [f":{name}:" for name in kind.paged("/contexts", {}) if name != "."]
    return [None, *contexts, *dict.fromkeys(kind.paged("/subjects", {"subjectPrefix": ALL_CONTEXTS}))]


def subject_configs(site: Site) -> Iterator[Object]:
    """Settings of the registry, of contexts and of subjects: what is inherited is nobody's own."""
    kind = site.opened()
    asked = [{"subject": subject, "_absent": True} for subject in _subjects(site)]
    for item in kind.read(asked):
        if item is None:
            continue
        own = {
            f.name: item[f.name] for f in kind.fields if f.name != "subject" and item.get(f.name) not in (None, {}, "")
        }
        if item["subject"] is None and own.get("normalize") is False:
            del own["normalize"]
        if own:
            yield {**_named(item), **own}


def subject_modes(site: Site) -> Iterator[Object]:
    """Modes of the registry, of contexts and of subjects."""
    kind = site.opened()
    for item in kind.read([{"subject": subject, "_absent": True} for subject in _subjects(site)]):
        if item is not None:
            yield {**_named(item), "mode": item["mode"]}


def _named(item: Object) -> Object:
    return {"registry_default": True} if item["subject"] is None else {"subject": item["subject"]}


def keks(site: Site) -> Iterator[Object]:
    """Key encryption keys, without credentials among their properties, and without those that are deleted."""
    kind = site.opened()
    for item in kind.all():
        if item["deleted"]:
            continue
        found = stated(site, kind, item)
        if found is None:
            continue
        found.pop("deleted", None)
        for name in [n for n, v in (found.get("properties") or {}).items() if secret(n, v)]:
            del found["properties"][name]
            site.told.lacking(site.where, kind.label(item), f"properties.{name}")
        if found.get("properties") == {}:
            del found["properties"]
        yield found


def deks(site: Site) -> Iterator[Object]:
    """Data encryption keys of the KEK that is the parent, without their material."""
    kind = site.opened(kek=site.parent)
    for place in places(site.cloud, kind.client, site.parent, deleted=False):
        found: Object = {"subject": place.subject}
        if place.version != 1:
            found["version"] = place.version
        if place.algorithm != "AES256_GCM":
            found["algorithm"] = place.algorithm
        site.told.lacking(site.where, f"{place.words} of KEK {site.parent}", "encrypted_key_material")
        yield found


def schema_exporters(site: Site) -> Iterator[Object]:
    """Exporters, without the credentials among their settings."""
    kind = site.opened()
    for item in kind.all():
        found = stated(site, kind, item)
        if found is None:
            continue
        if found.get("context_type", "AUTO") != "CUSTOM":
            found.pop("context", None)
        site.told.lacking(site.where, kind.label(item), "sensitive_config")
        yield {**found, **({"status": "paused"} if item["phase"] == "PAUSED" else {})}


def provider_shares(site: Site) -> Iterator[Object]:
    """Shares of this environment's topics, by what is shared with whom."""
    kind = site.opened(cluster=None, deleted=False)
    mine = [item for item in kind.all() if item["environment"] == site.environment and item["phase"] in STANDING]
    contents = site.cloud.map(lambda item: of_share(site.cloud, item["id"]), mine)
    for item, content in zip(mine, contents, strict=True):
        label = f"share {item['id']}"
        cluster = site.names.cluster(str(item["cluster"]), site.environment)
        if not (item.get("email") and content["topics"] and cluster):
            site.leave_out(label, "the service does not tell what it shares, with whom, or of which cluster")
            continue
        found = {"cluster": cluster, "topics": sorted(content["topics"]), "email": item["email"]}
        yield {**found, **({"subjects": sorted(content["subjects"])} if content["subjects"] else {})}


# Stream Catalog


def tag_bindings(site: Site) -> Iterator[Object]:
    """What is tagged, in the user's words: a search for each tag."""
    kind = site.opened()
    tags = [str(raw["name"]) for raw in site.cloud.listed("/catalog/v1/types/tagdefs", None, kind.catalog)]
    bound = site.cloud.map(lambda tag: list(kind.within({"tag": tag})), sorted(tags))
    for item in (one for several in bound for one in several):
        label = kind.label(item)
        words = _entity(site, item["entity_type"], str(item["qualified_name"]))
        if words is None:
            site.note(label, "the name by which the catalog calls it stays, which has ids in it")
            words = {"entity_type": item["entity_type"], "qualified_name": item["qualified_name"]}
        yield {"tag": item["tag"], **words}


def _entity(site: Site, kind: str, name: str) -> Object | None:
    """An entity in the user's words; None where they cannot be told."""
    steps = name.split(":")
    if kind == entities.ON_ENVIRONMENT and name == site.environment:
        return {"entity_type": "environment"}
    if kind == entities.ON_CLUSTER:
        cluster = site.names.cluster(name, site.environment)
        return {"entity_type": "cluster", "cluster": cluster} if cluster else None
    if kind == entities.TOPIC and len(steps) == 3:
        cluster = site.names.cluster(steps[1], site.environment)
        return {"topic": steps[2], "cluster": cluster} if cluster else None
    if kind in (entities.SCHEMA, entities.RECORD, entities.FIELD) and len(steps) in (3, 4):
        return _of_schema(site, kind, steps)
    return None


def _of_schema(site: Site, kind: str, steps: list[str]) -> Object | None:
    """A schema, a record or a field by the subject: one whose latest version has this id."""
    registry = site.cloud.schema_registry(site.environment)
    listed = site.cloud.listed("/schemas", {"subjectPrefix": ALL_CONTEXTS, "latestOnly": "true"}, registry)
    same = [raw for raw in listed if str(raw.get("id")) == steps[2] and context_of(raw["subject"]) == steps[1]]
    if len(same) != 1:
        return None
    subject = str(same[0]["subject"])
    if kind == entities.SCHEMA:
        return {"subject": subject}
    tree = entities.record_in(same[0])
    whole = entities.full_name(tree) if tree else None
    if kind == entities.RECORD:
        return {"subject": subject, "record": steps[3]}
    if whole is None or not steps[3].startswith(f"{whole}."):
        return None
    return {"subject": subject, "field": steps[3].removeprefix(f"{whole}.")}


def metadata_bindings(site: Site) -> Iterator[Object]:
    """None: there is no list of them."""
    kind = site.opened()
    if site.cloud.listed("/catalog/v1/types/businessmetadatadefs", None, kind.catalog):
        site.told.gap(site.where, NO_LIST)
    yield from ()


def business_metadata(site: Site) -> Iterator[Object]:
    """Business metadata; its attributes are optional texts where they say nothing else."""
    for item in by_declaration(site):
        for attribute in item.get("attributes") or []:
            if attribute.get("type") == "string":
                del attribute["type"]
        yield item


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
