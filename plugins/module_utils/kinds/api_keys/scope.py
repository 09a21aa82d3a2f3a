# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the options of an API key's task name: its owner, its resource, and where a key for it is tried."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from ..._declare.field import Object
from ..._errors import Ambiguous, NotFound, Refused, WaitFailed
from ..._planes import keyed
from ..._wire.cloud import Cloud
from ..._wire.references import FLINK_REGIONS, KAFKA_CLUSTERS, KSQLDB_CLUSTERS, SERVICE_ACCOUNTS, USERS
from .resources import RESOURCES, region_id


class KeyScope:
    """Names to ids, by look-ups that `cloud` keeps. `options`: environment, cluster, cloud, region, endpoints."""

    def __init__(self, cloud: Cloud, options: Mapping[str, Any]) -> None:
        self.cloud, self.options = cloud, options

    def owner(self, reference: str) -> str:
        """The id of an owner: a service account by name or id, a user by e-mail address or id.

        The name of a service account may look like an address. Raises NotFound, Ambiguous.
        """
        if not ("@" in reference or reference.startswith("u-")):
            return self.cloud.service_account(reference)["id"]
        found = []
        missing: list[NotFound] = []
        for listed in (SERVICE_ACCOUNTS, USERS):
            try:
                found.append(self.cloud.find(listed, reference)["id"])
            except NotFound as error:
                missing.append(error)
        if len(found) > 1:
            raise Ambiguous("owner", reference, found)
        if not found:
            raise missing[-1]
        return found[0]

    def resource(self, resource: str) -> Object:
        """{resource_id, environment?} of the resource that the task's options name."""
        declared = RESOURCES[resource]
        if declared.fixed:
            return {"resource_id": declared.fixed}
        environment = self.cloud.environment_id(self.options["environment"])
        found: Object = {"environment": environment}
        if resource == "kafka":
            found["resource_id"] = self.cloud.find_cluster(environment, self.options["cluster"])["id"]
        elif resource == "schema_registry":
            found["resource_id"] = self.cloud.find_schema_registry(environment)["id"]
        elif resource == "ksqldb":
            found["resource_id"] = self.cloud.find_in(environment, KSQLDB_CLUSTERS, self.options["cluster"])["id"]
        else:
            region = self.region()
            found["resource_id"] = region_id(environment, region["cloud"], region["region_name"])
        return found

    def in_use(self, identifier: str, label: str, what: str) -> Iterator[str]:
        """Why a key is not deleted or replaced (`what`): without the caller's own keys the run, or the next one, could
        not go on.
        """
        for plane in keyed():
            key, path = self.options.get(f"{plane}_api_key"), self.options.get(f"{plane}_key_file")
            if not key and path:
                key = (self.cloud.stored_key(os.path.expanduser(path)) or {}).get("api_key")
            if key == identifier:
                yield (
                    f"{label} ({key}) is the {plane}_api_key of this very task: it is not {what} with itself. Use "
                    "another key"
                )

    def region(self) -> dict[str, Any]:
        """The Flink region as the API shows it. Raises Refused with near names: no earlier task can make one."""
        cloud, name = self.options["cloud"], self.options["region"]
        try:
            return self.cloud.find(FLINK_REGIONS, name, {"cloud": cloud}, f" of {cloud}")
        except NotFound as error:
            raise Refused(error.problems) from error

    def endpoint(self, resource: str, resource_id: str) -> str:
        """Where the key is tried. A stated endpoint wins: with private networking only that one may be reachable."""
        endpoint = self.options["cloud_endpoint"]
        environment = self.cloud.environment_id(self.options["environment"]) if RESOURCES[resource].needs else ""
        if resource == "kafka":
            cluster = self.cloud.find_cluster(environment, self.options["cluster"])
            endpoint = self.options.get("kafka_rest_endpoint") or (cluster.get("spec") or {}).get("http_endpoint")
        elif resource == "schema_registry":
            found = self.cloud.find_schema_registry(environment)
            endpoint = self.options.get("schema_registry_endpoint") or found["spec"]["http_endpoint"]
        elif resource == "flink":
            stated, region = self.options.get("flink_rest_endpoint"), self.region()
            # One that is stated for all tasks may be that of another region.
            endpoint = stated if region["region_name"] in (stated or "") else region.get("http_endpoint")
        if not endpoint:
            raise WaitFailed(f"The key cannot be tried yet: {resource_id} has no endpoint so far. Run again later.")
        return endpoint

    def needs_of_applications(self, key: Mapping[str, Any]) -> Object:
        """{bootstrap_servers} of a Kafka cluster, {schema_registry_url} of a registry: what an application needs beside
        a key; nothing where the service does not tell it yet. `key`: its resource, resource_id and environment.
        """
        resource, environment = key.get("resource"), key.get("environment") or self.options.get("environment")
        if resource not in ("kafka", "schema_registry") or not environment:
            return {}
        place = self.cloud.environment_id(environment)
        if resource == "kafka":
            cluster = self.cloud.find_cluster(place, self.options.get("cluster") or str(key["resource_id"]))
            told = str((cluster.get("spec") or {}).get("kafka_bootstrap_endpoint") or "")
            return {"bootstrap_servers": told.partition("://")[2] or told} if told else {}
        found = self.cloud.find_schema_registry(place)
        return {"schema_registry_url": self.options.get("schema_registry_endpoint") or found["spec"]["http_endpoint"]}

    def chosen(self, resource: str) -> set[str] | None:
        """The ids of the resources that the scope options choose; None for every resource of that kind."""
        needs = RESOURCES[resource].needs
        stated = [needed for needed in needs if self.options.get(needed)]
        if not stated:
            return None
        if stated == list(needs):
            return {self.resource(resource)["resource_id"]}
        environment = self.cloud.environment_id(self.options.get("environment"))  # refuses a cluster without it
        clusters = {"kafka": KAFKA_CLUSTERS, "ksqldb": KSQLDB_CLUSTERS}
        if resource in clusters:
            return {item["id"] for item in self.cloud.listed(clusters[resource].path, {"environment": environment})}
        given = (self.options.get("cloud"), self.options.get("region"))
        regions = [
            (region["cloud"], region["region_name"])
            for region in self.cloud.listed(FLINK_REGIONS.path)
            if given[0] in (None, region["cloud"].upper()) and given[1] in (None, region["region_name"])
        ]
        return {region_id(environment, *region) for region in regions}
