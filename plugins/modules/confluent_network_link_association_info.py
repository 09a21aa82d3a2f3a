#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the endpoints that use a network link service in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/network_link_association.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_network_link_association_info
short_description: Get information about the endpoints that use a network link service in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the network link endpoints that use a network link service, also those of other environments.
  - One that is C(PENDING_ACCEPT) waits until its network or environment is in C(accept) of the service.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  network_link_service:
    description:
      - Name or id (V(nls-...)) of the network link service.
    type: str
    required: true
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - NetworkAdmin, EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_network_link_service
  - module: streamops.confluent.confluent_network_link_endpoint
"""

EXAMPLES = r"""
---
- name: See who wants to be let in
  streamops.confluent.confluent_network_link_association_info:
    environment: dev
    network_link_service: books
  register: links

- name: Show them
  ansible.builtin.debug:
    msg: "{{ links.network_link_associations | map(attribute='name') }}"
"""

RETURN = r"""
---
network_link_associations:
  description: The associations. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    network_link_service:
      description: Id of the network link service.
      type: str
      sample: nls-4d6f8h
    name:
      description: Name of the network link endpoint.
      type: str
      sample: to-ledger
    description:
      description: What the network link endpoint is described as.
      type: str
      sample: Bookings
    network_link_endpoint:
      description: Id of the network link endpoint.
      type: str
      sample: nle-8j2k4m
    phase:
      description: State of the network link endpoint.
      type: str
      sample: PENDING_ACCEPT
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
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample:
        crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/environment=env-3x7k9q/network=n-4k2m8p/network-link-service=nls-4d6f8h/network-link-endpoint=nle-8j2k4m
    id:
      description: Its id.
      type: str
      sample: nlsa-8j2k4m
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

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.networking.network_links import NetworkLinkAssociation


def main() -> None:
    """Entry point."""
    run_info_module(NetworkLinkAssociation)


if __name__ == "__main__":
    main()
