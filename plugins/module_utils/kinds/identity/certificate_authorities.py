# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificate authorities for mTLS (certificate-authority-v2): their chains are only ever written, never shown.

A chain is compared by the fingerprints of its certificates. Everything about certificates here is Python's own `ssl`.
"""

from __future__ import annotations

import binascii
import hashlib
import re
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from ..._declare.change import DELETED, UPDATED, Change
from ..._declare.field import Field, Object, Rules
from ..._declare.holder import Holder
from ..._declare.override import override
from ..._declare.quota import Quota
from ..._declare.rest import RestKind
from ..._declare.unshown import NOT_SHOWN, STATED
from ..._wire.references import CERTIFICATE_POOLS

PATTERN = r"-----BEGIN {0}-----.*?-----END {0}-----"
CERTIFICATE = re.compile(PATTERN.format("CERTIFICATE"), re.DOTALL)
CRL = re.compile(PATTERN.format("X509 CRL"), re.DOTALL)
PRIVATE = re.compile(r"PRIVATE KEY-----")
TIMES = {0x17: "%y%m%d%H%M%SZ", 0x18: "%Y%m%d%H%M%SZ"}  # UTCTime and GeneralizedTime of DER, by their tags
SHA1_DIGITS = 40  # of a fingerprint in hexadecimal
DAY = 86400  # seconds
SOON = 30 * DAY  # an expiration in this time is warned of


def fingerprints(chain: str) -> list[str]:
    """The SHA-1 fingerprints of the certificates in a PEM chain, in lower-case hexadecimal, in its order.

    SHA-1 because that is what the service shows (certificate-authority-v2, `fingerprints`). Raises ValueError for what
    is no certificate.
    """
    blocks = CERTIFICATE.findall(chain)
    if not blocks:
        raise ValueError("holds no certificate")
    try:
        ders = [ssl.PEM_cert_to_DER_cert(block) for block in blocks]
        _loaded(chain)
    except (binascii.Error, ValueError, ssl.SSLError) as error:
        raise ValueError("holds a certificate that cannot be read") from error
    return [hashlib.sha1(der, usedforsecurity=False).hexdigest() for der in ders]


def _loaded(chain: str) -> ssl.SSLContext:
    """The certificates of a chain where Python takes them apart. Raises ssl.SSLError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata="\n".join(CERTIFICATE.findall(chain)))
    return context


def expirations(chain: str) -> list[float]:
    """When the certificates of a chain expire, in seconds since 1970; of those of authorities only."""
    return [ssl.cert_time_to_seconds(str(one["notAfter"])) for one in _loaded(chain).get_ca_certs()]


def seconds_of(moment: str) -> float:
    """An RFC 3339 time as seconds since 1970, without the fraction."""
    return datetime.fromisoformat(re.sub(r"\.[0-9]+", "", moment).replace("Z", "+00:00")).timestamp()


def issued(crl: str) -> float | None:
    """When the newest of the revocation lists in PEM form was issued, in seconds since 1970; None where none can be
    told (RFC 5280: the first time in a list is `thisUpdate`).
    """
    found: list[float] = []
    for block in CRL.findall(crl):
        try:
            der = binascii.a2b_base64("".join(block.splitlines()[1:-1]))
            (_tag, signed), *_signature = _elements(_elements(der)[0][1])
            tag, moment = next(element for element in _elements(signed) if element[0] in TIMES)
            found.append(datetime.strptime(moment.decode(), TIMES[tag]).replace(tzinfo=timezone.utc).timestamp())
        except (binascii.Error, IndexError, ValueError, StopIteration):
            continue
    return max(found, default=None)


def _elements(der: bytes) -> list[tuple[int, bytes]]:
    """The tags and contents of what stands one after the other in DER."""
    found, at = [], 0
    while at < len(der):
        tag, length, at = der[at], der[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(der[at : at + size], "big"), at + size
        found.append((tag, der[at : at + length]))
        at += length
    return found


def as_shown(shown: Any) -> list[str]:
    """Fingerprints as the service shows them, in the form of ours: it has colons, capitals and decimals at times."""
    plain = [str(one).replace(":", "").lower() for one in shown or []]
    return [
        f"{int(one):0{SHA1_DIGITS}x}" if one.isdecimal() and len(one) != SHA1_DIGITS else one.zfill(SHA1_DIGITS)
        for one in plain
    ]


class CertificateAuthority(RestKind):
    """A certificate authority of the organization. A change sends the whole object, with the chain."""

    name = "certificate_authority"
    plural = "certificate_authorities"
    path = "/iam/v2/certificate-authorities"
    quota = Quota(("certificate_authorities_per_org",))
    named = "display_name"
    update_by = "PUT"
    fields = (
        Field("description", needed=True),
        Field("certificate_chain", needed=True, write_only=True, told_by="fingerprints", canonical=fingerprints),
        Field("certificate_chain_filename", needed=True),
        Field("crl_url"),
        Field("crl_chain", write_only=True),
    )
    rules = Rules(mutually_exclusive=(("crl_url", "crl_chain"),))
    outputs = {
        "fingerprints": "fingerprints",
        "expiration_dates": "expiration_dates",
        "serial_numbers": "serial_numbers",
        "crl_source": "crl_source",
        "crl_updated_at": "crl_updated_at",
        "state": "state",
    }
    held_by = (Holder(CERTIFICATE_POOLS),)

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """Without the URL that the service fills in by itself where a CRL was uploaded: none is fetched from there."""
        item = super().from_api(raw)
        crl_url = None if item["crl_source"] == "LOCAL" else item["crl_url"]
        return {**item, "crl_url": crl_url, "fingerprints": as_shown(item["fingerprints"])}

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        found = super().compare(field, wanted, actual)
        same = field.name == "certificate_chain" and found is not None and sorted(found[0]) == sorted(found[1])
        if field.name == "crl_chain" and found is None and self._lacks(wanted, actual):
            return NOT_SHOWN, STATED
        return None if same else found

    @staticmethod
    def _lacks(crl: str, actual: Object) -> bool:
        """Whether the service cannot have this revocation list, which it does not show: it has none that was uploaded,
        or this one was issued after it was told of one the last time.
        """
        if actual.get("crl_source") != "LOCAL":
            return True
        moment, told = issued(crl), actual.get("crl_updated_at")
        return moment is not None and bool(told) and moment > seconds_of(str(told))

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for name in ("certificate_chain", "crl_chain"):
            if PRIVATE.search(item.get(name) or ""):
                yield f"{name} holds a private key, which must not leave this machine. Give the certificates only"
        chain, crl = item.get("certificate_chain"), item.get("crl_chain")
        if chain is not None and not PRIVATE.search(chain):
            try:
                fingerprints(chain)
            except ValueError as error:
                yield f"certificate_chain {error}: it must be certificates in PEM form"
        if crl is not None and not CRL.search(crl):
            yield "crl_chain holds no certificate revocation list: it must be one in PEM form"
        if item.get("crl_url") and not re.match(r"https?://", item["crl_url"]):
            yield f"crl_url {item['crl_url']!r} must be a URL that begins with http:// or https://"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        uploaded = (change.before or {}).get("crl_source") == "LOCAL"
        if change.operation == UPDATED and uploaded and not {"crl_chain", "crl_url"} & set(change.desired):
            yield (
                f"to change {', '.join(change.fields)} of {change.label}, crl_chain (or crl_url) must be given too: "
                "the service takes the object as a whole, does not show the CRL that was uploaded, and may drop it"
            )
        if change.operation != DELETED:
            self._warn_of_expirations(change)

    def _warn_of_expirations(self, change: Change) -> None:
        """Of the certificates that are to be there, or otherwise of those that are."""
        chain, now = change.desired.get("certificate_chain"), time.time()
        shown = (change.before or {}).get("expiration_dates") or []
        for moment in sorted(set(expirations(chain) if chain else map(seconds_of, shown))):
            when, left = datetime.fromtimestamp(moment, timezone.utc).date(), moment - now
            if left <= 0:
                self.cloud.warn(f"A certificate of {change.label} expired on {when}.")
            elif left <= SOON:
                self.cloud.warn(f"A certificate of {change.label} expires on {when}, in {int(left // DAY)} days.")
