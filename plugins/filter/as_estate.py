# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `as_estate`: the variables of an inventory as the options of `confluent_estate`."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: as_estate
short_description: The variables of an inventory as the options of confluent_estate
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes variables, such as C(hostvars[inventory_hostname]), and returns the options of
    M(streamops.confluent.confluent_estate) that those of them state which are called C(confluent_) and the name of a
    part, such as C(confluent_clusters). C(docs/estate.md) of the collection tells what they mean.
  - Besides the parts it takes C(confluent_organization), C(confluent_connector_secrets), C(confluent_catalog_secrets),
    C(confluent_secrets_dir), C(confluent_purge), and the key files of the environment, such as
    C(confluent_schema_registry_key_file). All other variables are left aside, unread, and only a name that is
    almost one of these is refused (see O(names)). One that is null states nothing.
  - C(confluent_plan_file), a plan that was approved, is of the run and not of the data. It is mostly stated on the
    command line, so a relative path begins in the folder in which C(ansible-playbook) was started.
  - All other relative paths begin where P(streamops.confluent.in_folder#filter) lets them begin. That folder is the
    option C(folder) of the result. The same is refused.
positional: folders
options:
  _input:
    description:
      - The variables.
    type: dict
    required: true
  folders:
    description:
      - Where relative paths may begin, the first that is known wins. C([inventory_dir | default(none\), playbook_dir]).
      - If not set, paths stay as they are, and the result has no C(folder).
    type: list
    elements: str
  names:
    description:
      - Names of further variables that are there, such as
        C(q('ansible.builtin.varnames', '^confluent_'\)). Their values are not looked at.
      - One of them, or of the variables, that is almost called like a variable of this collection and is none, is
        refused, as P(streamops.confluent.misspelt#filter) tells it.
    type: list
    elements: str
    default: []
notes:
  - C(hostvars) do not have what a play or a role states under C(vars). To take these too, collect the variables by
    their names, as the example does.
seealso:
  - module: streamops.confluent.confluent_estate
  - plugin: streamops.confluent.in_folder
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Options of the estate that the variables of this task state
  ansible.builtin.assert:
    that: dict(names | zip(q('ansible.builtin.vars', *names))) | streamops.confluent.as_estate(folders) == expected
  vars:
    names: "{{ q('ansible.builtin.varnames', '^confluent_(environment|clusters|secrets_dir)$') }}"
    folders:
      - /srv/inventory
    confluent_environment:
      name: shop
    confluent_secrets_dir: keys
    confluent_clusters:
      - name: orders
        kafka_key_file: keys/orders.json
    expected:
      environment:
        name: shop
      clusters:
        - name: orders
          kafka_key_file: keys/orders.json
      secrets_dir: /srv/inventory/keys
      folder: /srv/inventory
"""

RETURN = r"""
---
_value:
  description: The options that are stated.
  type: dict
"""

import os
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

from .in_folder import folder_of, in_folder


def as_estate(variables: Any, folders: Any = None, names: Any = ()) -> dict[str, Any]:
    """The options of the estate. Raises AnsibleFilterError without an environment, for misspelt variables, and for what
    in_folder refuses.
    """
    if not isinstance(variables, Mapping):
        raise AnsibleFilterError("as_estate: takes a dictionary of variables")
    # Here, for Ansible loads the files of all filters with the first that is used, and this brings every kind.
    from ..module_utils._estate.misspelt import misspelt
    from ..module_utils._estate.variables import PATHS, PLAN_FILE, lacking, options_of, paths_in

    wrong = misspelt(str(name) for name in (*variables, *names))
    if wrong:
        raise AnsibleFilterError(
            f"Nothing was done: {'; '.join(wrong)}. One of your own needs a name that is less alike"
        )
    options = options_of(variables)
    missing = lacking(options)
    if missing:
        raise AnsibleFilterError(missing)
    if isinstance(options.get(PLAN_FILE), str):
        options[PLAN_FILE] = os.path.abspath(os.path.expanduser(options[PLAN_FILE]))
    if folders is None:
        return options
    inside = list(dict.fromkeys(paths_in(options)))
    own = {name: options[name] for name in PATHS if name in options}
    in_folder([*own.values(), *inside], folders)  # all that is wrong with any of them, at once
    options.update((name, in_folder(path, folders)) for name, path in own.items())
    if inside:
        folder = folder_of(folders, inside)
        if folder is not None:
            options["folder"] = folder
    return options


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"as_estate": as_estate}
