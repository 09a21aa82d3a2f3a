# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON Schema: read (``_json_schema_reader``), printed compactly, compared (``_json_schema_diff``).

canonical = the JSON without whitespace, keys in the order given, numbers with their zeros (``0.10``, ``1E+3``);
normalized = keys sorted besides. Text behind the schema's end is ignored. References are found by the ``$ref`` that
means the reference's name, or the ``$id`` of the referenced schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ._json_differences import COMPATIBLE, LENIENT, description
from ._json_schema_diff import changes
from ._json_schema_model import Node
from ._json_schema_reader import read
from ._json_text import dump, load
from ._schema_formats import Incompatibility, InvalidSchema, ParsedSchema, ResolvedReference


@dataclass(frozen=True)
class _Model:
    root: Node
    tree: Any


def parse(text: str, references: tuple[ResolvedReference, ...]) -> tuple[str, str, _Model]:
    """(canonical text, normalized text, model)."""
    tree: Any = load(text, comments=False, rest=True, number=Decimal)
    if not isinstance(tree, (dict, bool)):
        raise InvalidSchema(f"A JSON Schema must be an object or a boolean, not {type(tree).__name__}")
    model = _Model(read(tree, _documents(references)), tree)
    return dump(tree), dump(tree, sort=True), model


def _documents(references: tuple[ResolvedReference, ...]) -> dict[str, Any]:
    """The JSON of all references, direct and indirect, by their names and by the ids that they give themselves."""
    documents: dict[str, Any] = {}
    for reference in references:
        for inner in (*reference.schema.dependencies(), reference):
            model: _Model = inner.schema.model
            documents.setdefault(inner.name, model.tree)
            own = model.tree.get("$id") if isinstance(model.tree, dict) else None
            if isinstance(own, str):
                documents.setdefault(own.rstrip("#"), model.tree)
    return documents


def incompatibilities(reader: ParsedSchema, writer: ParsedSchema, *, lenient: bool = False) -> list[Incompatibility]:
    """Why a document valid under ``writer`` may be invalid under ``reader``, or be read differently; ``lenient`` is the
    registry's ``compatibilityPolicy: LENIENT``."""
    allowed = LENIENT if lenient else COMPATIBLE
    found = changes(writer.model.root, reader.model.root, allowed)
    return [
        Incompatibility(change.kind, description(change.kind).replace("{path}", "#/" + "/".join(change.path)))
        for change in found
        if change.kind not in allowed
    ]
