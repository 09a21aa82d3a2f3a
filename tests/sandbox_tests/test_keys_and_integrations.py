# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Self-managed keys, what clusters may refer to, and provider integrations of both versions."""

from __future__ import annotations

from typing import Any

import pytest

from ._client import Client, error_of
from ._estate import Estate

KEYS, V1, V2 = "/byok/v1/keys", "/pim/v1/integrations", "/pim/v2/integrations"
AWS = {"kind": "AwsKey", "key_arn": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}
AZURE = {
    "kind": "AzureKey",
    "key_id": "https://vault-name.vault.azure.net/keys/key-name",
    "key_vault_id": "/subscriptions/0/resourceGroups/g/providers/Microsoft.KeyVault/vaults/vault-name",
    "tenant_id": "00000000-0000-0000-0000-000000000000",
}
GCP = {"kind": "GcpKey", "key_id": "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k/cryptoKeyVersions/3"}
ROLE = {"kind": "AwsIntegrationConfig", "customer_iam_role_arn": "arn:aws:iam::111122223333:role/customer"}


@pytest.fixture
def client(sandbox: Any) -> Client:
    return Client(sandbox)


@pytest.mark.parametrize(
    ("key", "provider", "grant"),
    [(AWS, "AWS", "roles"), (AZURE, "Azure", "application_id"), (GCP, "GCP", "security_group")],
)
def test_a_key_of_each_cloud(client: Client, key: dict[str, str], provider: str, grant: str) -> None:
    answer = client("POST", KEYS, {"key": key, "display_name": "billing"})
    made = answer.json()
    assert (answer.status_code, made["provider"], made["state"]) == (201, provider, "AVAILABLE")
    assert made["key"] == {**key, grant: made["key"][grant]}
    assert made["validation"]["phase"] == "VALID"
    assert client.ok("PATCH", f"{KEYS}/{made['id']}", {"display_name": "orders"})["display_name"] == "orders"
    assert client("DELETE", f"{KEYS}/{made['id']}").status_code == 204


@pytest.mark.parametrize(
    ("key", "status", "pointer"),
    [
        ({"kind": "AwsKey"}, 400, "/key/key_arn"),
        ({"kind": "OciKey", "key_id": "x"}, 400, "/key/kind"),
        ({**AWS, "key_arn": "alias/x"}, 422, "/key/key_arn"),
        (None, 400, "/key"),
    ],
)
def test_wrong_keys_are_refused(client: Client, key: Any, status: int, pointer: str) -> None:
    answer = client("POST", KEYS, {"key": key})
    assert (answer.status_code, error_of(answer)["source"]["pointer"]) == (status, pointer)


def test_the_key_itself_cannot_be_changed(client: Client) -> None:
    made = client.ok("POST", KEYS, {"key": AWS})
    for other in (GCP, {**AWS, "key_arn": AWS["key_arn"] + "0"}):
        assert client("PATCH", f"{KEYS}/{made['id']}", {"key": other}).status_code == 400
    assert client.ok("GET", f"{KEYS}/{made['id']}") == made


def test_keys_are_validated_later_and_filtered(client: Client, sandbox: Any) -> None:
    sandbox.settings(byok_validation=60, fail_next_provisioning=1)
    bad = client.ok("POST", KEYS, {"key": AWS, "display_name": "billing orders"})
    good = client.ok("POST", KEYS, {"key": GCP, "display_name": "payments"})
    assert bad["validation"]["phase"] == good["validation"]["phase"] == "INITIALIZING"
    sandbox.advance(61)
    assert client.ok("GET", f"{KEYS}/{bad['id']}")["validation"]["message"]
    for query, wanted in (
        ({"validation_phase": "INVALID"}, bad),
        ({"validation_phase": "VALID"}, good),
        ({"display_name": "order"}, bad),  # a part is enough
        ({"key": "locations/us-central1"}, good),
        ({"provider": "AWS"}, bad),
        ({"validation_region": "us-west-2"}, bad),
    ):
        assert [one["id"] for one in client.ok("GET", KEYS, **query)["data"]] == [wanted["id"]], query


def test_a_key_that_a_cluster_uses_stays(client: Client) -> None:
    environment, key = client.environment(), client.ok("POST", KEYS, {"key": AWS})["id"]
    config = {"kind": "Dedicated", "cku": 1}
    cluster = client.cluster(environment, config=config, byok={"id": key})
    assert cluster["spec"]["byok"]["id"] == key
    assert client.ok("GET", f"{KEYS}/{key}")["state"] == "IN_USE"
    refused = client("DELETE", f"{KEYS}/{key}")
    assert (refused.status_code, f"{cluster['id']} (orders)" in error_of(refused)["detail"]) == (409, True)
    client.ok("DELETE", f"/cmk/v2/clusters/{cluster['id']}", environment=environment)
    assert client("DELETE", f"{KEYS}/{key}").status_code == 204


def test_a_key_is_released_some_time_after_its_cluster(client: Client, sandbox: Any) -> None:
    sandbox.settings(byok_release=60)
    environment, key = client.environment(), client.ok("POST", KEYS, {"key": AWS})["id"]
    cluster = client.cluster(environment, config={"kind": "Dedicated", "cku": 1}, byok={"id": key})
    client.ok("DELETE", f"/cmk/v2/clusters/{cluster['id']}", environment=environment)
    assert client("DELETE", f"{KEYS}/{key}").status_code == 409
    assert client.ok("GET", f"{KEYS}/{key}")["state"] == "IN_USE"
    sandbox.advance(61)
    assert client("DELETE", f"{KEYS}/{key}").status_code == 204


def test_clusters_refer_to_what_is_there(client: Client, sandbox: Any) -> None:
    environment, other = client.environment(), client.environment("other")
    [network] = sandbox.seed("networks", {"environment": other})["objects"]
    config = {"kind": "Dedicated", "cku": 1}

    def post(**changes: Any) -> Any:
        return client("POST", "/cmk/v2/clusters", client.cluster_spec(environment, config=config, **changes))

    assert post(byok={"id": "cck-none"}).status_code == 403
    assert post(network={"id": "n-none"}).status_code == 403
    elsewhere = post(network={"id": network["id"]})
    assert (elsewhere.status_code, error_of(elsewhere)["source"]["pointer"]) == (400, "/spec/network")


# ---- provider integrations


def integration(environment: str, **more: Any) -> dict[str, Any]:
    return {"display_name": "s3", "environment": {"id": environment}, **more}


def test_an_integration_of_the_first_version(client: Client) -> None:
    environment, other = client.environment(), client.environment("other")
    made = client.ok("POST", V1, integration(environment, config=ROLE))
    assert (made["provider"], made["usages"], "metadata" in made) == ("AWS", [], False)
    assert {**made["config"], **ROLE} == made["config"]
    assert made["config"]["external_id"]
    url = f"{V1}/{made['id']}"
    assert client.ok("GET", url, environment=environment) == made
    assert client("GET", url).status_code == 400
    assert client("GET", url, environment=other).status_code == 403
    again = client("POST", V1, integration(environment, config=ROLE, display_name="another"))
    assert (again.status_code, error_of(again)["source"]["pointer"]) == (409, "/config/customer_iam_role_arn")
    assert client("POST", V1, integration(other, config=ROLE)).status_code == 201
    assert client("PATCH", url, {}, environment=environment).status_code == 405
    assert client("DELETE", url, environment=environment).status_code == 204


def test_the_second_version_goes_from_draft_to_active(sandbox: Any) -> None:
    estate, client = Estate(sandbox), Client(sandbox)
    environment = {"id": estate.environment}
    made = client.ok("POST", V2, integration(estate.environment, provider="AZURE"))
    assert (made["status"], "config" in made) == ("DRAFT", False)
    url = f"{V2}/{made['id']}"
    config = {"kind": "AzureIntegrationConfig", "customer_azure_tenant_id": "00000000-0000-0000-0000-000000000000"}
    wrong = client("PATCH", url, {"environment": environment, "config": ROLE})
    assert (wrong.status_code, error_of(wrong)["source"]["pointer"]) == (400, "/config/kind")
    assert client("PATCH", url, {"config": config}).status_code == 400  # needs the environment
    shown = client.ok("PATCH", url, {"environment": environment, "config": config})
    assert (shown["status"], bool(shown["config"]["confluent_multi_tenant_app_id"])) == ("CREATED", True)
    other = {**config, "customer_azure_tenant_id": "11111111-1111-1111-1111-111111111111"}
    assert client("PATCH", url, {"environment": environment, "config": other}).status_code == 409
    connector = {"connector.class": "DatagenSource", "name": "orders", "kafka.auth.mode": "KAFKA_API_KEY"}
    connector |= {"kafka.api.key": estate.kafka_key[0], "kafka.api.secret": estate.kafka_key[1]}
    connector |= {"kafka.topic": "orders", "output.data.format": "JSON", "quickstart": "ORDERS", "tasks.max": "1"}
    connector["provider.integration.id"] = made["id"]
    assert estate.connect("POST", "/connectors", {"name": "orders", "config": connector}).status == 201
    used = client.ok("GET", url, environment=estate.environment)
    assert (used["status"], used["usages"][0].endswith("/connector=orders")) == ("ACTIVE", True)
    held = client("DELETE", url, environment=estate.environment)
    assert (held.status_code, "connector=orders" in error_of(held)["detail"]) == (409, True)
    estate.connect("DELETE", "/connectors/orders")
    assert client("DELETE", url, environment=estate.environment).status_code == 204


def test_validation_asks_whether_the_cloud_trusts(client: Client, sandbox: Any) -> None:
    environment = client.environment()
    made = client.ok("POST", V2, integration(environment, provider="GCP"))
    body = {"id": made["id"], "environment": {"id": environment}}
    draft = client("POST", f"{V2}:validate", body)
    assert (draft.status_code, error_of(draft)["source"]["pointer"]) == (400, "/config")
    config = {"kind": "GcpIntegrationConfig", "customer_google_service_account": "a@p.iam.gserviceaccount.com"}
    assert client("POST", f"{V2}:validate", {**body, "config": config}).status_code == 204
    client.ok("PATCH", f"{V2}/{made['id']}", {"environment": {"id": environment}, "config": config})
    assert client("POST", f"{V2}:validate", body).status_code == 204
    sandbox.settings(cloud_grant=False)
    assert client("POST", f"{V2}:validate", body).status_code == 400
    other = client.environment("other")
    assert client("POST", f"{V2}:validate", {**body, "environment": {"id": other}}).status_code == 403


def test_integrations_go_with_their_environment(client: Client, sandbox: Any) -> None:
    environment = client.environment()
    client.ok("POST", V1, integration(environment, config=ROLE))
    client.ok("POST", V2, integration(environment))
    found = client.ok("GET", V2, environment=environment, display_name="s", status="DRAFT", provider="GCP")["data"]
    assert len(found) == 1
    client.ok("DELETE", f"/org/v2/environments/{environment}")
    state = sandbox.state()
    assert (state["provider_integrations"], state["provider_integrations_v2"]) == ({}, {})
