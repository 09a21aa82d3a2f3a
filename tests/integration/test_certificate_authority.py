# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificate authorities and pools: chains by their fingerprints, lists of revoked certificates, private keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct
from tests.support.certificates import authority, revocations, self_signed
from tests.support.ways import WAYS

AUTHORITIES = "/iam/v2/certificate-authorities"
OFFICES = {"name": "offices", "description": "Branch offices", "certificate_chain_filename": "offices.pem"}
POOL = {"certificate_authority": "offices", "name": "tills", "description": "d", "external_identifier": "CN"}


class Authorities(direct.Foreseen):
    """Runs the kind in this process. ``tills`` etc. are pools in the authority ``offices``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox

    def run(self, check: bool = False, pool: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.identity import (
            certificate_authorities,
            certificate_pools,
        )

        kind = certificate_pools.CertificatePool if pool else certificate_authorities.CertificateAuthority
        self.sandbox.clear_journal()
        return direct.run(kind, options, self.sandbox.env, check=check)

    def put(self) -> dict[str, Any]:
        [entry] = self.sandbox.journal("PUT", AUTHORITIES)
        return dict(entry["request_body"])


@pytest.fixture
def authorities(sandbox: Any) -> Authorities:
    return Authorities(sandbox)


def test_however_the_service_spells_a_chain_it_is_the_same(authorities: Authorities) -> None:
    chain = {**OFFICES, "certificate_chain": authority() + authority("next")}
    made = authorities.done("created", **chain)["certificate_authority"]
    assert "certificate_chain" not in made
    assert [len(one) for one in made["fingerprints"]] == [40, 40]
    authorities.sandbox.settings(certificates_rewritten=True)
    authorities.done("unchanged", **chain)
    authorities.done("unchanged", **{**chain, "certificate_chain": f"# ours\n{authority('next')}\n\n{authority()}"})
    changed = authorities.done("updated", **{**OFFICES, "certificate_chain": authority("next")})
    assert changed["diff"]["before"] == {"fingerprints": made["fingerprints"]}
    assert changed["diff"]["after"] == {"fingerprints": made["fingerprints"][1:]}
    assert changed["certificate_authority"]["id"] == made["id"]


def test_a_change_sends_the_whole_object(authorities: Authorities) -> None:
    chain = {"certificate_chain": authority()}
    authorities.done("created", **OFFICES, **chain, crl_url="https://pki.example.com/offices.crl")
    authorities.done("updated", name="offices", description="All offices", **chain)
    assert authorities.put() == {
        "display_name": "offices",
        "description": "All offices",
        **chain,
        "certificate_chain_filename": "offices.pem",
        "crl_url": "https://pki.example.com/offices.crl",
    }
    authorities.refused("certificate_chain must be given too", name="offices", description="No offices")


def test_the_url_that_the_service_fills_in_is_no_difference_and_is_not_sent_back(authorities: Authorities) -> None:
    authorities.sandbox.settings(certificates_rewritten=True)
    chain = {"certificate_chain": authority()}
    made = authorities.done("created", **OFFICES, **chain, crl_chain=revocations())["certificate_authority"]
    assert (made["crl_source"], made["crl_url"]) == ("LOCAL", None)
    authorities.done("unchanged", **OFFICES, **chain, crl_chain=revocations())
    authorities.done("updated", **{**OFFICES, "description": "All"}, **chain, crl_chain=revocations())
    assert "crl_url" not in authorities.put()
    authorities.done("updated", **{**OFFICES, **chain, "description": "All"}, crl_url="https://pki.example.com/x.crl")
    assert authorities.put()["crl_url"] == "https://pki.example.com/x.crl"


def test_an_uploaded_list_of_revoked_certificates_is_not_lost(authorities: Authorities) -> None:
    chain = {"certificate_chain": authority()}
    authorities.done("created", **OFFICES, **chain, crl_chain=revocations())
    authorities.done("unchanged", **OFFICES, **chain)
    authorities.refused("crl_chain (or crl_url) must be given too", name="offices", description="All", **chain)
    again = {**OFFICES, **chain, "crl_chain": revocations(), "update_secrets": "always"}
    assert authorities.run(**again)["operation"] == "updated"
    assert authorities.put()["crl_chain"] == revocations()


def test_a_list_of_revoked_certificates_that_the_service_cannot_have_is_sent(authorities: Authorities) -> None:
    """It is never shown: that it is another one is told by when it was issued, and no difference stays for ever."""
    chain = {**OFFICES, "certificate_chain": authority()}
    authorities.done("created", **chain)
    authorities.done("updated", **chain, crl_chain=revocations())
    assert authorities.put()["crl_chain"] == revocations()
    authorities.done("unchanged", **chain, crl_chain=revocations())
    later = revocations(days=1)
    authorities.done("updated", **chain, crl_chain=later)
    assert authorities.put()["crl_chain"] == later
    authorities.sandbox.settings(born_before=-2 * 86400)
    authorities.done("updated", **chain, crl_chain=later)
    authorities.done("unchanged", **chain, crl_chain=later)
    older = revocations(days=-30)
    authorities.done("unchanged", **chain, crl_chain=older)
    garbled = "-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----"
    authorities.done("unchanged", **chain, crl_chain=garbled)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"certificate_chain": "offices.pem"}, "certificate_chain holds no certificate"),
        (
            {"certificate_chain": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"},
            "certificate_chain holds a certificate that cannot be read",
        ),
        ({"crl_chain": authority()}, "crl_chain holds no certificate revocation list"),
        ({"crl_url": "pki.example.com/x"}, "crl_url 'pki.example.com/x' must be a URL"),
    ],
)
def test_what_is_no_certificate_is_refused(authorities: Authorities, options: dict[str, Any], words: str) -> None:
    authorities.refused(words, **{**OFFICES, "certificate_chain": authority(), **options})
    assert authorities.sandbox.journal() == []


@pytest.mark.parametrize("in_process", WAYS)
def test_a_private_key_does_not_leave_the_machine_and_is_not_shown(
    in_process: str, sandbox: Any, playbook: Callable[..., Any], tmp_path: Path
) -> None:
    certificate, key = (path.read_text() for path in self_signed(tmp_path))
    module = "streamops.confluent.confluent_certificate_authority"
    task = {module: {**OFFICES, "certificate_chain": certificate + key}, "ignore_errors": True}
    refused_by_ansible = {module: {**task[module], "crl_url": "x", "crl_chain": "x"}, "ignore_errors": True}
    play = {"hosts": "localhost", "gather_facts": False, "tasks": [task, refused_by_ansible]}
    env = {**sandbox.env, "ANSIBLE_INJECT_INVOCATION": "true", "CONFLUENT_IN_PROCESS": in_process}
    output = playbook([play], env=env, args=["-vvv"]).output
    assert "certificate_chain holds a private key, which must not leave this machine" in output
    assert "mutually exclusive" in output
    assert "Branch offices" in output, "the arguments have to be shown, or this proves nothing"
    assert not [line for line in key.splitlines() if line in output], "the key is shown"
    assert sandbox.journal() == []


@pytest.mark.parametrize(("days", "words"), [(-2, "expired on"), (12.5, "expires on"), (12.5, "in 12 days")])
def test_certificates_that_expire_are_warned_of(authorities: Authorities, days: float, words: str) -> None:
    chain = {"certificate_chain": authority(days=days) + authority()}
    for operation in ("created", "unchanged"):
        [warning] = authorities.done(operation, **OFFICES, **chain)["warnings"]
        assert warning.startswith("A certificate of certificate authority offices")
        assert words in warning
    [warning] = authorities.done("unchanged", name="offices")["warnings"]
    assert words in warning, "of what is there, when none is stated"
    assert authorities.run(name="offices", state="absent")["warnings"] == []


def test_an_authority_with_pools_stays(authorities: Authorities) -> None:
    authorities.done("created", **OFFICES, certificate_chain=authority())
    made = authorities.done("created", pool=True, **POOL, filter="true")["certificate_pool"]
    assert made["principal"] == made["id"]
    authorities.refused("is used by certificate pool tills", name="offices", state="absent")
    changed = authorities.done("updated", pool=True, **POOL, filter="false")["certificate_pool"]
    assert changed["id"] == made["id"]
    [put] = authorities.sandbox.journal("PUT", AUTHORITIES)
    assert (put["request_body"]["external_identifier"], put["request_body"]["filter"]) == ("CN", "false")
    authorities.done("deleted", pool=True, certificate_authority="offices", name="tills", state="absent")
    authorities.done("deleted", name="offices", state="absent")
    gone = authorities.done("unchanged", pool=True, certificate_authority="offices", name="tills", state="absent")
    assert "Taken as absent already" in gone["warnings"][0]


def test_the_owner_of_a_new_pool_gets_its_role(authorities: Authorities) -> None:
    authorities.done("created", **OFFICES, certificate_chain=authority())
    [account] = authorities.sandbox.seed("service_accounts", [{"display_name": "ops"}])["objects"]
    options = {**POOL, "filter": "true", "resource_owner": account["id"]}
    authorities.done("created", pool=True, **options)
    [post] = authorities.sandbox.journal("POST", AUTHORITIES)
    assert post["query"] == [["assigned_resource_owner", account["id"]]]
    authorities.done("unchanged", pool=True, **options)


def test_a_refused_credential_is_named(authorities: Authorities) -> None:
    authorities.done("created", **OFFICES, certificate_chain=authority())
    authorities.sandbox.fault(method="POST", path=AUTHORITIES, status=403, times=0)
    result = authorities.run(pool=True, **POOL, filter="true")
    assert result["failed"]
    assert "Cloud API key" in result["error"]["credential"]
