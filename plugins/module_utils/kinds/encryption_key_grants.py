# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lets Confluent Cloud use a self-managed key, as text to be pasted: statements of a key policy in AWS, commands
for the shell in Azure and Google Cloud. Pure.

What is needed: docs.confluent.io, "Manage Key Policies on Confluent Cloud" of each cloud. Whom it is for is known once
the key is registered (byok-v1, `key`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from shlex import quote
from typing import Any

USE = ("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey")
ATTACH = ("kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant")
VAULT_ROLES = ("Key Vault Crypto Service Encryption User", "Key Vault Reader")
PERMISSIONS = (
    "cloudkms.cryptoKeyVersions.useToDecrypt",
    "cloudkms.cryptoKeyVersions.useToEncrypt",
    "cloudkms.cryptoKeys.get",
)
GOOGLE = re.compile(
    r"projects/(?P<project>[^/]+)/locations/(?P<location>[^/]+)/keyRings/(?P<ring>[^/]+)/cryptoKeys/(?P<key>[^/]+)"
)


def aws(_key: Mapping[str, Any], roles: list[str]) -> str:
    """The statements to add to the list `Statement` of the key's policy, separated as in that list."""
    parts = (
        ("Allow Confluent accounts to use the key", USE),
        ("Allow Confluent accounts to attach persistent resources", ATTACH),
    )
    statements = [
        {"Sid": sid, "Effect": "Allow", "Principal": {"AWS": sorted(roles)}, "Action": list(actions), "Resource": "*"}
        for sid, actions in parts
    ]
    return ",\n".join(json.dumps(statement, indent=2) for statement in statements)


def azure(key: Mapping[str, Any], application: str) -> str:
    """The commands that give the application its two roles on the key vault; it becomes a principal of the tenant."""
    named, vault = quote(application), quote(key["key_vault_id"])
    lines = [
        f"az login --tenant {quote(key['tenant_id'])}",
        f"az ad sp show --id {named} --output none || az ad sp create --id {named} --output none",
        f'principal="$(az ad sp show --id {named} --query id --output tsv)"',
    ]
    lines += [
        f"az role assignment create --role {quote(role)} --scope {vault} "
        '--assignee-object-id "$principal" --assignee-principal-type ServicePrincipal'
        for role in VAULT_ROLES
    ]
    return "\n".join(lines)


def gcp(key: Mapping[str, Any], group: str) -> str:
    """The commands that make a role for the three permissions, and give it to the group on the key."""
    found = GOOGLE.match(key["key_id"])
    if found is None:  # of a spelling that is not known here the group is all that can be told
        return f"group:{group} needs {', '.join(PERMISSIONS)} on {key['key_id']}"
    where = {name: quote(value) for name, value in found.groupdict().items()}
    project, role = where["project"], "confluent_byok"
    return "\n".join(
        [
            f"gcloud iam roles describe {role} --project {project} --format none || "
            f"gcloud iam roles create {role} --project {project} --title 'Confluent BYOK' "
            f"--permissions {','.join(PERMISSIONS)}",
            f"gcloud kms keys add-iam-policy-binding {where['key']} --project {project} --location {where['location']} "
            f"--keyring {where['ring']} --member {quote(f'group:{group}')} "
            f"--role projects/{project}/roles/{role}",
        ]
    )


def grant(cloud: str, key: Mapping[str, Any], to: Any) -> str | None:
    """What lets Confluent Cloud use a key; None while it is not known whom it is for.

    `key`: what the cloud calls it, as the options of the module; `to`: the roles, the application, or the group.
    """
    if not to:
        return None
    makers: dict[str, Callable[[Mapping[str, Any], Any], str]] = {"aws": aws, "azure": azure, "gcp": gcp}
    return makers[cloud](key, to)
