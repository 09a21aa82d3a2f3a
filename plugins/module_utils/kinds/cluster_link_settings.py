# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of cluster links: which need which, how they are written, and what they mean. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .._wire.key_pair import Pair

SERVERS, LOGIN, LOCAL_LOGIN = "bootstrap.servers", "sasl.jaas.config", "local.sasl.jaas.config"
# What is switched on without its filter does nothing, and the link looks well (confluentinc/cli#3072).
FILTERED = {
    "acl.sync.enable": "acl.filters",
    "auto.create.mirror.topics.enable": "auto.create.mirror.topics.filters",
    "consumer.offset.sync.enable": "consumer.offset.group.filters",
}
# Public, and shown to nobody all the same (Apache Kafka, SslConfigs: of type password).
SHOWN_TO_NOBODY = ("ssl.truststore.certificates", "ssl.keystore.certificate.chain")
OPTIONS = {"link.mode": "mode", "connection.mode": "connection_mode", SERVERS: "remote.bootstrap_servers"}


def text_of(value: Any) -> str | None:
    """A setting as the API has it: all are texts; filters may be stated as data."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"))
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def meaning_of(name: str, value: str | None) -> Any:
    """A setting in the form in which it is compared: filters are JSON, of which the spelling means nothing."""
    if name in FILTERED.values() and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def login_of(pair: Pair) -> str:
    """The line of a login module (Apache Kafka, PlainLoginModule)."""
    key, password = (part.replace("\\", "\\\\").replace('"', '\\"') for part in (pair.key, pair.secret))
    module = "org.apache.kafka.common.security.plain.PlainLoginModule"
    return f'{module} required username="{key}" password="{password}";'


def unfiltered(label: str, config: Mapping[str, Any], stated: Mapping[str, Any] | None = None) -> Iterator[str]:
    """What a link would have switched on to no effect. `stated`: only what these settings concern."""
    for switch, filters in FILTERED.items():
        asked = stated is None or switch in stated or filters in stated
        if asked and config.get(switch) == "true" and not config.get(filters):
            yield f"{label} has {switch} without {filters}: it would do nothing, and the link would not say so"
