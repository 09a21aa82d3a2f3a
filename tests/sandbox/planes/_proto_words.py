# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words, signs, texts and options of .proto files, as Wire reads them (see ``_proto_reader``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

from ._proto_model import Literal, Option
from ._schema_formats import InvalidSchema

_SPACE = re.compile(r"(?:[ \t\r\n]|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_WORD = re.compile(r"[A-Za-z0-9_.\-]+")
_TRAILING_BLOCK = re.compile(r"[ \t]*/\*.*?\*/(?P<end>[ \t]*(?:\n|\Z))?", re.DOTALL)
_ESCAPE = re.compile(r"[xX](?P<hex>[0-9a-fA-F]{1,2})|(?P<octal>[0-7]{1,3})|(?P<other>.)", re.DOTALL)
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_INT_MAX = 2**31


class Words:
    """A text and how far it is read; every method raises InvalidSchema where something else stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def fail(self, message: str) -> NoReturn:
        line = self.text.count("\n", 0, self.position) + 1
        column = self.position - self.text.rfind("\n", 0, self.position)
        raise InvalidSchema(f"Syntax error in :{line}:{column}: {message}")

    def skip(self) -> None:
        match = _SPACE.match(self.text, self.position)
        self.position = match.end() if match else self.position

    def exhausted(self) -> bool:
        self.skip()
        return self.position == len(self.text)

    def peek(self) -> str:
        if self.exhausted():
            self.fail("unexpected end of file")
        return self.text[self.position]

    def take(self, sign: str) -> bool:
        if self.peek() != sign:
            return False
        self.position += 1
        return True

    def require(self, sign: str) -> None:
        if not self.take(sign):
            self.fail(f"expected '{sign}' but was '{self.peek()}'")

    def word(self, *, digit_first: bool = True) -> str:
        self.skip()
        match = _WORD.match(self.text, self.position)
        if match is None:
            self.fail("expected a word")
        if not digit_first and match[0][0].isdigit():
            self.fail("field and constant names cannot start with a digit")
        self.position = match.end()
        return match[0]

    def name(self, *, digit_first: bool = True) -> str:
        """A word, which may stand in parentheses or brackets."""
        closing = {"(": ")", "[": "]"}.get(self.peek())
        if closing is None:
            return self.word(digit_first=digit_first)
        self.position += 1
        word = self.word(digit_first=digit_first)
        self.require(closing)
        return word

    def integer(self) -> int:
        word = self.word()
        hexadecimal = word[:2] in ("0x", "0X")
        return self.number(word[2:] if hexadecimal else word, word, 16 if hexadecimal else 10)

    def number(self, digits: str, word: str, base: int = 10) -> int:
        wanted = "[0-9a-fA-F]" if base == 16 else "[0-9]"
        if not re.fullmatch(f"-?{wanted}+", digits) or not -_INT_MAX <= int(digits, base) < _INT_MAX:
            self.fail(f"expected an integer but was {word}")
        return int(digits, base)

    def quoted(self) -> str:
        """A text in quotes, or several one after the other."""
        found = []
        quote = self.peek()
        if quote not in "\"'":
            self.fail("expected a quoted string")
        while not self.exhausted() and self.text[self.position] in "\"'":
            found.append(self._one_quoted())
        return "".join(found)

    def _one_quoted(self) -> str:
        quote = self.text[self.position]
        self.position += 1
        found = []
        while (sign := self.text[self.position : self.position + 1]) != quote:
            if not sign:
                self.fail("unterminated string")
            self.position += 1
            found.append(self._escaped() if sign == "\\" else sign)
        self.position += 1
        return "".join(found)

    def _escaped(self) -> str:
        match = _ESCAPE.match(self.text, self.position)
        if match is None:
            self.fail("unexpected end of file")
        self.position = match.end()
        if match["other"] is None:
            return chr(int(match["hex"], 16) if match["hex"] else int(match["octal"], 8))
        if match["other"] in "xX":
            self.fail("expected a digit after \\x or \\X")
        return _ESCAPED.get(match["other"], match["other"])

    def end(self) -> None:
        """The semicolon of a field, a constant or a reservation, and a comment on the rest of its line."""
        self.require(";")
        match = _TRAILING_BLOCK.match(self.text, self.position)
        if match and match["end"] is None:
            self.fail("no syntax may follow trailing comment")

    def data_type(self, word: str | None = None) -> str:
        word = word or self.word()
        if word != "map":
            return word
        self.require("<")
        key = self.data_type()
        self.require(",")
        value = self.data_type()
        self.require(">")
        return f"map<{key}, {value}>"

    def block(self, read_one: Callable[[str], None], *, digit_first: bool = True) -> None:
        """What stands between braces; ``read_one`` gets the first word of each declaration."""
        self.require("{")
        while not self.take("}"):
            if not self.take(";"):
                read_one(self.word(digit_first=digit_first))

    # --- options

    def option_declaration(self) -> Option:
        option = self._option("=")
        self.require(";")
        return option

    def options(self) -> list[Option]:
        options: list[Option] = []
        if self.take("["):
            options.append(self._option("="))
            while not self.take("]"):
                self.require(",")
                options.append(self._option("="))
        return options

    def _option(self, separator: str) -> Option:
        opening = self.peek()
        name = self.name()
        if opening == "[":
            name = f"[{name}]"
        inner: str | None = None
        if self.peek() == ".":
            self.position += 1
            inner = self.name()
        if not (separator == ":" and self.peek() == "{"):
            self.require(separator)
        kind, value = self._kind_and_value()
        if inner is not None:
            kind, value = "OPTION", Option(inner, kind, value)
        return Option(name, kind, value, opening == "(")

    def _kind_and_value(self) -> tuple[str, Any]:
        sign = self.peek()
        if sign == "{":
            return "MAP", self._map()
        if sign == "[":
            return "LIST", self._list()
        if sign in "\"'":
            return "STRING", self.quoted()
        word = self.word()
        kind = "NUMBER" if sign.isdigit() or sign == "-" else "BOOLEAN" if word in ("true", "false") else "ENUM"
        return kind, Literal(word)

    def _map(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.require("{")
        while not self.take("}"):
            option = self._option(":")
            if isinstance(option.value, Option):
                found.setdefault(option.name, {})[option.value.name] = option.value.value
            elif option.name not in found:
                found[option.name] = option.value
            else:
                before = found[option.name]
                more = option.value if isinstance(option.value, list) else [option.value]
                found[option.name] = [*(before if isinstance(before, list) else [before]), *more]
            if self.peek() == ",":
                self.position += 1
        return found

    def _list(self) -> list[Any]:
        found: list[Any] = []
        self.require("[")
        while not self.take("]"):
            found.append(self._kind_and_value()[1])
            if self.peek() != "]":
                self.require(",")
        return found
