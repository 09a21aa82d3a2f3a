#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about consumer shared resources in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/consumer_shared_resource.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_consumer_shared_resource_info
short_description: Get information about consumer shared resources in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists what other organizations share with this one, and how the cluster of it is reached by private link.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  id:
    description:
      - Only the resource with this id (V(sr-...)) is returned.
    type: str
  share:
    description:
      - Only what the share with this id (V(ss-...)) shares is returned.
    type: str
  network:
    description:
      - Whether the network of clusters that are reachable by private link only is asked for, a request each.
    type: bool
    default: false
  deleted:
    description:
      - Whether what is not shared any more is returned too.
    type: bool
    default: false
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. Any role in the organization is enough.
seealso:
  - module: streamops.confluent.confluent_consumer_share
"""

EXAMPLES = r"""
---
- name: See what others share, and how its cluster is reached
  streamops.confluent.confluent_consumer_shared_resource_info:
    network: true
  register: received
"""

RETURN = r"""
---
consumer_shared_resources:
  description: The resources. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: sr-8k3m5p
    display_name:
      description: Its name.
      type: str
      sample: trades
    description:
      description: What the provider says of it.
      type: str
    tags:
      description: Its tags.
      type: list
      elements: str
    organization_name:
      description: Name of the organization that shares it.
      type: str
      sample: Contoso
    organization_description:
      description: What that organization says of itself.
      type: str
    organization_contact:
      description: E-mail address of a person there.
      type: str
    cloud:
      description: Cloud provider of the shared cluster.
      type: str
      sample: AWS
    network_connection_types:
      description: How the shared cluster is reached; empty for the public internet.
      type: list
      elements: str
      sample: ["PRIVATELINK"]
    logo_url:
      description: Where its image is.
      type: str
    network:
      description:
        How the shared cluster is reached by private link, with C(kafka_bootstrap_url), C(zones), C(dns_domain),
        C(zonal_subdomains) and C(cloud); null where it is not, or was not asked for.
      type: dict
      sample: {"kafka_bootstrap_url": "SASL://lkc-00000.us-east-1.aws.glb.confluent.cloud:9092", "zones": ["use1-az1"]}
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
from ..module_utils.kinds.stream_sharing.consumer_shared_resources import ConsumerSharedResource


def main() -> None:
    """Entry point."""
    run_info_module(ConsumerSharedResource)


if __name__ == "__main__":
    main()
