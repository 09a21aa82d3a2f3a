# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read in Schema Registry and Stream Catalog, as the data states it, and what is shared of it."""

from __future__ import annotations

from collections.abc import Iterator

from .._declare.field import Object
from .._secrets.recognition import secret
from ..kinds.data_encryption_keys import places
from ..kinds.schemas.registry import ALL_CONTEXTS
from ..kinds.schemas.text import context_of
from ..kinds.stream_catalog import entities
from ..kinds.stream_sharing.provider_shares import STANDING
from ..kinds.stream_sharing.shared import of_share
from .export_items import Site, by_declaration, stated

NO_LIST = (
    "Stream Catalog has no list of what carries business metadata. each_entity: true (of the playbook export: "
    "confluent_export_each_entity) asks each entity for it, a request for each topic, schema, field and so on"
)


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
        yield {"tag": item["tag"], **_named_entity(site, kind.label(item), item)}


def _named_entity(site: Site, label: str, item: Object) -> Object:
    """What something is bound to in the user's words, or as the catalog calls it, which is told."""
    words = _entity(site, item["entity_type"], str(item["qualified_name"]))
    if words is None:
        site.note(label, "the name by which the catalog calls it stays, which has ids in it")
        return {"entity_type": item["entity_type"], "qualified_name": item["qualified_name"]}
    return words


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
    """There is no list of them, so each entity that the catalog's search knows is asked, where that is wanted."""
    kind = site.opened()
    if not site.cloud.listed("/catalog/v1/types/businessmetadatadefs", None, kind.catalog):
        return
    if not site.each_entity:
        site.told.gap(site.where, NO_LIST)
        return
    found = entities.found_in(kind.catalog, type=list(entities.TYPES.values()))
    named = ((str(raw["typeName"]), str((raw.get("attributes") or {})["qualifiedName"])) for raw in found)
    known = sorted(entities.Entity(*names) for names in named)
    told = site.cloud.map(kind.told, known, "entities asked for their business metadata")
    for entity, carried in zip(known, told, strict=True):
        for item in (kind.from_api(raw, entity) for raw in carried or ()):
            bound: Object = {"business_metadata": item["business_metadata"]}
            bound.update(_named_entity(site, kind.label(item), item))
            yield {**bound, "attributes": item["attributes"]} if item["attributes"] else bound


def business_metadata(site: Site) -> Iterator[Object]:
    """Business metadata; its attributes are optional texts where they say nothing else."""
    for item in by_declaration(site):
        for attribute in item.get("attributes") or []:
            if attribute.get("type") == "string":
                del attribute["type"]
        yield item
