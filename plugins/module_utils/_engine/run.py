# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters in, result out: the one way from a task to the service, for modules and for the action plugin alike.

    task -> parameters -> desired -> actual -> plan -> (check mode stops here) -> apply -> settle -> result

`manage` and `inform` are plain functions of their options; `run_module` and `run_info_module`, which the module files
call, put AnsibleModule around them, or whatever the action plugin asks for.
"""

from __future__ import annotations

import copy
import json
import os
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib
from ansible.module_utils.common.validation import (
    check_required_if,
    check_required_one_of,
    check_required_together,
)

from .._declare.change import UNCHANGED
from .._declare.connection import CONNECTION, check_connection, settled_keys, transport_of
from .._declare.field import Field, Rules
from .._declare.kind import Kind
from .._errors import ApiError, ConfluentError, NoCredential, Refused, attempting
from .._paths import refuse_relative
from .._secrets.masking import masked, names_masked
from .._secrets.ordinary import warnings_of
from .._secrets.values import secret_values, spellings
from .._wire import transport as _transport
from .._wire.cloud import Cloud
from .arguments import as_refused, fitting
from .execution import Crew, carry_out
from .planning import Entry, Outcome, planned, refuse_invalid

Told = Callable[[str], None]

# By these the service says that what was asked for does not go with what there is. The others (401 among them: a file
# with another key makes another Cloud) speak of the credential or of the moment.
DISAGREEMENT = frozenset({400, 403, 404, 409, 422})


def run(kind: Kind, item: Mapping[str, Any], check_mode: bool, outcome: Outcome) -> None:
    """Bring one item to its stated condition, or in check mode find out what that would take. Fills `outcome`.

    Raises ConfluentError; `outcome` then says what was done before.
    """
    entry = Entry(kind, item, outcome)
    refuse_invalid([entry])
    planned(kind, [entry], check_mode)
    if not check_mode:
        carry_out(entry)


def run_together(kind: Kind, entries: list[Entry], check_mode: bool) -> None:
    """`run` for an item that stands for several. Raises ConfluentError; the entries then say what was done before."""
    refuse_invalid(entries)
    planned(kind, entries, check_mode)
    if check_mode:
        return
    Crew(kind, keep_on=False).carry_out(entries)
    errors = [entry.error for entry in entries if entry.error is not None]
    if errors:
        raise errors[0]


def result_of_several(kind: type[Kind], entries: list[Entry]) -> dict[str, Any]:
    """The result of an item that stands for several: a list of objects, and the operation that any of them met with."""
    outcomes = [entry.outcome for entry in entries]
    operations = [outcome.operation for outcome in outcomes if outcome.operation != UNCHANGED]
    result: dict[str, Any] = {
        "changed": any(outcome.changed for outcome in outcomes),
        "operation": operations[0] if operations else UNCHANGED,
        kind.name: None,
        kind.plural: [outcome.item for outcome in outcomes if outcome.item is not None],
    }
    diffs = [outcome.diff for outcome in outcomes if outcome.changed and outcome.diff]
    return {**result, "diff": diffs} if diffs else result


def spec_of(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Ansible's argument spec of these fields and the connection options."""

    def with_fallback(entry: dict[str, Any]) -> dict[str, Any]:
        variables = entry.pop("env", None)
        if variables:
            entry["fallback"] = (env_fallback, variables)
        return entry

    return {f.name: with_fallback(f.spec()) for f in (*fields, *CONNECTION)}


def opened(options: Mapping[str, Any], read_only: bool) -> Cloud:
    """The service with nothing known of it yet."""
    return Cloud(options, transport_of(options, read_only=read_only))


def closed(cloud: Cloud) -> None:
    """Give the connections back."""
    cloud.transport.close()


@dataclass(frozen=True)
class Module:
    """What a module file declares: a kind, the options, the rules about them, and the function that does the work.

    `deep`: Ansible's spec with all nested options, by which secrets are told, of a module that takes them as they are.
    """

    kind: type[Kind]
    fields: tuple[Field, ...]
    rules: Rules
    function: Callable[[type[Kind], Mapping[str, Any], Task], Report]
    deep: Callable[[], dict[str, Any]] | None = None

    def telling(self, spec: dict[str, Any]) -> dict[str, Any]:
        """The spec by which secrets among the options are told; `spec`: that of the module."""
        return {**spec, **self.deep()} if self.deep else spec


@dataclass(frozen=True)
class Task:
    """What a task brings besides its options: modes, whether its result is censored, how to talk to the user, and
    where a Cloud comes from (options, read_only -> Cloud) and goes to at the end.
    """

    check_mode: bool
    no_log: bool
    progress: Told
    warn: Told
    secrets: frozenset[str] = frozenset()  # values of its options
    opened: Callable[[Mapping[str, Any], bool], Cloud] = opened
    closed: Callable[[Cloud], None] = closed
    # Where a value of the options was written (its path there -> "file:line"), as far as Ansible knows; "" otherwise.
    origin: Callable[[tuple[str | int, ...]], str] = lambda where: ""


@dataclass
class Report:
    """What a module returns: `failed`, the result's fields, and the strings that no output may show."""

    failed: bool
    fields: dict[str, Any]
    secrets: set[str] = field(default_factory=set)


def rule_problems(fields: tuple[Field, ...], rules: Rules, options: Mapping[str, Any]) -> list[str]:
    """Where a null stands for what is needed, by the fields and the rules.

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
            if terms:
                check([list(term) for term in terms], given)
        except TypeError as error:
            problems.append(str(error))
    return problems


def refuse_nulls(fields: tuple[Field, ...], rules: Rules, options: Mapping[str, Any]) -> None:
    """Raise Refused where a null stands for what is needed."""
    problems = rule_problems(fields, rules, options)
    if problems:
        raise Refused(problems)


def paths(fields: Iterable[Field]) -> list[str]:
    """The names of those that are paths."""
    return [f.name for f in fields if f.type == "path"]


def refuse_half_characters(options: Mapping[str, Any]) -> None:
    """Raise Refused for texts with half of a surrogate pair, which cannot be sent: HTTP libraries fail without naming
    the option.
    """

    def sendable(value: Any) -> bool:
        try:
            json.dumps(value, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError:
            return False
        return True

    if sendable(options):
        return
    parts = ((f"{n}[{i}]", part) for n, v in options.items() if isinstance(v, list) for i, part in enumerate(v))
    whole = ((n, v) for n, v in options.items() if not isinstance(v, list))
    names = [name for name, value in (*whole, *parts) if not sendable(value)]
    raise Refused(
        [f"{name} holds half of a character (a lone surrogate), which is no text to be sent" for name in names]
    )


def manage(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """A CRUD module as a function of its validated options."""
    outcome = Outcome(kind_class)
    entries: list[Entry] = []

    def work(kind: Kind) -> dict[str, Any]:
        nonlocal outcome, entries
        outcome = Outcome(kind_class)
        refuse_nulls(kind_class.argument_fields(), kind_class.rules, options)
        items = kind_class.expanded(kind.options)
        entries = [Entry(kind.bound(item), item, Outcome(kind_class)) for item in items if item is not kind.options]
        if entries:
            run_together(kind, entries, task.check_mode)
            return result_of_several(kind_class, entries)
        run(kind, kind.options, task.check_mode, outcome)
        return outcome.result()

    def done(kind: Kind) -> dict[str, Any]:
        # Whatever was planned: something has changed when a write has got through.
        outcome.changed = kind.cloud.transport.statistics.writes > 0
        if outcome.changed and entries:
            return {**result_of_several(kind_class, entries), "changed": True}
        return outcome.result() if outcome.changed else {}

    return reported(kind_class, options, task, task.check_mode, work, done)


def inform(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """An `_info` module as a function of its validated options."""

    def work(kind: Kind) -> dict[str, Any]:
        refuse_nulls(kind_class.info_argument_fields(), kind_class.info_rules, options)
        with attempting(f"list {kind_class.plural.replace('_', ' ')}"):
            kind.open()
            kind.forget()
            told = [kind.shown(item) for item in kind.select()]
            return {"changed": False, kind_class.plural: told, **kind.besides()}

    return reported(kind_class, options, task, True, work, lambda kind: {})


def reported(
    kind_class: type[Kind],
    options: Mapping[str, Any],
    task: Task,
    read_only: bool,
    work: Callable[[Kind], dict[str, Any]],
    done: Callable[[Kind], dict[str, Any]],
    secrets: Callable[[Kind], Iterable[str]] = lambda kind: kind.secrets(),
) -> Report:
    """Do the `work` of a module and report it; after a failure `done` says what has happened nevertheless.

    `work` is done anew, with a new kind, where it failed because of what an earlier item of the loop had read.
    """
    options = settled_keys(options, os.environ)
    cloud = task.opened(options, read_only)
    warnings: list[str] = []
    cloud.progress, cloud.warn = task.progress, warnings.append
    cloud.transport.stated = task.secrets
    kind = kind_class(cloud, {**options, "_no_log": task.no_log})
    shown_nowhere: set[str] = set()
    try:
        refuse_half_characters(options)
        refuse_relative(paths(kind_class.fields), paths(CONNECTION), options, kind_class.plural)
        check_connection(options, task.warn)
        try:
            fields, failed = work(kind), False
        except ConfluentError as error:
            if not may_be_stale(error, cloud):
                raise
            shown_nowhere.update(secrets(kind))
            warnings.clear()
            cloud.forget()
            kind = kind_class(cloud, kind.options)
            fields, failed = work(kind), False
    except ConfluentError as error:
        fields, failed = {**done(kind), "msg": str(error), **error.result()}, True
    except Exception as error:  # noqa: BLE001  Ansible shows the text of what nobody catches uncensored
        fields, failed = {**done(kind), **unexpected(error)}, True
    finally:
        task.closed(cloud)
    for words in warnings:
        task.warn(words)
    shown_nowhere.update(secrets(kind))
    shown_nowhere |= cloud.transport.secrets | task.secrets
    shown_nowhere.difference_update(kind.handed_back())
    return Report(failed, {**fields, "api": cloud.transport.statistics.result()}, spellings(shown_nowhere))


def may_be_stale(error: ConfluentError, cloud: Cloud) -> bool:
    """Whether a failure may come from what an earlier item of the loop had read, and nothing has been written since.

    A write of unknown fate counts as written: deciding anew would not know whose work it then finds.
    """
    statistics = cloud.transport.statistics
    if not cloud.known.relied or statistics.writes or statistics.attempts > 1:
        return False
    if isinstance(error, ApiError):
        return error.status in DISAGREEMENT and error.attempts == 1
    return isinstance(error, Refused) and not isinstance(error, NoCredential)


def unexpected(error: Exception) -> dict[str, Any]:
    """The result's fields for an error that no code expects. Its text is not censored yet."""
    words = f"{type(error).__name__}: {error}"
    where = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return {
        "msg": f"Unexpected error, which is a defect of the collection streamops.confluent: please report it. {words}",
        "exception": where,
    }


def unfit(problems: list[str]) -> Report:
    """The report on arguments that are not what they have to be (`_engine.arguments.fitting`)."""
    error = Refused(problems)
    return Report(True, {"msg": str(error), **error.result()})


class Progress:
    """Passes words about a long run on: none in the first seconds, and then sparingly."""

    QUIET, EVERY = 3.0, 10.0  # seconds

    def __init__(self, tell: Told, clock: Callable[[], float] = time.monotonic) -> None:
        self._tell, self._clock = tell, clock
        self._next = clock() + self.QUIET

    def __call__(self, message: str) -> None:
        if self._clock() >= self._next:
            self._next = self._clock() + self.EVERY
            self._tell(message)


class Discreet(AnsibleModule):
    """An AnsibleModule that knows more secrets, before its first word: a refused argument, or a line of syslog."""

    params: dict[str, Any]
    given: dict[str, Any]

    unfit: list[str]  # what is wrong with arguments that Ansible would turn into something else
    telling: dict[str, Any] = {}  # the spec by which secrets are told, where that is another one

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "params" and not hasattr(self, "params"):
            self.given = copy.deepcopy(value)  # validation leaves out of `params` what it refuses, and quotes it
            value, self.unfit = fitting(self.argument_spec, value)
        super().__setattr__(name, value)

    def exit_json(self, **result: Any) -> NoReturn:
        super().exit_json(**self._shown(result))
        raise SystemExit(0)  # exit_json has ended the process; its type does not say so

    def fail_json(self, msg: Any, **result: Any) -> NoReturn:
        self.learn()
        shown = as_refused(self.params, self.unfit)
        self.params = names_masked(shown, self.no_log_values, frozenset(self.argument_spec))
        super().fail_json(**self._shown({"msg": msg, **result}))
        raise SystemExit(1)  # fail_json has ended the process; its type does not say so

    def _shown(self, result: dict[str, Any]) -> dict[str, Any]:
        """A result without what is known to be secret, with the arguments, which Ansible shows where it is to."""
        # ansible-core 2.22 has a module tell the controller the secrets that it has met, in clear text beside its
        # result, which a task with `async` leaves in a file. The results here have none, so nobody needs to know.
        learnt = getattr(self, "_new_secrets", None)
        if learnt is not None:
            learnt.flush()
        shown: dict[str, Any] = masked({"invocation": {"module_args": self.params}, **result}, self.no_log_values)
        return shown

    def log(self, msg: Any, log_args: dict[str, Any] | None = None) -> None:
        self.learn()
        super().log(masked(msg, self.no_log_values), masked(log_args, self.no_log_values))

    def learn(self) -> None:
        spec = self.telling or self.argument_spec
        known = secret_values(spec, self.given) | secret_values(spec, self.params)
        self.no_log_values.update(spellings(known))


def as_process(declared: Module) -> None:
    """Put AnsibleModule around what a module file declares: the module as a process of its own."""
    spec = spec_of(declared.fields)
    Discreet.telling = declared.telling(spec)
    module = Discreet(argument_spec=spec, supports_check_mode=True, **declared.rules.spec())
    if _transport.REQUESTS_MISSING is not None:
        module.fail_json(msg=missing_required_lib("requests"), exception=str(_transport.REQUESTS_MISSING))
    if module.unfit:
        module.fail_json(**unfit(module.unfit).fields)
    module.learn()
    warnings: list[str] = []
    secrets = frozenset(module.no_log_values)
    task = Task(module.check_mode, module.no_log, Progress(module.log), warnings.append, secrets)
    report = declared.function(declared.kind, module.params, task)
    module.no_log_values.update(report.secrets)
    for warning in masked(warnings, module.no_log_values):  # newer versions of Ansible do not censor them
        module.warn(warning)
    for warning in warnings_of(Discreet.telling, module.params, report.fields):
        module.warn(warning)
    if report.failed:
        module.fail_json(**report.fields)
    module.exit_json(**report.fields)


# How a module file runs. The action plugin takes the declaration instead (_engine.modules).
RUNNER: ContextVar[Callable[[Module], None]] = ContextVar("RUNNER", default=as_process)


def run_module(kind_class: type[Kind]) -> None:
    """A CRUD module: `main` of the module files."""
    RUNNER.get()(Module(kind_class, kind_class.argument_fields(), kind_class.rules, manage))


def run_info_module(kind_class: type[Kind]) -> None:
    """An `_info` module: `main` of the module files."""
    RUNNER.get()(Module(kind_class, kind_class.info_argument_fields(), kind_class.info_rules, inform))
