# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Modules in process and as processes of their own, on the same state: the results are the same to the letter.

Of the kinds, one of every class (tests/support/rows.py), and with `make chaos` every one.

`Ways.both` runs one playbook twice against a sandbox that is brought to the same state before each run, the second time
with CONFLUENT_IN_PROCESS=false, and compares every result of every task, item and host. Left out of the comparison is
what no two runs have in common: ids, keys, times; and how many requests an item of a loop sent, for in process the
items share what they read (test_loops counts). Which way a task went is read from Ansible's own words at -vvv: "Using
module file" when it sends a module to an interpreter.

A process costs ten times what a task in process does. So of many tasks that show the same thing only those that
``apart`` names are processes in the second run, and with `make chaos` all of them.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.kinds import CASES, PLURALS, READINGS
from tests.support.estate import Estate, build
from tests.support.identifiers import IDENTIFIER
from tests.support.paths import measured
from tests.support.rows import CLASSES, Case, Ground, Plural, Row, filled, set_up
from tests.support.whole import sampled, whole_only

SENT = re.compile(r"Using module file \S*/plugins/modules/(confluent_\w+)\.py")
# Generated anew in each run. Every distinct value gets a number, so that the same value must be in the same places.
GENERATED = re.compile(
    rf"{IDENTIFIER}"
    r"|\b[0-9a-f]{32}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b0x[0-9a-f]{8,}\b|\b[A-Z0-9]{16}\b|\breq-\w+|\bstreamops-playbook-\w+|(?<=:role/)(?:[a-z][0-9]){3}\b"
)
TIME = re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")  # two may be the same by chance, so they get no numbers
WARNING = re.compile(r"\[(?:DEPRECATION )?WARNING\]:[^\n]*")
RowOf = TypeVar("RowOf", bound=Row)
TIMES = {"seconds", "throttled_seconds"}
SECRET = "correct-horse-battery"  # stands for a secret that the user gave


def same_form(value: Any, seen: dict[str, str]) -> Any:
    """A result with what is generated replaced by numbers, and times by zero."""
    if isinstance(value, dict):
        return {k: 0 if k in TIMES else same_form(_named(k, v), seen) for k, v in sorted(value.items())}
    if isinstance(value, list):
        return [same_form(v, seen) for v in value]
    if isinstance(value, str):
        return GENERATED.sub(lambda found: seen.setdefault(found[0], f"<{len(seen)}>"), TIME.sub("<time>", value))
    return value


def _named(name: str, value: Any) -> Any:
    """Numbers that the service gives out in the order of requests, which is any where they are made side by side; names
    that are made of ids, by which lists are in order; and how many intervals of the clock a range of time touches.
    """
    if name == "points" and isinstance(value, list):
        return value[:1]
    if name == "qualified_name" and isinstance(value, str):
        return GENERATED.sub("<id>", value)
    return f"0x{value:08x}" if name == "id" and isinstance(value, int) else value


def without_counts(result: dict[str, Any]) -> dict[str, Any]:
    """The result of an item without the number of its requests."""
    return {**result, "api": {**result["api"], "calls": 0}} if "api" in result else result


def of_loop(entry: dict[str, Any]) -> dict[str, Any]:
    """The result of a task or an item; of a loop without the numbers of requests."""
    result = entry["result"]
    if entry["loop_item"]:
        return without_counts(result)
    return {**result, "results": [*map(without_counts, result["results"])]} if "results" in result else dict(result)


def differences(here: Any, there: Any, path: str = "") -> list[str]:
    """Where two results differ, one line each."""
    if isinstance(here, dict) and isinstance(there, dict):
        names = sorted(here.keys() | there.keys())
        return [line for n in names for line in differences(here.get(n, "-"), there.get(n, "-"), f"{path}.{n}")]
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        pairs = enumerate(zip(here, there, strict=True))
        return [line for n, (h, t) in pairs for line in differences(h, t, f"{path}[{n}]")]
    return [] if here == there else [f"{path}: {here!r} in process, {there!r} as a process"]


class Run:
    """One run of a playbook: its results in comparable form, and which modules ran as processes of their own."""

    def __init__(self, result: Any) -> None:
        self.result = result
        self.sent = SENT.findall(result.output)
        seen: dict[str, str] = {}
        entries = sorted(result.items + result.tasks, key=lambda e: e["host"])  # hosts in parallel: in any order
        # Newer versions of Ansible take warnings out of what callbacks see, and show them only.
        self.warnings = sorted(same_form(WARNING.findall(result.output), seen))
        self.entries = [
            same_form({**{key: e[key] for key in ("task", "host", "status", "loop_item")}, "result": of_loop(e)}, seen)
            for e in entries
        ]

    def task(self, name: str) -> dict[str, Any]:
        return dict(self.result.task(name))


IN_PROCESS, APART = {"CONFLUENT_IN_PROCESS": "true"}, {"CONFLUENT_IN_PROCESS": "false"}
Made = tuple[Estate, list[dict[str, Any]]]


def only_apart(plays: Sequence[Any], apart: Collection[str]) -> list[Any]:
    """Plays or tasks of which those that have none of these names run in process, whatever the run is told."""
    found = []
    for one in plays:
        inner = next((key for key in ("tasks", "block") if key in one), None)
        if inner:
            found.append({**one, inner: only_apart(one[inner], apart)})
        elif one.get("name") in apart:
            found.append(one)
        else:
            own = one.get("environment", [])
            found.append({**one, "environment": [*(own if isinstance(own, list) else [own]), IN_PROCESS]})
    return found


class Ways:
    """Runs playbooks both ways. `row` is what is set up, with its files in `tmp`, in place of the standard estate; or
    the tasks are a function that sets up what they need in an empty sandbox, and gives the estate and the plays.
    `prepare` brings the estate to the state that a playbook starts from. `coverage`: whether what runs in process is
    measured, which costs half a second. `whole`: no task is left out of the comparison.
    """

    def __init__(self, sandbox: Any, playbook: Callable[..., Any], whole: bool) -> None:
        self.sandbox, self.playbook, self.whole = sandbox, playbook, whole

    def ground(self, row: Row | None, tmp: Path | None) -> Ground:
        """What a playbook starts from: that of the row, with nothing that an earlier run has left, or the estate."""
        self.sandbox.reset()
        # One way is faster than the other: what the service shows late would be a matter of chance.
        self.sandbox.settings(connector_status_delay=0.0)
        if row is None or tmp is None:
            estate = build(self.sandbox)
            return Ground(estate, estate.ids)
        shutil.rmtree(tmp)
        tmp.mkdir(mode=0o700)
        return set_up(row, self.sandbox, tmp)

    def once(
        self,
        tasks: Any,
        in_process: str,
        prepare: Callable[[Estate], Any] | None = None,
        row: Row | None = None,
        tmp: Path | None = None,
        **how: Any,
    ) -> Run:
        estate, plays = self._made(tasks, row, tmp)
        if prepare:
            prepare(estate)
        coverage = measured() if how.pop("coverage", True) and in_process == "true" else {}
        env = {
            **coverage,
            **estate.env,
            "CONFLUENT_IN_PROCESS": in_process,
            "ANSIBLE_INJECT_INVOCATION": "1",
            **how.pop("env", {}),
        }
        return Run(self.playbook(plays, env=env, args=["-vvv", *how.pop("args", ())], **how))

    def _made(self, tasks: Any, row: Row | None, tmp: Path | None) -> Made:
        """The estate, and the plays."""
        if callable(tasks):
            self.sandbox.reset()
            estate, plays = tasks()
            return estate, plays
        ground = self.ground(row, tmp)
        return ground.estate, ground.filled(tasks if "tasks" in tasks[0] else [{"tasks": tasks}])

    def both(self, tasks: Any, apart: Collection[str] | None = None, **how: Any) -> tuple[Run, Run]:
        """The run in process and the ordinary one, compared. Returns both.

        apart: the names of the tasks that are processes of their own in the ordinary run, if not all are to be.
        """

        def ordinarily() -> Made:
            estate, plays = tasks() if callable(tasks) else self._made(tasks, how.get("row"), how.get("tmp"))
            return estate, plays if apart is None or self.whole else only_apart(plays, apart)

        inside, ordinary = self.once(tasks, "true", **how), self.once(ordinarily, "false", **how)
        assert len(inside.entries) == len(ordinary.entries), inside.result.output
        for here, there in zip(inside.entries, ordinary.entries, strict=True):
            assert here == there, f"{here['task']}:\n" + "\n".join(differences(here, there))
        assert inside.warnings == ordinary.warnings
        ran = [e for e in inside.result.items + inside.result.tasks if "confluent_" in e["action"]]
        assert ran, inside.result.output
        assert ordinary.sent, "nothing ran as a process of its own"
        assert apart is None or len(ordinary.sent) >= len(apart), "one of them ran in process"
        return inside, ordinary

    def side_by_side(self, steps: list[dict[str, Any]], apart: Collection[str], **how: Any) -> Run:
        """As `both`, of tasks that change nothing, in one run: first all of them in process, then those that `apart`
        names (if this is the whole of it, all) as processes. Returns the run, where tasks are found by their names as
        they ran in process.
        """
        again = [{**step, "name": f"{step['name']}, apart"} for step in steps if self.whole or step["name"] in apart]
        run = self.once(
            [{"tasks": again, "environment": APART}, {"tasks": steps, "environment": IN_PROCESS}], "true", **how
        )
        assert len(run.sent) == len(again) >= len(apart)
        told = {entry["task"]: entry for entry in run.result.tasks}
        for step in steps:
            here, there = told[step["name"]], told.get(f"{step['name']}, apart")
            if there:
                assert here["status"] == there["status"]
                words = differences(*(same_form(of_loop(entry), {}) for entry in (here, there)))
                assert not words, f"{step['name']}:\n" + "\n".join(words)
        return run


@pytest.fixture
def ways(sandbox: Any, playbook: Callable[..., Any], whole: bool) -> Ways:
    return Ways(sandbox, playbook, whole)


def task(name: str, module: str, arguments: dict[str, Any] | None = None, **keywords: Any) -> dict[str, Any]:
    return {"name": name, f"streamops.confluent.{module}": arguments or {}, "ignore_errors": True, **keywords}


# ---- modules of every class

# Newer versions of Ansible say of what a process has answered that they could parse it.
REGISTERED = "{{ made | dict2items | rejectattr('key', 'eq', 'ansible_parsed') | sort(attribute='key') }}"


def life_of(case: Case, prefix: str = "") -> list[dict[str, Any]]:
    return [
        task(f"{prefix}check", case.module, case.arguments, check_mode=True, diff=True),
        task(f"{prefix}create", case.module, case.arguments, register="made", diff=True),
        task(f"{prefix}unchanged", case.module, case.arguments),
        task(f"{prefix}read", case.twin, case.info),
        task(f"{prefix}absent", case.module, {**case.arguments, **case.removal, "state": "absent"}),
        {
            "name": f"{prefix}registered",
            "ansible.builtin.debug": {"msg": REGISTERED},
        },
    ]


def life_of_many(case: Plural, prefix: str = "") -> list[dict[str, Any]]:
    purged = {**case.options(case.items[:1]), "purge": case.purge}
    return [
        task(f"{prefix}check", case.module, case.options(case.items), check_mode=True, diff=True),
        task(f"{prefix}create", case.module, case.options(case.items), register="made", diff=True),
        task(f"{prefix}purged", case.module, purged, check_mode=True, diff=True),
        task(f"{prefix}absent", case.module, case.options(case.items, state="absent")),
        {
            "name": f"{prefix}registered",
            "ansible.builtin.debug": {"msg": REGISTERED},
        },
    ]


def lived(case: Case, run: Run, prefix: str = "") -> None:
    """The life was one."""
    names = ("check", "create", "unchanged", "read", "absent")
    changed = [run.task(f"{prefix}{name}")["changed"] for name in names]
    made = not case.brought
    assert changed == [made, made, False, False, True], case.kind
    assert run.task(f"{prefix}check")["invocation"]["module_args"]["state"] == "present"


def lived_as_many(case: Plural, run: Run, prefix: str = "") -> None:
    names = ("check", "create", "absent")
    assert [run.task(f"{prefix}{name}")["changed"] for name in names] == [True] * 3, case.plural


SINGLE = [case for case in CASES if case.stands_for]
MANY = [case for case in PLURALS if case.stands_for]
EVERY_TASK = sampled("some of these tasks as processes stand for all")
EVERY_KIND = whole_only("one kind of each class stands for all")
# What runs as a process of its own besides the creation, of the class that shows it best.
BESIDES = {"plain": ("read",), "settings": ("absent",), "many": ("purged",)}
READ = [task(reading.module, reading.module, reading.arguments) for reading in READINGS]


@pytest.mark.costs(*(case.kind for case in (*SINGLE, *MANY, *READINGS)))
def test_a_kind_of_every_class(ways: Ways, tmp_path: Path) -> None:
    """One after the other on one estate, for the start of a playbook costs more than a task."""
    assert {case.stands_for for case in (*SINGLE, *MANY)} == {*CLASSES}

    def lives() -> Made:
        shutil.rmtree(tmp_path)
        tmp_path.mkdir(mode=0o700)
        estate, plays = Estate(ways.sandbox), []
        for case in (*SINGLE, *MANY):
            folder = tmp_path / case.module
            folder.mkdir(mode=0o700)
            # What a row prepares could be in the way of another one, so it is made when its turn comes.
            ground = set_up(replace(case, prepare=()), ways.sandbox, folder, estate=estate)
            before = [task(f"{case.kind} prepared", *step, environment=IN_PROCESS) for step in case.prepare]
            life = life_of(case, f"{case.kind} ") if isinstance(case, Case) else life_of_many(case, f"{case.plural} ")
            plays.append({"tasks": ground.filled([*before, *life])})
        estate.needs(*(part for reading in READINGS for part in reading.needs))
        return estate, [*plays, {"tasks": filled(READ, estate.ids)}]

    apart = {
        f"{case.kind if isinstance(case, Case) else case.plural} {step}"
        for case in (*SINGLE, *MANY)
        for step in ("create", *BESIDES.get(case.stands_for, ()))
    }
    inside, _ordinary = ways.both(lives, {*apart, READINGS[0].module}, coverage=False)
    assert inside.sent == []
    assert not inside.result.failures
    for single in SINGLE:
        lived(single, inside, f"{single.kind} ")
    for many in MANY:
        lived_as_many(many, inside, f"{many.plural} ")
    assert not [one.module for one in READINGS if inside.task(one.module)["changed"]]


@EVERY_KIND
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_modules_that_manage_and_their_twins(case: Case, ways: Ways, tmp_path: Path) -> None:
    inside, _ordinary = ways.both(life_of(case), row=case, tmp=tmp_path, coverage=False)
    assert inside.sent == []
    assert not inside.result.failures
    lived(case, inside)


@EVERY_KIND
def test_modules_that_only_read(ways: Ways, tmp_path: Path) -> None:
    row = Row(needs=tuple(dict.fromkeys(part for reading in READINGS for part in reading.needs)))
    inside, _ordinary = ways.both(READ, row=row, tmp=tmp_path)
    assert inside.sent == []
    assert [entry["task"] for entry in inside.result.by_status("ok")] == [reading.module for reading in READINGS]


@EVERY_KIND
@pytest.mark.parametrize("case", PLURALS, ids=lambda case: case.plural)
def test_modules_for_many(case: Plural, ways: Ways, tmp_path: Path) -> None:
    inside, _ordinary = ways.both(life_of_many(case), row=case, tmp=tmp_path, coverage=False)
    assert inside.sent == []
    assert not inside.result.failures
    lived_as_many(case, inside)


# ---- arguments


@EVERY_TASK
def test_arguments_that_are_refused(ways: Ways) -> None:
    """By Ansible; and before it turns them into something else."""
    acl = {"principal": "User:*", "resource_type": "TOPIC", "operation": "READ"}
    turned = [
        task("a switch for a number", "confluent_topic", {"name": "x", "partitions": True}),
        task("yes for a number", "confluent_topics", {"topics": [{"name": "x"}, {"name": "y", "partitions": True}]}),
        task("a default", "confluent_topics", {"topics": [{"name": "x"}], "defaults": {"partitions": True}}),
        task("a fraction", "confluent_topic", {"name": "x", "partitions": 1.5}),
        task("endless", "confluent_topic", {"name": "x", "wait_timeout": float("inf")}),
        task("of the connection", "confluent_topic_info", {"retry_timeout": True}),
        task("a null among texts", "confluent_subject_config_info", {"subject": ["a", None]}),
        task(
            "a null among patterns",
            "confluent_topics",
            {"topics": [], "purge": {"name_prefix": "x", "protected": ["a", None]}},
        ),
        task("a null among items", "confluent_topics", {"topics": [{"name": "x"}, None]}),
        task("a null in a setting", "confluent_topic", {"name": "x", "config": {"cleanup.policy": ["delete", None]}}),
        task("a switch for text", "confluent_topic", {"name": True}),
        task("a switch for a choice", "confluent_acl", {**acl, "resource_name": "x", "operation": True}),
        task("of an item", "confluent_acls", {"acls": [{**acl, "resource_name": "x", "operation": True}]}),
        task("a mapping for text", "confluent_acl", {**acl, "resource_name": {"a": 1}}),
        task("a list for text", "confluent_acl", {**acl, "resource_name": ["a", "b"]}),
        task("a secret", "confluent_topic", {"name": 1.5, "kafka_api_secret": {"value": SECRET}}),
        task("and refused by Ansible", "confluent_topic", {"name": True, "partition": 3}),
    ]
    acl = {**acl, "resource_name": "x"}
    schema = {"subject": "s", "schema": {"type": "string"}}
    refused = [
        task("unsupported", "confluent_topic", {"name": "x", "partition": 3}),
        task("two unsupported", "confluent_topic", {"nme": "x", "partition": 3, "kafka_api_secret": SECRET}),
        task("nested", "confluent_schema", {**schema, "references": [{"name": "a", "subject": "b", "versio": 1}]}),
        task("choice", "confluent_acl", {**acl, "operation": "LOOK"}),
        task("type", "confluent_topic", {"name": "x", "partitions": "many"}),
        task("dict", "confluent_topic", {"name": "x", "config": "retention"}),
        task("missing", "confluent_topic"),
        task("missing of two", "confluent_environment"),
        task("null", "confluent_topic", {"name": "{{ none_there | default(none) }}"}),
        task("all at once", "confluent_topic", {"name": "a b", "partitions": 0, "config": {"retention.ms": "7 years"}}),
        task("secret in the words", "confluent_topic", {"name": "x", "kafka_api_secret": "many", "partitions": "many"}),
    ]
    steps = [*turned, *refused]
    apart = {"yes for a number", "endless", "a null among patterns", "a secret", "and refused by Ansible"}
    apart |= {"two unsupported", "nested", "missing of two", "secret in the words"}
    run = ways.side_by_side(steps, apart, coverage=False)
    assert {task["status"] for task in run.result.tasks} == {"failed"}
    assert run.task("unsupported")["msg"].startswith("Unsupported parameters for (streamops.confluent.confluent_topic)")
    named = {
        "a switch for a number": "partitions is a boolean",
        "yes for a number": "topics[1].partitions is a boolean",
        "a default": "defaults.partitions is a boolean",
        "a fraction": "partitions is not a whole number",
        "endless": "wait_timeout is not a whole number",
        "of the connection": "retry_timeout is a boolean",
        "a null among texts": "subject[1] is null",
        "a null among patterns": "purge.protected[1] is null",
        "a null among items": "topics[1] is null",
        "a null in a setting": "cleanup.policy: its list has a null",
        "a switch for text": "name is a boolean",
        "a switch for a choice": "operation is a boolean",
        "of an item": "acls[0].operation is a boolean",
        "a mapping for text": "resource_name is a mapping",
        "a list for text": "resource_name is a list",
        "a secret": "kafka_api_secret is a mapping",
    }
    for name, words in named.items():
        assert words in run.task(name)["msg"], (name, run.task(name))
    for name, option in {
        "a switch for text": "name",
        "a switch for a choice": "operation",
        "of an item": "acls",
    }.items():
        assert run.task(name)["invocation"]["module_args"][option] is None, "nobody stated what stands in for it"
        assert run.task(name)["problems"]
    assert "| string" in run.task("a mapping for text")["msg"]
    assert SECRET not in run.result.output


# ---- what must not be seen


@EVERY_TASK
def test_secrets_do_not_show(ways: Ways) -> None:
    """In results, invocations, differences, warnings and failures; and `no_log` on the task hides everything."""
    secret = {"oauth_token": SECRET, "oauth_identity_pool": "pool-1"}
    config = {"connector.class": "DatagenSource", "kafka.api.key": "KEY", "kafka.api.secret": f"{SECRET}-of-kafka"}
    key = {"name": "shown", "owner": "orders-service", "resource": "cloud"}
    steps = [
        task(
            "result",
            "confluent_service_account",
            {"name": "a", "description": f"pass {SECRET} on", **secret},
            diff=True,
        ),
        task("failure", "confluent_topic", {"name": f"{SECRET} !", **secret}),
        task("warning", "confluent_topic", {"environment": SECRET, "name": "x", "state": "absent", **secret}),
        task("check", "confluent_topic", {"environment": SECRET, "name": "x", **secret}, check_mode=True),
        task("in a name", "confluent_service_account", {"name": SECRET, **secret}),
        task("settings", "confluent_connector", {"name": "c", "config": config}),
        task("sensitive", "confluent_connector", {"name": "c", "config": {}, "sensitive_config": {"a": SECRET}}),
        task("proxy", "confluent_environment_info", {"proxy": f"http://user:{SECRET}@127.0.0.1:9", "retry_timeout": 0}),
        task("key", "confluent_api_key", key),
        task("hidden key", "confluent_api_key", key, no_log=True, register="made"),
        {"name": "hidden registered", "ansible.builtin.debug": {"msg": "{{ made.api_key.keys() | sort }}"}},
        task("hidden", "confluent_service_account", {"name": "b", "description": "hidden words"}, no_log=True),
        task("hidden failure", "confluent_topic", {"name": "hidden name !"}, no_log=True),
        task("hidden items", "confluent_topic", {"name": "{{ item }}"}, loop=["hidden-1", "hidden 2"], no_log=True),
    ]
    apart = {"result", "failure", "settings", "key", "hidden key"}
    secret_of_cloud = {"CONFLUENT_CLOUD_API_SECRET": ways.sandbox.cloud_secret}
    inside, ordinary = ways.both(steps, apart, env=secret_of_cloud, coverage=False)
    assert inside.sent == []
    for run in (inside, ordinary):
        told = json.dumps(run.result.tasks + run.result.items)
        for text in (SECRET, "hidden words", "hidden name", ways.sandbox.cloud_secret):
            assert text not in told
        assert not [words for words in run.warnings if SECRET in words]
        assert any("Taken as absent already: there is no environment '********'" in words for words in run.warnings)
    assert "********" in inside.task("result")["service_account"]["description"]
    assert "no_log: true" in inside.task("key")["msg"]
    assert "secret" in json.dumps(inside.task("hidden registered")["msg"])


def test_an_error_that_nobody_expected(ways: Ways, tmp_path: Path) -> None:
    """A defect that is brought into both kinds of processes: text and traceback are censored, and nothing crashes."""
    defect = f"""
import sys, urllib.parse
encode = urllib.parse.quote
def quote(value, *further, **named):
    if value == {SECRET!r} and sys._getframe(1).f_globals["__name__"].endswith("._wire.http"):
        raise RuntimeError("no way with " + value)
    return encode(value, *further, **named)
urllib.parse.quote = quote
"""
    (tmp_path / "sitecustomize.py").write_text(defect, encoding="utf-8")
    odd = {"name": SECRET, "oauth_token": SECRET}
    steps = [
        task("in process", "confluent_topic", odd, environment=IN_PROCESS),
        task("apart", "confluent_topic", odd, environment=APART),
    ]
    run = ways.once(steps, "true", env={"PYTHONPATH": str(tmp_path)}, coverage=False)
    assert len(run.sent) == 1
    assert len(run.result.by_status("failed")) == len(steps), run.result.output
    for name in ("in process", "apart"):
        words = run.task(name)["msg"]
        assert words.startswith("Unexpected error, which is a defect of the collection"), words
        assert words.endswith("RuntimeError: no way with ********"), words
    assert SECRET not in json.dumps(run.result.tasks)


# ---- what a task brings


@EVERY_TASK
def test_what_a_task_brings(ways: Ways, tmp_path: Path) -> None:
    """Values of all kinds, environment, defaults, loops and modes."""
    from ansible.parsing.vault import VaultLib, VaultSecret

    (tmp_path / "password").write_text("vault password", encoding="utf-8")
    sealed = VaultLib([("default", VaultSecret(b"vault password"))]).encrypt(b"from the vault").decode()
    block = "\n".join("  " + line for line in sealed.splitlines())
    (tmp_path / "vars.yml").write_text(f"sealed: !vault |\n{block}\nday: 2026-11-23\nnumber: 7\n", encoding="utf-8")
    (tmp_path / "schema.avsc").write_text('{"type": "string"}', encoding="utf-8")
    account = "confluent_service_account"
    both = {"name": "one", "display_name": "other"}
    settings = {"retention.ms": 86400000, "cleanup.policy": ["delete"], "message.timestamp.after.max.ms": None}
    values = [
        task("vault", account, {"name": "sealed", "description": "{{ sealed }}"}, register="opened"),
        {"name": "from the vault", "ansible.builtin.debug": {"msg": "{{ opened.service_account.description | list }}"}},
        task("number for a string", account, {"name": "numbered", "description": 12}),
        task("date for a string", account, {"name": "dated", "description": "{{ day }}"}),
        task("list for a string", account, {"name": "listed", "description": ["a", "b"]}),
        task("omitted", account, {"name": "omitting", "description": "{{ nothing | default(omit) }}"}),
        task("strings for numbers", "confluent_topic", {"name": "typed", "partitions": "{{ '3' }}", "wait": "yes"}),
        task("values of a dict", "confluent_topic", {"name": "typed", "config": settings}),
        task("number in a dict", "confluent_topic", {"name": "typed", "config": {"max.message.bytes": "{{ number }}"}}),
        task("by alias", account, {"display_name": "by alias"}),
        task("by both names", account, both),
        task("nested by both names", f"{account}s", {"service_accounts": [{"name": "x"}, both]}),
        task("alias over environment", "confluent_topic", {"kafka_cluster": "orders", "name": "typed"}),
        task("a path in the home folder", "confluent_schema", {"subject": "p", "schema_file": "~/schema.avsc"}),
        task("a path of a play", "confluent_schema", {"subject": "q", "schema_file": "playbook.yml"}),
        task("read back", f"{account}_info", register="read"),
        {"name": "registered", "ansible.builtin.debug": {"msg": "{{ read.service_accounts | map(attribute='name') }}"}},
    ]

    def template(estate: Estate) -> None:
        account = {"display_name": "unsafe", "description": "{{ 6 * 7 }}"}
        estate.sandbox.request("POST", "/iam/v2/service-accounts", account)

    other = {"CONFLUENT_ENVIRONMENT": "{{ item }}"}
    group = {"group/streamops.confluent.all": {"retry_timeout": 7}}
    own = {"streamops.confluent.confluent_service_account": {"description": "by default"}}
    brought = [
        task("fed", "confluent_kafka_cluster_info", environment={"CONFLUENT_ENVIRONMENT": "nowhere"}),
        task("not fed", "confluent_kafka_cluster_info"),
        task("fed in a loop", "confluent_kafka_cluster_info", loop=["dev", "nowhere", "dev"], environment=other),
        {"block": [task("in a block", "confluent_topic_info")], "environment": {"CONFLUENT_KAFKA_CLUSTER": "nothing"}},
        task("secret from it", "confluent_environment_info", environment={"CONFLUENT_CLOUD_API_SECRET": SECRET}),
        task("defaults", account, {"name": "a"}, module_defaults=own),
        task("defaults of the group", "confluent_topic_info", module_defaults=group),
        task("defaults of both", account, {"name": "b", "retry_timeout": 9}, module_defaults={**group, **own}),
    ]
    topic = "confluent_topic"
    shown = "{{ made.results | map(attribute='topic', default={}) | map(attribute='partitions', default=0) | list }}"
    modes = [
        task("loop", topic, {"name": "t.{{ item }}", "partitions": "{{ item }}"}, loop=[1, 0, 3], register="made"),
        {"name": "registered partitions", "ansible.builtin.debug": {"msg": shown}},
        task("again", topic, {"name": "t.{{ item }}", "partitions": "{{ item }}"}, loop=[1, 3], diff=True),
        task("skipping", topic, {"name": "t.{{ item }}"}, loop=[1, 2], when="item == 2", check_mode=True),
        task("changed_when", topic, {"name": "t.1"}, changed_when=True),
        task("failed_when", topic, {"name": "t.1"}, failed_when="topic is defined", register="topic"),
        task("until", topic, {"name": "t 1"}, register="tried", until="tried is success", retries=1, delay=0),
    ]
    apart = {"vault", "date for a string", "nested by both names", "a path in the home folder", "a path of a play"}
    apart |= {"fed", "secret from it", "defaults of both", "loop", "until"}
    plays = [{"tasks": values}, {"tasks": brought, "environment": {"UNUSED": "x"}}, {"tasks": modes}]
    args = ["-e", f"@{tmp_path / 'vars.yml'}", "--vault-password-file", str(tmp_path / "password")]
    how = {"prepare": template, "args": args, "env": {"HOME": str(tmp_path)}, "diff": True}
    inside, _ordinary = ways.both(plays, apart, **how)
    assert inside.sent == []
    # By letters, for newer versions of Ansible mask what comes from a Vault wherever it is shown.
    assert "".join(inside.task("from the vault")["msg"]) == "from the vault"
    for name, alias in (("name", "display_name"), ("cluster", "kafka_cluster")):
        assert f"[WARNING]: Both option {name} and its alias {alias} are set." in inside.warnings
    assert any("Both option service_accounts[1].name and its alias" in words for words in inside.warnings)
    described = [account["description"] for account in inside.task("read back")["service_accounts"]]
    assert "{{ 6 * 7 }}" in described, "what the service says is data, not a template"
    fed = [e["status"] for e in inside.result.items if e["task"] == "fed in a loop"]
    assert fed == ["ok", "failed", "ok"]
    assert "nowhere" in inside.task("fed")["msg"]
    assert inside.task("not fed")["kafka_clusters"]
    assert inside.task("defaults")["service_account"]["description"] == "by default"
    assert inside.task("defaults of the group")["invocation"]["module_args"]["retry_timeout"] == 7
    assert inside.task("defaults of both")["invocation"]["module_args"]["retry_timeout"] == 9
    assert inside.task("registered partitions")["msg"] == [1, 0, 3]
    assert inside.task("until")["attempts"] == 1


@EVERY_TASK
def test_hosts_in_parallel_and_delegation(ways: Ways) -> None:
    """Results go to the host of the task; a host that is not this machine is not talked to when a task is delegated."""
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    remote = {"ansible_connection": "ssh", "ansible_host": "192.0.2.1"}
    hosts = {f"host{n}": {**local, "partitions": n} for n in (1, 2, 3)}
    inventory = {"all": {"hosts": {**hosts, "remote": remote, "localhost": local}}}
    one = {"name": "t.{{ inventory_hostname }}", "partitions": "{{ partitions }}"}
    steps = [
        {"hosts": "host*", "tasks": [task("own", "confluent_topic", one), task("again", "confluent_topic", one)]},
        {"hosts": "remote", "tasks": [task("delegated", "confluent_topic", {"name": "t.d"}, delegate_to="localhost")]},
        {"hosts": "host1", "tasks": [task("once", "confluent_topic", {"name": "t.once"}, run_once=True)]},
    ]
    apart = {"own", "delegated"}
    inside, _ordinary = ways.both(steps, apart, inventory=inventory, args=["--forks", "3"], coverage=False)
    assert inside.sent == []
    made = {e["host"]: e["result"]["topic"]["partitions"] for e in inside.result.tasks if e["task"] == "own"}
    assert made == {"host1": 1, "host2": 2, "host3": 3}
    assert inside.task("delegated")["changed"]


# ---- where a task runs


def test_what_runs_as_a_process_of_its_own(ways: Ways, tmp_path: Path) -> None:
    """Whatever is not for this interpreter on this machine as this user at once; the switch in a task's environment."""
    read = "confluent_environment_info"
    link = tmp_path / "python"
    link.symlink_to(sys.executable)
    steps = [
        task("plain", read),
        task("switched off", read, environment={"CONFLUENT_IN_PROCESS": "false"}),
        task("not a switch", read, environment={"CONFLUENT_IN_PROCESS": "perhaps"}),
        task("later", read, **{"async": 30, "poll": 1}),
        task("later without waiting", read, **{"async": 30, "poll": 0}),
        task("as another user", read, become=True, become_method="ansible.builtin.su"),
        task("another interpreter", read, vars={"python": str(link)}),
        task("no such interpreter", read, vars={"python": "/nonexistent/python"}),
        task("this interpreter", read, vars={"python": sys.executable}),
        task("discovered on this machine", read, vars={"python": "auto"}),
        task("discovered in silence", read, vars={"python": "auto_silent"}),
        task("another machine", read, vars={"ansible_connection": "ssh", "ansible_host": "192.0.2.1"}, timeout=5),
    ]
    either = {"ansible_python_interpreter": "{{ python | default(ansible_playbook_python) }}"}
    run = ways.once(steps, "true", extra_vars=either, args=["--ssh-extra-args", "-o ConnectTimeout=1"])
    reasons = re.findall(rf"{read} runs (.+)", run.result.output)
    own = "as a process of its own: "
    assert reasons == [
        "in process",
        f"{own}CONFLUENT_IN_PROCESS is false",
        f"{own}async",
        f"{own}async",
        f"{own}become",
        f"{own}the interpreter is to be {link}",
        f"{own}the interpreter is to be /nonexistent/python",
        "in process",
        "in process",
        "in process",
        f"{own}the connection is ssh",
    ]
    assert "CONFLUENT_IN_PROCESS is to be true or false, not 'perhaps'" in json.dumps(run.task("not a switch")["msg"])
    assert len(run.sent) >= 4
    names = {"plain", "switched off", "later", "this interpreter", "discovered on this machine"}
    names |= {"discovered in silence"}
    found = [run.task(name)["environments"] for name in sorted(names)]
    assert all(environments == found[0] for environments in found), "the same task, another way, another result"


def test_a_controller_without_requests_hands_over(ways: Ways, tmp_path: Path) -> None:
    (tmp_path / "requests.py").write_text("raise ImportError('there is no requests')\n", encoding="utf-8")
    steps = [
        task("handed over", "confluent_environment_info", environment=IN_PROCESS),
        task("apart", "confluent_environment_info", environment=APART),
    ]
    run = ways.once(steps, "true", env={"PYTHONPATH": str(tmp_path)})
    assert run.sent == ["confluent_environment_info"] * 2
    assert run.entries[0]["result"] == run.entries[1]["result"]
    assert "Failed to import the required Python library (requests)" in run.task("handed over")["msg"]


def test_a_long_wait_shows_progress(ways: Ways) -> None:
    def slow(estate: Estate) -> None:
        estate.sandbox.settings(cluster_provisioning=4.5)

    cluster = {"name": "slow", "type": "Basic", "availability": "LOW", "cloud": "AWS", "region": "eu-central-1"}
    steps = [task("wait", "confluent_kafka_cluster", {**cluster, "oauth_token": "slow"})]
    run = ways.once(steps, "true", slow)
    shown = re.findall(r"^\[localhost\] Kafka cluster .*$|^\[localhost\] kafka cluster .*$", run.result.stdout, re.M)
    assert len(shown) == 1, run.result.output
    assert re.search(r"\*{8}: PROVISIONING after \d s \(limit \d+ s\)", shown[0]), shown
