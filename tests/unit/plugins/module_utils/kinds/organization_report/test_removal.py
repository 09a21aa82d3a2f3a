# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tasks of a report, as YAML that anybody may copy: names of the service are values in it, and never more."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.organization_report import removal
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.organization_report.facts import moment

NAMES = (
    "plain",
    "yes",
    "1.10",
    "- a: b # c",
    'quote " and \\ backslash',
    "two\nlines\r\n\tand a tab",
    "\u2028 \u2029 \x85 \ufeff \x00 \x1b",
    "emoji \U0001f600 and \u00e9",
    "{{ lookup('pipe', 'id') }}",
    "{% raw %}",
    "{# comment #}",
)


class Loader(yaml.SafeLoader):
    """YAML with Ansible's mark for what is no template."""


Loader.add_constructor("!unsafe", lambda loader, node: ("unsafe", loader.construct_scalar(node)))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_value_and_nothing_else(name: str) -> None:
    [task] = yaml.load(removal.written(removal.topic("env-1", "lkc-1", name)), Loader=Loader)
    template = name.startswith("{")
    assert task == {
        "name": "Delete the topic",
        "streamops.confluent.confluent_topic": {
            "environment": "env-1",
            "cluster": "lkc-1",
            "name": ("unsafe", name) if template else name,
            "state": "absent",
        },
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00+00:00"),
        ("2026-03-01T12:00:00.123456789Z", "2026-03-01T12:00:00.123456+00:00"),
        ("2026-03-01T12:00:00.5+02:00", "2026-03-01T12:00:00.500000+02:00"),
        ("2026-03-01T12:00:00", "2026-03-01T12:00:00+00:00"),
        ("soon", None),
        (None, None),
    ],
)
def test_moments_of_the_service(text: str | None, expected: str | None) -> None:
    found = moment(text)
    assert (found and found.isoformat()) == expected
