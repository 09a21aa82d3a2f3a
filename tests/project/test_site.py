# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The site's pages, the walk through a site, the plot, and the figures that documents repeat.

The site itself is built and walked through by `make site-check`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import site_check
import yaml
from plots import GROWTH, PAGE, PICTURE, growth, plot
from site_pages import Lost, moved, places, write_pages

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "docs/a.md": "guides/a.md",
    "docs/b.md": "guides/b.md",
    "roles/topics/README.md": "collections/streamops/confluent/topics_role.rst",
}
MODULES = {"confluent_topic": "collections/streamops/confluent/confluent_topic_module.rst"}
BELOW = "../collections/streamops/confluent"


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("[b](b.md#x) and [here](#y)", "[b](b.md#x) and [here](#y)"),
        ("[role](../roles/topics/README.md)", f"[role]({BELOW}/topics_role.rst)"),
        ("![out](https://there.example/a.md)", "![out](https://there.example/a.md)"),
        ("`confluent_topic`, `topics`", f"[`confluent_topic`]({BELOW}/confluent_topic_module.rst), `topics`"),
        (
            "`streamops.confluent.confluent_topic`",
            f"[`streamops.confluent.confluent_topic`]({BELOW}/confluent_topic_module.rst)",
        ),
        ("[`confluent_topic`](b.md)", "[`confluent_topic`](b.md)"),
        ("## `confluent_topic`", "## `confluent_topic`"),
        ("```\n[x](nowhere.md) `confluent_topic`\n```", "```\n[x](nowhere.md) `confluent_topic`\n```"),
    ],
)
def test_a_document_on_the_site(text: str, page: str) -> None:
    assert moved(text, "docs/a.md", PAGES, MODULES) == f"{page}\n"


def test_a_link_that_leads_nowhere_ends_the_build() -> None:
    with pytest.raises(Lost, match=r"docs/a.md .*: \.\./else\.md, gone\.md"):
        moved("[x](gone.md) [y](../else.md#z) [b](b.md)", "docs/a.md", PAGES, MODULES)


def test_every_document_has_its_page(tmp_path: Path) -> None:
    count = write_pages(ROOT, tmp_path, ROOT / "tools" / "site")
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert count == len([name for name in written if name.endswith((".md", ".rst"))])
    assert {f"guides/{path.name}" for path in (ROOT / "docs").glob("*.md")} <= written
    # What the start page names is there, or is a page that antsibull-docs makes.
    start = (tmp_path / "index.md").read_text(encoding="utf-8")
    named = {name.partition("#")[0] for name in re.findall(r"\]\(([^)]+)\)", start)}
    assert {name for name in named if not name.startswith("collections/")} <= written
    assert {name for name in written if name.startswith("guides/") and name.endswith(".md")} <= named
    assert len(places(ROOT)) > len(written) / 2


SMALL = {
    "index.html": '<a href="a.html#here">a</a> <a href="https://there.example/">out</a><img src="p.png">'
    "<script>TODO</script>",
    "a.html": '<p id="here"></p><a href="b/b.html">b</a>',
    "b/b.html": '<a href="../c.html">c</a><a href="../a.html#here">a</a>',
    "c.html": "<p>end</p>",
    "p.png": "",
}


def walk(folder: Path, **files: str) -> site_check.Walk:
    for name, text in (SMALL | {name.replace("_", "."): text for name, text in files.items()}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return site_check.Walk(folder).go()


def test_a_good_site(tmp_path: Path) -> None:
    seen = walk(tmp_path)
    assert seen.problems == []
    assert seen.clicks == {"index.html": 0, "a.html": 1, "b/b.html": 2, "c.html": 3}
    assert seen.outside == {"https://there.example/"}
    assert site_check.far(seen) + site_check.template_words(seen) == []


def test_what_is_wrong_with_a_site(tmp_path: Path) -> None:
    seen = walk(
        tmp_path,
        c_html='<a href="d.html">d</a><a href="gone.html">g</a><a href="a.html#no">n</a><img src="q.png">',
        d_html="<h1>Welcome   to\nmy collection</h1>",
        lonely_html="",
    )
    assert seen.problems == [
        "c.html: gone.html leads nowhere",
        "c.html: a.html#no is no place in a.html",
        "c.html: q.png leads nowhere",
    ]
    assert site_check.far(seen) == ["d.html: 4 clicks from the start page", "lonely.html: no link leads there"]
    assert site_check.template_words(seen) == ["d.html: 'Welcome to my'"]


def test_the_search() -> None:
    index = '{"docnames":["guides/rotate-keys","b"],"terms":{"rotat":[0,1],"drift":1},"titleterms":{"quota":0}}'
    words = site_check.search_index(f"Search.setIndex({index})")
    assert words == {"rotat": {"guides/rotate-keys", "b"}, "drift": {"b"}, "quota": {"guides/rotate-keys"}}
    missed = site_check.not_found(words)
    assert "the search for drift does not find guides/estate" in missed
    assert not [line for line in missed if "rotat " in line]


def test_the_plot_is_that_of_its_table() -> None:
    """`make plots` draws it anew."""
    assert PICTURE.read_text(encoding="utf-8") == plot(PAGE.read_text(encoding="utf-8"))


def test_the_plot_of_growth_shows_the_seconds_of_its_table() -> None:
    """The benchmark draws it from figures that the table rounds, so the mark of the longest run is compared."""
    longest = max(row["seconds"] for row in growth(PAGE.read_text(encoding="utf-8")))
    marks = [float(mark) for mark in re.findall(r">([\d.]+) s<", GROWTH.read_text(encoding="utf-8"))]
    assert min(marks) == 0.0
    assert abs(max(marks) - longest) < 0.06


def test_the_versions_that_documents_name() -> None:
    version = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    readme, security = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "SECURITY.md"))
    assert set(re.findall(r"streamops-confluent-([\d.]+)\.tar\.gz", readme)) == {version}
    assert f"There is one version, {version}" in security
    pins = "".join((ROOT / f"requirements-{name}.txt").read_text(encoding="utf-8") for name in ("dev", "oldest"))
    for what in ("ansible-core", "requests"):
        pinned = set(re.findall(rf"^{what}==([\d.]+)", pins, re.M))
        assert {one for one in pinned if one not in security} == set()
    assert set(re.findall(r"^\| ([\d.]+) \|", security, re.M)) == set(
        re.findall(r"^ansible-core==([\d.]+)", pins, re.M)
    )
