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


def inventory(estate: Estate, vault: Front, folder: Path, **more: Any) -> dict[str, Any]:
    spans = {"rotate_after": "90d", "keep_old": "7d", **more}
    kafka = {"resource": "kafka", "cluster": "orders"}
    keys = [
        {"name": "filed", **kafka, **spans, "secret_file": str(folder / "filed.json"), "client_file": str(folder / "app")},
        {"name": "stored", **kafka, **spans},
        {"name": "left-alone", "resource": "cloud", "secret_file": str(folder / "left.json")},
    ]
    variables = {
        "ansible_connection": "local",
        "confluent_environment": {"name": "dev"},
        "confluent_service_accounts": [{"name": "orders-service", "api_keys": keys}],
        "confluent_secret_store": {
            "vault": {"address": vault.address, "token": ROOT, "path": "confluent/{environment}/{owner}.{name}"}
        },
    }
    return {"all": {"hosts": {"dev": variables}}}


def test_rotate(estate: Estate, vault: Front, tmp_path: Path, playbook: Callable[..., Any]) -> None:
    place = "confluent/dev/orders-service.stored"
    sandbox = estate.sandbox

    def ids() -> dict[str, set[str]]:
        keys = sandbox.state()["api_keys"].values()
        return {n: {k["id"] for k in keys if k["display_name"] == n} for n in ("filed", "stored", "left-alone")}

    def rotate(*args: str, **more: Any) -> Any:
        sandbox.clear_journal()
        return playbook(ROTATE, inventory(estate, vault, tmp_path, **more), env=sandbox.env, args=args).check()

    sandbox.settings(born_before=95 * DAY)
    made = rotate()
    assert "orders-service filed" in str(made.task("Say what became of the keys")["msg"])
    sandbox.settings(born_before=0.0)
    old = ids()
    assert [len(old[name]) for name in ("filed", "stored", "left-alone")] == [1, 1, 0]
    token, secrets = ROOT + "xx", [key["secret"] for key in sandbox.state()["api_keys"].values()]

    told = rotate("--check", "--diff")
    assert (told.changed, ids(), sandbox.writes()) == (1, old, [])
    lines = told.task("Say what became of the keys")["msg"]
    assert [": due, 95 days old" in line for line in lines] == [True, True], lines

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
    for hidden in (*secrets, entry["api_secret"], filed["api_secret"], token):
        assert hidden not in done.output

    assert rotate().changed == 0
    over = rotate(keep_old="0s")
    assert over.changed == 1
    assert ids() == {"filed": {filed["api_key"]}, "stored": {entry["api_key"]}, "left-alone": set()}
