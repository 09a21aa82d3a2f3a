# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of confluent_estate: that of all modules (confluent_topic.py), in a file of its own.

Ansible imports a file of the module's name in its main process before it forks a worker for each host. So the kinds,
all of which an estate may have, are imported once and not by each host: a second of the processor's time.
"""

from __future__ import annotations

from ..module_utils._estate import run  # noqa: F401  pylint: disable=unused-import
from .confluent_topic import ActionModule  # noqa: F401  pylint: disable=unused-import
