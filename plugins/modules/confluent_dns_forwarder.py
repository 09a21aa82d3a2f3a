#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage DNS forwarders in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/dns_forwarder.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_dns_forwarder
short_description: Manage DNS forwarders in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes DNS forwarders of a gateway, by which Confluent Cloud asks your DNS servers, or zones
    of Google Cloud DNS, about domains of yours.
  - Domains, servers and zones are changed in place. Where a domain is no longer forwarded, what relied on it breaks at
    once.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  name:
    description:
      - Name of the forwarder.
      - With O(id) it is the new name of that forwarder.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(df-...)) of an existing forwarder, in place of its name or to rename it.
    type: str
  gateway:
    description:
      - Name or id (V(gw-...)) of the gateway that the forwarder is in. Needed for a creation and fixed after it.
    type: str
  domains:
    description:
      - The domains that are asked about there. The list is the whole of it. Upper and lower case make no difference. At
        least 0 entries. At most 10 entries. The order of the entries does not matter. Needed for a creation. Can be
        changed later.
    type: list
    elements: str
  forward_via_ip:
    description:
      - Ask DNS servers. One of O(forward_via_ip) and O(forward_via_gcp_dns_zones) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      dns_server_ips:
        description:
          - The IPv4 addresses of the servers. The list is the whole of it. At most 3 entries. The order of the entries
            does not matter. Needed for a creation. Can be changed later.
        type: list
        elements: str
  forward_via_gcp_dns_zones:
    description:
      - Ask zones of Google Cloud DNS. One of O(forward_via_ip) and O(forward_via_gcp_dns_zones) is needed for a
        creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      domain_mappings:
        description:
          - For each domain a dictionary of its C(zone) and the C(project) in which that is. Needed for a creation. Can
            be changed later.
          - A domain that is not stated is left alone, and one that is null is taken out.
        type: dict
  wait:
    description:
      - Whether to wait until the forwarder is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same forwarder and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the forwarder or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_dns_forwarder_info
  - module: streamops.confluent.confluent_gateway
  - module: streamops.confluent.confluent_dns_record
  - module: streamops.confluent.confluent_network
"""

EXAMPLES = r"""
---
- name: Create a gateway
  streamops.confluent.confluent_gateway:
    environment: dev
    name: orders-egress
    aws_egress_private_link_gateway:
      region: eu-central-1

- name: Ask the DNS servers of the data centre about its domains
  streamops.confluent.confluent_dns_forwarder:
    environment: dev
    name: datacentre
    gateway: orders-egress
    domains: [corp.northwind.example, db.northwind.example]
    forward_via_ip:
      dns_server_ips: [10.200.0.2, 10.200.1.2]

- name: Forward one domain more
  streamops.confluent.confluent_dns_forwarder:
    environment: dev
    name: datacentre
    domains: [corp.northwind.example, db.northwind.example, hr.northwind.example]

- name: Delete it
  streamops.confluent.confluent_dns_forwarder:
    environment: dev
    name: datacentre
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
dns_forwarder:
  description: The forwarder; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: df-6m9p3q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: datacentre
    gateway:
      description: Id of its gateway.
      type: str
      sample: gw-2b4d6f
    domains:
      description: The domains that are asked about there.
      type: list
      elements: str
      sample: ["corp.northwind.example", "db.northwind.example"]
    forward_via_ip:
      description: Ask DNS servers.
      type: dict
      sample: {"dns_server_ips": ["10.200.0.2", "10.200.1.2"]}
    forward_via_gcp_dns_zones:
      description: Ask zones of Google Cloud DNS.
      type: dict
    phase:
      description:
        C(PROVISIONING), C(CREATED) (ready by itself with the first Kafka cluster), C(READY), C(DEGRADED) (servers
        cannot be reached), C(FAILED) or C(DEPROVISIONING).
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    error_code:
      description: The service's code for why it failed.
      type: str
    error_message:
      description: Why it failed, in the service's words.
      type: str
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the forwarder waits for somebody; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
diff:
  description:
    What changed, or in check mode would change, as C(before) and C(after). Only fields that differ; secrets are masked;
    see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, when something changes
  type: dict
api:
  description:
    What the task cost in requests, as C(calls), C(retries) and C(throttled_seconds); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: always
  type: dict
problems:
  description:
    Every reason why the task was refused before anything was written; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when nothing was written
  type: list
  elements: str
error:
  description:
    The answer of the service that made the task fail, as C(status), C(code), C(detail), C(method), C(path), C(host),
    C(credential) and C(request_id); see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.run import run_module
from ..module_utils.kinds.networking.dns_forwarders import DnsForwarder


def main() -> None:
    """Entry point."""
    run_module(DnsForwarder)


if __name__ == "__main__":
    main()
