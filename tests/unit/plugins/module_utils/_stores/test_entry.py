# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Entries: spans, times, marks, and the forms that applications read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._stores import entry as entries
from ansible_collections.streamops.confluent.plugins.module_utils._stores.forms import MARK, formed
from ansible_collections.streamops.confluent.plugins.module_utils._stores.stated import filled

KAFKA = {
    "api_key": "ABC",
    "api_secret": 'a/b+"c\\d',
    "resource": "kafka",
    "bootstrap_servers": "pkc-1.example:9092",
    "tried": True,
}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90d", 7776000.0),
        ("0s", 0.0),
        ("2w", 1209600.0),
        ("12h", 43200.0),
        ("1m", 60.0),
        ("90", None),
        ("-1d", None),
        ("", None),
    ],
)
def test_spans(text: str, seconds: float | None) -> None:
    assert entries.seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("1970-01-02T00:00:00Z", 86400.0),
        ("1970-01-02T00:00:00.123456789Z", 86400.0),
        ("1970-01-02T01:00:00+01:00", 86400.0),
        ("yesterday", None),
        (None, None),
    ],
)
def test_times(text: str | None, since: float | None) -> None:
    assert entries.moment(text) == since
    if since is not None:
        assert entries.moment(entries.written(since)) == since


def test_texts_there_and_back() -> None:
    entry: dict[str, Any] = {"api_key": "A", "api_secret": "B", "tried": False, "environment": None, "making_known": ""}
    assert entries.as_texts(entry) == {"api_key": "A", "api_secret": "B", "tried": "false"}
    assert entries.from_texts(entries.as_texts(entry))["tried"] is False


def test_orphans_are_those_of_the_marks_time_and_purpose() -> None:
    wanted = {"owner": "sa-1", "resource_id": "lkc-1", "name": "orders"}
    entry = entries.marked({"api_key": "CUR", "previous_api_key": "OLD"}, wanted, ["CUR", "OLD", "STRANGE"], 1000000.0)
    born = {"CUR": 0.0, "STRANGE": 1000000.0, "MINE": 1000010.0, "LATER": 1010000.0, "EARLIER": 900000.0}
    there = {key: {**wanted, "created_at": entries.written(at)} for key, at in born.items()}
    assert entries.orphans(entry, there) == ["MINE"]
    assert entries.orphans(entries.unmarked(entry), there) == []
    assert entries.orphans(entry, {key: {**item, "name": "another"} for key, item in there.items()}) == []
    again = entries.taken_over(entry)
    assert again["making_by"] != entry["making_by"]
    assert entries.orphans(again, there) == ["MINE"]


def test_forms() -> None:
    properties = formed(KAFKA, "properties")
    # A backslash and a quote are escaped for the login module, and these backslashes once more for the file.
    assert 'password="a/b+\\\\"c\\\\\\\\d";' in properties
    assert "bootstrap.servers=pkc-1.example:9092\n" in properties
    shown = json.loads(formed(KAFKA, "json"))
    told = {name: value for name, value in KAFKA.items() if name != "tried"}
    assert shown == {"_comment": MARK, **told}
    with pytest.raises(Refused, match="no common way"):
        formed(KAFKA, "env")
    plain = {**KAFKA, "api_secret": "a/b+c="}
    assert formed(plain, "env") == (
        f"# {MARK}\nBOOTSTRAP_SERVERS=pkc-1.example:9092\nKAFKA_API_KEY=ABC\nKAFKA_API_SECRET=a/b+c=\n"
    )
    registry = {"api_key": "R", "api_secret": "S", "resource": "schema_registry", "schema_registry_url": "https://sr"}
    assert "basic.auth.user.info=R:S\n" in formed(registry, "properties")
    assert "SCHEMA_REGISTRY_URL=https://sr\n" in formed(registry, "env")
    cloud = {"api_key": "C", "api_secret": "S", "resource": "cloud"}
    assert "CONFLUENT_CLOUD_API_SECRET=S\n" in formed(cloud, "env")
    with pytest.raises(Refused, match="kafka and schema_registry"):
        formed(cloud, "properties")
    with pytest.raises(Refused, match="needs bootstrap_servers"):
        formed({"api_key": "R", "api_secret": "S", "resource": "kafka"}, "env")


def test_places() -> None:
    words = {"owner": "orders", "name": "{owner}", "cluster": None}
    assert filled("a/{owner}/{name}/{cluster}/{other}", words) == "a/orders/{owner}/{cluster}/{other}"
