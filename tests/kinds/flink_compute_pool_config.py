# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The organization's settings of default Flink compute pools, which are always there."""

from __future__ import annotations

from ..support.rows import Setting

SETTING = Setting(
    name="flink_compute_pool_config", arguments={"default_pool_max_cfu": 10}, change={"default_pool_enabled": False}
)
