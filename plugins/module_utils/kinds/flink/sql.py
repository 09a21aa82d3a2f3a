# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQL texts of Flink as far as this collection reads them: what means the same, what is no statement, secrets. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..._secrets.recognition import secret, texts

SECRETS = "sql.secrets."  # what the names of secret properties begin with; the service masks their values
CATALOG, DATABASE, OFFSETS_OF = "sql.current-catalog", "sql.current-database", "sql.tables.initial-offset-from"
# Literals, quoted names and comments are kept as they are; everything else is compared without its white space.
_TOKEN = re.compile(r"'(?:[^']|'')*'|`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*[\s\S]*?\*/|\s+|[^\s'`\"/-]+|.")
_SESSION = re.compile(r"(?i)\s*(SET|RESET)\b\s*(?:'(?P<name>[^']*)'\s*(?:=\s*'(?P<value>(?:[^']|'')*)')?)?\s*$")
_SET_OF_STATEMENTS = re.compile(r"(?i)(EXECUTE|BEGIN)\s+STATEMENT\s+SET\b")
_OPTION = re.compile(r"'(?P<name>[^'\n]+)'\s*=\s*'(?P<value>(?:[^']|'')*)'")


def meaning(sql: str) -> str:
    """A statement in the form in which two are compared: without comments and the semicolon at its end, white space
    alike. What stands in quotes counts as it is written, case included.
    """
    found: list[str] = []
    for token in _TOKEN.findall(sql):
        part = " " if token.isspace() or _is_comment(token) else token
        if part != " " or found[-1:] != [" "]:
            found.append(part)
    return "".join(found).strip().rstrip(";").strip()


def _is_comment(token: str) -> bool:
    """Whether a part of a text is a comment; a hint (`/*+ OPTIONS(...) */`) is none."""
    return token.startswith("--") or (token.startswith("/*") and not token.startswith("/*+"))


def statements(sql: str) -> list[str]:
    """The statements of a text, divided at semicolons outside of quotes and comments; empty ones left out."""
    found, current = [], ""
    for token in _TOKEN.findall(sql):
        for part in re.split(r"(;)", token) if not re.match(r"['`\"]|--|/\*", token) else [token]:
            if part == ";":
                found.append(current)
                current = ""
            elif not _is_comment(part):
                current += part
    return [one.strip() for one in [*found, current] if one.strip()]


def wrong(sql: str, option: str) -> Iterator[str]:
    """What a text of one statement must not hold."""
    several = statements(sql)
    as_one = bool(several) and _SET_OF_STATEMENTS.match(several[0])
    session = [found for found in map(_SESSION.match, several) if found]
    for found in session:
        name, value = found["name"], found["value"]
        as_property = f"properties: {{{name}: {value}}}" if name and value else "properties"
        yield (
            f"{option} has the line {found[0].strip()[:80]!r}: the service takes no {found[1].upper()}. Leave it out, "
            f"and give its setting as {as_property}"
        )
    if len(several) - len(session) > 1 and not as_one:
        count = len(several) - len(session)
        yield f"{option} has {count} statements: the service takes one at a time. Write a task for each"
    if not several:
        yield f"{option} is empty"


def secrets_in(sql: str) -> Iterator[str]:
    """What no output may show of a statement: the values of options that are secret ('api-key' = '...')."""
    for found in _OPTION.finditer(sql):
        if secret(found["name"], found["value"]):
            yield from texts(found["name"], found["value"], known=True)


def without_secrets(sql: Any) -> Any:
    """A statement as it may be shown: with the values of secret options masked."""
    if not isinstance(sql, str):
        return sql

    def masked(found: re.Match[str]) -> str:
        return f"'{found['name']}' = '********'" if secret(found["name"], found["value"]) else found[0]

    return _OPTION.sub(masked, sql)


def secret_property(name: str, value: Any) -> bool:
    """Whether a property of a statement is secret."""
    return name.startswith(SECRETS) or secret(name, None if value is None else str(value))


def shown_properties(properties: Mapping[str, Any] | None, own: Mapping[str, Any]) -> dict[str, Any]:
    """Properties without those that are secret, or stated as such (`own`), however the service shows them."""
    return {n: v for n, v in (properties or {}).items() if n not in own and not secret_property(n, v)}
