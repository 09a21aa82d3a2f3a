# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of which several are written by one request: a list goes there, a list comes back, and each object in it may
have an error of its own, whatever the status (Stream Catalog: data-catalog-v1, `TagDefResponse.error`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._errors import ApiError, ConfluentError
from .change import CREATED, UPDATED, Change
from .field import Key, Object
from .override import override
from .rest import RestKind


def paired(
    wanted: Sequence[Key], told: Sequence[tuple[Key, dict[str, Any] | ApiError]]
) -> list[dict[str, Any] | ApiError | None]:
    """Of each wanted object what the answer says of it, None where it says nothing. Pure.

    `told`: the results, each with the key that it shows. The order of results is documented nowhere, so a result is
    that of the object whose key it shows. An error that shows the key of none is that of the object in its place, where
    there are as many results as objects: it must not get lost. A success that shows the key of none is nobody's: it
    must not pass for one. Where there are two of one object, the error counts.
    """
    found: list[dict[str, Any] | ApiError | None] = [None] * len(wanted)
    for place, (key, result) in enumerate(told):
        at = wanted.index(key) if key in wanted else None
        if at is None and isinstance(result, ApiError) and len(told) == len(wanted):
            at = place
        if at is not None and not isinstance(found[at], ApiError):
            found[at] = result
    return found


class ListWritten(RestKind):
    """A kind whose list takes several objects by one POST, and changes of several by one PUT, in which each is a whole.

    A plural module writes up to `batch` of them by one request, a singular one a list of one. Deletions stay what they
    are: one by one.
    """

    update_by = "PUT"
    batch = 100
    batched = (CREATED, UPDATED)

    @override
    def candidates(self, wanted: list[Object]) -> list[Object]:
        """All there are: the list that takes several shows them whole, too, by one request."""
        return self.all()

    @override
    def create(self, change: Change) -> Object:
        (made,) = self.write_together([change])
        if isinstance(made, ConfluentError):
            raise made
        return made

    @override
    def update(self, change: Change) -> Object:
        return self.create(change)

    @override
    def write_together(self, changes: list[Change]) -> list[Object | ConfluentError]:
        creating = changes[0].operation == CREATED
        self.cloud.forget(self.collection)
        there = {} if creating else {self.key(self.from_api(raw)): raw for raw in self.listing()}
        keys = [self.key(change.desired) for change in changes]
        bodies = [
            self.body(change.desired) if creating else self._whole(change, there.get(key, {}))  # gone: its own error
            for change, key in zip(changes, keys, strict=True)
        ]
        results = self.client.each("POST" if creating else "PUT", self.collection, bodies, self._written_params)
        self.cloud.forget(self.collection)
        said = paired(keys, [(self.key(self.from_api(shown)), error or shown) for shown, error in results])
        return [self._outcome(change, result) for change, result in zip(changes, said, strict=True)]

    def _outcome(self, change: Change, said: dict[str, Any] | ApiError | None) -> Object | ConfluentError:
        """The object as it is after an accepted request, or why it is not as it should be."""
        if isinstance(said, ApiError):
            return said
        try:
            raw = said or self.get(change.desired[self.addressed])
            if raw is None:
                raise ConfluentError(
                    "The service accepted the request with an answer that tells nothing of this object, and the object "
                    "is not there (yet). Run again in a minute: it is looked for before anything is made."
                )
            made = self.from_api(raw)
            return made if change.operation == CREATED else self._applied(change, made)
        except ConfluentError as error:
            return error
