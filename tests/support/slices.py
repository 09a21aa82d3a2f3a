# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Jobs in slices, in the way AWX's mesh carries them: ansible-runner transmit, worker and process.

AWX's controller makes a stream of each slice (transmit), an execution node reads it, runs it and answers with a stream
of events and artifacts (worker), and the controller takes that apart (process). Here the streams are files, and an
execution node is a process. What a credential injects is rendered from playbooks/awx/objects.yml, as AWX does it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from .paths import CHECKOUT, clean_environment, collections_path

BIN = Path(sys.executable).parent
RUNNER = BIN / "ansible-runner"
PATIENCE = 3600  # seconds for a slice
AWX = CHECKOUT / "playbooks" / "awx"


class Loader(yaml.SafeLoader):
    """YAML as Ansible has it: `!unsafe` is a text that is no template."""


Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))  # type: ignore[arg-type]


def objects() -> dict[str, Any]:
    """The variables of playbooks/awx/objects.yml, templates unresolved."""
    return dict(yaml.load((AWX / "objects.yml").read_text(encoding="utf-8"), Loader))


def injected(values: Mapping[str, str], folder: Path) -> dict[str, str]:
    """What a credential of our type with these values injects: the files are written to the folder, and the environment
    is returned. AWX renders both with a sandboxed Jinja, in which undefined names are errors.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    jinja = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    data = objects()
    defaults = {one["id"]: one["default"] for one in data["awx_credential_inputs"]["fields"] if "default" in one}
    known: dict[str, Any] = {**defaults, **values}
    names = {}
    for part, text in data["awx_credential_injectors"]["file"].items():
        name = part.removeprefix("template.")
        names[name] = folder / f"awx_{name}"
        names[name].touch(mode=0o600)
        names[name].write_text(jinja.from_string(text).render(known), encoding="utf-8")
    known["tower"] = {"filename": SimpleNamespace(**{name: str(path) for name, path in names.items()})}
    env = data["awx_credential_injectors"]["env"]
    return {name: jinja.from_string(text).render(known) for name, text in env.items()}


def sliced(hosts: Iterable[str], count: int) -> list[list[str]]:
    """The hosts of each slice, as AWX deals them: in the order of their names, each to the next one."""
    ordered = sorted(hosts)
    return [ordered[number::count] for number in range(count)]


@dataclass
class Job:
    """One try of one slice. `folder`: of what the controller keeps; `node`: that of the execution node."""

    folder: Path
    hosts: Mapping[str, Mapping[str, Any]]
    credential: Mapping[str, str]
    playbook: str
    forks: int = 5
    process: subprocess.Popen[bytes] | None = None
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def node(self) -> Path:
        return self.folder / "node"

    @property
    def artifacts(self) -> Path:
        return self.folder / "processed" / "artifacts" / "job"

    def transmit(self) -> None:
        """The stream of the slice: playbook, inventory, environment, and the credential's files."""
        private = self.folder / "private"
        for part in ("project", "inventory", "env"):
            (private / part).mkdir(parents=True)
        self.node.mkdir()
        (private / "project" / self.playbook).write_bytes((AWX / "project" / self.playbook).read_bytes())
        inventory = {"all": {"hosts": {name: dict(variables) for name, variables in self.hosts.items()}}}
        (private / "inventory" / "hosts.json").write_text(json.dumps(inventory), encoding="utf-8")
        # The answer to the survey of the template (objects.yml).
        (private / "env" / "extravars").write_text("confluent_hosts: all\n", encoding="utf-8")
        env = injected(self.credential, private / "env")
        # The node's folder has another name, as the one in a container has; AWX says that in the environment, too.
        env = {name: value.replace(str(private), str(self.node)) for name, value in env.items()}
        env["ANSIBLE_COLLECTIONS_PATH"] = str(collections_path())
        # The keys' directory is nobody's node: it outlives all of them, also where the tests run in a container.
        env["CONFLUENT_SECRETS_DIR_LASTS"] = "true"
        env["ANSIBLE_HOME"] = str(self.node / "home")
        (private / "env" / "envvars").write_text(yaml.safe_dump(env), encoding="utf-8")
        command = [str(RUNNER), "transmit", str(private), "-p", self.playbook, "-i", "job", "--forks", str(self.forks)]
        with (self.folder / "sent").open("wb") as stream:
            subprocess.run(command, stdout=stream, env=_environment(), check=True, timeout=60)

    def begin(self) -> None:
        """Have the execution node work on it."""
        command = [str(RUNNER), "worker", "--private-data-dir", str(self.node)]
        with (self.folder / "sent").open("rb") as stream, (self.folder / "answered").open("wb") as answer:
            self.process = subprocess.Popen(
                command, stdin=stream, stdout=answer, stderr=subprocess.PIPE, env=_environment(), start_new_session=True
            )

    def kill(self) -> None:
        """The execution node is lost: its worker is gone at once. What Ansible runs at this moment goes on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)
        if self.process.stderr is not None:
            self.process.stderr.close()

    def left(self) -> list[int]:
        """The processes of the slice that still run, without the worker: they have its folder in their environment."""
        mark = f"ANSIBLE_HOME={self.node / 'home'}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):  # it has ended, or is another user's
                    found += [int(entry.name)] if mark in (entry / "environ").read_bytes().split(b"\0") else []
        return found

    def quiet(self, port: int, seconds: float = 2.0) -> bool:
        """Whether nothing of what is left has had a connection to this port for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if _connected(self.left(), port):
                return False
            time.sleep(0.1)
        return True

    def stop(self) -> None:
        """End what still runs of it, as the end of a container does."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        for pid in self.left():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def end(self) -> int:
        """Wait until the worker has ended; its exit code."""
        assert self.process is not None
        _said, complained = self.process.communicate(timeout=PATIENCE)
        self.said["stderr"] = complained.decode(errors="replace")
        return int(self.process.returncode)

    def processed(self) -> str:
        """Take the answer apart; the status of the job by its artifacts, empty for a worker that was lost."""
        private = self.folder / "processed"
        private.mkdir(exist_ok=True)
        with (self.folder / "answered").open("rb") as stream:
            subprocess.run(
                [str(RUNNER), "process", str(private), "-i", "job"],
                stdin=stream,
                env=_environment(),
                check=True,
                capture_output=True,
                timeout=120,
            )
        status = self.artifacts / "status"
        return status.read_text(encoding="utf-8") if status.exists() else ""

    def events(self) -> list[dict[str, Any]]:
        """The events of the job, in their order, that have come through as a whole."""
        files = (self.artifacts / "job_events").glob("*-*.json")
        read = (json.loads(file.read_text(encoding="utf-8")) for file in files if "partial" not in file.name)
        return sorted(read, key=lambda event: int(event["counter"]))


def _connected(pids: Iterable[int], port: int) -> bool:
    """Whether any of these processes has a connection to a port of this machine."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    fields = [line.split() for line in lines]
    inodes = {f"socket:[{one[9]}]" for one in fields if int(one[2].rpartition(":")[2], 16) == port and one[3] == "01"}
    for pid in pids:
        with contextlib.suppress(OSError):
            for descriptor in Path(f"/proc/{pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    if os.readlink(descriptor) in inodes:
                        return True
    return False


def _environment() -> dict[str, str]:
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    return clean_environment({"PATH": path})
