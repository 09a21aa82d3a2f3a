# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON as Jackson, the registry's library, reads and prints it: where Python's own module differs, this one follows
Jackson.

Refused: ``NaN`` and ``Infinity``, and nesting that the sandbox's recursive readers would not survive (Jackson's own
limit is 1000 levels). Printed without spaces; letters outside ASCII stay; numbers as Java prints them: a ``float`` as
``Double.toString`` does (``1.0E10``), a ``Decimal`` as ``BigDecimal.toString`` does (``1E+3``, ``0.10``).
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ._schema_formats import InvalidSchema

MAX_DEPTH = 100
_LONG = (-(2**63), 2**63 - 1)
# a string (so that what looks like a comment inside of one stays), or a comment
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|//[^\n\r]*', re.DOTALL)


def load(text: str, *, comments: bool, rest: bool, number: Callable[[str], Any]) -> Any:
    """The value that ``text`` begins with; raises InvalidSchema.

    ``comments``: ``/* */`` and ``//`` are taken. ``rest``: whatever follows the value is ignored. ``number`` makes a
    value of a number with a fraction or an exponent.
    """
    readable = _STRING_OR_COMMENT.sub(_blank, text) if comments else text
    decoder = json.JSONDecoder(parse_float=number, parse_constant=_refuse_constant)
    start = len(readable) - len(readable.lstrip(" \t\r\n"))
    try:
        value, end = decoder.raw_decode(readable, start)
    except RecursionError as exc:
        raise InvalidSchema("Document nesting depth exceeds the maximum allowed") from exc
    except (ValueError, ArithmeticError) as exc:  # the latter: an exponent beyond what decimals have
        raise InvalidSchema(str(exc) or type(exc).__name__) from exc
    if not rest and text[end:].strip():
        # a comment after the end is no longer skipped: Avro's parser looks at the characters
        raise InvalidSchema(f"dangling content after end of schema: {text[end:].strip()}")
    _check_depth(value)
    return value


def _blank(found: re.Match[str]) -> str:
    """A string as it is; a comment as so many spaces, so that positions stay."""
    return found[0] if found[0].startswith('"') else " " * len(found[0])


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"Non-standard token '{name}'")


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise InvalidSchema(f"Document nesting depth exceeds the maximum allowed ({MAX_DEPTH})")
        level = [inner for item in level for inner in _inside(item)]


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def dump(value: Any, *, sort: bool = False) -> str:
    """``value`` as text; ``sort`` orders the keys of objects at every depth."""
    if isinstance(value, dict):
        items = sorted(value.items()) if sort else value.items()
        return "{" + ",".join(f"{dump(key)}:{dump(inner, sort=sort)}" for key, inner in items) + "}"
    if isinstance(value, list):
        return "[" + ",".join(dump(inner, sort=sort) for inner in value) + "]"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float):
        return java_double(value)
    return json.dumps(value, ensure_ascii=False)


def is_int(value: Any, bits: int = 64) -> bool:
    """Whether this is an integer of so many bits; a boolean is none."""
    return isinstance(value, int) and not isinstance(value, bool) and -(2 ** (bits - 1)) <= value < 2 ** (bits - 1)


def java_double(value: float) -> str:
    """What Java's Double.toString prints, in quotes where JSON has no such number."""
    return _java_number(value, repr(value))


def to_float(value: float) -> float:
    """A number with the precision of Java's float, such that it prints as Float.toString prints it."""
    try:
        wanted = struct.pack("f", value)
    except OverflowError:
        return math.copysign(math.inf, value)
    rounded = struct.unpack("f", wanted)[0]
    texts = (f"{rounded:.{digits}e}" for digits in range(9))
    return float(next(text for text in texts if struct.pack("f", float(text)) == wanted))


def _java_number(value: float, shortest: str) -> str:
    if math.isinf(value):
        return '"Infinity"' if value > 0 else '"-Infinity"'
    if value == 0:
        return shortest
    sign, digits, exponent = Decimal(shortest).normalize().as_tuple()
    text = "".join(str(digit) for digit in digits)
    point = len(text) + int(exponent)  # where the decimal point is, counted from the first digit
    if 10**-3 <= abs(value) < 10**7:
        if point <= 0:
            text = "0." + "0" * -point + text
        else:
            text = text.ljust(point, "0")
            text = f"{text[:point]}.{text[point:] or '0'}"
    else:
        text = f"{text[0]}.{text[1:] or '0'}E{point - 1}"
    return "-" * sign + text
