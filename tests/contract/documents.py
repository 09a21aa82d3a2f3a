# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Confluent's OpenAPI documents: found by folder, indexed by path, loaded when first needed."""

from __future__ import annotations

import functools
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from openapi_core import Config, OpenAPI

SERVER = "http://sandbox.invalid"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
JSON_DIALECTS = ("application/vnd.schemaregistry.v1+json", "application/vnd.schemaregistry+json")
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})

# The journal's plane limits where a request is looked for: data planes reuse short paths such as /subjects.
PLANE_DOCUMENTS = {
    "kafka": ("kafkarest-v3",),
    "schema_registry": ("schema-registry-v1", "data-catalog-v1"),
    "connect": ("connect-v1",),
    "flink": ("flink-gateway-v1",),
    "sts": ("sts-v1",),
}

# One document has two operations on one path, told apart by a query parameter that it writes into the path itself
# (".../connectors?expand=info,status,id"). A path cannot hold a query: the second gets a path of its own here.
EXPANDED = "/-expanded-"


def folder() -> Path:
    """Where the documents are: CONFLUENT_API_DOCS, or ../shared/api beside the checkout; the folder may not exist."""
    override = os.environ.get("CONFLUENT_API_DOCS")
    base = Path(override) if override else Path(__file__).resolve().parents[2].parent / "shared" / "api"
    return base / "openapi" if (base / "openapi").is_dir() else base


def own_path(template: str) -> str:
    """The path under which an operation is kept here (see EXPANDED)."""
    path, query, _rest = template.partition("?")
    return path + EXPANDED if query else path


def _form_as_json(operation: dict[str, Any]) -> dict[str, Any]:
    """openapi-core reads no form whose schema is an ``allOf``: the body is checked as the JSON of the same fields."""
    content = operation.get("requestBody", {}).get("content", {})
    if FORM not in content:
        return operation
    body = {**operation["requestBody"], "content": {**content, JSON: content[FORM]}}
    return {**operation, "requestBody": body}


def _json(value: bytes, **_parameters: str) -> Any:
    return json.loads(value)


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# The end of a path that wins over the same without it: "/{id}:network" is not "/{id}".
_VERB = re.compile(r"\}:\w+$")


@dataclass(frozen=True)
class Operation:
    """A documented operation: ``template`` as kept here, ``node`` its part of the document."""

    api: str
    method: str
    template: str
    node: dict[str, Any]


class Document:
    """One API's document, with its own index of operations."""

    def __init__(self, path: Path) -> None:
        self.api = path.stem
        self.raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
        self.raw["servers"] = [{"url": SERVER}]
        self.raw["paths"] = {
            own_path(template): {name: _form_as_json(part) if name in METHODS else part for name, part in item.items()}
            for template, item in self.raw["paths"].items()
        }
        self.operations: dict[tuple[str, str], Operation] = {}
        for template, item in self.raw["paths"].items():
            for method in METHODS & set(item):
                node = item[method]
                self.operations[method, template] = Operation(self.api, method, template, node)

    @functools.cached_property
    def openapi(self) -> OpenAPI:
        """The document for openapi-core. Credentials are checked elsewhere: the journal does not keep them."""
        paths = {
            template: {key: {**value, "security": []} if key in METHODS else value for key, value in item.items()}
            for template, item in sorted(self.raw["paths"].items(), key=lambda path: not _VERB.search(path[0]))
        }
        config = Config(extra_media_type_deserializers=dict.fromkeys(JSON_DIALECTS, _json))
        return OpenAPI.from_dict({**self.raw, "paths": paths, "security": []}, config=config)

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        """Follow a ``$ref`` within the document."""
        while "$ref" in node:
            target: Any = self.raw
            for key in node["$ref"].removeprefix("#/").split("/"):
                target = target[key.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def requires_credentials(self, operation: Operation) -> list[dict[str, Any]]:
        """The security schemes of which any one suffices; empty when none is needed."""
        wanted = operation.node.get("security", self.raw.get("security", []))
        schemes = self.raw.get("components", {}).get("securitySchemes", {})
        return [schemes[name] for alternative in wanted for name in alternative if name in schemes]


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]+\})", template)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))


# A path as a key of the document; a long one stands alone after a question mark, as YAML has it.
_PATH = re.compile(r"^  (?:(['\"]?)(?=/)|\? (['\"]?)(?=/))(?P<path>/\S*?)(?:\1:|\2)\s*$", re.MULTILINE)


class Documents:
    """All documents of a folder. Only the paths are read at first; a document is loaded when a request needs it."""

    def __init__(self, path: Path) -> None:
        self.folder = path
        self._loaded: dict[str, Document] = {}
        self._index: list[tuple[str, str, re.Pattern[str]]] = []
        for file in sorted(path.glob("*.yaml")):
            for match in _PATH.finditer(file.read_text(encoding="utf-8")):
                template = own_path(match["path"])
                self._index.append((file.stem, template, _pattern(template)))
        # Literal parts win over parameters: ".../topics/-/configs" before ".../topics/{topic_name}/configs".
        self._index.sort(key=lambda row: (row[1].count("{"), not _VERB.search(row[1]), row[1]))

    def __bool__(self) -> bool:
        return bool(self._index)

    def document(self, api: str) -> Document:
        if api not in self._loaded:
            self._loaded[api] = Document(self.folder / f"{api}.yaml")
        return self._loaded[api]

    def find(self, plane: str, method: str, path: str) -> Operation | None:
        """The documented operation of a request, or None."""
        wanted = PLANE_DOCUMENTS.get(plane)
        others = {api for apis in PLANE_DOCUMENTS.values() for api in apis}
        for api, template, pattern in self._index:
            if (api in wanted if wanted else api not in others) and pattern.fullmatch(path):
                operation = self.document(api).operations.get((method.lower(), template))
                if operation is not None:
                    return operation
        return None
