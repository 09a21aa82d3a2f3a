# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module `confluent_estate_info` as a function of its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from .._declare.field import Field, Rules
from .._declare.kind import Kind
from .._engine.plural import CONCURRENCY
from .._engine.run import RUNNER, Module, Report, Task, reported
from .._errors import Refused, attempting
from .export import Export
from .parts import BY_KEY

KEY_OPTIONS = ("kafka_key_file", "kafka_rest_endpoint")


class EstateInfo(Kind):
    """What an organization holds, as far as the engine's report needs a kind."""

    name = "estate"
    plural = "estates"
    fields: ClassVar[tuple[Field, ...]] = (
        Field("environment", wire=None),
        Field("organization", wire=None, type="bool"),
        Field(
            "clusters",
            wire=None,
            type="list",
            elements="dict",
            options=(
                Field("name", required=True),
                Field("kafka_key_file", type="path", no_log=False),
                Field("kafka_rest_endpoint"),
            ),
        ),
        Field("parts", wire=None, type="list", elements="str"),
        Field("each_entity", wire=None, type="bool", default=False),
        CONCURRENCY,
    )


def exported(kind: Kind) -> dict[str, Any]:
    """The result of the module. Raises ConfluentError."""
    options = kind.options
    chosen = options.get("parts") or []
    unknown = [name for name in chosen if name not in BY_KEY]
    if unknown:
        raise Refused([f"parts: there is no part {name!r}; there are: {', '.join(BY_KEY)}" for name in unknown])
    environment, organization = options.get("environment"), options.get("organization")
    keys: dict[str, dict[str, Any]] = {}
    for one in options.get("clusters") or []:
        if one["name"] in keys:
            raise Refused(f"clusters: {one['name']} is named twice")
        keys[one["name"]] = {name: one[name] for name in KEY_OPTIONS if one.get(name)}
    whole = not environment if organization is None else bool(organization)
    kind.cloud.whole = True
    with attempting("read the estate"):
        export = Export(kind.cloud, environment, whole, keys, chosen, bool(options.get("each_entity")))
        return {"changed": False, **export.all()}


def inform_of_estate(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """The module as a function of its validated options."""
    return reported(kind_class, options, task, True, exported, lambda kind: {})


def run_estate_info_module() -> None:
    """`main` of the module file."""
    runner: Callable[[Module], None] = RUNNER.get()
    runner(Module(EstateInfo, EstateInfo.fields, Rules(), inform_of_estate))
