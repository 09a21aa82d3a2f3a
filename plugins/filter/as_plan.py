# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `as_plan`: what is kept of a result of `confluent_estate`."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: as_plan
short_description: The plan in a result of confluent_estate, as it is written to a file
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes the registered result of M(streamops.confluent.confluent_estate), also of a task that failed, and returns
    the plan with what was against it. C(docs/estate-plan.md) of the collection describes it.
  - The playbook C(plan.yml) writes it as JSON. The option O(streamops.confluent.confluent_estate#module:plan_file)
    takes that file as what was approved.
positional: environment
options:
  _input:
    description:
      - The result.
    type: dict
    required: true
  environment:
    description:
      - The name of the environment, which a result without a plan does not have.
    type: str
    required: true
  host:
    description:
      - The host of the inventory that the plan is of.
    type: str
  made_at:
    description:
      - When it was made, as RFC 3339 writes a moment.
    type: str
seealso:
  - module: streamops.confluent.confluent_estate
  - plugin: streamops.confluent.plan_as_markdown
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: A task that was refused has a plan, too
  ansible.builtin.assert:
    that:
      - plan.status == 'refused'
      - plan.problems == ["the estate has no topics"]
      - plan.summary is match('Plan')
  vars:
    plan: "{{ result | streamops.confluent.as_plan('dev', host='orders-dev') }}"
    result:
      failed: true
      msg: Nothing was changed
      problems:
        - the estate has no topics
"""

RETURN = r"""
---
_value:
  description: The plan.
  type: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._data import no_template, plain


def as_plan(result: Any, environment: Any, host: Any = "", made_at: Any = "") -> dict[str, Any]:
    """The plan in a result. Raises AnsibleFilterError for what is no result."""
    # Here, for Ansible loads the files of all filters with the first that is used.
    from ..module_utils._estate.document import document_of

    if not isinstance(result, Mapping):
        raise AnsibleFilterError("as_plan: takes the registered result of confluent_estate")
    document = document_of(plain(result), plain(environment), plain(host or ""), plain(made_at or ""))
    return dict(no_template(document))


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"as_plan": as_plan}
