# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Gateways, of which only the name changes."""

from __future__ import annotations

from ..support.rows import Arguments, Case

IN_DEV: Arguments = {"environment": "dev"}
GATEWAY: Arguments = {**IN_DEV, "name": "egress", "aws_egress_private_link_gateway": {"region": "eu-central-1"}}
PREPARED = (("confluent_gateway", GATEWAY),)
CASE = Case(
    name="gateway",
    costs_more="ten forms with what each needs granted, and what holds a gateway",
    needs=("environment",),
    arguments=GATEWAY,
    info=IN_DEV,
    unique=False,
)
