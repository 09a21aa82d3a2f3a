# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a plane is whose endpoint is neither stated nor looked up, and whether its credential may go there. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from .._errors import Refused
from .._planes import Plane
from .variables import variables


def unstated(plane: Plane, cloud_endpoint: str) -> str:
    """Where Confluent has the plane. Raises Refused where that is not known, and where the control plane is not
    Confluent's own: a credential for a service in Confluent's place is nothing that Confluent is to be told.
    """
    variable = variables(plane.endpoint)[0]
    if not plane.beside:
        raise Refused(
            f"{plane.endpoint} is needed: where {plane.label} is cannot be looked up (environment variable: {variable})"
        )
    if confluents_own(cloud_endpoint):
        return plane.beside
    raise Refused(
        f"cloud_endpoint {cloud_endpoint} is no host of Confluent Cloud, so its credential is not sent to "
        f"{plane.beside}: give {plane.endpoint} (environment variable: {variable}), which may be "
        "that very URL"
    )


def confluents_own(endpoint: str) -> bool:
    """Whether an endpoint is a host of Confluent Cloud itself, and no proxy, no imitation and no other cloud."""
    host = (urlsplit(endpoint).hostname or "").rstrip(".")
    return host == "confluent.cloud" or host.endswith(".confluent.cloud")
