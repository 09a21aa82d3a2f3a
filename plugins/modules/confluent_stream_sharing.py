#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the opt-in to stream sharing in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/stream_sharing.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_stream_sharing
short_description: Manage the opt-in to stream sharing in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Turns stream sharing on or off for the organization that the credential belongs to.
  - To turn it off takes every share away. While there are shares that is refused, and names each with its topics and
    its receiver, unless O(force=true).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  enabled:
    description:
      - Whether the organization takes part in stream sharing.
    type: bool
    required: true
  force:
    description:
      - Turn stream sharing off although there are shares. Each of them is lost, and would have to be made, and its
        invitation accepted, anew.
    type: bool
    default: false
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_stream_sharing_info
  - module: streamops.confluent.confluent_provider_share
  - module: streamops.confluent.confluent_consumer_share
"""

EXAMPLES = r"""
---
- name: Take part in stream sharing
  streamops.confluent.confluent_stream_sharing:
    enabled: true

- name: See what turning it off would take away
  streamops.confluent.confluent_stream_sharing:
    enabled: false
    force: true
  check_mode: true
  diff: true
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
stream_sharing:
  description: The setting; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    enabled:
      description: Whether the organization takes part in stream sharing.
      type: bool
      sample: true
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
from ..module_utils.kinds.stream_sharing.opt_in import StreamSharing


def main() -> None:
    """Entry point."""
    run_module(StreamSharing)


if __name__ == "__main__":
    main()
