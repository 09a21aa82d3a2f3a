# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What `make demo` says at its end, done to the letter. The demo itself is run by the gate `build`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.paths import CHECKOUT, collections_path
from tests.support.playbooks import ansible_environment
from tests.support.whole import whole_only


def _commands(steps: list[str]) -> list[str]:
    return [line.strip().removeprefix("$ ") for line in steps if line.strip().startswith("$ ")]


def test_the_next_steps_name_what_is_there(tmp_path: Path) -> None:
    from demo import EDIT, EDITED, next_steps

    steps = next_steps(collections_path(), tmp_path)
    commands = _commands(steps)
    assert commands[0] == "make sandbox"
    assert "sandbox:" in (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    subprocess.run(["bash", "-ec", next(one for one in commands if one.startswith("mkdir"))], cwd=CHECKOUT, check=True)
    copied = tmp_path / "inventory" / EDITED
    assert EDIT[0] in copied.read_text(encoding="utf-8")
    assert [line for line in steps if str(copied) in line]
    assert (CHECKOUT / steps[-1].rpartition(" ")[2]).is_file()


@pytest.mark.timeout(900)
@whole_only("three playbooks of the example are dear, and the demo runs the first of them")
def test_the_next_steps_of_the_demo_do_what_they_say(sandbox: Any, tmp_path: Path) -> None:
    """Line by line in one shell, with the variables that `make sandbox` prints (test_core) already exported."""
    from demo import EDIT, EDITED, next_steps

    commands = _commands(next_steps(collections_path(), tmp_path / "try"))[1:]
    first, look, change = (place for place, one in enumerate(commands) if one.startswith("ansible-playbook"))
    copied = tmp_path / "try" / "inventory" / EDITED
    edit = f"sed -i 's/{EDIT[0]}/{EDIT[1]}/' {copied}"
    script = [*commands[: first + 1], edit, "echo LOOK", commands[look], "echo CHANGE", commands[change]]
    env = {**ansible_environment(tmp_path, {**sandbox.env, "HOME": str(tmp_path)}), "PATH": os.environ["PATH"]}
    del env["ANSIBLE_COLLECTIONS_PATH"]
    done = subprocess.run(
        ["bash", "-ec", "\n".join(script)], env=env, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made, looked, changed = (part for part in done.stdout.replace("CHANGE\n", "LOOK\n").split("LOOK\n"))
    assert "created: connector order-archive" in made
    assert '"partitions": 2' in looked
    assert "Plan: 0 to create, 2 to change, 0 to delete" in looked
    assert "changed: topic orders.dead-letters of cluster orders (partitions)" in changed
