# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that every module takes: credentials, endpoints, TLS, time limits.

Written by `make connection-docs` from docs/connection.yml and the table of planes.
"""

from __future__ import annotations


class ModuleDocFragment:
    """The fragment C(streamops.confluent.connection)."""

    DOCUMENTATION = r"""
options:
  cloud_api_key:
    description:
      - Id of a Cloud API key, the credential of the control plane and of Connect.
      - Used together with O(cloud_api_secret). It is refused by Kafka and by Schema Registry, which take keys of their
        own.
      - If not set, the environment variable E(CONFLUENT_CLOUD_API_KEY) is used.
    type: str
  cloud_api_secret:
    description:
      - Secret of O(cloud_api_key).
      - If not set, the environment variable E(CONFLUENT_CLOUD_API_SECRET) is used.
    type: str
  cloud_key_file:
    description:
      - File that holds a Cloud API key and its secret, as written by M(streamops.confluent.confluent_api_key) to its
        option O(streamops.confluent.confluent_api_key#module:secret_file).
      - The module reads it where it runs, so the secret passes through no Ansible variable.
      - A file that does not exist is an error. In check mode it is taken as on its way where an earlier task of the
        same run would write it with M(streamops.confluent.confluent_api_key). A task that writes it with another module
        needs C(check_mode=false).
      - Ignored when O(cloud_api_key) and O(cloud_api_secret) are given. A file that the task states wins over a key
        that only the environment supplies.
      - A relative path begins in the playbook's folder, in the environment variable too.
      - If not set, the environment variable E(CONFLUENT_CLOUD_KEY_FILE) is used.
    type: path
  cloud_endpoint:
    description:
      - Base URL of the control plane.
      - If not set, the environment variable E(CONFLUENT_CLOUD_ENDPOINT) is used.
    type: str
    default: https://api.confluent.cloud
  metrics_endpoint:
    description:
      - Base URL of the metrics service, which is one for the whole of Confluent Cloud. It takes the same API keys as
        the control plane.
      - If O(cloud_endpoint) is a host of Confluent Cloud, V(https://api.telemetry.confluent.cloud) without being
        stated. If it is not, as with a proxy or the sandbox, this has to be stated where metrics are asked for, and the
        credential is not sent to Confluent's metrics service unless it is.
      - If not set, the environment variable E(CONFLUENT_METRICS_ENDPOINT) is used.
    type: str
  oauth_token:
    description:
      - JSON Web Token of your own identity provider, used in place of API keys. Needs O(oauth_identity_pool).
      - The control plane gets a token that Confluent's STS hands out in exchange, renewed before it expires; Kafka and
        Schema Registry get this token itself.
      - Where an API key is given for a plane, the key is used there.
      - If not set, the environment variable E(CONFLUENT_OAUTH_TOKEN) is used.
    type: str
  oauth_identity_pool:
    description:
      - Id (V(pool-...)) of the identity pool that O(oauth_token) is used with.
      - If not set, the environment variable E(CONFLUENT_OAUTH_IDENTITY_POOL) is used.
    type: str
  sts_token:
    description:
      - A token for the control plane that was already exchanged at Confluent's STS. It lives for 15 minutes at most and
        is not renewed.
      - It wins over a Cloud API key.
      - If not set, the environment variable E(CONFLUENT_STS_TOKEN) is used.
    type: str
  kafka_api_key:
    description:
      - Id of an API key made for the Kafka cluster. Each such key belongs to one cluster.
      - Needed by the modules for topics and ACLs. Used together with O(kafka_api_secret).
      - If not set, the environment variables E(CONFLUENT_KAFKA_API_KEY) and then E(KAFKA_API_KEY) are used.
    type: str
  kafka_api_secret:
    description:
      - Secret of O(kafka_api_key).
      - If not set, the environment variables E(CONFLUENT_KAFKA_API_SECRET) and then E(KAFKA_API_SECRET) are used.
    type: str
  kafka_key_file:
    description:
      - File that holds a Kafka API key and its secret, in the form described for O(cloud_key_file).
      - Ignored when O(kafka_api_key) and O(kafka_api_secret) are given. A file that the task states wins over a key
        that only the environment supplies.
      - A relative path begins in the playbook's folder, in the environment variable too.
      - If not set, the environment variable E(CONFLUENT_KAFKA_KEY_FILE) is used.
    type: path
  kafka_rest_endpoint:
    description:
      - Base URL of the Kafka cluster's REST API, for example V(https://pkc-00000.eu-central-1.aws.confluent.cloud:443).
      - By default it is looked up with the control plane's credential. When it is given and the cluster is given by id,
        nothing is looked up and no credential for the control plane is needed.
      - Plain HTTP is used where it is stated here. An endpoint that is looked up has to be HTTPS.
      - If not set, the environment variables E(CONFLUENT_KAFKA_REST_ENDPOINT) and then E(KAFKA_REST_ENDPOINT) are used.
    type: str
  schema_registry_api_key:
    description:
      - Id of an API key made for the environment's Schema Registry.
      - Needed by the modules for schemas and subject settings. Used together with O(schema_registry_api_secret).
      - If not set, the environment variables E(CONFLUENT_SCHEMA_REGISTRY_API_KEY) and then E(SCHEMA_REGISTRY_API_KEY)
        are used.
    type: str
  schema_registry_api_secret:
    description:
      - Secret of O(schema_registry_api_key).
      - If not set, the environment variables E(CONFLUENT_SCHEMA_REGISTRY_API_SECRET) and then
        E(SCHEMA_REGISTRY_API_SECRET) are used.
    type: str
  schema_registry_key_file:
    description:
      - File that holds a Schema Registry API key and its secret, in the form described for O(cloud_key_file).
      - Ignored when O(schema_registry_api_key) and O(schema_registry_api_secret) are given. A file that the task states
        wins over a key that only the environment supplies.
      - A relative path begins in the playbook's folder, in the environment variable too.
      - If not set, the environment variable E(CONFLUENT_SCHEMA_REGISTRY_KEY_FILE) is used.
    type: path
  schema_registry_endpoint:
    description:
      - Base URL of Schema Registry, for example V(https://psrc-00000.eu-central-1.aws.confluent.cloud).
      - By default it is looked up for the environment with the control plane's credential. When it is given, nothing is
        looked up, unless O(oauth_token) is used, which needs the registry's id too.
      - If not set, the environment variables E(CONFLUENT_SCHEMA_REGISTRY_ENDPOINT) and then
        E(SCHEMA_REGISTRY_REST_ENDPOINT) are used.
    type: str
  catalog_endpoint:
    description:
      - Base URL of Stream Catalog, for example V(https://psrc-00000.eu-central-1.aws.confluent.cloud), which may be
        another host than that of Schema Registry. It takes the same API keys.
      - By default it is looked up for the environment with the control plane's credential, as
        O(schema_registry_endpoint) is.
      - If not set, the environment variable E(CONFLUENT_CATALOG_ENDPOINT) is used.
    type: str
  tableflow_api_key:
    description:
      - Id of an API key made for Tableflow (of the resource V(tableflow)).
      - Needed by the modules for Tableflow topics and catalog integrations, which are on the control plane's host. Used
        together with O(tableflow_api_secret).
      - If not set, the environment variables E(CONFLUENT_TABLEFLOW_API_KEY) and then E(TABLEFLOW_API_KEY) are used.
    type: str
  tableflow_api_secret:
    description:
      - Secret of O(tableflow_api_key).
      - If not set, the environment variables E(CONFLUENT_TABLEFLOW_API_SECRET) and then E(TABLEFLOW_API_SECRET) are
        used.
    type: str
  tableflow_key_file:
    description:
      - File that holds a Tableflow API key and its secret, in the form described for O(cloud_key_file).
      - Ignored when O(tableflow_api_key) and O(tableflow_api_secret) are given. A file that the task states wins over a
        key that only the environment supplies.
      - A relative path begins in the playbook's folder, in the environment variable too.
      - If not set, the environment variable E(CONFLUENT_TABLEFLOW_KEY_FILE) is used.
    type: path
  flink_api_key:
    description:
      - Id of an API key made for Flink, of one environment and one region. Each such key opens that region only.
      - Needed by the modules for Flink statements, connections and materialized tables. Used together with
        O(flink_api_secret).
      - If not set, the environment variables E(CONFLUENT_FLINK_API_KEY) and then E(FLINK_API_KEY) are used.
    type: str
  flink_api_secret:
    description:
      - Secret of O(flink_api_key).
      - If not set, the environment variables E(CONFLUENT_FLINK_API_SECRET) and then E(FLINK_API_SECRET) are used.
    type: str
  flink_key_file:
    description:
      - File that holds a Flink API key and its secret, in the form described for O(cloud_key_file).
      - Ignored when O(flink_api_key) and O(flink_api_secret) are given. A file that the task states wins over a key
        that only the environment supplies.
      - A relative path begins in the playbook's folder, in the environment variable too.
      - If not set, the environment variable E(CONFLUENT_FLINK_KEY_FILE) is used.
    type: path
  flink_rest_endpoint:
    description:
      - Base URL of Flink in a region, for example V(https://flink.eu-central-1.aws.confluent.cloud).
      - By default it is looked up for the provider and the region with the control plane's credential. When it is
        given, they are not needed.
      - If not set, the environment variables E(CONFLUENT_FLINK_REST_ENDPOINT) and then E(FLINK_REST_ENDPOINT) are used.
    type: str
  ksql_api_key:
    description:
      - Id of an API key made for the ksqlDB cluster. Each such key belongs to one cluster.
      - Needed by the modules for ksqlDB statements. Used together with O(ksql_api_secret).
      - If not set, the environment variable E(CONFLUENT_KSQL_API_KEY) is used.
    type: str
  ksql_api_secret:
    description:
      - Secret of O(ksql_api_key).
      - If not set, the environment variable E(CONFLUENT_KSQL_API_SECRET) is used.
    type: str
  ksql_key_file:
    description:
      - File that holds a ksqlDB API key and its secret, in the form described for O(cloud_key_file).
      - Ignored when O(ksql_api_key) and O(ksql_api_secret) are given. A file that the task states wins over a key that
        only the environment supplies.
      - A relative path begins in the playbook's folder, in the environment variable too.
      - If not set, the environment variable E(CONFLUENT_KSQL_KEY_FILE) is used.
    type: path
  ksql_endpoint:
    description:
      - Base URL of the ksqlDB cluster, for example V(https://pksqlc-00000.eu-central-1.aws.confluent.cloud).
      - By default it is looked up with the control plane's credential. When it is given, nothing is looked up and no
        credential for the control plane is needed.
      - If not set, the environment variable E(CONFLUENT_KSQL_ENDPOINT) is used.
    type: str
  vault_password_file:
    description:
      - File with a password of Ansible Vault, or an executable file that prints one, as C(ansible-playbook) takes it.
      - With it, M(streamops.confluent.confluent_api_key) encrypts the files that it writes, and encrypted key files can
        be read. Plain key files can be read too.
      - Needs ansible-core in the Python that runs the module.
      - A relative path begins in the playbook's folder, in the environment variables too. (For C(ansible-playbook)
        itself E(ANSIBLE_VAULT_PASSWORD_FILE) begins in the current folder.)
      - The file is looked at only when there is something to encrypt or to decrypt.
      - If not set, the environment variables E(CONFLUENT_VAULT_PASSWORD_FILE) and then E(ANSIBLE_VAULT_PASSWORD_FILE)
        are used.
    type: path
  validate_certs:
    description:
      - Whether TLS certificates are verified. Turn it off only to find out what is wrong with a certificate.
      - If not set, the environment variable E(CONFLUENT_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory with the CA certificates to trust in place of the usual ones.
      - A relative path begins in the playbook's folder, in the environment variable too.
      - If not set, the environment variable E(CONFLUENT_CA_PATH) is used.
    type: path
  proxy:
    description:
      - URL of an HTTP proxy for all requests. It may hold a user name and a password.
      - Without it the usual variables E(HTTPS_PROXY) and E(NO_PROXY) count.
      - If not set, the environment variable E(CONFLUENT_PROXY) is used.
    type: str
  request_timeout:
    description:
      - Seconds that one request may take to connect, and again to answer.
      - If not set, the environment variable E(CONFLUENT_REQUEST_TIMEOUT) is used.
    type: int
    default: 60
  retry_timeout:
    description:
      - Seconds that all tries of one request may take together. Rate limits (429), server errors (5xx) and broken
        connections are tried again, with growing random pauses, or after the pause that the service asks for.
      - A 500 that says the same thing three times is believed sooner, for it may be a judgement of what was asked,
        after 15 seconds where it says something of its own, after a minute where it only says that something went
        wrong.
      - A creation whose answer was lost is looked up before it is tried again, so nothing is made twice.
      - If not set, the environment variable E(CONFLUENT_RETRY_TIMEOUT) is used.
    type: int
    default: 300
  propagation_timeout:
    description:
      - Seconds for which Kafka and Schema Registry may still refuse (401 and 403) a key or a grant that was made
        moments ago. A new role binding can take 90 seconds to be enforced.
      - V(0) means that a refusal fails the task at once. Raise it only in a play that makes keys or grants itself;
        otherwise a wrong key is reported late.
      - If not set, the environment variable E(CONFLUENT_PROPAGATION_TIMEOUT) is used.
    type: int
    default: 0
requirements:
  - python >= 3.10
  - requests >= 2.28
notes:
  - Set credentials once with C(module_defaults) for the action group C(group/streamops.confluent.all), or with
    environment variables. The guide C(docs/credentials.md) of the collection says which key does what.
  - The folder of the playbook is that of the first playbook on the command line; for the command C(ansible) it is the
    current one. On another machine than that of Ansible, relative paths begin where the connection begins. A path that
    would begin in the installed collection, because the playbook is one of its own, is refused.
  - Names of objects are compared exactly, upper and lower case included. A name that several objects carry is refused,
    with their ids.
"""
