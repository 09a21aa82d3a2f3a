# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The shapes of the answers of the sandbox's Schema Registry."""

from __future__ import annotations

from typing import Any

import pytest

from ._estate import Estate
from .test_schema_registry import ORDER, code, register

CONTENT = {"guid", "schemaType", "schema"}
IDENTITY = {"subject", "version", "id"}
STATE = {"ts", "deleted"}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    made = Estate(sandbox)
    register(made, "orders", ORDER)
    return made


def shapes(estate: Estate, **options: Any) -> dict[str, set[str]]:
    """The fields of every answer about a schema."""
    return {
        "register": set(estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER}, **options).body),
        "look-up": set(estate.sr("POST", "/subjects/orders", {"schema": ORDER}, **options).body),
        "version": set(estate.sr("GET", "/subjects/orders/versions/1", **options).body),
        "list": set(estate.sr("GET", "/schemas", **options).body[0]),
        "id": set(estate.sr("GET", "/schemas/ids/100001", **options).body),
    }


ALL = {
    "register": {"id", "version"} | CONTENT,
    "look-up": IDENTITY | CONTENT,
    "version": IDENTITY | CONTENT | STATE,
    "list": IDENTITY | CONTENT | STATE,
    "id": {"subject", "version"} | CONTENT | STATE,
}


def test_all_that_the_registry_knows_is_answered(estate: Estate) -> None:
    assert shapes(estate) == ALL
    read = estate.sr("GET", "/subjects/orders/versions/1").body
    assert (read["schemaType"], read["deleted"]) == ("AVRO", False)
    estate.sr("DELETE", "/subjects/orders")
    assert estate.sr("GET", "/subjects/orders/versions/1?deleted=true").body["deleted"] is True
    assert estate.sr("GET", "/schemas/ids/100001").body["deleted"] is True


def test_or_only_what_the_document_promises_without_a_header(estate: Estate) -> None:
    estate.sandbox.settings(sr_all_properties=False)
    assert shapes(estate) == {
        "register": {"id"},
        "look-up": {*IDENTITY, "schema"},
        "version": {*IDENTITY, "schema"},
        "list": {*IDENTITY, "schema"},
        "id": {"schema"},
    }
    assert shapes(estate, headers={"Confluent-Accept-Unknown-Properties": "true"}) == ALL
    estate.sandbox.settings(sr_properties_header=False)
    assert shapes(estate, headers={"Confluent-Accept-Unknown-Properties": "true"})["register"] == {"id"}
    register(estate, "j", '{"type":"object"}', schemaType="JSON")
    assert estate.sr("GET", "/subjects/j/versions/1").body["schemaType"] == "JSON"


def test_the_root_is_empty(estate: Estate) -> None:
    answer = estate.sr("GET", "/")
    assert (answer.status, answer.body) == (200, {})


def test_what_the_document_does_not_have_is_not_there(estate: Estate) -> None:
    """But for schemas by their guid, which Confluent's own clients ask for."""
    assert estate.sr("GET", "/associations").status == 404


def test_a_limit_that_is_not_positive_is_no_limit(estate: Estate) -> None:
    estate.sandbox.seed("subjects", {"registry": estate.registry, "prefix": "load-", "count": 5})
    estate.sandbox.settings(schemas_page_max=3)
    for limit, shown in (("0", 3), ("-1", 3), ("2", 2), ("4", 3)):
        assert len(estate.sr("GET", f"/schemas?limit={limit}").body) == shown
    assert len(estate.sr("GET", "/subjects?limit=0").body) == 6


def test_the_latest_with_metadata_has_metadata(estate: Estate) -> None:
    assert code(estate.sr("GET", "/subjects/orders/metadata")) == (404, 40403)
    owned = register(estate, "orders", ORDER, metadata={"properties": {"owner": "a"}})
    assert estate.sr("GET", "/subjects/orders/metadata").body["version"] == owned["version"]
