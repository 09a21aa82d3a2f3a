# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Check journals of the sandbox against Confluent's OpenAPI documents.

    python -m tests.contract.check [--complete] [JOURNAL.jsonl ...]

Without files: build/journals/*.jsonl. ``--complete`` says that the journals are those of a whole test run: then a
deviation in deviations.yaml that was never met is an error as well.

What is checked of every exchange:
- the operation is documented; the credential is of a kind that it takes;
- the request: parameters and body by the document, and no parameter and no field that the document does not know;
- the answer: its status is documented; body by the document, and no field that it does not know.

Exempt, and counted: the answers that an injected fault gave; requests that somebody else than the collection sent and
that were refused with a 4xx (tests of the sandbox send wrong requests on purpose; the collection never may).

Exit code: 0 clean, 1 problems, 2 nothing to check, 3 DID NOT RUN for want of documents.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .documents import Document, Documents, Operation, folder
from .entries import (
    Entry,
    from_collection,
    key,
    path_of,
    request_body,
    request_media,
    request_of,
    response_of,
    singly,
)
from .strict import undocumented

HERE = Path(__file__).resolve().parent
JOURNALS = HERE.parents[1] / "build" / "journals"
DOES_NOT_COUNT = frozenset({404, 405})
LONGEST = 200  # a message of jsonschema quotes the whole value


@dataclass(frozen=True)
class Problem:
    api: str
    method: str
    template: str
    side: str  # request or response
    status: int | str | None  # of the answer; a request is wrong whatever was answered
    text: str

    def __str__(self) -> str:
        place = f"{self.api}: {self.method} {self.template}"
        return f"{place}: request: {self.text}" if self.status is None else f"{place} -> {self.status}: {self.text}"


@dataclass
class Deviation:
    """A place where the document itself is wrong, with the reason; see deviations.yaml."""

    api: str
    side: str
    matches: str
    reason: str
    method: str = ".*"
    path: str = ".*"
    status: int | str | None = None
    met: int = 0

    def covers(self, problem: Problem) -> bool:
        return (
            self.api == problem.api
            and self.side == problem.side
            and self.status in (None, problem.status)
            and re.fullmatch(self.method, problem.method) is not None
            and (self.path == problem.template or re.fullmatch(self.path, problem.template) is not None)
            and re.search(self.matches, problem.text) is not None
        )


@dataclass
class Report:
    """Counts per API, and the problems with how often each was met."""

    seen: Counter[str] = field(default_factory=Counter)
    unique: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    faults: int = 0
    truncated: int = 0
    problems: Counter[Problem] = field(default_factory=Counter)
    stale: list[Deviation] = field(default_factory=list)


def load_deviations(path: Path = HERE / "deviations.yaml") -> list[Deviation]:
    return [Deviation(**row) for row in yaml.safe_load(path.read_text(encoding="utf-8")) or []]


def read(paths: Iterable[Path]) -> Iterator[Entry]:
    """The entries of journal files. The last line may be cut off when a sandbox was killed; other bad lines raise."""
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for line in file:
                if line.endswith("\n"):
                    yield json.loads(line)


# ---- one exchange


def _texts(errors: Iterable[Exception]) -> Iterator[str]:
    """openapi-core's errors in full: what lies behind "Request body validation error" is in causes and contexts."""
    for error in errors:
        details = getattr(error.__cause__, "schema_errors", None) or getattr(error, "schema_errors", None) or []
        for detail in details:
            where = ".".join("0" if isinstance(part, int) else str(part) for part in detail.absolute_path)
            message = str(detail.message)[:LONGEST]
            yield f"{where}: {message}" if where else message
        if not details:
            cause = str(error.__cause__ or "")
            yield f"{error} ({cause})" if cause and cause not in str(error) else str(error)


def _credential(document: Document, operation: Operation, entry: Entry) -> Iterator[str]:
    schemes = document.requires_credentials(operation)
    if not schemes:
        return
    if entry["credential"] is None:
        yield "no credential was sent"
        return
    wanted = "oauth2" if entry["credential"] == "bearer" else "http"
    if not any(scheme["type"] == wanted for scheme in schemes):
        yield f"{'a bearer token' if wanted == 'oauth2' else 'an API key'} is not documented for this operation"


def _parameters(document: Document, operation: Operation, entry: Entry) -> Iterator[str]:
    item = document.raw["paths"][operation.template]
    parameters = [document.resolve(p) for p in [*item.get("parameters", []), *operation.node.get("parameters", [])]]
    known = {parameter["name"] for parameter in parameters if parameter["in"] == "query"}
    known |= {"expand"} if operation.template.endswith("-") else set()
    for name in {name for name, _value in entry["query"]} - known:
        yield f"undocumented query parameter {name}"


def _body_schema(document: Document, node: dict[str, Any], media: str) -> dict[str, Any] | None:
    content = document.resolve(node).get("content", {})
    for name in (media, media.split(";")[0].strip(), "application/json"):
        if name in content:
            return content[name].get("schema")
    return None


def _strict(document: Document, node: dict[str, Any], media: str, body: Any) -> Iterator[str]:
    schema = _body_schema(document, node, media)
    if schema is not None and isinstance(body, (dict, list)):
        yield from (f"undocumented field {path}" for path in undocumented(document, schema, body))


def request_problems(document: Document, operation: Operation, entry: Entry) -> Iterator[str]:
    yield from _credential(document, operation, entry)
    yield from _parameters(document, operation, entry)
    yield from _texts(document.openapi.iter_request_errors(request_of(entry)))
    node = operation.node.get("requestBody", {})
    yield from _strict(document, node, request_media(entry), request_body(entry))


def response_problems(document: Document, operation: Operation, entry: Entry) -> Iterator[str]:
    answers = operation.node["responses"]
    status = str(entry["status"])
    node = answers.get(status) or answers.get(f"{status[0]}XX") or answers.get("default")
    if node is None:
        yield f"undocumented status {entry['status']}"
        return
    yield from _texts(document.openapi.iter_response_errors(request_of(entry), response_of(entry)))
    media = entry["response_headers"].get("content-type", "")
    yield from _strict(document, node, media, entry["response_body"])


# ---- many


def exchange_problems(documents: Documents, entry: Entry, report: Report, done: set[str]) -> Iterator[Problem]:
    """The problems of one entry, the first time that one of its kind is met; counts it in ``report``."""
    if entry["plane"] in ("storage", "ksql"):
        return  # of the cloud providers; and what ksqlDB answers no document says, but its open source
    refused = isinstance(entry["status"], int) and 400 <= entry["status"] < 500 and not from_collection(entry)
    operation = documents.find(entry["plane"], entry["method"], path_of(entry))
    if operation is None:
        report.seen["(none)"] += 1
        if refused and entry["status"] in DOES_NOT_COUNT:
            report.refused += 1
        else:
            yield Problem(entry["plane"], entry["method"], entry["path"], "request", None, "undocumented")
        return
    report.seen[operation.api] += 1
    report.refused += refused
    report.faults += bool(entry["fault"])
    report.truncated += bool(entry.get("truncated"))
    identity = key(entry, operation.api, operation.template)
    if identity in done:
        return
    done.add(identity)
    report.unique[operation.api] += 1
    document = documents.document(operation.api)
    sides: list[tuple[str, Iterator[str]]] = []
    if not refused:
        sides.append(("request", request_problems(document, operation, entry)))
    if isinstance(entry["status"], int) and not entry["fault"] and not entry.get("truncated"):
        sides.append(("response", response_problems(document, operation, entry)))
    for side, texts in sides:
        for text in dict.fromkeys(texts):
            status = entry["status"] if side == "response" else None
            yield Problem(operation.api, entry["method"], operation.template, side, status, text)


def check(
    entries: Iterable[Entry], documents: Documents, deviations: list[Deviation], *, complete: bool = False
) -> Report:
    """Check all entries. Problems that a deviation covers are not reported; with ``complete``, unmet deviations are."""
    report = Report()
    done: set[str] = set()
    for entry in (one for exchange in entries for one in singly(exchange)):
        for problem in exchange_problems(documents, entry, report, done):
            covering = [deviation for deviation in deviations if deviation.covers(problem)]
            for deviation in covering:
                deviation.met += 1
            if not covering:
                report.problems[problem] += 1
    report.stale = [deviation for deviation in deviations if complete and not deviation.met]
    return report


def _share(entry: Entry) -> int:
    """By what an exchange falls to one of the processes: all of an API's to the same, which so knows what it has looked
    at already.
    """
    first = "/".join(path_of(entry).split("/")[:2])
    return zlib.crc32(f"{entry['plane']} {first}".encode())


def _part(paths: list[Path], where: Path, number: int, of: int) -> tuple[Report, list[int]]:
    """What one process finds in its share, and how often it met each deviation."""
    deviations = load_deviations()
    mine = (entry for entry in read(paths) if _share(entry) % of == number)
    return check(mine, Documents(where), deviations), [deviation.met for deviation in deviations]


def check_side_by_side(paths: list[Path], where: Path, deviations: list[Deviation], complete: bool) -> Report:
    """As `check`, of journal files, on all processors."""
    of = os.cpu_count() or 1
    whole = Report()
    with ProcessPoolExecutor(of) as processes:
        parts = [processes.submit(_part, paths, where, number, of) for number in range(of)]
        for report, met in (part.result() for part in parts):
            for name in ("seen", "unique", "problems"):
                getattr(whole, name).update(getattr(report, name))
            for name in ("refused", "faults", "truncated"):
                setattr(whole, name, getattr(whole, name) + getattr(report, name))
            for deviation, times in zip(deviations, met, strict=True):
                deviation.met += times
    whole.stale = [deviation for deviation in deviations if complete and not deviation.met]
    return whole


def show(report: Report, deviations: list[Deviation]) -> None:
    print(f"{'API':28} {'seen':>8} {'unique':>8}")
    for api in sorted(report.seen):
        print(f"{api:28} {report.seen[api]:8} {report.unique[api]:8}")
    for problem, times in sorted(report.problems.items(), key=lambda row: str(row[0])):
        print(f"PROBLEM {problem}" + (f" ({times} shapes)" if times > 1 else ""))
    for deviation in report.stale:
        print(f"STALE deviation, never met: {deviation.api} {deviation.method} {deviation.path}: {deviation.matches}")
    met = sum(bool(deviation.met) for deviation in deviations)
    print(
        f"exempt: {report.refused} wrong requests of tests, refused by the sandbox (their answers were checked), "
        f"{report.faults} answers of injected faults, {report.truncated} bodies too long for the journal; "
        f"{met} of {len(deviations)} listed deviations met"
    )
    problems = len(report.problems) + len(report.stale)
    total, unique = sum(report.seen.values()), sum(report.unique.values())
    print(f"contract: {total} requests seen, {unique} unique ones validated with their answers, {problems} problems")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--complete", action="store_true")
    parser.add_argument("journals", nargs="*", type=Path)
    arguments = parser.parse_args()
    where = folder()
    documents = Documents(where)
    if not documents:
        print(f"The contract check DID NOT RUN: Confluent's OpenAPI documents are not in {where} (CONFLUENT_API_DOCS)")
        return 3
    deviations = load_deviations()
    paths = arguments.journals or sorted(JOURNALS.glob("*.jsonl"))
    report = check_side_by_side(paths, where, deviations, arguments.complete)
    if not report.seen:
        print("there is no journal to check: run the tests first (make pytest)")
        return 2
    show(report, deviations)
    return int(bool(report.problems or report.stale))


if __name__ == "__main__":
    sys.exit(main())
