# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The two ways in which a task of a play runs: in process, and as a process of its own, which takes a second."""

from __future__ import annotations

import pytest

from .whole import whole_only

of_its_own = whole_only("test_in_process compares both ways, module by module")

# Values of CONFLUENT_IN_PROCESS, for a test of a whole play.
WAYS = ("true", pytest.param("false", marks=of_its_own))
