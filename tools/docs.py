# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Build the site into build/docs: the guides of docs/, and a page for every plugin and role, by antsibull-docs and
Sphinx.

The start page and the settings are in tools/site, what becomes of a guide in site_pages.py, the checks in
site_check.py. A warning of Sphinx ends the build. Nothing is fetched.

antsibull-docs and Sphinx sort the options of a module by name; in the finished pages the connection options, which all
modules have, are put behind those of the module itself.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from site_pages import write_pages
from stage import ROOT, stage

OUT = ROOT / "build" / "docs"
HTML = OUT / "build" / "html"
COLLECTION = "streamops.confluent"


TABLE = re.compile(r'(?<=<section id="parameters">)(.*?<tbody>\n)(.*?)(</tbody>)', re.DOTALL)
ROW = re.compile(r'<tr class="row-(?:odd|even)">.*?</tr>\n?', re.DOTALL)
ANCHOR = re.compile(r'id="parameter-(\w+)')
DIVIDER = '<tr class="row-odd"><td colspan="2"><p><em>Connection options, the same for all modules</em></p></td></tr>\n'


def connection_options() -> set[str]:
    """The names of the options that all modules have."""
    tree = ast.parse((ROOT / "plugins" / "doc_fragments" / "connection.py").read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    return {name for text in texts for name in yaml.safe_load(ast.literal_eval(text))["options"]}


def connection_last(page: str, connection: set[str]) -> str:
    """A module's page with these options behind all others. A row of suboptions goes with its option."""

    def sorted_rows(table: re.Match[str]) -> str:
        rows = ROW.findall(table[2])
        behind = [bool(connection & set(ANCHOR.findall(row))) for row in rows]
        parts = [[row for row, last in zip(rows, behind, strict=True) if last is wanted] for wanted in (False, True)]
        divided = [*parts[0], *([DIVIDER] if all(parts) else []), *parts[1]]
        odd_and_even = (
            re.sub(r"row-(odd|even)", "row-odd" if place % 2 else "row-even", row, count=1)
            for place, row in enumerate(divided)
        )
        return table[1] + "".join(odd_and_even) + table[3]

    return TABLE.sub(sorted_rows, page, count=1)


def run(command: list[str], env: dict[str, str]) -> None:
    print("$", *(word.replace(f"{ROOT}/", "") for word in command), flush=True)
    done = subprocess.run(command, cwd=OUT, env=env, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with {done.returncode}")


def main() -> int:
    collections = stage("stage")
    shutil.rmtree(OUT, ignore_errors=True)
    sources = OUT / "rst"
    sources.mkdir(parents=True)
    for folder in (OUT, sources):
        folder.chmod(0o700)  # antsibull-docs refuses folders that others may write to
    templates = ROOT / "tools" / "site"
    for name in ("conf.py", "antsibull-docs.cfg"):
        shutil.copyfile(templates / name, OUT / name)
    (OUT / "static").mkdir()
    shutil.copyfile(templates / "site.css", OUT / "static" / "site.css")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(collections), "ANSIBLE_NOCOLOR": "1"}
    run(
        [
            "antsibull-docs",
            "--config-file",
            "antsibull-docs.cfg",
            "collection",
            "--use-current",
            "--fail-on-error",
            "--dest-dir",
            "rst",
            COLLECTION,
        ],
        env,
    )
    count = write_pages(ROOT, sources, templates)
    run(["sphinx-build", "-M", "html", "rst", "build", "-c", ".", "-j", "auto", "-W", "--keep-going", "-q"], env)
    pages = list((HTML / "collections").rglob("*_module.html"))
    connection = connection_options()
    for page in pages:
        page.write_text(connection_last(page.read_text(encoding="utf-8"), connection), encoding="utf-8")
    print(f"site: {count} guides and {len(pages)} module pages; open {(HTML / 'index.html').relative_to(ROOT)}")
    return 0 if pages else 1


if __name__ == "__main__":
    sys.exit(main())
