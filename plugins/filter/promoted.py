# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `promoted`: what was chosen of one estate, taken to the next."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: promoted
short_description: Take chosen objects from the estate of one stage to that of the next
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes the estate of one stage, and returns that of the next with what was chosen. Data goes in and data comes out.
    Names are translated as P(streamops.confluent.estate_differences#filter) recognises them.
  - An object that the target does not have is added. Of one that it has, what the source states is taken over, or
    only some fields of it. What only the target states stays.
  - It says under C(problems) why something cannot be taken over. Its cluster is not there, a secret setting of a
    connector has no value there, or it holds a secret. What only the service can say shows when the result is planned.
  - Secrets are taken over nowhere, and neither is where this machine keeps the files with them.
positional: source, chosen
options:
  _input:
    description:
      - The estate of the target, as P(streamops.confluent.as_estate#filter) returns it.
    type: dict
    required: true
  source:
    description:
      - The estate that it is taken from.
    type: dict
    required: true
  chosen:
    description:
      - For each part patterns of names, such as C([orders.*]) under C(topics). An ACL or a role binding is meant by its
        principal, or by all of its words.
      - Or a dictionary with C(names), and C(fields) or C(except), which say what is taken over of an object that the
        target has already, such as C([partitions]) under C(except).
      - An object does not bring what is within it. Choose the topics of a cluster, too.
    type: dict
    required: true
  stages:
    description:
      - Words of the source's stage with those of the target's, in place of what the names of the environments tell.
    type: dict
  names:
    description:
      - What source and target are called. If not set, as their environments.
    type: list
    elements: str
seealso:
  - plugin: streamops.confluent.estate_differences
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: An account, and how it is described
  ansible.builtin.assert:
    that:
      - result.problems == []
      - result.variables.confluent_service_accounts == expected
  vars:
    result: "{{ prod | streamops.confluent.promoted(dev, {'service_accounts': ['*']}) }}"
    dev:
      environment:
        name: dev
      service_accounts:
        - name: dev-order-service
          description: Takes orders of dev
        - name: dev-till
    prod:
      environment:
        name: prod
      service_accounts:
        - name: prod-order-service
    expected:
      - name: prod-order-service
        description: Takes orders of prod
      - name: prod-till
"""

RETURN = r"""
---
_value:
  description:
    - C(estate) (that of the target with what was chosen, without the variables that hold secrets), C(variables) (those
      of the inventory that differ by it),
      C(yaml) (these as a file of variables), C(taken) (what became of each object, with C(kind), C(part), C(label),
      C(operation) and C(fields)) and C(problems). With problems there are no variables.
  type: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._data import no_template, plain


def promoted(target: Any, source: Any, chosen: Any, stages: Any = None, names: Any = ()) -> dict[str, Any]:
    """The target with what was chosen. Raises AnsibleFilterError for a choice, or data, that is wrong."""
    # Here, for Ansible loads the files of all filters with the first that is used, and this brings every kind.
    from ..module_utils._errors import Refused
    from ..module_utils._estate.promotion import promoted as promotion
    from ..module_utils._estate.variables_file import as_yaml

    if not all(isinstance(one, Mapping) for one in (target, source, chosen, stages or {})):
        raise AnsibleFilterError("promoted: takes two estates, and what is chosen and the stages as dictionaries")
    called = [plain(name) for name in names or ("", "")]
    if len(called) != 2:
        raise AnsibleFilterError("promoted: names are two")
    try:
        found = promotion(plain(source), plain(target), plain(chosen), plain(stages), (called[0], called[1]))
    except Refused as error:
        raise AnsibleFilterError(f"promoted: {'; '.join(error.problems)}") from error
    words = f"What was promoted from {found['from']} to {found['to']}: variables of {found['to']} as a whole."
    return dict(no_template({**found, "yaml": as_yaml(found["variables"], words)}))


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"promoted": promoted}
