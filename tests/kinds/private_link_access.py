# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Accesses of accounts to a network, of which each account has one."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="private_link_access",
    costs_more="found by network and account, too",
    needs=("environment",),
    prepare=(
        (
            "confluent_network",
            {
                "environment": "dev",
                "name": "payments",
                "cloud": "AWS",
                "region": "eu-central-1",
                "connection_types": ["PRIVATELINK"],
            },
        ),
    ),
    arguments={
        "environment": "dev",
        "name": "shop",
        "network": "payments",
        "aws": {"account": "123456789012"},
    },
    info={"environment": "dev"},
)
