# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements that a task makes for itself, with names of their own, and removes again however it ends."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from ..._declare.waiting import Wait
from ..._errors import ApiError, ConfluentError, WaitFailed
from ..._wire.http import Client, segment
from ..._wire.tries import Tries
from .results import exceptions
from .sql import CATALOG, DATABASE

HIDDEN = "user.confluent.io/hidden"  # the label by which lists of Confluent's own clients leave a statement out
PREFIX = "ansible-own-"


def beside(spec: Mapping[str, Any], statement: str) -> dict[str, Any]:
    """The spec of another statement in the place of one: its catalog, its database, its compute pool, its principal."""
    given = spec.get("properties") or {}
    return {
        "statement": statement,
        "properties": {name: given[name] for name in (CATALOG, DATABASE) if name in given},
        **{name: spec[name] for name in ("compute_pool_id", "principal") if spec.get(name)},
    }


def carried_out(
    client: Client, collection: str, spec: Mapping[str, Any], place: Mapping[str, str], wait: Wait, purpose: str
) -> None:
    """Run a statement until it is COMPLETED. `place`: further members of the creation. It is removed again in any case;
    its name is made of the `purpose`, so that the next run finds what a killed one has left over. Raises ApiError, and
    WaitFailed for one that failed.
    """
    name = f"{PREFIX}{hashlib.sha256(purpose.encode()).hexdigest()[:32]}"
    path = f"{collection}/{segment(name)}"
    body = {"name": name, **place, "metadata": {"labels": {HIDDEN: "true"}}, "spec": dict(spec)}
    try:
        _made(client, collection, path, body, wait)
        wait.until(lambda: _look(client, path))
    except ConfluentError as error:
        refused = isinstance(error, ApiError) and error.method == "POST" and not error.fate_unknown
        error.message += "" if refused else _left_over(client, path)
        raise
    _removed(client, path)


def _made(client: Client, collection: str, path: str, body: Mapping[str, Any], wait: Wait) -> None:
    """Make it once: a creation of unknown fate is looked up before it is tried again. One that an earlier run has left
    over is removed first.
    """
    tries = Tries(client.transport, client.transport.retry_timeout)
    lost = False
    while True:
        try:
            client.post(collection, body)
            return
        except ApiError as error:
            if error.status == 409 and not lost and not tries.failed:
                _removed(client, path)
                Wait(f"the removal of {path}", wait.timeout, wait.progress).until(
                    lambda: (not _there(client, path), "DELETING", None)
                )
            elif not error.fate_unknown and not (lost and error.status == 409):
                raise
            elif _there(client, path):
                return
            lost = lost or error.fate_unknown
            if not tries.again():
                raise


def _there(client: Client, path: str) -> bool:
    try:
        client.get(path)
    except ApiError as error:
        if error.status == 404:
            return False
        raise
    return True


def _look(client: Client, path: str) -> tuple[bool, str, dict[str, Any]]:
    raw = client.get(path, holds=("status",))
    phase, detail = str(raw["status"].get("phase")).upper(), raw["status"].get("detail") or "no reason is given"
    if phase == "FAILED":
        raise WaitFailed(f"The statement failed: {str(detail).rstrip('.')}.{exceptions(client, path)}")
    if phase in ("STOPPED", "DELETING"):
        raise WaitFailed(f"The statement is {phase} before it was completed: {str(detail).rstrip('.')}.")
    return phase == "COMPLETED", phase, raw


def _removed(client: Client, path: str) -> None:
    """Remove it; that it is not there is believed when it cannot be read either. Raises ApiError."""
    try:
        try:
            client.delete(path)
        except ApiError as error:
            if error.status != 404:
                raise
            if _there(client, path):
                client.delete(path)
    except ApiError as error:
        if error.status != 404:
            error.message += f" It is a statement that this task made for itself, and is left over: {path}."
            raise


def _left_over(client: Client, path: str) -> str:
    """Remove it after a failure; what there is to say where that fails, too."""
    try:
        _removed(client, path)
    except ConfluentError as error:
        return f" Besides, a statement that this task made for itself is left over, {path}: {error}"
    return ""
