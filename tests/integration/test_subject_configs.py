# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of many subjects: how they are read, the registry's default among them, purge. What holds for every plural
module is in test_plurals.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Result = dict[str, Any]
Run = Callable[..., Result]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def configs(estate: Estate, run_module: Run) -> Run:
    """``configs(items, check=False, fails=False, **options)``: confluent_subject_configs in the estate."""

    def run(items: list[dict[str, Any]], check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        arguments = {"subject_configs": items, **options}
        result = run_module("confluent_subject_configs", arguments, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        if check or not result["changed"]:
            assert estate.sandbox.writes() == []
        return result

    return run


def operations(result: Result) -> list[str]:
    return [outcome["operation"] for outcome in result["subject_configs"]]


def asked(estate: Estate) -> list[str]:
    """The paths that Schema Registry was asked for since the last run, in any order."""
    return sorted(e["path"] for e in estate.sandbox.journal("GET") if e["plane"] == "schema_registry")


def seeded(estate: Estate, *names: str, **further: Any) -> None:
    payload = {"registry": estate.schema_registry, "names": list(names), "schema": '"string"', **further}
    estate.sandbox.seed("subjects", payload)


def test_each_is_one_request(configs: Run, estate: Estate) -> None:
    items = [{"subject": f"s{number}", "compatibility": "FULL"} for number in range(40)]
    configs(items)
    assert operations(configs(items)) == ["unchanged"] * 40
    assert asked(estate) == sorted(f"/config/s{number}" for number in range(40))


def test_the_default_of_the_registry_among_subjects(configs: Run, estate: Estate) -> None:
    """Present and absent in one run: what one item wants says nothing of the others."""
    default = {"registry_default": True, "compatibility": "FULL"}
    seen = configs([{"subject": "a", "state": "absent"}, default])
    assert operations(seen) == ["unchanged", "updated"]
    assert estate.registry("GET", "/config")["compatibilityLevel"] == "FULL"
    back = [{"registry_default": True, "state": "absent"}, {"subject": "a", "compatibility": "BACKWARD"}]
    for check in (True, False):
        assert operations(configs(back, check)) == ["deleted", "created"]
    assert operations(configs(back)) == ["unchanged", "unchanged"]
    untouched = {"registry_default": True, "compatibility": "BACKWARD"}
    assert operations(configs([untouched, {"subject": "a", "state": "absent"}])) == ["unchanged", "deleted"]


def test_the_default_is_read_once_for_all_that_inherit_from_it(configs: Run, estate: Estate) -> None:
    items = [{"subject": f"s{number}", "compatibility": "FULL"} for number in range(20)]
    configs(items)
    assert operations(configs(items, defaults={"normalize": False})) == ["unchanged"] * 20
    assert asked(estate).count("/config") == 1


@pytest.mark.parametrize(("stated", "operation"), [(True, "updated"), (False, "unchanged")])
def test_a_default_that_this_run_sets_counts(configs: Run, estate: Estate, stated: bool, operation: str) -> None:
    """A subject without a say follows the default, which this run changes."""
    configs([{"subject": "a", "compatibility": "FULL"}])
    both = [
        {"subject": "a", "compatibility": "FULL", "normalize": False},
        {"registry_default": True, "normalize": stated},
    ]
    assert operations(configs(both))[0] == operation
    assert operations(configs(both)) == ["unchanged"] * 2
    assert estate.registry("GET", "/config/a?defaultToGlobal=true").get("normalize", False) is False


def test_what_is_wrong_is_named_with_its_place(configs: Run, estate: Estate) -> None:
    result = configs(
        [{"subject": "a", "compatibility": "FULL"}, {"subject": "b"}, {"compatibility": "FULL"}], fails=True
    )
    assert result["problems"] == ["subject_configs[2]: one of the following is required: subject, registry_default"]
    result = configs([{"subject": "b"}, {"subject": "c", "alias": "c"}], fails=True)
    assert len(result["problems"]) == 2
    assert estate.sandbox.journal() == []


def test_purge(configs: Run, estate: Estate) -> None:
    """Of subjects with schemas that have settings of their own; schemas, and the default, stay."""
    seeded(estate, "team.a", "team.b", "team.kept-value", "_confluent-x", "other.a", compatibility="FULL")
    seeded(estate, "team.none", ":.staging:team.a")
    configs([{"registry_default": True, "compatibility": "FULL"}])
    purge = {"subject_prefix": "team.", "protected": ["*.kept-*"]}
    predicted = configs([{"subject": "team.b", "compatibility": "FULL"}], check=True, purge=purge)
    result = configs([{"subject": "team.b", "compatibility": "FULL"}], purge=purge)
    for run in (predicted, result):
        assert operations(run) == ["unchanged", "deleted"]
        assert run["subject_configs"][1]["label"] == "config of subject team.a"
        assert [spared["label"] for spared in run["purge"]["spared"]] == ["config of subject team.kept-value"]
    assert [(e["method"], e["path"]) for e in estate.sandbox.writes()] == [("DELETE", "/config/team.a")]
    assert estate.registry("GET", "/config")["compatibilityLevel"] == "FULL"
    assert len(estate.registry("GET", "/subjects")) == 7


def test_purge_of_everything_named_spares_internal_subjects_and_the_default(configs: Run, estate: Estate) -> None:
    seeded(estate, "_confluent-x-value", "__y-value", ":.staging:_confluent-z-value", "a-value", compatibility="FULL")
    configs([{"registry_default": True, "compatibility": "FULL"}])
    result = configs([], purge={"subject_pattern": "*-value"})
    assert [e["path"] for e in estate.sandbox.writes()] == ["/config/a-value"]
    assert len(result["purge"]["spared"]) == 3


@pytest.mark.parametrize("purge", [{"subject_prefix": ""}, {"subject_pattern": "*"}, {"max_deletions": 3}])
def test_a_scope_that_means_everything_is_refused(configs: Run, estate: Estate, purge: dict[str, Any]) -> None:
    seeded(estate, "a", compatibility="FULL")
    assert "purge" in configs([], fails=True, purge=purge)["msg"]
    assert estate.sandbox.journal() == []
