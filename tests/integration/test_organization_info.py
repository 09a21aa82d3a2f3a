# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The organization of a credential."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., dict[str, Any]]


def test_the_organization_of_the_credential(sandbox: Any, run_module: Run) -> None:
    result = run_module("confluent_organization_info")
    assert result["changed"] is False
    assert result["organizations"] == [
        {
            "id": sandbox.organization_id,
            "name": "Northwind Orders",
            "jit_enabled": False,
            "crn": f"crn://confluent.cloud/organization={sandbox.organization_id}",
        }
    ]
    assert result["api"]["calls"] == len(sandbox.journal()) == 1


def test_check_mode_reads_as_well(run_module: Run) -> None:
    assert len(run_module("confluent_organization_info", check=True)["organizations"]) == 1


def test_a_credential_that_is_refused(sandbox: Any, run_module: Run) -> None:
    result = run_module("confluent_organization_info", {"cloud_api_key": "NOBODY"})
    assert result["failed"]
    assert "organizations" not in result
    assert result["msg"].startswith("Could not list organizations.")
    assert result["error"]["credential"] == "Cloud API key NOBODY"
    assert len(sandbox.journal()) == 1, "a denial is final"
