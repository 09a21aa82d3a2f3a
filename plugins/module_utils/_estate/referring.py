# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References of objects whose scope this run makes first: each name must be there already, or in the data.

What is planned by itself has its references looked up by its kind. What is not yet, for its cluster or environment is
still to be made, would meet a misspelt name only after that was made and paid for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .._engine.planning import Entry
from .._errors import NotFound, Refused
from .._wire.cloud import Cloud
from .._wire.references import ACCESS_POINTS, COMPUTE_POOLS, KAFKA_CLUSTERS, KSQLDB_CLUSTERS, SERVICE_ACCOUNTS, Listed
from .nodes import Node

# Options that name other objects without saying so in their declaration. (An `access_point` is one within a mapping.)
NAMED: Mapping[str, Listed] = {
    "cluster": KAFKA_CLUSTERS,
    "kafka_cluster": KAFKA_CLUSTERS,
    "ksql_cluster": KSQLDB_CLUSTERS,
    "compute_pool": COMPUTE_POOLS,
    "access_point": ACCESS_POINTS,
    "service_account": SERVICE_ACCOUNTS,
    "principal": SERVICE_ACCOUNTS,
    "owner": SERVICE_ACCOUNTS,
}
# What is no name of a service account: other principals by id or with their type, and users by their address.
OTHER_PRINCIPALS = re.compile(r"(User:|Group:|u-|pool-|group-)|.*@")
IDENTIFIER = re.compile(r"(lkc|lksqlc|lfcp|sa|n|gw|ap|nls|env)-[a-z0-9]*[0-9][a-z0-9]*")


def missing(node: Node, cloud: Cloud, environment: str, coming: Mapping[tuple[str, str], Any]) -> Iterator[str]:
    """Why references of a node's objects lead nowhere. `coming`: (what, name) of the objects of the data."""
    for entry in node.entries:
        for listed, name in dict.fromkeys(references(node, entry)):
            if (listed.what, name) in coming or IDENTIFIER.fullmatch(name):
                continue
            try:
                _look(cloud, environment, listed, name)
            except NotFound as error:
                if (error.what, error.reference) not in coming:
                    yield from error.problems
                elif error.what != listed.what:  # where it is looked for is still to be made: there is nothing there
                    yield f"there is no {listed.what} {name!r} in the data, and {environment} is made by this run"
            except Refused as error:
                yield from error.problems


def references(node: Node, entry: Entry) -> Iterator[tuple[Listed, str]]:
    """What the options of an item refer to."""
    by_type = entry.item.get("principal_type") in (None, "service_account")
    for declared in node.part.kind.argument_fields():
        value = entry.item.get(declared.name)
        listed = declared.refers or NAMED.get(declared.name)
        if listed is KAFKA_CLUSTERS and entry.item.get("resource") == "ksqldb":  # of an API key
            listed = KSQLDB_CLUSTERS
        if listed is None or not value or (declared.name == "principal" and not by_type):
            continue
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str) and not (listed is SERVICE_ACCOUNTS and OTHER_PRINCIPALS.match(name)):
                yield listed, name


def _look(cloud: Cloud, environment: str, listed: Listed, name: str) -> None:
    """Look a name up. Raises NotFound for it, or for the environment."""
    if listed.scoped:
        cloud.find_in(cloud.environment_id(environment), listed, name)
    elif not listed.within:
        cloud.find(listed, name)
