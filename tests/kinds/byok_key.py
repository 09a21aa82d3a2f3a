# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Encryption keys of the user's own, found by what their cloud calls them."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="byok_key",
    costs_more="a union of three clouds with what each calls a key; no unique name; held by clusters, let go of late",
    arguments={
        "name": "payments",
        "aws": {"key_arn": "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
    },
    change={"name": "payments and orders"},
    found_by={"name": "payments and orders"},
    unique=False,
)
