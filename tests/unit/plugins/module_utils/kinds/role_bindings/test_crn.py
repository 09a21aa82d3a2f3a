# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""CRNs are built as the API's documents show them, and compared by meaning."""

from __future__ import annotations

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.role_bindings import crn

O = "crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a"  # noqa: E741
IDS = {"environment": "env-1", "cluster": "lkc-1", "schema_registry": "lsrc-1", "resource": "orders.created"}


@pytest.mark.parametrize(
    ("scope", "below"),
    [
        ("organization", ""),
        ("environment", "/environment=env-1"),
        ("cluster", "/environment=env-1/cloud-cluster=lkc-1"),
        ("kafka", "/environment=env-1/cloud-cluster=lkc-1/kafka=lkc-1"),
        ("schema_registry", "/environment=env-1/schema-registry=lsrc-1"),
        ("topic", "/environment=env-1/cloud-cluster=lkc-1/kafka=lkc-1/topic=orders.created"),
        ("group", "/environment=env-1/cloud-cluster=lkc-1/kafka=lkc-1/group=orders.created"),
        ("transactional_id", "/environment=env-1/cloud-cluster=lkc-1/kafka=lkc-1/transactional-id=orders.created"),
        ("subject", "/environment=env-1/schema-registry=lsrc-1/subject=orders.created"),
        ("connector", "/environment=env-1/cloud-cluster=lkc-1/connector=orders.created"),
    ],
)
def test_every_scope(scope: str, below: str) -> None:
    assert crn.build(scope, O.rpartition("=")[2], IDS) == O + below


def test_every_scope_has_a_row() -> None:
    assert len(crn.SCOPES) == 10
    assert crn.needs("topic") == ("environment", "cluster", "resource")
    assert crn.needs("subject") == ("environment", "schema_registry", "resource")
    assert crn.needs("organization") == ()


def test_prefixes_and_all() -> None:
    assert crn.build("topic", "o", IDS, prefixed=True).endswith("/topic=orders.created*")
    assert crn.build("topic", "o", {**IDS, "resource": ""}, prefixed=True).endswith("/topic=*")


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        (":.prod:orders-value", "%3A.prod%3Aorders-value"),
        ("a/b", "a%2Fb"),
        ("50% off", "50%25%20off"),
        ("a=b", "a%3Db"),
        ("größe", "gr%C3%B6%C3%9Fe"),
        ("a*b", "a%2Ab"),
        ("plain-1_2.3~", "plain-1_2.3~"),
    ],
)
def test_names_are_encoded_and_come_back(name: str, encoded: str) -> None:
    built = crn.build("subject", "o", {**IDS, "resource": name})
    assert built.endswith(f"/subject={encoded}")
    assert crn.parse(built)[1][-1] == ("subject", name)
    assert crn.parse(crn.readable(built)) == crn.parse(built)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{O}/environment=env-1/subject=a:b", f"{O}/environment=env-1/subject=a%3Ab"),
        (f"{O}/environment=env-1/subject=a:b", f"{O}/environment=env-1/subject=a%3ab"),
        (f"{O}/topic=orders.*", f"{O}/topic=orders.%2A"),
        (f"{O}/topic=a+b", f"{O}/topic=a%2Bb"),
        (f"{O}/environment=env-1", f"{O}/environment%3Denv-1"),
    ],
)
def test_encoding_is_no_difference(one: str, other: str) -> None:
    assert crn.same(one, other)
    assert crn.readable(one) == crn.readable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{O}/topic=orders", f"{O}/topic=orders*"),
        (f"{O}/topic=orders", f"{O}/topic=Orders"),
        (f"{O}/topic=a%2Fgroup=b", f"{O}/topic=a/group=b"),
        (f"{O}/topic=a%2525", f"{O}/topic=a%25"),
        (O, f"{O}/environment=env-1"),
        (f"{O}/topic=a+b", f"{O}/topic=a b"),
    ],
)
def test_another_name_is_a_difference(one: str, other: str) -> None:
    assert not crn.same(one, other)
    assert crn.readable(one) != crn.readable(other)


@pytest.mark.parametrize(
    "text",
    [
        *("", "orders", "crn:/confluent.cloud/organization=x", "crn://", "crn://confluent.cloud"),
        *("crn://confluent.cloud/", f"{O}/", f"{O}/topic", f"{O}/topic=", f"{O}/=orders", f"{O}//topic=a"),
    ],
)
def test_what_is_not_a_crn(text: str) -> None:
    with pytest.raises(ValueError, match=r"crn://|type=name"):
        crn.parse(text)
    assert crn.canonical(text) == text
    assert crn.readable(text) == text


def test_canonical_takes_whatever_the_service_sends() -> None:
    assert crn.canonical(None) is None
    assert crn.canonical(7) == 7


def test_within() -> None:
    assert crn.within(f"{O}/environment=env-1/cloud-cluster=lkc-1", f"{O}/environment=env-1")
    assert crn.within(O, O)
    assert not crn.within(f"{O}/environment=env-12", f"{O}/environment=env-1")
    assert not crn.within(O, f"{O}/environment=env-1")
