# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What changes something says which environments it is for, and does not take all of them for meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from . import estate_plays as plays

CHOSEN = "Say which environments this is for"
VARIABLES = {"ansible_connection": "local", "confluent_service_accounts": []}
HOSTS = {f"shop-{stage}": {**VARIABLES, "confluent_environment": {"name": stage}} for stage in ("dev", "prod")}
INVENTORY = {"all": {"hosts": HOSTS}}
BOTH = ["dev (shop-dev)", "prod (shop-prod)"]


@pytest.mark.parametrize("name", ["bootstrap", "apply", "rotate"])
def test_of_several_environments_nobody_meant_all(name: str, sandbox: Any, playbook: Callable[..., Any]) -> None:
    refused = playbook(f"streamops.confluent.{name}", INVENTORY)
    assert refused.rc == 2
    words = refused.task(CHOSEN)["msg"]
    for said in (*BOTH, "Nothing was done", "-l shop-dev", "-e confluent_all_environments=true"):
        assert said in words
    assert [(task["task"].rpartition(" : ")[2], task["status"]) for task in refused.tasks] == [(CHOSEN, "failed")]
    assert sandbox.journal() == []


def _environments(sandbox: Any) -> list[str]:
    return plays.existing(sandbox)["environments"]


def test_what_was_chosen_is_said_and_done(sandbox: Any, playbook: Callable[..., Any]) -> None:
    """By a limit; in check mode nobody is asked."""
    looked = playbook(plays.BOOTSTRAP, INVENTORY, check=True).check()
    assert looked.task(CHOSEN)["msg"] == BOTH
    assert sandbox.writes() == []
    done = playbook(plays.BOOTSTRAP, INVENTORY, args=["-l", "shop-dev"]).check()
    assert f"{CHOSEN}] *" in done.output
    assert "ok: [shop-dev]" in done.output.partition(CHOSEN)[2].splitlines()[1]  # one host is its own word
    assert _environments(sandbox) == ["dev"]


def test_what_a_play_does_not_see_is_no_choice(sandbox: Any, playbook: Callable[..., Any]) -> None:
    """``hosts`` of a play does not see the variables of an inventory, and takes all of it."""
    told = {"all": {"hosts": HOSTS, "vars": {"confluent_hosts": "shop-dev"}}}
    refused = playbook(plays.BOOTSTRAP, told)
    assert "Nothing was done" in refused.task(CHOSEN)["msg"]
    assert sandbox.journal() == []


ALL = [
    {"confluent_hosts": "all"},
    {"confluent_hosts": ["shop-dev", "shop-prod"]},
    {"confluent_all_environments": "true"},
]


@pytest.mark.parametrize("word", ALL)
def test_all_of_them_when_that_is_said(word: dict[str, Any], sandbox: Any, playbook: Callable[..., Any]) -> None:
    """As the survey of AWX says it, and as somebody at a terminal does."""
    done = playbook(plays.BOOTSTRAP, INVENTORY, extra_vars=word).check()
    assert done.task(CHOSEN)["msg"] == BOTH
    assert _environments(sandbox) == ["dev", "prod"]


def test_a_single_environment_needs_no_word(sandbox: Any, playbook: Callable[..., Any]) -> None:
    alone = {"all": {"hosts": {"prod": HOSTS["shop-prod"]}}}
    done = playbook(plays.BOOTSTRAP, alone).check()
    assert [task["host"] for task in done.tasks if task["task"].endswith(CHOSEN)] == ["prod"]
    assert _environments(sandbox) == ["prod"]
