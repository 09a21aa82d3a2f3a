# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names and ids: what is asked of the service for a reference, and what is made of what it lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Ambiguous, NotFound
from ansible_collections.streamops.confluent.plugins.module_utils._wire import references
from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
from ansible_collections.streamops.confluent.plugins.module_utils._wire.references import Listed
from ansible_collections.streamops.confluent.plugins.module_utils._wire.transport import Transport

PROVIDERS = "/iam/v2/identity-providers"
ACCOUNTS = "/iam/v2/service-accounts"


class Service(requests.adapters.BaseAdapter):
    """Stands for the control plane: lists by their path, of which it notes each request as "path?query"."""

    def __init__(self, **lists: list[dict[str, Any]]) -> None:
        super().__init__()
        self.lists: dict[str, list[dict[str, Any]]] = dict(lists)
        self.asked: list[str] = []

    def send(self, request: requests.PreparedRequest, *arguments: Any, **settings: Any) -> requests.Response:
        url = urlsplit(str(request.url))
        query = {name: values for name, values in parse_qs(url.query).items() if name != "page_size"}
        shown = "&".join(f"{name}={value}" for name, values in query.items() for value in values)
        self.asked.append(f"{url.path}?{shown}" if shown else url.path)
        response = requests.Response()
        response.request = request
        folder, _slash, identifier = url.path.rpartition("/")
        if url.path in self.lists:
            names = query.get("display_name")
            data = [item for item in self.lists[url.path] if names is None or item["display_name"] in names]
            response.status_code, body = 200, {"metadata": {}, "data": data}
        else:
            single = [item for item in self.lists.get(folder, []) if item["id"] == identifier]
            response.status_code, body = (200, single[0]) if single else (403, {})
        response._content = json.dumps(body).encode()
        return response

    def close(self) -> None:
        pass


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def cloud(service: Service) -> Cloud:
    transport = Transport()
    transport._session.mount("https://", service)
    options = {"cloud_api_key": "KEY", "cloud_api_secret": "secret", "cloud_endpoint": "https://api.example.com"}
    return Cloud(options, transport)


def item(identifier: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identifier, "display_name": name, **more}


GATEWAYS = Listed("gateway", "/networking/v1/gateways", "spec.display_name")


def test_by_name_or_id_from_one_reading(service: Service, cloud: Cloud) -> None:
    service.lists[GATEWAYS.path] = [
        {"id": "gw-1", "spec": {"display_name": "east"}, "status": {"phase": "READY"}},
        {"id": "gw-2", "spec": {"display_name": "west"}},
        {"id": "gw-3"},
    ]
    params = {"environment": "env-1"}
    assert cloud.find(GATEWAYS, "east", params) == service.lists[GATEWAYS.path][0]
    assert cloud.find(GATEWAYS, "gw-2", params)["id"] == "gw-2"
    assert cloud.find(GATEWAYS, "gw-3", params)["id"] == "gw-3"
    assert service.asked == ["/networking/v1/gateways?environment=env-1"]


def test_what_is_not_there_and_what_is_there_twice(service: Service, cloud: Cloud) -> None:
    service.lists[GATEWAYS.path] = [{"id": f"gw-{n}", "spec": {"display_name": "east"}} for n in (2, 1)]
    with pytest.raises(Ambiguous, match=r"gateway 'east' is ambiguous: gw-1, gw-2 all carry this name"):
        cloud.find(GATEWAYS, "east")
    with pytest.raises(NotFound, match=r"no gateway 'eest' in environment env-1 that .* Did you mean 'east'"):
        cloud.find(GATEWAYS, "eest", where=" in environment env-1")


def test_what_every_request_carries(service: Service, cloud: Cloud) -> None:
    service.lists["/fcpm/v2/regions"] = [{"id": "aws.eu-1", "region_name": "eu-1"}]
    regions = Listed("Flink region", "/fcpm/v2/regions", "region_name", query=(("cloud", "AWS"),))
    assert cloud.find(regions, "eu-1", {"kind": "public"})["id"] == "aws.eu-1"
    assert service.asked == ["/fcpm/v2/regions?cloud=AWS&kind=public"]


@pytest.mark.parametrize(
    ("listed", "parents", "reference"),
    [
        (references.ENVIRONMENTS, {}, "dev"),
        (references.KAFKA_CLUSTERS, {}, "dev"),
        (references.SERVICE_ACCOUNTS, {}, "dev"),
        (references.USERS, {}, "dev"),
        (references.GROUP_MAPPINGS, {}, "dev"),
        (references.IDENTITY_PROVIDERS, {}, "dev"),
        (references.IDENTITY_POOLS, {PROVIDERS: [item("op-1", "okta")]}, "dev"),
        (GATEWAYS, {}, "dev"),
    ],
    ids=lambda value: value.what if isinstance(value, Listed) else "",
)
def test_an_item_looks_again_for_what_an_earlier_one_did_not_see(
    service: Service, cloud: Cloud, listed: Listed, parents: dict[str, list[dict[str, Any]]], reference: str
) -> None:
    path = listed.path.format("op-1")
    service.lists = {**parents, path: []}
    with pytest.raises(NotFound):
        cloud.find(listed, reference)
    made: dict[str, Any] = {"id": "x-1"}
    *steps, last = listed.name.split(".")
    inner = made
    for step in steps:
        inner = inner.setdefault(step, {})
    inner[last] = reference
    service.lists[path] = [made]
    with pytest.raises(NotFound):  # an item decides on one state of things
        cloud.find(listed, reference)
    cloud.begin(cloud.options)
    assert cloud.find(listed, reference)["id"] == "x-1"


def test_pools_are_looked_for_in_every_provider(service: Service, cloud: Cloud) -> None:
    service.lists = {
        PROVIDERS: [item("op-1", "okta"), item("op-2", "entra")],
        f"{PROVIDERS}/op-1/identity-pools": [item("pool-1", "readers")],
        f"{PROVIDERS}/op-2/identity-pools": [item("pool-2", "writers"), item("pool-3", "readers")],
    }
    assert cloud.principal("writers", "identity_pool") == "User:pool-2"
    assert service.asked == [PROVIDERS, f"{PROVIDERS}/op-1/identity-pools", f"{PROVIDERS}/op-2/identity-pools"]
    with pytest.raises(Ambiguous, match="identity pool 'readers' is ambiguous: pool-1, pool-3"):
        cloud.principal("readers", "identity_pool")
    assert cloud.principal("pool-9", "identity_pool") == "User:pool-9"  # seen or not: ids are taken as they are
    assert len(service.asked) == 3


def test_a_pool_of_a_provider_that_came_later_is_found(service: Service, cloud: Cloud) -> None:
    service.lists = {PROVIDERS: []}
    with pytest.raises(NotFound):
        cloud.principal("readers", "identity_pool")
    service.lists = {PROVIDERS: [item("op-1", "okta")], f"{PROVIDERS}/op-1/identity-pools": [item("pool-1", "readers")]}
    cloud.begin(cloud.options)
    assert cloud.principal("readers", "identity_pool") == "User:pool-1"


def test_a_known_parent_is_put_into_the_path(service: Service, cloud: Cloud) -> None:
    service.lists = {f"{PROVIDERS}/op-2/identity-pools": [item("pool-2", "writers")]}
    pools = replace(references.IDENTITY_POOLS, path=f"{PROVIDERS}/op-2/identity-pools", within=None)
    assert cloud.find(pools, "writers")["id"] == "pool-2"
    assert service.asked == [f"{PROVIDERS}/op-2/identity-pools"]


def test_a_name_that_begins_like_an_id_is_looked_for(service: Service, cloud: Cloud) -> None:
    """`gw-egress` may be either, `gw-a1b2c3` and `gw-x-y` are clear."""
    gateways = replace(GATEWAYS, prefix="gw-", unseen=True)
    service.lists[GATEWAYS.path] = [{"id": "gw-a1b2c3", "spec": {"display_name": "gw-egress"}}]
    assert cloud.find(gateways, "gw-z9y8x7") == {"id": "gw-z9y8x7"}
    assert service.asked == []
    assert cloud.find(gateways, "gw-egress")["id"] == "gw-a1b2c3"
    assert cloud.find(gateways, "gw-abcdef") == {"id": "gw-abcdef"}  # an id without a digit
    with pytest.raises(NotFound, match="gw-x-y"):
        cloud.find(gateways, "gw-x-y")


def test_an_environment_is_asked_for_by_its_id_unless_the_list_was_read(service: Service, cloud: Cloud) -> None:
    service.lists["/org/v2/environments"] = [item("env-1", "dev"), item("env-2", "prod"), item("env-3", "env-9")]
    assert cloud.environment_id("env-2") == cloud.environment_id("env-2") == "env-2"
    assert service.asked == ["/org/v2/environments/env-2"]
    assert cloud.environment_id("env-9") == "env-3"  # a name that looks like an id
    with pytest.raises(NotFound, match="there is no environment 'env-7'"):
        cloud.environment_id("env-7")
    assert service.asked[1:3] == ["/org/v2/environments/env-9", "/org/v2/environments"]
    assert cloud.environment_id("dev") == "env-1"
    assert cloud.environment_id("env-1") == "env-1"
    assert service.asked[3:] == []


def test_few_accounts_are_asked_for_singly_and_many_as_a_list(service: Service, cloud: Cloud) -> None:
    service.lists[ACCOUNTS] = [item(f"sa-{n}", f"name-{n}") for n in range(9)]
    assert cloud.service_account("sa-1")["id"] == "sa-1"
    assert cloud.service_account("name-2")["id"] == "sa-2"
    assert service.asked == [f"{ACCOUNTS}/sa-1", f"{ACCOUNTS}?display_name=name-2"]
    with pytest.raises(NotFound, match="Did you mean"):
        cloud.service_account("name-10")
    assert service.asked[2:] == [f"{ACCOUNTS}?display_name=name-10", ACCOUNTS]
    for n in range(3, 9):
        assert cloud.service_account(f"name-{n}")["id"] == f"sa-{n}"
    assert len(service.asked) == 4


def test_an_account_whose_name_looks_like_an_id(service: Service, cloud: Cloud) -> None:
    service.lists[ACCOUNTS] = [item("sa-1", "sa-odd")]
    assert cloud.service_account("sa-odd")["id"] == "sa-1"


@pytest.mark.parametrize(
    ("reference", "kind", "principal"),
    [
        ("User:sa-1", "service_account", "User:sa-1"),
        ("Group:admins", "service_account", "Group:admins"),
        ("u-1", "service_account", "User:u-1"),
        ("group-1", "service_account", "User:group-1"),
        ("a@example.com", "user", "User:u-7"),
        ("admins", "group", "User:group-7"),
    ],
)
def test_principals(service: Service, cloud: Cloud, reference: str, kind: str, principal: str) -> None:
    service.lists["/iam/v2/users"] = [{"id": "u-7", "email": "a@example.com"}]
    service.lists["/iam/v2/sso/group-mappings"] = [item("group-7", "admins")]
    assert cloud.principal(reference, kind) == principal


def test_an_environment_must_be_named(cloud: Cloud) -> None:
    look: Callable[[str | None], str] = cloud.environment_id
    with pytest.raises(Exception, match="environment is needed to find this object"):
        look(None)


# Remembered


def test_a_reference_is_looked_through_once_in_an_item(
    cloud: Cloud, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand rules of a thousand accounts: not ten million comparisons. What is written makes it look anew."""
    service.lists[ACCOUNTS] = [{"id": f"sa-{n}", "display_name": f"app-{n}"} for n in range(50)]
    picked: list[str] = []

    def pick(what: str, reference: str, *others: Any) -> dict[str, Any]:
        picked.append(reference)
        return real(what, reference, *others)

    real = references.pick
    monkeypatch.setattr(references, "pick", pick)
    names = [f"app-{n}" for n in range(50)]
    for _rule in range(20):
        found = [cloud._references.find(references.SERVICE_ACCOUNTS, name)["id"] for name in names]
        assert found == [f"sa-{n}" for n in range(50)]
    assert picked == names
    cloud.known.forget(ACCOUNTS)
    service.lists[ACCOUNTS][7]["id"] = "sa-new"
    assert cloud._references.find(references.SERVICE_ACCOUNTS, "app-7")["id"] == "sa-new"
    cloud.begin(cloud.options)
    cloud._references.find(references.SERVICE_ACCOUNTS, "app-7")
    assert picked == [*names, "app-7", "app-7"]


def test_what_is_missing_is_looked_for_each_time(cloud: Cloud, service: Service) -> None:
    service.lists[ACCOUNTS] = []
    for _time in range(2):
        with pytest.raises(NotFound):
            cloud._references.find(references.SERVICE_ACCOUNTS, "app-1")
    service.lists[ACCOUNTS] = [{"id": "sa-1", "display_name": "app-1"}]
    cloud.known.forget(ACCOUNTS)
    assert cloud._references.find(references.SERVICE_ACCOUNTS, "app-1")["id"] == "sa-1"
