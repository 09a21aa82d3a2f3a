# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A kind that takes more lines than a plain one says why; one that does not, says nothing."""

from __future__ import annotations

import cost
import pytest


@pytest.mark.parametrize("kind", sorted(cost.kinds()))
def test_what_is_more_than_a_plain_kind_has_a_reason(kind: str) -> None:
    lines = cost.lines_of(kind, cost.kinds()[kind][0], cost.sandbox_rows())
    more, reason = cost.too_many(lines), cost.excuses().get(kind, "")
    assert bool(more) == bool(reason), f"{lines} is more than {cost.LIMITS} in {more}; tests/kinds says {reason!r}"


def test_the_figures_are_of_something() -> None:
    lines = cost.lines_of("identity_provider", "confluent_identity_provider", cost.sandbox_rows())
    assert all(lines.values()), lines
