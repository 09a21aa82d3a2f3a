# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Managed plugins: found by class, kind and setting; their settings are told by a validation, which is no write."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate


@pytest.fixture
def told(sandbox: Any) -> Any:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.connectors.managed_plugins import (
        ConnectorPlugin,
    )

    env = {**sandbox.env, **Estate(sandbox).needs("cluster").env}

    def read(**options: Any) -> list[dict[str, Any]]:
        sandbox.clear_journal()
        return direct.info(ConnectorPlugin, options, env)

    return read


def test_plugins_are_found_without_a_request_for_each(told: Any, sandbox: Any) -> None:
    plugins = told()
    assert len(plugins) > 5
    assert len(sandbox.journal("GET", "/connector-plugins$")) == 1
    assert sandbox.journal("PUT") == []
    assert {one["settings"] for one in plugins} == {None}
    assert {one["type"] for one in told(type="sink")} == {"sink"}
    assert {one["plugin"] for one in told(query="POSTGRES")} == {
        one["plugin"] for one in plugins if "Postgres" in one["plugin"]
    }
    assert told(plugin="Postgressink") == []


def test_the_settings_of_a_plugin(told: Any, sandbox: Any) -> None:
    [plugin] = told(plugin="PostgresSink", settings=True)
    by_name = {one["name"]: one for one in plugin["settings"]}
    assert (by_name["connection.password"]["secret"], by_name["connection.password"]["required"]) == (True, True)
    assert by_name["topics"]["secret"] is False
    assert by_name["input.data.format"]["choices"]
    assert len(sandbox.journal("PUT")) == 1
    assert sandbox.writes() == [], "a validation is a read"


def test_plugins_are_found_by_what_they_can_be_told(told: Any) -> None:
    found = told(setting="db.name")
    assert found
    assert all("db.name" in one["name"] for plugin in found for one in plugin["settings"])
    assert "DatagenSource" not in {one["plugin"] for one in found}


def test_a_denial_names_the_role(told: Any, sandbox: Any) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, Refused

    sandbox.fault(method="GET", path="/connector-plugins$", status=403, body={"error": {"code": 403, "message": "no"}})
    with pytest.raises(ApiError, match="ConnectManager"):
        told()
    with pytest.raises(Refused, match="query is empty"):
        told(query=" ")
