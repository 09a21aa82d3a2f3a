# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is taken out of results is what Ansible took out of them while it did, in the same words."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.module_utils.common.parameters import sanitize_keys

from ansible_collections.streamops.confluent.plugins.module_utils._secrets.masking import WHOLE, masked, names_masked
from ansible_collections.streamops.confluent.tests.support.ansibles_masking import by_ansible

SECRETS = {"hunter22", "hunter2", "4711", "é\n", "True"}
VALUES = [
    "hunter2", "a hunter22 b hunter2", "hunter", "", "é\n", 4711, 147110, 1.4711, 471, True, None, "True", float("nan"),
    {"hunter2": "hunter2", "list": ["hunter22", {"n": [4711, ["x4711"]]}], "empty": {}, "_ansible_hunter2": []},
    ["hunter2", [], [["hunter2"]], {"a": {"b": {"c": "to hunter2"}}}],
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("secrets", [SECRETS, {"hunter2"}, set()])
def test_as_ansible_did(value: Any, secrets: set[str]) -> None:
    assert repr(masked(value, secrets)) == repr(by_ansible(value, secrets))


def test_names_as_ansible_did() -> None:
    value = VALUES[-2]
    for spared in (frozenset[str](), frozenset({"hunter2"})):
        assert names_masked(value, SECRETS, spared) == sanitize_keys(
            value, sorted(SECRETS, key=len, reverse=True), spared
        )
    assert WHOLE in names_masked(value, SECRETS, frozenset())


def test_what_is_given_stays_and_what_is_deep_is_masked() -> None:
    given = {"a": ["hunter2"]}
    assert masked(given, SECRETS) == {"a": [WHOLE]}
    assert given == {"a": ["hunter2"]}
    deep: Any = "hunter2"
    for _level in range(5000):
        deep = [deep]
    found = masked(deep, SECRETS)
    for _level in range(5000):
        (found,) = found
    assert found == WHOLE


def test_what_is_no_type_of_a_result_is_not_let_through() -> None:
    with pytest.raises(TypeError, match="object"):
        masked({"a": object()}, SECRETS)
