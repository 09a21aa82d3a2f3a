# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tests of secret stores against OpenBao itself: each is a check. Those of kills run in full."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TESTS = ("test_kv.py", "test_rotation.py", "test_kill.py")


class Told:
    """Prints a line for each test that ran against the real server."""

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed or (report.when == "call" and not report.skipped):
            said = "" if report.passed else str(report.longrepr)[-600:]
            name = report.nodeid.rpartition("/")[2]
            # On a line of its own, between the dots of the progress.
            os.write(1, f"\n{json.dumps({'check': name, 'ok': bool(report.passed), 'said': said})}\n".encode())


def main() -> int:
    os.chdir(CHECKOUT)
    sys.path.insert(0, str(CHECKOUT))
    journals = CHECKOUT / "build" / "witnesses" / "journals"
    os.environ.update(STREAMOPS_REAL_STORE="1", STREAMOPS_CHAOS="full", STREAMOPS_JOURNALS=str(journals))
    files = [str(CHECKOUT / "tests" / "secret_stores" / name) for name in TESTS]
    return int(pytest.main(["-q", "-n", "0", "-k", "openbao or vault", "--capture=sys", *files], plugins=[Told()]))


if __name__ == "__main__":
    sys.exit(main())
