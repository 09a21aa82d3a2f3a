#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organization holds, written as an inventory."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_estate_export
"""

from ..module_utils._estate.files import run_estate_export_module


def main() -> None:
    """Entry point."""
    run_estate_export_module()


if __name__ == "__main__":
    main()
