# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""verify where a key is due for its rotation, or an old one for its deletion: that is told, and is no drift."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.api_keys.kind import ApiKey
from tests.integration.test_plan_file import VALIDATOR
from tests.support import direct
from tests.support.estate import build

from . import estate_plays as plays

DAY = 86400.0


def variables(folder: Path) -> dict[str, Any]:
    key = {"name": "filed", "resource": "cloud", "rotate_after": "90d", "keep_old": "7d"}
    accounts = [{"name": "orders-service", "api_keys": [{**key, "secret_file": str(folder / "filed.json")}]}]
    return {"confluent_environment": {"name": "dev"}, "confluent_service_accounts": accounts}


def test_a_key_that_is_due_is_told_and_is_no_drift(playbook: Callable[..., Any], sandbox: Any, tmp_path: Path) -> None:
    file = tmp_path / "status" / "of" / "tonight.json"  # its folder is made

    def run(name: str, **extra: Any) -> Any:
        return playbook(name, plays.inventory(dev=variables(tmp_path)), extra_vars=extra)

    def verified(expected: int = 0) -> tuple[dict[str, Any], list[str]]:
        sandbox.clear_journal()
        done = run(plays.VERIFY, confluent_fail_on_drift=True, confluent_status_file=str(file))
        assert done.rc == expected, done.output
        assert sandbox.writes() == []
        return json.loads(file.read_text(encoding="utf-8")), plays.summary(done)

    estate = build(sandbox).needs("environment", "service_account")
    sandbox.settings(born_before=95 * DAY)
    key = {"name": "filed", "owner": "orders-service", "resource": "cloud", "secret_file": str(tmp_path / "filed.json")}
    made = direct.run(ApiKey, key, {**estate.env, **sandbox.env})
    assert made["operation"] == "created", made
    sandbox.settings(born_before=0.0)
    entry = json.loads((tmp_path / "filed.json").read_text(encoding="utf-8"))

    found, lines = verified()
    (label,) = found.pop("due")["dev"]
    assert found == {"status": "same", "code": 0, "same": ["dev"], "differs": {}, "failed": {}}
    told = f"  due: {label}: {entry['api_key']} is 95 days old; run streamops.confluent.rotate"
    assert told in lines
    run("streamops.confluent.plan", confluent_plan_dir=str(tmp_path / "plans")).check()
    document = json.loads((tmp_path / "plans" / "dev.json").read_text(encoding="utf-8"))
    VALIDATOR.validate(document)
    assert [change.get("due") for change in document["changes"]] == [True]

    # Somebody's own change beside it still is drift.
    (account,) = (
        one for one in sandbox.state()["service_accounts"].values() if one["display_name"] == "orders-service"
    )
    sandbox.request("PATCH", f"/iam/v2/service-accounts/{account['id']}", {"description": "by hand"})
    by_hand = variables(tmp_path)
    by_hand["confluent_service_accounts"][0]["description"] = "as stated"
    drift = {"confluent_fail_on_drift": True, "confluent_status_file": str(file)}
    done = playbook(plays.VERIFY, plays.inventory(dev=by_hand), extra_vars=drift)
    assert done.rc != 0
    assert "1 difference(s): service account orders-service" in done.output
    found = json.loads(file.read_text(encoding="utf-8"))
    assert (found["status"], found["differs"], found["due"]) == (
        "differs",
        {"dev": ["service account orders-service"]},
        {"dev": [label]},
    )

    # Rotated, the old key is kept, and nothing is due; eight days later the old one is.
    run("streamops.confluent.rotate").check()
    assert "due" not in verified()[0]
    rotated = json.loads((tmp_path / "filed.json").read_text(encoding="utf-8"))
    rotated["rotated_at"] = "2026-01-01T00:00:00Z"
    (tmp_path / "filed.json").write_text(json.dumps(rotated), encoding="utf-8")
    found, lines = verified()
    assert (found["status"], found["due"]) == ("same", {"dev": [label]})
    kept = f"{entry['api_key']} is kept since 2026-01-01T00:00:00Z"
    assert f"  due: {label}: {kept}; run streamops.confluent.rotate" in lines
