# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Redeeming the token of an invitation (cdx-v1): once, and what the answer tells is told by no other.

The credentials in the answer are in the file before anything else can go wrong. A redemption is not repeated blindly:
after a lost answer the share is looked for, and where it is there, its credentials are lost, which is said with the
ways out. Nothing is deleted then: somebody else may have redeemed the token at the same moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError, ConfluentError, Refused
from ..._secrets import store as secret_store
from ..._secrets.values import of_pair
from ..._wire.cloud import Cloud
from .consumer_shared_resources import told

PREVIEW, REDEEM = "/cdx/v1/shared-tokens:resources", "/cdx/v1/shared-tokens:redeem"
# Of a consumer, by the cloud of the shared cluster: who may connect to it by private link.
ACCOUNTS = {"AWS": "aws_account", "AZURE": "azure_subscription", "GCP": "gcp_project"}
WAYS_OUT = (
    "The service tells the credentials of a share once. Restore the file; or remove the share (state: absent, with its "
    "id), ask the provider for another invitation, and redeem its token"
)
LOST = (
    "Before that, the answer to the redemption was lost, and with it the credentials, if the token was redeemed by it. "
    "Run again to see: where it was, the share has to be removed, and the provider be asked for another invitation."
)
# What a secret file has of a share besides its secrets.
KEPT = (
    "api_key",
    "topics",
    "subjects",
    "group_prefixes",
    "kafka_bootstrap_url",
    "schema_registry_api_key",
    "schema_registry_url",
)


def fingerprint(token: str) -> str:
    """What a secret file remembers of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def preview(cloud: Cloud, token: str) -> list[Object]:
    """What a token shares, without redeeming it. Raises ApiError: 409 where it was redeemed."""
    try:
        answer = cloud.control.post(PREVIEW, {"token": token}, reading=True)
    except ApiError as error:
        raise _explained(error) from error
    listed = cloud.control.holding("POST", PREVIEW, answer, ("consumer_shared_resources",))
    return [told(raw) for raw in listed["consumer_shared_resources"]]


def _explained(error: ApiError) -> ApiError:
    """The service's refusal of a token, with what is to be done."""
    if error.status in (400, 404):
        error.message += (
            " The token is misspelt, or it has expired, or the provider took it back: ask the provider to send the "
            "invitation again."
        )
    elif error.status == 409:
        error.message += f" The token was redeemed already. {WAYS_OUT}."
    elif error.status == 403:
        error.message += (
            " A token is redeemed by the person whom the invitation was sent to: use a Cloud API key that belongs to "
            "this user, not one of a service account."
        )
    return error


class Redemption:
    """One redemption. `record`: what the secret file has of it; `made`: all that it brought; `uncertain`: whether a try
    of it may have succeeded unseen.
    """

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.made: Object | None = None
        self.record: Object | None = None
        self.uncertain = False

    def redeem(self, wanted: Object, held: str | None) -> Object:
        """Redeem the token and keep what the answer tells: nothing comes between it and the file. `held`: the key that
        the file may lose. Returns the share, as far as the answer tells of it.
        """
        sent = {name: wanted[name] for name in ("token", *ACCOUNTS.values()) if wanted.get(name)}
        try:
            answer = self.cloud.control.post(REDEEM, sent)
        except ApiError as error:
            self.uncertain = self.uncertain or error.fate_unknown
            if error.status == 409 and self.uncertain:
                error.message += f" {LOST}"
            raise _explained(error) from error
        found = self._understood(answer)
        self.cloud.transport.secrets |= of_pair(found["api_key"], found["api_secret"])
        if "schema_registry_api_secret" in found:
            pair = found["schema_registry_api_key"], found["schema_registry_api_secret"]
            self.cloud.transport.secrets |= of_pair(*pair)
        accounts = {name: value for name, value in sent.items() if name != "token"}
        record = {**found, "resource": "kafka", "token": fingerprint(wanted["token"]), **accounts}
        path = wanted.get("secret_file")
        if path:
            self._keep(path, record, held)
            self.record = record
        self.made = record
        return {"id": found["share"]}

    def _keep(self, path: str, record: Object, held: str | None) -> None:
        try:
            secret_store.write(path, record, held, self.cloud.vault)
        except (OSError, Refused) as error:
            words = "; ".join(error.problems) if isinstance(error, Refused) else error.strerror or error
            raise ConfluentError(
                f"The token was redeemed, and the credentials of its share {record['share']} could not be stored in "
                f"{path} ({words}): they are lost. {WAYS_OUT}."
            ) from error

    def _understood(self, answer: Any) -> Object:
        """What the answer tells, by the names of the file."""
        told_of = answer if isinstance(answer, Mapping) else {}
        names = {"share": "id", "api_key": "api_key", "api_secret": "secret"}
        found: Object = {name: told_of.get(wire) for name, wire in names.items()}
        if not all(isinstance(value, str) and value for value in found.values()):
            share = f" of its share {found['share']}" if isinstance(found["share"], str) else ""
            raise ConfluentError(
                f"The service says that the token was redeemed, in an answer without the credentials{share}: they are "
                f"lost. {WAYS_OUT}."
            )
        registry = {
            "schema_registry_api_key": told_of.get("schema_registry_api_key"),
            "schema_registry_api_secret": told_of.get("schema_registry_secret"),
        }
        if all(isinstance(value, str) and value for value in registry.values()):
            found.update(registry)
        shared = [one for one in told_of.get("resources") or [] if isinstance(one, Mapping)]
        for name, member in (("topics", "topic"), ("subjects", "subject"), ("group_prefixes", "group_prefix")):
            found[name] = sorted(str(one[member]) for one in shared if one.get(member))
        for name in ("kafka_bootstrap_url", "schema_registry_url"):
            found[name] = told_of.get(name)
        return found


def unsuitable(shared: Iterable[Mapping[str, Any]], wanted: Mapping[str, Any]) -> list[str]:
    """What is wrong with the accounts that are to connect: the token can be redeemed only once, and with them."""
    problems = []
    for one in shared:
        cloud, name = str(one.get("cloud")).upper(), one.get("display_name")
        stated = [account for account in ACCOUNTS.values() if wanted.get(account)]
        needed = ACCOUNTS.get(cloud)
        if needed and one.get("network_connection_types") and needed not in stated:
            problems.append(
                f"{name} is reachable by {', '.join(one['network_connection_types'])} at {cloud} only, and the token "
                f"can be redeemed once: {needed} must be given, from which you will connect"
            )
        problems += [
            f"{account} does not go with {name}, which is at {cloud}: give {needed}"
            for account in stated
            if needed and account != needed
        ]
    return problems
