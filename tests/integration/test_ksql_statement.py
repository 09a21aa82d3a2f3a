# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ksqlDB statements: the order of what needs what, what a change may cost, what is refused, commands that come late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kinds.ksql_statement import LARGE, ORDERS, TOTALS
from tests.support import direct
from tests.support.estate import Estate

KSQL = "^/ksql$"
TOTALS_CHANGED = TOTALS.replace("SUM", "MAX")
INTO_LARGE = "INSERT INTO large SELECT id, amount FROM orders WHERE amount > 50"


class Ksql(direct.Foreseen):
    """Runs the modules in this process: the one for a script, and the one for many."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("kafka_key", "ksql_topic", "ksql_key")
        self.env = {**sandbox.env, **self.estate.env}

    def run(self, check: bool = False, many: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils._engine import plural, run
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ksqldb.kind import KsqlStatement

        self.sandbox.clear_journal()
        fields = plural.plural_fields(KsqlStatement) if many else KsqlStatement.argument_fields()
        parameters = direct._parameters(KsqlStatement, options, self.env, fields)
        warnings: list[str] = []

        def opened(options: Any, read_only: bool) -> Any:
            cloud = run.opened(options, read_only)
            self.skipping = direct.skipped(self.sandbox, cloud.transport)
            self.skipping.__enter__()
            return cloud

        def closed(cloud: Any) -> None:
            self.skipping.__exit__(None, None, None)
            run.closed(cloud)

        task = run.Task(check, False, lambda words: None, warnings.append, frozenset(), opened, closed)
        report = (plural.manage_many if many else run.manage)(KsqlStatement, parameters, task)
        return {"msg": "", **report.fields, "failed": report.failed, "warnings": warnings, "secrets": report.secrets}

    def sent(self) -> list[str]:
        """The statements that were carried out."""
        return [entry["request_body"]["ksql"] for entry in self.sandbox.writes()]

    def held(self, table: str) -> dict[str, Any]:
        found: dict[str, Any] = self.sandbox.state()["ksql_holdings"][self.estate.ids["ksql_cluster"]][table]
        return found

    def topics(self) -> set[str]:
        return set(self.sandbox.state()["topics"][self.estate.cluster])

    def done_so(self, operation: str, *statements: str, **options: Any) -> dict[str, Any]:
        """`done`, with these beginnings of statements sent in this order."""
        result = self.done(operation, **options)
        said = self.sent()
        assert len(said) == len(statements), said
        for text, beginning in zip(said, statements, strict=True):
            assert text.startswith(beginning), said
        return result


@pytest.fixture
def ksql(sandbox: Any) -> Ksql:
    return Ksql(sandbox)


# ---- order


def test_a_script_is_carried_out_in_the_order_of_what_needs_what(ksql: Ksql, tmp_path: Path) -> None:
    script = tmp_path / "orders.sql"
    lines = [
        "-- the last one first; a semicolon; in a comment is none",
        f"{INTO_LARGE};",
        f"{LARGE};",
        "CREATE STREAM priced (id VARCHAR KEY, price MONEY) WITH (kafka_topic='sales.orders', value_format='JSON');",
        "/* what they need */ CREATE TYPE money AS STRUCT<currency VARCHAR, cents BIGINT>;",
        ORDERS,
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    made = ksql.done_so(
        "created", ORDERS, LARGE[:20], INTO_LARGE[:20], "CREATE TYPE", "CREATE STREAM priced", file=str(script)
    )
    assert [item["type"] for item in made["ksql_statements"]] == ["query", "stream", "stream", "type", "stream"]
    assert made["api"]["calls"] == 2 + 1 + 5 + 1, "one request tells all, before and after"
    again = ksql.done("unchanged", file=str(script))
    assert again["api"]["calls"] == 2 + 1
    ksql.done_so(
        "deleted",
        "TERMINATE INSERTQUERY_2",
        "TERMINATE CSAS_LARGE_1",
        "DROP STREAM IF EXISTS LARGE;",
        "DROP",
        "DROP",
        "DROP",
        file=str(script),
        state="absent",
    )
    assert (ksql.held("sources"), ksql.held("queries"), ksql.held("types")) == ({}, {}, {})
    assert "sales.orders" in ksql.topics(), "topics stay"
    ksql.done("unchanged", file=str(script), state="absent")


def test_a_source_that_is_not_there_is_named_before_anything_is_written(ksql: Ksql) -> None:
    result = ksql.run(
        sql=f"{ORDERS}; CREATE STREAM a AS SELECT * FROM nowhere; CREATE STREAM b AS SELECT * FROM `Orders`;"
    )
    assert result["failed"]
    assert len(result["problems"]) == 2, result["problems"]
    assert "NOWHERE" in result["msg"]
    assert "Orders" in result["msg"]
    assert ksql.sent() == []
    foretold = ksql.run(check=True, sql="CREATE STREAM a AS SELECT * FROM nowhere")
    assert (foretold["failed"], foretold["operation"]) == (False, "created"), "an earlier task may make it"
    assert "NOWHERE" in foretold["warnings"][0]


# ---- what is taken as the same


@pytest.mark.parametrize(
    "query",
    [
        "select o.id, o.amount * 2 + 1 AS more from orders o "
        "where (o.amount > 1.5 or o.customer like 'a%') and not o.id in ('x','y')",
        "SELECT id, CASE WHEN amount > 10 THEN 'large' ELSE 'small' END, amount IS NULL FROM orders PARTITION BY id",
        "SELECT ucase(customer) || '-' || id AS label, CAST(amount AS VARCHAR) FROM orders "
        "WHERE amount BETWEEN 1 AND -2",
        "SELECT o.id, l.amount FROM orders o INNER JOIN large l WITHIN 1 HOUR ON o.id = l.id EMIT CHANGES",
        "SELECT * FROM orders WHERE customer != 'it''s; -- no comment'",
    ],
)
def test_the_meaning_of_a_query_is_compared(ksql: Ksql, query: str) -> None:
    assert not ksql.run(sql=f"{ORDERS}; {LARGE};")["failed"]
    ksql.done("created", sql=f"CREATE STREAM other WITH (partitions=3) AS {query}")
    ksql.done("unchanged", sql=f"create  stream OTHER with(PARTITIONS = 3) as {query};")
    ksql.done("unchanged", sql=f"CREATE OR REPLACE STREAM IF NOT EXISTS other AS {query}")
    ksql.refused(
        "OTHER is there and differs: its properties (PARTITIONS)",
        sql=f"CREATE STREAM other WITH (partitions=4) AS {query}",
    )


def test_what_ksqldb_adds_is_no_difference_and_what_is_changed_is_one(ksql: Ksql) -> None:
    topic = "WITH (kafka_topic='sales.orders', format='JSON')"
    ksql.done("created", sql="CREATE TYPE money AS STRUCT<currency VARCHAR, cents DECIMAL(9, 2)>")
    ksql.done("created", sql="CREATE STREAM known WITH (kafka_topic='sales.orders', value_format='AVRO')")
    ksql.done("unchanged", sql="CREATE STREAM known WITH (kafka_topic='sales.orders', value_format='avro')")
    ksql.done("created", sql=f"CREATE STREAM paid (id INT KEY, price money) {topic}")
    ksql.done("unchanged", sql=f"CREATE STREAM paid (id INTEGER KEY, price money) {topic}")
    ksql.refused("its columns", sql=f"CREATE STREAM paid (id BIGINT KEY, price money) {topic}")
    ksql.refused("it is a stream, not a table", sql=f"CREATE TABLE paid (id INT PRIMARY KEY) {topic}")
    ksql.refused(
        "the type that it stands for", sql="CREATE TYPE money AS STRUCT<currency VARCHAR, cents DECIMAL(9, 3)>"
    )


# ---- changes


def test_a_changed_query_is_refused_changed_in_place_or_made_anew_as_is_stated(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {TOTALS}; {LARGE};")
    ksql.refused("TOTALS", "its query", "on_change", "upgrade", "replace", "keep", sql=TOTALS_CHANGED)
    kept = ksql.done("unchanged", sql=TOTALS_CHANGED, on_change="keep")
    assert "TOTALS is not as stated: its query" in kept["warnings"][0]
    smaller = LARGE.replace("> 100", "> 10")
    ksql.done_so("updated", "CREATE OR REPLACE STREAM large", sql=smaller, on_change="upgrade")
    assert "> 10)" in ksql.held("queries")["CSAS_LARGE_2"]["text"], "the query goes on with its id"
    failed = ksql.run(sql=TOTALS_CHANGED, on_change="upgrade")
    assert failed["failed"]
    assert "Upgrades not yet supported" in failed["msg"]
    assert "CTAS_TOTALS_1" in ksql.held("queries"), "nothing has ended"
    foretold = ksql.run(check=True, sql=TOTALS_CHANGED, on_change="replace")
    assert "CTAS_TOTALS_1 ends, and the offsets" in foretold["warnings"][0]
    replaced = ksql.run(sql=TOTALS_CHANGED, on_change="replace")
    assert foretold["diff"] == replaced["diff"]
    beginnings = ("CREATE OR REPLACE", "TERMINATE CTAS_TOTALS_1", "DROP TABLE IF EXISTS TOTALS;", "CREATE TABLE totals")
    assert [text.startswith(one) for text, one in zip(ksql.sent(), beginnings, strict=True)] == [True] * 4
    assert replaced["ksql_statement"]["written_by"] == ["CTAS_TOTALS_3"]
    assert any(topic.endswith("TOTALS") for topic in ksql.topics()), "its topic stays"


def test_a_query_that_ksqldb_cannot_read_ends_nothing(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {TOTALS};")
    wrong = TOTALS_CHANGED.replace("MAX(amount)", "CAST(amount AS MONEY)")
    ksql.refused("Cannot resolve unknown type: MONEY", sql=wrong, on_change="replace")
    assert list(ksql.held("queries")) == ["CTAS_TOTALS_1"]


def test_what_others_use_is_neither_dropped_nor_made_anew(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {LARGE}; {INTO_LARGE};")
    ksql.refused(
        "LARGE reads it", "State DROP STREAM LARGE too", "query INSERTQUERY_2 reads it", sql="DROP STREAM orders"
    )
    as_table = "CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (kafka_topic='sales.orders', value_format='JSON')"
    ksql.refused("LARGE reads it", "cannot be made anew", sql=as_table, on_change="replace")
    ksql.refused("cannot be changed in place", sql=as_table, on_change="upgrade")
    ksql.refused(
        "needs ORDERS, which this task drops",
        sql=f"{TOTALS}; DROP STREAM orders; DROP STREAM large; TERMINATE insertquery_2",
    )
    ksql.refused("ORDERS is a stream", sql="DROP TABLE orders")
    sandbox = ksql.sandbox
    sandbox.settings(ksql_drop_ends_queries=False)  # as older versions have it
    result = ksql.done(
        "deleted", sql="DROP STREAM orders; TERMINATE insertquery_2; DROP STREAM IF EXISTS large DELETE TOPIC;"
    )
    assert ksql.sent()[-1] == "DROP STREAM IF EXISTS ORDERS;"
    assert "topic pksqlc-" in " ".join(result["warnings"])
    assert not any(topic.endswith("LARGE") for topic in ksql.topics())
    assert "sales.orders" in ksql.topics()


def test_an_ended_query_leaves_its_stream_and_that_is_said(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    result = ksql.done("deleted", sql="TERMINATE csas_large_1")
    assert "fills LARGE, which stays without it" in result["warnings"][0]
    ksql.done("unchanged", sql="TERMINATE csas_large_1")
    ksql.refused("LARGE reads it", sql="DROP STREAM orders")


def test_queries_into_a_stream_are_known_by_their_meaning_or_by_their_id(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    ksql.done("created", sql=INTO_LARGE)
    ksql.done("unchanged", sql=f"-- once more\n{INTO_LARGE.lower()};")
    ksql.done("created", sql=INTO_LARGE.replace("50", "20"))
    named = "INSERT INTO large WITH (query_id='some') SELECT id, amount FROM orders WHERE amount > 1"
    ksql.done("created", sql=named)
    ksql.refused("query SOME is there and differs", sql=named.replace("> 1", "> 2"))
    ksql.done_so("updated", "TERMINATE SOME", "INSERT", sql=named.replace("> 1", "> 2"), on_change="replace")
    assert sorted(ksql.held("queries")) == ["CSAS_LARGE_1", "INSERTQUERY_2", "INSERTQUERY_3", "SOME"]


def test_two_queries_that_do_the_same_are_one_too_many(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    ksql.refused("query into LARGE is given twice", sql=f"{INTO_LARGE}; {INTO_LARGE.lower().replace('(', ' ( ')};")


def test_a_wrong_statement_does_not_cost_what_is_there(ksql: Ksql) -> None:
    ksql.done("created", sql=ORDERS)
    wrong = "CREATE STREAM orders (id VARCHAR KEY) WITH (kafka_topic='sales.orders')"
    result = ksql.run(sql=wrong, on_change="replace")
    assert result["failed"]
    assert "VALUE_FORMAT" in result["msg"]
    assert ksql.held("sources")["ORDERS"]["columns"][1][0] == "CUSTOMER"


def test_columns_that_came_after_select_star_are_told(ksql: Ksql) -> None:
    every = "CREATE STREAM every AS SELECT * FROM orders"
    ksql.done("created", sql=f"{ORDERS}; {every};")
    assert ksql.done("unchanged", sql=every)["warnings"] == []
    ksql.done("updated", sql=ORDERS.replace("BIGINT)", "BIGINT, note VARCHAR)"), on_change="upgrade")
    assert "SELECT * means by now (NOTE)" in ksql.done("unchanged", sql=every)["warnings"][0]


def test_a_creation_replaces_nothing(ksql: Ksql) -> None:
    ksql.done_so("created", "CREATE  STREAM orders", sql=ORDERS.replace("CREATE", "CREATE OR REPLACE "))


def test_a_query_that_does_not_run_is_told(ksql: Ksql) -> None:
    ksql.sandbox.settings(ksql_query_state="ERROR")
    made = ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    again = ksql.done("unchanged", sql=LARGE)
    for result in (made, again):
        assert result["warnings"] == ["stream LARGE: its query CSAS_LARGE_1 is in state ERROR."]


# ---- what is no statement of this module


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT * FROM orders EMIT CHANGES", "SELECT is not a statement that this module takes"),
        ("PRINT 'orders.created'", "PRINT is not"),
        ("SET 'auto.offset.reset'='earliest'", "streams_properties"),
        ("INSERT INTO orders (id) VALUES ('1')", "would write its record again"),
        ("TERMINATE ALL", "name the ids"),
        ("ALTER STREAM orders ADD COLUMN x INT", "state the source as it is to be"),
        ("CREATE STREAM x (id VARCHAR KEY) WITH (kafka_topic='it", "a string (') that begins in line 2 has no end"),
        ("CREATE CONNECTOR x WITH ('a'='b')", "lacks SOURCE or SINK"),
        ("CREATE STREAM x (id VARCHAR WITH (kafka_topic='a')", "a parenthesis has no end"),
        ("", "it holds no statement"),
    ],
)
def test_what_is_refused_in_words(ksql: Ksql, sql: str, words: str) -> None:
    ksql.refused(words, sql=f"{ORDERS};\n{sql}" if sql else "-- nothing")
    assert ksql.sandbox.journal() == [], "before the first request"


def test_all_that_is_wrong_with_a_list_is_named_at_once(ksql: Ksql, tmp_path: Path) -> None:
    items = [
        {"sql": ORDERS},
        {"sql": "SHOW STREAMS; PRINT x"},
        {"file": str(tmp_path / "none.sql")},
        {"sql": "DROP it"},
    ]
    ksql.refused(
        "ksql_statements[1]",
        "SHOW is not",
        "PRINT is not",
        "none.sql cannot be read",
        "DROP STREAM or TABLE",
        many=True,
        ksql_statements=items,
    )


def test_a_stream_that_is_made_and_dropped_in_one_list_is_refused(ksql: Ksql) -> None:
    ksql.refused(
        "stream ORDERS is given twice (items 1 and 2)",
        many=True,
        ksql_statements=[{"sql": ORDERS}, {"sql": "DROP STREAM orders"}],
    )


def test_if_not_exists_does_not_keep_a_change_from_being_made(ksql: Ksql) -> None:
    ksql.done("created", sql=ORDERS)
    changed = ORDERS.replace("STREAM", "STREAM IF NOT EXISTS").replace("BIGINT", "BIGINT, note VARCHAR")
    ksql.done_so("updated", "CREATE OR REPLACE STREAM orders (", sql=changed, on_change="upgrade")
    assert "NOTE STRING" in ksql.held("sources")["ORDERS"]["text"]
    ksql.done("unchanged", sql=changed)
    anew = changed.replace("amount BIGINT", "amount INT")
    ksql.done_so(
        "updated",
        "CREATE OR REPLACE STREAM orders (",
        "DROP STREAM IF EXISTS ORDERS",
        "CREATE STREAM orders (",
        sql=anew,
        on_change="replace",
    )
    ksql.done("unchanged", sql=anew)


def test_a_change_that_is_taken_and_not_made_is_no_success(ksql: Ksql) -> None:
    ksql.done("created", sql=ORDERS)
    warning = [{"@type": "warning_entity", "message": "nothing was done"}]
    ksql.sandbox.fault(method="POST", path=KSQL, nth=2, status=200, body=warning)
    result = ksql.run(sql=ORDERS.replace("BIGINT", "BIGINT, note VARCHAR"), on_change="upgrade")
    assert result["failed"]
    assert "stream ORDERS (its columns differ) with a good answer, and shows it without the change" in result["msg"]


def test_a_source_is_not_made_anew_of_a_topic_that_it_deletes(ksql: Ksql) -> None:
    ksql.done("created", sql=ORDERS)
    changed = {"sql": ORDERS.replace("BIGINT", "INT"), "on_change": "replace", "delete_topic": True}
    result = ksql.run(**changed)
    assert "made anew with delete_topic: the topic sales.orders" in result["msg"]
    assert ksql.sent() == [f"{changed['sql'].replace('CREATE', 'CREATE OR REPLACE')};"]
    assert "sales.orders" in ksql.topics()
    ksql.done("unchanged", sql=ORDERS)
    source = ORDERS.replace("STREAM", "SOURCE STREAM")
    ksql.refused("made anew with delete_topic", **{**changed, "sql": source})


@pytest.mark.parametrize(
    "body", [[{"sourceDescriptions": None}] * 4, [{}] * 4, [{"@type": "error_entity", "errorMessage": "no"}] * 4]
)
def test_an_answer_that_tells_of_nothing_does_not_say_that_all_is_gone(ksql: Ksql, body: Any) -> None:
    ksql.done("created", sql=ORDERS)
    ksql.sandbox.fault(method="POST", path=KSQL, status=200, body=body)
    result = ksql.run(sql=ORDERS, state="absent")
    assert (result["failed"], ksql.sent()) == (True, [])
    assert "the answer has no sourceDescriptions" in result["msg"]
    ksql.done("unchanged", sql=ORDERS)


def test_an_error_with_a_good_status_is_none(ksql: Ksql) -> None:
    ksql.done("created", sql=ORDERS)
    body = [{"@type": "error_entity", "errorMessage": "no room is left"}]
    for sql in ("DROP STREAM orders", LARGE):
        ksql.sandbox.fault(method="POST", path=KSQL, nth=2, status=200, body=body)
        result = ksql.run(sql=sql)
        assert result["failed"]
        assert "did not carry it out: no room is left" in result["msg"]
    assert list(ksql.held("sources")) == ["ORDERS"]


@pytest.mark.parametrize("body", [{}, []])
def test_an_answer_that_tells_nothing_is_a_lost_one(ksql: Ksql, body: Any) -> None:
    ksql.done("created", sql=ORDERS)
    for sql, there in ((LARGE, {"ORDERS", "LARGE"}), ("DROP STREAM large", {"ORDERS"})):
        ksql.sandbox.fault(method="POST", path=KSQL, nth=2, status=200, body=body)
        result = ksql.run(sql=sql)
        assert (result["failed"], set(ksql.held("sources"))) == (False, there), result["msg"]
    ksql.sandbox.fault(method="POST", path=KSQL, nth=2, times=0, status=200, body=body)
    assert "the answer has no @type" in ksql.run(sql="DROP STREAM orders")["msg"]


def test_what_cannot_be_read_beside_what_is_made_is_left_as_it_is(ksql: Ksql) -> None:
    ksql.done("created", sql=ORDERS)
    unread = {"name": "ORDERS", "type": "STREAM", "statement": ""}
    body = [{"sourceDescriptions": [unread]}, {"sourceDescriptions": []}, {"queries": []}, {"types": {}}]
    ksql.sandbox.fault(method="POST", path=KSQL, status=200, body=body)
    result = ksql.run(sql=f"{ORDERS}; {TOTALS}", on_change="keep")
    assert (result["failed"], [item["name"] for item in result["ksql_statements"]]) == (False, ["ORDERS", "TOTALS"])


def test_what_cannot_be_made_anew_is_said_before_it_is_changed_in_place(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {TOTALS}")
    other = {"sql": ORDERS.replace("BIGINT", "INT"), "on_change": "replace"}
    for check in (True, False):
        result = ksql.run(check, **other)
        assert "Where it cannot, the run fails: stream ORDERS cannot be made anew: TOTALS reads it" in str(
            result["warnings"]
        )
        assert result["failed"] is not check
    assert [text.split()[0] for text in ksql.sent()] == ["CREATE"]


# ---- connectors and secrets


def test_secrets_of_connectors_are_shown_nowhere(ksql: Ksql) -> None:
    secret = "pa''ss-4711-word"
    settings = f"'connector.class'='S3', 'aws.secret.access.key'='{secret}', 'topics'='a'"
    sink = f"CREATE SINK CONNECTOR `to-lake` WITH ({settings})"
    for check in (True, False):
        result = ksql.run(check, sql=sink)
        assert (result["failed"], result["operation"]) == (False, "created"), result
        assert secret in result["secrets"]
        assert "pa'ss-4711-word" in result["secrets"]
        assert "4711" not in str(result["diff"]) + str(result["ksql_statement"])
    assert ksql.held("connectors")["to-lake"]["config"]["aws.secret.access.key"] == "pa'ss-4711-word"
    ksql.done("unchanged", sql=sink)
    ksql.refused("made as SINK", sql=sink.replace("SINK CONNECTOR", "SOURCE CONNECTOR"))
    broken = ksql.run(sql=sink.removesuffix(")"))
    assert "4711" not in broken["msg"]
    assert secret in broken["secrets"], "also of a statement that cannot be read"
    ksql.done("deleted", sql="DROP CONNECTOR IF EXISTS `to-lake`")


def test_secrets_beside_the_settings_are_shown_nowhere(ksql: Ksql) -> None:
    old = "-- 'aws.secret.access.key'='old-4712-word',"
    sink = f"{old}\nCREATE SINK CONNECTOR lake WITH (\n{old}\n'connector.class'='S3' /* key: https://u:4713-word@h */)"
    login = {"sasl.jaas.config": 'org.x.PlainLoginModule required username="u" password="4714-word";'}
    result = ksql.run(sql=sink, streams_properties=login)
    assert {"old-4712-word", "4713-word", "4714-word"} <= set(result["secrets"])
    assert "4712" not in str(result["diff"])
    assert "4713" not in str(result["diff"])
    assert "'connector.class'='S3'" in result["diff"][0]["after"]["sql"]


# ---- commands


def test_a_command_that_takes_long_is_waited_for_and_one_that_fails_says_why(ksql: Ksql) -> None:
    ksql.sandbox.settings(ksql_command_delay=30.0)
    made = ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    assert [item["name"] for item in made["ksql_statements"]] == ["ORDERS", "LARGE"]
    assert len(ksql.sandbox.journal("GET", "^/status/stream/%60ORDERS%60/create$")) > 1
    late = ksql.run(sql=TOTALS, wait_timeout=5)
    assert late["failed"]
    assert "was still EXECUTING" in late["msg"]
    ksql.sandbox.settings(ksql_command_delay=0.0, ksql_failing="PAID")
    ksql.sandbox.advance(60)
    failed = ksql.run(sql=ORDERS.replace("orders (", "paid ("))
    assert "ksqlDB could not carry it out" in failed["msg"]
    assert "PAID" not in ksql.held("sources")


def test_an_answer_that_is_lost_makes_nothing_twice(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    ksql.sandbox.fault(method="POST", path=KSQL, nth=2, reset="after")
    result = ksql.run(sql=INTO_LARGE)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert sorted(ksql.held("queries")) == ["CSAS_LARGE_1", "INSERTQUERY_2"]


@pytest.mark.parametrize("fault", [{"reset": "after"}, {"status": 504, "apply": True}])
def test_a_query_whose_command_is_still_to_come_is_not_made_twice(ksql: Ksql, fault: dict[str, Any]) -> None:
    ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    ksql.sandbox.settings(ksql_command_delay=30.0)
    ksql.sandbox.fault(method="POST", path=KSQL, nth=2, **fault)
    result = ksql.run(sql=INTO_LARGE)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert (len(ksql.sent()), sorted(ksql.held("queries"))) == (1, ["CSAS_LARGE_1", "INSERTQUERY_2"])
    ksql.sandbox.settings(ksql_command_delay=1000.0)
    ksql.sandbox.fault(method="POST", path=KSQL, nth=2, **fault)
    result = ksql.run(sql=INTO_LARGE.replace("50", "60"))
    assert (result["failed"], len(ksql.sent())) == (True, 1)
    assert "was not carried out again" in result["msg"]


def by_somebody_else(ksql: Ksql, sql: str) -> list[dict[str, Any]]:
    """What a fault carries out first."""
    key, secret = ksql.estate.env["CONFLUENT_KSQL_API_KEY"], ksql.estate.env["CONFLUENT_KSQL_API_SECRET"]
    path = f"/_ksql/{ksql.estate.ids['ksql_cluster']}/ksql"
    return [{"method": "POST", "path": path, "body": {"ksql": f"{sql};"}, "key": key, "secret": secret}]


def test_a_query_that_somebody_else_has_ended_meanwhile_is_gone(ksql: Ksql) -> None:
    ksql.done("created", sql=f"{ORDERS}; {LARGE};")
    ksql.sandbox.fault(method="POST", path=KSQL, nth=2, change=by_somebody_else(ksql, "TERMINATE csas_large_1"))
    result = ksql.run(sql="DROP STREAM large")
    assert (result["failed"], list(ksql.held("sources"))) == (False, ["ORDERS"]), result["msg"]


def test_what_somebody_else_has_made_meanwhile_is_not_taken_as_ours(ksql: Ksql) -> None:
    others = by_somebody_else(ksql, ORDERS.replace("BIGINT", "INT"))
    ksql.sandbox.fault(method="POST", path=KSQL, nth=2, change=others)
    result = ksql.run(sql=ORDERS.replace("STREAM", "STREAM IF NOT EXISTS"))
    assert result["failed"]
    assert "made by somebody else" in result["msg"]


# ---- where, and with which key


def test_the_cluster_is_found_by_name_or_stated_and_takes_its_own_key(ksql: Ksql) -> None:
    cluster = ksql.estate.ids["ksql_cluster"]
    for options in ({"ksql_cluster": "views"}, {"ksql_cluster": cluster}):
        assert ksql.run(sql=ORDERS, **options)["failed"] is False
    assert "Did you mean 'views'" in ksql.run(sql=ORDERS, ksql_cluster="view")["msg"]
    endpoint = f"{ksql.env['CONFLUENT_CLOUD_ENDPOINT']}/_ksql/{cluster}"
    result = ksql.run(sql=ORDERS, ksql_endpoint=endpoint, ksql_cluster=None)
    assert (result["failed"], result["api"]["calls"]) == (False, 1), "nothing is looked up"
    cloud = {"ksql_api_key": ksql.sandbox.cloud_key, "ksql_api_secret": ksql.sandbox.cloud_secret}
    denied = ksql.run(sql=ORDERS, propagation_timeout=0, **cloud)
    assert denied["failed"]
    assert "401" in denied["msg"]
    none = {"ksql_api_key": None, "ksql_api_secret": None}
    assert "no credential for ksqlDB: give ksql_api_key" in ksql.refused(sql=ORDERS, **none)


def test_a_list_of_many_is_read_by_one_request_whatever_its_length(ksql: Ksql) -> None:
    items = [{"sql": ORDERS.replace("orders (", f"orders_{number} (")} for number in range(200)]
    made = ksql.run(many=True, ksql_statements=items, concurrency=1)
    assert (made["failed"], made["counts"]["created"]) == (False, 200), made["msg"]
    assert made["api"]["calls"] == 2 + 1 + 200 + 1
    again = ksql.run(many=True, ksql_statements=items)
    assert (again["counts"]["unchanged"], again["api"]["calls"]) == (200, 2 + 1)


def test_streams_properties_go_along_with_commands(ksql: Ksql) -> None:
    ksql.run(sql=f"{ORDERS}; {LARGE};", streams_properties={"auto.offset.reset": "earliest"})
    assert [entry["request_body"]["streamsProperties"] for entry in ksql.sandbox.writes()] == [
        {"auto.offset.reset": "earliest"}
    ] * 2
    ksql.refused("streams_properties: a must be a text", sql=ORDERS, streams_properties={"a": [1]})


def test_what_a_cluster_says_of_itself(ksql: Ksql) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ksqldb.server_info import KsqlServer

    ksql.sandbox.clear_journal()
    (found,) = direct.info(KsqlServer, {}, ksql.env)
    assert (found["status"], found["healthy"], found["unhealthy_parts"], found["functions"]) == (
        "RUNNING",
        True,
        [],
        None,
    )
    assert ksql.sandbox.journal("POST") == []
    (found,) = direct.info(KsqlServer, {"subsets": ["functions", "topics", "properties"]}, ksql.env)
    assert {"name": "COUNT", "type": "AGGREGATE", "category": None} in found["functions"]
    assert {"name": "sales.orders", "partitions": 3} in found["topics"]
    assert "secret" not in str(found["properties"])
    assert found["properties"]["ksql.service.id"] == ksql.estate.ids["ksql_cluster"]
    assert len(ksql.sandbox.journal("POST")) == 1
    unhealthy = {"isHealthy": False, "details": {"kafka": {"isHealthy": False}, "metastore": {"isHealthy": True}}}
    ksql.sandbox.fault(method="GET", path="/healthcheck", status=200, body=unhealthy)
    (found,) = direct.info(KsqlServer, {}, ksql.env)
    assert (found["healthy"], found["unhealthy_parts"]) == (False, ["kafka"])
