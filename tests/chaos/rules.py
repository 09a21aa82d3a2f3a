# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What must hold whatever befalls a run: one checker with a name for each rule."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.journal import Entry, is_write, line

from .end_state import normal
from .fault_table import CURED, FINAL, LASTING, Fault
from .process import Run

# The time that all tries of one request may take in these runs, and what the runs may take in all: that of the request
# that fails, once more to look what became of it, once more to clean up, and the last pause.
RETRY_TIMEOUT = 60
LONGEST = 3 * RETRY_TIMEOUT + 30.0

_NEXT_STEP = re.compile(
    r"\b(run again|check|wait for|look|delete|give|run fewer|use|needs?|set|see|restore|remove|takes a)\b"
    r"|must be given|the answer above says|missing_secret|Did you mean|out of reach|lacks a",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Story:
    """What happened in one case. ``entries`` and ``state`` are those at the end of each run (disturbed, second, third).

    ``expected``: the state at the end of an undisturbed run; ``keys_before``: the ids of API keys that were there.
    ``position``: which request of the disturbed run the fault was at (0 = the first). ``names``: words of which one has
    to be in a message. ``stored``: the secret files after each run, parsed. ``reading``: the module only tells what is
    there. ``owners``: the plane of each credential that was given. ``visitors``: connections that another host got.
    ``side_by_side``: several objects are written at the same time. ``asked_again``: method and path of the writes that
    each run is asked to send. ``undone_by``: the path of writes that undo what was begun. ``told_once``: that of
    the write whose answer alone tells a secret. ``adds``: so many records does each run add.
    """

    fault: Fault
    position: int
    names: tuple[str, ...]
    undisturbed: Run
    runs: tuple[Run, Run, Run]
    entries: tuple[list[Entry], list[Entry], list[Entry]]
    states: tuple[dict[str, Any], dict[str, Any], dict[str, Any]]
    stored: tuple[list[dict[str, Any]], ...]
    expected: list[str]
    keys_before: frozenset[str]
    secrets: frozenset[str]
    reading: bool
    owners: Mapping[str, str]
    visitors: int
    side_by_side: bool
    asked_again: frozenset[tuple[str, str]] = frozenset()
    undone_by: str = ""
    told_once: str = ""
    adds: int = 0


def stored_secrets(folder: Path) -> list[dict[str, Any]]:
    """The secret files of a folder."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]


def _records(state: Mapping[str, Any]) -> int:
    """How many records all topics hold."""
    topics = [topic for held in state["topics"].values() for topic in held.values()]
    return sum(len(log) for topic in topics for log in topic.get("records", {}).values())


def _noted(run: Run) -> bool:
    """Whether a report names what could not be read: it goes on without that, and does not fail."""
    report = run.fields.get("report")
    return isinstance(report, dict) and bool(report.get("gaps"))


def _steady(told: Any) -> Any:
    """A result without the times at which it was made."""
    if not isinstance(told, dict):
        return told
    return {name: value for name, value in told.items() if not name.endswith("_at")}


def _outcomes(run: Run) -> list[dict[str, Any]]:
    """What a module for many objects tells of each item; nothing for other modules."""
    return next((told for told in run.fields.values() if isinstance(told, list) and told and "label" in told[0]), [])


def _keys_of_shares(state: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The keys of stream shares of other organizations. Nobody can name them; a message speaks of credentials."""
    for share in state.get("consumer_shares", {}).values():
        if share["credentials"] and not share["removed_at"]:
            key = share["credentials"]["kafka"]
            yield {"id": key["key"], "secret": key["secret"], "display_name": "credentials"}


class Checker:
    """Every rule is a method that yields what breaks it; its name is the rule's name in the report."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def broken(self) -> Iterator[tuple[str, str]]:
        """(rule, what breaks it) for everything that does not hold."""
        for name in RULES:
            for words in getattr(self, name)():
                yield name.replace("_", " "), words

    def no_unexpected_error(self) -> Iterator[str]:
        for run in self.story.runs:
            if "exception" in run.fields or re.search("Unexpected error|not as documented, or", run.message):
                yield f"{run.message} {run.fields.get('exception', '')[-600:]}"

    def a_failure_says_what_and_why_and_what_next(self) -> Iterator[str]:
        for run in self.story.runs:
            if not run.failed:
                continue
            said = run.message
            lacks = []
            if not ("Could not " in said or "Nothing was changed" in said):
                lacks.append("what was attempted")
            if not any(name.casefold() in said.casefold() for name in self.story.names):
                lacks.append("the object")
            error = run.fields.get("error") or {}
            if error.get("status") and str(error["status"]) not in said:
                lacks.append("the status")
            if not _NEXT_STEP.search(said):
                lacks.append("the next step")
            if lacks:
                yield f"lacks {', '.join(lacks)}: {said}"

    def no_secret_shows(self) -> Iterator[str]:
        for run in self.story.runs:
            text = json.dumps([run.fields, run.warnings], default=str)
            for secret in self.story.secrets | {key["secret"] for key in self._keys(0)}:
                if secret in text:
                    yield f"{secret[:6]}... is in the result of a run"

    def what_a_retry_cures_does_not_fail(self) -> Iterator[str]:
        excused = self._told_once_is_lost() or self._unknown_is_told()
        if self.story.fault.outcome == CURED and self.story.runs[0].failed and not excused:
            yield self.story.runs[0].message

    def what_was_cured_is_reported_as_if_undisturbed(self) -> Iterator[str]:
        first, plain = self.story.runs[0], self.story.undisturbed
        if self.story.fault.outcome != CURED or first.failed:
            return
        told = set(plain.fields) - {"api"} if self.story.reading else {"changed", "operation", "counts"}
        for name in sorted(told):
            if _steady(first.fields.get(name)) != _steady(plain.fields.get(name)):
                yield f"{name} is {first.fields.get(name)}, undisturbed {plain.fields.get(name)}"

    def what_no_retry_cures_fails_at_once(self) -> Iterator[str]:
        entries = self.story.entries[0]
        if self.story.fault.outcome != FINAL or len(entries) <= self.story.position:
            return
        hit = entries[self.story.position]
        if self._only_helps(hit):
            return
        body = hit.get("request_body")
        names = body.get("mirror_topic_names", ()) if isinstance(body, dict) else body
        if hit["path"].endswith(":batch") or (isinstance(names, list) and len(names) > 1):
            return  # a batch that is refused is sent item by item, to know which of them is refused
        if not self.story.runs[0].failed and not _noted(self.story.runs[0]):
            yield "the run did not fail"
        if self.story.side_by_side:
            return  # what is under way already goes on
        for entry in entries[self.story.position + 1 :]:
            same = (entry["method"], entry["base"] + entry["path"], entry["query"]) == (
                hit["method"],
                hit["base"] + hit["path"],
                hit["query"],
            )
            several = hit["plane"] == "ksql" or hit["path"].endswith("/metrics/cloud/query")  # one path for all
            if same and (not several or entry.get("request_body") == body):
                yield f"sent again: {line(entry)}"
            elif is_write(entry) and not (self.story.undone_by and re.search(self.story.undone_by, entry["path"])):
                yield f"a write after it: {line(entry)}"

    def _only_helps(self, entry: Entry) -> bool:
        """Whether a request is one without whose answer the run goes on: service quotas are a help and no gate, and so
        are the settings of a topic that records are added to.
        """
        limits = bool(self.story.adds) and entry["path"].endswith("/configs")
        return bool(entry["path"].startswith("/service-quota/")) or limits

    def _unknown_is_told(self) -> bool:
        """Whether the fault has spoiled the answer to what must not be asked for again, and the run says so."""
        spoiled = any(e["fault"] and is_write(e) and e["status"] != 429 for e in self.story.entries[0])
        return bool(self.story.adds) and spoiled and "may have been written or not" in self.story.runs[0].message

    def what_lasts_fails_in_time(self) -> Iterator[str]:
        first, hit = self.story.runs[0], self.story.entries[0][self.story.position :]
        helped = bool(hit) and self._only_helps(hit[0])
        if self.story.fault.outcome == LASTING and not first.failed and not helped and not _noted(first):
            yield "the run did not fail"
        if first.seconds > LONGEST:
            yield f"it took {first.seconds:.0f} s with a retry_timeout of {RETRY_TIMEOUT} s: {first.message}"

    def what_was_written_is_reported_as_changed(self) -> Iterator[str]:
        first = self.story.runs[0]
        answered = [
            e for e in self.story.entries[0] if is_write(e) and not e["fault"] and e["status"] in range(200, 300)
        ]
        if first.failed and answered and not first.fields.get("changed"):
            yield f"a failed run says nothing of {line(answered[0])}"

    def what_is_said_of_each_item_is_so(self) -> Iterator[str]:
        """A failed run of many items: the next one finds done what it says was done, and undone what it did not try."""
        first, second = self.story.runs[:2]
        if not first.failed or second.failed:
            return
        later = {outcome["label"]: outcome["operation"] for outcome in _outcomes(second)}
        for outcome in _outcomes(first):
            label, said = outcome["label"], outcome["operation"]
            then = later.get(label, "unchanged")
            if said in ("created", "updated", "deleted") and then != "unchanged":
                yield f"{label} was said to be {said}, and is {then} by the next run"
            if said == "not_tried" and then == "unchanged" and label in later and not self.story.fault.race:
                yield f"{label} was said to be not tried, and the next run finds it done"

    def running_again_completes(self) -> Iterator[str]:
        if self.story.runs[1].failed and not self._orphans_named():
            yield f"{self.story.runs[1].message} (the disturbed run: {self.story.runs[0].message or 'succeeded'})"

    def the_third_run_changes_nothing(self) -> Iterator[str]:
        if self._orphans_named():
            return
        third = self.story.runs[2]
        if third.failed or (third.fields.get("changed") and not self.story.asked_again):
            yield f"failed={third.failed}, changed={third.fields.get('changed')} {third.message}"
        for entry in self.story.entries[2]:
            if is_write(entry) and (entry["method"], entry["path"]) not in self.story.asked_again:
                yield f"it sent {line(entry)}"

    def what_adds_adds_once(self) -> Iterator[str]:
        """No run writes a record twice; one that succeeds writes each, and so do the undisturbed ones after it."""
        if not self.story.adds:
            return
        there = 0
        for number, (run, state) in enumerate(zip(self.story.runs, self.story.states, strict=True)):
            added, there = _records(state) - there, _records(state)
            if added > self.story.adds or (added < self.story.adds and not run.failed):
                yield f"run {number + 1} added {added} records of {self.story.adds} ({run.message or 'no failure'})"

    def the_end_is_that_of_an_undisturbed_run(self) -> Iterator[str]:
        if self._orphans_named() or self.story.adds:
            return
        reached = normal(self.story.states[2])
        for word, some, others in (
            ("missing", self.story.expected, reached),
            ("too much", reached, self.story.expected),
        ):
            rest = list(others)
            for text in some:
                if text in rest:
                    rest.remove(text)
                else:
                    yield f"{word}: {text}"

    def no_key_without_its_secret(self) -> Iterator[str]:
        """After every run each new key's secret is in a file, or the run that made it has failed and names it."""
        for number in range(3):
            for key in self._unheld(number):
                if not self._named(key, number):
                    yield f"after run {number + 1} nobody holds the secret of {key['id']} ({key['display_name']})"

    def what_is_told_once_and_lost_is_said(self) -> Iterator[str]:
        """The run whose answer was lost says so, and so does each later one, which does not ask again."""
        if not self._told_once_is_lost():
            return
        for number, run in enumerate(self.story.runs):
            if not run.failed or "credentials" not in run.message or "another invitation" not in run.message:
                yield f"run {number + 1} does not say so: {run.message or 'it succeeded'}"
        yield from (f"a later run sent {line(e)}" for entries in self.story.entries[1:] for e in entries if is_write(e))

    def no_secret_is_lost(self) -> Iterator[str]:
        """A secret that was stored stays, as long as its key exists."""
        for number in (1, 2):
            held = {stored["api_key"] for stored in self.story.stored[number]}
            there = {key["id"] for key in self._keys(number)}
            for stored in self.story.stored[number - 1]:
                if stored["api_key"] in there - held:
                    yield f"the secret of {stored['api_key']} is gone, the key is not"

    def credentials_stay_here(self) -> Iterator[str]:
        for entries in self.story.entries:
            for entry in entries:
                if "elsewhere" in entry["path"]:
                    yield f"a redirect was followed: {line(entry)}"
                plane = "control" if entry["plane"] in ("connect", "sts") else entry["plane"]
                plane = "tableflow" if entry["path"].startswith("/tableflow/") else plane  # on the same host
                if self.story.owners.get(entry["credential"], plane) != plane:
                    yield f"the credential of another plane went along: {line(entry)}"
        if self.story.visitors:
            yield f"another host got {self.story.visitors} connections"

    def _keys(self, number: int) -> list[dict[str, Any]]:
        state = self.story.states[number]
        keys = [*state["api_keys"].values(), *_keys_of_shares(state)]
        return [key for key in keys if key["id"] not in self.story.keys_before]

    def _unheld(self, number: int) -> list[dict[str, Any]]:
        held = {(stored["api_key"], stored["api_secret"]) for stored in self.story.stored[number]}
        return [key for key in self._keys(number) if (key["id"], key["secret"]) not in held]

    def _named(self, key: Mapping[str, Any], number: int) -> bool:
        """Whether this run or an earlier one has failed and named the key, by its id or by its name."""
        return any(
            run.failed and (key["id"] in run.message or key["display_name"] in run.message)
            for run in self.story.runs[: number + 1]
        )

    def _orphans_named(self) -> bool:
        """Whether a fault that lasted has left a key behind that the run could not remove and has named."""
        return (self.story.fault.outcome == LASTING or self._told_once_is_lost()) and bool(self._unheld(0))

    def _told_once_is_lost(self) -> bool:
        """Whether the fault has spoiled the one answer that tells a secret, after that was made."""
        told = self.story.told_once
        spoiled = told and any(e["fault"] and re.search(told, e["path"]) for e in self.story.entries[0])
        return bool(spoiled) and bool(self._unheld(0))


RULES = [name for name, member in vars(Checker).items() if callable(member) and name[0] != "_" and name != "broken"]
