# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `differences_as_markdown`: how two estates differ, for people."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: differences_as_markdown
short_description: How two estates differ, as Markdown
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Writes what P(streamops.confluent.estate_differences#filter) returns as GitHub's Markdown, by kind. Names and values
    cannot leave their place, whatever they hold.
options:
  _input:
    description:
      - What that filter returned.
    type: dict
    required: true
seealso:
  - plugin: streamops.confluent.estate_differences
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Two that are alike
  ansible.builtin.assert:
    that: "'Nothing differs.' in found | streamops.confluent.differences_as_markdown"
  vars:
    found: "{{ dev | streamops.confluent.estate_differences(prod) }}"
    dev:
      environment:
        name: dev
    prod:
      environment:
        name: prod
"""

RETURN = r"""
---
_value:
  description: The text.
  type: str
"""

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._data import no_template, plain


def differences_as_markdown(found: Any) -> str:
    """A comparison as Markdown. Raises AnsibleFilterError for what is none."""
    # Here, for Ansible loads the files of all filters with the first that is used.
    from ..module_utils._errors import Refused
    from ..module_utils._estate.comparison_markdown import comparison_as_markdown

    try:
        text = comparison_as_markdown(plain(found))
    except Refused as error:
        raise AnsibleFilterError(f"differences_as_markdown: {'; '.join(error.problems)}") from error
    return no_template(text)


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"differences_as_markdown": differences_as_markdown}
