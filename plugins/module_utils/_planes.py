# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of planes: each API of Confluent Cloud with a host, a key or error bodies of its own.

From a row follow the connection options and their documentation, which key a request carries, what a denial may mean,
how replies are read, and the advice where one fails (API_MAP A.2 and A.3; error bodies B.3, lists B.2). Pure: it lies
on the ground, for errors speak of planes too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Shapes of lists (`Client.listed`).
PAGES = "pages"  # {"metadata": {"next": URL}, "data": [...]}: the control plane, and Flink
SHARED_IDS = "shared ids"  # the same, of objects that may have the same id: service quotas
UNSIZED = "pages of the service's size"  # the same, without the query parameter page_size: versions of plugins
DATA = "data"  # {"data": [...]} in one piece: Kafka REST
OFFSET = "offset"  # an array, by the query parameters offset and limit: Schema Registry
NAMES = "names"  # an array of names: subjects, exporters, connectors
ARRAY = "array"  # an array of objects in one piece: Stream Catalog


@dataclass(frozen=True)
class Plane:
    """One plane.

    `label`: what its keys are called ("Kafka" for a Kafka API key). `key`: what the options of its key begin with
    ("kafka" for kafka_api_key), empty where only keys are tried. Planes may share one. `endpoint`: the option that says
    where it is, `default` the value of that. `of`: what its host and its keys belong to ("cluster", "environment",
    "region"), empty for the one host of the organization. `grace`: a 401 or 403 may be a grant that is on its way.
    `error_in_200`: an error may come with a good status. `media`: the media type of bodies, where it is not plain JSON.
    `lists`: the shape of lists, where a kind says nothing else. `answers`: a good answer is JSON; otherwise only its
    status counts. `terraform`: what further environment variables of the key begin with, and the one of the endpoint,
    by which Terraform's provider has them. `sts`: without a key it takes the token that STS gives for the control
    plane. `told_in`: the member of `spec` of what it belongs to that says where it is. `beside`: where it is when its
    option is not stated and the control plane is Confluent's own.
    """

    label: str
    key: str = ""
    endpoint: str = ""
    default: str | None = None
    of: str = ""
    grace: bool = False
    error_in_200: bool = False
    media: str = ""
    lists: str = PAGES
    answers: bool = True
    terraform: tuple[str, str] | None = None
    sts: bool = False
    told_in: str = "http_endpoint"
    beside: str = ""


_CLOUD = "cloud_endpoint"
PLANES: dict[str, Plane] = {
    "control": Plane("Cloud", "cloud", _CLOUD, "https://api.confluent.cloud"),
    "connect": Plane("Cloud", "cloud", _CLOUD, error_in_200=True, lists=NAMES),
    "sts": Plane("Cloud", endpoint=_CLOUD),
    # A host of its own for the whole of Confluent Cloud, with the keys of the control plane (metrics-v2).
    "metrics": Plane("Cloud", "cloud", "metrics_endpoint", beside="https://api.telemetry.confluent.cloud"),
    "kafka": Plane(
        "Kafka",
        "kafka",
        "kafka_rest_endpoint",
        of="cluster",
        grace=True,
        lists=DATA,
        terraform=("KAFKA", "KAFKA_REST_ENDPOINT"),
    ),
    "schema_registry": Plane(
        "Schema Registry",
        "schema_registry",
        "schema_registry_endpoint",
        of="environment",
        grace=True,
        media="application/vnd.schemaregistry.v1+json",
        lists=OFFSET,
        terraform=("SCHEMA_REGISTRY", "SCHEMA_REGISTRY_REST_ENDPOINT"),
    ),
    # The same service as Schema Registry, with its keys, perhaps on another host.
    "catalog": Plane(
        "Schema Registry",
        "schema_registry",
        "catalog_endpoint",
        of="environment",
        grace=True,
        error_in_200=True,
        lists=ARRAY,
        told_in="catalog_http_endpoint",
    ),
    # Object storage of the cloud providers, where a presigned URL says where (_wire.upload).
    "storage": Plane("Storage", answers=False),
    # On the control plane's host, with keys of its own (tableflow-v1; tokens: API_MAP A.2).
    "tableflow": Plane("Tableflow", "tableflow", _CLOUD, grace=True, sts=True, terraform=("TABLEFLOW", "")),
    # Flink's own API, one host for each region of a cloud provider (flink-gateway-v1).
    "flink": Plane(
        "Flink",
        "flink",
        "flink_rest_endpoint",
        of="region",
        grace=True,
        terraform=("FLINK", "FLINK_REST_ENDPOINT"),
    ),
    # Each ksqlDB cluster has an endpoint and keys of its own (API_MAP A.2, A.3).
    "ksql": Plane(
        "ksqlDB",
        "ksql",
        "ksql_endpoint",
        of="ksql_cluster",
        grace=True,
        media="application/vnd.ksql.v1+json",
        lists=ARRAY,
    ),
}


def keyed() -> Mapping[str, Plane]:
    """The planes that keys are made for, by what the options of the key begin with: the first plane of each."""
    found: dict[str, Plane] = {}
    for plane in PLANES.values():
        if plane.key:
            found.setdefault(plane.key, plane)
    return found


def endpoints(key: str) -> Mapping[str, Plane]:
    """The options that say where the planes of a key are, each with its first plane."""
    found: dict[str, Plane] = {}
    for plane in PLANES.values():
        if plane.key == key and plane.endpoint and (key == "cloud" or plane.endpoint != _CLOUD):
            found.setdefault(plane.endpoint, plane)
    return found
