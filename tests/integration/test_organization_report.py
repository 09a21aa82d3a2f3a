# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report on a seeded organization: exactly the known findings and requests; gaps in place of failures; the tasks
that remove what was found do so.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import direct
from tests.support.organization import CALM, HOSTILE, KEYS, Organization, first_of, secret_of, seeded

MODULE = "confluent_organization_report_info"
# Code, name, environment and cluster of all that there is to find, the worst first.
FINDINGS = [
    ("cluster_without_traffic", "idle", "dev", "idle"),
    ("key_without_owner", "left behind", "prod", None),
    ("connector_failed", HOSTILE, "prod", "payments"),
    ("statement_failed", "enrich-v2", "prod", None),
    ("acl_allows_everything", "User:*", "prod", "payments"),
    ("acl_allows_everything", "billing (sa-b1i2l3)", "prod", "payments"),
    ("cluster_unprotected", "payments", "prod", "payments"),
    ("registry_without_compatibility", "{registry}", "dev", None),
    ("certificate_expiring", "Branch offices", None, None),
    ("topic_unused", "playground", "dev", "idle"),
    ("topic_unused", "payments.v0", "prod", "payments"),
    ("key_without_use", "shared payments", "prod", "payments"),
    ("connector_without_tasks", "hollow", "prod", "payments"),
    ("pool_without_statements", "bored", "prod", None),
    ("group_behind", "billing-loader", "prod", "payments"),
    ("key_old", "shared idle", "dev", None),
    ("key_old", "billing", "prod", None),
    ("key_old", "shared payments", "prod", None),
    ("cloud_key_of_person", "Anna's script", None, None),
    ("cloud_key_of_person", "sandbox administrator", None, None),
    ("organization_admin", "admin@example.com (u-4xgp5z)", None, None),
    ("organization_admin", "anna@example.com (u-a1n2n3)", None, None),
    ("binding_allows_everything", "shared (sa-s1h2a3)", "dev", None),
    ("binding_allows_everything", "billing (sa-b1i2l3)", "prod", None),
    ("binding_allows_everything", "billing (sa-b1i2l3)", "prod", None),
    ("account_in_several_environments", "shared", None, None),
    ("subject_without_compatibility", "payments.refunded-value", "prod", None),
    ("cluster_open", "idle", "dev", "idle"),
    ("cluster_open", "young", "dev", "young"),
    ("quota_nearly_reached", "Max Service Accounts Per Organization", None, None),
    ("topic_without_writes", "payments.history", "prod", "payments"),
    ("topic_without_readers", "payments.refunded", "prod", "payments"),
    ("subject_without_topic", "payments.gone-value", "prod", None),
    ("account_without_keys", "forgotten", None, None),
    ("link_without_mirrors", "from-elsewhere", "prod", "payments"),
    ("connector_paused", "resting", "prod", "payments"),
    ("statement_stopped", "enrich-v0", "prod", None),
    ("acl_orphaned", "User:sa-g1o2n3", "prod", "payments"),
    ("binding_orphaned", "User:sa-g1o2n3", "prod", None),
]
# Every request, by the path without ids, and how many times.
REQUESTS = {
    "/org/v2/organizations": 1,
    "/org/v2/environments": 1,
    "/iam/v2/api-keys": 1,
    "/iam/v2/role-bindings": 2,  # of the organization itself, and below it
    "/iam/v2/service-accounts": 1,
    "/iam/v2/users": 1,
    "/iam/v2/invitations": 1,
    "/iam/v2/sso/group-mappings": 1,
    "/iam/v2/certificate-authorities": 1,
    "/iam/v2/certificate-authorities/*/identity-pools": 2,
    "/iam/v2/identity-providers": 1,
    "/iam/v2/ip-filters": 1,
    "/service-quota/v1/applied-quotas": 2,
    "/billing/v1/costs": 4,  # months
    "/cmk/v2/clusters": 2,  # environments
    "/srcm/v3/clusters": 2,
    "/fcpm/v2/compute-pools": 2,
    "/ksqldbcm/v2/clusters": 2,
    "/fcpm/v2/regions": 1,
    "/v2/metrics/cloud/query": 4,
    "/connect/v1/environments/*/clusters/*/connectors": 3,  # clusters
    "kafka/topics": 2,  # clusters with a key
    "kafka/acls": 2,
    "kafka/links": 2,
    "schema_registry/subjects": 3,  # two registries, to the empty page
    "schema_registry/schemas": 3,
    "schema_registry/config": 2,
    "schema_registry/config/*": 6,  # subjects
    "flink/statements": 1,
}


class Report:
    """The module on the seeded organization; `told` is what the last run returned besides its findings."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox, self.organization = sandbox, seeded(sandbox)
        self.told: dict[str, Any] = {}
        self.warnings: list[str] = []
        self.calls = 0

    def __call__(self, env: dict[str, str] | None = None, **options: Any) -> list[dict[str, Any]]:
        from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import transport_of
        from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.organization_report.kind import (
            OrganizationReport,
        )

        asked = {"keys": self.organization.keys, **options}
        fields = OrganizationReport.info_argument_fields()
        given = direct._parameters(OrganizationReport, asked, {**self.sandbox.env, **(env or {})}, fields)
        self.sandbox.clear_journal()
        transport = transport_of(given, read_only=True)
        self.warnings = []
        try:
            with direct.skipped(self.sandbox, transport):
                kind = OrganizationReport(Cloud(given, transport, warn=self.warnings.append), given)
                kind.open()
                found = kind.select()
        finally:
            transport.close()
        self.told, self.calls = kind.besides()["report"], transport.statistics.calls
        return found

    def fails(self, **options: Any) -> str:
        from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError

        with pytest.raises(ConfluentError) as caught:
            self(**options)
        return str(caught.value)

    def gaps(self) -> list[tuple[str, str | None, str | None]]:
        """Part, environment and cluster of each gap."""
        return [(gap["part"], gap["environment_name"], gap["cluster_name"]) for gap in self.told["gaps"]]


@pytest.fixture
def report(sandbox: Any) -> Report:
    return Report(sandbox)


def named(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["code"], one["name"], one["environment_name"], one["cluster_name"]) for one in found]


def expected(organization: Organization) -> list[tuple[Any, ...]]:
    registry = organization.ids["env-d1e2v3"]
    return [(code, registry if name == "{registry}" else name, *place) for code, name, *place in FINDINGS]


def plain(entry: dict[str, Any]) -> str:
    """The path of a request with its plane, and a star in place of every id and name."""
    parts = entry["path"].strip("/").split("/")
    if entry["plane"] in ("kafka", "schema_registry", "flink"):
        rest = {"kafka": parts[4:], "schema_registry": parts, "flink": parts[-1:]}[entry["plane"]]
        return "/".join([entry["plane"], *rest[:1], *("*" for _name in rest[1:])])
    return "/" + "/".join("*" if part.startswith(("op-", "env-", "lkc-")) else part for part in parts)


class TestSeeded:
    def test_has_exactly_the_known_findings_and_takes_exactly_the_known_requests(self, report: Report) -> None:
        found = report()
        assert named(found) == expected(report.organization)
        assert all(one["certain"] for one in found)
        assert report.gaps() == [("kafka", "dev", "young")]  # there is no key for it
        asked = Counter(plain(entry) for entry in report.sandbox.journal())
        assert dict(asked) == REQUESTS
        assert report.calls == sum(REQUESTS.values())
        assert report.sandbox.writes() == []
        json.dumps(report.told)  # plain data
        assert report.told["format"] == "streamops.confluent/organization-report/1"
        assert report.told["counts"] == dict(Counter(one["code"] for one in found))

    def test_tells_what_things_cost_a_month(self, report: Report) -> None:
        found, days = report(), (first_of(0) - first_of(1)).days
        costs = {one["name"]: one["monthly_cost"] for one in found if one["monthly_cost"]}
        assert costs == {
            "idle": f"{days * 330 / 100:.2f}",
            "payments": f"{days * 4840 / 100:.2f}",
            "hollow": f"{days * 46 / 100:.2f}",
        }
        told, before = report.told["costs"], (first_of(1) - first_of(2)).days
        assert told["month"] == first_of(1).isoformat()[:7]
        [payments] = [one for one in told["by_resource"] if one["resource"] == "lkc-p1a2y3"]
        assert payments["before"] == f"{before * 4325 / 100:.2f}"
        difference = days * 4840 - before * 4325
        assert payments["change"]["amount"] == f"{difference / 100:.2f}"
        assert payments["change"]["percent"] == f"{difference / (before * 4325) * 100:.1f}"
        assert [one["month"] for one in told["months"]][:3] == [first_of(back).isoformat()[:7] for back in (3, 2, 1)]
        assert [one["complete"] for one in told["months"]][:3] == [True, True, True]

    def test_tells_the_estate_and_the_lag(self, report: Report) -> None:
        report()
        dev, prod = (
            next(one for one in report.told["environments"] if one["name"] == name) for name in ("dev", "prod")
        )
        [payments] = prod["clusters"]
        assert (payments["topics"], payments["acls"], payments["connectors"], payments["links"]) == (6, 4, 4, 1)
        assert (payments["received_bytes"], payments["sent_bytes"]) == (5_001_010 + 6000 * 0, 7_002_010)
        assert (prod["subjects"], prod["compute_pools"], prod["statements"]) == (6, 2, 3)
        young = next(one for one in dev["clusters"] if one["name"] == "young")
        assert (young["topics"], young["connectors"]) == (None, 0)  # not read is not none
        assert [(one["group"], one["lag"]) for one in report.told["lag"]] == [
            ("billing-loader", 5000),
            ("billing-audit", 10),
        ]

    def test_the_tasks_remove_what_was_found(self, report: Report, playbook: Any) -> None:
        removed = [one for one in report() if one["task"]]
        assert len(removed) == 21
        plays = []
        for one in removed:
            key = KEYS[1] if one["cluster_name"] == "idle" else KEYS[0]
            registry, flink = KEYS[2], KEYS[3]
            of_planes = {"KAFKA": key, "SCHEMA_REGISTRY": registry, "FLINK": flink}
            environment = {
                f"CONFLUENT_{plane}_API_{part}": value
                for plane, used in of_planes.items()
                for part, value in (("KEY", used), ("SECRET", secret_of(used)))
            }
            plays.append({"environment": environment, "tasks": yaml.load(one["task"], Loader=Loader)})
        # The cluster goes last: with it all that is in it.
        plays.sort(key=lambda play: "confluent_kafka_cluster" in str(play["tasks"]))
        result = playbook(plays).check()
        assert result.changed == len(removed)
        # What was used by what is gone is found now, and nothing that was found before.
        left = {(one["code"], one["name"]) for one in report() if one["task"]}
        assert left == {
            ("account_without_keys", "shared"),
            ("subject_without_topic", "payments.history-value"),
            ("subject_without_topic", "payments.refunded-value"),
        }


class Loader(yaml.SafeLoader):
    """YAML as Ansible reads it, as far as these tasks need it."""


Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


class TestGaps:
    def test_what_may_not_be_read_is_a_gap_and_no_failure(self, report: Report) -> None:
        report.sandbox.seed("service_accounts", {"display_name": "reader", "id": "sa-r1e2a3"})
        place = f"crn://confluent.cloud/organization={report.sandbox.organization_id}/environment=env-p1r2d3"
        report.sandbox.seed(
            "role_bindings", {"principal": "User:sa-r1e2a3", "role_name": "MetricsViewer", "crn_pattern": place}
        )
        key = {"id": "READER0000000001", "secret": "a-reader-s-secret", "owner": "sa-r1e2a3", "resource": "cloud"}
        report.sandbox.seed("api_keys", key)
        env = {"CONFLUENT_CLOUD_API_KEY": key["id"], "CONFLUENT_CLOUD_API_SECRET": key["secret"]}
        found = report(env=env, keys=[])
        parts = {gap["part"] for gap in report.told["gaps"]}
        assert {"costs", "quotas", "visibility", "kafka", "schemas"} <= parts
        assert report.told["costs"] is None
        assert [gap["status"] for gap in report.told["gaps"] if gap["part"] == "costs"] == [403]
        assert "no key for lkc-p1a2y3" in next(g["reason"] for g in report.told["gaps"] if g["part"] == "kafka")
        # What the credential does see is judged, and what it may only not see is not said to be sure.
        codes = {one["code"] for one in found}
        assert "cluster_unprotected" in codes
        assert not any(one["certain"] for one in found if one["code"] in ("account_without_keys", "key_without_owner"))

    def test_a_cluster_that_does_not_answer_is_asked_once(self, report: Report) -> None:
        report.sandbox.fault(path="/kafka/v3/clusters/lkc-p1a2y3/", times=0, reset="before")
        found = report()
        assert ("topics", "prod", "payments") in report.gaps()
        assert not [gap for gap in report.gaps() if gap[0] in ("acls", "links")]
        left = {one["code"] for one in found}
        assert {"topic_unused", "connector_failed"} <= left  # of the other cluster, of the other plane
        assert not [one for one in found if one["kind"] == "ACL"]
        # Without the topics nothing is said of subjects.
        assert "subject_without_topic" not in left

    @pytest.mark.parametrize("path", ["/v2/metrics", "/iam/v2/users", "/sql/v1/", "^/config/", "/connect/v1"])
    def test_every_refusal_is_named(self, report: Report, path: str) -> None:
        report.sandbox.fault(path=path, times=0, status=403)
        found = report()
        known = Counter(one[0] for one in FINDINGS)
        sure = Counter(one["code"] for one in found if one["certain"])
        assert sure <= known
        assert any(gap["status"] == 403 for gap in report.told["gaps"])

    def test_one_cluster_without_metrics_leaves_those_of_the_others(self, report: Report) -> None:
        # A query for several is refused as a whole, and so is then that for the one, and not those for the others.
        report.sandbox.fault(path="/v2/metrics/cloud/query", times=2, status=403)
        found = report(concurrency=1)
        [gap] = [gap for gap in report.told["gaps"] if gap["part"] == "metrics"]
        judged = {one["cluster"] for one in found if one["code"].startswith("topic_")}
        assert judged == {"lkc-p1a2y3", "lkc-i1d2l3"} - {gap["cluster"]}

    def test_the_key_of_another_control_plane_is_not_sent_to_confluents_metrics(self, report: Report) -> None:
        found = report(metrics_endpoint=None)
        [gap] = [gap for gap in report.told["gaps"] if gap["part"] == "metrics"]
        assert "give metrics_endpoint" in gap["reason"]
        assert gap["environment"] is None
        assert not [one for one in found if one["code"].startswith("topic_")]
        assert "connector_failed" in {one["code"] for one in found}

    def test_without_the_environments_there_is_no_report(self, report: Report) -> None:
        report.sandbox.fault(path="/org/v2/environments", times=0, status=403)
        assert "403" in report.fails()


class TestOptions:
    def test_what_is_wrong_is_refused_before_any_request(self, report: Report) -> None:
        words = report.fails(
            months=12,
            unused_days=0,
            quota_percent=101,
            concurrency=65,
            exceptions=[{"reason": "x"}, {"code": "topic_used", "reason": "x"}],
        )
        for said in (
            "months must be at most 11",
            "unused_days must be at least 1",
            "quota_percent must be at most 100",
            "concurrency must be at most 64",
            "exceptions[0] would except everything",
            "exceptions[1].code 'topic_used' is none of",
        ):
            assert said in words
        assert "does not exist" in report.fails(key_files=["/nowhere/at/all"])
        assert report.sandbox.journal() == []

    def test_exceptions_are_kept_with_their_reason(self, report: Report) -> None:
        exceptions = [
            {"code": "key_old", "environment": "prod", "reason": "Rotated by hand"},
            {"name": "idle", "reason": "For trying out"},
        ]
        found = report(exceptions=exceptions)
        left_out = [one for one in expected(report.organization) if one not in named(found)]
        assert [(one["code"], one["name"]) for one in report.told["excepted"]] == [one[:2] for one in left_out]
        assert {one[0] for one in left_out} == {"key_old", "cluster_without_traffic", "cluster_open"}
        assert {one["reason"] for one in report.told["excepted"]} == {"Rotated by hand", "For trying out"}

    def test_exceptions_that_fit_nothing_are_told(self, report: Report) -> None:
        exceptions = [
            {"code": "key_old", "reason": "Rotated by hand"},
            {"code": "key_old", "environment": "prod", "reason": "Fits what the first one has left out already"},
            {"code": "key_old", "name": "nothing-like-this*", "reason": "Of last year"},
            {"environment": "nosuchenv", "reason": "Mistyped"},
        ]
        report(exceptions=exceptions)
        nothing = {"code": None, "name": None, "environment": None, "cluster": None}
        assert report.told["exceptions_without_findings"] == [{**nothing, **one} for one in exceptions[2:]]
        [words] = report.warnings
        assert words.startswith(
            "exceptions that fit nothing: code: key_old, name: nothing-like-this*; environment: nos"
        )
        # Of an exception for what was not looked at nobody knows.
        report(exceptions=[{"code": "topic_unused", "reason": "x"}], parts=["connectors"])
        assert "may not have been looked at: the parts costs, metrics, topics" in report.warnings[0]
        report(exceptions=[{"code": "key_old", "reason": "x"}])
        assert report.warnings == report.told["exceptions_without_findings"] == []

    def test_a_mistyped_role_does_not_hide_findings(self, report: Report) -> None:
        words = report.fails(powerful_roles=["CloudClusterAdmin", "EnvironmentAdmn"])
        assert "powerful_roles[1] 'EnvironmentAdmn' is no role that this collection knows" in words
        assert "Did you mean EnvironmentAdmin?" in words
        # Before what takes long.
        assert not [one for one in report.sandbox.journal() if one["path"].startswith("/v2/metrics")]
        report(powerful_roles=["Zookeeper"])
        assert ["'Zookeeper' is no role" in one for one in report.warnings] == [True]
        # Where the bindings cannot be read, nothing is known of it, and the report goes on.
        report.sandbox.fault(path="/iam/v2/role-bindings", times=0, status=403)
        report(powerful_roles=["EnvironmentAdmn"])
        assert ["Did you mean EnvironmentAdmin?" in one for one in report.warnings] == [True]

    def test_a_role_that_somebody_has_is_one(self, report: Report) -> None:
        place = f"crn://confluent.cloud/organization={report.sandbox.organization_id}/environment=env-p1r2d3"
        binding = {"principal": "User:sa-b1i2l3", "role_name": "EnvironmentAdmin2", "crn_pattern": place}
        report.sandbox.seed("role_bindings", binding)
        found = report(powerful_roles=["EnvironmentAdmin2"])
        assert report.warnings == []
        assert [one["detail"] for one in found if "EnvironmentAdmin2" in one["detail"]]

    def test_thresholds_decide(self, report: Report) -> None:
        codes = Counter(
            one["code"]
            for one in report(
                key_age_days=300,
                lag_records=5,
                certificate_days=1,
                quota_percent=100,
                production=["DEV"],
                powerful_roles=[],
            )
        )
        assert codes["key_old"] == codes["certificate_expiring"] == codes["quota_nearly_reached"] == 0
        assert codes["cluster_unprotected"] == 0  # the types there cannot be protected
        assert (codes["group_behind"], codes["binding_allows_everything"]) == (2, 1)

    def test_parts_that_are_left_out_are_not_asked_for(self, report: Report) -> None:
        report(parts=["connectors"])
        paths = " ".join(entry["path"] for entry in report.sandbox.journal())
        for part in ("/billing/", "/v2/metrics", "/_kafka/", "/_sr/", "/_flink/", "/service-quota/"):
            assert part not in paths
        assert report.told["costs"] is None

    def test_keys_come_from_files_too(self, report: Report, tmp_path: Path) -> None:
        for key in KEYS:
            stored = {"format": "streamops.confluent/api-key/1", "api_key": key, "api_secret": secret_of(key)}
            (tmp_path / f"{key}.json").write_text(json.dumps(stored), encoding="utf-8")
        assert named(report(keys=[], key_files=[str(tmp_path)])) == expected(report.organization)
        (tmp_path / "other.json").write_text("no key", encoding="utf-8")
        assert "cannot be read as a key file" in report.fails(keys=[], key_files=[str(tmp_path)])


def test_no_output_shows_a_secret(sandbox: Any, run_module: Any) -> None:
    keys = seeded(sandbox).keys
    sandbox.fault(path="/kafka/v3/", times=0, status=401, body={"message": f"bad secret {keys[0]['api_secret']}"})
    result = run_module(MODULE, {"keys": keys})
    assert not result["failed"], result
    assert len(result["findings"]) > 20
    assert not [key for key in keys if key["api_secret"] in json.dumps(result)]
    assert CALM not in {one["name"] for one in result["findings"]}


def test_what_a_failed_connector_says_is_told_without_its_secrets(report: Report) -> None:
    secret = "n0t-to-be-seen-4711"
    config = {"connector.class": "DatagenSource", "connection.url": f"jdbc:postgresql://shop:{secret}@db.example/shop"}
    place = {"cluster": "lkc-p1a2y3"}
    report.sandbox.seed("connectors", {**place, "names": ["leaky"], "config": config})
    trace = f"could not connect to {config['connection.url']} with {secret}"
    states = {"name": "leaky", "states": [["FAILED", 1e9, trace]], "tasks": [["FAILED", trace]], "sticky": True}
    report.sandbox.seed("connector_states", {**place, **states})
    [leaky] = [one for one in report() if one["name"] == "leaky"]
    assert "could not connect" in leaky["detail"]
    assert secret not in json.dumps(leaky)
