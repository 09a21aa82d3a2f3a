# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The playbook rotate over an estate, with keys in files and in a store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.secret_stores.imitation import ROOT, Imitation
from tests.secret_stores.servers import Front
from tests.support import direct
from tests.support.estate import Estate, build

ROTATE, DAY = "streamops.confluent.rotate", 86400.0


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def vault() -> Iterator[Front]:
    front = Front(Imitation())
    yield front
    front.stop()


def _kind() -> Any:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.api_keys.kind import ApiKey

    return ApiKey


def _store(vault: Front) -> dict[str, Any]:
    path = "confluent/{environment}/{owner}.{name}"
    return {"secret_store": {"vault": {"address": vault.address, "token": ROOT, "path": path, "mount": "secret"}}}


def inventory(vault: Front, folder: Path, keep_old: str = "7d") -> dict[str, Any]:
    spans = {"rotate_after": "90d", "keep_old": keep_old}
    kafka = {"resource": "kafka", "cluster": "orders"}
    keys: list[dict[str, Any]] = [
        {
            "name": "filed",
            **kafka,
            **spans,
            "secret_file": str(folder / "filed.json"),
            "client_file": str(folder / "app"),
        },
        {"name": "stored", "resource": "cloud", **spans},
        {"name": "left-alone", "resource": "cloud", "secret_file": str(folder / "left.json")},
    ]
    variables = {
        "ansible_connection": "local",
        "confluent_environment": {"name": "dev"},
        "confluent_service_accounts": [{"name": "orders-service", "api_keys": keys}],
        "confluent_secret_store": _store(vault)["secret_store"],
    }
    return {"all": {"hosts": {"dev": variables}}}


def test_rotate(estate: Estate, vault: Front, tmp_path: Path, playbook: Callable[..., Any]) -> None:
    place = "confluent/dev/orders-service.stored"
    sandbox = estate.sandbox

    def ids() -> dict[str, set[str]]:
        keys = sandbox.state()["api_keys"].values()
        return {n: {k["id"] for k in keys if k["display_name"] == n} for n in ("filed", "stored", "left-alone")}

    def rotate(*args: str, **spans: str) -> Any:
        sandbox.clear_journal()
        return playbook(ROTATE, inventory(vault, tmp_path, **spans), env=sandbox.env, args=args).check()

    sandbox.settings(born_before=95 * DAY)
    for name, more in (("filed", {"secret_file": str(tmp_path / "filed.json")}), ("stored", _store(vault))):
        key = {"name": name, "owner": "orders-service", "resource": "kafka" if name == "filed" else "cloud"}
        made = direct.run(_kind(), {**key, **more}, {**estate.env, **sandbox.env})
        assert made["operation"] == "created", made
    sandbox.settings(born_before=0.0)
    old = ids()
    assert [len(old[name]) for name in ("filed", "stored", "left-alone")] == [1, 1, 0]
    secrets = [key["secret"] for key in sandbox.state()["api_keys"].values()]

    told = rotate("--check", "--diff")
    assert (told.changed, ids(), sandbox.writes()) == (1, old, [])
    lines = told.task("Say what became of the keys")["msg"]
    assert [": due, 95 days old" in line for line in lines] == [True, True], lines
    assert all("is kept for 7d" in line for line in lines), lines

    done = rotate("-vvv", "--diff")
    new = ids()
    assert [len(new[name]) for name in ("filed", "stored")] == [2, 2]
    entry = vault.stored(place) or {}
    assert {entry["api_key"], entry["previous_api_key"]} == new["stored"]
    filed = json.loads((tmp_path / "filed.json").read_text())
    assert {filed["api_key"], filed["previous_api_key"]} == new["filed"]
    assert filed["api_secret"] in (tmp_path / "app").read_text()
    lines = done.task("Say what became of the keys")["msg"]
    assert all("is kept until" in line for line in lines), lines
    for hidden in (*secrets, entry["api_secret"], filed["api_secret"]):
        assert hidden not in done.output

    assert [entry["method"] for entry in sandbox.writes()] == ["POST", "POST"]

    # What would be deleted is said before, and what was deleted after it.
    kept = filed["previous_api_key"]
    for args in (["--check"], []):
        lines = rotate(*args, keep_old="0s").task("Say what became of the keys")["msg"]
        assert any(f"the old key {kept} is deleted" in line for line in lines), lines
        assert not any("is kept until" in line for line in lines), lines
    assert kept not in ids()["filed"]

    # The old ones beside them are no obstacle for who takes the estate down, and no entry stays.
    words = {"confluent_teardown": "dev", "confluent_teardown_force": True, "confluent_teardown_accounts_in_use": True}
    playbook("streamops.confluent.teardown", inventory(vault, tmp_path), env=sandbox.env, extra_vars=words).check()
    assert [len(found) for found in ids().values()] == [0, 0, 0]
    assert vault.stored(place) is None
    assert not (tmp_path / "filed.json").exists()
