# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom connector plugins (connect-custom-plugin-v1): a connector's archive, of the whole organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.collection import NAME
from ..._declare.field import Field
from ..._declare.override import override
from ..._declare.uploaded import FILE, Uploaded
from ..flink.artifacts import CLASS, LINK
from ..flink.compute_pools import CLOUDS
from .users import PLUGIN, connectors_with


class CustomConnectorPlugin(Uploaded):
    """A custom connector plugin. What is for people, and which properties are sensitive, can be changed."""

    name = "custom_connector_plugin"
    plural = "custom_connector_plugins"
    path = "/connect/v1/custom-connector-plugins"
    presigned = "/connect/v1/presigned-upload-url"
    named = NAME.but(wire="display_name", max_length=60)
    file = FILE.but(name="filename", aliases=("artifact_file",))
    fields = (
        Field("connector_class", needed=True, mutable=False, max_length=150, pattern=CLASS),
        Field("connector_type", needed=True, mutable=False, known=("SOURCE", "SINK")),
        Field("cloud", mutable=False, known=CLOUDS),
        Field("description", max_length=256),
        Field("documentation_link", max_length=512, pattern=LINK),
        Field("sensitive_config_properties", type="list", elements="str", as_set=True, no_log=False),
        Field("runtime_language", mutable=False, known=("JAVA", "PYTHON")),
    )
    outputs = {"content_format": "content_format"}

    @override
    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {"cloud": self.field("cloud").spelled(values.get("cloud") or "AWS")}

    @override
    def holders(self, change: Change, **query: str) -> list[str]:
        return list(connectors_with(self.cloud, {PLUGIN: change.actual["id"]}))
