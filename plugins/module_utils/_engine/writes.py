# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries a plan out: creation without doubles, waits with a limit, deletion that tells "gone" from "not allowed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._declare.change import CREATED, DELETED, UPDATED, Change
from .._errors import ApiError, ConfluentError, attempting
from .._wire.http import ALIKE, patience

if TYPE_CHECKING:
    from .._declare.field import Object
    from .._declare.kind import Kind

VERBS = {CREATED: "create", UPDATED: "update", DELETED: "delete"}


def apply(kind: Kind, change: Change, failed: ConfluentError | None = None) -> Object | None:
    """Make the change and return the object as it is then (None when gone). Raises ConfluentError.

    `failed`: how it failed by a request for several, which was its first try.
    """
    if not change.needed:
        return change.before
    kind.touched(change)
    with attempting(f"{VERBS[change.operation]} {change.label}"):
        if change.operation == DELETED:
            _delete(kind, change)
            return None
        if failed is not None and not (isinstance(failed, ApiError) and failed.fate_unknown):
            raise failed
        return _create(kind, change, failed) if change.operation == CREATED else kind.update(change)


def settled_in(kind: Kind, change: Change, subject: Object) -> Object:
    """The object once what was done to it is in effect, also when an earlier run did it. Raises ConfluentError."""
    after = f" after it was {change.operation}" if change.needed else ""
    with attempting(f"wait for {change.label}{after}"):
        return kind.settle(change, subject)


def _create(kind: Kind, change: Change, lost: ConfluentError | None = None) -> Object:
    """Create once; `lost`: a first try of unknown fate. When the fate of a try is unknown the natural key is looked up
    again before the next try.

    The tries end with the transport's retry_timeout, or when a 500 stays the same: no write is repeated blindly, and
    none is forgotten.
    """
    started = kind.cloud.transport.clock()
    deadline = started + kind.cloud.transport.retry_timeout
    attempt = alike = 0
    said: tuple[object, ...] = ()
    while True:
        attempt += 1
        try:
            if lost is not None and attempt == 1:
                raise lost
            return kind.create(change)
        except ApiError as error:
            alike = alike + 1 if (error.status, error.code, error.detail) == said else 1
            said = (error.status, error.code, error.detail)
            if alike >= ALIKE:  # a 500 that stays the same is believed, as it is of any other request
                deadline = min(deadline, started + patience(error))
            # After a lost answer the repeated creation may also meet "exists already" (409, or 400 on Kafka).
            if not error.fate_unknown and not (attempt > 1 and error.status in (400, 409)):
                raise
            found = _look_again(kind, change, error, attempt, deadline)
            if found is not None:
                return found
            if not error.fate_unknown or kind.cloud.transport.clock() > deadline:
                raise


def _look_again(kind: Kind, change: Change, error: ApiError, attempt: int, deadline: float) -> Object | None:
    """The object that a creation of unknown fate made, None when it made none.

    Looked for at once, and again after a pause, right before the next try. What the service may still be working on is
    looked for as long as a request may take: an object that appears after the second try would be the first of two.
    """
    transport = kind.cloud.transport
    until = min(deadline, transport.clock() + (transport.request_timeout if error.unfinished else 0.0))
    pauses = 0
    while True:
        kind.cloud.forget()
        # What the service says to exist a list may not show yet (a connector without a status): it is asked for itself.
        found = (kind.read if error.fate_unknown else kind.read_singly)([change.desired])[0]
        adopted = kind.adopt(change, found) if found is not None else None
        if adopted is not None or not error.fate_unknown:
            return adopted
        if pauses and transport.clock() >= until:
            error.unfinished = False  # others of the same request need not wait for it once more
            return None
        pauses += 1
        if not transport.backoff(max(attempt, pauses), None, deadline):
            raise error


def _delete(kind: Kind, change: Change) -> None:
    """Delete. An object that somebody else removed since it was read is gone, which is what was asked for.

    404, on the control plane 403, and on Stream Catalog 400 (its document has no 404), may mean that. They may mean
    something else too, so it is looked at.
    """
    try:
        kind.delete(change)
    except ApiError as error:
        if error.status not in (400, 403, 404):
            raise
        kind.cloud.forget()
        if kind.read([change.desired])[0] is not None:
            raise
