# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Peerings of a network with a VPC of the customer's."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="peering",
    costs_more="three clouds, and checks of CIDR blocks that need reading",
    needs=("environment",),
    prepare=(
        (
            "confluent_network",
            {
                "environment": "dev",
                "name": "payments",
                "cloud": "AWS",
                "region": "eu-central-1",
                "connection_types": ["PEERING"],
                "cidr": "10.200.0.0/16",
            },
        ),
    ),
    arguments={
        "environment": "dev",
        "name": "shop",
        "network": "payments",
        "aws": {
            "account": "123456789012",
            "vpc": "vpc-0f1e2d3c",
            "routes": ["10.108.16.0/21"],
            "customer_region": "eu-central-1",
        },
    },
    info={"environment": "dev"},
    unique=False,
)
