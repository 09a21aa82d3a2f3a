#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage API keys in Confluent Cloud and keep their secrets safe.

Written by `make kind-docs`. Words: docs/kinds/api_key.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_api_key
short_description: Manage API keys in Confluent Cloud and keep their secrets safe
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates API keys for service accounts and users, stores their secrets in files, HashiCorp Vault, OpenBao or by any
    command, waits until they work, rotates and deletes them.
  - A key is identified by owner, resource and name. Confluent does not make that unique; the module does, and refuses
    to choose when several keys match.
  - The service shows the secret once, in the answer to the creation. The module writes it to O(secret_file) before it
    does anything else, or hands it back when no file is given.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment. Needed for O(resource=kafka), O(resource=schema_registry),
        O(resource=ksqldb) and O(resource=flink).
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster for O(resource=kafka), or id (V(lksqlc-...)) of the ksqlDB cluster
        for O(resource=ksqldb). Needed for both.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    aliases: [kafka_cluster]
  cloud:
    description:
      - Cloud provider. Needed for O(resource=flink).
    type: str
    choices: [AWS, AZURE, GCP]
  region:
    description:
      - Region, for example V(eu-central-1). Needed for O(resource=flink).
    type: str
  name:
    description:
      - Name of the key, part of its identity.
      - With O(id) it is the new name of that key.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  owner:
    description:
      - The account that the key belongs to and whose rights it carries; name or id (V(sa-...)) of a service account, or
        e-mail address or id (V(u-...)) of a user. Needed unless O(id) is given. Fixed at creation.
    type: str
  resource:
    description:
      - What the key is for. Needed unless O(id) is given. Fixed at creation.
      - V(cloud) is for the control plane and Connect, V(kafka) for one Kafka cluster, V(schema_registry) for the Schema
        Registry of one environment, V(ksqldb) for one ksqlDB cluster, V(flink) for one environment and region,
        V(tableflow) for Tableflow, and V(global) for several services, as far as they take such keys.
    type: str
    choices: [cloud, global, kafka, schema_registry, ksqldb, flink, tableflow]
  id:
    description:
      - Id of an existing key, in place of its name or to rename it.
    type: str
  description:
    description:
      - Free text. Can be changed later. If not set, it is left alone.
    type: str
  secret_file:
    description:
      - File for the key and its secret, on the machine where the module runs, with mode 0600 in a directory with mode
        0700 if the module has to make it. It is replaced in one step and never written through a symbolic link.
      - Other modules read it with O(cloud_key_file), O(kafka_key_file) and O(schema_registry_key_file).
      - That it can be written is proven before the key is created. A file that is not a secret file is never
        overwritten.
      - A relative path begins in the playbook's folder. A file in the installed collection is refused.
      - The secret of another key that it holds is never overwritten while that key may live. It gives way, with a
        warning, when it is of a key of the same owner, name and kind of resource that is gone, for example with its
        cluster. That it is gone is believed when it is not among the keys of its owner, as an OrganizationAdmin, an
        AccountAdmin, the owner, or the EnvironmentAdmin of its environment sees them.
      - With O(state=absent) the file is removed if it holds the deleted key, or one like it that is gone already.
      - In a container (AWX, an execution environment, CI) a directory that goes with the job is refused before the
        first key is made, unless it holds key files already, or C(CONFLUENT_SECRETS_DIR_LASTS=true) is set.
      - Without it and without O(secret_store) the secret is in the result of the creation, and the task has to set
        C(no_log=true), or it is refused.
    type: path
  secret_store:
    description:
      - A store for the key and its secret in place of O(secret_file), with the same promises. It is looked into before
        a key is made, that it can be written is proven before that, and what it holds is never overwritten by accident.
      - Before a new key is made the entry is marked, of a file by C(.making) beside it until the first key is in it. A
        key that a killed run has made and could not store is known by that mark, and deleted by the next run.
      - One of O(secret_store.vault) and O(secret_store.command) is needed. Exclusive with O(secret_file).
      - C({environment}), C({owner}), C({name}), C({resource}) and C({cluster}) in a path or an argument stand for what
        the task states, so that one store can be given for many keys.
    type: dict
    suboptions:
      vault:
        description:
          - A secret of HashiCorp Vault or OpenBao, on a mount of KV version 2. Other mounts are refused, because
            check-and-set is lost there in silence.
          - The token needs C(create) and C(update) on C(MOUNT/data/PATH), C(read) to look into it, C(delete) for
            O(state=absent), and C(sys/capabilities-self) as the policy C(default) gives it.
        type: dict
        suboptions:
          address:
            description:
              - URL of the server, for example V(https://vault.example:8200). If not set, the environment variable
                E(VAULT_ADDR) or E(BAO_ADDR) is used.
            type: str
          namespace:
            description:
              - Namespace. If not set, E(VAULT_NAMESPACE) or E(BAO_NAMESPACE) is used.
            type: str
          mount:
            description:
              - Where the KV version 2 engine is mounted.
            type: str
            default: secret
          path:
            description:
              - Path of the secret below the mount, without C(data/).
            type: str
          token:
            description:
              - A token. If neither it nor O(secret_store.vault.role_id) is set, E(VAULT_TOKEN) or E(BAO_TOKEN) is used.
                Of a counted one each request takes one use, refused requests too; one with too few uses left is
                refused.
            type: str
          role_id:
            description:
              - The role id of an AppRole, with O(secret_store.vault.secret_id). If not set, E(VAULT_ROLE_ID) or
                E(BAO_ROLE_ID) is used.
            type: str
          secret_id:
            description:
              - The secret id of an AppRole. If not set, E(VAULT_SECRET_ID) or E(BAO_SECRET_ID) is used. A login that is
                refused is not tried again for fifteen minutes, by no process of this user on this machine, for five
                refused ones lock the role for everybody.
            type: str
          approle_mount:
            description:
              - Where the AppRole logins are mounted, below C(auth/).
            type: str
            default: approle
          ca_path:
            description:
              - File or directory of CA certificates. If not set, E(VAULT_CACERT) or E(BAO_CACERT) is used.
            type: path
      command:
        description:
          - Any commands, for cloud secret managers and password stores. They are lists of arguments, and no shell sees
            them.
          - A command knows no check-and-set. What is there is looked at right before it is written over, and what was
            written is read back.
          - What a command that fails says on its standard error is shown without anything that may be a secret, for it
            may quote the entry. For all of its words run it by hand.
        type: dict
        suboptions:
          write:
            description:
              - Gets the entry as JSON on its standard input, and ends with 0 once it is stored. Needed.
            type: list
            elements: str
          read:
            description:
              - Prints the entry as it was written. Where there is none it prints nothing and ends with 0, or ends with
                one of O(secret_store.command.missing_codes). Needed.
            type: list
            elements: str
          delete:
            description:
              - Deletes the entry. Without it O(state=absent) leaves the entry, with a warning.
            type: list
            elements: str
          missing_codes:
            description:
              - Exit codes by which O(secret_store.command.read) says that there is no entry.
            type: list
            elements: int
          timeout:
            description:
              - Seconds that a command may take. It is ended then, with what it has started.
            type: int
            default: 60
  client_file:
    description:
      - File for an application, with the key and what it needs beside it, mode 0600. Written when the key works, and
        again after each rotation. A file that this module has not written is never overwritten.
      - It is never encrypted. With O(state=absent) it is removed. Needs O(secret_file) or O(secret_store).
    type: path
  rotate_after:
    description:
      - The age at which the key is rotated, such as V(90d). Units are V(s), V(m), V(h), V(d) and V(w).
      - A new key is made and stored beside the old one, tried on its plane until it works, and handed out by one write
        of the store. The old key is kept for O(keep_old) and deleted by a run after that. In check mode the result says
        whether the key is due.
      - While an old key is kept no further rotation begins. A rotation that was cut short is completed by the next run.
      - Needs O(secret_file) or O(secret_store), and O(wait=true).
    type: str
  keep_old:
    description:
      - How long an old key is kept after another one was handed out, such as V(7d). With O(rotate_after) the default is
        V(7d), and it has to be shorter than that.
      - With O(missing_secret=replace) the replaced key is kept as long. Without it and O(rotate_after) that key is
        deleted at once.
    type: str
  missing_secret:
    description:
      - What to do when the key exists but O(secret_file) or O(secret_store) does not hold it. The service does not show
        its secret again.
      - V(fail) refuses, and says what can be done. V(replace) creates a new key, stores it, and then deletes the old
        one, which breaks whatever still uses the old one, or with O(keep_old) or O(rotate_after) keeps it for a while.
        V(ignore) leaves the key alone.
      - A replacement that was cut short after the new key was stored is completed by the next run, whatever this says.
      - Has no effect without O(secret_file) and O(secret_store).
    type: str
    choices: [fail, replace, ignore]
    default: fail
  client_format:
    description:
      - The form of O(client_file). V(properties) is the C(client.properties) of Java clients, for keys of V(kafka) and
        V(schema_registry). V(env) is lines of C(NAME=value). V(json) is an object.
    type: str
    choices: [properties, env, json]
    default: properties
  wait:
    description:
      - Whether to wait until a new key works on its plane. The key is tried at growing intervals, no fixed time is
        waited.
      - A key that an earlier run stored and could not try to the end is tried again. Keys for V(ksqldb) are not tried,
        because no request is documented that would do it.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. A Kafka key usually takes a minute or two, a Cloud key seconds.
    type: int
    default: 600
  state:
    description:
      - V(present) creates the key or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin, or for keys of an environment or cluster EnvironmentAdmin,
    CloudClusterAdmin or ResourceKeyAdmin there. An account can manage its own keys.
  - The file is JSON with C(api_key), C(api_secret) and what identifies the key. Protect it as you would the secret
    itself, or encrypt it with C(ansible-vault) where it is kept for long.
  - The key that the task itself uses is not deleted or replaced.
  - When the answer to a creation is lost, the secret is lost with it. The module then finds the key that nobody can
    use, deletes it and creates another; it does not leave two.
  - A key carries all rights of its owner. Give each application an account of its own, bound to little.
seealso:
  - module: streamops.confluent.confluent_api_key_info
  - module: streamops.confluent.confluent_service_account
  - module: streamops.confluent.confluent_role_binding
  - name: Best practices for API keys
    description: How Confluent advises to use and rotate keys.
    link:
      https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/best-practices-api-keys.html
"""

EXAMPLES = r"""
---
- name: Create a key for the Kafka cluster and store its secret
  streamops.confluent.confluent_api_key:
    name: orders-service-kafka
    owner: orders-service
    resource: kafka
    environment: dev
    cluster: orders
    secret_file: "{{ playbook_dir }}/secrets/orders-service-kafka.json"

- name: Create a key for Schema Registry
  streamops.confluent.confluent_api_key:
    name: orders-service-schemas
    owner: orders-service
    resource: schema_registry
    environment: dev
    secret_file: "{{ playbook_dir }}/secrets/orders-service-schemas.json"

- name: Create a key that is rotated every 90 days, with a file for the application
  streamops.confluent.confluent_api_key:
    name: orders-service-rotating
    owner: orders-service
    resource: kafka
    environment: dev
    cluster: orders
    secret_file: "{{ playbook_dir }}/secrets/orders-service-rotating.json"
    client_file: "{{ playbook_dir }}/secrets/client.properties"
    rotate_after: 90d
    keep_old: 7d

- name: Create a Cloud API key; replace it if its file was lost
  streamops.confluent.confluent_api_key:
    name: orders-service-cloud
    owner: orders-service
    resource: cloud
    description: For the deployment pipeline
    secret_file: "{{ playbook_dir }}/secrets/orders-service-cloud.json"
    missing_secret: replace

- name: Create a key and take its secret from the result
  streamops.confluent.confluent_api_key:
    name: orders-service-handed-over
    owner: orders-service
    resource: kafka
    environment: dev
    cluster: orders
  register: handed_over
  no_log: true

- name: Delete the keys, and the files that hold them
  streamops.confluent.confluent_api_key:
    name: "{{ item.name }}"
    owner: orders-service
    resource: "{{ item.resource }}"
    environment: dev
    cluster: orders
    secret_file: "{{ playbook_dir }}/secrets/{{ item.name }}.json"
    state: absent
  loop:
    - name: orders-service-kafka
      resource: kafka
    - name: orders-service-schemas
      resource: schema_registry
    - name: orders-service-cloud
      resource: cloud
    - name: orders-service-rotating
      resource: kafka
    - name: orders-service-handed-over
      resource: kafka
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
api_key:
  description: The key; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id, which is also the user name in HTTP Basic authentication.
      type: str
      sample: ABCDEFGHIJKLMNOP
    name:
      description: Its name.
      type: str
      sample: orders-service-kafka
    owner:
      description: Id of its owner.
      type: str
      sample: sa-6v9m2p
    description:
      description: Free text.
      type: str
      sample: For the deployment pipeline
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/api-key=ABCDEFGHIJKLMNOP
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    resource:
      description: What it is for.
      type: str
      sample: kafka
    resource_id:
      description: Id of the cluster, the Schema Registry, or the environment and region that it is for.
      type: str
      sample: lkc-7wq2n5
    environment:
      description: Id of the environment of that resource.
      returned: for resources in an environment
      type: str
      sample: env-3x7k9q
    secret_file:
      description: The file that holds the key; null when it does not.
      returned: when O(secret_file) is given
      type: str
      sample: /home/ops/.confluent/dev/orders-service.kafka.json
    secret_store:
      description: Where in the store the key is; null when it is not there.
      returned: when O(secret_store) is given
      type: str
      sample: confluent/dev/orders-service.kafka at https://vault.example:8200
    client_file:
      description: The file for the application; null when it does not hold the key.
      returned: when O(client_file) is given
      type: str
      sample: /etc/orders/client.properties
    rotation:
      description:
        How old the key is (C(age_days)), whether it is to be rotated (C(due)) and when (C(due_at)), the key before it
        that is kept (C(previous), with C(id), C(created_at) and C(delete_at)), and one that is not handed out yet
        (C(next)).
      returned: when O(rotate_after) or O(keep_old) is given, or a key before it is kept
      type: dict
      sample: {"due": false, "age_days": 3, "due_at": "2026-05-30T12:00:00Z"}
    replaced:
      description:
        Id of the key in whose place this run put a new one, by O(missing_secret=replace) or O(rotate_after). It is
        deleted, or kept for O(keep_old).
      returned: when this run made a new key in the place of another one, or handed one out
      type: str
      sample: QRSTUVWXYZABCDEF
    secret:
      description: The secret. It is shown this once.
      returned: when a key was created and neither O(secret_file) nor O(secret_store) is given
      type: str
      sample: VALUE_SPECIFIED_IN_NO_LOG_PARAMETER
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
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
from ..module_utils.kinds.api_keys.kind import ApiKey


def main() -> None:
    """Entry point."""
    run_module(ApiKey)


if __name__ == "__main__":
    main()
