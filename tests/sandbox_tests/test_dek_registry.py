# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox's DEK registry: what was seen of the real one, and permissions."""

from __future__ import annotations

from typing import Any

import pytest

from ._estate import Answer, Estate

KEKS = "/dek-registry/v1/keks"
KEK = {"name": "k", "kmsType": "aws-kms", "kmsKeyId": "arn:aws:kms:x:1:key/2", "kmsProps": {"a": "1"}, "doc": "d"}
SHOWN = {**KEK, "shared": False}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox)


def kek(estate: Estate, method: str, path: str = "", body: Any = None) -> Answer:
    return estate.sr(method, KEKS + path, body)


def code(answer: Answer) -> tuple[int, int]:
    return answer.status, answer.body["error_code"]


def told(answer: Answer) -> dict[str, Any]:
    """A KEK without its time."""
    assert answer.status == 200, answer.body
    return {name: value for name, value in answer.body.items() if name != "ts"}


def test_a_kek_as_it_is_made_and_shown(estate: Estate) -> None:
    assert told(kek(estate, "POST", "", KEK)) == SHOWN
    assert told(kek(estate, "GET", "/k")) == SHOWN
    assert code(kek(estate, "POST", "", KEK)) == (409, 40971), "although it is equal"
    bare = {"name": "a_-1", "kmsType": "local-kms", "kmsKeyId": "x"}
    assert told(kek(estate, "POST", "", bare)) == {**bare, "kmsProps": {}, "shared": False}, "without a doc"
    assert kek(estate, "GET").body == ["a_-1", "k"]
    assert code(kek(estate, "GET", "/other")) == (404, 40470)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": None},
        {"name": "1k"},
        {"name": "a.b"},
        {"name": "a b"},
        {"kmsType": None},
        {"kmsKeyId": ""},
        {"kmsKeyId": "x"},
        {"kmsType": "azure-kms"},
        {"kmsType": "gcp-kms"},
        {"kmsType": "hcvault"},
    ],
)
def test_what_no_kek_can_have(estate: Estate, wrong: dict[str, Any]) -> None:
    assert code(kek(estate, "POST", "", {**KEK, **wrong})) == (422, 42271)
    assert kek(estate, "GET").body == []


def test_an_unknown_type_takes_any_id(estate: Estate) -> None:
    assert kek(estate, "POST", "", {**KEK, "kmsType": "local-kms", "kmsKeyId": "x"}).status == 200


def test_a_put_replaces_the_properties_and_ignores_what_is_fixed(estate: Estate) -> None:
    made = kek(estate, "POST", "", KEK).body
    assert kek(estate, "PUT", "/k", {"doc": "d", "kmsKeyId": "other"}).body == made, "with its time"
    assert told(kek(estate, "PUT", "/k", {"kmsProps": {"b": "2"}, "doc": ""})) == {
        **SHOWN,
        "kmsProps": {"b": "2"},
        "doc": "",
    }
    assert "doc" not in kek(estate, "PUT", "/k", {"doc": None}).body
    assert code(kek(estate, "PUT", "/other", {"doc": "d"})) == (404, 40470)


def test_deletion_is_soft_first(estate: Estate) -> None:
    kek(estate, "POST", "", KEK)
    assert code(kek(estate, "DELETE", "/k?permanent=true")) == (404, 40471)
    assert [kek(estate, "DELETE", "/k").status for _again in range(2)] == [204, 204]
    assert code(kek(estate, "GET", "/k")) == (404, 40470)
    assert code(kek(estate, "PUT", "/k", {"doc": "e"})) == (404, 40470)
    assert told(kek(estate, "GET", "/k?deleted=true")) == {**SHOWN, "deleted": True}
    assert kek(estate, "GET").body == []
    assert kek(estate, "GET", "?deleted=true").body == ["k"]
    assert [kek(estate, "POST", "/k/undelete").status for _again in range(2)] == [204, 204]
    assert told(kek(estate, "GET", "/k")) == SHOWN
    kek(estate, "DELETE", "/k")
    assert kek(estate, "DELETE", "/k?permanent=true").status == 204
    for method, path in (("DELETE", "/k"), ("DELETE", "/k?permanent=true"), ("POST", "/k/undelete")):
        assert code(kek(estate, method, path)) == (404, 40470)
    assert kek(estate, "POST", "", {**KEK, "doc": "new"}).status == 200, "the name is free"


def test_only_what_is_equal_in_all_is_revived(estate: Estate) -> None:
    kek(estate, "POST", "", KEK)
    kek(estate, "DELETE", "/k")
    assert code(kek(estate, "POST", "", {**KEK, "doc": "other"})) == (409, 40971)
    assert code(kek(estate, "POST", "", {**KEK, "kmsKeyId": "x"})) == (422, 42271), "this first"
    assert told(kek(estate, "POST", "", KEK)) == SHOWN


def test_deks_hold_a_kek(estate: Estate) -> None:
    kek(estate, "POST", "", KEK)
    dek = {"subject": "s-value", "encryptedKeyMaterial": "bQ=="}
    assert code(kek(estate, "POST", "/k/deks", {"subject": "s-value"})) == (422, 42271)
    assert code(kek(estate, "POST", "/other/deks", dek)) == (404, 40470)
    made = told(kek(estate, "POST", "/k/deks", dek))
    assert made == {"kekName": "k", "version": 1, "algorithm": "AES256_GCM", **dek}
    assert code(kek(estate, "POST", "/k/deks", dek)) == (409, 40971)
    kek(estate, "POST", "/k/deks", {**dek, "algorithm": "AES256_SIV"})
    assert kek(estate, "GET", "/k/deks").body == ["s-value"]
    assert code(kek(estate, "DELETE", "/k")) == (422, 42272)
    assert code(kek(estate, "DELETE", "/k/deks/s-value?permanent=true")) == (404, 40471)
    for algorithm in ("AES256_GCM", "AES256_SIV"):
        assert code(kek(estate, "DELETE", "/k")) == (422, 42272), "only those of one algorithm go at a time"
        assert kek(estate, "DELETE", f"/k/deks/s-value?algorithm={algorithm}").status == 204
    assert kek(estate, "GET", "/k/deks").body == []
    assert kek(estate, "GET", "/k/deks?deleted=true").body == ["s-value"]
    assert code(kek(estate, "POST", "/k/deks", {**dek, "encryptedKeyMaterial": "bg=="})) == (409, 40971)
    assert kek(estate, "POST", "/k/deks", dek).status == 200, "the same material revives it"
    kek(estate, "DELETE", "/k/deks/s-value")
    assert kek(estate, "DELETE", "/k").status == 204
    assert code(kek(estate, "GET", "/k/deks")) == (404, 40470)
    assert kek(estate, "GET", "/k/deks?deleted=true").body == ["s-value"]
    assert code(kek(estate, "POST", "/k/deks/s-value/undelete")) == (404, 40472)
    assert code(kek(estate, "DELETE", "/k?permanent=true")) == (422, 42272), "a soft-deleted one is in the way, too"
    for algorithm in ("AES256_GCM", "AES256_SIV"):
        assert kek(estate, "DELETE", f"/k/deks/s-value?algorithm={algorithm}&permanent=true").status == 204
    assert kek(estate, "DELETE", "/k?permanent=true").status == 204


def test_the_mode_of_the_registry_stops_nothing(estate: Estate) -> None:
    assert estate.sr("PUT", "/mode", {"mode": "READONLY"}).status == 200
    assert kek(estate, "POST", "", KEK).status == 200


def test_roles_on_keks(estate: Estate) -> None:
    kek(estate, "POST", "", KEK)
    account = estate.make_account("stranger")
    key = estate.make_key(account, estate.registry)
    assert estate.sr("GET", KEKS, key=key).body == []
    assert code(estate.sr("GET", f"{KEKS}/k", key=key)) == (403, 40301)
    assert code(estate.sr("DELETE", f"{KEKS}/k", key=key)) == (403, 40301)
    estate.bind(account, "ResourceOwner", f"{estate.registry_scope}/kek=k")
    assert estate.sr("GET", KEKS, key=key).body == ["k"]
    assert estate.sr("PUT", f"{KEKS}/k", {"doc": "e"}, key=key).status == 200
    assert code(estate.sr("POST", KEKS, {**KEK, "name": "other"}, key=key)) == (403, 40301)


def test_keys_are_in_the_dump_of_the_state(estate: Estate) -> None:
    kek(estate, "POST", "", KEK)
    registries = estate.sandbox.state()["registries"]
    assert registries[estate.registry]["keks"] == {"k": {**SHOWN, "deleted": False}}
