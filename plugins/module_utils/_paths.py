# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths, and the folder of the installed collection, where nothing of a user's may end up: an upgrade deletes it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from ._errors import Refused

PARTS = ("ansible_collections", "streamops", "confluent")
# Where this file is installed; in a module that runs as a process of its own, the archive that Ansible packed.
COLLECTION = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LATE = ("vault_password_file",)  # may be meant for ansible-playbook: only looked at when it is used


def collection_around(path: str) -> str | None:
    """The folder of the installed collection that the path is or lies in; None elsewhere.

    An installation may be a symbolic link to a folder of another name, which is known where this file is not packed.
    """
    real = os.path.realpath(path)
    installed = os.path.realpath(COLLECTION)
    if COLLECTION.split(os.sep)[-3:] == list(PARTS) and f"{real}/".startswith(f"{installed}/"):
        return installed
    steps = real.split(os.sep)
    for end in range(len(steps), len(PARTS), -1):
        if tuple(steps[end - len(PARTS) : end]) == PARTS:
            return os.sep.join(steps[:end])
    return None


def begins_here(name: str, path: str) -> str | None:
    """Why a path may not begin in the working directory, a playbook's folder; None where it may, or is absolute."""
    if os.path.isabs(path) or collection_around(os.getcwd()) is None:
        return None
    return (
        f"{name} {path} is a relative path, and would begin in {os.getcwd()}, the folder of the playbook, which "
        "belongs to the installed collection: an upgrade deletes what is there. Give an absolute path (those of the "
        "estate begin in the inventory's folder)"
    )


def refuse_relative(own: list[str], common: list[str], options: Mapping[str, Any], plural: str) -> None:
    """Raise Refused for relative paths that would begin in the installed collection, with all of them.

    `own`: the options of a kind that are paths; a plural module has them in the list `plural` and in `defaults`.
    `common`: those of every module.
    """
    problems = list(_relative("", options, [*own, *common]))
    if own:
        defaults, items = options.get("defaults"), options.get(plural)
        nested = [("defaults.", defaults)] if isinstance(defaults, Mapping) else []
        nested += [(f"{plural}[{position}].", item) for position, item in enumerate(items or [])]
        problems += [words for prefix, place in nested for words in _relative(prefix, place, own)]
    if problems:
        raise Refused(problems)


def _relative(prefix: str, place: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    for name in names:
        path = place.get(name)
        if name not in LATE and isinstance(path, str) and path:
            words = begins_here(f"{prefix}{name}", path)
            if words:
                yield words
