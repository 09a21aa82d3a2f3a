# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schema Registry over HTTP: routes, permissions, query parameters and answers around ``_registry.Registry``.

Source: the schema-registry-v1 OpenAPI document (exporters: ``exporters.py``, DEK registry: ``dek_registry.py``),
API_MAP B.3 and C.4. Where the document and the service differ, the service is followed:

* ``GET .../schema`` and ``GET /schemas/ids/{id}/schema`` answer the schema's own text, not a JSON string;
* ``DELETE /config[/{subject}]`` answers the old configuration as an object (Confluent's own client reads one);
* ``schemaType`` is there for AVRO, too; empty ``references``, ``metadata`` and ``ruleSet`` are absent;
* ``PUT /config[/{subject}]`` answers the whole configuration that results, not the request;
* a subject without its own configuration is 40408, without its own mode 40409 (the document only knows 40401).

An alias stands for its subject on every path below ``/subjects`` and ``/compatibility`` and in the ``subject``
parameter of ``/schemas/ids``, DELETE included (seen on Schema Registry 8.3.1); ``/config`` and ``/mode`` speak of the
alias itself.

Not simulated: schema tags, validation of rules, packages' limits.
Default and override metadata and rule sets are kept in the configuration, but not applied to schemas.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..state import State
from ._compatibility import OldVersion
from ._registry_call import Call, Handler, answer
from ._registry_config_calls import ROUTES as CONFIG_ROUTES
from ._registry_model import (
    MEDIA_TYPE,
    InvalidSchemaError,
    Version,
    as_old,
    context_of,
    error,
    has_prefix,
    parse_version,
    version_not_found,
)
from ._registry_seed import seed
from ._registry_verdict import incompatibilities_of
from ._schema_formats import SCHEMA_TYPES

PLANE = "schema_registry"

ALL_CONTEXTS = ":*:"
MAX_SCHEMAS = 20000
MAX_REQUESTS_PER_SECOND = 25


# --- subjects and versions


async def list_subjects(call: Call) -> Response:
    prefix = call.query.get("subjectPrefix", ALL_CONTEXTS)
    wants_deleted, only_deleted = call.flag("deleted"), call.flag("deletedOnly")
    names = []
    for name in sorted(call.registry.subjects):
        hidden = all(version.deleted for version in call.registry.subjects[name].values())
        shown = hidden if only_deleted else wants_deleted or not hidden
        if shown and has_prefix(name, prefix) and call.may("READ", name):
            names.append(name)
    return answer(call.page(names))


async def list_versions(call: Call) -> Response:
    subject = call.subject()
    call.demand("READ", subject)
    only_deleted = call.flag("deletedOnly")
    found = call.registry.versions(subject, deleted=call.flag("deleted") or only_deleted)
    return answer(call.page([item.number for item in found if item.deleted or not only_deleted]))


def _wanted_version(call: Call) -> Version:
    subject = call.subject()
    call.demand("READ", subject)
    return call.registry.version_anywhere(subject, call.request.path_params["version"], deleted=call.flag("deleted"))


async def get_version(call: Call) -> Response:
    return answer(call.entity(_wanted_version(call)))


async def get_version_text(call: Call) -> Response:
    return Response(call.text(_wanted_version(call)), media_type=MEDIA_TYPE)


async def get_referenced_by(call: Call) -> Response:
    """A soft-deleted version can be asked for without ``deleted``, which is about the schemas that refer to it."""
    subject = call.subject()
    call.demand("READ", subject)
    version = call.registry.version_anywhere(subject, call.request.path_params["version"], deleted=True)
    found = call.registry.referenced_by(version.subject, version.number, deleted=call.flag("deleted"))
    return answer(call.page(found))


async def get_latest_with_metadata(call: Call) -> Response:
    subject = call.subject()
    call.demand("READ", subject)
    wanted = dict(zip(call.query.getlist("key"), call.query.getlist("value"), strict=False))
    for version in reversed(call.registry.versions(subject, deleted=call.flag("deleted"))):
        properties = (version.schema.metadata or {}).get("properties") or {}
        if properties and wanted.items() <= properties.items():
            return answer(call.entity(version))
    raise error(404, 40403, "Schema not found")


async def register(call: Call) -> Response:
    subject = call.subject()
    call.demand("WRITE", subject)
    request = await call.body()
    version = call.registry.register(subject, request, normalize=call.flag("normalize"))
    return answer(call.registered(version))


async def look_up(call: Call) -> Response:
    subject = call.subject()
    call.demand("READ", subject)
    deleted = call.flag("deleted")
    request = await call.body()
    call.registry.completes_look_ups = call.state.settings.sr_completes_look_ups
    version = call.registry.look_up_anywhere(subject, request, normalize=call.flag("normalize"), deleted=deleted)
    if version is None:
        call.registry.versions(subject, deleted=deleted)
        raise error(404, 40403, "Schema not found")
    return answer(call.found(version))


async def delete_subject(call: Call) -> Response:
    subject = call.subject()
    call.demand("DELETE", subject)
    return answer(call.registry.delete_subject(subject, permanent=call.flag("permanent")))


async def delete_version(call: Call) -> Response:
    subject = call.subject()
    call.demand("DELETE", subject)
    wanted = call.request.path_params["version"]
    return answer(call.registry.delete_version(subject, wanted, permanent=call.flag("permanent")))


# --- schemas by id, lists


async def list_schemas(call: Call) -> Response:
    """With ``aliases`` the schemas that an alias with the prefix stands for belong to the list as well."""
    prefix = call.query.get("subjectPrefix", "")
    options = {"deleted": call.flag("deleted"), "latest_only": call.flag("latestOnly")}
    found = list(call.registry.all_versions(call.registry.names(prefix), **options))
    if call.flag("aliases"):
        aliased = {call.real_name(name) for name in call.registry.settings.aliases() if has_prefix(name, prefix)}
        extra = {name for name in aliased if not has_prefix(name, prefix)}
        found += call.registry.all_versions(sorted(extra), **options)
        found.sort(key=lambda item: (item.subject, item.number))
    rule_type = call.query.get("ruleType")
    may_read: dict[str, bool] = {}
    shown = []
    for version in found:
        if version.subject not in may_read:
            may_read[version.subject] = call.may("READ", version.subject)
        if may_read[version.subject] and (not rule_type or _has_rule(version, rule_type)):
            shown.append(version)
    return answer([call.entity(version) for version in call.page(shown, call.state.settings.schemas_page_max)])


def _has_rule(version: Version, rule_type: str) -> bool:
    groups = (version.schema.rule_set or {}).values()
    return any(rule.get("type") == rule_type for group in groups if isinstance(group, list) for rule in group)


def _uses(call: Call, *, deleted: bool) -> list[Version]:
    """The readable versions with the schema id of the path, in the subject of the query if it names one.

    A subject that is a context alone (``:.context:``) stands for the whole context; what the default context does not
    know is looked for in the others, unless one is named (both as in the registry's source, getSchemaKeyUsingContexts).
    """
    text = call.request.path_params["id"]
    if not text.isdecimal():
        raise error(404, 404, "HTTP 404 Not Found")
    subject = call.real_name(call.query.get("subject", ""))
    place = (context_of(subject), int(text))
    known = call.registry.places_of_id(int(text))
    if not subject.startswith(":.") and known and place not in known:
        place = known[0]
    found = [item for item in call.registry.uses(place, deleted=deleted) if call.may("READ", item.subject)]
    if subject:
        whole = subject.startswith(":.") and subject.endswith(":")
        found = [item for item in found if item.subject.startswith(subject) and (whole or item.subject == subject)]
    return found


def _schema_by_id(call: Call) -> Version:
    """A soft-deleted schema can still be read by its id: data written with it is still there."""
    found = _uses(call, deleted=True)
    if not found:
        raise error(404, 40403, f"Schema {call.request.path_params['id']} not found")
    return found[0]


async def get_schema(call: Call) -> Response:
    return answer(call.by_id(_schema_by_id(call)))


async def get_schema_text(call: Call) -> Response:
    return Response(call.text(_schema_by_id(call)), media_type=MEDIA_TYPE)


def _by_guid(call: Call) -> list[Version]:
    """Every version of the content with a guid, in all contexts."""
    guid = call.request.path_params["guid"]
    versions = itertools.chain.from_iterable(held.values() for held in call.registry.subjects.values())
    found = [one for one in versions if one.schema.guid == guid and call.may("READ", one.subject)]
    if not found:
        raise error(404, 40403, f"Schema {guid} not found")
    return found


async def get_schema_by_guid(call: Call) -> Response:
    """In no document; seen on Schema Registry 8.3.1, of which clients ask for it. It names no id and no subject."""
    told = call.by_id(_by_guid(call)[0])
    return answer({name: value for name, value in told.items() if name not in ("subject", "version")})


async def get_ids_of_guid(call: Call) -> Response:
    ids = {(context_of(one.subject), one.schema.id) for one in _by_guid(call)}
    return answer([{"context": context, "id": number} for context, number in sorted(ids)])


async def get_schema_subjects(call: Call) -> Response:
    return answer(call.page(sorted({item.subject for item in _uses(call, deleted=call.flag("deleted"))})))


async def get_schema_versions(call: Call) -> Response:
    found = _uses(call, deleted=call.flag("deleted"))
    return answer(call.page([{"subject": item.subject, "version": item.number} for item in found]))


async def get_schema_types(call: Call) -> Response:
    return answer(list(SCHEMA_TYPES))


async def list_contexts(call: Call) -> Response:
    """A context stays, when nothing is in it any more (seen on Schema Registry 8.3.1)."""
    subjects = call.registry.subjects
    readable = {context_of(name) for name in subjects if call.may("READ", name)}
    hidden = {context_of(name) for name in subjects} - readable - {"."}
    return answer(call.page([name for name in call.registry.contexts() if name not in hidden]))


async def get_cluster_config(call: Call) -> Response:
    return answer({"maxSchemas": MAX_SCHEMAS, "maxRequestsPerSec": MAX_REQUESTS_PER_SECOND})


# --- compatibility


async def check_all_versions(call: Call) -> Response:
    subject = call.subject()
    call.demand("READ", subject)
    return await _verdict(call, subject, None)


async def check_version(call: Call) -> Response:
    """The latest version need not be there: what has no predecessor is compatible."""
    subject = call.subject()
    call.demand("READ", subject)
    number = parse_version(call.request.path_params["version"])
    found = call.registry.latest(subject)
    if number is not None:
        found = call.registry.subjects.get(subject, {}).get(number)
        if found is None or found.deleted:
            raise version_not_found(number)
    return await _verdict(call, subject, [as_old(found)] if found is not None else [])


async def _verdict(call: Call, subject: str, old: list[OldVersion] | None) -> Response:
    """``old`` None is all versions. An invalid schema is a verdict, too, for who wants to be told why."""
    registry = call.registry
    request = await call.body()
    try:
        candidate = registry.candidate(subject, request, normalize=call.flag("normalize"))
        if candidate is None:
            raise InvalidSchemaError("Empty schema")
        registry.check_references(subject, candidate)
        messages = incompatibilities_of(
            registry.settings.in_force(subject),
            candidate,
            registry.latest(subject),
            registry.old_versions(subject, candidate) if old is None else old,
        )
    except InvalidSchemaError as exc:
        if not call.flag("verbose"):
            raise
        messages = [exc.message]
    verdict: dict[str, Any] = {"is_compatible": not messages}
    if call.flag("verbose"):
        verdict["messages"] = messages
    return answer(verdict)


async def get_root(call: Call) -> Response:
    return answer({})


_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    *CONFIG_ROUTES,
    ("GET", "/subjects", list_subjects),
    ("POST", "/subjects/{subject}", look_up),
    ("DELETE", "/subjects/{subject}", delete_subject),
    ("GET", "/subjects/{subject}/metadata", get_latest_with_metadata),
    ("GET", "/subjects/{subject}/versions", list_versions),
    ("POST", "/subjects/{subject}/versions", register),
    ("GET", "/subjects/{subject}/versions/{version}", get_version),
    ("DELETE", "/subjects/{subject}/versions/{version}", delete_version),
    ("GET", "/subjects/{subject}/versions/{version}/schema", get_version_text),
    ("GET", "/subjects/{subject}/versions/{version}/referencedby", get_referenced_by),
    ("GET", "/schemas", list_schemas),
    ("GET", "/schemas/types", get_schema_types),
    ("GET", "/schemas/ids/{id}", get_schema),
    ("GET", "/schemas/ids/{id}/schema", get_schema_text),
    ("GET", "/schemas/guids/{guid}", get_schema_by_guid),
    ("GET", "/schemas/guids/{guid}/ids", get_ids_of_guid),
    ("GET", "/schemas/ids/{id}/subjects", get_schema_subjects),
    ("GET", "/schemas/ids/{id}/versions", get_schema_versions),
    ("POST", "/compatibility/subjects/{subject}/versions", check_all_versions),
    ("POST", "/compatibility/subjects/{subject}/versions/{version}", check_version),
    ("GET", "/contexts", list_contexts),
    ("GET", "/clusterconfig", get_cluster_config),
    ("GET", "/", get_root),
)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_sr/<lsrc>``."""

    state.seeders["subjects"] = lambda payload: [seed(state, "subjects", payload)]

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await handler(Call(state, request))

        return serve

    return [Route(path, endpoint(handler), methods=[method]) for method, path, handler in _ROUTES]
