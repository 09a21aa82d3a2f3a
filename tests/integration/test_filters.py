# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filters, as templates use them: their examples, which say what they return, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from tests.support.examples import constant
from tests.support.paths import CHECKOUT

FOLDER = CHECKOUT / "plugins" / "filter"
FILTERS = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))


# Those of reports need a report: test_report_playbook runs the guide.
ALONE = [name for name in FILTERS if not name.startswith("report_")]


def test_there_are_filters() -> None:
    assert FILTERS == [
        "as_estate", "as_plan", "children", "differences_as_markdown", "estate_differences", "in_folder",
        "misspelt", "only",
        "plan_as_markdown", "promoted", "report_markdown", "report_page", "told", "with_values",
    ]  # fmt: skip


def test_the_examples_are_true(playbook: Callable[..., Any]) -> None:
    tasks = [task for name in ALONE for task in yaml.safe_load(constant(FOLDER / f"{name}.py", "EXAMPLES"))]
    assert [f"streamops.confluent.{name}" in str(tasks) for name in ALONE] == [True] * len(ALONE)
    result = playbook([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]).check()
    assert len(result.by_status("ok")) == len(tasks)


def test_what_they_leave_alone(playbook: Callable[..., Any]) -> None:
    expressions = {
        "[] | streamops.confluent.only(['name'])": [],
        "[{}] | streamops.confluent.only(['name'])": [{}],
        "[{'name': 1, 'x': {'y': [2]}}] | streamops.confluent.only(['x', 'z'])": [{"x": {"y": [2]}}],
        "[] | streamops.confluent.children('keys')": [],
        "[{}, {'keys': none}, {'keys': []}] | streamops.confluent.children('keys', owner='name')": [],
        "[{'name': 1, 'keys': [{'x': 2}, {}]}, {'keys': [{'x': 3}]}] | streamops.confluent.children('keys')": [
            {"x": 2},
            {},
            {"x": 3},
        ],
        "[] | streamops.confluent.with_values(secret={})": [],
        "[{'id': 1}] | streamops.confluent.with_values(secret={1: 2})": [{"id": 1}],
        "[{'id': 1}, {'id': 2}] | streamops.confluent.with_values(by='id', secret={1: 'x'}, more={2: 'y'})": [
            {"id": 1, "secret": "x"},
            {"id": 2, "more": "y"},
        ],
        # Values that are templates themselves
        "given | streamops.confluent.with_values(secret=secrets)": [{"name": "a", "secret": "resolved"}],
        "given | streamops.confluent.only(['name'])": [{"name": "a"}],
        "holder | streamops.confluent.children('inner', owner='name')": [{"owner": "a", "x": "resolved"}],
    }
    tasks = [{"ansible.builtin.debug": {"msg": f"{{{{ {expression} }}}}"}} for expression in expressions]
    variables = {
        "word": "resolved",
        "letter": "a",
        "given": [{"name": "{{ letter }}"}],
        "secrets": {"a": "{{ word }}"},
        "holder": [{"name": "{{ letter }}", "inner": [{"x": "{{ word }}"}]}],
    }
    result = playbook([{"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}]).check()
    assert [task["result"]["msg"] for task in result.tasks] == list(expressions.values())


REFUSED = {
    "{} | streamops.confluent.only([])": "takes a list of dictionaries",
    "'text' | streamops.confluent.only([])": "takes a list of dictionaries",
    "[1] | streamops.confluent.only(['name'])": "takes a list of dictionaries",
    "[{}] | streamops.confluent.only('name')": "names are a list",
    "none | streamops.confluent.children('keys')": "takes a list of dictionaries",
    "[{'keys': 'text'}] | streamops.confluent.children('keys')": "keys is no list",
    "[{'keys': [1]}] | streamops.confluent.children('keys')": "keys is no list",
    "[{'keys': [{}]}] | streamops.confluent.children('keys', owner='name')": "has no name",
    "[{'name': 1, 'keys': [{'owner': 2}]}] | streamops.confluent.children('keys', owner='name')": "has owner already",
    "[] | streamops.confluent.told('T')": "takes the result of confluent_estate",
    "[1] | streamops.confluent.with_values()": "takes a list of dictionaries",
    "[{'name': 1}] | streamops.confluent.with_values(secret='canary-4711')": "secret is no dictionary",
    "[{'name': 1, 'secret': 2}] | streamops.confluent.with_values(secret={1: 'canary-4711'})": "1 has secret already",
}


def test_what_they_refuse(playbook: Callable[..., Any]) -> None:
    tasks = [
        {"ansible.builtin.debug": {"msg": f"{{{{ {expression} }}}}"}, "ignore_errors": True} for expression in REFUSED
    ]
    result = playbook([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]).check()
    for task, (expression, words) in zip(result.tasks, REFUSED.items(), strict=True):
        assert task["status"] == "failed", expression
        assert words in task["result"]["msg"], expression
        assert "canary" not in task["result"]["msg"]
