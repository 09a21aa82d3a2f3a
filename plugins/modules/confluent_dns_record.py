#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage DNS records in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/dns_record.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_dns_record
short_description: Manage DNS records in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes DNS records of a gateway, by which connectors and Flink find a service of yours by its
    own name at an access point.
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
      - Name of the record.
      - With O(id) it is the new name of that record.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(dnsrec-...)) of an existing record, in place of its name or to rename it.
    type: str
  gateway:
    description:
      - Name or id (V(gw-...)) of the gateway that the record is in. Needed for a creation and fixed after it.
    type: str
  domain:
    description:
      - The fully qualified domain name. Upper and lower case, and a dot at the end, make no difference. Needed for a
        creation and fixed after it.
    type: str
  private_link_access_point:
    description:
      - What the domain leads to. The choice is fixed at creation.
    type: dict
    suboptions:
      access_point:
        description:
          - Name or id (V(ap-...)) of an access point in the same gateway. Needed for a creation. Can be changed later.
        type: str
        aliases: [id]
  wait:
    description:
      - Whether to wait until the record is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same record and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the record or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_dns_records
  - module: streamops.confluent.confluent_dns_record_info
  - module: streamops.confluent.confluent_gateway
  - module: streamops.confluent.confluent_access_point
  - module: streamops.confluent.confluent_dns_forwarder
"""

EXAMPLES = r"""
---
- name: Create the gateway
  streamops.confluent.confluent_gateway:
    environment: dev
    name: orders-egress
    aws_egress_private_link_gateway:
      region: eu-central-1

- name: Create the access point
  streamops.confluent.confluent_access_point:
    environment: dev
    name: snowflake
    gateway: orders-egress
    aws_egress_private_link_endpoint:
      vpc_endpoint_service_name: com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0

- name: Let the domain of the service lead to it
  streamops.confluent.confluent_dns_record:
    environment: dev
    name: snowflake
    gateway: orders-egress
    domain: northwind.eu-central-1.privatelink.snowflakecomputing.com
    private_link_access_point:
      access_point: snowflake

- name: Delete the record
  streamops.confluent.confluent_dns_record:
    environment: dev
    name: snowflake
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
dns_record:
  description: The record; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: dnsrec-5t8w2y
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: snowflake
    gateway:
      description: Id of its gateway.
      type: str
      sample: gw-2b4d6f
    domain:
      description: The fully qualified domain name.
      type: str
      sample: northwind.eu-central-1.privatelink.snowflakecomputing.com
    private_link_access_point:
      description: What the domain leads to.
      type: dict
      sample: {"access_point": "ap-7h3j5k"}
    phase:
      description:
        C(PROVISIONING), C(CREATED) (ready by itself with the first Kafka cluster), C(READY), C(FAILED) or
        C(DEPROVISIONING).
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    error_code:
      description: The service's code for why it failed.
      type: str
    error_message:
      description: Why it failed, in the service's words.
      type: str
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the record waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.dns_records import DnsRecord


def main() -> None:
    """Entry point."""
    run_module(DnsRecord)


if __name__ == "__main__":
    main()
