# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The opt-in to stream sharing, which is off at first."""

from __future__ import annotations

from ..support.rows import Setting

SETTING = Setting(
    name="stream_sharing",
    costs_more="what is lost with it is read before it is turned off",
    arguments={"enabled": True},
    change={"enabled": False},
)
