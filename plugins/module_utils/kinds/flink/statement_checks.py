# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with a Flink statement as it is stated, and what there is to say of what cannot be. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._secrets.recognition import texts
from . import sql

LONGEST_QUOTE = 200  # characters of a text that a message quotes
CREATED_STOPPED = (
    "does not exist, and cannot be created stopped: the service starts it all the same, and it works until it is "
    "stopped. Create it without stopped, leave it out, or give create_stopped: accept_short_run. If it is gone because "
    "it was stopped for long (the service removes it after some weeks), name the statements that follow on it in "
    "successors"
)

SECRET_INSIDE = (
    "statement has a secret in it, which Flink keeps and shows to whoever may read the statement. Give it in "
    f"sensitive_properties ({sql.SECRETS}...), or by confluent_flink_connection"
)


def wrong(item: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with an item, besides what the declaration of its options tells."""
    for option in ("statement", "cleanup"):
        if item.get(option) is not None:
            yield from sql.wrong(str(item[option]), option)
    if (item.get("results_limit") or 0) < 0:
        yield f"results_limit must be at least 0, not {item['results_limit']}"
    plain, sensitive = item.get("properties") or {}, item.get("sensitive_properties") or {}
    for option, values in (("properties", plain), ("sensitive_properties", sensitive)):
        for name, value in values.items():
            if value is None or isinstance(value, (dict, list)):
                yield f"{option}: {name} must be a text, a number or a boolean"
    for name in sorted(set(plain) & set(sensitive)):
        yield f"{name} is in properties and in sensitive_properties: leave it in one of them"
    for name in sorted(name for name, value in plain.items() if sql.secret_property(str(name), value)):
        yield f"properties: {name} is a secret. Give it in sensitive_properties, which no output shows"
    for option, name in (("catalog", sql.CATALOG), ("database", sql.DATABASE)):
        if item.get(option) and name in plain:
            yield f"{option} and properties: {name} say the same: leave out one of them"
    if item.get("name") in (item.get("successors") or ()):
        yield f"successors: {item['name']} is the statement itself"
    if item.get("cleanup") and item.get("state") != "absent":
        yield "cleanup belongs to state: absent: it undoes what the statement did, when that is removed"


def secrets(options: Mapping[str, Any]) -> Iterator[str]:
    """Stated values that no output may show."""
    for option in ("statement", "cleanup"):
        yield from sql.secrets_in(str(options.get(option) or ""))
    for name, value in (options.get("properties") or {}).items():  # refused, and shown by nothing all the same
        yield from texts(str(name), value, known=str(name).startswith(sql.SECRETS))
    for name, value in (options.get("sensitive_properties") or {}).items():
        yield from texts(str(name), value, known=True)


def fixed(name: str, label: str, before: Any, after: Any) -> str:
    """The refusal of a change of what is fixed at creation."""
    was, to_be = (quoted(sql.without_secrets(value)) for value in (before, after))
    return (
        f"{name} of {label} cannot be changed from {was} to {to_be}: it is fixed at creation, and the service takes a "
        "change with a good answer and does not make it. Give the changed statement a name of its own, such as one "
        "with a version at its end, and stop or remove the old one. With properties: "
        f"{{{sql.OFFSETS_OF}: <name of the old one>}} the new one goes on where the old one was stopped"
    )


def cleaned_up(label: str, cleanup: str) -> str:
    """What is carried out beside the removal of a statement, in words."""
    return f"Before {label} goes, its cleanup is carried out, once it has ended: {quoted(sql.without_secrets(cleanup))}"


def next_step(item: Mapping[str, Any]) -> str | None:
    """What the user has to do about a statement that rests or runs otherwise than it was asked to."""
    said = str(item.get("detail") or "it gives no reason").rstrip(".")
    if item.get("stopped_by") == "service":
        return f"Flink has stopped the statement by itself: {said}. State stopped: false to have it resumed."
    if item.get("phase") == "DEGRADED":
        return f"The statement runs, and not as it should: {said}. Look at its warnings and at its compute pool."
    if item.get("phase") == "PENDING":
        return f"Flink has not begun with it: {said}. See whether the compute pool has room left."
    return None


def quoted(value: Any) -> str:
    """A value as a message shows it."""
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}..."
