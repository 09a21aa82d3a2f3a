# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible imports this package in its main process when it looks for the action of a task, and forks a worker for each
task and host. What is imported here is imported once; imported in the plugin it would be imported in every worker, and
that means compiled, too: Ansible keeps no compiled files of collections.
"""

from __future__ import annotations

from ..module_utils._declare import purge_scope, rest  # noqa: F401
from ..module_utils._engine import loop, modules, plural  # noqa: F401
