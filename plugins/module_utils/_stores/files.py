# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of files: `_secrets.store` in the interface of all stores."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator

from .._errors import Refused
from .._secrets import store as secret_files
from .._secrets.vault import Vault
from .entry import Entry, holds_key, is_marked
from .store import Store


class FileStore(Store):
    """A key's secret file, plain or encrypted with Ansible Vault.

    The mark of a first key is a file beside it, without a secret: what reads the key file finds a key in it or no file.
    It goes with the key's arrival.
    """

    option, marks = "secret_file", True

    def __init__(self, path: str, vault: Vault) -> None:
        super().__init__(path)
        self.path, self.vault = path, vault
        self._own: str | None = None  # by which our mark is known
        self._seen: Entry | None = None

    def read(self) -> Entry | None:
        self._seen = secret_files.read(self.path, self.vault)
        return self._marked() if self._seen is None else dict(self._seen)

    @property
    def _mark(self) -> str:
        """Where the mark of a first key is."""
        return f"{os.path.expanduser(self.path)}.making"

    def _marked(self) -> Entry | None:
        """The mark that a run has left which was cut short; None without one."""
        try:
            entry = json.loads(secret_files.text_of(self._mark) or "null")
        except (Refused, ValueError, RecursionError):
            return None
        return entry if isinstance(entry, dict) and isinstance(entry.get("making"), str) else None

    def _write_mark(self, entry: Entry) -> None:
        os.makedirs(os.path.dirname(self._mark) or ".", mode=0o700, exist_ok=True)
        text = json.dumps({"format": secret_files.FORMAT, **entry})
        descriptor = os.open(self._mark, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        self._own = entry.get("making_by")

    def _refuse_taken(self) -> None:
        """Refuse to store a first key once another run has taken the mark over: it deletes what it does not find."""
        if self._own is not None and (self._marked() or {}).get("making_by") != self._own:
            raise Refused(f"by now another run makes a key for {self.path}")

    def _remove_mark(self) -> None:
        self._own = None
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._mark)

    def unwritable(self, without_writing: bool) -> list[str]:
        return secret_files.unwritable(self.path, without_writing, self.vault)

    def write(self, entry: Entry, held: str | None = None) -> None:
        try:
            if not holds_key(entry):
                if is_marked(entry):
                    self._write_mark(entry)
                else:
                    self._remove_mark()
                return
            self._refuse_taken()
            secret_files.write(self.path, entry, held, self.vault, *([self._seen] if self._seen else []))
            self._remove_mark()
        except OSError as error:
            raise Refused(error.strerror or str(error)) from error
        self._seen = {"format": secret_files.FORMAT, **entry}

    def remove(self, api_key: str) -> bool:
        try:
            self._remove_mark()
            return secret_files.remove(self.path, api_key, self.vault)
        except OSError as error:
            raise Refused(error.strerror or str(error)) from error

    def warnings(self) -> Iterator[str]:
        yield from filter(None, (secret_files.unencrypted(self.path, self.vault), secret_files.exposed(self.path)))

    def missing(self) -> str:
        return "does not exist" if not os.path.lexists(self.path) else "holds no key"
