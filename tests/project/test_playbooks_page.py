# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""docs/playbooks.md against what the playbooks take: names of variables, both ways, and their defaults.

What a playbook takes is read from its YAML and from that of the roles and files that it uses: names in templates that
nothing there sets, and the options of the roles' argument_specs. Defaults are those of the templates, the
argument_specs, and of the modules whose options a variable is handed to.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PLAYBOOKS = {path.stem: path for path in sorted((ROOT / "playbooks").glob("*.yml"))}
PAGE = (ROOT / "docs" / "playbooks.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))
OURS = "streamops.confluent."
SETTING = ("set_fact", "set_stats")
# Variables of any play; a name behind a dot or a quote is a member, a module, or a text.
NAME = re.compile(r"(?<![\w.'\"-])((?:confluent|awx|verify|bootstrap|teardown|plan|promote|compare)_\w+)")
TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
DEFAULT = r"\b{name}\s*\|\s*default\(([^()]*)\)"


class _Loader(yaml.SafeLoader):
    """YAML of Ansible, with its own tags."""


_Loader.add_constructor("!unsafe", lambda loader, node: None)


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) if path.is_file() else None


def estate_variables() -> set[str]:
    """The variables that the page of the estate has. A plan that was approved is of the run and not of the data."""
    from ansible_collections.streamops.confluent.plugins.module_utils._estate.variables import NAMES

    return set(NAMES) - {"confluent_plan_file"}


class Taken:
    """What one playbook takes: `names`; `defaults` where the code has one, as Python values."""

    def __init__(self, path: Path) -> None:
        self.used: set[str] = set()
        self.set: set[str] = set()
        self.optional: set[str] = set()
        self.demanded: set[str] = set()
        self.lazy: dict[str, Any] = {}  # variables of roles: what they name counts where they are named
        self.defaults: dict[str, Any] = {}
        self.seen: set[Path] = set()
        for play in load(path):
            self.set |= set(play.get("vars") or {})
            for file in play.get("vars_files") or []:
                self._data(load(path.parent / file))
            self._walk(play, path.parent)
            for role in play.get("roles") or []:
                self.set |= set(role.get("vars") or {})
                self._role(role["role"], "main")

    @property
    def names(self) -> set[str]:
        return (self.used - self.set - estate_variables()) | self.optional

    def _data(self, data: dict[str, Any]) -> None:
        """Variables of a file that may be stated instead: the plain values. The others are what the playbook makes."""
        for name, value in data.items():
            if isinstance(value, (dict, list)):
                self.set.add(name)
            else:
                self.defaults[name] = value
            self._text(value)
            self._walk(value, None)

    def _role(self, role: str, entry: str) -> None:
        folder = ROOT / "roles" / role.removeprefix(OURS)
        specs = (load(folder / "meta" / "argument_specs.yml") or {}).get("argument_specs", {})
        for name, spec in specs.get(entry, {}).get("options", {}).items():
            if name not in estate_variables() and name not in self.set:
                self.optional.add(name)
                if "default" in spec:
                    self.defaults[name] = spec["default"]
        for file in (folder / "vars" / "main.yml", folder / "defaults" / "main.yml"):
            data = load(file) or {}
            self.set |= set(data)
            if file not in self.seen:
                self.lazy |= {name: value for name, value in data.items() if NAME.fullmatch(name)}
            self._once(
                file, {name: value for name, value in data.items() if not NAME.fullmatch(name)}, folder / "tasks"
            )
        file = folder / "tasks" / f"{entry}.yml"
        self._once(file, load(file), folder / "tasks")

    def _once(self, file: Path, data: Any, tasks: Path) -> None:
        if file not in self.seen and data:
            self.seen.add(file)
            self._walk(data, tasks)

    def _walk(self, part: Any, tasks: Path | None) -> None:
        if isinstance(part, list):
            for one in part:
                self._walk(one, tasks)
        elif isinstance(part, dict):
            self.set |= {part["register"]} if isinstance(part.get("register"), str) else set()
            self.set |= set(part["vars"]) if isinstance(part.get("vars"), dict) else set()
            self.set |= {part["loop_var"]} if "loop_var" in part else set()
            for key, value in part.items():
                self._task(str(key), value, tasks)
                self._walk(value, tasks)
                if key in ("when", "that", "fail_msg"):
                    for text in value if isinstance(value, list) else [value]:
                        self._text(f"{{{{ {text} }}}}" if key != "fail_msg" else text)
                        self.demanded |= set(re.findall(r"^(\w+) is defined$", str(text))) if key == "that" else set()
        else:
            self._text(part)

    def _task(self, key: str, value: Any, tasks: Path | None) -> None:
        module = key.rpartition(".")[2]
        if module in SETTING:
            self.set |= set(value.get("data", value))
        elif module in ("import_role", "include_role"):
            self._role(value["name"], value.get("tasks_from", "main"))
        elif module in ("import_tasks", "include_tasks") and tasks:
            file = tasks / (value if isinstance(value, str) else value["file"])
            self._once(file, load(file), tasks)
        elif key.startswith(f"{OURS}confluent_"):
            for option, template in value.items():
                self._handed_on(module, option, template)

    def _handed_on(self, module: str, option: str, template: Any) -> None:
        """A variable that is an option's value has that option's default."""
        found = re.match(r"\{\{ (\w+) \| default\(omit\)", str(template))
        if found:
            tree = ast.parse((ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8"))
            text = next(n for n in tree.body if isinstance(n, ast.Assign) and n.targets[0].id == "DOCUMENTATION")  # type: ignore[attr-defined]
            options = yaml.safe_load(ast.literal_eval(text.value))["options"]  # less those of the connection
            default, choices = (options.get(option, {}).get(word) for word in ("default", "choices"))
            if default is not None:
                self.defaults[found[1]] = "all" if default == choices else default

    def _text(self, value: Any) -> None:
        for template in TEMPLATE.findall(str(value)) if isinstance(value, str) else []:
            for name in NAME.findall(template):
                self.used.add(name)
                if name in self.lazy:
                    self._walk(self.lazy.pop(name), None)
                found = re.search(DEFAULT.format(name=name), template)
                words = found[1].split(",")[0].strip() if found else ""
                if re.fullmatch(r"'[^']+'|\d+|true|false", words):
                    self.defaults.setdefault(name, yaml.safe_load(words))


@cache
def taken_by(playbook: str) -> Taken:
    return Taken(PLAYBOOKS[playbook])


def rows(text: str) -> Iterator[tuple[str, str]]:
    """The variables in the tables of a section, each with its cell of defaults."""
    for names, default in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| (.*?) \| ", text, re.M):
        for name in re.findall(r"`(\w+)`", names):
            yield name, default


def section(playbook: str) -> str:
    """The section of a playbook, with the shared tables to which it links."""
    text = SECTIONS[playbook]
    return text + "".join(SECTIONS[name] for name in ("Credentials", "Hosts") if f"](#{name.lower()})" in text)


@pytest.fixture(scope="module", params=PLAYBOOKS)
def playbook(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_is_a_section_for_each_playbook_and_no_other() -> None:
    assert set(SECTIONS) - {"Credentials", "Hosts"} == set(PLAYBOOKS)


def test_its_variables_are_those_that_it_takes(playbook: str) -> None:
    told, taken = {name for name, _default in rows(section(playbook))}, taken_by(playbook).names
    key_files = {
        name for name in told & estate_variables() if name.endswith("_key_file")
    }  # of the export, a variable like any
    assert (sorted(taken - told), sorted(told - taken - key_files)) == ([], [])


def test_its_commands_are_those_of_the_playbook(playbook: str) -> None:
    """Each names the playbook and gives variables that it takes. Guides have them run; here they are looked up."""
    told = {name for name, _default in rows(section(playbook))}
    commands = re.findall(r"^\$ (ansible-playbook .*)$", SECTIONS[playbook], re.M)
    assert commands
    for command in commands:
        assert command.split()[1] == f"{OURS}{playbook}"
        assert set(re.findall(r"-e '?(?:\{\")?(\w+)", command)) <= told


def test_it_says_whether_it_takes_the_estate(playbook: str) -> None:
    takes = (
        re.search(r"\bas_estate\b|\brole:|\binclude_role:", PLAYBOOKS[playbook].read_text(encoding="utf-8")) is not None
    )
    assert ("](estate.md)" in SECTIONS[playbook]) is (takes and playbook != "compare")


def test_its_defaults_are_true(playbook: str) -> None:
    taken = taken_by(playbook)
    known, wrong = taken.defaults, []
    for name, told in rows(section(playbook)):
        if name in taken.demanded:
            wrong += [name] if told != "required" else []
        elif name in known and name not in SECTIONS["Credentials"]:
            value = known[name]
            words = [
                str(one).lower() if isinstance(one, bool) else str(one)
                for one in (value if isinstance(value, list) else [value])
            ]
            if (re.findall(r"`([^`]+)`", told) or [told]) != words:
                wrong.append(f"{name}: {told}, and it is {value!r}")
    assert wrong == []


def test_what_is_near_to_a_variable_is_told_by_all_of_them() -> None:
    """The list by which misspelt variables are refused is that of this page, and nothing that the collection sets by
    itself is refused.
    """
    from ansible_collections.streamops.confluent.plugins.module_utils._estate.misspelt import KNOWN, OTHERS, misspelt

    told = {name for text in SECTIONS.values() for name, _default in rows(text) if name.startswith("confluent_")}
    specs = [load(path)["argument_specs"] for path in (ROOT / "roles").glob("*/meta/argument_specs.yml")]
    options = {name for spec in specs for entry in spec.values() for name in entry.get("options", {})}
    told |= {name for name in options if name.startswith("confluent_")}
    assert sorted(OTHERS) == sorted(told - KNOWN.difference(OTHERS))
    assert [misspelt(taken_by(playbook).set) for playbook in PLAYBOOKS] == [[]] * len(PLAYBOOKS)


def test_the_reading_sees_what_there_is_to_see() -> None:
    """Each way of taking a variable: a template, a role's specification, a file, an option's default."""
    assert {"confluent_hosts", "confluent_fail_on_drift", "verify_parts"} <= taken_by("verify").names
    assert taken_by("set_up_awx").defaults["awx_slices"] == 1
    assert taken_by("report").defaults["confluent_report_lag_records"] == 1000
    assert "confluent_teardown_force" in taken_by("teardown").names
