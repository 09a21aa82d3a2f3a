# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `plan_as_markdown`: plans for whoever has to say yes to them in a pull request."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: plan_as_markdown
short_description: Plans of confluent_estate as Markdown for a pull request
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes one plan or several, as P(streamops.confluent.as_plan#filter) returns them, and writes them as GitHub's
    Markdown. What is deleted and what cannot be undone comes first. Then come changes with each field before and
    after, by environment, cluster and kind, and what is there but not in the data.
  - The last line is the one of Terraform, such as C(Plan:) C(3 to create, 1 to change, 1 to delete, 2 not in the data).
  - Names and values cannot leave their place, whatever they hold. They stand in code spans, where GitHub looks for no
    mentions, links, HTML or formulas. Signs that are not seen are written out.
positional: ""
options:
  _input:
    description:
      - A plan, or a list of plans.
    type: raw
    required: true
  title:
    description:
      - The heading.
    type: str
  limit:
    description:
      - How many characters the text may have. A comment on GitHub has at most 65,536.
      - A text that would be longer tells less of what is created, then less of what is changed, and says so.
        Deletions are named as long as there is room.
    type: int
    default: 65000
seealso:
  - plugin: streamops.confluent.as_plan
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: The last line
  ansible.builtin.assert:
    that: (plan | streamops.confluent.plan_as_markdown).splitlines() | last == expected
  vars:
    expected: "Plan: 1 to create, 0 to change, 0 to delete, 0 not in the data"
    plan:
      version: 1
      environment: dev
      counts:
        create: 1
      changes:
        - kind: topic
          part: topics
          cluster: orders
          label: topic orders.placed of cluster orders
          operation: create
          fields:
            - name: partitions
              before: null
              after: 6
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


def plan_as_markdown(plans: Any, title: Any = "", limit: Any = None) -> str:
    """The plans as Markdown. Raises AnsibleFilterError for what is no plan."""
    # Here, for Ansible loads the files of all filters with the first that is used.
    from ..module_utils._errors import Refused
    from ..module_utils._estate.markdown import LIMIT, as_markdown

    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 1):
        raise AnsibleFilterError("plan_as_markdown: limit is a number of characters")
    try:
        text = as_markdown(plain(plans if isinstance(plans, list) else [plans]), plain(title or ""), limit or LIMIT)
    except Refused as error:
        raise AnsibleFilterError(f"plan_as_markdown: {error}") from error
    return no_template(text)


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"plan_as_markdown": plan_as_markdown}
