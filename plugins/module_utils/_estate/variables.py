# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the variables of an inventory to the options of `confluent_estate`: the one place that maps them. Pure.

confluent_environment -> environment, confluent_clusters -> clusters, ..., confluent_secrets_dir -> secrets_dir
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._declare.connection import KEY_FILES
from .parts import ACCOUNTS, BY_KEY, ENVIRONMENT, PARTS, Part
from .structure import ORGANIZATION, stated_fields

PREFIX = "confluent_"
SECRETS = ("connector_secrets", "catalog_secrets", "secret_store")
# Of the environment as a whole. The key of the control plane is no part of the data; those of clusters stand in them.
KEYS = tuple(name for name in KEY_FILES if name not in ("cloud_key_file", "kafka_key_file"))
PATHS = ("secrets_dir", *KEYS)

OWN = tuple(part for part in PARTS if not part.within and not part.organization)
SHARED = (*(part for part in PARTS if not part.within and part.organization), BY_KEY[ACCOUNTS])
PLAN_FILE = "plan_file"  # of a run, and not of the data: where it is said, on the command line, it begins
OPTIONS = (*(part.key for part in OWN), ORGANIZATION, *SECRETS, *PATHS, "purge", PLAN_FILE)
NAMES = tuple(PREFIX + option for option in OPTIONS)  # of the variables


def options_of(variables: Mapping[str, Any]) -> dict[str, Any]:
    """The options that these variables state. A variable that is null, or none of `NAMES`, states nothing.

    Values are handed on as they are: what is wrong with them is said by the module, with the object's name.
    """
    found = {option: variables[PREFIX + option] for option in OPTIONS if PREFIX + option in variables}
    return {option: value for option, value in found.items() if value is not None}


def paths_in(options: Mapping[str, Any]) -> Iterator[str]:
    """The paths that the data states within its parts, as they are written. (Those of `PATHS` are options.)"""
    for part in OWN:
        yield from _paths(part, options.get(part.key))
    shared = options.get(ORGANIZATION)
    if isinstance(shared, Mapping):
        for part in SHARED:
            yield from _paths(part, shared.get(part.key))


def _paths(part: Part, value: Any) -> Iterator[str]:
    """The paths in the items of a part. What is no item is passed over: the module refuses it."""
    names = [name for f in stated_fields(part) if f.type == "path" for name in (f.name, *f.aliases)]
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, Mapping):
            continue
        yield from (str(item[name]) for name in names if isinstance(item.get(name), str) and item[name])
        for key in part.children:
            yield from _paths(BY_KEY[key], item.get(key))


def lacking(options: Mapping[str, Any]) -> str | None:
    """What keeps these from being an estate, in words; None: nothing."""
    return None if ENVIRONMENT in options else f"{PREFIX}{ENVIRONMENT} is not stated: an estate is of one environment"
