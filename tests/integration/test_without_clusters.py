# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A new environment whose data names no Kafka cluster: nothing brings its Schema Registry, so nobody waits for that."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

BOOTSTRAP = "streamops.confluent.bootstrap"
SOON = 60.0  # seconds; a run that waits for a registry waits for ten times as long


def inventory(folder: Path, **key: str) -> dict[str, Any]:
    variables = {
        "ansible_connection": "local",
        "confluent_environment": {"name": "dev"},
        "confluent_secrets_dir": str(folder / "secrets"),
        "confluent_service_accounts": [{"name": "automation", "api_keys": [{"name": "one", **key}]}],
    }
    return {"all": {"hosts": {"dev": variables}}}


def test_a_key_that_needs_no_registry_is_made(sandbox: Any, playbook: Any, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir(mode=0o700)
    made = playbook(BOOTSTRAP, inventory(tmp_path, resource="cloud"), env=sandbox.env, timeout=SOON)
    made.check()
    assert "created: API key 'one'" in made.output
    again = playbook(BOOTSTRAP, inventory(tmp_path, resource="cloud"), env=sandbox.env, timeout=SOON).check()
    assert again.changed == 0


def test_a_key_of_the_registry_is_refused_at_once(sandbox: Any, playbook: Any, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir(mode=0o700)
    began = time.monotonic()
    given = inventory(tmp_path, resource="schema_registry")
    refused = playbook(BOOTSTRAP, given, env=sandbox.env, timeout=SOON)
    assert refused.rc != 0
    assert "it appears in an environment with its first Kafka cluster" in " ".join(refused.output.split())
    assert time.monotonic() - began < SOON
    assert not [entry for entry in sandbox.writes() if entry["path"] == "/iam/v2/api-keys"]
