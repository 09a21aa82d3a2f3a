# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reading a list while it arrives: whole, in any pieces, and never a short one without a word."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._wire.stream import Cut, objects

LISTS: list[list[dict[str, Any]]] = [
    [],
    [{}],
    [{"name": "a", "value": None}, {"name": "b", "value": "x,]}[{\\"}],
    [
        {"n": number, "text": "ü€😀", "deep": {"list": [1, {"a": []}], "data": [{"no": "object of ours"}]}}
        for number in range(50)
    ],
    [{"n": n, "text": '},{"n":', "same": [{"n": 1, "m": [{"n": 2}, {"n": 3}]}, {"n": 4}]} for n in range(40)],
    [{}, {"n": 1}, {"m": {"n": 2}}, {}, {"n": 3}],
]
CLOSE, WIDE = (",", ":"), (", ", ": ")  # Confluent's services write the former


def document(listed: list[dict[str, Any]], separators: tuple[str, str] = CLOSE, **more: Any) -> bytes:
    return json.dumps(
        {"kind": "List", "metadata": {"self": "x", "data": [1], "next": None}, "data": listed, **more},
        separators=separators,
    ).encode()


def pieces(text: bytes, size: int) -> list[bytes]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1 << 20])
@pytest.mark.parametrize("listed", LISTS, ids=len)
@pytest.mark.parametrize("separators", [CLOSE, WIDE], ids=["close", "wide"])
@pytest.mark.parametrize("more", [{}, {"total": 12345}, {"after": [True, 1.5, "x"]}], ids=repr)
def test_the_same_list_in_pieces_of_any_size(
    listed: list[dict[str, Any]], separators: tuple[str, str], size: int, more: dict[str, Any]
) -> None:
    assert list(objects(pieces(document(listed, separators, **more), size))) == listed


def test_a_list_longer_than_what_is_parsed_at_once() -> None:
    listed = [{"n": n, "text": "x" * (n % 300), "same": [{"n": -n}, {"n": n}]} for n in range(2000)]
    for size in (1000, 1 << 15, 1 << 20):
        assert list(objects(pieces(document(listed), size))) == listed


def test_spaces_and_order_do_not_matter() -> None:
    text = b' \n{ "data" :\t[ {"a" : 1} ,\r\n {"a":2} ] , "count" : 2 } \n'
    for size in (1, 5, 100):
        assert list(objects(pieces(text, size))) == [{"a": 1}, {"a": 2}]


def test_it_does_not_wait_for_the_end() -> None:
    def arriving() -> Any:
        yield b'{"data": [{"a": 1}, '
        raise AssertionError("more was read than is needed for the first object")

    assert next(objects(arriving())) == {"a": 1}


@pytest.mark.parametrize("listed", LISTS[1:], ids=len)
def test_every_cut_is_noticed(listed: list[dict[str, Any]]) -> None:
    text = document(listed)
    for end in range(len(text)):
        with pytest.raises(Cut):
            list(objects(pieces(text[:end], 40)))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"kind": "List"}',
        b'{"data": null}',
        b'{"data": {}}',
        b'{"data": [1]}',
        b'{"data": ["text"]}',
        b'{"data": [{"a": 1} {"a": 2}]}',
        b'{"data": [{"a": 1},]}',
        b'{"data":[{"a":1},{"a":nonsense},{"a":2}]}',
        b'{"data":[{"a":1},1,{"a":2}]}',
        b'{"data":[{"a":1}],"b":[{"a":2},{"a":3}',
        b'{"data": [{"a": nonsense}]}',
        b"<html>no list</html>",
        b'{"data": [{"a": 1}] "more": 1}',
    ],
)
def test_what_is_no_list_of_objects(text: bytes) -> None:
    with pytest.raises(Cut):
        list(objects([text]))
