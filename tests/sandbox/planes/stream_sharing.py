# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream sharing, the provider's side (cdx-v1 document): the opt-in, shares, and what they share.

Without the opt-in nothing can be shared; turning it off deactivates every share. Shares of the same topics have one
shared resource, which goes with the last of them. A share that was deleted is DEACTIVATED, and listed with
``include_deleted`` only. After an invitation was accepted (``POST /_sandbox/objects/accepted_shares`` with its ``id``)
another one of the same to the same address is a 409; before, it is another share ("You can send invitations as often as
you like until the invitation has been accepted", docs.confluent.io). The images of shared resources are not imitated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from .. import crn as crns
from ..errors import ApiError
from ..pages import base_url, filter_of, list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import authorize, find, invalid, metadata, read_body, reference, stamps, take
from ._members import Member, read, refer

API, SHARES, SHARED = "cdx/v1", "provider_shares", "provider_shared_resources"
_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_RECEIVER = Member("email", required=True, pattern=_EMAIL)
_CREATION = (
    Member("delivery_method", required=True, choices=("EMAIL",)),
    Member("consumer_restriction", dict, required=True, forms={"Email": (_RECEIVER,)}),
    Member("resources", list, required=True, fewest=1),
)
_CHANGE = (
    Member("resources", list, fewest=1),
    *(Member(name) for name in ("display_name", "organization_description")),
    Member("organization_contact", pattern=_EMAIL),
)


def shown_fields(item: JsonObject, *names: str) -> JsonObject:
    """Those of these that have a value."""
    return {name: item[name] for name in names if item.get(name)}


def phase(state: State, item: JsonObject) -> str:
    """The phase of a share, on either side."""
    if item["removed_at"]:
        return "DEACTIVATED"
    if item["redeemed_at"]:
        return "ACTIVE"
    return "EXPIRED" if state.now() >= item["ends_at"] else "INVITED"


def invite(state: State, item: JsonObject) -> None:
    """Let the invitation count from now on."""
    lifetime = state.settings.share_lifetime
    item["invited_at"], item["ends_at"] = state.timestamp(), state.now() + lifetime
    expires = datetime.now(timezone.utc) + timedelta(seconds=lifetime)
    item["expires_at"] = expires.strftime("%Y-%m-%dT%H:%M:%SZ")


def wants_deleted(request: Request) -> bool:
    """``include_deleted`` of a list."""
    return filter_of(request, "include_deleted") == "true"


def opted_in(state: State) -> JsonObject:
    """The opt-in of the organization."""
    return state.table("stream_sharing").setdefault("opt-in", {"enabled": False})


def _parts(state: State, crn: Any, pointer: str) -> dict[str, str]:
    """What a CRN of a topic or of a subject names; 400 for any other, or for what is not there."""
    try:
        parts = dict(crns.segments(crn)) if isinstance(crn, str) else {}
    except ValueError as error:
        raise invalid(pointer, str(error)) from error
    registry = state.schema_registries.get(parts.get("schema-registry", ""))
    cluster, subject = state.clusters.get(parts.get("kafka", "")), parts.get("subject") and registry
    if not subject and not (cluster and parts.get("topic") in state.topics.get(cluster["id"], {})):
        raise invalid(pointer, f"'{crn}' is no topic and no subject that is there")
    return parts


def _checked(state: State, resources: list[str]) -> tuple[str, tuple[str, ...]]:
    """The cluster and the topics that resources name."""
    named = [_parts(state, crn, f"/resources/{n}") for n, crn in enumerate(resources)]
    clusters = {parts["kafka"] for parts in named if "topic" in parts}
    if len(clusters) != 1:
        raise invalid("/resources", "One or more topics of one cluster can be shared together")
    return clusters.pop(), tuple(sorted(parts["topic"] for parts in named if "topic" in parts))


class Provider:
    """The operations of the provider's side."""

    def __init__(self, state: State) -> None:
        self.state = state
        state.seeders["accepted_shares"] = self.accept

    def accept(self, spec: JsonObject) -> list[JsonObject]:
        """The invited person redeems the token."""
        share = find(self.state.table(SHARES), spec["id"])
        share["redeemed_at"] = self.state.timestamp()
        return [share]

    def authorize(self, request: Request, cluster: str | None) -> auth.Principal:
        """Who may administer the cluster of a share, or the organization."""
        crn = self.state.cluster_crn(cluster) if cluster else self.state.organization_crn
        return authorize(request, self.state, "MANAGE", crn)

    def one(self, request: Request, table: str, *, write: bool = False) -> JsonObject:
        """The object of a path."""
        auth.require(request, self.state, "cloud")
        item = find(self.state.table(table), request.path_params["id"])
        if write:
            self.authorize(request, item["cluster"] if item["cluster"] in self.state.clusters else None)
        return item

    def resource_of(self, share: JsonObject) -> JsonObject:
        """What a share shares."""
        return self.state.table(SHARED)[share["shared_resource"]]

    def live(self, resource: JsonObject) -> bool:
        """Whether any share of the resource is left."""
        return any(s["shared_resource"] == resource["id"] and not s["removed_at"] for s in self.shares())

    def shares(self) -> Iterable[JsonObject]:
        return self.state.table(SHARES).values()

    def cluster(self, base: str, item: JsonObject) -> JsonObject:
        """The reference to the cluster."""
        known = self.state.clusters.get(item["cluster"])
        environment = known["environment"] if known else item["environment"]
        path = f"/cmk/v2/clusters/{item['cluster']}"
        crn = f"{self.state.environment_crn(environment)}/cloud-cluster={item['cluster']}"
        return reference(base, path, crn, item["cluster"], environment=environment)

    def render_share(self, base: str, item: JsonObject) -> JsonObject:
        """cdx.v1.ProviderShare."""
        user = self.state.users.get(item["provider_user"], {})
        crn = f"{self.state.organization_crn}/provider-share={item['id']}"
        return {
            "api_version": API,
            "kind": "ProviderShare",
            "id": item["id"],
            "metadata": metadata(base, f"/{API}/provider-shares/{item['id']}", crn, item),
            "delivery_method": "EMAIL",
            "consumer_restriction": {"kind": "Email", "email": item["email"]},
            **({"consumer_organization_name": "Contoso"} if item["redeemed_at"] else {}),
            "provider_user": refer(self.state, base, "principals", item["provider_user"]),
            "provider_user_name": user.get("email", item["provider_user"]),
            **shown_fields(item, "invited_at", "redeemed_at"),
            "invite_expires_at": item["expires_at"],
            "cloud_cluster": self.cluster(base, item),
            "status": {"phase": phase(self.state, item)},
        }

    def render_shared(self, base: str, item: JsonObject) -> JsonObject:
        """cdx.v1.ProviderSharedResource."""
        state = self.state
        cluster = state.clusters.get(item["cluster"], {"display_name": item["cluster"]})
        environment = state.environments.get(item["environment"], {"display_name": item["environment"]})
        crn = f"{state.organization_crn}/provider-shared-resource={item['id']}"
        return {
            "api_version": API,
            "kind": "ProviderSharedResource",
            "id": item["id"],
            "metadata": metadata(base, f"/{API}/provider-shared-resources/{item['id']}", crn, item),
            "resources": item["resources"][:: -1 if state.settings.reorder_lists else 1],
            "display_name": item["display_name"],
            **shown_fields(item, "organization_description", "organization_contact"),
            "organization_name": state.settings.organization_name,
            "environment_name": environment["display_name"],
            "cluster_name": cluster["display_name"],
            "cloud_cluster": self.cluster(base, item),
        }

    # ---- the opt-in

    async def opt_in(self, request: Request) -> Response:
        """GET and PATCH."""
        auth.require(request, self.state, "cloud")
        setting = opted_in(self.state)
        if request.method == "PATCH":
            self.authorize(request, None)
            wanted = take(await read_body(request), "stream_share_enabled", bool)
            setting["enabled"] = setting["enabled"] if wanted is None else wanted
            for share in self.shares() if wanted is False else ():
                share["removed_at"] = share["removed_at"] or self.state.timestamp()
        return json_response({"api_version": API, "kind": "OptIn", "stream_share_enabled": setting["enabled"]})

    # ---- shares

    async def list_shares(self, request: Request) -> Response:
        auth.require(request, self.state, "cloud")
        resource, crn = filter_of(request, "shared_resource"), filter_of(request, "crn")
        found = [
            item
            for item in self.shares()
            if resource in (None, item["shared_resource"])
            and (crn is None or crn in self.resource_of(item)["resources"])
            and (wants_deleted(request) or not item["removed_at"])
        ]
        return self._list(request, found, self.render_share, "ProviderShareList", "shared_resource", "crn")

    async def share(self, request: Request) -> Response:
        """POST: invite."""
        auth.require(request, self.state, "cloud")
        asked = read(self.state, _CREATION, await read_body(request))
        cluster, topics = _checked(self.state, asked["resources"])
        caller = self.authorize(request, cluster)
        if not opted_in(self.state)["enabled"]:
            raise ApiError("control", 400, "Stream sharing is not enabled for this organization", "not_opted_in")
        email, resource = asked["consumer_restriction"]["email"], self._shared(asked["resources"], cluster, topics)
        for other in self.shares():
            same = (other["email"].lower(), other["shared_resource"]) == (email.lower(), resource["id"])
            if same and phase(self.state, other) == "ACTIVE":
                detail = f"The share '{other['id']}' of this with {email} already exists"
                raise ApiError("control", 409, detail, "resource_already_exists")
        item: JsonObject = {
            "id": self.state.new_id("ss"),
            "email": email,
            "shared_resource": resource["id"],
            "cluster": cluster,
            "environment": resource["environment"],
            "provider_user": caller.id,
            "redeemed_at": None,
            "removed_at": None,
            **stamps(self.state),
        }
        invite(self.state, item)
        self.state.table(SHARES)[item["id"]] = item
        return json_response(self.render_share(base_url(request), item), 201)

    def _shared(self, resources: list[str], cluster: str, topics: tuple[str, ...]) -> JsonObject:
        table = self.state.table(SHARED)
        for item in table.values():
            if (item["cluster"], tuple(item["topics"])) == (cluster, topics) and self.live(item):
                item["resources"] += [crn for crn in resources if crn not in item["resources"]]
                return item
        made: JsonObject = {
            "id": self.state.new_id("sr"),
            "resources": list(resources),
            "topics": list(topics),
            "cluster": cluster,
            "environment": self.state.clusters[cluster]["environment"],
            "display_name": topics[0],
            **stamps(self.state),
        }
        table[made["id"]] = made
        return made

    async def get_share(self, request: Request) -> Response:
        return json_response(self.render_share(base_url(request), self.one(request, SHARES)))

    async def delete_share(self, request: Request) -> Response:
        item = self.one(request, SHARES, write=True)
        if item["removed_at"]:
            raise auth.forbidden()
        item["removed_at"] = self.state.timestamp()
        return Response(status_code=204)

    async def resend(self, request: Request) -> Response:
        item = self.one(request, SHARES, write=True)
        if phase(self.state, item) not in ("INVITED", "EXPIRED"):
            raise invalid("/id", f"The invitation of the share '{item['id']}' is not open")
        invite(self.state, item)
        return Response(status_code=204)

    # ---- what is shared

    async def list_shared(self, request: Request) -> Response:
        auth.require(request, self.state, "cloud")
        share, crn = filter_of(request, "stream_share"), filter_of(request, "crn")
        chosen = {one["shared_resource"] for one in self.shares() if one["id"] == share}
        found = [
            item
            for item in self.state.table(SHARED).values()
            if (share is None or item["id"] in chosen)
            and (crn is None or crn in item["resources"])
            and (wants_deleted(request) or self.live(item))
        ]
        return self._list(request, found, self.render_shared, "ProviderSharedResourceList", "stream_share", "crn")

    async def get_shared(self, request: Request) -> Response:
        return json_response(self.render_shared(base_url(request), self.one(request, SHARED)))

    async def change_shared(self, request: Request) -> Response:
        item = self.one(request, SHARED, write=True)
        asked = read(self.state, _CHANGE, await read_body(request), whole=False)
        if "resources" in asked:
            cluster, topics = _checked(self.state, asked["resources"])
            if cluster != item["cluster"]:
                raise invalid("/resources", "What is shared stays in its cluster")
            item["topics"] = list(topics)
        item.update(asked, updated_at=self.state.timestamp())
        return json_response(self.render_shared(base_url(request), item))

    def _list(
        self,
        request: Request,
        found: list[JsonObject],
        render: Callable[[str, JsonObject], JsonObject],
        kind: str,
        *filters: str,
    ) -> Response:
        base, known = base_url(request), (*filters, "include_deleted")
        return list_response(
            request, self.state, found, lambda item: render(base, item), api_version=API, kind=kind, filters=known
        )


def routes(state: State) -> list[BaseRoute]:
    """The routes of the provider's side."""
    provider, shares, shared = Provider(state), f"/{API}/provider-shares", f"/{API}/provider-shared-resources"
    return [
        Route(f"/{API}/opt-in", provider.opt_in, methods=["GET", "PATCH"]),
        Route(shares, provider.list_shares, methods=["GET"]),
        Route(shares, provider.share, methods=["POST"]),
        Route(f"{shares}/{{id}}:resend", provider.resend, methods=["POST"]),
        Route(f"{shares}/{{id}}", provider.get_share, methods=["GET"]),
        Route(f"{shares}/{{id}}", provider.delete_share, methods=["DELETE"]),
        Route(shared, provider.list_shared, methods=["GET"]),
        Route(f"{shared}/{{id}}", provider.get_shared, methods=["GET"]),
        Route(f"{shared}/{{id}}", provider.change_shared, methods=["PATCH"]),
    ]
