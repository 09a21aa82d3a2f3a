# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connector configurations held against their plugin's settings: errors per setting, and the answer of
config/validate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..state import State
from ._connect_plugins import ACCOUNT_MODE, KEY_MODE, PLUGINS, Plugin, Setting

Config = dict[str, str]

# Settings of the Kafka clients (by Kafka's documentation) that a connector may override, as far as they are numbers.
_OVERRIDES = ("producer.override.", "consumer.override.", "admin.override.")
_INTEGERS = {
    **dict.fromkeys(("batch.size", "request.timeout.ms", "retries", "max.request.size", "delivery.timeout.ms"), "INT"),
    **dict.fromkeys(("max.poll.records", "max.poll.interval.ms", "fetch.min.bytes", "fetch.max.bytes"), "INT"),
    **dict.fromkeys(("linger.ms", "buffer.memory", "max.block.ms", "metadata.max.age.ms", "retry.backoff.ms"), "LONG"),
}
# The exception that the server's own answer names, by the first word of what it says.
_BAD_REQUEST = "org.apache.kafka.connect.runtime.rest.errors.BadRequestException"
JUDGED = {
    "Connector": _BAD_REQUEST,
    "Failed": _BAD_REQUEST,
    "Invalid": "org.apache.kafka.common.config.ConfigException",
}


@dataclass(frozen=True)
class Checked:
    """One setting, whether it counts under this configuration, and what is wrong with its value."""

    setting: Setting
    visible: bool
    errors: tuple[str, ...]


def check(state: State, cluster: str, plugin: Plugin, config: Config) -> list[Checked]:
    """Every setting of the plugin against ``config``."""
    settings = plugin.all_settings()
    defaults = {setting.name: setting.default for setting in settings}
    effective = {**defaults, **{name: value for name, value in config.items() if value != ""}}
    found = []
    for setting in settings:
        visible = setting.when is None or effective.get(setting.when[0]) in setting.when[1]
        errors = _value_errors(setting, effective.get(setting.name, ""), visible=visible)
        if visible and not errors:
            errors = _credential_errors(state, cluster, setting.name, effective)
        found.append(Checked(setting, visible, tuple(errors)))
    return found


def _value_errors(setting: Setting, value: str, *, visible: bool) -> list[str]:
    name = setting.name
    if value == "":
        return [f'"{name}" is required'] if setting.required and visible else []
    if setting.values and value not in setting.values:
        return [f'"{name}" has the invalid value "{value}": it must be one of {", ".join(setting.values)}']
    if setting.type == "BOOLEAN" and value not in ("true", "false"):
        return [f'"{name}" has the invalid value "{value}": it must be true or false']
    if setting.type == "INT":
        return _number_errors(setting, value)
    return []


def _number_errors(setting: Setting, value: str) -> list[str]:
    name = setting.name
    if not value.lstrip("-").isdecimal():
        return [f'"{name}" has the invalid value "{value}": it must be an integer']
    if setting.minimum is not None and int(value) < setting.minimum:
        return [f'"{name}" should be greater than or equal to {setting.minimum}']
    if setting.maximum is not None and int(value) > setting.maximum:
        return [f'"{name}" should be less than or equal to {setting.maximum}']
    return []


def _credential_errors(state: State, cluster: str, name: str, config: Config) -> list[str]:
    """The key must be one of this cluster, the account must exist."""
    mode = config["kafka.auth.mode"]
    if mode == KEY_MODE and name in ("kafka.api.key", "kafka.api.secret"):
        key = state.api_keys.get(config["kafka.api.key"])
        fits = key is not None and key["resource"] == cluster
        if name == "kafka.api.key" and not fits:
            return [f'"kafka.api.key" is not a valid API key of the Kafka cluster {cluster}']
        if name == "kafka.api.secret" and key is not None and fits and key["secret"] != config["kafka.api.secret"]:
            return ['"kafka.api.secret" does not match the API key in "kafka.api.key"']
    if mode == ACCOUNT_MODE and name == "kafka.service.account.id":
        account = config["kafka.service.account.id"]
        if account not in state.service_accounts:
            return [f'"kafka.service.account.id" is invalid: service account {account} does not exist']
    return []


def judgement(config: Config) -> str | None:
    """What is wrong with a configuration that cannot even be held against a plugin, in the words of Kafka Connect.

    They quote the whole configuration, secrets included, where the class is missing.
    """
    plugin = config.get("connector.class")
    if plugin is None:
        told = ", ".join(f"{name}={value}" for name, value in config.items())
        return f"Connector config {{{told}}} contains no connector type"
    if plugin not in PLUGINS:
        known = ", ".join(
            f"PluginDesc{{klass=class {item.implementation}, name='{item.name}', version='{item.version}'}}"
            for item in PLUGINS.values()
        )
        return (
            f"Failed to find any class that implements Connector and which name matches {plugin}, available connectors "
            f"are: {known}"
        )
    for name, value in config.items():
        prefix = next((prefix for prefix in _OVERRIDES if name.startswith(prefix)), None)
        kind = None if prefix is None else _INTEGERS.get(name.removeprefix(prefix))
        if prefix is not None and kind is not None and not value.strip().lstrip("+-").isdecimal():
            return f"Invalid value {value} for configuration {name.removeprefix(prefix)}: Not a number of type {kind}"
    return None


def problems(checked: list[Checked]) -> list[str]:
    """All errors, in the order of the settings."""
    return [text for item in checked for text in item.errors]


def answer(plugin: Plugin, checked: list[Checked], config: Config) -> dict[str, Any]:
    """The body of ``PUT .../config/validate``."""
    groups = list(dict.fromkeys(item.setting.group for item in checked))
    orders: dict[str, int] = {}
    configs = []
    for item in checked:
        setting = item.setting
        orders[setting.group] = orders.get(setting.group, 0) + 1
        configs.append(
            {
                "definition": _definition(setting, orders[setting.group]),
                "value": {
                    "name": setting.name,
                    "value": "" if setting.type == "PASSWORD" else config.get(setting.name, setting.default),
                    "recommended_values": list(setting.values),
                    "errors": list(item.errors),
                    "visible": item.visible,
                },
                "metadata": {},
            }
        )
    count = len(problems(checked))
    return {"name": plugin.implementation, "groups": groups, "error_count": count, "configs": configs}


def _definition(setting: Setting, order: int) -> dict[str, Any]:
    return {
        "name": setting.name,
        "type": setting.type,
        "required": setting.required,
        "default_value": setting.default,
        "importance": "HIGH" if setting.required else "MEDIUM",
        "documentation": setting.doc,
        "group": setting.group,
        "width": "NONE",
        "display_name": " ".join(part.capitalize() for part in setting.name.split(".")),
        "dependents": [setting.when[0]] if setting.when else [],
        "order": order,
        "alias": "",
    }
