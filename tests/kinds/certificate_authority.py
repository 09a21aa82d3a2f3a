# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificate authorities, which are changed as a whole, and whose chain is never shown."""

from __future__ import annotations

from ..support.certificates import authority
from ..support.rows import Case, Operation

OFFICES = {
    "name": "branch-offices",
    "description": "Signs the certificates of the branch offices",
    "certificate_chain": "{chain}",
    "certificate_chain_filename": "branch-offices.pem",
}
CASE = Case(
    name="certificate_authority",
    costs_more=(
        "a PUT kind whose certificates the service rewrites, compared by fingerprints; revocation lists by "
        "file or by URL"
    ),
    words={"chain": authority, "next": lambda: authority("Branch offices, next")},
    files={"branch-offices.pem": "{chain}"},
    arguments=OFFICES,
    change={"description": "Signs the certificates of all offices", "crl_url": "https://pki.example.com/offices.crl"},
    unique=False,
    further=(
        Operation(
            "confluent_certificate_authority",
            "another chain",
            {**OFFICES, "certificate_chain": "{chain}{next}"},
            (("confluent_certificate_authority", OFFICES),),
        ),
    ),
)
