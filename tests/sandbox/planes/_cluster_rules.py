# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a Kafka cluster may look like: the five kinds, availability, CKUs and eCKUs.

Sources: cmk-v2 document (kinds, cku, "MULTI_ZONE dedicated clusters must have at least two CKUs", "Kafka clusters with
HIGH availability must have at least two eCKUs"), API_MAP C.2 and E.3 (eCKU maxima).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..state import JsonObject
from ._control import invalid, take
from ._regions import REGIONS

AVAILABILITY_NEW = {"SINGLE_ZONE": "LOW", "MULTI_ZONE": "HIGH", "LOW": "LOW", "HIGH": "HIGH"}


@dataclass(frozen=True)
class Kind:
    """Limits of a kind of cluster; ``default_ecku`` is what the server fills in, ``partitions`` go with each unit."""

    elastic: bool
    partitions: int
    availability: tuple[str, ...]
    default_ecku: int = 0
    max_ecku: int = 0


KINDS = {
    "Basic": Kind(True, 30, ("LOW",), 50, 50),
    "Standard": Kind(True, 250, ("LOW", "HIGH"), 10, 10),
    "Enterprise": Kind(True, 3000, ("LOW", "HIGH"), 10, 32),
    "Freight": Kind(True, 3000, ("HIGH",), 152, 152),
    "Dedicated": Kind(False, 4500, ("LOW", "HIGH")),
}


def most_partitions(item: JsonObject) -> int:
    """How many partitions a cluster takes: so many for each CKU that it has, or eCKU that it may have (API_MAP E.3)."""
    kind = KINDS[item["kind"]]
    return kind.partitions * int(item["max_ecku"] if kind.elastic else item["actual_cku"])


def check_place(cloud: str, region: str) -> None:
    """400 for a cloud or region that there is not. Clouds are taken in any case, as clients write them (`gcp`)."""
    if cloud.upper() not in REGIONS:
        raise invalid("/spec/cloud", f"The cloud '{cloud}' is not supported: {', '.join(REGIONS)}")
    if region not in REGIONS[cloud.upper()]:
        raise invalid("/spec/region", f"The region '{region}' is not supported on {cloud}")


def check_availability(kind: str, availability: str) -> None:
    """400 for an availability that the kind does not have."""
    if availability not in AVAILABILITY_NEW:
        raise invalid("/spec/availability", f"'{availability}' is not one of {', '.join(AVAILABILITY_NEW)}")
    if AVAILABILITY_NEW[availability] not in KINDS[kind].availability:
        raise invalid("/spec/availability", f"{kind} clusters cannot have {availability} availability")


def read_config(config: JsonObject, availability: str) -> JsonObject:
    """spec.config as the fields that the cluster keeps: kind and max_ecku, or kind, cku, zones, release_priority."""
    kind = take(config, "kind", str, "/spec/config", required=True)
    if kind not in KINDS:
        raise invalid("/spec/config/kind", f"'{kind}' is not a cluster type: {', '.join(KINDS)}")
    check_availability(kind, availability)
    high = AVAILABILITY_NEW[availability] == "HIGH"
    if KINDS[kind].elastic:
        return {"kind": kind, "max_ecku": _max_ecku(config, kind, high)}
    cku = take(config, "cku", int, "/spec/config", required=True)
    if cku < (2 if high else 1):
        detail = f"{availability} dedicated clusters must have at least {2 if high else 1} CKU"
        raise invalid("/spec/config/cku", detail)
    priority = take(config, "release_priority", str, "/spec/config") or "REGULAR"
    if priority not in ("REGULAR", "PRIORITY"):
        raise invalid("/spec/config/release_priority", f"'{priority}' is not REGULAR or PRIORITY")
    return {
        "kind": kind,
        "cku": cku,
        "release_priority": priority,
        "zones": take(config, "zones", list, "/spec/config"),
        "encryption_key": take(config, "encryption_key", str, "/spec/config"),
    }


def _max_ecku(config: JsonObject, kind: str, high: bool) -> int:
    given = take(config, "max_ecku", int, "/spec/config")
    if "cku" in config:
        raise invalid("/spec/config/cku", f"{kind} clusters have no CKUs")
    if given is None:
        return KINDS[kind].default_ecku
    least = 2 if high else 1
    if not least <= given <= KINDS[kind].max_ecku:
        detail = f"max_ecku of this {kind} cluster must be from {least} to {KINDS[kind].max_ecku}"
        raise invalid("/spec/config/max_ecku", detail)
    return int(given)


def zones_of(cloud: str, region: str, availability: str) -> list[str]:
    """Zones that the server picks for a Dedicated cluster."""
    count = 3 if AVAILABILITY_NEW[availability] == "HIGH" else 1
    if cloud.upper() == "AWS":
        parts = region.split("-")
        short = parts[0] + parts[1][0] + parts[-1]
        return [f"{short}-az{number}" for number in range(1, count + 1)]
    if cloud.upper() == "GCP":
        return [f"{region}-{letter}" for letter in "abc"[:count]]
    return [str(number) for number in range(1, count + 1)]
