# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts of Schema Registry (schema-registry-v1, "Contexts"): read only. One appears with its first schema, and stays
when nothing is in it any more (seen on Schema Registry 8.3.1); the document has no way to delete one.
"""

from __future__ import annotations

from collections import Counter

from .._declare.field import Field, Object
from .._declare.override import override
from .schemas.registry import ALL_CONTEXTS, RegistryScoped
from .schemas.text import DEFAULT_CONTEXT, context_of


class SchemaContext(RegistryScoped):
    """A context of the Schema Registry of an environment, with how many subjects are in it."""

    name = "schema_context"
    plural = "schema_contexts"
    info_fields = (Field("name"),)

    @override
    def select(self) -> list[Object]:
        """All contexts, or the one that is named; what is in them is counted by two lists of all subjects."""
        names = list(self.paged("/contexts", {}))
        live = Counter(map(context_of, self.paged("/subjects", {"subjectPrefix": ALL_CONTEXTS})))
        every = Counter(map(context_of, self.paged("/subjects", {"subjectPrefix": ALL_CONTEXTS, "deleted": "true"})))
        wanted = self.options.get("name")
        only = None if wanted is None else f".{wanted.strip(':').removeprefix('.')}"
        return [
            {
                "name": name,
                "prefix": "" if name == DEFAULT_CONTEXT else f":{name}:",
                "subjects": live[name],
                "soft_deleted_subjects": every[name] - live[name],
            }
            for name in sorted({*names, *every})
            if only in (None, name)
        ]
