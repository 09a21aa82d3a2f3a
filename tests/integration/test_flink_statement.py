# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink statements: phases and who brought them about, what is fixed, secrets, results, what they leave behind."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.kinds.flink_statement import PLACE
from tests.support import direct
from tests.support.estate import Estate, api_key

SQL = "INSERT INTO enriched_orders SELECT id FROM orders"
QUERY = "SELECT status, COUNT(*) AS orders FROM orders GROUP BY status"
SECRET = "the-secret-of-the-model"
STATEMENTS = "/statements"
ONE = "/statements/fill$"
DAY = 86_400


class Statements(direct.Foreseen):
    """Runs the kind in this process, for the statement ``fill``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("flink_key", "compute_pool", "service_account")

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.statements import FlinkStatement

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env, **options.pop("env", {})}
        given = {**PLACE, "name": "fill", "wait_timeout": 3600, **options}
        return direct.run(FlinkStatement, given, env, check=check, skipping=self.sandbox)

    def made(self, **options: Any) -> dict[str, Any]:
        result = self.run(statement=SQL, compute_pool="enrichment", **options)
        assert result["operation"] == "created", result
        return dict(result["flink_statement"])

    def failed(self, *words: str, **options: Any) -> dict[str, Any]:
        result = self.run(**options)
        assert result["failed"], result
        for word in words:
            assert word in result["msg"], result["msg"]
        return result

    def writes(self) -> list[str]:
        return [entry["method"] for entry in self.sandbox.writes()]

    def body(self, method: str) -> dict[str, Any]:
        [entry] = [entry for entry in self.sandbox.journal() if entry["method"] == method]
        return dict(entry["request_body"])

    def table(self) -> dict[str, dict[str, Any]]:
        """The statements by their names, as the service keeps them."""
        return {item["name"]: item for item in self.sandbox.state().get("flink_statements", {}).values()}

    def flink(self, method: str, path: str) -> dict[str, Any]:
        """Somebody else's request, for a fault."""
        env, organization = self.estate.env, self.sandbox.organization_id
        base = f"/_flink/aws.eu-central-1/sql/v1/organizations/{organization}/environments/{self.estate.environment}"
        key = {"key": env["CONFLUENT_FLINK_API_KEY"], "secret": env["CONFLUENT_FLINK_API_SECRET"]}
        return {"method": method, "path": base + path, **key}


@pytest.fixture
def statements(sandbox: Any) -> Statements:
    return Statements(sandbox)


# Phases


def test_stopped_and_resumed_once_each(statements: Statements) -> None:
    statements.sandbox.settings(statement_pending=600, statement_stopping=60)
    assert statements.made()["phase"] == "RUNNING"
    stopped = statements.done("updated", stopped=True)
    assert (stopped["flink_statement"]["phase"], stopped["flink_statement"]["stopped_by"]) == ("STOPPED", "user")
    assert "STOPPING" in stopped["wait"]["phases"]
    assert "next_step" not in stopped
    statements.done("unchanged", stopped=True)
    statements.done("unchanged")
    resumed = statements.done("updated", stopped=False)
    assert resumed["diff"]["before"] == {"stopped": True}
    assert resumed["flink_statement"]["phase"] == "RUNNING"
    statements.done("unchanged", statement=SQL, stopped=False)
    asked = [entry["path"].rpartition("/")[2] for entry in statements.sandbox.journal()]
    assert asked == ["environments", "organizations", "regions", "fill"]


def test_what_is_unchanged_costs_one_look(statements: Statements) -> None:
    statements.made()
    ids = {
        "environment": statements.estate.environment,
        "organization": statements.sandbox.organization_id,
        "flink_rest_endpoint": f"{statements.sandbox.endpoint}/_flink/aws.eu-central-1",
        "compute_pool": statements.estate.id_of("compute_pool"),
    }
    result = statements.run(statement=SQL, **ids)
    assert (result["operation"], result["failed"]) == ("unchanged", False), result
    assert [entry["path"].rpartition("/")[2] for entry in statements.sandbox.journal()] == ["fill"]


@pytest.mark.parametrize("phase", ["STOPPING", "FAILING", "PENDING", "REBALANCING"])
def test_a_phase_on_the_way_is_waited_for(statements: Statements, phase: str) -> None:
    """A phase that nobody has heard of, too."""
    statements.sandbox.seed("flink_scripts", {"name": "fill", "phases": [[900, phase], [1, "RUNNING"]]})
    made = statements.run(statement=SQL, compute_pool="enrichment")
    assert (made["failed"], made["flink_statement"]["phase"]) == (False, "RUNNING"), made
    assert made["wait"]["phases"] == [phase, "RUNNING"]


def test_one_that_is_being_deleted_is_neither_there_nor_gone(statements: Statements) -> None:
    statements.made()
    statements.sandbox.settings(statement_deleting=15)
    gone = statements.run(state="absent", wait=False)
    assert (gone["failed"], gone["operation"]) == (False, "deleted"), gone
    statements.refused("is DELETING", "Run again", statement=SQL)
    waited = statements.run(state="absent")
    assert (waited["failed"], statements.writes()) == (False, []), waited
    assert statements.table() == {}


def test_who_stopped_it(statements: Statements) -> None:
    statements.sandbox.settings(statement_unread=300)
    statements.run(statement="SELECT * FROM orders", compute_pool="enrichment")
    statements.sandbox.advance(301)
    told = statements.done("unchanged")
    assert (told["flink_statement"]["stopped"], told["flink_statement"]["stopped_by"]) == (True, "service")
    assert "nobody read its results" in told["next_step"]
    statements.done("unchanged", stopped=True)
    resumed = statements.done("updated", stopped=False)
    assert resumed["flink_statement"]["phase"] == "RUNNING"


def test_what_is_stopped_again_after_it_was_resumed_is_an_error(statements: Statements) -> None:
    statements.made()
    statements.run(stopped=True)
    script = {"name": "fill", "phases": [[5, "PENDING"], [1, "STOPPED"]], "detail": "no room"}
    statements.sandbox.seed("flink_scripts", script)
    statements.failed("was stopped again", "no room", stopped=False)


def test_a_failed_one_tells_why_and_stays(statements: Statements) -> None:
    statements.sandbox.settings(statement_failing="enriched_orders")
    result = statements.failed(
        "is FAILED: SQL validation failed", "ValidationException", statement=SQL, compute_pool="enrichment"
    )
    assert result["operation"] == "created"
    statements.refused("FAILED", "can only be removed", "ValidationException", statement=SQL)
    assert list(statements.table()) == ["fill"]
    statements.done("deleted", state="absent")


def test_a_statement_of_the_catalog_is_carried_out_once(statements: Statements) -> None:
    """ALTER twice: the second run does nothing, although another pool and principal are stated by then."""
    statements.sandbox.seed("flink_scripts", {"name": "fill", "phases": [[1, "PENDING"], [1, "COMPLETED"]]})
    alter = {"statement": "ALTER TABLE orders ADD (note STRING);", "compute_pool": "enrichment"}
    assert statements.run(**alter)["flink_statement"]["phase"] == "COMPLETED"
    statements.done("unchanged", **{**alter, "compute_pool": "lfcp-a1b2c3", "principal": "orders-service"})
    statements.done("unchanged", stopped=True)
    statements.done("unchanged", stopped=False)


# What cannot be changed


@pytest.mark.parametrize(
    "change",
    [
        {"statement": "INSERT INTO enriched_orders SELECT ID FROM orders WHERE id <> 'a  b'"},
        {"properties": {"sql.state-ttl": "7 d"}},
        {"database": "payments"},
    ],
    ids=["statement", "properties", "database"],
)
def test_what_is_fixed_asks_for_a_new_name(statements: Statements, change: dict[str, Any]) -> None:
    statements.made(properties={"sql.state-ttl": "1 d"}, database="orders")
    statements.refused("cannot be changed", "a name of its own", "initial-offset-from", **change)


def test_the_same_text_written_otherwise_is_the_same(statements: Statements) -> None:
    statements.made()
    statements.done("unchanged", statement="-- fills it\nINSERT INTO enriched_orders\n  SELECT id FROM orders;\n")


def test_pool_and_principal_change_only_while_it_is_resumed(statements: Statements) -> None:
    statements.made()
    for options in ({"principal": "orders-service"}, {"principal": "orders-service", "stopped": False}):
        statements.refused("principal", "RUNNING", "stopped: true", **options)
    statements.run(stopped=True)
    statements.refused("STOPPED", "stopped: false", principal="orders-service")
    statements.done("updated", principal="orders-service", stopped=False)
    assert statements.table()["fill"]["principal"] == statements.estate.service_account
    sent = statements.body("PUT")
    assert set(sent["metadata"]) == {"resource_version"}
    assert (sent["spec"]["stopped"], sent["spec"]["statement"]) == (False, SQL)


def test_somebody_else_changes_it_meanwhile(statements: Statements) -> None:
    """A 409 is read again."""
    statements.made()
    statements.sandbox.fault(method="PUT", path=ONE, status=409, body={"errors": [{"detail": "changed since"}]})
    result = statements.run(stopped=True)
    assert (result["failed"], statements.writes()) == (False, ["PUT", "PUT"]), result
    assert statements.table()["fill"]["stopped"] is True


def test_a_wish_that_is_accepted_and_not_fulfilled_is_no_success(statements: Statements) -> None:
    statements.made()
    statements.sandbox.fault(method="PUT", path=ONE, status=202, times=0)
    statements.failed("was still RUNNING", stopped=True, wait_timeout=60)
    statements.failed("has not made it", "stopped", stopped=True, wait=False)


def test_cannot_be_created_stopped(statements: Statements) -> None:
    statements.refused("cannot be created stopped", "accept_short_run", statement=SQL, stopped=True)
    short = {"statement": SQL, "stopped": True, "create_stopped": "accept_short_run"}
    statements.sandbox.settings(statement_stopping=60)
    made = statements.done("created", **short)
    assert (made["flink_statement"]["phase"], statements.writes()) == ("STOPPED", ["POST", "PUT"])
    statements.done("unchanged", **short)
    statements.run(state="absent")
    statements.sandbox.fault(method="POST", path=STATEMENTS, reset="after")
    assert statements.done("created", **short)["flink_statement"]["phase"] == "STOPPED"
    statements.run(state="absent")
    assert statements.run(**short, wait=False)["failed"] is False
    assert statements.table()["fill"]["stopped"] is True
    statements.run(state="absent")
    statements.done("created", statement=SQL, stopped=False)
    assert "stopped" not in statements.body("POST")["spec"]


# Principals, pools, keys


def test_the_tasks_principal_beats_the_environments(statements: Statements) -> None:
    env = {"FLINK_PRINCIPAL_ID": "u-aaa111", "CONFLUENT_FLINK_COMPUTE_POOL": "enrichment"}
    result = statements.run(statement=SQL, principal="orders-service", env=env)
    assert result["operation"] == "created", result
    spec = statements.body("POST")["spec"]
    assert spec["principal"] == statements.estate.service_account
    assert spec["compute_pool_id"] == statements.estate.id_of("compute_pool")
    assert not any("some hours" in words for words in result["warnings"])


def test_a_user_as_principal_is_warned_of(statements: Statements) -> None:
    administrator = statements.estate.administrator
    stated = statements.run(True, statement=SQL, compute_pool="enrichment", principal=administrator)
    assert any(administrator in words and "some hours" in words for words in stated["warnings"])
    unstated = statements.run(statement=SQL, compute_pool="enrichment")
    assert any(administrator in words for words in unstated["warnings"])


def test_who_may_not_assign_is_told_what_is_missing(statements: Statements) -> None:
    owner = statements.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": "deployer"})["id"]
    environment = statements.estate.environment
    crn = f"crn://confluent.cloud/organization={statements.sandbox.organization_id}/environment={environment}"
    binding = {"principal": f"User:{owner}", "role_name": "FlinkDeveloper", "crn_pattern": crn}
    statements.sandbox.request("POST", "/iam/v2/role-bindings", binding)
    region = {"id": "aws.eu-central-1", "kind": "Region", "api_version": "fcpm/v2", "environment": environment}
    key, secret = api_key(statements.sandbox, owner, region, "deployer")
    env = {"CONFLUENT_FLINK_API_KEY": key, "CONFLUENT_FLINK_API_SECRET": secret}
    options = {"statement": SQL, "compute_pool": "enrichment", "env": env}
    statements.failed("Assigner", statements.estate.service_account, "region", principal="orders-service", **options)
    assert statements.table() == {}
    assert statements.run(**options)["operation"] == "created"
    # Another key for the same statement is no change of it.
    statements.done("unchanged", statement=SQL, compute_pool="enrichment")


def test_places_that_are_not_there(statements: Statements) -> None:
    statements.refused("eu-central-1", "Flink region", statement=SQL, region="eu-centrall-1")
    statements.refused("cloud and region are needed", statement=SQL, region=None)
    statements.failed("enrichmentt", "Did you mean 'enrichment'", statement=SQL, compute_pool="enrichmentt")
    ids = {"organization": "00000000-0000-4000-8000-000000000000", "environment": statements.estate.environment}
    endpoint = f"{statements.sandbox.endpoint}/_flink/aws.eu-central-1"
    statements.failed("404", "could not be looked for", state="absent", flink_rest_endpoint=endpoint, **ids)
    assert statements.writes() == []


def test_a_private_endpoint_is_looked_up(statements: Statements) -> None:
    place = {"cloud": "AWS", "region": "eu-central-1", "service": "FLINK", "is_private": True}
    way = {**place, "endpoint": f"{statements.sandbox.endpoint}/_flink/aws.eu-central-1"}
    ways = [{**way, "endpoint_type": "REST"}, {**way, "endpoint_type": "LANGUAGE_SERVICE", "endpoint": "https://x"}]
    statements.sandbox.fault(path="^/endpoint/v1/endpoints$", status=200, body={"metadata": {}, "data": ways}, times=0)
    statements.done("created", statement=SQL, private=True)
    several = [*ways, {**ways[0], "endpoint": "https://other.example"}]
    statements.sandbox.admin("DELETE", "faults")
    statements.sandbox.fault(
        path="^/endpoint/v1/endpoints$", status=200, body={"metadata": {}, "data": several}, times=0
    )
    statements.refused("several private endpoints", "other.example", statement=SQL, private=True)


# Texts and secrets


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SET 'sql.state-ttl' = '1 d';\nSELECT 1", ("takes no SET", "sql.state-ttl: 1 d")),
        ("SELECT 1; SELECT 2;", ("2 statements",)),
        (" ; ", ("empty",)),
    ],
)
def test_texts_that_are_no_statement(statements: Statements, text: str, words: tuple[str, ...]) -> None:
    statements.refused(*words, statement=text)
    assert statements.sandbox.journal() == []


def test_sets_of_statements_and_settings_of_tables_are_one_statement(statements: Statements) -> None:
    text = "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT ';'; INSERT INTO b SELECT 1; END;"
    assert statements.run(True, statement=text)["operation"] == "created"
    text = "ALTER TABLE a\nSET ('changelog.mode' = 'append')"
    assert statements.run(True, statement=text)["operation"] == "created"


def test_secrets_are_sent_and_neither_compared_nor_shown(statements: Statements) -> None:
    given = {"sensitive_properties": {"sql.secrets.openai": SECRET}, "properties": {"sql.state-ttl": "1 d"}}
    made = statements.made(**given)
    assert statements.table()["fill"]["properties"] == {"sql.secrets.openai": SECRET, "sql.state-ttl": "1 d"}
    assert made["properties"] == {"sql.state-ttl": "1 d"}
    other = {**given, "sensitive_properties": {"sql.secrets.openai": "another-secret"}}
    for options in (given, other):
        result = statements.done("unchanged", statement=SQL, **options)
        assert SECRET not in str(result)
        assert "sql.secrets" not in str(result["flink_statement"])
    statements.refused(
        "sql.secrets.x is a secret", "sensitive_properties", statement=SQL, properties={"sql.secrets.x": "y"}
    )
    # A stop sends properties as they were read: the masked ones change nothing.
    statements.done("updated", stopped=True)
    assert statements.table()["fill"]["properties"]["sql.secrets.openai"] == SECRET


def test_a_secret_in_the_text_is_masked(statements: Statements) -> None:
    text = f"CREATE CONNECTION c WITH ('type' = 'openai', 'api-key' = '{SECRET}')"
    result = statements.run(statement=text, compute_pool="enrichment")
    assert (result["operation"], SECRET in str(result)) == ("created", False)
    assert any("has a secret in it" in words for words in result["warnings"])
    assert "'type' = 'openai'" in result["flink_statement"]["statement"]
    statements.done("unchanged", statement=text)


# Creations of unknown fate


def test_a_slow_creation_is_made_once(statements: Statements) -> None:
    for fault in ({"hang": "after"}, {"reset": "after"}, {"status": 504, "apply": True}):
        statements.sandbox.fault(method="POST", path=STATEMENTS, **fault)
        result = statements.run(statement=SQL, compute_pool="enrichment", env={"CONFLUENT_REQUEST_TIMEOUT": "1"})
        assert (result["failed"], statements.writes()) == (False, ["POST"]), result
        assert list(statements.table()) == ["fill"]
        statements.run(state="absent")


def test_another_one_of_the_name_is_not_taken_for_ours(statements: Statements) -> None:
    other = "INSERT INTO elsewhere SELECT 1"
    theirs = {**statements.flink("POST", STATEMENTS), "body": {"name": "fill", "spec": {"statement": other}}}
    statements.sandbox.fault(method="POST", path=f"{STATEMENTS}$", change=[theirs], reset="before")
    statements.failed("elsewhere", "changed by somebody else", statement=SQL, compute_pool="enrichment")
    assert [item["statement"] for item in statements.table().values()] == [other]


def test_one_that_was_never_made_is_not_taken_for_gone(statements: Statements) -> None:
    """Its successor is made by somebody else while the answer to its creation is lost."""
    theirs = {**statements.flink("POST", STATEMENTS), "body": {"name": "next", "spec": {"statement": SQL}}}
    statements.sandbox.fault(method="POST", path=f"{STATEMENTS}$", change=[theirs], reset="before")
    result = statements.run(statement=SQL, compute_pool="enrichment", successors=["next"])
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert sorted(statements.table()) == ["fill", "next"]


@pytest.mark.parametrize("body", [{}, {"name": None}, {"name": "other", "status": {"phase": "RUNNING"}, "spec": {}}])
def test_an_answer_about_something_else_is_none(statements: Statements, body: dict[str, Any]) -> None:
    statements.made()
    statements.sandbox.fault(method="GET", path=ONE, status=200, body=body, times=0)
    statements.failed("not as documented", statement=SQL, stopped=True)
    statements.failed("not as documented", state="absent")
    assert statements.writes() == []


# What they leave behind


def test_what_is_gone_and_was_followed_is_not_done_again(statements: Statements) -> None:
    """After 31 days what was stopped or completed is gone. The third one is deployed all the same."""
    table = {"name": "table", "statement": "CREATE TABLE enriched_orders (id STRING)", "successors": ["v2", "v3"]}
    first = {"name": "v1", "statement": SQL, "stopped": True, "successors": ["v2", "v3"]}
    offsets = {"sql.tables.initial-offset-from": "v1"}
    second = {"name": "v2", "statement": f"{SQL} -- 2", "properties": offsets, "compute_pool": "enrichment"}
    statements.run(**table)
    statements.run(**{**first, "stopped": None}, compute_pool="enrichment")
    statements.run(**first)
    statements.done("created", **second)
    statements.sandbox.advance(31 * DAY)
    for gone in (table, first):
        result = statements.done("unchanged", **gone)
        assert result["flink_statement"]["phase"] == "GONE"
    statements.done("unchanged", **second)
    statements.done("updated", **second, stopped=True)
    third = {"name": "v3", "statement": f"{SQL} WHERE TRUE", "properties": {"sql.tables.initial-offset-from": "v2"}}
    statements.done("created", **third)
    assert sorted(statements.table()) == ["v2", "v3"]
    statements.refused("cannot be created stopped", "successors", **{**first, "successors": None})


def test_offsets_of_what_is_not_there(statements: Statements) -> None:
    options = {"statement": SQL, "properties": {"sql.tables.initial-offset-from": "older"}}
    checked = statements.run(True, **options)
    assert any("older" in words for words in checked["warnings"])
    statements.failed("no such statement", "older", **options)
    assert statements.writes() == []


def test_one_that_waits_for_the_offsets_of_another_is_not_waited_for(statements: Statements) -> None:
    statements.made()
    options = {
        "name": "next",
        "statement": f"{SQL} WHERE TRUE",
        "properties": {"sql.tables.initial-offset-from": "fill"},
    }
    made = statements.run(**options)
    assert (made["failed"], made["flink_statement"]["phase"]) == (False, "PENDING"), made
    again = statements.run(**options, stopped=False)
    assert (again["failed"], again["operation"], again["flink_statement"]["phase"]) == (False, "unchanged", "PENDING")
    statements.run(stopped=True)
    assert statements.run(**options)["flink_statement"]["phase"] == "RUNNING"


def test_what_it_did_is_undone_once_where_that_is_wanted(statements: Statements) -> None:
    create = "CREATE TABLE enriched_orders (id STRING)"
    statements.run(statement=create, name="table")
    statements.run(name="table", state="absent")
    again = statements.failed("already exists", statement=create, name="table")
    assert again["operation"] == "created"
    statements.run(name="table", state="absent")
    statements.made(database="orders")
    foretold = statements.run(True, state="absent", cleanup="DROP TABLE enriched_orders")["warnings"]
    assert any("its cleanup is carried out, once it has ended: 'DROP TABLE" in words for words in foretold)
    statements.done("deleted", state="absent", cleanup="DROP TABLE enriched_orders")
    assert statements.writes() == ["PUT", "POST", "DELETE", "DELETE"]
    helper = statements.body("POST")
    assert helper["metadata"]["labels"]["user.confluent.io/hidden"] == "true"
    assert helper["spec"]["properties"] == {"sql.current-database": "orders"}
    assert (statements.table(), statements.sandbox.state()["flink_tables"]) == ({}, {})
    statements.done("unchanged", state="absent", cleanup="DROP TABLE enriched_orders")


def test_a_cleanup_that_fails_keeps_the_statement(statements: Statements) -> None:
    statements.made()
    statements.failed(
        "does not exist", "still there", "IF EXISTS", state="absent", cleanup="DROP TABLE enriched_orders"
    )
    assert {name: item["stopped"] for name, item in statements.table().items()} == {"fill": True}
    statements.done("deleted", state="absent", cleanup="DROP TABLE IF EXISTS enriched_orders")


@pytest.mark.parametrize("status", [503, 404])  # a 404 may be said of what is there
def test_the_statement_of_a_cleanup_is_made_once_and_removed(statements: Statements, status: int) -> None:
    statements.made()
    statements.sandbox.fault(method="POST", path=STATEMENTS, reset="after")
    statements.sandbox.fault(method="DELETE", path="/statements/ansible-own-", status=status)
    statements.done("deleted", state="absent", cleanup="DROP TABLE IF EXISTS enriched_orders")
    assert statements.table() == {}


def test_what_a_run_has_left_over_the_next_one_removes(statements: Statements) -> None:
    """The statement of a clean-up that could not be removed, or whose run was killed; 50 clean-ups leave none."""
    cleanup = {"state": "absent", "cleanup": "DROP TABLE IF EXISTS enriched_orders"}
    statements.made()
    statements.sandbox.fault(method="DELETE", path="/statements/ansible-own-", status=422)
    failed = statements.failed("is left over", **cleanup)
    assert (len(statements.table()), failed["operation"]) == (2, "deleted")
    statements.done("deleted", **cleanup)
    assert statements.table() == {}
    statements.made()
    statements.sandbox.fault(method="POST", path=STATEMENTS, status=403, body={"errors": [{"detail": "no"}]})
    assert "left over" not in statements.failed("403", **cleanup)["msg"]
    for _time in range(3):
        statements.run(**cleanup)
        statements.made()
    assert list(statements.table()) == ["fill"]


# Results


def results_of(statements: Statements, rows: list[Any], **more: Any) -> None:
    seed = {"sql": QUERY, "columns": ["status", "orders"], "rows": rows, **more}
    statements.sandbox.seed("flink_results", seed)


def test_rows_of_a_bounded_query_up_to_a_limit(statements: Statements) -> None:
    statements.sandbox.settings(statement_running=30, results_page=2)
    results_of(statements, [["paid", "17"], ["open", "4"], ["late", None], ["lost", "1"], ["new", "2"]])
    made = statements.run(statement=QUERY, compute_pool="enrichment", results_limit=3)
    rows = [{"status": "paid", "orders": "17"}, {"status": "open", "orders": "4"}, {"status": "late", "orders": None}]
    assert made["flink_statement"]["results"] == {"columns": ["status", "orders"], "rows": rows, "truncated": True}
    whole = statements.run(statement=QUERY, results_limit=100)["flink_statement"]["results"]
    assert (len(whole["rows"]), whole["truncated"]) == (5, False)
    assert statements.run(statement=QUERY)["flink_statement"]["results"] is None
    assert statements.run(True, statement=QUERY, results_limit=3)["flink_statement"]["results"] is None


def test_rows_are_those_that_the_changes_lead_to(statements: Statements) -> None:
    changes = [(0, "paid", "1"), (0, "open", "1"), (1, "paid", "1"), (2, "paid", "2"), (3, "open", "1")]
    results_of(statements, [{"op": op, "row": row} for op, *row in changes], append_only=False)
    made = statements.run(statement=QUERY, results_limit=10)
    assert made["flink_statement"]["results"]["rows"] == [{"status": "paid", "orders": "2"}]


def test_results_that_are_not_ready_are_asked_for_again(statements: Statements) -> None:
    results_of(statements, [["paid", "1"]])
    not_ready = {"errors": [{"status": "409", "detail": "not ready"}]}
    statements.sandbox.fault(path="/results$", status=409, body=not_ready, times=2)
    made = statements.run(statement=QUERY, results_limit=10)
    assert made["flink_statement"]["results"]["rows"] == [{"status": "paid", "orders": "1"}]


def test_results_without_an_end_are_not_read(statements: Statements) -> None:
    results_of(statements, [["paid", "1"]], bounded=False)
    made = statements.run(statement=QUERY, results_limit=10)
    assert (made["failed"], made["flink_statement"]["results"]) == (False, None)
    assert not [entry for entry in statements.sandbox.journal() if entry["path"].endswith("/results")]


def test_the_twin_reads_results_and_lists_by_pool(statements: Statements) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.statements import FlinkStatement

    results_of(statements, [["paid", "1"]])
    statements.run(statement=QUERY, compute_pool="enrichment")
    env = {**statements.sandbox.env, **statements.estate.env}
    [one] = direct.info(FlinkStatement, {**PLACE, "name": "fill", "results_limit": 5}, env)
    assert one["results"]["rows"] == [{"status": "paid", "orders": "1"}]
    assert [found["name"] for found in direct.info(FlinkStatement, {**PLACE, "compute_pool": "enrichment"}, env)] == [
        "fill"
    ]
    assert direct.info(FlinkStatement, {**PLACE, "compute_pool": "lfcp-z9z9z9"}, env) == []


def test_the_twin_reads_pages_and_not_statements(statements: Statements) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.statements import FlinkStatement

    create = statements.flink("POST", STATEMENTS)
    with requests.Session() as session:
        for number in range(205):
            body = {"name": f"s-{number}", "spec": {"statement": SQL}}
            answer = session.post(
                statements.sandbox.endpoint + create["path"], json=body, auth=(create["key"], create["secret"])
            )
            assert answer.status_code == 201
    statements.sandbox.clear_journal()
    found = direct.info(FlinkStatement, PLACE, {**statements.sandbox.env, **statements.estate.env})
    assert len(found) == 205
    assert sum(entry["plane"] == "flink" for entry in statements.sandbox.journal()) == 3
