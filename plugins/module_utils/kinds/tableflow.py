# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tableflow (tableflow-v1): topics that are kept as tables, and the catalogs that these tables are shown in.

It takes keys of its own. With ids of the environment and the cluster nothing else is asked, so that no other key is
needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from .._declare.change import DELETED, Change
from .._declare.field import CLUSTER, ENVIRONMENT, WAIT, Field, Object, wait_timeout
from .._declare.override import override
from .._declare.ready import UNSEEN, Ready
from .._declare.rest import RestKind
from .._declare.union import union
from .._errors import WaitFailed
from .._wire.references import ENVIRONMENTS, KAFKA_CLUSTERS, Listed

RESUMED, RESUMING = "suspended", "RESUMING"  # the option; what a wait shows of what was resumed a moment ago
FAIL_IF_SUSPENDED = Field("fail_if_suspended", wire=None, type="bool", default=False)
# Those of AWS are of the first version of provider integrations, those of Azure of the second.
AWS_INTEGRATIONS = Listed("provider integration", "/pim/v1/integrations", prefix="cspi-", unseen=True, scoped=True)
AZURE_INTEGRATIONS = replace(AWS_INTEGRATIONS, path="/pim/v2/integrations")


def integration(listed: Listed) -> Field:
    """The provider integration by which Confluent Cloud gets into the customer's account."""
    return Field(
        "provider_integration",
        wire="provider_integration_id",
        needed=True,
        mutable=False,
        aliases=("provider_integration_id",),
        refers=listed,
    )


class InTableflow(RestKind):
    """What a Kafka cluster has in Tableflow. The service suspends it after an error, and it can only be resumed."""

    plane = "tableflow"
    planes = ("tableflow",)
    scope = (
        ENVIRONMENT.but(
            required=True,
            wire="spec.environment.id",
            query="environment",
            refers=replace(ENVIRONMENTS, prefix="env-", unseen=True),
        ),
        CLUSTER.but(
            required=True,
            wire="spec.kafka_cluster.id",
            query="spec.kafka_cluster",
            refers=replace(KAFKA_CLUSTERS, prefix="lkc-", unseen=True),
        ),
    )

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get(RESUMED):
            yield f"{RESUMED}: true cannot be brought about: the service only resumes, it suspends by itself"

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """What does not say that it is suspended is not."""
        item = super().from_api(raw)
        return {**item, RESUMED: bool(item[RESUMED])}

    @override
    def candidates(self, wanted: list[Object]) -> list[Object]:
        """By the list, which shows all that there is: a 403 for one would not tell whether it is there."""
        return self.all()

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation != DELETED and change.before and RESUMED not in change.fields:
            yield from self._suspended(change, change.actual)

    @override
    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        """What is suspended rests: nobody but the user gets it on. What was resumed a moment ago may still be told as
        suspended, or as failed.
        """
        just_resumed = RESUMED in change.fields and self.waited is not None and self.waited.seconds < UNSEEN
        try:
            done, phase, item = super().look(identifier, change)
        except WaitFailed:
            if not just_resumed:
                raise
            return False, RESUMING, {}
        suspended = bool(item.get(RESUMED))
        return done or (suspended and not just_resumed), phase, item

    @override
    def settle(self, change: Change, made: Object) -> Object:
        settled = super().settle(change, made)
        reasons = [] if change.operation == DELETED else list(self._suspended(change, settled))
        if reasons:
            raise WaitFailed(". ".join(reasons))
        return settled

    def _suspended(self, change: Change, item: Object) -> Iterator[str]:
        """With `fail_if_suspended` a reason against taking for good what is suspended."""
        if item.get(RESUMED) and change.options.get(FAIL_IF_SUSPENDED.name):
            yield f"{change.label} is suspended ({self._said(item)}): see to the cause, then give {RESUMED}: false"

    def _said(self, item: Object) -> str:
        """The service's own words about an object that does not work."""
        failing = [f"{one['format']}: {one['error_message']}" for one in item.get("failing_table_formats") or []]
        return "; ".join(filter(None, [item.get("error_message"), *failing])) or "the service gives no reason"

    @override
    def next_step(self, item: Object) -> str | None:
        if item.get(RESUMED):
            return f"It is suspended ({self._said(item)}). See to the cause, then give {RESUMED}: false."
        if item.get("phase") == "FAILED" or item.get("failing_table_formats"):
            return f"It does not work ({self._said(item)}). See to the cause."
        return super().next_step(item)


class TableflowTopic(InTableflow):
    """A Kafka topic that is kept as a table, too."""

    name = "tableflow_topic"
    plural = "tableflow_topics"
    path = "/tableflow/v1/tableflow-topics"
    addressed = "name"
    named = Field("name", wire="spec.display_name", key=True, required=True, aliases=("display_name", "topic"))
    fields = (
        Field(
            "table_formats",
            wire="spec.table_formats",
            type="list",
            elements="str",
            as_set=True,
            known=("ICEBERG", "DELTA"),
        ),
        Field("retention_ms", wire="spec.config.retention_ms", type="int", as_text=True, minimum=86_400_000),
        Field(
            "data_retention_ms", wire="spec.config.data_retention_ms", type="int", as_text=True, minimum=2_592_000_000
        ),
        Field(
            "error_handling",
            wire="spec.config.error_handling",
            type="dict",
            options=(Field("mode", required=True, known=("SUSPEND", "SKIP", "LOG")), Field("target")),
        ),
        Field(
            "metadata_column_naming_scheme",
            wire="spec.config.metadata_column_naming_scheme",
            known=("DEFAULT", "PORTABLE"),
        ),
        Field(RESUMED, wire="spec.suspended", type="bool"),
    )
    unions = (
        union(
            "spec.storage",
            managed_storage=("Managed",),
            byob_aws=("ByobAws", Field("bucket_name", needed=True, mutable=False), integration(AWS_INTEGRATIONS)),
            azure_data_lake_storage_gen_2=(
                "AzureDataLakeStorageGen2",
                Field("storage_account_name", needed=True, mutable=False),
                Field("container_name", needed=True, mutable=False),
                integration(AZURE_INTEGRATIONS),
            ),
        ),
    )
    modifiers = (WAIT.but(default=False), wait_timeout(1800), FAIL_IF_SUSPENDED)
    ready = Ready(pending=frozenset({"PENDING"}), done=frozenset({"RUNNING"}))
    outputs = {
        "error_message": "status.error_message",
        "failing_table_formats": "status.failing_table_formats",
        "catalog_sync_statuses": "status.catalog_sync_statuses",
        "write_mode": "status.write_mode",
        "table_path": "spec.storage.table_path",
        "bucket_region": "spec.storage.bucket_region",
        "storage_region": "spec.storage.storage_region",
        "enable_compaction": "spec.config.enable_compaction",
        "enable_partitioning": "spec.config.enable_partitioning",
    }

    @classmethod
    @override
    def words(cls) -> str:
        return "Tableflow topics"

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "Tableflow topic"

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        handling = item.get("error_handling") or {}
        if handling.get("target") and str(handling.get("mode")).upper() != "LOG":
            yield f"error_handling.target goes with mode LOG only, not with {handling.get('mode')}"

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The topic for bad records belongs to the mode LOG: an earlier one does not go along with another mode."""
        handling = values.get("error_handling")
        if handling and str(handling.get("mode")).upper() != "LOG":
            values = {**values, "error_handling": {"mode": handling["mode"]}}
        return super().body(values)


class CatalogIntegration(InTableflow):
    """A catalog of another service, which the tables of a cluster are shown in."""

    name = "catalog_integration"
    plural = "catalog_integrations"
    path = "/tableflow/v1/catalog-integrations"
    named = "spec.display_name"
    fields = (Field(RESUMED, wire="spec.suspended", type="bool"),)
    unions = (
        union(
            "spec.config",
            aws_glue=("AwsGlue", integration(AWS_INTEGRATIONS), Field("custom_database")),
            snowflake=(
                "Snowflake",
                Field("endpoint", needed=True),
                Field("client_id", needed=True),
                Field("client_secret", needed=True, write_only=True, no_log=True),
                Field("warehouse", needed=True),
                Field("allowed_scope", needed=True),
                Field("custom_namespace"),
            ),
            unity=(
                "Unity",
                Field("workspace_endpoint", needed=True),
                Field("catalog_name", needed=True),
                Field("client_id", needed=True),
                Field("client_secret", needed=True, write_only=True, no_log=True),
                Field("custom_schema"),
            ),
        ),
    )
    modifiers = (WAIT.but(default=False), wait_timeout(1800), FAIL_IF_SUSPENDED)
    ready = Ready(pending=frozenset({"PENDING"}), done=frozenset({"CONNECTED"}))
    outputs = {"error_message": "status.error_message", "last_sync_at": "status.last_sync_at"}

    @override
    def change_body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A change of AWS Glue does not know the provider integration."""
        body = super().change_body(values)
        body["spec"].get("config", {}).pop("provider_integration_id", None)
        return body
