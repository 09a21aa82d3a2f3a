# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Records: what arrives, what is refused beforehand, what the service says inside of a 200, and that nothing is sent
twice.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import build

TOPIC = "orders.created"
POSTED = r"/topics/orders\.created/records$"
OK = '{"error_code":200,"partition_id":0,"offset":%d,"timestamp":null}\n'
BAD = '{"error_code":400,"message":"Bad Request: data is not a string."}\n'


class Case(direct.Foreseen):
    """The topic of the standard estate, and runs of the module on it."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = build(sandbox)

    def run(self, check: bool = False, skip: bool = True, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.records.kind import Records

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        arguments = {"topic": TOPIC, **options}
        return direct.run(Records, arguments, env, check=check, skipping=self.sandbox if skip else None)

    @property
    def held(self) -> dict[str, list[Any]]:
        """The records of the topic by partition."""
        topic = self.sandbox.state()["topics"][self.estate.cluster][TOPIC]
        found: dict[str, list[Any]] = topic.get("records", {})
        return found

    @property
    def count(self) -> int:
        return sum(map(len, self.held.values()))

    def posts(self) -> int:
        return len(self.sandbox.journal("POST", POSTED))


@pytest.fixture
def case(sandbox: Any) -> Case:
    return Case(sandbox)


def lines(folder: Path, *records: Any) -> str:
    file = folder / "records.jsonl"
    file.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in records), "utf-8")
    return str(file)


def test_every_form_arrives_as_it_is_meant(case: Case) -> None:
    raw = base64.b64encode(b"\x00\xff").decode()
    headers = [
        {"name": "a", "value": "ä"},
        {"name": "b", "value": None},
        {"name": "a", "value": raw, "format": "binary"},
    ]
    records = [
        {"key": "k", "value": "text ä"},
        {"key": {"id": 1}, "key_format": "json", "value": [1, None, {"a": "b"}], "value_format": "json"},
        {"value": raw, "value_format": "binary", "headers": headers},
        {"key": "gone", "value": None, "value_format": "json"},
        {"value": '{"a": 1}', "value_format": "json"},
        {},
    ]
    result = case.done("created", records=[{"partition": 1, **one} for one in records])
    [held] = case.held.values()
    assert [[one["key"], one["value"]] for one in held] == [
        ["k", "text ä"],
        ['{"id":1}', '[1,null,{"a":"b"}]'],
        [None, raw],
        ["gone", None],
        [None, '"{\\"a\\": 1}"'],
        [None, None],
    ]
    assert held[2]["headers"] == [["a", "ä"], ["b", None], ["a", raw]]
    told = result["records"]
    assert (told["topic"], told["count"]) == (TOPIC, 6)
    assert told["partitions"] == [{"partition": 1, "count": 6, "first_offset": 0, "last_offset": 5}]
    assert [(one["partition"], one["offset"]) for one in told["offsets"]] == [(1, number) for number in range(6)]
    assert all(one["timestamp"].endswith("Z") for one in told["offsets"])
    assert case.posts() == 1


def test_a_timestamp_is_sent_in_utc(case: Case) -> None:
    moments = ["2026-03-01T12:00:00+02:00", "2026-03-01 10:00:00.123456789Z"]
    result = case.done("created", records=[{"timestamp": moment} for moment in moments])
    assert [one["timestamp"] for one in result["records"]["offsets"]] == [
        "2026-03-01T10:00:00.000Z",
        "2026-03-01T10:00:00.123Z",
    ]


def test_no_records_are_nothing_to_do(case: Case, tmp_path: Path) -> None:
    assert case.done("unchanged", records=[])["records"] == {"topic": TOPIC, "count": 0}
    case.done("unchanged", file=lines(tmp_path, "", "  "))


def test_all_that_is_wrong_with_records_is_named_before_any_request(case: Case) -> None:
    records = [
        {"value": 5},
        {"key": True},
        {"value": "not base64", "value_format": "binary"},
        {"partition": -1},
        {"timestamp": "2026-03-01"},
        {"timestamp": "1772366400000"},
        {"timestamp": "1969-12-31T23:59:59Z"},
        {"headers": [{"name": "a", "value": "?", "format": "binary"}]},
        {"value": float("nan"), "value_format": "json"},
        {"value": "\ud800"},
        {"timestamp": "9999-12-31T23:59:59-12:00"},
    ]
    case.refused(
        "record 1: value is a number and no text",
        "give value_format: json",
        "record 2: key is a boolean",
        "record 3: value is not base64",
        "record 4: partition -1",
        "record 5: timestamp '2026-03-01' is not a moment with its zone",
        "record 6: timestamp",
        "record 7: timestamp '1969-12-31T23:59:59Z' is before 1970",
        "record 8: headers[0].value is not base64",
        "record 9: value cannot be written as JSON",
        "half of a character",
        "record 11: timestamp '9999-12-31T23:59:59-12:00' is after the year 9999",
        records=records,
    )
    assert case.sandbox.journal() == []


def test_what_the_topic_does_not_take_is_named_before_the_first_record(case: Case) -> None:
    settings = {
        "max.message.bytes": "2000",
        "cleanup.policy": "compact",
        "message.timestamp.after.max.ms": "3600000",
        "message.timestamp.before.max.ms": "86400000",
    }
    data = [{"name": name, "value": value} for name, value in settings.items()]
    case.estate.kafka("POST", f"/topics/{TOPIC}/configs:alter", {"data": data})
    said = case.refused(
        "record 1: partition 3 is not there: the topic has 3",
        "record 2: it has 2001 bytes, the topic takes 2000",
        "record 3: it has no key",
        "record 4: its timestamp is more than 3600000 ms ahead",
        "record 6: its timestamp is more than 86400000 ms ago",
        records=[
            {"key": "a", "partition": 3},
            {"key": "b", "value": "x" * 2000},
            {"value": "x"},
            {"key": "c", "timestamp": "2100-01-01T00:00:00Z"},
            {"key": "d", "value": "good"},
            {"key": "c", "timestamp": "2000-01-01T00:00:00Z"},
        ],
    )
    assert "record 5" not in said
    assert case.posts() == 0


def test_settings_that_may_not_be_read_stand_in_nobodys_way(case: Case) -> None:
    case.sandbox.fault(path="/configs$", times=0, status=403)
    case.done("created", records=[{"value": "x"}])


def test_a_topic_that_is_not_there_costs_no_minute(case: Case) -> None:
    result = case.run(topic="orders.cancelled", records=[{"value": "x"}])
    assert "there is no topic 'orders.cancelled'" in result["msg"]
    assert case.sandbox.writes() == []
    foretold = case.run(check=True, topic="orders.cancelled", records=[{"value": "x"}])
    assert (foretold["failed"], foretold["operation"]) == (False, "created")
    assert "A real run fails here unless an earlier task makes it" in foretold["warnings"][0]


def test_a_topic_that_was_made_a_moment_ago_is_looked_for_again(case: Case) -> None:
    body = json.dumps({"error_code": 40403, "message": "This server does not host this topic-partition."})
    case.sandbox.fault(path=rf"/topics/{TOPIC}$", status=404, body=body, content_type="application/json")
    assert case.run(records=[{"value": "x"}])["failed"] is False
    assert len(case.sandbox.journal("GET", rf"/topics/{TOPIC}$")) == 2


# ---- what is said inside of a 200


def test_a_record_that_is_refused_inside_of_a_200_fails_the_task_and_not_the_others(case: Case) -> None:
    case.sandbox.fault(path=POSTED, status=200, body=OK % 0 + BAD + OK % 1, content_type="application/json")
    result = case.run(records=[{"value": "a"}, {"value": "b"}, {"value": "c"}])
    assert result["failed"]
    assert "refused 1 of them, in spite of its status 200. record 2: Bad Request" in result["msg"]
    assert "2 of 3 were written, 0 were not sent" in result["msg"]
    told = result["records"]
    assert told["refused"] == [{"number": 2, "code": 400, "message": "Bad Request: data is not a string."}]
    assert [one and one["offset"] for one in told["offsets"]] == [0, None, 1]
    assert (told["count"], told["unknown"], result["error"]["code"]) == (2, [], 400)
    assert case.posts() == 1


@pytest.mark.parametrize(
    ("body", "written", "unknown"),
    [
        ("", 0, [1, 2, 3]),
        (OK % 0, 1, [2, 3]),
        (OK % 0 + '{"error_code":20', 1, [2, 3]),
        ("<html>Sign in</html>", 0, [1, 2, 3]),
    ],
    ids=["empty", "fewer", "cut", "a page"],
)
def test_what_is_not_reported_may_have_been_written(case: Case, body: str, written: int, unknown: list[int]) -> None:
    case.sandbox.fault(path=POSTED, status=200, body=body, content_type="application/json")
    result = case.run(records=[{"value": "a"}, {"value": "b"}, {"value": "c"}])
    assert result["failed"]
    assert f"Of {len(unknown)} the service said nothing" in result["msg"]
    assert "Nothing is sent a second time by itself" in result["msg"]
    assert (result["records"]["count"], result["records"]["unknown"]) == (written, unknown)
    assert case.posts() == 1


def test_more_reports_than_records_are_not_taken_for_theirs(case: Case) -> None:
    case.sandbox.fault(path=POSTED, status=200, body=OK % 0 + BAD, content_type="application/json")
    result = case.run(records=[{"value": "a"}])
    assert result["failed"]
    assert "more of 1 records than it was sent" in result["msg"]


@pytest.mark.parametrize("action", [{"reset": "after"}, {"status": 503, "apply": True}, {"answer": "cut"}])
def test_a_lost_answer_is_never_followed_by_a_second_request(case: Case, action: dict[str, Any]) -> None:
    case.sandbox.fault(path=POSTED, **action)
    result = case.run(records=[{"value": "a"}, {"value": "b"}])
    assert result["failed"]
    assert result["records"]["unknown"]
    assert "may have been written or not" in result["msg"]
    assert (case.posts(), case.count) == (1, 2)


def test_what_was_refused_before_it_was_read_is_sent_again(case: Case) -> None:
    case.sandbox.fault(path=POSTED, status=429)
    assert case.run(records=[{"value": "a"}])["failed"] is False
    assert (case.posts(), case.count) == (2, 1)


def test_a_denial_says_what_is_missing_and_that_nothing_was_written(case: Case) -> None:
    case.sandbox.fault(path=POSTED, times=0, status=403)
    result = case.run(records=[{"value": "a"}, {"value": "b"}])
    assert "WRITE on the topic 'orders.created'" in result["msg"]
    assert "0 of 2 were written, 2 were not sent" in result["msg"]
    assert (result["records"]["unknown"], result["records"]["not_sent"]) == ([], 2)


def test_a_request_for_records_has_a_time_out_of_its_own(case: Case) -> None:
    case.sandbox.fault(path=POSTED, hang="after")
    result = case.run(skip=False, records=[{"value": "a"}], answer_timeout=1)
    assert result["records"]["unknown"] == [1]
    assert (case.posts(), case.count) == (1, 1)


# ---- a file


def test_a_file_is_sent_in_portions_and_told_in_short(case: Case, tmp_path: Path) -> None:
    made = [{"key": f"k{n}", "value": {"n": n}, "partition": n % 2} for n in range(1200)]
    file = lines(tmp_path, "", *made)
    result = case.done("created", file=file, value_format="json")
    told = result["records"]
    assert (told["count"], told["offsets"]) == (1200, None)
    assert told["partitions"] == [
        {"partition": number, "count": 600, "first_offset": 0, "last_offset": 599} for number in (0, 1)
    ]
    assert [one["value"] for one in case.held["1"]][:2] == ['{"n":1}', '{"n":3}']
    assert (case.posts(), len(case.sandbox.journal())) == (3, 7)  # environment, cluster, topic and its settings


def test_all_bad_lines_of_a_file_are_named(case: Case, tmp_path: Path) -> None:
    file = lines(
        tmp_path,
        "\ufeff" + json.dumps({"value": "good"}),
        "{",
        "[1]",
        {"valu": "x"},
        '{"value": 1, "value_format": "json", "value": 2}',
        '{"value": NaN, "value_format": "json"}',
        {"value": "x", "headers": {"a": "b"}},
    )
    said = case.refused(
        "line 2: it is not JSON",
        "line 3: it is not an object",
        "line 4: unknown member 'valu'",
        "line 5: it is not JSON: a member is given twice",
        "line 6: it is not JSON: NaN",
        "line 7: headers is an object",
        file=file,
    )
    assert "line 1:" not in said
    more = case.refused("and 30 more like these", file=lines(tmp_path, *["{"] * 50))
    assert len(more) < 3000
    case.refused("cannot be read: No such file", file=str(tmp_path / "missing"))


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("12345678901234567.89", False),
        ("9007199254740993.0", False),
        ("0.1234567890123456789", False),
        ("1.0000000000000000e-2000000", False),
        ("1e-99999999999999999999999999", False),
        ("123456789012345.67", True),
        ("0.10000000000000001", True),  # printed with 17 digits, and the same double
        ("0.1000000000000000055511151231257827", True),
        ("1.50000000000000000000", True),
        ("1.7976931348623157e+308", True),
        ("4.9406564584124654e-324", True),
        ("12345678901234567890123", True),
    ],
)
def test_a_number_that_would_lose_digits_is_refused_and_not_shown(
    number: str, kept: bool, case: Case, tmp_path: Path
) -> None:
    result = case.run(True, file=lines(tmp_path, f'{{"value": {{"amount": {number}}}, "value_format": "json"}}'))
    assert result["failed"] is not kept, result
    assert ("line 1: it is not JSON: a number in it has more digits" in result["msg"]) is not kept
    assert number not in result["msg"]


def test_a_file_that_breaks_off_says_how_far_it_came(case: Case, tmp_path: Path) -> None:
    file = lines(tmp_path, *({"value": str(n), "partition": 0} for n in range(1700)))
    reports = "".join(BAD if n == 7 else OK % (500 + n) for n in range(500))
    case.sandbox.fault(path=POSTED, nth=2, status=200, body=reports, content_type="application/json")
    result = case.run(file=file)
    assert "line 508: Bad Request" in result["msg"]
    assert "999 of 1700 were written, 700 were not sent" in result["msg"]
    assert result["records"]["partitions"] == [{"partition": 0, "count": 999, "first_offset": 0, "last_offset": 999}]
    assert case.posts() == 2


def test_a_file_that_changes_while_it_is_sent_ends_the_task(case: Case, tmp_path: Path, monkeypatch: Any) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.records import kind

    file = lines(tmp_path, *({"value": str(n)} for n in range(1200)))
    sent = kind.Producer.deliver

    def spoiled(self: Any, path: str, body: bytes) -> Any:
        Path(file).write_text("{\n" * 2000, "utf-8")
        return sent(self, path, body)

    monkeypatch.setattr(kind.Producer, "deliver", spoiled)
    result = case.run(file=file)
    assert "The file was changed while it was sent: line" in result["msg"]
    assert result["records"]["count"] == case.count > 0


def test_a_file_that_changed_since_it_was_looked_over_is_not_sent(case: Case, tmp_path: Path, monkeypatch: Any) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.records import kind

    file = lines(tmp_path, {"value": "1"})
    judged = kind.Records.refusals

    def later(self: Any, change: Any) -> Any:
        yield from judged(self, change)
        lines(tmp_path, {"value": "other"})

    monkeypatch.setattr(kind.Records, "refusals", later)
    result = case.run(file=file)
    assert "was changed since it was looked over" in result["msg"]
    assert (case.posts(), case.count) == (0, 0)


def test_a_file_that_becomes_shorter_while_it_is_sent_is_no_success(
    case: Case, tmp_path: Path, monkeypatch: Any
) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.records import source

    file = lines(tmp_path, *({"value": str(n)} for n in range(700)))
    found = source.Source.survey

    def more(self: Any) -> Any:
        told = found(self)
        told.count += 1
        return told

    monkeypatch.setattr(source.Source, "survey", more)
    result = case.run(file=file)
    assert "it has another number of records. 700 of 701 were written" in result["msg"]
    assert result["records"]["not_sent"] == 1


def test_what_can_be_read_only_once_is_no_file_of_records(case: Case, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    case.refused("it is not a file", file=str(tmp_path / "pipe"))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    import tracemalloc

    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.records.encoding import Formats
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.records.source import Source

    def peak(count: int) -> int:
        source = Source(
            None, lines(tmp_path, *({"value": f"{n:0200d}"} for n in range(count))), Formats("text", "text")
        )
        tracemalloc.start()
        assert source.survey().count == count
        assert sum(len(portion.numbers) for portion in source.portions()) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(4_500) < peak(1_500) + 100_000
