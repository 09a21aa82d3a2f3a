#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage consumer shares in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/consumer_share.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_consumer_share
short_description: Manage consumer shares in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Redeems the token of an invitation to a stream share, stores the credentials that the service tells once, and gives
    shares up.
  - A token can be redeemed once. It is looked at before, also in check mode, which redeems nothing, and what it shares
    is in the plan.
  - The credentials are written to O(secret_file) before anything else can go wrong, or handed back when no file is
    given. The file remembers the share, and a fingerprint of the token, by which the next run knows that it is
    redeemed.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  token:
    description:
      - The token of the invitation, from its e-mail. Needed to redeem it.
    type: str
  id:
    description:
      - Id (V(ss-...)) of a share that was redeemed.
    type: str
  secret_file:
    description:
      - File for the credentials, in the form and with the protection of the file of
        M(streamops.confluent.confluent_api_key), mode 0600 in a directory with mode 0700 if the module has to make it;
        encrypted with O(vault_password_file).
      - It holds C(api_key) and C(api_secret) for the Kafka cluster, C(kafka_bootstrap_url), where schemas are shared
        C(schema_registry_api_key), C(schema_registry_api_secret) and C(schema_registry_url), and C(share), C(topics),
        C(subjects) and C(group_prefixes), with one of which names of consumer groups have to begin.
      - Other modules read it with O(kafka_key_file) and O(schema_registry_key_file), which takes the key for Schema
        Registry.
      - That it can be written is proven before the token is redeemed. What it holds of something else is never
        overwritten.
      - With O(state=absent) it tells which share is meant, where O(id) does not, and is removed with it.
      - Without it the credentials are in the result, and the task has to set C(no_log=true), or it is refused.
    type: path
  aws_account:
    description:
      - Id of your AWS account, from which you connect by PrivateLink. Needed for a shared cluster that has no other
        way.
    type: str
  azure_subscription:
    description:
      - Id of your Azure subscription, from which you connect by Private Link.
    type: str
  gcp_project:
    description:
      - Id of your Google Cloud project, from which you connect by Private Service Connect.
    type: str
  missing_secret:
    description:
      - What to do when a share of the same is there whose credentials O(secret_file) does not hold. The service does
        not tell them again.
      - V(fail) refuses, and says what can be done. V(replace) redeems the token all the same, for it may be of another
        invitation; the share that is there stays. With it the credentials of a share that is gone give way in the file.
        V(ignore) leaves the share alone.
    type: str
    choices: [fail, replace, ignore]
    default: fail
  state:
    description:
      - V(present) redeems the token, unless that is done.
      - V(absent) gives the share up. Its credentials are of no use then, and only the provider can invite again.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin.
  - When the answer to a redemption is lost, the credentials are lost with it, and no request brings them back. The task
    fails and says so, with the id of the share. Remove the share, and ask the provider for another invitation.
  - A token is redeemed by the person whom the invitation was sent to. The Cloud API key has to belong to this user; one
    of a service account is refused by the service where the invitation is restricted to an e-mail address.
seealso:
  - module: streamops.confluent.confluent_consumer_share_info
  - module: streamops.confluent.confluent_consumer_shared_resource_info
  - module: streamops.confluent.confluent_api_key
"""

EXAMPLES = r"""
---
- name: Redeem the token of an invitation
  streamops.confluent.confluent_consumer_share:
    token: "{{ share_token }}"
    secret_file: "{{ playbook_dir }}/secrets/contoso.json"
  vars:
    share_token: "a-token-from-the-vault"

- name: Give the share up, and remove the file
  streamops.confluent.confluent_consumer_share:
    secret_file: "{{ playbook_dir }}/secrets/contoso.json"
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
consumer_share:
  description: The share; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
    secret_file:
      description: The file that holds the credentials; null when it does not.
      returned: when O(secret_file) is given
      type: str
      sample: /home/ops/.confluent/contoso.json
    secret:
      description: The secret of C(api_key). It is shown this once.
      returned: when a token was redeemed and O(secret_file) is not given
      type: str
      sample: VALUE_SPECIFIED_IN_NO_LOG_PARAMETER
    schema_registry_secret:
      description: The secret of C(schema_registry_api_key). It is shown this once.
      returned: when a token was redeemed and O(secret_file) is not given
      type: str
      sample: VALUE_SPECIFIED_IN_NO_LOG_PARAMETER
    api_key:
      description: Id of the key for the Kafka cluster.
      returned: when its secret is known
      type: str
      sample: ABCDEFGHIJKLMNOP
    topics:
      description: Names of the topics.
      returned: when the secret is known
      type: list
      elements: str
      sample: ["trades"]
    subjects:
      description: Names of the subjects.
      returned: when the secret is known
      type: list
      elements: str
      sample: ["trades-value"]
    group_prefixes:
      description: What names of consumer groups have to begin with.
      returned: when the secret is known
      type: list
      elements: str
      sample: ["contoso."]
    kafka_bootstrap_url:
      description: Bootstrap address of the Kafka cluster.
      returned: when the secret is known
      type: str
      sample: SASL://pkc-00000.us-west-2.aws.confluent.cloud:9092
    schema_registry_api_key:
      description: Id of the key for Schema Registry.
      returned: when the secret is known
      type: str
      sample: BCDEFGHIJKLMNOPQ
    aws_account:
      description: The AWS account that it was redeemed for.
      returned: when the secret is known
      type: str
      sample: "123456789012"
    azure_subscription:
      description: The Azure subscription that it was redeemed for.
      returned: when the secret is known
      type: str
    gcp_project:
      description: The Google Cloud project that it was redeemed for.
      returned: when the secret is known
      type: str
    schema_registry_url:
      description: Base URL of Schema Registry.
      returned: when the secret is known
      type: str
      sample: https://psrc-00000.us-west-2.aws.confluent.cloud
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
from ..module_utils.kinds.stream_sharing.consumer_shares import ConsumerShare


def main() -> None:
    """Entry point."""
    run_module(ConsumerShare)


if __name__ == "__main__":
    main()
