# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Aliases in the sandbox's Schema Registry: they are followed on every path, as seen on Schema Registry 8.3.1."""

from __future__ import annotations

from typing import Any

import pytest

from ._estate import Estate
from .test_schema_registry import CUSTOMER, ORDER, ORDER_PLUS, REFERENCE, code, register


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    """``old-orders`` is an alias of ``orders``, which has two versions."""
    made = Estate(sandbox)
    register(made, "orders", ORDER)
    register(made, "orders", ORDER_PLUS)
    assert made.sr("PUT", "/config/old-orders", {"alias": "orders"}).status == 200
    return made


def test_every_read_answers_for_the_subject_behind_the_alias(estate: Estate) -> None:
    register(estate, "customers", CUSTOMER, references=[REFERENCE])
    assert estate.sr("GET", "/subjects/old-orders/versions").body == [1, 2]
    for version in ("1", "2", "latest"):
        assert estate.sr("GET", f"/subjects/old-orders/versions/{version}").body["subject"] == "orders"
    assert estate.sr("GET", "/subjects/old-orders/versions/1/schema").body["name"] == "Order"
    assert estate.sr("GET", "/subjects/old-orders/versions/1/referencedby").body == [100003]
    assert estate.sr("POST", "/subjects/old-orders", {"schema": ORDER}).body["subject"] == "orders"
    assert estate.sr("GET", "/schemas/ids/100001?subject=old-orders").status == 200
    assert estate.sr("GET", "/schemas/ids/100001/subjects?subject=old-orders").body == ["orders"]
    assert estate.sr("GET", "/schemas/ids/100001/versions?subject=old-orders").body == [
        {"subject": "orders", "version": 1}
    ]


def test_lists_know_no_alias(estate: Estate) -> None:
    assert estate.sr("GET", "/subjects").body == ["orders"]
    assert estate.sr("GET", "/schemas?subjectPrefix=old-orders").body == []
    found = estate.sr("GET", "/schemas?subjectPrefix=old-orders&aliases=true").body
    assert [(item["subject"], item["version"]) for item in found] == [("orders", 1), ("orders", 2)]
    assert len(estate.sr("GET", "/schemas?aliases=true").body) == 2


def test_registering_through_an_alias_makes_a_version_of_the_other_subject(estate: Estate) -> None:
    schema = ORDER.replace("]}", ',{"name":"m","type":"int","default":0}]}')
    made = estate.sr("POST", "/subjects/old-orders/versions", {"schema": schema})
    assert (made.status, made.body["version"]) == (200, 3)
    assert estate.sr("GET", "/subjects").body == ["orders"]
    assert estate.sr("GET", "/subjects/orders/versions").body == [1, 2, 3]


def test_the_compatibility_check_is_that_of_the_other_subject(estate: Estate) -> None:
    wrong = {"schema": ORDER.replace('"string"', '"int"')}
    for path in ("/versions", "/versions/latest", "/versions/1"):
        answer = estate.sr("POST", f"/compatibility/subjects/old-orders{path}", wrong)
        assert (answer.status, answer.body["is_compatible"]) == (200, False)


def test_deleting_through_an_alias_deletes_the_other_subject(estate: Estate) -> None:
    assert estate.sr("DELETE", "/subjects/old-orders/versions/2").body == 2
    assert estate.sr("GET", "/subjects/orders/versions").body == [1]
    assert estate.sr("DELETE", "/subjects/old-orders/versions/2?permanent=true").body == 2
    assert estate.sr("DELETE", "/subjects/old-orders").body == [1]
    assert estate.sr("DELETE", "/subjects/old-orders?permanent=true").body == [1]
    assert estate.sr("GET", "/subjects?deleted=true").body == []
    assert estate.sr("GET", "/config/old-orders").body["alias"] == "orders"


def test_configuration_and_mode_are_those_of_the_alias_itself(estate: Estate) -> None:
    estate.sr("PUT", "/config/old-orders", {"compatibility": "FULL"})
    estate.sr("PUT", "/mode/old-orders", {"mode": "READONLY"})
    assert code(estate.sr("GET", "/config/orders")) == (404, 40408)
    assert code(estate.sr("GET", "/mode/orders")) == (404, 40409)
    assert estate.sr("GET", "/config/old-orders").body == {"alias": "orders", "compatibilityLevel": "FULL"}
    assert estate.sr("DELETE", "/subjects/old-orders/versions/2").body == 2
    estate.sr("DELETE", "/mode/old-orders")
    assert estate.sr("DELETE", "/config/old-orders").status == 200
    assert code(estate.sr("GET", "/subjects/old-orders/versions")) == (404, 40401)


def test_an_alias_hides_its_own_versions_and_is_one_step_long(estate: Estate) -> None:
    register(estate, "hidden", '"int"')
    estate.sr("PUT", "/config/hidden", {"alias": "old-orders"})
    assert code(estate.sr("GET", "/subjects/hidden/versions")) == (404, 40401)
    assert "hidden" in estate.sr("GET", "/subjects").body
    estate.sr("DELETE", "/config/hidden")
    assert estate.sr("GET", "/subjects/hidden/versions").body == [1]


def test_an_alias_is_a_name_of_its_own_context(estate: Estate) -> None:
    register(estate, ":.staging:orders", '"int"')
    estate.sr("PUT", "/config/:.staging:old", {"alias": "orders"})
    estate.sr("PUT", "/config/elsewhere", {"alias": ":.staging:orders"})
    assert estate.sr("GET", "/subjects/:.staging:old/versions/1").body["subject"] == ":.staging:orders"
    assert estate.sr("GET", "/subjects/elsewhere/versions/1").body["subject"] == ":.staging:orders"


def test_permissions_are_those_of_the_subject_behind_the_alias(estate: Estate) -> None:
    reader = estate.make_account("reader")
    key = estate.make_key(reader, estate.registry)
    estate.bind(reader, "ResourceOwner", f"{estate.registry_scope}/subject=old-orders")
    assert code(estate.sr("GET", "/subjects/old-orders/versions", key=key)) == (403, 40301)
    assert code(estate.sr("DELETE", "/subjects/old-orders", key=key)) == (403, 40301)
