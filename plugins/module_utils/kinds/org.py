# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organization and environments (org-v2)."""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.streamops.confluent.plugins.module_utils._kind import FORCE, Field, Rules
from ansible_collections.streamops.confluent.plugins.module_utils._plan import DELETED, Change
from ansible_collections.streamops.confluent.plugins.module_utils._rest import IDENTIFIER, RestKind

BY_NAME_OR_ID = Rules(required_one_of=(("name", "id"),))
INFO_BY_NAME_OR_ID = (Field("name", aliases=("display_name",)), Field("id"))


class Organization(RestKind):
    """The organization of the credential. It cannot be made or removed through the API: read only."""

    name = "organization"
    plural = "organizations"
    path = "/org/v2/organizations"
    outputs = {"name": "display_name", "jit_enabled": "jit_enabled", "crn": "metadata.resource_name"}


class Environment(RestKind):
    """An environment and its Stream Governance package."""

    name = "environment"
    plural = "environments"
    path = "/org/v2/environments"
    fields = (
        Field("name", wire="display_name", key=True, aliases=("display_name",)),
        IDENTIFIER,
        Field("stream_governance_package", wire="stream_governance_config.package", choices=("ESSENTIALS", "ADVANCED")),
    )
    modifiers = (FORCE,)
    rules = BY_NAME_OR_ID
    info_fields = INFO_BY_NAME_OR_ID
    outputs = {"crn": "metadata.resource_name", "created_at": "metadata.created_at"}

    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.fields.get("stream_governance_package") == ("ADVANCED", "ESSENTIALS"):
            yield (
                f"the Stream Governance package of {change.label} cannot go from ADVANCED back to ESSENTIALS: the "
                "service refuses it"
            )
        if change.operation == DELETED and not change.options.get("force"):
            held = self.cloud.listed("/cmk/v2/clusters", {"environment": change.actual["id"]})
            if held:
                named = ", ".join(f"{(c.get('spec') or {}).get('display_name')} ({c['id']})" for c in held)
                yield (
                    f"{change.label} still holds {len(held)} Kafka cluster(s): {named}. Deleting an environment "
                    "deletes everything "
                    "in it on the server: clusters with their topics and data, connectors, schemas, networks. Give "
                    "force: true if that "
                    "is what you want"
                )
