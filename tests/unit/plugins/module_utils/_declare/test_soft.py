# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Soft deletion, maps of free names, and objects without an id, on a data plane, from their declaration alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import DELETED, UPDATED, Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import ENVIRONMENT, Field
from ansible_collections.streamops.confluent.plugins.module_utils._declare.holder import Holder
from ansible_collections.streamops.confluent.plugins.module_utils._declare.soft import Soft, SoftDeleted
from ansible_collections.streamops.confluent.plugins.module_utils._engine.comparison import plan
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, ConfluentError
from ansible_collections.streamops.confluent.plugins.module_utils._wire.references import Listed

SHELF = "/shelf/v1/jars"


class Jar(SoftDeleted):
    """A kind for these tests."""

    name = "jar"
    plural = "jars"
    plane = "schema_registry"
    path = SHELF
    lists = "names"
    scope = (ENVIRONMENT,)
    named = Field("name", required=True, key=True)
    addressed = "name"
    fields = (
        Field("glass", mutable=False),
        Field("labels", type="dict"),
        Field("lid"),
    )
    update_by = "PUT"
    put_takes = ("labels", "lid")
    held_by = (Holder(Listed("spoon", SHELF + "/{}/spoons")),)
    soft = Soft(shown="withGone", told="status.gone", permanent="forever", undelete="back")


class Clock:
    """A transport whose pauses take no time, and of which there are none left."""

    def clock(self) -> float:
        return 0.0

    def backoff(self, attempt: int, asked: float | None, deadline: float) -> bool:
        return False


class Service:
    """Stands for the cloud and the client of the plane: jars by name, the spoons in them, and the calls."""

    def __init__(self, **jars: dict[str, Any]) -> None:
        self.jars, self.base_url, self.transport = jars, "https://shelf", Clock()
        self.spoons: dict[str, list[str]] = {"live": [], "all": []}
        self.calls: list[tuple[Any, ...]] = []
        self.refused: ApiError | None = None  # what a permanent deletion is refused with

    def plane(self, name: str, **scope: str) -> Service:
        self.calls.append(("PLANE", name, scope))
        return self

    def forget(self, path: str | None = None) -> None: ...

    def map(self, function: Callable[[Any], Any], items: Any, _counted: str = "") -> list[Any]:
        return [function(item) for item in items]

    def listed(self, path: str, params: Mapping[str, Any], _client: Any = None, _shape: str = "") -> list[Any]:
        self.calls.append(("LIST", path, dict(params)))
        if path == SHELF:
            return sorted(self.jars)
        return self.spoons["all" if params else "live"]

    def get(self, path: str, params: Mapping[str, Any]) -> Any:
        self.calls.append(("GET", path, dict(params)))
        if path.rpartition("/")[2] not in self.jars:
            raise error(404)
        return self.jars[path.rpartition("/")[2]]

    def _write(self, method: str, *call: Any) -> None:
        self.calls.append((method, *call))

    def post(self, path: str, body: Any, params: Any = None, repeatable: bool = False) -> Any:
        self._write("POST", path, body, repeatable)
        if path.endswith("/back"):
            self.jars[path.split("/")[-2]]["status"] = {}
            return None
        return {**body, "status": {}}

    def put(self, path: str, body: Any, params: Any = None) -> Any:
        self._write("PUT", path, body)
        return {**self.jars[path.rpartition("/")[2]], **body}

    def delete(self, path: str, params: Any) -> None:
        self._write("DELETE", path, dict(params))
        if params and self.refused is not None:
            raise self.refused

    def written(self) -> list[tuple[Any, ...]]:
        return [call for call in self.calls if call[0] in ("POST", "PUT", "DELETE")]


def error(status: int) -> ApiError:
    return ApiError(plane="schema_registry", method="GET", host="h", path="/", status=status, detail="no")


def raw(name: str = "plum", gone: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "glass": "green",
        "labels": {"a": "1", "b": "2"},
        "status": {"gone": True} if gone else {},
        **more,
    }


def planned(service: Service, **item: Any) -> tuple[Jar, Change, list[str]]:
    stated = {"name": "plum", "state": "present", "permanent": False, "environment": "dev", **item}
    jar = Jar(cast(Any, service), stated)
    jar.open()
    wanted = jar.desired(stated)
    change, problems = plan(jar, wanted, jar.read([wanted])[0], stated)
    return jar, change, [*problems, *jar.refusals(change)]


def test_what_follows_from_the_declaration() -> None:
    assert [f.name for f in Jar.argument_fields()] == [
        "environment",
        "name",
        "glass",
        "labels",
        "lid",
        "permanent",
        "state",
    ], "whether it is deleted is the state, and no option"
    assert [f.name for f in Jar.info_argument_fields()] == ["environment", "name", "deleted"]


def test_one_is_read_by_its_name_on_its_own_plane() -> None:
    service = Service(plum=raw(), pear=raw("pear"))
    _jar, change, problems = planned(service, lid="red")
    assert (change.operation, change.fields, problems) == (UPDATED, {"lid": (None, "red")}, [])
    assert service.calls == [
        ("PLANE", "schema_registry", {"environment": "dev"}),
        ("PLANE", "schema_registry", {"environment": "dev"}),
        ("GET", f"{SHELF}/plum", {"withGone": "true"}),
    ], "no list, and the environment is looked up by the plane alone"


def test_a_creation_says_nothing_of_deletion() -> None:
    service = Service()
    jar, change, _problems = planned(service, labels={"a": "1", "b": None})
    assert change.operation == "created"
    made = jar.create(change)
    assert service.written() == [("POST", SHELF, {"name": "plum", "labels": {"a": "1"}}, False)]
    assert made["deleted"] is False


@pytest.mark.parametrize("again", [{}, {"glass": "green", "labels": {"b": "2"}}])
def test_what_is_soft_deleted_is_undeleted(again: dict[str, Any]) -> None:
    service = Service(plum=raw(gone=True))
    jar, change, problems = planned(service, **again)
    assert (change.operation, problems) == (UPDATED, [])
    assert change.diff(jar.shown)["before"] == {"deleted": True}
    assert change.diff(jar.shown)["after"] == {"deleted": False}
    assert jar.update(change)["deleted"] is False
    assert service.written() == [("POST", f"{SHELF}/plum/back", None, True)], "and nothing is sent besides"


def test_what_is_undeleted_is_changed_afterwards() -> None:
    service = Service(plum=raw(gone=True))
    jar, change, _problems = planned(service, lid="red")
    assert jar.update(change)["lid"] == "red"
    assert service.written() == [
        ("POST", f"{SHELF}/plum/back", None, True),
        ("PUT", f"{SHELF}/plum", {"labels": {"a": "1", "b": "2"}, "lid": "red"}),
    ]


def test_an_undeletion_that_does_not_happen_is_no_success() -> None:
    service = Service(plum=raw(gone=True))
    jar, change, _problems = planned(service)
    service.post = lambda *_call, **_more: None  # type: ignore[method-assign]
    with pytest.raises(ConfluentError, match="has not made it: deleted is as before"):
        jar.update(change)


def test_what_is_gone_for_good_meanwhile_cannot_be_undeleted() -> None:
    service = Service(plum=raw(gone=True))
    jar, change, _problems = planned(service)

    def taken_away(*_call: Any, **_more: Any) -> None:
        service.jars.clear()

    service.post = taken_away  # type: ignore[method-assign]
    with pytest.raises(ConfluentError, match="has not made it: deleted is as before"):
        jar.update(change)


def test_what_is_fixed_stays_fixed_when_it_is_soft_deleted() -> None:
    _jar, _change, problems = planned(Service(plum=raw(gone=True)), glass="brown")
    assert len(problems) == 1
    assert "glass of jar plum cannot be changed from 'green' to 'brown'" in problems[0]
    assert "delete it with permanent: true" in problems[0]


@pytest.mark.parametrize(
    ("gone", "permanent", "requests"),
    [
        (False, False, [{}]),
        (False, True, [{}, {"forever": "true"}]),
        (True, True, [{"forever": "true"}]),
        (True, False, None),
    ],
)
def test_deletion(gone: bool, permanent: bool, requests: list[dict[str, str]] | None) -> None:
    service = Service(plum=raw(gone=gone))
    jar, change, problems = planned(service, state="absent", permanent=permanent)
    assert problems == []
    assert change.operation == (DELETED if requests else "unchanged")
    if requests is not None:
        jar.delete(change)
        assert service.written() == [("DELETE", f"{SHELF}/plum", params) for params in requests]


@pytest.mark.parametrize("gone", [False, True])
def test_a_permanent_deletion_that_fails_says_what_was_done(gone: bool) -> None:
    service = Service(plum=raw(gone=gone))
    service.refused = error(422)
    jar, change, _problems = planned(service, state="absent", permanent=True)
    with pytest.raises(ApiError) as found:
        jar.delete(change)
    assert ("only the permanent one is left to do" in str(found.value)) is not gone


@pytest.mark.parametrize(
    ("gone", "permanent", "named"),
    [
        (False, False, ["spoon tea"]),
        (False, True, ["spoon tea", "spoon soup (soft-deleted: delete it permanently)"]),
        (True, True, ["spoon soup (soft-deleted: delete it permanently)"]),
    ],
)
def test_what_holds_it(gone: bool, permanent: bool, named: list[str]) -> None:
    service = Service(plum=raw(gone=gone))
    service.spoons = {"live": [] if gone else ["tea"], "all": ["soup"] if gone else ["tea", "soup"]}
    _jar, _change, problems = planned(service, state="absent", permanent=permanent)
    assert problems[0].startswith(f"jar plum is used by {', '.join(named)}: ")


def test_what_is_soft_deleted_is_not_what_a_creation_made() -> None:
    jar, change, _problems = planned(Service())
    assert jar.adopt(change, jar.from_api(raw(gone=True))) is None
    assert jar.adopt(change, jar.from_api(raw())) == jar.from_api(raw())


@pytest.mark.parametrize(
    ("options", "names", "listed"),
    [
        ({}, ["pear"], True),
        ({"deleted": True}, ["pear", "plum"], True),
        ({"name": "plum"}, [], False),
        ({"name": "plum", "deleted": True}, ["plum"], False),
    ],
)
def test_the_info_module(options: dict[str, Any], names: list[str], listed: bool) -> None:
    service = Service(plum=raw(gone=True), pear=raw("pear"))
    jar = Jar(cast(Any, service), {"environment": "dev", "deleted": False, "name": None, **options})
    jar.open()
    assert [item["name"] for item in jar.select()] == names
    assert any(call[0] == "LIST" for call in service.calls) is listed


@pytest.mark.parametrize(
    ("stated", "fields", "sent"),
    [
        ({"a": "1"}, None, None),
        ({"c": None}, None, None),
        ({}, None, None),
        ({"a": "3"}, ({"a": "1"}, {"a": "3"}), {"a": "3", "b": "2"}),
        ({"a": None, "c": "4"}, ({"a": "1"}, {"a": None, "c": "4"}), {"b": "2", "c": "4"}),
    ],
)
def test_maps_of_free_names_are_compared_by_what_is_stated(stated: Any, fields: Any, sent: Any) -> None:
    service = Service(plum=raw())
    jar, change, _problems = planned(service, labels=stated)
    assert change.fields.get("labels") == fields
    if sent is not None:
        predicted = change.predicted()
        assert jar.update(change)["labels"] == sent
        assert predicted is not None
        assert predicted["labels"] == sent
        assert service.written() == [("PUT", f"{SHELF}/plum", {"labels": sent})]
