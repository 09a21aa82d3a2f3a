# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows that a statement gives, up to a limit, and the exceptions of one that failed (flink-gateway-v1).

Rows come as a log of changes; what is returned is the table that they lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._errors import ApiError, ConfluentError
from ..._wire.http import Client
from ..._wire.replies import page_token
from ..._wire.tries import Tries

INSERT, BEFORE, AFTER, DELETE = range(4)  # `op` of a row
NOT_READY = 409  # of results that are asked for too early, as users met it
SHOWN = 3  # exceptions that an error tells


def rows(client: Client, statement: str, raw: Mapping[str, Any], limit: int, patience: float) -> dict[str, Any]:
    """What the bounded query at the path `statement` gives: {columns, rows, truncated}; each row a dict by columns.

    `raw`: the statement as the API shows it. `limit`: of rows. `patience`: seconds in which an answer that is not
    ready, or a page without a row, may come to more. Raises ApiError, and ConfluentError when that is over.
    """
    traits = (raw.get("status") or {}).get("traits") or {}
    columns = [str(one["name"]) for one in (traits.get("schema") or {}).get("columns") or ()]
    keys = list(traits.get("upsert_columns") or ())
    table: list[list[Any]] = []
    for change in _changes(client, f"{statement}/results", patience):
        if len(table) >= limit and change.get("op", INSERT) == INSERT:
            return {"columns": columns, "rows": _named(columns, table), "truncated": True}
        _apply(table, change, keys)
    return {"columns": columns, "rows": _named(columns, table[:limit]), "truncated": len(table) > limit}


def _changes(client: Client, path: str, patience: float) -> Iterator[Mapping[str, Any]]:
    """The changes of all pages, until there is no next one."""
    token, seen, tries = None, set(), Tries(client.transport, patience)
    while True:
        try:
            page = client.get(path, {"page_token": token} if token else None, holds=("results", "metadata"))
        except ApiError as error:
            if error.status != NOT_READY:
                raise
            if not tries.again():
                raise
            continue
        data = page["results"].get("data") or []
        yield from data
        following = page["metadata"].get("next")
        if not following:
            return
        token = page_token(following)
        if token is None or (token in seen and data):
            raise ConfluentError(
                f"The results at {path} cannot be read to their end: the link to the next page leads nowhere."
            )
        if (token in seen or not data) and not tries.again():
            raise ConfluentError(f"The results at {path} did not come to an end in time.")
        seen.add(token)


def _apply(table: list[list[Any]], change: Mapping[str, Any], keys: list[int]) -> None:
    """Make a change of the log to the table."""
    operation, row = change.get("op", INSERT), list(change["row"])
    if operation in (BEFORE, DELETE):
        same = [place for place, one in enumerate(table) if one == row or (keys and _key(one, keys) == _key(row, keys))]
        if same:
            del table[same[-1]]
        return
    place = next((n for n, one in enumerate(table) if keys and _key(one, keys) == _key(row, keys)), None)
    if operation == AFTER and place is not None:
        table[place] = row
    else:
        table.append(row)


def _key(row: list[Any], keys: list[int]) -> list[Any]:
    return [row[place] for place in keys]


def _named(columns: list[str], table: list[list[Any]]) -> list[Any]:
    """Rows by the names of their columns; as lists where the names are not told, or not those of all values."""
    return [dict(zip(columns, row, strict=True)) if len(columns) == len(row) else row for row in table]


def exceptions(client: Client, statement: str) -> str:
    """What the service tells of the exceptions of a statement, in words; nothing where it tells nothing."""
    answer = client.glance(f"{statement}/exceptions")
    told = answer.get("data") if isinstance(answer, Mapping) else None
    found = [
        f"{one.get('name')}: {str(one.get('message') or '').rstrip('.')}"
        for one in (told if isinstance(told, list) else ())
        if isinstance(one, Mapping)
    ]
    return f" Exceptions: {'; '.join(found[:SHOWN])}." if found else ""
