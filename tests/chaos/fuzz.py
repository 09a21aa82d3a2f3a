# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fuzzing from outside: what users may write into options, and what a service may answer.

    python -m tests.chaos.fuzz [--examples NUMBER] [--module NAME ...] [--operations NUMBER] [--workers NUMBER]

Whatever comes in: never an error that nobody expected, never a request to another object than those that are named,
and nothing touched that was not named. The examples are always the same; with ``--explain`` Hypothesis
looks for the smallest one that fails.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.estate import STANDARD
from tests.support.identifiers import IDENTIFIER
from tests.support.journal import Entry, line
from tests.support.rows import Operation

from . import process
from .arena import Arena, Ground
from .end_state import normal
from .process import Run
from .rows import drawn, rows
from .workers import carried_out

AWKWARD = [
    *("", " ", ".", "..", "../x", "..%2Fx", "a/b", "/", "%", "%2F", "%2e%2e", "a%00b", "*", "?", "a?b=c", "#", "a#b"),
    *(
        "a&b=c",
        "a;b",
        "a\\b",
        "a b",
        "\n",
        "a\r\nX: y",
        "\0",
        "{{ 1 }}",
        "\u00fc",
        "\u65e5\u672c",
        "\U0001d4b3",
        "\u202e",
    ),
    *("\udc80", "x" * 300, "null", "0", "-1", "lkc-000000", "sa-000000", "u-000000", "User:x", "crn://x", "[]", "{}"),
]
TEXT = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=12))
SCALAR = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(allow_nan=False, allow_infinity=False), TEXT
)
JSON = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)
# The words that paths are made of, with those that kinds declare; every other part of a path is a name or an id.
WORDS = frozenset(
    [
        *(
            "kafka",
            "v3",
            "clusters",
            "topics",
            "configs",
            "configs:alter",
            "alter",
            "truncate-and-restore",
            "acls",
            "acls:batch",
            "records",
            "-",
            "reset",
            "ksqldbcm",
            "fcpm",
        ),
        *(
            "subjects",
            "versions",
            "latest",
            "config",
            "mode",
            "compatibility",
            "schemas",
            "ids",
            "regions",
            "referencedby",
        ),
        *("consumer-groups", "consumers", "lags", "share-groups", "streams-groups", "members", "subtopologies"),
        *("assignments", "active", "standby", "warmup", "metrics", "cloud", "query", "descriptors"),
        *("connect", "v1", "environments", "connectors", "connector-plugins", "validate", "status", "pause", "resume"),
        *("org", "iam", "cmk", "v2", "organizations", "service-accounts", "api-keys", "role-bindings", "users"),
        *(
            "compute-pools",
            "networking",
            "networks",
            "jwks",
            "identity-providers",
            "identity-pools",
            "sso",
            "group-mappings",
            "sts",
            "oauth2",
            "token",
            "srcm",
        ),
        *("ksql", "info", "healthcheck", "stream", "table", "terminate", "create", "drop", "execute"),
        *("shared-tokens", "resources", "redeem", "resend", "opt-in"),
        *("catalog", "entity", "type", "name", "tags", "businessmetadata", "kafka_topic", "kafka_logical_cluster"),
        *("billing", "costs", "metrics", "cloud", "query", "descriptors"),
        *("search", "basic", "attribute", "offsets", "request", "contexts", "clusterconfig", "types"),
        *("keks", "deks", "test"),
        ":.__GLOBAL:",
        *("sr_schema", "sr_record", "sr_field", "cf_environment", "cn_connector"),
    ]
)
ID = re.compile(rf"{IDENTIFIER}|[A-Z0-9]{{16}}")


@functools.cache
def declared() -> frozenset[str]:
    """The words of the paths that kinds declare: their own, of what holds them, of undeletions, uploads and states."""
    kinds = [process.kind_of(module) for module in rows()]
    paths = [getattr(kind, "path", None) or "" for kind in kinds]
    paths += [holder.listed.path for kind in kinds for holder in getattr(kind, "held_by", ())]
    paths += [kind.soft.undelete for kind in kinds if hasattr(kind, "soft")]
    paths += [kind.presigned for kind in kinds if hasattr(kind, "presigned")]
    paths += [state.verb for kind in kinds if hasattr(kind, "verbs") for state in kind.verbs.states.values()]
    return frozenset(part for path in paths for part in path.split("/") if "{" not in part)


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, keys too, and numbers as texts."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from strings(key)
            yield from strings(part)
        yield from (json.dumps(value), str(value))  # what Ansible makes of it where a text is asked for
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part)
        yield from (json.dumps(value), str(value))
    elif value is not None:
        yield from (str(value), json.dumps(value))
        if isinstance(value, float) and value.is_integer():
            yield str(int(value))  # what it is where a number without fraction is asked for


def strangers(entries: list[Entry], named: set[str]) -> Iterator[str]:
    """Requests whose path has a part that is no word of the API and that nobody has named."""
    for entry in entries:
        if entry["plane"] == "storage":
            continue  # the service itself names where an upload goes
        for part in map(unquote, entry["path"].split("/")[1:]):
            unnamed = [word for word in part.split(":") if word not in named]  # of a verb the object may be named
            if part not in named and part not in WORDS and not part.isdigit() and not all(map(known, unnamed)):
                yield f"{line(entry)}: {part!r}"


def known(part: str) -> bool:
    """Whether a part of a path is a word of the API, or one with a verb (``integrations:validate``), or what the
    collection calls the Flink statements that a task makes for itself.
    """
    words = WORDS | declared()
    return part in words or part.startswith("ansible-own-") or all(word in words for word in part.split(":"))


def judge(arena: Arena, run: Run, named: set[str], before: dict[str, Any], there: list[str]) -> None:
    """Raise AssertionError if a run broke a rule.

    ``named``: what the user or the service has named. ``before``: the state before the run. ``there``: the objects that
    nobody named, as `normal` gives them.
    """
    unread = "not as documented, or" in run.message and bool(there)
    if "exception" in run.fields or "Unexpected error" in run.message or unread:
        raise AssertionError(f"{run.message}\n{run.fields.get('exception')}")
    state, entries = arena.sandbox.state(), arena.sandbox.journal()
    told = [state, before, *(entry["response_body"] for entry in entries)]
    known = {found[0] for found in ID.finditer(json.dumps(told))} | {arena.sandbox.organization_id}
    known |= set(strings(before["connectors"]))  # a connector's class is part of a path
    for words in strangers(entries, named | known):
        raise AssertionError(f"a request to something else: {words}")
    for text in set(there) - set(normal(state)):
        raise AssertionError(f"touched, and not named: {text}")


def unnamed(arena: Arena, ground: Ground) -> list[str]:
    """The objects that were there before and that the operation leaves alone. What a part of the estate is known by
    (the token of an invitation) names it.
    """
    row = rows()[ground.operation.module].row
    own = [json.dumps(arena.estate.ids[part]) for part in row.needs if part not in STANDARD]
    rest = sorted(set(arena.there) & set(ground.expected))
    return [text for text in rest if not any(known_by in text for known_by in own)]


def stated(ground: Ground, arguments: Mapping[str, Any], text: str) -> bool:
    """Whether the task names this object, which was brought there and not made by a task, as the row finds it."""
    row = rows()[ground.operation.module].row
    found_by = getattr(row, "found_by", None) if getattr(row, "brought", False) else None
    return bool(found_by) and all(
        arguments.get(name) == value and json.dumps(value) in text for name, value in found_by.items()
    )


def listed(ground: Ground) -> Any:
    """What the service has, for a module that tells all of it."""
    return ground.before if ground.operation.reading else None


def of_type(kind: str, choices: Any) -> st.SearchStrategy[Any]:
    """Values for an option of this type: mostly right ones, some wrong ones."""
    right: st.SearchStrategy[Any] = {
        "int": st.one_of(st.integers(-1, 100), st.integers(-(2**63), 2**63)),
        "bool": st.booleans(),
        "dict": st.dictionaries(TEXT, SCALAR, max_size=3),
        "list": st.lists(JSON, max_size=3),
    }.get(kind, TEXT)
    if choices:
        right = st.sampled_from(list(choices))
    return st.one_of(right, right, right, JSON)


def changes(fields: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for up to three options of these. Secret files stay where they are, and nobody waits for long."""
    names = sorted(set(fields) - {"secret_file", "wait_timeout"})
    if not names:
        return st.just({})
    return st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries(
            {name: of_type(fields[name].type, fields[name].choices) for name in chosen},
        )
    )


@st.composite
def inside(draw: st.DrawFn, fields: Mapping[str, Any], stated: Any) -> Any:
    """The dictionaries of an option that has options of its own (items, defaults, the scope of a purge): what is stated
    with some of it replaced, left out or added.
    """
    if isinstance(stated, list):
        return [{**item, **(draw(changes(fields)) if draw(st.booleans()) else {})} for item in stated]
    return {**(stated or {}), **draw(changes(fields))}


@st.composite
def options(draw: st.DrawFn, operation: Operation) -> dict[str, Any]:
    """Arguments of an operation with up to three of the module's options replaced, left out or added; or with such
    changes inside one of them.
    """
    fields = process.options_of(operation.module)
    patience = {"wait_timeout": 30} if "wait_timeout" in fields else {}
    arguments = {**operation.arguments, **patience}
    nested = sorted(name for name, field in fields.items() if field.options and name in arguments)
    if nested and draw(st.integers(0, 3)):
        name = draw(st.sampled_from(nested))
        parts = {field.name: field for field in fields[name].options}
        return {**arguments, name: draw(inside(parts, arguments[name]))}
    return {**arguments, **draw(changes(fields))}


def fuzz_options(arena: Arena, ground: Ground, quality: settings) -> int:
    """Any values for the options of a module. Returns the number of examples."""
    operation, seen = ground.operation, 0

    @quality
    @given(arguments=options(operation), check=st.booleans())
    def attempt(arguments: dict[str, Any], check: bool) -> None:
        nonlocal seen
        seen += 1
        arena.back_to(ground)
        run = arena.run(operation.module, arguments, check=check)
        named = set(strings([arguments, arena.env, operation.before, listed(ground)]))
        # Settings are always there: what the operation itself changes is its own.
        others = [text for text in unnamed(arena, ground) if not stated(ground, arguments, text)]
        judge(arena, run, named, ground.before, others)

    attempt()
    return seen


@st.composite
def spoiled(draw: st.DrawFn, answer: Any) -> Any:
    """An answer with a part of it replaced, left out, repeated or turned into something else; or something else."""
    if draw(st.integers(0, 4)) == 0:
        return draw(JSON)
    answer = json.loads(json.dumps(answer))
    holder: Any = None
    key: Any = None
    part = answer
    while isinstance(part, (dict, list)) and part and draw(st.integers(0, 3)):
        holder, key = part, draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        part = part[key]
    if holder is None:
        return draw(JSON)
    how = draw(st.sampled_from(["replace", "remove", "null"] + (["repeat"] if isinstance(holder, list) else [])))
    if how == "remove":
        del holder[key]
    elif how == "repeat":
        holder.append(part)
    else:
        holder[key] = None if how == "null" else draw(JSON)
    return answer


def fuzz_answers(arena: Arena, ground: Ground, quality: settings) -> int:
    """Any answer with a good status to any request of an operation. Returns the number of examples."""
    operation, seen = ground.operation, 0

    @quality
    @given(data=st.data())
    def attempt(data: st.DataObject) -> None:
        nonlocal seen
        seen += 1
        position = data.draw(st.integers(0, len(ground.entries) - 1), label="request")
        true = ground.entries[position]
        body = data.draw(spoiled(true["response_body"]), label=f"answer to {true['method']} {true['path']}")
        arena.back_to(ground)
        good = true["status"] if true["status"] < 300 else 200
        arena.sandbox.fault(nth=position + 1, status=good, apply=True, body=body, content_type="application/json")
        run = arena.run(operation.module, operation.arguments)
        made = [operation.arguments, operation.before]  # what a purge finds is named by what came before
        named = set(strings([*made, arena.env, body, true["response_body"], listed(ground)]))
        judge(arena, run, named, ground.before, [])

    attempt()
    return seen


class Job(NamedTuple):
    """Each sort of fuzzing of some operations of a module."""

    module: str
    operations: list[Operation]
    examples: int
    explain: bool


class Found(NamedTuple):
    """How many examples there were of each sort, and what broke."""

    examples: dict[str, int]
    broken: list[str]


SORTS = {"options": fuzz_options, "answers": fuzz_answers}


def fuzzed(arena: Arena, job: Job) -> Found:
    """The examples of a job."""
    quality = settings(
        max_examples=job.examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if job.explain else [])],
        print_blob=False,
    )
    seen: dict[str, int] = dict.fromkeys(SORTS, 0)
    broken: list[str] = []
    for operation in job.operations:
        ground = arena.ground(operation)
        for sort, fuzz in SORTS.items():
            try:
                seen[sort] += fuzz(arena, ground, quality)
            except AssertionError as error:
                notes = "\n    ".join(getattr(error, "__notes__", []))
                broken.append(f"BROKEN {operation.title}, {sort}: {error}\n    {notes}")
    return Found(seen, broken)


def main() -> int:
    """The command."""
    table = rows()
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--examples", type=int, default=100, help="for each operation and sort (default %(default)s)")
    parser.add_argument("--module", action="append", choices=sorted(table))
    parser.add_argument("--operations", type=int, help="of a module so many by lot (default: all)")
    parser.add_argument("--explain", action="store_true", help="shrink what fails to its smallest form")
    parser.add_argument("--workers", type=int, default=4, help="processes, each with a sandbox (default %(default)s)")
    arguments = parser.parse_args()
    began = time.monotonic()
    modules = arguments.module or sorted(table)
    jobs = []
    for module in modules:
        operations = table[module].operations
        chosen = drawn(operations, arguments.operations) if arguments.operations else operations
        jobs.append(Job(module, chosen, arguments.examples, arguments.explain))
    total, failed = 0, 0
    for job, found in zip(jobs, carried_out(fuzzed, jobs, arguments.workers), strict=True):
        told = ", ".join(f"{number} of {sort}" for sort, number in found.examples.items())
        print(f"{job.module}: examples: {told}", *found.broken, sep="\n", flush=True)
        total, failed = total + sum(found.examples.values()), failed + len(found.broken)
    print(f"fuzz: {total} examples, {failed} rules broken, {time.monotonic() - began:.0f} s")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
