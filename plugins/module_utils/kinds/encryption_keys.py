# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Self-managed encryption keys (byok-v1): keys of the user's own in three clouds, with which clusters encrypt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.collection import IDENTIFIER, INFO_BY_NAME_OR_ID, STANDARD_OUTPUTS
from .._declare.field import WAIT, Field, Key, Object, Rules, wait_timeout
from .._declare.holder import Holder
from .._declare.override import override
from .._declare.quota import Quota
from .._declare.ready import NO_PHASES, Ready
from .._declare.rest import RestKind
from .._declare.union import union
from .._wire.references import KAFKA_CLUSTERS
from .encryption_key_grants import grant

# The sub-option that names a key in its cloud. No two keys have the same, so it is what an object is found by.
NAMED_BY = {"aws": "key_arn", "azure": "key_id", "gcp": "key_id"}
# Whom the user has to let use the key, by cloud (byok-v1, `key`): known once the key is registered.
GRANTS = {
    "aws": "In the policy of the key {key_arn}, let these roles use it: {roles}",
    "azure": "Let the application {application_id} use the key {key_id} in {key_vault_id} (tenant {tenant_id})",
    "gcp": "Let the group {security_group} use the key {key_id}",
}
TOLD_BY = {"aws": "roles", "azure": "application_id", "gcp": "security_group"}  # who that is
RELEASED_WITHIN = 300.0  # seconds in which a key may still count as used when its cluster is gone


def _named(name: str, pattern: str) -> Field:
    """The sub-option that names a key in its cloud."""
    return Field(name, required=True, mutable=False, no_log=False, pattern=pattern)


class ByokKey(RestKind):
    """A self-managed encryption key of the organization. Only its name can change."""

    name = "byok_key"
    plural = "byok_keys"
    path = "/byok/v1/keys"
    quota = Quota(("byok.max_keys.per_org",))
    fields = (
        Field("name", wire="display_name", aliases=("display_name",)),
        IDENTIFIER,
    )
    unions = (
        union(
            "key",
            aws=("AwsKey", _named("key_arn", r"arn:[^:]+:kms:[^:]+:\d+:key/\S+")),
            azure=(
                "AzureKey",
                _named("key_id", r"https://[^/\s]+/keys/[^/\s]+").but(aliases=("key_identifier",), canonical=str.lower),
                Field("key_vault_id", needed=True, mutable=False, no_log=False, canonical=str.lower),
                Field("tenant_id", needed=True, mutable=False, canonical=str.lower),
            ),
            gcp=("GcpKey", _named("key_id", r"projects/[^/\s]+/locations/[^/\s]+/keyRings/[^/\s]+/cryptoKeys/\S+")),
        ),
    )
    rules = Rules(required_one_of=((*NAMED_BY, "id"),))
    modifiers = (WAIT.but(default=False), wait_timeout(600))
    info_fields = INFO_BY_NAME_OR_ID
    outputs = {
        "phase": "validation.phase",
        "validation_message": "validation.message",
        "region": "validation.region",
        "state": "state",
        "provider": "provider",
        "roles": "key.roles",
        "application_id": "key.application_id",
        "security_group": "key.security_group",
        **STANDARD_OUTPUTS,
    }
    # INVALID is the outcome of the last validation, not of the next one (byok-v1), so it is no failure to stop at.
    ready = Ready("validation.phase", frozenset({"INITIALIZING", "INVALID"}), NO_PHASES, frozenset({"VALID"}))
    held_by = (Holder(KAFKA_CLUSTERS, "spec.byok.id", per_environment=True),)
    released_within = RELEASED_WITHIN

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "BYOK key"

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        for cloud, named_by in NAMED_BY.items():
            if item.get(cloud) is not None:
                option = next(option for option in self.field(cloud).options if option.name == named_by)
                return cloud, option.compared(item[cloud].get(named_by))
        return (None,)

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        named = self.key(item)[-1]
        return f"{self.words_of_one()} {named or item.get('id')}"

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """With what has to be granted in the cloud, as text to be pasted."""
        item = super().from_api(raw)
        cloud = next((name for name in NAMED_BY if item.get(name)), None)
        return {**item, "grant": grant(cloud, item[cloud], item.get(TOLD_BY[cloud])) if cloud else None}

    @override
    def next_step(self, item: Object) -> str | None:
        """Whom to let use the key, while the service has not succeeded in using it."""
        ready = self.ready or Ready()
        phase, cloud = ready.phase_in(item), next((name for name in NAMED_BY if item.get(name)), None)
        if phase not in ready.pending or cloud is None:
            return None
        words = GRANTS[cloud].format_map({**item, **item[cloud], "roles": ", ".join(item.get("roles") or [])})
        said = f" The last validation said: {item['validation_message']}" if item.get("validation_message") else ""
        paste = "grant in the result has the text to paste"
        return f"{words} ({paste}). The key is {phase} until Confluent has used it.{said}"
