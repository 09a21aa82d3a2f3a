# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fixtures of all tests.

The tests see the collection as Ansible does: as ``ansible_collections.streamops.confluent``, in a staged copy of the
checkout (build/stage) that is brought up to date when pytest starts. That has to happen while this file is loaded, for
pytest-ansible looks at ANSIBLE_COLLECTIONS_PATH right afterwards. Under ``ansible-test units`` and in a stage, the
tests are inside such a folder already.

    sandbox               a sandbox in its first state; see support/sandbox.py for what it can do
    start_sandbox         a function that starts another one, with its own command-line settings
    run_module            run a module as a process against ``sandbox``
    run_skipping          the same, with pauses that put the sandbox's clock forward instead of passing
    playbook              run plays against ``sandbox``
    whole                 whether all cases of the test are to be run; see support/whole.py

``from tests.support.examples import examples, modules`` gives the modules' examples.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .support import cost, order, paths
from .support import whole as whole_proof

COLLECTIONS = str(paths.collections_path())
os.environ["ANSIBLE_COLLECTIONS_PATH"] = COLLECTIONS
os.environ[paths.LASTS] = "true"
if COLLECTIONS not in sys.path:
    sys.path.insert(0, COLLECTIONS)


if importlib.util.find_spec("hypothesis"):  # ansible-test runs the unit tests without it
    import hypothesis

    # How long a machine that does other things besides takes for an example says nothing of the code.
    SLOW = hypothesis.HealthCheck.too_slow
    hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[SLOW])
    hypothesis.settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    for plugin in (cost, whole_proof):
        plugin.pytest_configure(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for plugin in (cost, whole_proof, order):
        plugin.pytest_collection_modifyitems(config, items)


@pytest.fixture(scope="session")
def _sandbox_process() -> Iterator[Any]:
    """One sandbox per worker, started at the first use, for all tests of the worker."""
    from .support.sandbox import Sandbox

    with Sandbox() as process:
        yield process


@pytest.fixture
def sandbox(_sandbox_process: Any) -> Any:
    """A sandbox in its first state, with default settings, no faults and an empty journal.

    endpoint, cloud_key, cloud_secret, organization_id, env
    settings(**changes), fault(method=, path=, plane=, nth=, times=, **action), seed(kind, payload), token(...), state()
    journal(method=None, path=None, since=None), writes(since=None), clear_journal(), request(method, path, payload,
    **query)
    """
    assert _sandbox_process.alive(), f"the sandbox has died: {_sandbox_process.log()}"
    _sandbox_process.reset()
    return _sandbox_process


@pytest.fixture
def start_sandbox() -> Iterator[Callable[..., Any]]:
    """``start_sandbox("--set", "latency=0.1")`` starts a further sandbox, which is stopped after the test."""
    from .support.sandbox import Sandbox

    started: list[Sandbox] = []

    def start(*arguments: str) -> Sandbox:
        started.append(Sandbox(*arguments))
        return started[-1].start()

    yield start
    for process in started:
        process.stop()


@pytest.fixture
def run_module(sandbox: Any) -> Callable[..., dict[str, Any]]:
    """``run_module(name, args, check=False, diff=False, env=None)`` against ``sandbox``; see support/modules.py."""
    from .support import modules

    def run(name: str, args: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        env = {**sandbox.env, **(options.pop("env", None) or {})}
        return modules.run_module(name, args, env=env, **options)

    return run


@pytest.fixture
def run_skipping(sandbox: Any, run_module: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """As ``run_module``, on a virtual clock: whatever the module waits for costs no time (support/clock.py).

    Not for what is to be proved in real time: a run that is killed while it waits, two at once, limits of rates.
    """
    return functools.partial(run_module, skipping=sandbox.endpoint)


@pytest.fixture
def whole() -> bool:
    """False, unless the test is ``sampled``."""
    return False


@pytest.fixture
def playbook(sandbox: Any) -> Callable[..., Any]:
    """``playbook(plays, inventory=None, check=False, diff=False, extra_vars=None, env=None, args=())`` against
    ``sandbox``; see support/playbooks.py for the result."""
    from .support import playbooks

    def run(plays: Any, inventory: Any = None, **options: Any) -> Any:
        env = {**sandbox.env, **(options.pop("env", None) or {})}
        return playbooks.playbook(plays, inventory, env=env, **options)

    return run
