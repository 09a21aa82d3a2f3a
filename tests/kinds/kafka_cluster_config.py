# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of a Dedicated cluster."""

from __future__ import annotations

from ..support.rows import Operation, Setting
from .cluster_link import DR, key_file

CONFIG = {**DR, "config": {"num.partitions": 12, "log.retention.ms": "3d"}}
SETTING = Setting(
    name="kafka_cluster_config",
    costs_more="settings of a meaning, which can be reset; values that are not shown; a type of clusters",
    needs=("dr_secret",),
    arguments=CONFIG,
    change={"config": {"num.partitions": 8, "log.retention.ms": None}},
    info=DR,
    files={"keys/orders-dr.kafka.json": key_file("{dr_key}", "{dr_secret}")},
    further=(
        Operation(
            "confluent_kafka_cluster_config",
            "have these and no others",
            {**DR, "config_mode": "replace", "config": {"auto.create.topics.enable": True}},
            (("confluent_kafka_cluster_config", CONFIG),),
        ),
    ),
)
