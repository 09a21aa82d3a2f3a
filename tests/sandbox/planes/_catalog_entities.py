# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream Catalog: its entities, what they carry, and the search over them (data-catalog-v1, ``/catalog/v1/entity``,
``/catalog/v1/search``).

An entity stands for something that is elsewhere: it is there when that is, and the catalog learns of it late (the
setting ``catalog_entity_delay``, from the first time that the catalog is asked). Qualified names as seen: an
environment and a cluster by their ids, a topic ``lsrc:lkc:topic`` (taken also without the registry), a schema
``lsrc:.:id`` with its context in the middle, records and fields ``lsrc:.:id:namespace.Record.field``. That of a
connector is documented nowhere; here it is ``lsrc:lkc:lcc``, of type ``cn_connector`` as Confluent's GraphQL reference
calls it.

What is bound is told by the entity at once, and by the search late (``catalog_search_delay``). A tag that is bound
already, and business metadata too, are refused in an answer whose status is 200; so is an entity that is not known. An
attribute of business metadata that a PUT leaves out stays (seen by users of Terraform's provider).
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..responses import json_response
from ..state import JsonObject, State
from . import _catalog_definitions as definitions
from ._catalog_common import Call, error, problem_of, refused

TABLE, SEEN = "catalog_entities", "catalog_seen"
ENTITY = "/catalog/v1/entity"
ONE = f"{ENTITY}/type/{{type}}/name/{{name}}"
MOST = 500
_TAG: dict[str, type] = {
    "typeName": str,
    "attributes": dict,
    "entityGuid": str,
    "entityStatus": str,
    "propagate": bool,
    "validityPeriods": list,
    "removePropagationsOnEntityDelete": bool,
    "entityType": str,
    "entityName": str,
}
_METADATA: dict[str, type] = {"typeName": str, "attributes": dict, "entityType": str, "entityName": str}
_FREE = ("description", "owner", "ownerEmail")  # attributes that can be given to an entity; others are ignored


class Entities:
    """The entities of one catalog, by type and qualified name, with what is kept of them."""

    def __init__(self, call: Call) -> None:
        self.call, self.state = call, call.state
        self.all = self._known(dict(self._there()))

    def _there(self) -> Any:
        """Everything that there is an entity of: ((type, qualified name), attributes)."""
        state, lsrc, environment = self.state, self.call.lsrc, self.call.environment
        yield ("cf_environment", environment), {"name": state.environments[environment]["display_name"]}
        for lkc, cluster in state.clusters.items():
            if cluster["environment"] != environment:
                continue
            yield ("kafka_logical_cluster", lkc), {"name": cluster["display_name"]}
            for name, topic in state.topics.get(lkc, {}).items():
                if not topic.internal and topic.gone_at is None:
                    attributes = {"name": name, "partitionsCount": topic.partitions}
                    yield ("kafka_topic", f"{lsrc}:{lkc}:{name}"), attributes
            for name, connector in state.connectors.get(lkc, {}).items():
                yield ("cn_connector", f"{lsrc}:{lkc}:{connector['id']}"), {"name": name}
        registry: Any = state.registries.get(lsrc)
        if registry:
            for version in registry.all_versions(registry.names(""), deleted=False, latest_only=False):
                yield from _of_schema(lsrc, version)

    def _known(self, there: dict[Any, JsonObject]) -> dict[Any, JsonObject]:
        """Those that the catalog has learned of by now; what is kept of others is forgotten."""
        kept = self.call.table(TABLE)
        for key in [key for key in kept if tuple(key.split("|", 1)) not in there]:
            del kept[key]
        delay = self.state.settings.catalog_entity_delay
        if not delay:
            return there
        seen, now = self.call.table(SEEN), self.state.now()
        for kind, name in there:
            seen.setdefault(f"{kind}|{name}", {"known_at": now + delay})
        return {key: value for key, value in there.items() if seen["|".join(key)]["known_at"] <= now}

    def find(self, kind: Any, name: Any) -> str | None:
        """The qualified name of an entity that is known, in its long form; None where there is none."""
        for spelled in (name, f"{self.call.lsrc}:{name}"):
            if (kind, spelled) in self.all:
                return str(spelled)
        return None

    def kept(self, kind: str, name: str) -> JsonObject:
        """What is kept of an entity, to be written to."""
        fresh: JsonObject = {"tags": {}, "metadata": {}, "attributes": {}, "history": []}
        return self.call.table(TABLE).setdefault(f"{kind}|{name}", fresh)

    def seen(self, kind: str, name: str) -> JsonObject:
        """What is kept of an entity, to be looked at."""
        return self.call.table(TABLE).get(f"{kind}|{name}") or {"tags": {}, "metadata": {}, "attributes": {}}

    def attributes(self, kind: str, name: str) -> JsonObject:
        return {"qualifiedName": name, **self.all[kind, name], **self.seen(kind, name)["attributes"]}

    def note(self, kind: str, name: str) -> None:
        """Its tags have changed: the search will learn of it."""
        kept, delay = self.kept(kind, name), self.state.settings.catalog_search_delay
        if delay:
            kept["history"].append([self.state.now() + delay, list(kept["tags"])])

    def searched(self, kind: str, name: str) -> list[str]:
        """Its tags as the search has them by now."""
        kept = self.seen(kind, name)
        history = kept.get("history") or []
        past = [tags for at, tags in history if at <= self.state.now()]
        return past[-1] if past else ([] if history else list(kept["tags"]))


def _of_schema(lsrc: str, version: Any) -> Any:
    """A schema, and its records and fields where it is Avro."""
    subject, schema = version.subject, version.schema
    context = subject[1:].partition(":")[0] if subject.startswith(":.") else "."
    base = f"{lsrc}:{context}:{schema.id}"
    yield ("sr_schema", base), {"name": subject, "id": schema.id}
    if schema.parsed.schema_type != "AVRO":
        return
    tree = json.loads(schema.text) if schema.text.lstrip()[:1] in '{["' else None
    if not isinstance(tree, dict) or tree.get("type") != "record":
        return
    whole = tree["name"] if "." in tree["name"] else ".".join(filter(None, (tree.get("namespace"), tree["name"])))
    yield ("sr_record", f"{base}:{whole}"), {"name": tree["name"]}
    yield from _fields(base, whole, tree)


def _fields(base: str, path: str, record: JsonObject) -> Any:
    for field in record["fields"]:
        here = f"{path}.{field['name']}"
        yield ("sr_field", f"{base}:{here}"), {"name": field["name"]}
        inner = field["type"]
        if isinstance(inner, dict) and inner.get("type") == "record":
            yield from _fields(base, here, inner)


def in_use(sort: definitions.Sort) -> definitions.InUse:
    """Whether an entity carries a tag, or business metadata."""
    member = "tags" if sort is definitions.TAGS else "metadata"

    def used(call: Call, name: str) -> bool:
        Entities(call)  # forgets what is kept of entities that have gone
        return any(name in kept[member] for kept in call.table(TABLE).values())

    return used


def _unknown(kind: Any, name: Any) -> str:
    return f"Instance {kind} with unique attribute {{qualifiedName={name}}} does not exist"


def _bound(kind: str, name: str, tag: str, kept: JsonObject) -> JsonObject:
    guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}|{name}"))
    status = {"entityGuid": guid, "entityStatus": "ACTIVE", "propagate": True, "validityPeriods": []}
    rest = {"removePropagationsOnEntityDelete": False, "entityType": kind, "entityName": name}
    return {"typeName": tag, "attributes": kept.get("attributes") or {}, **status, **rest}


def _of_path(state: State, request: Request, feature: str = "") -> tuple[Call, Entities, str, str]:
    """The entity of the path: a 404 where it is not known."""
    call = Call(state, request, feature)
    entities = Entities(call)
    kind, name = request.path_params["type"], request.path_params["name"]
    found = entities.find(kind, name)
    if found is None:
        raise error(404, _unknown(kind, name))
    return call, entities, kind, found


def _tag_routes(state: State) -> list[BaseRoute]:
    feature, sort = "tagdefs", definitions.TAGS

    def bind(entities: Entities, item: JsonObject, new: bool) -> JsonObject:
        kind, tag = item.get("entityType"), item["typeName"]
        if tag not in entities.call.table(sort.table):
            return refused(item, 404, f"Given typename {tag} was invalid")
        name = entities.find(kind, item.get("entityName"))
        if name is None:
            return refused(item, 404, _unknown(kind, item.get("entityName")))
        kept = entities.kept(str(kind), name)
        if new and tag in kept["tags"]:
            return refused(item, 400, f"Entity {name} already associated with classification {tag}")
        if not new and tag not in kept["tags"]:
            return refused(item, 400, f"Entity {name} is not associated with classification {tag}")
        kept["tags"][tag] = {"attributes": item.get("attributes") or {}}
        entities.note(str(kind), name)
        return _bound(str(kind), name, tag, kept["tags"][tag])

    async def write(request: Request) -> Response:
        call = Call(state, request, feature)
        items = await call.items()
        for item in items:
            problem = problem_of(item, "Tag", _TAG, set(), "typeName")
            if problem:
                raise error(400, problem)
        entities = Entities(call)
        return call.results([bind(entities, item, request.method == "POST") for item in items])

    async def tell(request: Request) -> Response:
        _call, entities, kind, name = _of_path(state, request, feature)
        tags = entities.seen(kind, name)["tags"]
        return json_response([_bound(kind, name, tag, kept) for tag, kept in tags.items()])

    async def unbind(request: Request) -> Response:
        _call, entities, kind, name = _of_path_to_write(state, request, feature)
        tag = request.path_params["tag"]
        if tag not in entities.seen(kind, name)["tags"]:
            raise error(400, f"Entity {name} is not associated with classification {tag}")
        del entities.kept(kind, name)["tags"][tag]
        entities.note(kind, name)
        return Response(status_code=204)

    return [
        Route(f"{ENTITY}/tags", write, methods=["POST", "PUT"]),
        Route(f"{ONE}/tags", tell, methods=["GET"]),
        Route(f"{ONE}/tags/{{tag}}", unbind, methods=["DELETE"]),
    ]


def _of_path_to_write(state: State, request: Request, feature: str) -> tuple[Call, Entities, str, str]:
    """As ``_of_path``; the document of the deletions knows no 404."""
    call = Call(state, request, feature)
    entities = Entities(call)
    kind, name = request.path_params["type"], request.path_params["name"]
    found = entities.find(kind, name)
    if found is None:
        raise error(400, _unknown(kind, name))
    return call, entities, kind, found


def _metadata_routes(state: State) -> list[BaseRoute]:
    feature, sort = "businessmetadatadefs", definitions.BUSINESS

    def bind(entities: Entities, item: JsonObject, new: bool) -> JsonObject:
        kind, title = item.get("entityType"), item["typeName"]
        definition = entities.call.table(sort.table).get(title)
        if definition is None:
            return refused(item, 404, f"Given typename {title} was invalid")
        name = entities.find(kind, item.get("entityName"))
        if name is None:
            return refused(item, 404, _unknown(kind, item.get("entityName")))
        stated = item.get("attributes") or {}
        known = {one["name"]: one for one in definition["definition"]["attributeDefs"]}
        wrong = sorted(set(stated) - set(known)) or sorted(n for n, v in stated.items() if not isinstance(v, str))
        if wrong:
            return refused(item, 400, f"Invalid attributes of business metadata {title}: {', '.join(wrong)}")
        there = entities.seen(str(kind), name)["metadata"]
        if new and title in there:
            return refused(item, 409, f"Business metadata {title} already exists for entity {name}")
        if not new and title not in there:
            return refused(item, 400, f"Business metadata {title} does not exist for entity {name}")
        lacking = [n for n, one in known.items() if new and not one["isOptional"] and not stated.get(n)]
        if lacking and not all(known[n].get("defaultValue") for n in lacking):
            return refused(item, 400, f"Mandatory attributes of business metadata {title} are missing: {lacking}")
        defaults = {n: known[n]["defaultValue"] for n in lacking}
        whole = {**there.get(title, {}), **defaults, **stated}
        entities.kept(str(kind), name)["metadata"][title] = whole
        return shown(str(kind), name, title, whole)

    def shown(kind: str, name: str, title: str, attributes: JsonObject) -> JsonObject:
        return {"typeName": title, "attributes": dict(attributes), "entityType": kind, "entityName": name}

    async def write(request: Request) -> Response:
        call = Call(state, request, feature)
        items = await call.items()
        for item in items:
            problem = problem_of(item, "BusinessMetadata", _METADATA, set(), "typeName")
            if problem:
                raise error(400, problem)
        entities = Entities(call)
        return call.results([bind(entities, item, request.method == "POST") for item in items])

    async def tell(request: Request) -> Response:
        _call, entities, kind, name = _of_path(state, request, feature)
        there = entities.seen(kind, name)["metadata"]
        return json_response([shown(kind, name, title, attributes) for title, attributes in there.items()])

    async def unbind(request: Request) -> Response:
        _call, entities, kind, name = _of_path_to_write(state, request, feature)
        title = request.path_params["bm"]
        if title not in entities.seen(kind, name)["metadata"]:
            raise error(400, f"Business metadata {title} does not exist for entity {name}")
        del entities.kept(kind, name)["metadata"][title]
        return Response(status_code=204)

    return [
        Route(f"{ENTITY}/businessmetadata", write, methods=["POST", "PUT"]),
        Route(f"{ONE}/businessmetadata", tell, methods=["GET"]),
        Route(f"{ONE}/businessmetadata/{{bm}}", unbind, methods=["DELETE"]),
    ]


def _entity_routes(state: State) -> list[BaseRoute]:
    async def get(request: Request) -> Response:
        _call, entities, kind, name = _of_path(state, request)
        kept = entities.seen(kind, name)
        entity = {
            "typeName": kind,
            "attributes": entities.attributes(kind, name),
            "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}|{name}")),
            "status": "ACTIVE",
            "classifications": [_bound(kind, name, tag, one) for tag, one in kept["tags"].items()],
            "businessAttributes": kept["metadata"],
            "labels": [],
        }
        return json_response({"referredEntities": {}, "entity": entity})

    async def put(request: Request) -> Response:
        call = Call(state, request)
        body = await call.body()
        entity = body.get("entity") if isinstance(body, dict) else None
        if not isinstance(entity, dict) or not isinstance(entity.get("attributes"), dict):
            raise error(400, "Cannot deserialize EntityWithExtInfo: entity")
        entities, kind = Entities(call), entity.get("typeName")
        name = entities.find(kind, entity["attributes"].get("qualifiedName"))
        if name is None:
            raise error(404, _unknown(kind, entity["attributes"].get("qualifiedName")))
        wanted = {key: value for key, value in entity["attributes"].items() if key in _FREE}
        if any(not isinstance(value, str) for value in wanted.values()):
            raise error(400, "Attributes have to be strings")
        entities.kept(str(kind), name)["attributes"].update(wanted)
        updated = {"typeName": kind, "attributes": {"qualifiedName": name, **wanted}, "status": "ACTIVE"}
        return json_response({"mutatedEntities": {"UPDATE": [updated]}})

    return [Route(ENTITY, put, methods=["PUT"]), Route(ONE, get, methods=["GET"])]


def _search_routes(state: State) -> list[BaseRoute]:
    def number(request: Request, name: str, default: int, most: int | None = None) -> int:
        text = request.query_params.get(name, str(default))
        if not text.isdecimal() or (most is not None and int(text) > most):
            raise error(400, f"Invalid value for {name}: {text}")
        return int(text)

    async def search(request: Request) -> Response:
        call = Call(state, request)
        entities, query = Entities(call), request.query_params
        kinds, text, tag = query.getlist("type"), query.get("query", "").lower(), query.get("tag")
        limit, offset = number(request, "limit", 100, MOST), number(request, "offset", 0)
        wanted = list(zip(query.getlist("attrName"), query.getlist("attrValuePrefix"), strict=False))
        found = []
        for kind, name in sorted(entities.all):
            attributes, tags = entities.attributes(kind, name), entities.searched(kind, name)
            fits = (not kinds or kind in kinds) and (tag is None or tag in tags)
            fits = fits and (not text or text.rstrip("*") in str(attributes["name"]).lower())
            if fits and all(str(attributes.get(key, "")).startswith(value) for key, value in wanted):
                told = {
                    key: attributes[key]
                    for key in ("name", "qualifiedName", *query.getlist("attr"))
                    if key in attributes
                }
                marks = {"classificationNames": tags, "classifications": [{"typeName": one} for one in tags]}
                found.append(
                    {"typeName": kind, "attributes": told, "status": "ACTIVE", "displayText": told["name"], **marks}
                )
        if query.get("sortBy"):
            down = query.get("sortOrder") == "DESCENDING"
            found.sort(key=lambda one: str(one["attributes"].get(query["sortBy"], "")), reverse=down)
        asked = {"includeDeleted": query.get("deleted") == "true", "limit": limit, "offset": offset}
        return json_response({"searchParameters": asked, "types": kinds, "entities": found[offset : offset + limit]})

    return [Route(f"/catalog/v1/search/{how}", search, methods=["GET"]) for how in ("basic", "attribute")]


def routes(state: State) -> list[BaseRoute]:
    """The routes of entities and of the search."""

    def remove(environment: str) -> None:
        for lsrc, registry in state.schema_registries.items():
            if registry["environment"] == environment:
                state.table(TABLE).pop(lsrc, None)
                state.table(SEEN).pop(lsrc, None)

    state.on_delete_environment.append(remove)
    return [*_tag_routes(state), *_metadata_routes(state), *_entity_routes(state), *_search_routes(state)]
