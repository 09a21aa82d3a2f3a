# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Secrets that are ordinary words: whose option is named, and where they may stand without a word."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._secrets.ordinary import warnings_of

SPEC = {
    "name": {"type": "str"},
    "secrets": {"type": "dict", "no_log": True},
    "keys": {"type": "list", "options": {"password": {"type": "str", "no_log": True}}},
}


def named(result: dict[str, Any], **parameters: Any) -> list[str]:
    """The options that are warned of."""
    return [words.split(" is hidden")[0].rpartition(" ")[2] for words in warnings_of(SPEC, parameters, result)]


def test_a_short_secret_is_told_where_it_stands_in_a_word() -> None:
    secrets = {"warehouse": {"db.user": "dev", "db.password": "sei7ahJ0"}}
    keys = [{"password": "sei7ahJ0"}, {"password": "shop"}]
    assert named({"item": {"labels": ["dev-till"]}}, secrets=secrets, keys=keys) == ["secrets.warehouse.db.user"]
    assert named({"msg": "the shop is there"}, secrets=secrets, keys=keys) == ["keys[1].password"]
    assert named({"item": {"name": "other"}, "changed": True, "count": 3}, secrets=secrets, keys=keys) == []


def test_a_long_one_only_where_it_is_all_of_a_value() -> None:
    secrets = {"user": "administrator"}
    assert named({"owner": "administrator"}, secrets=secrets) == ["secrets.user"]
    assert named({"msg": "login as administrator was refused"}, secrets=secrets) == []


def test_in_its_own_place_it_says_nothing_and_no_value_is_told() -> None:
    assert named({"item": {"password": "shop"}}, keys=[{"password": "shop"}]) == []
    (words,) = warnings_of(SPEC, {"secrets": {"a": "Zq9"}}, {"msg": "Zq9"})
    assert "Zq9" not in words


@pytest.mark.parametrize("secret", ['a"b', "b\\s", "l\nb", "Grüße", "t\th", "\u2028", "12345"])
def test_of_any_characters(secret: str) -> None:
    """What is not in the result as a text is not looked for in it: the text has them as JSON writes them."""
    assert named({"item": {"labels": [f"<{secret}>"]}}, secrets={"user": secret}) == ["secrets.user"]
    assert named({"item": {"labels": ["<another>"]}}, secrets={"user": secret}) == []
    long = secret + "0123456789"
    assert named({"item": {"labels": [long]}}, secrets={"user": long}) == ["secrets.user"]


def test_of_values_that_are_no_texts() -> None:
    moment = datetime.date(2026, 11, 30)
    result = {"count": 12345678, "share": 0.5, "at": moment, moment: "below a key that is no text", "nothing": None}
    given = {"a": "12345678", "b": "0.5", "c": "2026-11-30", "d": "None"}
    assert named({**result}, secrets=given) == ["secrets.a", "secrets.b", "secrets.c"]
