#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage connectors of a Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/connector.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connector
short_description: Manage connectors of a Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, reconfigures, pauses, resumes and deletes fully managed and custom connectors, and waits until they run.
  - The settings of a managed connector are validated by the service first. All errors are listed at once, and nothing
    is written if there are any.
  - The service shows secrets as stars. They are not compared, see O(update_secrets).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  name:
    description:
      - Name of the connector, unique in the cluster. A connector cannot be renamed.
      - A slash, a backslash, a percent sign and control characters are refused. The service makes such a connector and
        then takes its path for ambiguous, so that nobody can look at it, change or delete it.
    type: str
    required: true
  config:
    description:
      - Settings of the connector that are not secret, by the names of its documentation. Numbers, booleans and lists of
        these may be written as such. A null in a list is refused, and so is V(true) for C(tasks.max) and for what ends
        in C(.ms) or C(.port).
      - A setting is hidden where its name says that it is secret, and where its value carries a secret, whatever its
        name, such as an C(Authorization) or API key header, a password or token in a URL, the line of a login module, a
        connection string, a private key. Put it into O(sensitive_config) all the same.
      - Needed for a creation, with C(connector.class), which is fixed then. C(name) is filled in from O(name).
      - A class that is not known is refused with the plugins whose names come near.
      - The service adds settings of its own. They are left alone and never reported as changes.
      - The value V(null) removes a setting.
      - A value of eight or more stars and nothing else is refused, for the service shows secrets so, and fewer stars
        where the name is that of a secret. Other values with stars in them are values like any.
    type: dict
  sensitive_config:
    description:
      - Settings that are secret, such as passwords and API secrets. Censored in logs and results. They win over
        O(config).
      - The service takes an update only as a whole and shows no secrets. So a change of O(config) of a connector that
        holds secrets needs them all here; it is refused, and names the missing ones, if it would lose one.
    type: dict
  status:
    description:
      - Whether the connector runs or is paused, V(running) or V(paused), in any case. So the RV(connector.status) of a
        result can be given back; the other states of the service cannot be asked for.
      - If not set, a new connector runs, and the state of an existing one is left alone. Also after new settings, which
        leave a paused connector paused.
    type: str
  restart:
    description:
      - V(failed) restarts a connector that has failed, or of whose tasks one has, and waits until it runs. Without it
        such a connector is reported as a failure.
      - V(always) restarts a connector that is not paused in every run, and reports a change every time. Along with
        O(status=paused) nothing is restarted.
      - The documents of the API have no restart. It is asked for as Kafka Connect has it, which Confluent's own MCP
        server does too. Where the service does not know it, the task fails and says so; then O(status=paused) and
        O(status=running) do the same.
      - New settings restart a connector anyway, so along with them nothing more is asked for.
    type: str
    choices: [failed, always]
  service_account:
    description:
      - The service account as which the connector acts on the cluster, by name or id. Sets C(kafka.auth.mode) and
        C(kafka.service.account.id).
      - Refused together with another value of these settings, or with C(kafka.api.key) or C(kafka.api.secret), in
        O(config) or O(sensitive_config).
    type: str
  config_mode:
    description:
      - V(merge) leaves settings alone that are not stated.
      - V(replace) removes settings that are not stated, those that the service added excepted.
    type: str
    choices: [merge, replace]
    default: merge
  update_secrets:
    description:
      - When O(sensitive_config) is sent. Because secrets cannot be read, a changed one cannot be noticed.
      - V(on_create) sends them with a creation, and along with changes of other settings or of their names.
      - V(always) sends them in every run, and reports a change every time. Use it in the run that rotates a secret.
    type: str
    choices: [on_create, always]
    default: on_create
  wait:
    description:
      - Whether to wait until the connector runs or is paused, or is gone after a deletion.
      - A connector runs when it is V(RUNNING) with at least one task that is, and none that has failed, at two looks
        one after the other. What the service shows right after a write may be old. So after new settings a status that
        still looks as before counts only when it has looked so for two seconds.
      - When the connector or one of its tasks has failed, the task (of a list, the item) fails with their traces, also
        when nothing was to be changed.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most for the connector. Provisioning usually takes some minutes.
    type: int
    default: 900
  state:
    description:
      - V(present) creates the connector or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)), on which the Connect
    API lives.
  - Roles that the credential needs. EnvironmentAdmin or CloudClusterAdmin, or ResourceOwner, DeveloperManage or
    ConnectManager on the connector. The list of connectors leaves out in silence what the credential may not see. So
    with O(state=absent) a connector that is not in the list is looked for by its name before it counts as absent, and a
    denial is an error that names the account and the roles.
  - The connector itself acts on the cluster with a service account or a key of its own, which stand in its settings
    (C(kafka.auth.mode), C(kafka.service.account.id), or C(kafka.api.key) and C(kafka.api.secret)). That account needs
    ACLs or roles on the topics. Prefer O(service_account), which leaves no secret in the settings.
  - A change of settings restarts the connector, and so do O(status=paused) and then O(status=running). See O(restart),
    too.
  - Deleting it leaves its topics behind. Do not count on where a new connector of the same name starts. With the open
    Kafka Connect it goes on at the offsets of the old one; Confluent's documents do not say it of the cloud.
  - Custom connectors, those with C(confluent.connector.type=CUSTOM), are not validated beforehand, because the service
    offers it for managed ones only.
seealso:
  - module: streamops.confluent.confluent_connectors
  - module: streamops.confluent.confluent_connector_info
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_acl
  - name: Connectors of Confluent Cloud
    description: Every managed connector with its settings.
    link: https://docs.confluent.io/cloud/current/connectors/overview.html
"""

EXAMPLES = r"""
---
- name: Create a source connector that makes sample orders
  streamops.confluent.confluent_connector:
    environment: dev
    cluster: orders
    name: sample-orders
    service_account: orders-service
    config:
      connector.class: DatagenSource
      kafka.topic: orders.created
      output.data.format: JSON
      quickstart: ORDERS
      tasks.max: 1

- name: Create a sink connector with a secret setting
  streamops.confluent.confluent_connector:
    environment: dev
    cluster: orders
    name: orders-to-warehouse
    config:
      connector.class: PostgresSink
      kafka.auth.mode: SERVICE_ACCOUNT
      kafka.service.account.id: orders-service
      topics: orders.created
      input.data.format: JSON_SR
      connection.host: warehouse.example.com
      connection.user: orders_writer
      db.name: warehouse
      tasks.max: 1
    sensitive_config:
      connection.password: "{{ lookup('ansible.builtin.env', 'DATABASE_PASSWORD') }}"

- name: Change one setting, and leave the others as they are
  streamops.confluent.confluent_connector:
    environment: dev
    cluster: orders
    name: sample-orders
    config:
      max.interval: 5000

- name: Pause a connector
  streamops.confluent.confluent_connector:
    environment: dev
    cluster: orders
    name: sample-orders
    status: paused

- name: Send a rotated secret
  streamops.confluent.confluent_connector:
    environment: dev
    cluster: orders
    name: orders-to-warehouse
    sensitive_config:
      connection.password: "{{ lookup('ansible.builtin.env', 'DATABASE_PASSWORD') }}"
    update_secrets: always

- name: Delete both connectors
  streamops.confluent.confluent_connector:
    environment: dev
    cluster: orders
    name: "{{ item }}"
    state: absent
  loop:
    - sample-orders
    - orders-to-warehouse
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
connector:
  description: The connector; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: sample-orders
    config:
      description: Its settings, secrets masked.
      type: dict
      sample: {"connector.class": "DatagenSource", "kafka.topic": "orders.created"}
    status:
      description: Its state in the service's word.
      type: str
      sample: RUNNING
    id:
      description: Its id.
      type: str
      sample: lcc-8n3v6q
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    type:
      description: Whether it is a C(source) or a C(sink).
      type: str
      sample: source
    trace:
      description: What it says of its failure; null without one.
      type: str
    tasks:
      description: State of each of its tasks, and in C(msg) or C(trace) what it says of a failure.
      type: list
      elements: dict
      sample: [{"id": 0, "state": "RUNNING"}]
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
from ..module_utils.kinds.connectors.kind import Connector


def main() -> None:
    """Entry point."""
    run_module(Connector)


if __name__ == "__main__":
    main()
