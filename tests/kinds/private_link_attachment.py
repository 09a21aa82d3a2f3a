# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Private link attachments, which wait for their first connection."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="private_link_attachment",
    costs_more="services of three clouds, and what is to be done next in each",
    needs=("environment",),
    arguments={"environment": "dev", "name": "shop", "cloud": "AWS", "region": "eu-central-1"},
    info={"environment": "dev"},
    unique=False,
)
