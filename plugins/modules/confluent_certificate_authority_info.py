#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about certificate authorities in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/certificate_authority.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_certificate_authority_info
short_description: Get information about certificate authorities in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists certificate authorities, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only authorities of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the authority with this id (V(op-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_certificate_authority
"""

EXAMPLES = r"""
---
- name: List all certificate authorities with the dates on which their certificates expire
  streamops.confluent.confluent_certificate_authority_info:
  register: authorities
"""

RETURN = r"""
---
certificate_authorities:
  description: The authorities. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: op-4g7n2w
    name:
      description: Its name.
      type: str
      sample: branch-offices
    description:
      description: Free text.
      type: str
      sample: Signs the certificates of the branch offices
    certificate_chain_filename:
      description: A name for the chain, such as that of its file.
      type: str
      sample: branch-offices.pem
    crl_url:
      description: From where the revocation list is fetched; null where it was uploaded.
      type: str
      sample: https://pki.example.com/branch-offices.crl
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    fingerprints:
      description: The SHA-1 fingerprints of its certificates, in lower-case hexadecimal.
      type: list
      elements: str
      sample: ["b1bc968bd4f49d622aa89a81f2150152a41d829c"]
    expiration_dates:
      description: When its certificates expire (RFC 3339).
      type: list
      elements: str
      sample: ["2036-03-01T12:00:00Z"]
    serial_numbers:
      description: The serial numbers of its certificates as the service spells them, in hexadecimal or decimal.
      type: list
      elements: str
      sample: ["219C542DE8F6EC7177FA4EE8C3705797"]
    crl_source:
      description: C(URL) where the revocation list is fetched, C(LOCAL) where it was uploaded.
      type: str
      sample: URL
    crl_updated_at:
      description: When the revocation list was last updated.
      type: str
      sample: "2026-03-01T12:00:00Z"
    state:
      description: Its state.
      type: str
      sample: ENABLED
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
from ..module_utils.kinds.identity.certificate_authorities import CertificateAuthority


def main() -> None:
    """Entry point."""
    run_info_module(CertificateAuthority)


if __name__ == "__main__":
    main()
