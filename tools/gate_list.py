# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The quality gates: what each runs, and what counts as having looked at something."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from stage import INSIDE, ROOT, source_files, stage

BIN = Path(sys.executable).parent
BUILD = ROOT / "build"
COLLECTION = "ansible_collections.streamops.confluent"


def no_notes(_output: str) -> list[str]:
    return []


def no_progress(_output: str) -> str:
    return ""


@dataclass(frozen=True)
class Gate:
    """One gate.

    commands: run in order, in ``folder``, until one fails. count: number of things looked at, from the output; ``unit``
    names them, and fewer than ``minimum`` is a failure. slots: how many of the three slots it takes. after:
    gates that must have ended first, whatever their result. notes: lines for the final table. may_be_left_out: exit
    code 3 means that it did not run, and is shown as such, but is no failure. progress: how far it is, from what it has
    printed so far, for one that runs for minutes.
    """

    name: str
    text: str
    commands: tuple[tuple[str, ...], ...]
    count: Callable[[str], int]
    unit: str
    minimum: int = 1
    slots: int = 1
    after: tuple[str, ...] = ()
    folder: Callable[[], Path] = field(default=lambda: ROOT)
    notes: Callable[[str], list[str]] = no_notes
    may_be_left_out: bool = False
    progress: Callable[[str], str] = no_progress


def staged(name: str) -> Callable[[], Path]:
    """The collection's folder in a copy that the gate has for itself."""
    return lambda: stage(name) / INSIDE


def number(pattern: str) -> Callable[[str], int]:
    """The sum of the first group of ``pattern`` over all its matches in the output."""
    return lambda output: sum(int(found) for found in re.findall(pattern, output, re.MULTILINE))


def files(*suffixes: str) -> Callable[[str], int]:
    """How many files with these suffixes the project has, for tools that do not say how many they read."""
    return lambda _output: sum(path.suffix in suffixes for path in source_files())


def shell_scripts() -> list[str]:
    return [str(path) for path in source_files() if path.suffix == ".sh" or path.parts[0] == ".ci"]


def documented() -> list[Path]:
    """Files that hold the documentation of a module or of a role."""
    return [
        path for path in source_files() if path.parts[:2] == ("plugins", "modules") or path.name == "argument_specs.yml"
    ]


def lines(pattern: str) -> Callable[[str], list[str]]:
    """The lines of the output that match ``pattern``."""
    return lambda output: [line.strip() for line in output.splitlines() if re.search(pattern, line)]


def python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def packages(*names: str) -> tuple[str, ...]:
    return tuple(word for name in names for word in ("-p", f"{COLLECTION}.{name}"))


def counted(pattern: str, unit: str) -> Callable[[str], str]:
    """Progress: how many lines match ``pattern``, and the last of them says what (its first group) is being done."""

    def progress(output: str) -> str:
        found = re.findall(pattern, output, re.MULTILINE)
        return f"{len(found)} {unit}, now {found[-1]}" if found else ""

    return progress


def tests_done(output: str) -> str:
    """Progress of ``pytest -q``: a mark for each test, and at the end of a line how much of all that is."""
    lines = re.findall(r"^([.sxXFE]+)(?: +\[ *(\d+)%\])?$", output, re.MULTILINE)
    done = sum(len(marks) for marks, _percent in lines)
    failed = sum(mark in "FE" for marks, _percent in lines for mark in marks)
    percents = [int(percent) for _marks, percent in lines if percent]
    of_all = f" ({percents[-1]} % of all)" if percents else ""
    return f"{done} tests done{of_all}{f', {failed} FAILED' if failed else ''}" if done else "collecting"


PASSED = number(r"(\d+) passed")
SKIPPED = lines(r"^SKIPPED ")

RUFF = Gate(
    "ruff",
    "ruff over every Python file, and how it is laid out",
    (tool("ruff", "check", "."), tool("ruff", "format", "--check", ".")),
    files(".py"),
    "files",
    minimum=20,
)
YAMLLINT = Gate(
    "yamllint",
    "yamllint over every YAML file",
    (tool("yamllint", "--strict", "."),),
    files(".yml", ".yaml"),
    "files",
    minimum=5,
)
SHELLCHECK = Gate(
    "shellcheck",
    "shellcheck over every shell script",
    (tool("shellcheck", *shell_scripts()),),
    lambda _output: len(shell_scripts()),
    "files",
    minimum=3,
)
TYPES = Gate(
    "types",
    "mypy --strict over plugins, tests and tools",
    (
        python(
            "-m", "mypy", "--config-file", "pyproject.toml", "--cache-dir", str(BUILD / "mypy"),
            *packages("plugins", "tests.sandbox", "tests.support", "tests.contract", "tests.benchmarks", "tests.kinds"),
        ),
    ),
    number(r"no issues found in (\d+) source files"),
    "files",
    minimum=40,
    folder=staged("types"),
)  # fmt: skip
LAYERS = Gate(
    "layers",
    "import-linter: rooms of plugins/module_utils, no import upwards and no circle (pyproject.toml)",
    (("env", f"PYTHONPATH={BUILD / 'layers'}", *tool("lint-imports", "--no-cache", "--no-logo")),),
    number(r"^Analyzed (\d+) files"),
    "files",
    minimum=80,
    folder=staged("layers"),
    notes=lines(r"^Contracts: "),
)
MODULE_DOCS = Gate(
    "module-docs",
    "module files and tables of modules are those of docs/kinds and the declarations (make kind-docs)",
    (python("tools/kind_docs.py", "--check"),),
    number(r"^kind-docs: (\d+) files"),
    "files",
    minimum=30,
)
CHANGELOG = Gate(
    "changelog-lint",
    "antsibull-changelog lint, and the version has an entry",
    (tool("antsibull-changelog", "lint", "-v"), python("tools/changelog.py")),
    number(r"^changelog: (\d+) entries"),
    "entries",
    folder=staged("changelog"),
)
LINT_DOCS = ("lint-collection-docs", "--plugin-docs", "--validate-collection-refs", "all")
DOCS = Gate(
    "docs-lint",
    "antsibull-docs lint-collection-docs over all plugins, roles and pages",
    (tool("antsibull-docs", *LINT_DOCS, "."),),
    lambda _output: len(documented()),
    "modules and roles",
    minimum=20,
    folder=staged("docs-lint"),
)
ANSIBLE_LINT = Gate(
    "ansible-lint",
    "ansible-lint, profile production",
    (tool("ansible-lint", "--offline", "--profile", "production", "--strict", "--nocolor"),),
    number(r"in (\d+) files processed"),
    "files",
    minimum=20,
    folder=staged("ansible-lint"),
)
SANITY = Gate(
    "sanity",
    "ansible-test sanity without ignore files",
    (python("tools/run_ansible_test.py", "sanity"),),
    number(r"^sanity: (\d+) tests"),
    "sanity tests",
    minimum=20,
    progress=counted(r"^Running sanity test \"(\S+)\"", "sanity tests"),
)
UNITS = Gate(
    "units",
    "ansible-test units",
    (python("tools/run_ansible_test.py", "units"),),
    number(r"^ansible-test units: (\d+) passed"),
    "tests",
)


def sampled(gate: Gate) -> Gate:
    """A gate of ansible-test as `make test` runs it; what of it is left to the whole one: tools/run_ansible_test.py."""
    commands = tuple((*command, "--sample") for command in gate.commands)
    return replace(gate, name=f"{gate.name}-sample", text=f"{gate.text}, a sample of the long part", commands=commands)


# Without reading what antsibull-docs has made of them: nine tenths of its time, and `make site` reads that, too.
DOCS_SOURCES = replace(
    DOCS,
    name="docs-lint-sources",
    text=f"{DOCS.text}: markup and references, not the pages made of them",
    commands=(tool("antsibull-docs", *LINT_DOCS, "--skip-rstcheck", "."),),
    folder=staged("docs-lint-sources"),
)

BUILD_GATE = Gate(
    "build",
    "the tarball from a clean copy, installed, and the demo's playbook run from it by its full name",
    (python("tools/build.py"), python("tools/demo.py", "--installed")),
    number(r"^demo: (\d+) tasks"),
    "tasks",
    minimum=5,
    progress=counted(r"^TASK \[(.+?)\] \*", "tasks"),
)
PYTEST = Gate(
    "pytest",
    "every test under tests/, with coverage",
    (python("tools/run_tests.py", "tests"),),
    PASSED,
    "tests",
    minimum=50,
    slots=2,
    notes=SKIPPED,
    progress=tests_done,
)
CONTRACT = Gate(
    "contract",
    "the traffic of the tests against Confluent's OpenAPI documents",
    (python("-m", "tests.contract.check", "--complete"),),
    number(r"^contract: (\d+) requests"),
    "requests",
    after=("pytest", "build"),
    notes=lines(r"DID NOT RUN|^contract: "),
    may_be_left_out=True,
)
COVERAGE = Gate(
    "coverage",
    "coverage of plugins/ over pytest, module processes and Ansible's workers",
    (python("tools/coverage_report.py"),),
    number(r"^TOTAL\s+(\d+)"),
    "statements",
    minimum=500,
    after=("pytest",),
    notes=lines(r"^TOTAL "),
)

STATIC = (
    RUFF, YAMLLINT, SHELLCHECK, sampled(SANITY), TYPES, LAYERS, MODULE_DOCS, ANSIBLE_LINT, DOCS_SOURCES, CHANGELOG,
)  # fmt: skip
# The longest first; the others run beside it.
GATES = (PYTEST, *STATIC, BUILD_GATE, sampled(UNITS), CONTRACT, COVERAGE)

# Run by name, not by `make test`: what is sampled there, whole, and parts of the gate pytest, for the daily work.
PARTS = (
    SANITY,
    UNITS,
    DOCS,
    Gate("unit", "unit tests", (python("tools/run_tests.py", "tests/unit"),), PASSED, "tests"),
    Gate("integration", "integration tests", (python("tools/run_tests.py", "tests/integration"),), PASSED, "tests"),
)
