#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage certificate authorities in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/certificate_authority.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_certificate_authority
short_description: Manage certificate authorities in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes certificate authorities, whose client certificates Confluent Cloud takes in place of
    API keys (mTLS).
  - The service never shows a chain. It is compared by the fingerprints of its certificates, whose order does not
    matter.
  - Warns of certificates that have expired, or expire within 30 days.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - Name of the authority.
      - With O(id) it is the new name of that authority.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(op-...)) of an existing authority, in place of its name or to rename it.
    type: str
  description:
    description:
      - Free text. Needed for a creation. Can be changed later.
    type: str
  certificate_chain:
    description:
      - The certificates of the authority, in PEM form. Needed for a creation. Can be changed later. The service takes
        it and never shows it.
      - Any change of an authority takes the chain, for the service takes an authority as a whole.
      - A private key in it is refused, and not shown.
    type: str
  certificate_chain_filename:
    description:
      - A name for the chain, such as that of its file. Needed for a creation. Can be changed later.
    type: str
  crl_url:
    description:
      - From where Confluent Cloud fetches the certificate revocation list (CRL). Can be changed later. If not set, it
        is left alone.
    type: str
  crl_chain:
    description:
      - A certificate revocation list (CRL) in PEM form, to be uploaded. Can be changed later. If not set, it is left
        alone. The service takes it and never shows it.
      - The service never shows it. It is uploaded where the service has none, or where it was issued after the
        service's was uploaded; that an older one is another is not noticed, see O(update_secrets).
      - With an uploaded list, any change of the authority takes O(crl_chain) or O(crl_url), so that no list is lost.
    type: str
  update_secrets:
    description:
      - Whether O(crl_chain) is uploaded with every run (V(always)), or only where it is newer, or with a change of
        something else.
    type: str
    choices: [on_create, always]
    default: on_create
  state:
    description:
      - V(present) creates the authority or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_certificate_authority_info
  - module: streamops.confluent.confluent_certificate_pool
"""

EXAMPLES = r"""
---
- name: Trust the certificates of an authority
  streamops.confluent.confluent_certificate_authority:
    name: branch-offices
    description: Signs the certificates of the branch offices
    certificate_chain: "{{ lookup('ansible.builtin.file', '~/branch-offices.pem') }}"
    certificate_chain_filename: branch-offices.pem
    crl_url: https://pki.example.com/branch-offices.crl

- name: Delete it; this is refused while it has certificate pools
  streamops.confluent.confluent_certificate_authority:
    name: branch-offices
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
certificate_authority:
  description: The authority; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.identity.certificate_authorities import CertificateAuthority


def main() -> None:
    """Entry point."""
    run_module(CertificateAuthority)


if __name__ == "__main__":
    main()
