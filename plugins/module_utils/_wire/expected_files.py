# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key files that earlier tasks of a run in check mode would write: a later task that names one of them is right, and
one that names another file that does not exist will fail.

Ansible keeps nothing from one task for the next, so it is kept in a file of the folder that the controller makes for
one run and removes at its end. The action plugin writes it and gives what it says to the module by an environment
variable, in process and for a process alike. Where there is no action plugin there is no variable, and nothing is
known.
"""

from __future__ import annotations

import json
import os

RECORD = "streamops-confluent-key-files"  # one JSON list [machine, path] a line
VARIABLE = "STREAMOPS_CONFLUENT_EXPECTED_KEY_FILES"  # a JSON list of paths


def whole(path: str, folder: str) -> str:
    """A path in the one spelling in which two are compared. `folder`: where relative ones are looked up."""
    return os.path.normpath(os.path.join(folder, os.path.expanduser(path)))


def note(folder: str, machine: str, path: str) -> None:
    """A task would write this key file on a machine. `folder`: that of the run."""
    with open(os.path.join(folder, RECORD), "a", encoding="utf-8") as file:
        file.write(json.dumps([machine, path]) + "\n")


def noted(folder: str, machine: str) -> list[str]:
    """The key files that tasks of the run so far would write on a machine."""
    try:
        with open(os.path.join(folder, RECORD), encoding="utf-8") as file:
            entries = [json.loads(line) for line in file]
    except FileNotFoundError:
        return []
    return [path for where, path in entries if where == machine]


def expected(path: str) -> bool | None:
    """Whether an earlier task would write this file; None where that is not known."""
    told = os.environ.get(VARIABLE)
    return None if told is None else whole(path, os.getcwd()) in json.loads(told)
