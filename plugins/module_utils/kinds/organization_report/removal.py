# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task that would remove what was found, as YAML to be copied into a playbook. Pure.

Names come from the service and may hold anything: texts are written as JSON strings, which YAML takes as they are, and
what Ansible would take for a template is marked `!unsafe`.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

PREFIX = "streamops.confluent.confluent_"
TEMPLATE = ("{{", "{%", "{#")


class Task(NamedTuple):
    """A task: what it does in words, the module without its prefix, and its options."""

    words: str
    module: str
    options: dict[str, Any]


def written(task: Task) -> str:
    """The task as YAML."""
    lines = [f"- name: {task.words}", f"  {PREFIX}{task.module}:"]
    lines += [f"    {name}: {_value(value)}" for name, value in task.options.items() if value is not None]
    return "\n".join([*lines, "    state: absent", ""])


def _value(value: Any) -> str:
    if isinstance(value, (bool, int)):
        return json.dumps(value)
    # JSON escapes what ends a line in ASCII; YAML and editors know further ends, and no halves of characters.
    text = "".join(
        sign if sign.isprintable() else _escaped(sign) for sign in json.dumps(str(value), ensure_ascii=False)
    )
    return f"!unsafe {text}" if any(sign in str(value) for sign in TEMPLATE) else text


def _escaped(sign: str) -> str:
    """A character by its number, in YAML's way."""
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def topic(environment: str | None, cluster: str, name: str) -> Task:
    return Task("Delete the topic", "topic", {"environment": environment, "cluster": cluster, "name": name})


def kafka_cluster(environment: str | None, identifier: str) -> Task:
    options = {"environment": environment, "id": identifier, "force": True}
    return Task("Delete the Kafka cluster with all that is in it", "kafka_cluster", options)


def subject(environment: str, name: str) -> Task:
    return Task("Delete the subject", "schema", {"environment": environment, "subject": name})


def service_account(identifier: str) -> Task:
    return Task("Delete the service account", "service_account", {"id": identifier})


def api_key(identifier: str) -> Task:
    return Task("Delete the API key", "api_key", {"id": identifier})


def connector(environment: str | None, cluster: str, name: str) -> Task:
    return Task("Delete the connector", "connector", {"environment": environment, "cluster": cluster, "name": name})


def compute_pool(environment: str, identifier: str) -> Task:
    return Task("Delete the compute pool", "flink_compute_pool", {"environment": environment, "id": identifier})


def statement(environment: str, cloud: str, region: str, name: str) -> Task:
    options = {"environment": environment, "cloud": cloud, "region": region, "name": name}
    return Task("Delete the statement", "flink_statement", options)


def link(environment: str | None, cluster: str, name: str) -> Task:
    return Task(
        "Delete the cluster link", "cluster_link", {"environment": environment, "cluster": cluster, "name": name}
    )


def role_binding(principal: str, role: str, pattern: str) -> Task:
    return Task("Take the role away", "role_binding", {"principal": principal, "role": role, "crn_pattern": pattern})


def acl(environment: str | None, cluster: str, seven: dict[str, Any]) -> Task:
    return Task("Delete the ACL", "acl", {"environment": environment, "cluster": cluster, **seven})
