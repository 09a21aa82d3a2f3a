#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many connectors of a Kafka cluster in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/connector.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connectors
short_description: Manage many connectors of a Kafka cluster in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, reconfigures, pauses, resumes and deletes fully managed and custom connectors, for a list of connectors,
    and waits until they run.
  - Does the same as M(streamops.confluent.confluent_connector) in a loop, with far fewer requests. All existing
    connectors are read by one request, and writes are sent several at a time. The waits begin when all writes are done,
    so they take as long as the slowest connector.
  - The settings of all managed connectors that are new or change are validated by the service before anything is
    written. All errors of all of them are listed at once.
  - With O(purge) connectors that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
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
  connectors:
    description:
      - The connectors. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &connector
      name:
        description:
          - Name of the connector, unique in the cluster. A connector cannot be renamed. Needed.
          - A slash, a backslash, a percent sign and control characters are refused. The service makes such a connector
            and then takes its path for ambiguous, so that nobody can look at it, change or delete it.
        type: str
      config:
        description:
          - Settings of the connector that are not secret, by the names of its documentation. Numbers, booleans and
            lists of these may be written as such. A null in a list is refused, and so is V(true) for C(tasks.max) and
            for what ends in C(.ms) or C(.port).
          - A setting is hidden where its name says that it is secret, and where its value carries a secret, whatever
            its name, such as an C(Authorization) or API key header, a password or token in a URL, the line of a login
            module, a connection string, a private key. Put it into C(sensitive_config) all the same.
          - Needed for a creation, with C(connector.class), which is fixed then. C(name) is filled in from C(name).
          - A class that is not known is refused with the plugins whose names come near.
          - The service adds settings of its own. They are left alone and never reported as changes.
          - The value V(null) removes a setting.
          - A value of eight or more stars and nothing else is refused, for the service shows secrets so, and fewer
            stars where the name is that of a secret. Other values with stars in them are values like any.
        type: dict
      sensitive_config:
        description:
          - Settings that are secret, such as passwords and API secrets. Censored in logs and results. They win over
            C(config).
          - The service takes an update only as a whole and shows no secrets. So a change of C(config) of a connector
            that holds secrets needs them all here; it is refused, and names the missing ones, if it would lose one.
          - Censored in the results of all connectors.
        type: dict
      status:
        description:
          - Whether the connector runs or is paused, V(running) or V(paused), in any case. So the C(connector.status) of
            a result can be given back; the other states of the service cannot be asked for.
          - If not set, a new connector runs, and the state of an existing one is left alone. Also after new settings,
            which leave a paused connector paused.
        type: str
      restart:
        description:
          - V(failed) restarts a connector that has failed, or of whose tasks one has, and waits until it runs. Without
            it such a connector is reported as a failure.
          - V(always) restarts a connector that is not paused in every run, and reports a change every time. Along with
            C(status=paused) nothing is restarted.
          - The documents of the API have no restart. It is asked for as Kafka Connect has it, which Confluent's own MCP
            server does too. Where the service does not know it, the task fails and says so; then C(status=paused) and
            C(status=running) do the same.
          - New settings restart a connector anyway, so along with them nothing more is asked for.
        type: str
        choices: [failed, always]
      service_account:
        description:
          - The service account as which the connector acts on the cluster, by name or id. Sets C(kafka.auth.mode) and
            C(kafka.service.account.id).
          - Refused together with another value of these settings, or with C(kafka.api.key) or C(kafka.api.secret), in
            C(config) or C(sensitive_config).
        type: str
      config_mode:
        description:
          - V(merge) leaves settings alone that are not stated.
          - V(replace) removes settings that are not stated, those that the service added excepted.
          - If not set, V(merge).
        type: str
        choices: [merge, replace]
      update_secrets:
        description:
          - When C(sensitive_config) is sent. Because secrets cannot be read, a changed one cannot be noticed.
          - V(on_create) sends them with a creation, and along with changes of other settings or of their names.
          - V(always) sends them in every run, and reports a change every time. Use it in the run that rotates a secret.
          - If not set, V(on_create).
        type: str
        choices: [on_create, always]
      wait:
        description:
          - Whether to wait until the connector runs or is paused, or is gone after a deletion.
          - A connector runs when it is V(RUNNING) with at least one task that is, and none that has failed, at two
            looks one after the other. What the service shows right after a write may be old. So after new settings a
            status that still looks as before counts only when it has looked so for two seconds.
          - When the connector or one of its tasks has failed, the task (of a list, the item) fails with their traces,
            also when nothing was to be changed.
          - If not set, V(true).
        type: bool
      wait_timeout:
        description:
          - Seconds to wait at most for the connector. Provisioning usually takes some minutes.
          - If not set, V(900).
        type: int
      state:
        description:
          - V(present) creates the connector or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all connectors that do not say otherwise. Of C(config) and C(sensitive_config) each setting that
        a connector does not give.
    type: dict
    suboptions: *connector
  return_unchanged:
    description:
      - Whether the result holds also those connectors that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the connectors in the scope that are not in O(connectors). If not set, nothing is deleted that is not
        named.
      - The scope is what O(purge.name_prefix) and O(purge.name_pattern) both allow; one of them has to be given.
      - Connectors whose names begin with V(__) or V(_confluent) are spared.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      name_prefix:
        description:
          - How the names begin. Taken as it is, without wildcards. An empty one is refused.
        type: str
      name_pattern:
        description:
          - A shell pattern for the whole name, with V(*), V(?) and V([...]). One that fits every name is refused.
        type: str
      max_deletions:
        description:
          - How many connectors may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)), on which the Connect
    API lives.
  - Roles that the credential needs. EnvironmentAdmin or CloudClusterAdmin, or ResourceOwner, DeveloperManage or
    ConnectManager on the connector. The list of connectors leaves out in silence what the credential may not see. So
    with C(state=absent) a connector that is not in the list is looked for by its name before it counts as absent, and a
    denial is an error that names the account and the roles.
  - The connector itself acts on the cluster with a service account or a key of its own, which stand in its settings
    (C(kafka.auth.mode), C(kafka.service.account.id), or C(kafka.api.key) and C(kafka.api.secret)). That account needs
    ACLs or roles on the topics. Prefer C(service_account), which leaves no secret in the settings.
  - A change of settings restarts the connector, and so do C(status=paused) and then C(status=running). See C(restart),
    too.
  - Deleting it leaves its topics behind. Do not count on where a new connector of the same name starts. With the open
    Kafka Connect it goes on at the offsets of the old one; Confluent's documents do not say it of the cloud.
  - Custom connectors, those with C(confluent.connector.type=CUSTOM), are not validated beforehand, because the service
    offers it for managed ones only.
seealso:
  - module: streamops.confluent.confluent_connector
  - module: streamops.confluent.confluent_connector_info
  - module: streamops.confluent.confluent_topics
  - name: Connectors of Confluent Cloud
    description: Every managed connector with its settings.
    link: https://docs.confluent.io/cloud/current/connectors/overview.html
"""

EXAMPLES = r"""
---
- name: Have these connectors
  streamops.confluent.confluent_connectors:
    environment: dev
    cluster: orders
    defaults:
      service_account: orders-service
      config:
        tasks.max: 1
    connectors:
      - name: returns-sample
        config:
          connector.class: DatagenSource
          kafka.topic: orders.created
          output.data.format: JSON
          quickstart: ORDERS
      - name: returns-to-warehouse
        config:
          connector.class: PostgresSink
          topics: orders.created
          input.data.format: JSON_SR
          connection.host: warehouse.example.com
          connection.user: orders_writer
          db.name: warehouse
        sensitive_config:
          connection.password: "{{ lookup('ansible.builtin.env', 'DATABASE_PASSWORD') }}"

- name: Pause one and delete another
  streamops.confluent.confluent_connectors:
    environment: dev
    cluster: orders
    connectors:
      - name: returns-to-warehouse
        status: paused
      - name: returns-sample
        state: absent

- name: Have no connectors among those that begin with returns-
  streamops.confluent.confluent_connectors:
    environment: dev
    cluster: orders
    connectors: []
    purge:
      name_prefix: returns-
      max_deletions: 5
      protected:
        - "*-audit"
"""

RETURN = r"""
---
counts:
  description:
    - How many connectors were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check
      mode what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
    - C(failed) counts also those that failed while they were waited for.
  returned: success, and failure after the first write was tried
  type: dict
connectors:
  description:
    What happened to each connector, in the order of O(connectors), then those that O(purge) deleted, with C(operation)
    and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The connector in words.
      type: str
      sample: connector returns-sample
    connector:
      description: The connector as M(streamops.confluent.confluent_connector) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"name": "returns-sample", "id": "lcc-k2q7vd", "status": "RUNNING", "type": "source"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each connector that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
  type: list
  elements: dict
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.connectors.kind import Connector


def main() -> None:
    """Entry point."""
    run_plural_module(Connector)


if __name__ == "__main__":
    main()
