# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Offsets of connectors."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Operation, Setting


def entry(partition: int, offset: int | None = None) -> dict[str, object]:
    """An entry of a sink."""
    named: dict[str, object] = {"partition": {"kafka_topic": "orders.created", "kafka_partition": partition}}
    return named if offset is None else {**named, "offset": {"kafka_offset": offset}}


@part
def sink_connector(estate: Estate) -> str:
    """The connector orders-to-warehouse, which has read some of two partitions."""
    name, cluster = "orders-to-warehouse", estate.cluster
    config = {"connector.class": "PostgresSink", "topics": "orders.created", "tasks.max": "1"}
    estate.sandbox.seed("connectors", {"cluster": cluster, "names": [name], "config": config})
    offsets = [entry(0, 5000), entry(1, 7000)]
    estate.sandbox.seed("connector_offsets", {"cluster": cluster, "name": name, "offsets": offsets})
    return str(estate.sandbox.state()["connectors"][cluster][name]["id"])


NAMED = {"connector": "orders-to-warehouse"}
SETTING = Setting(
    name="connector_offsets",
    costs_more="requests that are carried out later, of which the last one tells whether there is anything to do",
    needs=("cluster", "sink_connector"),
    arguments={**NAMED, "offsets": [entry(0, 1000)]},
    change={"offsets": [entry(0, 2000), entry(1, 1)]},
    info=NAMED,
    further=(Operation("confluent_connector_offsets", "reset", {**NAMED, "state": "reset"}),),
)
