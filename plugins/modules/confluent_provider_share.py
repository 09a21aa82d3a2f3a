#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage provider shares in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/provider_share.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_provider_share
short_description: Manage provider shares in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Shares topics of a Kafka cluster, and their schemas, with a person of another organization, who is invited by
    e-mail; sends invitations again; and takes shares back.
  - A share is found by what is shared with whom, so that nobody is invited twice, or by its O(id). Nothing of it can be
    changed. What goes with the topics is changed, for all receivers, with
    M(streamops.confluent.confluent_provider_shared_resource).
  - Stream sharing has to be turned on for the organization, with M(streamops.confluent.confluent_stream_sharing).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment. Needed unless O(id) is given.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster. Needed unless O(id) is given.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    aliases: [kafka_cluster]
  email:
    description:
      - E-mail address that the invitation is sent to. Its capitals mean nothing.
    type: str
  id:
    description:
      - Id (V(ss-...)) of an existing share, in place of what is shared with whom.
    type: str
  topics:
    description:
      - Names of the topics that are shared together. Needed unless O(id) is given. The order of the entries does not
        matter.
    type: list
    elements: str
  subjects:
    description:
      - Names of subjects in the environment's Schema Registry that are shared with the topics. The order of the entries
        does not matter.
    type: list
    elements: str
  delivery_method:
    description:
      - How the invitation is delivered. If not set, V(EMAIL). Known are V(EMAIL). The service may know others, so
        another value is sent, with a warning. Fixed at creation.
    type: str
  resend:
    description:
      - Whether to send the invitation again, which makes it last anew. It is sent by each run, which reports a change
        every time, until the invitation is accepted; then there is nothing to send, and nothing changes.
      - It is done to a share that is there, not along with a creation.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the share or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin, or EnvironmentAdmin or CloudClusterAdmin of the cluster.
  - Who receives a share can read its topics, from their beginning, as long as it is there.
  - Where the same topics were shared with one address several times, O(state=absent) without O(id) is refused and names
    the shares.
seealso:
  - module: streamops.confluent.confluent_provider_share_info
  - module: streamops.confluent.confluent_provider_shared_resource
  - module: streamops.confluent.confluent_stream_sharing
"""

EXAMPLES = r"""
---
- name: Take part in stream sharing
  streamops.confluent.confluent_stream_sharing:
    enabled: true

- name: Share a topic
  streamops.confluent.confluent_provider_share:
    environment: dev
    cluster: orders
    topics: [orders.created]
    email: jane.doe@contoso.example
  register: shared

- name: Send the invitation again
  streamops.confluent.confluent_provider_share:
    id: "{{ shared.provider_share.id }}"
    resend: true

- name: Take the share back
  streamops.confluent.confluent_provider_share:
    environment: dev
    cluster: orders
    topics: [orders.created]
    email: jane.doe@contoso.example
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
provider_share:
  description: The share; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ss-5r7t2w
    email:
      description: E-mail address that the invitation is sent to.
      type: str
      sample: jane.doe@contoso.example
    delivery_method:
      description: How the invitation is delivered.
      type: str
      sample: EMAIL
    phase:
      description:
        C(INVITED), C(ACTIVE) once the invitation was accepted, C(EXPIRED), or C(DEACTIVATED) when it was taken back.
      type: str
      sample: INVITED
    consumer_user_name:
      description: Name of who accepted it.
      type: str
      sample: Jane Doe
    consumer_organization_name:
      description: Name of their organization.
      type: str
      sample: Contoso
    provider_user_id:
      description: Id of who shares.
      type: str
      sample: u-7k2m9p
    invited_at:
      description: When the invitation was sent (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    invite_expires_at:
      description: Until when it can be accepted (RFC 3339, UTC).
      type: str
      sample: "2026-03-08T12:00:00Z"
    redeemed_at:
      description: When it was accepted; null before.
      type: str
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/provider-share=ss-5r7t2w
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
next_step:
  description:
    What you have to do next, where the share waits for somebody; see R(Results,
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
from ..module_utils.kinds.stream_sharing.provider_shares import ProviderShare


def main() -> None:
    """Entry point."""
    run_module(ProviderShare)


if __name__ == "__main__":
    main()
