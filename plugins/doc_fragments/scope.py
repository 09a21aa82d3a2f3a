# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that say where an object lives, and whether it shall exist."""

from __future__ import annotations


class ModuleDocFragment:
    """The fragments C(streamops.confluent.scope.environment), C(.environment_required), C(.cluster), C(.state)."""

    # For kinds of the data plane: the environment is only needed for looking something up.
    ENVIRONMENT = r"""
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
"""

    # For kinds of the control plane that live in an environment.
    ENVIRONMENT_REQUIRED = r"""
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
"""

    CLUSTER = r"""
options:
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
"""

    STATE = r"""
options:
  state:
    description:
      - V(present) creates the object or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
"""
