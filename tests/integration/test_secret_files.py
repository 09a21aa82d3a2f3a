# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files with secrets, as a play meets them: encrypted ones, and places where nothing can be stored."""

from __future__ import annotations

import json
import os
import resource
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate, build
from tests.support.paths import LASTS
from tests.support.ways import WAYS


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


def make(estate: Estate, path: Path | str, **options: Any) -> dict[str, Any]:
    """The module in this process: a Cloud key whose secret goes into `path`."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.api_keys.kind import ApiKey

    key = {"name": "k", "owner": "orders-service", "resource": "cloud", "state": "present", "secret_file": str(path)}
    given = {**key, **options}
    check = bool(given.pop("check", False))
    return direct.run(ApiKey, given, {**estate.sandbox.env, **estate.env}, check=check)


@contextmanager
def files_of(size: int) -> Iterator[None]:
    """A disk that is full after so many bytes of a file: writing more fails with EFBIG."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_no_key_is_made(estate: Estate, tmp_path: Path) -> None:
    with files_of(100):
        result = make(estate, tmp_path / "key.json")
    assert "could not be stored" in result["msg"]
    assert "File too large" in result["msg"]
    assert estate.sandbox.writes() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["/proc/key.json", "/proc/new/key.json"])
def test_where_nothing_can_be_written_no_key_is_made(estate: Estate, place: str) -> None:
    assert "could not be stored" in make(estate, place)["msg"]
    assert estate.sandbox.writes() == []


@pytest.mark.parametrize("password", ["missing", "wrong", None])
def test_without_the_right_password_no_key_is_made(estate: Estate, tmp_path: Path, password: str | None) -> None:
    (tmp_path / "right").write_text("right")
    (tmp_path / "wrong").write_text("wrong")
    path = tmp_path / "key.json"
    assert make(estate, path, vault_password_file=str(tmp_path / "right"))["changed"]
    before = path.read_text()
    estate.sandbox.clear_journal()
    further = {"vault_password_file": str(tmp_path / password)} if password else {}
    again = make(estate, path, missing_secret="replace", **further)
    assert again["failed"]
    assert "vault_password_file" in again["msg"]
    assert "Nothing was changed" in again["msg"]
    assert estate.sandbox.writes() == []
    assert path.read_text() == before


def test_a_directory_that_vanishes_after_the_check(
    estate: Estate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secret has nowhere to go: the key is removed again, and the message names it."""
    from ansible_collections.streamops.confluent.plugins.module_utils._secrets import store as secret_store

    write, folder = secret_store.write, tmp_path / "folder"

    def late(*arguments: Any) -> None:
        shutil.rmtree(folder)
        write(*arguments)

    monkeypatch.setattr(secret_store, "write", late)
    result = make(estate, folder / "key.json")
    assert "could not be stored" in result["msg"]
    assert "It was deleted again: nothing is left behind." in result["msg"]
    assert [entry["method"] for entry in estate.sandbox.writes()] == ["POST", "DELETE"]


def test_another_process_that_was_quicker_keeps_its_secret(
    estate: Estate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._secrets import store as secret_store

    write, path = secret_store.write, tmp_path / "key.json"
    theirs = {"api_key": "THEIRS", "api_secret": "theirs"}

    def late(*arguments: Any) -> None:
        path.write_text(json.dumps(theirs))
        write(*arguments)

    monkeypatch.setattr(secret_store, "write", late)
    result = make(estate, path)
    assert "holds the secret of another key, THEIRS" in result["msg"]
    assert json.loads(path.read_text()) == theirs
    assert [entry["method"] for entry in estate.sandbox.writes()] == ["POST", "DELETE"]


@pytest.mark.parametrize("in_process", WAYS)
def test_a_play_that_makes_encrypted_keys_and_uses_them(
    estate: Estate, playbook: Callable[..., Any], tmp_path: Path, in_process: str
) -> None:
    """As the bootstrap does: a key is made and stored, and later tasks sign in with the file. Run twice."""
    (tmp_path / "password").write_text("of the vault")
    path = str(tmp_path / "secrets" / "kafka.json")
    kafka = {"name": "k", "owner": estate.administrator, "resource": "kafka", "cluster": "orders", "secret_file": path}
    signed_in = {"kafka_key_file": path, "kafka_api_key": "", "kafka_api_secret": ""}
    tasks = [
        {"name": "key", "streamops.confluent.confluent_api_key": kafka},
        {"name": "topic", "streamops.confluent.confluent_topic": {"name": "sealed", **signed_in}},
    ]
    estate_env = {n: v for n, v in estate.env.items() if "KAFKA_API" not in n}
    env = {**estate_env, "CONFLUENT_IN_PROCESS": in_process, "ANSIBLE_VAULT_PASSWORD_FILE": str(tmp_path / "password")}
    both = playbook([{"tasks": tasks}] * 2, env=env).check()
    assert [task["status"] for task in both.tasks] == ["changed", "changed", "ok", "ok"]
    assert Path(path).read_text().startswith("$ANSIBLE_VAULT;1.1;AES256")
    if in_process == "false":  # a second for each task
        return
    del env["ANSIBLE_VAULT_PASSWORD_FILE"]
    without = playbook([{"tasks": tasks[1:]}], env=env)
    assert "is encrypted with Ansible Vault: give vault_password_file" in without.task("topic")["msg"]


def test_in_a_jobs_container_what_goes_with_it_is_refused(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is no place for secrets there; elsewhere it is whoever names it that knows."""
    folder = Path("/dev/shm") / f"streamops-{uuid.uuid4().hex}"
    mounted = Path("/proc/self/mountinfo").read_text() if os.path.exists("/proc/self/mountinfo") else ""
    if " /dev/shm " not in mounted:
        pytest.skip("this machine has no /dev/shm")
    monkeypatch.delenv(LASTS)
    monkeypatch.setenv("container", "podman")
    for check in (True, False):
        result = make(estate, folder / "key.json", check=check)
        for words in ("runs in a container", "is memory", "Mount a directory that lasts", "secret_store", LASTS):
            assert words in result["msg"], result
    assert estate.sandbox.writes() == []
    assert not folder.exists()
    try:
        monkeypatch.setenv(LASTS, "true")
        assert make(estate, folder / "key.json")["operation"] == "created"
        monkeypatch.delenv(LASTS)
        assert make(estate, folder / "other.json", name="other")["operation"] == "created", "there are keys already"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
