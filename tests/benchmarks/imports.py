# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 6: what importing the collection's code takes, against importing ``requests`` alone."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from ..support.paths import clean_environment
from .estates import Sizes
from .lab import Figures, Lab, NotMeasured
from .report import Measurement, Record

PART = 6
_PLUGINS = "ansible_collections.streamops.confluent.plugins"
# What ansible-playbook has imported anyway before it comes to a task.
_ANSIBLE = (
    "import ansible.plugins.action, ansible.utils.display, ansible.utils.unsafe_proxy, ansible.module_utils.basic"
)
_TIMED = "import time; {before}\nstarted = time.perf_counter()\n{code}\nprint(time.perf_counter() - started)"
WAYS = {
    "import requests": ("", "import requests"),
    "in process: plugin and module": (
        _ANSIBLE,
        f"import {_PLUGINS}.action, {_PLUGINS}.action.confluent_topic as plugin\nplugin.checked('confluent_topic')",
    ),
    "in process: without requests": (
        f"{_ANSIBLE}\nimport requests",
        f"import {_PLUGINS}.action, {_PLUGINS}.action.confluent_topic as plugin\nplugin.checked('confluent_topic')",
    ),
    "module: all imports": ("", f"import {_PLUGINS}.modules.confluent_topic"),
    "module: without AnsibleModule": (
        "import ansible.module_utils.basic",
        f"import {_PLUGINS}.modules.confluent_topic",
    ),
}
PROCESS = "module: process, wrong argument"


def _seconds(lab: Lab, before: str, code: str) -> float:
    env = clean_environment({"PYTHONPATH": str(lab.collections)})
    command = [sys.executable, "-c", _TIMED.format(before=before, code=code)]
    done = subprocess.run(command, env=env, cwd=lab.scratch, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotMeasured(f"{code}: {done.stderr[-400:]}")
    return float(done.stdout)


def _process(lab: Lab) -> float:
    """The module as Ansible starts it, refusing its arguments: everything but the work."""
    env = clean_environment({"PYTHONPATH": str(lab.collections)})
    command = [sys.executable, "-m", f"{_PLUGINS}.modules.confluent_topic"]
    arguments = json.dumps({"ANSIBLE_MODULE_ARGS": {"name": "x", "cluster": "y", "no_such_option": 1}})
    started = time.perf_counter()
    done = subprocess.run(
        command, input=arguments, env=env, cwd=lab.scratch, check=False, capture_output=True, text=True
    )
    if "no_such_option" not in done.stdout:
        raise NotMeasured(f"the module did not refuse its arguments: {done.stdout[-200:]} {done.stderr[-200:]}")
    return time.perf_counter() - started


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """Medians; the first go, which may have to compile, is not counted."""
    times = sizes.repeated * sizes.repeated
    unit: float | None = None
    try:
        for name, (before, code) in WAYS.items():
            _seconds(lab, before, code)
            seconds = statistics.median(_seconds(lab, before, code) for _number in range(times))
            unit = unit or seconds
            record.add(Measurement(PART, name, 0.0, times, _figures(seconds, unit)))
        seconds = statistics.median(_process(lab) for _number in range(times))
        record.add(Measurement(PART, PROCESS, 0.0, times, _figures(seconds, unit or seconds)))
        run = lab.start_up({})
        record.add(Measurement(PART, "ansible-playbook, one debug task", 0.0, 1, run.figures()))
    except NotMeasured as error:
        record.failed("imports", str(error))


def _figures(seconds: float, unit: float) -> Figures:
    return {"seconds": seconds, "ms": seconds * 1000, "of_requests": seconds / unit}
