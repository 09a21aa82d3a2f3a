# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ACLs over Kafka REST v3 (kafkarest-v3 document, API_MAP C.2).

GET without a principal names service accounts by number (``User:12345``), with a principal by resource id: so says
the document. DELETE takes an omitted name, principal or host for a wildcard.
"""

from __future__ import annotations

import json
from functools import lru_cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..acl_table import Acl
from ..errors import ApiError
from ..responses import list_text
from ..state import JsonObject, State
from ._kafka_common import PATH, Caller, body_of, caller_of, known_fields, want
from ._topic_configs import bad

FIELDS = ("resource_type", "resource_name", "pattern_type", "principal", "host", "operation", "permission")
CREATE_VALUES = {
    "resource_type": ("TOPIC", "GROUP", "CLUSTER", "TRANSACTIONAL_ID", "DELEGATION_TOKEN"),
    "pattern_type": ("LITERAL", "PREFIXED"),
    "operation": (
        "ALL",
        "READ",
        "WRITE",
        "CREATE",
        "DELETE",
        "ALTER",
        "DESCRIBE",
        "CLUSTER_ACTION",
        "DESCRIBE_CONFIGS",
        "ALTER_CONFIGS",
        "IDEMPOTENT_WRITE",
    ),
    "permission": ("DENY", "ALLOW"),
}
FILTER_VALUES = {
    name: (*values, "ANY", *(("MATCH",) if name == "pattern_type" else ())) for name, values in CREATE_VALUES.items()
}


def readable(given: JsonObject) -> JsonObject:
    """An ACL of a request whose fields could be read: texts, and of the enumerations what these have; 400 otherwise.

    Of a batch all are read before the first is made.
    """
    for name in FIELDS:
        value = want(given, name, str)
        if value and name in CREATE_VALUES and value not in CREATE_VALUES[name]:
            if value in FILTER_VALUES[name]:
                raise ApiError("kafka", 400, f"{name} cannot be {value}", 400)
            java = f"`io.confluent.kafkarest.entities.Acl${name.title().replace('_', '')}`"
            among = ", ".join((*FILTER_VALUES[name], "UNKNOWN"))
            words = f'Cannot deserialize value of type {java} from String "{value}": not one of the values accepted'
            raise ApiError("kafka", 400, f"{words} for Enum class: [{among}]", 400)
    return known_fields(given, FIELDS)


def make_acl(state: State, given: JsonObject) -> Acl:
    """A checked ACL from the seven fields of a request, which are readable; 400/40002 otherwise."""
    for name in FIELDS:
        if given.get(name) is None or (given[name] == "" and name != "host"):
            raise bad(f"{name} cannot be unspecified or empty")
    if given["resource_type"] == "CLUSTER":
        if given["resource_name"] != "kafka-cluster":
            raise bad("The only valid name for the CLUSTER resource is kafka-cluster")
        if given["pattern_type"] != "LITERAL":
            raise bad("The only valid pattern type for the CLUSTER resource is LITERAL")
    _kind, colon, ident = given["principal"].partition(":")
    if not colon or not ident:
        raise bad(f"expected a string in format principalType:principalName but got {given['principal']}")
    principal = _stored(state, given["principal"])
    return (
        given["resource_type"],
        given["resource_name"],
        given["pattern_type"],
        principal,
        given["host"],
        given["operation"],
        given["permission"],
    )


def _stored(state: State, principal: str) -> str:
    """A principal as the broker keeps it: a service account by its id, whichever way it is named."""
    kind, _colon, ident = principal.partition(":")
    if kind not in ("User", "UserV2"):
        return principal
    return f"User:{state.service_account_numbers.get(ident, ident)}"


def _numeric(state: State, principal: str) -> str:
    account = state.service_accounts.get(principal.partition(":")[2])
    return principal if account is None else f"User:{account['number']}"


def _render(url: str, lkc: str, acl: tuple[str, ...]) -> JsonObject:
    """AclData."""
    fields = dict(zip(FIELDS, acl, strict=True))
    return {
        "kind": "KafkaAcl",
        "metadata": {"self": f"{url}/acls?{urlencode(fields, safe='*')}"},
        "cluster_id": lkc,
        **fields,
    }


@lru_cache(maxsize=50_000)
def _rendered(url: str, lkc: str, acl: tuple[str, ...]) -> str:
    """Its JSON, kept: an ACL never changes, and lists have thousands."""
    return json.dumps(_render(url, lkc, acl), separators=(",", ":"))


def _text(caller: Caller, acl: Acl, *, numeric: bool) -> str:
    shown = (*acl[:3], _numeric(caller.state, acl[3]), *acl[4:]) if numeric else acl
    return _rendered(caller.url, caller.lkc, shown)


def _filter(request: Request, state: State) -> dict[str, str]:
    """The criteria of a GET or DELETE; ANY and what is left out fall away."""
    given = {}
    for name in FIELDS:
        value = request.query_params.get(name)
        if value is None or value == "":
            continue
        if name in FILTER_VALUES:
            value = value.upper()
            if value == "UNKNOWN":
                raise ApiError("kafka", 400, f"{name} cannot be unspecified or UNKNOWN", 400)
            if value not in FILTER_VALUES[name]:  # not a value that the parameter can be turned into
                raise ApiError("kafka", 404, "HTTP 404 Not Found", 404)
        if value != "ANY" or name not in FILTER_VALUES:
            given[name] = value
    if "principal" in given:
        given["principal"] = _stored(state, given["principal"])
    return given


def _matches(acl: Acl, wanted: dict[str, str]) -> bool:
    have = dict(zip(FIELDS, acl, strict=True))
    pattern = wanted.get("pattern_type")
    for name, value in wanted.items():
        if name == "resource_name" and pattern == "MATCH":
            if not _covers(have, value):
                return False
        elif name == "pattern_type" and pattern == "MATCH":
            continue
        elif have[name] != value:
            return False
    return True


def _covers(have: dict[str, str], name: str) -> bool:
    """Whether an ACL applies to the resource of this name (pattern type MATCH)."""
    if have["pattern_type"] == "PREFIXED":
        return name.startswith(have["resource_name"])
    return have["resource_name"] in ("*", name)


def routes(state: State) -> list[BaseRoute]:
    """The routes of ACLs."""

    def wants_numbers(request: Request) -> bool:
        """The legacy form, unless a principal was asked for by its resource id, or UserV2:* (document of GET /acls)."""
        if not state.settings.acl_numeric_principals:
            return False
        asked = request.query_params.get("principal")
        return asked is None or asked.partition(":")[2] in state.service_account_numbers

    def select(request: Request, caller: Caller) -> list[Acl]:
        wanted = _filter(request, state)
        if not wanted:
            return list(state.acls[caller.lkc])
        if request.query_params.get("principal") == "UserV2:*":
            del wanted["principal"]
        return [acl for acl in state.acls[caller.lkc] if _matches(acl, wanted)]

    async def list_all(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("DESCRIBE")
        numeric = wants_numbers(request)
        data = ",".join(_text(caller, acl, numeric=numeric) for acl in select(request, caller))
        asked = {n: request.query_params.get(n) or ("ANY" if n in FILTER_VALUES else "") for n in FIELDS}
        return list_text("KafkaAclList", f"{caller.url}/acls?{urlencode(asked, safe='*')}", data)

    async def post(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        state.acls[caller.lkc].add([make_acl(state, readable(await body_of(request, FIELDS)))])
        return Response(status_code=201)

    async def post_batch(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        data = want(await body_of(request, ("data",)), "data", list, required=True)
        if not all(isinstance(item, dict) for item in data):
            raise ApiError("kafka", 400, "Cannot deserialize an item of 'data'", 400)
        for item in data:
            readable(item)
        refusals: list[ApiError] = []
        for item in data:  # not atomic: each is made by itself, and the first refusal is the answer
            try:
                state.acls[caller.lkc].add([make_acl(state, item)])
            except ApiError as refusal:
                refusals.append(refusal)
        if refusals:
            raise refusals[0]
        return Response(status_code=201)

    async def delete(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        for name in FILTER_VALUES:
            if not request.query_params.get(name):
                raise ApiError("kafka", 400, f"{name} cannot be unspecified or UNKNOWN", 400)
        numeric = wants_numbers(request)
        gone = select(request, caller)
        state.acls[caller.lkc].remove(gone)
        text = ",".join(_text(caller, acl, numeric=numeric) for acl in gone)
        return Response(f'{{"data":[{text}]}}', media_type="application/json")

    return [
        Route(PATH + "/acls", list_all, methods=["GET"]),
        Route(PATH + "/acls", post, methods=["POST"]),
        Route(PATH + "/acls", delete, methods=["DELETE"]),
        Route(PATH + "/acls:batch", post_batch, methods=["POST"]),
    ]
