# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Self-managed encryption keys of three clouds (byok-v1 document). OrganizationAdmin manages them.

What only the service knows (the roles, application or group to grant) is made from the key's id, so that it stays the
same.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from starlette.routing import BaseRoute

from ..errors import ApiError
from ..state import JsonObject, State
from ._members import Member
from ._row import Collection, Holder, Phases

_PROVIDERS = {"AwsKey": "AWS", "AzureKey": "Azure", "GcpKey": "GCP"}
_CLUSTERS = Holder("clusters", "byok")


def _text(name: str, pattern: str | None = None) -> Member:
    return Member(name, required=True, fixed=True, pattern=pattern)


def _computed(state: State, item: JsonObject) -> JsonObject:
    kind, ident = item["key"]["kind"], item["id"].partition("-")[2]
    account = "arn:aws:iam::111122223333:role"
    grants: dict[str, JsonObject] = {
        "AwsKey": {"roles": [f"{account}/block-storage-{ident}", f"{account}/kafka-{ident}"]},
        "AzureKey": {"application_id": str(uuid.uuid5(uuid.NAMESPACE_OID, ident))},
        "GcpKey": {"security_group": f"{ident}@groups.example.com"},
    }
    validation = {"since": item["created_at"], "region": _region(item["key"])}
    if state.now() >= item["ready_at"] and item["failed"]:
        validation["message"] = "The key does not let Confluent encrypt and decrypt with it"
    return {
        "key": grants[kind],
        "provider": _PROVIDERS[kind],
        "state": "IN_USE" if _CLUSTERS.of(state, item["id"]) or _not_released(state, item) else "AVAILABLE",
        "validation": {name: value for name, value in validation.items() if value},
    }


def _not_released(state: State, item: JsonObject) -> bool:
    """Whether its cluster has gone a moment ago: users of the service meet a 409 for a while."""
    return bool(state.now() < item.get("released_at", 0.0))


def _keep(state: State, item: JsonObject) -> None:
    if _not_released(state, item):
        detail = f"The Key '{item['id']}' is in use by a cluster that is being deleted"
        raise ApiError("control", state.settings.held_status, detail, "resource_in_use")


def _listed(state: State, query: Mapping[str, str], item: JsonObject) -> bool:
    """``key``: a part of the key's identifier, key_arn or key_id."""
    return query.get("key", "") in str(item["key"].get("key_arn") or item["key"]["key_id"])


def _region(key: JsonObject) -> str:
    """Where the key is, as its name says; Azure's does not."""
    if key["kind"] == "AwsKey":
        return str(key["key_arn"].split(":")[3])
    return str(key["key_id"].split("/")[3]) if key["kind"] == "GcpKey" else ""


ROWS = (
    Collection(
        "byok_keys",
        "/byok/v1/keys",
        "Key",
        "cck",
        "key",
        (
            Member(
                "key",
                dict,
                required=True,
                fixed=True,
                forms={
                    "AwsKey": (_text("key_arn", r"^arn:[^:]+:kms:[^:]+:\d{12}:key/.+$"),),
                    "AzureKey": (_text("key_id", "^https://"), _text("key_vault_id"), _text("tenant_id")),
                    "GcpKey": (_text("key_id", "^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/.+"),),
                },
            ),
            Member("display_name"),
        ),
        filters={
            "display_name": "display_name",
            "provider": "provider",
            "state": "state",
            "validation_phase": "validation.phase",
            "validation_region": "validation.region",
        },
        partial=("display_name",),
        queries=("key",),
        listed=_listed,
        phases=Phases("byok_validation", "INITIALIZING", "VALID", "INVALID", "validation.phase"),
        held_by=(_CLUSTERS,),
        computed=_computed,
        keep=_keep,
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """No further routes; a key is released some time after its cluster has gone."""

    def cluster_gone(cluster: str) -> None:
        key = state.table("byok_keys").get(state.clusters[cluster]["byok"])
        if key is not None:
            key["released_at"] = state.now() + state.settings.byok_release

    state.on_delete_cluster.append(cluster_gone)
    return []
