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
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.clock import Clock, imported_on
from tests.support.paths import collections_path

# Real seconds after which a request that gets no answer is given up: where a fault keeps silent, and elsewhere, where a
# busy machine must not look like one.
SILENCE, PATIENCE = 0.15, 20.0


class ChaosClock(Clock):
    """`silence`: how long a request may get no answer."""

    silence = PATIENCE


CLOCK = ChaosClock()
CLOCK.told = lambda seconds: None


def _import_all() -> None:
    """Import the collection's code on the clock, and shorten what a silent request takes."""
    sys.path.insert(0, str(collections_path()))
    imported_on(CLOCK)
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.transport import Transport

    prepare = Transport.__post_init__

    @functools.wraps(prepare)
    def prepared(self: Any) -> None:
        prepare(self)
        self.request_timeout = CLOCK.silence

    Transport.__post_init__ = prepared
    patient = Transport.patient
    Transport.patient = lambda self, seconds: patient(self, CLOCK.silence)


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
