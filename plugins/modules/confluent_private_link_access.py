#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage private link accesses in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/private_link_access.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_private_link_access
short_description: Manage private link accesses in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lets an AWS account, an Azure subscription or a Google Cloud project connect to a network of Confluent Cloud by
    private endpoints, and takes that back.
  - An account has one access to a network. If it has one by another name, that is taken for the stated one and keeps
    its name, and a warning tells so. Nothing is made twice. To rename it, give its O(id).
  - The result tells what private endpoints of the account connect to.
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
      - Name of the access. Unique by convention only, so a name that two accesses of the environment carry is refused.
      - With O(id) it is the new name of that access.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(pla-...)) of an existing access, in place of its name or to rename it.
    type: str
  network:
    description:
      - Name or id (V(n-...)) of the network, which has V(PRIVATELINK) among its C(connection_types). Needed for a
        creation and fixed after it.
    type: str
  aws:
    description:
      - An account of AWS. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      account:
        description:
          - Its id, 12 digits. Has to match V([0-9]{12}) as a whole. Needed for a creation and fixed after it.
        type: str
  azure:
    description:
      - A subscription of Azure. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each
        other. The choice is fixed at creation.
    type: dict
    suboptions:
      subscription:
        description:
          - Its id. Needed for a creation and fixed after it.
        type: str
  gcp:
    description:
      - A project of Google Cloud. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each
        other. The choice is fixed at creation.
    type: dict
    suboptions:
      project:
        description:
          - Its id. Needed for a creation and fixed after it.
        type: str
  wait:
    description:
      - Whether to wait until the access is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same access and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the access or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes the one of this name or id. One that the account has by another name stays.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - Deleting an access cuts off the private endpoints of the account.
seealso:
  - module: streamops.confluent.confluent_private_link_access_info
  - module: streamops.confluent.confluent_network
  - module: streamops.confluent.confluent_private_link_attachment
"""

EXAMPLES = r"""
---
- name: Create the network
  streamops.confluent.confluent_network:
    environment: dev
    name: payments
    cloud: AWS
    region: eu-central-1
    connection_types: [PRIVATELINK]

- name: Let an account connect to it
  streamops.confluent.confluent_private_link_access:
    environment: dev
    name: shop
    network: payments
    aws:
      account: "123456789012"
  register: access

- name: Show to which service its VPC endpoints connect
  ansible.builtin.debug:
    var: access.private_link_access.other_side.private_link_endpoint_service

- name: Take the access back
  streamops.confluent.confluent_private_link_access:
    environment: dev
    name: shop
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
private_link_access:
  description: The access; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: pla-3x7k9q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: shop
    network:
      description: Id of its network.
      type: str
      sample: n-4k2m8p
    aws:
      description: An account of AWS.
      type: dict
      sample: {"account": "123456789012"}
    azure:
      description: A subscription of Azure.
      type: dict
    gcp:
      description: A project of Google Cloud.
      type: dict
    phase:
      description: C(PROVISIONING), C(READY), C(FAILED) or C(DEPROVISIONING).
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    error_message:
      description: What the service says of a failure; null without one.
      type: str
      sample: Could not provision cloud resources
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
    other_side:
      description:
        What private endpoints of the account connect to, as the network shows it. On AWS
        C(private_link_endpoint_service), on Azure C(private_link_service_aliases), on Google Cloud
        C(private_service_connect_service_attachments), and the C(dns_domain).
      type: dict
      sample: {"private_link_endpoint_service": "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b"}
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the access waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.private_link_accesses import PrivateLinkAccess


def main() -> None:
    """Entry point."""
    run_module(PrivateLinkAccess)


if __name__ == "__main__":
    main()
