# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fields that a document does not know.

By the rules of OpenAPI, an object may hold any further property unless the schema forbids it, and Confluent's documents
hardly ever do: a misspelt field would pass. So they are looked for here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .documents import Document

Schema = dict[str, Any]


def _branches(document: Document, schema: Schema) -> Iterator[Schema]:
    """The schema itself and everything that it is composed of."""
    schema = document.resolve(schema)
    yield schema
    for word in ("allOf", "oneOf", "anyOf"):
        for part in schema.get(word, []):
            yield from _branches(document, part)


def _open(branches: list[Schema]) -> bool:
    """True for an object whose keys are data: a map, or an object without any described property."""
    return any(branch.get("additionalProperties") not in (None, False) for branch in branches) or not any(
        branch.get("properties") for branch in branches
    )


def undocumented(document: Document, schema: Schema, value: Any, where: str = "") -> Iterator[str]:
    """The paths (``spec.clod``) of fields in ``value`` that ``schema`` does not describe."""
    branches = list(_branches(document, schema))
    if isinstance(value, list):
        items = [branch["items"] for branch in branches if "items" in branch]
        for index, item in enumerate(value if items else []):
            yield from undocumented(document, {"anyOf": items}, item, f"{where}[{index}]")
    if isinstance(value, dict) and not _open(branches):
        for key, item in value.items():
            described = [branch["properties"][key] for branch in branches if key in branch.get("properties", {})]
            path = f"{where}.{key}" if where else key
            if described:
                yield from undocumented(document, {"anyOf": described}, item, path)
            else:
                yield path
    elif isinstance(value, dict):
        maps = [b["additionalProperties"] for b in branches if isinstance(b.get("additionalProperties"), dict)]
        for key, item in value.items():
            if maps and not any(key in branch.get("properties", {}) for branch in branches):
                yield from undocumented(document, {"anyOf": maps}, item, f"{where}.{key}" if where else key)
