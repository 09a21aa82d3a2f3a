# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Flink on the control plane: compute pools, the organisation's settings of default pools, and regions (flink-v2
document), whose gateway is the plane of flink_statements.py.

No document says: a pool is PROVISIONING for ``compute_pool_provisioning``; names are not unique; a second default pool
of an environment and a region is a 409. FlinkAdmin manages pools, OrganizationAdmin the settings.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..pages import base_url, filters_of, list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import authorize, invalid, read_body
from ._members import Member, read
from ._regions import REGIONS
from ._row import Collection, Phases

_CLOUDS = ("AWS", "GCP", "AZURE")
_UNITS = (5, 10, 20, 30, 40, 50)
_CONFIG = (
    Member("default_pool_enabled", bool),
    Member("default_pool_max_cfu", int, choices=_UNITS),
)


def _check(state: State, new: JsonObject, old: JsonObject | None) -> None:
    """The region is one of Flink's, and a default pool the only one there."""
    if new["region"] not in REGIONS[new["cloud"]]:
        raise invalid("/spec/region", f"There is no Flink in region '{new['region']}' of {new['cloud']}")
    there = [
        pool
        for pool in state.table("compute_pools").values()
        if pool is not old
        and pool["default_pool"]
        and all(pool[name] == new[name] for name in ("environment", "cloud", "region"))
    ]
    if new["default_pool"] and there:
        detail = f"{there[0]['id']} is the default compute pool of this environment and region already"
        raise ApiError("control", 409, detail, "resource_already_exists")


ROWS = (
    Collection(
        "compute_pools",
        "/fcpm/v2/compute-pools",
        "ComputePool",
        "lfcp",
        "compute-pool",
        (
            Member("display_name", required=True, pattern=r"^(?:[0-9A-Za-z\-])[\w\.-]{0,63}$"),
            Member("cloud", required=True, fixed=True, choices=_CLOUDS),
            Member("region", required=True, fixed=True),
            Member("max_cfu", int, required=True, choices=_UNITS),
            Member("enable_ai", bool, fixed=True, default=False),
            Member("default_pool", bool, default=False),
            Member("environment", dict, required=True, fixed=True, refers="environments"),
            Member("network", dict, fixed=True, refers="networks"),
        ),
        under="spec",
        created=202,
        environment=True,
        manage="MANAGE_FLINK",
        filters={"spec.region": "spec.region", "spec.network": "spec.network.id"},
        phases=Phases("compute_pool_provisioning", "PROVISIONING", "PROVISIONED", "FAILED"),
        check=_check,
        computed=lambda state, item: {"status": {"current_cfu": 0}},
        seeds={"cloud": "AWS", "region": "us-east-1", "max_cfu": 10},
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """Regions, of which there are the same as of Kafka; and the organisation's settings, kept from their first change
    on.
    """
    first: JsonObject = {"default_pool_enabled": True, "default_pool_max_cfu": 20}

    def settings() -> JsonObject:
        organization = next(iter(state.organizations.values()))
        return {**organization, **first, **state.table("compute_pool_config").get("", {})}

    def render(item: JsonObject) -> Response:
        return json_response(
            {
                "api_version": "fcpm/v2",
                "kind": "OrgComputePoolConfig",
                "organization_id": item["id"],
                "spec": {member.name: item[member.name] for member in _CONFIG},
            }
        )

    async def get_config(request: Request) -> Response:
        auth.require(request, state, "cloud")
        return render(settings())

    async def patch_config(request: Request) -> Response:
        authorize(request, state, "MANAGE", state.organization_crn)
        body = read(state, (Member("spec", dict, required=True),), await read_body(request))
        stated = read(state, _CONFIG, body["spec"], "/spec", old=settings(), whole=False)
        kept = state.table("compute_pool_config").setdefault("", {})
        kept.update(stated)
        return render(settings())

    async def list_regions(request: Request) -> Response:
        auth.require(request, state, "cloud")
        base, wanted = base_url(request), {name: filters_of(request, name) for name in ("cloud", "region_name")}
        every = [(cloud, region) for cloud, regions in REGIONS.items() for region in sorted(regions)]
        found = [
            {"n": place, "cloud": cloud, "region_name": region}
            for place, (cloud, region) in enumerate(every, 1)
            if (not wanted["cloud"] or cloud in wanted["cloud"])
            and (not wanted["region_name"] or region in wanted["region_name"])
        ]

        def shown(item: JsonObject) -> JsonObject:
            cloud, region = item["cloud"], item["region_name"]
            ident, host = f"{cloud.lower()}.{region}", f"{region}.{cloud.lower()}"
            return {
                "api_version": "fcpm/v2",
                "kind": "Region",
                "id": ident,
                "metadata": {"self": f"{base}/fcpm/v2/regions/{ident}"},
                "display_name": f"Region ({region})",
                "cloud": cloud,
                "region_name": region,
                "http_endpoint": f"{base}/_flink/{ident}",
                "private_http_endpoint": f"https://flink.{host}.private.confluent.cloud",
            }

        return list_response(
            request, state, found, shown, api_version="fcpm/v2", kind="RegionList", filters=("cloud", "region_name")
        )

    return [
        Route("/fcpm/v2/compute-pool-config", get_config, methods=["GET"]),
        Route("/fcpm/v2/compute-pool-config", patch_config, methods=["PATCH"]),
        Route("/fcpm/v2/regions", list_regions, methods=["GET"]),
    ]
