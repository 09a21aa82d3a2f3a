# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 8: networking objects of ten kinds that exist, nothing to do: loops of the modules for one, in process and as
processes. The environment and what objects refer to are given by id, as who has registered them does.
"""

from __future__ import annotations

from typing import Any

from .estates import Sizes
from .lab import COLLECTION, Figures, Lab, NotMeasured, Run
from .report import Measurement, Record

PART = 8
IN_PROCESS, ORDINARY = "networking, in process", "networking, ordinary modules"
LATENCY = 0.02
MOST_LISTS = 12
AWS = {"cloud": "AWS", "region": "eu-central-1"}
Items = list[dict[str, Any]]


def _items(each: int) -> dict[str, Items]:
    """Of each kind so many objects, by name. What another kind is referred to by stands in braces."""
    half = max(1, each // 2)
    numbers, routed, private = range(each), range(half), range(half, half + max(1, each - half))
    return {
        "network": [
            {"name": f"net-{n}", **AWS, "connection_types": ["PEERING"], "cidr": f"10.{n + 20}.0.0/16"} for n in routed
        ]
        + [{"name": f"net-{n}", **AWS, "connection_types": ["PRIVATELINK"]} for n in private],
        "peering": [{"name": f"peer-{n}", "network": f"{{network/net-{n % half}}}", "aws": _vpc(n)} for n in numbers],
        "private_link_access": [
            {
                "name": f"access-{n}",
                "network": f"{{network/net-{private[n % len(private)]}}}",
                "aws": {"account": f"{n + 100000000000}"},
            }
            for n in numbers
        ],
        "private_link_attachment": [{"name": f"attachment-{n}", **AWS} for n in numbers],
        "private_link_attachment_connection": [
            {
                "name": f"connection-{n}",
                "private_link_attachment": f"{{private_link_attachment/attachment-{n}}}",
                "aws": {"vpc_endpoint_id": f"vpce-{n:017x}"},
            }
            for n in numbers
        ],
        "gateway": [
            {"name": f"gateway-{n}", "aws_egress_private_link_gateway": {"region": AWS["region"]}} for n in numbers
        ],
        "access_point": [
            {
                "name": f"point-{n}",
                "gateway": f"{{gateway/gateway-{n}}}",
                "aws_egress_private_link_endpoint": {
                    "vpc_endpoint_service_name": f"com.amazonaws.vpce.eu-central-1.vpce-svc-{n:017x}"
                },
            }
            for n in numbers
        ],
        "dns_record": [
            {
                "name": f"record-{n}",
                "gateway": f"{{gateway/gateway-{n}}}",
                "domain": f"service-{n}.northwind.example",
                "private_link_access_point": {"access_point": f"{{access_point/point-{n}}}"},
            }
            for n in numbers
        ],
        "dns_forwarder": [
            {
                "name": f"forwarder-{n}",
                "gateway": f"{{gateway/gateway-{n}}}",
                "domains": [f"corp-{n}.northwind.example"],
                "forward_via_ip": {"dns_server_ips": ["10.200.0.2"]},
            }
            for n in numbers
        ],
        "network_link_service": [{"name": f"service-{n}", "network": f"{{network/net-{n}}}"} for n in private],
    }


def _vpc(number: int) -> dict[str, Any]:
    vpc = {"account": "123456789012", "vpc": f"vpc-{number:017x}", "customer_region": AWS["region"]}
    return {**vpc, "routes": [f"172.{16 + number // 250}.{number % 250}.0/24"]}


def _tables(lab: Lab) -> dict[str, dict[str, str]]:
    """The ids of what is there, by kind and name."""
    state = lab.sandbox.state()
    tables = {"network": "networks", "gateway": "gateways", "access_point": "access_points"}
    tables["private_link_attachment"] = "private_link_attachments"
    return {
        kind: {item["display_name"]: ident for ident, item in state.get(table, {}).items()}
        for kind, table in tables.items()
    }


def _referring(value: Any, ids: dict[str, dict[str, str]]) -> Any:
    if isinstance(value, dict):
        return {name: _referring(part, ids) for name, part in value.items()}
    if isinstance(value, str) and value.startswith("{"):
        kind, _slash, name = value.strip("{}").partition("/")
        return ids[kind].get(name, name)
    return value


def _tasks(items: dict[str, Items], environment: str) -> list[dict[str, Any]]:
    """A loop for each kind; every option that the first item states is one of the item's."""
    return [
        {
            f"{COLLECTION}.confluent_{kind}": {
                "environment": environment,
                **{name: f"{{{{ item.{name} | default(omit) }}}}" for name in {n for item in some for n in item}},
            },
            "loop": f"{{{{ {kind}_items }}}}",
        }
        for kind, some in items.items()
    ]


def _lists(run: Run) -> int:
    return sum(any(name == "page_size" for name, _value in entry["query"]) for entry in run.journal)


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """Make them, then measure that nothing is to be done, in both ways."""
    estate = lab.fresh()
    made: dict[str, Items] = {}
    try:
        for kind, some in _items(sizes.networking // 10).items():
            ids = _tables(lab)
            made[kind] = [_referring(item, ids) for item in some]
            lab.play(_tasks({kind: made[kind]}, estate.environment), {f"{kind}_items": made[kind]}, env=estate.env)
        figures = {}
        for name, each, env in (
            (IN_PROCESS, sizes.networking, estate.env),
            (ORDINARY, max(1, sizes.ordinary // 10), {**estate.env, "CONFLUENT_IN_PROCESS": "false"}),
        ):
            measured = {kind: items[:each] for kind, items in made.items()}
            count = sum(map(len, measured.values()))
            variables = {f"{kind}_items": items for kind, items in measured.items()}
            run = lab.play(_tasks(measured, estate.environment), variables, env=env, latency=LATENCY)
            if run.writes or {task["status"] for task in run.tasks} != {"ok"}:
                raise NotMeasured(f"expected no change, {run.writes} writes were sent")
            own: Figures = {**run.figures(), "lists": float(_lists(run))}
            own["ms_per_item"] = own["task_seconds"] / count * 1000
            figures[name] = own
            note = f"{_lists(run)} lists" if name == IN_PROCESS else ""
            record.add(Measurement(PART, name, LATENCY, count, own, note))
    except NotMeasured as error:
        record.failed("networking", str(error))
        figures = {}
    quick, slow = figures.get(IN_PROCESS), figures.get(ORDINARY)
    ratio = quick["ms_per_item"] / slow["ms_per_item"] if quick and slow else None
    record.target("200 networking objects of ten kinds, 20 ms: of the ordinary modules' time", 0.1, ratio, " x")
    lists = quick["lists"] if quick else None
    record.target("the same: requests for lists", MOST_LISTS, lists, "")
