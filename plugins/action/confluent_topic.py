# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one action plugin of all modules: runs them inside the Ansible worker, where a loop item costs milliseconds.

`plugin_routing.modules.<name>.action_plugin` in meta/runtime.yml leads every module here. The file carries the name of
one of them because ansible-test asks every action plugin to have a module of its name, which documents it. The work is
done by the functions that the modules' processes call (`_engine.run.manage`, `_engine.run.inform`); what AnsibleModule
does around them is done here with the public parts that it is made of. Where the module has to run somewhere else, or
CONFLUENT_IN_PROCESS says so, Ansible's own action runs the ordinary module as if this file were not there.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ansible import constants, context
from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.playbook.task import Task as PlaybookTask
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible.utils.unsafe_proxy import wrap_var

from ..module_utils._engine.arguments import as_refused, fitting
from ..module_utils._engine.loop import Loop
from ..module_utils._engine.modules import module_of
from ..module_utils._engine.run import Module, Progress, Report, Task, opened, spec_of, unfit
from ..module_utils._secrets.masking import masked, names_masked
from ..module_utils._secrets.ordinary import warnings_of
from ..module_utils._secrets.values import secret_values, spellings
from ..module_utils._wire import expected_files
from ..module_utils._wire import transport as _transport
from ..plugin_utils._data import TRUST_IS_EXPLICIT, origin_of, plain

SWITCH = "CONFLUENT_IN_PROCESS"
DISCOVERED = ("auto", "auto_silent", "auto_legacy", "auto_legacy_silent")

NO_RETRIES = PlaybookTask().retries  # the number that stands for none differs between versions

display = Display()
loop = Loop()  # of this worker
names: dict[tuple[str, tuple[str, ...]], str] = {}  # of modules, by what playbooks call them


def handed_back(
    result: Mapping[str, Any], secrets: set[str], ordinary: Callable[[Mapping[str, Any]], list[str]] = lambda shown: []
) -> dict[str, Any]:
    """The result as a module's process would have written it: in plain types, censored, as data that is no template.

    `ordinary`: what is to be said of secrets by which more is hidden than they, by what is shown besides the options.
    """
    text = json.dumps(result, default=plain, ensure_ascii=False)
    # Ansible's censoring looks at every value by itself, and mostly finds none: then one look at the text does. Numbers
    # stand in it as Python writes them, constants do not.
    searched = f"{text} True False None nan inf -inf"
    if any(json.dumps(secret, ensure_ascii=False)[1:-1] in searched for secret in secrets):
        switches = {name: value for name, value in result.items() if value is None or isinstance(value, bool)}
        whole = json.loads(text)
        told = ordinary({name: value for name, value in whole.items() if name != "invocation"})
        found: dict[str, Any] = {**masked(whole, secrets), **switches}
        if told:
            found["warnings"] = [*found.get("warnings", []), *told]
    else:
        found = json.loads(text)
    return found if TRUST_IS_EXPLICIT else dict(wrap_var(found))


@contextmanager
def environment(changes: Mapping[str, str]) -> Iterator[None]:
    """These environment variables in force, and gone again afterwards."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def folder(path: str) -> Iterator[None]:
    """This working directory, where a module on a local connection runs too; the old one afterwards."""
    before = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path)
        yield
    finally:
        os.fchdir(before)
        os.close(before)


@functools.cache
def same_interpreter(path: str, search: str | None) -> bool:
    """Whether that is the Python that runs this: the same program in the same folder (a virtual environment is more
    than its program). `search`: the folders in which programs are looked for.
    """
    found, ours = shutil.which(path, path=search), sys.executable
    if found is None:
        return False
    folders = {os.path.realpath(os.path.dirname(os.path.abspath(p))) for p in (found, ours)}
    return len(folders) == 1 and os.path.realpath(found) == os.path.realpath(ours)


def alias_warnings(spec: Mapping[str, Any], given: Mapping[str, Any], place: str = "") -> list[str]:
    """What AnsibleModule says of options that are set under two names, one of them perhaps from the environment.

    Of nested options since ansible-core 2.19 validation itself tells the user; before, it leaves that to modules.
    """
    warnings = []
    for name, entry in spec.items():
        if entry.get("options") and not TRUST_IS_EXPLICIT:
            for nested, where in nested_options(name, given.get(name)):
                warnings += alias_warnings(entry["options"], nested, f"{place}{where}")
    for name, entry in spec.items():
        aliases = [alias for alias in entry.get("aliases", ()) if alias in given]
        if not aliases:
            continue
        fallback = any(variable in os.environ for variable in entry.get("fallback", (None, ()))[1])
        taken = name in given or fallback
        for alias in aliases:
            warnings += [f"Both option {place}{name} and its alias {place}{alias} are set."] if taken else []
            taken = True
    return warnings


def nested_options(name: str, value: Any) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The mappings in the value of an option that has options of its own, each with what names its place."""
    for position, one in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(one, Mapping):
            yield one, f"{name}[{position}]." if isinstance(value, list) else f"{name}."


@functools.cache
def checked(name: str) -> tuple[Module, dict[str, Any], ArgumentSpecValidator]:
    """The module of that name (without the collection's), its argument spec, and its validator."""
    module = module_of(name)
    spec = spec_of(module.fields)
    return module, spec, ArgumentSpecValidator(spec, **module.rules.spec())


class ActionModule(ActionBase):
    """Any module of the collection, in process where that is possible."""

    _supports_check_mode = True
    _supports_async = True

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """The result of the module; see Ansible's documentation of action plugins."""
        variables = task_vars or {}
        result: dict[str, Any] = super().run(tmp, variables)
        stated = self._environment()
        changes = {**stated, **self._expected_files()}
        with environment(changes):
            reason = self._elsewhere(variables)
        if reason:
            display.vvv(f"{self._task.action} runs as a process of its own: {reason}")
            try:
                result.update(self._ordinary(variables))
            finally:  # it may have written, whatever became of it
                loop.forget()
        else:
            display.vvv(f"{self._task.action} runs in process")
            with environment(changes), folder(self._loader.get_basedir()):
                result.update(self._here(variables, stated))
        self._note_file(result)
        if self._hides_differences():
            result.pop("diff", None)
        return result

    def _hides_differences(self) -> bool:
        """Whether differences are switched off for this task by a word of its own or of a block around it.

        Ansible shows a result's `diff` in a run with --diff whatever the keyword says: to look at it is left to whoever
        returns one. Where nobody asks for differences nor forbids them the result has them, as data.
        """
        if self._task.diff:
            return False
        if context.CLIARGS.get("diff"):
            return True
        place: Any = self._task
        while place is not None:
            stated = place.get_ds()
            if isinstance(stated, Mapping) and "diff" in stated:
                return True
            place = getattr(place, "_parent", None)
        return False

    # Key files that check mode does not write

    def _machine(self) -> str:
        """Where the module runs, and its files are."""
        local = self._connection.transport == "local"
        return "" if local else str(self._task.delegate_to or self._play_context.remote_addr)

    def _expected_files(self) -> dict[str, str]:
        """In check mode the environment variable that tells the module of them."""
        if not self._task.check_mode:
            return {}
        noted = expected_files.noted(constants.DEFAULT_LOCAL_TMP, self._machine())
        told = {expected_files.VARIABLE: json.dumps(sorted(set(noted)))}
        self._task.environment = [*(self._task.environment or ()), told]
        return told

    def _note_file(self, result: Mapping[str, Any]) -> None:
        """Remember the file that a key would have been stored in, had this not been check mode."""
        path = self._task.args.get("secret_file")
        if self._task.check_mode and path and result.get("operation") in ("created", "updated"):
            path = expected_files.whole(str(plain(path)), self._loader.get_basedir())
            expected_files.note(constants.DEFAULT_LOCAL_TMP, self._machine(), path)

    def _environment(self) -> dict[str, str]:
        """The task's `environment:` with that of its blocks and play; the innermost wins."""
        merged: dict[str, str] = {}
        for layer in self._task.environment or ():
            values = self._templar.template(layer) if layer else {}
            if not isinstance(values, Mapping):
                raise AnsibleError(f"environment must be a dictionary, received {values} ({type(values)})")
            merged.update({str(plain(name)): str(plain(value)) for name, value in values.items()})
        return merged

    # Where to run

    def _elsewhere(self, variables: Mapping[str, Any]) -> str | None:
        """Why the ordinary module has to run, or None."""
        switch = os.environ.get(SWITCH, "true")
        try:
            wanted = boolean(switch)
        except TypeError as error:
            raise AnsibleActionFail(f"{SWITCH} is to be true or false, not {switch!r}") from error
        if not wanted:
            return f"{SWITCH} is {switch}"
        if self._task.async_val:
            return "async"
        if self._connection.transport != "local":
            return f"the connection is {self._connection.transport}"
        if self._connection.become is not None:
            return "become"
        if _transport.REQUESTS_MISSING is not None:
            return f"{sys.executable} has no library requests"
        interpreter = self._interpreter(variables)
        return None if interpreter is None else f"the interpreter is to be {interpreter}"

    def _interpreter(self, variables: Mapping[str, Any]) -> str | None:
        """The Python that is asked for, or None when this one will do."""
        delegate = self._task.delegate_to
        facts = variables["ansible_delegated_vars"][delegate] if delegate else variables
        stated = constants.config.get_config_value("INTERPRETER_PYTHON", variables=facts)
        path = str(plain(self._templar.template(stated)) or "auto").strip()
        return None if path in DISCOVERED or same_interpreter(path, os.environ.get("PATH")) else path

    def _ordinary(self, variables: dict[str, Any]) -> dict[str, Any]:
        """The ordinary module, by the action that runs what has no action plugin."""
        action = self._shared_loader_obj.action_loader.get(
            "ansible.legacy.normal",
            task=self._task,
            connection=self._connection,
            play_context=self._play_context,
            loader=self._loader,
            templar=self._templar,
            shared_loader_obj=self._shared_loader_obj,
        )
        try:
            result: dict[str, Any] = action.run(task_vars=variables)
        finally:
            action.cleanup()
        return result

    # In process

    def _here(self, variables: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
        """The module's result, put together as AnsibleModule does."""
        name = self._module_name()
        module, spec, validator = checked(name)
        given, problems = fitting(spec, plain(self._task.args))
        warnings = alias_warnings(spec, given)
        validation = validator.validate(given)
        options = {**given, **plain(validation.validated_parameters)}
        telling = module.telling(spec)
        secrets = spellings(secret_values(telling, plain(self._task.args)) | secret_values(telling, options))
        if validation.error_messages:
            words = validation.error_messages[0]
            if isinstance(validation.errors[0], UnsupportedError):
                words = f"Unsupported parameters for ({self._task.action}) module: {words}"
            report = Report(True, {"msg": words})
        elif problems:
            report = unfit(problems)
        else:
            task = self._as_task(name, changes, secrets, warnings)
            report = module.function(module.kind, options, task)
        if report.failed:  # what was refused may have a secret where a name should be
            options = names_masked(as_refused(options, problems), secrets, frozenset(spec))
        result = {**report.fields, **({"failed": True} if report.failed else {})}
        if self._shows_invocation(variables):
            result["invocation"] = {"module_args": options}
        if warnings:
            result["warnings"] = warnings
        ordinary = functools.partial(warnings_of, telling, options)
        return handed_back(result, secrets | report.secrets, ordinary)

    def _module_name(self) -> str:
        """The module's name without the collection's, through redirects. (`resolved_action` of the task is the action
        plugin in ansible-core 2.16.)
        """
        action, collections = str(self._task.action), tuple(self._task.collections or ())
        if (action, collections) not in names:
            loader = self._shared_loader_obj.module_loader
            found = loader.find_plugin_with_context(action, collection_list=list(collections))
            names[(action, collections)] = str(found.resolved_fqcn).rpartition(".")[2]
        return names[(action, collections)]

    def _as_task(self, module: str, changes: Mapping[str, str], secrets: set[str], warnings: list[str]) -> Task:
        """What the task brings besides its options."""
        where = self._task.delegate_to or self._play_context.remote_addr

        def tell(words: str) -> None:
            display.display(f"[{where}] {masked(words, secrets)}")

        modes = bool(self._task.check_mode), bool(self._task.no_log)
        task = Task(*modes, Progress(tell), warnings.append, frozenset(secrets), origin=self._origin)
        if not self._in_loop():
            return task
        place = (where, tuple(sorted(changes.items())))
        opening = loop.opening((os.getpid(), self._task._uuid, module), place, opened)
        return dataclasses.replace(task, opened=opening, closed=lambda cloud: None)

    def _origin(self, where: tuple[str | int, ...]) -> str:
        """The file and line in which a value of the arguments was written, or what is around it; "" where Ansible does
        not know.
        """
        found, value = "", self._task.args
        for step in where:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                break
            found = origin_of(value) or found
        return found

    def _in_loop(self) -> bool:
        """Whether other items of this task may come before or after. What is tried again wants to see what is new."""
        return self._task.loop is not None and not self._task.until and self._task.retries == NO_RETRIES

    def _shows_invocation(self, variables: Mapping[str, Any]) -> bool:
        """Whether results have `invocation`: since ansible-core 2.20 a setting."""
        if not hasattr(constants, "INJECT_INVOCATION"):
            return True
        return bool(constants.config.get_config_value("INJECT_INVOCATION", variables=variables))
