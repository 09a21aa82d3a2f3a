# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment variables that feed the connection options."""

from __future__ import annotations

# Further names, by which Terraform's provider has them.
_TERRAFORM = {
    "kafka_api_key": "KAFKA_API_KEY",
    "kafka_api_secret": "KAFKA_API_SECRET",
    "kafka_rest_endpoint": "KAFKA_REST_ENDPOINT",
    "schema_registry_api_key": "SCHEMA_REGISTRY_API_KEY",
    "schema_registry_api_secret": "SCHEMA_REGISTRY_API_SECRET",
    "schema_registry_endpoint": "SCHEMA_REGISTRY_REST_ENDPOINT",
}
_ANSIBLE = {"vault_password_file": "ANSIBLE_VAULT_PASSWORD_FILE"}


def variables(option: str) -> tuple[str, ...]:
    """The variables of a connection option; the first that is set wins."""
    further = (names[option] for names in (_TERRAFORM, _ANSIBLE) if option in names)
    return (f"CONFLUENT_{option.upper()}", *further)
