# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""tools/sandbox_row.py drafts a row from an OpenAPI document, and the draft is a row that can be served."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.planes import _standard
from tests.sandbox.planes._members import Member
from tests.sandbox.planes._row import Collection, Parent
from tests.sandbox.state import State
from tests.support.paths import CHECKOUT

REFERENCE = {"properties": {name: {"type": "string"} for name in ("id", "related", "resource_name")}}
SPEC = {
    "properties": {
        "display_name": {"type": "string", "maxLength": 64},
        "size": {"type": "integer", "default": 3},
        "zones": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "config": {
            "oneOf": [{"$ref": "#/components/schemas/Round"}],
            "discriminator": {"propertyName": "kind", "mapping": {"Round": "#/components/schemas/Round"}},
            "x-immutable": True,
        },
        "endpoint": {"type": "string", "readOnly": True},
        "environment": {"$ref": "#/components/schemas/Reference"},
    }
}
ROUND = {"properties": {"kind": {"type": "string"}, "radius": {"type": "integer"}}, "required": ["kind", "radius"]}
CRN = "crn://confluent.cloud/organization=9bb441c4/environment=env-1/box=bx-12345"
BOX = {
    "properties": {
        "api_version": {"enum": ["store/v1"], "readOnly": True},
        "kind": {"enum": ["Box"], "readOnly": True},
        "metadata": {"properties": {"resource_name": {"example": CRN}}},
        "spec": {"$ref": "#/components/schemas/Spec"},
    }
}
POSTED = {"allOf": [BOX, {"properties": {"spec": {"required": ["display_name", "environment"]}}}]}
QUERY = [
    {"name": "environment", "in": "query", "required": True},
    {"name": "spec.display_name", "in": "query", "description": "Filter the results by a partial search."},
    {"name": "page_size", "in": "query"},
]


def body(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


DOCUMENT: dict[str, Any] = {
    "paths": {
        "/store/v1/boxes": {
            "get": {"parameters": QUERY, "responses": {"200": {}}},
            "post": {"requestBody": body(POSTED), "responses": {"202": body(BOX)}},
        },
        "/store/v1/boxes/{id}": {"get": {"parameters": QUERY[:1]}, "put": {}, "delete": {"responses": {"200": {}}}},
        "/store/v1/boxes/{id}:open": {"post": {}},
        "/store/v1/lids": {
            "get": {"parameters": [*QUERY, {"name": "box", "in": "query", "required": True}]},
            "post": {"requestBody": body(POSTED), "responses": {"201": body(BOX)}},
        },
        "/store/v1/lids/{id}": {"get": {"parameters": QUERY[2:]}},
    },
    "components": {"schemas": {"Spec": SPEC, "Round": ROUND, "Reference": REFERENCE}},
}


def draft(folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/sandbox_row.py", path]
    env = {**os.environ, "CONFLUENT_API_DOCS": str(folder)}
    return subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    # JSON is YAML, but the tool looks for the path at the beginning of a line first.
    text = json.dumps(DOCUMENT["components"])
    paths = "".join(f"  {path}: {json.dumps(node)}\n" for path, node in dict(DOCUMENT["paths"]).items())
    (tmp_path / "store-v1.yaml").write_text(f"paths:\n{paths}components: {text}\n")
    return tmp_path


def test_the_draft_is_a_row(documents: Path) -> None:
    done = draft(documents, "/store/v1/boxes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "# POST /store/v1/boxes/{id}:open" in done.stdout
    assert "# only shown: endpoint" in done.stdout
    row = eval(done.stdout, {"Collection": Collection, "Member": Member, "Parent": Parent})
    expected = Collection(
        "boxes",
        "/store/v1/boxes",
        "Box",
        "bx",
        "box",
        (
            Member("display_name", required=True, longest=64),
            Member("size", int, default=3),
            Member("zones", list, most=3),
            Member("config", dict, fixed=True, forms={"Round": (Member("radius", int, required=True),)}),
            Member("environment", dict, required=True, refers="environments"),
        ),
        methods=("LIST", "POST", "GET", "PUT", "DELETE"),
        under="spec",
        created=202,
        deleted=200,
        environment=True,
        filters={"spec.display_name": "spec.display_name"},
        partial=("spec.display_name",),
    )
    assert row == expected
    assert len(_standard.routes(State(), (row,))) == 5


def test_what_only_the_list_takes_is_a_filter(documents: Path) -> None:
    done = draft(documents, "/store/v1/lids")
    row = eval(done.stdout, {"Collection": Collection, "Member": Member})
    assert (row.environment, row.required) == (False, ())
    assert row.filters == {
        "environment": "spec.environment.id",  # a reference
        "spec.display_name": "spec.display_name",
        "box": "box",
    }


def test_what_is_not_documented_is_told(documents: Path, tmp_path: Path) -> None:
    done = draft(documents, "/store/v1/crates")
    assert (done.returncode, "/store/v1/crates" in done.stderr) == (2, True)
    (tmp_path / "empty").mkdir()
    done = draft(tmp_path / "empty", "/store/v1/boxes")
    assert (done.returncode, "CONFLUENT_API_DOCS" in done.stderr) == (3, True)
