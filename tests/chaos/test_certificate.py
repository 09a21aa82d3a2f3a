# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A bad certificate: every module fails at once, and no request and no credential leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.certificates import self_signed
from tests.support.estate import Estate, build
from tests.support.rows import filled, words_of, write_files
from tests.support.sandbox import Sandbox
from tests.support.whole import whole_only

from .rows import rows

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def untrusted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A sandbox whose certificate nobody has signed."""
    certificate, key = self_signed(tmp_path_factory.mktemp("certificate"))
    with Sandbox("--tls-certificate", str(certificate), "--tls-key", str(key)) as sandbox:
        yield sandbox


@pytest.fixture
def estate(sandbox: Sandbox) -> Estate:
    return build(sandbox)


def refused(run_module: Run, module: str, arguments: dict[str, Any], env: dict[str, str], untrusted: Sandbox) -> None:
    result = run_module(module, arguments, env=env)
    assert result["failed"]
    assert "the TLS certificate or handshake failed" in result["msg"]
    assert "exception" not in result
    assert result["api"] == {"calls": 1, "retries": 0, "throttled_seconds": 0.0}
    assert untrusted.journal() == []


def _every_module() -> Iterator[Any]:
    """One of each class always."""
    marks = whole_only("a connection is made by the same lines for all modules")
    for name, attacked in sorted(rows().items()):
        yield name if attacked.row.stands_for else pytest.param(name, marks=marks)


@pytest.mark.parametrize("module", list(_every_module()))
def test_of_the_control_plane(module: str, estate: Estate, untrusted: Sandbox, run_module: Run, tmp_path: Path) -> None:
    attacked = rows()[module]
    words = {**words_of(attacked.row, tmp_path), **estate.needs(*attacked.row.needs).ids}
    write_files(attacked.row, tmp_path, words)
    arguments = attacked.operations[0].filled(words).arguments
    env = {**estate.env, "CONFLUENT_CLOUD_ENDPOINT": untrusted.endpoint}
    refused(run_module, module, arguments, env, untrusted)


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("confluent_topic", {"name": "orders.created", "kafka_rest_endpoint": "{endpoint}", "cluster": "lkc-000000"}),
        ("confluent_schema", {"subject": "a", "schema": {"type": "string"}, "schema_registry_endpoint": "{endpoint}"}),
    ],
)
def test_of_a_data_plane(
    module: str, arguments: dict[str, Any], estate: Estate, untrusted: Sandbox, run_module: Run
) -> None:
    refused(run_module, module, filled(arguments, {"endpoint": untrusted.endpoint}), estate.env, untrusted)
