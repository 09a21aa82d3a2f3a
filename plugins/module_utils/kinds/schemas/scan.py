# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The latest schemas of many subjects at once (GET /schemas; API_MAP C.4 and E). No I/O."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from .registry import ALL_CONTEXTS
from .text import plain_subject


def common_prefix(subjects: Iterable[str]) -> str:
    """The shortest list to ask for, as `subjectPrefix`, that has all these subjects in it.

    A plain prefix counts in the default context. What an empty one means is not documented, so it is never sent.
    """
    listed = [plain_subject(subject) for subject in subjects]
    if any(subject.startswith(":") for subject in listed):
        return ALL_CONTEXTS
    # What the first and the last in order have in common, all have in common.
    common = takewhile(lambda pair: pair[0] == pair[1], zip(min(listed), max(listed), strict=False))
    return "".join(letter for letter, _same in common) or ALL_CONTEXTS


class SchemaScan:
    """The latest schemas of subjects. `listed`: as the API lists them; `wanted`: the subjects to keep, None for all.

    A subject that is not there may still be: as an alias of another, or hidden from this key. It is read singly.
    """

    def __init__(
        self,
        listed: Iterable[Mapping[str, Any]],
        wanted: Collection[str] | None,
        from_api: Callable[[Mapping[str, Any]], dict[str, Any]],
    ) -> None:
        self._from_api = from_api
        self._found: dict[str, Mapping[str, Any]] = {}
        for raw in listed:
            subject = plain_subject(raw["subject"])
            if wanted is None or subject in wanted:
                self._found[subject] = raw

    def has(self, subject: str) -> bool:
        """Whether the list had this subject."""
        return plain_subject(subject) in self._found

    def find(self, wanted: Mapping[str, Any]) -> dict[str, Any] | None:
        """The latest version of a subject."""
        raw = self._found.get(plain_subject(wanted["subject"]))
        return None if raw is None else self._from_api(raw)

    def objects(self) -> Iterator[dict[str, Any]]:
        """The latest version of every subject that was kept."""
        return map(self._from_api, self._found.values())
