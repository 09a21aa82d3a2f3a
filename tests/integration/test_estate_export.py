# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is exported is what was brought about: for something of each kind, and for estates that hypothesis makes up."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.modules import run_module
from tests.support.returned import deviations
from tests.support.sandbox import Sandbox
from tests.support.whole import sampled

from . import estate_data as data
from .estate_data import Data

NOTHING = {"create": 0, "change": 0, "delete": 0, "failed": 0, "not_tried": 0, "not_in_data": 0}
CANARIES = ("canary-of-the", "Y2FuYXJ5LW9mLXRoZS1kZWs", "BEGIN CERTIFICATE")


class Land:
    """An organization with its secrets on disk."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox, self.folder, self.secrets = sandbox, folder, folder / "secrets"
        self.keys = data.key_files(self.secrets)

    def begin(self) -> None:
        """An empty organization, and no secrets."""
        self.sandbox.reset()
        shutil.rmtree(self.secrets, ignore_errors=True)

    def run(self, module: str, arguments: Data, check: bool = False) -> Data:
        result = run_module(
            module, {**arguments, **self.keys}, check=check, env=self.sandbox.env, skipping=self.sandbox.endpoint
        )
        assert not result["failed"], result["msg"]
        return result

    def bring_about(self, estate: Data, check: bool = False) -> Data:
        plan = self.run("confluent_estate", {**estate, "secrets_dir": str(self.secrets)}, check)["plan"]
        return dict(plan)

    def export(self, clusters: tuple[str, ...] = ("orders", "copies"), **options: Any) -> Data:
        files = {"orders": "auto.kafka.json", "copies": "auto.kafka-copies.json"}
        keys = [{"name": name, "kafka_key_file": str(self.secrets / files[name])} for name in clusters]
        return self.run("confluent_estate_info", {"clusters": keys, "each_entity": True, **options})

    def nothing_to_do(self, estate: Data) -> None:
        plan = self.bring_about(estate, check=True)
        left = {name: plan["counts"][name] for name in NOTHING}
        assert left == NOTHING, json.dumps([plan["changes"], plan["not_in_data"]], indent=1)


@pytest.fixture
def land(sandbox: Any, tmp_path: Path) -> Land:
    return Land(sandbox, tmp_path)


@pytest.fixture
def elsewhere(start_sandbox: Callable[..., Any], tmp_path: Path) -> Land:
    return Land(start_sandbox(), tmp_path / "elsewhere")


def undocumented(module: str, result: Data) -> list[str]:
    """Where a result is not as RETURN says."""
    returned = {name: value for name, value in result.items() if name not in ("rc", "stderr")}
    return deviations(f"streamops.confluent.{module}", returned)


def apart_from(exported: Data, land: Land) -> Any:
    """The estates of an export without the places of this organization's keys."""
    return json.loads(json.dumps(exported["estates"]).replace(str(land.secrets), "SECRETS"))


def test_something_of_each_kind(land: Land, elsewhere: Land) -> None:
    """Export and then check mode: nothing to do. Brought about in an empty organization and exported: the same."""
    for one in (land, elsewhere):
        one.run("confluent_stream_sharing", {"enabled": True})
    estate = data.everything(land.folder, land.secrets)
    land.bring_about(estate)
    exported = land.export()
    (found,) = exported["estates"]
    assert set(found) == set(estate)
    assert exported["gaps"] == []
    (gap,) = land.export(each_entity=False)["gaps"]
    assert gap["part"] == "business_metadata_bindings"
    assert "each_entity: true" in gap["reason"]
    assert exported["notes"] == []
    assert [one["object"] for one in exported["left_out"] if "administrator" not in one["object"]] == [
        one["object"] for one in exported["left_out"] if one["part"] == "role_bindings"
    ]
    assert [word for word in CANARIES if word in json.dumps(exported)] == []
    assert land.sandbox.organization_id not in json.dumps(found)
    assert undocumented("confluent_estate_info", exported) == []
    land.nothing_to_do(found)

    elsewhere.bring_about(data.completed(found, estate, land.secrets, elsewhere.secrets))
    assert apart_from(elsewhere.export(), elsewhere) == apart_from(exported, land)


def test_what_nobody_can_read_is_named(land: Land) -> None:
    """Each value that a new organization needs and the service does not show, with the variable of its placeholder."""
    land.run("confluent_stream_sharing", {"enabled": True})
    land.bring_about(data.everything(land.folder, land.secrets))
    exported = land.export()
    (found,) = exported["estates"]
    told = {(one["part"], one["option"]): one["variable"] for one in exported["needed"]}
    assert told == {
        ("connectors", "connection.password"): "WAREHOUSE_CONNECTION_PASSWORD",
        ("catalog_integrations", "client_secret"): "LAKEHOUSE_CLIENT_SECRET",
        ("links", "remote.key_file"): None,
        **{(part, option): None for part, options in data.LACKING.items() for option in options},
    }
    assert found["connector_secrets"] == {"warehouse": {"connection.password": "${WAREHOUSE_CONNECTION_PASSWORD}"}}
    assert found["catalog_secrets"] == {"lakehouse": {"client_secret": "${LAKEHOUSE_CLIENT_SECRET}"}}


# Estates that are made up

HOSTILE = st.text(st.sampled_from("aB9 ./\\:{}%#'\"`-_*!&?|>[]~$\n\té😀"), min_size=1, max_size=14)
NAME = HOSTILE.filter(lambda text: text.strip() and not text.startswith(("u-", "sa-")))
TOPIC = st.text(st.sampled_from("abXY09._-"), min_size=1, max_size=8).filter(lambda name: name not in (".", ".."))


POOL = st.text(st.sampled_from("aZ0-"), min_size=1, max_size=5).map(lambda text: f"x{text}")

GROUP = st.text(st.sampled_from("aZ |&+-/.,"), min_size=1, max_size=6).filter(str.strip)


def some(**values: Any) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({}, optional=values)


def named(values: st.SearchStrategy[Data], names: st.SearchStrategy[str] = NAME, key: str = "name") -> Any:
    """Up to three items with different names."""
    made = st.dictionaries(names, values, max_size=3)
    return made.map(lambda items: [{key: name, **item} for name, item in items.items()])


def topics_apart(items: list[Data]) -> list[Data]:
    """Topics whose names differ in more than dots and underscores."""
    return list({item["name"].replace(".", "_"): item for item in items}.values())


CONFIG = some(
    **{
        "retention.ms": st.sampled_from(["7d", 90_000_001, -1, "36h"]),
        "cleanup.policy": st.sampled_from(["compact", "delete"]),
        "max.message.bytes": st.sampled_from(["1MiB", 2_097_164]),
        "message.timestamp.type": st.sampled_from(["CreateTime", "LogAppendTime"]),
        "confluent.value.schema.validation": st.booleans(),
    }
)
TOPICS = named(some(partitions=st.integers(1, 4), config=CONFIG), TOPIC).map(topics_apart)


def acls_of(kind: str, names: st.SearchStrategy[str]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries(
        {
            "principal": st.sampled_from(["till", "User:*"]),
            "resource_type": st.just(kind),
            "resource_name": names,
            "pattern_type": st.sampled_from(["LITERAL", "PREFIXED"]),
            "operation": st.sampled_from(["READ", "DESCRIBE"]),
            "permission": st.sampled_from(["ALLOW", "DENY"]),
        }
    )


ACLS = st.lists(
    acls_of("TOPIC", TOPIC) | acls_of("GROUP", NAME.filter(lambda text: "*" not in text)),
    max_size=4,
    unique_by=lambda acl: json.dumps(acl, sort_keys=True),
)
BINDINGS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                {"role": "EnvironmentAdmin", "scope": "environment"},
                {"role": "MetricsViewer", "scope": "organization"},
                {"role": "CloudClusterAdmin", "scope": "cluster", "cluster": "orders"},
                {"role": "DeveloperRead", "scope": "subject", "resource_name": "*", "pattern_type": "PREFIXED"},
            ]
        ),
        st.builds(
            lambda name, pattern: {
                "role": "DeveloperRead",
                "scope": "topic",
                "cluster": "orders",
                "resource_name": name,
                "pattern_type": pattern,
            },
            NAME.filter(lambda text: "*" not in text),
            st.sampled_from(["LITERAL", "PREFIXED"]),
        ),
    ),
    max_size=3,
    unique_by=lambda binding: json.dumps(binding, sort_keys=True),
)
KEYS = named(
    st.sampled_from(
        [{"resource": "kafka", "cluster": "orders"}, {"resource": "schema_registry"}, {"resource": "cloud"}]
    ),
    st.text(st.sampled_from("abc"), min_size=1, max_size=3),
)
ACCOUNTS = named(
    some(description=HOSTILE, role_bindings=BINDINGS, api_keys=KEYS),
    NAME.filter(lambda text: "/" not in text and text not in ("auto", "till")),
)
LEVELS = st.sampled_from(["BACKWARD", "FORWARD", "FULL", "NONE"])
SUBJECT = NAME.filter(lambda text: text.isprintable() and not text.startswith(":"))
FIELD = st.text(st.sampled_from("abc"), min_size=1, max_size=3)
SCHEMA = st.builds(
    lambda words, names: json.dumps(
        {
            "type": "record",
            "name": "R",
            "doc": words,
            "fields": [{"name": name, "type": "int", "default": 0} for name in sorted(names)],
        }
    ),
    HOSTILE,
    st.sets(FIELD, min_size=1, max_size=3),
)
PROVIDERS = named(
    st.fixed_dictionaries(
        {
            "description": HOSTILE,
            "issuer": st.just("https://login.example.com"),
            "jwks_uri": st.just("https://login.example.com/keys"),
            "identity_pools": named(
                st.fixed_dictionaries(
                    {"description": HOSTILE, "identity_claim": st.just("claims.sub"), "filter": HOSTILE}
                )
            ),
        }
    )
)
NETWORKS = named(st.just({**data.AWS, "connection_types": ["PRIVATELINK"]}))
ESTATES = st.fixed_dictionaries(
    {
        "topics": TOPICS,
        "acls": ACLS,
        "accounts": ACCOUNTS,
        "schemas": named(st.fixed_dictionaries({"schema": SCHEMA}), SUBJECT, "subject"),
        "levels": st.lists(LEVELS, max_size=3),
        "default": LEVELS,
        "providers": PROVIDERS,
        "networks": NETWORKS,
        "paused": st.booleans(),
        "groups": named(st.just({"cidr_blocks": ["203.0.113.0/24"]}), GROUP),
        "mappings": named(st.fixed_dictionaries({"description": HOSTILE, "filter": HOSTILE})),
        "pools": named(st.builds(lambda cfu: {**data.AWS, "max_cfu": cfu}, st.sampled_from([5, 10])), POOL),
    }
)


def made_up(parts: Data, secrets: Path) -> Data:
    """An estate of the parts that hypothesis made up, with what they need."""
    (_copies, orders), (auto, till) = data.clusters(secrets), data.accounts()
    auto["api_keys"] = [key for key in auto["api_keys"] if key["name"] in ("kafka", "registry")]
    auto["role_bindings"] = [binding for binding in auto["role_bindings"] if binding.get("cluster") != "copies"]
    cluster = {name: value for name, value in orders.items() if not isinstance(value, list)}
    sample = {**orders["connectors"][1], "config": {**orders["connectors"][1]["config"], "kafka.topic": "sampled"}}
    sample.pop("status")
    topics = [*parts["topics"], *([] if _taken(parts["topics"], "sampled") else [{"name": "sampled"}])]
    cluster["topics"], cluster["acls"] = topics, parts["acls"]
    cluster["connectors"] = [{**sample, **({"status": "paused"} if parts["paused"] else {})}]
    subjects = [item["subject"] for item in parts["schemas"]]
    levels = [{"subject": name, "compatibility": level} for name, level in zip(subjects, parts["levels"], strict=False)]
    return {
        "environment": {"name": "shop"},
        "organization": {
            "identity_providers": parts["providers"],
            "ip_groups": parts["groups"],
            "group_mappings": parts["mappings"],
        },
        "clusters": [cluster],
        "service_accounts": [auto, {**till, "role_bindings": []}, *parts["accounts"]],
        "networks": parts["networks"],
        "flink_compute_pools": parts["pools"],
        "subject_configs": [{"registry_default": True, "compatibility": parts["default"]}, *levels],
        "schemas": parts["schemas"],
    }


def _taken(topics: list[Data], name: str) -> bool:
    return any(topic["name"].replace(".", "_") == name for topic in topics)


@pytest.fixture
def lands(sandbox: Any, start_sandbox: Callable[..., Any], tmp_path: Path) -> tuple[Land, Land]:
    return Land(sandbox, tmp_path / "one"), Land(start_sandbox(), tmp_path / "other")


@sampled("it makes up more estates")
def test_any_estate_comes_back(lands: tuple[Land, Land], whole: bool) -> None:
    """For any estate: export then check mode is empty; exported, brought about elsewhere and exported, it is equal."""
    here, there = lands

    @settings(
        max_examples=300 if whole else 2,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(ESTATES)
    def comes_back(parts: Data) -> None:
        for land in lands:
            land.begin()
        estate = made_up(copy.deepcopy(parts), here.secrets)
        here.bring_about(estate)
        exported = here.export(("orders",))
        (found,) = exported["estates"]
        here.nothing_to_do(found)
        there.bring_about(json.loads(json.dumps(found).replace(str(here.secrets), str(there.secrets))))
        assert apart_from(there.export(("orders",)), there) == apart_from(exported, here)

    comes_back()


# What may not be read, and what is more than one


def test_what_may_not_be_read_is_a_gap(land: Land) -> None:
    """Without keys, and with a list that is denied: the rest is exported, and each gap has its reason."""
    land.bring_about(made_up(EMPTY_PARTS, land.secrets))
    land.keys = {}
    land.sandbox.fault(method="GET", path="/networking/v1/networks$", status=403)
    land.sandbox.fault(method="GET", path="/networking/v1/gateways$", status=200, body={"data": [{"id": 7}]})
    exported = land.export(())
    gaps = {(gap["part"], gap["cluster"]): gap["reason"] for gap in exported["gaps"]}
    for part in ("topics", "acls", "links", "mirror_topics"):
        assert "no credential for Kafka" in gaps[(part, "orders")]
    for part in ("schemas", "subject_configs", "subject_modes", "keks", "schema_exporters", "tags", "tag_bindings"):
        assert "no credential for Schema Registry" in gaps[(part, None)]
    assert "403" in gaps[("networks", None)]
    assert "Could not read the gateways" in gaps[("gateways", None)]
    (found,) = exported["estates"]
    assert found["clusters"][0]["connectors"][0]["name"] == "sample"
    assert {account["name"] for account in found["service_accounts"]} == {"auto", "till"}


EMPTY_PARTS: Data = {
    **{name: [] for name in ("topics", "acls", "accounts", "schemas", "levels", "providers", "networks", "groups")},
    "default": "FULL",
    "paused": False,
    "mappings": [],
    "pools": [],
}


def test_accounts_are_where_they_belong(land: Land) -> None:
    """Of the environment that alone uses them; what several use, or none, belongs to the organization, and each
    environment has its own roles of it. Nothing is to be done in either.
    """
    land.bring_about(made_up(EMPTY_PARTS, land.secrets))
    role = {"role": "MetricsViewer", "scope": "environment"}
    dev = {
        "environment": {"name": "dev"},
        "service_accounts": [{"name": "only-dev", "role_bindings": [role]}, {"name": "auto", "role_bindings": [role]}],
        "organization": {"service_accounts": [{"name": "nobodys"}]},
    }
    land.bring_about(dev)
    exported = land.export(("orders",))
    names = [
        (
            estate["environment"]["name"],
            [account["name"] for account in estate.get("service_accounts", [])],
            [account["name"] for account in estate["organization"]["service_accounts"]],
        )
        for estate in exported["estates"]
    ]
    assert names == [("dev", ["only-dev"], ["auto", "nobodys"]), ("shop", ["till"], ["auto", "nobodys"])]
    dev_auto = exported["estates"][0]["organization"]["service_accounts"][0]
    assert dev_auto["role_bindings"] == [role]
    for estate in exported["estates"]:
        land.nothing_to_do(estate)
    assert [gap for gap in exported["gaps"] if gap["environment"] == "dev"] == []  # which has no registry yet
    alone = land.export((), environment="dev")["estates"][0]
    assert [account["name"] for account in alone["service_accounts"]] == ["auto", "only-dev"]
    assert "organization" not in alone


def test_names_of_the_service_decide_no_folder(land: Land) -> None:
    """The secret of a key whose names have a slash in them has a file of its own, below the home of who runs it."""
    estate = made_up(EMPTY_PARTS, land.secrets)
    land.bring_about(estate)
    key = {"name": "../../k", "resource": "cloud", "secret_file": str(land.folder / "k.json")}
    land.bring_about(
        {**estate, "service_accounts": [*estate["service_accounts"], {"name": "../up", "api_keys": [key]}]}
    )
    (found,) = land.export(("orders",))["estates"]
    (up,) = (item for item in found["organization"]["service_accounts"] if item["name"] == "../up")
    (exported,) = up["api_keys"]
    assert re.fullmatch(r"~/\.confluent/up-k\.[0-9a-f]{12}\.json", exported["secret_file"])
    land.nothing_to_do(found)


def test_names_that_are_not_unique_stay_as_ids(land: Land) -> None:
    land.bring_about(
        {**made_up(EMPTY_PARTS, land.secrets), "networks": [{"name": "twin", **NET}, {"name": "one", **NET}]}
    )
    state = land.sandbox.state()["networks"]
    (identifier,) = (ident for ident, raw in state.items() if _text(raw, "one"))
    land.sandbox.request(
        "PATCH",
        f"/networking/v1/networks/{identifier}",
        {"spec": {"display_name": "twin", "environment": {"id": _environment(land)}}},
    )
    exported = land.export(("orders",))
    (found,) = exported["estates"]
    assert [item.get("name") for item in found["networks"]] == [None, None]
    assert {item["id"] for item in found["networks"]} == set(state)
    assert len([note for note in exported["notes"] if note["part"] == "networks"]) == 2
    land.nothing_to_do(found)


NET: Data = {**data.AWS, "connection_types": ["PRIVATELINK"]}


def _text(raw: Any, name: str) -> bool:
    return f'"{name}"' in json.dumps(raw)


def _environment(land: Land) -> str:
    (found,) = land.sandbox.state()["environments"]
    return str(found)


def test_thousands_by_lists(land: Land) -> None:
    """A request for each page, and not for each object; but for settings and modes of subjects, which no list has."""
    accounts = [{"name": f"app-{number}", "role_bindings": [ROLE]} for number in range(101)]
    acls = [
        {"principal": f"app-{number}", "operation": "READ", "resource_type": "TOPIC", "resource_name": f"t.{number}"}
        for number in range(101)
    ]
    parts = {
        **EMPTY_PARTS,
        "topics": [{"name": f"t.{number}", "config": {"retention.ms": "1d"}} for number in range(101)],
    }
    land.bring_about(made_up({**parts, "accounts": accounts, "acls": acls}, land.secrets))
    land.sandbox.clear_journal()
    (found,) = land.export(("orders",))["estates"]
    assert len(found["clusters"][0]["topics"]) == 102
    assert len(found["clusters"][0]["acls"]) == 101
    assert len(found["service_accounts"]) == 103
    assert len(land.sandbox.journal()) < 90
    assert land.sandbox.writes() == []


ROLE = {"role": "MetricsViewer", "scope": "environment"}


# Files


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_files_are_the_users(land: Land) -> None:
    """What is there and says something else is named, and stays; nothing is written then. Nothing is ever deleted."""
    subjects = ["../../x", "A", "a", "a/b", "a-b", "...", "*"]
    words = "{{ lookup('pipe', 'touch owned') }} {% raw %}"
    parts = {
        **EMPTY_PARTS,
        "accounts": [{"name": "x: {{ 7 }}", "description": words, "role_bindings": [ROLE]}],
        "schemas": [{"subject": name, "schema": '{"type": "string"}'} for name in subjects],
    }
    land.bring_about(made_up(parts, land.secrets))
    arguments = {
        "environment": "shop",
        "directory": str(land.folder / "out"),
        "clusters": [{"name": "orders", "kafka_key_file": str(land.secrets / "auto.kafka.json")}],
    }
    foretold = land.run("confluent_estate_export", arguments, check=True)
    assert not (land.folder / "out").exists()
    land.sandbox.clear_journal()
    done = land.run("confluent_estate_export", arguments)
    assert land.sandbox.writes() == []
    assert foretold["files"] == done["files"]
    assert undocumented("confluent_estate_export", done) == []
    written = files_of(land.folder / "out")
    assert sorted(written) == done["files"]["created"]
    assert {len(name.split("/")) for name in written if name.startswith("schemas/")} == {2}
    assert len([name.lower() for name in written]) == len({name.lower() for name in written})
    assert len([name for name in written if name.startswith("schemas/")]) == len(subjects)
    accounts = written["inventory/host_vars/shop/service_accounts.yml"]
    assert f'!unsafe "{words}"' in accounts
    assert '!unsafe "x: {{ 7 }}"' in accounts
    assert not land.run("confluent_estate_export", arguments)["changed"]

    mine = land.folder / "out" / "README.md"
    mine.write_text("mine", encoding="utf-8")
    (land.folder / "out" / "inventory" / "hosts.yml").unlink()
    (land.folder / "out" / "notes.txt").write_text("mine too", encoding="utf-8")
    refused = run_module("confluent_estate_export", {**arguments, **land.keys}, env=land.sandbox.env)
    assert refused["failed"]
    assert str(mine) in refused["msg"]
    assert not (land.folder / "out" / "inventory" / "hosts.yml").exists()
    forced = land.run("confluent_estate_export", {**arguments, "force": True})
    assert forced["files"]["overwritten"] == ["README.md"]
    assert forced["files"]["created"] == ["inventory/hosts.yml"]
    assert files_of(land.folder / "out") == {**written, "notes.txt": "mine too"}


class Unsafe(yaml.SafeLoader):
    """A loader that knows Ansible's mark of what is no template."""


Unsafe.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))
