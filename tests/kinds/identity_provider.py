# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Identity providers."""

from __future__ import annotations

from ..support.rows import Case, Operation

PROVIDER = {
    "name": "corporate-login",
    "description": "Tokens of our workloads",
    "issuer": "https://login.example.com/v2",
    "jwks_uri": "https://login.example.com/v2/keys",
}
CASE = Case(
    name="identity_provider",
    costs_more="a verb (refresh of its keys) and the pools that hold it",
    arguments=PROVIDER,
    change={"description": "Tokens of all workloads"},
    unique=False,
    further=(
        Operation(
            "confluent_identity_provider",
            "refresh keys",
            {**PROVIDER, "refresh_keys": True},
            (("confluent_identity_provider", PROVIDER),),
            asks_again=True,
        ),
    ),
)
