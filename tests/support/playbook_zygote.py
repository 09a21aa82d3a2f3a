# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A process that forks for each run of ansible-playbook, so that none of them has to start from nothing.

Half of what a short playbook costs is to start Python, to import what Ansible itself imports, and to compile the files
of the collection, of which Ansible keeps nothing. Here is done beforehand what depends on no setting: of Ansible, all
that does not read its configuration, which each child does by itself; of the collection, its compiled files, which a
child takes only for the same source. Nothing of the collection is imported.

What the fork leaves out is tested by the README and the guide to the first environment (test_documents.py), by `make
demo`, and by ``playbook(..., fresh=True)``.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
from pathlib import Path
from types import CodeType
from typing import Any

from .paths import collections_path
from .zygote import serve

# Read no configuration. What of it a version of ansible-core does not have, it does not import either.
BEFOREHAND = (
    "ansible.module_utils.basic",
    "ansible.module_utils._internal._json._profiles._tagless",
    "ansible.utils.collection_loader._collection_finder",
    "concurrent.futures.thread",
    "cryptography.hazmat.backends",
    "cryptography.hazmat.primitives.ciphers",
    "cryptography.hazmat.primitives.kdf.pbkdf2",
    "jinja2.nativetypes",
    "logging.handlers",
    "multiprocessing.queues",
    "multiprocessing.synchronize",
    "packaging.version",
    "requests",
    "yaml",
)


class Compiled:
    """Stands for ``compile`` in Ansible's loader of collections."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}
        for path in sorted(folder.rglob("*.py")):
            code = importlib.machinery.SourceFileLoader("compiled", str(path)).get_code("compiled")
            if code is not None:
                self._known[str(path)] = path.read_text(encoding="utf-8"), code

    def __call__(self, source: str | bytes, filename: str, **how: Any) -> CodeType:
        """As the built-in function: of the same source the code that is there."""
        text, code = self._known.get(filename, ("", None))
        if code is not None and text == (source.decode() if isinstance(source, bytes) else source):
            return code
        compiled: CodeType = compile(source, filename, **how)
        return compiled


def _playbook(request: dict[str, Any]) -> None:
    """In the child: become ansible-playbook."""
    sys.argv = request["command"]
    sys.exit(importlib.import_module("ansible.cli.playbook").main())


def main() -> None:
    for name in BEFOREHAND:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as error:
            if not name.startswith("ansible.module_utils._internal"):
                raise error from None
    assert "ansible.constants" not in sys.modules, "the configuration has been read"
    finder: Any = sys.modules["ansible.utils.collection_loader._collection_finder"]
    finder.compile = Compiled(collections_path() / "ansible_collections" / "streamops" / "confluent" / "plugins")
    serve(_playbook)


if __name__ == "__main__":
    main()
