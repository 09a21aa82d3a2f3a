# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every example in the modules' documentation, run as it stands against the estate that the documentation promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import build
from tests.support.examples import examples, modules


@pytest.mark.parametrize("module", modules())
def test_examples_run(module: str, sandbox: Any, playbook: Callable[..., Any], tmp_path: Any) -> None:
    estate = build(sandbox)
    tasks = examples(module)
    assert any(f"streamops.confluent.{module}" in task for task in tasks), "no example uses the module itself"
    env = {**estate.env, "HOME": str(tmp_path), "DATABASE_PASSWORD": "an example's password"}
    result = playbook([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}], env=env).check()
    assert len(result.tasks) >= len(tasks), result.output
    assert not result.by_status("failed", "skipped", "unreachable"), result.output
    if not module.endswith("_info"):
        assert result.changed, "the examples change nothing"
