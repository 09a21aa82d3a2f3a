#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about provider shares in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/provider_share.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_provider_share_info
short_description: Get information about provider shares in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists what the organization shares with whom, with topics, receivers, and how far each invitation is.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  email:
    description:
      - Only shares with this e-mail address are returned. Its capitals mean nothing.
    type: str
  id:
    description:
      - Only the share with this id (V(ss-...)) is returned.
    type: str
  topic:
    description:
      - Only shares of this topic are returned.
    type: str
  deleted:
    description:
      - Whether shares that were taken back are returned too.
    type: bool
    default: false
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - What each share shares takes a request of its own, of which several are made at the same time.
seealso:
  - module: streamops.confluent.confluent_provider_share
"""

EXAMPLES = r"""
---
- name: List all shares
  streamops.confluent.confluent_provider_share_info:
  register: shares

- name: See who can read a topic
  streamops.confluent.confluent_provider_share_info:
    topic: orders.created
"""

RETURN = r"""
---
provider_shares:
  description: The shares. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.stream_sharing.provider_shares import ProviderShare


def main() -> None:
    """Entry point."""
    run_info_module(ProviderShare)


if __name__ == "__main__":
    main()
