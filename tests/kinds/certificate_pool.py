# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificate pools, which lie in a certificate authority."""

from __future__ import annotations

from ..support.certificates import authority
from ..support.rows import Case
from .certificate_authority import OFFICES

CASE = Case(
    name="certificate_pool",
    words={"chain": authority},
    prepare=(("confluent_certificate_authority", OFFICES),),
    arguments={
        "certificate_authority": "branch-offices",
        "name": "tills",
        "description": "The tills of all branch offices",
        "external_identifier": "CN",
        "filter": 'OU == "tills"',
    },
    change={"filter": 'OU == "tills" && O == "Northwind"', "external_identifier": "UID"},
    info={"certificate_authority": "branch-offices"},
    unique=False,
)
