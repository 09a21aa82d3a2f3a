# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cluster links: of a Dedicated cluster that gets the data of the estate's own, which is the other side."""

from __future__ import annotations

import json
from typing import Any

from ..support.estate import Estate, api_key, part
from ..support.rows import Case, Operation


@part
def dr_cluster(estate: Estate) -> str:
    spec = {
        "display_name": "orders-dr",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-west-1",
        "config": {"kind": "Dedicated", "cku": 1},
        "environment": {"id": estate.environment},
    }
    return str(estate.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})["id"])


def _secret(estate: Estate, cluster: str, key: str) -> str:
    """The secret of a new key of the administrator for a cluster; its id becomes a part, too."""
    resource = {"id": estate.id_of(cluster), "kind": "Cluster", "api_version": "cmk/v2"}
    estate.ids[key], secret = api_key(estate.sandbox, estate.administrator, resource, key)
    return secret


@part
def dr_secret(estate: Estate) -> str:
    return _secret(estate, "dr_cluster", "dr_key")


@part
def link_secret(estate: Estate) -> str:
    return _secret(estate, "cluster", "link_key")


def key_file(key: str, secret: str) -> str:
    stored = {"format": "streamops.confluent/api-key/1", "api_key": key, "api_secret": secret}
    return json.dumps(stored)


DR = {"cluster": "orders-dr", "kafka_api_key": "{dr_key}", "kafka_api_secret": "{dr_secret}"}
REMOTE: dict[str, Any] = {"cluster": "orders", "api_key": "{link_key}", "api_secret": "{link_secret}"}
LINK = {**DR, "name": "from-orders", "remote": REMOTE, "config": {"consumer.offset.sync.ms": 60000}}
CASE = Case(
    name="cluster_link",
    costs_more="two clusters and their keys, settings of a meaning, secrets that cannot be read, two ways to delete",
    needs=("dr_secret", "link_secret"),
    arguments=LINK,
    change={"config": {"consumer.offset.sync.ms": 30000, "topic.config.sync.ms": 10000}},
    removal=DR,
    info=DR,
    files={
        "orders-dr.kafka.json": key_file("{dr_key}", "{dr_secret}"),
        "orders.link.json": key_file("{link_key}", "{link_secret}"),
    },
    secrets={**LINK, "remote": {"cluster": "orders", "api_key": "ABCDEFGHIJKLMNOP", "api_secret": "{secret}"}},
    further=(
        Operation(
            "confluent_cluster_link",
            "send the key again",
            {**LINK, "update_secrets": "always"},
            (("confluent_cluster_link", LINK),),
            asks_again=True,
        ),
        Operation(
            "confluent_cluster_link",
            "reset a setting",
            {**LINK, "config": {"consumer.offset.sync.ms": None}},
            (("confluent_cluster_link", LINK),),
        ),
    ),
)
