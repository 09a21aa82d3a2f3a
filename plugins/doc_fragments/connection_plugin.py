# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the connection options of plugins that run inside Ansible: the control plane's.

Written by `make connection-docs` from docs/connection.yml and the table of planes.
"""

from __future__ import annotations


class ModuleDocFragment:
    """The fragment C(streamops.confluent.connection_plugin)."""

    DOCUMENTATION = r"""
options:
  cloud_api_key:
    description:
      - Id of a Cloud API key, the credential of the control plane. Used together with O(cloud_api_secret).
    type: str
    env:
      - name: CONFLUENT_CLOUD_API_KEY
  cloud_api_secret:
    description:
      - Secret of O(cloud_api_key).
    type: str
    env:
      - name: CONFLUENT_CLOUD_API_SECRET
  cloud_key_file:
    description:
      - File that holds a Cloud API key and its secret, as written by M(streamops.confluent.confluent_api_key) to its
        option O(streamops.confluent.confluent_api_key#module:secret_file).
      - It is read where Ansible itself runs. A file that does not exist is an error.
      - Ignored when O(cloud_api_key) and O(cloud_api_secret) are given. A file that the source, or the lookup, states
        wins over a key that only the environment supplies.
      - A relative path begins in the folder of the inventory source, of a lookup in that of the playbook, in the
        environment variable too.
    type: str
    env:
      - name: CONFLUENT_CLOUD_KEY_FILE
  cloud_endpoint:
    description:
      - Base URL of the control plane.
    type: str
    default: https://api.confluent.cloud
    env:
      - name: CONFLUENT_CLOUD_ENDPOINT
  oauth_token:
    description:
      - JSON Web Token of your own identity provider, used in place of API keys. Needs O(oauth_identity_pool).
      - It is exchanged at Confluent's STS for a token of the control plane, which is renewed before it expires.
      - Where an API key is given, the key is used.
    type: str
    env:
      - name: CONFLUENT_OAUTH_TOKEN
  oauth_identity_pool:
    description:
      - Id (V(pool-...)) of the identity pool that O(oauth_token) is used with.
    type: str
    env:
      - name: CONFLUENT_OAUTH_IDENTITY_POOL
  sts_token:
    description:
      - A token for the control plane that was already exchanged at Confluent's STS. It lives for 15 minutes at most and
        is not renewed.
      - It wins over a Cloud API key.
    type: str
    env:
      - name: CONFLUENT_STS_TOKEN
  vault_password_file:
    description:
      - File with a password of Ansible Vault, or an executable file that prints one, for an encrypted
        O(cloud_key_file).
      - It is looked at only when there is something to decrypt.
      - A relative path begins in the folder of the inventory source, of a lookup in that of the playbook, in the
        environment variables too.
    type: str
    env:
      - name: CONFLUENT_VAULT_PASSWORD_FILE
      - name: ANSIBLE_VAULT_PASSWORD_FILE
  validate_certs:
    description:
      - Whether TLS certificates are verified. Turn it off only to find out what is wrong with a certificate.
    type: bool
    default: true
    env:
      - name: CONFLUENT_VALIDATE_CERTS
  ca_path:
    description:
      - File or directory with the CA certificates to trust in place of the usual ones.
      - A relative path begins in the folder of the inventory source, of a lookup in that of the playbook, in the
        environment variable too.
    type: str
    env:
      - name: CONFLUENT_CA_PATH
  proxy:
    description:
      - URL of an HTTP proxy for all requests. It may hold a user name and a password.
      - Without it the usual variables E(HTTPS_PROXY) and E(NO_PROXY) count.
    type: str
    env:
      - name: CONFLUENT_PROXY
  request_timeout:
    description:
      - Seconds that one request may take to connect, and again to answer.
    type: int
    default: 60
    env:
      - name: CONFLUENT_REQUEST_TIMEOUT
  retry_timeout:
    description:
      - Seconds that all tries of one request may take together. Rate limits (429), server errors (5xx) and broken
        connections are tried again, with growing random pauses, or after the pause that the service asks for.
      - A 500 that says the same thing three times is believed sooner, after 15 seconds where it says something of its
        own, after a minute where it only says that something went wrong.
    type: int
    default: 300
    env:
      - name: CONFLUENT_RETRY_TIMEOUT
requirements:
  - python >= 3.10
  - requests >= 2.28
notes:
  - Only the control plane is asked, and only by reads. A request that would write is refused before it is sent.
  - Errors never show a credential. Ansible itself shows the text of a template that fails, so never write a secret into
    one.
  - C(module_defaults) are for modules only. Environment variables count for plugins and modules alike.
"""
