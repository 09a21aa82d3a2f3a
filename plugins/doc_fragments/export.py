# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options by which it is said what of an organization is read as an estate."""

from __future__ import annotations


class ModuleDocFragment:
    """The fragment C(streamops.confluent.export)."""

    DOCUMENTATION = r"""
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, every environment that the credential sees.
    type: str
  organization:
    description:
      - Whether what belongs to the organization is read too, such as identity providers, IP groups, and the accounts
        that several environments use, or none.
      - If not set, it is with every environment, and it is not with a single one.
    type: bool
  clusters:
    description:
      - Keys of Kafka clusters. Without the key of a cluster its topics, ACLs, links and mirror topics are a gap.
      - For a single cluster O(kafka_key_file), or another one of the connection options, will do.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name or id (V(lkc-...)) of the cluster. One that is not there is refused.
        type: str
        required: true
      kafka_key_file:
        description:
          - Secret file of a Kafka API key of the cluster. It is named in the data again.
        type: path
      kafka_rest_endpoint:
        description:
          - Where the cluster's Kafka REST is, if not where the control plane says.
        type: str
  parts:
    description:
      - Parts to read, by their keys in the data, such as V(topics) or V(role_bindings).
      - If not set, all of them.
    type: list
    elements: str
  each_entity:
    description:
      - Whether each entity of Stream Catalog (topic, schema, record, field, cluster, connector) is asked for its
        business metadata, of which there is no list. It takes a request for each.
      - Without it they are a gap where any business metadata is defined.
    type: bool
    default: false
  concurrency:
    description:
      - How many requests are under way at the same time, 1 to 64.
    type: int
    default: 16
"""
