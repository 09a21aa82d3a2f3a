# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A sample of the kills (kills.py), and several bootstraps at once. ``make chaos`` runs every_kill.py, too."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.integration import estate_plays as plays
from tests.support import playbooks
from tests.support.journal import Entry, is_write
from tests.support.sandbox import Sandbox
from tests.support.whole import whole_only

from .kills import cut_at, twice, undisturbed, unheld

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Entry], list[str]]:
    """The undisturbed run of the small estate."""
    return undisturbed("small", tmp_path_factory.mktemp("plain") / "small")


@pytest.mark.parametrize(
    "path",
    [
        "/iam/v2/api-keys",
        pytest.param("/topics", marks=whole_only("every kill is made there; after a key is where most can be lost")),
    ],
)
def test_killed_after_it_made_something(path: str, plain: tuple[list[Entry], list[str]], tmp_path: Path) -> None:
    """A sample: right after a key was made, and a topic."""
    entries, expected = plain
    made = next(
        n for n, e in enumerate(entries, 1) if e["method"] == "POST" and e["path"].endswith(path) and is_write(e)
    )
    cut_at("small", made + 1, tmp_path, expected)


@pytest.mark.parametrize(
    "stages",
    [
        ["dev", "qa"],
        pytest.param(["dev", "qa", "staging", "prod"], marks=whole_only("two meet the limit as four do")),
    ],
    ids=["two", "four"],
)
def test_several_at_once_under_a_rate_limit(stages: list[str], sandbox: Sandbox, tmp_path: Path) -> None:
    """Estates of one organisation, made at once, with fewer requests a second than they want."""
    rate = {2: 8, 4: 15}[len(stages)]
    sandbox.settings(rate_limit=rate, rate_limit_burst=5, kafka_rate_limit=5, schema_registry_rate_limit=5)

    def bootstrap(stage: str) -> Any:
        variables = plays.small_variables(tmp_path / "secrets", stage)
        return playbooks.playbook(plays.BOOTSTRAP, plays.inventory(variables), env=sandbox.env)

    with ThreadPoolExecutor(len(stages)) as pool:
        for result in pool.map(bootstrap, stages):
            result.check()
    assert [entry for entry in sandbox.journal() if entry["status"] == 429], "the limit was never met"
    assert twice(sandbox.journal()) == []
    assert unheld(sandbox, tmp_path / "secrets") == []
    there = plays.existing(sandbox)
    assert there["environments"] == sorted(stages)
    for kind, names in plays.SMALL.items():
        assert len(there[kind]) == len(stages) * len(names), kind
