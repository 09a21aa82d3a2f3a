# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a plane is that has a host for each region of a cloud provider (API_MAP A.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from .._errors import NotFound, Refused
from .._planes import Plane
from .references import FLINK_REGIONS, Listed
from .variables import variables

ENDPOINTS = "/endpoint/v1/endpoints"


class Lookups(Protocol):
    """What is looked up on the control plane."""

    def find(
        self, listed: Listed, reference: str, params: Mapping[str, Any] | None = None, where: str = ""
    ) -> dict[str, Any]: ...

    def listed(self, path: str, params: Mapping[str, Any] | None = None) -> list[Any]: ...


def in_region(cloud: Lookups, plane: Plane, scope: Mapping[str, str | None]) -> str:
    """The endpoint of Flink in a region. `scope`: `cloud`, `region`, and where it is to be reached by a private network
    the id of the environment as `private`. Raises Refused: nobody makes regions, so a missing one is not to come.
    """
    provider, region, private = (scope.get(name) for name in ("cloud", "region", "private"))
    if not (provider and region):
        raise Refused(
            f"cloud and region are needed to find {plane.label}, or {plane.endpoint} (environment variable: "
            f"{variables(plane.endpoint)[0]})"
        )
    provider = provider.upper()
    try:
        found = cloud.find(FLINK_REGIONS, region, {"cloud": provider}, f" of {provider}")
    except NotFound as error:
        raise Refused(error.problems[0]) from error
    endpoint = found.get("http_endpoint")
    if private:
        endpoint = _by_private_network(cloud, private, provider, region, plane) or found.get("private_http_endpoint")
    if not endpoint:
        raise Refused(
            f"the service names no endpoint of {plane.label} in {region} of {provider}. Give {plane.endpoint}"
        )
    return str(endpoint)


def _by_private_network(cloud: Lookups, environment: str, provider: str, region: str, plane: Plane) -> str | None:
    """The one private endpoint of Flink in a region (endpoint-v1), None without one. Raises Refused for several."""
    asked = {
        "service": "FLINK",
        "environment": environment,
        "cloud": provider,
        "region": region,
        "is_private": "true",
    }
    found = [one["endpoint"] for one in cloud.listed(ENDPOINTS, asked) if one.get("endpoint_type") == "REST"]
    ways = sorted({one if "://" in one else f"https://{one}" for one in found})
    if len(ways) > 1:
        raise Refused(
            f"{plane.label} has several private endpoints in {region}: {', '.join(ways)}. Give {plane.endpoint}"
        )
    return ways[0] if ways else None
