# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The organization, which is there: its settings."""

from __future__ import annotations

from ..support.rows import Setting

SETTING = Setting(name="organization", arguments={"name": "Northwind"}, change={"jit_enabled": True})
