# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of any command: what writes gets the entry as JSON on its standard input, what reads prints it.

Arguments are lists and no shell sees them. The reading command ends with 0 and prints nothing, or ends with one of the
stated codes, where there is no entry. A command knows no check-and-set: what is there is looked at right before it is
written over, and what was written is read back.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from typing import Any

from .._errors import Refused
from .._secrets.values import spellings
from .entry import FORMAT, Entry, is_entry
from .said import plain_words
from .store import Store


class CommandStore(Store):
    """`write`, `read`, `delete`: argument lists, the last one may be empty. `missing_codes`: exit codes by which the
    reading command says that there is no entry. `timeout`: seconds that a command may take.
    """

    def __init__(
        self,
        write: Sequence[str],
        read: Sequence[str],
        delete: Sequence[str] = (),
        missing_codes: Sequence[int] = (),
        timeout: float = 60,
    ) -> None:
        super().__init__(f"command {os.path.basename(read[0])} {' '.join(read[1:])}".strip())
        self._write, self._read, self._delete = list(write), list(read), list(delete)
        self._codes, self._timeout = frozenset(missing_codes), timeout
        self._seen: Entry | None = None

    def read(self) -> Entry | None:
        self._seen = self._look()
        return None if self._seen is None else dict(self._seen)

    def unwritable(self, without_writing: bool) -> list[str]:
        problems = [
            f"{self} cannot be used: there is no program {command[0]}"
            for command in (self._write, self._read, self._delete)
            if command and shutil.which(command[0]) is None
        ]
        return list(dict.fromkeys(problems))

    def write(self, entry: Entry, held: str | None = None) -> None:
        if self._look() != self._seen:
            raise Refused(f"by now {self} holds something else: another run has written there")
        whole = {"format": FORMAT, **entry}
        self._run("write", self._write, json.dumps(whole))
        back = self._look()
        if back != whole:
            what = "nothing" if back is None else "something else"
            raise Refused(f"the command ended well, and {self} reads {what} afterwards")
        self._seen = whole

    def remove(self, api_key: str) -> bool:
        there = self._look()
        if there is None or there.get("api_key") not in (None, api_key):
            return False
        if not self._delete:
            raise Refused(f"{self} has no command that deletes (secret_store.command.delete)")
        self._run("delete", self._delete)
        self._seen = None
        return True

    def _look(self) -> Entry | None:
        code, text = self._run("read", self._read, codes=self._codes)
        if code or not text.strip():
            return None
        try:
            found: Any = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Refused(
                f"secret_store.command.read ({self._read[0]}) prints something that is not JSON: it has to print the "
                "entry as secret_store.command.write got it, and nothing else"
            ) from error
        if not is_entry(found):
            raise self.refuse_foreign()
        return dict(found)

    def _run(
        self, option: str, command: list[str], given: str = "", codes: frozenset[int] = frozenset()
    ) -> tuple[int, str]:
        """Exit code and output of the command of an option. Raises Refused, never with what it printed on standard
        output, and of standard error with nothing that may be a secret.
        """
        name = f"secret_store.command.{option} ({command[0]})"
        try:
            # run_command belongs to AnsibleModule, which is not known here.
            process = subprocess.Popen(  # pylint: disable=ansible-bad-function
                command, stdin=-1, stdout=-1, stderr=-1, start_new_session=True
            )
        except (OSError, ValueError) as error:  # ValueError: a null byte in an argument
            raise Refused(f"{name} cannot be started: {error}") from error
        with process:
            try:
                out, err = process.communicate(given.encode(), self._timeout)
            except subprocess.TimeoutExpired as error:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # what it has started holds its output open, too
                process.communicate()
                raise Refused(
                    f"{name} took more than {self._timeout:.0f} s: see what it waits for by running it by hand, as the "
                    "user of this task, or give it longer (secret_store.command.timeout)"
                ) from error
        if process.returncode and process.returncode not in codes:
            said = plain_words(err.decode("utf-8", "replace"), _secrets(given)) or "it says nothing on standard error"
            raise Refused(
                f"{name} ended with {process.returncode}: {said}. What may be a secret is left out of its words; for "
                "all of them run it by hand, as the user of this task"
            )
        try:
            return process.returncode, out.decode()
        except UnicodeDecodeError as error:
            raise Refused(f"{name} prints something that is no text: it has to print the entry as it got it") from error


def _secrets(given: str) -> set[str]:
    """The secrets in an entry that a command is given."""
    entry = json.loads(given) if given else {}
    return spellings({str(value) for part, value in entry.items() if part.endswith("api_secret") and value})
