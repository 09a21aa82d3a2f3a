# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark of a method that takes the place of one of its base class: mypy refuses those that do it by chance.

`Kind` has many public names, and the helper of a kind that happened to be called as one of them would be called in its
place. (`typing.override` begins with Python 3.12; at run time the mark does nothing.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ("override",)

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):
        """The method as it is."""
        return method
