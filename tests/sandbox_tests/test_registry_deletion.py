# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Deletion in the sandbox's Schema Registry: what soft deletion keeps, what references hold, numbers that go."""

from __future__ import annotations

from typing import Any

import pytest

from ._estate import Estate
from .test_schema_registry import CUSTOMER, ORDER, ORDER_PLUS, REFERENCE, code, register


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox)


@pytest.fixture
def referred(estate: Estate) -> Estate:
    """``customers`` refers to ``orders``."""
    register(estate, "orders", ORDER)
    register(estate, "customers", CUSTOMER, references=[REFERENCE])
    return estate


def test_only_the_permanent_deletion_removes_configuration_and_mode(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    estate.sr("PUT", "/config/orders", {"compatibility": "FULL"})
    estate.sr("PUT", "/mode/orders", {"mode": "READWRITE"})
    estate.sr("DELETE", "/subjects/orders")
    assert estate.sr("GET", "/config/orders").body == {"compatibilityLevel": "FULL"}
    assert estate.sr("GET", "/mode/orders").body == {"mode": "READWRITE"}
    estate.sr("DELETE", "/subjects/orders?permanent=true")
    assert code(estate.sr("GET", "/config/orders")) == (404, 40408)
    assert code(estate.sr("GET", "/mode/orders")) == (404, 40409)


def test_so_does_that_of_the_last_version(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    register(estate, "orders", ORDER_PLUS)
    estate.sr("PUT", "/config/orders", {"compatibility": "FULL"})
    for number in (1, 2):
        assert estate.sr("GET", "/config/orders").status == 200
        estate.sr("DELETE", f"/subjects/orders/versions/{number}")
        estate.sr("DELETE", f"/subjects/orders/versions/{number}?permanent=true")
    assert code(estate.sr("GET", "/config/orders")) == (404, 40408)


@pytest.mark.parametrize("path", ["/subjects/orders", "/subjects/orders/versions/1"])
def test_a_soft_deleted_referrer_holds_against_the_permanent_deletion_alone(referred: Estate, path: str) -> None:
    referred.sr("DELETE", "/subjects/customers")
    assert referred.sr("DELETE", path).status == 200
    assert code(referred.sr("DELETE", f"{path}?permanent=true")) == (422, 42206)
    referred.sr("DELETE", "/subjects/customers?permanent=true")
    assert referred.sr("DELETE", f"{path}?permanent=true").status == 200


@pytest.mark.parametrize("path", ["/subjects/orders", "/subjects/orders/versions/1"])
def test_a_reference_is_told_before_the_missing_soft_deletion(referred: Estate, path: str) -> None:
    assert code(referred.sr("DELETE", f"{path}?permanent=true")) == (422, 42206)
    assert code(referred.sr("DELETE", path)) == (422, 42206)
    referred.sr("DELETE", "/subjects/customers")
    referred.sr("DELETE", "/subjects/customers?permanent=true")
    missing = 40407 if "versions" in path else 40405
    assert code(referred.sr("DELETE", f"{path}?permanent=true")) == (404, missing)


def test_referrers_among_the_soft_deleted_are_listed_when_asked_for(referred: Estate) -> None:
    path = "/subjects/orders/versions/1/referencedby"
    assert referred.sr("GET", path).body == [100002]
    referred.sr("DELETE", "/subjects/customers")
    assert referred.sr("GET", path).body == []
    assert referred.sr("GET", f"{path}?deleted=true").body == [100002]
    referred.sr("DELETE", "/subjects/orders")
    assert referred.sr("GET", f"{path}?deleted=true").body == [100002]


def test_only_content_that_the_subject_knows_refers_to_soft_deleted_versions(referred: Estate) -> None:
    request = {"schema": CUSTOMER, "references": [REFERENCE]}
    referred.sr("DELETE", "/subjects/customers")
    referred.sr("DELETE", "/subjects/orders")
    assert code(referred.sr("POST", "/subjects/others/versions", request)) == (422, 42201)
    assert referred.sr("POST", "/subjects/customers?deleted=true", request).body["version"] == 1
    assert register(referred, "customers", CUSTOMER, references=[REFERENCE])["version"] == 2
    assert register(referred, "customers", CUSTOMER, references=[REFERENCE])["version"] == 2


def test_a_number_that_is_gone_is_no_reference_any_more(referred: Estate) -> None:
    """The number of soft-deleted content goes although schemas refer to it."""
    request = {"schema": CUSTOMER, "references": [REFERENCE]}
    referred.sr("DELETE", "/subjects/customers")
    referred.sr("DELETE", "/subjects/orders")
    register(referred, "customers", CUSTOMER, references=[REFERENCE])
    assert register(referred, "orders", ORDER)["version"] == 2
    assert code(referred.sr("POST", "/subjects/customers", request)) == (422, 42201)
    for body in (request, {"schema": "", "metadata": {"properties": {"a": "b"}}}):
        assert code(referred.sr("POST", "/subjects/customers/versions", body)) == (422, 42201)
    assert register(referred, "customers", "")["version"] == 2
    assert referred.sr("DELETE", "/subjects/customers").body == [2]


def test_the_latest_is_the_latest_visible_one(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    register(estate, "orders", ORDER_PLUS)
    estate.sr("DELETE", "/subjects/orders/versions/2")
    assert estate.sr("GET", "/subjects/orders/versions/latest?deleted=true").body["version"] == 1
    estate.sr("DELETE", "/subjects/orders")
    assert code(estate.sr("GET", "/subjects/orders/versions/latest")) == (404, 40401)
    for path in ("latest?deleted=true", "-1?deleted=true"):
        answer = estate.sr("GET", f"/subjects/orders/versions/{path}")
        assert (*code(answer), answer.body["message"]) == (404, 40402, "Version -1 not found.")
    assert code(estate.sr("DELETE", "/subjects/orders/versions/latest")) == (404, 40402)
    assert code(estate.sr("GET", "/subjects/nothing/versions/latest?deleted=true")) == (404, 40401)


def test_the_number_of_soft_deleted_content_goes_when_it_is_registered_again(estate: Estate) -> None:
    first = register(estate, "orders", ORDER)
    register(estate, "orders", ORDER_PLUS)
    estate.sr("DELETE", "/subjects/orders")
    again = register(estate, "orders", ORDER)
    assert (again["id"], again["version"]) == (first["id"], 3)
    assert estate.sr("GET", "/subjects/orders/versions?deleted=true").body == [2, 3]
    assert estate.sr("GET", "/subjects/orders/versions?deletedOnly=true").body == [2]
    assert estate.sr("GET", f"/schemas/ids/{first['id']}/versions?deleted=true").body == [
        {"subject": "orders", "version": 3}
    ]
    estate.sr("DELETE", "/subjects/orders")
    assert estate.sr("DELETE", "/subjects/orders?permanent=true").body == [2, 3]


def test_what_was_soft_deleted_is_told_with_the_registrys_own_words(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    estate.sr("DELETE", "/subjects/orders")
    told = {
        "/subjects/orders": "Subject 'orders' was soft deleted.Set permanent=true to delete permanently",
        "/subjects/orders/versions/1": (
            "Subject 'orders' Version 1 was soft deleted.Set permanent=true to delete permanently"
        ),
    }
    for path, message in told.items():
        assert estate.sr("DELETE", path).body["message"] == message
