# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an estate consists of: a row for each part, with its kind, its place in the data, and what it comes after."""

from __future__ import annotations

from dataclasses import dataclass, field

from .._declare.field import Field
from .._declare.kind import Kind
from ..kinds.acls.kind import Acl
from ..kinds.api_keys.kind import ApiKey
from ..kinds.client_quotas import KafkaClientQuota
from ..kinds.cluster_links import ClusterLink
from ..kinds.connectors.kind import Connector
from ..kinds.data_encryption_keys import SchemaRegistryDek
from ..kinds.encryption_keys import ByokKey
from ..kinds.flink.artifacts import FlinkArtifact
from ..kinds.flink.compute_pools import FlinkComputePool
from ..kinds.flink.connections import FlinkConnection
from ..kinds.flink.materialized_tables import FlinkMaterializedTable
from ..kinds.flink.statements import FlinkStatement
from ..kinds.identity.certificate_authorities import CertificateAuthority
from ..kinds.identity.certificate_pools import CertificatePool
from ..kinds.identity.group_mappings import GroupMapping
from ..kinds.identity.identity_pools import IdentityPool
from ..kinds.identity.identity_providers import IdentityProvider
from ..kinds.identity.service_accounts import ServiceAccount
from ..kinds.ip_filters import IpFilter
from ..kinds.ip_groups import IpGroup
from ..kinds.kafka_cluster_configs import KafkaClusterConfig
from ..kinds.kafka_clusters import KafkaCluster
from ..kinds.key_encryption_keys import SchemaRegistryKek
from ..kinds.ksqldb.kind import KsqlStatement
from ..kinds.ksqldb_clusters import KsqlCluster
from ..kinds.mirror_topics import MirrorTopic
from ..kinds.networking.access_points import AccessPoint
from ..kinds.networking.dns_forwarders import DnsForwarder
from ..kinds.networking.dns_records import DnsRecord
from ..kinds.networking.gateways import Gateway
from ..kinds.networking.network_links import NetworkLinkEndpoint, NetworkLinkService
from ..kinds.networking.networks import Network
from ..kinds.networking.peerings import Peering, TransitGatewayAttachment
from ..kinds.networking.private_link_accesses import PrivateLinkAccess
from ..kinds.networking.private_link_attachments import PrivateLinkAttachment, PrivateLinkAttachmentConnection
from ..kinds.organization import Environment
from ..kinds.plugins.artifacts import ConnectArtifact
from ..kinds.plugins.plugins import Plugin
from ..kinds.plugins.versions import CustomConnectorPluginVersion
from ..kinds.provider_integrations import ProviderIntegration, ProviderIntegrationSetup
from ..kinds.role_bindings.kind import RoleBinding
from ..kinds.rtce_topics import RtceTopic
from ..kinds.schema_exporters import SchemaExporter
from ..kinds.schemas.finding import FindableSchema
from ..kinds.stream_catalog.definitions import BusinessMetadata, Tag
from ..kinds.stream_catalog.metadata_bindings import BusinessMetadataBinding
from ..kinds.stream_catalog.tag_bindings import TagBinding
from ..kinds.stream_sharing.provider_shares import ProviderShare
from ..kinds.subject_configs import SubjectConfig
from ..kinds.subject_modes import SubjectMode
from ..kinds.tableflow import CatalogIntegration, TableflowTopic
from ..kinds.topics.kind import Topic

ENVIRONMENT, CLUSTERS, ACCOUNTS, REGISTRY = "environment", "clusters", "service_accounts", "schema_registry"


@dataclass(frozen=True)
class Part:
    """A part of the estate: the objects of one kind.

    `key`: its place in the data: of the estate itself, or `within` the items of another part (topics within clusters).
    `takes`: options that such an item gets from the item around it: option -> key there. `single`: an item, and no list
    of items. `after`: parts that are brought about before; those of another cluster are not waited for. `needs`: as
    `after`, and what fails there holds this part up. `late`: its judgement needs what these parts make. `what`: how a
    message names an object of it that is not there (`NotFound.what`). `organization`: it belongs to the organization
    and not to the environment. `goes_along`: with what it is deleted by itself, so that a teardown need not.
    `together`: its items refer to each other, so that they are judged together or not at all.
    """

    key: str
    kind: type[Kind]
    within: str = ""
    takes: dict[str, str] = field(default_factory=dict, hash=False)
    single: bool = False
    after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    late: bool = False
    what: str = ""
    organization: bool = False
    goes_along: str = ""
    together: bool = False

    @property
    def children(self) -> tuple[str, ...]:
        """The keys of the parts within its items."""
        return tuple(part.key for part in PARTS if part.within == self.key)

    @property
    def before(self) -> tuple[str, ...]:
        """All parts that are brought about before."""
        return (*self.needs, *self.after)

    def option(self, name: str) -> Field | None:
        """The option of that name of its kind, None without one."""
        return next((f for f in self.kind.argument_fields() if f.name == name), None)

    def item_fields(self) -> tuple[Field, ...]:
        """The options that an item of the data may state: of the singular module, without those that its place tells,
        and without state: what is in the data is to be there.
        """
        told = {*self.takes, "state", *(() if self.organization or self.key == ENVIRONMENT else ("environment",))}
        if self.key != ACCOUNTS:
            return tuple(f for f in self.kind.argument_fields() if f.name not in told)
        return tuple(f for f in self.kind.argument_fields() if f.name not in {*told, "together_with"})


def _in_cluster(key: str, kind: type[Kind], **more: object) -> Part:
    return Part(key, kind, within=CLUSTERS, takes={"cluster": "name"}, **more)  # type: ignore[arg-type]


_ACCESS = (ACCOUNTS, "role_bindings", "api_keys")
_KAFKA = (CLUSTERS, *_ACCESS)
_IN_REGISTRY = (REGISTRY, *_ACCESS)

# In the order in which they are shown; those of the organization first.
PARTS: tuple[Part, ...] = (
    Part("identity_providers", IdentityProvider, organization=True, what="identity provider"),
    Part(
        "identity_pools",
        IdentityPool,
        within="identity_providers",
        takes={"identity_provider": "name"},
        organization=True,
        after=("identity_providers",),
        what="identity pool",
    ),
    Part("certificate_authorities", CertificateAuthority, organization=True, what="certificate authority"),
    Part(
        "certificate_pools",
        CertificatePool,
        within="certificate_authorities",
        takes={"certificate_authority": "name"},
        organization=True,
        after=("certificate_authorities",),
        what="certificate pool",
    ),
    Part("group_mappings", GroupMapping, organization=True, what="group"),
    Part("ip_groups", IpGroup, organization=True, what="IP group"),
    Part("ip_filters", IpFilter, organization=True, after=("ip_groups", ENVIRONMENT)),
    Part("byok_keys", ByokKey, organization=True, what="BYOK key"),
    Part(ENVIRONMENT, Environment, single=True, what="environment"),
    Part("provider_integrations", ProviderIntegration, after=(ENVIRONMENT,), what="provider integration"),
    Part("provider_integration_setups", ProviderIntegrationSetup, after=(ENVIRONMENT,)),
    Part("networks", Network, after=(ENVIRONMENT,), what="network"),
    Part("peerings", Peering, after=("networks",)),
    Part("transit_gateway_attachments", TransitGatewayAttachment, after=("networks",)),
    Part("private_link_accesses", PrivateLinkAccess, after=("networks",)),
    Part("private_link_attachments", PrivateLinkAttachment, after=(ENVIRONMENT,), what="private link attachment"),
    Part("private_link_attachment_connections", PrivateLinkAttachmentConnection, after=("private_link_attachments",)),
    Part("network_link_services", NetworkLinkService, after=("networks",), what="network link service"),
    Part("network_link_endpoints", NetworkLinkEndpoint, after=("networks", "network_link_services")),
    Part("gateways", Gateway, after=(ENVIRONMENT,), what="gateway"),
    Part("access_points", AccessPoint, after=("gateways",), what="access point"),
    Part("dns_records", DnsRecord, after=("gateways", "access_points")),
    Part("dns_forwarders", DnsForwarder, after=("gateways",)),
    Part(
        CLUSTERS,
        KafkaCluster,
        after=(ENVIRONMENT, "networks", "byok_keys"),
        what="Kafka cluster",
    ),
    Part(ACCOUNTS, ServiceAccount, what="service account"),
    Part(
        "role_bindings",
        RoleBinding,
        within=ACCOUNTS,
        takes={"principal": "name"},
        after=(ACCOUNTS, ENVIRONMENT, CLUSTERS, "identity_pools"),
    ),
    Part("flink_compute_pools", FlinkComputePool, after=(ENVIRONMENT, "networks"), what="Flink compute pool"),
    Part(
        "ksql_clusters",
        KsqlCluster,
        after=(CLUSTERS, ACCOUNTS, "role_bindings"),
        what="ksqlDB cluster",
    ),
    Part("flink_artifacts", FlinkArtifact, after=(ENVIRONMENT,)),
    Part("connect_artifacts", ConnectArtifact, after=(ENVIRONMENT,)),
    Part("plugins", Plugin, after=(ENVIRONMENT,), what="plugin"),
    Part(
        "versions",
        CustomConnectorPluginVersion,
        within="plugins",
        takes={"plugin": "name"},
        after=("plugins",),
    ),
    Part(
        "api_keys",
        ApiKey,
        within=ACCOUNTS,
        takes={"owner": "name"},
        after=(ACCOUNTS, "role_bindings", CLUSTERS, REGISTRY, "ksql_clusters"),
        what="API key",
    ),
    _in_cluster("quotas", KafkaClientQuota, after=(CLUSTERS, ACCOUNTS, "identity_pools")),
    _in_cluster("settings", KafkaClusterConfig, single=True, after=_KAFKA, goes_along=CLUSTERS),
    _in_cluster("topics", Topic, after=_KAFKA, what="topic", goes_along=CLUSTERS),
    _in_cluster("acls", Acl, after=(*_KAFKA, "identity_pools"), goes_along=CLUSTERS),
    _in_cluster("links", ClusterLink, after=(*_KAFKA, "settings"), what="cluster link", goes_along=CLUSTERS),
    _in_cluster("mirror_topics", MirrorTopic, after=("links", *_KAFKA), goes_along=CLUSTERS),
    Part("subject_configs", SubjectConfig, after=_IN_REGISTRY, goes_along=ENVIRONMENT),
    Part("keks", SchemaRegistryKek, after=_IN_REGISTRY, what="KEK", goes_along=ENVIRONMENT),
    Part(
        "deks",
        SchemaRegistryDek,
        within="keks",
        takes={"kek": "name"},
        needs=("keks",),
        after=_IN_REGISTRY,
        goes_along=ENVIRONMENT,
    ),
    Part(
        "schemas",
        FindableSchema,
        needs=("subject_configs", "keks"),
        after=_IN_REGISTRY,
        what="subject",
        together=True,
        goes_along=ENVIRONMENT,
    ),
    Part("subject_modes", SubjectMode, needs=("schemas",), after=_IN_REGISTRY, goes_along=ENVIRONMENT),
    Part("schema_exporters", SchemaExporter, needs=("schemas",), after=_IN_REGISTRY, goes_along=ENVIRONMENT),
    Part("provider_shares", ProviderShare, needs=("topics", "schemas"), late=True),
    _in_cluster(
        "connectors",
        Connector,
        needs=("topics", "schemas"),
        after=(
            CLUSTERS,
            "acls",
            "role_bindings",
            "provider_integrations",
            "provider_integration_setups",
            "versions",
            "connect_artifacts",
        ),
        what="connector",
    ),
    _in_cluster(
        "catalog_integrations",
        CatalogIntegration,
        after=(*_KAFKA, "provider_integrations"),
    ),
    _in_cluster(
        "tableflow_topics",
        TableflowTopic,
        needs=("topics", "schemas"),
        after=(*_KAFKA, "provider_integrations", "catalog_integrations"),
        late=True,
    ),
    _in_cluster("rtce_topics", RtceTopic, needs=("topics", "schemas"), after=(CLUSTERS,), late=True),
    Part("tags", Tag, after=_IN_REGISTRY, what="tag", goes_along=ENVIRONMENT),
    Part(
        "tag_bindings",
        TagBinding,
        needs=("tags", "topics", "schemas", "connectors"),
        after=_IN_REGISTRY,
        late=True,
        goes_along=ENVIRONMENT,
    ),
    Part("business_metadata", BusinessMetadata, after=_IN_REGISTRY, what="business metadata", goes_along=ENVIRONMENT),
    Part(
        "business_metadata_bindings",
        BusinessMetadataBinding,
        needs=("business_metadata", "topics", "schemas", "connectors"),
        after=_IN_REGISTRY,
        late=True,
        goes_along=ENVIRONMENT,
    ),
    Part("flink_connections", FlinkConnection, after=(ENVIRONMENT, *_ACCESS)),
    Part(
        "flink_statements",
        FlinkStatement,
        needs=("flink_artifacts", "flink_connections", "topics", "schemas"),
        after=("flink_compute_pools", *_ACCESS),
        late=True,
    ),
    Part(
        "flink_materialized_tables",
        FlinkMaterializedTable,
        needs=("flink_artifacts", "flink_connections", "topics", "schemas"),
        after=("flink_compute_pools", CLUSTERS, *_ACCESS),
        late=True,
    ),
    Part(
        "ksql_statements",
        KsqlStatement,
        needs=("topics", "schemas"),
        after=("ksql_clusters", *_ACCESS),
        together=True,
        late=True,
        goes_along="ksql_clusters",
    ),
)

BY_KEY = {part.key: part for part in PARTS}
