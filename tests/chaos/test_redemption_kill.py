# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The redemption of a share's token, killed (SIGKILL) at each request, and before its answer is read; and run again.

A token is redeemed once, and the answer alone tells the credentials. Killed before the redemption the next run redeems;
killed after it the credentials are stored; killed in between they are lost, which each later run says.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.modules import _parameters, run_module
from tests.support.paths import clean_environment, collections_path
from tests.support.zygote import MODULES

MODULE, TOKEN, REDEEM = "confluent_consumer_share", "a-token-from-the-vault", "/cdx/v1/shared-tokens:redeem"


class Redemption:
    """The module as a process of its own, against one invitation."""

    def __init__(self, sandbox: Any, folder: Path) -> None:
        self.sandbox, self.folder, self.path = sandbox, folder, folder / "secrets" / "contoso.json"
        self.arguments = {"token": TOKEN, "secret_file": str(self.path)}
        sandbox.seed("share_invitations", {"token": TOKEN, "subjects": ["trades-value"]})
        sandbox.clear_journal()

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[bytes]]:
        """The process, which begins when it has read its arguments: so whom to kill is known before that."""
        path = str(collections_path())
        env = clean_environment({"PYTHONPATH": path, "ANSIBLE_COLLECTIONS_PATH": path, **self.sandbox.env})
        command = [sys.executable, "-m", f"{MODULES}.{MODULE}"]
        with subprocess.Popen(command, env=env, cwd=self.folder, stdin=-1, stdout=-1, stderr=-1) as process:
            yield process

    def killed(self, **cut: Any) -> int:
        """The run that is killed when that request has arrived, before anything is done for it; its return code."""
        with self.started() as process:
            self.sandbox.fault(**cut, kill=process.pid)
            process.communicate(_parameters(self.arguments, False, False, str(self.folder)).encode())
        return process.returncode

    def again(self) -> dict[str, Any]:
        return run_module(MODULE, self.arguments, env=self.sandbox.env)

    def redeemed(self) -> dict[str, Any]:
        (share,) = self.sandbox.state()["consumer_shares"].values()
        return dict(share)

    def held(self) -> bool:
        """Whether the file has the credentials of the share, both pairs."""
        stored, told = json.loads(self.path.read_text()), self.redeemed()["credentials"]
        names = {"kafka": "", "schema_registry": "schema_registry_"}
        return all(
            (stored[f"{name}api_key"], stored[f"{name}api_secret"]) == (told[plane]["key"], told[plane]["secret"])
            for plane, name in names.items()
        )

    def redemptions(self) -> int:
        return sum(entry["status"] == 200 for entry in self.sandbox.journal("POST", REDEEM))


@pytest.fixture
def redemption(sandbox: Any, tmp_path: Path) -> Redemption:
    return Redemption(sandbox, tmp_path)


def test_killed_at_any_request_it_is_completed_by_the_next_run(sandbox: Any, tmp_path: Path) -> None:
    undisturbed = Redemption(sandbox, tmp_path)
    assert undisturbed.again()["operation"] == "created"
    requests = len(sandbox.journal())
    assert requests == 5, "look, find none, redeem, and read two things of the share"
    for cut in range(1, requests + 1):
        sandbox.reset()
        undisturbed.path.unlink(missing_ok=True)
        redemption = Redemption(sandbox, tmp_path)
        assert redemption.killed(nth=cut) == -signal.SIGKILL
        redeemed = redemption.redemptions() == 1
        assert redemption.path.exists() == redeemed, f"killed at request {cut}"
        result = redemption.again()
        assert (result["failed"], result["operation"]) == (False, "unchanged" if redeemed else "created"), result
        assert redemption.held()
        assert redemption.redemptions() == 1


def test_killed_before_the_answer_is_read_says_what_is_lost(redemption: Redemption, sandbox: Any) -> None:
    sandbox.fault(method="POST", path=f"^{REDEEM}$", hang="after")
    with redemption.started() as process:
        assert process.stdin is not None
        process.stdin.write(_parameters(redemption.arguments, False, False, str(redemption.folder)).encode())
        process.stdin.close()
        until = time.monotonic() + 60
        while not redemption.redeemed()["redeemed_at"]:
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() < until, "it never got there"
        process.kill()
    sandbox.admin("DELETE", "faults")
    for _time in range(2):
        result = redemption.again()
        assert result["failed"]
        for words in ("redeemed already", "another invitation", redemption.redeemed()["id"]):
            assert words in result["msg"], result["msg"]
    assert [entry for entry in sandbox.journal("POST", REDEEM) if not entry["fault"]] == []
    gone = run_module(MODULE, {"id": redemption.redeemed()["id"], "state": "absent"}, env=sandbox.env)
    assert (gone["failed"], gone["operation"]) == (False, "deleted"), gone


def test_killed_before_the_file_has_its_name_the_credentials_are_beside_it(redemption: Redemption) -> None:
    """What a kill in the last moment leaves can be renamed by hand, with mode 0600."""
    hook = redemption.folder / "sitecustomize.py"
    hook.write_text("import os, signal\nos.replace = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n")
    path = str(collections_path())
    folders = f"{redemption.folder}:{path}"
    env = {"PYTHONPATH": folders, "ANSIBLE_COLLECTIONS_PATH": path, **redemption.sandbox.env}
    command = [sys.executable, "-B", "-m", f"{MODULES}.{MODULE}"]
    given = _parameters(redemption.arguments, False, False, str(redemption.folder))
    done = subprocess.run(command, input=given.encode(), env=clean_environment(env), capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done
    (left,) = redemption.path.parent.iterdir()
    assert left.stat().st_mode & 0o777 == 0o600
    assert "redeemed already" in redemption.again()["msg"]
    left.rename(redemption.path)
    assert redemption.held()
    result = redemption.again()
    assert (result["failed"], result["operation"]) == (False, "unchanged"), result
