# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What real registries and real files brought: lists without offset, answers from a copy that is behind, comments in
Avro, settings that are emptied, modes, levels by other spellings.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.estate import SHAPES, Estate, answering, api_key, build

Result = dict[str, Any]
Run = Callable[..., Result]
PAID = {"type": "record", "name": "Paid", "fields": [{"name": "id", "type": "string"}]}
GROWN = {**PAID, "fields": [*PAID["fields"], {"name": "note", "type": "string", "default": ""}]}
RULES = {
    "domainRules": [
        {"name": "check", "kind": "CONDITION", "mode": "WRITE", "type": "CEL", "expr": "true", "disabled": False}
    ]
}
OWNER = {"properties": {"owner": "shop"}, "tags": {"Paid.id": ["PII"]}, "sensitive": ["owner"]}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def run(estate: Estate, run_module: Run) -> Run:
    """``run(module, check=False, fails=False, **options)``."""

    def call(module: str, check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        result = run_module(f"confluent_{module}", options, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        if check:
            assert estate.sandbox.writes() == []
        return result

    return call


def both(run: Run, module: str, **options: Any) -> Result:
    """A change in check mode and for real, which agree, and which is none afterwards."""
    predicted = run(module, True, **options)
    done = run(module, **options)
    assert predicted["changed"], predicted
    assert done["changed"], done
    assert predicted.get("diff") == done.get("diff")
    assert predicted.get("warnings") == done.get("warnings")
    assert not run(module, **options)["changed"]
    assert not run(module, True, **options)["changed"]
    return done


def seeded(estate: Estate, *names: str, **further: Any) -> None:
    payload = {"registry": estate.schema_registry, "names": list(names), "schema": PAID, **further}
    estate.sandbox.seed("subjects", payload)


def versions(estate: Estate, subject: str, deleted: bool = False) -> list[int]:
    return list(estate.registry("GET", f"/subjects/{subject}/versions?deleted={str(deleted).lower()}"))


# ---- what is stated empty


@pytest.mark.parametrize("name", ["metadata", "rule_set"])
@pytest.mark.parametrize("empty", [{}, {"properties": {}}, {"domainRules": []}])
def test_emptied_metadata_and_rules(run: Run, estate: Estate, name: str, empty: Result) -> None:
    if ("properties" in empty) is (name == "rule_set") and empty:
        empty = {"migrationRules": []} if name == "rule_set" else {"tags": {}}
    full = {"metadata": OWNER, "rule_set": RULES}
    run("schema", subject="paid", schema=PAID, **full)
    done = both(run, "schema", subject="paid", schema=PAID, **{name: empty})
    assert done["schema"][name] is None or not any(done["schema"][name].values())
    other = "rule_set" if name == "metadata" else "metadata"
    assert done["schema"][other] == full[other], "what is not stated stays"
    latest = estate.registry("GET", "/subjects/paid/versions/latest")
    assert not any((latest.get("metadata" if name == "metadata" else "ruleSet") or {}).values())


@pytest.mark.parametrize("entry", ["properties", "tags", "sensitive"])
def test_each_entry_of_metadata_can_go(run: Run, entry: str) -> None:
    run("schema", subject="paid", schema=PAID, metadata=OWNER)
    less = {name: value for name, value in OWNER.items() if name != entry}
    done = both(run, "schema", subject="paid", schema=PAID, metadata=less)
    assert done["diff"]["after"]["metadata"] == {entry: None}
    assert done["schema"]["metadata"] == less


def test_nothing_is_emptied_where_nothing_is(run: Run, estate: Estate) -> None:
    """A registry without the package for rules need not be told that there are none."""
    made = run("schema", subject="paid", schema=PAID, metadata={}, rule_set={})
    assert made["operation"] == "created"
    (written,) = estate.sandbox.writes()
    assert sorted(written["request_body"]) == ["schema", "schemaType"]
    assert not run("schema", subject="paid", schema=PAID, metadata={}, rule_set={})["changed"]


def test_references_are_emptied_by_leaving_them_out(run: Run, estate: Estate) -> None:
    seeded(estate, "money")
    both_ = {"subject": "s", "schema": '"string"'}
    text = {"type": "record", "name": "Line", "fields": [{"name": "paid", "type": "Paid"}]}
    run("schema", **{**both_, "schema": text}, references=[{"name": "Paid", "subject": "money"}])
    alone = {"type": "record", "name": "Line", "fields": [{"name": "paid", "type": PAID}]}
    assert both(run, "schema", **{**both_, "schema": alone}, references=[])["schema"]["references"] == []


def test_an_item_that_is_empty_takes_nothing_from_the_defaults(run: Run, estate: Estate) -> None:
    items = [{"subject": "a", "schema": PAID, "metadata": {}}, {"subject": "b", "schema": PAID}]
    run("schemas", schemas=[{"subject": "a", "schema": PAID, "metadata": OWNER}])
    done = both(run, "schemas", schemas=items, defaults={"metadata": OWNER})
    assert [outcome["operation"] for outcome in done["schemas"]] == ["updated", "created"]
    assert done["schemas"][0]["schema"]["metadata"] is None
    assert done["schemas"][1]["schema"]["metadata"] == OWNER


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"metadata": {"propertys": {}}}, "metadata holds 'propertys', which the registry would leave out"),
        ({"rule_set": {"domainrules": []}}, "rule_set holds 'domainrules'"),
        ({"metadata": {"properties": {"owner": None}}}, "metadata.properties.owner must be text, not null"),
        ({"metadata": {"properties": ["a"]}}, "metadata.properties must be a mapping"),
        ({"metadata": {"tags": {"a": "PII"}}}, "metadata.tags.a must be a list"),
        ({"metadata": {"sensitive": ["a", None]}}, "metadata.sensitive[1] must be text, not null"),
        ({"rule_set": {"domainRules": [{"params": {"a": None}}]}}, "rule_set.domainRules[0].params.a must be text"),
        ({"rule_set": {"domainRules": {}}}, "rule_set.domainRules must be a list"),
    ],
)
def test_what_the_registry_would_leave_out_is_refused(run: Run, estate: Estate, options: Result, words: str) -> None:
    assert words in run("schema", fails=True, subject="paid", schema=PAID, **options)["msg"]
    renamed = {f"default_{name}": value for name, value in options.items()}
    words = words.replace("metadata", "default_metadata").replace("rule_set", "default_rule_set")
    assert words in run("subject_config", fails=True, subject="paid", **renamed)["msg"]
    assert estate.sandbox.journal() == []


def test_numbers_in_metadata_are_texts_and_tags_have_no_order(run: Run, estate: Estate) -> None:
    run("schema", subject="paid", schema=PAID, metadata={"properties": {"days": "7", "open": "true"}})
    assert not run("schema", subject="paid", schema=PAID, metadata={"properties": {"days": 7, "open": True}})["changed"]
    metadata = {"properties": {"days": 7}, "tags": {"Paid.id": ["B", "A"]}, "sensitive": ["y", "x"]}
    done = both(run, "schema", subject="paid", schema=PAID, metadata=metadata)
    assert done["schema"]["metadata"]["properties"] == {"days": "7"}
    turned = {"properties": {"days": 7}, "tags": {"Paid.id": ["A", "B"]}, "sensitive": ["x", "y"]}
    assert not run("schema", subject="paid", schema=PAID, metadata=turned)["changed"]


# ---- settings of subjects

CONTRACTS = {
    "default_metadata": {"properties": {"owner": "shop"}},
    "override_metadata": {"properties": {"team": "shop"}},
    "default_rule_set": RULES,
    "override_rule_set": RULES,
}


@pytest.mark.parametrize("where", [{"subject": "paid"}, {"registry_default": True}])
def test_further_settings_are_set_and_removed(run: Run, estate: Estate, where: Result) -> None:
    path = "/config/paid?defaultToGlobal=false" if "subject" in where else "/config"
    stated = {**where, "compatibility": "FULL", "compatibility_policy": "LENIENT", "validate_fields": True, **CONTRACTS}
    made = both(run, "subject_config", **stated)
    for name, value in stated.items():
        assert made["subject_config"][name] == value
    shown = estate.registry("GET", path)
    assert shown["compatibilityPolicy"] == "LENIENT"
    assert shown["validateFields"] is True
    assert shown["defaultMetadata"] == CONTRACTS["default_metadata"]
    (told,) = run("subject_config_info", **({"subject": ["paid"]} if "subject" in where else where))["subject_configs"]
    assert told == made["subject_config"]
    assert not run("subject_config", **where, compatibility_policy="lenient")["changed"]
    empty: Result = {name: {} for name in CONTRACTS}
    emptied = both(run, "subject_config", **where, **empty, validate_fields=False, compatibility_policy="")
    assert emptied["diff"]["after"]["default_metadata"] == {"properties": None}
    left = {n: v for n, v in estate.registry("GET", path).items() if v not in ({}, "", False)}
    assert left == {"compatibilityLevel": "FULL"}


def test_further_settings_in_a_list(run: Run, estate: Estate) -> None:
    items = [{"subject": "a"}, {"subject": "b", "default_metadata": {}}]
    run("subject_configs", subject_configs=[{"subject": "b", "compatibility": "FULL", "validate_fields": True}])
    defaults = {"compatibility": "FULL", "default_metadata": {"properties": {"owner": "shop"}}, "validate_fields": True}
    done = both(run, "subject_configs", subject_configs=items, defaults=defaults)
    assert [outcome["operation"] for outcome in done["subject_configs"]] == ["created", "unchanged"]


def test_only_the_stated_mapping_is_replaced(run: Run, estate: Estate) -> None:
    run("subject_config", subject="paid", compatibility="FULL", default_metadata=OWNER, override_rule_set=RULES)
    less = {"properties": {"owner": "billing"}}
    done = both(run, "subject_config", subject="paid", default_metadata=less)
    assert done["subject_config"]["default_metadata"] == less
    assert done["subject_config"]["override_rule_set"] == RULES
    assert set(done["diff"]["after"]) == {"default_metadata"}


def test_the_first_setting_without_a_level_fixes_it(run: Run, estate: Estate) -> None:
    """At the built-in one, and not at the registry's: the plan says so."""
    estate.registry("PUT", "/config", {"compatibility": "FULL"})
    done = both(run, "subject_config", subject="paid", normalize=True)
    assert done["diff"]["after"]["compatibility"] == "BACKWARD"
    assert done["subject_config"]["compatibility"] == "BACKWARD"
    assert "fixes its level at BACKWARD" in json.dumps(done["warnings"])
    run("subject_config", subject="paid", state="absent")
    done = both(run, "subject_config", subject="paid", normalize=True, compatibility="FULL")
    assert not done.get("warnings")
    done = both(run, "subject_config", subject="paid", validate_fields=True)
    assert not done.get("warnings"), "not its first"
    assert done["diff"]["after"] == {"validate_fields": True}
    done = both(run, "subject_configs", subject_configs=[{"subject": "b", "alias": "paid"}])
    assert "fixes its level at BACKWARD" in json.dumps(done["warnings"])


def test_the_default_of_the_registry_does_not_reach_other_contexts(run: Run, estate: Estate) -> None:
    estate.registry("PUT", "/config", {"compatibility": "FULL", "normalize": True})
    subject = ":.staging:paid"
    run("subject_config", subject=subject, compatibility="FULL")
    assert not run("subject_config", subject=subject, normalize=False)["changed"]
    run("subject_config", subject=":.staging:", compatibility="FULL", normalize=True)
    assert run("subject_config", True, subject=subject, normalize=False)["changed"]
    items = [{"subject": ":.staging:", "normalize": False}, {"subject": subject, "normalize": False}]
    done = run("subject_configs", subject_configs=items)
    assert [outcome["operation"] for outcome in done["subject_configs"]] == ["updated", "unchanged"]


@pytest.mark.parametrize("spelling", ["full", "Full", "FULL"])
def test_a_level_by_any_spelling(run: Run, estate: Estate, spelling: str) -> None:
    """The registry takes them, and shows capitals."""
    estate.registry("PUT", "/config/paid", {"compatibility": "NONE"})
    done = both(run, "subject_config", subject="paid", compatibility=spelling)
    assert done["subject_config"]["compatibility"] == "FULL"
    items = [{"subject": "paid", "compatibility": spelling}]
    assert not run("subject_configs", subject_configs=items)["changed"]


def test_a_level_that_is_none_is_refused_in_lists_too(run: Run, estate: Estate) -> None:
    items = [{"subject": "paid", "compatibility": "sideward"}]
    assert "value of compatibility must be one of" in run("subject_configs", fails=True, subject_configs=items)["msg"]
    assert estate.sandbox.journal() == []


def test_a_policy_is_for_the_registry_to_judge(run: Run, estate: Estate) -> None:
    """Its document lists no values."""
    stated = {"subject": "paid", "compatibility": "FULL", "compatibility_policy": "leniant"}
    for result in (run("subject_config", True, **stated), run("subject_config", fails=True, **stated)):
        assert "compatibility_policy LENIANT is none that is known here (STRICT, LENIENT)" in json.dumps(
            result["warnings"]
        )
        assert "did you mean LENIENT?" in json.dumps(result["warnings"])
    assert "Invalid compatibility policy" in result["msg"]
    shown = {"compatibilityLevel": "FULL", "compatibilityPolicy": "NEWER"}
    estate.sandbox.fault(method="GET", path="^/config/paid$", status=200, body=shown)
    assert not run("subject_config", subject="paid", compatibility_policy="newer")["changed"]
    assert not run("subject_config", subject="paid", compatibility="FULL", compatibility_policy="strict").get(
        "warnings"
    )


# ---- rules

SHORT = {"name": "mask", "type": "ENCRYPT", "tags": ["PII", "A", "PII"], "params": {"kind": "TRANSFORM", "n": 1}}
TOLD = {**SHORT, "kind": "TRANSFORM", "mode": "WRITEREAD", "disabled": False, "tags": ["A", "PII"]}
MEANING = pytest.mark.parametrize(
    "rules",
    [
        {"domainRules": [SHORT]},
        {"domainRules": [TOLD]},
        {"domainRules": [{**SHORT, "expr": True, "doc": 7, "onFailure": None}]},
        {"domainRules": [{**SHORT, "mode": "WRITE"}], "encodingRules": [{**SHORT, "name": "e"}], "migrationRules": []},
        {
            "migrationRules": [{"name": "m", "type": "JSONATA", "mode": "UPGRADE", "disabled": True}],
            "enableAt": "CLIENT",
        },
    ],
)


@MEANING
def test_rules_are_compared_by_meaning(run: Run, estate: Estate, rules: Result) -> None:
    """The registry answers them with its defaults: kind TRANSFORM, mode WRITEREAD, not disabled, tags in order."""
    both(run, "schema", subject="paid", schema=PAID, rule_set=rules)
    items = [{"subject": "paid", "schema": PAID, "rule_set": rules}]
    assert not run("schemas", schemas=items)["changed"]
    asked = [entry["method"] for entry in estate.sandbox.journal() if entry["plane"] == "schema_registry"]
    assert asked == ["GET"], "no look-up is needed to see it"


@MEANING
@pytest.mark.parametrize("where", [{"subject": "paid"}, {"registry_default": True}])
def test_rules_of_settings_are_compared_by_meaning(run: Run, rules: Result, where: Result) -> None:
    stated = {**where, "compatibility": "FULL", "default_rule_set": rules, "override_rule_set": rules}
    both(run, "subject_config", **stated)
    assert not run("subject_configs", subject_configs=[stated])["changed"]


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "CONDITION"},
        {"mode": "READ"},
        {"disabled": True},
        {"tags": ["A"]},
        {"params": {"n": 1}},
        {"name": "other"},
    ],
)
def test_what_means_something_else_is_a_change(run: Run, other: Result) -> None:
    run("schema", subject="paid", schema=PAID, rule_set={"domainRules": [SHORT]})
    both(run, "schema", subject="paid", schema=PAID, rule_set={"domainRules": [{**SHORT, **other}]})


def test_entries_of_rules_that_the_registry_would_leave_out(run: Run, estate: Estate) -> None:
    for name in ("rule_set", "default_rule_set"):
        rules = {"domainRules": [{**SHORT, "onSucces": "NONE"}]}
        module, stated = ("schema", {"schema": PAID}) if name == "rule_set" else ("subject_config", {})
        words = f"{name}.domainRules[0] holds 'onSucces', which the registry would leave out"
        assert words in run(module, fails=True, subject="paid", **stated, **{name: rules})["msg"]
    assert estate.sandbox.journal() == []


# ---- modes


@pytest.mark.parametrize("mode", ["READONLY", "READONLY_OVERRIDE"])
@pytest.mark.parametrize("path", ["/mode", "/mode/paid"])
def test_check_mode_knows_read_only_subjects(run: Run, estate: Estate, mode: str, path: str) -> None:
    seeded(estate, "paid", compatibility="FULL")
    estate.registry("PUT", path, {"mode": mode})
    tasks: tuple[tuple[str, Result], ...] = (
        ("schema", {"subject": "paid", "schema": GROWN}),
        ("schema", {"subject": "paid", "state": "absent"}),
        ("subject_config", {"subject": "paid", "compatibility": "NONE"}),
        ("subject_config", {"subject": "paid", "state": "absent"}),
    )
    for module, options in tasks:
        assert f"is in mode {mode}" in run(module, True, fails=True, **options)["msg"]
        plural = f"{module}s"
        assert f"is in mode {mode}" in run(plural, True, fails=True, **{plural: [options]})["msg"]
        assert run(module, fails=True, **options)["error"]["code"] == 42205
    assert not run("schema", True, subject="paid", schema=PAID)["changed"], "nothing to write"
    if path == "/mode":
        assert (
            "is in mode" in run("subject_config", True, fails=True, registry_default=True, compatibility="FULL")["msg"]
        )


def test_check_mode_knows_subjects_that_are_imported_into(run: Run, estate: Estate) -> None:
    estate.registry("PUT", "/mode/paid", {"mode": "IMPORT"})
    result = run("schema", True, fails=True, subject="paid", schema=PAID)
    assert "only schemas that bring their ids along" in result["msg"]
    assert run("schema", fails=True, subject="paid", schema=PAID)["error"]["code"] == 42205
    assert run("subject_config", True, subject="paid", compatibility="FULL")["changed"]


def test_the_mode_of_the_subject_behind_an_alias_counts(run: Run, estate: Estate) -> None:
    seeded(estate, "paid")
    estate.registry("PUT", "/config/bezahlt", {"alias": "paid"})
    estate.registry("PUT", "/mode/paid", {"mode": "READONLY"})
    assert "is in mode READONLY" in run("schema", True, fails=True, subject="bezahlt", schema=GROWN)["msg"]


@pytest.mark.parametrize(("status", "warns"), [(403, True), (404, False)])
def test_modes_that_cannot_be_read(run: Run, estate: Estate, status: int, warns: bool) -> None:
    estate.sandbox.fault(method="GET", path="^/mode", times=0, status=status, body={"error_code": status})
    result = run("schema", True, subject="paid", schema=PAID)
    assert ("may not read the mode" in json.dumps(result.get("warnings", []))) is warns


def test_real_runs_do_not_ask_for_modes(run: Run, estate: Estate) -> None:
    run("schemas", schemas=[{"subject": "a", "schema": PAID}, {"subject": "b", "schema": PAID}])
    assert estate.sandbox.journal("GET", "^/mode") == []


# ---- lists, and answers from copies


@pytest.mark.parametrize("module", ["schema_info", "schemas", "subject_config_info", "subject_configs"])
def test_a_registry_that_ignores_offset(run: Run, estate: Estate, module: str) -> None:
    names = [f"team.{number}" for number in range(20)]
    seeded(estate, *names, compatibility="FULL")
    schemas = estate.registry("GET", "/schemas?subjectPrefix=:*:&latestOnly=true")
    estate.sandbox.fault(method="GET", path="^/subjects$", times=0, status=200, body=names)
    estate.sandbox.fault(method="GET", path="^/schemas$", times=0, status=200, body=schemas)
    purge = {"subject_prefix": "team.", "max_deletions": 20}
    if module == "schema_info":
        assert [item["subject"] for item in run(module)["schemas"]] == sorted(names)
    elif module == "schemas":
        items = [{"subject": name, "schema": PAID} for name in names]
        assert run(module, schemas=items)["counts"]["unchanged"] == 20
        assert run(module, True, schemas=[], purge=purge)["counts"]["deleted"] == 20
    elif module == "subject_config_info":
        assert len(run(module)["subject_configs"]) == 21
    else:
        assert run(module, True, subject_configs=[], purge=purge)["counts"]["deleted"] == 20
    assert len(estate.sandbox.journal("GET", "^/(subjects|schemas)$")) == 2


def test_a_list_that_may_be_cut_is_never_taken_as_whole(run: Run, estate: Estate) -> None:
    names = [f"team.{number:04}" for number in range(1000)]
    estate.sandbox.fault(method="GET", path="^/subjects$", times=0, status=200, body=names)
    result = run("schemas", fails=True, schemas=[], purge={"subject_prefix": "team."})
    assert "cannot be read to its end" in result["msg"]
    estate.sandbox.fault(method="GET", path="^/schemas$", times=0, status=200, body={"no": "list"})
    assert "not as documented" in run("schema_info", fails=True)["msg"]


@pytest.mark.parametrize("late", [1, 3])
def test_a_look_up_that_is_behind(run: Run, estate: Estate, late: int) -> None:
    seeded(estate, "paid")
    absent = {"error_code": 40403, "message": "Schema not found"}
    identifier = {"id": 100002}
    estate.sandbox.fault(method="POST", path="^/subjects/paid/versions$", status=200, body=identifier, apply=True)
    # Two look-ups come before: as stated, and normalized.
    estate.sandbox.fault(method="POST", path="^/subjects/paid$", times=2 + late, status=404, body=absent)
    estate.sandbox.fault(method="GET", path="latest$", nth=2, times=late, status=404, body=absent)
    made = run("schema", subject="paid", schema=GROWN)
    assert (made["changed"], made["schema"]["version"], made["schema"]["id"]) == (True, 2, 100002)
    assert versions(estate, "paid") == [1, 2]


def test_a_look_up_that_finds_other_metadata(run: Run, estate: Estate) -> None:
    """The registry may add to what it stores; the id tells that it is what was registered."""
    absent = {"error_code": 40403, "message": "Schema not found"}
    estate.sandbox.fault(method="POST", path="/paid/versions$", status=200, body={"id": 100001}, apply=True)
    estate.sandbox.fault(method="POST", path="^/subjects/paid$", times=0, status=404, body=absent)
    assert run("schema", subject="paid", schema=PAID)["schema"]["version"] == 1


def test_a_look_up_that_never_shows_it(run: Run, estate: Estate) -> None:
    absent = {"error_code": 40403, "message": "Schema not found"}
    estate.sandbox.fault(method="POST", path="/paid/versions$", status=200, body={"id": 100001}, apply=True)
    estate.sandbox.fault(method="POST", path="^/subjects/paid$", times=0, status=404, body=absent)
    estate.sandbox.fault(method="GET", path="/paid/versions/latest$", times=0, status=404, body=absent)
    items = [{"subject": "paid", "schema": PAID}]
    result = run("schemas", fails=True, schemas=items, retry_timeout=1)
    assert "took the schema (id 100001)" in result["msg"]
    assert result["changed"] is True
    assert result["schemas"][0]["changed"] is True


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(("schema", "answered"), [(PAID, 1), (GROWN, 2)])
def test_a_registration_that_is_answered_with_what_was_there(
    run: Run, estate: Estate, many: bool, schema: Result, answered: int
) -> None:
    """The look-up did not know the content, the registration does: nothing was written, and so nothing changed."""
    seeded(estate, "paid", "other")
    estate.registry("POST", "/subjects/paid/versions", {"schema": json.dumps(GROWN)})
    latest = {
        **estate.registry("GET", "/subjects/paid/versions/latest"),
        "schema": json.dumps({**GROWN, "doc": "Else"}),
    }
    absent = {"error_code": 40403, "message": "Schema not found"}
    estate.sandbox.fault(method="POST", path="^/subjects/paid$", times=0, status=404, body=absent)
    estate.sandbox.fault(method="GET", path="^/subjects/paid/versions/latest$", times=0, status=200, body=latest)
    for _again in range(2):
        if many:
            items = [{"subject": "paid", "schema": schema}, {"subject": "other", "schema": PAID}]
            result = run("schemas", schemas=items, return_unchanged=True)
            assert result["counts"]["unchanged"] == 2
            outcome = result["schemas"][0]
        else:
            result = outcome = run("schema", subject="paid", schema=schema)
        assert (result["changed"], outcome["operation"]) == (False, "unchanged")
        assert (outcome["schema"]["version"], outcome["schema"]["latest_version"]) == (answered, 2)
        assert not outcome.get("diff") or outcome["diff"]["before"] == outcome["diff"]["after"] == {}
        (warning,) = map(json.dumps, result["warnings"])
        assert f"schema paid: the registry has this content as version {answered}" in warning
        assert ("the latest version stays 2" in warning) is (answered == 1)
    assert versions(estate, "paid") == [1, 2]


@pytest.mark.parametrize("shape", SHAPES)
def test_soft_deleted_schemas_are_shown_as_such(run: Run, estate: Estate, shape: str) -> None:
    answering(estate.sandbox, shape)
    seeded(estate, "gone", "here")
    identifier = estate.registry("GET", "/subjects/here/versions/1")["id"]
    estate.registry("POST", "/subjects/gone/versions", {"schema": json.dumps(GROWN)})
    estate.registry("DELETE", "/subjects/gone")

    def found(**options: Any) -> list[tuple[str, int, bool]]:
        schemas = run("schema_info", **options)["schemas"]
        return [(item["subject"], item["version"], item.get("deleted", False)) for item in schemas]

    assert found(subject="gone") == found(subject="gone", latest_only=False) == []
    assert found(subject="gone", deleted=True) == [("gone", 2, True)]
    assert found(subject="gone", version=1, deleted=True) == [("gone", 1, True)]
    assert found(subject="gone", latest_only=False, deleted=True) == [("gone", 1, True), ("gone", 2, True)]
    assert found(id=identifier) == [("here", 1, False)]
    assert found(id=identifier, deleted=True) == [("gone", 1, True), ("here", 1, False)]
    assert found(id=identifier, deleted=True, subject="here") == [("here", 1, False)]
    assert found(id=identifier, deleted=True, subject="gone") == [("gone", 1, True)]


# ---- files

COMMENTED = """/*
 * License: none
 */
{"type": "record", "name": "Paid", // a payment
 "fields": [ /** the "id" **/ {"name": "id", "type": "string"} ]}
"""


def test_avro_with_comments(run: Run, estate: Estate, tmp_path: Path) -> None:
    path = tmp_path / "paid.avsc"
    path.write_text(COMMENTED)
    both(run, "schema", subject="paid", schema_file=str(path))
    assert not run("schema", subject="paid", schema=PAID)["changed"]
    both(run, "schemas", schemas=[{"subject": "b", "schema": COMMENTED}, {"subject": "c", "schema": PAID}])
    path.write_text(COMMENTED.replace("a payment", "another comment"))
    assert not run("schema", subject="paid", schema_file=str(path))["changed"], "comments say nothing"
    assert [e["method"] for e in estate.sandbox.journal() if e["plane"] == "schema_registry"] == ["GET"]


def test_avro_with_comments_that_others_refer_to(run: Run) -> None:
    """Its definition is put in place of its name before it is registered."""
    line = {"type": "record", "name": "Line", "fields": [{"name": "paid", "type": "Paid"}]}
    items = [
        {"subject": "line", "schema": line, "references": [{"name": "Paid", "subject": "paid"}]},
        {"subject": "paid", "schema": COMMENTED},
    ]
    both(run, "schemas", schemas=items)


def test_a_file_with_a_byte_order_mark(run: Run, estate: Estate, tmp_path: Path) -> None:
    path = tmp_path / "paid.avsc"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(PAID).encode())
    run("schema", subject="paid", schema_file=str(path))
    assert not run("schema", subject="paid", schema="\ufeff" + json.dumps(PAID))["changed"]
    assert versions(estate, "paid") == [1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"schema": True, "schema_type": "JSON"}, "| string"),
        ({"schema": 7}, "schema_file"),
        ({"schema": {"a": 1}, "schema_type": "PROTOBUF"}, "| string"),
        ({"schema": "{'type': 'string'}"}, "| to_json"),
        ({"schema": '/* no end "string"'}, "does not parse as JSON"),
        ({"schema": '// {"type": "object"}', "schema_type": "JSON"}, "does not parse as JSON"),
        ({"schema": "[" * 100000}, "nested too deep"),
    ],
)
def test_text_that_became_data_is_refused_with_advice(run: Run, estate: Estate, options: Result, words: str) -> None:
    assert words in run("schema", fails=True, subject="paid", **options)["msg"]
    assert estate.sandbox.journal() == []


# ---- denials


def test_a_denial_names_the_account_and_the_role(run: Run, estate: Estate, run_module: Run) -> None:
    """Of what is to be absent too: what may not be seen is not absent."""
    key, secret = api_key(estate.sandbox, estate.service_account, {"id": estate.schema_registry}, "no rights")
    env = {**estate.env, "CONFLUENT_SCHEMA_REGISTRY_API_KEY": key, "CONFLUENT_SCHEMA_REGISTRY_API_SECRET": secret}
    seeded(estate, "paid", compatibility="FULL")
    denied: tuple[tuple[str, Result, str], ...] = (
        ("schema", {"subject": "paid", "state": "absent"}, "DeveloperRead"),
        ("schema", {"subject": "paid", "schema": PAID}, "DeveloperRead"),
        ("subject_config", {"subject": "paid", "state": "absent"}, "DeveloperRead"),
        ("subject_config", {"registry_default": True, "compatibility": "FULL"}, "DeveloperManage or ResourceOwner"),
    )
    for module, options, role in denied:
        for name, arguments in ((module, options), (f"{module}s", {f"{module}s": [options]})):
            result = run_module(f"confluent_{name}", arguments, env=env)
            assert result["failed"], (name, result)
            assert f"The account {estate.service_account} needs {role}" in result["msg"]
            assert secret not in json.dumps(result)
    assert estate.registry("GET", "/subjects") == ["paid"]
