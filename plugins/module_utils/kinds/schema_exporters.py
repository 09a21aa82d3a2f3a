# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schema exporters (schema-registry-v1, "Exporters"; API_MAP C.4): they copy schemas to another Schema Registry.

An exporter is changed, reset and deleted while it is paused only. The answers to writes tell its name and nothing else,
and its status is read apart from it. A PUT leaves alone what is not in it; of the settings (`config`) the secret ones
cannot be relied on to be shown, so they are sent as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from .._declare.change import UPDATED, Change
from .._declare.field import ENVIRONMENT, WAIT, Field, Object, wait_timeout
from .._declare.override import override
from .._declare.ready import Ready
from .._declare.shape import as_texts
from .._declare.verbs import State, VerbKind, Verbs
from .._errors import ApiError
from .._planes import NAMES
from .._secrets.recognition import misplaced, secret, texts
from .schemas.registry import is_absence

CUSTOM = "CUSTOM"
CONTEXT_TYPES = ("AUTO", CUSTOM, "NONE")
RESET = "reset"
EXISTS = "40960"  # the service's code


class SchemaExporter(VerbKind):
    """An exporter of the Schema Registry of an environment."""

    name = "schema_exporter"
    plural = "schema_exporters"
    path = "/exporters"
    plane = "schema_registry"
    planes = ("schema_registry",)
    lists = NAMES
    addressed = "name"
    update_by = "PUT"
    scope = (ENVIRONMENT,)
    fields = (
        Field("name", key=True, required=True),
        Field("subjects", type="list", elements="str", as_set=True),
        Field("context_type", wire="contextType", known=CONTEXT_TYPES),
        Field("context"),
        Field("subject_rename_format", wire="subjectRenameFormat"),
        Field("kek_rename_format", wire="kekRenameFormat"),
        Field("config", type="dict", needed=True),
        Field("sensitive_config", wire=None, type="dict", write_only=True, no_log=True),
        Field("status", wire=None, choices=("running", "paused")),
        Field(RESET, wire=None, type="bool", default=False, action=True),
    )
    # STARTING has lasted for hours (terraform-provider-confluent#671): who does not ask to wait is not made to.
    modifiers = (
        Field("reset_on_update", wire=None, type="bool", default=False),
        WAIT.but(default=False),
        wait_timeout(300),
    )
    info_fields = (Field("name"),)
    outputs = {"phase": "status.state", "offset": "status.offset", "trace": "status.trace"}
    verbs = Verbs(
        "status",
        {
            "running": State("resume", frozenset({"RUNNING"}), leading=frozenset({"STARTING"})),
            "paused": State("pause", frozenset({"PAUSED"})),
        },
        told="status",
        quiet="paused",
    )
    ready = Ready(
        phase="status.state",
        pending=frozenset({"STARTING"}),
        done=frozenset({"RUNNING", "PAUSED"}),
        message="status.trace",
    )

    # Where it is

    @override
    def says_absent(self, error: ApiError) -> bool:
        return is_absence(error)

    @override
    def taken(self, error: ApiError) -> bool:
        return str(error.code) == EXISTS  # by a 409 it also refuses what is wrong with an exporter

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        config, secrets = item.get("config") or {}, item.get("sensitive_config") or {}
        for option, settings in (("config", config), ("sensitive_config", secrets)):
            for name, value in settings.items():
                if value is None or isinstance(value, (dict, list)):
                    yield f"{option}: {name} must be a text, a number or a boolean"
        yield from misplaced(config, secrets)

    @override
    def secrets(self) -> Iterable[str]:
        for name, value in (self.options.get("config") or {}).items():
            yield from texts(str(name), value)
        for name, value in (self.options.get("sensitive_config") or {}).items():
            for part in (value, str(value).partition(":")[2]):  # of key:secret the secret alone, too
                yield from texts(str(name), part, known=True)

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        return {name: as_texts(value) if isinstance(value, dict) else value for name, value in stated.items()}

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        yield from super().unmakeable(change)
        yield from self._without_context(change)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == UPDATED:
            yield from self._without_context(change)
        if "config" in change.fields and "sensitive_config" not in change.desired:
            yield (
                f"to change config of {change.label}, sensitive_config must be given too: the service takes the "
                "settings as a whole, and the secrets among them cannot be read. Give {} if there are none"
            )

    def _without_context(self, change: Change) -> Iterator[str]:
        """Why the context, as it is to be, does not fit to its type."""
        item = {**(change.before or {}), **change.desired}
        kind, context = item.get("context_type") or CONTEXT_TYPES[0], item.get("context")
        if kind == CUSTOM and not context:
            yield f"{change.label} has context_type {CUSTOM}, which takes a context: give it"
        if change.desired.get("context") and kind in CONTEXT_TYPES and kind != CUSTOM:
            yield f"context {context!r} of {change.label} has no effect with context_type {kind}: it takes {CUSTOM}"

    # What is there

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """Without secrets, whether the service shows them, masks them or leaves them out."""
        item = super().from_api(raw)
        own = self.options.get("sensitive_config") or {}
        shown = {n: v for n, v in (item["config"] or {}).items() if n not in own and not secret(n, v)}
        return {**item, "config": shown, "trace": item["trace"] or None}

    @override
    def next_step(self, item: Object) -> str | None:
        if not item.get("trace"):
            return None
        return (
            f"The exporter tells of an error: {str(item['trace']).rstrip('.')}. See that the destination in config is "
            "reachable and that the credentials in sensitive_config are good there (update_secrets: always sends them "
            "again)."
        )

    # Writing

    @override
    def _is_object(self, answer: Any) -> bool:
        return False  # it has the name only

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        body = super().body(values)
        if "config" in values or "sensitive_config" in values:
            body["config"] = {**values.get("config", {}), **values.get("sensitive_config", {})}
        return body

    @override
    def _whole(self, change: Change, raw: Mapping[str, Any] | None) -> dict[str, Any]:
        """Without its name, and without the settings unless their secrets are stated: what is left out stays."""
        body = super()._whole(change, raw)
        left_out = {"name"} if "sensitive_config" in change.desired else {"name", "config"}
        return {name: value for name, value in body.items() if name not in left_out}

    @override
    def update(self, change: Change) -> Object:
        if change.options.get("reset_on_update") and set(change.fields) - {self.verbs.option, RESET}:
            change = replace(change, fields={**change.fields, RESET: (False, True)})
        return super().update(change)

    @override
    def act(self, name: str, change: Change) -> None:
        self.ask(name, change.actual)
