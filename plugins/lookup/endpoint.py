# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup `endpoint`: where clients reach a Kafka cluster or a Schema Registry."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: endpoint
author: streamops.confluent contributors (@streamops)
version_added: 0.1.0
short_description: Endpoints of Kafka clusters and Schema Registries
description:
  - Tells the bootstrap endpoint of a Kafka cluster, its REST endpoint, or the endpoint of an environment's Schema
    Registry.
  - One that is not there, and one that has no such endpoint yet, is an error.
  - It only reads.
extends_documentation_fragment:
  - streamops.confluent.connection_plugin
options:
  _terms:
    description:
      - Names or ids of Kafka clusters; with V(type=schema_registry) of environments.
    required: true
    type: list
    elements: str
  type:
    description:
      - Which endpoint. V(bootstrap) is C(host:port), for the C(bootstrap.servers) of clients; the others are URLs.
    type: str
    choices: [bootstrap, kafka_rest, schema_registry]
    default: bootstrap
  environment:
    description:
      - Name or id of the environment that the Kafka clusters lie in. Needed for these.
    type: str
    env:
      - name: CONFLUENT_ENVIRONMENT
  access_point:
    description:
      - Id of the access point (or V(PUBLIC), V(PRIVATE_LINK)) through which a Kafka cluster is reached. By default
        the main endpoint of the cluster is told.
    type: str
notes:
  - What Ansible logs of it is what it logs of the task around it, which are its arguments and
    the endpoints where a task shows or registers them, at any verbosity where a template fails. No credential is
    among that, as long as none is written into the template itself.
  - Each use asks the service anew. Put what is used often into a variable with M(ansible.builtin.set_fact).
seealso:
  - plugin: streamops.confluent.id
    plugin_type: lookup
  - plugin: streamops.confluent.confluent
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Settings of a client
  ansible.builtin.debug:
    msg: |
      bootstrap.servers={{ lookup('streamops.confluent.endpoint', 'orders', environment='prod') }}
      schema.registry.url={{ lookup('streamops.confluent.endpoint', 'prod', type='schema_registry') }}

- name: The REST endpoint of a cluster
  ansible.builtin.debug:
    msg: "{{ lookup('streamops.confluent.endpoint', 'lkc-abc123', type='kafka_rest', environment='env-abc123') }}"
"""

RETURN = r"""
_raw:
  description:
    - The endpoints, in the order of the terms.
  type: list
  elements: str
"""

import os
from collections.abc import Mapping
from typing import Any

from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ..module_utils._engine.run import refuse_half_characters
from ..module_utils._errors import Refused
from ..module_utils._wire.cloud import Cloud
from ..module_utils.kinds.kafka_clusters import KafkaCluster
from ..plugin_utils._data import plain
from ..plugin_utils._estate import endpoints_of
from ..plugin_utils._service import service

display = Display()


class LookupModule(LookupBase):
    """See DOCUMENTATION."""

    def run(self, terms: list[Any], variables: Mapping[str, Any] | None = None, **kwargs: Any) -> list[str]:
        """The endpoints. Raises AnsibleError."""
        self.set_options(var_options=variables, direct=kwargs)
        names = [str(name) for name in plain(self._flatten(terms))]
        options = {name: plain(self.get_option(name)) for name in ("type", "environment", "access_point")}
        base = self._loader.get_basedir() if self._loader else os.getcwd()
        with service(self.get_options(), base, display.warning) as cloud:
            refuse_half_characters({"_terms": names, **options})
            if options["type"] == "schema_registry":
                if options["access_point"]:
                    raise Refused("access_point is for Kafka clusters")
                return [_of_registry(cloud, name) for name in names]
            environment = cloud.environment_id(options["environment"])
            place = environment, options["type"], options["access_point"]
            return [_of_cluster(cloud, name, *place) for name in names]


def _of_registry(cloud: Cloud, environment: str) -> str:
    spec = cloud.find_schema_registry(cloud.environment_id(environment))["spec"]
    return str(spec["http_endpoint"])


def _of_cluster(cloud: Cloud, name: str, environment: str, which: str, access_point: str | None) -> str:
    cluster = KafkaCluster(cloud, {}).from_api(cloud.find_cluster(environment, name))
    bootstrap, rest = endpoints_of(cluster, access_point)
    endpoint = bootstrap if which == "bootstrap" else rest
    if not endpoint:
        through = f" through {access_point}" if access_point else ""
        known = ", ".join(cluster["endpoints"] or ()) or "none"
        raise Refused(
            f"the Kafka cluster {name} ({cluster['id']}) has no {which} endpoint{through}: it is {cluster['phase']}, "
            f"and its access points are: {known}"
        )
    return endpoint
