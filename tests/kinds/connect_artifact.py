# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connect artifacts, made of a file that is uploaded, of which nothing changes."""

from __future__ import annotations

from ..support.archives import EMPTY
from ..support.rows import Case

PLACE = {"environment": "dev", "cloud": "AWS"}
CASE = Case(
    name="connect_artifact",
    costs_more="every request names the provider; made of a file; the service tells what uses it",
    needs=("environment",),
    files={"build/masking.jar": EMPTY},
    arguments={**PLACE, "name": "masking", "artifact_file": "{tmp}/build/masking.jar"},
    removal=PLACE,
    info=PLACE,
)
