# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Provider integrations, first and second version (provider-integration-v1 and -v2 documents).

EnvironmentAdmin manages those of an environment. An integration is in use while a connector of its environment has its
id as ``provider.integration.id``: then it is ACTIVE and cannot be deleted.
"""

from __future__ import annotations

import uuid

from ..errors import ApiError
from ..state import JsonObject, State
from ._control import find, invalid
from ._members import Member, read
from ._row import Collection, Verb

_AWS = (Member("customer_iam_role_arn", required=True, shortest=20, longest=2048, pattern="^arn:[^:]+:iam::"),)
_FORMS = {
    "GcpIntegrationConfig": (Member("customer_google_service_account", required=True),),
    "AzureIntegrationConfig": (Member("customer_azure_tenant_id", required=True),),
    "AwsIntegrationConfig": _AWS,
}
_CONFIG = Member("config", dict, forms=_FORMS)
_KIND_OF = {"GCP": "GcpIntegrationConfig", "AZURE": "AzureIntegrationConfig", "AWS": "AwsIntegrationConfig"}
_COMMON = (
    Member("display_name", required=True, fixed=True, longest=60),
    Member("environment", dict, required=True, fixed=True, refers="environments"),
)


def _usages(state: State, item: JsonObject) -> list[str]:
    """The CRNs of the connectors that use the integration."""
    return [
        f"{state.cluster_crn(cluster)}/connector={name}"
        for cluster, connectors in state.connectors.items()
        if state.clusters[cluster]["environment"] == item["environment"]
        for name, connector in connectors.items()
        if connector["config"].get("provider.integration.id") == item["id"]
    ]


def _keep_used(state: State, item: JsonObject) -> None:
    if used := _usages(state, item):
        detail = f"The provider integration '{item['id']}' is in use by {', '.join(used)}"
        raise ApiError("control", state.settings.held_status, detail, "resource_in_use")


def _grant(item: JsonObject) -> JsonObject:
    """What the service adds to a configuration, for the customer to trust; made from the id, so that it stays."""
    ident = item["id"].partition("-")[2]
    unique = str(uuid.uuid5(uuid.NAMESPACE_OID, item["id"]))
    return {
        "GcpIntegrationConfig": {"google_service_account": f"{ident}@integrations.example.com"},
        "AzureIntegrationConfig": {"confluent_multi_tenant_app_id": unique},
        "AwsIntegrationConfig": {"iam_role_arn": f"arn:aws:iam::111122223333:role/{ident}", "external_id": unique},
    }[item["config"]["kind"]]


def _computed(state: State, item: JsonObject) -> JsonObject:
    return {"config": _grant(item), "usages": _usages(state, item)}


def _computed_v2(state: State, item: JsonObject) -> JsonObject:
    usages = _usages(state, item)
    if not item["config"]:
        return {"status": "DRAFT", "usages": usages}
    return {"config": _grant(item), "status": "ACTIVE" if usages else "CREATED", "usages": usages}


def _check_v2(state: State, new: JsonObject, old: JsonObject | None) -> None:
    """A configuration suits the provider, and is given once."""
    if old and old["config"] and new["config"] != old["config"]:
        raise ApiError("control", 409, "Only an integration with the status DRAFT can be configured", "invalid_state")
    _check_kind(new["provider"], new["config"])


def _check_kind(provider: str, config: JsonObject | None) -> None:
    if config and config["kind"] != _KIND_OF[provider.upper()]:
        raise invalid("/config/kind", f"A {provider} integration needs a {_KIND_OF[provider.upper()]}")


def _validate(state: State, scope: JsonObject, body: JsonObject) -> tuple[int, None]:
    """204 if the cloud side lets Confluent in; the configuration is in the body for one that has none yet."""
    asked = read(state, (Member("id", required=True), _CONFIG), body)
    item = find(state.table("provider_integrations_v2"), asked["id"])
    find({"": scope}, "" if item["environment"] == scope["environment"] else item["id"])
    config = asked["config"] or item["config"]
    if not config:
        raise invalid("/config", "An integration with the status DRAFT needs its configuration to be validated")
    _check_kind(item["provider"], config)
    if not state.settings.cloud_grant:
        detail = "Confluent cannot act as the customer's identity: the trust between both is not in place"
        raise ApiError("control", 400, detail, "validation_failed")
    return 204, None


ROWS = (
    Collection(
        "provider_integrations",
        "/pim/v1/integrations",
        "Integration",
        "cspi",
        "provider-integration",
        (
            *_COMMON,
            Member("provider", default="AWS", choices=("AWS",)),
            Member("config", dict, required=True, fixed=True, forms={"AwsIntegrationConfig": _AWS}),
        ),
        methods=("LIST", "POST", "GET", "DELETE"),
        environment=True,
        has_metadata=False,
        filters={"provider": "provider"},
        unique=(("config.customer_iam_role_arn",),),
        keep=_keep_used,
        computed=_computed,
    ),
    Collection(
        "provider_integrations_v2",
        "/pim/v2/integrations",
        "Integration",
        "cspi",
        "provider-integration",
        (*_COMMON, Member("provider", fixed=True, default="GCP", choices=("AWS", "AZURE", "GCP")), _CONFIG),
        environment=True,
        has_metadata=False,
        filters={"display_name": "display_name", "provider": "provider", "status": "status"},
        partial=("display_name",),
        verbs=(Verb("POST", ":validate", _validate, single=False),),
        check=_check_v2,
        keep=_keep_used,
        computed=_computed_v2,
    ),
)
