# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas import json_text as schema_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('// a\n"string"', "string"),
        ('/* a */ "string"', "string"),
        ('"string" // the end', "string"),
        ('"string"\n/* the end */\n', "string"),
        ('{"a": 1, // b\r "c": 2}', {"a": 1, "c": 2}),
        ('{"a": /* 1, */ 2}', {"a": 2}),
        ('{"doc": "http://x /* no comment */ // nor here"}', {"doc": "http://x /* no comment */ // nor here"}),
        ('{"doc": "a \\" // quote"}', {"doc": 'a " // quote'}),
        ('{"doc": "\\\\"} // "', {"doc": "\\"}),
        ("/***/ [] /**/", []),
        ("[1, /* [ */ 2 /* ] */]", [1, 2]),
        ('{"a": 1, "a": 2}', {"a": 2}),
    ],
)
def test_comments_are_left_out(text: str, value: Any) -> None:
    assert schema_json.read(text, comments=True) == (value, "")


@pytest.mark.parametrize("text", ['// a\n"string"', '/* a */ "string"', '# a\n"string"'])
def test_only_where_they_are_comments(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        schema_json.read(text, comments="#" in text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('/* a\n b */ {"x": }', 2, 13),
        ("// a\n\n  oops", 3, 3),
        ('"s" and /* more', 0, 0),
        ("/* no end", 1, 1),
        ("/*/", 1, 1),
    ],
)
def test_positions_are_those_of_the_text(text: str, line: int, column: int) -> None:
    if not line:
        assert schema_json.read(text, comments=True) == ("s", "and /* more")
        return
    with pytest.raises(json.JSONDecodeError) as refused:
        schema_json.read(text, comments=True)
    assert (refused.value.lineno, refused.value.colno) == (line, column)


def test_what_follows() -> None:
    assert schema_json.read('"string" "int"', comments=True) == ("string", '"int"')
    assert schema_json.read("{} // a", comments=False) == ({}, "// a")


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "NaN", "[Infinity]", ""])
def test_no_value(text: str) -> None:
    with pytest.raises(ValueError, match=r"nested too deep|not JSON|Expecting"):
        schema_json.read(text, comments=True)


def test_many_comments_without_an_end_take_no_time() -> None:
    """Each would be looked for to the end of the text."""
    with pytest.raises(json.JSONDecodeError):
        schema_json.read("/*" * 1_000_000, comments=True)
