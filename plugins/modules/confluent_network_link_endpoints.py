#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many network link endpoints in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/network_link_endpoint.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_network_link_endpoints
short_description: Manage many network link endpoints in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes network link endpoints of an environment, for a list of endpoints.
  - With O(purge) endpoints that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  network_link_endpoints:
    description:
      - The endpoints. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &network_link_endpoint
      name:
        description:
          - Name of the endpoint.
          - With C(id) it is the new name of that endpoint.
          - One of C(name) and C(id) is needed; a creation needs C(name).
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
          - Name or id (V(nls-...)) of the network link service to reach. The service of others is given by its id,
            which they know. Needed for a creation and fixed after it.
        type: str
      description:
        description:
          - Free text. Can be changed later. If not set, it is left alone.
        type: str
      service_environment:
        description:
          - Name or id (V(env-...)) of the environment in which C(network_link_service) is looked for by its name. If
            not set, O(environment).
        type: str
      wait:
        description:
          - Whether to wait until the endpoint is ready, or until a deleted one is gone.
          - With V(false) a later run with V(true) waits for the same endpoint and creates no second one.
          - If not set, V(true).
        type: bool
      wait_until:
        description:
          - How long to wait. V(resting) ends the wait also where the endpoint rests until somebody outside of Confluent
            Cloud acts, and C(next_step) says who has to do what.
          - V(ready) goes on waiting until that is done.
          - If not set, V(resting).
        type: str
        choices: [resting, ready]
      wait_timeout:
        description:
          - Seconds to wait at most. For long waits give the task C(async).
          - If not set, 2 hours, and 5 for a deletion.
        type: int
      state:
        description:
          - V(present) creates the endpoint or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all endpoints that do not say otherwise.
    type: dict
    suboptions: *network_link_endpoint
  return_unchanged:
    description:
      - Whether the result holds also those endpoints that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the endpoints in the scope that are not in O(network_link_endpoints). If not set, nothing is deleted
        that is not named.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      name_prefix:
        description:
          - How the names begin. Taken as it is, without wildcards. An empty one is refused.
        type: str
      name_pattern:
        description:
          - A shell pattern for the whole name, with V(*), V(?) and V([...]). One that fits every name is refused.
        type: str
      max_deletions:
        description:
          - How many endpoints may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_network_link_endpoint
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

- name: Have these endpoints, and no others that begin with to-
  streamops.confluent.confluent_network_link_endpoints:
    environment: dev
    network_link_endpoints:
      - name: to-ledger
        network_link_service: ledger
    defaults:
      network: ledger
    purge:
      name_prefix: to-
"""

RETURN = r"""
---
counts:
  description:
    How many endpoints were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
network_link_endpoints:
  description:
    What happened to each endpoint, in the order of O(network_link_endpoints), then those that O(purge) deleted, with
    C(operation) and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The network link endpoint in words.
      type: str
      sample: network link endpoint to-ledger
    network_link_endpoint:
      description:
        The endpoint as M(streamops.confluent.confluent_network_link_endpoint) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "nle-8j2k4m", "name": "to-ledger"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each endpoint that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
  type: list
  elements: dict
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.networking.network_links import NetworkLinkEndpoint


def main() -> None:
    """Entry point."""
    run_plural_module(NetworkLinkEndpoint)


if __name__ == "__main__":
    main()
