# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Attachments of a network to a transit gateway of the customer's."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="transit_gateway_attachment",
    costs_more="checks of CIDR blocks that need reading, and who has to accept",
    needs=("environment",),
    prepare=(
        (
            "confluent_network",
            {
                "environment": "dev",
                "name": "payments",
                "cloud": "AWS",
                "region": "eu-central-1",
                "connection_types": ["TRANSITGATEWAY"],
                "cidr": "10.200.0.0/16",
            },
        ),
    ),
    arguments={
        "environment": "dev",
        "name": "hub",
        "network": "payments",
        "aws": {
            "ram_share_arn": "arn:aws:ram:eu-central-1:123456789012:resource-share/1a2b3c4d",
            "transit_gateway_id": "tgw-0f1e2d3c",
            "routes": ["192.168.0.0/16"],
        },
    },
    info={"environment": "dev"},
    unique=False,
)
