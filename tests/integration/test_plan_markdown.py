# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plans as Markdown, rendered by GitHub's own parser (cmark-gfm): what stands where, and that no name leaves it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._estate.comparison_markdown import (
    comparison_as_markdown,
)
from ansible_collections.streamops.confluent.plugins.module_utils._estate.markdown import as_markdown
from ansible_collections.streamops.confluent.plugins.module_utils._estate.writing import code, prose, visible

HOSTILE = [
    "a|b", "a\\|b", "a\\\\|b\\", "|", "\\|", "|---|---|", "`tick`", "``two``", "`", "```mermaid\ngraph TD",
    "@octocat", "#1", "GH-2", "<img src=x onerror=alert(1)>", "</code></td></tr></table>", "</details>", "<!-- c",
    "<script>", "&amp;", "&#124;", "$`x^2`$", "$x$", "[l](http://evil.example)", "![i](x.png)", "www.evil.example",
    "https://evil.example", "me@evil.example", ":tada:", "a\u202eb", "zero\u200bwidth", "two\nlines", "a\r\nb",
    "tab\there", "~~s~~", "**b**", "_i_", "- x", "1. x", "> q", "# h", "\\", "a\\",
    "deadbeef1234567890deadbeef1234567890dead", "é 日本", "\u0000\u001b[31m", "{{ x }}", "[!CAUTION]", "a  b",
]  # fmt: skip
ALLOWED = {
    *("h1", "h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "strong", "ul", "li"),
    *("blockquote", "details", "summary", "br"),
}


class Page(HTMLParser):
    """Rendered HTML: its tags, the rows of its tables, and the text outside of code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.rows: list[list[str]] = []
        self.outside = ""
        self._code = 0
        self._cell = False
        html = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._cell = True
        elif tag == "code":
            self._code += 1

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"
        self._cell = self._cell and tag not in ("td", "th")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += data
        if not self._code:
            self.outside += data


def change(operation: str, label: str, **more: Any) -> dict[str, Any]:
    fields = [{"name": name, "before": old, "after": new} for name, (old, new) in more.pop("fields", {}).items()]
    base = {"kind": "topic", "part": "topics", "cluster": None, "organization": False, "foretold": False}
    rest = {"why": "it differs", "cannot_be_undone": [], "result": "planned"}
    return {**base, "label": label, "operation": operation, "fields": fields, **rest, **more}


def plan(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    counts = {name: sum(one["operation"] == name for one in changes) for name in ("create", "change", "delete")}
    counts["not_in_data"] = len(more.get("not_in_data", []))
    return {"version": 1, "environment": "dev", "counts": counts, "changes": list(changes), **more}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leaves_its_place(name: str) -> None:
    fields = {name: (name, f"{name}{name}"), "map": ({name: name}, {name: [name]}), "long": (name, (name + "\n") * 40)}
    changes = [
        change("delete", f"topic {name}", cluster=name, cannot_be_undone=[f"topic {name} is deleted"], fields=fields),
        change("change", f"topic {name}", cluster=name, fields=fields),
        change("create", f"topic {name}", cluster=name, fields=fields),
        change("create", f"topic {name}", result="failed", msg=f"{name} failed because of {name}"),
    ]
    told = [{"kind": "topic", "part": "topics", "cluster": name, "label": f"topic {name}"}]
    told.append({"kind": name, "part": name, "cluster": None, "label": None, "gap": f"no {name}"})
    text = as_markdown(
        [plan(*changes, environment=name, host=name, problems=[f"{name} is wrong", name], not_in_data=told)]
    )
    page = Page(text)
    assert page.tags <= ALLOWED
    assert page.attributes == [("lang", "diff")] * len(page.attributes)
    words = {word for row in page.rows for word in row}
    assert {f"topic {visible(name)}", visible(name)} <= words
    by_width = {len(row) for row in page.rows}
    assert by_width == {1, 2, 3, 4}
    changed = [row for row in page.rows if len(row) == 4 and row[0] == visible(name)]
    assert [visible(name)] * 2 in [row[:2] for row in changed]
    if "\n" not in name:  # otherwise the values are shortened in their cells
        assert [visible(name), visible(name), visible(name), visible(name + name)] in changed
    for sign in ("@", "#", "http", "www.", ":tada", "$", "deadbeef", "[", "\u202e", "\u200b"):
        assert sign not in page.outside.replace("[!CAUTION]", "")
    assert text.splitlines()[-1] == "Plan: 2 to create, 1 to change, 1 to delete, 2 not in the data"


def test_the_order_and_the_words() -> None:
    old, new = json.dumps({"type": "record", "name": "A" * 90}), json.dumps({"type": "record", "name": "A" * 91})
    text = as_markdown(
        [
            plan(
                change("create", "service account a", part="service_accounts", kind="service account"),
                change("change", "schema s", part="schemas", kind="schema", fields={"schema": (old, new)}),
                change("create", "topic t of cluster c", cluster="c", fields={"partitions": (None, 3)}),
                change("change", "topic p of cluster c", cluster="c", cannot_be_undone=["keys move"],
                       fields={"partitions": (3, 6), "config": ({"a": None}, {"a": "1"})}),
                change("create", "identity provider i", part="identity_providers", organization=True),
                change("delete", "topic gone", cluster="c", cannot_be_undone=["topic gone is deleted"]),
                host="dev-host",
            ),
            plan(environment="prod", status="refused", problems=["topic x: unknown key 'partition'"]),
        ],
        title="What would be done",
    )  # fmt: skip
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "What would be done", "Environment `dev` (host `dev-host`)", "Deletions, and what cannot be undone",
        "In the organization", "Identity providers", "In the environment", "Service accounts", "Schemas",
        "Cluster `c`", "Topics", "Environment `prod`",
    ]  # fmt: skip
    page = Page(text)
    assert ["dev", "dev-host", "3", "2", "1", "0", ""] in page.rows
    assert ["prod", "", "0", "0", "0", "0", "refused"] in page.rows
    deletions = page.rows.index(["delete", "topic gone", "c", "topic gone is deleted"])
    assert page.rows[deletions + 1] == ["change", "topic p", "c", "keys move"]
    assert ["p", "partitions", "3", "6"] in page.rows
    assert ["", "config.a", "\u2013", "1"] in page.rows
    assert ["t", "partitions 3"] in page.rows
    assert f'-  "name": "{"A" * 90}"\n+  "name": "{"A" * 91}"' in text
    assert (
        "> [!CAUTION]\n> **Refused: nothing is written until this is put right.**\n\n- topic x: unknown key 'partition'"
        in text
    )
    assert text.endswith("\n\nPlan: 3 to create, 2 to change, 1 to delete, 0 not in the data\n")


def test_nothing_to_do_and_what_was_done() -> None:
    assert "Nothing to do" in as_markdown([plan()])
    assert "All of this was done." in as_markdown([plan(change("create", "topic a", result="done"))])
    text = as_markdown([plan(change("create", "topic a", result="not_tried", msg="not tried, because b failed"))])
    assert ["not tried", "a", "", "not tried, because b failed"] in Page(text).rows


def test_a_plan_that_is_too_long_tells_less_and_says_so() -> None:
    fields = {"config": (None, {f"setting.{n}": "x" * 70 for n in range(4)})}
    created = [change("create", f"topic t{n}", cluster="c", fields=fields) for n in range(300)]
    gone = [change("delete", f"topic gone-{n}", cluster="c") for n in range(20)]
    whole = as_markdown([plan(*created, *gone)], limit=10_000_000)
    assert "setting.3" in whole
    names = as_markdown([plan(*created, *gone)])
    assert len(names) <= 65_000
    assert "t299" in names
    assert "setting" not in names
    assert "Shortened: the values" in names
    numbers = as_markdown([plan(*created, *gone)], limit=4_000)
    assert len(numbers) <= 4_000
    assert "gone-19" in numbers
    assert ["Topics", "300", "0"] in Page(numbers).rows
    torn = as_markdown([plan(*created, *gone)], limit=1_000)
    assert len(torn) <= 1_000
    assert "The rest is left out" in torn
    for text in (whole, names, numbers, torn):
        assert text.splitlines()[-1] == "Plan: 300 to create, 0 to change, 20 to delete, 0 not in the data"


def test_what_is_no_plan() -> None:
    for given in ({}, {"version": 1, "changes": "x"}, [1], None, plan(change("explode", "topic a"))):
        with pytest.raises(Refused):
            as_markdown([given])


def test_a_comparison_keeps_names_in_their_place_too() -> None:
    for name in HOSTILE:
        fields = [{"name": name, "left": name, "right": (name + "\n") * 40}]
        objects = [
            {"kind": "topic", "part": "topics", "left": name, "right": right, "fields": fields}
            for right in (name, None)
        ]
        found = {
            "version": 1,
            "left": name,
            "right": "prod",
            "stages": {name: "x"},
            "objects": objects,
            "summary": name,
        }
        page = Page(comparison_as_markdown(found))
        assert page.tags <= ALLOWED
        assert [visible(name)] in page.rows
        assert {len(row) for row in page.rows} == {1, 4}


def test_words_stay_words() -> None:
    assert prose("topic a.b of cluster c: unknown key 'partition', did you mean 'partitions'?") == (
        "topic `a.b` of cluster c: unknown key 'partition', did you mean 'partitions'?"
    )
    assert (
        prose("see https://x.example/y (or ask @them), 1. now")
        == "see `https://x.example/y` (or ask `@them`), `1`. now"
    )
    assert code("") == '`""`'
