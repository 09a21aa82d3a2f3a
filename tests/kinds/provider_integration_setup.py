# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Provider integrations of the second version: made as a draft, configured once."""

from __future__ import annotations

from ..support.rows import Case, Operation

DRAFT = {"environment": "dev", "name": "lakehouse", "provider": "AZURE"}
CONFIGURED = {"azure": {"customer_azure_tenant_id": "0a1b2c3d-1111-4222-8333-444455556666"}}
CASE = Case(
    name="provider_integration_setup",
    unique=False,
    costs_more="a union of three clouds, and two further steps (set-up and authorisation) in the same module",
    needs=("environment",),
    arguments=DRAFT,
    change=CONFIGURED,
    info={"environment": "dev"},
    further=(
        Operation("confluent_provider_integration_setup", "create configured", {**DRAFT, **CONFIGURED}),
        Operation(
            "confluent_provider_integration_setup",
            "validate",
            {**DRAFT, **CONFIGURED, "validate": True},
            (("confluent_provider_integration_setup", {**DRAFT, **CONFIGURED}),),
            asks_again=True,
        ),
    ),
)
