# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A secret is stored for its owner alone, in one step, and never over something else."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._secrets import store as secret_store

KEY = {"api_key": "ABC", "api_secret": "s3cret", "name": "orders"}


@pytest.fixture
def loose_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture(params=[0, 0o77, 0o277, 0o777], ids=oct)
def any_umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_round_trip(tmp_path: Path, any_umask: None) -> None:
    path = tmp_path / "a" / "b" / "key.json"
    secret_store.check_writable(str(path))
    assert not path.exists()
    secret_store.write(str(path), KEY, None)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert secret_store.read(str(path)) == {"format": secret_store.FORMAT, **KEY}
    assert os.listdir(path.parent) == ["key.json"]


def test_replaced_in_one_step_and_private_again(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_text(json.dumps(KEY))
    path.chmod(0o644)
    secret_store.write(str(path), {**KEY, "api_secret": "other"}, "ABC")
    assert mode(path) == 0o600
    assert (secret_store.read(str(path)) or {})["api_secret"] == "other"


def test_a_failed_write_leaves_the_old_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key.json"
    secret_store.write(str(path), KEY, None)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        secret_store.write(str(path), {**KEY, "api_secret": "other"}, "ABC")
    with pytest.raises(Refused, match="No space"):
        secret_store.check_writable(str(path))
    assert (secret_store.read(str(path)) or {})["api_secret"] == "s3cret"
    assert os.listdir(tmp_path) == ["key.json"]


def test_a_failed_renaming_leaves_the_old_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As network file systems may."""
    path = tmp_path / "key.json"
    secret_store.write(str(path), KEY, None)

    def refused(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(OSError, match="Input/output"):
        secret_store.write(str(path), {**KEY, "api_secret": "other"}, "ABC")
    assert (secret_store.read(str(path)) or {})["api_secret"] == "s3cret"
    assert os.listdir(tmp_path) == ["key.json"]


def test_another_name_of_the_file_does_not_get_the_next_secret(tmp_path: Path) -> None:
    path, other = tmp_path / "key.json", tmp_path / "other.json"
    secret_store.write(str(path), KEY, None)
    other.hardlink_to(path)
    secret_store.write(str(path), {**KEY, "api_secret": "other"}, "ABC")
    assert (secret_store.read(str(other)) or {})["api_secret"] == "s3cret"
    assert path.stat().st_nlink == 1


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert secret_store.read(str(tmp_path / "key.json")) is None
    assert secret_store.remove(str(tmp_path / "key.json"), "ABC") is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json s3cret",
        "[]",
        "[" * 200_000,
        '"s3cret"',
        '{"api_key": "ABC"}',
        '{"api_key": "ABC", "api_secret": ""}',
    ],
)
def test_somebody_elses_file_is_refused_and_not_quoted(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key.json"
    path.write_text(text)
    with pytest.raises(Refused) as refused:
        secret_store.read(str(path))
    assert str(path) in str(refused.value)
    assert "s3cret" not in str(refused.value)
    with pytest.raises(Refused):
        secret_store.remove(str(path), "ABC")
    assert path.read_text() == text


def test_links_are_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text(json.dumps(KEY))
    link = tmp_path / "key.json"
    link.symlink_to(target)
    for refused in (lambda: secret_store.read(str(link)), lambda: secret_store.check_writable(str(link))):
        with pytest.raises(Refused, match="symbolic link"):
            refused()
    dangling = tmp_path / "dangling.json"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused, match="symbolic link"):
        secret_store.check_writable(str(dangling))


@pytest.mark.parametrize("without_writing", [False, True])
def test_targets_that_cannot_be_files(tmp_path: Path, without_writing: bool) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("")
    for path in ("folder", "pipe", "file/key.json", "x" * 300, "new/"):
        with pytest.raises(Refused):
            secret_store.check_writable(f"{tmp_path}/{path}", without_writing)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder", "pipe"]


def test_what_is_no_plain_file_is_not_read(tmp_path: Path) -> None:
    """A pipe would be waited for, and a device read, for ever."""
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/null", str(tmp_path / "pipe"), str(tmp_path)):
        for refused in (secret_store.read, secret_store.encrypted, lambda p: secret_store.remove(p, "ABC")):
            with pytest.raises(Refused, match="is not a plain file"):
                refused(path)


@pytest.mark.parametrize("without_writing", [False, True])
def test_a_directory_open_to_everybody(tmp_path: Path, without_writing: bool) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(Refused, match="writable by everybody"):
        secret_store.check_writable(str(tmp_path / "key.json"), without_writing)
    tmp_path.chmod(0o1777)
    secret_store.check_writable(str(tmp_path / "key.json"), without_writing)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Refused, match="no permission"):
        secret_store.check_writable(str(tmp_path / "key.json"))


def test_another_users_file_in_a_sticky_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key.json"
    path.write_text(json.dumps(KEY))
    tmp_path.chmod(0o1777)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 4711)
    with pytest.raises(Refused, match="another user"):
        secret_store.check_writable(str(path))


def test_without_writing_nothing_is_made(tmp_path: Path) -> None:
    secret_store.check_writable(str(tmp_path / "a" / "b" / "key.json"), without_writing=True)
    assert os.listdir(tmp_path) == []


def test_removed_only_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    secret_store.write(str(path), KEY, None)
    assert secret_store.remove(str(path), "OTHER") is False
    assert path.exists()
    assert secret_store.remove(str(path), "ABC") is True
    assert not path.exists()


def test_nobody_stores_a_key_between_the_look_and_the_removal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its secret would be removed with the file, and nobody else has it."""
    path, read = tmp_path / "key.json", secret_store.read
    secret_store.write(str(path), KEY, None)
    storing = os.open(tmp_path, os.O_RDONLY)  # as another process does that stores a key

    def look(*arguments: Any) -> Any:
        with pytest.raises(BlockingIOError):
            fcntl.flock(storing, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return read(*arguments)

    monkeypatch.setattr(secret_store, "read", look)
    assert secret_store.remove(str(path), "ABC") is True
    fcntl.flock(storing, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(storing)


def test_directories_are_made_for_their_owner_alone(tmp_path: Path, loose_umask: None) -> None:
    secret_store.check_writable(str(tmp_path / "a" / "b" / "key.json"))
    assert [mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == [0o700, 0o700]


def test_never_wider_than_its_owner(tmp_path: Path, loose_umask: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first byte on: looked at when it is created, and when it is renamed."""
    seen = []

    def look(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            seen.append(stat.S_IMODE(os.fstat(handle).st_mode))

    monkeypatch.setattr(os, "fsync", look)
    secret_store.write(str(tmp_path / "key.json"), KEY, None)
    assert seen == [0o600]
    assert mode(tmp_path / "key.json") == 0o600


@pytest.mark.parametrize("without_writing", [False, True])
def test_a_linked_directory(tmp_path: Path, without_writing: bool) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(Refused, match="is a symbolic link"):
        secret_store.check_writable(str(tmp_path / "link" / "key.json"), without_writing)
    with pytest.raises(Refused, match="is a symbolic link"):
        secret_store.write(str(tmp_path / "link" / "key.json"), KEY, None)
    assert os.listdir(tmp_path / "real") == []


def test_a_directory_that_is_replaced_while_it_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By somebody who may write in the one above it: after the look there is a link to a directory of theirs."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    look = secret_store._look_at

    def late(*arguments: Any) -> Any:
        found = look(*arguments)
        (tmp_path / "ours").rename(tmp_path / "away")
        (tmp_path / "ours").symlink_to(tmp_path / "theirs")
        return found

    monkeypatch.setattr(secret_store, "_look_at", late)
    with pytest.raises(Refused, match="was replaced by another one"):
        secret_store.write(str(tmp_path / "ours" / "key.json"), KEY, None)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["away", "ours", "theirs"]


def test_a_directory_that_is_replaced_while_it_is_written_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    lock = secret_store._lock

    def late(folder: int) -> None:
        (tmp_path / "ours").rename(tmp_path / "away")
        (tmp_path / "ours").symlink_to(tmp_path / "theirs")
        lock(folder)

    monkeypatch.setattr(secret_store, "_lock", late)
    secret_store.write(str(tmp_path / "ours" / "key.json"), KEY, None)
    assert os.listdir(tmp_path / "theirs") == []
    assert os.listdir(tmp_path / "away") == ["key.json"]


@pytest.mark.parametrize("then", ["written", "removed"])
def test_what_a_killed_process_left_behind_goes(tmp_path: Path, then: str) -> None:
    """Killed between writing and renaming: the secret is in a file beside the target, for its owner alone."""
    path = tmp_path / "key.json"
    secret_store.write(str(path), KEY, None)
    child = os.fork()
    if child == 0:
        os.replace = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment,misc]
        secret_store.write(str(path), {**KEY, "api_secret": "other"}, "ABC")
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    (left,) = set(tmp_path.iterdir()) - {path}
    assert "other" in left.read_text()
    assert mode(left) == 0o600
    assert (secret_store.read(str(path)) or {})["api_secret"] == "s3cret"
    strangers = [tmp_path / ".key.json.notours.tmp", tmp_path / ".another.json.00000000.tmp"]
    for stranger in strangers:
        stranger.write_text("")
    if then == "written":
        secret_store.write(str(path), KEY, "ABC")
    else:
        assert secret_store.remove(str(path), "ABC")
    assert set(tmp_path.iterdir()) == {*strangers, *([path] if then == "written" else [])}


def test_another_users_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theirs").mkdir()
    os.chown(tmp_path / "theirs", 4711, -1) if os.geteuid() == 0 else monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(Refused, match="belongs to another user"):
        secret_store.check_writable(str(tmp_path / "theirs" / "key.json"))


def test_what_another_process_stored_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    secret_store.write(str(path), KEY, None)
    for held in (None, "OLD"):
        with pytest.raises(Refused, match=r"by now .* holds the secret of another key, ABC"):
            secret_store.write(str(path), {"api_key": "DEF", "api_secret": "other"}, held)
    assert (secret_store.read(str(path)) or {})["api_secret"] == "s3cret"
    assert os.listdir(tmp_path) == ["key.json"]


def test_of_many_processes_that_write_at_once_one_wins(tmp_path: Path) -> None:
    """Each has a key of its own for the same file, which was not there when they looked."""
    path = tmp_path / "key.json"
    children = []
    ready, start = os.pipe()
    for number in range(12):
        child = os.fork()
        if child == 0:
            os.close(start)
            os.read(ready, 1)  # until the parent closes its end
            try:
                secret_store.write(str(path), {"api_key": f"K{number}", "api_secret": f"s{number}"}, None)
            except Refused:
                os._exit(1)
            os._exit(0)
        children.append(child)
    os.close(start)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    os.close(ready)
    winners = [f"K{number}" for number, code in enumerate(ended) if code == 0]
    assert len(winners) == 1
    assert ended.count(1) == 11
    assert (secret_store.read(str(path)) or {})["api_key"] == winners[0]


def test_a_path_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        secret_store.check_writable(f"{tmp_path}/a\0b")


@pytest.mark.parametrize("text", ["a-host\n", "[]", '{"name": "x"}', "", "\x00\xff"])
def test_what_is_no_key_file_is_not_said_to_hold_a_secret(tmp_path: Path, text: str) -> None:
    """Whoever names /etc/hostname by mistake is not told to take it from everybody else."""
    path = tmp_path / "hostname"
    path.write_text(text, encoding="utf-8")
    tmp_path.chmod(0o755)
    path.chmod(0o644)
    assert secret_store.exposed(str(path)) is None
    with pytest.raises(Refused, match=r'a JSON object with "api_key" and "api_secret"'):
        secret_store.read(str(path))
