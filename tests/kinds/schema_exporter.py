# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schema exporters, which are changed while they are paused."""

from __future__ import annotations

from ..support.rows import Case, Operation

EXPORTER = {
    "name": "to-disaster-recovery",
    "subjects": ["orders.created-value"],
    "config": {
        "schema.registry.url": "https://psrc-4r3n7.eu-west-1.aws.confluent.cloud",
        "basic.auth.credentials.source": "USER_INFO",
    },
    "sensitive_config": {"basic.auth.user.info": "ABCDEFGHIJKLMNOP:{destination_secret}"},
}
CASE = Case(
    name="schema_exporter",
    costs_more="verbs (pause, resume, reset), changes bracketed by a pause, settings whose secrets cannot be read",
    needs=("schema_registry_key",),
    undone_by="/resume$",
    words={"destination_secret": "the-secret-of-the-destination"},
    arguments=EXPORTER,
    change={"subjects": [":*:"], "subject_rename_format": "dc_${subject}", "status": "running"},
    secrets={**EXPORTER, "sensitive_config": {"basic.auth.user.info": "ABCDEFGHIJKLMNOP:{secret}"}},
    further=(
        Operation("confluent_schema_exporter", "create paused", {**EXPORTER, "name": "later", "status": "paused"}),
        Operation(
            "confluent_schema_exporter",
            "pause",
            {**EXPORTER, "status": "paused"},
            (("confluent_schema_exporter", EXPORTER),),
        ),
        Operation(
            "confluent_schema_exporter",
            "resume",
            {**EXPORTER, "status": "running", "wait": True},
            (("confluent_schema_exporter", {**EXPORTER, "status": "paused"}),),
        ),
        Operation(
            "confluent_schema_exporter",
            "reset",
            {**EXPORTER, "reset": True, "status": "running"},
            (("confluent_schema_exporter", EXPORTER),),
            asks_again=True,
        ),
    ),
)
