# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keep meta/runtime.yml in step with plugins/ (the action group, and the routing to the action plugin), and the version
that requests name with galaxy.yml.

python tools/runtime.py [--write]       without --write: exit code 1 when a file is out of date
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import yaml
from stage import ROOT, source_files

FILE = ROOT / "meta" / "runtime.yml"
VERSION_FILE = ROOT / "plugins" / "module_utils" / "_version.py"
COLLECTION = "streamops.confluent"
HEAD = """\
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
---
requires_ansible: ">=2.16.0"
"""
# A list of modules that is kept by hand loses one sooner or later: `make action-group` writes it, a test compares it.
NOTE = "# Written by `make action-group`.\n"


def modules(root: Path = ROOT) -> list[str]:
    """Names of all modules."""
    paths = source_files(root)
    return sorted(p.stem for p in paths if p.parts[:2] == ("plugins", "modules") and p.stem != "__init__")


ACTION = "confluent_topic"  # the action plugin of all modules that have none of their own


def actions(root: Path = ROOT) -> list[str]:
    """Names of the action plugins."""
    return sorted(path.stem for path in (root / "plugins" / "action").glob("[!_]*.py"))


def content(names: list[str], routed: list[str]) -> str:
    """The text of meta/runtime.yml: all modules in the group ``all``, routed to an action plugin if there is one."""
    text = HEAD
    if names:
        text += NOTE + "action_groups:\n  all:\n" + "".join(f"    - {name}\n" for name in names)
    if names and ACTION in routed:
        text += "plugin_routing:\n  modules:\n"
        for name in names:
            text += f"    {name}:\n      action_plugin: {COLLECTION}.{name if name in routed else ACTION}\n"
    return text


def with_version(text: str, root: Path = ROOT) -> str:
    """The text of VERSION_FILE with the version of galaxy.yml."""
    version = yaml.safe_load((root / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    changed, count = re.subn(r'^VERSION = ".*"$', f'VERSION = "{version}"', text, flags=re.MULTILINE)
    if count != 1:
        raise SystemExit(f"{VERSION_FILE.relative_to(ROOT)} has {count} lines that state the version")
    return changed


def wanted() -> dict[Path, str]:
    """The files that are kept in step, with what they are to hold."""
    return {
        FILE: content(modules(), actions()),
        VERSION_FILE: with_version(VERSION_FILE.read_text(encoding="utf-8")),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    stale = {file: text for file, text in wanted().items() if file.read_text(encoding="utf-8") != text}
    for file, text in stale.items():
        name = file.relative_to(ROOT)
        if arguments.write:
            file.write_text(text, encoding="utf-8")
        print(f"wrote {name}" if arguments.write else f"{name} is out of date: run `make action-group`")
    return int(bool(stale) and not arguments.write)


if __name__ == "__main__":
    sys.exit(main())
