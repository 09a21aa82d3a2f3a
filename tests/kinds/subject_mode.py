# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Modes of subjects, contexts and the registry."""

from __future__ import annotations

from ..support.rows import Case, Operation, Task

MODULE = "confluent_subject_mode"
SUBJECT = {"subject": "orders.shipped-value"}
MADE: Task = ("confluent_schema", {**SUBJECT, "schema": '"string"'})
CASE = Case(
    name="subject_mode",
    costs_more="two shapes (the registry's and a subject's), and what IMPORT does to what is there",
    needs=("schema_registry_key",),
    arguments={**SUBJECT, "mode": "READONLY"},
    change={"mode": "READWRITE"},
    found_by=SUBJECT,
    # Of all, the twin tells the modes of subjects that there are.
    prepare=(MADE,),
    further=(
        Operation(MODULE, "registry default", {"registry_default": True, "mode": "READONLY"}),
        Operation(MODULE, "import by force", {**SUBJECT, "mode": "IMPORT", "force": True}, before=(MADE,)),
    ),
)
