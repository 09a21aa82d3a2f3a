# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schemas with given ids and versions: a registry that is moved, and what is refused so that nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate, api_key
from tests.support.whole import whole_only

from .test_documents import Reader

Result = dict[str, Any]
CITY = '{"type":"record","name":"City","fields":[{"name":"name","type":"string"}]}'
TOWN = CITY.replace("City", "Town")
PLACED = {"subject": "city-value", "schema": CITY, "id": 7, "version": 3}


class Imports(direct.Foreseen):
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("schema_registry_key")
        self.env = {**sandbox.env, **self.estate.env}
        self.registry = self.estate.registry

    def run(self, check: bool = False, **options: Any) -> Result:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas.imports import ImportableSchema

        self.sandbox.clear_journal()
        return direct.run(ImportableSchema, options, self.env, check=check)

    def importing(self) -> None:
        self.registry("PUT", "/mode?force=true", {"mode": "IMPORT"})

    def have(self, subject: str, **content: Any) -> None:
        self.registry("POST", f"/subjects/{subject}/versions", content)


@pytest.fixture
def imports(sandbox: Any) -> Imports:
    return Imports(sandbox)


def test_a_version_gets_its_id_once(imports: Imports) -> None:
    imports.importing()
    made = imports.done("created", **PLACED)
    (written,) = imports.sandbox.writes()
    assert (written["request_body"]["id"], written["request_body"]["version"]) == (7, 3)
    assert (made["schema"]["id"], made["schema"]["version"]) == (7, 3)
    assert made["diff"]["after"]["id"] == 7
    same = imports.done("unchanged", **{**PLACED, "schema": json.dumps(json.loads(CITY), indent=1)})
    assert same["schema"]["id"] == 7
    assert len(imports.sandbox.journal("GET", "^/subjects")) == 1
    imports.done("created", **{**PLACED, "version": 2, "id": 5, "schema": TOWN})
    assert imports.registry("GET", "/subjects/city-value/versions") == [2, 3]
    imports.done("created", **{**PLACED, "subject": "town-value", "version": 1})
    assert imports.registry("GET", "/schemas/ids/7/subjects") == ["city-value", "town-value"]


def test_what_is_soft_deleted_is_registered_again(imports: Imports) -> None:
    imports.importing()
    imports.done("created", **PLACED)
    imports.registry("DELETE", "/subjects/city-value")
    imports.done("created", **PLACED)
    imports.done("unchanged", **PLACED)


def test_a_version_that_is_there_is_never_overwritten(imports: Imports) -> None:
    """The registry would do it, and serve the new content under the old id (facts: 9001 tells the text of 9002)."""
    imports.importing()
    imports.done("created", **PLACED)
    other = {**PLACED, "schema": TOWN}
    imports.refused("city-value version 3 is there already, with id 7. To", **{**other, "id": 8})
    imports.refused("city-value version 3 is there already, with id 7. To", **{**PLACED, "id": 8})
    imports.refused("city-value version 3 is there already, with id 7 and another content", **other)
    imports.registry("DELETE", "/subjects/city-value")
    imports.refused("is there already, with id 7", **{**other, "id": 8})
    assert imports.registry("GET", "/schemas/ids/7")["schema"] == CITY


def test_an_id_of_another_content_is_refused(imports: Imports) -> None:
    """In its context: others number their schemas by themselves."""
    imports.importing()
    imports.done("created", **PLACED)
    words = "town-value version 1 cannot have the id 7: it belongs to another schema, that of city-value version 3"
    town = {"subject": "town-value", "schema": TOWN, "id": 7, "version": 1}
    imports.refused(words, **town)
    imports.registry("DELETE", "/subjects/city-value")
    imports.refused(words, **town)
    imports.registry("PUT", "/mode/:.moved:", {"mode": "IMPORT"})
    imports.done("created", **{**town, "subject": ":.moved:town-value"})
    imports.have(":.moved:city-value", schema=CITY, id=99, version=1)
    imports.done("created", **{**town, "id": 99})  # which another context knows, and this one does not


def test_outside_of_import(imports: Imports) -> None:
    """In check mode an earlier task may set it; the registry refuses it, and nothing is written."""
    foreseen = imports.run(check=True, **PLACED)
    assert foreseen["operation"] == "created"
    assert "is in mode READWRITE, and the registry takes given ids in mode IMPORT only" in foreseen["warnings"][0]
    result = imports.run(**PLACED)
    assert (result["failed"], result["error"]["code"]) == (True, 42205)
    imports.registry("PUT", "/mode/city-value", {"mode": "IMPORT"})
    assert imports.run(check=True, **PLACED)["warnings"] == []


def test_a_subjects_own_mode_comes_before_that_of_its_context(imports: Imports, move: Any) -> None:
    imports.importing()
    imports.registry("PUT", "/mode/city-value", {"mode": "READWRITE"})
    assert "is in mode READWRITE" in imports.run(check=True, **PLACED)["warnings"][0]
    other = {**PLACED, "subject": "a"}
    refused = move("schemas", fails=True, schemas=[other, PLACED])
    assert "city-value version 3 is in mode READWRITE" in refused["msg"]
    assert imports.sandbox.writes() == []


def test_a_mode_that_may_not_be_read_is_said(imports: Imports) -> None:
    imports.importing()
    denied = {"error_code": 40301, "message": "no"}
    imports.sandbox.fault(method="GET", path="^/mode", status=403, body=denied, times=0)
    result = imports.run(check=True, **PLACED)
    assert result["operation"] == "created"
    assert "this key may not read the mode of city-value" in result["warnings"][0]


@pytest.mark.parametrize("told", [{"id": 9}, {"id": 7, "version": 4}])
def test_another_id_in_the_answer_is_a_failure(imports: Imports, told: Result) -> None:
    imports.importing()
    imports.sandbox.fault(method="POST", path="/versions$", status=200, body=told)
    result = imports.run(**PLACED)
    assert result["failed"]
    assert f"where {7 if told['id'] == 9 else 3} was given" in result["msg"]


def test_through_an_alias_nothing_is_registered(imports: Imports) -> None:
    imports.importing()
    imports.registry("PUT", "/config/stadt-value", {"alias": "city-value"})
    imports.refused("stadt-value is an alias of city-value", **{**PLACED, "subject": "stadt-value"})
    imports.done("created", **PLACED)
    imports.refused("stadt-value is an alias of city-value", **{**PLACED, "subject": "stadt-value"})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"version": None}, "must have a version, too"),
        ({"id": None}, "unless the id is given"),
        ({"id": 0, "version": 0}, "id must be at least 1, not 0"),
        ({"normalize": True}, "normalize would make another text"),
        ({"references": [{"name": "a", "subject": "a"}]}, "the reference 'a' must state its version"),
        ({"state": "absent", "schema": None}, "id is for a schema that is to be registered"),
    ],
)
def test_refused_before_any_request(imports: Imports, options: Result, words: str) -> None:
    imports.refused(words, **{**PLACED, **options})
    assert imports.sandbox.journal() == []


# ---- whole registries


@pytest.fixture
def move(imports: Imports, run_module: Any) -> Callable[..., Result]:
    """``move(module, to=False, check=False, **options)``: a module in the environment dev, or in the one moved to."""
    sandbox, estate = imports.sandbox, imports.estate
    environment = sandbox.request("POST", "/org/v2/environments", {"display_name": "prod"})["id"]
    spec = {
        "display_name": "orders",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": environment},
    }
    sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    registry = sandbox.request("GET", "/srcm/v3/clusters", environment=environment)["data"][0]
    resource = {"id": registry["id"], "kind": "Cluster", "api_version": "srcm/v3"}
    key, secret = api_key(sandbox, estate.administrator, resource, "prod")
    there = {"CONFLUENT_SCHEMA_REGISTRY_API_KEY": key, "CONFLUENT_SCHEMA_REGISTRY_API_SECRET": secret}

    def run(module: str, to: bool = False, check: bool = False, fails: bool = False, **options: Any) -> Result:
        env = {**imports.env, **({"CONFLUENT_ENVIRONMENT": "prod", **there} if to else {})}
        sandbox.clear_journal()
        result: Result = run_module(f"confluent_{module}", options, check=check, env=env)
        assert result["failed"] is fails, result["msg"]
        return result

    run.endpoint, run.key = registry["spec"]["http_endpoint"], (key, secret)  # type: ignore[attr-defined]
    return run


def test_a_registry_is_moved(imports: Imports, move: Any) -> None:
    """All versions with their ids, references among them, gaps in the numbers; the second run writes nothing, and the
    ids go on from there.
    """
    for number in range(12):
        imports.have(f"place.{number}", schema=CITY.replace("City", f"City{number}"))
    imports.have("city", schema=CITY)
    for fields in ("", ',{"name":"c","type":["null","City"],"default":null}'):
        street = f'{{"type":"record","name":"Street","fields":[{{"name":"city","type":"City"}}{fields}]}}'
        reference = {"name": "City", "subject": "city", "version": 1}
        for subject in ("a.street", ":.eu:street"):
            if subject.startswith(":."):
                imports.have(":.eu:city", schema=CITY)
            imports.have(subject, schema=street, references=[reference])
    imports.have("with-metadata", schema=TOWN, metadata={"properties": {"owner": "a"}})
    imports.have("json", schema='{"type": "object"}', schemaType="JSON")
    imports.registry("DELETE", "/subjects/a.street/versions/1")
    exported = move("schema_info", latest_only=False)["schemas"]
    assert len(exported) == 19
    for options in ({"registry_default": True}, {"subject": ":.eu:"}):
        move("subject_mode", to=True, mode="IMPORT", **options)
    foreseen = move("schemas", to=True, check=True, schemas=exported)
    moved = move("schemas", to=True, schemas=exported)
    assert foreseen["counts"] == moved["counts"]
    assert moved["counts"]["created"] == 19
    assert len(imports.sandbox.writes()) == 19
    # The list and its end, the mode of each context, and of each subject whether it is an alias.
    reads = [entry for entry in _of_registry(imports) if entry["method"] == "GET"]
    assert 2 + 2 + 18 - 1 <= len(reads) <= 2 + 2 + 19
    again = move("schemas", to=True, schemas=exported)
    assert (again["changed"], imports.sandbox.writes()) == (False, [])
    assert len(_of_registry(imports)) == 2, "the list, and the end of it"
    assert move("schema_info", to=True, latest_only=False)["schemas"] == exported
    move("subject_mode", to=True, registry_default=True, state="absent")
    new = move("schema", to=True, subject="new", schema='"bytes"')["schema"]
    assert new["id"] == max(item["id"] for item in exported) + 1


def _of_registry(imports: Imports) -> list[Any]:
    return [entry for entry in imports.sandbox.journal() if entry["plane"] == "schema_registry"]


def test_a_registry_is_copied_by_an_exporter(imports: Imports, move: Any) -> None:
    """With the ids. In the context that it is copied to nothing else is registered until the mode is taken away."""
    imports.have("city", schema=CITY)
    imports.have("city", schema=CITY.replace("]}", ',{"name":"size","type":"int","default":0}]}'))
    made = move(
        "schema_exporter",
        name="moving",
        subjects=["city"],
        context_type="CUSTOM",
        context="moved",
        config={"schema.registry.url": move.endpoint, "basic.auth.credentials.source": "USER_INFO"},
        sensitive_config={"basic.auth.user.info": ":".join(move.key)},
        status="running",
        wait=True,
    )
    assert made["schema_exporter"]["trace"] is None
    here, there = (move("schema_info", to=to, latest_only=False)["schemas"] for to in (False, True))
    assert there == [{**item, "subject": f":.moved:{item['subject']}"} for item in here]
    (mode,) = move("subject_mode_info", to=True, subject=[":.moved:"])["subject_modes"]
    assert mode["mode"] == "IMPORT"
    move("schema_exporter", name="moving", status="paused")
    move("subject_mode", to=True, subject=":.moved:", state="absent")
    assert move("schema", to=True, subject=":.moved:new", schema='"bytes"')["schema"]["id"] == here[-1]["id"] + 1


@whole_only("the modules that it consists of are tested above")
def test_the_page_about_moving(imports: Imports, move: Any, tmp_path: Path) -> None:
    reader = Reader("docs/moving-a-registry.md", tmp_path, imports.sandbox)
    assert reader.write_files() == ["move-registry.yml"]
    imports.have("city", schema=CITY)
    for name, part in zip(("KEY", "SECRET"), move.key, strict=True):
        reader.env[f"NEW_REGISTRY_{name}"] = part
        reader.env[f"OLD_REGISTRY_{name}"] = imports.estate.env[f"CONFLUENT_SCHEMA_REGISTRY_API_{name}"]
    check, real, last = reader.commands
    assert "is in mode READWRITE, and the registry takes given ids in mode IMPORT only" in reader.run(check)
    assert "changed=3" in reader.run(real)
    assert "changed=1" in reader.run(last)
    (moved,) = move("schema_info", to=True)["schemas"]
    assert move("schema", to=True, subject="new", schema='"bytes"')["schema"]["id"] == moved["id"] + 1


def test_one_that_cannot_be_moved_leaves_all_unmoved(imports: Imports, move: Any) -> None:
    imports.importing()
    imports.have("city-value", schema=TOWN, id=7, version=3)
    many = [{"subject": f"s.{n}", "schema": CITY, "id": 100, "version": n} for n in range(1, 18)]
    result = move("schemas", fails=True, schemas=[*many, PLACED, {**PLACED, "subject": "b", "id": 7, "version": 1}])
    assert "city-value version 3 is there already, with id 7 and another content" in result["msg"]
    assert "schema b version 1 cannot have the id 7" in result["msg"]
    assert imports.sandbox.writes() == []
    imports.registry("PUT", "/mode", {"mode": "READWRITE"})
    assert "s.1 version 1 is in mode READWRITE" in move("schemas", fails=True, schemas=many)["msg"]
    assert imports.sandbox.writes() == []


def test_what_is_wrong_with_a_list(imports: Imports, move: Any) -> None:
    circle = [
        {
            "subject": one,
            "schema": CITY,
            "id": number,
            "version": 1,
            "references": [{"name": other, "subject": other, "version": 1}],
        }
        for number, (one, other) in enumerate((("a", "b"), ("b", "a")), start=1)
    ]
    wrong = [
        *circle,
        PLACED,
        {**PLACED, "version": 4, "schema": TOWN},
        {"subject": "city-value", "schema": CITY},
        {"subject": "c", "schema": TOWN, "references": [{"name": "City", "subject": "city-value"}]},
        {**PLACED, "subject": "with", "metadata": {"properties": {"owner": "a"}}, "id": 30},
        {**PLACED, "subject": "without", "id": 30},
        {"subject": "without", "state": "absent"},
    ]
    said = move("schemas", fails=True, schemas=wrong)["msg"]
    assert "refer to each other in a circle" in said
    assert "id 7 is given to schema city-value version 3 and to schema city-value version 4" in said
    assert "city-value is stated with an id and without" in said
    assert "schema c refers to the latest version of city-value, which is stated with ids" in said
    assert "id 30 is given to schema with version 3 and to schema without version 3" in said
    assert "subject without is stated absent and with ids" in said
    assert imports.sandbox.journal() == []
    lacking = {**PLACED, "references": [{"name": "x", "subject": "x", "version": 1}]}
    imports.importing()
    refused = move("schemas", fails=True, schemas=[lacking, {**PLACED, "subject": "b", "id": 9}])
    assert "refers to x version 1, which is not registered" in refused["msg"]
    assert imports.sandbox.writes() == []
