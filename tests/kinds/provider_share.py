# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Shares of topics with people elsewhere."""

from __future__ import annotations

from ..support.rows import Case, Operation

ARGUMENTS = {
    "environment": "dev",
    "cluster": "orders",
    "topics": ["orders.created"],
    "email": "jane.doe@contoso.example",
}
CASE = Case(
    name="provider_share",
    costs_more="what is shared with whom is its key, and told by another list; an invitation that can be sent again",
    needs=("topic",),
    prepare=(("confluent_stream_sharing", {"enabled": True}),),
    arguments=ARGUMENTS,
    found_by={"email": "jane.doe@contoso.example"},
    unique=False,
    further=(
        Operation(
            "confluent_provider_share",
            "resend",
            {**ARGUMENTS, "resend": True},
            (("confluent_provider_share", ARGUMENTS),),
            asks_again=True,
        ),
    ),
)
