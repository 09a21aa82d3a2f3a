# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Invitations."""

from __future__ import annotations

from ..support.rows import Case

INVITED = {"email": "jane.roe@example.com"}
CASE = Case(
    name="invitation",
    costs_more="made once, and then in the hands of somebody else: sent, accepted, expired, withdrawn",
    arguments=INVITED,
    found_by=INVITED,
)
