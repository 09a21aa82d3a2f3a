# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A few pairs of estates; ``make chaos`` takes more. In a process of its own, see process.py."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support.paths import CHECKOUT, clean_environment, measured
from tests.support.whole import WHOLE

EXAMPLES = 300 if WHOLE else 3


@pytest.mark.timeout(3600)
def test_from_any_estate_to_any_other() -> None:
    command = [sys.executable, "-m", "tests.chaos.states", "--examples", str(EXAMPLES)]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=clean_environment(measured()), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-20_000:]}"
    found = re.search(r"^states: (\d+) pairs of estates, 0 rules broken", done.stdout, re.MULTILINE)
    assert found, done.stdout
    assert int(found[1]) >= EXAMPLES
    print(f"\n{done.stdout}")
