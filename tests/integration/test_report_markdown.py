# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Markdown of a report, as a CommonMark renderer shows it; and what the page and the Markdown say alike."""

from __future__ import annotations

import re
import string
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansible_collections.streamops.confluent.plugins.plugin_utils._report.markdown import MOST, markdown, text
from ansible_collections.streamops.confluent.plugins.plugin_utils._report.markup import plain
from ansible_collections.streamops.confluent.plugins.plugin_utils._report.page import page
from ansible_collections.streamops.confluent.plugins.plugin_utils._report.words import NOT_SURE, Places

FORMAT = "streamops.confluent/organization-report/1"


class Rendered(HTMLParser):
    """The cells of all tables, the blocks of code, and the elements that a renderer makes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.cells: list[str] = []
        self.blocks: list[str] = []
        self.shown = ""
        self._into: list[str] | None = None
        self.feed(cmarkgfm.github_flavored_markdown_to_html(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self._into = {"td": self.cells, "th": self.cells, "code": self.blocks}.get(tag, self._into)
        if tag in ("td", "th", "code"):
            assert self._into is not None
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        self._into = None if tag in ("td", "th", "code") else self._into

    def handle_data(self, data: str) -> None:
        self.shown += data
        if self._into is not None:
            self._into[-1] += data


def report(*environments: tuple[str, str, list[tuple[str, str]]], **more: Any) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "generated_at": "2026-11-30T00:00:00Z",
        "organization": {"id": "o-1", "name": "Northwind"},
        "thresholds": {"unused_days": 30, "key_age_days": 90},
        "environments": [
            {
                **dict.fromkeys(("subjects", "compute_pools", "statements", "ksql_clusters"), 0),
                "name": name,
                "id": identifier,
                "clusters": [
                    {
                        **dict.fromkeys(("topics", "partitions", "acls", "connectors", "links"), 0),
                        "received_bytes": 0,
                        "sent_bytes": 0,
                        "cloud": "AWS",
                        "region": "x",
                        "phase": "PROVISIONED",
                        "name": cluster,
                        "id": lkc,
                        "type": "Basic",
                    }
                    for cluster, lkc in clusters
                ],
            }
            for name, identifier, clusters in environments
        ],
        "access": dict.fromkeys(
            ("service_accounts", "users", "identity_pools", "role_bindings", "api_keys", "api_keys_by_resource")
        ),
        "costs": None,
        "lag": [],
        "gaps": [],
        "excepted": [],
        **more,
    }


def finding(name: str = "orders", **more: Any) -> dict[str, Any]:
    none = dict.fromkeys(("id", "environment", "environment_name", "cluster", "cluster_name", "monthly_cost", "task"))
    told = {"severity": "medium", "area": "unused", "title": "Topic that nobody writes or reads", "certain": True}
    return {**none, **told, "code": "topic_unused", "kind": "topic", "name": name, "detail": "0 bytes", **more}


def shown_of(name: str) -> str:
    """A name as a page can show it: HTML takes white space together."""
    return plain(re.sub("[ \t\n\r\u2028\u2029]+", " ", name).strip(" "))


def assert_exact(name: str) -> None:
    rendered = Rendered(f"| {text(name)} | b |\n|---|---|\n| {text(name)} | b |\n")
    assert rendered.cells == [shown_of(name), "b"] * 2
    # cmark makes an address of whatever looks like one, escaped or not; nothing else becomes markup.
    assert set(rendered.elements) <= {"table", "thead", "tbody", "tr", "th", "td", "a"}
    assert "a" not in rendered.elements or "@" in name
    rendered = Rendered(f"# {text(name)}: x\n\n**t**: {text(name)} in x\n")
    assert rendered.shown.split("\n")[:2] == [f"{shown_of(name)}: x", f"t: {shown_of(name)} in x"]


SIGNS = list(string.punctuation)
NAMES = [
    'Anna\'s "script"',
    "<b>bold</b>",
    "a|b||c",
    "`code` ``",
    "&amp; &#39; &lt;",
    "#x27; &#x27; &\\#x27;",
    "first\nsecond\r\n\n- third",
    "\\",
    "\\\\|",
    "trailing\\",
    "*a* _b_ ~~c~~ [d](e) ![f](g) ^h^ ==i== $j$",
    "https://example.com www.example.com WWW.example.com a@example.com @all #1 !1",
    "<!-- --> <?x?> <![CDATA[x]]>",
    "<https://example.com>",
    "---",
    "# ## #",
    "1. one",
    "non-breaking\u00a0space\u3000wide",
    "turned\u202earound\x00\x7f\x85",
    "line\u2028separator",
    "<script>alert(1)</script>{{ 7*7 }}'\"--></style>",
]


@pytest.mark.parametrize("name", [*SIGNS, *(sign * 3 for sign in SIGNS), *NAMES])
def test_every_name_is_shown_exactly(name: str) -> None:
    assert_exact(f"a{name}b")
    assert_exact(f"a {name} b")
    assert_exact(f"{name}b")
    assert_exact(f"a{name}")


@settings(max_examples=400, deadline=None)
@given(st.text(st.one_of(st.sampled_from(string.punctuation + "ab1 \n"), st.characters()), min_size=1, max_size=12))
@example("\\|")
@example("&copy")
def test_any_name_is_shown_exactly(name: str) -> None:
    # A cell of nothing but white space that is none of ASCII is cut by some renderers.
    assert_exact(f"a{name}b")


def test_doubt_is_said() -> None:
    told = markdown(report(), [finding("sure"), finding("doubted", certain=False)])
    cells = Rendered(told).cells
    assert f"0 bytes{NOT_SURE}" in cells
    assert told.count("not sure") == 1


class TestSameNames:
    alike = ("shop", "env-1", [("orders", "lkc-1")]), ("shop", "env-2", [("orders", "lkc-2"), ("orders", "lkc-3")])

    def test_ids_tell_them_apart(self) -> None:
        told = report(*self.alike, ("other", "env-3", [("orders", "lkc-4")]))
        places = Places(told)
        keys = [("env-1", "lkc-1"), ("env-2", "lkc-2"), ("env-2", "lkc-3"), ("env-3", "lkc-4")]
        found = [
            finding(
                environment=environment,
                cluster=cluster,
                environment_name="other" if environment == "env-3" else "shop",
                cluster_name="orders",
            )
            for environment, cluster in keys
        ]
        where = [places.where(one) for one in found]
        assert where == [
            "shop (env-1) / orders",
            "shop (env-2) / orders (lkc-2)",
            "shop (env-2) / orders (lkc-3)",
            "other / orders",
        ]
        cells = Rendered(markdown(told, found)).cells
        assert [one for one in where if one not in cells] == []
        html = page(told, found)
        assert [one for one in where if f">{one}<" not in html] == []

    def test_names_that_only_look_alike_are_told_apart(self) -> None:
        places = Places(report(("a\u202e", "env-1", []), ("a\u202d", "env-2", [])))
        assert places.environment({"environment": "env-1", "environment_name": "a\u202e"}).endswith("(env-1)")

    def test_what_was_found_has_its_id(self) -> None:
        cells = Rendered(markdown(report(), [finding("key", id="KEY1"), finding("User:sa-1", id="User:sa-1")])).cells
        assert "key (KEY1)" in cells
        assert "User:sa-1" in cells

    def test_the_estate_has_all_ids(self) -> None:
        cells = Rendered(markdown(report(*self.alike), [])).cells
        assert "shop (env-2)" in cells
        assert "orders (lkc-3)" in cells


class TestTasks:
    def test_each_is_a_block_of_its_own(self) -> None:
        tasks = [
            '- name: Delete\n  streamops.confluent.confluent_topic:\n    name: "a```b````"\n    state: absent\n',
            "- name: Delete the key\n  streamops.confluent.confluent_api_key:\n    id: K\n    state: absent\n",
        ]
        told = markdown(report(), [finding("a```b````", task=tasks[0]), finding(), finding("key", task=tasks[1])])
        blocks = [block for block in Rendered(told).blocks if block.startswith("- name")]
        assert blocks == tasks
        assert yaml.safe_load(blocks[0])[0]["streamops.confluent.confluent_topic"]["name"] == "a```b````"
        assert "## Tasks that remove what was found (2)" in told

    def test_there_is_no_section_without_any(self) -> None:
        assert "Tasks" not in markdown(report(), [finding()])

    def test_ten_thousand_findings_stay_usable(self) -> None:
        task = '- name: Delete the topic\n  streamops.confluent.confluent_topic:\n    name: "x"\n    state: absent\n'
        told = markdown(report(), [finding(f"topic-{number:05d}", task=task) for number in range(10_000)])
        assert told.count("```yaml") == MOST
        assert "9,800 more are in the JSON file, and on the page beside what they remove." in told
        assert len(told) < 100_000


def test_exceptions_that_fit_nothing_are_in_both() -> None:
    stale = {"code": "key_old", "name": "nothing-like-this*", "environment": None, "cluster": None, "reason": "Anna's"}
    told = report(exceptions_without_findings=[stale])
    for written in (markdown(told, []), page(told, [])):
        assert "Exceptions that fit nothing" in written
        assert "are out of date or mistyped" in written
    assert "nothing-like-this*" in Rendered(markdown(told, [])).cells
    assert "nothing-like-this*" in page(told, [])
    assert "fit nothing" not in markdown(report(), []) + page(report(), [])
