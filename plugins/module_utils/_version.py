# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The version of the collection, and how requests name it.

The number is written by `make action-group` from galaxy.yml, and a test compares the two: a module that runs as a
process of its own has no file of the collection but those that it imports.
"""

from __future__ import annotations

import platform

from ansible.module_utils.ansible_release import __version__ as ansible_version

VERSION = "0.1.0"
USER_AGENT = f"streamops.confluent/{VERSION} ansible-core/{ansible_version} Python/{platform.python_version()}"
