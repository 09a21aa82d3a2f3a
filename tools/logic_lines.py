# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lines of logic per file: lines with Python tokens, without documentation, docstrings, comments and blanks.

python tools/logic_lines.py         a table of plugins/, the medians, and what is larger than agreed
"""

from __future__ import annotations

import ast
import io
import statistics
import sys
import tokenize
from collections.abc import Iterable
from pathlib import Path

from stage import ROOT, source_files

DOCUMENTATION = frozenset({"DOCUMENTATION", "EXAMPLES", "RETURN"})
LAYOUT = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
MODULE_LIMIT = 40
SHARED_LIMIT = 300


def logic_lines(source: str) -> int:
    """Number of lines of logic of a Python source text."""
    skip: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        named = isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id in DOCUMENTATION for target in node.targets
        )
        if (text or named) and isinstance(node, ast.stmt):
            skip.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in LAYOUT:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - skip)


def limit(path: Path) -> int:
    return MODULE_LIMIT if path.parts[:2] == ("plugins", "modules") else SHARED_LIMIT


def table(root: Path = ROOT) -> dict[Path, int]:
    """Lines of logic of every Python file in plugins/, by path."""
    files = (path for path in source_files(root) if path.parts[0] == "plugins" and path.suffix == ".py")
    return {path: logic_lines((root / path).read_text(encoding="utf-8")) for path in files}


def summary(name: str, counts: Iterable[int]) -> str:
    numbers = sorted(counts)
    if not numbers:
        return f"{name}: none"
    median = statistics.median(numbers)
    return f"{name}: {len(numbers)} files, median {median:g}, largest {numbers[-1]}, {sum(numbers)} lines in all"


def per_module(counts: dict[Path, int] | None = None) -> str:
    """(shared + modules) lines of logic for each module: what the next one may cost."""
    found = table() if counts is None else counts
    modules = sum(path.parts[1] == "modules" and path.stem != "__init__" for path in found)
    per = sum(found.values()) / max(modules, 1)
    return f"(shared + modules) per module: {per:.0f} lines of logic, {modules} modules"


def main() -> int:
    counts = table()
    for path, count in sorted(counts.items()):
        print(f"{count:6}  {path}{'   LARGER THAN ' + str(limit(path)) if count > limit(path) else ''}")
    modules = {path: count for path, count in counts.items() if path.parts[1] == "modules"}
    print(summary("CRUD modules", (count for path, count in modules.items() if not path.stem.endswith("_info"))))
    print(summary("_info modules", (count for path, count in modules.items() if path.stem.endswith("_info"))))
    print(summary("shared files", (count for path, count in counts.items() if path not in modules)))
    print(per_module(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
