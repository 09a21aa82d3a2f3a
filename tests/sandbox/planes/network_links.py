# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Network link services and endpoints, and the services' view of the endpoints (networking-v1 document).

NetworkAdmin manages them. A service lets in networks and environments; an endpoint of another one is PENDING_ACCEPT,
and EXPIRED after ``network_link_expiry``. One that is let in is INACTIVE while no cluster is in its network, and
DISCONNECTED when it is let in no longer, or its service is gone.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..pages import base_url, filters_of, list_response, required_query
from ..responses import json_response
from ..state import JsonObject, State
from ._control import find, invalid, metadata
from ._members import Member, refer
from ._row import Collection
from .networking_gateways import ENVIRONMENT, MANAGE, NAME, failure, phases

_PATH = "/networking/v1/network-link-service-associations"
_SERVICE = "spec.network_link_service"
_NETWORK = Member("network", dict, required=True, fixed=True, refers="networks")
_FILTERS = {
    "spec.display_name": "spec.display_name",
    "status.phase": "status.phase",
    "spec.network": "spec.network.id",
}


def _lets_in(service: JsonObject, endpoint: JsonObject) -> bool:
    accept = service["accept"] or {}
    environments, networks = accept.get("environments") or (), accept.get("networks") or ()
    return endpoint["environment"] in environments or endpoint["network"] in networks


def _check_service(state: State, new: JsonObject, old: JsonObject | None) -> None:
    if find(state.table("networks"), new["network"])["environment"] != new["environment"]:
        raise invalid("/spec/network", f"The network {new['network']} is in another environment")
    for endpoint in state.table("network_link_endpoints").values() if old else ():
        if (
            endpoint["network_link_service"] == new["id"]
            and _lets_in(old or {}, endpoint)
            and not _lets_in(new, endpoint)
        ):
            endpoint["cut_off"] = True


def _check_endpoint(state: State, new: JsonObject, old: JsonObject | None) -> None:
    if find(state.table("networks"), new["network"])["environment"] != new["environment"]:
        raise invalid("/spec/network", f"The network {new['network']} is in another environment")


def _service_gone(state: State, service: JsonObject) -> None:
    for endpoint in state.table("network_link_endpoints").values():
        if endpoint["network_link_service"] == service["id"]:
            endpoint["cut_off"] = True


def _served(state: State, item: JsonObject) -> str:
    return "READY"


def _linked(state: State, item: JsonObject) -> str:
    if item.get("cut_off"):
        return "DISCONNECTED"
    if _lets_in(state.table("network_link_services")[item["network_link_service"]], item):
        used = any(cluster["network"] == item["network"] for cluster in state.clusters.values())
        return "READY" if used else "INACTIVE"
    return "EXPIRED" if state.now() >= item["ends_at"] else "PENDING_ACCEPT"


def _made(state: State, item: JsonObject) -> None:
    lasts = state.settings.network_link_expiry
    item["ends_at"] = state.now() + lasts
    item["service_at"] = list(state.places["network_link_services"](item["network_link_service"]))
    item["expires_at"] = (datetime.now(timezone.utc) + timedelta(seconds=lasts)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _service_status(state: State, item: JsonObject) -> JsonObject:
    return {"status": failure(state, item)}


def _endpoint_status(state: State, item: JsonObject) -> JsonObject:
    return {"status": {**failure(state, item), "expires_at": item["expires_at"]}}


ROWS = (
    Collection(
        "network_link_services",
        "/networking/v1/network-link-services",
        "NetworkLinkService",
        "nls",
        "network={network}/network-link-service",
        (
            NAME,
            Member("description"),
            Member("accept", dict, members=(Member("environments", list), Member("networks", list))),
            ENVIRONMENT,
            _NETWORK,
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_FILTERS,
        manage=MANAGE,
        phases=phases(_served),
        computed=_service_status,
        check=_check_service,
        gone=_service_gone,
    ),
    Collection(
        "network_link_endpoints",
        "/networking/v1/network-link-endpoints",
        "NetworkLinkEndpoint",
        "nle",
        "network={network}/network-link-endpoint",
        (
            NAME,
            Member("description"),
            ENVIRONMENT,
            _NETWORK,
            Member("network_link_service", dict, required=True, fixed=True, refers="network_link_services"),
        ),
        under="spec",
        created=202,
        environment=True,
        filters={**_FILTERS, _SERVICE: f"{_SERVICE}.id"},
        manage=MANAGE,
        phases=phases(_linked),
        computed=_endpoint_status,
        check=_check_endpoint,
        made=_made,
    ),
)


def _render(state: State, base: str, endpoint: JsonObject) -> JsonObject:
    """networking.v1.NetworkLinkServiceAssociation: an endpoint as its service sees it."""
    row, ident = state.rows["network_link_endpoints"], f"nlsa-{endpoint['id'].partition('-')[2]}"
    service = state.table("network_link_services")[endpoint["network_link_service"]]
    crn = f"{state.rows['network_link_services'].place(service['id'])[1]}/network-link-endpoint={endpoint['id']}"
    return {
        "api_version": "networking/v1",
        "kind": "NetworkLinkServiceAssociation",
        "id": ident,
        "metadata": metadata(base, f"{_PATH}/{ident}", crn, endpoint),
        "spec": {
            "display_name": endpoint["display_name"] or "",
            "description": endpoint["description"] or "",
            "network_link_endpoint": endpoint["id"],
            "network_link_service": refer(state, base, "network_link_services", service["id"]),
            "environment": refer(state, base, "environments", service["environment"]),
        },
        "status": {"phase": row.phase(endpoint), **_endpoint_status(state, endpoint)["status"]},
    }


def routes(state: State) -> list[BaseRoute]:
    """The associations, which are only ever read; and where a service was that endpoints of it have outlived."""
    services = state.rows["network_link_services"]

    def place(ident: str) -> tuple[str, str]:
        if ident in services.items:
            return tuple(services.place(ident))
        endpoints = state.table("network_link_endpoints").values()
        path, crn = next(one["service_at"] for one in endpoints if one["network_link_service"] == ident)
        return path, crn

    state.places["network_link_services"] = place

    def associated(request: Request) -> list[JsonObject]:
        auth.require(request, state, "cloud")
        environment = find(state.environments, required_query(request, "environment"))
        service = find(state.table("network_link_services"), required_query(request, _SERVICE))
        if service["environment"] != environment["id"]:
            raise auth.forbidden()
        endpoints = state.table("network_link_endpoints").values()
        return [one for one in endpoints if one["network_link_service"] == service["id"]]

    async def listed(request: Request) -> Response:
        base, phases_wanted = base_url(request), filters_of(request, "status.phase")
        found = [
            one
            for one in associated(request)
            if not phases_wanted or state.rows["network_link_endpoints"].phase(one) in phases_wanted
        ]
        return list_response(
            request,
            state,
            found,
            lambda item: _render(state, base, item),
            api_version="networking/v1",
            kind="NetworkLinkServiceAssociationList",
            filters=("environment", _SERVICE, "status.phase"),
        )

    async def one(request: Request) -> Response:
        wanted = request.path_params["id"].partition("-")[2]
        found = next((item for item in associated(request) if item["id"].partition("-")[2] == wanted), None)
        if found is None:
            raise auth.forbidden()
        return json_response(_render(state, base_url(request), found))

    return [Route(_PATH, listed, methods=["GET"]), Route(f"{_PATH}/{{id}}", one, methods=["GET"])]
