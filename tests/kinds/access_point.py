# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Access points in a gateway."""

from __future__ import annotations

from ..support.rows import Case, Plural
from .gateway import IN_DEV, PREPARED

SERVICE = {"vpc_endpoint_service_name": "com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0"}
ACCESS_POINT = {**IN_DEV, "name": "warehouse", "gateway": "egress", "aws_egress_private_link_endpoint": SERVICE}
CASE = Case(
    name="access_point",
    costs_more="seven forms with what each has to be accepted by; a module for many",
    needs=("environment",),
    prepare=PREPARED,
    arguments=ACCESS_POINT,
    change={"aws_egress_private_link_endpoint": {**SERVICE, "target_system": "SNOWFLAKE"}},
    info=IN_DEV,
    unique=False,
)
PLURAL = Plural(
    plural="access_points",
    unique=False,
    needs=("environment",),
    prepare=PREPARED,
    common=IN_DEV,
    items=[
        {"name": f"sink-{n}", "aws_egress_private_link_endpoint": {"vpc_endpoint_service_name": f"svc-{n}"}}
        for n in range(5)
    ],
    bad={"name": "sink-5", "aws_ingress_private_link_endpoint": {"vpc_endpoint_id": "vpce-1"}},
    broken=("POST", "/access-points$", 2),
    again=3,
    purge={"name_prefix": "sink-"},
    defaults={"gateway": "egress"},
    change={"aws_egress_private_link_endpoint": {"target_system": "S3"}},
)
