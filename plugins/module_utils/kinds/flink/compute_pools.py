# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flink compute pools and the organization's settings of default pools (flink-v2)."""

from __future__ import annotations

from ..._declare.collection import IDENTIFIER, NAME
from ..._declare.field import ENVIRONMENT, Field
from ..._declare.quota import Quota
from ..._declare.ready import Ready
from ..._declare.rest import RestKind
from ..._declare.settings import LoneSettings
from ..._wire.references import NETWORKS

CLOUDS = ("AWS", "AZURE", "GCP")


class FlinkComputePool(RestKind):
    """A Flink compute pool in an environment and a region of a cloud provider."""

    name = "flink_compute_pool"
    plural = "flink_compute_pools"
    path = "/fcpm/v2/compute-pools"
    quota = Quota(("flink.max_compute_pools.per_env",), "ENVIRONMENT")
    named = NAME.but(wire="spec.display_name", pattern=r"[0-9A-Za-z\-][\w.\-]{0,63}")
    scope = (ENVIRONMENT.but(required=True),)
    fields = (
        Field("cloud", wire="spec.cloud", needed=True, mutable=False, known=CLOUDS),
        Field("region", wire="spec.region", needed=True, mutable=False),
        Field("max_cfu", wire="spec.max_cfu", type="int", needed=True, minimum=1),
        Field("default_pool", wire="spec.default_pool", type="bool"),
        Field("enable_ai", wire="spec.enable_ai", type="bool", mutable=False),
        Field("network", wire="spec.network.id", mutable=False, refers=NETWORKS),
    )
    outputs = {"current_cfu": "status.current_cfu"}
    ready = Ready(done=frozenset({"PROVISIONED"}), patience=3600)


class FlinkComputePoolConfig(LoneSettings):
    """What holds for the default compute pools of all environments of the organization."""

    name = "flink_compute_pool_config"
    plural = "flink_compute_pool_configs"
    path = "/fcpm/v2/compute-pool-config"
    identified = "organization_id"
    fields = (
        IDENTIFIER,
        Field("default_pool_enabled", wire="spec.default_pool_enabled", type="bool"),
        Field("default_pool_max_cfu", wire="spec.default_pool_max_cfu", type="int", minimum=1),
    )
