# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One module per API area. Each offers ``ROWS`` (standard collections, see ``_standard``) or ``routes(state)``, or
both, and belongs to the control plane unless its ``PLANE`` says otherwise. A new module is found by itself.
"""

from __future__ import annotations

import importlib
import pkgutil

from starlette.routing import BaseRoute

from ..state import State
from . import _standard


def routes(state: State) -> dict[str, list[BaseRoute]]:
    """All routes by plane; the modules also register their seeders and callbacks on the state. Callbacks run in the
    order of the modules' names.
    """
    found: dict[str, list[BaseRoute]] = {}
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        rows = getattr(module, "ROWS", ())
        own = [*_standard.routes(state, rows)]
        if not rows or hasattr(module, "routes"):
            own += module.routes(state)
        found.setdefault(getattr(module, "PLANE", "control"), []).extend(own)
    return found
