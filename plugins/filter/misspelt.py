# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `misspelt`: variables that are called almost like one of this collection."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: misspelt
short_description: Variables that are called almost like one of this collection
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes names of variables, and returns a sentence for each that begins with C(confluent_), is no variable of this
    collection, and is probably meant to be one, such as C(confluent_schemass). The playbooks refuse these before they
    do anything, for a variable that nothing reads would not be missed. P(streamops.confluent.as_estate#filter) does
    the same.
  - Names of your own are left alone, such as C(confluent_team) or C(confluent_topics_extra). One that is only the
    plural or the singular of a variable, such as C(confluent_environments), is left alone where that variable is
    stated, too.
options:
  _input:
    description:
      - The names.
    type: list
    elements: str
    required: true
seealso:
  - plugin: streamops.confluent.as_estate
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: See that no variable is misspelt
  ansible.builtin.assert:
    that: "['confluent_schemass', 'confluent_team'] | streamops.confluent.misspelt == expected"
  vars:
    expected:
      - there is no variable confluent_schemass; confluent_schemas is probably meant
"""

RETURN = r"""
---
_value:
  description: The sentences.
  type: list
  elements: str
"""

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError


def misspelt(names: Any) -> list[str]:
    """The sentences. Raises AnsibleFilterError for what are no names."""
    if not isinstance(names, (list, tuple)):
        raise AnsibleFilterError("misspelt: takes a list of names of variables")
    # Here, for Ansible loads the files of all filters with the first that is used, and this brings every kind.
    from ..module_utils._estate.misspelt import misspelt as found

    return found(str(name) for name in names)


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"misspelt": misspelt}
