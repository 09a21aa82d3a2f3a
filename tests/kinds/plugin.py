# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Custom Connect plugins, which have versions."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="plugin",
    needs=("environment",),
    arguments={"environment": "dev", "name": "geo-source", "cloud": "AWS"},
    change={"description": "Reads positions of vehicles"},
    info={"environment": "dev"},
    unique=False,
)
