# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a plan and of a comparison. Pure, and without the kinds: who only writes a plan loads nothing else."""

from __future__ import annotations

from collections.abc import Mapping

VERSION = 1  # of a plan
COMPARISON_VERSION = 1
PRESENT, ABSENT = "present", "absent"  # what a plan brings about, as the option `state`
CREATE, CHANGE, DELETE = "create", "change", "delete"
ORDER = (DELETE, CHANGE, CREATE)
PLANNED, DONE, FAILED, NOT_TRIED = "planned", "done", "failed", "not_tried"

# The keys of all parts in the order of `parts.PARTS` (a test compares).
PART_ORDER = (
    "identity_providers",
    "identity_pools",
    "certificate_authorities",
    "certificate_pools",
    "group_mappings",
    "ip_groups",
    "ip_filters",
    "byok_keys",
    "environment",
    "provider_integrations",
    "provider_integration_setups",
    "networks",
    "peerings",
    "transit_gateway_attachments",
    "private_link_accesses",
    "private_link_attachments",
    "private_link_attachment_connections",
    "network_link_services",
    "network_link_endpoints",
    "gateways",
    "access_points",
    "dns_records",
    "dns_forwarders",
    "clusters",
    "service_accounts",
    "role_bindings",
    "flink_compute_pools",
    "ksql_clusters",
    "flink_artifacts",
    "connect_artifacts",
    "plugins",
    "versions",
    "api_keys",
    "quotas",
    "settings",
    "topics",
    "acls",
    "links",
    "mirror_topics",
    "subject_configs",
    "keks",
    "deks",
    "schemas",
    "subject_modes",
    "schema_exporters",
    "provider_shares",
    "connectors",
    "catalog_integrations",
    "tableflow_topics",
    "rtce_topics",
    "tags",
    "tag_bindings",
    "business_metadata",
    "business_metadata_bindings",
    "flink_connections",
    "flink_statements",
    "flink_materialized_tables",
    "ksql_statements",
)


def several(kind: str) -> str:
    """More than one of a kind that goes along: "connectors", "flink statements in AWS eu-central-1"."""
    words, within, place = kind.partition(" in ")
    return f"{words}{'es' if words.endswith('s') else 's'}{within}{place}"


def summary(counts: Mapping[str, int]) -> str:
    """The last line, as Terraform's users expect it."""
    line = f"Plan: {counts['create']} to create, {counts['change']} to change, {counts['delete']} to delete"
    return f"{line}, {counts['not_in_data']} not in the data"
