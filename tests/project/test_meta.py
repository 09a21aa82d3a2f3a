# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The collection's metadata and files agree with each other."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MODULES = {path.stem: path for path in sorted((ROOT / "plugins" / "modules").glob("confluent_*.py"))}
OF_THE_ESTATE = [name for name in MODULES if name.startswith("confluent_estate")]  # as a whole: of no kind
CRUD = [name for name in MODULES if not name.endswith("_info") and name not in OF_THE_ESTATE]
SINGULAR = [name for name in CRUD if not (name.endswith("s") and name[:-1] in CRUD)]
SPDX = "# SPDX-License-Identifier: GPL-3.0-or-later"


def load(name: str) -> Any:
    return parsed((ROOT / name).read_text(encoding="utf-8"))


@functools.cache
def parsed(text: str) -> Any:
    """YAML, by libyaml where it is there, and each text once. Whoever gets it changes nothing."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@functools.cache
def constants(path: Path) -> dict[str, str]:
    """The texts that a file's names stand for."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Assign)]
    return {
        target.id: node.value.value
        for node in nodes
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def constant(module: str, name: str) -> Any:
    """DOCUMENTATION, EXAMPLES or RETURN of a module, parsed."""
    return parsed(constants(MODULES[module])[name])


def attributes(module: str) -> dict[str, Any]:
    """``attributes`` of a module with those of the documentation fragments that it names."""
    documentation = constant(module, "DOCUMENTATION")
    merged: dict[str, Any] = {}
    for fragment in documentation.get("extends_documentation_fragment", []):
        _collection, _dot, name = fragment.rpartition("streamops.confluent.")
        file, _dot, variable = name.partition(".")
        path = ROOT / "plugins" / "doc_fragments" / f"{file}.py"
        words = parsed(constants(path)[(variable or "documentation").upper()])
        for key, value in (words.get("attributes") or {}).items():
            merged.setdefault(key, {}).update(value)
    for key, value in documentation.get("attributes", {}).items():
        merged.setdefault(key, {}).update(value)
    return merged


def test_there_are_modules() -> None:
    assert len(CRUD) >= 10
    assert len(MODULES) - len(CRUD) >= 12


def test_no_module_has_another_prefix() -> None:
    files = {path.stem for path in (ROOT / "plugins" / "modules").glob("*.py")} - {"__init__"}
    assert files == set(MODULES)


def test_the_action_group_lists_exactly_all_modules() -> None:
    assert load("meta/runtime.yml")["action_groups"]["all"] == sorted(MODULES)


def test_every_module_is_routed_to_its_action_plugin() -> None:
    """That of its name, if there is one, otherwise that of all."""
    plugins = {path.stem for path in (ROOT / "plugins" / "action").glob("[!_]*.py")}
    assert {"confluent_topic"} <= plugins <= set(MODULES)
    routing = load("meta/runtime.yml")["plugin_routing"]["modules"]
    assert routing == {
        name: {"action_plugin": f"streamops.confluent.{name if name in plugins else 'confluent_topic'}"}
        for name in MODULES
    }


@pytest.mark.parametrize("module", MODULES)
def test_modules_say_that_they_support_check_and_diff_mode(module: str) -> None:
    found = attributes(module)
    assert {"check_mode", "diff_mode"} <= set(found)
    assert found["check_mode"]["support"] == "full"
    assert found["diff_mode"]["support"] == ("N/A" if module.endswith("_info") else "full")


@pytest.mark.parametrize("module", SINGULAR)
def test_modules_that_change_something_have_a_twin_that_reads(module: str) -> None:
    """What is only ever done once more has nothing that could be read."""
    assert f"{module}_info" in MODULES or attributes(module)["idempotent"]["support"] == "none"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_examples_by_its_full_name(module: str) -> None:
    tasks = constant(module, "EXAMPLES")
    assert any(f"streamops.confluent.{module}" in task for task in tasks)
    assert all(task["name"][0].isupper() for task in tasks)


@pytest.mark.parametrize(
    "module", [name for name in MODULES if name.removesuffix("_info") not in (*CRUD, *OF_THE_ESTATE)] + SINGULAR
)
def test_every_kind_has_a_file_in_the_tests(module: str) -> None:
    """What it has to hold, rows for all modules of the kind, test_kinds sees to."""
    kind = module.removeprefix("confluent_").removesuffix("_info")
    assert (ROOT / "tests" / "kinds" / f"{kind}.py").exists()


def test_requirements_of_the_execution_environment() -> None:
    named = load("meta/execution-environment.yml")["dependencies"]["python"]
    names = re.findall(r"^([a-z]\w*)", (ROOT / named).read_text(encoding="utf-8"), re.MULTILINE)
    assert names == ["requests"], "at run time, the collection needs ansible-core and requests, and nothing else"
    assert load("galaxy.yml")["dependencies"] == {}


def test_the_supported_ansible_core_is_the_same_everywhere() -> None:
    assert load("meta/runtime.yml")["requires_ansible"] == ">=2.16.0"
    assert "ansible-core==2.16." in (ROOT / "requirements-oldest.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["plugins", "tests", "roles", "playbooks"])
def test_every_file_names_its_licence(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".sh") and path.stat().st_size]
    ours = [path for path in files if not {"output", "__pycache__"} & set(path.parts)]
    without = [path for path in ours if SPDX not in path.read_text(encoding="utf-8").splitlines()[:8]]
    assert not without


def test_no_sanity_check_is_ignored() -> None:
    assert not list((ROOT / "tests" / "sanity").glob("ignore*"))


def test_the_sandbox_imports_nothing_from_the_collection() -> None:
    for path in (ROOT / "tests" / "sandbox").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if "plugins" in name.split(".") or name.startswith("ansible")], path
