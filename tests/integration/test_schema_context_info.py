# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Contexts of Schema Registry: what is in them, and that one stays when nothing is."""

from __future__ import annotations

from typing import Any

from tests.support import direct
from tests.support.estate import Estate


def test_contexts_with_what_is_in_them(sandbox: Any) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schema_contexts import SchemaContext

    estate = Estate(sandbox).needs("schema_registry_key")
    env = {**sandbox.env, **estate.env}

    def counted(**options: Any) -> dict[str, tuple[int, int]]:
        sandbox.clear_journal()
        found = direct.info(SchemaContext, options, env)
        return {item["name"]: (item["subjects"], item["soft_deleted_subjects"]) for item in found}

    assert counted() == {".": (0, 0)}
    for subject in ("a", "b", ":.eu:a", ":.eu:b", ":eu:a", ":.gone:a"):
        estate.registry("POST", f"/subjects/{subject}/versions", {"schema": '"int"'})
    for subject in (":.eu:b", ":.gone:a", ":.gone:a?permanent=true"):
        estate.registry("DELETE", f"/subjects/{subject}")
    assert counted() == {".": (3, 0), ".eu": (1, 1), ".gone": (0, 0)}
    asked = [entry for entry in sandbox.journal() if entry["plane"] == "schema_registry"]
    assert len(asked) == 3 * 2, "three lists, each with its end, however many subjects there are"
    for name in ("eu", ".eu", ":.eu:"):
        assert counted(name=name) == {".eu": (1, 1)}
    assert counted(name=".") == {".": (3, 0)}
    assert counted(name="nowhere") == {}
    (prefix,) = [item["prefix"] for item in direct.info(SchemaContext, {"name": "eu"}, env)]
    assert prefix == ":.eu:"
