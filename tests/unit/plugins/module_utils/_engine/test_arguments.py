# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Arguments that Ansible would turn into something else are refused by name, in every option of every module."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._engine import arguments as _arguments
from ansible_collections.streamops.confluent.plugins.module_utils._engine.modules import module_of
from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import spec_of

UNFIT: dict[str, list[Any]] = {
    "int": [True, False, 1.5, float("inf"), float("nan"), "inf", "-Infinity"],
    "str": [True, 1.10, {"a": 1}, ["a"]],
    "path": [True, 0.5, {"a": 1}, ["a"]],
}
FIT: dict[str, list[Any]] = {"int": [1, "1", 3.0, "true"], "str": ["true", "1e3", "null", "yes", 7, ""], "path": ["/"]}


def options(spec: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    """Every option of a spec at any depth: its place, its entry, and how arguments with a value there look."""
    for name, entry in spec.items():

        def arguments(value: Any, name: str = name) -> dict[str, Any]:
            return {name: value}

        yield f"{place}{name}", entry, arguments
        for nested, inner, within in options(entry.get("options") or {}):
            listed = entry["type"] == "list"

            def around(value: Any, name: str = name, within: Any = within, listed: bool = listed) -> dict[str, Any]:
                return {name: [{}, within(value)] if listed else within(value)}

            yield f"{place}{name}{'[1]' if listed else ''}.{nested}", inner, around


MODULES = sorted((Path(_arguments.__file__).parents[2] / "modules").glob("confluent_*.py"))


@pytest.mark.parametrize("name", [path.stem for path in MODULES])
def test_every_option_of_every_module_refuses_what_would_become_something_else(name: str) -> None:
    spec = spec_of(module_of(name).fields)
    tried = 0
    for place, entry, arguments in options(spec):
        of_list = entry["type"] == "list"
        kind = entry.get("elements", "raw") if of_list else entry["type"]
        for value in UNFIT.get(kind, []):
            if of_list and isinstance(value, list):
                continue
            given = arguments(["a", value] if of_list else value)
            kept, problems = _arguments.fitting(spec, given)
            assert len(problems) == 1, (place, value, problems)
            assert problems[0].startswith(f"{place}{'[1]' if of_list else ''} "), problems
            assert kept != given
            tried += 1
        for value in FIT.get(kind, []):
            given = arguments([value] if of_list else value)
            assert _arguments.fitting(spec, given) == (given, []), (place, value)
        if of_list:
            given = arguments([None, {} if kind == "dict" else "a", None])
            kept, problems = _arguments.fitting(spec, given)
            assert [problem.partition(" ")[0] for problem in problems] == [f"{place}[0]", f"{place}[2]"], problems
            assert kept == arguments([{} if kind == "dict" else "a"])
        assert _arguments.fitting(spec, arguments(None)) == (arguments(None), [])
    assert tried > 20


def test_aliases_are_options_too() -> None:
    spec = spec_of(module_of("confluent_environment").fields)
    assert _arguments.fitting(spec, {"display_name": True})[1][0].startswith("display_name is a boolean")


def test_a_mapping_in_json_is_looked_into() -> None:
    spec = spec_of(module_of("confluent_topics").fields)
    assert _arguments.fitting(spec, {"defaults": '{"partitions": true}'})[1][0].startswith(
        "defaults.partitions is a boolean"
    )
    for text in ("{", "a=b", "[]"):
        assert _arguments.fitting(spec, {"defaults": text}) == ({"defaults": text}, [])


def test_no_value_is_quoted() -> None:
    spec = spec_of(module_of("confluent_topic").fields)
    problems = _arguments.fitting(spec, {"kafka_api_secret": {"value": "a-secret"}, "kafka_api_key": 3.25})[1]
    assert len(problems) == 2
    assert not re.search("a-secret|3.25", " ".join(problems))


def test_what_is_no_option_is_left_to_ansible() -> None:
    spec = spec_of(module_of("confluent_topic").fields)
    given = {"partition": True, "config": {"a": None, "b": True, "c": 0.5}}
    assert _arguments.fitting(spec, given) == (given, [])
