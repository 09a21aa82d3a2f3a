# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificate authorities for mTLS (certificate-authority-v2): their chains are only ever written, never shown."""

from __future__ import annotations

import binascii
import hashlib
import re
import ssl
from collections.abc import Iterator, Mapping
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.rest import RestKind

BLOCK = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


def fingerprints(chain: str) -> list[str]:
    """The SHA-1 fingerprints of the certificates in a PEM chain, in lower-case hex, sorted.

    SHA-1 because that is what the service shows (certificate-authority-v2, `fingerprints`). Raises ValueError for what
    is no certificate.
    """
    blocks = BLOCK.findall(chain)
    if not blocks:
        raise ValueError("holds no certificate")
    try:
        ders = [ssl.PEM_cert_to_DER_cert(block) for block in blocks]
    except (binascii.Error, ValueError) as error:
        raise ValueError("holds a certificate that is not valid base64") from error
    return sorted(hashlib.sha1(der, usedforsecurity=False).hexdigest() for der in ders)


def as_shown(shown: Any) -> list[str]:
    """Fingerprints as the service shows them, in the form of ours: it has colons and capitals at times."""
    return sorted(str(one).replace(":", "").lower() for one in shown or [])


class CertificateAuthority(RestKind):
    """A certificate authority of the organization. A change sends the whole object, with the chain."""

    name = "certificate_authority"
    plural = "certificate_authorities"
    path = "/iam/v2/certificate-authorities"
    named = "display_name"
    update_by = "PUT"
    fields = (
        Field("description", needed=True),
        Field("certificate_chain", needed=True, write_only=True, told_by="fingerprints", canonical=fingerprints),
        Field("certificate_chain_filename", needed=True),
        Field("crl_url"),
        Field("crl_chain", write_only=True),
    )
    outputs = {
        "fingerprints": "fingerprints",
        "expiration_dates": "expiration_dates",
        "serial_numbers": "serial_numbers",
        "crl_source": "crl_source",
        "crl_updated_at": "crl_updated_at",
        "state": "state",
    }

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        return {**item, "fingerprints": as_shown(item["fingerprints"])}

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        chain = item.get("certificate_chain")
        if chain and "PRIVATE KEY-----" in chain:
            yield "certificate_chain holds a private key, which must not leave this machine: give the certificates only"
        elif chain is not None:
            try:
                fingerprints(chain)
            except ValueError as error:
                yield f"certificate_chain {error}: it must be certificates in PEM form"
