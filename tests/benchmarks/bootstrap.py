# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 5: the demo end to end: the bootstrap playbook on an empty organisation, and again."""

from __future__ import annotations

import shutil

from .estates import Sizes
from .lab import COLLECTION, Lab, NotMeasured, Run
from .report import Measurement, Record

PART = 5
# What the example inventory takes from the environment of a run: passwords of the systems that its connectors talk to.
CONNECTOR_SECRETS = {
    "CRM_DATABASE_PASSWORD": "made-up-for-the-benchmark",
    "ARCHIVE_AWS_ACCESS_KEY_ID": "AKIAMADEUPFORTHEBENCH",
    "ARCHIVE_AWS_SECRET_ACCESS_KEY": "made-up-for-the-benchmark",
}


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """Both runs at every latency. The second must change nothing."""
    secrets = lab.scratch / "secrets"
    inventory = lab.collections / "ansible_collections" / "streamops" / "confluent" / "playbooks" / "inventory"
    env = {**CONNECTOR_SECRETS, "CONFLUENT_SECRETS_DIR": str(secrets)}

    def run(latency: float) -> Run:
        return lab.playbook([f"{COLLECTION}.bootstrap", "-i", str(inventory), "-l", "dev"], env=env, latency=latency)

    for latency in sizes.latencies:
        lab.sandbox.reset()
        shutil.rmtree(secrets, ignore_errors=True)
        try:
            for name in ("bootstrap, first run", "bootstrap, second run"):
                done = run(latency)
                if "second" in name and done.writes:
                    raise NotMeasured(f"the second run sent {done.writes} writes: {done.sent()}")
                tasks = sum(task["status"] != "skipped" for task in done.tasks)
                record.add(Measurement(PART, name, latency, tasks, done.figures(), "(count: tasks)", done.sent()))
        except NotMeasured as error:
            record.failed(f"bootstrap, {latency * 1000:.0f} ms", str(error))
    shutil.rmtree(secrets, ignore_errors=True)
