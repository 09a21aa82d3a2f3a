# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Materialized tables of Flink (flink-gateway-v1; API_MAP C.5 and B.7): a topic and the query that fills it.

The service writes the query anew and fills in what is not stated, so ours and its own are compared by what they mean.
While an operation is pending it refuses others (409), which are tried again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ..._declare.change import DELETED, UPDATED, Change
from ..._declare.field import CLUSTER, Field, Object
from ..._declare.override import override
from ..._declare.ready import Ready
from ..._declare.shape import as_texts, overlaid, written
from ..._errors import ApiError, Refused, WaitFailed
from ..._secrets.recognition import texts
from ..._wire.tries import Tries
from . import queries, sql
from .gateway import COMPUTE_POOL, PLACE, PRINCIPAL, SCOPE, USER_ENDS, OnFlink

STOPPED, FAILED, ENDED = "STOPPED", "FAILED", "COMPLETED"
RUNS = frozenset({"RUNNING", "DEGRADED"})
IN_TRANSITION = frozenset({"CREATING", "PENDING", "ALTERING", "STOPPING", "FAILING", "DELETING"})
PENDING_WITHIN = 300.0  # seconds for which an operation may be pending (API_MAP B.6)
KINDS = ("Physical", "Metadata", "Computed")
ALL = f"{PLACE}/materialized-tables"

COLUMNS = (
    Field("name", needed=True),
    Field("type", type="dict", needed=True),
    Field("kind", choices=KINDS, needed=True),
    Field("comment"),
    Field("metadata_key", no_log=False),
    Field("expression", canonical=queries.same_meaning),
    Field("virtual", type="bool"),
)


class FlinkMaterializedTable(OnFlink):
    """A materialized table in a database (a Kafka cluster) of an environment and a region."""

    name = "flink_materialized_table"
    plural = "flink_materialized_tables"
    path = f"{PLACE}/databases/{{cluster}}/materialized-tables"
    placed = False
    update_by = "PUT"
    brought_back = ("metadata.resource_version",)
    released_within = PENDING_WITHIN
    scope: ClassVar[tuple[Field, ...]] = (*SCOPE, CLUSTER.but(required=True, wire=None))
    info_scope = (*SCOPE, CLUSTER.but(wire=None, env=()))
    fields = (
        Field("name", key=True, required=True, max_length=249, pattern=r"(?!\.{1,2}$)[a-zA-Z0-9._-]+"),
        Field("query", wire="spec.query", needed=True, max_length=131_072, canonical=queries.same_meaning),
        COMPUTE_POOL,
        PRINCIPAL,
        Field("stopped", wire="spec.stopped", type="bool"),
        Field("columns", wire="spec.columns", type="list", elements="dict", options=COLUMNS),
        Field(
            "watermark",
            wire="spec.watermark",
            type="dict",
            options=(Field("column", needed=True), Field("expression", needed=True, canonical=queries.same_meaning)),
        ),
        Field(
            "constraints",
            wire="spec.constraints",
            type="list",
            elements="dict",
            options=(
                Field("name"),
                Field("type", known=("PRIMARY_KEY",), needed=True),
                Field("columns", type="list", elements="str", needed=True),
                Field("enforced", type="bool"),
            ),
        ),
        Field("table_options", wire="spec.table_options", type="dict"),
        Field("session_options", wire="spec.session_options", type="dict", mutable=False),
        Field(
            "distribution",
            wire="spec.distribution",
            type="dict",
            mutable=False,
            options=(
                Field("kind", known=("HASH",), needed=True),
                Field("keys", type="list", elements="str", no_log=False),
                Field("bucket_count", type="int", minimum=1),
            ),
        ),
    )
    info_fields = (Field("name"),)
    outputs = {
        "phase": "status.phase",
        "detail": "status.detail",
        "version": "status.version",
        "latest_version": "status.latest_version",
        "created_at": "metadata.created_at",
    }
    ready = Ready(
        pending=IN_TRANSITION,
        done=RUNS | {STOPPED, ENDED},
        failed=frozenset({FAILED}),
        leaving=frozenset({"DELETING"}),
        message="status.detail",
        patience=21_600,
    )

    # Where it is

    @override
    def open(self) -> None:
        super().open()
        cluster = self.options.get("cluster")
        if cluster:
            seen = not (self.unseen and cluster.startswith("lkc-"))
            self.scope_ids["cluster"] = self._database(cluster) if seen else cluster

    def _database(self, reference: str) -> str:
        """The id of the Kafka cluster, which has to be in the region whose Flink is asked: another one knows it not."""
        found = self.cloud.find_cluster(self.in_environment, reference)
        where, region = (found.get("spec") or {}).get("region"), self.options.get("region")
        if where and region and where != region:
            raise Refused(f"the Kafka cluster {reference} is in {where}, and this task asks Flink in {region}")
        return str(found["id"])

    @override
    def listing(self) -> list[Any]:
        """Those of the environment, of one cluster where it is given."""
        path = ALL.format(**self.scope_ids)
        cluster = self.scope_ids.get("cluster")
        listed = self.cloud.listed(path, None, self.client, self.lists)
        return [raw for raw in listed if cluster in (None, (raw.get("spec") or {}).get("kafka_cluster_id"))]

    @override
    def select(self) -> list[Object]:
        name = self.options.get("name")
        return [item for item in self.all() if name in (None, item["name"])]

    @override
    def _confirm(self) -> None:
        self.client.get(ALL.format(**self.scope_ids), {"page_size": 1}, holds=("data",))
        self.confirmed = True

    # What is stated, and what is there

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("query") is not None:
            yield from sql.wrong(str(item["query"]), "query")
        for option in ("table_options", "session_options"):
            for name, value in (item.get(option) or {}).items():
                if isinstance(value, (dict, list)):
                    yield f"{option}: {name} must be a text, a number or a boolean"
                elif value is not None and sql.secret_property(str(name), value):
                    yield f"{option}: {name} is a secret, which whoever may read the table would see. Leave it out"
        for column in item.get("columns") or ():
            lacks = {"Metadata": "metadata_key", "Computed": "expression"}.get(str(column.get("kind")))
            kind = column.get("type")
            if isinstance(kind, Mapping) and not (kind.get("type") and isinstance(kind.get("nullable"), bool)):
                yield f"columns: the type of {column.get('name')} needs type and nullable (true or false)"
            if lacks and not column.get(lacks):
                yield f"columns: {column.get('name')} of the kind {column['kind']} needs {lacks}"

    @override
    def secrets(self) -> Iterable[str]:
        yield from sql.secrets_in(str(self.options.get("query") or ""))
        for option in ("table_options", "session_options"):
            for name, value in (self.options.get(option) or {}).items():
                yield from texts(str(name), value)

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        stated = super().stated(item)
        settings: Object = {n: as_texts(stated[n]) for n in ("table_options", "session_options") if n in stated}
        return {**stated, **settings}

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item, phase = super().from_api(raw), self.ready.phase_of(raw)
        hidden: Object = {n: sql.shown_properties(item[n], {}) for n in ("table_options", "session_options")}
        return {
            **item,
            **hidden,
            "phase": phase,
            "detail": item["detail"] or None,
            "stopped": phase in (STOPPED, "STOPPING"),
            "cluster": (raw.get("spec") or {}).get("kafka_cluster_id"),
            "_asked": bool((raw.get("spec") or {}).get("stopped")),
        }

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name != "stopped":
            return super().compare(field, wanted, actual)
        moving = IN_TRANSITION - {"STOPPING", "DELETING"}
        under_way = {STOPPED, "STOPPING", ENDED} if wanted else {*RUNS, *moving, ENDED, FAILED}
        return None if actual["phase"] in under_way else (actual["stopped"], wanted)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        principal = str(change.desired.get("principal") or "")
        if principal.startswith("u-") and (change.before is None or "principal" in change.fields):
            self.cloud.warn(USER_ENDS.format(label=change.label, principal=principal))
        if change.operation == DELETED:
            self.cloud.warn(f"{change.label} goes: its query ends, and its topic may go along with all its records")
        if change.operation == UPDATED and "query" in change.fields:
            self.cloud.warn(
                f"{change.label} gets a new version of its query: the API does not let a task say where that begins to "
                "read, the service decides"
            )

    # Writing

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        body = super().body(values)
        body.setdefault("spec", {})["kafka_cluster_id"] = self.scope_ids["cluster"]
        return {**body, "metadata": {}}  # which the document asks for

    @override
    def create(self, change: Change) -> Object:
        with self.assigning(change.desired.get("principal")):
            return super().create(change)

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        same = queries.loosely(change.desired["query"]) == queries.loosely(str(found.get("query") or ""))
        return found if same else None

    @override
    def _put(self, change: Change) -> Any:
        """The table as it was read, with what is to be different. A 409 is a version that moved, or an operation that
        is pending: it is read again, for as long as one may be.
        """
        tries = Tries(self.cloud.transport, PENDING_WITHIN)
        while True:
            raw = self.get(change.actual["name"])
            if raw is None:
                raise WaitFailed(f"{change.label} disappeared while it was changed. Run again: it is decided anew.")
            body = {
                "name": raw["name"],
                "spec": self._changed(change, raw),
                "metadata": {"resource_version": raw["metadata"]["resource_version"]},
            }
            try:
                with self.assigning(change.new.get("principal")):
                    return self.client.put(self._one(change.actual), body)
            except ApiError as error:
                if error.status != 409 or error.fate_unknown or not tries.again():
                    raise

    def _changed(self, change: Change, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The spec as it is to be. What is not stated stays as the service has it."""
        fields = [self.field(name) for name in change.fields]
        there = super().from_api(raw)  # with what is not shown
        values = {f.name: overlaid(f, change.desired[f.name], there.get(f.name)) for f in fields}
        made: dict[str, Any] = written(fields, values)["spec"]
        return {**raw["spec"], **made, "kafka_cluster_id": self.scope_ids["cluster"]}

    @override
    def _applied(self, change: Change, made: Object) -> Object:
        """What the service writes anew in a way that is not known here is said, and is no failure."""
        fields = dict(change.fields)
        if not change.options.get("wait", True) and made.get("_asked") == change.new.get("stopped"):
            fields.pop("stopped", None)
        if "query" in fields and self._written_otherwise(change.desired["query"], made, change.actual["query"]):
            fields.pop("query")
            self.cloud.warn(
                f"the service writes the query of {change.label} with other brackets or letters, so each run would "
                "send it again. Write it as the result shows it"
            )
        return super()._applied(replace(change, fields=fields), made)

    def _written_otherwise(self, wanted: str, made: Object, before: Any) -> bool:
        """Whether a query differs from the stated one, and in brackets and the case of letters only. `before`: the one
        that was to be changed: where that is still there, the service has made no change.
        """
        differs = self.compare(self.field("query"), wanted, made) is not None
        alike = queries.loosely(wanted) == queries.loosely(str(made.get("query") or ""))
        return differs and alike and made.get("query") != before

    # Waiting

    @override
    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        """A new version is waited for until it is the one that runs; one before it may have failed."""
        raw = self.get(identifier)
        status = (raw or {}).get("status") or {}
        version, latest = status.get("version"), status.get("latest_version")
        if raw is not None and isinstance(version, int) and isinstance(latest, int) and latest > version:
            phase = self.ready.phase_of(raw)
            if not (self.ready.is_failed(phase) and self._is_of_the_new()):
                return False, phase, self.from_api(raw)
        done, phase, item = super().look(identifier, change)
        wished = change.desired.get("stopped")
        if item and wished is not None:
            done = done and (phase == ENDED or (phase == STOPPED) is wished)
        return done, phase, item

    def _is_of_the_new(self) -> bool:
        """Whether a failure that is seen is that of the version which is waited for, and not of the one before it: it
        is after the time for which an operation may be pending.
        """
        return self.waited is not None and self.waited.seconds >= PENDING_WITHIN

    @override
    def settle(self, change: Change, made: Object) -> Object:
        at_rest = made.get("phase") in self.ready.done and made.get("version") == made.get("latest_version")
        if not change.needed and change.options.get("state") != "absent" and at_rest:
            return made
        return super().settle(change, made)

    @override
    def next_step(self, item: Object) -> str | None:
        said = str(item.get("detail") or "it gives no reason").rstrip(".")
        if item.get("phase") == STOPPED and not item.get("_asked"):
            return f"Flink has stopped the query by itself: {said}. State stopped: false to have it resumed."
        if item.get("phase") == "DEGRADED":
            return f"The query runs, and not as it should: {said}. Look at its compute pool."
        return super().next_step(item)

    @override
    def shown(self, item: Object) -> Object:
        shown = {name: value for name, value in super().shown(item).items() if not name.startswith("_")}
        if "query" in shown:
            shown["query"] = sql.without_secrets(shown["query"])
        return shown
