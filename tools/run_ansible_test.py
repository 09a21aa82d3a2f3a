# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run ansible-test on a staged copy, and refuse its false greens.

    python tools/run_ansible_test.py sanity|units [--sample] [further arguments of ansible-test]

`--sample`, for `make test`: each sanity test makes an environment of its own, so those are left out that other gates
do; `import` and `pylint` look at one file in so many, for tests/project/test_imports.py reads the imports of all files,
and ruff and mypy have most of pylint's rules; and units are those of one room, for pytest runs all of them. `make
sanity` and `make units` leave nothing out.

ansible-test ends with exit code 0 when it looked at nothing: when Git hides every file ("All targets skipped"), and
when a program that a test needs is missing ("Required program ... not found"). Both fail here, and so does a run
whose number of tests or of files is too small to be true.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from stage import INSIDE, is_shipped, stage

PYTHON = "{}.{}".format(*sys.version_info[:2])
FALSE_GREENS = ("All targets skipped", "Required program")
# Tests that have nothing to look at in what is shipped: no PowerShell, no shell script (the gate shellcheck sees all of
# the checkout's), no __init__.py outside module_utils. Everything else must run.
WITHOUT_TARGETS = frozenset({"pslint", "shellcheck", "empty-init"})
MINIMUM_TESTS = 20
ONE_IN = 10  # files
SAMPLED = ("import", "pylint")
# The gates that look at the same: docs-lint-sources, which has ansible-doc read every plugin; changelog-lint; ruff.
ELSEWHERE = ("ansible-doc", "changelog", "pep8")
SOME_UNITS = ("tests/unit/plugins/plugin_utils/",)

# ansible-test makes its virtual environments with pip's own bootstrap script, fetched from a host that is no package
# registry and may be out of reach. This script does the same with what Python brings along and the package index: the
# pip in its wheel installs the one that is wanted, or, where Python has no such wheel, one that was installed before.
BOOTSTRAP = """
import ensurepip, pathlib, subprocess, sys
options = [argument for argument in sys.argv[1:] if argument not in ("--no-setuptools", "--no-wheel")]
pip = [str(wheel / "pip") for wheel in pathlib.Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl")]
if not pip:
    subprocess.check_call([sys.executable, "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL)
    pip = ["-m", "pip"]
subprocess.check_call([sys.executable, *pip, "install", "--no-compile", *options])
"""


def write_bootstrap() -> None:
    """Put the bootstrap script where ansible-test looks for it, unless one is there."""
    package = importlib.util.find_spec("ansible_test")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("ansible-test is not installed in this environment")
    source = Path(next(iter(package.submodule_search_locations)), "_internal", "python_requirements.py")
    match = re.search(r"\bpip='([0-9.]+)'", source.read_text(encoding="utf-8"))
    if match is None:
        raise SystemExit(f"{source} no longer says which pip ansible-test wants")
    script = Path.home() / ".ansible" / "test" / "cache" / f"get_pip_{match[1].replace('.', '_')}.py"
    if not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(BOOTSTRAP, encoding="utf-8")


def run(arguments: list[str], collection: Path) -> tuple[int, str]:
    """Run ansible-test in ``collection``; what it prints is shown and returned."""
    command = [str(Path(sys.executable).parent / "ansible-test"), *arguments]
    print("$ ansible-test", *arguments, flush=True)
    # Python must not be the shim of a version manager: its folder comes first.
    path = os.pathsep.join([str(Path(sys.executable).parent), str(Path(sys.base_prefix) / "bin"), os.environ["PATH"]])
    lines = []
    with subprocess.Popen(
        command,
        cwd=collection,
        env={**os.environ, "PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(collection.parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        for text in process.stdout:
            print(text, end="", flush=True)
            lines.append(text)
    return process.returncode, "".join(lines)


def tests_run(output: str) -> dict[str, bool]:
    """Which sanity tests ran, and whether each had anything to look at."""
    tests: dict[str, bool] = {}
    current = ""
    for text in output.splitlines():
        if match := re.match(r"Running sanity test ['\"]?([\w-]+)", text):
            current = match[1]
            tests.setdefault(current, True)
        elif text.startswith("No tests applicable."):
            tests[current] = False
    return tests


def false_greens(output: str) -> list[str]:
    """What the output says about tests that did not look at anything."""
    found = [text.strip() for text in output.splitlines() if any(phrase in text for phrase in FALSE_GREENS)]
    idle = {name for name, looked in tests_run(output).items() if not looked}
    return found + [f"sanity test {name} had nothing to look at" for name in sorted(idle - WITHOUT_TARGETS)]


def sanity(extra: list[str], sample: bool) -> int:
    # What users install, as the checks of Galaxy see it. The tests and tools have ruff and mypy, and pylint would be
    # busy for minutes with them.
    collection = stage("sanity", fresh=True, wanted=is_shipped) / INSIDE
    if list((collection / "tests" / "sanity").glob("ignore-*.txt")):
        print("there are ignore files in tests/sanity: none are allowed")
        return 1
    base = ["sanity", "--venv", "--python", PYTHON, "--color", "no", "-v"]
    if sample:
        left_out = [word for name in (*SAMPLED, *ELSEWHERE) for word in ("--skip-test", name)]
        code, output = run([*base, *left_out, *extra], collection)
        plugins = collection / "plugins"
        files = sorted(path.relative_to(collection) for path in plugins.rglob("*.py") if path.name != "__init__.py")
        chosen = [word for name in SAMPLED for word in ("--test", name)]
        further, more = run([*base, *chosen, *map(str, files[::ONE_IN])], collection)
        code, output = code or further, output + more
    else:
        code, output = run([*base, *extra], collection)
    tests = tests_run(output)
    problems = false_greens(output)
    if not extra and len(tests) < MINIMUM_TESTS - (len(ELSEWHERE) if sample else 0):
        problems.append(f"only {len(tests)} tests ran")
    for problem in problems:
        print(f"FALSE GREEN: {problem}")
    print(f"sanity: {len(tests)} tests on {len(list((collection / 'plugins').rglob('*.py')))} plugin files")
    return code or int(bool(problems))


def units(extra: list[str], sample: bool) -> int:
    collection = stage("units", fresh=True) / INSIDE
    code, output = run(
        ["units", "--venv", "--python", PYTHON, "--color", "no", *(SOME_UNITS if sample else ()), *extra], collection
    )
    problems = false_greens(output)
    passed = sum(int(count) for count in re.findall(r"(\d+) passed", output))
    if passed == 0:
        problems.append("no test ran")
    for problem in problems:
        print(f"FALSE GREEN: {problem}")
    print(f"ansible-test units: {passed} passed")
    return code or int(bool(problems))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=["sanity", "units"])
    parser.add_argument("--sample", action="store_true")
    arguments, extra = parser.parse_known_args()
    write_bootstrap()
    return (sanity if arguments.command == "sanity" else units)(extra, arguments.sample)


if __name__ == "__main__":
    sys.exit(main())
