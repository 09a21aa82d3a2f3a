# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which connectors use a plugin, told by their settings: no list of plugins says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..._errors import ApiError
from ..._wire.references import ENVIRONMENTS, KAFKA_CLUSTERS
from ..connectors.scan import Connectors

if TYPE_CHECKING:
    from ..._wire.cloud import Cloud

# What names the plugin of a custom connector (connect-v1), and its version (which no document of the API names).
PLUGIN, VERSION = "confluent.custom.plugin.id", "confluent.custom.plugin.version"


def connectors_with(cloud: Cloud, settings: Mapping[str, str], environment: str | None = None) -> Iterator[str]:
    """The connectors that have all of these settings, in words: of one environment, or of all. Warns of clusters whose
    connectors this credential may not see.
    """
    environments = [environment] if environment else [found["id"] for found in cloud.listed(ENVIRONMENTS.path)]
    places = [
        (one, cluster["id"])
        for one in environments
        for cluster in cloud.listed(KAFKA_CLUSTERS.path, {"environment": one})
    ]

    def there(place: tuple[str, str]) -> list[dict[str, Any]]:
        try:
            return list(Connectors(cloud.connect, *place).all().values())
        except ApiError as error:
            if error.status not in (403, 404):
                raise
            cloud.warn(f"Whether a connector of {place[1]} uses it cannot be seen with this credential: {error}")
            return []

    for found in cloud.map(there, places):
        for connector in found:
            if all(connector["config"].get(name) == value for name, value in settings.items()):
                yield f"connector {connector['name']} of {connector['cluster']}"
