# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Subjects put into a Schema Registry directly."""

from __future__ import annotations

import json
from typing import Any

from ..state import State
from ._exporter_copies import registry_of
from ._registry_model import normalize_subject


def seed(state: State, kind: str, payload: dict[str, Any]) -> Any:
    """``POST /_sandbox/objects/subjects``: registers without checks of compatibility, permissions or mode.

    Payload: ``registry`` (lsrc-...), ``names`` (list) or ``prefix`` + ``count`` (prefix-00000 and so on), ``schema``
    (text or JSON), ``schema_type`` (AVRO), ``references``, ``metadata``, ``rule_set``, ``compatibility`` (own level
    of each subject). In a text, ``%NAME%`` stands for the subject's name with everything but letters, digits and _
    made _. Answers ``{"subjects": n, "ids": [...]}``; the list is that of the distinct ids. Raises ValueError on an
    unknown registry or a kind that is not "subjects".
    """
    if kind != "subjects":
        raise ValueError(f"Schema Registry cannot seed {kind!r}")
    if payload.get("registry") not in state.schema_registries:
        raise ValueError(f"unknown registry {payload.get('registry')!r}; known: {sorted(state.schema_registries)}")
    registry = registry_of(state, payload["registry"])
    names = payload.get("names") or [f"{payload['prefix']}{index:05d}" for index in range(int(payload["count"]))]
    schema = payload.get("schema", '"string"')
    text = schema if isinstance(schema, str) else json.dumps(schema)
    ids = set()
    for name in map(normalize_subject, names):
        request = {
            "schema": text.replace("%NAME%", "".join(char if char.isalnum() else "_" for char in name)),
            "schemaType": payload.get("schema_type", "AVRO"),
            "references": payload.get("references", []),
            "metadata": payload.get("metadata"),
            "ruleSet": payload.get("rule_set"),
        }
        candidate = registry.candidate(name, request, normalize=False)
        if candidate is None:
            raise ValueError("an empty schema cannot be seeded")
        version = registry.find(name, candidate) or registry.add(name, candidate)
        ids.add(version.schema.id)
        if payload.get("compatibility"):
            registry.settings.update(name, {"compatibility": payload["compatibility"]})
    return {"subjects": len(names), "ids": sorted(ids)}
