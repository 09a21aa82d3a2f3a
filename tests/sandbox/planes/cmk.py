# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""cmk/v2: Kafka clusters, made and resized asynchronously (cmk-v2 document)."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from ..acl_table import AclTable
from ..errors import ApiError
from ..pages import base_url, filter_of, filters_of, list_response, required_query
from ..responses import json_response
from ..state import JsonObject, State
from . import srcm
from ._cluster_rules import AVAILABILITY_NEW, check_availability, check_place, read_config, zones_of
from ._control import find, invalid, metadata, name_of, read_body, reference, reference_id, stamps, take

_IMMUTABLE = ("cloud", "region")
_IMMUTABLE_REFERENCES = ("network", "byok")


def create_cluster(state: State, environment: str, fields: JsonObject, ident: str | None = None) -> JsonObject:
    """Make a cluster from fields that were checked (display_name, availability, cloud, region, kind, cku or max_ecku
    ...).
    """
    settings = state.settings
    failing = settings.fail_next_provisioning > 0
    if failing:
        settings.fail_next_provisioning -= 1
    now = state.now()
    item: JsonObject = {
        "id": ident or state.new_id("lkc"),
        "environment": environment,
        "deletion_protection": False,
        "network": None,
        "byok": None,
        **fields,
        "pkc": state.new_id("pkc"),
        "ready_at": now + settings.cluster_provisioning,
        "failed": failing,
        "resize_at": None,
        **stamps(state),
    }
    if item["kind"] == "Dedicated":
        item["actual_cku"] = item["cku"]
        item["zones"] = item.get("zones") or zones_of(item["cloud"], item["region"], item["availability"])
    state.clusters[item["id"]] = item
    state.topics[item["id"]] = {}
    state.acls[item["id"]] = AclTable()
    state.connectors.setdefault(item["id"], {})
    srcm.ensure(state, environment, item["cloud"], item["region"])
    return item


def delete_cluster(state: State, ident: str) -> None:
    """Delete a cluster with its topics, ACLs, connectors, API keys and role bindings."""
    for callback in state.on_delete_cluster:
        callback(ident)
    permissions.remove_bindings_below(state, state.cluster_crn(ident))
    for key in [key for key in state.api_keys.values() if key["resource"] == ident]:
        del state.api_keys[key["id"]]
    for table in (state.topics, state.acls, state.connectors):
        table.pop(ident, None)
    del state.clusters[ident]


def phase(state: State, item: JsonObject) -> str:
    """PROVISIONING, PROVISIONED or FAILED at this moment."""
    if state.now() < item["ready_at"]:
        return "PROVISIONING"
    return "FAILED" if item["failed"] else "PROVISIONED"


def _settle(state: State, item: JsonObject) -> None:
    """Finish a resize whose time has come."""
    if item["resize_at"] is not None and state.now() >= item["resize_at"]:
        item["actual_cku"], item["resize_at"] = item["cku"], None


def render(state: State, base: str, item: JsonObject) -> JsonObject:
    """cmk.v2.Cluster."""
    _settle(state, item)
    ident, environment = item["id"], item["environment"]
    availability = item["availability"]
    now_phase = phase(state, item)
    spec: JsonObject = {
        "display_name": item["display_name"],
        "availability": AVAILABILITY_NEW[availability] if state.settings.availability_model == "new" else availability,
        "cloud": item["cloud"],
        "region": item["region"],
        "config": _render_config(item),
        "deletion_protection": item["deletion_protection"],
        "environment": reference(
            base, f"/org/v2/environments/{environment}", state.environment_crn(environment), environment
        ),
    }
    if now_phase == "PROVISIONED":
        spec.update(_endpoints(base, item))
    if item["network"]:
        network = item["network"]
        crn = f"{state.environment_crn(environment)}/network={network}"
        spec["network"] = reference(base, f"/networking/v1/networks/{network}", crn, network, environment=environment)
    if item["byok"]:
        spec["byok"] = reference(
            base, f"/byok/v1/keys/{item['byok']}", f"{state.organization_crn}/key={item['byok']}", item["byok"]
        )
    status: JsonObject = {"phase": now_phase}
    if item["kind"] == "Dedicated":
        status["cku"] = item["actual_cku"]
    return {
        "api_version": "cmk/v2",
        "kind": "Cluster",
        "id": ident,
        "metadata": metadata(base, f"/cmk/v2/clusters/{ident}", f"{state.cluster_crn(ident)}/kafka={ident}", item),
        "spec": spec,
        "status": status,
    }


def _render_config(item: JsonObject) -> JsonObject:
    if item["kind"] != "Dedicated":
        return {"kind": item["kind"], "max_ecku": item["max_ecku"]}
    config = {
        "kind": "Dedicated",
        "cku": item["cku"],
        "zones": item["zones"],
        "release_priority": item["release_priority"],
    }
    if item.get("encryption_key"):
        config["encryption_key"] = item["encryption_key"]
    return config


def _endpoints(base: str, item: JsonObject) -> JsonObject:
    host = f"{item['pkc']}.{item['region']}.{item['cloud'].lower()}.confluent.cloud"
    rest, bootstrap = f"{base}/_kafka/{item['id']}", f"SASL_SSL://{host}:9092"
    access_point = {
        "kafka_bootstrap_endpoint": f"{host}:9092",
        "http_endpoint": rest,
        "connection_type": "PUBLIC",
    }
    return {
        "kafka_bootstrap_endpoint": bootstrap,
        "http_endpoint": rest,
        "api_endpoint": f"https://pkac-{item['pkc'][4:]}.{item['region']}.{item['cloud'].lower()}.confluent.cloud",
        "endpoints": {"PUBLIC": access_point},
    }


def read_spec(spec: JsonObject) -> JsonObject:
    """A whole spec, checked, as the fields of a new cluster."""
    fields: JsonObject = {
        "display_name": name_of(spec, "/spec"),
        "availability": take(spec, "availability", str, "/spec", required=True),
        "cloud": take(spec, "cloud", str, "/spec", required=True),
        "region": take(spec, "region", str, "/spec", required=True),
    }
    check_place(fields["cloud"], fields["region"])
    fields.update(read_config(take(spec, "config", dict, "/spec", required=True), fields["availability"]))
    fields["deletion_protection"] = bool(take(spec, "deletion_protection", bool, "/spec"))
    for name in _IMMUTABLE_REFERENCES:
        fields[name] = reference_id(spec, name, "/spec", required=False)
    if fields["byok"] and fields["kind"] not in ("Dedicated", "Enterprise", "Freight"):
        raise invalid("/spec/byok", f"{fields['kind']} clusters cannot use self-managed keys")
    _check_protection(fields["kind"], fields["deletion_protection"])
    if fields["network"] and fields["kind"] in ("Basic", "Standard"):
        raise invalid("/spec/network", f"{fields['kind']} clusters have public endpoints only")
    return fields


def _check_references(state: State, environment: str, fields: JsonObject) -> None:
    """403 for a network or key that is not there, as for any unknown id; 400 for a network of another environment."""
    if fields["byok"]:
        find(state.table("byok_keys"), fields["byok"])
    if fields["network"] and find(state.table("networks"), fields["network"])["environment"] != environment:
        raise invalid("/spec/network", f"The network {fields['network']} is in another environment")


def _check_protection(kind: str, protected: bool | None) -> None:
    """400 for protection of a type that has none (docs.confluent.io, "Cluster Deletion Protection", requirements)."""
    if protected and kind in ("Basic", "Standard"):
        raise invalid("/spec/deletion_protection", f"{kind} clusters do not support deletion protection")


def _changed(state: State, item: JsonObject, spec: JsonObject) -> JsonObject:
    """The fields that a PATCH changes, all checked before any is applied."""
    for name in _IMMUTABLE:
        given = take(spec, name, str, "/spec")
        if given is not None and given.upper() != item[name].upper():
            raise invalid(f"/spec/{name}", f"The {name} of a cluster cannot be changed")
    for name in _IMMUTABLE_REFERENCES:
        if spec.get(name) is not None and reference_id(spec, name, "/spec", required=True) != item[name]:
            raise invalid(f"/spec/{name}", f"The {name} of a cluster cannot be changed")
    changes: dict[str, Any] = {
        "display_name": name_of(spec, "/spec", required=False),
        "deletion_protection": take(spec, "deletion_protection", bool, "/spec"),
        "availability": take(spec, "availability", str, "/spec"),
    }
    changes = {key: value for key, value in changes.items() if value is not None}
    availability: str = changes.get("availability") or item["availability"]
    if AVAILABILITY_NEW.get(availability) != AVAILABILITY_NEW[item["availability"]]:
        raise invalid("/spec/availability", "Only SINGLE_ZONE to LOW and MULTI_ZONE to HIGH are possible")
    config = take(spec, "config", dict, "/spec")
    if config is not None:
        changes.update(_changed_config(state, item, config, availability))
    _check_protection(changes.get("kind") or item["kind"], changes.get("deletion_protection"))
    return changes


def _changed_config(state: State, item: JsonObject, config: JsonObject, availability: str) -> JsonObject:
    if phase(state, item) != "PROVISIONED":
        raise ApiError("control", 409, "The cluster is not provisioned yet", "invalid_state")
    kind = take(config, "kind", str, "/spec/config", required=True)
    if kind != item["kind"] and (item["kind"], kind) != ("Basic", "Standard"):
        detail = f"A {item['kind']} cluster cannot become {kind}: only Basic to Standard is possible"
        raise invalid("/spec/config/kind", detail)
    wanted = read_config({**_render_config(item), **config} if kind == item["kind"] else config, availability)
    if kind != "Dedicated":
        return wanted
    for name in ("zones", "encryption_key"):
        if config.get(name) is not None and config[name] != item.get(name):
            raise invalid(f"/spec/config/{name}", f"The {name} of a cluster cannot be changed")
        wanted.pop(name)
    if wanted["cku"] != item["cku"]:
        if item["resize_at"] is not None:
            raise ApiError("control", 409, "A resize of the cluster is in progress", "resource_conflict")
        wanted["resize_at"] = state.now() + state.settings.cluster_resizing
    return wanted


def routes(state: State) -> list[BaseRoute]:
    """The routes of cmk/v2."""

    def remove_all(environment: str) -> None:
        for ident in [ident for ident, item in state.clusters.items() if item["environment"] == environment]:
            delete_cluster(state, ident)

    state.on_delete_environment.append(remove_all)

    def lookup(request: Request, environment: str, operation: str) -> JsonObject:
        principal = auth.require(request, state, "cloud")
        item = find(state.clusters, request.path_params["id"])
        crn = state.cluster_crn(item["id"])
        if operation == "VIEW":
            fine = permissions.has_any_role_near(state, principal.id, crn)
        else:
            fine = auth.allowed(state, principal, operation, crn)
        if item["environment"] != environment or not fine:
            raise auth.forbidden()
        _settle(state, item)
        return item

    async def list_all(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        environment = required_query(request, "environment")
        find(state.environments, environment)
        networks = filters_of(request, "spec.network")
        protected = filter_of(request, "spec.deletion_protection")
        items = [
            item
            for item in state.clusters.values()
            if item["environment"] == environment
            and (not networks or item["network"] in networks)
            and (protected is None or item["deletion_protection"] == (protected == "true"))
            and permissions.has_any_role_near(state, principal.id, state.cluster_crn(item["id"]))
        ]
        base = base_url(request)
        return list_response(
            request,
            state,
            items,
            lambda item: render(state, base, item),
            api_version="cmk/v2",
            kind="ClusterList",
            filters=("environment", "spec.network", "spec.deletion_protection"),
        )

    async def post(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        spec = take(await read_body(request), "spec", dict, required=True)
        environment = reference_id(spec, "environment", "/spec", required=True) or ""
        find(state.environments, environment)
        if not auth.allowed(state, principal, "MANAGE", state.environment_crn(environment)):
            raise auth.forbidden()
        fields = read_spec(spec)
        _check_references(state, environment, fields)
        item = create_cluster(state, environment, fields)
        return json_response(render(state, base_url(request), item), 202)

    async def get(request: Request) -> Response:
        auth.require(request, state, "cloud")
        item = lookup(request, required_query(request, "environment"), "VIEW")
        return json_response(render(state, base_url(request), item))

    async def patch(request: Request) -> Response:
        auth.require(request, state, "cloud")
        spec = take(await read_body(request), "spec", dict, required=True)
        environment = reference_id(spec, "environment", "/spec", required=True) or ""
        item = lookup(request, environment, "MANAGE")
        changes = _changed(state, item, spec)
        check_availability(changes.get("kind") or item["kind"], changes.get("availability") or item["availability"])
        item.update(changes)
        item["updated_at"] = state.timestamp()
        return json_response(render(state, base_url(request), item))

    async def delete(request: Request) -> Response:
        auth.require(request, state, "cloud")
        item = lookup(request, required_query(request, "environment"), "MANAGE")
        if item["deletion_protection"]:
            raise ApiError("control", 409, "Deletion protection is on for this cluster", "deletion_protection_enabled")
        delete_cluster(state, item["id"])
        return Response(status_code=204)

    return [
        Route("/cmk/v2/clusters", list_all, methods=["GET"]),
        Route("/cmk/v2/clusters", post, methods=["POST"]),
        Route("/cmk/v2/clusters/{id}", get, methods=["GET"]),
        Route("/cmk/v2/clusters/{id}", patch, methods=["PATCH"]),
        Route("/cmk/v2/clusters/{id}", delete, methods=["DELETE"]),
    ]
