# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream Catalog's definitions of tags: lists in, lists out, an error for each item."""

from __future__ import annotations

from typing import Any

import pytest

from ._estate import Answer, Estate

PATH = "/catalog/v1/types/tagdefs"


class Plain(Estate):
    """One whose ``sr`` sends plain JSON, which is what the catalog takes."""

    def sr(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        return super().sr(method, path, body, headers={"Content-Type": "application/json"}, **more)


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Plain(sandbox)


def made(estate: Estate, *names: str, **more: Any) -> Answer:
    return estate.sr("POST", PATH, [{"name": name, **more} for name in names])


def names(estate: Estate, query: str = "") -> list[str]:
    return [item["name"] for item in estate.sr("GET", PATH + query).body]


def test_lists_in_and_out(estate: Estate) -> None:
    answer = made(estate, "PII", "Finance", entityTypes=["cf_entity"])
    assert answer.status == 200
    assert [(item["name"], item["version"], item["category"]) for item in answer.body] == [
        ("PII", 1, "CLASSIFICATION"),
        ("Finance", 1, "CLASSIFICATION"),
    ]
    assert names(estate) == ["PII", "Finance"]
    assert names(estate, "?prefix=Fin") == ["Finance"]
    assert estate.sr("GET", f"{PATH}/PII").body == answer.body[0]


def test_what_is_there_already_is_refused_and_the_others_are_made(estate: Estate) -> None:
    made(estate, "PII", description="first")
    answer = made(estate, "Finance", "PII", description="second")
    assert answer.status == 200
    assert "error" not in answer.body[0]
    assert answer.body[1] == {"name": "PII", "error": {"error_code": 409, "message": "Given type PII already exists"}}
    assert names(estate) == ["PII", "Finance"]
    assert estate.sr("GET", f"{PATH}/PII").body["description"] == "first"


@pytest.mark.parametrize(
    "body",
    [
        {"name": "PII"},
        [{"name": "PII"}, {"name": "7th"}],
        [{"name": "PII"}, {"name": "a-b"}],
        [{"name": "PII"}, {"description": "no name"}],
        [{"name": "PII", "colour": "RED_DARK"}],
        [{"name": "PII", "color": "RED"}],
        [{"name": "PII", "entityTypes": "cf_entity"}],
    ],
)
def test_one_that_can_be_none_refuses_the_whole_list(estate: Estate, body: Any) -> None:
    answer = estate.sr("POST", PATH, body)
    assert (answer.status, answer.body["error_code"]) == (400, 400)
    assert names(estate) == []


def test_changes(estate: Estate) -> None:
    made(estate, "PII", description="old", color="RED_DARK", entityTypes=["cf_entity"])
    change = [{"name": "PII", "description": "new"}, {"name": "Gone"}, {"name": "PII", "entityTypes": ["kafka_topic"]}]
    first, gone, fixed = estate.sr("PUT", PATH, change).body
    assert (first["description"], first["color"], first["version"]) == ("new", "RED_DARK", 2)
    assert gone["error"]["error_code"] == 404
    assert fixed["error"]["error_code"] == 400
    assert estate.sr("GET", f"{PATH}/PII").body == first


def test_the_order_of_results_is_nobodys_promise(estate: Estate) -> None:
    estate.sandbox.settings(catalog_reversed=True)
    assert [item["name"] for item in made(estate, "A", "B").body] == ["B", "A"]
    assert [item["name"] for item in estate.sr("PUT", PATH, [{"name": "A"}, {"name": "B"}]).body] == ["B", "A"]


def test_new_ones_are_shown_late(estate: Estate) -> None:
    estate.sandbox.settings(catalog_index_delay=20.0)
    made(estate, "PII")
    assert (names(estate), estate.sr("GET", f"{PATH}/PII").status) == ([], 404)
    assert made(estate, "PII").body[0]["error"]["error_code"] == 409
    estate.sandbox.advance(20)
    assert (names(estate), estate.sr("GET", f"{PATH}/PII").status) == (["PII"], 200)


def test_deletions(estate: Estate) -> None:
    made(estate, "Old tag")
    assert estate.sr("DELETE", f"{PATH}/Old%20tag").status == 204
    assert estate.sr("DELETE", f"{PATH}/Old%20tag").status == 400, "the document has no 404 here"
    assert names(estate) == []
    made(estate, "PII")
    estate.sandbox.request("DELETE", f"/org/v2/environments/{estate.environment}")
    assert estate.sandbox.state()["tags"] == {}


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [("DataSteward", 200, 200), ("DataDiscovery", 200, 403), ("EnvironmentAdmin", 200, 200), (None, 403, 403)],
)
def test_who_may(estate: Estate, role: str | None, reads: int, writes: int) -> None:
    account = estate.make_account("analyst")
    if role:
        estate.bind(account, role, f"/environment={estate.environment}")
    key = estate.make_key(account, estate.registry)
    assert estate.sr("GET", PATH, key=key).status == reads
    assert estate.sr("POST", PATH, [{"name": "PII"}], key=key).status == writes
    assert estate.sr("GET", PATH, key=("unknown", "x")).status == 401


def test_it_has_an_endpoint_of_its_own(estate: Estate) -> None:
    (registry,) = estate.sandbox.request("GET", "/srcm/v3/clusters", environment=estate.environment)["data"]
    assert registry["spec"]["catalog_http_endpoint"].endswith(f"/_catalog/{estate.registry}")
    assert registry["spec"]["http_endpoint"] != registry["spec"]["catalog_http_endpoint"]
