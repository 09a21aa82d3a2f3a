#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about consumer shares in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/consumer_share.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_consumer_share_info
short_description: Get information about consumer shares in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists what other organizations share with this one, also invitations that nobody redeemed yet.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  id:
    description:
      - Only the share with this id (V(ss-...)) is returned.
    type: str
  provider_organization:
    description:
      - Only shares of this organization are returned, by its name.
    type: str
  deleted:
    description:
      - Whether shares that are gone are returned too.
    type: bool
    default: false
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - The API never tells credentials of a share that was redeemed.
seealso:
  - module: streamops.confluent.confluent_consumer_share
"""

EXAMPLES = r"""
---
- name: List what others share
  streamops.confluent.confluent_consumer_share_info:
  register: shares
"""

RETURN = r"""
---
consumer_shares:
  description: The shares. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ss-8k3m5p
    phase:
      description:
        C(INVITED), C(ACTIVE) once it was redeemed, C(EXPIRED), or C(DEACTIVATED) when it was given up or taken back.
      type: str
      sample: ACTIVE
    provider_organization:
      description: Name of the organization that shares.
      type: str
      sample: Contoso
    provider_user:
      description: Name or e-mail address of who shares.
      type: str
      sample: Joe Provider
    consumer_user_id:
      description: Id of who was invited, or redeemed it.
      type: str
      sample: u-7k2m9p
    invite_expires_at:
      description: Until when the invitation can be redeemed (RFC 3339, UTC); null once it was.
      type: str
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/consumer-share=ss-8k3m5p
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    shared_resources:
      description:
        What is shared, with C(id), C(display_name), C(cloud), C(network_connection_types) and what the provider says of
        it.
      type: list
      elements: dict
      sample: [{"id": "sr-8k3m5p", "display_name": "trades", "organization_name": "Contoso", "cloud": "AWS"}]
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
from ..module_utils.kinds.stream_sharing.consumer_shares import ConsumerShare


def main() -> None:
    """Entry point."""
    run_info_module(ConsumerShare)


if __name__ == "__main__":
    main()
