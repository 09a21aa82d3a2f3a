# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: objects that are always there, one in its scope, and are only ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors import Refused
from .field import STATE, Field, Object
from .override import override
from .rest import RestKind


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
