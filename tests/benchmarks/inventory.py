# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 12: the inventory plugin over many environments, against bare requests of the same number of threads that send
what it sent. Measured is what it adds to Ansible, to the finished groups: the median of some parses in one process
after a first one, by which everything is imported. Beside it `ansible-inventory` as a whole, and `ansible-inventory`
of the same hosts from a script that only prints them, which is Ansible's own share.

    python -m tests.benchmarks.inventory SOURCE      # the process that is measured: prints its seconds
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ..support.paths import CHECKOUT
from ..support.playbooks import ansible_environment
from .creation import THREADS, floor
from .estates import Sizes
from .lab import COLLECTION, Figures, Lab, NotMeasured
from .organization import bare
from .report import Measurement, Record

PART = 12
PLUGIN, BARE = "the plugin", "the same requests, bare"
COMMAND, SCRIPT = "ansible-inventory --list", "the same hosts from a script"
AT = 0.02
PARSES = 4
WITHIN = 10  # clusters in each environment


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """By turns with the floor, at the latency of the target."""
    what = f"inventory of {sizes.listed * WITHIN:,} clusters in {sizes.listed} environments, 20 ms, {THREADS} threads"
    try:
        ratio = _measured(lab, record, sizes)
    except NotMeasured as error:
        record.failed(PLUGIN, str(error))
        ratio = None
    record.target(f"{what}: of the time of bare requests", 1.5, ratio, " x")


def _measured(lab: Lab, record: Record, sizes: Sizes) -> float:
    folder = lab.scratch / "inventory"  # of its own: what another part left in group_vars would be every host's
    folder.mkdir(exist_ok=True)
    source, script = folder / "bench.confluent.yml", folder / "script.sh"
    source.write_text(f"plugin: {COLLECTION}.confluent\n", encoding="utf-8")
    _seed(lab, sizes)
    runs: dict[str, list[Figures]] = {PLUGIN: [], BARE: [], COMMAND: [], SCRIPT: []}
    needed = 1 + 2 * sizes.listed
    for _turn in range(sizes.repeated):
        figures, journal, said = _process(
            lab, source, [sys.executable, "-m", "tests.benchmarks.inventory", str(source)]
        )
        if len(journal) != PARSES * needed:
            raise NotMeasured(f"{len(journal)} requests for {sizes.listed} environments, read {PARSES} times")
        seconds, processor = map(float, said.split())
        runs[PLUGIN].append({**figures, "seconds": seconds, "cpu_seconds": processor, "requests": needed})
        once = bare(lab, journal[:needed], [])
        plan = {"first": once[:1], "rest": once[1:], "threads": THREADS, "sessions": "own"}
        runs[BARE].append(floor(lab, plan, AT))
        command = str(Path(sys.executable).parent / "ansible-inventory")
        figures, _journal, said = _process(lab, source, [command, "-i", str(source), "--list"])
        runs[COMMAND].append(figures)
        (folder / "hosts.json").write_text(said, encoding="utf-8")
        script.write_text(f"#!/bin/sh\ncat '{folder}/hosts.json'\n", encoding="utf-8")
        script.chmod(0o755)
        runs[SCRIPT].append(_process(lab, source, [command, "-i", str(script), "--list"])[0])
    seconds_of = {}
    for name, them in runs.items():
        seconds_of[name] = statistics.median_low([one["seconds"] for one in them])
        middle = next(one for one in them if one["seconds"] == seconds_of[name])
        record.add(Measurement(PART, name, AT, sizes.listed, middle))
    return seconds_of[PLUGIN] / seconds_of[BARE]


def _seed(lab: Lab, sizes: Sizes) -> None:
    lab.sandbox.reset()
    environments = [f"env-b{number:05d}" for number in range(sizes.listed)]
    lab.sandbox.seed("environments", [{"id": one, "display_name": f"bench {one}"} for one in environments])
    for number, environment in enumerate(environments):
        clusters = [(f"main-{one}", f"lkc-{number:03d}{one:03d}") for one in range(WITHIN)]
        lab.sandbox.seed(
            "clusters", [{"environment": environment, "display_name": name, "id": lkc} for name, lkc in clusters]
        )


def _process(lab: Lab, source: Path, command: list[str]) -> tuple[Figures, list[dict[str, Any]], str]:
    """One go of a command: its figures, what it asked for, and its output."""
    own = {"ANSIBLE_COLLECTIONS_PATH": str(lab.collections), "ANSIBLE_INVENTORY_UNPARSED_FAILED": "true"}
    env = ansible_environment(source.parent, {**lab.sandbox.env, **own})
    lab.measured(AT)
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=CHECKOUT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    busy, journal = lab.used()
    if done.returncode != 0 or "WARNING" in done.stderr:
        raise NotMeasured(f"{command} ended with {done.returncode}: {done.stderr[-400:]}")
    return {"seconds": seconds, "requests": len(journal), "sandbox_busy": busy / seconds}, journal, done.stdout


def main() -> int:
    """Parse a source some times, and print the seconds and processor seconds of one time, in the middle."""
    # Ansible's own, and only here: the other parts of the bench do not need it in their process.
    from ansible import constants
    from ansible.inventory.data import InventoryData
    from ansible.parsing.dataloader import DataLoader
    from ansible.plugins.loader import init_plugin_loader, inventory_loader

    init_plugin_loader(constants.COLLECTIONS_PATHS)
    taken = []
    for _time in range(PARSES):
        data, loader = InventoryData(), DataLoader()
        plugin = inventory_loader.get(f"{COLLECTION}.confluent")
        started, processor = time.perf_counter(), time.process_time()
        plugin.parse(data, loader, sys.argv[1], cache=True)
        data.reconcile_inventory()
        taken.append((time.perf_counter() - started, time.process_time() - processor))
    print(*statistics.median_low(taken[1:]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
