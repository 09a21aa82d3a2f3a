# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A sandbox, real runs of ansible-playbook against it, and what each of them cost."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..support.estate import Estate, build
from ..support.journal import is_write
from ..support.paths import CHECKOUT, build_folder, collections_path
from ..support.playbooks import ansible_environment
from ..support.sandbox import Sandbox

CALLBACKS = Path(__file__).resolve().parent / "callback"
COLLECTION = "streamops.confluent"
BEFORE = "f604b55"  # what ours is put beside: ten kinds, and roles that went task after task
# Requests that turn names into ids, by the path of the list that is read.
LOOK_UPS = (
    "/org/v2/organizations",
    "/org/v2/environments",
    "/cmk/v2/clusters",
    "/srcm/v3/clusters",
    "/iam/v2/service-accounts",
)
Figures = dict[str, float]


class NotMeasured(Exception):
    """A measurement that could not be made, or whose run did not do what it should have done."""


@dataclass
class Run:
    """One run of ansible-playbook.

    seconds: of the whole process; tasks: as the callback wrote them; main_peak, worker_peak: bytes; cpu: processor
    seconds of the process and its children; journal: what it sent; sandbox: processor seconds of the sandbox meanwhile.
    """

    seconds: float
    cpu: float
    tasks: list[dict[str, Any]]
    main_peak: int
    worker_peak: int
    journal: list[dict[str, Any]]
    sandbox: float

    @property
    def last(self) -> dict[str, Any]:
        """The last task, which is the one that is measured."""
        return self.tasks[-1]

    @property
    def writes(self) -> int:
        return sum(map(is_write, self.journal))

    def look_ups(self, *, but: str = "") -> int:
        """How many requests read one of the lists that turn names into ids, leaving out a list that is the subject."""
        return sum(entry["path"] in LOOK_UPS and entry["path"] != but for entry in self.journal)

    def figures(self) -> Figures:
        """The run as numbers, for the table and the JSON file."""
        return {
            "seconds": self.seconds,
            "task_seconds": sum(task["seconds"] for task in self.tasks),
            "cpu_seconds": self.cpu,
            "main_peak_mib": self.main_peak / 2**20,
            "worker_peak_mib": self.worker_peak / 2**20,
            "requests": len(self.journal),
            "look_ups": self.look_ups(),
            "writes": self.writes,
            "sandbox_busy": self.sandbox / self.seconds,
        }

    def sent(self) -> dict[str, int]:
        """How often each method and path was sent, ids and all."""
        counts = Counter(f"{entry['method']} {entry['path']}" for entry in self.journal)
        return dict(counts.most_common(10))


def module_exists(name: str) -> bool:
    return (CHECKOUT / "plugins" / "modules" / f"{name}.py").is_file()


def _staged() -> Path:
    """A copy of the collection that stays as it is during the benchmark."""
    if not (CHECKOUT / "tools" / "stage.py").is_file():
        return collections_path()
    command = [sys.executable, str(CHECKOUT / "tools" / "stage.py"), "--name", "bench-stage"]
    return Path(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


@dataclass
class Lab:
    """One sandbox process for all measurements; every part begins with `fresh`."""

    sandbox: Sandbox
    scratch: Path = field(default_factory=lambda: build_folder("bench"))
    collections: Path = field(default_factory=_staged)
    started: float = field(default_factory=time.perf_counter)

    @staticmethod
    def new_sandbox() -> Sandbox:
        """A sandbox whose journal keeps requests in full and of answers what is short."""
        return Sandbox("--set", "journal_body_max=4096", journal_file=Path(os.devnull))

    def fresh(self) -> Estate:
        """An organisation with nothing but the tests' usual small estate in it."""
        self.sandbox.reset()
        self.sandbox.settings(partition_limits=False)  # thousands of topics, on a small cluster
        return build(self.sandbox)

    def measured(self, latency: float) -> None:
        """From here on requests are counted and answered with this latency (seconds)."""
        self.sandbox.settings(latency=latency)
        self.sandbox.clear_journal()
        self.sandbox.admin("DELETE", "usage")

    def used(self) -> tuple[float, list[dict[str, Any]]]:
        """Processor seconds of the sandbox since `measured`, and the journal. Answers at once again."""
        usage = self.sandbox.admin("GET", "usage")
        self.sandbox.settings(latency=0.0)
        journal = self.sandbox.journal()
        if len(journal) != usage["requests"]:
            raise NotMeasured(f"{usage['requests']} requests arrived, the journal has {len(journal)}")
        return usage["cpu_seconds"], journal

    def play(
        self,
        tasks: list[dict[str, Any]],
        variables: Mapping[str, Any] | None = None,
        *,
        env: Mapping[str, str],
        latency: float = 0.0,
    ) -> Run:
        """Run these tasks on this machine, with variables in group_vars. Raises NotMeasured when the play fails."""
        local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        play = {"hosts": "all", "gather_facts": False, "tasks": tasks}
        (self.scratch / "playbook.yml").write_text(json.dumps([play]), encoding="utf-8")
        (self.scratch / "inventory.yml").write_text(
            json.dumps({"all": {"hosts": {"localhost": local}}}), encoding="utf-8"
        )
        # Where people keep such lists. Ansible parses it once; `vars_files` of a play it parses for every task.
        group = self.scratch / "group_vars"
        group.mkdir(exist_ok=True)
        (group / "all.json").write_text(json.dumps(variables or {}), encoding="utf-8")
        return self.playbook(["playbook.yml", "-i", "inventory.yml"], env=env, latency=latency)

    def playbook(self, arguments: Iterable[str], *, env: Mapping[str, str], latency: float = 0.0) -> Run:
        """Run ansible-playbook with these arguments. Raises NotMeasured when it fails."""
        results, output = self.scratch / "results.jsonl", self.scratch / "output.txt"
        results.unlink(missing_ok=True)
        own = {
            "ANSIBLE_COLLECTIONS_PATH": str(self.collections),
            "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACKS),
            "ANSIBLE_STDOUT_CALLBACK": "streamops_bench",
            "STREAMOPS_BENCH": str(results),
        }
        environment = ansible_environment(self.scratch, {**self.sandbox.env, **env, **own})
        command = [str(Path(sys.executable).parent / "ansible-playbook"), *arguments]
        self.measured(latency)
        with output.open("wb") as file:
            started = time.perf_counter()
            process = subprocess.Popen(
                command, cwd=self.scratch, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file
            )
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        busy, journal = self.used()
        entries = [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
        tasks = [entry for entry in entries if entry["event"] == "task"]
        ends = [entry for entry in entries if entry["event"] == "end"]
        if process.returncode != 0 or not ends or any(task["status"] == "failed" for task in tasks):
            said = next((task["msg"] for task in tasks if task["status"] == "failed"), output.read_text()[-600:])
            raise NotMeasured(f"ansible-playbook ended with {process.returncode}: {' '.join(str(said).split())[:600]}")
        cpu = usage.ru_utime + usage.ru_stime
        return Run(seconds, cpu, tasks, ends[0]["main_peak"], ends[0]["worker_peak"], journal, busy)

    def start_up(self, env: Mapping[str, str]) -> Run:
        """ansible-playbook with one debug task: what every run costs."""
        return self.play([{"ansible.builtin.debug": {"msg": "nothing"}}], env=env)


def as_it_was(lab: Lab, commit: str) -> Lab:
    """The same laboratory with the collection of a commit. Raises NotMeasured where git does not have it."""
    folder = lab.scratch / commit
    shutil.rmtree(folder, ignore_errors=True)
    inside = folder / "ansible_collections" / "streamops" / "confluent"
    inside.mkdir(parents=True)
    try:
        packed = subprocess.run(["git", "archive", commit], cwd=CHECKOUT, check=True, capture_output=True).stdout
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        raise NotMeasured(f"git has no {commit} here: {error}") from error
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(inside, filter="data")
    return replace(lab, collections=folder)


def expect(run: Run, **counts: int) -> None:
    """Raises NotMeasured unless the measured task did this: counts of a plural module, none at all: nothing changed."""
    found = run.last
    if counts:
        wrong = {name: (found["counts"] or {}).get(name) for name, count in counts.items()}
        if wrong != counts:
            raise NotMeasured(f"expected {counts}, got {wrong}")
    elif found["status"] != "ok" or run.writes:
        raise NotMeasured(f"expected no change, the task was {found['status']} and sent {run.writes} writes")
