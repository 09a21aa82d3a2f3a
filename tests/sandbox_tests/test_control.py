# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The control plane: environments, clusters, Schema Registry, accounts, keys, role bindings, STS, permissions."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import unquote

import pytest
import requests

from tests.sandbox.settings import Settings
from tests.support.sandbox import Sandbox

from ._client import Client, error_of


@pytest.fixture
def client(sandbox: Any) -> Client:
    return Client(sandbox)


# ---- credentials


@pytest.mark.parametrize("auth", [None, ("NOBODY", "x"), "not-a-token"])
def test_wrong_credentials(client: Client, auth: Any) -> None:
    answer = client("GET", "/org/v2/environments", auth=auth)
    assert answer.status_code == 401
    assert error_of(answer)["code"] == "user_unauthenticated"
    assert "invalid_key" in answer.headers["WWW-Authenticate"]


def test_a_cluster_key_is_no_cloud_key(client: Client, sandbox: Any) -> None:
    cluster = client.cluster(client.environment())
    account = client.account("orders-app")
    kafka_key = client.key(account, {"id": cluster["id"]})
    answer = client("GET", "/org/v2/environments", auth=kafka_key)
    assert answer.status_code == 401
    assert "invalid API key" in error_of(answer)["detail"]
    assert kafka_key[0] in error_of(answer)["detail"]
    wrong_secret = client("GET", "/org/v2/environments", auth=(sandbox.cloud_key, "x"))
    assert wrong_secret.status_code == 401


def test_a_global_key_opens_every_plane(client: Client) -> None:
    cluster = client.cluster(client.environment())
    account = client.account("everything")
    client.bind(account, "OrganizationAdmin", "")
    key = client.key(account, {"id": "global", "kind": "Global", "api_version": "global/v1"})
    registry = client.ok("GET", "/srcm/v3/clusters", environment=cluster["spec"]["environment"]["id"])["data"][0]
    assert client("GET", "/org/v2/environments", auth=key).status_code == 200
    rest = cluster["spec"]["http_endpoint"]
    assert client("GET", f"{rest}/kafka/v3/clusters/{cluster['id']}/topics", auth=key).status_code == 200
    assert client("GET", registry["spec"]["http_endpoint"] + "/subjects", auth=key).status_code == 200


def test_sts_token_opens_the_control_plane_until_it_expires(client: Client, sandbox: Any) -> None:
    client.environment()
    client.bind("pool-abc123", "OrganizationAdmin", "")
    sandbox.token(token="jwt", identity_pool_id="pool-abc123", principal="User:pool-abc123")
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token": "jwt",
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
        "identity_pool_id": "pool-abc123",
        "expires_in": "60",
    }
    url = f"{sandbox.endpoint}/sts/v1/oauth2/token"
    given = requests.post(url, data=form, timeout=5).json()
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 60)
    assert len(client.ok("GET", "/org/v2/environments", auth=given["access_token"])["data"]) == 1
    assert client("GET", "/org/v2/environments", auth="jwt").status_code == 401  # the external token itself
    sandbox.settings(time_scale=1000)
    time.sleep(0.1)
    assert client("GET", "/org/v2/environments", auth=given["access_token"]).status_code == 401
    for wrong in ({"expires_in": "901"}, {"identity_pool_id": "pool-x"}, {"grant_type": "password"}):
        assert requests.post(url, data={**form, **wrong}, timeout=5).status_code == 400


# ---- environments


def test_environment_life(client: Client) -> None:
    made = client("POST", "/org/v2/environments", {"display_name": "dev"})
    assert made.status_code == 201
    env = made.json()
    assert env["stream_governance_config"] == {"package": "ESSENTIALS"}
    assert env["metadata"]["resource_name"] == f"{client.organization}/environment={env['id']}"
    assert client.ok("POST", "/org/v2/environments", {"display_name": "dev"})["id"] != env["id"]  # names are not unique
    url = f"/org/v2/environments/{env['id']}"
    advanced = client.ok("PATCH", url, {"stream_governance_config": {"package": "ADVANCED"}})
    assert advanced["stream_governance_config"]["package"] == "ADVANCED"
    refused = client("PATCH", url, {"stream_governance_config": {"package": "ESSENTIALS"}})
    assert refused.status_code == 400
    assert error_of(refused)["source"] == {"pointer": "/stream_governance_config/package"}
    assert client.ok("PATCH", url, {"display_name": "dev2"})["display_name"] == "dev2"
    assert client("DELETE", url).status_code == 204
    assert client("GET", url).status_code == 403  # not 404: the service does not tell
    assert client("POST", "/org/v2/environments", {}).status_code == 400
    assert client("POST", "/org/v2/environments", {"display_name": 5}).status_code == 400


def test_deleting_an_environment_takes_everything_with_it(client: Client, sandbox: Any) -> None:
    env = client.environment()
    cluster = client.cluster(env)
    account = client.account("app")
    registry = client.ok("GET", "/srcm/v3/clusters", environment=env)["data"][0]["id"]
    client.key(account, {"id": cluster["id"]})
    client.key(account, {"id": registry})
    client.bind(account, "CloudClusterAdmin", f"/environment={env}/cloud-cluster={cluster['id']}")
    before = sandbox.state()
    assert (len(before["api_keys"]), len(before["role_bindings"])) == (3, 2)
    client.ok("DELETE", f"/org/v2/environments/{env}")
    after = sandbox.state()
    for table in ("environments", "clusters", "schema_registries", "topics"):
        assert not after[table]
    assert (len(after["api_keys"]), len(after["role_bindings"])) == (1, 1)
    assert list(after["service_accounts"]) == [account]


# ---- clusters


def test_cluster_life(client: Client, sandbox: Any) -> None:
    sandbox.settings(cluster_provisioning=0.4)
    env = client.environment()
    made = client("POST", "/cmk/v2/clusters", client.cluster_spec(env))
    assert made.status_code == 202
    assert made.json()["status"] == {"phase": "PROVISIONING"}
    assert "http_endpoint" not in made.json()["spec"]
    ident = made.json()["id"]
    time.sleep(0.45)
    ready = client.ok("GET", f"/cmk/v2/clusters/{ident}", environment=env)
    assert ready["status"] == {"phase": "PROVISIONED"}
    assert ready["spec"]["http_endpoint"] == f"{sandbox.endpoint}/_kafka/{ident}"
    assert ready["spec"]["kafka_bootstrap_endpoint"].startswith("SASL_SSL://pkc-")
    assert ready["spec"]["config"] == {"kind": "Basic", "max_ecku": 50}
    assert ready["spec"]["availability"] == "SINGLE_ZONE"
    sandbox.settings(availability_model="new")
    assert client.ok("GET", "/cmk/v2/clusters", environment=env)["data"][0]["spec"]["availability"] == "LOW"
    assert client("GET", "/cmk/v2/clusters").status_code == 400
    assert client("GET", f"/cmk/v2/clusters/{ident}").status_code == 400
    assert client("GET", f"/cmk/v2/clusters/{ident}", environment=client.environment()).status_code == 403
    assert client("DELETE", f"/cmk/v2/clusters/{ident}", environment=env).status_code == 204
    assert client("GET", f"/cmk/v2/clusters/{ident}", environment=env).status_code == 403


def test_cluster_that_fails(client: Client, sandbox: Any) -> None:
    sandbox.settings(fail_next_provisioning=1)
    env = client.environment()
    assert client.cluster(env)["status"]["phase"] == "FAILED"
    assert client.cluster(env)["status"]["phase"] == "PROVISIONED"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"cloud": "IBM"}, "/spec/cloud"),
        ({"region": "mars-1"}, "/spec/region"),
        ({"cloud": "GCP"}, "/spec/region"),
        ({"availability": "SOMETIMES"}, "/spec/availability"),
        ({"availability": "HIGH"}, "/spec/availability"),
        ({"config": {"kind": "Huge"}}, "/spec/config/kind"),
        ({"config": {"kind": "Dedicated"}}, "/spec/config/cku"),
        ({"config": {"kind": "Dedicated", "cku": 1}, "availability": "MULTI_ZONE"}, "/spec/config/cku"),
        ({"config": {"kind": "Basic", "cku": 1}}, "/spec/config/cku"),
        ({"config": {"kind": "Standard", "max_ecku": 11}}, "/spec/config/max_ecku"),
        ({"config": {"kind": "Standard", "max_ecku": 1}, "availability": "HIGH"}, "/spec/config/max_ecku"),
        ({"config": {"kind": "Freight"}}, "/spec/availability"),
        ({"display_name": ""}, "/spec/display_name"),
        ({"config": None}, "/spec/config"),
        ({"byok": {"id": "cck-1"}}, "/spec/byok"),
    ],
)
def test_clusters_that_cannot_be(client: Client, changes: dict[str, Any], pointer: str) -> None:
    answer = client("POST", "/cmk/v2/clusters", client.cluster_spec(client.environment(), **changes))
    assert answer.status_code == 400
    assert error_of(answer)["source"] == {"pointer": pointer}


@pytest.mark.parametrize(
    ("cloud", "region", "availability", "config", "shown"),
    [
        ("GCP", "us-central1", "LOW", {"kind": "Basic", "max_ecku": 5}, {"kind": "Basic", "max_ecku": 5}),
        ("AZURE", "westeurope", "HIGH", {"kind": "Standard"}, {"kind": "Standard", "max_ecku": 10}),
        ("AWS", "us-east-2", "HIGH", {"kind": "Enterprise"}, {"kind": "Enterprise", "max_ecku": 10}),
        ("AWS", "us-east-2", "MULTI_ZONE", {"kind": "Freight"}, {"kind": "Freight", "max_ecku": 152}),
        (
            "AWS",
            "us-east-2",
            "SINGLE_ZONE",
            {"kind": "Dedicated", "cku": 1},
            {"kind": "Dedicated", "cku": 1, "zones": ["use2-az1"], "release_priority": "REGULAR"},
        ),
    ],
)
def test_the_five_kinds(
    client: Client, cloud: str, region: str, availability: str, config: dict[str, Any], shown: dict[str, Any]
) -> None:
    made = client.cluster(client.environment(), cloud=cloud, region=region, availability=availability, config=config)
    assert made["spec"]["config"] == shown
    assert made["status"].get("cku") == shown.get("cku")


def test_changing_a_cluster(client: Client, sandbox: Any) -> None:
    env = client.environment()
    ident = client.cluster(env)["id"]

    def patch(**spec: Any) -> requests.Response:
        return client("PATCH", f"/cmk/v2/clusters/{ident}", {"spec": {"environment": {"id": env}, **spec}})

    assert patch(display_name="renamed").json()["spec"]["display_name"] == "renamed"
    assert patch(config={"kind": "Standard"}).json()["spec"]["config"] == {"kind": "Standard", "max_ecku": 10}
    assert patch(config={"kind": "Standard", "max_ecku": 3}).json()["spec"]["config"]["max_ecku"] == 3
    assert patch(availability="LOW").json()["spec"]["availability"] == "LOW"
    for wrong in (
        {"config": {"kind": "Basic"}},
        {"config": {"kind": "Dedicated", "cku": 1}},
        {"availability": "HIGH"},
        {"cloud": "GCP"},
        {"region": "us-east-1"},
    ):
        assert patch(**wrong).status_code == 400, wrong
    assert client("PATCH", f"/cmk/v2/clusters/{ident}", {"spec": {"display_name": "x"}}).status_code == 400
    assert patch(deletion_protection=True).status_code == 400, "Standard clusters have none"
    assert client("DELETE", f"/cmk/v2/clusters/{ident}", environment=env).status_code == 204


@pytest.mark.parametrize("kind", ["Basic", "Standard", "Enterprise", "Dedicated", "Freight"])
def test_deletion_protection(client: Client, kind: str) -> None:
    env = client.environment()
    place = {"availability": "HIGH" if kind == "Freight" else "LOW"}
    config = {"kind": kind, "cku": 1} if kind == "Dedicated" else {"kind": kind}
    url = f"/cmk/v2/clusters/{client.cluster(env, config=config, **place)['id']}"

    def protect(protected: bool) -> requests.Response:
        spec = {"environment": {"id": env}, "deletion_protection": protected}
        return client("PATCH", url, {"spec": spec})

    if kind in ("Basic", "Standard"):
        refused = protect(True)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["source"]["pointer"] == "/spec/deletion_protection"
        assert protect(False).status_code == 200
        return
    assert protect(True).json()["spec"]["deletion_protection"] is True
    assert client("DELETE", url, environment=env).status_code == 409
    assert client("DELETE", f"/org/v2/environments/{env}").status_code == 409, "nor does it go with its environment"
    assert client("GET", url, environment=env).status_code == 200
    assert protect(False).status_code == 200
    assert client("DELETE", f"/org/v2/environments/{env}").status_code == 204


def test_clouds_in_any_case_and_the_name_of_a_cluster(client: Client) -> None:
    env = client.environment()
    made = client.cluster(env, cloud="gcp", region="us-central1")
    assert made["spec"]["cloud"] == "gcp"
    tail = f"/environment={env}/cloud-cluster={made['id']}/kafka={made['id']}"
    assert made["metadata"]["resource_name"] == client.organization + tail


def test_resizing_a_dedicated_cluster_takes_time(client: Client, sandbox: Any) -> None:
    env = client.environment()
    ident = client.cluster(env, config={"kind": "Dedicated", "cku": 1})["id"]
    sandbox.settings(cluster_resizing=0.3)
    url = f"/cmk/v2/clusters/{ident}"

    def resize(cku: int) -> requests.Response:
        return client("PATCH", url, {"spec": {"environment": {"id": env}, "config": {"kind": "Dedicated", "cku": cku}}})

    wished = resize(2).json()
    assert (wished["spec"]["config"]["cku"], wished["status"]["cku"]) == (2, 1)
    assert resize(3).status_code == 409
    assert resize(2).status_code == 200  # the same wish again is no second resize
    time.sleep(0.35)
    assert client.ok("GET", url, environment=env)["status"]["cku"] == 2


# ---- Schema Registry


def test_schema_registry_appears_with_the_first_cluster(client: Client, sandbox: Any) -> None:
    sandbox.settings(schema_registry_provisioning=0.6)
    env = client.environment()
    assert client.ok("GET", "/srcm/v3/clusters", environment=env)["data"] == []
    client.cluster(env)
    assert client.ok("GET", "/srcm/v3/clusters", environment=env)["data"] == []
    time.sleep(0.35)
    [registry] = client.ok("GET", "/srcm/v3/clusters", environment=env)["data"]
    assert registry["status"]["phase"] == "PROVISIONING"
    assert client("GET", f"/_sr/{registry['id']}/subjects").status_code == 404
    time.sleep(0.35)
    ready = client.ok("GET", f"/srcm/v3/clusters/{registry['id']}", environment=env)
    assert ready["status"]["phase"] == "PROVISIONED"
    assert ready["spec"]["http_endpoint"] == f"{sandbox.endpoint}/_sr/{registry['id']}"
    assert ready["spec"]["package"] == "ESSENTIALS"
    client.cluster(env, display_name="second")
    assert len(client.ok("GET", "/srcm/v3/clusters", environment=env)["data"]) == 1
    assert client("GET", "/srcm/v3/clusters").status_code == 400


# ---- service accounts, users, keys


def test_service_account_names_are_unique(client: Client) -> None:
    ident = client.account("orders-app")
    again = client("POST", "/iam/v2/service-accounts", {"display_name": "orders-app"})
    assert again.status_code == 409
    client.account("orders app two")
    found = client.ok("GET", "/iam/v2/service-accounts", display_name=["orders-app", "orders app two"])["data"]
    assert [item["display_name"] for item in found] == ["orders-app", "orders app two"]
    url = f"/iam/v2/service-accounts/{ident}"
    assert client.ok("PATCH", url, {"description": "writes orders"})["description"] == "writes orders"
    assert client("PATCH", url, {"display_name": "orders app two"}).status_code == 409
    assert client("PATCH", url, {"description": "x" * 129}).status_code == 422
    assert client("DELETE", url).status_code == 204
    assert client("GET", url).status_code == 403
    client.account("orders-app")  # the name is free again


def test_users_are_listed(client: Client, sandbox: Any) -> None:
    sandbox.seed("users", {"email": "ada@example.com", "full_name": "Ada"})
    emails = [item["email"] for item in client.ok("GET", "/iam/v2/users")["data"]]
    assert emails == ["admin@example.com", "ada@example.com"]


def test_the_secret_of_a_key_is_shown_once(client: Client) -> None:
    env = client.environment()
    cluster = client.cluster(env)["id"]
    account = client.account("app")
    body = {"spec": {"owner": {"id": account}, "resource": {"id": cluster}, "display_name": "one"}}
    made = client("POST", "/iam/v2/api-keys", body)
    assert made.status_code == 202
    assert len(made.json()["spec"]["secret"]) == 64
    url = f"/iam/v2/api-keys/{made.json()['id']}"
    shown = client.ok("GET", url)
    assert "secret" not in shown["spec"]
    assert shown["spec"]["owner"]["kind"] == "ServiceAccount"
    assert (shown["spec"]["resource"]["kind"], shown["spec"]["resource"]["environment"]) == ("Cluster", env)
    assert client("POST", "/iam/v2/api-keys", body).status_code == 202  # nothing makes keys unique
    found = client.ok("GET", "/iam/v2/api-keys", **{"spec.owner": account, "spec.resource": cluster})["data"]
    assert ["secret" in item["spec"] for item in found] == [False, False]
    assert client.ok("PATCH", url, {"spec": {"description": "d"}})["spec"]["description"] == "d"
    assert client("PATCH", url, {"spec": {"owner": {"id": "sa-other"}}}).status_code == 400
    assert client("DELETE", url).status_code == 204
    assert client("GET", url).status_code == 403


@pytest.mark.parametrize(
    ("resource", "shown"),
    [
        (None, ("cloud", "Cloud")),
        ({"id": "global", "kind": "Global", "api_version": "global/v1"}, ("global", "Global")),
        ({"id": "tableflow", "kind": "Tableflow", "api_version": "tableflow/v1"}, ("tableflow", "Tableflow")),
        ({"id": "lksqlc-1", "kind": "Cluster", "api_version": "ksqldbcm/v2"}, ("lksqlc-1", "ksqlDB")),
        (
            {"id": "aws.us-east-1", "kind": "Region", "api_version": "fcpm/v2", "environment": "ENV"},
            ("aws.us-east-1", "Region"),
        ),
        ({"id": "REGISTRY", "kind": "Cluster", "api_version": "srcm/v3"}, ("REGISTRY", "SchemaRegistry")),
    ],
)
def test_what_keys_are_for(client: Client, resource: dict[str, str] | None, shown: tuple[str, str]) -> None:
    env = client.environment()
    client.cluster(env)
    registry = client.ok("GET", "/srcm/v3/clusters", environment=env)["data"][0]["id"]
    names = {"ENV": env, "REGISTRY": registry}
    given = None if resource is None else {key: names.get(value, value) for key, value in resource.items()}
    spec = {"owner": {"id": client.account("app")}, **({"resource": given} if given else {})}
    read = client.ok("POST", "/iam/v2/api-keys", {"spec": spec})["spec"]["resource"]
    assert (read["id"], read["kind"]) == (names.get(shown[0], shown[0]), shown[1])


def test_keys_that_cannot_be(client: Client, sandbox: Any) -> None:
    account = client.account("app")
    for spec in (
        {},
        {"owner": {"id": "sa-none"}},
        {"owner": {"id": account}, "resource": {"id": "lkc-none"}},
        {"owner": {"id": account}, "resource": {"id": "AWS.us-east-1", "kind": "Region", "environment": "env-1"}},
        {"owner": {"id": account, "kind": "User"}},
    ):
        assert client("POST", "/iam/v2/api-keys", {"spec": spec}).status_code == 400, spec
    sandbox.settings(api_key_quota=1)
    assert client("POST", "/iam/v2/api-keys", {"spec": {"owner": {"id": account}}}).status_code == 402


def test_keys_work_late_and_die_with_their_owner(client: Client, sandbox: Any) -> None:
    sandbox.settings(key_propagation=0.3)
    account = client.account("app")
    key = client.key(account)
    assert client("GET", "/org/v2/environments", auth=key).status_code == 401
    time.sleep(0.35)
    assert client("GET", "/org/v2/environments", auth=key).json()["data"] == []
    client.ok("DELETE", f"/iam/v2/service-accounts/{account}")
    assert client("GET", "/org/v2/environments", auth=key).status_code == 401


# ---- role bindings


def test_role_binding_life(client: Client, sandbox: Any) -> None:
    env = client.environment()
    account = client.account("app")
    scope = f"{client.organization}/environment={env}"
    body = {"principal": f"User:{account}", "role_name": "EnvironmentAdmin", "crn_pattern": scope}
    made = client("POST", "/iam/v2/role-bindings", body)
    assert made.status_code == 201
    assert client("POST", "/iam/v2/role-bindings", body).status_code == 409
    assert client("GET", "/iam/v2/role-bindings").status_code == 400
    url = f"/iam/v2/role-bindings/{made.json()['id']}"
    assert client.ok("GET", url)["crn_pattern"] == scope
    removed = client("DELETE", url)
    assert (removed.status_code, removed.json()["role_name"]) == (200, "EnvironmentAdmin")
    assert client("GET", url).status_code == 403


def test_listing_role_bindings_by_scope(client: Client, sandbox: Any) -> None:
    env = client.environment()
    cluster = client.cluster(env, config={"kind": "Standard"})["id"]
    account = client.account("app")
    at_env, at_cluster = f"/environment={env}", f"/environment={env}/cloud-cluster={cluster}"
    topic = f"{at_cluster}/kafka={cluster}/topic=orders*"
    client.bind(account, "EnvironmentAdmin", at_env)
    client.bind(account, "CloudClusterAdmin", at_cluster)
    client.bind(account, "DeveloperRead", topic)

    def roles(scope: str, **query: str) -> list[str]:
        found = client.ok("GET", "/iam/v2/role-bindings", crn_pattern=client.organization + scope, **query)["data"]
        return [item["role_name"] for item in found]

    assert roles(at_env) == ["EnvironmentAdmin"]
    assert roles(at_env + "/*") == ["EnvironmentAdmin", "CloudClusterAdmin", "DeveloperRead"]
    assert roles(at_cluster + "/*", role_name="DeveloperRead") == ["DeveloperRead"]
    assert roles("/*", principal="User:sa-none") == []
    assert roles(topic) == ["DeveloperRead"]
    sandbox.settings(percent_encode_crns=True)
    subject = f"/environment={env}/schema-registry=lsrc-x/subject=a:b"
    given = client.bind(account, "DeveloperRead", subject)["crn_pattern"]
    assert given != client.organization + subject
    assert unquote(given) == client.organization + subject


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"role_name": "Emperor"}, "/role_name"),
        ({"principal": "sa-1"}, "/principal"),
        ({"principal": "User:sa-none"}, "/principal"),
        ({"crn_pattern": "crn://elsewhere/organization=1"}, "/crn_pattern"),
        ({"crn_pattern": "ORG/environment=env-none"}, "/crn_pattern"),
        ({"crn_pattern": "ORG/nonsense=1"}, "/crn_pattern"),
        ({"crn_pattern": "ORG"}, "/crn_pattern"),
        ({"crn_pattern": "BASIC/topic=orders", "role_name": "DeveloperRead"}, "/crn_pattern"),
        ({"crn_pattern": None}, "/crn_pattern"),
    ],
)
def test_role_bindings_that_cannot_be(client: Client, change: dict[str, Any], pointer: str) -> None:
    env = client.environment()
    cluster = client.cluster(env)["id"]
    scope = f"{client.organization}/environment={env}"
    body = {
        "principal": f"User:{client.account('app')}",
        "role_name": "EnvironmentAdmin",
        "crn_pattern": scope,
        **change,
    }
    if body["crn_pattern"]:
        basic = f"{scope}/cloud-cluster={cluster}/kafka={cluster}"
        body["crn_pattern"] = body["crn_pattern"].replace("ORG", client.organization).replace("BASIC", basic)
    answer = client("POST", "/iam/v2/role-bindings", body)
    assert answer.status_code == 400
    assert error_of(answer)["source"] == {"pointer": pointer}


def test_pools_and_groups_are_found_by_name(client: Client, sandbox: Any) -> None:
    [provider] = sandbox.seed("identity_providers", {"display_name": "okta"})["objects"]
    [pool] = sandbox.seed("identity_pools", {"display_name": "ci", "provider": provider["id"]})["objects"]
    [group] = sandbox.seed("group_mappings", {"display_name": "engineers"})["objects"]
    [shown] = client.ok("GET", "/iam/v2/identity-providers")["data"]
    assert shown["id"] == provider["id"]
    pools = f"/iam/v2/identity-providers/{provider['id']}/identity-pools"
    assert [item["display_name"] for item in client.ok("GET", pools)["data"]] == ["ci"]
    assert client.ok("GET", f"{pools}/{pool['id']}")["principal"] == pool["id"]
    [mapping] = client.ok("GET", "/iam/v2/sso/group-mappings")["data"]
    assert client.ok("GET", f"/iam/v2/sso/group-mappings/{group['id']}") == mapping
    assert client("GET", "/iam/v2/identity-providers/op-none/identity-pools").status_code == 403


# ---- who may what


def test_environment_admin_may_manage_his_environment_only(client: Client, sandbox: Any) -> None:
    sandbox.settings(role_binding_propagation=0.3)
    env, other = client.environment("mine"), client.environment("not mine")
    account = client.account("env-admin")
    key = client.key(account)
    client.bind(account, "EnvironmentAdmin", f"/environment={env}")
    assert client.ok("GET", "/org/v2/environments", auth=key)["data"] == []  # not effective yet
    time.sleep(0.35)
    assert [item["id"] for item in client.ok("GET", "/org/v2/environments", auth=key)["data"]] == [env]
    assert client("POST", "/cmk/v2/clusters", client.cluster_spec(env), auth=key).status_code == 202
    assert client("POST", "/cmk/v2/clusters", client.cluster_spec(other), auth=key).status_code == 403
    assert client("GET", f"/org/v2/environments/{other}", auth=key).status_code == 403
    assert client("POST", "/org/v2/environments", {"display_name": "x"}, auth=key).status_code == 403
    assert client("POST", "/iam/v2/service-accounts", {"display_name": "x"}, auth=key).status_code == 403
    body = {"principal": f"User:{account}", "role_name": "EnvironmentAdmin"}
    for scope, status in ((env, 409), (other, 403)):
        crn = f"{client.organization}/environment={scope}"
        assert client("POST", "/iam/v2/role-bindings", {**body, "crn_pattern": crn}, auth=key).status_code == status


def test_cluster_admin_sees_his_cluster_and_makes_its_keys(client: Client) -> None:
    env = client.environment()
    mine, other = client.cluster(env)["id"], client.cluster(env, display_name="other")["id"]
    admin, app = client.account("cluster-admin"), client.account("app")
    key = client.key(admin)
    client.bind(admin, "CloudClusterAdmin", f"/environment={env}/cloud-cluster={mine}")
    assert [item["id"] for item in client.ok("GET", "/cmk/v2/clusters", auth=key, environment=env)["data"]] == [mine]
    for cluster, status in ((mine, 202), (other, 403)):
        spec = {"owner": {"id": app}, "resource": {"id": cluster}}
        assert client("POST", "/iam/v2/api-keys", {"spec": spec}, auth=key).status_code == status
    assert client("DELETE", f"/cmk/v2/clusters/{other}", auth=key, environment=env).status_code == 403


# ---- what clients of other makers ask for


def test_an_organization_is_born_with_an_environment() -> None:
    with Sandbox("--set", "first_environment=default") as born:
        listed = born.request("GET", "/org/v2/environments")["data"]
        assert [one["display_name"] for one in listed] == ["default"]
        born.request("DELETE", f"/org/v2/environments/{listed[0]['id']}")
        assert born.request("GET", "/org/v2/environments")["data"] == []
        born.reset()
        assert len(born.request("GET", "/org/v2/environments")["data"]) == 1
    assert Settings().first_environment == "default", "which is so wherever nothing else is said"


def test_keys_for_what_is_in_an_environment_go_with_it(client: Client) -> None:
    environment = client.environment()
    cluster, owner = client.cluster(environment)["id"], client.account("orders")
    flink = {"id": "aws.us-east-1", "kind": "Region", "api_version": "fcpm/v2", "environment": environment}
    for resource in ({"id": cluster}, flink, None):
        client.key(owner, resource)
    assert len(client.ok("GET", "/iam/v2/api-keys", **{"spec.owner": owner})["data"]) == 3
    client.ok("DELETE", f"/org/v2/environments/{environment}")
    left = client.ok("GET", "/iam/v2/api-keys", **{"spec.owner": owner})["data"]
    assert [key["spec"]["resource"]["id"] for key in left] == ["cloud"]


def test_filters_without_a_value_are_no_filters(client: Client) -> None:
    environment = client.environment()
    client.cluster(environment)
    for path, query, more in (
        ("/iam/v2/api-keys", "spec.owner=&spec.resource=", {}),
        ("/iam/v2/role-bindings", "principal=&role_name=", {"crn_pattern": client.organization}),
        ("/cmk/v2/clusters", "spec.network=&spec.deletion_protection=", {"environment": environment}),
        ("/iam/v2/service-accounts", "display_name=", {}),
    ):
        client.account(path)
        whole = client.ok("GET", path, **more)["data"]
        assert whole
        assert client.ok("GET", f"{path}?{query}", **more)["data"] == whole, path


def test_numbers_of_accounts(client: Client) -> None:
    made = client.account("orders")
    (account,) = client.ok("GET", "/service_accounts")["users"]
    assert account["resource_id"] == made
    assert isinstance(account["id"], int)
    (user,) = client.ok("GET", "/users")["users"]
    assert user["resource_id"] == client.sandbox.settings()["admin_user_id"]
    assert user["id"] != account["id"]
    refused = client("GET", "/service_accounts", auth=None)
    assert refused.status_code == 401
    assert set(refused.json()) == {"code", "message"}


@pytest.mark.parametrize(
    ("config", "most"),
    [
        ({"kind": "Basic"}, 1500),
        ({"kind": "Basic", "max_ecku": 2}, 60),
        ({"kind": "Standard"}, 2500),
        ({"kind": "Enterprise", "max_ecku": 1}, 3000),
        ({"kind": "Dedicated", "cku": 1}, 4500),
    ],
)
def test_partitions_by_the_units_of_a_cluster(client: Client, config: dict[str, Any], most: int) -> None:
    environment = client.environment()
    cluster = client.cluster(environment, config=config, availability="LOW")["id"]
    key = client.key(client.sandbox.settings()["admin_user_id"], {"id": cluster})
    path = f"/_kafka/{cluster}/kafka/v3/clusters/{cluster}/topics"

    def make(name: str, count: int, **more: Any) -> requests.Response:
        return client("POST", path, {"topic_name": name, "partitions_count": count, **more}, auth=key)

    assert make("a", most - 3).status_code == 201
    for refused in (make("b", 4), make("b", 4, validate_only=True), make("b", 99_999)):
        assert (refused.status_code, refused.json()["error_code"]) == (400, 40002)
        assert f"exceed {most} total partitions" in refused.json()["message"]
    assert make("b", 2).status_code == 201
    assert client("PATCH", f"{path}/b", {"partitions_count": 4}, auth=key).status_code == 400
    assert client("PATCH", f"{path}/b", {"partitions_count": 3}, auth=key).status_code == 200
