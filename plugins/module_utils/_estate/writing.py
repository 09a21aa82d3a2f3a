# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Markdown as GitHub renders it, of words that are not to be trusted: names and values of objects. Pure.

Whatever a text holds, it stays in its place, and is no table, link, mention, issue number, picture, HTML or formula
there: what is not a plain word stands in a code span, in which GitHub looks for none of these.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

LONG = 80  # characters from which on a value is shortened in its cell
HEAD = 40  # characters that are left of it
BLOCK = 200  # lines of a block
NOTHING = "\u2013"  # a dash
SIGNS = {"\n": "⏎", "\t": "⇥"}
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # Unicode categories: not seen, or turns the rest
# A plain word with the punctuation around it. Not a number with a dot, which would begin a list, nor GH-1.
WORD = re.compile(r"([(\"']*)([^\W\d_]+(?:['-][^\W\d_]+)*|\d+)([)\"',;:.!?]*)")
PUNCTUATION = ")\"',;:.!?"
LISTED = re.compile(r"\d+[.)]")
WRAPPED = re.compile(r"([(\"']*)(.+?)([)\"',;:.!?]*)")


def visible(text: str, keep: str = "") -> str:
    """The text in one line, without signs that are not seen. `keep`: signs that stay as they are."""
    if text.isprintable():
        return text
    return "".join(
        one if one in keep or unicodedata.category(one) not in HIDDEN else SIGNS.get(one, f"\\u{{{ord(one):x}}}")
        for one in text
    )


def code(text: str, cell: bool = False) -> str:
    """A text as a code span. `cell`: within a table, where a bar would end the cell."""
    text = visible(text)
    if not text.strip():
        return f'`"{text}"`'
    if cell and re.search(r"\\\|", text):
        return html_code(text)  # a bar behind a backslash cannot be written in a cell in any other way
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if text[0] in " `" or text[-1] in " `" else ""
    if cell:
        text = text.replace("|", "\\|")
    return f"{ticks}{pad}{text}{pad}{ticks}"


def html_code(text: str) -> str:
    """A text as code in HTML, for places where Markdown is not read."""
    escaped = "".join(
        one if one.isalnum() or one == " " or ord(one) > 127 else f"&#{ord(one)};" for one in visible(text)
    )
    return f"<code>{escaped}</code>"


def prose(text: str, cell: bool = False) -> str:
    """Words of a message: plain words as they are, and whatever else they have among them as code."""
    written: list[str] = []
    pending: list[str] = []

    def flush() -> None:
        if pending:
            before, inside, after = _wrapped(" ".join(pending))
            written.append(f"{before}{code(inside, cell)}{after}")
            pending.clear()

    for word in visible(text).split():
        if _plain(word):
            flush()
            written.append(word)
        else:
            pending.append(word)
            if word[-1] in PUNCTUATION:
                flush()
    flush()
    return " ".join(written)


def _plain(word: str) -> bool:
    """Whether a word means nothing to Markdown or to GitHub."""
    return bool(WORD.fullmatch(word)) and not LISTED.fullmatch(word) and not (word.isdigit() and len(word) > 6)


def _wrapped(text: str) -> tuple[str, str, str]:
    """Punctuation before, the text itself, and punctuation behind it."""
    found = WRAPPED.fullmatch(text)
    if not found or (")" in found[3] and "(" in found[2]):
        return "", text, ""
    return found[1], found[2], found[3]


def value(given: Any, cell: bool = True) -> str:
    """A value of a field, shortened where it is long."""
    if given is None:
        return NOTHING
    text = written_out(given)
    if is_long(given):
        lines = text.count("\n") + 1
        size = f"{lines} lines" if lines > 1 else f"{len(text):,} characters"
        start = " ".join(text.split())
        return f"{code(start[:HEAD].rstrip() + ' …' * (len(start) > HEAD), cell)} ({size}, below)"
    return code(text, cell)


def written_out(given: Any) -> str:
    """A value as text: texts as they are, everything else as JSON."""
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, default=str)


def is_long(given: Any) -> bool:
    """Whether a value is too long for a cell, so that it is shown in a block, too."""
    text = written_out(given)
    return len(text) > LONG or "\n" in text.strip()


def lines_of(given: Any) -> list[str]:
    """A value in lines that can be compared: JSON laid out, everything else as it is."""
    if given is None:
        return []
    if isinstance(given, str):
        try:
            parsed = json.loads(given)
        except (ValueError, RecursionError):
            return given.splitlines() or [""]
        given = parsed if isinstance(parsed, (dict, list)) else given
    return json.dumps(given, ensure_ascii=False, indent=2, default=str).splitlines()


def difference(before: Any, after: Any) -> str:
    """A block that shows what differs between two long values."""
    found = difflib.unified_diff(lines_of(before), lines_of(after), n=3, lineterm="")
    lines = list(found)[2:] or ["(written in another way, the same when laid out)"]
    return fence([*lines[:BLOCK], *([f"… {len(lines) - BLOCK} more lines"] if len(lines) > BLOCK else [])], "diff")


def fence(lines: Iterable[str], language: str = "text") -> str:
    """Lines as a block of code, which nothing in them ends."""
    text = "\n".join(visible(line, keep="\t") for line in lines)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table. The cells are Markdown already."""
    names = list(head)
    lines = [f"| {' | '.join(names)} |", f"|{'|'.join(['---'] * len(names))}|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def folded(title: str, inside: str) -> str:
    """What is opened by a click. `title` is HTML already."""
    return f"<details><summary>{title}</summary>\n\n{inside}\n\n</details>"


def entries(before: Any, after: Any, name: str) -> list[tuple[str, Any, Any]]:
    """A field as (name, before, after), a mapping of free names by its entries, so that each has a row of its own."""
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        old, new = before or {}, after or {}
        if (
            isinstance(old, Mapping)
            and isinstance(new, Mapping)
            and not any(map(_deep, [*old.values(), *new.values()]))
        ):
            return [(f"{name}.{key}", old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])]
    return [(name, before, after)]


def _deep(given: Any) -> bool:
    return isinstance(given, (Mapping, list))
