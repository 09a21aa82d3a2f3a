# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names that are almost those of variables."""

from __future__ import annotations

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.misspelt import KNOWN, misspelt


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("confluent_schemass", "confluent_schemas"),
        ("confluent_schema", "confluent_schemas"),
        ("confluent_planfile", "confluent_plan_file"),
        ("confluent_plan_fiel", "confluent_plan_file"),
        ("confluent_tear_down", "confluent_teardown"),
        ("confluent_clsuters", "confluent_clusters"),
        ("confluent_service_acounts", "confluent_service_accounts"),
        ("confluent_serviceaccounts", "confluent_service_accounts"),
        ("confluent_enviroment", "confluent_environment"),
        ("confluent_organisation", "confluent_organization"),
        ("confluent_secret_dir", "confluent_secrets_dir"),
        ("confluent_fail_on_drfit", "confluent_fail_on_drift"),
        ("confluent_host", "confluent_hosts"),
        ("confluent_Tags", "confluent_tags"),
        ("confluent_teardown_forced", "confluent_teardown_force"),
        ("confluent_export_enviroment", "confluent_export_environment"),
    ],
)
def test_a_slip(name: str, meant: str) -> None:
    assert misspelt([name]) == [f"there is no variable {name}; {meant} is probably meant"]


def test_what_is_stated_beside_it() -> None:
    """A plural or a singular of a variable that is stated is somebody's own; any other slip stays one."""
    own = ["confluent_environment", "confluent_environments", "confluent_cluster", "confluent_clusters"]
    assert misspelt(own) == []
    assert len(misspelt(["confluent_schemas", "confluent_shcemas"])) == 1


def test_no_variable_of_ours_is_one() -> None:
    assert misspelt(KNOWN) == []
    for name in KNOWN:
        assert misspelt([name, f"{name}_extra", f"confluent_our_{name.removeprefix('confluent_')}", "team"]) == []
