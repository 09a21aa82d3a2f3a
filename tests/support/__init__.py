# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the integration tests use: a sandbox, modules run as processes, playbooks, the modules' own examples.

paths.py      where the collection is staged, a clean environment for child processes
sandbox.py    start, steer and read a sandbox
journal.py    which requests of the journal are writes
clock.py      a clock on which a pause need not pass
modules.py    run one module as Ansible does
playbooks.py  run ansible-playbook and read its results as data
ways.py       tasks in process, and as processes of their own
estate.py     what is there before a test, made as far as it is needed
whole.py      what only `make chaos` runs
rows.py       what a row of tests/kinds holds, and setting one up
identifiers.py  the shape of ids
cost.py       what the tests of each kind cost
certificates.py  a self-signed certificate
examples.py   the EXAMPLES of a module as tasks
"""
