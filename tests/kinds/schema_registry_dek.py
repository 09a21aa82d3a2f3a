# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Data encryption keys of Schema Registry, which are deleted softly, and of which nothing can be changed."""

from __future__ import annotations

from typing import Any

from ..support.rows import Case, Operation, Task

MODULE = "confluent_schema_registry_dek"
KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
KEK: Task = ("confluent_schema_registry_kek", {"name": "refunds", "kms_type": "aws-kms", "kms_key_id": KEY})
DEK: dict[str, Any] = {
    "kek": "refunds",
    "subject": "refunds.paid-value",
    "version": 2,
    "algorithm": "AES256_SIV",
    "encrypted_key_material": "c2VjcmV0LW9mLXRoZS1yZWZ1bmRz",
}
PLACE = {name: DEK[name] for name in ("kek", "subject", "version", "algorithm")}
MADE: Task = (MODULE, DEK)
HIDDEN: Task = (MODULE, {**PLACE, "state": "absent"})
CASE = Case(
    name="schema_registry_dek",
    costs_more="a place of four parts, soft deletion, material that is never shown",
    needs=("schema_registry_key",),
    prepare=(KEK,),
    arguments=DEK,
    removal={"permanent": True},  # what is deleted softly stays, with what somebody else did to it in between
    info={"kek": "refunds"},
    found_by={"subject": "refunds.paid-value"},
    secrets={**DEK, "encrypted_key_material": "{secret}"},
    further=(
        Operation(MODULE, "undeleted", DEK, before=(KEK, MADE, HIDDEN)),
        Operation(MODULE, "deleted softly", HIDDEN[1], before=(KEK, MADE)),
        Operation(
            MODULE, "hidden before, deleted for good", {**HIDDEN[1], "permanent": True}, before=(KEK, MADE, HIDDEN)
        ),
    ),
)
