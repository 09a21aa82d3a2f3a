# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documents of the checkout as pages of the site (tools/docs.py).

A document stays as GitHub shows it. What differs on the site is where its links lead: to the page of a role in place of
the role's folder, to the page of the example inventory in place of its files. A link that leads nowhere on the site
ends the build.
"""

from __future__ import annotations

import os.path
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

OURS = "collections/streamops/confluent"
# Documents outside of docs/, by their place in the checkout.
OTHERS = {
    "CONTRIBUTING.md": "guides/contributing.md",
    "SECURITY.md": "guides/security.md",
    "tests/sandbox/README.md": "guides/sandbox.md",
    "CHANGELOG.rst": "guides/changelog.rst",
    "docs/docsite/rst/results.rst": f"{OURS}/docsite/results.rst",
    "playbooks/inventory": "guides/example-inventory.md",
    "roles": "collections/index_role.rst",
    "README.md": "index.md",
}
BESIDE = (".png", ".svg", ".json")  # pictures, and what a page offers for download
LINK = re.compile(r"(?<=\]\()(?![a-z]+:)([^)#\s]*)(#[^)\s]*)?(?=\))")
FENCE = re.compile(r"^ *(```|~~~)")
NAMED = re.compile(r"(?<![\[`\w])`(?:streamops\.confluent\.)?(\w+)`(?![`\]\w])")


class Lost(SystemExit):
    """A document has a link that leads nowhere on the site."""


def places(root: Path) -> dict[str, str]:
    """The page of the site for each document of the checkout, both as paths from their roots."""
    pages = {f"docs/{path.name}": f"guides/{path.name}" for path in sorted((root / "docs").glob("*.md"))}
    pages |= {f"docs/{path.name}": f"guides/{path.name}" for path in (root / "docs").iterdir() if path.suffix in BESIDE}
    images = root / "docs" / "images"
    pages |= {f"docs/images/{path.name}": f"guides/images/{path.name}" for path in images.glob("*.*")}
    for role in sorted((root / "roles").iterdir()):
        pages |= {f"roles/{role.name}{end}": f"{OURS}/{role.name}_role.rst" for end in ("", "/README.md")}
    return pages | OTHERS


def named(root: Path) -> dict[str, str]:
    """The page of each module, by its name."""
    return {path.stem: f"{OURS}/{path.stem}_module.rst" for path in sorted((root / "plugins" / "modules").glob("*.py"))}


def _lead(target: str, page: str) -> str:
    return os.path.relpath(target, os.path.dirname(page))


def moved(text: str, source: str, pages: dict[str, str], modules: dict[str, str]) -> str:
    """A document's text as that of its page. Links are led to pages, and a module that is named as code becomes one.

    Raises Lost, which names the links that lead nowhere.
    """
    here, lost = pages[source], []

    def led(link: re.Match[str]) -> str:
        if not link[1]:
            return link[0]
        wanted = os.path.normpath(os.path.join(os.path.dirname(source), link[1]))
        if wanted not in pages:
            lost.append(link[1])
            return link[0]
        return _lead(pages[wanted], here) + (link[2] or "")

    def linked(name: re.Match[str]) -> str:
        page = modules.get(name[1])
        return f"[{name[0]}]({_lead(page, here)})" if page else name[0]

    lines, fenced = [], False
    for line in text.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            line = LINK.sub(led, line)
            line = line if line.startswith("#") else NAMED.sub(linked, line)
        lines.append(line)
    if lost:
        raise Lost(f"{source} has links that lead nowhere on the site: {', '.join(sorted(set(lost)))}")
    return "\n".join(lines) + "\n"


def modules_by_area(readme: str) -> str:
    """The page of modules: the table of README.md, with what is said of it."""
    found = re.search(r"^## Modules\n(.*?)^## ", readme, re.M | re.S)
    if found is None:
        raise SystemExit("README.md has no section Modules")
    return f"# Modules by area\n{found[1]}"


def example_inventory(root: Path) -> str:
    """The page of the example: every file of it, in the order in which a person would read them."""
    folder = root / "playbooks" / "inventory"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    files.sort(key=lambda path: (path.name != "hosts.yml", "all" not in path.parts))
    text = [
        "# The example inventory",
        "",
        "The order processing of an online shop in three environments: all files of `playbooks/inventory`.",
    ]
    for path in files:
        text += ["", f"## {path.relative_to(folder)}", "", "```yaml", path.read_text(encoding="utf-8").rstrip(), "```"]
    return "\n".join(text) + "\n"


def _texts(root: Path) -> Iterator[tuple[str, str, str]]:
    """Page, the document that its links begin at, and its text."""
    for source, page in places(root).items():
        if (root / source).is_file() and page.startswith("guides/") and page.endswith((".md", ".rst")):
            yield page, source, (root / source).read_text(encoding="utf-8")
    readme = (root / "README.md").read_text(encoding="utf-8")
    yield "guides/modules.md", "README.md", modules_by_area(readme)
    yield "guides/example-inventory.md", "playbooks/inventory", example_inventory(root)


def write_pages(root: Path, site: Path, templates: Path) -> int:
    """Write every page that is no plugin's into ``site``, the folder of Sphinx's sources. Returns how many there are.

    ``templates``: the folder with the start page.
    """
    pages, modules, count = places(root), named(root), 0
    for page, source, text in _texts(root):
        own = {**pages, "README.md": page} if source == "README.md" else pages
        target = site / page
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text if page.endswith(".rst") else moved(text, source, own, modules), encoding="utf-8")
        count += 1
    for source, page in pages.items():
        if page.endswith(BESIDE):
            (site / page).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / source, site / page)
    shutil.copyfile(templates / "index.md", site / "index.md")
    return count + 1
