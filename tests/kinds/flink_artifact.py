# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink artifacts, made of a file that is uploaded."""

from __future__ import annotations

from ..support.archives import EMPTY
from ..support.rows import Case, Operation

PLACE = {"environment": "dev", "cloud": "AWS", "region": "eu-central-1"}
MADE = {**PLACE, "name": "geo-functions", "artifact_file": "{tmp}/build/geo-functions.jar"}
CASE = Case(
    name="flink_artifact",
    costs_more="every request names provider and region; made of a file",
    needs=("environment",),
    files={"build/geo-functions.jar": EMPTY, "new.jar": "new" + EMPTY},
    arguments=MADE,
    change={"description": "Distances and regions"},
    removal=PLACE,
    info=PLACE,
    further=(
        Operation(
            "confluent_flink_artifact",
            "replace",
            {**MADE, "artifact_file": "{tmp}/new.jar", "replace_content": "different"},
            (("confluent_flink_artifact", MADE),),
        ),
    ),
    history=True,
)
