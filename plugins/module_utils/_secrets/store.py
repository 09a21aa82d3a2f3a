# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of API key secrets: one JSON file per key, mode 0600, replaced atomically, never through a symbolic
link, encrypted with Ansible Vault where there is a password for it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pathlib
import re
import stat
from collections.abc import Callable, Iterator
from typing import Any

from .._errors import Refused
from .._paths import collection_around
from .lasting import refuse_what_goes_with_the_job
from .vault import MARK, Vault

FORMAT = "streamops.confluent/api-key/1"
TRIAL = "x" * 16384  # at least the size of a stored key; encrypted, a key is four times as long
LONGEST = 1 << 20  # bytes of a key file that are looked at, at most
PLAIN = Vault()
LOOKS = (
    'A key file is a JSON object with "api_key" and "api_secret" (both texts), as confluent_api_key writes it to '
    "secret_file"
)


def read(path: str, vault: Vault = PLAIN) -> dict[str, Any] | None:
    """The stored key {api_key, api_secret, ...}, or None when the file does not exist.

    Raises Refused for what is not such a file: never overwritten, because it may be somebody else's. And for one that
    cannot be decrypted.
    """
    _refuse_link(path)
    text = _text(path)
    if text is None:
        return None
    text = vault.opened(text, path)
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError) as error:
        # The parser's message is left out: it may quote the file.
        raise Refused(f"{path} cannot be read as a key file: it is not JSON. {LOOKS}") from error
    if not isinstance(stored, dict) or not all(
        isinstance(stored.get(k), str) and stored[k] for k in ("api_key", "api_secret")
    ):
        raise Refused(
            f"the file {path} exists and is not a secret file of this collection: give another path, or move it away. "
            f"{LOOKS}"
        )
    return stored


def refuse_foreign(path: str) -> None:
    """Raise Refused for what is no key file, as far as that can be told without decrypting it."""
    if not encrypted(path):
        read(path)


def unencrypted(path: str, vault: Vault) -> str | None:
    """A warning where the file is not encrypted although there is a password. Raises Refused when it cannot be read."""
    if not vault or encrypted(path):
        return None
    return (
        f"{path} is not encrypted: it is from a time without vault_password_file. It is encrypted when it is written "
        "the next time, or by ansible-vault encrypt"
    )


def exposed(path: str) -> str | None:
    """A warning where every user of this machine can read the secret in a file.

    Of what cannot be looked at nothing is said here: to read it says what is wrong.
    """
    try:
        mode = os.lstat(path).st_mode
        folders = pathlib.Path(os.path.abspath(path)).parents
        open_to_all = mode & stat.S_IROTH and all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)
        if not open_to_all or not stat.S_ISREG(mode):
            return None
        with open(path, "rb", opener=_plain_file) as file:
            held = json.loads(file.read(LONGEST))
    except (OSError, ValueError, RecursionError, Refused):  # a null byte in the path, no JSON, encrypted
        return None
    if not isinstance(held, dict) or "api_secret" not in held:  # of another file nobody says what is to become of it
        return None
    return f"{path} holds the secret of an API key, and every user of this machine can read it: chmod 600 {path}"


def encrypted(path: str) -> bool:
    """Whether the file is there and encrypted. Raises Refused when it cannot be read."""
    return (_text(path) or "").startswith(MARK)


def check_writable(path: str, without_writing: bool = False, vault: Vault = PLAIN, lasting: bool = True) -> None:
    """Prove that a secret could be stored: before a key is created, because its secret is shown only once.

    Makes the directories that are missing (0700); writes and removes a file of the size of a secret next to the
    target. `without_writing` (check mode) only looks: at the target and at the nearest directory that exists.
    `lasting`: refuse a directory that goes with the job. Raises Refused.
    """
    _refuse_link(path)
    target = os.path.abspath(path)
    directory = os.path.dirname(target)
    vault.check()
    if lasting:
        refuse_what_goes_with_the_job(path, directory)
    try:
        _refuse_target(path, target)
        if without_writing:
            _look_at(_nearest(directory), path)
            return
        _make(directory)
        with _held(directory, _look_at(directory, path)) as folder, _scratch(folder, os.path.basename(target), TRIAL):
            pass
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        raise Refused(f"a secret could not be stored in {path}: {_words(error)}") from error


def unwritable(path: str, without_writing: bool, vault: Vault) -> list[str]:
    """What `check_writable` has against a path."""
    try:
        check_writable(path, without_writing, vault)
    except Refused as error:
        return error.problems
    return []


def homeless(path: str | None, hidden: bool, what: str, without_writing: bool, vault: Vault) -> list[str]:
    """Why a secret that is told once must not be asked for: its file cannot be written, or the result would show it.

    `hidden`: the task has no_log, and hands the secret on itself. `what` would be shown otherwise, in words.
    """
    if path is not None:
        return unwritable(path, without_writing, vault)
    if hidden:
        return []
    return [
        f"{what} would be shown in the task's result: give secret_file (it is stored there), or set no_log: true on "
        "the task and store the registered result yourself"
    ]


def write(
    path: str, key: dict[str, Any], held: str | None, vault: Vault = PLAIN, seen: dict[str, Any] | None = None
) -> None:
    """Store a key atomically and durably. `key` holds api_key, api_secret and what identifies the key.

    `held`: the id of the key that the file may hold and lose, None: there may be no file. `seen`: all that was in the
    file when it was decided what to write. Whatever else it holds by now, another process has stored it since. Raises
    Refused and OSError; what was in the file before is then still there.
    """

    def unchanged() -> None:
        found = read(path, vault)
        there = (found or {}).get("api_key")
        if there not in (None, held, key["api_key"]):
            raise Refused(f"by now {path} holds the secret of another key, {there}")
        if seen is not None and found != seen:
            raise Refused(f"by now {path} holds something else: another run has written there")

    _replace(path, vault.sealed(json.dumps({"format": FORMAT, **key}, indent=2) + "\n"), unchanged)


def write_text(path: str, text: str, ours: Callable[[], None]) -> None:
    """Write a file that applications read, as a key file is written. `ours` raises Refused for what must stay.

    Raises Refused and OSError; what was in the file before is then still there.
    """
    _refuse_link(path)
    _refuse_target(path, os.path.abspath(path))
    _make(os.path.dirname(os.path.abspath(path)))
    _replace(path, text, ours)


def text_of(path: str) -> str | None:
    """What a file that applications read holds, None when there is none. Raises Refused."""
    _refuse_link(path)
    return _text(path)


def _replace(path: str, text: str, unchanged: Callable[[], None]) -> None:
    """Put a text in the place of the file, in one step, after a last look by `unchanged`, which raises Refused."""
    directory, name = os.path.split(os.path.abspath(path))
    with _held(directory, _look_at(directory, path)) as folder:
        _lock(folder)
        _clear(folder, name)
        with _scratch(folder, name, text) as scratch:
            unchanged()
            os.replace(scratch, name, src_dir_fd=folder, dst_dir_fd=folder)
            with contextlib.suppress(OSError):  # not every file system can; the file is in its place already
                os.fsync(folder)


def remove(path: str, api_key: str, vault: Vault = PLAIN) -> bool:
    """Remove the file if it holds this key; True when it did. Raises Refused (not such a file) and OSError."""
    if not os.path.lexists(path):
        return False
    directory, name = os.path.split(os.path.abspath(path))
    with _held(directory) as folder:
        _lock(folder)  # another process may be storing the key that comes after it
        _clear(folder, name)
        stored = read(path, vault)
        if stored is None or stored["api_key"] != api_key:
            return False
        os.unlink(path)
    return True


def _text(path: str) -> str | None:
    """What the file holds, None when there is none. Raises Refused."""
    try:
        with open(path, encoding="utf-8", opener=_plain_file) as file:
            return file.read()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Refused(f"the secret file {path} cannot be read: {_words(error)}") from error


def _plain_file(path: str, flags: int) -> int:
    """Open nothing but a plain file: a pipe is waited for, and a device read, for ever. Raises Refused and OSError."""
    handle = os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refused(f"the secret file {path} cannot be read: it is not a plain file")
    return handle


def _words(error: Exception) -> str:
    """What went wrong; nothing of a file that is no text."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return "it is not text" if isinstance(error, UnicodeDecodeError) else str(error)


def _refuse_link(path: str) -> None:
    if os.path.islink(path):
        raise Refused(f"the secret file {path} is a symbolic link: a secret is written only to a plain file")


def _refuse_target(path: str, target: str) -> None:
    """Refuse what `os.replace` would fail on, or should not replace. Raises OSError too (a name too long)."""
    if collection_around(target):
        raise Refused(
            f"secret_file {path} is in the installed collection, where an upgrade deletes it: give another path"
        )
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


def _make(directory: str) -> None:
    """Make the directory and what is missing above it, for their owner alone whatever the umask."""
    missing = []
    while not os.path.lexists(directory):
        missing.append(directory)
        directory = os.path.dirname(directory)
    if missing:
        _look_at(directory, missing[0])
    for path in reversed(missing):
        # Another process may be making it at the same time.
        with contextlib.suppress(FileExistsError):
            os.mkdir(path, mode=0o700)
            os.chmod(path, 0o700)  # a umask can take from the owner, too


def _look_at(directory: str, path: str) -> os.stat_result:
    """Refuse a directory in which others could replace the file, or put another in its place. OSError: not there.

    Returns what was looked at, by which `_held` knows it again.
    """
    found = os.lstat(directory)
    if stat.S_ISLNK(found.st_mode):
        raise Refused(f"the directory {directory} is a symbolic link: a secret is written only below a real directory")
    if not stat.S_ISDIR(found.st_mode):
        raise Refused(f"a secret could not be stored in {path}: {directory} is not a directory")
    if found.st_uid not in (0, os.geteuid()):
        raise Refused(f"the directory {directory} belongs to another user, who could replace a secret stored there")
    if found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX:
        raise Refused(f"the directory {directory} is writable by everybody: a secret stored there could be replaced")
    if not os.access(directory, os.W_OK | os.X_OK):
        raise Refused(f"a secret could not be stored in {path}: no permission to write in {directory}")
    return found


@contextlib.contextmanager
def _held(directory: str, looked_at: os.stat_result | None = None) -> Iterator[int]:
    """The directory, open: what is put in its place from now on gets nothing. Raises OSError, and Refused when by now
    it is not the one that was looked at.
    """
    folder = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if looked_at and not os.path.samestat(looked_at, os.fstat(folder)):
            raise Refused(f"the directory {directory} was replaced by another one while it was looked at")
        yield folder
    finally:
        os.close(folder)


def _lock(folder: int) -> None:
    """From here on nobody else who writes by this function does so, where the file system has locks."""
    # Network file systems may refuse to lock a directory: what remains is a moment between look and rename.
    with contextlib.suppress(OSError):
        fcntl.flock(folder, fcntl.LOCK_EX)


@contextlib.contextmanager
def _scratch(folder: int, name: str, text: str) -> Iterator[str]:
    """A file beside the target with this text, on the disk; gone afterwards, unless it was renamed. Raises OSError."""
    scratch = f".{name}.{os.urandom(4).hex()}.tmp"
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield scratch
    finally:
        _unlink(folder, scratch)


def _clear(folder: int, name: str) -> None:
    """Remove what a process left beside the target that was killed before it renamed it: a secret, perhaps."""
    left = re.compile(rf"\.{re.escape(name)}\.[0-9a-f]{{8}}\.tmp")
    for found in filter(left.fullmatch, os.listdir(folder)):
        _unlink(folder, found)


def _unlink(folder: int, name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
