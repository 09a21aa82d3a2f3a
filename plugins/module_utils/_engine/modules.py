# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module file declares, found by the module's name: for the action plugin.

There is no table to keep. A module file says what it is in its one call of `run_module` or `run_info_module`, and that
call is taken down instead of carried out.
"""

from __future__ import annotations

import functools
from importlib import import_module

from .run import RUNNER, Module

MODULES = "ansible_collections.streamops.confluent.plugins.modules"


@functools.cache
def module_of(name: str) -> Module:
    """The declaration of the module of that name (without the collection's)."""
    taken: list[Module] = []
    token = RUNNER.set(taken.append)
    try:
        import_module(f"{MODULES}.{name}").main()
    finally:
        RUNNER.reset(token)
    return taken[0]
