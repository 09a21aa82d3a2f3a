# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The checker must see what it is there for. A small document of our own keeps these tests apart from Confluent's."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .check import Deviation, Report, check, load_deviations
from .documents import Documents, folder

WIDGET = {
    "type": "object",
    "required": ["display_name"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "display_name": {"type": "string"},
        "cloud": {"type": "string", "enum": ["AWS", "GCP"]},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "spec": {"allOf": [{"$ref": "#/components/schemas/Spec"}, {"properties": {"size": {"type": "integer"}}}]},
    },
}
DOCUMENT = {
    "openapi": "3.0.0",
    "info": {"title": "Widgets", "version": "1"},
    "servers": [{"url": "https://api.confluent.cloud"}],
    "paths": {
        "/widgets/v1/widgets": {
            "get": {
                "security": [{"cloud-api-key": []}],
                "parameters": [
                    {"name": "environment", "in": "query", "required": True, "schema": {"type": "string"}},
                    {"name": "page_size", "in": "query", "schema": {"type": "integer", "maximum": 100}},
                ],
                "responses": {
                    "200": {
                        "description": "all",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {"data": {"type": "array", "items": WIDGET}},
                                }
                            }
                        },
                    },
                },
            },
            "post": {
                "security": [{"cloud-api-key": []}],
                "requestBody": {"required": True, "content": {"application/json": {"schema": WIDGET}}},
                "responses": {"201": {"description": "made", "content": {"application/json": {"schema": WIDGET}}}},
            },
        },
    },
    "components": {
        "schemas": {"Spec": {"type": "object", "properties": {"colour": {"type": "string"}}}},
        "securitySchemes": {"cloud-api-key": {"type": "http", "scheme": "basic"}},
    },
}
JSON = {"content-type": "application/json"}
GET = {
    "plane": "control",
    "method": "GET",
    "path": "/widgets/v1/widgets",
    "query": [["environment", "env-1"]],
    "credential": "KEY",
    "request_headers": {"user-agent": "streamops.confluent/0.1.0"},
    "request_body": None,
    "status": 200,
    "response_headers": JSON,
    "response_body": {"data": [{"id": "w-1", "display_name": "one", "labels": {"any": "thing"}, "spec": {"size": 1}}]},
    "fault": None,
}
POST = {
    **GET,
    "method": "POST",
    "query": [],
    "request_headers": {**JSON, "user-agent": "streamops.confluent/0.1.0"},
    "request_body": {"display_name": "one", "cloud": "AWS", "spec": {"colour": "red"}},
    "status": 201,
    "response_body": {"id": "w-1", "display_name": "one"},
}

Entry = dict[str, Any]
Checker = Callable[..., Report]


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    """``checker(entry, ..., deviations=[])`` checks entries against the small document."""
    (tmp_path / "widgets-v1.yaml").write_text(yaml.safe_dump(DOCUMENT), encoding="utf-8")
    documents = Documents(tmp_path)

    def run(*entries: Entry, deviations: list[Deviation] | None = None, complete: bool = False) -> Report:
        return check(entries, documents, deviations or [], complete=complete)

    return run


def changed(entry: Entry, **changes: Any) -> Entry:
    return {**copy.deepcopy(entry), **changes}


def test_good_exchanges_pass_and_are_counted(checker: Checker) -> None:
    report = checker(GET, GET, GET, POST)
    assert not report.problems
    assert report.seen["widgets-v1"] == 4
    assert report.unique["widgets-v1"] == 2


@pytest.mark.parametrize(
    ("entry", "side", "message"),
    [
        (changed(GET, path="/widgets/v1/gadgets"), "request", "undocumented"),
        (changed(GET, method="DELETE"), "request", "undocumented"),
        (changed(GET, query=[]), "request", "environment"),
        (changed(GET, query=[["environment", "e"], ["enviroment", "e"]]), "request", "undocumented query parameter"),
        (changed(GET, query=[["environment", "e"], ["page_size", "1000"]]), "request", "1000 is greater than"),
        (changed(GET, credential=None), "request", "no credential"),
        (changed(GET, credential="bearer"), "request", "bearer token"),
        (changed(POST, request_body={"cloud": "AWS"}), "request", "display_name"),
        (changed(POST, request_body={"display_name": 5}), "request", "5 is not of type"),
        (changed(POST, request_body={"display_name": "x", "cloud": "aws"}), "request", "is not one of"),
        (changed(POST, request_body={"display_name": "x", "cluod": "AWS"}), "request", "undocumented field cluod"),
        (changed(POST, request_body={"display_name": "x", "spec": {"hue": 1}}), "request", "field spec.hue"),
        (changed(POST, request_body=None), "request", "body"),
        (changed(GET, status=418), "response", "undocumented status 418"),
        (changed(GET, response_body={"data": [{"id": "w-1"}]}), "response", "display_name"),
        (changed(GET, response_body={"data": [{"display_name": "x", "nmae": 1}]}), "response", "field data[0].nmae"),
        (changed(GET, response_headers={"content-type": "text/html"}), "response", "text/html"),
    ],
)
def test_a_defect_is_seen(checker: Checker, entry: Entry, side: str, message: str) -> None:
    problems = list(checker(entry).problems)
    assert any(problem.side == side and message in problem.text for problem in problems), problems


def test_a_defect_late_in_a_long_list_is_seen(checker: Checker) -> None:
    widgets: list[dict[str, Any]] = [{"display_name": f"w{number}"} for number in range(1000)]
    assert not checker(changed(GET, response_body={"data": widgets})).problems
    widgets[990] = {"display_name": None}
    assert checker(changed(GET, response_body={"data": widgets})).problems


def test_only_others_may_send_wrong_requests_that_are_refused(checker: Checker) -> None:
    refused = changed(POST, request_body={}, status=201)
    by_a_test = changed(refused, request_headers=JSON)
    assert checker(by_a_test).problems, "accepted by the sandbox: a defect, whoever sent it"
    assert "undocumented status 400" in str(list(checker(changed(by_a_test, status=400)).problems))
    assert len(checker(changed(refused, status=400)).problems) > 1, "the collection may send no wrong request"


def test_answers_of_faults_are_exempt_but_their_requests_are_not(checker: Checker) -> None:
    assert not checker(changed(GET, fault="f-1", status=503, response_body="gone")).problems
    assert checker(changed(GET, fault="f-1", status=503, query=[])).problems
    assert not checker(changed(GET, fault="f-1", status="reset", response_body=None)).problems


def test_deviations(checker: Checker) -> None:
    deviation = Deviation("widgets-v1", "response", "undocumented status 418", "it is a teapot")
    assert not checker(changed(GET, status=418), deviations=[deviation], complete=True).stale
    fresh = Deviation("widgets-v1", "response", "undocumented status 418", "it is a teapot", method="POST")
    report = checker(changed(GET, status=418), deviations=[fresh], complete=True)
    assert report.problems
    assert report.stale == [fresh]
    assert not checker(GET, deviations=[fresh]).stale, "only a complete run can tell that one is stale"


def test_every_listed_deviation_has_a_reason() -> None:
    for deviation in load_deviations():
        assert len(deviation.reason.split()) >= 5, deviation
        assert deviation.side in ("request", "response")


def test_confluents_documents_are_understood() -> None:
    documents = Documents(folder())
    if not documents:
        pytest.skip(f"Confluent's OpenAPI documents are not in {folder()}: the contract check cannot run either")
    exact = documents.find("kafka", "GET", "/kafka/v3/clusters/lkc-1/topics/-/configs")
    assert exact is not None
    assert exact.template == "/kafka/v3/clusters/{cluster_id}/topics/-/configs"
    wrong = {**GET, "path": "/cmk/v2/clusters", "query": []}
    problems = check([wrong], documents, []).problems
    assert any("environment" in problem.text for problem in problems), problems
