# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificate pools (certificate-authority-v2): which certificates of an authority become which principal."""

from __future__ import annotations

from ..._declare.field import Field
from ..._declare.quota import Quota
from ..._declare.rest import RestKind
from ..._wire.references import CERTIFICATE_AUTHORITIES


class CertificatePool(RestKind):
    """An identity pool of a certificate authority. As a principal it is `User:pool-...`."""

    name = "certificate_pool"
    plural = "certificate_pools"
    path = "/iam/v2/certificate-authorities/{certificate_authority}/identity-pools"
    quota = Quota(("identity_pools_per_certificate_authority",), "CERTIFICATE_AUTHORITY")
    named = "display_name"
    update_by = "PUT"
    scope = (Field("certificate_authority", required=True, refers=CERTIFICATE_AUTHORITIES),)
    fields = (
        Field("description", needed=True),
        Field("external_identifier", needed=True),
        Field("filter", needed=True, max_length=300),
        Field("resource_owner", wire=None, query="assigned_resource_owner"),
    )
    outputs = {"principal": "principal", "state": "state"}
