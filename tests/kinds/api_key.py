# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""API keys, whose secrets the service shows once."""

from __future__ import annotations

from ..support.rows import Case, Operation

ARGUMENTS = {
    "name": "orders-service kafka",
    "owner": "orders-service",
    "resource": "kafka",
    "environment": "dev",
    "cluster": "orders",
    "secret_file": "{tmp}/key.json",
}
OF_A_REGISTRY = {
    "name": "orders-service schemas",
    "owner": "orders-service",
    "resource": "schema_registry",
    "environment": "dev",
    "secret_file": "{tmp}/registry.json",
}
CASE = Case(
    name="api_key",
    costs_more=(
        "a secret that is told once: stored, tried, replaced and taken out again; six kinds of resources "
        "with planes of their own"
    ),
    stands_for="secrets that the service makes",
    needs=("cluster", "service_account"),
    arguments=ARGUMENTS,
    change={"description": "Made by a test"},
    told_apart=frozenset({"secret_file"}),  # the twin does not know where the secret is
    unique=False,
    further=(
        Operation(
            "confluent_api_key",
            "replace",
            {**ARGUMENTS, "missing_secret": "replace", "secret_file": "{tmp}/second.json"},
            (("confluent_api_key", ARGUMENTS),),
        ),
        Operation("confluent_api_key", "create for a registry", OF_A_REGISTRY),
    ),
)
