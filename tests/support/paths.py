# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where the collection is, and the environment that child processes get."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
CHECKOUT = HERE.parents[2]
"""The root of the collection that these tests belong to: the checkout, or a staged or installed copy."""

MEASURED = "COVERAGE_PROCESS_CONFIG"  # set by coverage's patch "subprocess"
PRIVATE_PREFIXES = ("CONFLUENT_", "KAFKA_", "SCHEMA_REGISTRY_", "FLINK_", "ANSIBLE_", "TF_VAR_", "VAULT_", "BAO_")
LASTS = "CONFLUENT_SECRETS_DIR_LASTS"  # for tests that run in a container: its folders last as long as they do


@functools.cache
def collections_path() -> Path:
    """The folder that holds ``ansible_collections``. In a checkout, the copy in build/stage is brought up to date
    first, once per process.

    Workers of pytest-xdist use what the process that started them has made.
    """
    if CHECKOUT.parts[-3:-1] == ("ansible_collections", "streamops"):
        return CHECKOUT.parents[2]
    stage = CHECKOUT / "build" / "stage"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        subprocess.run([sys.executable, str(CHECKOUT / "tools" / "stage.py")], check=True, stdout=subprocess.DEVNULL)
    return stage


def build_folder(*parts: str) -> Path:
    """A folder under build/ for what tests leave behind; made if need be."""
    folder = CHECKOUT.joinpath("build", *parts)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def journals_folder() -> Path:
    """Where sandboxes put their journals, for the contract check (STREAMOPS_JOURNALS names another folder)."""
    override = os.environ.get("STREAMOPS_JOURNALS")
    if override:
        Path(override).mkdir(parents=True, exist_ok=True)
        return Path(override)
    return build_folder("journals")


def measured() -> dict[str, str]:
    """What has a child process, and those that it forks, write down which lines it ran, where the tests do so.

    It costs half a process more for each of them. So it is for those that run what is not run elsewhere: the action
    plugin, and the runs of all modules' functions in one process (tests/chaos).
    """
    return {name: value for name, value in os.environ.items() if name == MEASURED}


def clean_environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The environment without anybody's real credentials or Ansible settings, plus ``extra``. Not ``measured``."""
    private = (*PRIVATE_PREFIXES, MEASURED)
    env = {name: value for name, value in os.environ.items() if not name.startswith(private)}
    env[LASTS] = "true"
    env["NO_PROXY"] = env["no_proxy"] = "127.0.0.1,localhost"
    # Compiled once and not for every process, and not into the folders that are packaged. Without compiled files,
    # which this variable forbids, ansible-playbook takes five times as long to start.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = str(build_folder("pycache"))
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", "")])
    env.update(extra or {})
    return env
