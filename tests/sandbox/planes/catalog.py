# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream Catalog (data-catalog-v1): definitions (``_catalog_definitions``), entities and their search
(``_catalog_entities``).

Not imitated: attributes of tags, periods for which a tag counts, the propagation of tags, GraphQL.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from ..state import State
from . import _catalog_definitions as definitions
from . import _catalog_entities as entities
from ._catalog_common import PLANE as PLANE


def routes(state: State) -> list[BaseRoute]:
    """The routes of the catalog."""
    defined = [
        route
        for sort in (definitions.TAGS, definitions.BUSINESS)
        for route in definitions.routes(state, sort, entities.in_use(sort))
    ]
    return [*defined, *entities.routes(state)]
