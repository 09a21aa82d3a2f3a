# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificate authorities and their identity pools (certificate-authority-v2 document). OrganizationAdmin manages them.

The chain and the CRL are write-only: what is kept and shown of them is computed from the PEM text. The document marks
nothing of an authority as required; without a name or a chain there is nothing to make. What it does not tell, and the
service was seen to do: where a CRL was uploaded it shows a ``crl_url`` of its own, and it spells numbers in several
ways (setting ``certificates_rewritten``).
"""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from ..state import JsonObject, State
from ._control import invalid
from ._members import Member
from ._row import Collection, Holder, Parent
from .identity import DESCRIPTION, FILTER, https, owner_gone, principal

_CHAIN = ("fingerprints", "expiration_dates", "serial_numbers")


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_chain(pem: str) -> JsonObject:
    """What the service tells of a chain, in its order: SHA-1 fingerprints and serial numbers as hexadecimal
    capitals.
    """
    try:
        chain = x509.load_pem_x509_certificates(pem.encode())
    except ValueError as exc:
        raise invalid("/certificate_chain", f"The certificate chain is not valid PEM: {exc}") from exc
    return {
        "fingerprints": [one.fingerprint(hashes.SHA1()).hex().upper() for one in chain],
        "expiration_dates": [_time(one.not_valid_after_utc) for one in chain],
        "serial_numbers": [f"{one.serial_number:X}" for one in chain],
    }


def _keep(state: State, values: JsonObject, old: JsonObject | None) -> JsonObject:
    """Instead of the chain what is told of it; of the CRL where it is from, and when it came."""
    kept = dict(values)
    chain, crl = kept.pop("certificate_chain", None), kept.pop("crl_chain", None)
    if chain is not None:
        kept.update(_read_chain(chain))
        if old and kept["fingerprints"] != old["fingerprints"] and not kept.get("certificate_chain_filename"):
            raise invalid("/certificate_chain_filename", "A new certificate chain needs its certificate_chain_filename")
    if crl is not None:
        try:
            x509.load_pem_x509_crl(crl.encode())
        except ValueError as exc:
            raise invalid("/crl_chain", f"The CRL is not valid PEM: {exc}") from exc
    source = "LOCAL" if crl is not None else "URL" if kept.get("crl_url") else None
    kept["crl_source"] = source
    kept["crl_updated_at"] = state.timestamp() if source else None
    return kept


def _computed(state: State, item: JsonObject) -> JsonObject:
    names = [*_CHAIN, *(name for name in ("crl_source", "crl_updated_at") if item[name])]
    shown = {"state": "ENABLED", **{name: item[name] for name in names}}
    if state.settings.certificates_rewritten:
        shown["serial_numbers"] = [str(int(number, 16)) for number in item["serial_numbers"]]
        shown["fingerprints"] = [bytes.fromhex(one).hex(":") for one in item["fingerprints"]]
        if item["crl_source"] == "LOCAL":
            shown["crl_url"] = f"https://crl.example.com/{item['id']}"
    return shown


_AUTHORITY = Collection(
    "certificate_authorities",
    "/iam/v2/certificate-authorities",
    "CertificateAuthority",
    "op",
    "certificate-authority",
    (
        Member("display_name", required=True),
        Member("description", default=""),
        Member("certificate_chain", required=True, hidden=True),
        Member("certificate_chain_filename"),
        Member("crl_url", check=https),
        Member("crl_chain", hidden=True),
    ),
    methods=("LIST", "POST", "GET", "PUT", "DELETE"),
    deleted=200,
    held_by=(Holder("certificate_pools", "certificate_authority"),),
    keep_of=_keep,
    computed=_computed,
    seeds={"description": "seeded", "certificate_chain_filename": "seeded.pem"},
)
_POOL = Collection(
    "certificate_pools",
    _AUTHORITY.path + "/{certificate_authority_id}/identity-pools",
    "CertificateIdentityPool",
    "pool",
    "identity-pool",
    (
        Member("display_name", required=True),
        DESCRIPTION,
        Member("external_identifier", required=True),
        FILTER,
    ),
    methods=("LIST", "POST", "GET", "PUT", "DELETE"),
    deleted=200,
    parent=Parent("certificate_authority_id", "certificate_authorities", "certificate_authority"),
    computed=principal,
    gone=owner_gone,
    owner=True,
    seeds={"description": "seeded", "external_identifier": "UID", "filter": "true"},
)
ROWS = (_AUTHORITY, _POOL)
