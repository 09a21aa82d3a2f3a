#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about IP addresses in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ip_address.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ip_address_info
short_description: Get information about IP addresses in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the public ranges of IP addresses that Confluent Cloud connects from, or listens on.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  clouds:
    description:
      - Only addresses at one of these cloud providers are returned, such as V(AWS).
    type: list
    elements: str
  regions:
    description:
      - Only addresses in one of these regions are returned.
    type: list
    elements: str
  services:
    description:
      - Only addresses that one of these services uses are returned, such as V(CONNECT) or V(KAFKA).
    type: list
    elements: str
  address_types:
    description:
      - Only addresses of one of these types are returned, V(EGRESS) or V(INGRESS).
    type: list
    elements: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any Cloud API key is enough.
seealso:
  - module: streamops.confluent.confluent_ip_group
"""

EXAMPLES = r"""
---
- name: List the addresses from which managed connectors connect in a region
  streamops.confluent.confluent_ip_address_info:
    clouds: [AWS]
    regions: [us-east-1]
    services: [CONNECT]
    address_types: [EGRESS]
  register: addresses

- name: Show them
  ansible.builtin.debug:
    msg: "{{ addresses.ip_addresses | map(attribute='ip_prefix') }}"
"""

RETURN = r"""
---
ip_addresses:
  description: The IP addresses. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    ip_prefix:
      description: The range of addresses.
      type: str
      sample: 192.0.2.0/28
    cloud:
      description: Cloud provider, or C(ANY).
      type: str
      sample: AWS
    region:
      description: Region in which it is in use.
      type: str
      sample: eu-central-1
    services:
      description: The services that use it.
      type: list
      elements: str
      sample: ["CONNECT"]
    address_type:
      description: C(EGRESS), from which Confluent Cloud connects to you, or C(INGRESS), on which it listens.
      type: str
      sample: EGRESS
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
from ..module_utils.kinds.networking.ip_addresses import IpAddress


def main() -> None:
    """Entry point."""
    run_info_module(IpAddress)


if __name__ == "__main__":
    main()
