# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._estate.comparing import compared
from ansible_collections.streamops.confluent.plugins.module_utils._estate.promotion import promoted
from ansible_collections.streamops.confluent.plugins.module_utils._estate.stages import Stages, derived
from ansible_collections.streamops.confluent.plugins.module_utils._estate.variables_file import as_yaml


def estate(stage: str) -> dict[str, Any]:
    app = f"{stage}-app"
    return {
        "environment": {"name": stage},
        "service_accounts": [
            {
                "name": app,
                "role_bindings": [
                    {"role": "DeveloperRead", "scope": "subject", "resource_name": name} for name in ("a", "b")
                ],
                "api_keys": [{"name": "k", "resource": "cloud", "secret_file": f"/keys/{stage}/k.json"}],
            }
        ],
        "clusters": [
            {
                "name": f"orders-{stage}",
                "topics": [{"name": f"{stage}.placed", "partitions": 3, "config": {"retention.ms": "1d"}}],
                "acls": [
                    {
                        "principal": app,
                        "operations": ["READ", "WRITE"],
                        "resource_type": "TOPIC",
                        "resource_name": f"{stage}.placed",
                    }
                ],
                "connectors": [{"name": "sink", "service_account": app, "config": {"connector.class": "X"}}],
            }
        ],
        "schemas": [{"subject": "s-value", "schema": {"type": "record", "name": "S", "fields": []}}],
        "connector_secrets": {"sink": {"password": f"canary-{stage}"}},
    }


def test_names_that_only_differ_by_their_stage_are_the_same() -> None:
    found = compared(estate("dev"), estate("prod"))
    assert found["objects"] == []
    assert found["summary"].startswith("Compared: 11 the same, 0 differ")
    assert {"part": "topics", "left": "topic dev.placed of cluster orders-dev",
            "right": "topic prod.placed of cluster orders-prod"} in found["renamed"]  # fmt: skip
    assert compared(estate("dev"), estate("prod"), {})["counts"]["same"] == 1  # the schema


def test_what_differs() -> None:
    dev, prod = estate("dev"), estate("prod")
    prod["clusters"][0]["topics"][0].update(partitions=12, config={"retention.ms": 86400000})  # the same time
    prod["clusters"][0]["acls"][0]["operations"] = ["READ"]
    prod["service_accounts"][0]["role_bindings"][1]["resource_name"] = "c"
    prod["schemas"][0]["schema"] = '{ "type": "record", "name": "S", "fields": [] }'  # the same schema
    found = compared(dev, prod, names=("here", "there"))
    words = {(one["left"], one["right"]) for one in found["objects"]}
    assert words == {
        ("topic dev.placed of cluster orders-dev", "topic prod.placed of cluster orders-prod"),
        ("acl ALLOW WRITE on TOPIC dev.placed for dev-app of cluster orders-dev", None),
        ("role binding of DeveloperRead to dev-app on subject b", None),
        (None, "role binding of DeveloperRead to prod-app on subject c"),
    }
    (topic,) = [one for one in found["objects"] if one["part"] == "topics"]
    assert topic["fields"] == [{"name": "partitions", "left": 3, "right": 12}]
    assert found["summary"] == "Compared: 8 the same, 1 differ, 2 only in here, 1 only in there"
    assert "canary" not in str(found)


def test_what_is_wrong_with_either_side_is_named_with_it() -> None:
    bad = estate("prod")
    bad["clusters"][0]["topics"][0]["partition"] = 3
    with pytest.raises(Refused) as refused:
        compared(estate("dev"), bad)
    assert refused.value.problems == [
        "right: topic prod.placed of cluster orders-prod: unknown key 'partition', did you mean 'partitions'?"
    ]
    twice = estate("dev")
    twice["clusters"][0]["topics"] *= 2
    with pytest.raises(Refused, match="stated twice"):
        compared(twice, estate("prod"))


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("dev", "prod", {"dev": "prod"}),
        ("shop-dev", "shop-prod", {"shop-dev": "shop-prod", "dev": "prod"}),
        ("dev-eu-1", "prod-eu-1", {"dev-eu-1": "prod-eu-1", "dev": "prod"}),
        ("prod", "prod-eu", {"prod": "prod-eu"}),
        ("a-b", "c-d", {"a-b": "c-d"}),
        ("dev", "dev", {}),
    ],
)
def test_the_words_of_stages(left: str, right: str, pairs: dict[str, str]) -> None:
    assert derived(left, right) == pairs


def test_words_are_whole_words() -> None:
    stages = Stages({"dev": "prod"})
    assert stages.translated("dev-x device DEV_Y x.dev") == "prod-x device PROD_Y x.prod"
    assert stages.translated({"dev": ["dev", 1, None]}) == {"prod": ["prod", 1, None]}
    assert Stages({}).translated("dev") == "dev"


def test_what_is_promoted() -> None:
    dev, prod = estate("dev"), estate("prod")
    dev["clusters"][0]["topics"][0].update(partitions=6, config={"retention.ms": "2d"})
    dev["clusters"][0]["topics"].append({"name": "dev.new", "partitions": 1, "config": {"x": "{{ no template }}"}})
    prod["clusters"][0]["topics"][0]["config"]["max.message.bytes"] = 9
    prod["clusters"][0]["acls"][0]["operations"] = ["READ"]
    before = copy.deepcopy((dev, prod))
    chosen = {"topics": {"names": ["dev.*"], "except": ["partitions"]}, "acls": ["dev-app"]}
    found = promoted(dev, prod, chosen)
    assert (dev, prod) == before  # nothing is done to what goes in
    assert found["problems"] == []
    (cluster,) = found["variables"]["confluent_clusters"]
    assert list(found["variables"]) == ["confluent_clusters"]
    assert cluster["topics"] == [
        {"name": "prod.placed", "partitions": 3, "config": {"retention.ms": "2d", "max.message.bytes": 9}},
        {"name": "prod.new", "partitions": 1, "config": {"x": "{{ no template }}"}},
    ]
    assert cluster["acls"][1] == {
        "principal": "prod-app", "operation": "WRITE", "resource_type": "TOPIC", "resource_name": "prod.placed",
    }  # fmt: skip
    assert [(one["operation"], one["label"]) for one in found["taken"]] == [
        ("change", "topic prod.placed of cluster orders-prod"),
        ("add", "topic prod.new of cluster orders-prod"),
        ("same", "acl ALLOW READ on TOPIC prod.placed for prod-app of cluster orders-prod"),
        ("add", "acl ALLOW WRITE on TOPIC prod.placed for prod-app of cluster orders-prod"),
    ]
    assert "canary" not in str(found)


def test_an_account_with_what_is_within_it() -> None:
    dev, prod = estate("dev"), estate("prod")
    del prod["service_accounts"]
    found = promoted(dev, prod, {"service_accounts": ["dev-app"], "role_bindings": ["*"], "api_keys": ["k"]})
    (account,) = found["variables"]["confluent_service_accounts"]
    assert account["name"] == "prod-app"
    assert [one["resource_name"] for one in account["role_bindings"]] == ["a", "b"]
    assert account["api_keys"] == [{"name": "k", "resource": "cloud"}]  # not where dev keeps its secret


def test_why_not() -> None:
    dev, prod = estate("dev"), estate("prod")
    dev["clusters"].append({"name": "new", "topics": [{"name": "t"}]})
    dev["clusters"][0]["links"] = [
        {"name": "l", "remote": {"cluster": "lkc-1", "api_key": "k", "api_secret": "canary"}}
    ]
    prod["connector_secrets"] = {"sink": {"password": "${PASSWORD}"}}
    found = promoted(dev, prod, {"topics": ["t", "nothing"], "connectors": ["sink"], "links": ["l"]})
    assert found["variables"] == found["estate"] == {}
    assert found["problems"] == [
        "topics: nothing is called 'nothing'",
        "topic t of cluster new: what it is within (clusters) is not in prod: choose that, too",
        "cluster link l of cluster orders-prod: remote holds a secret, which is not taken over: state it there "
        "yourself",
        "connector sink of cluster orders-prod: confluent_connector_secrets of prod has no password for it",
    ]
    assert "canary" not in str(found)


def test_secrets_that_stand_in_the_target_are_not_written_with_the_rest() -> None:
    dev, prod = estate("dev"), estate("prod")
    dev["clusters"][0]["topics"].append({"name": "dev.new"})
    prod["clusters"][0]["connectors"][0]["sensitive_config"] = {"password": "canary"}
    found = promoted(dev, prod, {"topics": ["dev.new"]})
    assert found["problems"] == [
        "confluent_clusters[0].connectors[0].sensitive_config of prod is a secret, and would be written with the rest: "
        "keep it apart"
    ]
    assert "canary" not in str(found)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [({}, "nothing is chosen"), ({"topcs": ["a"]}, "did you mean 'topics'"), ({"topics": "a"}, "give a list"),
     ({"topics": {"names": ["a"], "excpt": []}}, "give a list"), ({"topics": []}, "give a list")],
)  # fmt: skip
def test_choices_that_are_wrong(chosen: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        promoted(estate("dev"), estate("prod"), chosen)


def test_a_file_stays_the_same_file(tmp_path: Path) -> None:
    for name in ("dev", "prod"):
        (tmp_path / name).mkdir()
    (tmp_path / "dev" / "s.avsc").write_text('{"type": "record", "name": "S", "fields": []}', encoding="utf-8")
    dev, prod = {**estate("dev"), "folder": str(tmp_path / "dev")}, {**estate("prod"), "folder": str(tmp_path / "prod")}
    dev["schemas"] = [{"subject": "t-value", "schema_file": "s.avsc"}]
    found = promoted(dev, prod, {"schemas": ["t-value"]})
    assert found["variables"]["confluent_schemas"][1] == {"subject": "t-value", "schema_file": "../dev/s.avsc"}


def test_a_file_of_variables_is_read_back_as_it_was() -> None:
    given = {
        "a": ["x", "yes", "1", "", "null", "é", "a: b", "# c", '\u0085\u2028\U0001f600\x7f\n\t"\\'],
        "b": {"c": {}, "d": [], "e": [[1, [2.5]], {"f": None, "g": True}], "h i": -1, "1": 2},
    }
    assert yaml.safe_load(as_yaml(given, "words\nof two lines")) == given
    assert as_yaml({"x": "{{ y }}"}).splitlines()[-1] == 'x: !unsafe "{{ y }}"'
    assert as_yaml({}) == "---\n{}\n"


def test_bindings_of_the_same_resource_by_another_pattern_are_others() -> None:
    dev = estate("dev")
    dev["service_accounts"][0]["role_bindings"][1].update(resource_name="a", pattern_type="PREFIXED")
    assert compared(dev, dev)["counts"]["same"] == 11
