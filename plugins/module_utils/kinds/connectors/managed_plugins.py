# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Managed plugins of connectors, and the settings that they take (connect-v1, "Plugins").

No list has the settings: they are told by a validation of nothing but the class, which changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._declare.field import CLUSTER, ENVIRONMENT, Field, Object
from ..._declare.kind import Kind
from ..._declare.override import override
from ..._errors import ApiError, Refused
from . import config as settings
from .denied import name_the_right
from .scan import Connectors

TYPES = ("source", "sink")
# What is returned of the definition of a setting, by the document's names.
DEFINED = {
    "type": "type",
    "required": "required",
    "default": "default_value",
    "importance": "importance",
    "group": "group",
    "display_name": "display_name",
    "documentation": "documentation",
}


class ConnectorPlugin(Kind):
    """A managed plugin, which can only be read."""

    name = "connector_plugin"
    plural = "connector_plugins"
    scope = (ENVIRONMENT.but(required=True), CLUSTER.but(required=True))
    info_fields = (
        Field("plugin", aliases=("class",)),
        Field("type", choices=TYPES),
        Field("query"),
        Field("settings", type="bool", default=False),
        Field("setting"),
    )

    @override
    def open(self) -> None:
        self.environment = self.cloud.environment_id(self.options.get("environment"))
        self.cluster = self.cloud.find_cluster(self.environment, self.options["cluster"])["id"]
        self.there = Connectors(self.cloud.connect, self.environment, self.cluster)

    @override
    def select(self) -> list[Object]:
        empty = [name for name in ("plugin", "query", "setting") if (self.options.get(name) or "x").strip() == ""]
        if empty:
            raise Refused([f"{name} is empty" for name in empty])
        try:
            listed = self.there.client.get(self.there.url("connector-plugins"))
            found = [{"environment": self.environment, **item} for item in map(from_api, listed) if self._fits(item)]
            if self.options.get("settings") or self.options.get("setting"):
                found = self.cloud.map(self._with_settings, found, "plugins read")
        except ApiError as error:
            name_the_right(error, self.cloud, self.cluster)
            raise
        wanted = self.options.get("setting")
        return [item for item in found if item["settings"]] if wanted else found

    def _fits(self, item: Object) -> bool:
        plugin, kind, query = (self.options.get(name) for name in ("plugin", "type", "query"))
        return (
            (plugin is None or item["plugin"] == plugin)
            and (kind is None or item["type"] == kind)
            and (query is None or query.lower() in item["plugin"].lower())
        )

    def _with_settings(self, item: Object) -> Object:
        """A plugin with its settings; of those only the ones that are looked for."""
        path = self.there.url("connector-plugins", item["plugin"], "config", "validate")
        verdict = self.there.client.put(path, {settings.CLASS: item["plugin"]}, reading=True)
        words = (self.options.get("setting") or "").lower()
        defined = [one for one in definitions(verdict) if words in _text_of(one)]
        return {**item, "settings": defined}


def from_api(raw: Mapping[str, Any]) -> Object:
    """A plugin from the list. Pure."""
    kind = raw.get("type")
    return {
        "plugin": str(raw.get("class")),
        "type": kind.lower() if isinstance(kind, str) else kind,
        "version": raw.get("version"),
        "settings": None,
    }


def definitions(verdict: Mapping[str, Any]) -> Iterator[Object]:
    """The settings of a plugin, from the answer of a validation. Pure."""
    for entry in verdict.get("configs") or []:
        definition, value = entry.get("definition") or {}, entry.get("value") or {}
        yield {
            "name": definition.get("name") or value.get("name"),
            **{name: definition.get(wire) for name, wire in DEFINED.items()},
            "secret": definition.get("type") == "PASSWORD",
            "choices": list(value.get("recommended_values") or []),
        }


def _text_of(setting: Mapping[str, Any]) -> str:
    """What a search for settings looks at, in lower case. Pure."""
    return " ".join(str(setting[name] or "") for name in ("name", "display_name", "documentation")).lower()
