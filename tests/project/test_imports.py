# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the shipped code imports: Python's own library, Ansible, and requests where its absence is told in words.

`ansible-test sanity --test import` looks at the same by importing each file, three seconds for each module; `make test`
has it look at some modules, `make sanity` at all. This reads all of them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import CHECKOUT

PLUGINS = CHECKOUT / "plugins"
REMOTE = ("modules", "module_utils")  # what may run where nothing but ansible.module_utils is
GUARDED = {"requests", "urllib3"}
# It decrypts in the process in which Ansible itself has imported this, and by Ansible's command elsewhere.
DECRYPTS = PLUGINS / "module_utils" / "_secrets" / "vault.py"
TYPING = {"typing_extensions"}


def _inside(tree: ast.AST, wanted: type[ast.AST], told: str) -> set[ast.AST]:
    """Everything in statements of a sort whose condition or handlers name something."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if not isinstance(node, wanted):
            continue
        if isinstance(node, ast.Try) and any(told in ast.dump(handler) for handler in node.handlers):
            found.update(part for statement in node.body for part in ast.walk(statement))
        elif isinstance(node, ast.If) and told in ast.dump(node.test):
            found.update(ast.walk(node))
    return found


def foreign(source: str, remote: bool) -> Iterator[str]:
    """What a file imports that may not be there: `line: name`."""
    tree = ast.parse(source)
    guarded, typing = _inside(tree, ast.Try, "ImportError"), _inside(tree, ast.If, "TYPE_CHECKING")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        else:
            continue
        for name in names:
            top = name.partition(".")[0]
            if (
                top in sys.stdlib_module_names
                or (top in GUARDED and node in guarded)
                or (top in TYPING and node in typing)
            ):
                continue
            if top == "ansible" and (not remote or name.startswith("ansible.module_utils")):
                continue
            yield f"{node.lineno}: {name}"


def test_nothing_is_imported_that_may_not_be_there() -> None:
    files = sorted(PLUGINS.rglob("*.py"))
    assert len(files) > 500
    read = (file for file in files if file != DECRYPTS)
    wrong = {
        str(file.relative_to(CHECKOUT)): found
        for file in read
        if (found := list(foreign(file.read_text(encoding="utf-8"), file.relative_to(PLUGINS).parts[0] in REMOTE)))
    }
    assert wrong == {}
    theirs = [one.partition(": ")[2] for one in foreign(DECRYPTS.read_text(encoding="utf-8"), True)]
    assert theirs == ["ansible.errors", "ansible.parsing.dataloader", "ansible.parsing.vault"]
    assert "\nfrom ansible." not in DECRYPTS.read_text(encoding="utf-8"), "only within the function that needs them"


@pytest.mark.parametrize(
    ("source", "remote", "found"),
    [
        ("import yaml", True, ["1: yaml"]),
        ("def later():\n    from requests import Session", True, ["2: requests"]),
        ("try:\n    import requests\nexcept ImportError:\n    requests = None", True, []),
        ("try:\n    import requests\nexcept OSError:\n    requests = None", True, ["2: requests"]),
        ("from ansible.errors import AnsibleError", True, ["1: ansible.errors"]),
        ("from ansible.errors import AnsibleError\nfrom ..x import y\nimport json", False, []),
        ("from ansible.module_utils.basic import AnsibleModule", True, []),
    ],
)
def test_what_counts(source: str, remote: bool, found: list[str]) -> None:
    assert list(foreign(source, remote)) == found


def test_where_requests_is_imported() -> None:
    """In one file, which says what to do without it."""
    importing = [file for file in PLUGINS.rglob("*.py") if "import requests" in file.read_text(encoding="utf-8")]
    assert importing == [Path(PLUGINS, "module_utils", "_wire", "transport.py")]
