# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tableflow: topics as tables, integrations with catalogs, regions (tableflow-v1 document). Keys of its own open it.

The service suspends by itself and a request only resumes: ``tableflow_suspends`` is the error for which it suspends
what was not resumed, ``tableflow_failing_format`` the table format that does not work. A topic must be there. Who
manages a cluster manages what it has here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..pages import base_url, filters_of, list_response
from ..state import JsonObject, State
from ._control import invalid, metadata
from ._members import Member
from ._regions import REGIONS
from ._row import Collection, Phases

_PATH = "/tableflow/v1"
_PLACE = (
    Member("environment", dict, required=True, fixed=True, refers="environments"),
    Member("kafka_cluster", dict, required=True, fixed=True, refers="clusters"),
)
_INTEGRATION = Member("provider_integration_id", required=True, fixed=True)
_FORMATS = ("DELTA", "ICEBERG")


def _resumed_only(value: Any) -> str | None:
    return "Pausing on-demand is not supported: 'suspended' can only be set to false" if value else None


def _text(name: str) -> Member:
    return Member(name, required=True)


def _at_least(least: int) -> Any:
    def check(value: Any) -> str | None:
        return None if value.isdigit() and int(value) >= least else f"must be at least {least}, not {value}"

    return check


def _formats(value: Any) -> str | None:
    wrong = [one for one in value if one not in _FORMATS]
    return f"unknown table formats: {', '.join(wrong)}" if wrong else None


def _kept(state: State, values: JsonObject, old: JsonObject | None) -> JsonObject:
    """A topic for bad records belongs to the mode LOG, which has one by default."""
    handling = (values.get("config") or {}).get("error_handling")
    if handling:
        target = {"target": handling.get("target") or "error_log"} if handling["mode"] == "LOG" else {}
        values["config"]["error_handling"] = {"mode": handling["mode"], **target}
    return values


def _managed_at(state: State, item: JsonObject) -> str:
    return state.cluster_crn(item["kafka_cluster"])


def _check_integration(state: State, ident: str | None, where: str) -> None:
    tables = ("provider_integrations", "provider_integrations_v2")
    if ident is not None and not any(ident in state.table(table) for table in tables):
        raise invalid(where, f"The provider integration '{ident}' does not exist")


def _check_place(state: State, item: JsonObject) -> None:
    if state.clusters[item["kafka_cluster"]]["environment"] != item["environment"]:
        raise invalid("/spec/kafka_cluster", "The cluster is in another environment")


def _check_topic(state: State, new: JsonObject, old: JsonObject | None) -> None:
    _check_place(state, new)
    _check_integration(state, new["storage"].get("provider_integration_id"), "/spec/storage/provider_integration_id")
    if old is None and new["display_name"] not in state.topics[new["kafka_cluster"]]:
        raise invalid("/spec/display_name", f"The topic '{new['display_name']}' does not exist")


def _check_catalog(state: State, new: JsonObject, old: JsonObject | None) -> None:
    _check_place(state, new)
    _check_integration(state, new["config"].get("provider_integration_id"), "/spec/config/provider_integration_id")


def _suspended(state: State, item: JsonObject) -> bool:
    """Whether an error has suspended it: one of a moment after it was made or resumed."""
    return bool(state.settings.tableflow_suspends) and item.get("suspended") is not False


def _show_topic(state: State, item: JsonObject) -> JsonObject:
    kind = item["storage"]["kind"]
    region = state.clusters[item["kafka_cluster"]]["region"]
    storage: JsonObject = {"table_path": f"s3://tables/{item['kafka_cluster']}/{item['id']}"}
    if kind == "ByobAws":
        storage["bucket_region"] = region
    elif kind == "AzureDataLakeStorageGen2":
        storage["storage_region"] = region
    status: JsonObject = {"write_mode": "APPEND", "catalog_sync_statuses": _syncs(state, item)}
    spec: JsonObject = {"storage": storage, "config": {"enable_compaction": True, "enable_partitioning": True}}
    spec["suspended"] = _suspended(state, item)
    status["failing_table_formats"] = []
    if spec["suspended"]:
        status["error_message"] = state.settings.tableflow_suspends
    failing = state.settings.tableflow_failing_format
    if failing in item["table_formats"]:
        status["failing_table_formats"] = [{"format": failing, "error_message": "The schema has no equivalent"}]
    return {"spec": spec, "status": {**status, **_why(item, state)}}


def _syncs(state: State, item: JsonObject) -> list[JsonObject]:
    """What the catalogs of the cluster have of the table."""
    kinds = {"AwsGlue": "AWS_GLUE", "Snowflake": "SNOWFLAKE", "Unity": "UNITY"}
    return [
        {"catalog_integration_id": ident, "catalog_type": kinds[one["config"]["kind"]], "sync_status": "SYNCED"}
        for ident, one in state.table("catalog_integrations").items()
        if one["kafka_cluster"] == item["kafka_cluster"]
    ]


def _why(item: JsonObject, state: State) -> JsonObject:
    """The words about what has failed."""
    if item["failed"] and state.now() >= item["ready_at"]:
        return {"error_message": "Confluent may not write to the storage"}
    return {}


def _show_catalog(state: State, item: JsonObject) -> JsonObject:
    suspended = _suspended(state, item)
    status = _why(item, state)
    if suspended:
        status["error_message"] = state.settings.tableflow_suspends
    return {"spec": {"suspended": suspended}, "status": {"last_sync_at": item["updated_at"], **status}}


_TOPICS = Collection(
    "tableflow_topics",
    f"{_PATH}/tableflow-topics",
    "TableflowTopic",
    "",
    "tableflow-topic",
    (
        Member("display_name", required=True, fixed=True),
        Member("suspended", bool, check=_resumed_only),
        Member(
            "config",
            dict,
            default=lambda state: {"retention_ms": "604800000", "metadata_column_naming_scheme": "DEFAULT"},
            members=(
                Member("retention_ms", default="604800000", check=_at_least(86_400_000)),
                Member("data_retention_ms", check=_at_least(2_592_000_000)),
                Member("record_failure_strategy", choices=("SUSPEND", "SKIP")),
                Member(
                    "error_handling",
                    dict,
                    members=(Member("mode", required=True, choices=("SUSPEND", "SKIP", "LOG")), Member("target")),
                ),
                Member("metadata_column_naming_scheme", default="DEFAULT", choices=("DEFAULT", "PORTABLE")),
            ),
        ),
        Member(
            "storage",
            dict,
            required=True,
            fixed=True,
            forms={
                "ByobAws": (Member("bucket_name", required=True, fixed=True), _INTEGRATION),
                "Managed": (),
                "AzureDataLakeStorageGen2": (
                    Member("storage_account_name", required=True, fixed=True),
                    Member("container_name", required=True, fixed=True),
                    _INTEGRATION,
                ),
            },
        ),
        Member("table_formats", list, default=["ICEBERG"], fewest=1, check=_formats),
        *_PLACE,
    ),
    under="spec",
    created=202,
    environment=True,
    named="display_name",
    beside={"spec.kafka_cluster": "kafka_cluster"},
    missing=404,
    credential="tableflow",
    filters={"spec.table_formats": "spec.table_formats"},
    managed_at=_managed_at,
    phases=Phases("tableflow_pending", "PENDING", "RUNNING", "FAILED"),
    check=_check_topic,
    keep_of=_kept,
    computed=_show_topic,
)
_CATALOGS = Collection(
    "catalog_integrations",
    f"{_PATH}/catalog-integrations",
    "CatalogIntegration",
    "tci",
    "catalog-integration",
    (
        Member("display_name", required=True),
        Member("suspended", bool, check=_resumed_only),
        Member(
            "config",
            dict,
            required=True,
            forms={
                "AwsGlue": (_INTEGRATION, Member("custom_database")),
                "Snowflake": (
                    *map(_text, ("endpoint", "client_id", "warehouse", "allowed_scope")),
                    Member("client_secret", required=True, hidden=True),
                    Member("custom_namespace"),
                ),
                "Unity": (
                    *map(_text, ("workspace_endpoint", "catalog_name", "client_id")),
                    Member("client_secret", required=True, hidden=True),
                    Member("custom_schema"),
                ),
            },
        ),
        *_PLACE,
    ),
    under="spec",
    created=202,
    environment=True,
    beside={"spec.kafka_cluster": "kafka_cluster"},
    missing=404,
    credential="tableflow",
    unique=(("kafka_cluster", "display_name"),),
    managed_at=_managed_at,
    phases=Phases("tableflow_pending", "PENDING", "CONNECTED", "FAILED"),
    check=_check_catalog,
    computed=_show_catalog,
)
ROWS = (_TOPICS, _CATALOGS)


def _region(base: str, number: int, cloud: str, region: str) -> JsonObject:
    ident = f"{cloud.lower()}.{region}"
    born = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    return {
        "api_version": "tableflow/v1",
        "kind": "Region",
        "id": ident,
        "metadata": metadata(base, f"{_PATH}/regions/{ident}", f"crn://confluent.cloud/region={ident}", born),
        "cloud": cloud,
        "region": region,
    }


def routes(state: State) -> list[BaseRoute]:
    """The regions; what a cluster has here goes with it."""

    async def regions(request: Request) -> Response:
        auth.require(request, state, "tableflow", "tableflow")
        wanted = filters_of(request, "cloud")
        listed: list[Mapping[str, Any]] = [
            {"n": number, "cloud": cloud, "region": region}
            for number, (cloud, region) in enumerate(
                ((cloud, region) for cloud, names in REGIONS.items() for region in names), 1
            )
            if not wanted or cloud in wanted
        ]
        base = base_url(request)
        return list_response(
            request,
            state,
            [dict(one) for one in listed],
            lambda one: _region(base, one["n"], one["cloud"], one["region"]),
            api_version="tableflow/v1",
            kind="RegionList",
            filters=("cloud",),
        )

    def cluster_gone(cluster: str) -> None:
        for row in ROWS:
            here = state.rows[row.table]
            for key in [key for key, item in here.items.items() if item["kafka_cluster"] == cluster]:
                here.remove(key)

    state.on_delete_cluster.append(cluster_gone)
    return [Route(f"{_PATH}/regions", regions, methods=["GET"])]
