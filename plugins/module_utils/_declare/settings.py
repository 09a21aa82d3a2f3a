# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: objects that are always there, one in its scope, and are only ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .._errors import Refused
from .field import STATE, Field, Object
from .override import override
from .rest import RestKind
from .shape import get_path


class Settings(RestKind):
    """The one object of a scope, which nobody makes or deletes: read, compared and changed. The module has no `state`.

    An `id` among the fields says which object is meant: where the credential belongs to another one, nothing is done.
    """

    @classmethod
    @override
    def argument_fields(cls) -> tuple[Field, ...]:
        return tuple(declared for declared in super().argument_fields() if declared is not STATE)

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return f"{self.words_of_one()} {item.get('id') or ''}".strip()

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        there = self.all()
        if len(there) != 1:
            found = ", ".join(str(item.get("id")) for item in there) or "none"
            raise Refused(f"one {self.words_of_one()} was looked for, and this credential sees {found}")
        for item in wanted:
            if item.get("id") not in (None, there[0].get("id")):
                raise Refused(f"the {self.words_of_one()} of this credential is {there[0].get('id')}, not {item['id']}")
        return [there[0] for _item in wanted]


class LoneSettings(Settings):
    """Settings that stand alone: GET of the path gives them, in no list, and PATCH of it changes them.

    `identified`: the wire path of the id of what they belong to, if they show it.
    """

    identified: ClassVar[str] = ""

    @override
    def listing(self) -> list[Any]:
        client = self.client

        def read() -> list[Any]:
            return [client.get(self.collection, self.read_params)]

        found: list[Any] = self.cloud.known.once(self.collection, client.base_url, read)
        return found

    @override
    def get(self, identifier: str) -> dict[str, Any] | None:
        self.forget()
        found: dict[str, Any] = self.listing()[0]
        return found

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        return {**super().from_api(raw), "id": get_path(raw, self.identified.split(".")) if self.identified else None}

    @override
    def _one(self, item: Mapping[str, Any]) -> str:
        return self.collection

    @override
    def _is_object(self, answer: Any) -> bool:
        return isinstance(answer, Mapping) and bool(get_path(answer, ("kind",)))
