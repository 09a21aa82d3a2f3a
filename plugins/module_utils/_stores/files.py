# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of files: `_secrets.store` in the interface of all stores."""

from __future__ import annotations

import os
from collections.abc import Iterator

from .._errors import Refused
from .._secrets import store as secret_files
from .._secrets.vault import Vault
from .entry import Entry
from .store import Store


class FileStore(Store):
    """A key's secret file, plain or encrypted with Ansible Vault.

    What the process writes after the answer to a creation comes at once, so the first key needs no mark.
    """

    option, marks = "secret_file", False

    def __init__(self, path: str, vault: Vault) -> None:
        super().__init__(path)
        self.path, self.vault = path, vault
        self._seen: Entry | None = None

    def read(self) -> Entry | None:
        self._seen = secret_files.read(self.path, self.vault)
        return None if self._seen is None else dict(self._seen)

    def unwritable(self, without_writing: bool) -> list[str]:
        return secret_files.unwritable(self.path, without_writing, self.vault)

    def write(self, entry: Entry, held: str | None = None) -> None:
        try:
            secret_files.write(self.path, entry, held, self.vault, *([self._seen] if self._seen else []))
        except OSError as error:
            raise Refused(error.strerror or str(error)) from error
        self._seen = {"format": secret_files.FORMAT, **entry}

    def remove(self, api_key: str) -> bool:
        try:
            return secret_files.remove(self.path, api_key, self.vault)
        except OSError as error:
            raise Refused(error.strerror or str(error)) from error

    def warnings(self) -> Iterator[str]:
        yield from filter(None, (secret_files.unencrypted(self.path, self.vault), secret_files.exposed(self.path)))

    def missing(self) -> str:
        return "does not exist" if not os.path.lexists(self.path) else "holds no key"
