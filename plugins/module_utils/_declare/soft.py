# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Soft deletion: a deleted object is hidden, keeps its name, and can be undeleted until it is deleted permanently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from .._errors import ApiError
from .change import Change
from .field import Field, Object
from .override import override
from .rest import RestKind

DELETED = "deleted"  # of an object: whether it is soft-deleted; of the `_info` module: whether it returns such, too
PERMANENT = Field("permanent", wire=None, type="bool", default=False)


@dataclass(frozen=True)
class Soft:
    """What a service calls the parts of its soft deletion.

    `shown`: the query parameter with which reads show soft-deleted objects, too, and `told` the wire path of what says
    that an object is one. `permanent`: the query parameter of the final DELETE, which has to come after a soft one.
    `undelete`: the last step of the path of the POST that brings an object back; repeated it changes nothing.
    """

    shown: str = "deleted"
    told: str = "deleted"
    permanent: str = "permanent"
    undelete: str = "undelete"


class SoftDeleted(RestKind):
    """A kind whose objects are deleted softly, and with the option `permanent` for good.

    What is to be present and is soft-deleted is undeleted, and changed in the same task. Every desired object says by
    `deleted` what it is to be; one that is to be gone for good has no such value.
    """

    soft: ClassVar[Soft] = Soft()

    @override
    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not any(declared.name == DELETED for declared in cls.fields):
            cls.fields = (*cls.fields, Field(DELETED, wire=cls.soft.told, type="bool"))
            cls.modifiers = (*cls.modifiers, PERMANENT)
            cls.info_fields = (*cls.info_fields, Field(DELETED, type="bool", default=False))

    @classmethod
    @override
    def argument_fields(cls) -> tuple[Field, ...]:
        return tuple(declared for declared in super().argument_fields() if declared.name != DELETED)

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        wanted, absent = super().desired(item), item.get("state") == "absent"
        return wanted if absent and item.get("permanent") else {**wanted, DELETED: absent}

    @property
    @override
    def read_params(self) -> dict[str, Any]:
        return {**self.params, self.soft.shown: "true"}

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        return {**item, DELETED: bool(item[DELETED])}

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return super().body({name: value for name, value in values.items() if name != DELETED})

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """What is soft-deleted is there, but for what is only to be deleted softly."""
        pairs = zip(wanted, super().read(wanted), strict=True)
        return [None if found and found[DELETED] and item.get(DELETED) else found for item, found in pairs]

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        return None if found[DELETED] else found  # what a creation of unknown fate made is not soft-deleted

    @override
    def update(self, change: Change) -> Object:
        if DELETED not in change.fields:
            return super().update(change)
        self.client.post(f"{self._one(change.actual)}/{self.soft.undelete}", None, repeatable=True)
        others = replace(change, fields={name: both for name, both in change.fields.items() if name != DELETED})
        if others.fields:
            return super().update(others)
        self.cloud.forget(self.collection)
        raw = self.get(change.actual[self.addressed])
        return self._applied(change, change.actual if raw is None else self.from_api(raw))

    @override
    def delete(self, change: Change) -> None:
        """Softly, unless that was done before; then permanently, where that is asked for."""
        softly = not change.actual[DELETED]
        if softly:
            super().delete(change)
        if DELETED in change.desired:
            return
        try:
            self.client.delete(self._one(change.actual), {**self.params, self.soft.permanent: "true"})
        except ApiError as error:
            if softly:
                error.message += " The soft deletion was done before, only the permanent one is left to do."
            raise

    @override
    def holders(self, change: Change, **query: str) -> list[str]:
        """What is soft-deleted itself holds an object, too, that is to be deleted permanently."""
        live = [] if change.actual[DELETED] else super().holders(change, **query)
        if DELETED in change.desired:
            return live
        every = super().holders(change, **{**query, self.soft.shown: "true"})
        return [*live, *(f"{words} (soft-deleted: delete it permanently)" for words in every if words not in live)]

    @override
    def fixed_words(self, name: str, label: str, before: Any, after: Any) -> str:
        words = super().fixed_words(name, label, before, after)
        return f"{words}. A soft-deleted one keeps its name: delete it with permanent: true"

    @override
    def select(self) -> list[Object]:
        return [item for item in super().select() if self.options.get(DELETED) or not item[DELETED]]
