# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists in every shape that a plane of the sandbox has, by the clients that a kind gets."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils import _planes
from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import CONNECTION, transport_of
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError
from ansible_collections.streamops.confluent.plugins.module_utils._wire import lists
from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
from tests.support.estate import Estate, build

STRING = '{"type": "string"}'


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def cloud(estate: Estate) -> Cloud:
    env = {**estate.sandbox.env, **estate.env}
    given = {field.name: [env[name] for name in field.env if name in env] for field in CONNECTION}
    options = {field.name: given[field.name][0] if given[field.name] else field.default for field in CONNECTION}
    return Cloud(options, transport_of(options, read_only=True))


def test_pages_of_the_control_plane(estate: Estate, cloud: Cloud) -> None:
    for number in range(102):
        estate.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": f"account-{number:03}"})
    found = cloud.plane("control").listed("/iam/v2/service-accounts")
    assert len({item["id"] for item in found}) == len(found) == 103


def test_data_of_kafka_rest(estate: Estate, cloud: Cloud) -> None:
    for name in ("orders", "payments"):
        estate.kafka("POST", "/topics", {"topic_name": name})
    client = cloud.plane("kafka", environment="dev", cluster="orders")
    found = client.listed(f"/kafka/v3/clusters/{estate.cluster}/topics")
    assert {"orders", "payments"} <= {topic["topic_name"] for topic in found}


@pytest.mark.parametrize("size", [2, 3, 1000])
def test_offsets_of_schema_registry(size: int, estate: Estate, cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and objects, whatever the size of a page, and where the registry gives fewer than it was asked for."""
    monkeypatch.setattr(lists, "PAGE", size)
    estate.sandbox.settings(schemas_page_max=2)
    for name in "abcde":
        estate.registry("POST", f"/subjects/{name}/versions", {"schema": STRING})
    client = cloud.plane("schema_registry", environment="dev")
    assert client.listed("/subjects") == list("abcde")
    assert [schema["subject"] for schema in client.listed("/schemas", {"latestOnly": "true"})] == list("abcde")
    assert client.listed("/subjects", {"subjectPrefix": "c"}) == ["c"]
    assert client.listed("/subjects/a/versions/1/referencedby", shape=_planes.ARRAY) == []


def test_names_of_connect(estate: Estate, cloud: Cloud) -> None:
    config = {
        "connector.class": "DatagenSource",
        "kafka.auth.mode": "SERVICE_ACCOUNT",
        "kafka.service.account.id": estate.service_account,
        "kafka.topic": "orders",
        "output.data.format": "JSON",
        "quickstart": "ORDERS",
        "tasks.max": "1",
    }
    path = f"/connect/v1/environments/{estate.environment}/clusters/{estate.cluster}/connectors"
    estate.sandbox.request("POST", path, {"name": "orders-in", "config": {**config, "name": "orders-in"}})
    assert cloud.plane("connect").listed(path) == ["orders-in"]


def test_a_list_is_read_once_in_each_place_and_shape(estate: Estate, cloud: Cloud) -> None:
    estate.registry("POST", "/subjects/a/versions", {"schema": STRING})
    client = cloud.plane("schema_registry", environment="dev")
    assert cloud.listed("/subjects", client=client) == ["a"]
    estate.registry("POST", "/subjects/b/versions", {"schema": STRING})
    assert cloud.listed("/subjects", client=client) == ["a"]
    assert cloud.listed("/subjects", client=client, shape=_planes.NAMES) == ["a", "b"]
    cloud.forget("/subjects")
    assert cloud.listed("/subjects", client=client) == ["a", "b"]


@pytest.mark.parametrize("shape", [_planes.DATA, _planes.ARRAY])
def test_another_shape_is_an_error_and_no_empty_list(shape: str, estate: Estate, cloud: Cloud) -> None:
    client = cloud.plane("schema_registry", environment="dev")
    path = "/config" if shape == _planes.ARRAY else "/subjects"  # an object, and an array
    with pytest.raises(ApiError, match=r"the answer (is not a list as documented|has no data)"):
        client.listed(path, shape=shape)


@pytest.mark.parametrize(("plane", "path"), [("control", "/iam/v2/service-accounts"), ("schema_registry", "/subjects")])
@pytest.mark.parametrize("body", [{"compatibilityLevel": "FULL"}, {"data": None}, 3])
def test_another_shape_of_pages_is_an_error_too(plane: str, path: str, body: Any, estate: Estate, cloud: Cloud) -> None:
    client = cloud.plane(plane, environment="dev") if plane != "control" else cloud.plane(plane)
    estate.sandbox.fault(method="GET", path=path, status=200, body=body, content_type="application/json")
    with pytest.raises(ApiError, match=r"the answer (is not a list as documented|has no data|is not as documented)"):
        client.listed(path)
