# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions of Flink (flink-v2): read only, with the endpoints of Flink there."""

from __future__ import annotations

from typing import Any

from ..._declare.field import Field
from ..._declare.override import override
from ..._declare.rest import RestKind
from .compute_pools import CLOUDS


class FlinkRegion(RestKind):
    """A region of a cloud provider in which there is Flink."""

    name = "flink_region"
    plural = "flink_regions"
    path = "/fcpm/v2/regions"
    info_fields = (Field("cloud", known=CLOUDS), Field("region"))
    outputs = {
        "name": "display_name",
        "cloud": "cloud",
        "region": "region_name",
        "endpoint": "http_endpoint",
        "private_endpoint": "private_http_endpoint",
    }

    @property
    @override
    def params(self) -> dict[str, Any]:
        """Which regions are asked for."""
        cloud, region = self.options.get("cloud"), self.options.get("region")
        asked = {"cloud": Field("cloud", known=CLOUDS).spelled(cloud), "region_name": region}
        return {name: value for name, value in asked.items() if value}
