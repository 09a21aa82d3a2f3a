# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schemas that are looked for by content, by guid and by use; and contents to which the settings of a subject add."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

CITY = '{"type":"record","name":"City","fields":[{"name":"name","type":"string"}]}'
GROWN = CITY.replace("]}", ',{"name":"size","type":"int","default":0}]}')
OWNED = {"properties": {"owner": "towns"}}


class Schemas(direct.Foreseen):
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("schema_registry_key")
        self.env = {**sandbox.env, **self.estate.env}
        self.registry = self.estate.registry

    def kind(self) -> Any:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas.finding import FindableSchema

        self.sandbox.clear_journal()
        return FindableSchema

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        return direct.run(self.kind(), options, self.env, check=check)

    def info(self, **options: Any) -> list[dict[str, Any]]:
        return direct.info(self.kind(), options, self.env)

    def found(self, **options: Any) -> list[tuple[str, int]]:
        return [(item["subject"], item["version"]) for item in self.info(**options)]

    def asked(self) -> list[str]:
        return [
            f"{entry['method']} {entry['path']}"
            for entry in self.sandbox.journal()
            if entry["plane"] == "schema_registry"
        ]

    def have(self, subject: str, **content: Any) -> Any:
        return self.registry("POST", f"/subjects/{subject}/versions", content)


@pytest.fixture
def schemas(sandbox: Any) -> Schemas:
    found = Schemas(sandbox)
    for subject in ("town", "city", ":.eu:city"):
        found.have(subject, schema=CITY)
    found.have("city", schema=GROWN)
    return found


@pytest.mark.parametrize("options", [{"subject": "", "schema": CITY}, {"guid": ""}, {"guid": " "}, {"schema_file": ""}])
def test_an_empty_name_finds_nothing_else(schemas: Schemas, options: dict[str, Any]) -> None:
    """Without a subject all were looked through, or one that is called any, and without a guid all were returned."""
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

    schemas.have("any", schema=CITY)
    with pytest.raises(Refused, match=f"{next(iter(options))} is empty"):
        schemas.info(**options)
    assert schemas.asked() == []


def test_by_content(schemas: Schemas, tmp_path: Path) -> None:
    """Of a subject the registry is asked; layout makes no difference, and it need not be the latest version."""
    assert schemas.found(subject="city", schema=CITY.replace(",", ", ")) == [("city", 1)]
    assert schemas.asked() == ["POST /subjects/city"]
    file = tmp_path / "city.avsc"
    file.write_text(CITY, encoding="utf-8")
    assert schemas.found(schema_file=str(file)) == [(":.eu:city", 1), ("city", 1), ("town", 1)]
    assert schemas.asked() == ["GET /schemas"] * 2, "the list, and the end of it"
    assert schemas.found(subject_prefix="ci", schema=CITY) == [("city", 1)]
    assert schemas.found(subject="city", schema='"int"') == []
    assert schemas.found(subject="nobody", schema=CITY) == []
    schemas.registry("DELETE", "/subjects/city/versions/1")
    assert schemas.found(subject="city", schema=CITY) == []
    (gone,) = schemas.info(subject="city", schema=CITY, deleted=True)
    assert (gone["version"], gone["deleted"]) == (1, True)


def test_by_content_with_references(schemas: Schemas) -> None:
    street = '{"type":"record","name":"Street","fields":[{"name":"city","type":"City"}]}'
    reference = {"name": "City", "subject": "city", "version": 1}
    schemas.have("street", schema=street, references=[reference])
    assert schemas.found(subject="street", schema=street, references=[reference]) == [("street", 1)]
    assert schemas.found(schema=street, references=[reference]) == [("street", 1)]
    assert schemas.found(schema=street, references=[{**reference, "version": 2}]) == []


def test_what_is_no_schema_is_said(schemas: Schemas) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

    with pytest.raises(Refused, match="schema of subject 'city'"):
        schemas.info(subject="city", schema='{"type":')
    with pytest.raises(Refused, match="cannot be read"):
        schemas.info(subject="city", schema_file="/nowhere/city.avsc")


def test_by_guid(schemas: Schemas) -> None:
    """It follows the content, in all contexts; the id does not."""
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError

    guid = schemas.registry("GET", "/subjects/city/versions/1")["guid"]
    assert schemas.found(guid=guid.upper()) == [(":.eu:city", 1), ("city", 1), ("town", 1)]
    assert {item["guid"] for item in schemas.info(guid=guid)} == {guid}
    assert schemas.found(guid=guid, subject_prefix="t") == [("town", 1)]
    assert schemas.found(guid="of-nothing") == []
    schemas.registry("DELETE", "/subjects/town")
    assert [item.get("deleted") for item in schemas.info(guid=guid, subject_prefix="t", deleted=True)] == [True]
    schemas.sandbox.settings(sr_all_properties=False, sr_properties_header=False)
    with pytest.raises(ConfluentError, match="does not tell guids"):
        schemas.info(guid=guid)


def test_what_refers_to_it(schemas: Schemas) -> None:
    """By subjects and versions; with `deleted` hidden ones, too."""
    street = '{"type":"record","name":"Street","fields":[{"name":"city","type":"City"}]}'
    reference = {"name": "City", "subject": "city", "version": 1}
    identifier = schemas.have("street", schema=street, references=[reference])["id"]
    schemas.have("road", schema=street, references=[reference])
    first, second = schemas.info(subject="city", latest_only=False, referenced_by=True)
    assert first["referenced_by"] == [{"subject": s, "version": 1, "id": identifier} for s in ("road", "street")]
    assert second["referenced_by"] == []
    assert len(schemas.asked()) == 2 + 2 + 1
    schemas.registry("DELETE", "/subjects/road")
    used = [schemas.info(subject="city", version=1, referenced_by=True, deleted=d)[0] for d in (False, True)]
    assert [[user["subject"] for user in item["referenced_by"]] for item in used] == [["street"], ["road", "street"]]


@pytest.mark.parametrize("completes", [True, False])
def test_a_content_to_which_settings_add_is_found_again(schemas: Schemas, completes: bool) -> None:
    """What is stored differs from what was sent (seen on Schema Registry 8.3.1), whether look-ups know that or not."""
    schemas.sandbox.settings(sr_completes_look_ups=completes)
    added = {"defaultMetadata": {"properties": {"team": "a", "owner": "b"}, "sensitive": ["x"]}}
    schemas.registry("PUT", "/config", {**added, "overrideMetadata": {"properties": {"level": "1"}}})
    stated = {"subject": "own", "schema": CITY, "metadata": OWNED}
    schemas.done("created", **stated)
    (stored,) = schemas.info(subject="own")
    assert stored["metadata"] == {
        "properties": {"level": "1", "owner": "towns", "team": "a"},
        "sensitive": ["x"],
    }
    schemas.done("unchanged", **stated)
    schemas.done("updated", **{**stated, "metadata": {"properties": {"owner": "c"}}})
    schemas.done("unchanged", **stated), "although it is not the latest"
    assert schemas.found(subject="own", schema=CITY) in ([("own", 2)], [("own", 1), ("own", 2)])


def test_settings_are_asked_for_only_where_they_may_have_added_something(schemas: Schemas) -> None:
    schemas.run(subject="own", schema=CITY, metadata=OWNED)
    assert not any("/config" in one for one in schemas.asked())
    schemas.run(subject="own", schema=GROWN)
    assert not any("/config" in one for one in schemas.asked())
