# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users, who come by an invitation and are there."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Case

EMAIL = "jane.roe@example.com"


@part
def person(estate: Estate) -> str:
    """A user who accepted an invitation."""
    invited = estate.sandbox.request("POST", "/iam/v2/invitations", {"email": EMAIL})
    estate.sandbox.seed("accepted_invitations", {"id": invited["id"]})
    return str(invited["user"]["id"])


CASE = Case(
    name="user",
    costs_more="found by e-mail, and who else uses it is read before it is removed",
    brought=True,
    needs=("person",),
    arguments={"email": EMAIL},
    change={"full_name": "Jane Roe-Miller"},
    removal={"force": True},
    found_by={"email": EMAIL},
)
