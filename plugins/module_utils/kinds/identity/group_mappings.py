# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Group mappings (sso-v2): which people, as the single sign-on describes them, share one principal."""

from __future__ import annotations

from ..._declare.field import Field
from ..._declare.quota import Quota
from ..._declare.rest import RestKind


class GroupMapping(RestKind):
    """A group mapping of the organization."""

    name = "group_mapping"
    plural = "group_mappings"
    path = "/iam/v2/sso/group-mappings"
    quota = Quota(("group_mappings_per_org", "iam.max_group_mappings.per_org"))
    named = "display_name"
    fields = (
        Field("description", needed=True),
        Field("filter", needed=True, max_length=300),
    )
    outputs = {"principal": "principal", "state": "state"}
