# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a store holds of an API key: one entry, flat, of texts and switches. Pure.

    api_key, api_secret            the key that applications use
    name, owner, resource, resource_id, environment, created_at
    bootstrap_servers, schema_registry_url    what an application needs beside it, where it has one of them
    tried                          whether it has been seen to work on its plane
    replaces                       the key that it replaces, until that is deleted
    next_api_key, next_api_secret, next_created_at        made and stored, not handed out yet
    previous_api_key, previous_api_secret, previous_created_at, rotated_at    handed out before, kept for a while
    making, making_for, making_known, making_by    a run is about to make a key: since when, which one, which of the
                                   same owner, resource and name there were then, and which run it is

An entry without api_key is one that a run has marked before it made the first key, and never came back to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

Entry = dict[str, Any]

FORMAT = "streamops.confluent/api-key/1"
TOLD = ("bootstrap_servers", "schema_registry_url")  # what applications need beside the key
PARTS = ("", "next_", "previous_")
MARKS = ("making", "making_for", "making_known", "making_by")
SWITCHES = {"true": True, "false": False}
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
# A creation may be on its way for as long as the mark says, and clocks differ.
CLOCKS_DIFFER, ON_ITS_WAY = 600.0, 3600.0  # seconds


def seconds_of(text: str) -> float | None:
    """The seconds of a span such as 90d, 12h, 30m, 45s or 2w; None for what is none."""
    found = re.fullmatch(r"([0-9]{1,6})([smhdw])", text)
    return float(found[1]) * UNITS[found[2]] if found else None


def moment(text: Any) -> float | None:
    """Seconds since the epoch of a time as the service and this collection write it; None for what is none."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?", str(text or ""))
    if not found:
        return None
    zone = "+00:00" if found[3] in (None, "Z") else found[3]
    return datetime.fromisoformat(f"{found[1].replace(' ', 'T')}{zone}").timestamp()


def written(when: float) -> str:
    """A time as entries have it."""
    return datetime.fromtimestamp(when, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def holds_key(entry: Mapping[str, Any] | None) -> bool:
    """Whether there is a key in it."""
    return bool(entry and entry.get("api_key"))


def is_entry(entry: Any) -> bool:
    """Whether that is an entry of this collection: with a key and its secret, or with the mark alone."""
    if not isinstance(entry, Mapping):
        return False
    if "api_key" not in entry and "api_secret" not in entry:
        return entry.get("format") == FORMAT and isinstance(entry.get("making"), str)
    return all(isinstance(entry.get(part), str) and entry[part] for part in ("api_key", "api_secret"))


def named(entry: Mapping[str, Any] | None) -> set[str]:
    """The ids of all keys that the entry names."""
    found = (entry or {}).get
    return {str(key) for key in (*(found(f"{part}api_key") for part in PARTS), found("replaces")) if key}


def without(entry: Mapping[str, Any], *prefixes: str) -> Entry:
    """The entry without the members that begin so."""
    return {name: value for name, value in entry.items() if not name.startswith(prefixes)}


def spent(entry: Mapping[str, Any]) -> Entry:
    """The entry after a mark that no key can have come of. One without a key stays an entry by its mark."""
    return unmarked(entry) if holds_key(entry) else {**entry, "making": written(0.0)}


def purpose(key: Mapping[str, Any]) -> str:
    """What a key is for, as marks have it: a key of another purpose is never taken for one that a run has left."""
    return f"{key.get('owner')} {key.get('resource_id')} {key.get('name')}"


def marked(entry: Mapping[str, Any], wanted: Mapping[str, Any], known: Iterable[str], now: float) -> Entry:
    """The entry with the mark: from now on the wanted key may be made, and there are these already."""
    mark = {"making": written(now), "making_for": purpose(wanted), "making_known": " ".join(sorted(known))}
    return taken_over({**entry, **mark})


def taken_over(entry: Mapping[str, Any]) -> Entry:
    """The marked entry as another run's: what the one that marked it writes from now on is refused by the store."""
    return {**entry, "making_by": os.urandom(8).hex()}


def is_marked(entry: Mapping[str, Any]) -> bool:
    """Whether a run is about to make a key, or was cut short when it did."""
    return isinstance(entry.get("making"), str) and entry["making"] != written(0.0)


def unmarked(entry: Mapping[str, Any]) -> Entry:
    """The entry without the mark."""
    return {name: value for name, value in entry.items() if name not in MARKS}


def orphans(entry: Mapping[str, Any] | None, there: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Keys that a run made which came to its end before it could store them: nobody has their secrets.

    `there`: keys by their ids, with what they are for and when the service says that they were made.
    """
    since = moment((entry or {}).get("making"))
    if entry is None or since is None:
        return []
    known = {*str(entry.get("making_known") or "").split(), *named(entry)}
    found = []
    for key, item in there.items():
        when = moment(item.get("created_at"))
        if key in known or when is None or entry.get("making_for") != purpose(item):
            continue
        if since - CLOCKS_DIFFER <= when <= since + ON_ITS_WAY:
            found.append(key)
    return found


def as_texts(entry: Mapping[str, Any]) -> dict[str, str]:
    """The entry for a store that knows texts only."""
    texts = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in entry.items()}
    return {name: text for name, text in texts.items() if text != "" and entry[name] is not None}


def from_texts(entry: Mapping[str, Any]) -> Entry:
    """The entry out of such a store."""
    switch = SWITCHES.get(str(entry.get("tried")))
    return dict(entry) if switch is None else {**entry, "tried": switch}
