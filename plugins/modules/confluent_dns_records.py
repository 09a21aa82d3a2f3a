#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many DNS records in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/dns_record.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_dns_records
short_description: Manage many DNS records in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes DNS records of an environment, for a list of records.
  - With O(purge) records that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  dns_records:
    description:
      - The records. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &dns_record
      name:
        description:
          - Name of the record.
          - With C(id) it is the new name of that record.
          - One of C(name) and C(id) is needed; a creation needs C(name).
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
          - The fully qualified domain name. Upper and lower case, and a dot at the end, make no difference. Needed for
            a creation and fixed after it.
        type: str
      private_link_access_point:
        description:
          - What the domain leads to. The choice is fixed at creation.
        type: dict
        suboptions:
          access_point:
            description:
              - Name or id (V(ap-...)) of an access point in the same gateway. Needed for a creation. Can be changed
                later.
            type: str
            aliases: [id]
      wait:
        description:
          - Whether to wait until the record is ready, or until a deleted one is gone.
          - With V(false) a later run with V(true) waits for the same record and creates no second one.
          - If not set, V(true).
        type: bool
      wait_timeout:
        description:
          - Seconds to wait at most. For long waits give the task C(async).
          - If not set, 2 hours, and 5 for a deletion.
        type: int
      state:
        description:
          - V(present) creates the record or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all records that do not say otherwise.
    type: dict
    suboptions: *dns_record
  return_unchanged:
    description:
      - Whether the result holds also those records that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the records in the scope that are not in O(dns_records). If not set, nothing is deleted that is not
        named.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      name_prefix:
        description:
          - How the names begin. Taken as it is, without wildcards. An empty one is refused.
        type: str
      name_pattern:
        description:
          - A shell pattern for the whole name, with V(*), V(?) and V([...]). One that fits every name is refused.
        type: str
      max_deletions:
        description:
          - How many records may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_dns_record
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

- name: Have these DNS records, and no others that begin with snowflake-
  streamops.confluent.confluent_dns_records:
    environment: dev
    dns_records:
      - name: snowflake-account
        domain: northwind.privatelink.snowflakecomputing.com
      - name: snowflake-ocsp
        domain: ocsp.northwind.privatelink.snowflakecomputing.com
    defaults:
      gateway: orders-egress
      private_link_access_point:
        access_point: snowflake
    purge:
      name_prefix: snowflake-
"""

RETURN = r"""
---
counts:
  description:
    How many records were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
dns_records:
  description:
    What happened to each record, in the order of O(dns_records), then those that O(purge) deleted, with C(operation)
    and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The DNS record in words.
      type: str
      sample: DNS record snowflake
    dns_record:
      description: The record as M(streamops.confluent.confluent_dns_record) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "dnsrec-5t8w2y", "name": "snowflake"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each record that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
  type: list
  elements: dict
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.networking.dns_records import DnsRecord


def main() -> None:
    """Entry point."""
    run_plural_module(DnsRecord)


if __name__ == "__main__":
    main()
