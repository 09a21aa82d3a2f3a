# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup `id`: ids of objects by their names. How: plugin_utils/_names."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: id
author: streamops.confluent contributors (@streamops)
version_added: 0.1.0
short_description: Ids of objects of Confluent Cloud by their names
description:
  - Tells the id of an environment, a cluster, an account or any other object of the control plane that has a name.
  - Names are compared exactly, upper and lower case included. A name that no object has is an error that tells near
    ones, and a name that several objects have is an error that tells their ids. An id stays what it is, where there is
    such an object.
  - It only reads. Modules look names up themselves; this is for everything else, such as other tools.
extends_documentation_fragment:
  - streamops.confluent.connection_plugin
options:
  _terms:
    description:
      - Names of objects of one kind; of users and invitations the e-mail addresses, of versions of a plugin the
        versions.
    required: true
    type: list
    elements: str
  kind:
    description:
      - What the objects are. It is called as in the names of the modules, C(confluent_<kind>).
    required: true
    type: str
    choices:
      - access_point
      - byok_key
      - certificate_authority
      - certificate_pool
      - connect_artifact
      - custom_connector_plugin
      - custom_connector_plugin_version
      - dns_forwarder
      - dns_record
      - environment
      - flink_artifact
      - flink_compute_pool
      - gateway
      - group_mapping
      - identity_pool
      - identity_provider
      - invitation
      - ip_filter
      - ip_group
      - kafka_client_quota
      - kafka_cluster
      - ksql_cluster
      - network
      - network_link_endpoint
      - network_link_service
      - peering
      - plugin
      - private_link_access
      - private_link_attachment
      - private_link_attachment_connection
      - provider_integration
      - provider_integration_setup
      - service_account
      - transit_gateway_attachment
      - user
  environment:
    description:
      - Name or id of the environment that the objects lie in. Needed for kinds that lie in one.
    type: str
    env:
      - name: CONFLUENT_ENVIRONMENT
  cluster:
    description:
      - Name or id of the Kafka cluster, for V(kind=kafka_client_quota).
    type: str
  cloud:
    description:
      - Cloud provider, for V(kind=connect_artifact) and V(kind=flink_artifact).
    type: str
  region:
    description:
      - Region, for V(kind=flink_artifact).
    type: str
  identity_provider:
    description:
      - Name or id of the identity provider, for V(kind=identity_pool).
    type: str
  certificate_authority:
    description:
      - Name or id of the certificate authority, for V(kind=certificate_pool).
    type: str
  plugin:
    description:
      - Name or id of the plugin, for V(kind=custom_connector_plugin_version).
    type: str
notes:
  - What Ansible logs of it is what it logs of the task around it, which are its arguments and
    the ids where a task shows or registers them, at any verbosity where a template fails. No credential is
    among that, as long as none is written into the template itself.
  - Each use asks the service anew. Put what is used often into a variable with M(ansible.builtin.set_fact).
seealso:
  - plugin: streamops.confluent.endpoint
    plugin_type: lookup
"""

EXAMPLES = r"""
- name: The id of a cluster
  ansible.builtin.debug:
    msg: "{{ lookup('streamops.confluent.id', 'orders', kind='kafka_cluster', environment='prod') }}"

- name: Ids of several accounts, by two requests
  ansible.builtin.debug:
    msg: "{{ query('streamops.confluent.id', 'billing', 'shipping', kind='service_account') }}"
"""

RETURN = r"""
_raw:
  description:
    - The ids, in the order of the names.
  type: list
  elements: str
"""

import os
from collections.abc import Mapping
from typing import Any

from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ..module_utils._engine.run import refuse_half_characters
from ..plugin_utils._data import plain
from ..plugin_utils._names import ids, kind_of
from ..plugin_utils._service import service

SCOPE = ("environment", "cluster", "cloud", "region", "identity_provider", "certificate_authority", "plugin")

display = Display()


class LookupModule(LookupBase):
    """See DOCUMENTATION."""

    def run(self, terms: list[Any], variables: Mapping[str, Any] | None = None, **kwargs: Any) -> list[str]:
        """The ids. Raises AnsibleError."""
        self.set_options(var_options=variables, direct=kwargs)
        names = [str(name) for name in plain(self._flatten(terms))]
        scope = {name: plain(self.get_option(name)) for name in SCOPE}
        base = self._loader.get_basedir() if self._loader else os.getcwd()
        with service(self.get_options(), base, display.warning) as cloud:
            refuse_half_characters({"_terms": names, **scope})
            return ids(cloud, kind_of(self.get_option("kind")), names, scope)
