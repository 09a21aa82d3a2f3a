# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service accounts (iam-v2)."""

from __future__ import annotations

from ansible_collections.streamops.confluent.plugins.module_utils._kind import Field
from ansible_collections.streamops.confluent.plugins.module_utils._rest import IDENTIFIER, RestKind
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.org import BY_NAME_OR_ID, INFO_BY_NAME_OR_ID


class ServiceAccount(RestKind):
    """A service account. Its name is unique in the organization."""

    name = "service_account"
    plural = "service_accounts"
    path = "/iam/v2/service-accounts"
    fields = (
        Field("name", wire="display_name", key=True, aliases=("display_name",), max_length=64),
        IDENTIFIER,
        Field("description"),
    )
    rules = BY_NAME_OR_ID
    info_fields = INFO_BY_NAME_OR_ID
    outputs = {"crn": "metadata.resource_name", "created_at": "metadata.created_at"}
