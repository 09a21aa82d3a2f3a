# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where relative paths begin: those of an inventory in its folder, those of a task in the playbook's, and none in the
installed collection, in which the playbooks of the collection lie.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.paths import collections_path
from tests.support.ways import WAYS, of_its_own
from tests.support.whole import whole_only

from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks

MINE = {"type": "record", "name": "Mine", "namespace": "com.me", "fields": [{"name": "mine", "type": "string"}]}
SECRET = {"format": "streamops.confluent/api-key/1", "api_key": "ABCDEFGHIJKLMNOP", "api_secret": "canary-of-a-file"}
INSTALLED = ("ansible_collections", "streamops", "confluent")


@pytest.fixture
def collection() -> Path:
    return collections_path().joinpath(*INSTALLED)


def _estate(stage: str) -> dict[str, Any]:
    """An estate whose paths are all relative. One names a file that the collection has, too."""
    return {
        "ansible_connection": "local",
        "confluent_environment": {"name": stage},
        "confluent_secrets_dir": "secrets",
        "confluent_schema_registry_key_file": "secrets/rel-admin.sr.json",
        "confluent_clusters": [
            {
                "name": "r",
                "type": "Basic",
                "availability": "SINGLE_ZONE",
                "cloud": "AWS",
                "region": "eu-central-1",
                "kafka_key_file": "./more/rel-admin.kafka.json",
                "topics": [{"name": "t", "partitions": 1}],
                "acls": [],
            }
        ],
        "confluent_service_accounts": [
            {
                "name": "rel-admin",
                "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}],
                "api_keys": [
                    {"name": "sr", "resource": "schema_registry"},
                    {
                        "name": "kafka",
                        "resource": "kafka",
                        "cluster": "r",
                        "secret_file": "more/../more/rel-admin.kafka.json",
                    },
                ],
            }
        ],
        "confluent_schemas": [{"subject": "status", "schema_file": "schemas/orders/status.avsc"}],
    }


def _inventory(folder: Path, variables: dict[str, Any]) -> Path:
    """An inventory with group_vars and the schema beside them."""
    (folder / "group_vars").mkdir(parents=True)
    (folder / "group_vars" / "rel.yml").write_text(json.dumps(variables), encoding="utf-8")
    hosts = folder / "hosts.yml"
    hosts.write_text(yaml.safe_dump({"rel": {"hosts": {"r1": {}}}}), encoding="utf-8")
    (folder / "schemas" / "orders").mkdir(parents=True)
    (folder / "schemas" / "orders" / "status.avsc").write_text(json.dumps(MINE), encoding="utf-8")
    return hosts


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("in_process", WAYS)
def test_all_of_an_estate_begins_in_its_inventory(
    playbook: Any, sandbox: Any, tmp_path: Path, collection: Path, in_process: str
) -> None:
    hosts = _inventory(tmp_path / "inv", _estate("rel"))
    before = _files(collection / "playbooks")
    env = {"CONFLUENT_IN_PROCESS": in_process}
    strict = {"confluent_fail_on_drift": True}
    _made, compared = plays.runs(playbook((plays.BOOTSTRAP, plays.VERIFY), hosts, env=env, extra_vars=strict))
    assert not [task for task in compared if task["status"] == "changed"]
    assert "  nothing to do" in compared[-1]["result"]["msg"]
    assert (tmp_path / "inv" / "secrets" / "rel-admin.sr.json").is_file()
    assert (tmp_path / "inv" / "more" / "rel-admin.kafka.json").is_file()
    assert _files(collection / "playbooks") == before
    (registry,) = sandbox.state()["registries"].values()
    (version,) = registry["subjects"]["status"]
    assert "com.me" in json.dumps(version)
    playbook(plays.TEARDOWN, hosts, env=env, extra_vars={"confluent_teardown": "rel"}).check()
    assert _files(tmp_path / "inv" / "secrets") == _files(tmp_path / "inv" / "more") == []


def _where(playbook: Any, inventory: Path | str, *args: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    """Where each host's files are, by the role estate."""
    tasks = [{"name": "Tell", "ansible.builtin.debug": {"msg": "{{ [estate_data.secrets_dir] }}"}}]
    plays_ = [{"roles": ["streamops.confluent.estate"], "tasks": tasks}]
    result = playbook(plays_, inventory, args=args, env=env, extra_vars={"confluent_environment": {"name": "e"}})
    return {task["host"]: task["result"].get("msg") for task in result.tasks if task["task"] == "Tell"}


RELATIVE = {"ansible_connection": "local", "confluent_secrets_dir": "keys"}


def _script(folder: Path, host: str) -> Path:
    """An inventory that is a program."""
    folder.mkdir(parents=True)
    file = folder / "hosts"
    listed = {"g": {"hosts": [host]}, "_meta": {"hostvars": {host: RELATIVE}}}
    file.write_text(f"#!/bin/sh\necho '{json.dumps(listed)}'\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_every_form_of_an_inventory_has_a_folder(playbook: Any, tmp_path: Path) -> None:
    """All forms in one run: a folder with a plugin's file in it, a file, a program, a link, and a plugin's file that
    comes after and names all hosts again. That of a file alone is in test_all_of_an_estate_begins_in_its_inventory.
    """
    first, second, linked = tmp_path / "first", tmp_path / "second", tmp_path / "linked"
    for folder, host in ((first, "a"), (second, "b"), (linked, "d")):
        folder.mkdir()
        hosts = {"all": {"hosts": {host: RELATIVE}}}
        (folder / "hosts.yml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
    constructed = {"plugin": "ansible.builtin.constructed", "strict": True, "groups": {"here": "true"}}
    for folder in (first, tmp_path):
        (folder / "more.yml").write_text(yaml.safe_dump(constructed), encoding="utf-8")
    (tmp_path / "project").mkdir()
    script = _script(tmp_path / "inventory", "c")
    (tmp_path / "link").symlink_to(linked)
    further = [second / "hosts.yml", script, tmp_path / "link", tmp_path / "more.yml"]
    found = _where(playbook, first, *(word for source in further for word in ("-i", str(source))))
    assert found == {
        "a": [str(first / "keys")],
        "b": [str(second / "keys")],
        "c": [str(script.parent / "keys")],  # no job of AWX, though the folder has the name
        "d": [str(linked / "keys")],  # secrets are written through no link
    }


def test_an_inventory_that_awx_wrote_means_the_project(playbook: Any, tmp_path: Path) -> None:
    """Without the variable it means the inventory's folder: see above."""
    hosts = _script(tmp_path / "inventory", "c")
    (tmp_path / "project").mkdir()
    awx = {"AWX_PRIVATE_DATA_DIR": "/tmp/awx_17_x", "JOB_ID": "17"}
    assert _where(playbook, hosts, env=awx) == {"c": [str(tmp_path / "project" / "keys")]}


def test_without_a_folder_the_playbooks_counts_and_never_the_collections(
    playbook: Any, sandbox: Any, collection: Path
) -> None:
    local = {"ansible_connection": "local", "confluent_secrets_dir": "keys"}
    tasks = [
        {"name": "Tell", "ansible.builtin.debug": {"msg": "{{ [estate_data.secrets_dir, playbook_dir ~ '/keys'] }}"}}
    ]
    own = [{"roles": ["streamops.confluent.estate"], "tasks": tasks}]
    variables = {**_estate("rel"), **local}
    told = playbook(own, "h,", extra_vars={**local, "confluent_environment": {"name": "e"}}).check().task("Tell")["msg"]
    assert told[0] == told[1]

    for name in (plays.BOOTSTRAP, plays.VERIFY):
        refused = playbook(name, "h,", extra_vars=variables)
        assert refused.rc != 0
        for words in ("keys", "secrets/rel-admin.sr.json", "schemas/orders/status.avsc", "absolute paths"):
            assert words in refused.output
    assert sandbox.journal() == []


@pytest.mark.parametrize(
    ("name", "in_process"),
    [
        ("CONFLUENT_KAFKA_KEY_FILE", "true"),
        ("CONFLUENT_CA_PATH", "false"),
        pytest.param("CONFLUENT_KAFKA_KEY_FILE", "false", marks=of_its_own),
        pytest.param("CONFLUENT_CA_PATH", "true", marks=whole_only("as for the other variable")),
    ],
)
def test_a_relative_path_of_the_environment_is_refused_where_it_would_begin_in_the_collection(
    playbook: Any, sandbox: Any, tmp_path: Path, name: str, in_process: str
) -> None:
    env = {name: "keys/file", "CONFLUENT_IN_PROCESS": in_process}
    variables = plays.inventory(plays.small_variables(tmp_path))
    refused = playbook(plays.BOOTSTRAP, variables, env=env)
    assert refused.rc != 0
    words = refused.task("Bring about the estate")["msg"]
    assert f"{name.removeprefix('CONFLUENT_').lower()} keys/file is a relative path" in words
    assert "absolute path" in words
    assert sandbox.journal() == []


@pytest.mark.parametrize("in_process", WAYS)
def test_a_relative_path_of_a_task_begins_beside_the_playbook(
    playbook: Any, sandbox: Any, tmp_path: Path, in_process: str
) -> None:
    key = {"name": "k", "owner": "of-a-task", "resource": "cloud", "secret_file": "keys/k.json", "wait": False}
    tasks = [
        {"streamops.confluent.confluent_service_account": {"name": "of-a-task"}},
        {"streamops.confluent.confluent_api_key": key},
    ]
    file = tmp_path / "own" / "play.yml"
    file.parent.mkdir()
    file.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    playbook(file, env={"CONFLUENT_IN_PROCESS": in_process}).check()
    assert (file.parent / "keys" / "k.json").is_file()


@pytest.fixture
def stray(collection: Path, tmp_path: Path) -> Iterator[Path]:
    """A secret where an earlier release put it."""
    file = collection / "playbooks" / tmp_path.name / "rel-admin.sr.json"
    file.parent.mkdir()
    file.write_text(json.dumps(SECRET), encoding="utf-8")
    yield file
    for path in (*file.parent.iterdir(), file.parent):
        path.rmdir() if path.is_dir() else path.unlink()


def test_secrets_that_an_earlier_release_put_into_the_collection_are_found(
    playbook: Any, sandbox: Any, tmp_path: Path, stray: Path
) -> None:
    folder = stray.parent.name
    hosts = _inventory(tmp_path / "inv", {**_estate("rel"), "confluent_secrets_dir": folder})
    new = tmp_path / "inv" / folder / stray.name
    for name in (plays.BOOTSTRAP, plays.VERIFY, plays.TEARDOWN):
        refused = playbook(name, hosts, extra_vars={"confluent_teardown": "rel"})
        assert refused.rc != 0
        assert f"mkdir -p -m 700 {new.parent} && mv {stray} {new}" in refused.output
        assert "canary" not in refused.output
    assert sandbox.journal() == []

    new.parent.mkdir(mode=0o700)
    new.write_text(stray.read_text(encoding="utf-8"), encoding="utf-8")
    asked = [
        {"roles": ["streamops.confluent.estate"], "tasks": [{"ansible.builtin.debug": {"msg": "{{ estate_data }}"}}]}
    ]
    said = "".join(playbook(asked, hosts).check().output.split())  # warnings are wrapped, also within a word
    assert "".join(f"rm {stray}".split()) in said


def test_no_secret_is_written_into_the_collection(run_module: Any, sandbox: Any, collection: Path) -> None:
    sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": "somebody"})
    sandbox.clear_journal()
    path = collection / "playbooks" / "keys" / "k.json"
    key = {"name": "k", "owner": "somebody", "resource": "cloud", "secret_file": str(path)}
    result = run_module("confluent_api_key", key)
    assert result["failed"] is True
    assert "an upgrade deletes" in result["msg"]
    assert sandbox.writes() == []
    assert not path.parent.exists()
