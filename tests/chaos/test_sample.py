# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A fixed sample of the chaos, of every module: ``make chaos`` runs all of it.

Some operations by lot, for each costs an undisturbed run and three with the fault, and of every module one.

In a process of its own, because its clock is not the world's (process.py).
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support.examples import modules
from tests.support.paths import CHECKOUT, clean_environment, measured

EVERY = 397
OPERATIONS = 60


@pytest.mark.timeout(600)
def test_a_sample_of_all_faults() -> None:
    command = [sys.executable, "-m", "tests.chaos", "--every", str(EVERY), "--workers", "1"]
    command += ["--operations", str(OPERATIONS)]
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=clean_environment(measured()),
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    found = re.search(r"^chaos: (\d+) cases, (\d+) operations, 0 rules broken", done.stdout, re.MULTILINE)
    assert found, done.stdout
    assert int(found[1]) >= int(found[2]) >= max(OPERATIONS, len(modules()))
    head = done.stdout.splitlines()[0].split()
    assert {module.removeprefix("confluent_") for module in modules()} <= set(head), "a module is in no case"
