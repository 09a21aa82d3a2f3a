# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Modes of the sandbox's Schema Registry, as seen on Schema Registry 8.3.1."""

from __future__ import annotations

from typing import Any

import pytest

from ._estate import Estate
from .test_schema_registry import CUSTOMER, ORDER, ORDER_PLUS, REFERENCE, code, register


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox)


def test_a_mode_is_set_read_and_removed(estate: Estate) -> None:
    assert estate.sr("GET", "/mode").body == {"mode": "READWRITE"}
    assert code(estate.sr("GET", "/mode/orders")) == (404, 40409)
    assert code(estate.sr("PUT", "/mode/orders", {"mode": "SLOW"})) == (422, 42204)
    assert estate.sr("PUT", "/mode/orders", {"mode": "READONLY"}).body == {"mode": "READONLY"}
    assert estate.sr("DELETE", "/mode/orders").body == {"mode": "READONLY"}
    assert code(estate.sr("DELETE", "/mode/orders")) == (404, 40401)
    estate.sr("PUT", "/mode", {"mode": "readonly"})
    assert estate.sr("GET", "/mode/orders?defaultToGlobal=true").body == {"mode": "READONLY"}
    assert estate.sr("DELETE", "/mode").body == {"mode": "READONLY"}
    assert estate.sr("GET", "/mode").body == {"mode": "READWRITE"}


@pytest.mark.parametrize("mode", ["READONLY", "READONLY_OVERRIDE"])
@pytest.mark.parametrize("path", ["/mode", "/mode/orders"])
def test_read_only_forbids_all_but_reading_and_leaving_the_mode(estate: Estate, mode: str, path: str) -> None:
    register(estate, "orders", ORDER)
    estate.sr("PUT", "/config/orders", {"compatibility": "NONE"})
    estate.sr("PUT", path, {"mode": mode})
    for method, refused, body in (
        ("POST", "/subjects/orders/versions", {"schema": ORDER_PLUS}),
        ("DELETE", "/subjects/orders", None),
        ("DELETE", "/subjects/orders/versions/1", None),
        ("PUT", "/config/orders", {"compatibility": "FULL"}),
        ("DELETE", "/config/orders", None),
    ):
        answer = estate.sr(method, refused, body)
        assert (*code(answer), answer.body["message"]) == (
            422,
            42205,
            "Subject orders in context  is in read-only mode",
        ), refused
    assert register(estate, "orders", ORDER)["version"] == 1
    assert estate.sr("POST", "/compatibility/subjects/orders/versions", {"schema": ORDER_PLUS}).status == 200
    assert code(estate.sr("DELETE", "/subjects/none")) == (404, 40401)
    estate.sr("PUT", path, {"mode": "READWRITE"})
    assert register(estate, "orders", ORDER_PLUS)["version"] == 2


def test_the_registrys_read_only_mode_is_that_of_its_configuration_too(estate: Estate) -> None:
    estate.sr("PUT", "/mode", {"mode": "READONLY"})
    for method, body in (("PUT", {"compatibility": "FULL"}), ("DELETE", None)):
        assert code(estate.sr(method, "/config", body)) == (422, 42205)


def test_a_subjects_mode_beats_that_of_its_context_and_this_the_global_one(estate: Estate) -> None:
    estate.sr("PUT", "/mode/orders", {"mode": "READWRITE"})
    for mode in ("READONLY", "READONLY_OVERRIDE"):
        estate.sr("PUT", "/mode", {"mode": mode})
        assert estate.sr("GET", "/mode/orders?defaultToGlobal=true").body == {"mode": "READWRITE"}
        assert estate.sr("GET", "/mode/other?defaultToGlobal=true").body == {"mode": mode}
    register(estate, "orders", ORDER)
    estate.sr("DELETE", "/mode")
    estate.sr("PUT", "/mode/:.__GLOBAL:", {"mode": "READONLY"})
    assert estate.sr("GET", "/mode/:.ctx:orders?defaultToGlobal=true").body == {"mode": "READONLY"}
    estate.sr("PUT", "/mode/:.ctx:", {"mode": "READWRITE"})
    assert estate.sr("GET", "/mode/:.ctx:orders?defaultToGlobal=true").body == {"mode": "READWRITE"}


def test_forward_is_for_the_whole_registry_only(estate: Estate) -> None:
    for path in ("/mode", "/mode/orders", "/mode/:.ctx:"):
        answer = estate.sr("PUT", path, {"mode": "FORWARD"})
        assert (*code(answer), answer.body["message"]) == (422, 42204, "Forward mode only supported on global level")
    estate.sr("PUT", "/mode/:.__GLOBAL:", {"mode": "FORWARD"})
    answer = estate.sr("POST", "/subjects/new/versions", {"schema": ORDER})
    assert answer.body["message"] == "Subject new in context  is not in read-write mode"


def test_a_context_has_its_own_mode_and_not_the_default_contexts(estate: Estate) -> None:
    estate.sr("PUT", "/mode", {"mode": "READONLY"})
    assert estate.sr("GET", "/mode/:.ctx:orders?defaultToGlobal=true").body == {"mode": "READWRITE"}
    register(estate, ":.ctx:orders", ORDER)
    estate.sr("PUT", "/mode/:.ctx:", {"mode": "READONLY"})
    answer = estate.sr("POST", "/subjects/:.ctx:orders/versions", {"schema": ORDER_PLUS})
    assert answer.body["message"] == "Subject :.ctx:orders in context :.ctx: is in read-only mode"


def test_import_takes_ids_and_nothing_without_an_id(estate: Estate) -> None:
    with_id = {"schema": ORDER, "id": 5, "version": 3}
    assert code(estate.sr("POST", "/subjects/new/versions", with_id)) == (422, 42205)
    assert estate.sr("PUT", "/mode/new", {"mode": "IMPORT"}).status == 200
    answer = estate.sr("POST", "/subjects/new/versions", {"schema": ORDER})
    assert (*code(answer), answer.body["message"]) == (
        422,
        42205,
        "Subject new in context  is not in read-write mode",
    )
    made = register(estate, "new", ORDER, id=5, version=3)
    assert (made["id"], made["version"]) == (5, 3)
    assert register(estate, "new", ORDER, id=5, version=3)["version"] == 3
    assert register(estate, "new", '"int"', id=6)["version"] == 4
    overwriting = estate.sr("POST", "/subjects/new/versions", {"schema": '"long"', "id": 5})
    assert code(overwriting) == (422, 42205)
    assert "Overwrite new schema with id 5" in overwriting.body["message"]
    replaced = register(estate, "new", '"long"', id=7, version=4)
    assert (replaced["id"], replaced["version"]) == (7, 4)
    assert estate.sr("GET", "/subjects/new/versions").body == [3, 4]
    assert estate.sr("GET", "/schemas/ids/6").body["schema"] == '"long"', "the old id serves the new content"
    assert code(estate.sr("POST", "/subjects/new/versions", {"schema": '"int"', "id": 6})) == (422, 42205)
    assert estate.sr("DELETE", "/subjects/new").body == [3, 4]


def test_import_needs_subjects_without_schemas_or_force(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    for path in ("/mode/orders", "/mode"):
        assert code(estate.sr("PUT", path, {"mode": "IMPORT"})) == (422, 42205)
    assert estate.sr("PUT", "/mode/orders?force=true", {"mode": "IMPORT"}).status == 200
    assert estate.sr("GET", "/subjects/orders/versions").body == [1]


def test_import_removes_what_is_soft_deleted(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    register(estate, "customers", CUSTOMER, references=[REFERENCE])
    estate.sr("DELETE", "/subjects/customers")
    estate.sr("DELETE", "/subjects/orders")
    assert code(estate.sr("PUT", "/mode/orders", {"mode": "IMPORT"})) == (422, 42206)
    assert estate.sr("PUT", "/mode/customers", {"mode": "IMPORT"}).status == 200
    assert estate.sr("GET", "/subjects?deleted=true").body == ["orders"]
    assert estate.sr("PUT", "/mode/orders", {"mode": "IMPORT"}).status == 200
    assert estate.sr("GET", "/subjects?deleted=true").body == []


def test_ids_count_in_their_context(estate: Estate) -> None:
    first = register(estate, "orders", ORDER)["id"]
    assert register(estate, ":.ctx:orders", '"int"')["id"] == first
    assert estate.sr("GET", f"/schemas/ids/{first}?subject=:.ctx:").body["schema"] == '"int"'
    assert estate.sr("GET", f"/schemas/ids/{first}/versions").body == [{"subject": "orders", "version": 1}]
    estate.sr("PUT", "/mode/:.other:", {"mode": "IMPORT"})
    assert register(estate, ":.other:orders", '"long"', id=first, version=7)["version"] == 7
    only = register(estate, ":.other:sent", '"bytes"', id=77, version=1)["id"]
    assert estate.sr("GET", f"/schemas/ids/{only}").body["schema"] == '"bytes"', "looked for in all contexts"
