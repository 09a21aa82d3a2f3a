#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage network link endpoints in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/network_link_endpoint.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_network_link_endpoint
short_description: Manage network link endpoints in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes network link endpoints, by which a network for Private Link reaches another one that
    has a network link service.
  - An endpoint that the service does not let in rests in C(PENDING_ACCEPT), and one whose network has no Kafka cluster
    in C(INACTIVE). Neither is a failure, and C(next_step) says who has to do what; see O(wait_until).
  - One that nobody let in in time expires, and can only be deleted then. That is a failure that says so.
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
      - Name of the endpoint.
      - With O(id) it is the new name of that endpoint.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(nle-...)) of an existing endpoint, in place of its name or to rename it.
    type: str
  network:
    description:
      - Name or id (V(n-...)) of the network that the endpoint is in. Needed for a creation and fixed after it.
    type: str
  network_link_service:
    description:
      - Name or id (V(nls-...)) of the network link service to reach. The service of others is given by its id, which
        they know. Needed for a creation and fixed after it.
    type: str
  description:
    description:
      - Free text. Can be changed later. If not set, it is left alone.
    type: str
  service_environment:
    description:
      - Name or id (V(env-...)) of the environment in which O(network_link_service) is looked for by its name. If not
        set, O(environment).
    type: str
  wait:
    description:
      - Whether to wait until the endpoint is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same endpoint and creates no second one.
    type: bool
    default: true
  wait_until:
    description:
      - How long to wait. V(resting) ends the wait also where the endpoint rests until somebody outside of Confluent
        Cloud acts, and C(next_step) says who has to do what.
      - V(ready) goes on waiting until that is done.
    type: str
    choices: [resting, ready]
    default: resting
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the endpoint or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_network_link_endpoints
  - module: streamops.confluent.confluent_network_link_endpoint_info
  - module: streamops.confluent.confluent_network_link_service
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

- name: Create the service to be reached
  streamops.confluent.confluent_network_link_service:
    environment: dev
    name: ledger
    network: ledger

- name: Create the endpoint that is to reach it
  streamops.confluent.confluent_network_link_endpoint:
    environment: dev
    name: to-ledger
    network: ledger
    network_link_service: ledger
  register: link

- name: Show who has to let it in
  ansible.builtin.debug:
    msg: "{{ link.next_step | default('nobody') }}"

- name: Delete it
  streamops.confluent.confluent_network_link_endpoint:
    environment: dev
    name: to-ledger
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
network_link_endpoint:
  description: The endpoint; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: nle-8j2k4m
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: to-ledger
    network:
      description: Id of its network.
      type: str
      sample: n-1a2b3c
    network_link_service:
      description: Id of its network link service.
      type: str
      sample: nls-4d6f8h
    description:
      description: Free text.
      type: str
      sample: Bookings
    phase:
      description:
        C(PROVISIONING), C(PENDING_ACCEPT), C(INACTIVE), C(READY), C(FAILED), C(EXPIRED) (can only be deleted),
        C(DISCONNECTING), C(DISCONNECTED) (the service lets it in no longer) or C(DEPROVISIONING).
      type: str
      sample: PENDING_ACCEPT
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    expires_at:
      description: When it expires if it is not let in (RFC 3339, UTC).
      type: str
      sample: "2026-03-04T12:00:00Z"
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
next_step:
  description:
    What you have to do next, where the endpoint waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.network_links import NetworkLinkEndpoint


def main() -> None:
    """Entry point."""
    run_module(NetworkLinkEndpoint)


if __name__ == "__main__":
    main()
