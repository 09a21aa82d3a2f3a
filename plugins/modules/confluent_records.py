#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write records to a topic in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/records.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_records
short_description: Write records to a topic in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Writes records to a topic, for a test of what reads it, or to fill it once.
  - This cannot be idempotent. Kafka keeps whatever is written, and does not tell whether it was written before, so
    every run writes all records again and reports a change. Run it under a condition, or with C(--check) first.
  - Everything is judged before the first record is sent, in check mode too. Whether the topic and the partition are
    there, the form of keys, values, headers and timestamps, and the limits of the topic as far as its settings may be
    read.
  - Nothing is sent twice. Where the answer of the service is lost, or tells less than all, the task fails and says
    which records were written, which were refused, and of which that is not known.
extends_documentation_fragment:
  - streamops.confluent.attributes.deed
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  topic:
    description:
      - Name of the topic. It has to be there; a topic that was made a moment ago is waited for a second. At most 249
        characters.
    type: str
    required: true
  records:
    description:
      - The records, in their order. An empty list does nothing.
    type: list
    elements: dict
    suboptions:
      key:
        description:
          - Key of the record. If not set, or null, the record has none. Can be changed later. If not set, it is left
            alone.
          - Records of the same key go to the same partition. Compacted topics take only records with a key.
        type: raw
      value:
        description:
          - Value of the record. If not set, or null, the record is a tombstone, which removes what has its key from a
            compacted topic. Kafka REST makes a tombstone also of the JSON value V(null), and cannot write that one. Can
            be changed later. If not set, it is left alone.
        type: raw
      key_format:
        description:
          - What the key is, where it is not what O(key_format) says. Can be changed later. If not set, it is left
            alone.
        type: str
        choices: [text, json, binary]
      value_format:
        description:
          - What the value is, where it is not what O(value_format) says. Can be changed later. If not set, it is left
            alone.
        type: str
        choices: [text, json, binary]
      headers:
        description:
          - Headers of the record. Their order is kept, and so are several of the same name. Can be changed later. If
            not set, it is left alone.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - Name of the header.
            type: str
            required: true
          value:
            description:
              - Its value, a text. If not set, or null, the header has none.
            type: str
          format:
            description:
              - V(text) takes the value as it is written, V(binary) as base64 of what it is.
            type: str
            choices: [text, binary]
            default: text
      partition:
        description:
          - Number of the partition, from 0. If not set, the service chooses by the key, or without a key as it likes.
            Can be changed later. If not set, it is left alone.
        type: int
      timestamp:
        description:
          - When the record was made, with a time zone (RFC 3339, such as V(2026-03-01T12:00:00Z)). Numbers are refused,
            for the service takes them for seconds. If not set, the service takes the present. Can be changed later. If
            not set, it is left alone.
        type: str
  file:
    description:
      - A file of records, one on each line, as JSON objects with the members that entries of O(records) have (JSON
        lines, UTF-8). Empty lines are passed over.
      - It is read while it is sent, so that memory does not grow with it. It must not change meanwhile.
      - Numbers with a fraction and more digits than a 64-bit number keeps, some 16, are refused; written as texts they
        keep them.
    type: path
  key_format:
    description:
      - What keys are that do not say it themselves. V(text) is text as it is written, V(json) any data, written as JSON
        without blanks, V(binary) base64 of what is to be written.
      - A text that holds JSON stays a text with V(text), and becomes a string of JSON with V(json).
    type: str
    choices: [text, json, binary]
    default: text
  value_format:
    description:
      - What values are that do not say it themselves, by the same words as O(key_format).
    type: str
    choices: [text, json, binary]
    default: text
  answer_timeout:
    description:
      - Seconds that one request for up to 500 records may stay without an answer, in place of O(request_timeout). The
        service may take a minute over a record before it gives it up. At least 1.
      - After that it is not known what of the request was written, and the task fails.
    type: int
    default: 120
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Permissions that the owner of the key needs on the topic. The ACL operations WRITE and DESCRIBE, or the role
    DeveloperWrite. With DESCRIBE_CONFIGS, too, limits of the topic are looked at beforehand.
  - Kafka REST of Confluent Cloud takes no schemas. Records for topics with schema validation are written by other
    clients.
  - Records are written in their order, up to 500 (or 1 MiB) by one request. The first one that is refused ends the task
    after its request, whose other records were written all the same.
seealso:
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_consumer_group_lag_info
"""

EXAMPLES = r"""
---
- name: Write two orders and the end of a third one
  streamops.confluent.confluent_records:
    environment: dev
    cluster: orders
    topic: orders.created
    value_format: json
    records:
      - key: order-1
        value: {id: 1, amount: 12.5, currency: EUR}
        headers:
          - name: source
            value: playbook
      - key: order-2
        value: {id: 2, amount: 40, currency: EUR}
        partition: 0
        timestamp: "2026-03-01T12:00:00Z"
      - key: order-3
        value: null
  register: written

- name: Show where they are
  ansible.builtin.debug:
    msg: "{{ written.records.offsets }}"

- name: Write what is not text
  streamops.confluent.confluent_records:
    environment: dev
    cluster: orders
    topic: orders.created
    value_format: binary
    records:
      - value: "{{ 'any bytes' | b64encode }}"

# Its lines are such as {"key": "order-4", "value": {"id": 4}, "value_format": "json"}
- name: Write all records of a file
  streamops.confluent.confluent_records:
    environment: dev
    cluster: orders
    topic: orders.created
    file: "~/orders.jsonl"
  register: filled
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
records:
  description: What was written; in check mode, what would be. After a failure, what is known of it.
  returned: success
  type: dict
  contains:
    topic:
      description: Name of the topic.
      type: str
      sample: orders.created
    count:
      description: How many records were written.
      type: int
      sample: 3
    partitions:
      description:
        For each partition that got records, C(partition), C(count), C(first_offset) and C(last_offset). What others
        wrote meanwhile may lie between. Not in check mode.
      returned: when something was written
      type: list
      elements: dict
      sample: [{"partition": 0, "count": 3, "first_offset": 40, "last_offset": 42}]
    offsets:
      description:
        For each entry of O(records), in their order, C(partition), C(offset) and C(timestamp); null for one that was
        refused. Null as a whole where O(file) is given. Not in check mode.
      returned: when something was written
      type: list
      elements: dict
      sample: [{"partition": 0, "offset": 40, "timestamp": "2026-03-01T12:00:00.000Z"}]
    refused:
      description:
        The records that the service refused, each with its C(number) (of a file, that of its line), C(code) and
        C(message).
      returned: failure, when something was sent
      type: list
      elements: dict
    unknown:
      description: Numbers of the records of which it is not known whether they were written.
      returned: failure, when something was sent
      type: list
      elements: int
    not_sent:
      description: How many records were not sent, or were certainly not written.
      returned: failure, when something was sent
      type: int
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
from ..module_utils.kinds.records.kind import Records


def main() -> None:
    """Entry point."""
    run_module(Records)


if __name__ == "__main__":
    main()
