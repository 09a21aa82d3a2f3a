# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Purge: what it never deletes (needs.md, row 3), and what it does delete.

The cases of the first half are what has gone wrong with other tools: each must end with no DELETE request at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.kinds import PLURALS
from tests.support.estate import Estate, api_key, build
from tests.support.examples import documentation
from tests.support.rows import filled

Run = Callable[..., dict[str, Any]]
SCOPE = {"environment": "dev", "cluster": "orders"}


class Purges:
    """Runs plural modules with `purge` against an estate of two teams."""

    TOPICS = ("returns.asked", "returns.paid", "refunds.made", "__consumer_offsets", "_confluent-metrics", "_schemas")

    def __init__(self, run_module: Run, estate: Estate) -> None:
        self.run_module, self.estate, self.sandbox = run_module, estate, estate.sandbox
        made = [{"cluster": estate.cluster, "name": name} for name in (*self.TOPICS, "dlq-lcc-1ab2c", "pksqlc-1a-log")]
        self.sandbox.seed("topics", made)
        for name in ("returns-writer", "returns-reader", "refunds-writer"):
            self.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": name})
        self.sandbox.clear_journal()

    def run(self, module: str, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return self.run_module(f"confluent_{module}", options, check=check, diff=True, env=self.estate.env)

    def topics(self) -> set[str]:
        return set(self.sandbox.state()["topics"][self.estate.cluster])

    def deletions(self) -> list[Any]:
        return list(self.sandbox.journal("DELETE"))


@pytest.fixture
def purges(sandbox: Any, run_module: Run) -> Purges:
    return Purges(run_module, build(sandbox))


# ---- what must delete nothing

NO_SCOPE: list[dict[str, Any]] = [
    {},
    {"max_deletions": 100},
    {"protected": ["x"]},
    {"name_prefix": ""},
    {"name_prefix": "   "},
    {"name_prefix": "*"},
    {"name_prefix": "returns.*"},
    {"name_pattern": ""},
    {"name_pattern": "*"},
    {"name_pattern": "**?*"},
    {"name_pattern": "[a-z]*"},
    {"name_pattern": " "},
    {"name_prefix": None},
    {"name_prefix": "", "name_pattern": "returns.*"},
    {"name_prefix": "returns.", "max_deletions": -1},
    {"name_prefix": "returns.", "protected": [""]},
]


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("purge", NO_SCOPE, ids=repr)
def test_a_scope_that_names_nothing_is_refused(purges: Purges, purge: dict[str, Any], check: bool) -> None:
    for items in ([], [{"name": "orders.created"}]):
        result = purges.run("topics", check, **SCOPE, topics=items, purge=purge)
        assert result["failed"], result
        assert "purge" in result["msg"]
        assert purges.sandbox.journal() == []


ORGANIZATION = "crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a"
EVERYTHING = {
    "principal": ("", " "),
    "environment": ("", " "),
    "tag": ("", " "),
    "crn_pattern": ("", " ", "*", ORGANIZATION, f"{ORGANIZATION}/*"),
    **{f"{name}_prefix": ("", " ", "*", "a*") for name in ("name", "subject", "resource_name")},
    **{f"{name}_pattern": ("", " ", "*", "?*", "[!x]*") for name in ("name", "subject", "resource_name")},
}


def test_no_kind_is_purged_without_a_scope(purges: Purges) -> None:
    """The same for every module, and for every option that names a scope, whether there are items or not."""
    seen = set()
    for case in PLURALS:
        options = documentation(case.module)["options"]["purge"]["suboptions"]
        scopes = options.keys() - {"max_deletions", "protected"}
        assert scopes <= EVERYTHING.keys(), "a scope that this test knows nothing of"
        seen |= scopes
        values = [{}, {"max_deletions": 99}, *({name: value} for name in scopes for value in EVERYTHING[name])]
        for number, purge in enumerate(values):
            items = filled(case.items[:1] if number % 2 else [], purges.estate.ids)
            options = {**case.options(items), "purge": purge}
            result = purges.run(case.module.removeprefix("confluent_"), **options)
            assert result["failed"], (case.module, purge)
            assert "purge" in result["msg"], (case.module, purge)
            assert purges.sandbox.journal("DELETE") == purges.sandbox.writes() == []
    assert seen == EVERYTHING.keys()


@pytest.mark.parametrize("items", [None, "", "{{ nothing }}"], ids=repr)
def test_a_list_that_is_missing_is_no_empty_list(purges: Purges, items: Any) -> None:
    result = purges.run("topics", **SCOPE, topics=items, purge={"name_prefix": "returns."})
    assert result["failed"]
    assert purges.sandbox.journal() == []


def test_without_purge_nothing_that_is_not_named_goes(purges: Purges) -> None:
    before = purges.topics()
    for items in ([], [{"name": "orders.created"}]):
        assert not purges.run("topics", **SCOPE, topics=items)["changed"]
        assert purges.deletions() == []
    assert purges.topics() == before


@pytest.mark.parametrize("prefix", ["_", "__", "_confluent", "__consumer_offsets", "_schemas", "dlq-", "pksqlc-"])
def test_internal_topics_stay(purges: Purges, prefix: str) -> None:
    result = purges.run("topics", **SCOPE, topics=[], purge={"name_prefix": prefix, "max_deletions": 100})
    assert not result["failed"], result
    assert result["changed"] is False
    assert purges.deletions() == []
    assert {"it is internal to the service"} == {entry["reason"] for entry in result["purge"]["spared"]}


def test_other_teams_topics_stay(purges: Purges) -> None:
    before = purges.topics()
    result = purges.run("topics", **SCOPE, topics=[], purge={"name_prefix": "returns."})
    assert result["counts"]["deleted"] == 2
    assert {entry["path"].rsplit("/", 1)[1] for entry in purges.deletions()} == {"returns.asked", "returns.paid"}
    assert before - purges.topics() == {"returns.asked", "returns.paid"}


def test_names_are_compared_to_the_letter(purges: Purges) -> None:
    """A prefix is no pattern: its dot is a dot. Case counts."""
    purges.sandbox.seed(
        "topics", [{"cluster": purges.estate.cluster, "name": name} for name in ("returnsX", "Returns.a")]
    )
    purges.run("topics", **SCOPE, topics=[], purge={"name_prefix": "returns."})
    assert {"returnsX", "Returns.a"} <= purges.topics()
    purges.run("topics", **SCOPE, topics=[], purge={"name_pattern": "returns?"})
    assert "returnsX" not in purges.topics()
    assert "Returns.a" in purges.topics()


def test_too_many_deletions_change_nothing_at_all(purges: Purges) -> None:
    for check in (True, False):
        items = [{"name": "returns.new"}]
        result = purges.run("topics", check, **SCOPE, topics=items, purge={"name_prefix": "re", "max_deletions": 2})
        assert result["failed"]
        assert "would delete 3 topics, and max_deletions is 2" in result["msg"]
        assert all(name in result["msg"] for name in ("returns.asked", "returns.paid", "refunds.made"))
        assert purges.sandbox.writes() == []


def test_protected_topics_stay(purges: Purges) -> None:
    result = purges.run("topics", **SCOPE, topics=[], purge={"name_prefix": "returns.", "protected": ["*.paid"]})
    assert [entry["label"] for entry in result["purge"]["spared"]] == ["topic returns.paid"]
    assert "returns.paid" in purges.topics()
    assert "returns.asked" not in purges.topics()


def test_check_mode_lists_the_deletions_and_sends_none(purges: Purges) -> None:
    options = {**SCOPE, "topics": [{"name": "returns.new"}], "purge": {"name_prefix": "returns."}}
    predicted = purges.run("topics", True, **options)
    assert purges.sandbox.writes() == []
    real = purges.run("topics", **options)
    assert predicted["counts"] == real["counts"]
    assert predicted["diff"] == real["diff"]
    assert [entry["before_header"] for entry in real["diff"]] == [
        "topic returns.asked",
        "topic returns.paid",
        "topic returns.new",
    ]  # what goes comes first, so that nobody overlooks it
    assert purges.run("topics", **options)["changed"] is False


def test_deletions_come_last_and_not_after_a_failure(purges: Purges) -> None:
    purges.sandbox.fault(method="POST", path="/topics$", nth=1, times=1, status=403)
    options = {**SCOPE, "topics": [{"name": "returns.new"}], "purge": {"name_prefix": "returns."}}
    result = purges.run("topics", **options)
    assert result["failed"]
    assert purges.deletions() == []
    done = purges.run("topics", **options)
    assert done["counts"] == {
        "created": 1, "updated": 0, "deleted": 2, "unchanged": 0, "failed": 0, "not_tried": 0
    }  # fmt: skip


def test_a_scope_that_is_not_there_is_not_purged(purges: Purges) -> None:
    result = purges.run("topics", environment="dev", cluster="nowhere", topics=[], purge={"name_prefix": "returns."})
    assert result["failed"]
    assert purges.deletions() == []


# ---- ACLs


def acl(principal: str, name: str, operation: str = "READ", **more: Any) -> dict[str, Any]:
    return {"principal": principal, "resource_type": "TOPIC", "resource_name": name, "operation": operation, **more}


def held(purges: Purges) -> set[tuple[str, str, str]]:
    """(principal, resource name, operation) of every ACL that the cluster has."""
    listed = purges.estate.kafka("GET", "/acls?principal=UserV2:*")["data"]
    return {(entry["principal"], entry["resource_name"], entry["operation"]) for entry in listed}


def test_acls_of_one_principal(purges: Purges) -> None:
    first, other = "returns-writer", "refunds-writer"
    made = [acl(first, "returns."), acl(first, "returns.", "WRITE"), acl(first, "__x"), acl(other, "returns.")]
    made.append({**acl(first, "pksqlc-1a", "WRITE"), "resource_type": "TRANSACTIONAL_ID"})
    assert not purges.run("acls", **SCOPE, acls=made)["failed"]
    before = held(purges)
    result = purges.run("acls", **SCOPE, acls=made[:1], purge={"principal": first})
    assert not result["failed"], result
    gone = before - held(purges)
    assert {(name, operation) for principal, name, operation in gone} == {("returns.", "WRITE")}
    assert len(purges.deletions()) == 1
    assert all(len(entry["query"]) == 7 for entry in purges.deletions())
    reasons = [entry["reason"] for entry in result["purge"]["spared"]]
    assert reasons == ["it is on something internal to the service"] * 2


@pytest.mark.parametrize("principal", ["", "*", "User:", "UserV2:*", "nobody"])
def test_acls_of_nobody_in_particular(purges: Purges, principal: str) -> None:
    before = held(purges)
    result = purges.run("acls", **SCOPE, acls=[], purge={"principal": principal, "max_deletions": 1000})
    assert purges.deletions() == []
    assert held(purges) == before
    assert result["failed"] or result["changed"] is False


def test_the_callers_own_acls_stay(purges: Purges) -> None:
    """The account behind the Kafka key would lock itself out."""
    own = purges.sandbox.request("GET", f"/iam/v2/api-keys/{purges.estate.env['CONFLUENT_KAFKA_API_KEY']}")
    principal = f"User:{own['spec']['owner']['id']}"
    assert not purges.run("acls", **SCOPE, acls=[acl(principal, "returns.")])["failed"]
    before = held(purges)
    result = purges.run("acls", **SCOPE, acls=[], purge={"principal": principal})
    assert purges.deletions() == []
    assert held(purges) == before
    assert "whose credential this task uses" in result["purge"]["spared"][0]["reason"]


def test_who_runs_the_purge_has_to_be_known(purges: Purges) -> None:
    """Without a credential of the control plane nobody can tell whose the Kafka key is: nothing is purged."""
    assert not purges.run("acls", **SCOPE, acls=[acl("returns-writer", "returns.")])["failed"]
    found = next(entry for entry in held(purges))
    env = {name: value for name, value in purges.estate.env.items() if "CLOUD_API" not in name}
    endpoint = f"{purges.sandbox.endpoint}/_kafka/{purges.estate.cluster}"
    options = {
        "cluster": purges.estate.cluster,
        "kafka_rest_endpoint": endpoint,
        "cloud_api_key": "",
        "cloud_api_secret": "",
    }
    purges.sandbox.clear_journal()
    result = purges.run_module("confluent_acls", {**options, "acls": [], "purge": {"principal": found[0]}}, env=env)
    assert result["failed"], result
    assert purges.deletions() == []


# ---- role bindings and service accounts


def test_role_bindings_of_one_principal(purges: Purges) -> None:
    bound = {"scope": "environment", "environment": "dev"}
    made = [
        {**bound, "principal": who, "role": role}
        for who in ("returns-writer", "refunds-writer")
        for role in ("MetricsViewer", "Operator")
    ]
    assert not purges.run("role_bindings", role_bindings=made)["failed"]
    before = purges.sandbox.state()["role_bindings"]
    result = purges.run("role_bindings", role_bindings=made[:1], purge={"principal": "returns-writer"})
    assert not result["failed"], result
    assert result["counts"]["deleted"] == 1
    gone = before.keys() - purges.sandbox.state()["role_bindings"].keys()
    assert [before[name]["role_name"] for name in gone] == ["Operator"]


def test_the_callers_own_role_bindings_stay(purges: Purges) -> None:
    before = purges.sandbox.state()["role_bindings"]
    admin = purges.sandbox.settings()["admin_user_id"]
    result = purges.run("role_bindings", role_bindings=[], purge={"principal": f"User:{admin}", "max_deletions": 99})
    assert purges.deletions() == []
    assert result["purge"]["spared"], result
    assert purges.sandbox.state()["role_bindings"] == before


def test_bindings_outside_the_environment_stay(purges: Purges) -> None:
    made = [
        {"principal": "returns-writer", "role": "MetricsViewer", "scope": "organization"},
        {"principal": "returns-writer", "role": "MetricsViewer", "scope": "environment", "environment": "dev"},
    ]
    assert not purges.run("role_bindings", role_bindings=made)["failed"]
    organization = f"crn://confluent.cloud/organization={purges.sandbox.organization_id}"
    # All that is given narrows the scope, in whatever order it stands there.
    for scope in ({"principal": "returns-writer"}, {"crn_pattern": organization}):
        assert not purges.run("role_bindings", role_bindings=made)["failed"]
        scope = {**scope, "environment": "dev", "protected": ["EnvironmentAdmin"]}
        result = purges.run("role_bindings", role_bindings=[], purge=scope)
        assert result["counts"]["deleted"] == 1
        left = purges.run("role_bindings", role_bindings=made[:1])
        assert left["counts"]["unchanged"] == 1


def test_bindings_on_internal_resources_stay(purges: Purges) -> None:
    topic = {"principal": "returns-writer", "role": "DeveloperRead", "scope": "topic", **SCOPE}
    made = [{**topic, "resource_name": name} for name in ("_confluent-metrics", "returns.paid")]
    made.append({**topic, "resource_name": "pksqlc-", "pattern_type": "PREFIXED"})
    assert not purges.run("role_bindings", role_bindings=made)["failed"]
    result = purges.run("role_bindings", role_bindings=[], purge={"principal": "returns-writer"})
    assert result["counts"]["deleted"] == 1
    reasons = [entry["reason"] for entry in result["purge"]["spared"]]
    assert reasons == ["it is on something internal to the service"] * 2


def test_service_accounts_by_prefix(purges: Purges) -> None:
    items = [{"name": "returns-writer"}]
    result = purges.run("service_accounts", service_accounts=items, purge={"name_prefix": "returns-"})
    assert not result["failed"], result
    names = {account["display_name"] for account in purges.sandbox.state()["service_accounts"].values()}
    assert {"returns-writer", "refunds-writer", "orders-service"} <= names
    assert "returns-reader" not in names


def test_the_callers_own_service_account_stays(purges: Purges) -> None:
    accounts = purges.sandbox.state()["service_accounts"]
    account = next(key for key, value in accounts.items() if value["display_name"] == "returns-writer")
    organization = f"crn://confluent.cloud/organization={purges.sandbox.organization_id}"
    bound = {"principal": f"User:{account}", "role_name": "OrganizationAdmin", "crn_pattern": organization}
    purges.sandbox.request("POST", "/iam/v2/role-bindings", bound)
    key, secret = api_key(purges.sandbox, account, None, "purger")
    own = {"cloud_api_key": key, "cloud_api_secret": secret}
    result = purges.run("service_accounts", **own, service_accounts=[], purge={"name_prefix": "returns-"})
    assert not result["failed"], result
    assert [entry["label"] for entry in result["purge"]["spared"]] == ["service account returns-writer"]
    assert result["purge"]["spared"][0]["reason"].endswith("this task uses")
    assert len(purges.deletions()) == 1


@pytest.mark.parametrize("part", ["permission", "operation"])
def test_an_acl_that_is_listed_without_a_part_is_not_deleted(purges: Purges, part: str) -> None:
    """What is left out of the filters of a deletion means any."""
    acl = {"principal": "orders-service", "resource_type": "TOPIC", "resource_name": "returns.", "operation": "READ"}
    assert not purges.run("acls", **SCOPE, acls=[acl])["failed"]
    listed = purges.estate.kafka("GET", "/acls")
    del listed["data"][0][part]
    purges.sandbox.fault(method="GET", path="/acls$", status=200, body=listed)
    result = purges.run("acls", **SCOPE, acls=[], purge={"resource_name_prefix": "returns."})
    assert result["failed"]
    assert "exception" not in result
    assert "an ACL without all of its parts" in result["msg"]
    assert purges.deletions() == []


def test_an_odd_id_of_what_is_there_is_an_error_with_words(purges: Purges) -> None:
    """The service's answer is not as documented."""
    item = {"subject": "returns.paid-value", "schema": '"string"'}
    assert not purges.run("schemas", environment="dev", schemas=[item])["failed"]
    odd = {"subject": item["subject"], "version": 1, "id": [], "schema": item["schema"]}
    purges.sandbox.fault(method="GET", path="^/schemas$", times=0, status=200, body=[odd])
    purges.sandbox.fault(path="/versions/|^/subjects/[^/]*$", times=0, status=200, body=odd)
    result = purges.run("schemas", environment="dev", schemas=[item], purge={"subject_prefix": "returns."})
    assert result["failed"]
    assert "Unexpected error" not in result["msg"]
    assert "exception" not in result


@pytest.mark.parametrize("pattern", ["", None, "nonsense", "crn://confluent.cloud/organization"])
@pytest.mark.parametrize("module", ["role_bindings", "role_binding_info"])
def test_a_binding_whose_place_cannot_be_read_is_an_error_with_words(
    purges: Purges, module: str, pattern: str | None
) -> None:
    """Nobody can tell whether it is in the scope: it is not deleted, and not left out of a list in silence."""
    binding = {"principal": "returns-writer", "role": "MetricsViewer", "scope": "environment", "environment": "dev"}
    assert not purges.run("role_bindings", role_bindings=[binding])["failed"]
    odd = {"id": "rb-odd", "principal": "User:sa-odd", "role_name": "Operator", "crn_pattern": pattern}
    listed = {"api_version": "iam/v2", "kind": "RoleBindingList", "metadata": {}, "data": [odd]}
    purges.sandbox.fault(method="GET", path="/role-bindings$", times=0, status=200, body=listed)
    if module == "role_bindings":
        result = purges.run(module, role_bindings=[], purge={"environment": "dev", "protected": ["EnvironmentAdmin"]})
    else:
        result = purges.run(module, scope="environment", environment="dev", nested=True)
    assert result["failed"]
    assert "rb-odd" in result["msg"]
    assert "Unexpected error" not in result["msg"]
    assert "exception" not in result
    assert purges.deletions() == []
