# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IP groups and filters, and what filters do to requests."""

from __future__ import annotations

from typing import Any

import pytest

from ._client import Client, error_of
from ._estate import Estate

GROUPS = "/iam/v2/ip-groups"
FILTERS = "/iam/v2/ip-filters"
HERE, ELSEWHERE = "203.0.113.0/24", "198.51.100.0/24"


@pytest.fixture
def client(sandbox: Any) -> Client:
    return Client(sandbox)


def group(client: Client, *blocks: str, name: str = "office") -> str:
    return str(client.ok("POST", GROUPS, {"group_name": name, "cidr_blocks": list(blocks)})["id"])


def bind(client: Client, *groups: str, **more: Any) -> dict[str, Any]:
    body = {"filter_name": "rules", "resource_group": "management", "ip_groups": [{"id": one} for one in groups]}
    return dict(client.ok("POST", FILTERS, {**body, **more}))


@pytest.mark.parametrize(
    ("changes", "status", "pointer"),
    [
        ({"cidr_blocks": []}, 422, "/cidr_blocks"),
        ({"cidr_blocks": [HERE] * 26}, 422, "/cidr_blocks"),
        ({"cidr_blocks": ["10.0.0.1/8"]}, 400, "/cidr_blocks"),
        ({"cidr_blocks": ["10.0.0.1"]}, 400, "/cidr_blocks"),
        ({"cidr_blocks": [10]}, 400, "/cidr_blocks/0"),
        ({"group_name": "office!"}, 422, "/group_name"),
        ({"group_name": "x" * 65}, 422, "/group_name"),
    ],
)
def test_wrong_groups_are_refused(client: Client, changes: dict[str, Any], status: int, pointer: str) -> None:
    answer = client("POST", GROUPS, {"group_name": "Bureau été [1]", "cidr_blocks": [HERE], **changes})
    assert (answer.status_code, error_of(answer)["source"]["pointer"]) == (status, pointer)


def test_a_group_in_use_stays(client: Client) -> None:
    office = group(client, HERE)
    made = bind(client, office)
    refused = client("DELETE", f"{GROUPS}/{office}")
    assert (refused.status_code, f"{made['id']} (rules)" in error_of(refused)["detail"]) == (409, True)
    assert client("DELETE", f"{FILTERS}/{made['id']}").status_code == 204
    assert client("DELETE", f"{GROUPS}/{office}").status_code == 204


def test_filters_are_checked_and_get_the_organization_as_scope(client: Client) -> None:
    office = group(client, HERE)
    made = bind(client, office)
    assert (made["resource_scope"], made["operation_groups"]) == (client.organization, [])
    assert [one["id"] for one in made["ip_groups"]] == [office]
    for changes, pointer in (
        ({"operation_groups": ["SCHEMA"]}, "/operation_groups"),
        ({"resource_group": "all"}, "/resource_group"),
        ({"resource_scope": "crn://confluent.cloud/organization=other"}, "/resource_scope"),
        ({"resource_scope": f"{client.organization}/environment=env-none"}, "/resource_scope"),
    ):
        refused = client("PATCH", f"{FILTERS}/{made['id']}", changes)
        assert (refused.status_code, error_of(refused)["source"]["pointer"]) == (400, pointer)
    unknown = client("PATCH", f"{FILTERS}/{made['id']}", {"ip_groups": [{"id": "ipg-none"}]})
    assert (unknown.status_code, "ipg-none" in error_of(unknown)["detail"]) == (403, True)


def test_filters_are_listed_by_scope(client: Client) -> None:
    office, environment = group(client, HERE), client.environment()
    scope = f"{client.organization}/environment={environment}"
    whole = bind(client, office)["id"]
    part = bind(client, office, resource_scope=scope)["id"]
    assert [one["id"] for one in client.ok("GET", FILTERS)["data"]] == [whole, part]
    assert [one["id"] for one in client.ok("GET", FILTERS, resource_scope=scope)["data"]] == [part]
    both = client.ok("GET", FILTERS, resource_scope=scope, include_parent_scopes="true")["data"]
    assert [one["id"] for one in both] == [whole, part]


def test_an_environment_admin_manages_the_filters_of_his_environment(client: Client) -> None:
    office, environment = group(client, HERE), client.environment()
    account = client.account("env-admin")
    key = client.key(account)
    client.bind(account, "EnvironmentAdmin", f"/environment={environment}")
    scope = f"{client.organization}/environment={environment}"
    body = {"filter_name": "rules", "resource_group": "management", "ip_groups": [{"id": office}]}
    assert client("POST", FILTERS, body, auth=key).status_code == 403
    made = client.ok("POST", FILTERS, {**body, "resource_scope": scope}, auth=key)
    url = f"{FILTERS}/{made['id']}"
    assert client("PATCH", url, {"resource_scope": client.organization}, auth=key).status_code == 403
    assert client("DELETE", url, auth=key).status_code == 204


def test_lists_may_come_back_in_another_order(client: Client, sandbox: Any) -> None:
    url = f"{GROUPS}/{group(client, HERE, ELSEWHERE)}"
    assert client.ok("GET", url)["cidr_blocks"] == [HERE, ELSEWHERE]
    sandbox.settings(reorder_lists=True)
    assert client.ok("GET", url)["cidr_blocks"] == [ELSEWHERE, HERE]


def test_a_filter_without_the_client_locks_it_out(client: Client, sandbox: Any) -> None:
    office, away = group(client, HERE), group(client, ELSEWHERE, name="away")
    made = bind(client, away)
    refused = client("GET", GROUPS)
    assert (refused.status_code, error_of(refused)["code"]) == (403, "ip_filter_denied")
    sandbox.settings(client_address="198.51.100.7")
    assert client("GET", GROUPS).status_code == 200
    client.ok("PATCH", f"{FILTERS}/{made['id']}", {"ip_groups": [{"id": away}, {"id": office}]})
    sandbox.settings(client_address="203.0.113.10")
    assert client("GET", GROUPS).status_code == 200
    client.ok("PATCH", f"{GROUPS}/{office}", {"cidr_blocks": ["192.0.2.0/24"]})
    assert client("GET", GROUPS).status_code == 403


def test_one_of_several_filters_is_enough(client: Client) -> None:
    bind(client, group(client, HERE))
    bind(client, group(client, ELSEWHERE, name="away"))
    assert client("GET", GROUPS).status_code == 200


def test_organization_and_environment_must_both_let_in(client: Client) -> None:
    environment = client.environment()
    bind(client, group(client, ELSEWHERE), resource_scope=f"{client.organization}/environment={environment}")
    assert client("GET", GROUPS).status_code == 200
    assert client("GET", "/cmk/v2/clusters", environment=environment).status_code == 403
    assert client("GET", f"/org/v2/environments/{environment}").status_code == 403


def test_operation_groups_part_the_planes(sandbox: Any) -> None:
    estate, client = Estate(sandbox), Client(sandbox)
    bind(client, group(client, ELSEWHERE), resource_group="multiple", operation_groups=["SCHEMA"])
    assert client("GET", GROUPS).status_code == 200
    answer = estate.sr("GET", "/subjects")
    assert (answer.status, answer.body["error_code"]) == (403, 40301)


def test_the_guard_refuses_to_lock_the_client_out(client: Client, sandbox: Any) -> None:
    sandbox.settings(ip_filter_guard=True)
    away, office = group(client, ELSEWHERE), group(client, HERE, name="here")
    body = {"filter_name": "rules", "resource_group": "management", "ip_groups": [{"id": away}]}
    refused = client("POST", FILTERS, body)
    assert (refused.status_code, error_of(refused)["source"]["pointer"]) == (400, "/ip_groups")
    made = bind(client, office)
    assert client("PATCH", f"{FILTERS}/{made['id']}", {"ip_groups": [{"id": away}]}).status_code == 400
    assert client.ok("POST", FILTERS, body)["id"]
