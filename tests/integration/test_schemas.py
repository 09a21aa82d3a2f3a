# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many schemas: bulk reads, references between them, one judgement before the first is registered, purge. What holds
for every plural module is in test_plurals.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.estate import SHAPES, Estate, answering, build

Result = dict[str, Any]
Run = Callable[..., Result]
LOOK_UPS = 2  # the environment and its registry


def record(name: str, *fields: tuple[str, Any], **further: Any) -> dict[str, Any]:
    return {
        "type": "record",
        "name": f"com.example.{name}",
        "fields": [{"name": field, "type": kind} for field, kind in fields],
        **further,
    }


def item(subject: str, schema: Any, *refers: str, **further: Any) -> dict[str, Any]:
    """An item of the list; ``refers``: subjects whose names are those of their schemas."""
    references = [{"name": f"com.example.{name}", "subject": name} for name in refers]
    return {"subject": subject, "schema": schema, **({"references": references} if refers else {}), **further}


MONEY = item("Money", record("Money", ("minor", "long")))
LINE = item("Line", record("Line", ("price", "com.example.Money")), "Money")
ORDER = item("Order", record("Order", ("lines", {"type": "array", "items": "com.example.Line"})), "Line")
MONEY_GROWN = {
    **MONEY,
    "schema": {**MONEY["schema"], "fields": [*MONEY["schema"]["fields"], {"name": "c", "type": "int", "default": 0}]},
}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def schemas(estate: Estate, run_module: Run) -> Run:
    """``schemas(items, check=False, fails=False, **options)``: confluent_schemas in the estate."""

    def run(items: list[dict[str, Any]], check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        result = run_module("confluent_schemas", {"schemas": items, **options}, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        if check or not result["changed"]:
            assert estate.sandbox.writes() == []
        return result

    return run


def operations(result: Result) -> list[str]:
    return [outcome["operation"] for outcome in result["schemas"]]


def requests(estate: Estate, method: str | None = None) -> list[tuple[str, str]]:
    """(method, path) of what Schema Registry was asked since the last run."""
    entries = estate.sandbox.journal(method)
    return [(e["method"], e["path"]) for e in entries if e["plane"] == "schema_registry"]


def registered(estate: Estate) -> dict[str, list[int]]:
    """The visible versions of every subject."""
    found: dict[str, list[int]] = {}
    for raw in estate.registry("GET", "/schemas?subjectPrefix=:*:"):
        found.setdefault(raw["subject"], []).append(raw["version"])
    return found


def references(estate: Estate, subject: str) -> list[tuple[str, int]]:
    latest = estate.registry("GET", f"/subjects/{quote(subject, safe='')}/versions/latest")
    return [(r["subject"], r["version"]) for r in latest["references"]]


def seeded(estate: Estate, count: int, prefix: str = "team.") -> list[dict[str, Any]]:
    """So many subjects that exist, as items."""
    text = json.dumps(record("%NAME%", ("id", "string")))
    estate.sandbox.seed(
        "subjects", {"registry": estate.schema_registry, "prefix": prefix, "count": count, "schema": text}
    )
    names = [f"{prefix}{number:05d}" for number in range(count)]
    return [item(name, record(name.replace(".", "_"), ("id", "string"))) for name in names]


# ---- how they are read


def test_a_thousand_unchanged_schemas_cost_two_requests(schemas: Run, estate: Estate) -> None:
    items = seeded(estate, 1000)
    for check in (True, False):
        assert schemas(items, check)["counts"]["unchanged"] == 1000
        assert requests(estate) == [("GET", "/schemas")] * 2
        assert len(estate.sandbox.journal()) == 2 + LOOK_UPS


def test_a_registry_that_gives_short_pages_is_read_to_the_end(schemas: Run, estate: Estate) -> None:
    items = seeded(estate, 50)
    estate.sandbox.settings(schemas_page_max=20)
    assert schemas(items)["counts"]["unchanged"] == 50
    assert len(requests(estate)) == 3 + 1


@pytest.mark.parametrize(("count", "bulk"), [(16, False), (17, True)])
def test_few_are_read_one_by_one(schemas: Run, estate: Estate, count: int, bulk: bool) -> None:
    seeded(estate, 100, "others.")
    items = seeded(estate, count)
    assert schemas(items)["counts"]["unchanged"] == count
    assert len(requests(estate)) == (2 if bulk else count)


@pytest.mark.parametrize(
    ("names", "prefix"),
    [
        (["team.a-value", "team.b-value"], "team."),
        (["a", "b"], ":*:"),
        (["team.a", ":.staging:team.b"], ":*:"),
        ([":.staging:a", ":.staging:b"], ":*:"),
        ([":.:team.a", "team.b"], "team."),
    ],
)
def test_what_is_listed(schemas: Run, estate: Estate, names: list[str], prefix: str) -> None:
    """Subjects that begin alike are asked for by that; an empty prefix, whose meaning is not documented, never is."""
    many = [item(f"{name}-{number}", MONEY["schema"]) for name in names for number in range(10)]
    estate.sandbox.seed(
        "subjects",
        {"registry": estate.schema_registry, "names": [i["subject"] for i in many], "schema": MONEY["schema"]},
    )
    assert schemas(many)["counts"]["unchanged"] == 20
    asked = [dict(map(tuple, e["query"]))["subjectPrefix"] for e in estate.sandbox.journal("GET", "^/schemas$")]
    assert asked == [prefix] * 2


@pytest.mark.parametrize("shape", SHAPES)
def test_only_what_differs_is_looked_up(schemas: Run, estate: Estate, shape: str) -> None:
    """A registration whose answer is an id alone needs one look-up more, for the version."""
    answering(estate.sandbox, shape)
    items = seeded(estate, 30)
    items[7] = {**items[7], "schema": {**items[7]["schema"], "doc": "Another"}}
    result = schemas(items)
    assert result["counts"] == {
        "created": 0, "updated": 1, "deleted": 0, "unchanged": 29, "failed": 0, "not_tried": 0,
    }  # fmt: skip
    subject = items[7]["subject"]
    latest, look_up = ("GET", f"/subjects/{subject}/versions/latest"), ("POST", f"/subjects/{subject}")
    written = ("POST", f"/subjects/{subject}/versions")
    after = [look_up] if shape == "bare" else []
    assert requests(estate) == [("GET", "/schemas")] * 2 + [latest] + [look_up] * 2 + [written] + after
    assert estate.registry("GET", f"/subjects/{subject}/versions") == [1, 2]


def test_an_older_content_is_present_in_a_bulk_read_too(schemas: Run, estate: Estate) -> None:
    items = seeded(estate, 20)
    newer = {**items[3], "schema": {**items[3]["schema"], "doc": "Newer"}}
    schemas([newer])
    result = schemas(items, return_unchanged=True)
    assert operations(result) == ["unchanged"] * 20
    assert (result["schemas"][3]["schema"]["version"], result["schemas"][3]["schema"]["latest_version"]) == (1, 2)


def test_what_the_bulk_read_does_not_show_is_asked_for_singly(schemas: Run, estate: Estate) -> None:
    """It may be an alias: as for the singular module, the subject behind it counts."""
    items = seeded(estate, 20)
    estate.registry("PUT", "/config/second-name", {"alias": items[0]["subject"]})
    result = schemas([*items, {**items[0], "subject": "second-name"}])
    assert operations(result) == ["unchanged"] * 21
    assert ("GET", "/subjects/second-name/versions/latest") in requests(estate)


# ---- references between the items


def test_what_is_referred_to_is_registered_first(schemas: Run, estate: Estate) -> None:
    predicted = schemas([ORDER, LINE, MONEY], check=True)
    assert operations(predicted) == ["created"] * 3
    assert not predicted.get("warnings"), "Avro schemas are judged with the definitions of the list in place"
    result = schemas([ORDER, LINE, MONEY])
    assert operations(result) == ["created"] * 3
    assert result["diff"] == predicted["diff"]
    assert not result.get("warnings")
    written = [path for _method, path in requests(estate, "POST") if path.endswith("/versions")]
    assert [path for path in written if "compatibility" not in path] == [
        f"/subjects/{name}/versions" for name in ("Money", "Line", "Order")
    ]
    assert references(estate, "Order") == [("Line", 1)]
    assert result["schemas"][0]["schema"]["references"] == [
        {"name": "com.example.Line", "subject": "Line", "version": 1}
    ]
    assert operations(schemas([ORDER, LINE, MONEY])) == ["unchanged"] * 3


def test_a_new_version_of_what_is_referred_to_is_followed(schemas: Run, estate: Estate) -> None:
    schemas([ORDER, LINE, MONEY])
    for check in (True, False):
        assert operations(schemas([ORDER, LINE, MONEY_GROWN], check)) == ["updated"] * 3
    assert references(estate, "Order") == [("Line", 2)]
    assert references(estate, "Line") == [("Money", 2)]
    assert operations(schemas([ORDER, LINE, MONEY_GROWN])) == ["unchanged"] * 3


def test_an_unchanged_subject_counts_with_its_latest_version(schemas: Run, estate: Estate) -> None:
    """Its stated content may be an older version."""
    schemas([MONEY])
    schemas([MONEY_GROWN])
    result = schemas([LINE, MONEY])
    assert operations(result) == ["created", "unchanged"]
    assert references(estate, "Line") == [("Money", 2)]
    assert operations(schemas([LINE, MONEY])) == ["unchanged"] * 2


def test_a_reference_with_a_version_keeps_it(schemas: Run, estate: Estate) -> None:
    pinned = {**LINE, "references": [{**LINE["references"][0], "version": 1}]}
    assert operations(schemas([pinned, MONEY])) == ["created"] * 2, "version 1 is made by this run"
    assert operations(schemas([pinned, MONEY_GROWN])) == ["unchanged", "updated"]
    assert references(estate, "Line") == [("Money", 1)]


def test_a_reference_with_a_version_that_nobody_registers(schemas: Run, estate: Estate) -> None:
    schemas([MONEY])
    pinned = {**LINE, "references": [{**LINE["references"][0], "version": 7}]}
    other = item("other", record("Other", ("id", "string")))
    predicted = schemas([pinned, MONEY, other], check=True)
    assert "A real run fails here" in json.dumps(predicted["warnings"])
    result = schemas([pinned, MONEY, other], fails=True)
    assert result["problems"] == ["schema Line refers to Money version 7, which is not registered"]
    assert registered(estate) == {"Money": [1]}


def test_references_to_subjects_outside_the_list_are_looked_up_once(schemas: Run, estate: Estate) -> None:
    schemas([MONEY])
    items = [
        item(f"line-{number}", record(f"Line{number}", ("price", "com.example.Money")), "Money") for number in range(5)
    ]
    assert operations(schemas(items)) == ["created"] * 5
    assert requests(estate, "GET").count(("GET", "/subjects/Money/versions/latest")) == 1
    missing = [*items, item("lost", record("Lost", ("x", "com.example.Nowhere")), "Nowhere")]
    assert "there is no subject 'Nowhere'" in schemas(missing, fails=True)["msg"]


def test_contexts_have_their_own_references(schemas: Run, estate: Estate) -> None:
    items = [{**MONEY, "subject": ":.staging:Money"}, {**LINE, "subject": ":.staging:Line"}]
    assert operations(schemas(list(reversed(items)))) == ["created"] * 2
    assert registered(estate) == {":.staging:Money": [1], ":.staging:Line": [1]}
    assert operations(schemas(items)) == ["unchanged"] * 2


def test_a_circle_is_refused_and_named(schemas: Run, estate: Estate) -> None:
    circle = [
        item("a", record("A", ("b", "com.example.b")), "b"),
        item("b", record("B", ("c", "com.example.c")), "c"),
        item("c", record("C", ("a", "com.example.a")), "a"),
        MONEY,
    ]
    for check in (True, False):
        result = schemas(circle, check, fails=True)
        words = result["problems"][0]
        assert "refer to each other in a circle" in words
        assert any(f"{names} refer" in words for names in ("a -> b -> c -> a", "b -> c -> a -> b", "c -> a -> b -> c"))
        assert requests(estate) == []


def test_what_refers_to_a_failed_registration_is_not_tried_blindly(schemas: Run, estate: Estate) -> None:
    estate.sandbox.fault(method="POST", path="^/subjects/Money/versions$", status=403, body={"error_code": 40301})
    result = schemas([LINE, MONEY, item("other", '"string"')], fails=True, on_error="continue")
    assert operations(result) == ["failed", "failed", "created"]
    assert "It refers to the latest version of Money, which this run was to register first" in result["msg"]
    assert operations(schemas([LINE, MONEY, item("other", '"string"')])) == ["created", "created", "unchanged"]


def test_a_refused_registration_is_not_sent_again(schemas: Run, estate: Estate) -> None:
    """Although the version that it refers to is known only since its peer was registered."""
    schemas([LINE, MONEY])
    estate.sandbox.fault(method="POST", path="^/subjects/Line/versions$", status=422, body={"error_code": 42201})
    result = schemas([LINE, MONEY_GROWN], fails=True)
    assert operations(result) == ["failed", "updated"]
    assert len([entry for entry in requests(estate, "POST") if entry == ("POST", "/subjects/Line/versions")]) == 1


def test_a_subject_by_both_its_names_is_given_twice(schemas: Run) -> None:
    assert "is given twice" in schemas([MONEY, {**MONEY, "subject": ":.:Money"}], fails=True)["msg"]


# ---- one judgement before the first write (needs.md, row 9)


@pytest.mark.parametrize("check", [True, False])
def test_one_incompatible_schema_registers_nothing(schemas: Run, estate: Estate, check: bool) -> None:
    shipped = item("shipped", record("Shipped", ("id", "string")))
    schemas([shipped])
    bad = item("shipped", record("Shipped", ("id", "string"), ("weight", "int")))
    result = schemas([MONEY, LINE, bad, ORDER], check, fails=True)
    assert len(result["problems"]) == 1
    assert result["problems"][0].startswith("schema shipped is not compatible")
    assert "weight" in result["problems"][0]
    assert registered(estate) == {"shipped": [1]}


@pytest.mark.parametrize("check", [True, False])
def test_all_that_is_wrong_is_named_at_once(schemas: Run, estate: Estate, check: bool) -> None:
    bad = [item(f"bad-{n}", record(f"Bad{n}", ("id", f"com.example.Nowhere{n}"))) for n in range(3)]
    result = schemas([MONEY, *bad], check, fails=True)
    assert [f"Nowhere{n}" in problem for n, problem in enumerate(result["problems"])] == [True] * 3
    assert registered(estate) == {}


@pytest.mark.parametrize("check", [True, False])
def test_what_refers_to_new_schemas_is_judged_too(schemas: Run, estate: Estate, check: bool) -> None:
    """Line does not fit its earlier version, which only shows with the new Money in its place."""
    schemas([ORDER, LINE, MONEY])
    other = {**MONEY, "schema": record("Money", ("minor", "long"), ("currency", "string"))}
    estate.registry("PUT", "/config/Money", {"compatibility": "NONE"})
    before = registered(estate)
    result = schemas([ORDER, LINE, other], check, fails=True)
    assert [problem.split(" is not")[0] for problem in result["problems"]] == ["schema Line", "schema Order"]
    assert "currency" in result["problems"][0]
    assert registered(estate) == before


def test_what_only_the_real_run_can_judge_is_warned_of(schemas: Run, estate: Estate) -> None:
    common = {"subject": "common.proto", "schema": 'syntax = "proto3";\nmessage Money {\n  int64 minor = 1;\n}\n'}
    text = 'syntax = "proto3";\nimport "common.proto";\nmessage Line {\n  Money price = 1;\n}\n'
    line = {
        "subject": "line",
        "schema": text,
        "references": [{"name": "common.proto", "subject": "common.proto"}],
    }
    defaults = {"schema_type": "PROTOBUF"}
    predicted = schemas([line, common], check=True, defaults=defaults)
    assert "schema line refers to schemas that this run registers first" in json.dumps(predicted["warnings"])
    result = schemas([line, common], defaults=defaults)
    assert operations(result) == ["created"] * 2
    assert not result.get("warnings")
    assert not schemas([line, common], check=True, defaults=defaults).get("warnings")


# ---- deletions


def test_what_refers_goes_first(schemas: Run, estate: Estate) -> None:
    schemas([ORDER, LINE, MONEY])
    gone = [{"subject": name, "state": "absent"} for name in ("Money", "Line", "Order")]
    for check in (True, False):
        assert operations(schemas(gone, check)) == ["deleted"] * 3
    assert requests(estate, "DELETE") == [("DELETE", f"/subjects/{name}") for name in ("Order", "Line", "Money")]
    assert registered(estate) == {}


def test_one_version_of_each(schemas: Run, estate: Estate) -> None:
    schemas([LINE, MONEY])
    schemas([LINE, MONEY_GROWN])
    gone = [{"subject": name, "version": 1, "state": "absent"} for name in ("Money", "Line")]
    assert operations(schemas(gone)) == ["deleted"] * 2
    assert registered(estate) == {"Money": [2], "Line": [2]}
    result = schemas([{"subject": "Money", "version": 2, "state": "absent"}, MONEY_GROWN], fails=True)
    assert "referenced by Line version 2" in result["msg"]


@pytest.mark.parametrize("check", [True, False])
def test_what_stays_keeps_what_it_refers_to(schemas: Run, estate: Estate, check: bool) -> None:
    schemas([ORDER, LINE, MONEY])
    gone = [{"subject": name, "state": "absent"} for name in ("Money", "Line")]
    result = schemas(gone, check, fails=True)
    assert result["problems"] == [
        "version 1 of subject Line is referenced by Order version 1: the registry does not delete it. Delete what "
        "refers to it first"
    ]


def test_a_schema_that_is_stated_keeps_what_it_refers_to(schemas: Run, estate: Estate) -> None:
    """Also when it is still to be registered, so that the registry knows nothing of it yet."""
    schemas([MONEY])
    pinned = {**LINE, "references": [{**LINE["references"][0], "version": 1}]}
    result = schemas([pinned, {"subject": "Money", "state": "absent"}], fails=True)
    assert "version 1 of subject Money is referenced by Line, which is stated" in result["msg"]
    assert registered(estate) == {"Money": [1]}


# ---- purge


def test_purge_by_prefix(schemas: Run, estate: Estate) -> None:
    internal = ["_confluent-telemetry-value", "__internal", ":.staging:team.other"]
    seeded(estate, 3)
    seeded(estate, 2, "other.")
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": internal, "schema": MONEY["schema"]})
    stated = [item("team.00001", record("team_00001", ("id", "string")))]
    purge = {"subject_prefix": "team."}
    before = registered(estate)
    predicted = schemas(stated, check=True, purge=purge)
    assert registered(estate) == before
    result = schemas(stated, purge=purge)
    for run in (predicted, result):
        assert operations(run) == ["unchanged", "deleted", "deleted"]
        assert [o["label"] for o in run["schemas"][1:]] == ["schema team.00000", "schema team.00002"]
    assert set(before) - set(registered(estate)) == {"team.00000", "team.00002"}
    soft = estate.registry("GET", "/subjects?deletedOnly=true")
    assert soft == ["team.00000", "team.00002"]


def test_purge_in_a_context(schemas: Run, estate: Estate) -> None:
    names = [":.staging:a", ":.staging:b", ":.stable:a", "a"]
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": names, "schema": MONEY["schema"]})
    stated = [{**MONEY, "subject": ":.staging:b"}]
    assert operations(schemas(stated, purge={"subject_prefix": ":.staging:"})) == ["unchanged", "deleted"]
    assert sorted(registered(estate)) == sorted(names[1:])


def test_purge_spares(schemas: Run, estate: Estate) -> None:
    names = ["_confluent-x-value", ":.staging:_confluent-y-value", "a.audit-value", "a.gone-value"]
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": names, "schema": MONEY["schema"]})
    result = schemas([], purge={"subject_pattern": "*-value", "protected": ["*.audit-*"]})
    assert sorted(registered(estate)) == sorted(names[:3])
    reasons = {spared["label"]: spared["reason"] for spared in result["purge"]["spared"]}
    assert reasons == {
        "schema _confluent-x-value": "it is internal to the service",
        "schema :.staging:_confluent-y-value": "it is internal to the service",
        "schema a.audit-value": "it is protected",
    }


def test_purge_and_references(schemas: Run, estate: Estate) -> None:
    """What only purged schemas refer to goes after them; what others refer to is refused."""
    team = [{**i, "subject": f"team.{i['subject']}"} for i in (MONEY, LINE)]
    team[1]["references"] = [{"name": "com.example.Money", "subject": "team.Money"}]
    schemas(team)
    outsider = item("outsider", LINE["schema"])
    outsider["references"] = [{"name": "com.example.Money", "subject": "team.Money", "version": 1}]
    schemas([outsider])
    result = schemas([], fails=True, purge={"subject_prefix": "team."})
    assert "version 1 of subject team.Money is referenced by outsider version 1" in result["msg"]
    assert len(registered(estate)) == 3
    both = schemas([{"subject": "outsider", "state": "absent"}], purge={"subject_prefix": "team."})
    assert both["counts"]["deleted"] == 3
    assert requests(estate, "DELETE")[-1] == ("DELETE", "/subjects/team.Money")
    assert registered(estate) == {}


def test_a_stated_deletion_and_the_purge_of_what_refers_to_it(schemas: Run, estate: Estate) -> None:
    schemas([{**MONEY, "subject": "Money"}, {**LINE, "subject": "team.Line"}])
    result = schemas([{"subject": "Money", "state": "absent"}], purge={"subject_prefix": "team."})
    assert operations(result) == ["deleted"] * 2
    assert requests(estate, "DELETE") == [("DELETE", "/subjects/team.Line"), ("DELETE", "/subjects/Money")]


def test_purge_keeps_a_subject_of_which_one_version_is_stated(schemas: Run, estate: Estate) -> None:
    schemas([{**MONEY, "subject": "team.Money"}])
    schemas([{**MONEY_GROWN, "subject": "team.Money"}])
    stated = {"subject": "team.Money", "version": 1, "state": "absent"}
    assert operations(schemas([stated], purge={"subject_prefix": "team."})) == ["deleted"]
    assert registered(estate) == {"team.Money": [2]}


@pytest.mark.parametrize("purge", [{"subject_prefix": ":*:"}, {"subject_prefix": ""}, {"subject_pattern": "*"}, {}])
def test_a_scope_that_means_everything_is_refused(schemas: Run, estate: Estate, purge: dict[str, Any]) -> None:
    seeded(estate, 2)
    assert "purge" in schemas([], fails=True, purge=purge)["msg"]
    assert estate.sandbox.journal() == []


# ---- faults


def test_lost_answers_register_once(schemas: Run, estate: Estate) -> None:
    """Also of a schema on whose version others wait."""
    for name in ("Money", "Line"):
        path = f"^/subjects/{name}/versions$"
        estate.sandbox.fault(method="POST", path=path, plane="schema_registry", reset="after", times=1)
    assert operations(schemas([ORDER, LINE, MONEY])) == ["created"] * 3
    assert registered(estate) == {"Money": [1], "Line": [1], "Order": [1]}
    assert references(estate, "Order") == [("Line", 1)]


def test_the_registry_is_busy(schemas: Run, estate: Estate) -> None:
    items = seeded(estate, 20)
    busy = {"status": 429, "headers": {"Retry-After": "1"}, "times": 3}
    estate.sandbox.fault(method="GET", path="^/schemas$", **busy)
    estate.sandbox.fault(method="POST", path="^/compatibility", **busy)
    new = [item(f"new-{number}", MONEY["schema"]) for number in range(20)]
    result = schemas([*items, *new])
    assert (result["counts"]["unchanged"], result["counts"]["created"]) == (20, 20)
    assert result["api"]["retries"] >= 6
