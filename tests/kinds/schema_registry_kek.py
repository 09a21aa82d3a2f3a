# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Key encryption keys of Schema Registry, which are deleted softly."""

from __future__ import annotations

from typing import Any

from ..support.rows import Case, Operation, Task

MODULE = "confluent_schema_registry_kek"
KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
KEK: dict[str, Any] = {"name": "refunds", "kms_type": "aws-kms", "kms_key_id": KEY, "doc": "Bank accounts"}
MADE: Task = (MODULE, KEK)
HIDDEN: Task = (MODULE, {"name": "refunds", "state": "absent"})
GONE = {"name": "refunds", "state": "absent", "permanent": True}
CASE = Case(
    name="schema_registry_kek",
    costs_more="soft deletion: hidden, undeleted, gone for good; properties as texts",
    needs=("schema_registry_key",),
    arguments={
        "name": "payments",
        "kms_type": "aws-kms",
        "kms_key_id": KEY,
        "properties": {"KeyUsage": "ENCRYPT_DECRYPT"},
        "doc": "Card numbers",
    },
    removal={"permanent": True},  # what is deleted softly stays, with what somebody else did to it in between
    change={"doc": "Numbers of cards", "properties": {"KeyUsage": None, "KeyState": "Enabled"}},
    further=(
        Operation(MODULE, "undeleted and changed", {**KEK, "doc": "IBANs"}, before=(MADE, HIDDEN)),
        Operation(MODULE, "deleted softly", HIDDEN[1], before=(MADE,)),
        Operation(MODULE, "hidden before, deleted for good", GONE, before=(MADE, HIDDEN)),
    ),
)
