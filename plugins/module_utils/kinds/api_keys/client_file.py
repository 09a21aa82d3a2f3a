# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that an application reads its key from: client.properties, .env or JSON, written when the key works."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

from ..._errors import Refused
from ..._secrets import store as secret_files
from ..._stores.forms import MARK, formed

LOOKED_AT = 300  # characters in which the mark of such a file is


class ClientFile:
    """The file at `path`, in one of the forms of `_stores.forms`."""

    def __init__(self, path: str, form: str) -> None:
        self.path, self.form = path, form

    def holds(self, entry: Mapping[str, Any]) -> bool:
        """Whether the file is what it is to be. Raises Refused for an entry that has no such form."""
        return secret_files.text_of(self.path) == formed(entry, self.form)

    def refused(self, without_writing: bool) -> Iterator[str]:
        """Why the file cannot be written, or must not be."""
        try:
            self._refuse_foreign()
            secret_files.check_writable(self.path, without_writing, lasting=False)
        except Refused as error:
            yield from (problem.replace("secret_file", "client_file") for problem in error.problems)

    def write(self, entry: Mapping[str, Any]) -> None:
        """Write the file. Raises Refused."""
        try:
            secret_files.write_text(self.path, formed(entry, self.form), self._refuse_foreign)
        except OSError as error:
            raise Refused(f"client_file {self.path} could not be written: {error.strerror or error}") from error

    def remove(self, api_key: str) -> bool:
        """Remove the file if it is one of a key that is gone; True when it was."""
        text = secret_files.text_of(self.path)
        if text is None or MARK not in text[:LOOKED_AT] or api_key not in text:
            return False
        with contextlib.suppress(OSError):
            os.unlink(self.path)
        return not os.path.lexists(self.path)

    def _refuse_foreign(self) -> None:
        text = secret_files.text_of(self.path)
        if text is not None and text.strip() and MARK not in text[:LOOKED_AT]:
            raise Refused(
                f"client_file {self.path} exists and was not written by this collection: give another path, or move it "
                "away"
            )
