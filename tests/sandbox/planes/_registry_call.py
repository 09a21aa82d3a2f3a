# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One request to Schema Registry: who asks, what they may do, the query's parameters, and the shapes of answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from .. import auth
from ..responses import json_object, json_response
from ..state import State
from ._exporter_copies import catch_up, registry_of
from ._registry_model import MEDIA_TYPE, Version, error, in_context_of, normalize_subject
from ._schema_formats import formatted

PLANE = "schema_registry"
_ALL_PROPERTIES = "Confluent-Accept-Unknown-Properties"
_DENIED = {
    "READ": "Read",
    "WRITE": "Write",
    "DELETE": "Delete",
    "READ_COMPATIBILITY": "ReadCompatibility",
    "WRITE_COMPATIBILITY": "WriteCompatibility",
}


class Call:
    """One request, after authentication: its registry, its parameters and what its principal may do."""

    def __init__(self, state: State, request: Request) -> None:
        self.state = state
        self.request = request
        self.lsrc: str = request.path_params["lsrc"]
        self.principal = auth.require(request, state, PLANE, resource=self.lsrc)
        if self.lsrc not in state.schema_registries:
            raise error(404, 404, "HTTP 404 Not Found")
        catch_up(state)
        self.registry = registry_of(state, self.lsrc)
        self.query = request.query_params

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() == "true"

    def number(self, name: str, default: int) -> int:
        text = self.query.get(name, "")
        return int(text) if text.lstrip("-").isdecimal() else default

    def page(self, items: list[Any], cap: int | None = None) -> list[Any]:
        """``offset`` and ``limit``; a limit that is missing, not positive or above the cap is the cap."""
        offset, limit = max(self.number("offset", 0), 0), self.number("limit", -1)
        if cap is not None:
            limit = min(limit, cap) if limit > 0 else cap
        return items[offset : offset + limit] if limit > 0 else items[offset:]

    def subject(self) -> str:
        """The subject that the path stands for: an alias is followed."""
        return self.real_name(self.request.path_params["subject"])

    def setting(self) -> str:
        """The subject of the path as it is named there: configuration and mode are those of an alias itself."""
        return normalize_subject(self.request.path_params["subject"])

    def real_name(self, name: str) -> str:
        """The subject that ``name`` is an alias of (one step, in its own context unless it names one), or ``name``."""
        subject = normalize_subject(name)
        alias = self.registry.settings.alias(subject)
        return in_context_of(subject, alias) if alias else subject

    def may(self, operation: str, subject: str) -> bool:
        crn = f"{self.state.schema_registry_crn(self.lsrc)}/subject={quote(subject, safe='')}"
        return auth.allowed(self.state, self.principal, operation, crn)

    def demand(self, operation: str, subject: str) -> None:
        if not self.may(operation, subject):
            raise error(403, 40301, f"User is denied operation {_DENIED[operation]} on Subject: {subject}")

    def demand_global(self, operation: str) -> None:
        if not auth.allowed(self.state, self.principal, operation, self.state.schema_registry_crn(self.lsrc)):
            raise error(403, 40301, f"User is denied operation {_DENIED[operation]} on Subject: __GLOBAL")

    async def body(self) -> dict[str, Any]:
        return await json_object(self.request, PLANE, 400)

    # --- shapes

    def text(self, version: Version) -> str:
        """The schema's text as this request wants it (``format``, and the setting that reorders keys)."""
        schema = version.schema
        text = formatted(schema.parsed, schema.text, self.query.get("format", "").strip())
        if self.state.settings.reorder_schema_fields and schema.parsed.schema_type != "PROTOBUF":
            return json.dumps(_reordered(json.loads(text)), separators=(",", ":"), ensure_ascii=False)
        return text

    def registered(self, version: Version) -> dict[str, Any]:
        """The document's ``RegisterSchemaResponse``."""
        full = {"id": version.schema.id, "version": version.number, **self._content(version)}
        return self._shown(full, {"version", "guid", "schemaType", "references", "schema"})

    def found(self, version: Version) -> dict[str, Any]:
        """The document's ``Schema`` as a look-up answers it: without time and deletion."""
        full = {"subject": version.subject, "version": version.number, "id": version.schema.id}
        return self._shown(full | self._content(version), {"guid"})

    def entity(self, version: Version) -> dict[str, Any]:
        """The document's ``Schema``."""
        full = {"subject": version.subject, "version": version.number, "id": version.schema.id}
        full |= self._content(version) | {"ts": version.ts, "deleted": version.deleted}
        return self._shown(full, {"guid", "ts", "deleted"})

    def by_id(self, version: Version) -> dict[str, Any]:
        """The document's ``SchemaString``: the schema with one of its uses."""
        full = {"subject": version.subject, "version": version.number, **self._content(version)}
        full |= {"ts": version.ts, "deleted": version.deleted}
        return self._shown(full, {"subject", "version", "guid", "ts", "deleted"})

    def _content(self, version: Version) -> dict[str, Any]:
        """What an answer says of the schema itself."""
        schema = version.schema
        out: dict[str, Any] = {"guid": schema.guid, "schemaType": schema.parsed.schema_type}
        for key, value in (
            ("references", schema.references),
            ("metadata", schema.metadata),
            ("ruleSet", schema.rule_set),
        ):
            if value:
                out[key] = value
        out["schema"] = self.text(version)
        return out

    def _shown(self, full: dict[str, Any], unknown: set[str]) -> dict[str, Any]:
        """Without what the document says is answered to a certain header only, where the setting wants it so."""
        settings = self.state.settings
        asked = settings.sr_properties_header and self.request.headers.get(_ALL_PROPERTIES, "").lower() == "true"
        if settings.sr_all_properties or asked:
            return full
        hidden = unknown | ({"schemaType"} if full["schemaType"] == "AVRO" else set())
        return {key: value for key, value in full.items() if key not in hidden}


Handler = Callable[[Call], Awaitable[Response]]


def answer(content: Any) -> Response:
    return json_response(content, media_type=MEDIA_TYPE)


def _reordered(tree: Any) -> Any:
    """The same JSON with the keys of every object in reverse order."""
    if isinstance(tree, dict):
        return {key: _reordered(tree[key]) for key in reversed(list(tree))}
    return [_reordered(item) for item in tree] if isinstance(tree, list) else tree
