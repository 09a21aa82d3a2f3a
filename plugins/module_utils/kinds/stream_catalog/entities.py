# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entities of Stream Catalog in the user's terms: a topic, a schema, a field, in place of a qualified name.

Qualified names as Terraform's provider documents them (its tag_binding and catalog_entity_attributes): an environment
and a cluster have their ids, a topic `lsrc:lkc:topic`, a schema `lsrc:.:id`, in the middle of which its context stands.
Below it come records and fields, `lsrc:.:id:namespace.Record` and `lsrc:.:id:namespace.Record.field` (seen by users of
the service). Of connectors no form is documented: they are looked for by name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from ..._declare.field import CLUSTER, Field, Rules
from ..._declare.override import override
from ..._errors import Ambiguous, ApiError, ConfluentError, NoCredential, NotFound, Refused
from ..._wire.cloud import Cloud
from ..._wire.http import Client, segment
from ..._wire.references import ENVIRONMENTS
from ..schemas.text import DEFAULT_CONTEXT, context_of

# The user's words for types of entities, and the catalog's.
TOPIC, SCHEMA, RECORD, FIELD = "kafka_topic", "sr_schema", "sr_record", "sr_field"
ON_CLUSTER, ON_ENVIRONMENT, CONNECTOR = "kafka_logical_cluster", "cf_environment", "cn_connector"
TYPES = {
    "topic": TOPIC,
    "schema": SCHEMA,
    "record": RECORD,
    "field": FIELD,
    "cluster": ON_CLUSTER,
    "environment": ON_ENVIRONMENT,
    "connector": CONNECTOR,
}
# The options that name an entity. Which type is meant follows from them, but for a cluster and an environment, which
# nobody is to tag by leaving something out.
NAMING = (
    Field("topic", wire=None),
    Field("subject", wire=None),
    Field("version", wire=None, type="int", minimum=1),
    Field("record", wire=None),
    Field("field", wire=None),
    Field("connector", wire=None),
    CLUSTER.but(wire=None),
)
NAMED_BY = ("topic", "subject", "connector", "qualified_name")
RULES = Rules(
    mutually_exclusive=(NAMED_BY,),
    required_by={
        "version": ("subject",),
        "record": ("subject",),
        "field": ("subject",),
        "qualified_name": ("entity_type",),
    },
)
SEARCH = "/catalog/v1/search"
PAGE = 500  # the most that one search gives (document)
AVRO = "AVRO"
NO_TOPIC = "40403"  # Kafka REST's own word for a topic that is not there; another 404 may mean the cluster


class Entity(NamedTuple):
    """An entity by the catalog's type and its qualified name."""

    type: str
    name: str

    @override
    def __str__(self) -> str:
        return f"{self.type} {self.name}"

    @property
    def path(self) -> str:
        """Where it is, encoded."""
        return f"/catalog/v1/entity/type/{segment(self.type)}/name/{segment(self.name)}"


def any_named(item: Mapping[str, Any]) -> bool:
    """Whether an item names an entity at all. Pure."""
    return any(item.get(name) for name in (*NAMED_BY, "entity_type"))


def type_of(item: Mapping[str, Any]) -> str:
    """The catalog's type of the entity that an item names, empty where it names none. Pure."""
    stated = _type(item.get("entity_type") or "")
    by_names = next((name for name in ("field", "record", "topic", "connector") if item.get(name)), "")
    by_names = by_names or ("schema" if item.get("subject") else "")
    return TYPES.get(by_names) or stated


def _type(stated: str) -> str:
    """The catalog's type for a stated one, in whatever case that is. Pure."""
    known = {name.lower(): kind for name, kind in (*TYPES.items(), *((kind, kind) for kind in TYPES.values()))}
    return known.get(stated.lower(), stated)


def problems(item: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the names of an entity. Pure."""
    names = ("entity_type", "qualified_name", *(f.name for f in NAMING))
    for name in names:
        if isinstance(item.get(name), str) and not item[name].strip():
            yield f"{name} is empty"
    if item.get("version") is not None and item["version"] < 1:  # the registry takes -1 for the latest one
        yield f"version must be at least 1, not {item['version']}: leave it out for the latest one"
    named = [name for name in NAMED_BY if item.get(name)]
    kind, stated = type_of(item), item.get("entity_type")
    if not kind:
        yield (
            "an entity has to be named: by topic, subject (with record or field), connector, entity_type: cluster, "
            "entity_type: environment, or entity_type and qualified_name"
        )
    elif stated and _type(stated) != kind:
        yield f"entity_type {stated} does not go with what is named, which is a {kind}"
    elif not named and kind not in (ON_CLUSTER, ON_ENVIRONMENT):
        yield f"entity_type {stated} needs a name: topic, subject, connector or qualified_name"
    if kind in (TOPIC, CONNECTOR, ON_CLUSTER) and "qualified_name" not in named and not item.get("cluster"):
        yield f"cluster is needed for an entity of type {kind} (environment variable: CONFLUENT_KAFKA_CLUSTER)"


def found_in(catalog: Client, **query: Any) -> Iterator[dict[str, Any]]:
    """Every entity that a search finds, as the catalog shows it. `query`: its parameters. Raises ApiError.

    The search lags behind writes. It has no order that is promised, so one may be missed while others are made. A page
    that is shorter than it may be is the last one; how long it may be the answer tells, should the service allow less.
    Raises ConfluentError where the service gives the same page for ever.
    """
    path = f"{SEARCH}/{'attribute' if 'attrName' in query else 'basic'}"
    seen: set[tuple[Any, Any]] = set()
    offset = 0
    while True:
        answer = catalog.get(path, {**query, "limit": PAGE, "offset": offset})
        page = (
            answer.get("entities") or []
        )  # left out where nothing is found, as Atlas does, of which the catalog is made
        allowed = (answer.get("searchParameters") or {}).get("limit")
        most = allowed if isinstance(allowed, int) and 0 < allowed < PAGE else PAGE
        fresh = {(one.get("typeName"), (one.get("attributes") or {}).get("qualifiedName")): one for one in page}
        new = {key: one for key, one in fresh.items() if key not in seen}
        if page and not new and len(page) >= most:
            raise ConfluentError(
                f"GET {path} answers with the same entities again when it is asked for the next ones (offset), so the "
                "search cannot be read to its end. A proxy may be the cause."
            )
        yield from new.values()
        if len(page) < most:
            return
        seen.update(new)
        offset += len(page)


class Entities:
    """The entities of one environment: from the user's words to qualified names, and whether they exist elsewhere."""

    def __init__(self, cloud: Cloud, environment: str | None, catalog: Callable[[], Client]) -> None:
        self._cloud, self._environment, self._catalog = cloud, environment, catalog
        self._failures: dict[tuple[str, Any], ConfluentError] = {}

    def named(self, item: Mapping[str, Any]) -> Entity:
        """The entity that an item names. Raises NotFound, Ambiguous, Refused, ApiError, NoCredential."""
        kind = type_of(item)
        if item.get("qualified_name"):
            short = kind == TOPIC and item["qualified_name"].startswith("lkc-")
            return Entity(kind, f"{self._registry_id()}:{item['qualified_name']}" if short else item["qualified_name"])
        if kind == ON_ENVIRONMENT:
            return Entity(kind, self._cloud.environment_id(self._environment))
        if kind in (SCHEMA, RECORD, FIELD):
            return self._of_subject(kind, item)
        cluster = self._cluster(item["cluster"])
        if kind == TOPIC:
            return Entity(kind, f"{self._registry_id()}:{cluster}:{item['topic']}")
        return self._connector(item["connector"], cluster) if kind == CONNECTOR else Entity(kind, cluster)

    def _cluster(self, reference: str) -> str:
        if reference.startswith("lkc-"):
            return reference
        environment = self._cloud.environment_id(self._environment)
        found: str = self._cloud.find_cluster(environment, reference)["id"]
        return found

    def _registry_id(self) -> str:
        """The id of the registry, with which qualified names begin: told by the control plane only."""
        try:
            found: str = self._cloud.find_schema_registry(self._cloud.environment_id(self._environment))["id"]
        except NoCredential as error:
            raise NoCredential(
                f"{error.problems[0]}. It is needed to make the name by which the catalog calls the entity; without it "
                "give entity_type and qualified_name"
            ) from error
        return found

    # Schemas

    def prepare(self, items: list[Mapping[str, Any]]) -> None:
        """Read the subjects of many items at the same time. What fails is told when its item's turn comes, and not
        asked for once more.
        """

        def read(wanted: tuple[str, Any]) -> None:
            try:
                self._version(*wanted)
            except ConfluentError as error:
                self._failures[wanted] = error

        wanted = {(item["subject"], item.get("version")): None for item in items if item.get("subject")}
        self._cloud.map(read, wanted)

    def _version(self, subject: str, version: Any) -> dict[str, Any]:
        """A version of a subject as the registry shows it, the latest without a number."""
        if (subject, version) in self._failures:
            raise self._failures[subject, version]
        registry = self._cloud.schema_registry(self._environment)
        path = f"/subjects/{segment(subject)}/versions/{version or 'latest'}"

        def read() -> dict[str, Any]:
            found: dict[str, Any] = registry.get(path, None, ("id",))
            return found

        missing = NotFound("subject" if version is None else f"version {version} of the subject", subject)
        try:
            found: dict[str, Any] = self._cloud.known.once(path, registry.base_url, read)
        except ApiError as error:
            if error.status == 404 and str(error.code).startswith("404") and len(str(error.code)) > 3:
                raise missing from error
            raise
        # A name without a context is looked for in all of them.
        if context_of(str(found.get("subject") or subject)) != context_of(subject):
            raise missing
        return found

    def _of_subject(self, kind: str, item: Mapping[str, Any]) -> Entity:
        found = self._version(item["subject"], item.get("version"))
        base = f"{self._registry_id()}:{context_of(item['subject'])}:{found['id']}"
        if kind == SCHEMA:
            return Entity(kind, base)
        tree = record_in(found)
        whole = full_name(tree) if tree else None
        record = item.get("record") or whole
        if record is None:
            raise Refused(
                f"record is needed for a field of {item['subject']}: its schema is no Avro record, whose name could be "
                "read. Give the name as the catalog has it, with its package"
            )
        if whole is not None and tree is not None and record == tree["name"].rpartition(".")[2]:
            record = whole
        if kind == RECORD:
            return Entity(kind, f"{base}:{record}")
        path = str(item["field"]).removeprefix(f"{record}.")
        if tree is not None and record == whole:
            _check_field(item["subject"], path, tree)
        return Entity(kind, f"{base}:{record}.{path}")

    # Connectors

    def _connector(self, name: str, cluster: str) -> Entity:
        """The entity of a connector: its qualified name is documented nowhere, so it is the one of that very name and
        cluster that the catalog knows.
        """
        told = found_in(self._catalog(), type=[CONNECTOR], attrName=["name"], attrValuePrefix=[name])
        shown = [(entity.get("attributes") or {}) for entity in told]
        named = [str(one["qualifiedName"]) for one in shown if one.get("name") == name and one.get("qualifiedName")]
        here = sorted({one for one in named if cluster in one.split(":")})
        if len(here) > 1:
            raise Ambiguous("connector", name, here)
        if not here:
            raise NotFound(
                "connector", name, where=f" of cluster {cluster} in the catalog (a new one is known a minute later)"
            )
        return Entity(CONNECTOR, here[0])

    # Whether what an entity stands for exists

    def exists(self, entity: Entity) -> tuple[bool | None, str]:
        """Whether what an entity stands for is there, and what to say where it is not, or cannot be told (None)."""
        parts = entity.name.split(":")
        try:
            if entity.type == TOPIC and len(parts) == 3:
                return self._topic_exists(*parts[1:])
            if entity.type in (SCHEMA, RECORD, FIELD) and len(parts) > 2:
                return self._schema_exists(*parts[1:3])
            if entity.type == ON_ENVIRONMENT:
                return self._cloud.by_id(ENVIRONMENTS.path, entity.name) is not None, f"there is no {entity}"
            if entity.type == ON_CLUSTER:
                self._cloud.find_cluster(self._cloud.environment_id(self._environment), entity.name)
                return True, ""
        except NotFound as error:
            return False, error.problems[0]
        except NoCredential:
            return None, "no Kafka API key is given that could tell whether the topic exists"
        except ConfluentError as error:
            return None, f"whether it exists could not be told: {error}"
        return None, "nothing else tells whether it exists"

    def _topic_exists(self, cluster: str, topic: str) -> tuple[bool | None, str]:
        kafka, _cluster = self._cloud.kafka(self._environment, cluster)
        try:
            kafka.get(f"/kafka/v3/clusters/{segment(cluster)}/topics/{segment(topic)}")
        except ApiError as error:
            if error.status == 404 and str(error.code) == NO_TOPIC:
                return False, f"there is no topic {topic!r} in cluster {cluster}"
            raise
        return True, ""

    def _schema_exists(self, context: str, identifier: str) -> tuple[bool | None, str]:
        registry = self._cloud.schema_registry(self._environment)
        params = None if context == DEFAULT_CONTEXT else {"subject": f":{context}:"}
        try:
            registry.get(f"/schemas/ids/{segment(identifier)}", params)
        except ApiError as error:
            if error.status != 404:
                raise
            return False, f"there is no schema with the id {identifier} in the registry"
        return True, ""


def record_in(version: Mapping[str, Any]) -> dict[str, Any] | None:
    """The Avro record that a version of a subject is, None where it is something else. Pure."""
    if version.get("schemaType", AVRO) != AVRO:
        return None
    try:
        tree = json.loads(version.get("schema") or "")
    except ValueError:
        return None
    is_record = isinstance(tree, dict) and tree.get("type") == "record" and isinstance(tree.get("name"), str)
    return tree if is_record else None


def full_name(record: Mapping[str, Any]) -> str:
    """The name of an Avro record with its namespace. Pure."""
    name, namespace = record["name"], record.get("namespace")
    return name if "." in name or not namespace else f"{namespace}.{name}"


def _check_field(subject: str, path: str, record: Mapping[str, Any]) -> None:
    """See that a field is there: of a path the first step, for how the rest is called the schema does not say."""
    names = [str(field.get("name")) for field in record.get("fields") or [] if isinstance(field, dict)]
    first = path.split(".")[0]
    if first not in names:
        near = get_close_matches(first, names, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else f" It has: {', '.join(names)}."
        raise Refused(f"the record {full_name(record)} of {subject} has no field {first}.{hint}")
