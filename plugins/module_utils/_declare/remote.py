# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second cluster in one task: which one it is, where it is, and the key that opens it.

`REMOTE` is the option, `remote` what it means: names looked up, the key read. The key is a value that the task sends,
not a credential of the task: nothing is asked of the second cluster itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .._errors import NotFound, Refused
from .._paths import begins_here
from .._wire.cloud import Cloud
from .._wire.key_pair import Pair, stated_pair
from .field import Field

KEY = (
    Field("api_key", no_log=False),
    Field("api_secret", no_log=True),
    Field("key_file", type="path", no_log=False),
)
REMOTE = Field(
    "remote",
    wire=None,
    type="dict",
    options=(Field("cluster", required=True), Field("environment"), Field("bootstrap_servers"), *KEY),
)
OF_CLOUD = "lkc-"  # what ids of clusters begin with


class Remote(NamedTuple):
    """The cluster's id, its bootstrap servers ("host:port", empty where they are not known) and the key, if stated."""

    cluster: str
    bootstrap: str
    key: Pair | None


def wrong(option: str, given: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the stated key of a second cluster that can be known without asking. Pure."""
    path, pair = given.get("key_file"), [given.get("api_key"), given.get("api_secret")]
    if any(pair) and not all(pair):
        yield f"{option}.{'api_secret' if pair[0] else 'api_key'} is missing: a Kafka API key is a pair"
    if path and any(pair):
        yield f"{option}.key_file and {option}.api_key exclude each other: give one of them"
    words = begins_here(f"{option}.key_file", path) if path else None
    if words:
        yield words


def remote(cloud: Cloud, option: str, given: Mapping[str, Any], environment: str | None) -> Remote:
    """What a stated second cluster is. Without an environment of its own it is in that of the task.

    Nothing is looked up of an id with stated bootstrap servers, and a name that is not found with them is taken as it
    is: the cluster may be another organization's, or none of Confluent Cloud. Raises NotFound, Ambiguous, Refused where
    the cluster has no address yet, NoKeyFile, ApiError.
    """
    reference, bootstrap = given["cluster"], given.get("bootstrap_servers") or ""
    key = stated_pair(option, given, cloud.stored_key)
    place = given.get("environment") or environment
    if bootstrap and (reference.startswith(OF_CLOUD) or not place):
        return Remote(reference, bootstrap, key)
    try:
        found = cloud.find_cluster(cloud.environment_id(place), reference)
    except NotFound:
        if not bootstrap or given.get("environment"):
            raise
        return Remote(reference, bootstrap, key)
    told = str((found.get("spec") or {}).get("kafka_bootstrap_endpoint") or "")
    if not (bootstrap or told):
        phase = (found.get("status") or {}).get("phase")
        raise Refused(
            f"{option}: Kafka cluster {reference} has no bootstrap servers yet: it is {phase}. Wait for it with "
            "confluent_kafka_cluster"
        )
    return Remote(found["id"], bootstrap or told.rpartition("//")[2], key)
