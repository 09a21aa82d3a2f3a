# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A bounded number of examples of the fuzzing; ``make chaos`` takes more. In a process of its own, see process.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.support.paths import CHECKOUT, clean_environment, measured

FULL = os.environ.get("STREAMOPS_CHAOS") == "full"
EXAMPLES, EVERY, WORKERS = (150, 1, 4) if FULL else (3, 3, 1)


@pytest.mark.timeout(3600)
def test_whatever_comes_in() -> None:
    command = [
        sys.executable,
        "-m",
        "tests.chaos.fuzz",
        "--examples",
        str(EXAMPLES),
        "--every",
        str(EVERY),
        "--workers",
        str(WORKERS),
    ]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=clean_environment(measured()), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    found = re.search(r"^fuzz: (\d+) examples, 0 rules broken", done.stdout, re.MULTILINE)
    assert found, done.stdout
    assert int(found[1]) >= 250
    print(f"\n{done.stdout}")
