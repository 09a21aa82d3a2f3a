# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connections of private endpoints to a private link attachment."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="private_link_attachment_connection",
    costs_more="a union of three clouds, each with what it connects to",
    needs=("environment",),
    prepare=(
        (
            "confluent_private_link_attachment",
            {"environment": "dev", "name": "shop", "cloud": "AWS", "region": "eu-central-1"},
        ),
    ),
    arguments={
        "environment": "dev",
        "name": "shop-vpc",
        "private_link_attachment": "shop",
        "aws": {"vpc_endpoint_id": "vpce-0f1e2d3c"},
    },
    info={"environment": "dev"},
    unique=False,
)
