# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to happen to one object, and how it is shown. Pure: no I/O, no Ansible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .field import Object


CREATED, UPDATED, DELETED, UNCHANGED = "created", "updated", "deleted", "unchanged"


@dataclass
class Change:
    """What is to happen to one object.

    `desired`: the stated values. `before`: the actual object or None. `fields`: per differing field (before, after).
    `options`: the item's own options, modifiers included.
    """

    operation: str
    label: str
    desired: Object
    before: Object | None
    options: Mapping[str, Any]
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def needed(self) -> bool:
        """Whether anything has to be written."""
        return self.operation != UNCHANGED

    @property
    def actual(self) -> Object:
        """The object that is updated or deleted. Raises ValueError for a change of what is not there."""
        if self.before is None:
            raise ValueError(f"{self.label} does not exist")
        return self.before

    @property
    def old(self) -> Object:
        """The differing fields as they are."""
        return {name: values[0] for name, values in self.fields.items()}

    @property
    def new(self) -> Object:
        """The differing fields as they are to be."""
        return {name: values[1] for name, values in self.fields.items()}

    def predicted(self) -> Object | None:
        """The object as it will be, as far as can be known without asking the service. None when it will be gone."""
        if self.operation == DELETED or (self.before is None and self.operation == UNCHANGED):
            return None
        item = {**self.desired, **(self.before or {})}
        for name, after in self.new.items():
            item[name] = _applied(item.get(name), after)
        return item

    def diff(self, shown: Callable[[Object], Object]) -> dict[str, Any]:
        """Before and after in Ansible's form, limited to what changes. `shown` masks secrets: that of the kind."""
        before: Object = {}
        after: Object = {}
        if self.operation == CREATED:
            after = shown(dict(self.desired))
        elif self.operation == DELETED:
            before = shown(dict(self.before or {}))
        elif self.operation == UPDATED:
            before, after = shown(self.old), shown(self.new)
        return {"before": before, "after": after, "before_header": self.label, "after_header": self.label}


def _applied(before: Any, after: Any) -> Any:
    """A value after its change. Of a mapping the change holds only the entries that differ, None for those that go."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return after
    return {name: value for name, value in {**before, **after}.items() if value is not None}
