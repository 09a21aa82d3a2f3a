# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IP filters: sets, scopes, and the guard against locking oneself out, by what the service really lets in then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.ip_filtering import HERE, Filtering

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def filters(sandbox: Any) -> Filtering:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ip_filters import IpFilter

    return Filtering(sandbox, IpFilter, name="mine")


MINE = {"resource_group": "management", "ip_groups": ["Offices"]}


def test_groups_by_name_or_id_as_a_set_and_their_addresses_in_the_diff(filters: Filtering) -> None:
    ids = filters.groups
    two = {**MINE, "ip_groups": ["Partners", ids["Offices"]], "client_address": [HERE]}
    made = filters.done("created", **two)
    assert filters.sandbox.writes()[0]["request_body"] == {
        "filter_name": "mine",
        "resource_group": "management",
        "ip_groups": [{"id": ids["Partners"]}, {"id": ids["Offices"]}],
    }
    addresses = {"Partners": ["198.51.100.0/24"], "Offices": ["203.0.113.0/25", "203.0.113.128/25"]}
    assert made["diff"]["after"]["addresses"] == made["ip_filter"]["addresses"] == addresses
    assert made["ip_filter"]["resource_scope"] == filters.organization
    filters.done("unchanged", **{**two, "ip_groups": ["Offices", "Partners", "Offices"]})
    less = filters.done("updated", **{**two, "ip_groups": ["Offices"]})
    assert (set(less["diff"]["before"]["addresses"]), set(less["diff"]["after"]["addresses"])) == (
        {"Offices", "Partners"},
        {"Offices"},
    )
    gone = filters.done("deleted", state="absent")
    assert set(gone["diff"]["before"]["addresses"]) == {"Offices"}
    assert filters.run(ip_groups=["Office"], resource_group="management")["msg"].count("Did you mean 'Offices'?") == 1


def test_operation_groups_are_an_open_set(filters: Filtering) -> None:
    two = {**MINE, "resource_group": "multiple", "operation_groups": ["SCHEMA", "FLINK"]}
    filters.done("created", **two)
    filters.done("unchanged", **{**two, "operation_groups": ["flink", "SCHEMA"]})
    near = filters.run(check=True, **{**two, "operation_groups": ["SCHEMAS"]})
    assert "did you mean SCHEMA?" in near["warnings"][0]
    assert "resource_group multiple only" in filters.refused(**{**two, "resource_group": "management"})
    words = filters.refused(resource_group="management", client_address=[HERE])
    assert "give operation_groups: [] too" in words
    filters.done("updated", resource_group="management", operation_groups=[], client_address=[HERE])


def test_an_environment_is_a_scope(filters: Filtering) -> None:
    scope = f"{filters.organization}/environment={filters.environment}"
    mine = {**MINE, "client_address": [HERE]}
    made = filters.done("created", **mine, environment="dev")
    assert made["ip_filter"]["resource_scope"] == scope
    filters.done("unchanged", **mine, environment=filters.environment)
    filters.done("unchanged", **mine, resource_scope=scope.replace("=env", "%3Denv"))
    filters.done("unchanged", **mine)
    filters.done("updated", **mine, resource_scope=filters.organization)
    filters.done("deleted", state="absent", environment="nowhere")


def test_bad_input_is_refused_before_any_request(filters: Filtering) -> None:
    wrong = {
        "client_address": ["10.1.2.3", "here", "192.168.0.0/24", "fd00::1"],
        "resource_scope": "crn://confluent.cloud/organization=o/environment=e/cloud-cluster=c",
        "ip_groups": [],
        "resource_group": "management",
        "operation_groups": ["SCHEMA"],
    }
    words = filters.refused(**wrong)
    for named in (
        "client_address 10.1.2.3 is an address of a private network",
        "client_address 'here' is no IP address",
        "client_address 192.168.0.0/24 is",
        "client_address fd00::1 is",
        "is no CRN of an organization or of an environment",
        "ip_groups has 0 entries",
        "resource_group multiple only",
    ):
        assert named in words, words
    assert filters.sandbox.journal() == []
    assert "does not match" in filters.refused(name="a:b", **MINE)


# ---- locking oneself out

OUT = {**MINE, "ip_groups": ["Partners"]}


def test_a_first_filter_that_locks_out(filters: Filtering) -> None:
    words = filters.refused(**OUT, client_address=[HERE])
    for named in (HERE, "to manage the organization", "'mine' with Partners", "198.51.100.0/24", "force: true"):
        assert named in words, words
    assert f"{HERE} would not be let in" in filters.refused(**OUT, client_address=[HERE, "198.51.100.7"])
    assert "198.51.100.7 would not be let in" in filters.refused(**MINE, client_address=[HERE, "198.51.100.7"])
    warned = filters.run(check=True, **OUT, client_address=[HERE], force=True)
    assert (warned["operation"], "would not be let in" in warned["warnings"][0]) == ("created", True)


def test_without_an_address_nothing_is_narrowed(filters: Filtering) -> None:
    words = filters.refused(**MINE)
    assert "Give client_address" in words
    assert "force: true" in words
    filters.done("created", **MINE, force=True)
    assert "Give client_address" in filters.refused(ip_groups=["Partners"])
    filters.done("updated", ip_groups=["Partners", "Offices"])  # wider
    assert "Give client_address" in filters.refused(ip_groups=["Offices"])
    filters.done("updated", ip_groups=["Offices"], client_address=["203.0.113.0/24"])
    filters.done("unchanged", ip_groups=["Offices"])
    opened = filters.done("deleted", state="absent")  # lets everybody in
    assert any("every address is let in" in words for words in opened["warnings"])


def test_the_same_addresses_in_other_blocks_are_not_narrower(filters: Filtering) -> None:
    filters.groups["Whole"] = filters.group("Whole", "203.0.113.0/24")
    filters.there("mine", "Whole")
    filters.done("updated", ip_groups=["Offices"])


def test_several_filters_let_in_what_any_of_them_does(filters: Filtering) -> None:
    filters.there("others", "Offices")
    filters.done("created", **OUT, client_address=[HERE])
    filters.done("updated", ip_groups=["Partners", "Six"], client_address=[HERE])
    words = filters.refused(name="others", state="absent", client_address=[HERE])
    for named in (HERE, "'mine' with", "2001:db8::/32", "Partners"):
        assert named in words, words
    assert "Give client_address" in filters.refused(name="others", state="absent")
    filters.done("deleted", state="absent", client_address=[HERE])


def test_a_change_of_what_a_filter_is_for(filters: Filtering) -> None:
    filters.there("mine", "Partners", resource_group="multiple", operation_groups=["FLINK"])
    words = filters.refused(operation_groups=["FLINK", "management"], client_address=[HERE])
    assert "would not be let in" in words
    assert "would not be let in" in filters.refused(
        resource_group="management", operation_groups=[], client_address=[HERE]
    )
    assert "which may be for management" in filters.refused(operation_groups=[], client_address=[HERE])
    filters.done("updated", operation_groups=["FLINK", "KSQL"])
    filters.done("updated", id=filters.run(check=True)["ip_filter"]["id"], name="named anew")


def test_what_is_not_for_management_needs_no_address(filters: Filtering) -> None:
    two = {**OUT, "resource_group": "multiple", "operation_groups": ["FLINK", "KAFKA_DATA"]}
    filters.done("created", **two)
    filters.done("updated", **{**two, "ip_groups": ["Six"]})
    filters.done("deleted", state="absent")


def test_an_environment_can_be_locked_too(filters: Filtering) -> None:
    words = filters.refused(**OUT, environment="dev", client_address=[HERE])
    assert f"to manage {filters.environment}" in words
    filters.done("created", **MINE, environment="dev", client_address=[HERE])
    # A filter of the organization lets in none for the environment's.
    filters.there("others", "Offices")
    assert "would not be let in" in filters.refused(ip_groups=["Partners"], client_address=[HERE])
    # From the environment to the organization: there is another one then, which lets in.
    filters.done("updated", ip_groups=["Partners"], resource_scope=filters.organization, client_address=[HERE])


def test_the_group_of_nobody(filters: Filtering) -> None:
    """A group of the service's own: known by its id, whether it is listed or not."""
    words = filters.refused(**{**MINE, "ip_groups": ["ipg-none"]}, client_address=[HERE])
    assert "(ipg-none): no address" in words
    made = filters.run(check=True, resource_group="multiple", operation_groups=["FLINK"], ip_groups=["ipg-none"])
    assert (made["failed"], made["ip_filter"]["ip_groups"]) == (False, ["ipg-none"]), made


def test_what_the_guard_is_against_is_real(filters: Filtering) -> None:
    """With force the sandbox locks the machine out, as the service would."""
    made = filters.run(**OUT, client_address=[HERE], force=True)
    assert (made["failed"], made["operation"]) == (False, "created"), made
    after = filters.run(check=True, **OUT)
    assert after["error"]["status"] == 403


def test_info(filters: Filtering, run_module: Run) -> None:
    one = filters.there("one", "Offices")
    other = filters.there("other", "Partners", resource_group="multiple", operation_groups=["SCHEMA"])

    def found(**choice: str) -> list[tuple[str, list[str]]]:
        result = run_module("confluent_ip_filter_info", choice)
        assert not result["failed"], result
        return [(item["id"], list(item["addresses"])) for item in result["ip_filters"]]

    assert sorted(found()) == sorted([(one, ["Offices"]), (other, ["Partners"])])
    assert found(name="one") == found(id=one) == found(filter_name="one") == [(one, ["Offices"])]
