#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The estate of an environment as one thing: planned together, brought about as a graph."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_estate
short_description: Bring about everything that an environment of Confluent Cloud holds, by one plan
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
description:
  - Takes the estate of an environment as data, all of it or some of its parts, and brings it about.
    C(docs/estate.md) of the collection describes the data.
  - Everything is judged before anything is written, across kinds and clusters, whether what an object belongs to is
    there or is made by this very run. What is wrong with the data, a misspelt key or a reference to a name that is
    neither there nor in the data, is named with the object, and all of it at once.
  - What does not need another object is made beside it. Clusters are provisioned at the same time, and the topics
    of one begin while another is still on its way.
  - What is there and not in the data is told and left alone. Only O(purge) deletes, last, and only if nothing
    failed.
  - A failure is an object's own. What depends on it is not tried, and says because of what. Running the task again
    finishes the rest.
options:
  data:
    description:
      - All of it in one option, as P(streamops.confluent.as_estate#filter) makes it of the variables of an
        inventory. Its keys are the other options of this module and the key files of the environment, such as
        C(schema_registry_key_file).
      - What is stated outside of it comes first.
    type: dict
  environment:
    description:
      - The environment, with C(name) and, if it is to be set, C(stream_governance_package).
      - Needed, here or in O(data).
    type: dict
  provider_integrations:
    description:
      - Provider integrations of the first version, at AWS.
    type: list
    elements: dict
  provider_integration_setups:
    description:
      - Provider integrations of the second version.
    type: list
    elements: dict
  networks:
    description:
      - Networks, which clusters and what connects to them refer to.
    type: list
    elements: dict
  peerings:
    description:
      - Peerings of the networks with VPCs and VNets of yours.
    type: list
    elements: dict
  transit_gateway_attachments:
    description:
      - Attachments of the networks to transit gateways of yours.
    type: list
    elements: dict
  private_link_accesses:
    description:
      - Which accounts of yours may connect to the networks by private endpoints.
    type: list
    elements: dict
  private_link_attachments:
    description:
      - Private link attachments, each for the private endpoints of a region.
    type: list
    elements: dict
  private_link_attachment_connections:
    description:
      - Connections of private endpoints to the private link attachments.
    type: list
    elements: dict
  network_link_services:
    description:
      - Network link services of the networks.
    type: list
    elements: dict
  network_link_endpoints:
    description:
      - Network link endpoints of the networks.
    type: list
    elements: dict
  gateways:
    description:
      - Gateways.
    type: list
    elements: dict
  access_points:
    description:
      - Access points of the gateways.
    type: list
    elements: dict
  dns_records:
    description:
      - DNS records of the gateways.
    type: list
    elements: dict
  dns_forwarders:
    description:
      - DNS forwarders of the gateways.
    type: list
    elements: dict
  clusters:
    description:
      - Kafka clusters. Within each of them C(kafka_key_file), the file of the key with which its contents are
        administered, and as lists C(topics), C(acls), C(links), C(mirror_topics), C(quotas), C(connectors),
        C(catalog_integrations), C(tableflow_topics) and C(rtce_topics). C(settings) holds the C(config) of the
        cluster as a whole.
    type: list
    elements: dict
  service_accounts:
    description:
      - Service accounts. Within each of them the lists C(role_bindings) and C(api_keys).
    type: list
    elements: dict
  flink_compute_pools:
    description:
      - Flink compute pools.
    type: list
    elements: dict
  ksql_clusters:
    description:
      - ksqlDB clusters.
    type: list
    elements: dict
  flink_artifacts:
    description:
      - Archives of functions for Flink, uploaded from files.
    type: list
    elements: dict
  connect_artifacts:
    description:
      - Archives of transforms for connectors, uploaded from files.
    type: list
    elements: dict
  plugins:
    description:
      - Custom Connect plugins. Within each of them the list C(versions).
    type: list
    elements: dict
  subject_configs:
    description:
      - Compatibility levels and other settings of subjects, in effect before the schemas are registered.
    type: list
    elements: dict
  keks:
    description:
      - Key encryption keys of Schema Registry. Within each of them the list C(deks).
    type: list
    elements: dict
  schemas:
    description:
      - Schemas, in any order.
    type: list
    elements: dict
  subject_modes:
    description:
      - Modes of subjects, set after the schemas were registered.
    type: list
    elements: dict
  schema_exporters:
    description:
      - Exporters to other registries.
    type: list
    elements: dict
  provider_shares:
    description:
      - Topics that are shared with people of other organizations.
    type: list
    elements: dict
  tags:
    description:
      - Tags of Stream Catalog.
    type: list
    elements: dict
  tag_bindings:
    description:
      - What is tagged.
    type: list
    elements: dict
  business_metadata:
    description:
      - Business metadata of Stream Catalog.
    type: list
    elements: dict
  business_metadata_bindings:
    description:
      - What business metadata is bound to.
    type: list
    elements: dict
  flink_connections:
    description:
      - Connections of Flink.
    type: list
    elements: dict
  flink_statements:
    description:
      - Flink statements.
    type: list
    elements: dict
  flink_materialized_tables:
    description:
      - Materialized tables of Flink.
    type: list
    elements: dict
  ksql_statements:
    description:
      - ksqlDB statements, each with its C(ksql_cluster).
    type: list
    elements: dict
  organization:
    description:
      - What belongs to the organization and not to the environment, so that nothing of it goes with the
        environment. Lists C(identity_providers) (with C(identity_pools) within), C(certificate_authorities) (with
        C(certificate_pools) within), C(group_mappings), C(ip_groups), C(ip_filters), C(byok_keys), and
        C(service_accounts) that several environments share.
    type: dict
  parts:
    description:
      - Parts to bring about, by their keys in the data, such as C(topics) or C(role_bindings). The others are not
        touched, and count as what other tasks make.
      - If not set, all of them.
    type: list
    elements: str
  connector_secrets:
    description:
      - Secret settings of connectors by the connector's name, or by C(CLUSTER/NAME). They are shown nowhere.
      - A real run refuses one that is empty, or that is still a placeholder C(${NAME}), before it does anything.
        Check mode does without.
    type: dict
  catalog_secrets:
    description:
      - Secrets of catalog integrations by the integration's name, or by C(CLUSTER/NAME). They are shown nowhere.
    type: dict
  secret_store:
    description:
      - Store for the secrets of API keys that name no C(secret_file), as
        O(streamops.confluent.confluent_api_key#module:secret_store) has it.
      - C({environment}), C({owner}) and C({name}) in its path or its arguments stand for those of a key.
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
            - A token. If neither it nor O(secret_store.vault.role_id) is set, E(VAULT_TOKEN) or E(BAO_TOKEN)
              is used. Of a counted one each request takes one use, refused requests too; one with too few uses
              left is refused.
            type: str
          role_id:
            description:
            - The role id of an AppRole, with O(secret_store.vault.secret_id). If not set, E(VAULT_ROLE_ID) or
              E(BAO_ROLE_ID) is used.
            type: str
          secret_id:
            description:
            - The secret id of an AppRole. If not set, E(VAULT_SECRET_ID) or E(BAO_SECRET_ID) is used. A login
              that is refused is not tried again for fifteen minutes, by no process of this user on this machine,
              for five refused ones lock the role for everybody.
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
        - Any commands, for cloud secret managers and password stores. They are lists of arguments, and no shell
          sees them.
        - A command knows no check-and-set. What is there is looked at right before it is written over, and what
          was written is read back.
        type: dict
        suboptions:
          write:
            description:
            - Gets the entry as JSON on its standard input, and ends with 0 once it is stored. Needed.
            type: list
            elements: str
          read:
            description:
            - Prints the entry as it was written. Where there is none it prints nothing and ends with 0, or ends
              with one of O(secret_store.command.missing_codes). Needed.
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
            - Seconds that a command may take.
            type: int
            default: 60
  secrets_dir:
    description:
      - Directory for the secrets of API keys. A key without a C(secret_file) of its own is stored in
        C(OWNER.NAME.json) there.
      - If not set, C(~/.confluent/ENVIRONMENT).
    type: path
  folder:
    description:
      - Where relative paths in the data begin.
      - If not set, at the playbook, as for every module.
    type: path
  purge:
    description:
      - What is deleted that is there and not in the data, by part, each with a scope, such as C(topics) with
        C(name_prefix). The same scopes as O(streamops.confluent.confluent_topics#module:purge) and its like take,
        with C(max_deletions) and C(protected).
      - Without it nothing is deleted.
    type: dict
  plan_file:
    description:
      - Path of a plan that was approved, as the playbook C(plan.yml) wrote it as JSON.
      - The task is refused before it writes anything where it would do something that is not in that plan, or in
        another way. Every difference is named. A plan of a teardown is refused with O(state=present), and any other
        plan with O(state=absent). What was approved and is done already counts as done.
      - What the plan could only foretell is compared once more when what it needs is there. Where it turns out to be
        something else, that object fails.
      - With O(state=absent) what would go along without a deletion of its own must have been approved, too; see
        RV(plan.goes_along).
      - Of files on this machine, such as the secret file of an API key, only the name is compared.
    type: path
  state:
    description:
      - With V(present) the estate is brought about.
      - With V(absent) the objects of the data are deleted, the environment last. Topics, ACLs and the like go with
        their cluster, schemas with the environment, and what belongs to the O(organization) stays. Every reason
        against it is named before anything is deleted.
    type: str
    choices: [present, absent]
    default: present
  force:
    description:
      - With O(state=absent), whether Kafka clusters that the data does not name are deleted with the environment.
        What has deletion protection is never deleted.
    type: bool
    default: false
  accounts_in_use:
    description:
      - With O(state=absent), whether service accounts that are used outside of the environment are deleted, with
        all that they own.
    type: bool
    default: false
  not_in_data:
    description:
      - Whether the plan tells what is there and not in the data.
      - With V(known) it does for each part that the data has, an empty list included.
    type: str
    choices: [none, known]
    default: known
  concurrency:
    description:
      - How many requests are under way at the same time, 1 to 64.
    type: int
    default: 16
notes:
  - Uses a Cloud API key (O(cloud_api_key) or O(cloud_key_file)) and, for what is within clusters and registries,
    the keys that the data names. Those that this run makes are used as soon as they are stored.
  - Permissions that the owner of the key needs. OrganizationAdmin if accounts and environments are made,
    EnvironmentAdmin of the environment otherwise; for parts of it, what the module of their kind needs.
  - Limits, defaults and later changes of the options of an item are those of the module of its kind, with one
    exception. C(state) is not among them, for what is in the data is to be there.
  - Check mode makes the same plan with the same requests, and no write.
seealso:
  - module: streamops.confluent.confluent_topics
  - module: streamops.confluent.confluent_environment
"""

EXAMPLES = r"""
---
- name: Bring about an environment with a cluster and its topics
  streamops.confluent.confluent_estate:
    environment:
      name: shop
    clusters:
      - name: orders
        type: Basic
        cloud: AWS
        region: eu-central-1
        availability: LOW
        kafka_key_file: "{{ secrets_dir }}/shop-automation.kafka.json"
        topics:
          - name: orders.placed
            partitions: 6
    service_accounts:
      - name: shop-automation
        role_bindings:
          - role: EnvironmentAdmin
            scope: environment
        api_keys:
          - name: kafka
            resource: kafka
            cluster: orders
    secrets_dir: "{{ secrets_dir }}"
  register: estate

- name: Say what was done
  ansible.builtin.debug:
    var: estate.plan.summary

- name: Only the topics, of an environment that is there
  streamops.confluent.confluent_estate:
    environment:
      name: shop
    clusters:
      - name: orders
        kafka_key_file: "{{ secrets_dir }}/shop-automation.kafka.json"
        topics:
          - name: orders.placed
            partitions: 12
    parts: [topics]
"""

RETURN = r"""
---
plan:
  description: What was to be done and, after a real run, what became of it. The same structure in check mode.
  returned: when the data could be judged
  type: dict
  contains:
    version:
      description: Of this structure.
      type: int
      sample: 1
    environment:
      description: The name of the environment.
      type: str
      sample: shop
    state:
      description: What it brings about, V(present) or V(absent).
      type: str
      sample: present
    counts:
      description:
        How many objects are to be created, changed and deleted, are unchanged, failed, were not tried because of a
        failure, and are there but not in the data.
      type: dict
      sample: {"create": 5, "change": 0, "delete": 0, "unchanged": 0, "failed": 0, "not_tried": 0, "not_in_data": 1}
    changes:
      description:
        Each change, deletions first, with C(kind), C(part), C(cluster), C(organization), C(label), C(operation),
        C(fields) (C(name), C(before) and C(after)), C(why), C(foretold) (what it needs is made first, so it could not
        be looked at), C(cannot_be_undone), C(result) and, if it failed or was not tried, C(msg).
        C(account) is the service account that it belongs to in the data. C(gives_way) names what it puts out of use,
        such as the id of the old key of an API key that is replaced, and what becomes of that. C(due) is true for an
        API key whose time to be rotated has come, or that of the old key to go.
      type: list
      elements: dict
    not_in_data:
      description:
        What is there and not in the data, with C(kind), C(part), C(cluster) and C(label). C(gap) says why a part could
        not be looked through.
      type: list
      elements: dict
    next_steps:
      description: What somebody has to do outside of Confluent Cloud, with C(label) and C(next_step).
      type: list
      elements: dict
    notes:
      description: What may be a slip, such as a network that no Kafka cluster is in.
      type: list
      elements: str
    goes_along:
      description:
        What goes without a deletion of its own, with C(kind), C(with) (the object that it goes with), C(count) and the
        first hundred C(names) of topics, of subjects of Schema Registry, of objects, API keys and role bindings in the
        environment that the data does not name, with O(force) of Kafka clusters that it does not name, and with
        O(accounts_in_use) of what else an account is used for. Of more than a hundred, C(digest) is the SHA-256 of
        all. C(gap) says why they could not be counted.
      returned: with O(state=absent), where there is any
      type: list
      elements: dict
    summary:
      description: All in one line.
      type: str
      sample: "Plan: 5 to create, 0 to change, 0 to delete, 1 not in the data"
objects:
  description:
    The objects as they are, by part, as lists of what the module of their kind returns, with the C(cluster) around
    each.
    Of kinds that bring ids or endpoints; topics, ACLs, role bindings, schemas and the like are left out.
  returned: when the data could be judged
  type: dict
spared:
  description: What a purge left, with C(label) and C(reason).
  returned: when a purge spared something
  type: list
  elements: dict
api:
  description:
    How many requests the task made, and how long it waited; see R(Results,
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
    C(credential) and C(request_id); the first one where several objects failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._estate.run import run_estate_module


def main() -> None:
    """Entry point."""
    run_estate_module()


if __name__ == "__main__":
    main()
