# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the module files from the declarations of the kinds and their words in docs/kinds, and the tables of modules.

python tools/kind_docs.py [--write] [KIND ...]     without --write: exit code 1 when a file is out of date

With names of kinds only their module files are written; the tables are of all kinds.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from doc_text import LOADER, lines
from estate_reference import PAGE, reference
from kind_pages import Pages
from kind_tables import TABLES, with_table
from kind_words import INFO, MODULE, PLURAL, MissingWords
from stage import ROOT, stage

WORDS = Path("docs", "kinds")
MODULES = Path("plugins", "modules")
RUNNERS = {
    MODULE: ("run", "run_module"),
    PLURAL: ("plural", "run_plural_module"),
    INFO: ("run", "run_info_module"),
}
MARK = "Written by `make kind-docs`"  # what has no such line is of several kinds, and is written by hand
TEXT = '''\
#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""{title}.

Written by `make kind-docs`. Words: docs/kinds/{kind}.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
{documentation}
"""

EXAMPLES = r"""
---
{examples}
"""

RETURN = r"""
---
{returned}
"""

from ..module_utils._engine.{room} import {runner}
from ..module_utils.kinds.{declared_in} import {declared}


def main() -> None:
    """Entry point."""
    {runner}({declared})


if __name__ == "__main__":
    main()
'''


def in_collection(name: str) -> Any:
    """A module of plugins/module_utils. `main` sees to it that it is that of this checkout."""
    return importlib.import_module(f"ansible_collections.streamops.confluent.plugins.module_utils.{name}")


def pages(words: dict[str, Any], common: dict[str, Any]) -> Pages:
    """The pages of a kind, with the class that its words name."""
    room, _dot, name = words["declaration"].rpartition(".")
    return Pages(getattr(in_collection(f"kinds.{room}"), name), words, common)


def module_file(kind: Pages, form: str) -> Path:
    """Where the module of one form of a kind is."""
    return MODULES / f"{kind.module_name(form)}.py"


def module_text(kind: Pages, form: str) -> str:
    """The module file of one form of a kind."""
    options: dict[str, Any] = {
        MODULE: kind.module_options,
        INFO: kind.info_options,
        PLURAL: lambda: kind.plural_options(in_collection("_engine.plural").plural_fields(kind.kind)),
    }[form]()
    documentation = kind.documentation(form, options)
    room, runner = RUNNERS[form]
    declared_in, _dot, declared = kind.words["declaration"].rpartition(".")
    title = documentation["short_description"]
    return TEXT.format(
        title=title,
        kind=kind.kind.name,
        documentation="\n".join(lines(documentation)),
        examples=kind.own(form)["examples"].strip(),
        returned="\n".join(lines(kind.returned(form, "wait" in options))),
        room=room,
        runner=runner,
        declared_in=declared_in,
        declared=declared,
    )


def load(name: str) -> dict[str, Any]:
    """The words of a kind, or with `_common` of all."""
    return dict(yaml.load((ROOT / WORDS / f"{name}.yml").read_text(encoding="utf-8"), Loader=LOADER))


def kinds() -> list[str]:
    """The kinds that have words."""
    return sorted(path.stem for path in (ROOT / WORDS).glob("[!_]*.yml"))


def all_pages(named: Iterable[str]) -> list[Pages]:
    common = load("_common")
    return [pages(load(name), common) for name in named]


def module_files(found: Iterable[Pages]) -> Iterator[tuple[Path, str]]:
    """The module files of these kinds with their texts. Raises MissingWords."""
    for kind in found:
        for form in kind.forms:
            yield module_file(kind, form), module_text(kind, form)


def documents(found: list[Pages]) -> Iterator[tuple[Path, str]]:
    """The documents that have tables of all kinds, with their texts. Raises MissingWords."""
    for name, (path, table) in TABLES.items():
        yield path, with_table((ROOT / path).read_text(encoding="utf-8"), name, table(found, load("_common")))
    yield PAGE, reference(found)


def nobody_writes(found: Iterable[Pages]) -> list[Path]:
    """Module files that say that they are written here, and for which there are no words (any more)."""
    written = {module_file(kind, form) for kind in found for form in kind.forms}
    there = [path for path in (ROOT / MODULES).glob("[!_]*.py") if MARK in path.read_text(encoding="utf-8")]
    return sorted({path.relative_to(ROOT) for path in there} - written)


def out_of_date(wanted: Iterable[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """Those files that do not have these texts."""
    return [
        (path, text)
        for path, text in wanted
        if not (ROOT / path).is_file() or (ROOT / path).read_text(encoding="utf-8") != text
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write what is out of date")
    parser.add_argument("--check", action="store_true", help="write nothing, as without --write")
    parser.add_argument("kinds", nargs="*", help="only these (default: all that have words)")
    arguments = parser.parse_args()
    write = arguments.write and not arguments.check
    sys.path.insert(0, str(stage("kind-docs")))
    try:
        found = all_pages(arguments.kinds or kinds())
        wanted = [*module_files(found), *(() if arguments.kinds else documents(found))]
        strangers = [] if arguments.kinds else nobody_writes(found)
    except MissingWords as error:
        print(error)
        return 1
    stale = out_of_date(wanted)
    for path, text in stale:
        print(f"{path} {'written' if write else 'is out of date: run `make kind-docs`'}")
        if write:
            (ROOT / path).write_text(text, encoding="utf-8")
    for path in strangers:
        print(f"{path} is of no kind that has words in {WORDS}: write them, or remove it")
    print(f"kind-docs: {len(wanted)} files from {len(found)} kinds")
    return 1 if strangers or (stale and not write) else 0


if __name__ == "__main__":
    sys.exit(main())
