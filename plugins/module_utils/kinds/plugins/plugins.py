# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom Connect plugins with versions (ccpm-v1): a plugin is a name, its versions have the archives."""

from __future__ import annotations

from ..._declare.change import Change
from ..._declare.collection import NAME
from ..._declare.field import ENVIRONMENT, Field
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._planes import UNSIZED
from ..._wire.http import segment
from ..flink.compute_pools import CLOUDS

VERSIONS = "/ccpm/v1/plugins/{}/versions"


class Plugin(RestKind):
    """A custom Connect plugin of an environment. It stays while it has versions."""

    name = "plugin"
    plural = "plugins"
    path = "/ccpm/v1/plugins"
    named = NAME.but(wire="spec.display_name", max_length=60)
    scope = (ENVIRONMENT.but(required=True),)
    fields = (
        Field("cloud", wire="spec.cloud", needed=True, mutable=False, known=CLOUDS),
        Field("description", wire="spec.description", max_length=256),
    )
    outputs = {"runtime_language": "spec.runtime_language"}

    @override
    def holders(self, change: Change, **query: str) -> list[str]:
        client, path = self.cloud.control, VERSIONS.format(segment(change.actual["id"]))
        listed = self.cloud.listed(path, self.read_params, client, UNSIZED)
        return [f"version {found['spec']['version']}" for found in listed]
