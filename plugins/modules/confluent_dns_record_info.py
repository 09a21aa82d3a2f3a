#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about DNS records in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/dns_record.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_dns_record_info
short_description: Get information about DNS records in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists DNS records, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
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
      - Only records of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the record with this id (V(dnsrec-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_dns_record
  - module: streamops.confluent.confluent_dns_records
"""

EXAMPLES = r"""
---
- name: List the DNS records of an environment
  streamops.confluent.confluent_dns_record_info:
    environment: dev
  register: records
"""

RETURN = r"""
---
dns_records:
  description: The records. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.networking.dns_records import DnsRecord


def main() -> None:
    """Entry point."""
    run_info_module(DnsRecord)


if __name__ == "__main__":
    main()
