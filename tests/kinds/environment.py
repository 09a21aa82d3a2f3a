# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Environments."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="environment",
    costs_more="says what goes with it, and refuses to delete what is protected in it",
    arguments={"name": "staging"},
    change={"stream_governance_package": "ADVANCED"},
    unique=False,
)
