# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one look that spares Ansible's censoring of every value never misses what that would have found."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansible_collections.streamops.confluent.plugins.action.confluent_topic import handed_back
from tests.support.ansibles_masking import by_ansible

# Few characters, so that secrets are met: those that JSON escapes, those of numbers and constants, and halves of pairs.
TEXTS = st.text('a"\\\n/é\u2028\ud800\ude00😀\x00\x7f1.e+-TrueNaif', max_size=5)
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(-20, 10**20) | st.floats(),
    lambda nested: st.lists(nested, max_size=3) | st.dictionaries(TEXTS, nested, max_size=3),
    max_leaves=6,
)
SECRETS = st.sets(TEXTS.filter(bool) | st.sampled_from(["True", "None", "nan", "inf", "e+2", "-1", "0.0"]), max_size=3)


@given(st.dictionaries(TEXTS, VALUES, max_size=4), SECRETS)
@example({"a": [True]}, {"True"})
@example({"a": [False]}, {"als"})
@example({"a": [None]}, {"None"})
@example({"a": [float("nan")]}, {"nan"})
@example({"a": [float("-inf")]}, {"-inf"})
@example({"a": ["1 😀"]}, {"😀"})
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_nothing_is_missed(result: dict[str, Any], secrets: set[str]) -> None:
    plain = json.loads(json.dumps(result, ensure_ascii=False))
    assert repr(handed_back(result, secrets)) == repr(by_ansible(plain, secrets))
