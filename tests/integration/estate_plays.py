# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of roles and playbooks share: the example inventory, a small estate, and what is on the server."""

from __future__ import annotations

import atexit
import copy
import json
import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import yaml

from tests.support import playbooks
from tests.support.paths import CHECKOUT
from tests.support.sandbox import Sandbox

EXAMPLE = CHECKOUT / "playbooks" / "inventory"
BOOTSTRAP, VERIFY, TEARDOWN = (f"streamops.confluent.{name}" for name in ("bootstrap", "verify", "teardown"))

# The roles of bootstrap and verify, in their order (test_roles).
STEPS = [
    *("environment", "provider_integrations", "networking", "kafka_clusters", "service_accounts", "role_bindings"),
    *("processing", "api_keys", "client_quotas", "topics", "acls", "schemas", "provider_shares", "connectors"),
    "tableflow",
]

# Secrets that must never show: they are searched for in everything that a run prints.
CONNECTOR_SECRETS = {
    "CRM_DATABASE_PASSWORD": "canary-7f3a-crm-database",
    "ARCHIVE_AWS_ACCESS_KEY_ID": "canary-91bc-aws-key-id",
    "ARCHIVE_AWS_SECRET_ACCESS_KEY": "canary-d02e-aws-secret",
}
SINK_SECRET = "canary-55aa-warehouse"
COMMON = {"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "cents", "type": "long"}]}
SALE = {"type": "record", "name": "Sale", "namespace": "shop", "fields": [{"name": "price", "type": "shop.Money"}]}


def example(file: str) -> dict[str, Any]:
    """Variables of the example inventory, as they are in a file of group_vars/all: templates unresolved."""
    return dict(yaml.safe_load((EXAMPLE / "group_vars" / "all" / file).read_text(encoding="utf-8")))


def example_env(secrets: Path) -> dict[str, str]:
    """What the example inventory takes from the environment."""
    return {**CONNECTOR_SECRETS, "CONFLUENT_SECRETS_DIR": str(secrets)}


def small_variables(secrets: Path, stage: str = "dev") -> dict[str, Any]:
    """A whole estate with one or two of each kind: the variables of one host."""
    automation, app = f"{stage}-automation", f"{stage}-till"
    sale_acl = {"principal": app, "resource_type": "TOPIC", "resource_name": "sales"}
    return {
        "confluent_environment": {"name": stage, "stream_governance_package": "ESSENTIALS"},
        "confluent_secrets_dir": str(secrets / stage),
        "confluent_schema_registry_key_file": str(secrets / stage / f"{automation}.schemas.json"),
        "confluent_service_accounts": [
            {
                "name": automation,
                "description": "Administers the estate",
                "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}],
                "api_keys": [
                    {"name": "kafka", "resource": "kafka", "cluster": "shop"},
                    {"name": "schemas", "resource": "schema_registry"},
                ],
            },
            {
                "name": app,
                "role_bindings": [{"role": "DeveloperRead", "scope": "subject", "resource_name": "sales-value"}],
                "api_keys": [{"name": "cloud", "resource": "cloud"}],
            },
        ],
        "confluent_clusters": [
            {
                "name": "shop",
                "type": "Basic",
                "availability": "SINGLE_ZONE",
                "cloud": "AWS",
                "region": "eu-central-1",
                "kafka_key_file": str(secrets / stage / f"{automation}.kafka.json"),
                "topics": [
                    {"name": "sales", "partitions": 3, "config": {"retention.ms": "7d"}},
                    {"name": "refunds", "partitions": 1},
                ],
                "acls": [{**sale_acl, "operation": "READ"}, {**sale_acl, "operation": "WRITE"}],
                "connectors": [
                    {
                        "name": "warehouse",
                        "service_account": app,
                        "config": {
                            "connector.class": "PostgresSink",
                            "topics": "sales",
                            "input.data.format": "AVRO",
                            "connection.host": "warehouse.example",
                            "connection.user": "writer",
                            "db.name": "sales",
                            "tasks.max": 1,
                        },
                    }
                ],
            }
        ],
        "confluent_connector_secrets": {"warehouse": {"connection.password": SINK_SECRET}},
        "confluent_subject_configs": [{"registry_default": True, "compatibility": "FULL"}],
        "confluent_schemas": [
            {"subject": "money", "schema": COMMON},
            {
                "subject": "sales-value",
                "schema": SALE,
                "references": [{"name": "shop.Money", "subject": "money", "version": 1}],
            },
        ],
    }


SMALL = {
    "environments": ["dev"],
    "clusters": ["shop"],
    "service_accounts": ["dev-automation", "dev-till"],
    "api_keys": ["dev-automation/kafka", "dev-automation/schemas", "dev-till/cloud"],
    "role_bindings": ["dev-automation/EnvironmentAdmin", "dev-till/DeveloperRead"],
    "topics": ["shop/refunds", "shop/sales"],
    "acls": ["shop/dev-till/READ", "shop/dev-till/WRITE"],
    "subjects": ["money", "sales-value"],
    "connectors": ["shop/warehouse"],
}
EMPTY: dict[str, list[str]] = {kind: [] for kind in SMALL}


def inventory(*hosts: dict[str, Any], **named: dict[str, Any]) -> dict[str, Any]:
    """An inventory of one host per set of variables, each named after its environment, or as it is given. A play may
    act on all of them: that it asks is in test_chosen.
    """
    of_environments = {f"{variables['confluent_environment']['name']}-host": variables for variables in hosts}
    return {
        "all": {
            "vars": {"confluent_all_environments": True},
            "hosts": {
                host: {"ansible_connection": "local", **variables}
                for host, variables in {**of_environments, **named}.items()
            },
        }
    }


@dataclass(frozen=True)
class _Made:
    """An estate that a playbook has brought about: what it said, and its secret files."""

    result: Any
    secrets: tempfile.TemporaryDirectory[str]


_MADE: weakref.WeakKeyDictionary[Sandbox, dict[str, _Made]] = weakref.WeakKeyDictionary()
OLD_ENOUGH = 400.0  # seconds: the keys and roles of what is there are in effect, and a refusal is a real one


def begin(sandbox: Sandbox, secrets: Path, stated: Callable[[Path], dict[str, Any]] = small_variables) -> Any:
    """Bring about an estate and nothing else in ``sandbox``: that of ``stated``, with its secret files in ``secrets``.

    A playbook makes it once for each sandbox. From then on objects and files are brought back as they were then, with
    default settings, no faults and an empty journal. Returns what that playbook gave. AssertionError when it failed.
    """
    estates = _MADE.setdefault(sandbox, {})
    name = f"{stated.__module__}.{stated.__qualname__}"
    if name not in estates:
        folder = tempfile.TemporaryDirectory(prefix="streamops-estate-")
        atexit.register(folder.cleanup)
        sandbox.reset()
        sandbox.settings(born_before=OLD_ENOUGH)
        result = playbooks.playbook(BOOTSTRAP, inventory(stated(Path(folder.name))), env=sandbox.env).check()
        sandbox.snapshot(name)
        estates[name] = _Made(result, folder)
    sandbox.reset()
    sandbox.restore(name)
    shutil.copytree(estates[name].secrets.name, secrets, dirs_exist_ok=True)
    return estates[name].result


@dataclass(frozen=True)
class Shop:
    """A small estate that has been brought about."""

    sandbox: Sandbox
    secrets: Path

    def variables(self, stage: str = "dev") -> dict[str, Any]:
        """Fresh variables, to be changed at will."""
        return copy.deepcopy(small_variables(self.secrets, stage))

    def play(self, name: str | tuple[str, ...], *hosts: dict[str, Any], **options: Any) -> Any:
        """Run a playbook for these hosts; without any, for the estate as it was brought about."""
        return self.play_for(name, inventory(*(hosts or (self.variables(),))), **options)

    def play_for(self, name: Any, hosts: dict[str, Any], **options: Any) -> Any:
        """Run a playbook, or plays, with an inventory."""
        return playbooks.playbook(name, hosts, env=self.sandbox.env, **options)


def shop(sandbox: Sandbox, folder: Path) -> Shop:
    """A Shop in this sandbox, with an empty journal: what an earlier test made of it is gone."""
    made = Shop(sandbox, folder / "secrets")
    begin(sandbox, made.secrets)
    assert existing(sandbox) == SMALL
    return made


def existing(sandbox: Sandbox) -> dict[str, list[str]]:
    """What is in the organization beyond the seeded administrator, by natural keys, in the form of SMALL."""
    state = sandbox.state()
    clusters = {ident: item["display_name"] for ident, item in state["clusters"].items()}
    accounts = {ident: item["display_name"] for ident, item in state["service_accounts"].items()}

    def who(principal: str) -> str:
        ident = principal.removeprefix("User:")
        return accounts.get(ident, ident)

    return {
        "environments": sorted(item["display_name"] for item in state["environments"].values()),
        "clusters": sorted(clusters.values()),
        "service_accounts": sorted(accounts.values()),
        "api_keys": sorted(
            f"{who(item['owner'])}/{item['display_name']}"
            for item in state["api_keys"].values()
            if not item["owner"].startswith("u-")
        ),
        "role_bindings": sorted(
            f"{who(item['principal'])}/{item['role_name']}"
            for item in state["role_bindings"].values()
            if not item["principal"].startswith("User:u-")
        ),
        "topics": sorted(
            f"{clusters[ident]}/{name}"
            for ident, topics in state["topics"].items()
            for name, topic in topics.items()
            if not topic["internal"]
        ),
        "acls": sorted(
            f"{clusters[ident]}/{who(acl[3])}/{acl[5]}" for ident, acls in state["acls"].items() for acl in acls
        ),
        "subjects": sorted(
            name
            for registry in state["registries"].values()
            for name, versions in registry["subjects"].items()
            if not all(version["deleted"] for version in versions)
        ),
        "connectors": sorted(
            f"{clusters[ident]}/{name}" for ident, connectors in state["connectors"].items() for name in connectors
        ),
    }


SUMMARY = "Show the summary"


def summary(result: Any) -> list[str]:
    """The lines of the summary, of the last host."""
    return list(result.task(SUMMARY)["msg"])


def summaries(result: Any) -> dict[str, list[str]]:
    """The lines of the summary by host; of several playbooks the last."""
    return {task["host"]: list(task["result"]["msg"]) for task in result.tasks if task["task"].endswith(SUMMARY)}


def runs(result: Any) -> list[list[dict[str, Any]]]:
    """The tasks of several playbooks of one host that ran one after the other, each up to its summary. AssertionError
    when one failed, or what came last showed no summary.
    """
    parts: list[list[dict[str, Any]]] = [[]]
    for task in result.check().tasks:
        parts[-1].append(task)
        if task["task"].endswith(SUMMARY):
            parts.append([])
    assert [task for task in parts.pop() if task["status"] != "skipped"] == []
    return parts


def kafka(sandbox: Sandbox, key_file: Path, method: str, path: str, payload: Any = None, **query: str) -> Any:
    """Call Kafka REST of the only cluster with a stored key: as somebody who changes things behind Ansible's back."""
    (cluster,) = sandbox.state()["clusters"].values()
    found = sandbox.request("GET", f"/cmk/v2/clusters/{cluster['id']}", environment=cluster["environment"])
    key = json.loads(key_file.read_text(encoding="utf-8"))
    answer = requests.request(
        method,
        f"{found['spec']['http_endpoint']}/kafka/v3/clusters/{cluster['id']}{path}",
        json=payload,
        params=query,
        auth=(key["api_key"], key["api_secret"]),
        timeout=30,
    )
    assert answer.status_code < 400, answer.text
    return answer.json() if answer.content else None
