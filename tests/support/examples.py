# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The EXAMPLES of a module, as data."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import yaml

from .paths import CHECKOUT

MODULES = CHECKOUT / "plugins" / "modules"
OF_THE_ESTATE = ("confluent_estate", "confluent_estate_export", "confluent_estate_info")


def modules() -> list[str]:
    """The names of all modules of kinds, without the collection's own name. Those of the estate as a whole are of no
    kind: tests/integration/test_estate*.py are theirs.
    """
    return sorted(
        path.stem for path in MODULES.glob("*.py") if path.stem != "__init__" and path.stem not in OF_THE_ESTATE
    )


def plurals() -> list[str]:
    """The names of the modules for many objects: that of the module for one, and an s."""
    names = modules()
    return [name for name in names if name.endswith("s") and name[:-1] in names]


def singulars() -> list[str]:
    """The names of the modules that change one object."""
    return [name for name in modules() if not name.endswith("_info") and name not in plurals()]


def constant(path: Path, name: str) -> str:
    """The text of a module-level string constant, read without importing the file. KeyError when it is not there."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            return str(ast.literal_eval(node.value))
    raise KeyError(f"{path.name} has no {name}")


def parsed(text: str) -> Any:
    """YAML, by libyaml where it is there: eight times as fast."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def documentation(module: str) -> dict[str, Any]:
    """DOCUMENTATION of a module (without what its fragments add)."""
    return dict(parsed(constant(MODULES / f"{module}.py", "DOCUMENTATION")))


def examples(module: str) -> list[dict[str, Any]]:
    """EXAMPLES of a module: a list of tasks."""
    return list(parsed(constant(MODULES / f"{module}.py", "EXAMPLES")) or [])
