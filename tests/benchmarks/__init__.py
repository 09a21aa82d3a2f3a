# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The benchmark: what a run costs in time, requests and memory, against the sandbox on the same machine.

    python -m tests.benchmarks [--quick] [--full] [--only PART ...]         (make bench)

lab.py        a sandbox, real runs of ansible-playbook, and what each cost
callback/     times of tasks and peak memory, from inside ansible-playbook
estates.py    the estates: what is put into the sandbox, and the items that state it
loops.py      part 1: a loop of tasks with nothing to do
creation.py   part 2: creating topics, against bare requests (floor.py, a process of its own)
scale.py      parts 3, 4 and 7: a big estate with nothing to do, one change in it, growth
bootstrap.py  part 5: the demo's playbook
imports.py    part 6: what importing the collection's code takes
report.py     the record of all measurements, the targets, the tables, JSON and the plot
document.py   the tables of docs/performance.md
"""
