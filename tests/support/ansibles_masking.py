# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Ansible's own functions take out of a result, in one form for every version of ansible-core."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ansible.module_utils.common.parameters import remove_values


def by_ansible(value: Any, secrets: Iterable[str]) -> Any:
    """A value in JSON's types without the secrets. ansible-core 2.16 takes the secrets in the order that it is given,
    so that of one that begins with another a rest stays, and it takes switches for text; later ones do neither.
    """
    longest_first = sorted(secrets, key=len, reverse=True)
    if isinstance(value, dict):
        return {name: by_ansible(one, longest_first) for name, one in value.items()}
    if isinstance(value, list):
        return [by_ansible(one, longest_first) for one in value]
    if value is None or isinstance(value, bool):
        return value
    return remove_values(value, longest_first)
