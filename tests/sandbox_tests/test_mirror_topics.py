# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Links that mirror: the topics that they make, the states that these pass through, what each verb is refused for."""

from __future__ import annotations

from typing import Any

import pytest

from ._client import Client
from .test_kafka import Kafka, code

LINK = "both"


def linked(client: Client, here: Kafka, there: Kafka, mode: str = "DESTINATION", **configs: str) -> None:
    """A link at ``here`` to ``there``."""
    key, secret = there.key
    login = f"org.apache.kafka.common.security.plain.PlainLoginModule required username='{key}' password='{secret}';"
    settings = {"link.mode": mode, "bootstrap.servers": "x:9092", "sasl.jaas.config": login, **configs}
    member = {"DESTINATION": "source_cluster_id", "BIDIRECTIONAL": "remote_cluster_id"}[mode]
    body = {member: there.id, "configs": [{"name": name, "value": value} for name, value in settings.items()]}
    assert here("POST", "/links", body, link_name=LINK).status_code == 204


@pytest.fixture
def sides(sandbox: Any) -> tuple[Kafka, Kafka]:
    """A cluster with the topic ``orders``, and one that is linked to it; the link is bidirectional."""
    client = Client(sandbox)
    dedicated = {"kind": "Dedicated", "cku": 1}
    there = Kafka(client, display_name="there", config=dedicated)
    client.ok("PATCH", f"/iam/v2/service-accounts/{there.admin}", {"display_name": "other"})
    here = Kafka(client, display_name="here", config=dedicated)
    there.make("orders", partitions_count=2, configs=[{"name": "retention.ms", "value": "5000"}])
    linked(client, here, there, "BIDIRECTIONAL")
    linked(client, there, here, "BIDIRECTIONAL")
    return here, there


def make(here: Kafka, source: str = "orders", **body: Any) -> Any:
    return here("POST", f"/links/{LINK}/mirrors", {"source_topic_name": source, **body})


def asked(here: Kafka, verb: str, *names: str, **query: Any) -> list[tuple[str, Any]]:
    answer = here("POST", f"/links/{LINK}/mirrors:{verb}", {"mirror_topic_names": list(names)}, **query)
    assert answer.status_code == 200, answer.text
    return [(one["mirror_topic_name"], one["error_code"]) for one in answer.json()["data"]]


def status(here: Kafka, name: str = "orders") -> str:
    return str(here("GET", f"/links/{LINK}/mirrors/{name}").json()["mirror_status"])


def test_a_mirror_topic_is_as_its_source_and_read_only(sides: tuple[Kafka, Kafka]) -> None:
    here, _there = sides
    assert make(here).status_code == 204
    assert here("GET", "/topics/orders").json()["partitions_count"] == 2
    assert here.configs("orders")["retention.ms"]["value"] == "5000"
    assert code(here("PATCH", "/topics/orders", {"partitions_count": 9})) == (400, 40002)
    assert code(here.alter("orders", {"name": "cleanup.policy", "value": "compact"})) == (400, 40002)
    assert here.alter("orders", {"name": "retention.ms", "value": "6000"}).status_code == 204
    listed = here("GET", "/links/-/mirrors").json()["data"]
    assert [(one["mirror_topic_name"], one["mirror_status"], one["num_partitions"]) for one in listed] == [
        ("orders", "ACTIVE", 2)
    ]
    assert here("GET", f"/links/{LINK}/mirrors", mirror_status="PAUSED").json()["data"] == []
    assert here("GET", f"/links/{LINK}").json()["topic_names"] == ["orders"]


def test_what_cannot_be_mirrored(sides: tuple[Kafka, Kafka]) -> None:
    here, there = sides
    assert code(make(here, "nothing")) == (400, 40002)
    assert code(make(here, mirror_topic_name="other")) == (400, 40002)
    assert code(make(here, replication_factor=2)) == (400, 40002)
    there.make("taken")
    here.make("taken")
    assert "already exists" in make(here, "taken").json()["message"]
    assert code(here("GET", f"/links/{LINK}/mirrors/taken")) == (404, 40403)
    assert code(here("GET", "/links/none/mirrors")) == (404, 40403)


def test_states_are_passed_through_and_promotion_makes_an_ordinary_topic(
    sandbox: Any, sides: tuple[Kafka, Kafka]
) -> None:
    here, _there = sides
    sandbox.settings(mirror_transition=10)
    make(here)
    assert status(here) == "PENDING_MIRROR"
    sandbox.advance(10)
    assert status(here) == "ACTIVE"
    assert asked(here, "promote", "orders", "none", validate_only="true") == [("orders", None), ("none", 404)]
    assert status(here) == "ACTIVE"
    sandbox.seed("mirror_topics", {"cluster": here.id, "link": LINK, "names": ["orders"], "lag": 7})
    assert asked(here, "promote", "orders") == [("orders", None)]
    sandbox.advance(60)
    assert status(here) == "PENDING_STOPPED"
    sandbox.seed("mirror_topics", {"cluster": here.id, "link": LINK, "names": ["orders"], "lag": 0})
    assert status(here) == "STOPPED"
    assert asked(here, "promote", "orders") == [("orders", 400)]
    assert here("PATCH", "/topics/orders", {"partitions_count": 9}).status_code == 200
    assert here("DELETE", f"/links/{LINK}").status_code == 200
    assert here("GET", "/topics/orders").status_code == 200


def test_pause_resume_fail_over_and_deletion(sandbox: Any, sides: tuple[Kafka, Kafka]) -> None:
    here, _there = sides
    make(here)
    assert asked(here, "resume", "orders") == [("orders", 400)]
    assert asked(here, "pause", "orders") == [("orders", None)]
    assert status(here) == "PAUSED"
    assert asked(here, "resume", "orders") == [("orders", None)]
    sandbox.seed("mirror_topics", {"cluster": here.id, "link": LINK, "names": ["orders"], "status": "FAILED", "lag": 9})
    assert asked(here, "promote", "orders") == [("orders", 400)]
    assert code(here("DELETE", f"/links/{LINK}")) == (400, 40002)
    assert asked(here, "failover", "orders") == [("orders", None)]
    assert status(here) == "STOPPED"
    assert here("DELETE", "/topics/orders").status_code == 204
    assert here("GET", "/links/-/mirrors").json()["data"] == []


def test_both_sides_change_their_parts(sides: tuple[Kafka, Kafka]) -> None:
    here, there = sides
    make(here)
    assert asked(there, "truncate-and-restore", "orders") == [("orders", 400)]
    assert asked(here, "reverse-and-pause-mirror", "orders") == [("orders", None)]
    assert (status(here), status(there)) == ("STOPPED", "PAUSED")
    assert asked(there, "failover", "orders") == [("orders", None)]
    assert asked(here, "truncate-and-restore", "orders") == [("orders", None)]
    assert (status(here), status(there)) == ("ACTIVE", "STOPPED")
