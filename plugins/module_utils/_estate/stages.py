# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that differ only by the stage that they are of: dev-order-service is to dev what prod-order-service is to prod.

Pure. The words that tell stages apart come from the names of the two environments, and may be stated instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

PARTS = re.compile(r"[^A-Za-z0-9]+")


def derived(left: str, right: str) -> dict[str, str]:
    """The words of the left environment with those of the right one: shop-dev and shop-prod differ by dev and prod."""
    if left == right:
        return {}
    pairs = {left: right}
    ours, theirs = PARTS.split(left), PARTS.split(right)
    while ours and theirs and ours[0] == theirs[0]:
        ours, theirs = ours[1:], theirs[1:]
    while ours and theirs and ours[-1] == theirs[-1]:
        ours, theirs = ours[:-1], theirs[:-1]
    if len(ours) == 1 and len(theirs) == 1 and ours[0] and theirs[0]:
        pairs.setdefault(ours[0], theirs[0])
    return pairs


class Stages:
    """Turns names of one stage into those of the other. `pairs`: a word of the left -> the same of the right."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self.pairs = {left: right for left, right in pairs.items() if left and right and left != right}
        every = {**self.pairs, **{left.upper(): right.upper() for left, right in self.pairs.items()}}
        self._pairs = {left: right for left, right in every.items() if left != right}
        # Longer words first: the name of an environment before a part of it. A word ends where no letter or digit is.
        words = sorted(self._pairs, key=len, reverse=True)
        self._pattern = re.compile(f"(?<![A-Za-z0-9])({'|'.join(map(re.escape, words))})(?![A-Za-z0-9])")

    def translated(self, value: Any) -> Any:
        """A value of the left stage as the right one would have it: texts, and those in lists and mappings."""
        if not self._pairs:
            return value
        if isinstance(value, str):
            return self._pattern.sub(lambda found: self._pairs[found[1]], value)
        if isinstance(value, Mapping):
            return {self.translated(name): self.translated(inner) for name, inner in value.items()}
        return [self.translated(inner) for inner in value] if isinstance(value, list) else value
