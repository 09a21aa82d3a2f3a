# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Combine what pytest, module processes and Ansible's workers have measured; report on plugins/.

Exit code 2 when coverage is under the limit of pyproject.toml. HTML: build/coverage/html.
"""

from __future__ import annotations

import subprocess
import sys

from stage import ROOT

DATA = ROOT / "build" / "coverage"


def coverage(*arguments: str) -> int:
    # A process that was killed leaves a file without data behind; that alone is worth no warning.
    command = [sys.executable, "-W", "ignore::coverage.exceptions.CoverageWarning", "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    if any(DATA.glob(".coverage.*")):
        coverage("combine", "--append", "--quiet")
    coverage("html", "--quiet", "--fail-under", "0", "--directory", str(DATA / "html"))
    return coverage("report")


if __name__ == "__main__":
    sys.exit(main())
