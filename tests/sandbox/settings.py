# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every knob of the sandbox: name, default and meaning. Durations are seconds of the sandbox's own clock."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Any


def knob(default: Any, doc: str) -> Any:
    """A dataclass field whose ``metadata["doc"]`` says what it does."""
    return dataclasses.field(default=default, metadata={"doc": doc})  # pylint: disable=invalid-field-call


@dataclass
class Settings:
    """The sandbox's settings. All are readable and writable at /_sandbox/settings and with --set name=value."""

    organization_id: str = knob(
        "9bb441c4-edef-46ac-8a41-c49e44a3fd9a", "UUID of the one organisation (from --set or a reset)"
    )
    organization_name: str = knob("Northwind Orders", "display name of the organisation")
    first_environment: str = knob("default", "the environment that the organisation is born with; '' = none")
    admin_user_id: str = knob("u-4xgp5z", "the seeded OrganizationAdmin")
    admin_email: str = knob("admin@example.com", "the seeded user's address")
    cloud_api_key: str = knob("SANDBOXCLOUDKEY1", "the seeded Cloud API key of the admin user")
    cloud_api_secret: str = knob("sandbox-cloud-api-secret-for-tests-only", "its secret")

    client_address: str = knob("203.0.113.10", "the address that IP filters see all requests come from")
    ip_filter_guard: bool = knob(
        False, "an IP filter that would lock the client itself out is a 400; the documents say so of the console only"
    )
    invitation_lifetime: float = knob(259_200.0, "an invitation expires after so long")
    share_lifetime: float = knob(604_800.0, "the invitation to a stream share expires after so long")
    redeemed_token_shows: bool = knob(
        False, "a redeemed token of a stream share still shows what it shares; otherwise that is a 409"
    )
    byok_validation: float = knob(0.0, "a self-managed key is INITIALIZING so long")
    byok_release: float = knob(0.0, "a self-managed key stays IN_USE so long after its cluster has gone")
    certificates_rewritten: bool = knob(
        False,
        "certificate authorities read back with colons in fingerprints, decimal serial numbers, and a crl_url for an "
        "uploaded CRL",
    )
    reorder_lists: bool = knob(False, "lists of standard collections' members read back in reverse order")
    cloud_grant: bool = knob(True, "the cloud side trusts provider integrations; without it their validation is a 400")

    held_status: int = knob(
        409, "of the deletion of what is in use: the documents name 400 as the only status that could be meant"
    )

    network_provisioning: float = knob(0.0, "networks and what hangs on them are PROVISIONING so long")
    network_removal: float = knob(
        0.0, "networks and what hangs on them are DEPROVISIONING so long when they are deleted"
    )
    network_acceptance: float = knob(
        0.0, "peerings and attachments are PENDING_ACCEPT so long before they are READY; -1 = for ever"
    )
    network_zones: str = knob("given", "'other': the service chooses other zones for a network than those asked for")
    attachment_expiry: float = knob(
        0.0, "a private link attachment without a connection is EXPIRED after so long; 0 = never"
    )
    gateway_expiry: float = knob(0.0, "a gateway without an access point is EXPIRED after so long; 0 = never")
    network_link_expiry: float = knob(259_200.0, "a network link endpoint that nobody accepts is EXPIRED after so long")

    time_scale: float = knob(1.0, "how many sandbox seconds pass in one real second")
    born_before: float = knob(0.0, "created_at and updated_at of what is made now lie so many REAL seconds back")
    latency: float = knob(0.0, "REAL seconds added to every answer")
    cluster_provisioning: float = knob(0.0, "PROVISIONING lasts so long; 0 = PROVISIONED at the first read")
    cluster_resizing: float = knob(0.0, "a CKU change lasts so long")
    schema_registry_provisioning: float = knob(0.0, "from the first cluster's creation until Schema Registry is there")
    ksql_provisioning: float = knob(0.0, "a ksqlDB cluster is PROVISIONING so long")
    ksql_command_delay: float = knob(0.0, "ksqlDB carries a command out so much later")
    ksql_failing: str = knob("", "the stream, table, type or query at which every command of ksqlDB fails; '' = none")
    ksql_query_state: str = knob("RUNNING", "the state of all queries of ksqlDB; ERROR and UNRESPONSIVE are others")
    ksql_drop_ends_queries: bool = knob(
        True,
        "DROP ends the query of CREATE ... AS SELECT, as newer versions of ksqlDB do; else it has to be ended first",
    )
    compute_pool_provisioning: float = knob(0.0, "a Flink compute pool is PROVISIONING so long")
    statement_pending: float = knob(0.0, "a Flink statement, or a query of a materialized table, is PENDING so long")
    statement_running: float = knob(0.0, "a bounded Flink statement is RUNNING so long before it is COMPLETED")
    statement_stopping: float = knob(0.0, "a Flink statement is STOPPING so long")
    statement_deleting: float = knob(0.0, "a deleted Flink statement is DELETING so long, and listed")
    statement_failing: str = knob("", "a Flink statement with this text in it fails; '' = none")
    statement_unread: float = knob(0.0, "an unbounded query is stopped by Flink itself after so long; 0 = never")
    statement_lifetime: float = knob(2_592_000.0, "a Flink statement that does not run any more is gone after so long")
    table_pending: float = knob(0.0, "a materialized table of Flink takes no other operation for so long after one")
    connection_phase: str = knob("ACTIVE", "the phase of connections of Flink")
    connection_refuses: str = knob("", "a connection of Flink with this in its secret is INVALID_AUTH; '' = none")
    results_page: int = knob(10, "rows in a page of results of a Flink statement")
    upload_lifetime: float = knob(3600.0, "a presigned URL of an upload expires after so long")
    artifact_processing: float = knob(0.0, "a connect artifact or a version of a plugin is processed so long")
    connector_provisioning: float = knob(0.0, "PROVISIONING of a connector lasts so long")
    connector_status_delay: float = knob(
        0.1, "a new connector has no status so long: 404, and the expanded list leaves it out; not with a script"
    )
    connector_task_delay: float = knob(
        0.2, "a connector that begins to run has no tasks so long (after a pause or resume: the old ones)"
    )
    connector_lifecycle: float = knob(0.1, "an accepted pause or resume of a connector takes effect so much later")
    connector_reconfiguration: float = knob(0.15, "after new settings a connector shows its old status so long")
    connector_alteration: float = knob(0.3, "a request to alter the offsets of a connector is PENDING so long")
    connector_alteration_fails: str = knob("", "the words with which such a request FAILS; '' = it is applied")
    connector_restart: bool = knob(False, "Connect knows a restart, which is in no document")
    connector_remains: float = knob(0.3, "after its deletion a connector still has a status so long")
    connector_taken_status: int = knob(
        400, "of a POST with a name that is taken: 400 as the document has it, 409 as the open-source server"
    )
    key_propagation: float = knob(0.0, "a new API key answers 401 on its plane until then")
    role_binding_propagation: float = knob(0.0, "a new role binding gives no rights until then")
    topic_delete_delay: float = knob(0.0, "a deleted topic's name is not free until then")
    metadata_wait: float = knob(
        60.0, "a record for a topic or partition that is not there is refused only after so long"
    )
    produce_timestamps: bool = knob(
        True, "delivery reports tell the time of a record, which their document lets be null"
    )
    lag_refusal: int = knob(
        403,
        "the lag of groups on a cluster that is not Dedicated: the document says that it is not available there, and "
        "not by which status; 0 = it is told there too, as by the open-source server",
    )
    groups_refusal: int = knob(0, "of share groups and streams groups: they are early access; 0 = they are told")

    rate_limit: float = knob(0.0, "control plane, requests per second and credential; 0 = off")
    rate_limit_burst: int = knob(10, "size of the bucket of rate_limit")
    kafka_rate_limit: float = knob(
        0.0, "Kafka REST, requests per second and credential; its 429 has no helping headers; 0 = off"
    )
    kafka_rate_limit_burst: int = knob(10, "size of the bucket of kafka_rate_limit")
    schema_registry_rate_limit: float = knob(0.0, "Schema Registry, requests per second and credential; 0 = off")
    schema_registry_rate_limit_burst: int = knob(10, "size of the bucket of schema_registry_rate_limit")

    page_size_default: int = knob(10, "objects per page when page_size is not given")
    page_size_max: int = knob(100, "a larger page_size is a 400")
    schemas_page_max: int = knob(
        20000, "Schema Registry's own cap on one list of schemas (nothing tells that it was cut)"
    )
    sr_all_properties: bool = knob(
        True,
        "Schema Registry answers all that it knows, as its software does; off: what its document marks so (version and "
        "text of a registration, guid, ts, deleted, type AVRO) needs the header Confluent-Accept-Unknown-Properties",
    )
    catalog_index_delay: float = knob(
        0.0, "Stream Catalog: a new definition cannot be read, nor is it listed, for so long"
    )
    catalog_entity_delay: float = knob(
        0.0, "Stream Catalog: what is new elsewhere is unknown for so long, from the first time that it is asked"
    )
    catalog_search_delay: float = knob(0.0, "Stream Catalog: the search tells of bound tags so much later")
    catalog_essentials_lacks: str = knob(
        "businessmetadatadefs",
        "Stream Catalog: what is a 403 with the package ESSENTIALS (tagdefs,businessmetadatadefs)",
    )
    catalog_reversed: bool = knob(False, "Stream Catalog: the results of a write of several come in reverse order")
    sr_completes_look_ups: bool = knob(
        True, "a look-up by content counts in what the subject's latest version and its settings add to it"
    )
    sr_properties_header: bool = knob(True, "that header is known; off: it is ignored, as by other registries")
    tableflow_pending: float = knob(0.0, "a new Tableflow topic or catalog integration is PENDING so long")
    tableflow_suspends: str = knob("", "the error for which Tableflow suspends what was not resumed; '' = none")
    tableflow_failing_format: str = knob("", "the table format of Tableflow that does not work")
    rtce_provisioning: float = knob(0.0, "a new RTCE topic is PROVISIONING so long")
    kms_reachable: bool = knob(True, "the service can use the keys of shared KEKs")
    exporter_starting: float = knob(0.0, "a schema exporter is STARTING so long when it is made or resumed")
    exporter_pausing: float = knob(0.0, "a pause of a schema exporter takes effect so much later")
    mirror_transition: float = knob(0.0, "a mirror topic is in each of its PENDING_... states so long")
    exporter_secrets: str = knob("plain", "secrets in a schema exporter's config: 'plain', 'masked', 'hidden'")
    exporter_trace: str = knob("", "the error trace of every schema exporter")
    acl_numeric_principals: bool = knob(
        True, "GET /acls without principal names service accounts by number (User:12345), as its document says"
    )
    reorder_schema_fields: bool = knob(
        False, "schemas in JSON (Avro, JSON Schema) read back with their keys in reverse order"
    )
    api_key_quota: int = knob(0, "more API keys than this in the organisation: 402; 0 = off")
    topic_limit: int = knob(0, "more topics than this in a cluster: 40002; 0 = off")
    partition_limits: bool = knob(True, "more partitions than a cluster's units are for: 40002")
    availability_model: str = knob("given", "'new': clusters read back LOW/HIGH; 'given': as they were written")
    fail_next_provisioning: int = knob(0, "so many of the next clusters end in FAILED")
    percent_encode_crns: bool = knob(False, "role bindings read back crn_pattern percent-encoded")
    sts_token_lifetime_max: int = knob(900, "longest life of a token of the STS exchange")

    journal_entries: int = knob(200_000, "oldest entries are dropped beyond this")
    journal_bytes: int = knob(256 * 1024 * 1024, "and beyond this many bytes of bodies in memory")
    journal_body_max: int = knob(2 * 1024 * 1024, "a longer body is journalled as null with truncated=true")

    def to_json(self) -> dict[str, Any]:
        """All settings as a plain dict."""
        return dataclasses.asdict(self)

    def update(self, changes: dict[str, Any]) -> None:
        """Set fields by name; text is converted to the field's type. ValueError on unknown names and bad values."""
        fields = {field.name: field for field in dataclasses.fields(self)}
        converted = {}
        for name, value in changes.items():
            if name not in fields:
                raise ValueError(f"unknown setting {name!r}; known: {', '.join(sorted(fields))}")
            converted[name] = _convert(name, value, type(fields[name].default))
        for name, value in converted.items():
            setattr(self, name, value)


def _convert(name: str, value: Any, wanted: type) -> Any:
    if isinstance(value, str) and wanted is not str:
        try:
            value = json.loads(value)
        except json.JSONDecodeError as exc:
            raise ValueError(f"setting {name}: {value!r} is not a {wanted.__name__}") from exc
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise ValueError(f"setting {name}: {value!r} is not a {wanted.__name__}")
    return value
