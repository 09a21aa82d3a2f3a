# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Shares of others, whose credentials the service tells once: in the answer to the redemption of a token."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Case

TOKEN = "a-token-from-the-vault"


@part
def share_token(estate: Estate) -> str:
    """The token of an invitation by another organization."""
    estate.sandbox.seed("share_invitations", {"token": TOKEN, "topics": ["trades"], "subjects": ["trades-value"]})
    return TOKEN


CASE = Case(
    name="consumer_share",
    costs_more="credentials that are told once, for a token that can be redeemed once: stored, and never lost unsaid",
    needs=("share_token",),
    arguments={"token": "{share_token}", "secret_file": "{tmp}/share.json"},
    found_by={"provider_organization": "Contoso"},
    # The twin does not know what only the file has.
    told_apart=frozenset(
        {
            *("secret_file", "api_key", "topics", "subjects", "group_prefixes", "kafka_bootstrap_url"),
            *("schema_registry_api_key", "schema_registry_url", "aws_account", "azure_subscription", "gcp_project"),
        }
    ),
    unique=False,
    told_once=":redeem$",
    secrets={"token": "{secret}"},
)
