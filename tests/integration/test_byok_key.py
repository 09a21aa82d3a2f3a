# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Self-managed keys: found by what their cloud calls them, granted in steps, released late; clusters that use them."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

KEYS = "/byok/v1/keys"
AWS = {"aws": {"key_arn": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}
AZURE = {
    "azure": {
        "key_id": "https://northwind.vault.azure.net/keys/orders",
        "key_vault_id": "/subscriptions/0/resourceGroups/g/providers/Microsoft.KeyVault/vaults/northwind",
        "tenant_id": "00000000-0000-0000-0000-00000000000a",
    }
}
GCP = {"gcp": {"key_id": "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k"}}


class Keys(direct.Foreseen):
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.encryption_keys import ByokKey

        self.sandbox.clear_journal()
        return direct.run(ByokKey, options, self.sandbox.env, check=check)

    def cluster(self, key: str) -> dict[str, str]:
        """A cluster in an environment of its own that uses a key: {id, environment}."""
        environment = Estate(self.sandbox).environment
        spec = {
            "display_name": "vault",
            "availability": "LOW",
            "cloud": "AWS",
            "region": "us-west-2",
            "config": {"kind": "Dedicated", "cku": 1},
            "environment": {"id": environment},
            "byok": {"id": key},
        }
        made = self.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
        return {"id": made["id"], "environment": environment}


@pytest.fixture
def keys(sandbox: Any) -> Keys:
    return Keys(sandbox)


@pytest.mark.parametrize(
    ("key", "grant", "words"),
    [
        (AWS, "roles", "In the policy of the key arn:aws:kms"),
        (AZURE, "application_id", "Let the application"),
        (GCP, "security_group", "Let the group"),
    ],
)
def test_a_key_is_found_by_what_its_cloud_calls_it(
    key: dict[str, Any], grant: str, words: str, keys: Keys, sandbox: Any
) -> None:
    sandbox.settings(byok_validation=3600)
    result = keys.done("created", **key)
    made = result["byok_key"]
    granted = made[grant] if isinstance(made[grant], str) else ", ".join(made[grant])
    assert words in result["next_step"]
    assert granted in result["next_step"]
    [cloud] = key
    [post] = sandbox.journal("POST", KEYS)
    assert post["request_body"] == {"key": {"kind": f"{cloud.capitalize()}Key", **key[cloud]}}
    assert keys.done("unchanged", **key)["next_step"] == result["next_step"]
    assert keys.done("updated", **key, name="orders")["byok_key"]["id"] == made["id"]
    assert keys.done("updated", id=made["id"], name="payments")["byok_key"]["name"] == "payments"
    keys.done("deleted", **key, state="absent")
    keys.done("unchanged", **key, state="absent")


def told_of(keys: Keys, key: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The key as it is registered, and its grant; check mode tells the same, and so does the twin."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.encryption_keys import ByokKey

    before = keys.run(check=True, **key)
    assert before["byok_key"].get("grant") is None, "nobody knows it yet"
    made = keys.done("created", **key)["byok_key"]
    assert keys.run(check=True, **key)["byok_key"]["grant"] == made["grant"]
    assert keys.done("updated", **key, name="orders")["byok_key"]["grant"] == made["grant"]
    assert [item["grant"] for item in direct.info(ByokKey, {}, keys.sandbox.env)] == [made["grant"]]
    return made, made["grant"]


def test_what_is_to_be_granted_in_aws_is_told_as_statements_of_a_policy(keys: Keys) -> None:
    made, text = told_of(keys, AWS)
    policy = json.loads(f'{{"Version": "2012-10-17", "Statement": [{text}]}}')
    use, attach = policy["Statement"]
    for statement in (use, attach):
        assert statement["Principal"] == {"AWS": sorted(made["roles"])}
        assert (statement["Effect"], statement["Resource"]) == ("Allow", "*")
    assert {"kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"} < set(use["Action"])
    assert set(attach["Action"]) == {"kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"}
    assert use["Sid"] != attach["Sid"]


def test_what_is_to_be_granted_in_azure_is_told_as_commands(keys: Keys) -> None:
    made, text = told_of(keys, AZURE)
    commands = [shlex.split(line) for line in text.splitlines()]
    assert commands[0] == ["az", "login", "--tenant", AZURE["azure"]["tenant_id"]]
    assert commands[1].count(made["application_id"]) == 2
    assigned = [c for c in commands if c[:4] == ["az", "role", "assignment", "create"]]
    roles = [c[c.index("--role") + 1] for c in assigned]
    assert roles == ["Key Vault Crypto Service Encryption User", "Key Vault Reader"]
    assert {c[c.index("--scope") + 1] for c in assigned} == {AZURE["azure"]["key_vault_id"]}


def test_what_is_to_be_granted_in_google_cloud_is_told_as_commands(keys: Keys) -> None:
    made, text = told_of(keys, GCP)
    role, binding = (shlex.split(line) for line in text.splitlines())
    permissions = role[role.index("--permissions") + 1].split(",")
    assert [one.rpartition(".")[2] for one in permissions] == ["useToDecrypt", "useToEncrypt", "get"]
    options = dict(zip(binding[5::2], binding[6::2], strict=True))
    assert binding[:5] == ["gcloud", "kms", "keys", "add-iam-policy-binding", "k"]
    assert options == {
        "--project": "p",
        "--location": "us-central1",
        "--keyring": "r",
        "--member": f"group:{made['security_group']}",
        "--role": "projects/p/roles/confluent_byok",
    }


@pytest.mark.parametrize("cloud", ["azure", "gcp"])
def test_nothing_in_a_grant_runs_as_another_command(cloud: str) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.encryption_key_grants import grant

    evil = "x; touch /tmp/owned"
    key = {
        "azure": {"key_vault_id": evil, "tenant_id": evil},
        "gcp": {"key_id": f"projects/{evil.replace('/', '')}/locations/l/keyRings/r/cryptoKeys/k"},
    }[cloud]
    text = grant(cloud, key, evil)
    assert text is not None
    assert "touch" not in [word for line in text.splitlines() for word in shlex.split(line)]
    assert grant(cloud, key, None) is None


def test_case_makes_no_difference_in_azure(keys: Keys) -> None:
    keys.done("created", **AZURE)
    other = {name: AZURE["azure"][name].upper() for name in ("key_vault_id", "tenant_id")}
    keys.done("unchanged", azure={**other, "key_id": "https://NORTHWIND.vault.azure.net/keys/Orders"})


def test_nothing_but_the_name_can_be_changed(keys: Keys) -> None:
    made = keys.done("created", **AZURE)["byok_key"]
    keys.refused(
        "azure.tenant_id of BYOK key https://northwind.vault.azure.net/keys/orders cannot be changed",
        azure={**AZURE["azure"], "tenant_id": "another"},
    )
    keys.refused("is an azure BYOK key, not aws", id=made["id"], **AWS)
    keys.refused("azure.key_id", id=made["id"], azure={"key_id": "https://other.vault.azure.net/keys/orders"})
    keys.refused("there is no BYOK key with the id cck-none", id="cck-none", name="x")
    keys.refused("azure.key_vault_id and azure.tenant_id must be given", azure={"key_id": "https://a.b/keys/c"})


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ({"aws": {"key_arn": "alias/orders"}}, "aws.key_arn 'alias/orders' does not match"),
        ({"azure": {"key_id": "https://a.b/keys/c/0123"}}, "azure.key_id"),
        ({"gcp": {"key_id": "orders"}}, "gcp.key_id"),
    ],
)
def test_what_no_cloud_calls_a_key_is_refused_before_it_is_asked_for(
    key: dict[str, Any], words: str, keys: Keys
) -> None:
    keys.refused(words, **key)
    assert keys.sandbox.journal() == []


def test_two_registrations_of_a_key_are_told_by_their_ids(keys: Keys, sandbox: Any) -> None:
    kind = {"kind": "AwsKey", **AWS["aws"]}
    ids = [sandbox.request("POST", KEYS, {"key": kind})["id"] for _time in range(2)]
    keys.refused("is ambiguous", *ids, **AWS)
    keys.done("unchanged", **AWS, id=ids[0])


def test_the_same_name_twice_is_taken(keys: Keys) -> None:
    keys.done("created", **AWS, name="orders")
    keys.done("created", **GCP, name="payments")
    keys.done("updated", **GCP, name="orders")


def test_waiting_for_a_key_that_is_granted_meanwhile(keys: Keys, sandbox: Any) -> None:
    sandbox.settings(byok_validation=1.0)
    result = keys.run(**AWS, wait=True)
    assert (result["failed"], result["byok_key"]["phase"]) == (False, "VALID"), result
    assert result["wait"]["phases"] == ["INITIALIZING", "VALID"]
    assert "next_step" not in result


def test_a_wait_that_is_over_says_what_is_to_be_done(keys: Keys, sandbox: Any) -> None:
    sandbox.settings(fail_next_provisioning=1)
    assert keys.run(**AWS)["failed"] is False, "the creation itself does not wait"
    result = keys.run(**AWS, wait=True, wait_timeout=0)
    assert result["failed"]
    for word in ("was still INVALID", "let these roles use it: arn:aws:iam::", "does not let Confluent encrypt"):
        assert word in result["msg"]
    assert sandbox.writes() == []


def test_a_key_that_clusters_use_stays_and_they_are_named(keys: Keys) -> None:
    made = keys.done("created", **AWS)["byok_key"]
    cluster = keys.cluster(made["id"])
    keys.refused(f"is used by Kafka cluster vault in {cluster['environment']}", **AWS, state="absent")
    assert keys.done("unchanged", **AWS)["byok_key"]["state"] == "IN_USE"


def test_a_key_is_waited_for_while_the_service_lets_go_of_it(keys: Keys, sandbox: Any) -> None:
    made = keys.done("created", **AWS)["byok_key"]
    cluster = keys.cluster(made["id"])
    sandbox.settings(byok_release=60, time_scale=30)
    sandbox.request("DELETE", f"/cmk/v2/clusters/{cluster['id']}", environment=cluster["environment"])
    result = keys.run(**AWS, state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    refused = [entry for entry in sandbox.journal("DELETE", KEYS) if entry["status"] == 409]
    assert refused, "the service let go at once, so the test proves nothing"


def test_a_key_that_a_cluster_takes_meanwhile_is_not_waited_for(
    keys: Keys, sandbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.holder import Holder

    made, holding = keys.done("created", **AWS)["byok_key"], Holder.holding
    keys.cluster(made["id"])
    looks: list[Any] = []

    def from_before(*asked: Any) -> Any:
        looks.append(asked)
        return holding(*asked) if len(looks) > 1 else iter(())

    monkeypatch.setattr(Holder, "holding", from_before)  # the first look is from before the cluster was made
    result = keys.run(**AWS, state="absent")
    assert result["failed"], result
    assert "is used by Kafka cluster vault" in result["msg"]
    assert len(sandbox.journal("DELETE", KEYS)) == 1


def test_a_deletion_that_stays_refused_fails_with_the_words_of_the_service(
    keys: Keys, sandbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.encryption_keys import ByokKey

    monkeypatch.setattr(ByokKey, "released_within", 0.6)
    keys.done("created", **AWS)
    sandbox.fault(method="DELETE", path=KEYS, status=409, times=0)
    result = keys.run(**AWS, state="absent")
    assert (result["failed"], result["error"]["status"]) == (True, 409), result


def test_a_phase_that_is_no_text_asks_for_nothing(keys: Keys, sandbox: Any) -> None:
    made = keys.done("created", **AWS)["byok_key"]
    shown = sandbox.request("GET", f"/byok/v1/keys/{made['id']}")
    odd = {**shown, "display_name": "orders", "validation": {**shown["validation"], "phase": {"odd": 1}}}
    told = sandbox.fault(method="PATCH", path="^/byok/v1/keys/", status=200, apply=True, body=odd)
    result = keys.run(**AWS, name="orders")
    assert [entry["fault"] for entry in sandbox.writes()][-1] == told
    assert "defect of the collection" not in str(result.get("msg")), result
