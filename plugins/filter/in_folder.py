# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `in_folder`: relative paths of an inventory as absolute ones."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: in_folder
short_description: Let relative paths begin in the inventory's folder, and never in this collection's
version_added: 0.2.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Makes relative paths absolute. Paths that are absolute, or begin with C(~) or C($), stay as they are.
  - A path begins in the first of the given folders that is known. In a job of AWX the inventory is a file that AWX
    writes, so there it begins in the folder of the project.
  - It begins in the installed collection only when the inventory itself lies there. Where no inventory has a folder
    (C(-i host,)) and the playbook is one of the collection's, a relative path is refused.
  - It fails when secret files are found where an earlier release put them, in the installed collection, and not where
    they belong, and says where to move them.
positional: folders, key
options:
  _input:
    description:
      - A path, a list of paths, or with O(key) a list of dictionaries. What is empty or null stays so.
    type: raw
    required: true
  folders:
    description:
      - Where relative paths may begin, the first that is known wins. C([inventory_dir | default(none\), playbook_dir]).
    type: list
    elements: str
    required: true
  key:
    description:
      - Under which key the dictionaries have their path.
    type: str
seealso:
  - plugin: streamops.confluent.only
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Paths of an inventory
  ansible.builtin.assert:
    that:
      - "'schemas/a.avsc' | streamops.confluent.in_folder(folders) == '/srv/inventory/schemas/a.avsc'"
      - "'~/keys/a.json' | streamops.confluent.in_folder(folders) == '~/keys/a.json'"
      - schemas | streamops.confluent.in_folder(folders, 'schema_file') == expected
  vars:
    folders:
      - /srv/inventory
      - /srv/playbooks
    schemas:
      - subject: a
        schema_file: schemas/a.avsc
      - subject: b
        schema: '"string"'
    expected:
      - subject: a
        schema_file: /srv/inventory/schemas/a.avsc
      - subject: b
        schema: '"string"'
"""

RETURN = r"""
---
_value:
  description: The same, with absolute paths.
  type: raw
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from shlex import quote
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.utils.display import Display

from ..module_utils._paths import COLLECTION, collection_around

display = Display()


def in_folder(value: Any, folders: Any, key: str | None = None) -> Any:
    """The path, or what holds paths, with absolute ones. Raises AnsibleFilterError, naming all that is wrong."""
    if not isinstance(folders, list) or not all(folder is None or isinstance(folder, str) for folder in folders):
        raise AnsibleFilterError("in_folder: folders is a list of paths")
    listed = value if isinstance(value, list) else [value]
    if key is not None and not all(isinstance(item, Mapping) for item in listed):
        raise AnsibleFilterError("in_folder: with a key it takes a list of dictionaries")
    stated = [item.get(key) for item in listed] if key is not None else listed
    relative = [path for path in stated if _relative(path)]
    if not relative:
        return value
    folder = _folder(folders, relative)
    _strays({os.path.join(COLLECTION, "playbooks", path): os.path.join(folder, path) for path in relative})
    made = [os.path.normpath(os.path.join(folder, path)) if _relative(path) else path for path in stated]
    if key is None:
        return made if isinstance(value, list) else made[0]
    return [
        {**{name: item[name] for name in item}, key: path} if key in item else item
        for item, path in zip(listed, made, strict=True)
    ]


def _relative(path: Any) -> bool:
    """Whether that is a relative path. Raises AnsibleFilterError for what is no path."""
    if path is None or path == "":
        return False
    if not isinstance(path, str):
        raise AnsibleFilterError(f"in_folder: {path!r} is no path")
    return not path.startswith(("~", "$", "/"))


def folder_of(folders: list[str | None], paths: list[str]) -> str | None:
    """Where the relative ones of these paths begin; None: none is relative. Raises AnsibleFilterError as in_folder."""
    relative = [path for path in paths if _relative(path)]
    return _folder(folders, relative) if relative else None


def _folder(folders: list[str | None], relative: list[str]) -> str:
    """Where these paths begin. Raises AnsibleFilterError where that would be the installed collection."""
    # Of a host that no file names, `inventory_dir` is the text "None" in ansible-core 2.21.
    known = [folder if folder and os.path.isabs(folder) else None for folder in folders]
    if known and known[0]:
        # Without links: secrets are not written through one, and this one is whoever chose the inventory's own.
        return os.path.realpath(_project(known[0]) or known[0])
    folder = next(filter(None, known), None)
    if folder is None or collection_around(folder):
        raise AnsibleFilterError(
            f"{', '.join(relative)}: relative paths begin in the inventory's folder, and this inventory has none. They "
            "would begin in the playbook's folder, which is the installed collection's. Give absolute paths, or an "
            "inventory that is a file"
        )
    return folder


def _project(inventory: str) -> str | None:
    """The project's folder of an AWX job, whose inventory is a file that AWX has written beside it."""
    if "AWX_PRIVATE_DATA_DIR" not in os.environ or os.path.basename(inventory) != "inventory":
        return None
    project = os.path.join(os.path.dirname(inventory), "project")
    return project if os.path.isdir(project) else None


def _strays(places: Mapping[str, str]) -> None:
    """Look for secrets in the installed collection: {where an earlier release put it: where it belongs}.

    Raises AnsibleFilterError for those that are there only, and warns of those that are in both places.
    """
    pairs = dict(pair for old, new in places.items() for pair in _secret_files(old, new))
    lost = [
        f"mkdir -p -m 700 {quote(os.path.dirname(n))} && mv {quote(o)} {quote(n)}"
        for o, n in pairs.items()
        if not os.path.lexists(n)
    ]
    if lost:
        raise AnsibleFilterError(
            "secrets of API keys are in the installed collection, where an earlier release put them and the next "
            f"upgrade deletes them. Move them, and run again: {'; '.join(lost)}"
        )
    if pairs:
        display.warning(
            f"Secrets of API keys are in the installed collection, too. Remove them: rm {' '.join(map(quote, pairs))}"
        )


def _secret_files(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The secret files at a path or in the folder that it names, each with where it belongs."""
    if os.path.isdir(old):
        for name in sorted(os.listdir(old)):
            if _is_secret(os.path.join(old, name)):
                yield os.path.join(old, name), os.path.join(new, name)
    elif _is_secret(old):
        yield old, new


def _is_secret(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(65536)
        found = json.loads(text) if text.lstrip().startswith("{") else text
    except (OSError, ValueError, RecursionError):
        return False
    if isinstance(found, str):
        return found.startswith("$ANSIBLE_VAULT;")
    return isinstance(found, dict) and {"api_key", "api_secret"} <= set(found)


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"in_folder": in_folder}
