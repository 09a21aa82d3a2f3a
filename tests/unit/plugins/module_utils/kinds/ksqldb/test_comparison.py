# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which statements mean the same. The pairs are as ksqlDB prints what it was given; the first two are real answers."""

from __future__ import annotations

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ksqldb.differences import differences
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ksqldb.sql_types import of_schema, of_type
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ksqldb.statement import parsed, script
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.ksqldb.text import Unreadable, split

REAL = (
    (
        "create table accounts_to_monitor with (kafka_topic='accounts_to_monitor', partitions=1, value_format='JSON')"
        " as select timestamptostring(windowstart, 'yyyy-MM-dd HH:mm:ss Z') as window_start, "
        "timestamptostring(windowend, 'yyyy-MM-dd HH:mm:ss Z') as window_end, container "
        "from refine_spatial window tumbling (size 1 minute) where latitude > 90 group by container "
        "having count(*) > 3 emit changes",
        "CREATE TABLE ACCOUNTS_TO_MONITOR WITH (KAFKA_TOPIC='accounts_to_monitor', PARTITIONS=1, REPLICAS=1, "
        "VALUE_FORMAT='JSON') AS SELECT\n  TIMESTAMPTOSTRING(WINDOWSTART, 'yyyy-MM-dd HH:mm:ss Z') WINDOW_START,\n"
        "  TIMESTAMPTOSTRING(WINDOWEND, 'yyyy-MM-dd HH:mm:ss Z') WINDOW_END,\n  REFINE_SPATIAL.CONTAINER CONTAINER\n"
        "FROM REFINE_SPATIAL REFINE_SPATIAL\nWINDOW TUMBLING ( SIZE 1 MINUTES ) \n"
        "WHERE (REFINE_SPATIAL.LATITUDE > 90)\nGROUP BY REFINE_SPATIAL.CONTAINER\nHAVING (COUNT(*) > 3)\nEMIT CHANGES",
    ),
    (
        "CREATE STREAM ORDERS_STREAM (ordertime BIGINT, orderid INT, productid VARCHAR, orderunits INTEGER, "
        "order_category STRING, customerid STRING) WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='json')",
        "CREATE STREAM ORDERS_STREAM (ORDERTIME BIGINT, ORDERID INTEGER, PRODUCTID STRING, ORDERUNITS INTEGER, "
        "ORDER_CATEGORY STRING, CUSTOMERID STRING) WITH (CLEANUP_POLICY='delete', KAFKA_TOPIC='orders', "
        "KEY_FORMAT='KAFKA', VALUE_FORMAT='JSON')",
    ),
    (
        "CREATE STREAM S AS SELECT address.*, itemid.* FROM address INNER JOIN itemid "
        "ON address.address = itemid.address->address",
        "CREATE STREAM S AS SELECT\n  ADDRESS.*,\n  ITEMID.*\nFROM ADDRESS ADDRESS\n"
        "INNER JOIN ITEMID ITEMID ON ((ADDRESS.ADDRESS = ITEMID.ADDRESS->ADDRESS))\nEMIT CHANGES",
    ),
    (
        'CREATE STREAM S AS SELECT itemid, "SIZE" FROM address',
        "CREATE STREAM S AS SELECT\n  ITEMID,\n  `SIZE`\nFROM ADDRESS ADDRESS\nEMIT CHANGES",
    ),
    (
        "CREATE STREAM s AS SELECT o.id, p.id AS payment FROM orders o LEFT JOIN payments p "
        "WITHIN (1 DAYS, 2 HOURS) GRACE PERIOD 1 HOUR ON p.id = o.id",
        "CREATE STREAM S AS SELECT\n  O.ID O_ID,\n  P.ID PAYMENT\nFROM ORDERS O\nLEFT OUTER JOIN PAYMENTS P "
        "WITHIN (1 DAY, 2 HOURS) GRACE PERIOD 1 HOURS ON ((P.ID = O.ID))\nEMIT CHANGES",
    ),
    (
        "CREATE STREAM s AS SELECT transform(tags, x => ucase(x)), a[1] -> b, map('k' := 1), -c FROM orders",
        "CREATE STREAM S AS SELECT TRANSFORM(ORDERS.TAGS, (X) => UCASE(X)) KSQL_COL_0, ORDERS.A[1]->B B, "
        "MAP('k':=1) KSQL_COL_1, -ORDERS.C KSQL_COL_2 FROM ORDERS ORDERS EMIT CHANGES",
    ),
)


@pytest.mark.parametrize(("stated", "kept"), REAL)
def test_what_ksqldb_makes_of_a_statement_is_the_same_as_it(stated: str, kept: str) -> None:
    assert differences(parsed(stated), parsed(kept), {}) == []


QUERY = "CREATE STREAM s AS SELECT id, a AS b FROM orders o WHERE (x = 1 OR y = 'A') AND z IS NOT NULL"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(x = 1 OR y = 'A') AND z IS NOT NULL", "x = 1 OR (y = 'A' AND z IS NOT NULL)"),
        ("'A'", "'a'"),
        ("a AS b", "a AS c"),
        ("a AS b", "a"),
        ("a AS b", "`a` AS b"),
        ("SELECT id", "SELECT DISTINCT id"),
        ("SELECT id, a AS b", "SELECT a AS b, id"),
        ("IS NOT NULL", "IS NULL"),
        ("x = 1", "x = 1.0"),
        ("x = 1", "x >= 1"),
        ("x = 1", "x = -1"),
        ("FROM orders o", "FROM returns o"),
        ("IS NOT NULL", "IS NOT NULL EMIT FINAL"),
        ("IS NOT NULL", "IS NOT NULL PARTITION BY id"),
        ("a AS b", "a->c AS b"),
        ("a AS b", "CAST(a AS STRING) AS b"),
    ],
)
def test_what_means_something_else_differs(before: str, after: str) -> None:
    changed = QUERY.replace(before, after)
    assert changed != QUERY
    assert differences(parsed(changed), parsed(QUERY), {}) == ["its query"]
    assert differences(parsed(QUERY), parsed(changed), {}) == ["its query"]
    assert differences(parsed(QUERY), parsed(QUERY), {}) == []


@pytest.mark.parametrize(
    ("stated", "kept", "words"),
    [
        ("INSERT INTO a WITH (QUERY_ID='q') SELECT * FROM x", "INSERT INTO b SELECT * FROM x", "what it writes into"),
        (
            "CREATE STREAM s (a INT) WITH (kafka_topic='t')",
            "CREATE STREAM s (a INT) WITH (kafka_topic='t', timestamp='a')",
            "its properties (TIMESTAMP)",
        ),
        (
            "CREATE SINK CONNECTOR c WITH ('connector.class'='S3', 'topics'='a')",
            "CREATE SINK CONNECTOR c WITH ('connector.class'='GCS')",
            "its connector.class",
        ),
        (
            "CREATE STREAM s AS SELECT x.v FROM a x JOIN a y ON x.i = y.i",
            "CREATE STREAM s AS SELECT y.v FROM a x JOIN a y ON x.i = y.i",
            "its query",
        ),
    ],
)
def test_what_differs_beside_the_query_is_told(stated: str, kept: str, words: str) -> None:
    assert differences(parsed(stated), parsed(kept), {}) == [words]
    assert differences(parsed(stated), parsed(stated), {}) == []


def test_a_query_with_what_is_unknown_here_is_compared_by_its_words() -> None:
    unknown = "CREATE STREAM s AS SELECT a ?? b FROM orders"
    assert differences(parsed(unknown), parsed(unknown.lower()), {}) == []
    assert differences(parsed(unknown), parsed(unknown.replace("b", "c")), {}) == ["its query"]


def test_types_are_compared_as_they_are_described() -> None:
    described = {
        "type": "STRUCT",
        "fields": [
            {"name": "NAME", "schema": {"type": "STRING"}},
            {"name": "cents", "schema": {"type": "DECIMAL", "parameters": {"precision": 9, "scale": 2}}},
            {"name": "TAGS", "schema": {"type": "ARRAY", "memberSchema": {"type": "INTEGER"}}},
        ],
    }
    stated = parsed("CREATE TYPE t AS STRUCT<name VARCHAR(STRING), `cents` DECIMAL(9,2), tags ARRAY<INT>>").definition
    types = {"MONEY": of_schema(described)}
    assert of_type(stated, {}) == types["MONEY"]
    columns = parsed("CREATE STREAM s (price money KEY, money MAP<STRING, money>) WITH (a='b')").columns
    assert of_type(columns[1:2], types) == types["MONEY"]
    kept = "STRUCT<NAME STRING, `cents` DECIMAL(9, 2), TAGS ARRAY<INTEGER>>"
    there = parsed(f"CREATE STREAM S (PRICE {kept} KEY, MONEY MAP<STRING, {kept}>) WITH (A='b', C=1)")
    assert (
        differences(parsed("CREATE STREAM s (price money KEY, money MAP<STRING, money>) WITH (a='b')"), there, types)
        == []
    )


def test_semicolons_quotes_and_comments_divide_as_in_sql() -> None:
    text = "-- a; b\nCREATE STREAM `a;b` AS SELECT ';--' FROM x /* ; */ WHERE y = 'it''s';; DROP TYPE \"T\"\"x\""
    found = list(split(text))
    assert [line for _text, _tokens, line in found] == [2, 2]
    made, problems = script(text)
    assert [(one.verb, one.what, one.name) for one in made] == [("create", "stream", "a;b"), ("drop", "type", 'T"x')]
    assert problems == []
    assert made[0].sources == {"X": "X"}


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("SELECT * FROM a AS b JOIN `c` d ON b.x = d.x", {"B": "A", "D": "c"}),
        ("SELECT * FROM a LEFT JOIN b WITHIN 1 DAY ON a.x = b.x", {"A": "A", "B": "B"}),
        ("SELECT a IS DISTINCT FROM b FROM c WHERE (d = 'FROM e')", {"C": "C"}),
    ],
)
def test_what_a_query_reads(query: str, sources: dict[str, str]) -> None:
    assert parsed(f"CREATE STREAM s AS {query}").sources == sources


def test_what_cannot_be_read_is_not_quoted() -> None:
    with pytest.raises(Unreadable) as caught:
        parsed("CREATE SINK CONNECTOR c WITH ('password'='secret-4711'")
    assert "4711" not in str(caught.value)
