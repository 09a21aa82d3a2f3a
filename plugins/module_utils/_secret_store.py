# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of API key secrets: one JSON file per key, mode 0600, replaced atomically, never through a symbolic link."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

FORMAT = "streamops.confluent/api-key/1"


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
        raise Refused(f"the secret file {path} cannot be read: {error}") from error
    if not isinstance(stored, dict) or not all(
        isinstance(stored.get(k), str) and stored[k] for k in ("api_key", "api_secret")
    ):
        raise Refused(
            f"the file {path} exists and is not a secret file of this collection: give another path, or move it away"
        )
    return stored


def check_writable(path: str) -> None:
    """Prove that a secret could be stored: before a key is created, because its secret is shown only once.

    Makes the directory (0700) when its parent exists; writes and removes a file of the size of a secret next to the target.
    Raises Refused.
    """
    _refuse_link(path)
    directory = os.path.dirname(os.path.abspath(path))
    try:
        os.makedirs(directory, mode=0o700, exist_ok=True)
        mode = os.stat(directory).st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise Refused(
                f"the directory {directory} is writable by everybody: a secret stored there could be replaced"
            )
        _write(path, "x" * 4096, keep=False)
    except OSError as error:
        raise Refused(f"a secret could not be stored in {path}: {error.strerror or error}") from error


def write(path: str, key: dict[str, Any]) -> None:
    """Store a key atomically. `key` holds api_key, api_secret and what identifies the key (owner, resource, name). Raises OSError."""
    _write(path, json.dumps({"format": FORMAT, **key}, indent=2) + "\n", keep=True)


def remove(path: str, api_key: str) -> bool:
    """Remove the file if it holds this key; True when it did."""
    stored = read(path) if os.path.lexists(path) else None
    if stored is None or stored["api_key"] != api_key:
        return False
    os.unlink(path)
    return True


def _refuse_link(path: str) -> None:
    if os.path.islink(path):
        raise Refused(f"the secret file {path} is a symbolic link: a secret is written only to a plain file")


def _write(path: str, text: str, keep: bool) -> None:
    directory = os.path.dirname(os.path.abspath(path))
    handle, scratch = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=directory)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if keep:
            os.replace(scratch, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(scratch)
