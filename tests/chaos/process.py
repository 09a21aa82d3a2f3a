# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run modules in this process, as the action plugin does, on a clock that never waits.

What the collection takes for sleeping and for the time is this file's: a pause puts the clocks of the collection and of
the sandbox forward instead of passing. So this file has to be imported before any code of the collection, in a process
of its own: no other test is to share these imports.
"""

from __future__ import annotations

import functools
import importlib
import os
import pkgutil
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.paths import collections_path

PLUGINS = "ansible_collections.streamops.confluent.plugins"
# Real seconds after which a request that gets no answer is given up: where a fault keeps silent, and elsewhere, where a
# busy machine must not look like one.
SILENCE, PATIENCE = 0.15, 20.0

_sleep, _monotonic = time.sleep, time.monotonic


class Clock:
    """Real time plus what was slept. `told` hears of every pause. `silence`: how long a request may get no answer.

    The pauses of threads pass at the same time: each thread has its own clock, which begins with the main thread's, and
    the main thread's is that of the thread that is furthest.
    """

    def __init__(self) -> None:
        self.ahead = 0.0  # of the main thread
        self._own = threading.local()
        self.silence = PATIENCE
        self.told: Callable[[float], None] = lambda seconds: None
        self._lock = threading.Lock()

    def _ahead(self) -> float:
        """Of this thread."""
        if threading.current_thread() is threading.main_thread():
            return self.ahead
        if not hasattr(self._own, "ahead"):
            self._own.ahead = self.ahead
        return float(self._own.ahead)

    def now(self) -> float:
        return _monotonic() + self._ahead()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._own.ahead = self._ahead() + max(0.0, seconds)
            further = self._own.ahead - self.ahead
            if further > 0:
                self.ahead += further
                self.told(further)


CLOCK = Clock()


def _import_all() -> None:
    """Import the collection's code with the clock of this file, and shorten what a silent request takes."""
    sys.path.insert(0, str(collections_path()))
    time.sleep, time.monotonic = CLOCK.sleep, CLOCK.now
    try:
        package = importlib.import_module(f"{PLUGINS}.module_utils")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    finally:
        time.sleep, time.monotonic = _sleep, _monotonic
    for name, module in list(sys.modules.items()):
        if name.startswith(PLUGINS) and getattr(module, "time", None) is time:
            vars(module)["time"] = _Time()
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.transport import Transport

    prepare = Transport.__post_init__

    @functools.wraps(prepare)
    def prepared(self: Any) -> None:
        prepare(self)
        self.request_timeout = CLOCK.silence

    Transport.__post_init__ = prepared


class _Time:
    """The module ``time`` as the collection's code sees it."""

    sleep = staticmethod(CLOCK.sleep)
    monotonic = staticmethod(CLOCK.now)

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


_import_all()


@dataclass(frozen=True)
class Run:
    """What one run of a module gave. ``seconds`` are those of the clock."""

    failed: bool
    fields: dict[str, Any]
    warnings: list[str]
    seconds: float

    @property
    def message(self) -> str:
        return str(self.fields.get("msg", ""))


@functools.cache
def _checked(name: str) -> Any:
    from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

    from ansible_collections.streamops.confluent.plugins.module_utils._engine.modules import module_of
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import spec_of

    module = module_of(name)
    return module, ArgumentSpecValidator(spec_of(module.fields), **module.rules.spec())


def kind_of(name: str) -> Any:
    """The class of the kind that a module is for."""
    return _checked(name)[0].kind


def options_of(name: str) -> Mapping[str, Any]:
    """The fields of a module by their names, connection options apart."""
    return {field.name: field for field in _checked(name)[0].fields}


def run(name: str, arguments: Mapping[str, Any], env: Mapping[str, str], *, check: bool = False) -> Run:
    """Run the module ``name`` (without the collection's name) with these arguments and environment variables.

    What Ansible itself refuses is a failed run too.
    """
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import Task

    for variable in [variable for variable in os.environ if variable.startswith("CONFLUENT_")]:
        del os.environ[variable]
    os.environ.update(env)
    module, validator = _checked(name)
    began = CLOCK.now()
    try:
        validated = validator.validate(dict(arguments))
    except (AttributeError, TypeError) as error:  # of ansible-core itself, for nulls in the place of nested options
        return Run(True, {"msg": f"Ansible: {error}"}, [], 0.0)
    if validated.error_messages:
        return Run(True, {"msg": validated.error_messages[0]}, [], 0.0)
    warnings: list[str] = []
    task = Task(check, False, progress=lambda words: None, warn=warnings.append)
    report = module.function(module.kind, validated.validated_parameters, task)
    return Run(report.failed, report.fields, warnings, CLOCK.now() - began)
