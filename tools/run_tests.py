# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run pytest with coverage on three workers; the daily command and the gate use the same.

python tools/run_tests.py tests/unit [further arguments of pytest]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from stage import ROOT


def main() -> int:
    arguments = sys.argv[1:] or ["tests"]
    for name in ("journals", "coverage"):
        (ROOT / "build" / name).mkdir(parents=True, exist_ok=True)
    # Three for two processors: tests wait for processes that start and end.
    command = [sys.executable, "-m", "coverage", "run", "-m", "pytest", "-q", "-n", "3", "--dist", "worksteal"]
    command += ["-rs", "--durations", "10", *arguments]
    # From Python 3.12 on, coverage can listen to the interpreter instead of tracing every line: half the overhead.
    core = {"COVERAGE_CORE": "sysmon"} if sys.version_info >= (3, 12) else {}
    # What the tests of each kind cost is noted for `make cost`. A run of all tests begins anew.
    cost = ROOT / "build" / "cost"
    if arguments == ["tests"]:
        shutil.rmtree(cost, ignore_errors=True)
    env = {**os.environ, **core, "STREAMOPS_COST": str(cost)}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
