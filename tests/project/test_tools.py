# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tools that guard against false greens see what they are there for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small Git checkout with a tracked, a new, an ignored and a deleted file."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "plugins").mkdir()
    for name, text in (("plugins/a.py", "a"), ("gone.py", "g"), ("ignored.log", "i"), (".gitignore", "*.log\nbuild\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "add", "plugins/a.py", "gone.py", ".gitignore"], cwd=tmp_path, check=True)
    (tmp_path / "gone.py").unlink()
    (tmp_path / "new.py").write_text("n", encoding="utf-8")
    return tmp_path


def test_a_stage_holds_tracked_and_new_files_only(checkout: Path) -> None:
    from stage import INSIDE, stage

    collection = stage("stage", root=checkout) / INSIDE
    names = {str(p.relative_to(collection)) for p in collection.rglob("*") if p.is_file() and ".git/" not in str(p)}
    assert names == {"plugins/a.py", "new.py", ".gitignore"}
    assert not any(path.is_symlink() for path in collection.rglob("*"))
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=collection, check=True, capture_output=True, text=True
    )
    assert "plugins/a.py" in listed.stdout.split(), "ansible-test sees the files although build/ is ignored outside"


def test_a_stage_follows_the_checkout(checkout: Path) -> None:
    from stage import INSIDE, stage

    collection = stage("stage", root=checkout) / INSIDE
    (checkout / "new.py").unlink()
    (checkout / "plugins" / "a.py").write_text("b", encoding="utf-8")
    (collection / "left_over.py").write_text("", encoding="utf-8")
    (collection / "plugins" / "gone" / "__pycache__").mkdir(parents=True)
    stage("stage", root=checkout)
    assert (collection / "plugins" / "a.py").read_text(encoding="utf-8") == "b"
    assert not (collection / "new.py").exists()
    assert not (collection / "left_over.py").exists()
    assert not (collection / "plugins" / "gone").exists(), "as an empty package it would hide a module of its name"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ('Running sanity test "pep8"\nRunning sanity test "pslint"\nNo tests applicable.\n', 0),
        ('Running sanity test "pep8"\nNo tests applicable.\n', 1),
        ("All targets skipped.\n", 1),
        ('WARNING: Required program "shellcheck" not found.\n', 1),
    ],
)
def test_false_greens_of_ansible_test(output: str, expected: int) -> None:
    from run_ansible_test import false_greens

    assert len(false_greens(output)) == expected


def test_a_gate_that_looked_at_nothing_is_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gates
    from gate_list import Gate, number

    monkeypatch.setattr(gates, "BUILD", tmp_path)

    def gate(script: str) -> Gate:
        return Gate("control", "", ((sys.executable, "-c", script),), number(r"^(\d+) files"), "files", minimum=2)

    assert gates.run_gate(gate("print('3 files')"), show=False).passed
    assert "looked at 1 files" in gates.run_gate(gate("print('1 files')"), show=False).reason
    assert "looked at 0 files" in gates.run_gate(gate("pass"), show=False).reason
    assert "exit code 4" in gates.run_gate(gate("print('3 files'); raise SystemExit(4)"), show=False).reason


def test_only_a_gate_that_may_be_left_out_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gates
    from gate_list import Gate, number

    monkeypatch.setattr(gates, "BUILD", tmp_path)
    strict = Gate("control", "", ((sys.executable, "-c", "raise SystemExit(3)"),), number(r"(\d+)"), "files")
    assert gates.run_gate(strict, show=False).verdict == "FAIL"
    assert gates.run_gate(replace(strict, may_be_left_out=True), show=False).verdict == "NOT RUN"


def test_every_folder_of_tests_is_run_by_the_gate() -> None:
    from gate_list import PYTEST

    assert PYTEST.commands[0][-1] == "tests"


def test_the_changelog_speaks_of_this_version() -> None:
    from changelog import check

    assert check(ROOT) == []


def test_meta_runtime_is_up_to_date() -> None:
    from runtime import FILE, actions, content, modules

    assert FILE.read_text(encoding="utf-8") == content(modules(), actions())


def test_a_gate_that_runs_for_long_says_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import gates
    from gate_list import Gate, counted

    program = "import time\nfor n in range(4): print(f'TASK [{n}] **', flush=True); time.sleep(0.2)"
    gate = Gate("slow", "", ((sys.executable, "-c", program),), lambda output: output.count("\nTASK"), "tasks")
    gate = replace(gate, progress=counted(r"^TASK \[(.+?)\] \*", "tasks"))
    monkeypatch.setattr(gates, "TOLD_EVERY", 0.1)
    monkeypatch.setattr(gates, "BUILD", tmp_path)
    outcome = gates.run_gate(gate, show=False)
    assert outcome.passed
    assert outcome.count == 4
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("   slow: ")]
    assert any("3 tasks, now 2, " in line for line in told), told


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("bringing up nodes...", "collecting"),
        ("bringing up nodes...\n....s.... [  3%]\n..F.E", "14 tests done (3 % of all), 2 FAILED"),
        ("......", "6 tests done"),
    ],
)
def test_how_far_the_tests_are(output: str, expected: str) -> None:
    from gate_list import tests_done

    assert tests_done(output) == expected
