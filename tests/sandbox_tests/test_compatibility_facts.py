# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox against what a real Schema Registry said of pairs of schemas: verdicts and error types.

The facts are not part of the project: ``compatibility.json`` in the folder ``facts`` beside the documents of the
contract check (``../shared``, or beside the folder that CONFLUENT_API_DOCS names).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contract import documents

from ._formats import error_types, messages, parsed


def facts_file() -> Path:
    folder = documents.folder()
    return (folder.parent if folder.name == "openapi" else folder).parent / "facts" / "compatibility.json"


def pairs() -> list[dict[str, Any]]:
    """Those of Avro, JSON Schema and Protobuf, and across formats."""
    if not facts_file().is_file():
        return []
    found: list[dict[str, Any]] = json.loads(facts_file().read_text(encoding="utf-8"))["pairs"]
    return found


WITHOUT = pytest.mark.skip(reason=f"The facts of compatibility DID NOT RUN: there is no {facts_file()}")
PAIRS = [pytest.param(pair, id=pair["name"]) for pair in pairs()]


@pytest.mark.skipif(not PAIRS, reason=WITHOUT.kwargs["reason"])
def test_there_are_facts_of_every_format() -> None:
    kinds = {(pair["old_type"], pair["new_type"]) for pair in pairs()}
    assert kinds >= {("AVRO", "AVRO"), ("JSON", "JSON"), ("PROTOBUF", "PROTOBUF")}


@pytest.mark.parametrize("pair", PAIRS or [pytest.param({}, id="none", marks=WITHOUT)])
def test_verdict_and_error_types_are_the_real_ones(pair: dict[str, Any]) -> None:
    old, new = parsed(pair["old_type"], pair["old"]), parsed(pair["new_type"], pair["new"])
    told = {level: messages(level, old, new) for level in pair["verdicts"]}
    found = {level: {"compatible": not lines, "types": error_types(lines)} for level, lines in told.items()}
    assert found == {
        level: {"compatible": verdict["compatible"], "types": sorted(verdict["types"])}
        for level, verdict in pair["verdicts"].items()
    }, told
