# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keep the documentation of the connection options in step with the table of planes and their words.

python tools/connection_docs.py [--write]       without --write: exit code 1 when a file is out of date

Written: plugins/doc_fragments/connection.py, connection_plugin.py beside it (for plugins that run inside Ansible and
ask the control plane), and the table of variables in docs/credentials.md. The words are those of docs/connection.yml;
types, defaults, variables, and what is the same for every key, come from the declaration.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from stage import ROOT

WORDS = ROOT / "docs" / "connection.yml"
FRAGMENT = ROOT / "plugins" / "doc_fragments" / "connection.py"
OF_PLUGINS = ROOT / "plugins" / "doc_fragments" / "connection_plugin.py"
CREDENTIALS = ROOT / "docs" / "credentials.md"
BEGIN, END = "<!-- written by make connection-docs -->\n", "<!-- end -->\n"
RELATIVE = "A relative path begins in the playbook's folder, in the environment {variable} too."
RELATIVE_OF_PLUGINS = (
    "A relative path begins in the folder of the inventory source, of a lookup in that of the playbook, in the "
    "environment {variable} too."
)
# Options that are told of in one row, and of which none may be missing from docs/credentials.md.
TOGETHER = {"api_secret": "api_key", "identity_pool": "token"}
HEAD = '''\
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that every module takes: credentials, endpoints, TLS, time limits.

Written by `make connection-docs` from docs/connection.yml and the table of planes.
"""

from __future__ import annotations


class ModuleDocFragment:
    """The fragment C(streamops.confluent.connection)."""

    DOCUMENTATION = r"""
'''


HEAD_OF_PLUGINS = HEAD.replace(
    "of the options that every module takes: credentials, endpoints, TLS, time limits.",
    "of the connection options of plugins that run inside Ansible: the control plane's.",
).replace("streamops.confluent.connection)", "streamops.confluent.connection_plugin)")


def declared(room: str) -> Any:
    """A module of plugins/module_utils, imported from this checkout."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"plugins.module_utils.{room}")


def description(
    option: Any, words: Mapping[str, list[str]], first: str, relative: str = RELATIVE, variables: bool = True
) -> Iterator[str]:
    """The sentences of an option, an entry of its description each. Raises SystemExit where words are missing.

    `first`: the option with the first key file, where the form of such files is told. `relative`: where a relative path
    begins. `variables`: whether the environment variables are told of.
    """
    stater = "task" if relative == RELATIVE else "source, or the lookup,"
    key, _between, part = option.name.rpartition("_api_")
    owner = option.name.removesuffix("_key_file")
    if option.name in words:
        yield from words[option.name]
    elif part == "secret":
        yield f"Secret of O({key}_api_key)."
    elif owner != option.name:
        label = declared("_planes").keyed()[owner].label
        yield f"File that holds a {label} API key and its secret, in the form described for O({first})."
    else:
        raise SystemExit(f"{WORDS.relative_to(ROOT)} has no words for the option {option.name}")
    if owner != option.name:
        yield (
            f"Ignored when O({owner}_api_key) and O({owner}_api_secret) are given. A file that the {stater} states "
            "wins over a key that only the environment supplies."
        )
    if option.type == "path" and not any("relative path" in entry for entry in words.get(option.name, [])):
        yield relative.format(variable="variable" if len(option.env) == 1 else "variables")
    if not variables:
        return
    named = " and then ".join(f"E({variable})" for variable in option.env)
    many = len(option.env) > 1
    yield f"If not set, the environment variable{'s' * many} {named} {'are' if many else 'is'} used."


def entry(text: str, indent: int) -> list[str]:
    """The lines of one entry of a list. Raises SystemExit for a text that YAML would read as something else."""
    if yaml.safe_load(f"- {text}") != [text]:
        raise SystemExit(f"YAML reads this as something else than a text, please say it in other words: {text}")
    space = " " * indent
    return textwrap.wrap(
        text,
        120,
        initial_indent=f"{space}- ",
        subsequent_indent=f"{space}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def fragment_of_plugins(options: tuple[Any, ...], words: Mapping[str, Any]) -> str:
    """The text of the fragment for plugins inside Ansible. What Ansible reads is said by `env`, not in words.

    Paths are texts here: Ansible would begin relative ones in the current folder, whatever that is.
    """
    own = words["controller"]
    told = {**words["options"], **own["options"]}
    first = next(option.name for option in options if option.name.endswith("_key_file"))
    lines = ["options:"]
    for option in options:
        lines += [f"  {option.name}:", "    description:"]
        sentences = description(option, told, first, RELATIVE_OF_PLUGINS, False)
        lines += [line for text in sentences for line in entry(text, 6)]
        lines.append(f"    type: {'str' if option.type == 'path' else option.type}")
        if option.default is not None:
            lines.append(f"    default: {yaml.safe_dump(option.default).splitlines()[0]}")
        lines += ["    env:", *(f"      - name: {variable}" for variable in option.env)]
    for part in ("requirements", "notes"):
        lines += [f"{part}:", *(line for text in own[part] for line in entry(text, 2))]
    return HEAD_OF_PLUGINS + "\n".join(lines) + '\n"""\n'


def fragment(options: tuple[Any, ...], words: Mapping[str, Any]) -> str:
    """The text of the documentation fragment."""
    unknown = set(words["options"]) - {option.name for option in options}
    if unknown:
        raise SystemExit(f"{WORDS.relative_to(ROOT)} has words for options that do not exist: {sorted(unknown)}")
    first = next(option.name for option in options if option.name.endswith("_key_file"))
    lines = ["options:"]
    for option in options:
        lines += [f"  {option.name}:", "    description:"]
        lines += [line for text in description(option, words["options"], first) for line in entry(text, 6)]
        lines.append(f"    type: {option.type}")
        if option.default is not None:
            lines.append(f"    default: {yaml.safe_dump(option.default).splitlines()[0]}")
    for part in ("requirements", "notes"):
        lines += [f"{part}:", *(line for text in words[part] for line in entry(text, 2))]
    return HEAD + "\n".join(lines) + '\n"""\n'


def variables(options: tuple[Any, ...]) -> str:
    """The table of variables: a row for each credential and each place, a pair in one."""

    def row(option: Any) -> str:
        for part, other in TOGETHER.items():
            if option.name.endswith(part):
                return str(option.name).removesuffix(part) + other
        return str(option.name)

    endings = ("_key", "_secret", "_file", "_endpoint", "_token", "_pool")
    told = [option for option in options if option.name.endswith(endings)]
    lines = ["| option | environment variable | second choice |", "|---|---|---|"]
    for _name, together in groupby(told, key=row):
        pair = list(together)
        cells = [[option.name for option in pair], *([o.env[n] for o in pair if len(o.env) > n] for n in (0, 1))]
        lines.append("| " + " | ".join(", ".join(f"`{word}`" for word in cell) for cell in cells) + " |")
    return "\n".join(lines).replace("|  |", "| |") + "\n"


def contents() -> dict[Path, str]:
    """What the files should hold."""
    connection = declared("_declare.connection")
    options = connection.connection()
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    guide = CREDENTIALS.read_text(encoding="utf-8")
    before, begin, rest = guide.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{CREDENTIALS.relative_to(ROOT)} has no place for the table of variables")
    return {
        FRAGMENT: fragment(options, words),
        OF_PLUGINS: fragment_of_plugins(connection.control_plane(), words),
        CREDENTIALS: f"{before}{BEGIN}\n{variables(options)}\n{END}{after}",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    held = {path: path.read_text(encoding="utf-8") if path.exists() else None for path in contents()}
    outdated = {path: text for path, text in contents().items() if held[path] != text}
    for path, text in outdated.items():
        name = path.relative_to(ROOT)
        if arguments.write:
            path.write_text(text, encoding="utf-8")
        print(f"wrote {name}" if arguments.write else f"{name} is out of date: run `make connection-docs`")
    return 1 if outdated and not arguments.write else 0


if __name__ == "__main__":
    sys.exit(main())
