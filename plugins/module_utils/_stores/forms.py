# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key with what an application needs beside it, in the forms that applications read. Pure.

properties: client.properties of Java clients, for keys of Kafka and Schema Registry; env: NAME=value lines, as docker
and systemd take them; json: the entry without what is only this collection's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .._errors import Refused

MARK = "Written by streamops.confluent.confluent_api_key"
SHOWN = ("api_key", "api_secret", "bootstrap_servers", "schema_registry_url")
DESCRIBED = ("name", "owner", "resource", "resource_id", "environment", "created_at")
# By the kind of resource: what the variables begin with, the member that says where it is, and its variable.
PLACES = {
    "kafka": ("KAFKA", "bootstrap_servers", "BOOTSTRAP_SERVERS"),
    "schema_registry": ("SCHEMA_REGISTRY", "schema_registry_url", "SCHEMA_REGISTRY_URL"),
}


def formed(entry: Mapping[str, Any], form: str) -> str:
    """The text of an entry in one of FORMS. Raises Refused for what that form has no place for."""
    lacking = [part for part in needed(entry, form) if not entry.get(part)]
    if lacking:
        raise Refused(f"the form {form} needs {' and '.join(lacking)}, which the entry of this key does not have")
    return FORMS[form](entry)


def needed(entry: Mapping[str, Any], form: str) -> tuple[str, ...]:
    """What an entry has to have for a form, besides key and secret."""
    resource = entry.get("resource")
    return (PLACES[str(resource)][1],) if resource in PLACES and form != "json" else ()


def refused(resource: str | None, form: str | None) -> Iterator[str]:
    """Why a key for that kind of resource has no such form."""
    if form == "properties" and resource not in (None, *PLACES):
        yield f"client_format properties is for keys of {' and '.join(PLACES)}, not of {resource}: give env or json"


def _properties(entry: Mapping[str, Any]) -> str:
    key, secret = str(entry["api_key"]), str(entry["api_secret"])
    if entry.get("resource") == "kafka":
        login = f"username={_quoted(key)} password={_quoted(secret)};"
        pairs = {
            "bootstrap.servers": entry["bootstrap_servers"],
            "security.protocol": "SASL_SSL",
            "sasl.mechanism": "PLAIN",
            "sasl.jaas.config": f"org.apache.kafka.common.security.plain.PlainLoginModule required {login}",
        }
    elif entry.get("resource") == "schema_registry":
        pairs = {
            "schema.registry.url": entry["schema_registry_url"],
            "basic.auth.credentials.source": "USER_INFO",
            "basic.auth.user.info": f"{key}:{secret}",
        }
    else:
        raise Refused(list(refused(str(entry.get("resource")), "properties")))
    return "".join([f"# {MARK}\n", *(f"{name}={_escaped(str(value))}\n" for name, value in pairs.items())])


def _env(entry: Mapping[str, Any]) -> str:
    resource = str(entry.get("resource") or "")
    prefix, part, variable = PLACES.get(resource, (f"CONFLUENT_{resource.upper()}", "", ""))
    values = {f"{prefix}_API_KEY": entry["api_key"], f"{prefix}_API_SECRET": entry["api_secret"]}
    if part:
        values = {variable: entry[part], **values}
    for name, value in values.items():
        # What reads such files agrees on plain values only: quotes are taken off by some and kept by others.
        if any(letter.isspace() or letter in "\"'#$`\\" for letter in str(value)):
            raise Refused(f"{name} has a character that .env files have no common way to write: give json")
    return "".join([f"# {MARK}\n", *(f"{name}={value}\n" for name, value in values.items())])


def _json(entry: Mapping[str, Any]) -> str:
    shown = {part: entry[part] for part in (*SHOWN, *DESCRIBED) if entry.get(part)}
    return json.dumps({"_comment": MARK, **shown}, indent=2) + "\n"


FORMS: dict[str, Callable[[Mapping[str, Any]], str]] = {"properties": _properties, "env": _env, "json": _json}


def _escaped(value: str) -> str:
    """A value as the readers of properties files take it back."""
    value = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"\\{value}" if value[:1] in (" ", "\t", "\f") else value


def _quoted(value: str) -> str:
    """A value in the line of a login module."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
