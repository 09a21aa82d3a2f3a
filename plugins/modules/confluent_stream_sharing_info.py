#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the opt-in to stream sharing in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/stream_sharing.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_stream_sharing_info
short_description: Get information about the opt-in to stream sharing in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Tells whether the organization takes part in stream sharing.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the organization is enough.
seealso:
  - module: streamops.confluent.confluent_stream_sharing
"""

EXAMPLES = r"""
---
- name: See whether the organization takes part in stream sharing
  streamops.confluent.confluent_stream_sharing_info:
  register: sharing
"""

RETURN = r"""
---
stream_sharing_settings:
  description: The setting, as a list of one.
  returned: success
  type: list
  elements: dict
  contains:
    enabled:
      description: Whether the organization takes part in stream sharing.
      type: bool
      sample: true
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
from ..module_utils.kinds.stream_sharing.opt_in import StreamSharing


def main() -> None:
    """Entry point."""
    run_info_module(StreamSharing)


if __name__ == "__main__":
    main()
