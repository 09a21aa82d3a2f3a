# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON of schema texts as the registry's parsers read it. Pure.

Seen on Schema Registry 8.3.1 and Avro 1.12.1 for Java: comments in Avro (`//` and `/* */`) are taken and left out, a
key that is there twice counts as it is there last, and the registry takes text after a schema.
"""

from __future__ import annotations

import json
import re
from typing import Any

# A string, so that what looks like a comment in it stays; a comment to the end of its line; one to its own end.
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"?|//[^\n\r]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_SPACE = " \t\n\r"


def without_comments(text: str) -> str:
    """A text with spaces in place of comments, so that lines and columns stay. A comment without an end stays."""
    if "//" not in text and "/*" not in text:
        return text

    def blank(match: re.Match[str]) -> str:
        found = match[0]
        if found[0] == '"' or (found.startswith("/*") and not found.endswith("*/", 2)):
            return found
        return re.sub(r"[^\n\r]", " ", found)

    return _STRING_OR_COMMENT.sub(blank, text)


def read(text: str, comments: bool) -> tuple[Any, str]:
    """The first value of a text, and what follows it. Raises ValueError (JSONDecodeError where a position is known)."""

    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is not JSON")

    plain = without_comments(text) if comments else text
    start = len(plain) - len(plain.lstrip(_SPACE))
    try:
        tree, end = json.JSONDecoder(parse_constant=refuse).raw_decode(plain, start)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    return tree, plain[end:].strip(_SPACE)
