#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organization holds, as the data that confluent_estate takes."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_estate_info
short_description: Read an environment of Confluent Cloud, or a whole organization, as data
version_added: 0.2.0
author:
  - streamops.confluent contributors (@streamops)
"""

from ..module_utils._estate.info import run_estate_info_module


def main() -> None:
    """Entry point."""
    run_estate_info_module()


if __name__ == "__main__":
    main()
