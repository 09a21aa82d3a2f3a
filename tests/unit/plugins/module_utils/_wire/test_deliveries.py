# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reports of records, in any pieces and with or without space between them; and no write past the guard."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import WriteInCheckMode
from ansible_collections.streamops.confluent.plugins.module_utils._wire.credentials import Anonymous
from ansible_collections.streamops.confluent.plugins.module_utils._wire.deliveries import Producer, parsed
from ansible_collections.streamops.confluent.plugins.module_utils._wire.http import Client
from ansible_collections.streamops.confluent.plugins.module_utils._wire.stream import Cut
from ansible_collections.streamops.confluent.plugins.module_utils._wire.transport import Transport

REPORTS = [{"error_code": 200, "offset": n, "text": "ü€😀 }{ \\"} for n in range(5)]


def told(text: bytes, size: int) -> list[Any]:
    found: list[Any] = []
    parsed((text[start : start + size] for start in range(0, len(text), size)), found.append)
    return found


@pytest.mark.parametrize("between", ["", "\n", "\r\n", " \n\n\t"])
@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_reports_arrive_in_any_pieces(between: str, size: int) -> None:
    text = between.join(json.dumps(report, ensure_ascii=False) for report in REPORTS) + between
    assert told(text.encode(), size) == REPORTS


def test_nothing_is_no_report() -> None:
    assert told(b"", 1) == told(b"\r\n\r\n", 1) == []


@pytest.mark.parametrize("rest", ['{"error_code":', "<html>", "[1]", "5 ", '"x"', "nothing"])
def test_what_is_no_report_ends_the_reading_and_what_came_before_stands(rest: str) -> None:
    found: list[Any] = []
    with pytest.raises(Cut):
        parsed([json.dumps(REPORTS[0]).encode(), rest.encode()], found.append)
    assert found == REPORTS[:1]


def test_in_check_mode_nothing_is_sent() -> None:
    client = Client(Transport(read_only=True), "kafka", "http://127.0.0.1:9", Anonymous())
    with pytest.raises(WriteInCheckMode):
        Producer.of(client, 1).deliver("/records", b"{}")


def test_only_its_own_requests_may_stay_silent_for_longer() -> None:
    client = Client(Transport(request_timeout=3), "kafka", "http://127.0.0.1:9", Anonymous())
    producer = Producer.of(client, 120)
    assert (client.transport.request_timeout, producer.transport.request_timeout) == (3, 120)
    assert producer.transport.statistics is client.transport.statistics
    assert producer.transport.secrets is client.transport.secrets
    assert producer.transport._settings_for("http://a.example/x")["timeout"] == (10.0, 120)
    assert client.transport._settings_for("http://a.example/x")["timeout"] == (3, 3)
