# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Identity providers and pools, group mappings, certificate authorities and pools, users and invitations."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.certificates import self_signed

from ._client import Client, error_of

PROVIDERS = "/iam/v2/identity-providers"
AUTHORITIES = "/iam/v2/certificate-authorities"
INVITATIONS = "/iam/v2/invitations"
PROVIDER = {
    "display_name": "login",
    "description": "workloads",
    "issuer": "https://login.example.com/v2",
    "jwks_uri": "https://login.example.com/v2/keys",
}
POOL = {"display_name": "ci", "description": "builds", "identity_claim": "claims.sub", "filter": 'claims.aud == "ci"'}


@pytest.fixture
def client(sandbox: Any) -> Client:
    return Client(sandbox)


def made(client: Client, path: str, body: dict[str, Any]) -> str:
    """The URL of a new object."""
    answer = client("POST", path, body)
    assert answer.status_code == 201, answer.text
    return f"{path}/{answer.json()['id']}"


def test_life_of_a_provider(client: Client) -> None:
    url = made(client, PROVIDERS, PROVIDER)
    shown = client.ok("GET", url)
    assert {name: shown[name] for name in PROVIDER} == PROVIDER
    assert shown["metadata"]["resource_name"] == f"{client.organization}/identity-provider={shown['id']}"
    assert "identity_claim" not in shown
    changed = client.ok("PATCH", url, {"issuer": "https://login.example.com/v3", "identity_claim": "claims.oid"})
    assert (changed["id"], changed["issuer"]) == (shown["id"], "https://login.example.com/v3")
    assert (changed["identity_claim"], changed["description"]) == ("claims.oid", "workloads")
    assert client("DELETE", url).status_code == 204
    assert client("GET", url).status_code == 403


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**PROVIDER, "issuer": "login"}, "/issuer"),
        ({**PROVIDER, "issuer": None}, "/issuer"),
        ({**PROVIDER, "description": ""}, "/description"),
        ({**PROVIDER, "display_name": 1}, "/display_name"),
    ],
)
def test_wrong_providers_are_refused(client: Client, body: dict[str, Any], pointer: str) -> None:
    answer = client("POST", PROVIDERS, body)
    assert (answer.status_code, error_of(answer)["source"]["pointer"]) == (400, pointer)
    assert client.ok("GET", PROVIDERS)["data"] == []


def test_a_refresh_fetches_the_keys_again(client: Client) -> None:
    url = made(client, PROVIDERS, PROVIDER)
    wanted = {"spec": {"jwks_status": "REFRESHED"}}
    [before] = client.ok("GET", url)["keys"]
    assert client.ok("PATCH", f"{url}/jwks", wanted)["status"]["jwks_status"] == "REFRESHED"
    [after] = client.ok("GET", url)["keys"]
    assert before["kid"] != after["kid"]
    client.ok("PATCH", url, {"jwks_uri": "https://keys.invalid/"})
    assert client.ok("PATCH", f"{url}/jwks", wanted)["status"]["jwks_status"] == "ERROR_FETCHING_JWKS"
    assert client.ok("GET", url)["keys"] == [after]
    assert client("PATCH", f"{PROVIDERS}/op-none/jwks", wanted).status_code == 403


def test_a_provider_with_pools_stays(client: Client) -> None:
    url = made(client, PROVIDERS, PROVIDER)
    pool = made(client, f"{url}/identity-pools", POOL)
    refused = client("DELETE", url)
    assert refused.status_code == 409
    assert f"{pool.rpartition('/')[2]} (ci)" in error_of(refused)["detail"]
    assert client("DELETE", pool).status_code == 204
    assert client("DELETE", url).status_code == 204


def test_the_status_for_what_is_in_use_can_be_that_of_the_document(client: Client, sandbox: Any) -> None:
    sandbox.settings(held_status=400)
    url = made(client, PROVIDERS, PROVIDER)
    made(client, f"{url}/identity-pools", POOL)
    assert client("DELETE", url).status_code == 400


def test_pools_belong_to_their_provider(client: Client) -> None:
    first, second = made(client, PROVIDERS, PROVIDER), made(client, PROVIDERS, PROVIDER)
    pool = made(client, f"{first}/identity-pools", POOL)
    ident = pool.rpartition("/")[2]
    assert client.ok("GET", pool)["principal"] == ident
    assert client.ok("GET", f"{second}/identity-pools")["data"] == []
    assert client("GET", f"{second}/identity-pools/{ident}").status_code == 403
    assert client("POST", f"{PROVIDERS}/op-none/identity-pools", POOL).status_code == 403
    too_long = client("PATCH", pool, {"filter": "x" * 301})
    assert (too_long.status_code, error_of(too_long)["source"]["pointer"]) == (422, "/filter")


def test_the_owner_of_a_pool_may_change_it_and_its_roles_go_with_it(client: Client) -> None:
    owner = client.account("pool-owner")
    key = client.key(owner)
    provider = made(client, PROVIDERS, PROVIDER)
    pool = client.ok("POST", f"{provider}/identity-pools", POOL, assigned_resource_owner=owner)
    url = f"{provider}/identity-pools/{pool['id']}"
    assert client.ok("PATCH", url, {"filter": "true"}, auth=key)["filter"] == "true"
    assert client("PATCH", provider, {"description": "mine"}, auth=key).status_code == 403
    client.bind(pool["id"], "EnvironmentAdmin", f"/environment={client.environment()}")
    client.ok("DELETE", url)
    assert [b for b in client.sandbox.state()["role_bindings"].values() if "pool-" in b["principal"]] == []
    assert [b for b in client.sandbox.state()["role_bindings"].values() if "identity-pool=" in b["crn_pattern"]] == []


def test_group_mappings_are_changed_in_place(client: Client) -> None:
    body = {"display_name": "engineers", "description": "of the group", "filter": '"eng" in groups'}
    url = made(client, "/iam/v2/sso/group-mappings", body)
    changed = client.ok("PATCH", url, {"filter": '"engineering" in groups'})
    assert changed["api_version"] == "iam.v2/sso"
    assert changed["principal"] == changed["id"] == url.rpartition("/")[2]
    assert (changed["filter"], changed["display_name"]) == ('"engineering" in groups', "engineers")
    assert client("DELETE", url).status_code == 204


# ---- certificates


def authority(tmp_path: Path, **more: Any) -> dict[str, Any]:
    chain = self_signed(tmp_path)[0].read_text()
    body = {"display_name": "internal", "description": "mTLS", "certificate_chain": chain}
    return {**body, "certificate_chain_filename": "ca.pem", **more}


def empty_crl() -> str:
    """A certificate revocation list without entries, as PEM."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(timezone.utc)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "internal")])
    builder = x509.CertificateRevocationListBuilder().issuer_name(name).last_update(now)
    signed = builder.next_update(now + timedelta(days=1)).sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode()


def test_a_chain_is_told_by_its_fingerprints_only(client: Client, tmp_path: Path) -> None:
    body = authority(tmp_path)
    url = made(client, AUTHORITIES, body)
    shown = client.ok("GET", url)
    assert "certificate_chain" not in shown
    assert [len(one) for one in shown["fingerprints"]] == [40]
    assert len(shown["serial_numbers"]) == len(shown["expiration_dates"]) == 1
    assert "PRIVATE" not in str(client.sandbox.state()["certificate_authorities"])
    assert "BEGIN CERTIFICATE" not in str(client.sandbox.state()["certificate_authorities"])
    twice = client.ok("PUT", url, {**body, "certificate_chain": body["certificate_chain"] * 2})
    assert twice["fingerprints"] == shown["fingerprints"] * 2


def test_a_put_replaces_all_but_the_chain(client: Client, tmp_path: Path) -> None:
    url = made(client, AUTHORITIES, authority(tmp_path, crl_url="https://crl.example.com/list"))
    before = client.ok("GET", url)
    assert before["crl_source"] == "URL"
    after = client.ok("PUT", url, {"display_name": "renamed", "certificate_chain_filename": "ca.pem"})
    assert after["fingerprints"] == before["fingerprints"]
    assert (after["display_name"], after["description"], "crl_source" in after) == ("renamed", "", False)
    other = authority(tmp_path)
    del other["certificate_chain_filename"]
    refused = client("PUT", url, other)
    assert (refused.status_code, error_of(refused)["source"]["pointer"]) == (400, "/certificate_chain_filename")
    assert client("PATCH", url, {"display_name": "x"}).status_code == 405


def test_authorities_may_read_back_rewritten(client: Client, tmp_path: Path, sandbox: Any) -> None:
    url = made(client, AUTHORITIES, authority(tmp_path, crl_chain=empty_crl()))
    shown = client.ok("GET", url)
    assert (shown["crl_source"], "crl_url" in shown) == ("LOCAL", False)
    sandbox.settings(certificates_rewritten=True)
    rewritten = client.ok("GET", url)
    assert [int(one) for one in rewritten["serial_numbers"]] == [int(one, 16) for one in shown["serial_numbers"]]
    assert rewritten["crl_url"].startswith("https://")
    assert [one.replace(":", "").upper() for one in rewritten["fingerprints"]] == shown["fingerprints"]


def test_what_is_no_certificate_is_refused(client: Client, tmp_path: Path) -> None:
    refused = client("POST", AUTHORITIES, authority(tmp_path, certificate_chain="-----BEGIN NONSENSE-----"))
    assert (refused.status_code, error_of(refused)["source"]["pointer"]) == (400, "/certificate_chain")
    refused = client("POST", AUTHORITIES, authority(tmp_path, crl_chain="nonsense"))
    assert (refused.status_code, error_of(refused)["source"]["pointer"]) == (400, "/crl_chain")


def test_certificate_pools_and_deletions_that_answer(client: Client, tmp_path: Path) -> None:
    url = made(client, AUTHORITIES, authority(tmp_path))
    body = {"display_name": "agents", "description": "of the site", "external_identifier": "CN", "filter": "true"}
    pool = made(client, f"{url}/identity-pools", body)
    less = {"display_name": "agents", "external_identifier": "CN", "filter": "CN.startsWith('agent')"}
    shown = client.ok("PUT", pool, less)
    assert (shown["filter"], shown["description"]) == ("CN.startsWith('agent')", "of the site")
    refused = client("POST", f"{url}/identity-pools", less)
    assert (refused.status_code, error_of(refused)["source"]["pointer"]) == (400, "/description")
    assert client("DELETE", url).status_code == 409
    for path in (pool, url):
        gone = client("DELETE", path)
        assert (gone.status_code, gone.json()["id"]) == (200, path.rpartition("/")[2])


# ---- users and invitations


def test_an_invitation_becomes_a_user(client: Client, sandbox: Any) -> None:
    invitation = client.ok("POST", INVITATIONS, {"email": "ada@example.com"})
    assert (invitation["status"], invitation["auth_type"]) == ("INVITE_STATUS_SENT", "AUTH_TYPE_LOCAL")
    assert invitation["accepted_at"] is None
    assert invitation["creator"]["id"].startswith("u-")
    user = invitation["user"]["id"]
    binding = {"role_name": "MetricsViewer", "crn_pattern": client.organization}
    refused = client("POST", "/iam/v2/role-bindings", {**binding, "principal": f"User:{invitation['id']}"})
    assert refused.status_code == 403
    assert client("GET", f"/iam/v2/users/{user}").status_code == 403
    again = client("POST", INVITATIONS, {"email": "Ada@example.com"})
    assert (again.status_code, error_of(again)["code"]) == (409, "resource_already_exists")
    sandbox.seed("accepted_invitations", {"id": invitation["id"]})
    assert client.ok("GET", f"/iam/v2/users/{user}")["email"] == "ada@example.com"
    url = f"{INVITATIONS}/{invitation['id']}"
    assert client.ok("GET", url)["status"] == "INVITE_STATUS_ACCEPTED"
    assert client("DELETE", url).status_code == 400
    assert client("POST", INVITATIONS, {"email": "ada@example.com"}).status_code == 409
    client.ok("DELETE", f"/iam/v2/users/{user}")
    assert client.ok("GET", url)["status"] == "INVITE_STATUS_DEACTIVATED"
    assert client("POST", INVITATIONS, {"email": "ada@example.com"}).status_code == 201


def test_who_is_invited_can_be_given_roles_until_the_invitation_is_withdrawn(client: Client) -> None:
    invitation = client.ok("POST", INVITATIONS, {"email": "ada@example.com"})
    binding = {
        "role_name": "MetricsViewer",
        "crn_pattern": client.organization,
        "principal": f"User:{invitation['user']['id']}",
    }
    made = client.ok("POST", "/iam/v2/role-bindings", binding)
    client.ok("DELETE", f"{INVITATIONS}/{invitation['id']}")
    assert client("GET", f"/iam/v2/role-bindings/{made['id']}").status_code in (403, 404)
    assert client("POST", "/iam/v2/role-bindings", binding).status_code == 400


def test_invitations_expire_and_are_filtered(client: Client, sandbox: Any) -> None:
    first = client.ok("POST", INVITATIONS, {"email": "ada@example.com"})
    sandbox.settings(invitation_lifetime=0)
    second = client.ok("POST", INVITATIONS, {"email": "bob@example.com", "auth_type": "AUTH_TYPE_SSO"})
    expired = client.ok("GET", INVITATIONS, status="INVITE_STATUS_EXPIRED")["data"]
    assert [item["id"] for item in expired] == [second["id"]]
    for name, value in {"email": "ada@example.com", "user": first["user"]["id"]}.items():
        assert [item["id"] for item in client.ok("GET", INVITATIONS, **{name: value})["data"]] == [first["id"]]
    assert len(client.ok("GET", INVITATIONS, creator=first["creator"]["id"])["data"]) == 2
    assert client("DELETE", f"{INVITATIONS}/{second['id']}").status_code == 204
    wrong = client("POST", INVITATIONS, {"email": "nobody"})
    assert (wrong.status_code, error_of(wrong)["source"]["pointer"]) == (422, "/email")


def test_account_admins_invite_and_others_do_not(client: Client) -> None:
    account = client.account("people")
    key = client.key(account)
    assert client("POST", INVITATIONS, {"email": "ada@example.com"}, auth=key).status_code == 403
    client.bind(account, "AccountAdmin", "")
    made_by = client.ok("POST", INVITATIONS, {"email": "ada@example.com"}, auth=key)["creator"]
    assert made_by["id"] == account
    assert made_by["resource_name"].endswith(f"/service-account={account}")
