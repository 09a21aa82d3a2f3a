# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `estate_differences`: how two estates differ."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: estate_differences
short_description: How two estates differ, by kind and object
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes two estates as options of M(streamops.confluent.confluent_estate), as P(streamops.confluent.as_estate#filter)
    returns them for stated ones and M(streamops.confluent.confluent_estate) takes them, and says what is in one only
    and what differs.
  - Objects whose names differ only by the stage are taken for the same, such as C(dev-order-service) and
    C(prod-order-service), and so are such values. The words that tell stages apart come from the names of the two
    environments.
  - Only what is stated counts. What one side leaves out shows as null. Secrets and where this machine keeps files are
    not compared. Schemas are compared by what is in their files.
positional: other
options:
  _input:
    description:
      - The one estate.
    type: dict
    required: true
  other:
    description:
      - The other estate.
    type: dict
    required: true
  stages:
    description:
      - Words of the one stage with those of the other, in place of what the names of the environments tell, such as
        C(prod) under C(dev). With an empty dictionary only equal names count.
    type: dict
  names:
    description:
      - What the two are called. If not set, as their environments.
    type: list
    elements: str
seealso:
  - plugin: streamops.confluent.as_estate
    plugin_type: filter
  - plugin: streamops.confluent.differences_as_markdown
    plugin_type: filter
  - plugin: streamops.confluent.promoted
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: An account of either stage
  ansible.builtin.assert:
    that:
      - found.summary is match('Compared')
      - found.counts == counts
      - found.objects[1].fields == [description]
  vars:
    counts:
      same: 2
      differ: 1
      only_left: 0
      only_right: 1
    description:
      name: description
      left: Takes orders
      right: Takes all orders
    found: "{{ dev | streamops.confluent.estate_differences(prod) }}"
    dev:
      environment:
        name: dev
      service_accounts:
        - name: dev-order-service
          description: Takes orders
        - name: dev-till
    prod:
      environment:
        name: prod
      service_accounts:
        - name: prod-order-service
          description: Takes all orders
        - name: prod-till
        - name: auditor
"""

RETURN = r"""
---
_value:
  description:
    - C(left) and C(right) (what the two are called), C(stages), C(counts), C(objects) (each with C(kind), C(part), its
      words C(left) and C(right), and C(fields) with C(name), C(left) and C(right)), C(renamed) (what was taken for the
      same by its stage) and C(summary).
  type: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._data import no_template, plain


def estate_differences(left: Any, right: Any, stages: Any = None, names: Any = ()) -> dict[str, Any]:
    """How two estates differ. Raises AnsibleFilterError with all that is wrong with either."""
    # Here, for Ansible loads the files of all filters with the first that is used, and this brings every kind.
    from ..module_utils._errors import Refused
    from ..module_utils._estate.comparing import compared

    if not isinstance(left, Mapping) or not isinstance(right, Mapping) or not isinstance(stages, (Mapping, type(None))):
        raise AnsibleFilterError("estate_differences: takes two estates, and stages as a dictionary of words")
    called = [plain(name) for name in names or ("", "")]
    if len(called) != 2:
        raise AnsibleFilterError("estate_differences: names are two")
    try:
        found = compared(plain(left), plain(right), plain(stages), (called[0], called[1]))
    except Refused as error:
        raise AnsibleFilterError(f"estate_differences: {'; '.join(error.problems)}") from error
    return dict(no_template(found))


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"estate_differences": estate_differences}
