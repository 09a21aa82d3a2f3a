# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Provider integrations of the first version, which never change."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="provider_integration",
    needs=("environment",),
    arguments={
        "environment": "dev",
        "name": "invoices-bucket",
        "aws": {"customer_iam_role_arn": "arn:aws:iam::123456789012:role/invoices-writer"},
    },
    info={"environment": "dev"},
)
