# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An estate with something of each kind, as `confluent_estate` takes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support.archives import archive
from tests.support.certificates import authority

Data = dict[str, Any]
AWS = {"cloud": "AWS", "region": "eu-central-1"}
ORDER = {"type": "record", "name": "Order", "namespace": "shop", "fields": [{"name": "id", "type": "string"}]}
MONEY = {"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "cents", "type": "long"}]}
SALE = {"type": "record", "name": "Sale", "namespace": "shop", "fields": [{"name": "price", "type": "shop.Money"}]}
KMS = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
# The files of the keys that an estate makes for itself, by the connection option that takes them.
KEY_FILES = {
    "schema_registry_key_file": "auto.registry.json",
    "tableflow_key_file": "auto.tableflow.json",
    "flink_key_file": "auto.flink.json",
    "ksql_key_file": "auto.ksqldb.json",
}
CONNECTOR_SECRET, CATALOG_SECRET = "canary-of-the-connector", "canary-of-the-catalog"
FURTHER_SECRETS = {"sensitive_config": {"basic.auth.user.info": "KEY:canary-of-the-exporter"}}


def key_files(secrets: Path) -> dict[str, str]:
    """The connection options that name the keys of the estate."""
    return {option: str(secrets / name) for option, name in KEY_FILES.items()}


def organization(folder: Path) -> Data:
    """What belongs to the organization."""
    return {
        "identity_providers": [
            {
                "name": "corporate login",
                "description": "Tokens of our workloads",
                "issuer": "https://login.example.com/v2",
                "jwks_uri": "https://login.example.com/v2/keys",
                "identity_pools": [
                    {
                        "name": "orders",
                        "description": "The services that take orders",
                        "identity_claim": "claims.sub",
                        "filter": 'claims.aud == "orders"',
                    }
                ],
            }
        ],
        "certificate_authorities": [
            {
                "name": "branch-offices",
                "description": "Signs the certificates of the branch offices",
                "certificate_chain": authority(),
                "certificate_chain_filename": "branch-offices.pem",
                "certificate_pools": [
                    {
                        "name": "tills",
                        "description": "All tills",
                        "external_identifier": "CN",
                        "filter": 'OU == "tills"',
                    }
                ],
            }
        ],
        "group_mappings": [
            {"name": "support", "description": "People on call", "filter": '"support" in claims.groups'}
        ],
        "ip_groups": [{"name": "Offices", "cidr_blocks": ["198.51.100.16/28", "203.0.113.0/24"]}],
        "ip_filters": [
            {
                "name": "From the offices",
                "resource_group": "multiple",
                "operation_groups": ["SCHEMA"],
                "ip_groups": ["Offices"],
                "environment": "shop",
            }
        ],
        "byok_keys": [{"name": "payments", "aws": {"key_arn": KMS}}],
        "service_accounts": [{"name": "unused", "description": "{{ not a template }}"}],
    }


def networking() -> Data:
    """Networks and what hangs on them."""
    return {
        "networks": [
            {"name": "peered", **AWS, "connection_types": ["PEERING", "TRANSITGATEWAY"], "cidr": "10.200.0.0/16"},
            {"name": "linked", **AWS, "connection_types": ["PRIVATELINK"], "dns_config": {"resolution": "PRIVATE"}},
        ],
        "peerings": [
            {
                "name": "to-vpc",
                "network": "peered",
                "aws": {
                    "account": "123456789012",
                    "vpc": "vpc-0f1e2d3c",
                    "routes": ["10.108.16.0/21"],
                    "customer_region": "eu-central-1",
                },
            }
        ],
        "transit_gateway_attachments": [
            {
                "name": "hub",
                "network": "peered",
                "aws": {
                    "ram_share_arn": "arn:aws:ram:eu-central-1:123456789012:resource-share/1a2b3c4d",
                    "transit_gateway_id": "tgw-0f1e2d3c",
                    "routes": ["192.168.0.0/16"],
                },
            }
        ],
        "private_link_accesses": [{"name": "shop", "network": "linked", "aws": {"account": "123456789012"}}],
        "private_link_attachments": [{"name": "region", **AWS}],
        "private_link_attachment_connections": [
            {"name": "vpc", "private_link_attachment": "region", "aws": {"vpc_endpoint_id": "vpce-0f1e2d3c"}}
        ],
        "network_link_services": [{"name": "books", "network": "linked", "accept": {"environments": ["shop"]}}],
        "network_link_endpoints": [{"name": "to-books", "network": "linked", "network_link_service": "books"}],
        "gateways": [{"name": "egress", "aws_egress_private_link_gateway": {"region": "eu-central-1"}}],
        "access_points": [
            {
                "name": "warehouse",
                "gateway": "egress",
                "aws_egress_private_link_endpoint": {"vpc_endpoint_service_name": "com.amazonaws.vpce.svc-1"},
            }
        ],
        "dns_records": [
            {
                "name": "warehouse",
                "gateway": "egress",
                "domain": "w.shop.example",
                "private_link_access_point": {"access_point": "warehouse"},
            }
        ],
        "dns_forwarders": [
            {
                "name": "datacentre",
                "gateway": "egress",
                "domains": ["corp.shop.example"],
                "forward_via_ip": {"dns_server_ips": ["10.200.0.2"]},
            }
        ],
    }


def clusters(secrets: Path) -> list[Data]:
    """Two clusters with what lies within them."""
    orders = {
        "name": "orders",
        "type": "Standard",
        "availability": "LOW",
        **AWS,
        "kafka_key_file": str(secrets / "auto.kafka.json"),
        "topics": [
            {"name": "orders.placed", "partitions": 3, "config": {"retention.ms": "7d", "cleanup.policy": "compact"}},
            {"name": "orders.paid", "partitions": 1},
        ],
        "acls": [
            {
                "principal": "till",
                "operations": ["READ", "WRITE"],
                "resource_type": "TOPIC",
                "resource_name": "orders.",
                "pattern_type": "PREFIXED",
            },
            {"principal": "till", "operation": "IDEMPOTENT_WRITE", "resource_type": "CLUSTER"},
            {
                "principal": "till",
                "operation": "READ",
                "resource_type": "GROUP",
                "resource_name": "till",
                "permission": "DENY",
                "host": "192.0.2.1",
            },
        ],
        "connectors": [
            {
                "name": "warehouse",
                "service_account": "till",
                "config": {
                    "connector.class": "PostgresSink",
                    "topics": "orders.placed",
                    "input.data.format": "AVRO",
                    "connection.host": "warehouse.example",
                    "connection.user": "writer",
                    "db.name": "sales",
                    "tasks.max": 1,
                },
            },
            {
                "name": "sample",
                "service_account": "till",
                "status": "paused",
                "config": {
                    "connector.class": "DatagenSource",
                    "kafka.topic": "orders.paid",
                    "output.data.format": "JSON",
                    "quickstart": "ORDERS",
                    "tasks.max": 1,
                },
            },
        ],
        "catalog_integrations": [
            {
                "name": "lakehouse",
                "snowflake": {
                    "endpoint": "https://acme.snowflakecomputing.com/polaris/api/catalog",
                    "client_id": "tableflow",
                    "warehouse": "orders",
                    "allowed_scope": "PRINCIPAL_ROLE:tableflow",
                },
            }
        ],
        "tableflow_topics": [
            {
                "name": "orders.placed",
                "managed_storage": {},
                "table_formats": ["ICEBERG"],
                "retention_ms": 604_800_000,
                "error_handling": {"mode": "LOG", "target": "orders.bad"},
            }
        ],
        "rtce_topics": [{"name": "orders.placed", **AWS, "description": "Each order"}],
    }
    copies = {
        "name": "copies",
        "type": "Dedicated",
        "availability": "LOW",
        **AWS,
        "cku": 1,
        "byok_key": "payments",
        "kafka_key_file": str(secrets / "auto.kafka-copies.json"),
        "settings": {"config": {"auto.create.topics.enable": True}},
        "quotas": [
            {
                "name": "till",
                "throughput": {"ingress_byte_rate": 1_048_576, "egress_byte_rate": 4_194_304},
                "principals": ["till"],
            },
            {"name": "rest", "throughput": {"ingress_byte_rate": 1024, "egress_byte_rate": 1024}, "default": True},
        ],
        "links": [
            {
                "name": "from-orders",
                "remote": {"cluster": "orders", "key_file": str(secrets / "auto.kafka.json")},
                "config": {"consumer.offset.sync.ms": 60000},
            }
        ],
        "mirror_topics": [{"name": "orders.placed", "link": "from-orders"}],
    }
    return [copies, orders]


def accounts() -> list[Data]:
    """Accounts with their roles and keys."""
    subjects = {"scope": "subject", "resource_name": "*", "pattern_type": "PREFIXED"}
    return [
        {
            "name": "auto",
            "description": "Administers the shop",
            "role_bindings": [
                {"role": "EnvironmentAdmin", "scope": "environment"},
                {"role": "CloudClusterAdmin", "scope": "cluster", "cluster": "orders"},
                {"role": "CloudClusterAdmin", "scope": "cluster", "cluster": "copies"},
                {"role": "DataSteward", "scope": "environment"},
            ],
            "api_keys": [
                {"name": "kafka", "resource": "kafka", "cluster": "orders", "description": "Topics"},
                {"name": "kafka-copies", "resource": "kafka", "cluster": "copies"},
                {"name": "registry", "resource": "schema_registry"},
                {"name": "tableflow", "resource": "tableflow"},
                {"name": "flink", "resource": "flink", **AWS},
                {"name": "ksqldb", "resource": "ksqldb", "cluster": "views"},
                {"name": "cloud", "resource": "cloud"},
            ],
        },
        {
            "name": "till",
            "role_bindings": [
                {"role": "DeveloperRead", **subjects},
                {
                    "role": "DeveloperRead",
                    "scope": "topic",
                    "cluster": "orders",
                    "resource_name": "a/b %",
                    "pattern_type": "PREFIXED",
                },
                {"role": "ResourceOwner", "scope": "group", "cluster": "orders", "resource_name": "till"},
                {"role": "MetricsViewer", "scope": "organization"},
            ],
        },
    ]


def registry() -> Data:
    """What is in Schema Registry and Stream Catalog."""
    return {
        "subject_configs": [
            {"registry_default": True, "compatibility": "FULL"},
            {"subject": "orders.placed-value", "compatibility": "NONE", "normalize": True},
        ],
        "schemas": [
            {"subject": "money", "schema": json.dumps(MONEY)},
            {
                "subject": "sales-value",
                "schema": json.dumps(SALE),
                "references": [{"name": "shop.Money", "subject": "money", "version": 1}],
            },
            {"subject": "orders.placed-value", "schema": json.dumps(ORDER)},
            {"subject": ":.other:orders", "schema": '{"type": "object"}', "schema_type": "JSON"},
            {"subject": "a/b", "schema": 'syntax = "proto3";\nmessage A {}\n', "schema_type": "PROTOBUF"},
        ],
        "subject_modes": [{"subject": "money", "mode": "READONLY"}],
        "keks": [
            {
                "name": "payments",
                "kms_type": "aws-kms",
                "kms_key_id": KMS,
                "properties": {"KeyUsage": "ENCRYPT_DECRYPT"},
                "doc": "Card numbers",
                "deks": [{"subject": "sales-value", "encrypted_key_material": "Y2FuYXJ5LW9mLXRoZS1kZWs="}],
            }
        ],
        "schema_exporters": [
            {
                "name": "to-recovery",
                "subjects": ["sales-value"],
                "config": {
                    "schema.registry.url": "https://psrc-4r3n7.eu-west-1.aws.confluent.cloud",
                    "basic.auth.credentials.source": "USER_INFO",
                },
                **FURTHER_SECRETS,
            }
        ],
        "tags": [{"name": "PII", "description": "Personal data", "color": "RED_DARK"}],
        "tag_bindings": [
            {"tag": "PII", "topic": "orders.placed", "cluster": "orders"},
            {"tag": "PII", "subject": "orders.placed-value"},
            {"tag": "PII", "subject": "orders.placed-value", "field": "id"},
            {"tag": "PII", "entity_type": "environment"},
        ],
        "business_metadata": [
            {"name": "Ownership", "description": "Who owns it", "attributes": [{"name": "team", "optional": True}]}
        ],
        "business_metadata_bindings": [
            {
                "business_metadata": "Ownership",
                "topic": "orders.placed",
                "cluster": "orders",
                "attributes": {"team": "x"},
            },
            {"business_metadata": "Ownership", "subject": "orders.placed-value", "field": "id"},
        ],
    }


def processing(folder: Path) -> Data:
    """What processes streams."""
    for name in ("functions.jar", "masking.jar", "source.zip"):
        archive(folder / name)
    return {
        "provider_integrations": [
            {"name": "bucket", "aws": {"customer_iam_role_arn": "arn:aws:iam::123456789012:role/writer"}}
        ],
        "provider_integration_setups": [{"name": "lakehouse", "azure": {"customer_azure_tenant_id": "tenant-1"}}],
        "flink_compute_pools": [{"name": "enrichment", **AWS, "max_cfu": 10}],
        "ksql_clusters": [
            {"name": "views", "kafka_cluster": "orders", "credential_identity": "auto", "csu": 4},
        ],
        "flink_artifacts": [{"name": "functions", **AWS, "artifact_file": str(folder / "functions.jar")}],
        "connect_artifacts": [{"name": "masking", "cloud": "AWS", "artifact_file": str(folder / "masking.jar")}],
        "plugins": [
            {
                "name": "geo",
                "cloud": "AWS",
                "versions": [
                    {
                        "version": "1.0.0",
                        "connector_classes": [{"class_name": "com.example.GeoSource", "type": "SOURCE"}],
                        "filename": str(folder / "source.zip"),
                    }
                ],
            }
        ],
        "flink_connections": [
            {
                "name": "openai",
                **AWS,
                "connection_type": "OPENAI",
                "endpoint": "https://api.openai.com/v1/chat/completions",
                "auth_data": {"API_KEY": "canary-of-the-model"},
            }
        ],
        "flink_statements": [
            {
                "name": "enriched",
                **AWS,
                "statement": "INSERT INTO enriched_orders SELECT id, customer FROM orders",
                "compute_pool": "enrichment",
                "principal": "auto",
                "properties": {"sql.current-database": "orders"},
            }
        ],
        "flink_materialized_tables": [
            {
                "name": "high-value",
                **AWS,
                "cluster": "orders",
                "query": "select id from orders where price > 1000",
                "compute_pool": "enrichment",
                "principal": "auto",
            }
        ],
        "ksql_statements": [
            {
                "ksql_cluster": "views",
                "sql": "CREATE STREAM placed (id VARCHAR KEY, amount BIGINT) "
                "WITH (kafka_topic='orders.placed', value_format='JSON')",
            }
        ],
    }


def everything(folder: Path, secrets: Path) -> Data:
    """All of it."""
    return {
        "environment": {"name": "shop", "stream_governance_package": "ADVANCED"},
        "organization": organization(folder),
        **networking(),
        "clusters": clusters(secrets),
        "service_accounts": accounts(),
        **processing(folder),
        **registry(),
        "provider_shares": [{"cluster": "orders", "topics": ["orders.placed"], "email": "jane.doe@contoso.example"}],
        "connector_secrets": {"warehouse": {"connection.password": CONNECTOR_SECRET}},
        "catalog_secrets": {"lakehouse": {"client_secret": CATALOG_SECRET}},
    }


def completed(exported: Data, origin: Data, old: Path, new: Path) -> Data:
    """An exported estate with what nobody can read put back from the data that it was made of, and with the key files
    of another organization in place of those of the first.
    """
    made: Data = json.loads(json.dumps(exported).replace(f"{old}/", f"{new}/"))
    for key, places in LACKING.items():
        for item, other in zip(_items(made, key), _items(origin, key), strict=True):
            item.update({name: other[name] for name in places if name in other})
    for cluster in made["clusters"]:
        for link in cluster.get("links", []):
            link["remote"]["key_file"] = str(new / "auto.kafka.json")
    return {**made, **{name: origin[name] for name in ("connector_secrets", "catalog_secrets")}}


# What an export says that it lacks, by part.
LACKING = {
    "certificate_authorities": ("certificate_chain",),
    "flink_artifacts": ("artifact_file",),
    "connect_artifacts": ("artifact_file",),
    "versions": ("filename",),
    "deks": ("encrypted_key_material",),
    "flink_connections": ("auth_data",),
    "schema_exporters": ("sensitive_config",),
}


def _items(data: Any, key: str) -> list[Data]:
    """The items of a part, wherever in the data they are."""
    if isinstance(data, list):
        return [item for one in data for item in _items(one, key)]
    if not isinstance(data, dict):
        return []
    return [*data.get(key, []), *(item for name, one in data.items() if name != key for item in _items(one, key))]
