# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of custom Connect plugins (ccpm-v1): each has an archive. Nothing of one changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..._declare.change import Change
from ..._declare.field import ENVIRONMENT, Field
from ..._declare.override import override
from ..._declare.ready import Ready
from ..._declare.uploaded import FILE, LINK, Uploaded
from ..._planes import UNSIZED
from ..flink import artifacts
from .plugins import Plugin
from .users import PLUGIN, VERSION, connectors_with

PLUGINS = replace(Plugin.listed(), scoped=True)
# "must comply with SemVer" (ccpm-v1): semver.org, without the finer points of leading zeros.
SEMVER = r"[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.\-]+)?(\+[0-9A-Za-z.\-]+)?"


def _class(one: Mapping[str, Any]) -> tuple[Any, str]:
    """A class in the form in which two are compared."""
    return one.get("class_name"), str(one.get("type")).upper()


class CustomConnectorPluginVersion(Uploaded):
    """A version of a custom Connect plugin. Its digest is recorded in its documentation link, if it has one."""

    name = "custom_connector_plugin_version"
    plural = "custom_connector_plugin_versions"
    path = "/ccpm/v1/plugins/{plugin}/versions"
    lists = UNSIZED
    presigned = "/ccpm/v1/presigned-upload-url"
    source = "spec.upload_source"
    recorded_in, recorded_as = "documentation_link", LINK
    named = Field("version", wire="spec.version", key=True, mutable=False, max_length=60, pattern=SEMVER)
    file = FILE.but(name="filename", aliases=("artifact_file",))
    scope = (ENVIRONMENT.but(required=True), Field("plugin", required=True, refers=PLUGINS, aliases=("plugin_id",)))
    fields = (
        Field(
            "connector_classes",
            wire="spec.connector_classes",
            type="list",
            elements="dict",
            needed=True,
            mutable=False,
            max_items=10,
            as_set=True,
            canonical=_class,
            options=(
                Field("class_name", required=True, max_length=150, pattern=artifacts.CLASS),
                Field("type", required=True, known=("SOURCE", "SINK")),
            ),
        ),
        Field(
            "sensitive_config_properties",
            wire="spec.sensitive_config_properties",
            type="list",
            elements="str",
            as_set=True,
            mutable=False,
            no_log=False,
        ),
        Field(
            "documentation_link",
            wire="spec.documentation_link",
            mutable=False,
            max_length=512,
            pattern=artifacts.LINK,
        ),
    )
    outputs = {"content_format": "spec.content_format"}
    ready = Ready(pending=frozenset({"PROCESSING"}), done=frozenset({"READY"}), patience=3600)

    @override
    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        plugin = self.cloud.find(PLUGINS, self.scope_ids["plugin"], {"environment": self.environment})
        return {"cloud": plugin["spec"]["cloud"], "environment": {"id": self.environment}}

    @override
    def instead(self) -> str:
        return "Give it a new version"

    @override
    def holders(self, change: Change, **query: str) -> list[str]:
        settings = {PLUGIN: self.scope_ids["plugin"], VERSION: change.actual["version"]}
        return list(connectors_with(self.cloud, settings, self.environment))
