# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids by names, for every kind of the control plane whose objects have both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._declare.collection import Collection
from ..module_utils._engine.modules import module_of
from ..module_utils._errors import Refused
from ..module_utils._wire.cloud import Cloud
from ..module_utils._wire.references import ENVIRONMENTS, SERVICE_ACCOUNTS, pick

# Kinds for which the service has a quicker way than its list.
QUICKER = {listed.path: listed for listed in (ENVIRONMENTS, SERVICE_ACCOUNTS)}
# Their name is one part of three by which they are found (owner and resource are the others).
NO_KEY = frozenset({"api_key"})


def kind_of(name: str) -> type[Collection]:
    """The kind of that name. Raises Refused for one whose objects have no name and id on the control plane."""
    kind = module_of(f"confluent_{name}_info").kind
    if not (issubclass(kind, Collection) and kind.plane == "control" and kind.addressed == "id" and _wire_of(kind)):
        raise Refused(f"objects of the kind {name} have no id that is found by a name")
    return kind


def _wire_of(kind: type[Collection]) -> str:
    """The wire path of the name by which objects are found, empty without one."""
    if isinstance(kind.named, str):
        return kind.named
    if kind.name in NO_KEY or (kind.named is None and all(declared.name != "name" for declared in kind.info_fields)):
        return ""
    named = kind.named or next((declared for declared in kind.fields if declared.name == "name"), None)
    return "" if named is None else named.wire or named.name


def ids(cloud: Cloud, kind_class: type[Collection], names: list[str], scope: Mapping[str, Any]) -> list[str]:
    """The ids of objects given by their names, exactly, in this order; an id stays what it is where there is such an
    object.

    `scope`: what they lie in, by the options of the kind's modules. Raises Refused for a scope that does not fit the
    kind, NotFound, Ambiguous, ApiError, NoCredential.
    """
    label = kind_class.name.replace("_", " ")
    known = {declared.name: declared for declared in kind_class.scope if declared.name in scope}
    problems = [f"{name} is needed to find a {label}" for name, f in known.items() if f.required and not scope[name]]
    problems += [
        f"a {label} does not lie in a {name}"
        for name, value in scope.items()
        if value and name not in known and name != "environment"  # which the environment's variable may give
    ]
    if problems:
        raise Refused(problems)
    quicker = QUICKER.get(kind_class.path)
    if quicker is not None:
        return [str(cloud.find(quicker, name)["id"]) for name in names]
    kind = kind_class(cloud, {name: scope[name] for name in known})
    kind.open()
    steps = _wire_of(kind_class).split(".")

    def name_of(raw: Mapping[str, Any]) -> Any:
        found: Any = raw
        for step in steps:
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    listed = kind.listing()
    where = f" in environment {kind.environment}" if kind.environment else ""
    return [str(pick(label, name, listed, name_of, where)["id"]) for name in names]
