# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that come in one of several forms, each with options of its own (the API's `oneOf`, told apart by `kind`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .field import Field, Object
from .shape import get_path


@dataclass(frozen=True)
class Union:
    """The part of an object that has one of several forms: a dict option for each, of which an item states one.

    `wire`: where the part is in the API's object; its `kind` names the form there. `fixed`: whether an object keeps the
    form that it was made with.
    """

    wire: str
    fields: tuple[Field, ...]
    needed: bool = True
    fixed: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The options, one for each form."""
        return tuple(declared.name for declared in self.fields)

    def form_of(self, item: Mapping[str, Any]) -> str | None:
        """The option whose form an object has, or that an item states."""
        return next((name for name in self.names if item.get(name) is not None), None)

    def lacking(self, item: Mapping[str, Any]) -> Iterator[str]:
        """What a creation lacks, in words."""
        if self.needed and self.form_of(item) is None:
            yield f"one of {', '.join(self.names)}"

    def unknown(self, raw: Mapping[str, Any]) -> Any:
        """The part as the service shows it where its form is none of those declared: the service may add forms."""
        part = get_path(raw, self.wire.split("."))
        known = {declared.form for declared in self.fields}
        return part if isinstance(part, Mapping) and part.get("kind") not in known else None

    def other_form(self, label: str, kind: str, desired: Object, before: Object) -> str | None:
        """The refusal of an item that states another form than the object has."""
        stated, actual = self.form_of(desired), self.form_of(before)
        undecided = actual is None and before.get("other_form") is None
        if not self.fixed or stated is None or stated == actual or undecided:
            return None
        there = "of another form of" if actual is None else f"{'an' if actual[0] in 'aeiou' else 'a'} {actual}"
        return (
            f"{label} is {there} {kind}, not {stated}: its form is fixed at creation. Another form means another {kind}"
        )


def union(wire: str, needed: bool = True, fixed: bool = True, **forms: tuple[str | Field, ...]) -> Union:
    """A union from its forms: `option=("KindInTheApi", Field(...), ...)`.

    The sub-options' wire paths begin at the part. Their `needed` means: needed to create an object of this form.
    """
    fields = []
    for name, (kind, *options) in forms.items():
        nested = tuple(option for option in options if isinstance(option, Field))
        fields.append(Field(name, wire=wire, type="dict", options=nested, form=str(kind)))
    return Union(wire, tuple(fields), needed, fixed)
