# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of subjects."""

from __future__ import annotations

from typing import Any

from ..support.rows import Case, Operation, Plural

ITEMS: list[dict[str, Any]] = [
    {"subject": "returns.asked-value"},
    {"subject": "returns.paid-value", "compatibility": "FULL"},
    {"subject": "returns.sent-value", "normalize": True},
    {"subject": "returns.closed-value", "normalize": False},
]
CASE = Case(
    name="subject_config",
    costs_more="two shapes of settings (the registry's default and a subject's) of which some are stated",
    stands_for="settings",
    needs=("schema_registry_key",),
    arguments={"subject": "orders.shipped-value", "compatibility": "FULL"},
    change={"compatibility": "BACKWARD_TRANSITIVE"},
    found_by={"subject": "orders.shipped-value"},
    # Of all, the twin tells the settings of subjects that there are.
    prepare=(("confluent_schema", {"subject": "orders.shipped-value", "schema": '"string"'}),),
    further=(
        Operation("confluent_subject_config", "registry default", {"registry_default": True, "compatibility": "FULL"}),
    ),
)
PLURAL = Plural(
    plural="subject_configs",
    needs=("schema_registry_key",),
    items=ITEMS,
    bad={"subject": "returns.bad-value", "alias": "returns.bad-value"},
    broken=("PUT", "^/config", 2),
    again=2 + 4,
    purge={"subject_prefix": "returns."},
    # Settings are purged where there are such subjects.
    scoped=(
        (
            "confluent_schemas",
            {"schemas": [{"subject": item["subject"], "schema": '"string"'} for item in ITEMS]},
        ),
    ),
    defaults={"compatibility": "FORWARD"},
    change={"compatibility": "FULL_TRANSITIVE"},
)
