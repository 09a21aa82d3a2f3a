# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Walk through the built site as a visitor would, and say what is wrong with it (`make site-check`).

    python tools/site_check.py [FOLDER]

From the start page every link is followed: to files and to places in pages. Looked at are: broken links, pages that no
three clicks lead to, pages of plugins, roles and guides that are missing, words of templates, and whether the search
finds what it should. Links that leave the site are counted and not followed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

CLICKS = 3
START = "index.html"
NO_PAGES = {"search.html", "genindex.html"}  # Sphinx's own; the search is a form on every page
# What the generators write where nobody has written anything.
TEMPLATE_WORDS = (
    "Welcome to my",
    "This docsite contains documentation of",
    "my Ansible collection",
    "Lorem ipsum",
    "TODO",
    "FIXME",
    "your_namespace",
    "Project name not set",
    "was failed to be parsed",
    "The documentation for the",
)
# A word that is looked for, by the stem that the index has, and a page that has to be among the answers.
SEARCHED = {
    "rotat": "guides/rotate-keys",
    "terraform": "guides/from-terraform",
    "drift": "guides/estate",
    "quota": "guides/modules",
}


class Page(HTMLParser):
    """What a page links to, the places in it that can be linked to, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.words: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self._silent += tag in ("script", "style")
        self.places |= {value for name, value in attrs if name in ("id", "name") and value}
        self.links += [
            value for name, value in attrs if name in ("href", "src") and value and known.get("rel") != "canonical"
        ]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


@dataclass
class Walk:
    """What a walk saw: `clicks`, how many lead to each page; `problems`; `outside`, the links that leave the site."""

    root: Path
    clicks: dict[str, int] = field(default_factory=lambda: {START: 0})
    problems: list[str] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, name: str) -> Page:
        if name not in self.pages:
            self.pages[name] = Page((self.root / name).read_text(encoding="utf-8"))
        return self.pages[name]

    def go(self) -> Walk:
        waiting = deque([START])
        while waiting:
            name = waiting.popleft()
            for link in dict.fromkeys(self.page(name).links):
                target = self.follow(name, link)
                if target and target not in self.clicks:
                    self.clicks[target] = self.clicks[name] + 1
                    waiting.append(target)
        return self

    def follow(self, name: str, link: str) -> str | None:
        """The page that a link of a page leads to. None where it leads elsewhere, to another file, or nowhere."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            self.outside |= {link} if parts.scheme != "data" else set()
            return None
        path, place = urldefrag(urljoin(f"/{name}", link))
        target = unquote(urlsplit(path).path).lstrip("/") or START
        if not (self.root / target).is_file():
            self.problems.append(f"{name}: {link} leads nowhere")
            return None
        if not target.endswith(".html"):
            return None
        if place and unquote(place) not in self.page(target).places:
            self.problems.append(f"{name}: {link} is no place in {target}")
        return target


def far(walk: Walk) -> list[str]:
    """Pages that no three clicks lead to."""
    there = {str(path.relative_to(walk.root)) for path in walk.root.rglob("*.html")} - NO_PAGES
    there = {name for name in there if not name.startswith("_")}
    return [
        f"{name}: {walk.clicks[name]} clicks from the start page"
        if name in walk.clicks
        else f"{name}: no link leads there"
        for name in sorted(there)
        if walk.clicks.get(name, CLICKS + 1) > CLICKS
    ]


def template_words(walk: Walk) -> list[str]:
    """Words that nobody wrote."""
    return [
        f"{name}: {word!r}"
        for name, page in walk.pages.items()
        for word in TEMPLATE_WORDS
        if word in " ".join(" ".join(page.words).split())
    ]


def search_index(text: str) -> dict[str, set[str]]:
    """The pages for each word of Sphinx's index of words, titles included."""
    found = re.fullmatch(r"\s*Search\.setIndex\((.*)\)\s*;?\s*", text, re.S)
    if found is None:
        raise SystemExit("searchindex.js is not what Sphinx used to write")
    index = json.loads(found[1])
    words: dict[str, set[str]] = {}
    for part in ("terms", "titleterms"):
        for word, numbers in index[part].items():
            words.setdefault(word, set()).update(
                index["docnames"][number] for number in ([numbers] if isinstance(numbers, int) else numbers)
            )
    return words


def not_found(words: dict[str, set[str]]) -> list[str]:
    return [
        f"the search for {word} does not find {page}"
        for word, page in SEARCHED.items()
        if page not in words.get(word, set())
    ]


def missing(root: Path, checkout: Path) -> list[str]:
    """Pages that what the checkout has should have: modules, plugins, roles, guides."""
    ours = "collections/streamops/confluent"
    wanted = {f"{ours}/{path.stem}_module.html" for path in (checkout / "plugins" / "modules").glob("confluent_*.py")}
    for kind in ("filter", "lookup", "inventory"):
        wanted |= {f"{ours}/{path.stem}_{kind}.html" for path in (checkout / "plugins" / kind).glob("[!_]*.py")}
    wanted |= {f"{ours}/{path.name}_role.html" for path in (checkout / "roles").iterdir()}
    wanted |= {f"guides/{path.stem}.html" for path in (checkout / "docs").glob("*.md")}
    return [f"{name} is missing" for name in sorted(wanted) if not (root / name).is_file()]


def unnamed_playbooks(walk: Walk, checkout: Path) -> list[str]:
    """Playbooks that have no place in the page of playbooks."""
    page = walk.page("guides/playbooks.html")
    names = {path.stem for path in (checkout / "playbooks").glob("*.yml")}
    return [
        f"the playbook {name} is not in guides/playbooks.html"
        for name in sorted(names)
        if name.replace("_", "-") not in page.places
    ]


def main() -> int:
    checkout = Path(__file__).resolve().parents[1]
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else checkout / "build" / "docs" / "build" / "html"
    problems = missing(root, checkout)
    if not problems:
        walk = Walk(root).go()
        words = search_index((root / "searchindex.js").read_text(encoding="utf-8"))
        problems = (
            walk.problems + far(walk) + template_words(walk) + not_found(words) + unnamed_playbooks(walk, checkout)
        )
        links, most = sum(len(page.links) for page in walk.pages.values()), max(walk.clicks.values())
        print(
            f"site-check: {len(walk.clicks)} pages, {links} links, {len(walk.outside)} different ones leave the site "
            f"(not followed), at most {most} clicks from the start page; the search finds {', '.join(SEARCHED)}"
        )
    for problem in problems[:100]:
        print(problem)
    print(f"site-check: {len(problems)} problems" if problems else "site-check: nothing wrong")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
