# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The demo: an empty organisation in a local sandbox becomes a working environment, and a second run changes nothing.

    python tools/demo.py [--installed] [--limit dev]

``--installed``: the collection that tools/build.py has installed from the tarball, instead of this checkout's.
What is asserted comes from data: results that a callback writes, and the sandbox's journal of requests.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stage import INSIDE, ROOT

sys.path.insert(0, str(ROOT))

from tests.support.journal import is_write, line
from tests.support.paths import collections_path
from tests.support.playbooks import ansible_environment, read_results
from tests.support.sandbox import Sandbox, planes

PLAYBOOK = "streamops.confluent.bootstrap"
# What the example inventory takes from the environment of a run: passwords of the systems that its connectors talk to.
CONNECTOR_SECRETS = {
    "CRM_DATABASE_PASSWORD": "made-up-for-the-demo",
    "ARCHIVE_AWS_ACCESS_KEY_ID": "AKIAMADEUPFORTHEDEMO",
    "ARCHIVE_AWS_SECRET_ACCESS_KEY": "made-up-for-the-demo",
}

TRY = ROOT / "build" / "try"  # where the next steps put a copy of the example
EDITED, EDIT = "group_vars/dev.yml", ("quiet: 1", "quiet: 2")


@dataclass(frozen=True)
class Run:
    """One run of the playbook: its exit code, results, requests and seconds."""

    rc: int
    tasks: list[dict[str, Any]]
    stats: dict[str, dict[str, int]]
    requests: list[dict[str, Any]]
    seconds: float

    @property
    def writes(self) -> list[dict[str, Any]]:
        return [entry for entry in self.requests if is_write(entry)]

    def total(self, count: str) -> int:
        return sum(host[count] for host in self.stats.values())

    def __str__(self) -> str:
        by_plane = ", ".join(f"{plane} {count}" for plane, count in sorted(planes(self.requests).items()))
        return (
            f"{len(self.tasks)} tasks, changed={self.total('changed')}, failed={self.total('failures')}, "
            f"{self.seconds:.1f} s; {len(self.requests)} requests ({by_plane}), {len(self.writes)} of them writes"
        )


def run_playbook(sandbox: Sandbox, collections: Path, limit: str, scratch: Path) -> Run:
    """Run the playbook as a user would, with its own output on the screen."""
    inventory = collections / INSIDE / "playbooks" / "inventory"
    command = ["ansible-playbook", PLAYBOOK, "-i", str(inventory), "-l", limit]
    print("\n$", *(word.replace(f"{ROOT}/", "") for word in command), flush=True)
    command[0] = str(Path(sys.executable).parent / command[0])
    results = scratch / "results.jsonl"
    results.unlink(missing_ok=True)
    own = {"ANSIBLE_COLLECTIONS_PATH": str(collections), "CONFLUENT_SECRETS_DIR": str(scratch / "secrets")}
    env = ansible_environment(scratch, {**sandbox.env, **CONNECTOR_SECRETS, **own})
    sandbox.clear_journal()
    started = time.monotonic()
    done = subprocess.run(command, env=env, cwd=scratch, stdin=subprocess.DEVNULL, check=False)
    seconds = time.monotonic() - started
    entries, stats = read_results(results)
    tasks = [entry for entry in entries if not entry["loop_item"] and entry["status"] != "skipped"]
    return Run(done.returncode, tasks, stats, sandbox.journal(), seconds)


def failed(run: Run) -> list[str]:
    """Why a run counts as failed; empty when it does not."""
    bad = [task for task in run.tasks if task["status"] in ("failed", "unreachable") and not task["ignored"]]
    if run.rc == 0 and run.stats and not run.total("failures") and not run.total("unreachable"):
        return []
    return [f"exit code {run.rc}; failed: {', '.join(task['task'] for task in bad) or 'no task, see above'}"]


def changed(run: Run) -> list[str]:
    """What a run that should change nothing did change, and what it tried to write."""
    tasks = [task["task"] for task in run.tasks if task["status"] == "changed"]
    found = [f"the second run changed something: {', '.join(tasks)}"] if run.total("changed") or tasks else []
    writes = [line(entry) for entry in run.writes]
    return found + ([f"the second run sent {len(writes)} writes: {'; '.join(writes[:10])}"] if writes else [])


def _from_here(path: Path) -> str:
    """A path as somebody types it who stands in the checkout."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _whole(path: Path) -> str:
    """The same for what is not to depend on where one stands later."""
    return f"$PWD/{path.relative_to(ROOT)}" if path.is_relative_to(ROOT) else str(path)


def _assigned(variables: dict[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in variables.items())


def next_steps(collections: Path, folder: Path = TRY) -> list[str]:
    """What somebody can do once the demo and its sandbox are over. Lines that begin with "$" are commands.

    ``collections``: where the collection is; ``folder``: where a copy of the example goes.
    """
    here = _from_here(folder)
    programs = _whole(Path(sys.executable).parent)
    places = {"ANSIBLE_COLLECTIONS_PATH": _whole(collections), "CONFLUENT_SECRETS_DIR": _whole(folder / "secrets")}
    bootstrap = f"$ ansible-playbook {PLAYBOOK} -i {here}/inventory -l dev"
    return [
        "What now? The demo's sandbox is gone, and everything in it. To go on by hand, start one in a second terminal",
        "  $ make sandbox",
        "and copy the export lines that it prints into this terminal. Then:",
        f"  $ export PATH={programs}:$PATH {_assigned(places)}",
        f"  $ export {_assigned(CONNECTOR_SECRETS)}",
        f"  $ mkdir -p {here} && cp -r playbooks/inventory playbooks/schemas {here}",
        f"  {bootstrap}",
        f"Write {EDIT[1]!r} for {EDIT[0]!r} in {here}/inventory/{EDITED}: the partitions of quiet topics.",
        "See what that would do, and do it:",
        f"  {bootstrap} --check --diff",
        f"  {bootstrap}",
        "An inventory of your own, step by step: docs/first-environment.md",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--installed", action="store_true")
    parser.add_argument("--limit", default="dev")
    arguments = parser.parse_args()
    collections = ROOT / "build" / "installed" if arguments.installed else collections_path()
    scratch = ROOT / "build" / "demo"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    with Sandbox() as sandbox:
        print(f"A sandbox of Confluent Cloud answers at {sandbox.endpoint}; its organisation is empty.", flush=True)
        first = run_playbook(sandbox, collections, arguments.limit, scratch)
        print(f"\nfirst run:  {first}")
        problems = failed(first) or ([] if first.writes else ["the first run wrote nothing"])
        if not problems:
            second = run_playbook(sandbox, collections, arguments.limit, scratch)
            print(f"\nfirst run:  {first}\nsecond run: {second}")
            problems = failed(second) + changed(second)
    for problem in problems:
        print(f"DEMO FAILED: {problem}")
    if not problems:
        print(
            f"demo: {len(first.tasks) + len(second.tasks)} tasks in two runs, the second with changed=0 and no write\n"
        )
        print(*next_steps(collections), sep="\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
