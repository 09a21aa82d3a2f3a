#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage network link services in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/network_link_service.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_network_link_service
short_description: Manage network link services in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes network link services, by which a network for Private Link lets others reach it.
  - Who is let in stands in O(accept). An endpoint of anybody else waits in C(PENDING_ACCEPT) until it is in there, see
    M(streamops.confluent.confluent_network_link_association_info).
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
      - Name of the service.
      - With O(id) it is the new name of that service.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(nls-...)) of an existing service, in place of its name or to rename it.
    type: str
  network:
    description:
      - Name or id (V(n-...)) of the network that is to be reached. It has to be for Private Link. Needed for a creation
        and fixed after it.
    type: str
  description:
    description:
      - Free text. Can be changed later. If not set, it is left alone.
    type: str
  accept:
    description:
      - Who is let in. A list is the whole of it, so what is not in it is cut off. A list that is not set stays. Can be
        changed later. If not set, it is left alone.
    type: dict
    suboptions:
      environments:
        description:
          - Names or ids (V(env-...)) of environments, of which all networks are let in. The order of the entries does
            not matter. Can be changed later. If not set, it is left alone.
        type: list
        elements: str
      networks:
        description:
          - Names or ids (V(n-...)) of networks. Those of another environment need their id. The order of the entries
            does not matter. Can be changed later. If not set, it is left alone.
        type: list
        elements: str
  force:
    description:
      - Delete the service although network link endpoints use it, which cuts them off.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until the service is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same service and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the service or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - A service that network link endpoints use is not deleted without O(force). The task is refused and names them, in
    check mode too.
seealso:
  - module: streamops.confluent.confluent_network_link_service_info
  - module: streamops.confluent.confluent_network_link_endpoint
  - module: streamops.confluent.confluent_network_link_association_info
  - module: streamops.confluent.confluent_network
"""

EXAMPLES = r"""
---
- name: Create a network for AWS PrivateLink
  streamops.confluent.confluent_network:
    environment: dev
    name: ledger
    cloud: AWS
    region: eu-central-1
    connection_types: [PRIVATELINK]

- name: Let all networks of an environment reach it
  streamops.confluent.confluent_network_link_service:
    environment: dev
    name: ledger
    network: ledger
    accept:
      environments: [dev]

- name: Let nobody in any more, which cuts off who was
  streamops.confluent.confluent_network_link_service:
    environment: dev
    name: ledger
    accept:
      environments: []

- name: Delete it
  streamops.confluent.confluent_network_link_service:
    environment: dev
    name: ledger
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
network_link_service:
  description: The service; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: nls-4d6f8h
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: ledger
    network:
      description: Id of its network.
      type: str
      sample: n-4k2m8p
    description:
      description: Free text.
      type: str
      sample: For the departments that book
    accept:
      description: Who is let in.
      type: dict
      sample: {"environments": ["env-9r8t7y"], "networks": ["n-1a2b3c"]}
    phase:
      description: C(READY), or on the way to it and from it C(PROVISIONING), C(FAILED) or C(DEPROVISIONING).
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
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
from ..module_utils.kinds.networking.network_links import NetworkLinkService


def main() -> None:
    """Entry point."""
    run_module(NetworkLinkService)


if __name__ == "__main__":
    main()
