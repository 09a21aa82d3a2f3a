# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connections of Flink, of which only the secret changes."""

from __future__ import annotations

from ..support.rows import Case, Operation
from .flink_statement import PLACE

OPENAI = {
    **PLACE,
    "name": "openai",
    "connection_type": "OPENAI",
    "endpoint": "https://api.openai.com/v1/chat/completions",
    "auth_data": {"API_KEY": "the-key-of-the-model"},
}
CASE = Case(
    name="flink_connection",
    costs_more="a secret that nothing shows; statements that use it",
    needs=("flink_key",),
    arguments=OPENAI,
    removal=PLACE,
    info=PLACE,
    secrets={**OPENAI, "auth_data": {"API_KEY": "{secret}"}},
    further=(
        Operation(
            "confluent_flink_connection",
            "another secret",
            {**OPENAI, "auth_data": {"API_KEY": "another-key"}, "update_secrets": "always"},
            (("confluent_flink_connection", OPENAI),),
            asks_again=True,
        ),
    ),
)
