# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface of all stores of API key secrets, and what they promise.

    read        what is there, looked at before a key is made
    unwritable  why an entry could not be written, found out before a key is made
    write       one step; refused where somebody else has written since it was read, and never over something else
    remove      of a key that is deleted

All of them raise Refused, whose words say what is wrong and never a secret.
"""

from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import ClassVar

from .._errors import Refused
from .entry import Entry


class Store(abc.ABC):
    """One entry of a store.

    `option`: the option that names it. `where`: its place, as results show it. `marks`: whether the entry is marked
    before the first key is made, because something can come between the service's answer and the store.
    """

    option: ClassVar[str] = "secret_store"
    marks: ClassVar[bool] = True

    def __init__(self, where: str) -> None:
        self.where = where

    def __str__(self) -> str:
        return f"{self.option} {self.where}"

    @abc.abstractmethod
    def read(self) -> Entry | None:
        """The entry, None where there is none. What is written next is written over this."""

    @abc.abstractmethod
    def unwritable(self, without_writing: bool) -> list[str]:
        """Why an entry could not be written. `without_writing`: check mode, which only looks."""

    @abc.abstractmethod
    def write(self, entry: Entry, held: str | None = None) -> None:
        """Write the entry over what was read. `held`: the key that the entry before may have had, None: none."""

    @abc.abstractmethod
    def remove(self, api_key: str) -> bool:
        """Remove the entry if it holds this key, or none; True when it did."""

    def warnings(self) -> Iterator[str]:
        """What is to be told of an entry that is there."""
        yield from ()

    def missing(self) -> str:
        """What is said where there is no entry."""
        return "does not exist"

    def refuse_foreign(self) -> Refused:
        """The error for what is no entry of this collection."""
        return Refused(
            f"{self} holds something that is no entry of this collection: give another place, or move it away. An "
            'entry has "api_key" and "api_secret", both texts'
        )
