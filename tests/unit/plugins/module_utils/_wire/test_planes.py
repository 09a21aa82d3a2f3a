# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of planes: what follows from a row. A plane that nobody has heard of is added, and nothing else is done."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils import _planes
from ansible_collections.streamops.confluent.plugins.module_utils._declare import connection
from ansible_collections.streamops.confluent.plugins.module_utils._errors import (
    ApiError,
    NoCredential,
    Refused,
    advice,
)
from ansible_collections.streamops.confluent.plugins.module_utils._planes import PLANES, Plane
from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
from ansible_collections.streamops.confluent.plugins.module_utils._wire.variables import variables

from .test_http import Wire, answer

LAKE = Plane(
    "Lake",
    "lake",
    "lake_endpoint",
    of="region",
    grace=True,
    error_in_200=True,
    media="application/vnd.lake+json",
    terraform=("LAKE", "LAKE_REST_ENDPOINT"),
)
OPTIONS = {
    "cloud_endpoint": "https://api.example.com",
    "lake_endpoint": "https://lake.example.com",
    "lake_api_key": "LAKEKEY",
    "lake_api_secret": "secret",
    "propagation_timeout": 0,
}


@pytest.fixture(autouse=True)
def lake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PLANES, "lake", LAKE)
    monkeypatch.setattr(connection, "CONNECTION", connection.connection())


def cloud_of(wire: Wire, read_only: bool = False, propagation: int = 0, **options: Any) -> Cloud:
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    transport = connection.Transport(
        sleep=sleep,
        clock=lambda: clock[0],
        read_only=read_only,
        propagation_timeout=propagation,
        retry_timeout=300,
    )
    transport._session.mount("https://", wire)
    return Cloud({**OPTIONS, **options}, transport)


def test_the_options_and_their_variables() -> None:
    fields = {field.name: field for field in connection.connection()}
    names = [name for name in fields if name.startswith("lake")]
    assert names == ["lake_api_key", "lake_api_secret", "lake_key_file", "lake_endpoint"]
    assert [fields[name].no_log for name in names] == [False, True, False, None]
    assert fields["lake_key_file"].type == "path"
    assert variables("lake_api_secret") == ("CONFLUENT_LAKE_API_SECRET", "LAKE_API_SECRET")
    assert variables("lake_key_file") == ("CONFLUENT_LAKE_KEY_FILE",)
    assert variables("lake_endpoint") == ("CONFLUENT_LAKE_ENDPOINT", "LAKE_REST_ENDPOINT")


def test_a_planes_option_is_there_once_however_many_planes_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PLANES, "pond", Plane("Lake", "lake", "pond_endpoint", of="region"))
    names = [field.name for field in connection.connection()]
    assert [name for name in names if name.startswith(("lake", "pond"))] == [
        *("lake_api_key", "lake_api_secret", "lake_key_file", "lake_endpoint", "pond_endpoint"),
    ]
    assert len(names) == len(set(names))


def test_the_key_file_of_a_task_wins_over_a_key_of_the_environment() -> None:
    options = {"lake_api_key": "OTHER", "lake_api_secret": "exported", "lake_key_file": "lake.json"}
    exported = {"CONFLUENT_LAKE_API_KEY": "OTHER", "LAKE_API_SECRET": "exported"}
    assert connection.settled_keys(options, exported) == {
        "lake_api_key": None,
        "lake_api_secret": None,
        "lake_key_file": "lake.json",
    }
    assert connection.settled_keys(options, {}) == options


def test_requests_carry_the_planes_key_and_its_media_type() -> None:
    wire = Wire(answer(200, {"ponds": 3}))
    client = cloud_of(wire).plane("lake", region="eu-1")
    assert client.get("/ponds") == {"ponds": 3}
    sent = wire.requests[0]
    assert (sent.url, sent.headers["Accept"]) == (
        "https://lake.example.com/ponds",
        "application/vnd.lake+json, application/json",
    )
    assert client.credential.label == "Lake API key LAKEKEY"


def test_one_client_for_each_place() -> None:
    cloud = cloud_of(Wire(answer(200, {})), cloud_api_key="K", cloud_api_secret="S")
    assert cloud.plane("lake") is cloud.plane("lake")
    assert cloud.plane("control") is cloud.control
    assert cloud.plane("connect") is cloud.connect


def test_what_is_lacking_is_said_by_the_options_names() -> None:
    cloud = cloud_of(Wire(answer(200, {})), lake_api_key=None, lake_api_secret=None)
    with pytest.raises(NoCredential, match=r"no credential for Lake: give lake_api_key and .* CONFLUENT_LAKE_API_KEY"):
        cloud.check_keys(["lake"])
    with pytest.raises(NoCredential, match="lake_api_secret is missing: a Lake API key is a pair"):
        cloud_of(Wire(answer(200, {})), lake_api_secret="").check_keys(["lake"])
    with pytest.raises(Refused, match=r"lake_endpoint is needed: .* CONFLUENT_LAKE_ENDPOINT"):
        cloud_of(Wire(answer(200, {})), lake_endpoint=None).plane("lake")


def test_plain_http_goes_where_it_is_stated() -> None:
    cloud = cloud_of(Wire(answer(200, {})), lake_endpoint="http://lake.example.com")
    assert cloud.plane("lake").base_url == "http://lake.example.com"
    assert cloud.probe("lake", "http://lake.example.com", "K", "S").credential.label == "Lake API key K"
    with pytest.raises(Refused, match="not HTTPS"):
        cloud.probe("lake", "http://other.example.com", "K", "S")


@pytest.mark.parametrize(
    ("cloud", "stated", "where"),
    [
        ("https://api.confluent.cloud", None, "https://api.telemetry.confluent.cloud"),
        ("https://API.Confluent.Cloud.:443/", "", "https://api.telemetry.confluent.cloud"),
        ("https://proxy.example", "https://api.telemetry.confluent.cloud", "https://api.telemetry.confluent.cloud"),
        ("http://127.0.0.1:8090", "http://127.0.0.1:8090", "http://127.0.0.1:8090"),
    ],
)
def test_the_metrics_service_is_beside_a_control_plane_of_confluent(cloud: str, stated: str | None, where: str) -> None:
    options = {"cloud_endpoint": cloud, "metrics_endpoint": stated, "cloud_api_key": "K", "cloud_api_secret": "S"}
    assert cloud_of(Wire(answer(200, {})), **options).plane("metrics").base_url == where


@pytest.mark.parametrize(
    "cloud",
    [
        "http://127.0.0.1:8090",
        "https://proxy.example/confluent.cloud",
        "https://api.confluent.cloud.example",
        "https://api.notconfluent.cloud",
        "https://api.confluentgov.com",
    ],
)
def test_a_credential_for_another_host_is_not_sent_to_confluents_metrics(cloud: str) -> None:
    wire = Wire(answer(200, {}))
    options = {"cloud_endpoint": cloud, "metrics_endpoint": None, "cloud_api_key": "K", "cloud_api_secret": "S"}
    with pytest.raises(Refused, match=r"give metrics_endpoint \(environment variable: CONFLUENT_METRICS_ENDPOINT\)"):
        cloud_of(wire, **options).plane("metrics")
    assert wire.requests == []


def test_a_grant_may_be_on_its_way() -> None:
    cloud = cloud_of(Wire(answer(403, {}), answer(200, {"made": True})), propagation=60)
    assert cloud.plane("lake").get("/ponds") == {"made": True}


def test_an_error_in_a_good_answer() -> None:
    with pytest.raises(ApiError, match="refused, in spite of the status: too deep"):
        cloud_of(Wire(answer(200, {"error": "too deep"}))).plane("lake").post("/ponds", {})


def test_whose_the_key_is_counts_among_the_callers_own() -> None:
    shown = {"spec": {"owner": {"id": "sa-7"}}}
    cloud = cloud_of(Wire(answer(200, shown)), cloud_api_key="K", cloud_api_secret="S")
    assert cloud.own_principals(["lake"]) == {"User:sa-7"}
    assert list(_planes.keyed())[-1] == "lake"


def test_the_advice() -> None:
    said = advice("lake", 401)
    assert said.startswith("Lake does not know this key: it is not made for this region (keys of other planes")
    assert said.endswith("or it was made moments ago (set propagation_timeout).")
    assert "Check that lake_endpoint is the endpoint" in advice("lake", 200, detail="not JSON")
    assert "lacks a permission" in advice("lake", 403)
