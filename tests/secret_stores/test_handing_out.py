# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What applications get: the file that the module writes for them, and what the lookup hands out."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.estate import Estate
from tests.support.ways import WAYS

from .conftest import Keys, in_vault, stored
from .imitation import ROOT
from .servers import Front

DAY = 86400.0


@pytest.fixture
def keys(estate: Estate, tmp_path: Path) -> Keys:
    where = {"secret_file": str(tmp_path / "key.json"), "client_file": str(tmp_path / "app" / "client")}
    return Keys(estate, where, "kafka")


def test_a_file_for_the_application(keys: Keys, tmp_path: Path) -> None:
    file = tmp_path / "app" / "client"
    predicted = keys.done("created", check=True)
    assert not file.parent.exists()
    made = keys.done("created")
    assert predicted["diff"] == made["diff"]
    assert made["api_key"]["client_file"] == str(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    entry = stored(tmp_path / "key.json")
    assert f'username="{entry["api_key"]}" password="{entry["api_secret"]}"' in file.read_text()
    for check in (True, False):
        keys.done("unchanged", check=check)
    file.unlink()
    told = keys.done("updated", check=True)
    assert (told["diff"]["after"], file.exists()) == ({"client_file": str(file)}, False)
    keys.done("updated")
    assert keys.writes() == []
    assert entry["api_secret"] in file.read_text()
    keys.done("updated", client_format="json")
    shown = json.loads(file.read_text())
    assert shown["bootstrap_servers"] == entry["bootstrap_servers"]
    keys.done("deleted", state="absent")
    assert not file.exists()


def test_it_follows_a_rotation(keys: Keys, tmp_path: Path) -> None:
    keys.sandbox.settings(born_before=95 * DAY)
    old = keys.done("created", client_format="env")["api_key"]["id"]
    keys.sandbox.settings(born_before=0.0)
    new = keys.done("updated", client_format="env", rotate_after="90d")["api_key"]["id"]
    text = (tmp_path / "app" / "client").read_text()
    assert (f"KAFKA_API_KEY={new}" in text, old in text) == (True, False)
    keys.done("unchanged", client_format="env", rotate_after="90d")


def test_what_it_must_not_overwrite(keys: Keys, tmp_path: Path) -> None:
    file = tmp_path / "app" / "client"
    file.parent.mkdir()
    file.write_text("ssl.truststore.location=/etc/mine\n")
    for check in (True, False):
        keys.refused("was not written by this collection", check=check)
    assert "mine" in file.read_text()
    file.unlink()
    file.symlink_to("/etc/passwd")
    keys.refused("symbolic link")
    keys.refused("properties is for keys of", resource="cloud")
    keys.refused("needs a place", secret_file=None)


def test_entries_of_an_earlier_release(keys: Keys, tmp_path: Path) -> None:
    """They say neither where the cluster is nor when the key was made."""
    keys.done("created", client_file=None)
    path = tmp_path / "key.json"
    entry = stored(path)
    path.write_text(json.dumps({n: v for n, v in entry.items() if n not in ("bootstrap_servers", "created_at")}))
    path.chmod(0o600)
    keys.done("updated")
    assert entry["bootstrap_servers"] in (tmp_path / "app" / "client").read_text()
    keys.done("unchanged", rotate_after="90d")


def test_the_lookup(keys: Keys, vault: Front, tmp_path: Path, playbook: Callable[..., Any]) -> None:
    keys.done("created", client_file=None)
    entry = stored(tmp_path / "key.json")
    store = in_vault(vault, "confluent/{owner}/{name}", "s.wrong")
    made = keys.done(
        "created",
        secret_file=None,
        client_file=None,
        name="orders",
        resource="schema_registry",
        secret_store=in_vault(vault, "confluent/{owner}/{name}")["secret_store"],
    )
    assert made["api_key"]["secret_store"].startswith("secret/confluent/orders-service/orders at ")
    lookup = "lookup('streamops.confluent.api_key', "
    of_store = "secret_store=store, owner='orders-service', name='orders'"
    texts = {
        "file": f"{{{{ {lookup}'{tmp_path}/key.json').api_secret }}}}",
        "store": f"{{{{ {lookup}{of_store}, form='env') }}}}",
    }
    (tmp_path / "key.json").chmod(0o600)
    tasks: list[dict[str, Any]] = [
        {
            "name": name,
            "ansible.builtin.copy": {"content": text, "dest": f"{tmp_path}/{name}.out", "mode": "0600"},
            "no_log": True,
            "diff": False,
            "vars": {"store": {"vault": {**store["secret_store"]["vault"], "token": ROOT}}},
        }
        for name, text in texts.items()
    ]
    for name, words in (("nothing", f"{lookup}'{tmp_path}/none.json')"), ("wrong", f"{lookup}{of_store})")):
        tasks.append(
            {
                "name": name,
                "ansible.builtin.copy": {"content": f"{{{{ {words} }}}}", "dest": f"{tmp_path}/x"},
                "vars": {"store": store["secret_store"]},
                "ignore_errors": True,
            }
        )
    done = playbook([{"tasks": tasks}], args=("-vvv",))
    secret = (vault.stored("confluent/orders-service/orders") or {})["api_secret"]
    assert (tmp_path / "file.out").read_text() == entry["api_secret"]
    assert f"SCHEMA_REGISTRY_API_SECRET={secret}\n" in (tmp_path / "store.out").read_text()
    assert "none.json does not exist" in done.output
    assert "refuses the token" in done.output
    for hidden in (entry["api_secret"], secret):
        assert hidden not in done.output


@pytest.mark.parametrize("in_process", WAYS)
def test_the_credentials_of_a_store_are_shown_nowhere(
    estate: Estate, vault: Front, playbook: Callable[..., Any], in_process: str
) -> None:
    """Neither by a refusal of the task, nor by the server's, nor of a key that is made."""
    canaries = {name: f"canary-{name}-0123456789" for name in ("token", "secret_id")}
    token = vault.token(vault.policy_of("canaries", {"secret/data/canary": ["create", "read", "update"]}))
    where = {"address": vault.address, "path": "canary"}
    stores = [
        {**where, "token": token},
        {**where, "token": canaries["token"]},
        {**where, "role_id": "nobody", "secret_id": canaries["secret_id"]},
        {**where, "path": "a//b", **canaries},
        {**where, "tokken": canaries["token"]},
    ]
    key = {"name": "canary", "owner": "orders-service", "resource": "cloud"}
    tasks = [
        {
            "name": f"{number}",
            "streamops.confluent.confluent_api_key": {**key, "secret_store": {"vault": f"{{{{ stores[{number}] }}}}"}},
            "ignore_errors": True,
        }
        for number in range(len(stores))
    ]
    env = {**estate.env, "CONFLUENT_IN_PROCESS": in_process}
    done = playbook([{"vars": {"stores": stores}, "tasks": tasks}], env=env, args=("-vvv", "--diff"))
    statuses = [task["status"] for task in done.tasks if task["task"].isdigit()]
    assert statuses == ["changed", "failed", "failed", "failed", "failed"], done.output
    for hidden in (token, *canaries.values(), (vault.stored("canary") or {})["api_secret"]):
        assert hidden not in done.output
