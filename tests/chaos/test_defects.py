# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Defects that the chaos found in the wire: an answer without a body, and one that never ends.

A defect that is known and not mended yet gets a test here, marked as failing, and an entry in known.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import urllib3

from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


def test_an_empty_answer_to_a_get_is_asked_for_again(estate: Estate, run_module: Run) -> None:
    estate.sandbox.fault(method="GET", answer="empty")
    result = run_module("confluent_environment", {"name": "dev"}, env=estate.env)
    assert (result["failed"], result["changed"]) == (False, False), result


@pytest.mark.skipif(urllib3.__version__.startswith("1."), reason="urllib3 1 hands over whole answers only")
def test_an_answer_that_drips_for_longer_than_retries_may_take(estate: Estate, run_module: Run) -> None:
    estate.sandbox.fault(method="GET", answer="drip", seconds=6)
    env = {**estate.env, "CONFLUENT_REQUEST_TIMEOUT": "1", "CONFLUENT_RETRY_TIMEOUT": "1"}
    result = run_module("confluent_environment", {"name": "dev"}, env=env)
    assert result["failed"], "the run has waited for the whole answer"
