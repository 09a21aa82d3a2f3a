# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment variables that feed the connection options."""

from __future__ import annotations

from .._planes import endpoints, keyed

_ANSIBLE = {"vault_password_file": "ANSIBLE_VAULT_PASSWORD_FILE"}


def _terraform() -> dict[str, str]:
    """Further names, by which Terraform's provider has the options of a plane."""
    found = {}
    for key, plane in keyed().items():
        if plane.terraform:
            found.update(
                {f"{key}_{part}": f"{plane.terraform[0]}_{part.upper()}" for part in ("api_key", "api_secret")}
            )
        found.update({name: at.terraform[1] for name, at in endpoints(key).items() if at.terraform})
    return found


def variables(option: str) -> tuple[str, ...]:
    """The variables of a connection option; the first that is set wins."""
    further = (names[option] for names in (_terraform(), _ANSIBLE) if option in names)
    return (f"CONFLUENT_{option.upper()}", *further)
