# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schema exporters of the sandbox's Schema Registry, by the document."""

from __future__ import annotations

from typing import Any

import pytest

from ._estate import Estate
from .test_schema_registry import code

CONFIG = {"schema.registry.url": "https://psrc-4r3n7.example", "basic.auth.user.info": "KEY:secret"}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    estate = Estate(sandbox)
    assert estate.sr("POST", "/exporters", {"name": "dr", "config": CONFIG}).body == {"name": "dr"}
    return estate


def state(estate: Estate) -> str:
    return str(estate.sr("GET", "/exporters/dr/status").body["state"])


def test_only_what_is_paused_is_changed(estate: Estate) -> None:
    writes = (
        ("PUT", "/exporters/dr", {"subjects": ["a"]}),
        ("PUT", "/exporters/dr/config", {"schema.registry.url": "https://other.example"}),
        ("PUT", "/exporters/dr/reset", None),
        ("DELETE", "/exporters/dr", None),
    )
    for write in writes:
        assert code(estate.sr(*write)) == (409, 40963), write
    assert code(estate.sr("PUT", "/exporters/dr/resume")) == (409, 40961)
    for _again in range(2):
        assert estate.sr("PUT", "/exporters/dr/pause").body == {"name": "dr"}
    assert state(estate) == "PAUSED"
    for write in writes:
        assert estate.sr(*write).status in (200, 204), write
    assert estate.sr("GET", "/exporters").body == []
    assert code(estate.sr("GET", "/exporters/dr")) == (404, 40450)


def test_a_change_leaves_alone_what_is_not_in_it(estate: Estate) -> None:
    estate.sr("PUT", "/exporters/dr/pause")
    assert estate.sr("PUT", "/exporters/dr", {"subjects": ["a"], "context": "c"}).body == {"name": "dr"}
    found = {"name": "dr", "contextType": "AUTO", "context": "c", "subjects": ["a"], "config": CONFIG}
    assert estate.sr("GET", "/exporters/dr").body == found
    estate.sandbox.settings(exporter_secrets="hidden")
    assert estate.sr("GET", "/exporters/dr/config").body == {"schema.registry.url": CONFIG["schema.registry.url"]}
    estate.sandbox.settings(exporter_secrets="masked")
    assert estate.sr("GET", "/exporters/dr/config").body["basic.auth.user.info"] == "[hidden]"


def test_states_follow_late(estate: Estate) -> None:
    assert state(estate) == "RUNNING"
    estate.sandbox.settings(exporter_starting=50, exporter_pausing=20)
    estate.sr("PUT", "/exporters/dr/pause")
    assert state(estate) == "RUNNING"
    estate.sandbox.advance(21)
    assert state(estate) == "PAUSED"
    estate.sr("PUT", "/exporters/dr/resume")
    assert state(estate) == "STARTING"
    estate.sandbox.advance(51)
    assert state(estate) == "RUNNING"


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({"config": CONFIG}, (409, 40950)),
        ({"name": "new"}, (409, 40951)),
        ({"name": "new", "config": {"retries": 3}}, (409, 40951)),
        ({"name": "new", "config": CONFIG, "subjects": [""]}, (409, 40952)),
        ({"name": "dr", "config": CONFIG}, (409, 40960)),
        ({"name": "new", "config": CONFIG, "contextType": "CUSTOM"}, (400, 400)),
    ],
)
def test_what_is_refused(estate: Estate, body: dict[str, Any], answer: tuple[int, int]) -> None:
    assert code(estate.sr("POST", "/exporters", body)) == answer
    assert estate.sr("GET", "/exporters").body == ["dr"]


def test_there_may_be_ten(estate: Estate) -> None:
    for number in range(9):
        assert estate.sr("POST", "/exporters", {"name": f"more-{number}", "config": CONFIG}).status == 200
    assert code(estate.sr("POST", "/exporters", {"name": "one-too-many", "config": CONFIG})) == (409, 40964)


# ---- what they copy


def other_registry(estate: Estate) -> tuple[str, tuple[str, str], str]:
    """Another environment's registry: its id, a key for it, its URL."""
    sandbox = estate.sandbox
    environment = sandbox.request("POST", "/org/v2/environments", {"display_name": "other"})["id"]
    spec = {
        "display_name": "other",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": environment},
    }
    sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    made = sandbox.request("GET", "/srcm/v3/clusters", environment=environment)["data"][0]
    return made["id"], estate.make_key(estate.make_account("exporter"), made["id"]), made["spec"]["http_endpoint"]


@pytest.mark.parametrize(
    ("members", "copied"),
    [
        ({}, {":.LSRC:orders": [1, 2]}),
        ({"contextType": "CUSTOM", "context": "dr", "subjects": [":.eu:*"]}, {":.dr:paid": [1]}),
        ({"contextType": "CUSTOM", "context": ".dr", "subjectRenameFormat": "x_${subject}"}, {":.dr:x_orders": [1, 2]}),
        ({"subjects": ["ord*"]}, {":.LSRC:orders": [1, 2]}),
        ({"subjects": ["nothing"]}, {}),
    ],
)
def test_what_is_copied(sandbox: Any, members: dict[str, Any], copied: dict[str, list[int]]) -> None:
    estate = Estate(sandbox)
    registry, (key, secret), url = other_registry(estate)
    for subject, text in (("orders", '"int"'), ("orders", '"long"'), (":.eu:paid", '"bytes"')):
        estate.sr("POST", f"/subjects/{subject}/versions", {"schema": text})
    config = {"schema.registry.url": url, "basic.auth.user.info": f"{key}:{secret}"}
    estate.sr("POST", "/exporters", {"name": "dr", "config": config, **members})
    assert estate.sr("GET", "/exporters/dr/status").body["trace"] == ""
    there = estate.sandbox.state()["registries"].get(registry, {"subjects": {}})["subjects"]
    found = {name: [item["version"] for item in versions] for name, versions in there.items()}
    assert found == {name.replace("LSRC", estate.registry): numbers for name, numbers in copied.items()}
    ids = {item["id"] for versions in there.values() for item in versions}
    assert ids <= {100001, 100002}, "they keep their ids"


def test_copies_follow_while_it_runs(sandbox: Any) -> None:
    estate = Estate(sandbox)
    registry, (key, secret), url = other_registry(estate)
    config = {"schema.registry.url": url, "basic.auth.user.info": f"{key}:{secret}"}
    estate.sr("POST", "/exporters", {"name": "dr", "contextType": "NONE", "config": config})

    def copies() -> dict[str, Any]:
        estate.sr("GET", "/subjects")
        found: dict[str, Any] = estate.sandbox.state()["registries"].get(registry, {"subjects": {}})["subjects"]
        return found

    estate.sr("POST", "/subjects/orders/versions", {"schema": '"int"'})
    assert copies() == {}
    assert "is not in import mode" in estate.sr("GET", "/exporters/dr/status").body["trace"]
    estate.sr("PUT", "/exporters/dr/pause")
    estate.sr("PUT", "/exporters/dr", {"contextType": "CUSTOM", "context": "dr"})
    assert copies() == {}
    estate.sr("PUT", "/exporters/dr/resume")
    assert [item["deleted"] for item in copies()[":.dr:orders"]] == [False]
    estate.sr("DELETE", "/subjects/orders")
    assert [item["deleted"] for item in copies()[":.dr:orders"]] == [True]
    estate.sr("PUT", "/exporters/dr/pause")
    estate.sr("PUT", "/exporters/dr/config", {**config, "basic.auth.user.info": f"{key}:wrong"})
    estate.sr("PUT", "/exporters/dr/resume")
    assert "401" in estate.sr("GET", "/exporters/dr/status").body["trace"]
