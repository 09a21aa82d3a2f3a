# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which queries mean the same, and which do not."""

from __future__ import annotations

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.queries import loosely, same_meaning
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink.sql import meaning, wrong

ALIKE = [
    ("select a from t where b > 1", "SELECT a\nFROM `t` WHERE (b > 1);"),
    ("SELECT CAST(a AS int) FROM t", "SELECT CAST(`a` AS INTEGER) FROM t"),
    ("SELECT count(*) FROM t", "SELECT COUNT(*) FROM t"),
    ("SELECT a FROM t WHERE b = 1 AND c = 2 OR d", "SELECT a FROM t WHERE (((b = 1) AND (c = 2)) OR d)"),
    ("SELECT a + b * c FROM t", "SELECT (a + (b * c)) FROM t"),
    ("SELECT a - b - c FROM t", "SELECT ((a - b) - c) FROM t"),
    ("SELECT a FROM t WHERE x AND y AND z", "SELECT a FROM t WHERE x AND (y AND z)"),
    ("SELECT a FROM t WHERE NOT a = b", "SELECT a FROM t WHERE NOT (a = b)"),
    ("SELECT a FROM t WHERE x BETWEEN 1 AND 2 AND y", "SELECT a FROM t WHERE (x BETWEEN 1 AND 2) AND y"),
    ("SELECT CASE WHEN a = 1 AND b THEN 2 END FROM t", "SELECT (CASE WHEN ((a = 1) AND b) THEN 2 END) FROM t"),
    ("SELECT a != b FROM t -- c", "SELECT a <> b /* c */ FROM t"),
    ("SELECT CAST(a AS STRING) FROM t", "SELECT CAST(a AS VARCHAR(2147483647)) FROM t"),
    ("SELECT a FROM t JOIN u ON t.id = u.id", "SELECT a FROM t JOIN u ON (t.id = u.id)"),
    ("SELECT a || b || c FROM t WHERE a IS NULL AND b", "SELECT ((a || b) || c) FROM t WHERE ((a IS NULL) AND b)"),
    ("SELECT a FROM t WHERE x BETWEEN 1 AND b + 1 AND y", "SELECT a FROM t WHERE x BETWEEN 1 AND (b + 1) AND (y)"),
    ("SELECT a FROM t WHERE a + 1 NOT IN (2)", "SELECT a FROM t WHERE (a + 1) NOT IN (2)"),
]
OTHER = [
    ("SELECT (a + b) * c FROM t", "SELECT a + b * c FROM t"),
    ("SELECT a - (b - c) FROM t", "SELECT a - b - c FROM t"),
    ("SELECT a FROM t WHERE (a OR b) AND c", "SELECT a FROM t WHERE a OR b AND c"),
    ("SELECT a FROM t WHERE NOT (a AND b)", "SELECT a FROM t WHERE NOT a AND b"),
    ("SELECT a FROM t WHERE -(a + b) > 0", "SELECT a FROM t WHERE -a + b > 0"),
    ("SELECT id FROM t", "SELECT ID FROM t"),
    ("SELECT 'a  b' FROM t", "SELECT 'a b' FROM t"),
    ("SELECT 'A' FROM t", "SELECT 'a' FROM t"),
    ("SELECT ä FROM t", "SELECT ö FROM t"),
    ("SELECT `a.b` FROM t", "SELECT a.b FROM t"),
    ("SELECT a FROM t /*+ OPTIONS('x'='1') */", "SELECT a FROM t"),
    ("SELECT a FROM t WHERE a IN (1)", "SELECT a FROM t WHERE a IN (2)"),
    ("SELECT f(a) FROM t", "SELECT f FROM t"),
    ("SELECT (a + b) || c FROM t", "SELECT a + b || c FROM t"),
    ("SELECT (a = b) IN (TRUE) FROM t", "SELECT a = b IN (TRUE) FROM t"),
    ("SELECT (a = b) NOT IN (TRUE) FROM t", "SELECT a = b NOT IN (TRUE) FROM t"),
    ("SELECT (a < b) LIKE c FROM t", "SELECT a < b LIKE c FROM t"),
    ("SELECT x BETWEEN 1 AND (b = c) FROM t", "SELECT x BETWEEN 1 AND b = c FROM t"),
    ("SELECT x BETWEEN y AND (z AND d) FROM t", "SELECT x BETWEEN y AND z AND d FROM t"),
    ("SELECT 1e5 FROM t", "SELECT 1 e5 FROM t"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_means_the_same(one: str, other: str) -> None:
    assert same_meaning(one) == same_meaning(other)
    assert loosely(one) == loosely(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_does_not(one: str, other: str) -> None:
    assert same_meaning(one) != same_meaning(other)


def test_texts_of_statements_keep_their_case_and_brackets() -> None:
    assert meaning("SELECT  a -- b\n FROM t ;") == "SELECT a FROM t"
    assert meaning("select a") != meaning("SELECT a")
    assert meaning("SELECT '--' , \"/*\"") == "SELECT '--' , \"/*\""
    assert list(wrong("SELECT ';' FROM `a;b` -- ;\n", "statement")) == []
    assert len(list(wrong("RESET 'a'; SELECT 1; SELECT 2", "statement"))) == 2
