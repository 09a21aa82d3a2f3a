# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters in, result out: the one way from a task to the service, for modules and for the action plugin alike.

    task -> parameters -> desired -> actual -> plan -> (check mode stops here) -> apply -> settle -> result

`manage` and `inform` are plain functions of their options; `run_module` and `run_info_module` put AnsibleModule
around them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib
from ansible.module_utils.common.validation import (
    check_required_if,
    check_required_one_of,
    check_required_together,
)

from ansible_collections.streamops.confluent.plugins.module_utils import _http
from ansible_collections.streamops.confluent.plugins.module_utils._apply import VERBS, apply
from ansible_collections.streamops.confluent.plugins.module_utils._cloud import Cloud
from ansible_collections.streamops.confluent.plugins.module_utils._connection import (
    CONNECTION,
    check_connection,
    transport_of,
)
from ansible_collections.streamops.confluent.plugins.module_utils._errors import (
    ConfluentError,
    NoKeyFile,
    NotFound,
    Refused,
    attempting,
)
from ansible_collections.streamops.confluent.plugins.module_utils._kind import Field, Kind, Object, Rules
from ansible_collections.streamops.confluent.plugins.module_utils._plan import (
    CREATED,
    UNCHANGED,
    Change,
    duplicates,
    plan,
)

Told = Callable[[str], None]


@dataclass
class Outcome:
    """What has happened so far; it is the result of a run that succeeds and part of the result of one that fails."""

    kind: type[Kind]
    operation: str = UNCHANGED
    changed: bool = False
    item: Object | None = None
    diff: dict[str, Any] = field(default_factory=dict)
    wait: dict[str, Any] | None = None

    def result(self) -> dict[str, Any]:
        """The result as a module returns it."""
        result: dict[str, Any] = {"changed": self.changed, "operation": self.operation, self.kind.name: self.item}
        if self.diff:
            result["diff"] = self.diff
        if self.wait:
            result["wait"] = self.wait
        return result


def run(kind: Kind, item: Mapping[str, Any], check_mode: bool, outcome: Outcome) -> None:
    """Bring one item to its stated condition, or in check mode find out what that would take. Fills `outcome`.

    Raises ConfluentError; `outcome` then says what was done before.
    """
    problems = list(kind.invalid(item))
    if problems:
        raise Refused(problems)
    try:
        with attempting(f"find what {kind.label(item)} belongs to"):
            kind.open()
            wanted = kind.desired(item)
    except (NotFound, NoKeyFile) as error:
        _without_scope(kind, item, check_mode, outcome, error)
        return
    change = _planned(kind, wanted, item)
    outcome.operation, outcome.diff = change.operation, change.diff(kind)
    if change.needed and (check_mode or kind.rehearsed_first(change)):
        with attempting(f"{VERBS[change.operation]} {change.label}"):
            kind.rehearse(change)
    if check_mode:
        outcome.changed = change.needed
        predicted = change.predicted()
        outcome.item = None if predicted is None else kind.shown(predicted)
        return
    made = apply(kind, change)
    outcome.changed = change.needed
    outcome.item = None if made is None else kind.shown(made)
    subject = made if made is not None else change.before
    if subject is None:
        return
    try:
        settled = kind.settle(change, subject)
    finally:
        outcome.wait = kind.waited.result() if kind.waited is not None and kind.waited.slept else None
    if made is not None:
        outcome.item = kind.shown(settled)


def _planned(kind: Kind, wanted: Object, item: Mapping[str, Any]) -> Change:
    """The change for one item. Raises Refused with every reason against it, before any write."""
    problems = duplicates(kind, [wanted])
    with attempting(f"read {kind.label(wanted)}"):
        actual = kind.read([wanted])[0]
        change, refused = plan(kind, wanted, actual, item)
        problems += refused
        if not refused or change.before is not None:  # of a creation that lacks something no kind can judge the rest
            problems += kind.refusals(change)
    if problems:
        raise Refused(problems)
    return change


def _without_scope(kind: Kind, item: Mapping[str, Any], check_mode: bool, outcome: Outcome, error: Refused) -> None:
    """The scope, an owner or the key's file is not there.

    What is to be absent is absent then, unless only the key is missing. In check mode what is to be present would be
    made after its scope, by earlier tasks of the same play. Otherwise it is a failure.
    """
    if item.get("state", "present") == "absent" and isinstance(error, NotFound):
        kind.cloud.warn(f"Taken as absent already: {error.problems[0]}")
        return
    if not check_mode or item.get("state", "present") == "absent" or item.get("id"):  # what has an id was made before
        raise error
    stated: Object = {f.name: item[f.name] for f in kind.fields if not f.computed and item.get(f.name) is not None}
    change = Change(CREATED, kind.label(stated), stated, None, item)
    kind.cloud.warn(f"Check mode: {error.problems[0]} A real run fails here unless an earlier task makes it.")
    outcome.operation, outcome.changed, outcome.diff = CREATED, True, change.diff(kind)
    outcome.item = kind.shown(stated)


def spec_of(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Ansible's argument spec of these fields and the connection options."""

    def with_fallback(entry: dict[str, Any]) -> dict[str, Any]:
        variables = entry.pop("env", None)
        if variables:
            entry["fallback"] = (env_fallback, variables)
        return entry

    return {f.name: with_fallback(f.spec()) for f in (*fields, *CONNECTION)}


@dataclass(frozen=True)
class Task:
    """What a task brings besides its options: modes, whether its result is censored, and how to talk to the user."""

    check_mode: bool
    no_log: bool
    progress: Told
    warn: Told


@dataclass
class Report:
    """What a module returns: `failed`, the result's fields, and the strings that no output may show."""

    failed: bool
    fields: dict[str, Any]
    secrets: set[str] = field(default_factory=set)


def refuse_nulls(fields: tuple[Field, ...], rules: Rules, options: Mapping[str, Any]) -> None:
    """Raise Refused where a null stands for what is needed.

    Ansible counts an option that is given as null (`name: "{{ nothing | default(none) }}"`) as given, and makes a null
    that is required an empty string.
    """
    given = {name: value for name, value in options.items() if value is not None}
    problems = [
        f"{f.name} is needed, and it is empty" for f in fields if f.required and given.get(f.name) in (None, "")
    ]
    checks = (
        (check_required_one_of, rules.required_one_of),
        (check_required_if, rules.required_if),
        (check_required_together, rules.required_together),
    )
    for check, terms in checks:
        try:
            check([list(term) for term in terms], given)
        except TypeError as error:
            problems.append(str(error))
    if problems:
        raise Refused(problems)


def manage(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """A CRUD module as a function of its validated options."""
    cloud = Cloud(options, transport_of(options, read_only=task.check_mode), progress=task.progress, warn=task.warn)
    kind = kind_class(cloud, {**options, "_no_log": task.no_log})
    outcome = Outcome(kind_class)
    try:
        check_connection(options, task.warn)
        refuse_nulls(kind_class.argument_fields(), kind_class.rules, options)
        run(kind, kind.options, task.check_mode, outcome)
    except ConfluentError as error:
        # Whatever was planned: something has changed when a write has got through.
        outcome.changed = cloud.transport.statistics.writes > 0
        so_far = outcome.result() if outcome.changed else {}
        return _report(cloud, {**so_far, "msg": str(error), **error.result()}, kind, failed=True)
    return _report(cloud, outcome.result(), kind)


def inform(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """An `_info` module as a function of its validated options."""
    cloud = Cloud(options, transport_of(options, read_only=True), progress=task.progress, warn=task.warn)
    kind = kind_class(cloud, options)
    try:
        check_connection(options, task.warn)
        refuse_nulls(kind_class.info_argument_fields(), kind_class.info_rules, options)
        with attempting(f"list {kind_class.plural.replace('_', ' ')}"):
            kind.open()
            found = [kind.shown(item) for item in kind.select()]
    except ConfluentError as error:
        return _report(cloud, {"msg": str(error), **error.result()}, kind, failed=True)
    return _report(cloud, {"changed": False, kind_class.plural: found}, kind)


def _report(cloud: Cloud, fields: dict[str, Any], kind: Kind, failed: bool = False) -> Report:
    cloud.transport.close()
    return Report(failed, {**fields, "api": cloud.transport.statistics.result()}, set(kind.secrets()))


def _as_module(
    kind_class: type[Kind], fields: tuple[Field, ...], rules: Rules, function: Callable[..., Report]
) -> None:
    """Put AnsibleModule around a function of the options."""
    module = AnsibleModule(argument_spec=spec_of(fields), supports_check_mode=True, **rules.spec())
    if _http.REQUESTS_MISSING is not None:
        module.fail_json(msg=missing_required_lib("requests"), exception=str(_http.REQUESTS_MISSING))
    task = Task(module.check_mode, module.no_log, progress=module.log, warn=module.warn)
    report = function(kind_class, module.params, task)
    module.no_log_values.update(report.secrets)
    if report.failed:
        module.fail_json(**report.fields)
    module.exit_json(**report.fields)


def run_module(kind_class: type[Kind]) -> None:
    """A CRUD module: `main` of the module files."""
    _as_module(kind_class, kind_class.argument_fields(), kind_class.rules, manage)


def run_info_module(kind_class: type[Kind]) -> None:
    """An `_info` module: `main` of the module files."""
    _as_module(kind_class, kind_class.info_argument_fields(), kind_class.info_rules, inform)
