# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Business metadata: attributes that are only ever added to, errors inside a 200, a package that lacks them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds import business_metadata as row
from tests.support import direct
from tests.support.estate import Estate

PATH = "/businessmetadatadefs"
assert row.CASE


class Metadata(direct.Foreseen):
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any, *needs: str) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("schema_registry_key", *needs)

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.stream_catalog.definitions import (
            BusinessMetadata,
        )

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        arguments = {"name": "Ownership", **options}
        return direct.run(BusinessMetadata, arguments, env, check=check, skipping=self.sandbox)

    def there(self) -> dict[str, Any]:
        """The attributes as the service has them, by name."""
        [[entry]] = [held.values() for held in self.sandbox.state()["business_metadata"].values()]
        return {one["name"]: one for one in entry["definition"]["attributeDefs"]}


@pytest.fixture
def metadata(sandbox: Any) -> Metadata:
    return Metadata(sandbox, "advanced_governance")


def test_attributes_are_compared_one_by_one_and_those_that_are_not_stated_stay(metadata: Metadata) -> None:
    team = {"name": "team", "default_value": "none"}
    metadata.done("created", attributes=[team, {"name": "mail", "optional": True}])
    assert metadata.there()["team"]["typeName"] == "string"
    for same in ([team], [{"name": "mail"}], [{"name": "mail"}, team], []):
        metadata.done("unchanged", attributes=same)
    result = metadata.done("updated", attributes=[{"name": "mail", "description": "To write to"}, {"name": "center"}])
    there = metadata.there()
    assert (list(there), there["team"]["defaultValue"]) == (["team", "mail", "center"], "none")
    assert (there["mail"]["isOptional"], there["mail"]["description"]) == (True, "To write to")
    assert "applicableEntityTypes" in there["mail"]["options"], "what the service added is brought back"
    [put] = metadata.sandbox.journal("PUT", PATH)
    assert len(put["request_body"][0]["attributeDefs"]) == 3
    assert [one["name"] for one in result["diff"]["after"]["attributes"]] == ["team", "mail", "center"]
    metadata.done("unchanged", attributes=[{"name": "center", "type": "string"}])


def test_the_type_of_an_attribute_is_fixed(metadata: Metadata) -> None:
    metadata.done("created", attributes=[{"name": "team"}])
    words = "the type of attribute team of business metadata Ownership cannot be changed from 'string' to 'int'"
    metadata.refused(words, attributes=[{"name": "team", "type": "int"}, {"name": "new"}])


def test_attributes_that_cannot_be_meant_are_refused(metadata: Metadata) -> None:
    metadata.refused(
        "team is given twice", "has no name", attributes=[{"name": "team"}, {"name": "team"}, {"name": ""}]
    )
    assert metadata.sandbox.journal() == []
    metadata.refused("does not match", name="bad-name")


def test_an_error_inside_a_200_is_one(metadata: Metadata) -> None:
    said = [{"name": "Ownership", "error": {"error_code": 4000001, "message": "there are too many"}}]
    metadata.sandbox.fault(method="POST", path=f"{PATH}$", status=200, body=said)
    result = metadata.run(attributes=[{"name": "team"}])
    assert (result["failed"], result["changed"]) == (True, False)
    assert "there are too many" in result["msg"]


def test_new_ones_are_waited_for(metadata: Metadata) -> None:
    metadata.sandbox.settings(catalog_index_delay=20.0)
    assert metadata.run(attributes=[{"name": "team"}])["operation"] == "created"
    assert len(metadata.sandbox.journal("GET", PATH)) > 2
    assert metadata.run(attributes=[{"name": "team"}])["operation"] == "unchanged"


@pytest.mark.parametrize("state", ["present", "absent"])
def test_the_package_that_lacks_them_is_named_at_once(sandbox: Any, state: str) -> None:
    metadata = Metadata(sandbox)
    words = ("ESSENTIALS", "stream_governance_package: ADVANCED", "DataSteward", "DataDiscovery")
    for check in (True, False):
        result = metadata.run(check, state=state)
        assert result["failed"]
        assert all(word in result["msg"] for word in words), result["msg"]
        assert len(sandbox.journal("GET", PATH)) == 1
    assert sandbox.writes() == []


def test_with_the_package_it_is_the_role_that_is_missing(metadata: Metadata) -> None:
    metadata.sandbox.fault(method="GET", path=PATH, status=403, body={"error_code": 403, "message": "Forbidden"})
    result = metadata.run()
    assert "has the Stream Governance package ADVANCED, so it is the role that is missing" in result["msg"]
