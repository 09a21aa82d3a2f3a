# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flink SQL statements (flink-gateway-v1; API_MAP C.5 and B.7).

A statement is known by its name. It can be stopped and resumed, and takes another compute pool or principal while it is
resumed; all else of it is fixed. What it did stays when it goes: deleting a CREATE TABLE drops no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..._declare.change import CREATED, DELETED, UNCHANGED, UPDATED, Change
from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.ready import Ready
from ..._declare.shape import as_texts
from ..._declare.waiting import Wait
from ..._errors import WaitFailed
from . import own_statements, results, sql
from . import statement_checks as checks
from .gateway import COMPUTE_POOL, NAME, PLACE, PRINCIPAL, USER_ENDS, OnFlink

# The phases, in transition and final (flink-gateway-v1; users met those of the first row taken for final ones).
IN_TRANSITION = frozenset({"PENDING", "STOPPING", "FAILING", "DELETING"})
RUNS, ENDED, STOPPED, FAILED = frozenset({"RUNNING", "DEGRADED"}), "COMPLETED", "STOPPED", "FAILED"
FINAL = RUNS | {ENDED, STOPPED}
GONE = "GONE"  # our word: not there any more, and another statement has taken its place
RESUMED_ONLY = ("compute_pool", "principal")
PATIENCE = 21_600  # seconds: PENDING has lasted for half an hour where a compute pool was full
RESULTS_WITHIN = 300.0  # seconds


class FlinkStatement(OnFlink):
    """A SQL statement of an environment in a region."""

    name = "flink_statement"
    plural = "flink_statements"
    path = f"{PLACE}/statements"
    update_by = "PUT"
    brought_back = ("metadata.resource_version",)
    fields = (
        Field("name", key=True, required=True, max_length=100, pattern=NAME),
        Field(
            "statement", wire="spec.statement", needed=True, mutable=False, max_length=131_072, canonical=sql.meaning
        ),
        Field("properties", wire="spec.properties", type="dict", mutable=False),
        Field("sensitive_properties", wire=None, type="dict", no_log=True),
        COMPUTE_POOL,
        PRINCIPAL,
        Field("stopped", wire="spec.stopped", type="bool"),
    )
    modifiers = (
        Field("catalog", wire=None),
        Field("database", wire=None),
        Field("create_stopped", wire=None, choices=("refuse", "accept_short_run"), default="refuse"),
        Field("successors", wire=None, type="list", elements="str"),
        Field("cleanup", wire=None),
        Field("results_limit", wire=None, type="int", minimum=0, default=0),
    )
    info_fields = (Field("name"), COMPUTE_POOL.but(env=()), Field("results_limit", type="int", default=0))
    outputs = {
        "phase": "status.phase",
        "detail": "status.detail",
        "sql_kind": "status.traits.sql_kind",
        "bounded": "status.traits.is_bounded",
        "latest_offsets": "status.latest_offsets",
        "created_at": "metadata.created_at",
    }
    ready = Ready(
        pending=IN_TRANSITION,
        done=FINAL,
        failed=frozenset({FAILED}),
        spent=frozenset({FAILED}),
        leaving=frozenset({"DELETING"}),
        message="status.detail",
        patience=PATIENCE,
    )

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        yield from checks.wrong(item)

    @override
    def doubts(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().doubts(item)
        if item.get("statement") and any(sql.secrets_in(item["statement"])):
            yield checks.SECRET_INSIDE

    @override
    def secrets(self) -> Iterable[str]:
        return checks.secrets(self.options)

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        """With catalog and database among the properties, which are texts."""
        stated = super().stated(item)
        named = {sql.CATALOG: item.get("catalog"), sql.DATABASE: item.get("database")}
        properties = {**{n: v for n, v in named.items() if v}, **stated.pop("properties", {})}
        if properties:
            stated["properties"] = as_texts(properties)
        if "sensitive_properties" in stated:
            stated["sensitive_properties"] = as_texts(stated["sensitive_properties"])
        return stated

    # What is there, and what differs

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """Without secret properties, however they are shown. `stopped` is what has come about; who brought it about is
        told by what was asked for.
        """
        item = super().from_api(raw)
        phase, asked = self.ready.phase_of(raw), bool((raw.get("spec") or {}).get("stopped"))
        is_stopped = phase in (STOPPED, "STOPPING")
        own = self.options.get("sensitive_properties") or {}
        return {
            **item,
            "phase": phase,
            "properties": sql.shown_properties(item["properties"], own),
            "detail": item["detail"] or None,
            "stopped": is_stopped,
            "stopped_by": ("user" if asked else "service") if is_stopped else None,
            "results": None,
            "_asked": asked,
            "_raw": raw,
        }

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """A statement that is not there, and that others have followed, did its work: it is not made once more."""
        found = super().read(wanted)
        followers = self.options.get("successors") or ()
        if self.options.get("state") == "absent" or not followers:
            return found
        return [
            {**item, "phase": GONE, "stopped_by": None, "_asked": True}
            if one is None and self._followed(followers)
            else one
            for item, one in zip(wanted, found, strict=True)
        ]

    def _followed(self, followers: Iterable[str]) -> bool:
        there = (self.get(name) for name in followers)
        return any(raw is not None and self.ready.phase_of(raw) not in (FAILED, "FAILING", "DELETING") for raw in there)

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        phase = actual["phase"]
        if phase == GONE or field.name == "sensitive_properties":
            return None
        if field.name in RESUMED_ONLY and phase == ENDED:
            return None  # it runs nowhere any more
        if field.name != "stopped":
            return super().compare(field, wanted, actual)
        under_way = (STOPPED, "STOPPING", ENDED) if wanted else (*RUNS, "PENDING", "FAILING", ENDED)
        return None if phase in under_way else (actual["stopped"], wanted)

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        if field.name in RESUMED_ONLY:
            before, after = change.fields[field.name]
            if change.new.get("stopped") is not False:
                yield (
                    f"{field.name} of {change.label}, which is {change.actual['phase']}, cannot be changed from "
                    f"{before} to {after} now: the service takes another one only while the statement is resumed. Stop "
                    "it (stopped: true), and then state it with stopped: false"
                )
            return
        yield from super().fixed(field, change)

    @override
    def fixed_words(self, name: str, label: str, before: Any, after: Any) -> str:
        return checks.fixed(name, label, before, after)

    # What speaks against a change

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        yield from super().unmakeable(change)
        if change.desired.get("stopped") and change.options.get("create_stopped") != "accept_short_run":
            yield f"{change.label} {checks.CREATED_STOPPED}"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        for words in super().refusals(change):
            failed = change.before is not None and change.before["phase"] == FAILED
            told = results.exceptions(self.client, self._one(change.actual)) if failed else ""
            yield f"{words.rstrip('.')}.{told}" if told else words
        cleanup = change.options.get("cleanup")
        if change.operation == DELETED and cleanup and not self.leaves(change.actual):
            self.cloud.warn(checks.cleaned_up(change.label, cleanup))
        principal = change.desired.get("principal")
        if str(principal).startswith("u-") and (change.operation == CREATED or "principal" in change.fields):
            self.cloud.warn(USER_ENDS.format(label=change.label, principal=principal))
        before = (change.desired.get("properties") or {}).get(sql.OFFSETS_OF)
        if change.operation == CREATED and before and self.get(before) is None:
            words = (
                f"{change.label} is to go on where {before} was stopped ({sql.OFFSETS_OF}), and there is no such "
                "statement"
            )
            if not self.cloud.transport.read_only:
                yield f"{words}. Leave the property out, or say where reading begins by the options of the tables"
            else:
                self.cloud.warn(f"Check mode: {words}. A real run fails here unless an earlier task makes it.")

    # Writing

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A creation. `stopped` is not part of it: it would have no effect."""
        body = super().body({name: value for name, value in values.items() if name != "stopped"})
        properties = {**values.get("properties", {}), **values.get("sensitive_properties", {})}
        if properties:
            body["spec"]["properties"] = properties
        return body

    @override
    def create(self, change: Change) -> Object:
        with self.assigning(change.desired.get("principal")):
            return super().create(change)

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        """Ours is what has the same text: another one of the name was made by somebody else meanwhile."""
        same = self.field("statement").same(change.desired["statement"], found.get("statement"))
        return found if same and found["phase"] != GONE else None

    @override
    def update(self, change: Change) -> Object:
        if change.actual["phase"] == "STOPPING":
            self._until(change, lambda phase: phase not in IN_TRANSITION)
        with self.assigning(change.new.get("principal")):
            return super().update(change)

    @override
    def _whole(self, change: Change, raw: Mapping[str, Any] | None) -> dict[str, Any]:
        """The statement as it was read, with what is to be different of it, as its other clients send it."""
        if raw is None:
            raise WaitFailed(f"{change.label} disappeared while it was changed. Run again: it is decided anew.")
        spec = {name: value for name, value in raw["spec"].items() if name != "execution_mode"}
        own = as_texts(change.options.get("sensitive_properties") or {})
        if own:  # in the place of their masks
            spec["properties"] = {**(spec.get("properties") or {}), **own}
        wires = {"stopped": "stopped", "compute_pool": "compute_pool_id", "principal": "principal"}
        spec.update({wires[name]: value for name, value in change.new.items()})
        return {
            "name": raw["name"],
            **self.place,
            "spec": {**spec, "stopped": bool(spec.get("stopped"))},
            "metadata": {"resource_version": raw["metadata"]["resource_version"]},
        }

    @override
    def _applied(self, change: Change, made: Object) -> Object:
        """Without a wait it is enough that the service knows what is wished."""
        fields = dict(change.fields)
        if not change.options.get("wait", True) and made.get("_asked") == change.new.get("stopped"):
            fields.pop("stopped", None)
        return super()._applied(replace(change, fields=fields), made)

    @override
    def delete(self, change: Change) -> None:
        """What undoes its work comes first: were it gone, no later run would know of that."""
        cleanup = change.options.get("cleanup")
        if cleanup and not self.leaves(change.actual):
            self._clean_up(change, str(cleanup))
        super().delete(change)

    def _clean_up(self, change: Change, cleanup: str) -> None:
        if change.actual["phase"] not in (STOPPED, ENDED, FAILED):
            self._stop(change, change.actual)
            self._until(change, lambda phase: phase in (STOPPED, ENDED))
        wait = Wait(f"the cleanup of {change.label}", change.options["wait_timeout"], self.cloud.progress)
        spec = own_statements.beside(change.actual["_raw"]["spec"], cleanup)
        purpose = f"{self.in_environment} {change.actual['name']}"
        try:
            own_statements.carried_out(self.client, self.collection, spec, self.place, wait, purpose)
        except WaitFailed as error:
            error.message += (
                f" It was the cleanup of {change.label}, which is still there, stopped: run again. Where its work may "
                "be undone already, write IF EXISTS."
            )
            raise

    def _stop(self, change: Change, item: Object) -> None:
        """Have a statement stopped in the course of another change."""
        self._put(Change(UPDATED, change.label, {"stopped": True}, item, change.options, {"stopped": (False, True)}))

    # Waiting

    def _until(self, change: Change, enough: Any) -> None:
        """Wait until the statement is in a phase that is enough. Raises WaitFailed, also where it fails."""
        wait = Wait(change.label, change.options["wait_timeout"], self.cloud.progress)

        def look() -> tuple[bool, str, None]:
            _done, phase, _item = self.look(change.actual["name"], replace(change, desired={}))
            return enough(phase), phase, None

        wait.until(look)

    @override
    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        try:
            done, phase, item = super().look(identifier, change)
        except WaitFailed as error:
            error.message += results.exceptions(self.client, self._one({"name": identifier}))
            raise
        if not item:
            return done, phase, item
        wished = change.desired.get("stopped")
        done = done or (phase == "PENDING" and sql.OFFSETS_OF in (item["properties"] or {}))  # it waits for another one
        if wished is not None and (change.operation != CREATED or wished):
            self._stopped_again(change, item)
            done = done and self.compare(self.field("stopped"), wished, item) is None
        return done, phase, item

    def _stopped_again(self, change: Change, item: Object) -> None:
        """Raise WaitFailed for what was resumed, has run, and is stopped again."""
        has_run = self.waited is not None and set(self.waited.seen) & {"PENDING", *RUNS}
        if change.desired.get("stopped") is False and item["phase"] == STOPPED and has_run:
            raise WaitFailed(
                f"{change.label} was stopped again after it was resumed: {item['detail'] or 'no reason is given'}."
            )

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """What is there and rests is looked at once; what it gives is read at the end."""
        if change.options.get("state") == "absent":
            return super().settle(change, made)
        wished = change.desired.get("stopped")
        if change.operation == CREATED and wished and self.compare(self.field("stopped"), wished, made) is not None:
            self._stop(change, made)
        settled = (
            made if change.operation == UNCHANGED and made["phase"] in (*FINAL, GONE) else super().settle(change, made)
        )
        principal = str(settled.get("principal") or "")
        if change.operation == CREATED and principal.startswith("u-") and not change.desired.get("principal"):
            self.cloud.warn(USER_ENDS.format(label=change.label, principal=principal))
        return self._with_results(settled)

    def _with_results(self, item: Object) -> Object:
        """The statement with the rows that it gives, where they are asked for and come to an end."""
        limit = self.options.get("results_limit")
        if not limit or not item.get("bounded") or item["phase"] not in (ENDED, *RUNS):
            return item
        return {**item, "results": results.rows(self.client, self._one(item), item["_raw"], limit, RESULTS_WITHIN)}

    @override
    def next_step(self, item: Object) -> str | None:
        return checks.next_step(item) or super().next_step(item)

    # Showing

    @override
    def listing(self) -> list[Any]:
        """Those of one compute pool, where the twin is asked for that."""
        pool = None if "state" in self.options else self.options.get("compute_pool")
        query = {"spec.compute_pool_id": self._referred(self.field("compute_pool"), pool)} if pool else {}
        return self.cloud.listed(self.collection, query, self.client, self.lists)

    @override
    def select(self) -> list[Object]:
        return [self._with_results(item) for item in super().select()]

    @override
    def shown(self, item: Object) -> Object:
        shown = {n: v for n, v in super().shown(item).items() if not n.startswith("_") and n != "sensitive_properties"}
        if "statement" in shown:
            shown["statement"] = sql.without_secrets(shown["statement"])
        return shown
