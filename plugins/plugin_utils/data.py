# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What filters take from Ansible and hand back to it: data, in which nothing is a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ansible.template
from ansible.utils.unsafe_proxy import wrap_var

# Since ansible-core 2.19 a text is a template only where it is marked as one; before, where it is not marked as none.
TRUST_IS_EXPLICIT = hasattr(ansible.template, "trust_as_template")


def plain(value: Any) -> Any:
    """A deep copy in plain types: without tags and lazy containers. What is vaulted is decrypted."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {plain(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else str(value)


def handed_back(value: Any) -> Any:
    """The result of a filter. Its texts come from the service or from data: they are marked as no templates."""
    return value if TRUST_IS_EXPLICIT else wrap_var(value)
