# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of API key secrets: one JSON file per key, mode 0600, replaced atomically, never through a symbolic
link.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

FORMAT = "streamops.confluent/api-key/1"
TRIAL = "x" * 4096  # at least the size of a stored key


def read(path: str) -> dict[str, Any] | None:
    """The stored key {api_key, api_secret, ...}, or None when the file does not exist.

    Raises Refused for what is not such a file: never overwritten, because it may be somebody else's.
    """
    _refuse_link(path)
    try:
        with open(path, encoding="utf-8") as file:
            stored = json.load(file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        # The parser's message is left out where it may quote the file: only its kind is told.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not JSON"
        raise Refused(f"the secret file {path} cannot be read: {reason}") from error
    if not isinstance(stored, dict) or not all(
        isinstance(stored.get(k), str) and stored[k] for k in ("api_key", "api_secret")
    ):
        raise Refused(
            f"the file {path} exists and is not a secret file of this collection: give another path, or move it away"
        )
    return stored


def check_writable(path: str, without_writing: bool = False) -> None:
    """Prove that a secret could be stored: before a key is created, because its secret is shown only once.

    Makes the directory where it is missing (0700); writes and removes a file of the size of a secret next to the
    target. `without_writing` (check mode) only looks: at the target and at the nearest directory that exists. Raises
    Refused.
    """
    _refuse_link(path)
    target = os.path.abspath(path)
    directory = os.path.dirname(target)
    try:
        _refuse_target(path, target)
        if without_writing:
            _look_at(_nearest(directory), path)
            return
        os.makedirs(directory, mode=0o700, exist_ok=True)
        _look_at(directory, path)
        _write(target, TRIAL, keep=False)
    except OSError as error:
        raise Refused(f"a secret could not be stored in {path}: {error.strerror or error}") from error


def write(path: str, key: dict[str, Any]) -> None:
    """Store a key atomically and durably. `key` holds api_key, api_secret and what identifies the key.

    Raises OSError; what was in the file before is then still there.
    """
    _write(os.path.abspath(path), json.dumps({"format": FORMAT, **key}, indent=2) + "\n", keep=True)


def remove(path: str, api_key: str) -> bool:
    """Remove the file if it holds this key; True when it did. Raises Refused (not such a file) and OSError."""
    stored = read(path) if os.path.lexists(path) else None
    if stored is None or stored["api_key"] != api_key:
        return False
    os.unlink(path)
    return True


def _refuse_link(path: str) -> None:
    if os.path.islink(path):
        raise Refused(f"the secret file {path} is a symbolic link: a secret is written only to a plain file")


def _refuse_target(path: str, target: str) -> None:
    """Refuse what `os.replace` would fail on, or should not replace. Raises OSError too (a name too long)."""
    if path.endswith(os.sep):
        raise Refused(f"secret_file {path} names a directory: give the path of a file")
    try:
        found = os.lstat(target)
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode):
        raise Refused(f"secret_file {path} exists and is not a plain file: give the path of a file")
    sticky = os.stat(os.path.dirname(target)).st_mode & stat.S_ISVTX
    if sticky and os.geteuid() not in (0, found.st_uid):
        raise Refused(f"the file {path} belongs to another user, and its directory lets only that user replace it")


def _nearest(directory: str) -> str:
    """The directory, or the nearest one above it that exists."""
    while not os.path.lexists(directory):
        directory = os.path.dirname(directory)
    return directory


def _look_at(directory: str, path: str) -> None:
    if not os.path.isdir(directory):
        raise Refused(f"a secret could not be stored in {path}: {directory} is not a directory")
    mode = os.stat(directory).st_mode
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise Refused(f"the directory {directory} is writable by everybody: a secret stored there could be replaced")
    if not os.access(directory, os.W_OK | os.X_OK):
        raise Refused(f"a secret could not be stored in {path}: no permission to write in {directory}")


def _write(target: str, text: str, keep: bool) -> None:
    directory = os.path.dirname(target)
    handle, scratch = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=directory)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if keep:
            os.replace(scratch, target)
            _sync(directory)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(scratch)


def _sync(directory: str) -> None:
    """Make the new name durable, where the directory can be opened and synced; the file is in its place already."""
    with contextlib.suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
