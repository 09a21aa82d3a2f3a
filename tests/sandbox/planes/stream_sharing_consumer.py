# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream sharing, the consumer's side (cdx-v1 document): shares of other organizations, and the redemption of tokens.

``POST /_sandbox/objects/share_invitations`` is another organization that invites somebody of this one: ``token``,
``topics``, ``subjects``, ``group_prefix``, ``provider``, ``email`` (only whose key may redeem it then; anybody's
without), ``cloud``, ``private`` (reachable by private link only). The credentials are told once, in the answer to the
redemption; a token that was redeemed is a 409 ("You can only redeem a stream share once", docs.confluent.io), also
where it is only looked at, unless the setting ``redeemed_token_shows`` says otherwise. One that expired or is unknown
is a 404.
"""

from __future__ import annotations

import random
import string
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..pages import base_url, filter_of, list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import authorize, find, metadata, read_body, stamps, take
from ._members import Member, read, refer
from .stream_sharing import API, invite, phase, shown_fields, wants_deleted

SHARES = "consumer_shares"
_ACCOUNTS = {"AWS": "aws_account", "AZURE": "azure_subscription", "GCP": "gcp_project"}
_REDEMPTION = (Member("token", required=True), *(Member(name, shortest=1) for name in _ACCOUNTS.values()))
_random = random.Random()


def _pair() -> JsonObject:
    key = "".join(_random.choices(string.ascii_uppercase + "234567", k=16))
    return {"key": key, "secret": "".join(_random.choices(string.ascii_letters + string.digits + "+/", k=64))}


class Consumer:
    """The operations of the consumer's side. A share and what it shares are one item, with an id each."""

    def __init__(self, state: State) -> None:
        self.state = state
        state.seeders["share_invitations"] = self.invited

    def invited(self, spec: JsonObject) -> list[JsonObject]:
        """Another organization invites."""
        item: JsonObject = {
            "id": self.state.new_id("ss"),
            "shared_resource": self.state.new_id("sr"),
            "topics": ["trades"],
            "subjects": [],
            "group_prefix": "contoso.",
            "provider": "Contoso",
            "email": None,
            "cloud": "AWS",
            "private": False,
            "user": None,
            "credentials": {},
            "redeemed_at": None,
            "removed_at": None,
            **spec,
            **stamps(self.state),
        }
        invite(self.state, item)
        self.state.table(SHARES)[item["id"]] = item
        return [item]

    def one(self, request: Request, key: str = "id") -> JsonObject:
        """The share of a path, or the one whose shared resource it is."""
        auth.require(request, self.state, "cloud")
        wanted = request.path_params["id"]
        return find({item[key]: item for item in self.state.table(SHARES).values()}, wanted)

    def render_share(self, base: str, item: JsonObject) -> JsonObject:
        """cdx.v1.ConsumerShare."""
        user = item["user"] or self.state.settings.admin_user_id
        crn = f"{self.state.organization_crn}/consumer-share={item['id']}"
        return {
            "api_version": API,
            "kind": "ConsumerShare",
            "id": item["id"],
            "metadata": metadata(base, f"/{API}/consumer-shares/{item['id']}", crn, item),
            "provider_organization_name": item["provider"],
            "provider_user_name": "Joe Provider",
            **({} if item["redeemed_at"] else {"invite_expires_at": item["expires_at"]}),
            "consumer_user": refer(self.state, base, "principals", user),
            "status": {"phase": phase(self.state, item)},
        }

    def render_shared(self, base: str, item: JsonObject) -> JsonObject:
        """cdx.v1.ConsumerSharedResource."""
        ident = item["shared_resource"]
        crn = f"{self.state.organization_crn}/consumer-shared-resource={ident}"
        return {
            "api_version": API,
            "kind": "ConsumerSharedResource",
            "id": ident,
            "metadata": metadata(base, f"/{API}/consumer-shared-resources/{ident}", crn, item),
            "cloud": item["cloud"],
            "network_connection_types": ["PRIVATELINK"] if item["private"] else [],
            "display_name": item["topics"][0],
            "organization_name": item["provider"],
            **shown_fields(item, "description", "tags", "organization_contact"),
        }

    # ---- tokens

    def _asked(self, asked: JsonObject, caller: auth.Principal, *, looking: bool) -> JsonObject:
        """The invitation of a token."""
        found = [item for item in self.state.table(SHARES).values() if item.get("token") == asked["token"]]
        now = phase(self.state, found[0]) if found else "EXPIRED"
        if now == "EXPIRED":
            raise ApiError("control", 404, "The token is not known, or it has expired", "not_found")
        user = self.state.users.get(caller.id, {})
        if found[0]["email"] and user.get("email") != found[0]["email"]:
            raise auth.forbidden("The token was sent to another e-mail address than the user's")
        if now != "INVITED" and not (looking and self.state.settings.redeemed_token_shows):
            raise ApiError("control", 409, "The token has been redeemed already", "resource_already_exists")
        return found[0]

    async def resources(self, request: Request) -> Response:
        """POST :resources, which changes nothing."""
        caller = auth.require(request, self.state, "cloud")
        asked = {"token": take(await read_body(request), "token", str, required=True)}
        item = self._asked(asked, caller, looking=True)
        return json_response({"consumer_shared_resources": [self.render_shared(base_url(request), item)]})

    async def redeem(self, request: Request) -> Response:
        """POST :redeem, once."""
        caller = authorize(request, self.state, "MANAGE", self.state.organization_crn)
        item = self._asked(asked := read(self.state, _REDEMPTION, await read_body(request)), caller, looking=False)
        item["credentials"] = {"kafka": _pair(), **({"schema_registry": _pair()} if item["subjects"] else {})}
        item.update(redeemed_at=self.state.timestamp(), updated_at=self.state.timestamp(), user=caller.id)
        item["accounts"] = {name: value for name, value in asked.items() if name != "token" and value}
        kafka, registry = item["credentials"]["kafka"], item["credentials"].get("schema_registry")
        resources: list[Any] = [{"kind": "Topic", "topic": name} for name in item["topics"]]
        resources += [{"kind": "Group", "group_prefix": item["group_prefix"]}]
        resources += [{"kind": "Subject", "subject": name} for name in item["subjects"]]
        answer = {
            "api_version": API,
            "kind": "RedeemTokenResponse",
            "id": item["id"],
            "api_key": kafka["key"],
            "secret": kafka["secret"],
            "kafka_bootstrap_url": "SASL://pkc-00000.us-west-2.aws.confluent.cloud:9092",
            "resources": resources,
        }
        if registry:
            answer["schema_registry_api_key"] = registry["key"]
            answer["schema_registry_secret"] = registry["secret"]
            answer["schema_registry_url"] = "https://psrc-00000.us-west-2.aws.confluent.cloud"
        return json_response(answer)

    # ---- shares, and what they share

    async def list_shares(self, request: Request) -> Response:
        return self._list(request, "shared_resource", self.render_share, "ConsumerShareList")

    async def list_shared(self, request: Request) -> Response:
        return self._list(request, "stream_share", self.render_shared, "ConsumerSharedResourceList")

    def _list(self, request: Request, by: str, render: Any, kind: str) -> Response:
        auth.require(request, self.state, "cloud")
        wanted, base = filter_of(request, by), base_url(request)
        found = [
            item
            for item in self.state.table(SHARES).values()
            if wanted in (None, item["id" if by == "stream_share" else by])
            and (wants_deleted(request) or not item["removed_at"])
        ]
        return list_response(
            request,
            self.state,
            found,
            lambda item: render(base, item),
            api_version=API,
            kind=kind,
            filters=(by, "include_deleted"),
        )

    async def get_share(self, request: Request) -> Response:
        return json_response(self.render_share(base_url(request), self.one(request)))

    async def get_shared(self, request: Request) -> Response:
        return json_response(self.render_shared(base_url(request), self.one(request, "shared_resource")))

    async def delete_share(self, request: Request) -> Response:
        item = self.one(request)
        authorize(request, self.state, "MANAGE", self.state.organization_crn)
        if item["removed_at"]:
            raise auth.forbidden()
        item["removed_at"] = self.state.timestamp()
        return Response(status_code=204)

    async def network(self, request: Request) -> Response:
        """GET :network, of a cluster that is reachable by private link."""
        item = self.one(request, "shared_resource")
        if not item["private"]:
            raise ApiError("control", 404, "The shared cluster is on the public internet", "not_found")
        zones = ["use1-az1", "use1-az2", "use1-az3"]
        domain = "00000.us-east-1.aws.confluent.cloud"
        return json_response(
            {
                "api_version": API,
                "kind": "Network",
                "kafka_bootstrap_url": "SASL://lkc-00000.us-east-1.aws.glb.confluent.cloud:9092",
                "zones": zones,
                "dns_domain": domain,
                "zonal_subdomains": {zone: f"{zone}.{domain}" for zone in zones},
                "cloud": {
                    "kind": "AwsNetwork",
                    "private_link_endpoint_service": "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000000",
                },
            }
        )


def routes(state: State) -> list[BaseRoute]:
    """The routes of the consumer's side."""
    consumer, shares, shared = Consumer(state), f"/{API}/consumer-shares", f"/{API}/consumer-shared-resources"
    return [
        Route(f"/{API}/shared-tokens:resources", consumer.resources, methods=["POST"]),
        Route(f"/{API}/shared-tokens:redeem", consumer.redeem, methods=["POST"]),
        Route(shares, consumer.list_shares, methods=["GET"]),
        Route(f"{shares}/{{id}}", consumer.get_share, methods=["GET"]),
        Route(f"{shares}/{{id}}", consumer.delete_share, methods=["DELETE"]),
        Route(shared, consumer.list_shared, methods=["GET"]),
        Route(f"{shared}/{{id}}:network", consumer.network, methods=["GET"]),
        Route(f"{shared}/{{id}}", consumer.get_shared, methods=["GET"]),
    ]
