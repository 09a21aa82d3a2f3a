# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What needs something that is not there, and may come: by an earlier task of a run in check mode, or by this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Doubt:
    """Why something cannot be made yet. `said`: in words; `lacking`: (kind in words, name) of what it needs, None where
    that has no name; `unless`: what an earlier task does about it.
    """

    said: str
    lacking: tuple[str, str] | None = None
    unless: str = "makes it"

    def refusals(self, doubted: Callable[[Doubt], None] | None, warn: Callable[[str], None] | None) -> list[str]:
        """The refusal, if there is one. Not where somebody knows whether the task itself makes what is lacking, and is
        told of it (`doubted`), or where an earlier task may make it, and so it is warned of (`warn`: in check mode).
        """
        if doubted is not None:
            doubted(self)
        elif warn is not None:
            warn(self.warning())
        else:
            return [self.said]
        return []

    def warning(self) -> str:
        """What is said of it in check mode."""
        end = "" if self.said.endswith((".", "?")) else "."
        return f"Check mode: {self.said}{end} A real run fails here unless an earlier task {self.unless}."
