#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage what is shared with other organizations in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/provider_shared_resource.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_provider_shared_resource
short_description: Manage what is shared with other organizations in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Describes topics that are shared with other organizations, and changes which subjects go with them, for all
    receivers.
  - A shared resource is made by the first share of its topics (M(streamops.confluent.confluent_provider_share)) and
    goes with the last one, so the module has no C(state).
  - The image that the console shows with it cannot be managed with this module. The result has its C(logo_url).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment. Needed with O(topic).
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster. Needed with O(topic).
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    aliases: [kafka_cluster]
  topic:
    description:
      - Name of a topic that is shared.
    type: str
  id:
    description:
      - Id (V(sr-...)) of the shared resource, in place of a topic of it.
    type: str
  display_name:
    description:
      - What receivers see as its name. Can be changed later. If not set, it is left alone.
    type: str
  subjects:
    description:
      - Names of all subjects in the environment's Schema Registry that are shared with the topics. The order of the
        entries does not matter.
      - A change holds for everybody who receives the resource; a warning names them.
    type: list
    elements: str
  organization_description:
    description:
      - What receivers read about your organization. Can be changed later. If not set, it is left alone.
    type: str
  organization_contact:
    description:
      - E-mail address of a person in your organization whom receivers can ask. Can be changed later. If not set, it is
        left alone.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin, or EnvironmentAdmin or CloudClusterAdmin of the cluster.
seealso:
  - module: streamops.confluent.confluent_provider_shared_resource_info
  - module: streamops.confluent.confluent_provider_share
"""

EXAMPLES = r"""
---
- name: Say what the topic is, and whom to ask
  streamops.confluent.confluent_provider_shared_resource:
    environment: dev
    cluster: orders
    topic: orders.created
    display_name: Orders
    organization_contact: data@northwind.example
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
provider_shared_resource:
  description: The resource; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: sr-5r7t2w
    display_name:
      description: What receivers see as its name.
      type: str
      sample: Orders
    organization_description:
      description: What receivers read about your organization.
      type: str
      sample: Northwind sells food.
    organization_contact:
      description: E-mail address of a person in your organization whom receivers can ask.
      type: str
      sample: data@northwind.example
    description:
      description: The description of the topic in Stream Catalog.
      type: str
      sample: Orders as they come in
    tags:
      description: Its tags in Stream Catalog.
      type: list
      elements: str
      sample: ["recent"]
    logo_url:
      description: Where its image is.
      type: str
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/provider-shared-resource=sr-5r7t2w
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    environment:
      description: Id of the environment.
      type: str
      sample: env-3x7k9q
    cluster:
      description: Id of the Kafka cluster.
      type: str
      sample: lkc-7wq2n5
    topics:
      description: Names of the topics.
      type: list
      elements: str
      sample: ["orders.created"]
    subjects:
      description: Names of the subjects that go with them.
      type: list
      elements: str
      sample: ["orders.created-value"]
    resources:
      description: CRNs of all that is shared.
      type: list
      elements: str
      sample: ["crn://confluent.cloud/organization=9bb441c4-46ac/environment=env-3x7k9q/cloud-cluster=lkc-7wq2n5/kafka=lkc-7wq2n5/topic=orders.created"]
    receivers:
      description:
        The shares through which it is shared, with C(share), C(email), C(phase), C(invite_expires_at) and
        C(redeemed_at).
      type: list
      elements: dict
      sample: [{"share": "ss-5r7t2w", "email": "jane.doe@contoso.example", "phase": "INVITED"}]
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
from ..module_utils.kinds.stream_sharing.provider_shared_resources import ProviderSharedResource


def main() -> None:
    """Entry point."""
    run_module(ProviderSharedResource)


if __name__ == "__main__":
    main()
