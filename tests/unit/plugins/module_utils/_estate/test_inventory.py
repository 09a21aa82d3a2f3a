# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An export as files: any data comes back from the YAML as it was, and no name leads anywhere else."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from ansible_collections.streamops.confluent.plugins.module_utils._estate import inventory as _inventory
from ansible_collections.streamops.confluent.plugins.module_utils._estate import inventory_text as _text

hypothesis = pytest.importorskip("hypothesis", reason="ansible-test has none; `make pytest` runs it")
given, settings, st = hypothesis.given, hypothesis.settings, hypothesis.strategies


class Unsafe(yaml.SafeLoader):
    """A loader that knows Ansible's mark of what is no template."""


Unsafe.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))

STRANGE = [
    *("yes", "No", "~", "null", "=", "<<", "1e3", "0x1f", "1_000", "0o7", "1:30", "2001-01-01", ".5", "+1", "-", "?"),
    *("{{ x }}", "{% raw %}", "{# no #}", "a\nb\n", "a\n\n b", "line \n", "\n", " x", "x ", "a: b", "a #b", "- a"),
    *(
        "!x",
        "&a",
        "*b",
        "%c",
        "@d",
        "`e",
        "'f'",
        '"g"',
        "\\",
        "\u2028x",
        "\ufeffx",
        "\x85",
        "\x00",
        "😀",
        "7d",
        "1.2.3.4",
    ),
]
TEXT = st.text(max_size=10) | st.sampled_from(STRANGE)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(TEXT, VALUES, min_size=1, max_size=3))
def test_any_data_comes_back(data: dict[str, Any]) -> None:
    assert yaml.load(_text.dumped(data), Loader=Unsafe) == data


@pytest.mark.parametrize("text", STRANGE)
def test_what_may_be_a_template_is_marked(text: str) -> None:
    assert _text.scalar(text).startswith("!unsafe ") is any(sign in text for sign in ("{{", "{%", "{#"))


@given(st.lists(TEXT, max_size=12))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_names_lead_nowhere_else_and_no_two_are_alike(names: list[str]) -> None:
    slugs = _inventory.Slugs("all")
    found = [slugs.of(name, "none", ".yml") for name in [*names, "..", "../../etc/passwd", "ALL", "a" * 300, "A" * 300]]
    assert all(len(PurePosixPath(name).parts) == 1 and not name.startswith(".") for name in found)
    assert len({name.lower() for name in found}) == len(found)
    assert all(len(name) < 100 and name.isascii() for name in found)


EXPORTED = {
    "estates": [
        {
            "environment": {"name": "../x"},
            "organization": {"ip_groups": [1]},
            "schemas": [{"subject": "a", "schema": "x"}],
        },
        {
            "environment": {"name": "..-x"},
            "organization": {"ip_groups": [1]},
            "clusters": [{"name": "a'b", "topics": [{"name": "t"}]}, {"name": "c"}],
            "schemas": [{"subject": "a", "schema": '{"type": "string"}'}],
        },
    ],
    "left_out": [{"part": "topics", "environment": "`x`\n# y", "object": "a`b", "reason": "<script> [x](y)"}],
}


def test_several_environments() -> None:
    files = _inventory.inventory_of(EXPORTED)
    hosts = yaml.safe_load(files["inventory/hosts.yml"])["all"]["hosts"]
    assert list(hosts) == ["x", "x-2"]
    assert files["schemas/x/a.avsc"] == "x"
    assert json.loads(files["schemas/x-2/a.avsc"]) == {"type": "string"}
    shared = yaml.safe_load(files["inventory/group_vars/all/organization.yml"])
    own = yaml.safe_load(files["inventory/host_vars/x/organization.yml"])
    assert shared == {"organization_ip_groups": [1]}
    assert own == {"confluent_organization": {"ip_groups": "{{ organization_ip_groups }}"}}
    assert 'confluent_secrets_dir: "~/.confluent/x"' in files["inventory/host_vars/x/environment.yml"]
    clusters = yaml.safe_load(files["inventory/host_vars/x-2/clusters.yml"])["confluent_clusters"]
    assert clusters == [{"name": "a'b", "topics": "{{ confluent_topics['a-b'] }}"}, {"name": "c"}]


def test_the_readme_takes_no_markup_from_names() -> None:
    text = _inventory.inventory_of(EXPORTED)["README.md"]
    assert "- topics of `'x' # y`" in text
    assert "  - `a'b`: \\<script\\> \\[x\\](y)" in text


@pytest.mark.parametrize("text", ["1.0", '{"a": 1e400}', '{"a": 1, "a": 2}', "not JSON", '{"a": NaN}', "[1.10]"])
def test_a_schema_that_might_come_to_say_something_else_stays_as_it_is(text: str) -> None:
    assert _inventory.readable_schema(text, "json") == text
