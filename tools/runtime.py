# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keep meta/runtime.yml in step with plugins/: the action group, and the routing to the action plugin.

python tools/runtime.py [--write]       without --write: exit code 1 when the file is out of date
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from stage import ROOT, source_files

FILE = ROOT / "meta" / "runtime.yml"
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


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    wanted = content(modules(), actions())
    if FILE.read_text(encoding="utf-8") == wanted:
        return 0
    if not arguments.write:
        print("meta/runtime.yml does not match plugins/: run `make action-group`")
        return 1
    FILE.write_text(wanted, encoding="utf-8")
    print(f"wrote {FILE.relative_to(ROOT)}: {len(modules())} modules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
