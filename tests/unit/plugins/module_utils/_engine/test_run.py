# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that cannot be sent."""

from __future__ import annotations

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import refuse_half_characters
from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused


def test_every_option_with_half_of_a_character_is_named() -> None:
    topics = [{"name": "a"}, {"name": "b", "config": {"x\udc80": "1"}}]
    with pytest.raises(Refused) as caught:
        refuse_half_characters(
            {"topics": topics, "description": "half \ud83d", "environment": "größe 😀", "wait": True}
        )
    assert [problem.partition(" ")[0] for problem in caught.value.problems] == ["description", "topics[1]"]
    assert "\ud83d" not in str(caught.value)


def test_whole_characters_may_pass() -> None:
    refuse_half_characters({"name": "größe 😀 \x00", "topics": [{"name": None}], "concurrency": 16})
