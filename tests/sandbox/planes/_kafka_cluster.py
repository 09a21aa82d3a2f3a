# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The cluster itself over Kafka REST v3: its links, its own settings (Dedicated only), consumer groups (kafkarest-v3
document).
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State
from ._kafka_common import PATH, Caller, body_of, caller_of, crn_of, known_fields, want
from ._topic_configs import bad

# name: (default, writable); API_MAP C.2 kafka_cluster_config.
BROKER_SETTINGS = {
    "auto.create.topics.enable": ("false", True),
    "log.cleaner.max.compaction.lag.ms": ("9223372036854775807", True),
    "log.retention.ms": ("604800000", True),
    "num.partitions": ("6", True),
    "ssl.cipher.suites": ("", True),
    "ssl.enabled.protocols": ("TLSv1.2,TLSv1.3", True),
    "max.connections": ("2147483647", False),
}
# Fixed when a broker starts (Apache Kafka, update mode read-only); seen on Kafka REST 8.3.1.
_STATIC = ("broker.id", "listeners", "log.dirs")


def _render_setting(caller: Caller, name: str) -> JsonObject:
    """ClusterConfigData. Of a name that the broker does not know it has no value to tell (seen on Kafka REST 8.3.1)."""
    if name not in BROKER_SETTINGS:
        known = _render_setting(caller, "num.partitions")
        unknown: JsonObject = {
            "value": None,
            "is_default": False,
            "is_read_only": True,
            "is_sensitive": True,
            "synonyms": [],
        }
        self = known["metadata"]["self"].replace("num.partitions", name)
        metadata = {"self": self, "resource_name": crn_of(caller.lkc, f"broker-config={name}")}
        return {**known, **unknown, "name": name, "metadata": metadata, "source": "DYNAMIC_DEFAULT_BROKER_CONFIG"}
    default, writable = BROKER_SETTINGS[name]
    override = caller.cluster.get("broker_configs", {}).get(name)
    synonyms = [{"name": name, "value": default, "source": "DEFAULT_CONFIG"}]
    if override is not None:
        synonyms.insert(0, {"name": name, "value": override, "source": "DYNAMIC_DEFAULT_BROKER_CONFIG"})
    return {
        "kind": "KafkaClusterConfig",
        "metadata": {
            "self": f"{caller.url}/broker-configs/{name}",
            "resource_name": crn_of(caller.lkc, f"broker-config={name}"),
        },
        "cluster_id": caller.lkc,
        "config_type": "BROKER",
        "name": name,
        "value": default if override is None else override,
        "is_default": override is None,
        "is_read_only": not writable,
        "is_sensitive": False,
        "source": "DEFAULT_CONFIG" if override is None else "DYNAMIC_DEFAULT_BROKER_CONFIG",
        "synonyms": synonyms,
    }


def _dedicated(caller: Caller, operation: str) -> None:
    caller.need(operation)
    if caller.cluster["kind"] != "Dedicated":
        raise bad("Cluster settings are available on Dedicated clusters only")


def _checked(name: str, value: object) -> str:
    """The value of a setting as it is kept. A name that nobody knows is taken, with any value (seen, as above)."""
    if value is None:
        raise bad(f"Null value not supported for : {name}")
    text = str(want({"value": value}, "value", str)).strip()
    if (name.endswith(".ms") or name == "num.partitions") and re.fullmatch("-?[0-9]+", text) is None:
        raise bad(f"Invalid value {text} for configuration {name}: Not a number of type LONG")
    if name == "auto.create.topics.enable" and text.lower() not in ("true", "false"):
        raise bad(f"Invalid value {text} for configuration {name}: Expected value to be either true or false")
    return text.lower() if text.lower() in ("true", "false") else text


def _apply(caller: Caller, items: list[JsonObject]) -> None:
    """Set and reset settings, all checked first."""
    overrides = dict(caller.cluster.get("broker_configs", {}))
    for item in items:
        known_fields(item, ("name", "value", "operation"))
        name = want(item, "name", str, required=True)
        operation = want(item, "operation", str) or "SET"
        if operation not in ("SET", "DELETE"):
            raise ApiError("kafka", 400, f"Cannot deserialize operation '{operation}': it is SET or DELETE", 400)
        if name in _STATIC or not BROKER_SETTINGS.get(name, ("", True))[1]:
            raise bad(f"Cannot update these configs dynamically: [{name}]")
        if operation == "DELETE":
            overrides.pop(name, None)
        else:
            overrides[name] = _checked(name, item.get("value"))
    caller.cluster["broker_configs"] = overrides


def routes(state: State) -> list[BaseRoute]:
    """The routes of the cluster."""

    async def get_cluster(request: Request) -> Response:
        caller = caller_of(request, state)
        url = caller.url
        links = ("acls", "brokers", "consumer_groups", "topics")
        answer: JsonObject = {
            "kind": "KafkaCluster",
            "metadata": {"self": url, "resource_name": crn_of(caller.lkc)},
            "cluster_id": caller.lkc,
            **{name: {"related": f"{url}/{name.replace('_', '-')}"} for name in links},
            "broker_configs": {"related": f"{url}/broker-configs"},
            "partition_reassignments": {"related": f"{url}/topics/-/partitions/-/reassignment"},
        }
        return json_response(answer)

    async def list_settings(request: Request) -> Response:
        caller = caller_of(request, state)
        _dedicated(caller, "DESCRIBE_CONFIGS")
        metadata = {"self": f"{caller.url}/broker-configs", "next": None}
        data = [_render_setting(caller, name) for name in caller.cluster.get("broker_configs", {})]
        return json_response({"kind": "KafkaClusterConfigList", "metadata": metadata, "data": data})

    async def alter_settings(request: Request) -> Response:
        # validate_only is read and not heeded: the change is made (seen on Kafka REST 8.3.1).
        caller = caller_of(request, state)
        _dedicated(caller, "ALTER_CONFIGS")
        _apply(caller, want(await body_of(request, ("data", "validate_only")), "data", list, required=True))
        return Response(status_code=204)

    async def get_setting(request: Request) -> Response:
        caller = caller_of(request, state)
        _dedicated(caller, "DESCRIBE_CONFIGS")
        name = request.path_params["name"]
        if name not in caller.cluster.get("broker_configs", {}):
            raise ApiError("kafka", 404, "HTTP 404 Not Found", 404)
        return json_response(_render_setting(caller, name))

    async def put_setting(request: Request) -> Response:
        caller = caller_of(request, state)
        _dedicated(caller, "ALTER_CONFIGS")
        body = await body_of(request, ("value",))
        _apply(caller, [{"name": request.path_params["name"], "value": body.get("value")}])
        return Response(status_code=204)

    async def delete_setting(request: Request) -> Response:
        caller = caller_of(request, state)
        _dedicated(caller, "ALTER_CONFIGS")
        name = request.path_params["name"]
        if name not in caller.cluster.get("broker_configs", {}):
            raise ApiError("kafka", 404, f"Config {name} cannot be found for BROKER  in cluster {caller.lkc}.", 404)
        _apply(caller, [{"name": name, "operation": "DELETE"}])
        return Response(status_code=204)

    return [
        Route(PATH, get_cluster, methods=["GET"]),
        Route(PATH + "/broker-configs", list_settings, methods=["GET"]),
        Route(PATH + "/broker-configs:alter", alter_settings, methods=["POST"]),
        Route(PATH + "/broker-configs/{name}", get_setting, methods=["GET"]),
        Route(PATH + "/broker-configs/{name}", put_setting, methods=["PUT"]),
        Route(PATH + "/broker-configs/{name}", delete_setting, methods=["DELETE"]),
    ]
