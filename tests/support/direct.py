# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run a kind in this process, through the same function as its module: quick, and open to monkeypatching.

Ansible's own checks of arguments (types, choices, required_one_of) are left out; run_module has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest import mock

from .clock import Clock

CONNECTION_NAMES = {"CONFLUENT_ENVIRONMENT": "environment", "CONFLUENT_KAFKA_CLUSTER": "cluster"}


def _parameters(kind: Any, arguments: Mapping[str, Any], env: Mapping[str, str], fields: Any) -> dict[str, Any]:
    """All options of the kind with defaults, environment variables and the arguments, in this order."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import CONNECTION

    declared = (*fields, *CONNECTION)
    parameters = {field.name: field.default for field in declared}
    for field in declared:
        for variable in field.env:
            if env.get(variable):
                parameters[field.name] = int(env[variable]) if field.type == "int" else env[variable]
    if unknown := set(arguments) - set(parameters):
        raise AssertionError(f"{kind.name} has no options {sorted(unknown)}")
    return {**parameters, **arguments}


@contextmanager
def skipped(sandbox: Any, transport: Any) -> Iterator[None]:
    """Pauses of this transport, and of waits, put the sandbox's clock forward instead of passing."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.waiting import Wait

    clock, until = Clock(), Wait.until
    clock.told = sandbox.advance
    transport.sleep, transport.clock = clock.sleep, clock.now

    def hurried(self: Any, *looks: Any) -> Any:
        self.sleep, self.clock = clock.sleep, clock.now
        return until(self, *looks)

    with mock.patch.object(Wait, "until", hurried):
        yield


def run(
    kind_class: Any,
    arguments: Mapping[str, Any],
    env: Mapping[str, str],
    *,
    check: bool = False,
    no_log: bool = False,
    skipping: Any = None,
) -> dict[str, Any]:
    """The result as the module would give it, with ``failed``, ``msg`` and ``warnings``.

    skipping: the sandbox whose clock is put forward in place of pauses.
    """
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import transport_of
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.planning import Outcome
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import run as run_kind
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud

    parameters = _parameters(kind_class, arguments, env, kind_class.argument_fields())
    warnings: list[str] = []
    transport = transport_of(parameters, read_only=check)
    cloud = Cloud(parameters, transport, warn=warnings.append)
    outcome = Outcome(kind_class)
    ended: dict[str, Any] = {"failed": False, "msg": ""}
    try:
        with skipped(skipping, transport) if skipping else nullcontext():
            run_kind(kind_class(cloud, {**parameters, "_no_log": no_log}), parameters, check, outcome)
    except ConfluentError as error:
        ended = {"failed": True, "msg": str(error), **error.result()}
    finally:
        transport.close()
    return {**outcome.result(), **ended, "warnings": warnings, "api": transport.statistics.result()}


class Foreseen:
    """Check mode, and then the run itself, which have to agree. A test's own class has `sandbox`, and `run`."""

    sandbox: Any

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        """One run of the kind, with an empty journal at its beginning."""
        raise NotImplementedError

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Both have that operation, and only the run writes."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (operation != "unchanged" and not check)
        return result

    def refused(self, *words: str, **options: Any) -> str:
        """Both fail with these words, and nothing is written. The message of the run."""
        for check in (True, False):
            result = self.run(check, **options)
            assert result["failed"], result
            assert self.sandbox.writes() == []
            for word in words:
                assert word in result["msg"], result["msg"]
        return str(result["msg"])


def info(kind_class: Any, arguments: Mapping[str, Any], env: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the ``_info`` module returns; raises ConfluentError."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import transport_of
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud

    parameters = _parameters(kind_class, arguments, env, kind_class.info_argument_fields())
    transport = transport_of(parameters, read_only=True)
    try:
        kind = kind_class(Cloud(parameters, transport), parameters)
        kind.open()
        return [kind.shown(item) for item in kind.select()]
    finally:
        transport.close()
