# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What becomes of a Flink statement on the sandbox's clock: its phases, one after the other.

A statement keeps them in ``phases_at``, (since when, phase, words). A statement of the catalog (CREATE, ALTER, DROP)
does its work when it is made: the tables are in ``flink_tables``.
"""

from __future__ import annotations

import re

from ..state import JsonObject, State

ENDED = ("COMPLETED", "STOPPED", "FAILED")
_TABLE = re.compile(
    r"(?is)^\s*(?P<verb>CREATE|DROP|ALTER)\s+(?:MATERIALIZED\s+)?(?:TABLE|FUNCTION|MODEL|VIEW)\s+"
    r"(?P<gently>IF\s+(?:NOT\s+)?EXISTS\s+)?`?(?P<name>[\w.\-]+)"
)
_CATALOG = re.compile(r"(?i)^\s*(CREATE|DROP|ALTER|DESCRIBE|SHOW|USE)\b")
_QUERY = re.compile(r"(?i)^\s*(SELECT|WITH|SHOW|DESCRIBE|VALUES)\b")
OFFSETS_OF = "sql.tables.initial-offset-from"


def plain(sql: str) -> str:
    """A statement without what means nothing at its ends, by which the results of queries are seeded."""
    return sql.strip().rstrip(";").strip()


def kind_of(sql: str) -> str:
    """Such as ``INSERT_INTO``, ``SELECT``, ``CREATE_TABLE``."""
    words = re.findall(r"[A-Za-z]+", sql)[:2]
    first = words[0].upper() if words else ""
    return first if first in ("SELECT", "WITH", "VALUES") else "_".join(word.upper() for word in words)


def is_query(item: JsonObject) -> bool:
    return bool(_QUERY.match(item["statement"]))


def seeded(state: State, item: JsonObject) -> JsonObject | None:
    """The seeded results of a query."""
    return state.table("flink_results").get(plain(item["statement"]))


def is_bounded(state: State, item: JsonObject) -> bool:
    known = seeded(state, item)
    return bool(known["bounded"]) if known else bool(_CATALOG.match(item["statement"]))


def _carried_out(state: State, item: JsonObject) -> str:
    """Do what a statement of the catalog asks for; returns why it cannot be done."""
    found = _TABLE.match(item["statement"])
    if not found:
        return ""
    tables = state.table("flink_tables")
    verb, name, gently = found["verb"].upper(), f"{item['environment']}/{found['name']}", found["gently"]
    if verb == "CREATE":
        if name in tables and not gently:
            return f"Table '{found['name']}' already exists"
        tables.setdefault(name, {"id": name})
    elif name not in tables and not gently:
        return f"Table '{found['name']}' does not exist"
    elif verb == "DROP":
        tables.pop(name, None)
    return ""


def begin(state: State, item: JsonObject) -> None:
    """A statement that is made or resumed begins to run."""
    settings, now = state.settings, state.now()
    script = state.table("flink_scripts").pop(item["name"], None)
    if script:
        item["phases_at"] = []
        for seconds, phase in script["phases"]:
            item["phases_at"].append([now, phase, script.get("detail", "")])
            now += seconds
        return
    start = now + settings.statement_pending
    item["phases_at"] = [[now, "PENDING", ""]]
    wrong = "" if item["begun"] else _carried_out(state, item)
    item["begun"] = True
    if settings.statement_failing and settings.statement_failing in item["statement"]:
        wrong = f"SQL validation failed: {settings.statement_failing}"
    if wrong:
        item["phases_at"] += [[start, "FAILING", wrong], [start + settings.statement_stopping, "FAILED", wrong]]
    elif _CATALOG.match(item["statement"]):
        item["phases_at"].append([start, "COMPLETED", f"{kind_of(item['statement'])} was carried out"])
    elif is_bounded(state, item):
        item["phases_at"] += [[start, "RUNNING", ""], [start + settings.statement_running, "COMPLETED", ""]]
    else:
        item["phases_at"].append([start, "RUNNING", ""])
        if is_query(item) and settings.statement_unread:
            words = "The statement was stopped because nobody read its results"
            item["phases_at"].append([start + settings.statement_unread, "STOPPED", words])


def turn(state: State, item: JsonObject, stopped: bool) -> None:
    """It is wished to be stopped, or to run again."""
    item["stopped"] = stopped
    phase, now = at(state, item)[1], state.now()
    if stopped and phase not in ENDED:
        kept = [entry for entry in item["phases_at"] if entry[0] <= now]
        stopping = [[now, "STOPPING", ""], [now + state.settings.statement_stopping, "STOPPED", ""]]
        item["phases_at"] = [*kept, *stopping]
    elif not stopped and phase in ("STOPPED", "STOPPING"):
        begin(state, item)


def at(state: State, item: JsonObject) -> list:
    """(since when, phase, words) now."""
    now = state.now()
    if item["deleted_at"] is not None:
        return [item["deleted_at"], "DELETING", ""]
    current: list = [entry for entry in item["phases_at"] if entry[0] <= now][-1]
    before = state.table("flink_statements").get(f"{item['environment']}/{item['region']}/{item['after']}")
    if current[1] == "RUNNING" and before is not None and at(state, before)[1] not in ENDED:
        return [current[0], "PENDING", f"It waits for the offsets of {item['after']}"]
    return current


def gone(state: State, item: JsonObject) -> bool:
    """Whether a deleted statement, or one that has long ended, is there no more."""
    since, phase, _words = at(state, item)
    lasts = {"DELETING": state.settings.statement_deleting, **dict.fromkeys(ENDED, state.settings.statement_lifetime)}
    return phase in lasts and state.now() >= since + lasts[phase]
