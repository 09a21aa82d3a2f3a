# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A bounded number of examples of the fuzzing; ``make chaos`` takes more. In a process of its own, see process.py."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support.examples import modules
from tests.support.paths import CHECKOUT, clean_environment, measured
from tests.support.whole import WHOLE

# For each operation and sort; of each module so many operations (none: all).
EXAMPLES, OPERATIONS, WORKERS = (150, 0, 4) if WHOLE else (3, 1, 1)


@pytest.mark.timeout(3600)
def test_whatever_comes_in() -> None:
    command = [
        sys.executable,
        "-m",
        "tests.chaos.fuzz",
        "--examples",
        str(EXAMPLES),
        "--operations",
        str(OPERATIONS),
        "--workers",
        str(WORKERS),
    ]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=clean_environment(measured()), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    found = re.search(r"^fuzz: (\d+) examples, 0 rules broken", done.stdout, re.MULTILINE)
    assert found, done.stdout
    assert int(found[1]) >= 5 * len(modules())  # of a module without options there is only one example of these
    print(f"\n{done.stdout}")
