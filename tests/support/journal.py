# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read the sandbox's journal: which entries change something on the server."""

from __future__ import annotations

import re
from typing import Any

Entry = dict[str, Any]

READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_READ_ONLY = (
    # Schema Registry: look a schema up under a subject; test compatibility.
    ("schema_registry", "POST", re.compile(r"^/subjects/[^/]+$")),
    ("schema_registry", "POST", re.compile(r"^/compatibility/")),
    # Connect: check or translate a configuration.
    ("connect", "PUT", re.compile(r"/connector-plugins/[^/]+/config/(validate|translate)$")),
    # Stream sharing: look what a token shares.
    ("control", "POST", re.compile(r"^/cdx/v1/shared-tokens:resources$")),
    # Metrics: ask for values.
    ("control", "POST", re.compile(r"^/v2/metrics/cloud/(query|attributes)$")),
    # STS: exchange a token.
    ("sts", "POST", re.compile(r"^/sts/v1/oauth2/token$")),
)
# Of Kafka, what heeds ``validate_only`` in the query.
_QUERIED = re.compile(r"/links$|/mirrors:[a-z-]+$")


def is_write(entry: Entry) -> bool:
    """True when the request of a journal entry would change something.

    Reads are GET, HEAD, OPTIONS and the calls that only look although they are POST or PUT; among them Kafka's requests
    with ``validate_only: true``, statements of ksqlDB that only tell, creations of cluster links, and what is asked of
    mirror topics, which have that in the query. Settings of a cluster are changed all the same (Kafka REST 8.3.1).
    """
    if entry["method"] in READ_METHODS:
        return False
    if entry["plane"] == "kafka" and _QUERIED.search(entry["path"]):
        return ["validate_only", "true"] not in [list(pair) for pair in entry.get("query") or []]
    body = entry.get("request_body")
    if entry["plane"] == "ksql" and isinstance(body, dict):
        return not re.match(r"\s*(LIST|SHOW|DESCRIBE|EXPLAIN)\b", str(body.get("ksql")), re.IGNORECASE)
    if entry["plane"] == "kafka" and isinstance(body, dict) and body.get("validate_only") is True:
        return entry["path"].endswith("/broker-configs:alter")
    return not any(
        entry["plane"] == plane and entry["method"] == method and pattern.search(entry["path"])
        for plane, method, pattern in _READ_ONLY
    )


def line(entry: Entry) -> str:
    """``METHOD path?query -> status`` of an entry, for messages."""
    query = "&".join(f"{key}={value}" for key, value in entry.get("query") or [])
    target = f"{entry.get('base', '')}{entry['path']}{'?' + query if query else ''}"
    return f"{entry['method']} {target} -> {entry['status']}"
