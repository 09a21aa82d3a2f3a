# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tableflow topics and catalog integrations: what stands still is told, secrets of a form, keys of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

from ..kinds.catalog_integration import SNOWFLAKE
from ..kinds.tableflow_topic import IN_CLUSTER

TOPICS = "/tableflow/v1/tableflow-topics"
CATALOGS = "/tableflow/v1/catalog-integrations"
TOPIC = {"name": "orders.created", "managed_storage": {}}
SECRET = "s3cret-of-the-lake"
Module = Callable[..., dict[str, Any]]


class Lake:
    """Runs the kinds in this process, on a cluster with a topic, with the keys of an administrator."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("cluster", "topic", "kafka_key", "tableflow_key")

    @property
    def env(self) -> dict[str, str]:
        return {**self.sandbox.env, **self.estate.env}

    def run(self, kind: str = "TableflowTopic", check: bool = False, skipping: Any = None, **options: Any) -> Any:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds import tableflow

        self.sandbox.clear_journal()
        return direct.run(getattr(tableflow, kind), {**IN_CLUSTER, **options}, self.env, check=check, skipping=skipping)

    def done(self, operation: str, kind: str = "TableflowTopic", **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation."""
        for check in (True, False):
            result = self.run(kind, check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert len(self.sandbox.writes()) == (operation != "unchanged" and not check)
        made: dict[str, Any] = result
        return made

    def refused(self, *words: str, kind: str = "TableflowTopic", **options: Any) -> None:
        """The same in check mode and in the run itself, and nothing is written."""
        for check in (True, False):
            result = self.run(kind, check, **options)
            assert result["failed"], result
            assert self.sandbox.writes() == []
            for word in words:
                assert word in result["msg"], result["msg"]

    def info(self, kind: str) -> list[dict[str, Any]]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds import tableflow

        return direct.info(getattr(tableflow, kind), dict(IN_CLUSTER), self.env)


@pytest.fixture
def lake(sandbox: Any) -> Lake:
    return Lake(sandbox)


# ---- topics


def test_a_topic_is_made_where_the_cluster_of_the_environment_variables_is(lake: Lake, sandbox: Any) -> None:
    """Nobody has to say the cluster again, and numbers are texts on the wire."""
    place = {"environment": lake.env["CONFLUENT_ENVIRONMENT"], "cluster": lake.env["CONFLUENT_KAFKA_CLUSTER"]}
    made = lake.done("created", **{**TOPIC, **place, "retention_ms": 604800000})["tableflow_topic"]
    [post] = sandbox.journal("POST", TOPICS)
    assert post["request_body"]["spec"] == {
        "display_name": "orders.created",
        "storage": {"kind": "Managed"},
        "config": {"retention_ms": "604800000"},
        "environment": {"id": lake.estate.environment},
        "kafka_cluster": {"id": lake.estate.cluster},
    }
    assert (made["retention_ms"], made["phase"], made["write_mode"]) == (604800000, "RUNNING", "APPEND")
    assert made["managed_storage"] == {}
    lake.done("unchanged", **TOPIC, retention_ms=604800000, table_formats=["iceberg"])


def test_a_change_sends_numbers_as_texts_and_only_what_differs(lake: Lake, sandbox: Any) -> None:
    lake.done("created", **TOPIC)
    lake.done("updated", **TOPIC, retention_ms=86400000)
    [patch] = sandbox.journal("PATCH", TOPICS)
    assert patch["request_body"]["spec"]["config"] == {"retention_ms": "86400000"}


def test_what_is_taken_and_not_made_is_no_success(lake: Lake, sandbox: Any) -> None:
    """Also where nobody waits: the answer to the PATCH and what is read after it show the old value."""
    before = lake.done("created", **TOPIC, retention_ms=604800000)["tableflow_topic"]
    assert before["retention_ms"] == 604800000
    [post] = sandbox.journal("POST", TOPICS)
    raw = post["response_body"]
    sandbox.fault(method="PATCH", path=f"^{TOPICS}/", status=200, body=raw, times=0)
    result = lake.run(skipping=sandbox, **TOPIC, retention_ms=86400000)
    assert result["failed"]
    assert "has not made it: retention_ms" in result["msg"]


def test_another_way_with_bad_records_leaves_the_topic_for_them_behind(lake: Lake, sandbox: Any) -> None:
    lake.done("created", **TOPIC, error_handling={"mode": "LOG", "target": "orders.bad"})
    shown = lake.done("updated", name=TOPIC["name"], error_handling={"mode": "skip"})["tableflow_topic"]
    [patch] = sandbox.journal("PATCH", TOPICS)
    assert patch["request_body"]["spec"]["config"] == {"error_handling": {"mode": "SKIP"}}
    assert shown["error_handling"] == {"mode": "SKIP", "target": None}


def test_what_is_wrong_is_said_before_any_request(lake: Lake, sandbox: Any) -> None:
    lake.refused("the service only resumes", **TOPIC, suspended=True)
    lake.refused("retention_ms must be at least 86400000", **TOPIC, retention_ms=1000)
    lake.refused("target goes with mode LOG only", **TOPIC, error_handling={"mode": "SKIP", "target": "x"})
    lake.refused("managed_storage has no options", name="x", managed_storage={"bucket_name": "b"})
    assert sandbox.journal() == []


def test_the_storage_is_fixed_and_its_integration_goes_by_name(lake: Lake, sandbox: Any) -> None:
    aws = {"customer_iam_role_arn": "arn:aws:iam::123456789012:role/lake", "kind": "AwsIntegrationConfig"}
    spec = {"display_name": "lake", "provider": "AWS", "config": aws, "environment": {"id": lake.estate.environment}}
    ident = sandbox.request("POST", "/pim/v1/integrations", spec)["id"]
    stored = {"bucket_name": "tables", "provider_integration": "lake"}
    made = lake.done("created", name=TOPIC["name"], byob_aws=stored)["tableflow_topic"]
    assert made["byob_aws"] == {"bucket_name": "tables", "provider_integration": ident}
    assert made["bucket_region"] == "eu-central-1"
    lake.done("unchanged", name=TOPIC["name"], byob_aws=stored)
    lake.refused("byob_aws.bucket_name", "is fixed at creation", name=TOPIC["name"], byob_aws={"bucket_name": "others"})
    lake.refused("is a byob_aws Tableflow topic, not managed_storage", **TOPIC)
    lake.refused(
        "one of managed_storage, byob_aws, azure_data_lake_storage_gen_2", name="other", table_formats=["DELTA"]
    )


def test_a_topic_of_the_same_name_in_another_cluster_is_another_one(lake: Lake, sandbox: Any) -> None:
    other = {
        "display_name": "returns",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": lake.estate.environment},
    }
    returns = sandbox.request("POST", "/cmk/v2/clusters", {"spec": other})["id"]
    sandbox.seed("topics", {"cluster": returns, "names": ["orders.created"]})
    lake.done("created", **TOPIC)
    lake.done("created", **TOPIC, cluster="returns")
    lake.done("deleted", name=TOPIC["name"], cluster="returns", state="absent")
    assert [topic["name"] for topic in lake.info("TableflowTopic")] == ["orders.created"]


def test_what_the_service_suspends_is_told_and_resumed(lake: Lake, sandbox: Any) -> None:
    made = lake.done("created", **TOPIC)
    assert "next_step" not in made
    sandbox.settings(tableflow_suspends="record 17 has no field id")
    there = lake.done("unchanged", **TOPIC)
    assert there["tableflow_topic"]["suspended"] is True
    assert there["tableflow_topic"]["error_message"] == "record 17 has no field id"
    assert "record 17 has no field id" in there["next_step"]
    lake.refused("is suspended (record 17 has no field id)", "suspended: false", **TOPIC, fail_if_suspended=True)
    back = lake.done("updated", **TOPIC, suspended=False, fail_if_suspended=True)
    assert back["tableflow_topic"]["suspended"] is False
    lake.done("unchanged", **TOPIC, suspended=False)


@pytest.mark.parametrize("strict", [True, False])
def test_what_is_suspended_while_it_is_waited_for(lake: Lake, sandbox: Any, strict: bool) -> None:
    """It rests in PENDING, and the wait ends at once: shown, and with `fail_if_suspended` a failure."""
    sandbox.settings(tableflow_pending=3600, tableflow_suspends="record 17 has no field id")
    result = lake.run(**TOPIC, wait=True, fail_if_suspended=strict, skipping=sandbox)
    assert result["failed"] is strict
    if strict:
        assert "is suspended (record 17 has no field id)" in result["msg"]
    else:
        assert result["tableflow_topic"]["suspended"] is True
        assert "record 17 has no field id" in result["next_step"]


def test_what_was_resumed_may_be_told_as_failed_for_a_moment(lake: Lake, sandbox: Any) -> None:
    lake.done("created", **TOPIC)
    [post] = sandbox.journal("POST", TOPICS)
    failed = {**post["response_body"], "status": {**post["response_body"]["status"], "phase": "FAILED"}}
    failed["spec"] = {**failed["spec"], "suspended": True}
    sandbox.settings(tableflow_suspends="record 17 has no field id")
    late = {"method": "PATCH", "path": f"^{TOPICS}/", "seconds": 600}
    sandbox.fault(method="GET", path=f"^{TOPICS}/", status=200, body=failed, times=2, after=late)
    result = lake.run(skipping=sandbox, **TOPIC, suspended=False, wait=True)
    assert (result["failed"], result["tableflow_topic"]["suspended"]) == (False, False), result


def test_what_was_resumed_and_stays_failed_is_a_failure(lake: Lake, sandbox: Any) -> None:
    lake.done("created", **TOPIC)
    [post] = sandbox.journal("POST", TOPICS)
    failed = {**post["response_body"], "status": {**post["response_body"]["status"], "phase": "FAILED"}}
    sandbox.settings(tableflow_suspends="record 17 has no field id")
    late = {"method": "PATCH", "path": f"^{TOPICS}/", "seconds": 600}
    sandbox.fault(method="GET", path=f"^{TOPICS}/", status=200, body=failed, times=0, after=late)
    result = lake.run(skipping=sandbox, **TOPIC, suspended=False, wait=True)
    assert result["failed"]
    assert "is FAILED" in result["msg"]


def test_what_does_not_say_that_it_is_suspended_is_not(lake: Lake, sandbox: Any) -> None:
    lake.done("created", **TOPIC)
    lake.info("TableflowTopic")
    listed = sandbox.journal("GET", TOPICS)[-1]["response_body"]
    del listed["data"][0]["spec"]["suspended"]
    sandbox.fault(method="GET", path=TOPICS, times=0, status=200, body=listed)
    lake.done("unchanged", **TOPIC, suspended=False)


def test_a_format_that_fails_and_what_the_catalogs_have(lake: Lake, sandbox: Any) -> None:
    lake.done("created", "CatalogIntegration", name="lakehouse", snowflake=SNOWFLAKE)
    sandbox.settings(tableflow_failing_format="DELTA")
    made = lake.done("created", **TOPIC, table_formats=["DELTA", "ICEBERG"])
    topic = made["tableflow_topic"]
    assert topic["failing_table_formats"] == [{"format": "DELTA", "error_message": "The schema has no equivalent"}]
    assert "DELTA: The schema has no equivalent" in made["next_step"]
    assert [(one["catalog_type"], one["sync_status"]) for one in topic["catalog_sync_statuses"]] == [
        ("SNOWFLAKE", "SYNCED")
    ]


def test_a_wait_ends_when_it_runs_or_has_failed(lake: Lake, sandbox: Any) -> None:
    sandbox.settings(tableflow_pending=120)
    result = lake.run(**TOPIC, wait=True, skipping=sandbox)
    assert (result["failed"], result["tableflow_topic"]["phase"]) == (False, "RUNNING")
    assert "PENDING" in result["wait"]["phases"]
    lake.done("deleted", name=TOPIC["name"], state="absent")
    sandbox.settings(fail_next_provisioning=1)
    result = lake.run(**TOPIC, wait=True, skipping=sandbox)
    assert "Confluent may not write to the storage" in result["msg"]
    told = lake.done("unchanged", **TOPIC)
    assert told["tableflow_topic"]["phase"] == "FAILED"
    assert "Confluent may not write to the storage" in told["next_step"]


def test_who_does_not_wait_is_not_made_to(lake: Lake, sandbox: Any) -> None:
    sandbox.settings(tableflow_pending=3600)
    assert lake.done("created", **TOPIC)["tableflow_topic"]["phase"] == "PENDING"


def test_what_may_not_be_seen_is_not_absent(lake: Lake, sandbox: Any) -> None:
    sandbox.fault(path=TOPICS, times=0, status=403)
    for state in ("present", "absent"):
        lake.refused("403", **TOPIC, state=state)


# ---- catalogs


@pytest.mark.parametrize(
    ("form", "kind", "stated"),
    [
        ("snowflake", "Snowflake", SNOWFLAKE),
        (
            "unity",
            "Unity",
            {
                "workspace_endpoint": "https://dbc-1.cloud.databricks.com",
                "catalog_name": "shop",
                "client_id": "tableflow",
                "client_secret": "not-the-secret",
            },
        ),
        ("aws_glue", "AwsGlue", {"provider_integration": "lake"}),
    ],
)
def test_every_form_of_a_catalog(lake: Lake, sandbox: Any, form: str, kind: str, stated: dict[str, Any]) -> None:
    aws = {"customer_iam_role_arn": "arn:aws:iam::123456789012:role/lake", "kind": "AwsIntegrationConfig"}
    spec = {"display_name": "lake", "provider": "AWS", "config": aws, "environment": {"id": lake.estate.environment}}
    sandbox.request("POST", "/pim/v1/integrations", spec)
    made = lake.done("created", "CatalogIntegration", name="lakehouse", **{form: stated})
    [post] = sandbox.journal("POST", CATALOGS)
    assert post["request_body"]["spec"]["config"]["kind"] == kind
    assert made["catalog_integration"]["phase"] == "CONNECTED"
    lake.done("unchanged", "CatalogIntegration", name="lakehouse", **{form: stated})
    own = {"snowflake": "custom_namespace", "unity": "custom_schema", "aws_glue": "custom_database"}[form]
    lake.done("updated", "CatalogIntegration", name="lakehouse", **{form: {own: "shop"}})
    [patch] = sandbox.journal("PATCH", CATALOGS)
    assert patch["request_body"]["spec"]["config"][own] == "shop"
    assert "provider_integration_id" not in patch["request_body"]["spec"]["config"]
    other = "unity" if form == "snowflake" else "snowflake"
    lake.refused(
        "its form is fixed at creation", kind="CatalogIntegration", name="lakehouse", **{other: {"client_id": "x"}}
    )
    renamed = lake.done("updated", "CatalogIntegration", id=made["catalog_integration"]["id"], name="lake")
    assert renamed["catalog_integration"]["name"] == "lake"


def test_a_form_that_nobody_knows_yet_is_shown_and_left_alone(lake: Lake, sandbox: Any) -> None:
    lake.done("created", "CatalogIntegration", name="lakehouse", snowflake=SNOWFLAKE)
    lake.info("CatalogIntegration")
    listed = sandbox.journal("GET", CATALOGS)[-1]["response_body"]
    new = {"kind": "Polaris", "realm": "shop"}
    listed["data"][0]["spec"]["config"] = new
    sandbox.fault(method="GET", path=CATALOGS, times=0, status=200, body=listed)
    [shown] = lake.info("CatalogIntegration")
    assert (shown["other_form"], shown["snowflake"], shown["name"]) == (new, None, "lakehouse")
    lake.refused(
        "of another form of catalog integration", kind="CatalogIntegration", name="lakehouse", unity={"client_id": "x"}
    )
    assert lake.run("CatalogIntegration", name="lakehouse", suspended=False)["operation"] == "unchanged"


def test_a_secret_is_sent_with_a_creation_along_with_changes_and_on_request(lake: Lake, sandbox: Any) -> None:
    wished = {"name": "lakehouse", "snowflake": {**SNOWFLAKE, "client_secret": SECRET}}

    def sent() -> list[Any]:
        return [entry["request_body"]["spec"]["config"].get("client_secret") for entry in sandbox.writes()]

    lake.done("created", "CatalogIntegration", **wished)
    assert sent() == [SECRET]
    lake.done("unchanged", "CatalogIntegration", **wished)
    again = lake.done("updated", "CatalogIntegration", **wished, update_secrets="always")
    assert sent() == [SECRET]
    assert SECRET not in str(again)
    assert again["diff"]["after"]["snowflake"]["client_secret"] == "(the stated value)"
    lake.done("updated", "CatalogIntegration", name="lakehouse", snowflake={"warehouse": "returns"})
    assert sent() == [None]
    lake.refused("snowflake.client_secret", kind="CatalogIntegration", name="other", snowflake={"client_id": "x"})


def test_a_secret_is_in_no_output(lake: Lake, sandbox: Any, run_module: Module) -> None:
    wished = {**IN_CLUSTER, "name": "lakehouse", "snowflake": {**SNOWFLAKE, "client_secret": SECRET}}
    for check in (True, False):
        made = run_module("confluent_catalog_integration", wished, check=check, env=lake.env)
        assert made["changed"], made
        assert SECRET not in str(made["diff"])
    told = run_module("confluent_catalog_integration_info", dict(IN_CLUSTER), env=lake.env)
    assert SECRET not in str(told)


# ---- the plane


def test_with_ids_nothing_but_tableflow_is_asked(lake: Lake, sandbox: Any) -> None:
    """Nor is another key needed."""
    ids = {"environment": lake.estate.environment, "cluster": lake.estate.cluster}
    names = ("CONFLUENT_CLOUD_ENDPOINT", "CONFLUENT_TABLEFLOW_API_KEY", "CONFLUENT_TABLEFLOW_API_SECRET")
    env = {name: lake.env[name] for name in names}
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.tableflow import TableflowTopic

    sandbox.clear_journal()
    assert direct.run(TableflowTopic, {**ids, **TOPIC}, env)["operation"] == "created"
    assert {entry["path"].split("/")[1] for entry in sandbox.journal()} == {"tableflow"}
    assert {entry["credential"] for entry in sandbox.journal()} == {env["CONFLUENT_TABLEFLOW_API_KEY"]}


def test_without_a_key_of_tableflow_nothing_is_asked(lake: Lake, sandbox: Any) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.tableflow import TableflowTopic

    sandbox.clear_journal()
    result = direct.run(TableflowTopic, {**IN_CLUSTER, **TOPIC}, sandbox.env)
    assert "no credential for Tableflow" in result["msg"]
    assert "tableflow_api_key" in result["msg"]
    assert sandbox.journal() == []


def test_a_key_of_another_kind_is_named(lake: Lake, sandbox: Any) -> None:
    result = lake.run(**TOPIC, tableflow_api_key=sandbox.env["CONFLUENT_CLOUD_API_KEY"], tableflow_api_secret="x")
    assert "Tableflow API key" in result["msg"]
    assert "401" in result["msg"]


def test_the_token_of_the_control_plane_is_taken(lake: Lake, sandbox: Any) -> None:
    """API_MAP A.2: Tableflow takes what STS gives, not the token of the identity provider."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.tableflow import TableflowTopic

    sandbox.token(token="external", identity_pool_id="pool-lake", principal=lake.estate.administrator)
    env = {
        "CONFLUENT_CLOUD_ENDPOINT": sandbox.env["CONFLUENT_CLOUD_ENDPOINT"],
        "CONFLUENT_OAUTH_TOKEN": "external",
        "CONFLUENT_OAUTH_IDENTITY_POOL": "pool-lake",
    }
    assert direct.run(TableflowTopic, {**IN_CLUSTER, **TOPIC}, env)["operation"] == "created"
