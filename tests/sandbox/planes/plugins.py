# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Custom connector plugins, and custom Connect plugins with versions (connect-custom-plugin-v1 and ccpm-v1 documents).

No document says: a plugin with versions is a 409 to its deletion, and so is what a connector names by its settings
(``confluent.custom.plugin.id``, ``confluent.custom.plugin.version``); a version is PROCESSING for
``artifact_processing``, and its number unique in its plugin.
"""

from __future__ import annotations

from typing import Any

from starlette.routing import BaseRoute

from ..state import JsonObject, State
from ._members import Member
from ._row import Collection, Holder, Parent, Phases
from ._uploads import CLASS, CLOUDS, LINK, connectors_with, in_use, presigned, seeded, source, used

_SEMVER = r"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$"
_BY_ID, _BY_VERSION = "confluent.custom.plugin.id", "confluent.custom.plugin.version"


def _keep_plugin(state: State, item: JsonObject) -> None:
    in_use(state, item, connectors_with(state, {_BY_ID: item["id"]}))


def _keep_version(state: State, item: JsonObject) -> None:
    wanted = {_BY_ID: item["plugin"], _BY_VERSION: item["version"]}
    in_use(state, item, connectors_with(state, wanted, item["environment"]))


def _class_problem(value: list[Any]) -> str | None:
    """What is wrong with a list of connector classes."""
    for one in value or [None]:
        if not isinstance(one, dict) or not one.get("class_name") or one.get("type") not in ("SOURCE", "SINK"):
            return "A connector class needs a class_name and a type, SOURCE or SINK"
    return None


def _reason(state: State, item: JsonObject) -> JsonObject:
    shown: JsonObject = {"spec": {"content_format": item["archive"]}}
    if item["failed"] and state.now() >= item["ready_at"]:
        shown["status"] = {"error_message": "Version creation failed due to invalid plugin archive."}
    return shown


ROWS = (
    Collection(
        "custom_connector_plugins",
        "/connect/v1/custom-connector-plugins",
        "CustomConnectorPlugin",
        "ccp",
        "custom-connector-plugin",
        (
            Member("display_name", required=True, longest=60),
            Member("description", longest=256, default=""),
            Member("documentation_link", longest=512, pattern=LINK, default=""),
            Member("connector_class", required=True, fixed=True, longest=150, pattern=CLASS),
            Member("connector_type", required=True, fixed=True, choices=("SOURCE", "SINK")),
            Member("cloud", fixed=True, default="AWS", choices=CLOUDS),
            Member("sensitive_config_properties", list, default=lambda state: []),
            source(),
            Member("runtime_language", default="JAVA", choices=("JAVA", "PYTHON")),
        ),
        filters={"cloud": "cloud"},
        keep_of=used,
        keep=_keep_plugin,
        computed=lambda state, item: {"content_format": item["archive"]},
        seeds={"connector_class": "io.example.Source", "connector_type": "SOURCE", "upload_source": seeded},
    ),
    Collection(
        "plugins",
        "/ccpm/v1/plugins",
        "CustomConnectPlugin",
        "ccp",
        "custom-connect-plugin",
        (
            Member("cloud", required=True, fixed=True, choices=CLOUDS),
            Member("display_name", required=True, longest=60),
            Member("description", longest=256, default=""),
            Member("environment", dict, required=True, fixed=True, refers="environments"),
        ),
        under="spec",
        created=202,
        environment=True,
        filters={"spec.cloud": "spec.cloud"},
        held_by=(Holder("plugin_versions", "plugin"),),
        computed=lambda state, item: {"spec": {"runtime_language": "JAVA"}},
        seeds={"cloud": "AWS"},
    ),
    Collection(
        "plugin_versions",
        "/ccpm/v1/plugins/{plugin_id}/versions",
        "CustomConnectPluginVersion",
        "ccpmver",
        "version",
        (
            Member("version", required=True, fixed=True, longest=60, pattern=_SEMVER),
            Member("sensitive_config_properties", list, fixed=True, default=lambda state: []),
            Member("documentation_link", fixed=True, longest=512, pattern=LINK, default=""),
            Member(
                "connector_classes",
                list,
                required=True,
                fixed=True,
                fewest=1,
                most=10,
                items=dict,
                check=_class_problem,
            ),
            source(fixed=True),
            Member("environment", dict, required=True, fixed=True, refers="environments"),
        ),
        methods=("LIST", "POST", "GET", "DELETE"),
        under="spec",
        created=202,
        parent=Parent("plugin_id", "plugins", "plugin"),
        environment=True,
        pages=False,
        unique=(("version",),),
        phases=Phases("artifact_processing", "PROCESSING", "READY", "FAILED"),
        keep_of=used,
        keep=_keep_version,
        computed=_reason,
        seeds={"version": "1.0.0", "connector_classes": [{"class_name": "A", "type": "SINK"}], "upload_source": seeded},
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """Presigned URLs of both."""
    environment = Member("environment", dict, required=True, refers="environments")
    return [
        presigned(state, "/connect/v1/presigned-upload-url", "connect/v1", ()),
        presigned(state, "/ccpm/v1/presigned-upload-url", "ccpm/v1", (environment,), made=201),
    ]
