# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IP groups that filters use: a change that would lock out who makes it is refused, for one group and for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.ip_filtering import HERE, Filtering

Run = Callable[..., dict[str, Any]]
ELSEWHERE = ["198.51.100.0/24"]
OUT = {"name": "Offices", "cidr_blocks": ELSEWHERE}


@pytest.fixture
def groups(sandbox: Any) -> Filtering:
    """There is a filter for management, which lets in the offices."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ip_groups import IpGroup

    filtering = Filtering(sandbox, IpGroup)
    filtering.there("Management", "Offices")
    return filtering


def test_a_change_that_locks_out(groups: Filtering) -> None:
    words = groups.refused(**OUT, client_address=[HERE])
    for named in (HERE, "to manage the organization", "'Management' with Offices", *ELSEWHERE, "force: true"):
        assert named in words, words
    assert "Give client_address" in groups.refused(**OUT)
    assert "Give client_address" in groups.refused(name="Offices", cidr_blocks=["203.0.113.0/25"])
    both = {"cidr_blocks": [*ELSEWHERE, "203.0.113.0/25"]}
    assert "203.0.113.200 would" in groups.refused(name="Offices", **both, client_address=[HERE, "203.0.113.200"])
    groups.done("updated", name="Offices", **both, client_address=[HERE])


def test_with_force_it_is_a_warning_and_it_is_real(groups: Filtering) -> None:
    forced = {**OUT, "client_address": [HERE], "force": True}
    for check in (True, False):
        result = groups.run(check, **forced)
        assert (result["failed"], result["operation"]) == (False, "updated"), result
        assert "would not be let in any more" in result["warnings"][0]
    assert groups.run(check=True, **OUT)["error"]["status"] == 403


def test_what_lets_in_no_fewer_needs_no_address(groups: Filtering) -> None:
    wider = groups.done("updated", name="Offices", cidr_blocks=["203.0.113.0/24", *ELSEWHERE])
    assert wider["warnings"] == []
    assert groups.sandbox.journal(path="/ip-filters") == [], "filters are asked for when a group loses something"
    groups.done("updated", id=groups.groups["Offices"], name="Headquarters")
    groups.done("updated", name="Partners", cidr_blocks=["192.0.2.0/24"])  # which no filter uses
    groups.there("Flink", "Partners", resource_group="multiple", operation_groups=["FLINK"])
    groups.done("updated", name="Partners", cidr_blocks=["192.0.2.0/25"])


def test_another_filter_or_group_of_the_same_scope_lets_in(groups: Filtering) -> None:
    groups.groups["Home"] = groups.group("Home", "203.0.113.0/28")
    home = groups.there("From home", "Home")
    groups.done("updated", **OUT, client_address=[HERE])
    assert "would not be let in" in groups.refused(name="Home", cidr_blocks=["192.0.2.0/24"], client_address=[HERE])
    groups.sandbox.request("PATCH", f"/iam/v2/ip-filters/{home}", {"ip_groups": [{"id": groups.groups["Six"]}]})
    # Nobody is let in any more: the next one says so by the service's own words.
    assert groups.run(check=True, **OUT)["error"]["status"] == 403


def test_an_environment_can_be_locked_too(groups: Filtering) -> None:
    groups.groups["Home"] = groups.group("Home", "203.0.113.0/28")
    scope = f"{groups.organization}/environment={groups.environment}"
    groups.there("Dev", "Home", resource_scope=scope)
    words = groups.refused(name="Home", cidr_blocks=ELSEWHERE, client_address=[HERE])
    assert f"to manage {groups.environment}" in words
    assert "'Dev' with Home" in words
    assert "'Management'" not in words


def test_a_filter_that_may_be_for_management_counts(groups: Filtering) -> None:
    groups.there("Doubtful", "Partners", resource_group="multiple", operation_groups=[])
    words = groups.refused(name="Partners", cidr_blocks=["192.0.2.0/24"], client_address=["198.51.100.7"])
    assert "which may be for management operations" in words


@pytest.mark.parametrize("force", [False, True])
def test_one_that_a_filter_uses_is_not_deleted(groups: Filtering, force: bool) -> None:
    words = groups.refused(name="Offices", state="absent", client_address=[HERE], force=force)
    assert "is used by IP filter Management" in words
    assert "before that is removed or uses another one" in words


def test_bad_addresses_are_refused_before_any_request(groups: Filtering) -> None:
    words = groups.refused(**OUT, client_address=["10.1.2.3", "here"])
    assert "client_address 10.1.2.3 is an address of a private network" in words
    assert "client_address 'here' is no IP address" in words
    assert groups.sandbox.journal() == []


@pytest.mark.parametrize("force", [False, True])
def test_filters_that_cannot_be_seen(groups: Filtering, force: bool) -> None:
    groups.sandbox.fault(method="GET", path="/ip-filters", times=0, status=403, body={"error_code": 40301})
    if force:
        result = groups.run(**OUT, client_address=[HERE], force=True)
        assert (result["failed"], result["operation"]) == (False, "updated"), result
        assert "this credential may not see the IP filters" in result["warnings"][0]
    else:
        assert "this credential may not see the IP filters" in groups.refused(**OUT, client_address=[HERE])


# ---- many


class Many:
    """Runs the plural module. A filter lets in Offices and Home, and both have this machine."""

    def __init__(self, groups: Filtering, run_module: Run) -> None:
        self.groups, self.run_module = groups, run_module
        groups.groups["Home"] = groups.group("Home", "203.0.113.0/28")
        groups.there("From home", "Home")

    def run(self, items: list[dict[str, Any]], **options: Any) -> list[dict[str, Any]]:
        """Check mode and the run itself, which end alike."""
        results = []
        for check in (True, False):
            self.groups.sandbox.clear_journal()
            results.append(self.run_module("confluent_ip_groups", {"ip_groups": items, **options}, check=check))
        assert results[0]["failed"] == results[1]["failed"], results
        return results

    def done(self, items: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
        result = self.run(items, **options)[1]
        assert not result["failed"], result
        self.groups.still_let_in()
        return result

    def refused(self, items: list[dict[str, Any]], **options: Any) -> str:
        results = self.run(items, **options)
        assert results[1]["failed"], results[1]
        assert self.groups.sandbox.writes() == []
        assert results[0]["problems"] == results[1]["problems"]
        return str(results[1]["msg"])


@pytest.fixture
def many(groups: Filtering, run_module: Run) -> Many:
    return Many(groups, run_module)


FROM_HERE = {"client_address": [HERE]}


@pytest.mark.parametrize("named", ["by name", "by id"])
def test_groups_of_one_list_count_together(many: Many, named: str) -> None:
    """Each of them alone would leave the other one."""
    home = {"name": "Home"} if named == "by name" else {"id": many.groups.groups["Home"]}
    words = many.refused([OUT, {**home, "cidr_blocks": ELSEWHERE}], defaults=FROM_HERE)
    assert words.count("would not be let in any more to manage the organization") == 2
    many.done([OUT, {**home, "cidr_blocks": ["203.0.113.8/29"]}], defaults=FROM_HERE)


def test_what_one_gives_to_another_may_come_too_late(many: Many) -> None:
    many.done([OUT], defaults=FROM_HERE)
    taken = {"name": "Home", "cidr_blocks": ELSEWHERE}
    given = {"name": "Offices", "cidr_blocks": ["203.0.113.0/24"]}
    assert "Add the address to one of these groups first" in many.refused([taken, given], defaults=FROM_HERE)
    many.done([given], defaults=FROM_HERE)
    many.done([taken, given], defaults=FROM_HERE)


def test_force_of_all_and_of_one(many: Many) -> None:
    items = [OUT, {"name": "Home", "cidr_blocks": ELSEWHERE}]
    words = many.refused([{**items[0], "force": True}, items[1]], defaults=FROM_HERE)
    assert words.count("would not be let in any more") == 1
    checked = many.run_module("confluent_ip_groups", {"ip_groups": items, "defaults": {"force": True}}, check=True)
    assert checked["counts"]["updated"] == 2


@pytest.mark.parametrize("force", [False, True])
def test_a_purge_takes_none_that_a_filter_uses(many: Many, force: bool) -> None:
    purge = {"name_pattern": "*e*", "protected": ["Partners"]}
    words = many.refused([], purge=purge, defaults={**FROM_HERE, "force": force})
    assert "IP group Home is used by IP filter From home" in words
    assert "IP group Offices is used by IP filter Management" in words
    purge["protected"] = ["Offices", "Home"]
    many.done([], purge=purge)
