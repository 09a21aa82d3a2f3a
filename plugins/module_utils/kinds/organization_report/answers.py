# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of the service's answers: as little as the report needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._wire.http import Client
from ..._wire.lists import by_offset
from .facts import Raw

SEVEN = ("resource_type", "resource_name", "pattern_type", "principal", "host", "operation", "permission")


def by_id(listed: list[Raw] | None) -> dict[str, Raw] | None:
    return None if listed is None else {str(raw["id"]): raw for raw in listed}


def ids(listed: list[Raw] | None) -> set[str] | None:
    return None if listed is None else {str(raw["id"]) for raw in listed}


def topics(found: Iterator[Raw]) -> list[tuple[str, bool, int]]:
    """Of each topic its name, whether it is internal, and how many partitions it has: all that is kept of them."""
    return [
        (str(raw["topic_name"]), bool(raw.get("is_internal")), int(raw.get("partitions_count") or 0)) for raw in found
    ]


def seven(raw: Raw) -> Raw:
    return {name: raw.get(name) for name in SEVEN}


def referred(client: Client) -> set[str]:
    """The subjects that schemas of others refer to. Schemas are read piece by piece and not kept."""

    def page(path: str, query: Mapping[str, Any]) -> list[Any]:
        listed = client.get(path, query)
        return [reference(raw) for raw in listed] if isinstance(listed, list) else listed

    return {
        subject
        for raw in by_offset(page, "/schemas", {}, client.told)
        for subject in raw["refers"]
        if subject != raw["subject"]
    }


def reference(raw: Raw) -> Raw:
    names = [str(one.get("subject")) for one in raw.get("references") or () if isinstance(one, dict)]
    return {"subject": raw.get("subject"), "version": raw.get("version"), "refers": names}


def level(client: Client, path: str, params: Mapping[str, Any] | None = None) -> str:
    """The compatibility that counts there; an empty text where the service does not say."""
    found = client.get(path, params)
    return str(found.get("compatibilityLevel") or "") if isinstance(found, dict) else ""
