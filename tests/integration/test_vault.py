# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Secret files encrypted with Ansible Vault, in process and by a process of its own; ansible-vault reads them.

Each use of the process starts Ansible. What `make test` asks of it is: both directions, and each way in which it fails.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._secrets import store as secret_store
from ansible_collections.streamops.confluent.plugins.module_utils._secrets.vault import Vault
from tests.support.whole import whole_only

WAYS = ["in process", "elsewhere"]
FILES = ["missing", "empty", "folder", "failing"]
dear = whole_only("the process fails and works in the same ways in other rows")
MOSTLY_HERE = ["in process", pytest.param("elsewhere", marks=dear)]
KEY = {"api_key": "ABC", "api_secret": "s3cret"}


@pytest.fixture
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    import ansible.parsing.vault  # noqa: F401

    if request.param == "elsewhere":
        monkeypatch.delitem(sys.modules, "ansible.parsing.vault")
    return str(request.param)


def password(folder: Path, text: str = "open sesame", name: str = "password") -> str:
    (folder / name).write_text(text)
    return str(folder / name)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The processes that are started: of each its arguments, and all that it is given but its input."""
    run, seen = subprocess.run, []

    def watched(command: list[str], *, check: bool, **named: Any) -> Any:
        seen.append((command, {name: value for name, value in named.items() if name != "input"}))
        return run(command, check=check, **named)

    monkeypatch.setattr(subprocess, "run", watched)
    return seen


@pytest.mark.parametrize("way", WAYS, indirect=True)
def test_encrypted_and_read_back(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: list[Any]) -> None:
    """And nothing secret is in the list of processes: neither among the arguments of the process that encrypts, nor in
    an environment that it is given.
    """
    path = tmp_path / "key.json"
    vault = Vault(password(tmp_path))
    secret_store.check_writable(str(path), vault=vault)
    secret_store.write(str(path), KEY, None, vault)
    assert path.read_text().startswith("$ANSIBLE_VAULT;1.1;AES256\n")
    assert path.stat().st_mode & 0o777 == 0o600
    stored = secret_store.read(str(path), Vault(password(tmp_path)))
    assert stored == {"format": secret_store.FORMAT, **KEY}

    assert bool(started) == (way == "elsewhere")
    assert len(started) >= 2 * (way == "elsewhere")  # to encrypt and to decrypt
    assert "s3cret" not in repr(started)
    assert "open sesame" not in repr(started)
    assert all("env" not in named for _command, named in started)
    if way == "elsewhere":  # what one way has written, the other can read
        monkeypatch.undo()
        assert (secret_store.read(str(path), Vault(password(tmp_path))) or {})["api_secret"] == "s3cret"
        assert "ansible.parsing.vault" in sys.modules
        return
    command = [
        Path(sys.executable).parent / "ansible-vault",
        "view",
        "--vault-password-file",
        tmp_path / "password",
        path,
    ]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert '"api_secret": "s3cret"' in shown


@pytest.mark.parametrize("way", MOSTLY_HERE, indirect=True)
def test_a_script_that_prints_the_password(way: str, tmp_path: Path) -> None:
    script = Path(password(tmp_path, "#!/bin/sh\necho open sesame\n", "script"))
    script.chmod(0o700)
    sealed = Vault(str(script)).sealed("text")
    assert Vault(password(tmp_path)).opened(sealed, "file") == "text"


@pytest.mark.parametrize("way", MOSTLY_HERE, indirect=True)
def test_a_plain_file_is_read_too_and_encrypted_when_written(way: str, tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    vault = Vault(password(tmp_path))
    secret_store.write(str(path), KEY, None)
    assert not secret_store.encrypted(str(path))
    assert (secret_store.read(str(path), vault) or {})["api_secret"] == "s3cret"
    secret_store.write(str(path), KEY, "ABC", vault)
    assert secret_store.encrypted(str(path))


@pytest.mark.parametrize("way", WAYS, indirect=True)
def test_without_a_password_or_with_another_one(way: str, tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    secret_store.write(str(path), KEY, None, Vault(password(tmp_path)))
    with pytest.raises(Refused, match="is encrypted with Ansible Vault: give vault_password_file"):
        secret_store.read(str(path))
    with pytest.raises(Refused, match="was encrypted with another one, or it is damaged"):
        secret_store.read(str(path), Vault(password(tmp_path, "close sesame", "other")))
    # and nothing replaces what cannot be read
    with pytest.raises(Refused, match="is encrypted"):
        secret_store.write(str(path), {**KEY, "api_key": "DEF"}, "ABC")


@pytest.mark.parametrize(
    ("way", "file"),
    [
        *[("in process", file) for file in FILES],
        ("elsewhere", "failing"),
        *[pytest.param("elsewhere", file, marks=dear) for file in FILES if file != "failing"],
    ],
    indirect=["way"],
)
def test_a_password_that_cannot_be_had(way: str, tmp_path: Path, file: str) -> None:
    password(tmp_path, "", "empty")
    (tmp_path / "folder").mkdir()
    Path(password(tmp_path, "#!/bin/sh\nexit 3\n", "failing")).chmod(0o700)
    with pytest.raises(Refused, match=rf"vault_password_file \S*/{file} cannot be used"):
        secret_store.check_writable(str(tmp_path / "key.json"), vault=Vault(str(tmp_path / file)))
    assert not (tmp_path / "key.json").exists()


def test_without_ansible_core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ansible.py").write_text("")
    monkeypatch.delitem(sys.modules, "ansible.parsing.vault", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Refused, match="needs ansible-core in the Python that runs the module"):
        Vault(password(tmp_path)).check()
