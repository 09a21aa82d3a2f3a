# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plain REST kinds from their declaration alone."""

from __future__ import annotations

from typing import Any, cast
from unittest.mock import ANY

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare import rest
from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.collection import IDENTIFIER
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import ENVIRONMENT, Field
from ansible_collections.streamops.confluent.plugins.module_utils._declare.holder import Holder
from ansible_collections.streamops.confluent.plugins.module_utils._declare.ready import Ready
from ansible_collections.streamops.confluent.plugins.module_utils._declare.union import union
from ansible_collections.streamops.confluent.plugins.module_utils._engine.comparison import plan
from ansible_collections.streamops.confluent.plugins.module_utils._errors import (
    Ambiguous,
    ApiError,
    ConfluentError,
    Refused,
    WaitFailed,
)
from ansible_collections.streamops.confluent.plugins.module_utils._wire.references import Listed


class Tank(rest.RestKind):
    """A kind for these tests: asynchronous, in an environment."""

    name = "fish_tank"
    plural = "fish_tanks"
    path = "/fish/v1/tanks"
    scope = (ENVIRONMENT.but(required=True),)
    fields = (
        Field("name", wire="spec.display_name", key=True),
        IDENTIFIER,
        Field("litres", wire="spec.size.litres", type="int"),
        Field("salt", wire="spec.salt", type="bool"),
    )
    outputs = {"phase": "status.phase"}
    ready = Ready()


def error(status: int) -> ApiError:
    return ApiError(plane="control", method="GET", host="h", path="/", status=status, detail="")


class Service:
    """Stands for the cloud and its control plane: notes the calls, answers from a list."""

    def __init__(self, *answers: Any, listed: Any = ()) -> None:
        self.answers, self.calls, self.control = list(answers), cast(list[Any], []), self
        self.listing, self.forgotten = list(listed), cast(list[Any], [])

    def progress(self, message: str) -> None:
        self.calls.append(message)

    def environment_id(self, reference: str) -> str:
        return f"env-{reference}"

    def forget(self, path: str | None = None) -> None:
        self.forgotten.append(path)

    def listed(self, path: str, params: Any) -> Any:
        self.calls.append(("LIST", path, params))
        return self.listing

    def _answer(self, *call: Any) -> Any:
        self.calls.append(call)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def get(self, path: str, params: Any) -> Any:
        return self._answer("GET", path, params)

    def post(self, path: str, body: Any, params: Any = None) -> Any:
        return self._answer("POST", path, body, *([params] if params else []))

    def patch(self, path: str, body: Any, params: Any = None) -> Any:
        return self._answer("PATCH", path, body, *([params] if params else []))

    def put(self, path: str, body: Any, params: Any = None) -> Any:
        return self._answer("PUT", path, body, *([params] if params else []))

    def delete(self, path: str, params: Any) -> Any:
        return self._answer("DELETE", path, params)


def raw(identifier: str = "t-1", name: str = "reef", phase: str = "PROVISIONED") -> dict[str, Any]:
    spec = {"display_name": name, "size": {"litres": 5}, "salt": None}
    return {"id": identifier, "spec": spec, "status": {"phase": phase, "error_message": "it leaks"}}


FLAT = {"id": "t-1", "name": "reef", "litres": 5, "salt": None, "phase": "PROVISIONED", "environment": "env-dev"}
INSIDE = {"environment": "env-dev"}


def tank_of(service: Service, **options: Any) -> Tank:
    tank = Tank(cast(Any, service), {"environment": "dev", **options})
    tank.open()
    return tank


def change(operation: str, desired: Any = None, before: Any = None, **more: Any) -> Change:
    options = {"wait": True, "wait_timeout": 0, **more.pop("options", {})}
    return Change(operation, "fish tank reef", desired or {}, before, options, **more)


def test_both_shapes() -> None:
    tank = tank_of(Service())
    assert tank.from_api(raw()) == FLAT
    assert tank.body({"name": "reef", "id": "t-1", "litres": 5, "salt": False}) == {
        "spec": {
            "display_name": "reef",
            "size": {"litres": 5},
            "salt": False,
            "environment": {"id": "env-dev"},
        }
    }
    assert tank.from_api({"id": "t-2"})["litres"] is None


def test_matching_is_exact_by_id_first() -> None:
    service = Service(listed=[raw("t-1", "reef"), raw("t-2", "reef2"), raw("t-3", "Reef")])
    tank = tank_of(service)
    found = tank.read([{"name": "reef"}, {"id": "t-2", "name": "reef"}, {"name": "ree"}, {"id": "reef"}])
    assert [item and item["id"] for item in found] == ["t-1", "t-2", None, None]
    assert service.calls == [("LIST", Tank.path, INSIDE)], "one list for all"


def test_two_matches_list_their_ids() -> None:
    tank = tank_of(Service(listed=[raw("t-1"), raw("t-2")]))
    with pytest.raises(Ambiguous, match=r"fish tank 'reef' is ambiguous: t-1, t-2"):
        tank.read([{"name": "reef"}])
    assert tank.read([{"name": "reef", "id": "t-2"}]) != [None]


@pytest.mark.parametrize("identifier", [None, ""])
def test_what_is_listed_without_an_id_is_not_found_like_that(identifier: Any) -> None:
    """The fuzz found a PATCH to .../None."""
    tank = tank_of(Service(listed=[{**raw(), "id": identifier}]))
    with pytest.raises(ValueError, match="fish tank reef is listed without id"):
        tank.read([{"name": "reef"}])
    assert tank.read([{"name": "other"}]) == [None]


def test_an_id_cannot_be_chosen() -> None:
    tank = tank_of(Service())
    (problem,) = tank.refusals(change("created", {"id": "t-9", "name": "reef"}))
    assert "no fish tank with the id t-9" in problem
    assert list(tank.refusals(change("created", {"name": "reef"}))) == []
    assert list(tank.refusals(change("updated", {"id": "t-9"}))) == []


def test_writes() -> None:
    service = Service(raw(), raw(), None)
    tank = tank_of(service)
    assert tank.create(change("created", {"name": "reef", "litres": 5})) == FLAT
    tank.update(change("updated", {}, {"id": "t/1"}, fields={"litres": (5, 6)}))
    tank.delete(change("deleted", {}, {"id": "t/1"}))
    inside = {"environment": {"id": "env-dev"}}
    assert service.calls == [
        ("POST", Tank.path, {"spec": {"display_name": "reef", "size": {"litres": 5}, **inside}}),
        ("PATCH", f"{Tank.path}/t%2F1", {"spec": {"size": {"litres": 6}, **inside}}),
        ("DELETE", f"{Tank.path}/t%2F1", INSIDE),
    ]
    assert service.forgotten == [Tank.path] * 3


@pytest.mark.parametrize("status", [403, 404])
def test_an_object_by_id_that_is_gone(status: int) -> None:
    assert tank_of(Service(error(status))).get("t-1") is None


def test_an_object_by_id_that_cannot_be_read() -> None:
    with pytest.raises(ApiError):
        tank_of(Service(error(500))).get("t-1")


def test_ready_at_the_first_look() -> None:
    service = Service(raw())
    tank = tank_of(service)
    assert tank.settle(change("created"), {"id": "t-1"}) == FLAT
    assert tank.waited is not None
    assert tank.waited.slept is False


@pytest.mark.parametrize("phase", ["PROVISIONED", "DEGRADED", "A_NEW_PHASE"])
def test_phases_that_nobody_waits_for(phase: str) -> None:
    assert tank_of(Service(raw(phase=phase))).look("t-1", change("created"))[:2] == (True, phase)


def test_phases_on_the_way() -> None:
    assert tank_of(Service(raw(phase="PROVISIONING"))).look("t-1", change("created"))[:2] == (False, "PROVISIONING")


def test_a_failed_phase_tells_the_reason() -> None:
    with pytest.raises(WaitFailed, match=r"fish tank reef \(t-1\) is FAILED: it leaks"):
        tank_of(Service(raw(phase="FAILED"))).look("t-1", change("created"))
    silent = {"id": "t-1", "status": {"phase": "FAILED"}}
    with pytest.raises(WaitFailed, match="gives no reason"):
        tank_of(Service(silent)).look("t-1", change("created"))


def test_what_disappears_is_not_waited_for() -> None:
    with pytest.raises(WaitFailed, match="disappeared"):
        tank_of(Service(error(403))).look("t-1", change("created"))


def test_a_deletion_is_over_when_the_object_is_gone() -> None:
    service = Service(error(404))
    assert tank_of(service).settle(change("deleted"), {"id": "t-1"}) == {"id": "t-1"}
    assert service.calls[0] == ("GET", f"{Tank.path}/t-1", INSIDE)
    with pytest.raises(WaitFailed, match="still DELETING"):
        tank_of(Service(raw())).settle(change("deleted"), {"id": "t-1"})


def test_without_waiting() -> None:
    service = Service()
    tank = tank_of(service)
    assert tank.settle(change("created", options={"wait": False}), {"id": "t-1"}) == {"id": "t-1"}
    assert service.calls == []
    tank.ready = None  # type: ignore[misc]
    assert tank.settle(change("created"), {"id": "t-1"}) == {"id": "t-1"}


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({}, ["reef", "pond"]),
        ({"name": "reef"}, ["reef"]),
        ({"id": "t-2"}, ["pond"]),
        ({"name": "reef", "id": "t-2"}, []),
        ({"name": "ree"}, []),
    ],
)
def test_select(options: dict[str, str], names: list[str]) -> None:
    tank = tank_of(Service(listed=[raw("t-1", "reef"), raw("t-2", "pond")]), **options)
    assert [item["name"] for item in tank.select()] == names


# What further kinds declare: parents in the path, references, unions, nested and whole objects, phases to rest in.

POND = union(
    "spec.water",
    sweet=("SweetWater", Field("lake", needed=True, mutable=False), Field("litres", type="int")),
    salty=("SaltyWater", Field("sea", needed=True)),
)


class Pond(rest.RestKind):
    """A kind with a parent, a reference, a union and a nested object; it rests in phases, and is held."""

    name = "pond"
    plural = "ponds"
    path = "/fish/v1/parks/{park}/ponds"
    named = "spec.display_name"
    scope = (Field("park", required=True, refers=Listed("park", "/fish/v1/parks")),)
    fields = (
        Field("keeper", wire="spec.keeper.id", refers=Listed("keeper", "/fish/v1/keepers")),
        Field(
            "guests", wire="spec.guests", type="list", elements="str", as_set=True, refers=Listed("guest", "/guests")
        ),
        Field("fence", wire="spec.fence", type="dict", options=(Field("height", wire="h", type="int"), Field("gate"))),
        Field("climate", wire="spec.climate", known=("COLD", "WARM")),
        Field("owner", wire=None, query="assigned_owner"),
    )
    unions = (POND,)
    ready = Ready(
        pending=frozenset({"FILLING"}),
        done=frozenset({"FULL"}),
        resting=frozenset({"DRY"}),
        failed=frozenset({"LEAKING"}),
        next_steps={"DRY": "Fill {name} with water.", "LEAKING": "Remove it and dig another one."},
        patience=60,
    )
    held_by = (Holder(Listed("boat", "/fish/v1/boats"), "pond.id"),)


class Deed(rest.RestKind):
    """A kind that is written as a whole, with a version and a value that is never shown."""

    name = "deed"
    plural = "deeds"
    path = "/fish/v1/deeds"
    named = "display_name"
    update_by = "PUT"
    brought_back = ("metadata.version",)
    fields = (
        Field("text", needed=True, write_only=True, told_by="digest", canonical=len),
        Field("stamp", write_only=True),
        Field("notary"),
    )
    outputs = {"digest": "digest"}


class Park(Service):
    """A service that knows the objects that others refer to, and lists by path."""

    def find(self, listed: Listed, reference: str, params: Any, where: str) -> Any:
        self.calls.append(("FIND", listed.path, reference, params))
        return {"id": f"{reference}-id"}

    def warn(self, words: str) -> None:
        self.calls.append(words)


def pond_of(service: Service, **options: Any) -> Pond:
    pond = Pond(cast(Any, service), {"park": "zoo", **options})
    pond.open()
    return pond


def water(kind: str = "SweetWater", **more: Any) -> dict[str, Any]:
    spec = {
        "display_name": "deep",
        "keeper": {"id": "k-1"},
        "guests": [{"id": "g-2"}, {"id": "g-1"}],
        "fence": {"h": 2, "gate": "iron", "paint": "white"},
        "water": {"kind": kind, "lake": "como", "litres": 5, "made_by": "the service"},
        **more,
    }
    return {"id": "p-1", "metadata": {"created_at": "now"}, "spec": spec, "status": {"phase": "FULL"}}


def test_what_follows_from_a_declaration() -> None:
    assert [f.name for f in Pond.fields][:3] == ["name", "id", "keeper"]
    assert [f.name for f in Pond.fields][-2:] == ["sweet", "salty"]
    assert [f.name for f in Pond.modifiers] == ["wait", "wait_until", "wait_timeout"]
    assert [f.name for f in Tank.modifiers] == ["wait", "wait_timeout"], "it rests nowhere"
    assert Pond.rules.required_one_of == (("name", "id"),)
    assert Pond.rules.mutually_exclusive == (("sweet", "salty"),)
    assert dict(Pond.outputs) == {
        "phase": "status.phase",
        "crn": "metadata.resource_name",
        "created_at": "metadata.created_at",
    }
    assert [f.name for f in Deed.modifiers] == ["update_secrets"], "stamp is never shown, and has no fingerprint"
    assert Pond.listed() == Listed("pond", Pond.path, "spec.display_name")


def test_a_parent_in_the_path_is_found_by_name() -> None:
    service = Park(listed=[water()])
    pond = pond_of(service)
    assert pond.collection == "/fish/v1/parks/zoo-id/ponds"
    (found,) = pond.all()
    assert service.calls == [("FIND", "/fish/v1/parks", "zoo", {}), ("LIST", "/fish/v1/parks/zoo-id/ponds", {})]
    assert found == {
        "id": "p-1",
        "name": "deep",
        "keeper": "k-1",
        "guests": ["g-2", "g-1"],
        "fence": {"height": 2, "gate": "iron"},
        "climate": None,
        "sweet": {"lake": "como", "litres": 5},
        "salty": None,
        "phase": "FULL",
        "crn": None,
        "created_at": "now",
        "park": "zoo-id",
    }


def test_a_form_that_nobody_declared_is_shown_as_it_is() -> None:
    found = pond_of(Park()).from_api(water("HeavyWater"))
    assert (found["sweet"], found["salty"]) == (None, None)
    assert found["other_form"] == {"kind": "HeavyWater", "lake": "como", "litres": 5, "made_by": "the service"}


def test_references_become_ids_and_travel_as_the_api_has_them() -> None:
    pond = pond_of(Park())
    desired = pond.desired({"name": "deep", "keeper": "ann", "guests": ["bob", "eve"], "sweet": {"lake": "garda"}})
    assert desired == {
        "name": "deep",
        "keeper": "ann-id",
        "guests": ["bob-id", "eve-id"],
        "sweet": {"lake": "garda"},
    }
    assert pond.body(desired) == {
        "spec": {
            "display_name": "deep",
            "keeper": {"id": "ann-id"},
            "guests": [{"id": "bob-id"}, {"id": "eve-id"}],
            "water": {"kind": "SweetWater", "lake": "garda"},
        }
    }


def test_for_what_is_to_be_absent_only_the_key_is_looked_up() -> None:
    service = Park()
    assert pond_of(service).desired({"name": "deep", "keeper": "a typo", "state": "absent"}) == {"name": "deep"}
    assert [call[2] for call in service.calls] == ["zoo"]


def planned(desired: dict[str, Any]) -> tuple[Change, list[str]]:
    pond = pond_of(Park())
    return plan(pond, {"name": "deep", **desired}, pond.from_api(water()), {})


@pytest.mark.parametrize(
    "desired",
    [
        {"fence": {"height": 2, "gate": None}},
        {"guests": ["g-1", "g-2", "g-1"]},
        {"sweet": {"litres": 5}},
        {"owner": "sa-1"},
    ],
)
def test_what_is_stated_of_a_nested_object_counts(desired: dict[str, Any]) -> None:
    assert planned(desired) == (Change("unchanged", "pond deep", {"name": "deep", **desired}, ANY, {}), [])


def test_a_part_of_a_nested_object_changes_and_the_rest_stays() -> None:
    change, problems = planned({"fence": {"height": 3}, "sweet": {"litres": 6}})
    assert problems == []
    assert change.new == {"fence": {"height": 3, "gate": "iron"}, "sweet": {"lake": "como", "litres": 6}}
    body = pond_of(Park()).body(change.new)
    assert body["spec"]["water"] == {"kind": "SweetWater", "lake": "como", "litres": 6}


def test_a_part_that_is_fixed_is_named() -> None:
    _change, (problem,) = planned({"sweet": {"lake": "garda", "litres": 6}})
    assert problem.startswith("sweet.lake of pond deep cannot be changed from 'como' to 'garda': it is fixed")


def test_another_form_is_refused_in_words() -> None:
    _change, (problem,) = planned({"salty": {"sea": "north"}})
    assert problem.startswith("pond deep is a sweet pond, not salty: its form is fixed at creation")


def test_a_creation_lacks_a_form_or_a_part_of_it() -> None:
    pond = pond_of(Park())
    _change, problems = plan(pond, {"name": "new"}, None, {})
    assert problems == ["pond new does not exist, and to create it one of sweet, salty must be given"]
    _change, problems = plan(pond, {"name": "new", "sweet": {"litres": 1}}, None, {})
    assert problems == ["pond new does not exist, and to create it sweet.lake must be given"]


def test_an_unknown_value_of_an_open_enumeration_is_told_and_sent() -> None:
    pond = pond_of(Park())
    (doubt,) = pond.doubts({"name": "deep", "climate": "WRAM"})
    assert doubt == "climate 'WRAM' is not one of those known to this collection (COLD, WARM): did you mean WARM?"
    assert list(pond.doubts({"name": "deep", "climate": "warm"})) == []
    assert pond.body({"climate": "warm"}) == {"spec": {"climate": "WARM"}}
    assert pond.body({"climate": "HOT"}) == {"spec": {"climate": "HOT"}}


def test_a_parameter_of_the_creation_goes_with_it_only() -> None:
    service = Park({"id": "p-1"})
    pond_of(service).create(change("created", {"name": "deep", "owner": "sa-1"}))
    assert service.calls[-1] == (
        "POST",
        "/fish/v1/parks/zoo-id/ponds",
        {"spec": {"display_name": "deep"}},
        {"assigned_owner": "sa-1"},
    )


@pytest.mark.parametrize(("phase", "done"), [("FULL", True), ("DRY", True), ("FILLING", False), ("A_NEW_PHASE", False)])
def test_an_unknown_phase_is_waited_on_where_the_good_ones_are_known(phase: str, done: bool) -> None:
    answer = {**water(), "status": {"phase": phase}}
    assert pond_of(Park(answer)).look("p-1", change("created"))[:2] == (done, phase)


@pytest.mark.parametrize(("until", "done"), [("resting", True), ("ready", False)])
def test_a_wait_until_an_object_is_ready_goes_on_where_it_rests(until: str, done: bool) -> None:
    answer = {**water(), "status": {"phase": "DRY"}}
    assert pond_of(Park(answer)).look("p-1", change("created", options={"wait_until": until}))[0] is done
    assert pond_of(Park(water())).look("p-1", change("created", options={"wait_until": until}))[0] is True


def test_where_an_object_rests_the_next_step_is_told() -> None:
    pond = pond_of(Park())
    assert pond.next_step({"name": "deep", "phase": "DRY"}) == "Fill deep with water."
    assert pond.next_step({"name": "deep", "phase": "FULL"}) is None
    with pytest.raises(WaitFailed, match=r"is LEAKING: .*\. Remove it and dig another one\."):
        pond_of(Park({**water(), "status": {"phase": "LEAKING"}})).look("p-1", change("created"))


def test_what_holds_an_object_is_named_before_its_deletion() -> None:
    service = Park(listed=[{"id": "b-1", "display_name": "Argo", "pond": {"id": "p-1"}}, {"id": "b-2", "pond": None}])
    (problem,) = pond_of(service).refusals(change("deleted", {}, {"id": "p-1"}))
    assert problem.startswith("fish tank reef is used by boat Argo: ")


def deed(version: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": "d-1", "display_name": "will", "digest": 5, "metadata": {"version": version}, **more}


def test_a_whole_object_is_sent_with_its_version_and_read_again_after_a_conflict() -> None:
    service = Park(deed(), error(409), deed(2, notary="somebody else's"), deed(3, notary="somebody else's"))
    kind = Deed(cast(Any, service), {"name": "will"})
    kind.open()
    fields = {"text": (5, 7)}
    kind.update(change("updated", {"name": "will", "text": "seventy"}, {"id": "d-1"}, fields=fields))
    puts = [call for call in service.calls if call[0] == "PUT"]
    first = {"display_name": "will", "text": "seventy", "metadata": {"version": 1}}
    assert puts == [
        ("PUT", "/fish/v1/deeds/d-1", first),
        ("PUT", "/fish/v1/deeds/d-1", {**first, "notary": "somebody else's", "metadata": {"version": 2}}),
    ]


def test_a_change_of_a_whole_object_needs_what_is_not_shown() -> None:
    kind = Deed(cast(Any, Park()), {})
    (problem,) = kind.refusals(change("updated", {"notary": "x"}, {"id": "d-1"}, fields={"notary": (None, "x")}))
    assert problem.startswith("to change notary of fish tank reef, text must be given too")


def test_a_whole_object_is_sent_without_what_the_kind_takes_for_the_services_own() -> None:
    class Sealed(Deed):
        def from_api(self, raw: Any) -> Any:
            return {**super().from_api(raw), "notary": None}

    service = Park(deed(notary="the service"), deed(notary="the service"))
    kind = Sealed(cast(Any, service), {"name": "will"})
    kind.open()
    kind.update(change("updated", {"name": "will", "text": "seventy"}, {"id": "d-1"}, fields={"text": (5, 7)}))
    [put] = [call for call in service.calls if call[0] == "PUT"]
    assert put[2] == {"display_name": "will", "text": "seventy", "metadata": {"version": 1}}


def test_what_is_never_shown_is_compared_by_its_fingerprint_or_sent_on_request() -> None:
    kind = Deed(cast(Any, Park()), {})
    actual = kind.from_api(deed())
    assert "text" not in actual
    assert kind.compare(Deed.field("text"), "fiver", actual) is None
    assert kind.compare(Deed.field("text"), "longer", actual) == (5, 6)
    assert kind.compare(Deed.field("stamp"), "wax", actual) is None
    always = Deed(cast(Any, Park()), {"update_secrets": "always"})
    assert always.compare(Deed.field("stamp"), "wax", actual) == (rest.NOT_SHOWN, rest.STATED)
    assert kind.shown({"name": "will", "text": "fiver", "stamp": "wax"}) == {"name": "will", "digest": 5}


class Clock:
    """A transport whose pauses take no time, three of them."""

    pauses = 0

    def clock(self) -> float:
        return 0.0

    def backoff(self, attempt: int, after: Any, deadline: float) -> bool:
        self.pauses += 1
        return self.pauses <= 3


class Berth(rest.RestKind):
    """A kind that the service lets go of late."""

    name, plural, path = "berth", "berths", "/fish/v1/berths"
    fields = (Field("name", wire="display_name"), IDENTIFIER)
    held_by = (Holder(Listed("boat", "/fish/v1/boats"), "berth.id"),)
    released_within = 60.0


def berth_of(*answers: Any, listed: Any = ()) -> tuple[Berth, Park]:
    service = Park(*answers, listed=listed)
    service.transport = Clock()  # type: ignore[attr-defined]
    return Berth(cast(Any, service), {}), service


def test_a_deletion_is_repeated_while_nothing_holds_the_object_any_more() -> None:
    berth, service = berth_of(error(409), error(409), None)
    berth.delete(change("deleted", {}, {"id": "b-1"}))
    assert [call[0] for call in service.calls] == ["DELETE", "LIST", "DELETE", "LIST", "DELETE"]
    assert None in service.forgotten, "what was read of the holders counts no longer"


def test_a_deletion_is_not_repeated_while_something_holds_the_object() -> None:
    berth, service = berth_of(error(409), listed=[{"display_name": "Argo", "berth": {"id": "b-1"}}])
    with pytest.raises(Refused, match="is used by boat Argo"):
        berth.delete(change("deleted", {}, {"id": "b-1"}))
    assert [call[0] for call in service.calls] == ["DELETE", "LIST"]


@pytest.mark.parametrize("answers", [[403], [409] * 4])
def test_a_deletion_that_stays_refused(answers: list[int]) -> None:
    berth, service = berth_of(*map(error, answers))
    with pytest.raises(ApiError):
        berth.delete(change("deleted", {}, {"id": "b-1"}))
    assert [call[0] for call in service.calls].count("DELETE") == len(answers)


def test_a_name_that_is_no_key_may_be_taken_twice() -> None:
    berth, _service = berth_of(listed=[{"id": "b-2", "display_name": "south"}])
    renamed = change("updated", {"name": "south"}, {"id": "b-1"}, fields={"name": ("north", "south")})
    assert list(berth.refusals(renamed)) == []


def test_a_change_that_was_accepted_and_not_made_is_no_success() -> None:
    service = Service(*[{"id": "d-1", "litres": 1}] * 5)
    service.transport = Clock()  # type: ignore[attr-defined]

    class Plain(rest.RestKind):
        name, plural, path = "deed", "deeds", "/d"
        fields = (Field("litres", type="int"),)

    kind = Plain(cast(Any, service), {})
    kind.open()
    with pytest.raises(ConfluentError, match="accepted the change of fish tank reef and has not made it: litres"):
        kind.update(change("updated", {"litres": 2}, {"id": "d-1"}, fields={"litres": (1, 2)}))
    assert [call[0] for call in service.calls] == ["PATCH", "GET", "GET", "GET"]


class Member(rest.RestKind):
    """A kind whose name is called otherwise, and compared in a form of its own."""

    name = "member"
    plural = "members"
    path = "/fish/v1/members"
    named = Field("email", wire="mail", key=True, aliases=("address",), canonical=str.lower)
    fields = (Field("rights", type="list", elements="str", as_set=True, known=("FEED", "CLEAN")),)


def test_a_name_may_be_called_otherwise() -> None:
    """It is what objects are found by, and what the _info module asks for, beside the id."""
    assert [(f.name, f.key) for f in Member.fields] == [("email", True), ("id", False), ("rights", False)]
    assert [(f.name, f.aliases) for f in Member.info_fields] == [("email", ("address",)), ("id", ())]
    assert Member.rules.required_one_of == (("email", "id"),)
    service = Service(listed=[{"id": "m-1", "mail": "A@x"}, {"id": "m-2", "mail": "b@x"}])
    kind = Member(cast(Any, service), {"email": "a@X"})
    kind.open()
    assert [found and found["id"] for found in kind.read([{"email": "B@x"}, {"email": "c@x"}])] == ["m-2", None]
    assert [found["id"] for found in kind.select()] == ["m-1"]


def test_the_entries_of_a_list_are_spelled_as_documented() -> None:
    kind = Member(cast(Any, Service()), {})
    actual = {"id": "m-1", "email": "a@x", "rights": ["clean", "FEED"]}
    assert kind.compare(Member.field("rights"), ["feed", "CLEAN"], actual) is None
    assert kind.body({"rights": ["feed", "Walk"]}) == {"rights": ["FEED", "Walk"]}


class Filter(rest.RestKind):
    """A kind whose place is told to the service when it is made, and whose numbers are texts in the API."""

    name = "filter"
    plural = "filters"
    path = "/fish/v1/filters"
    named = "spec.display_name"
    scope = (Field("pond", wire="spec.pond.id", query="spec.pond", refers=Listed("pond", "/ponds"), mutable=False),)
    fields = (
        Field("flow", wire="spec.flow", type="dict", options=(Field("litres", type="int", as_text=True),)),
        Field("lifetime_ms", wire="spec.lifetime", type="int", as_text=True),
    )


def test_a_part_of_the_scope_that_is_fixed_goes_into_the_creation_only() -> None:
    service = Park(*[{"id": "f-1", "spec": {"flow": {"litres": "7"}}}] * 2)
    kind = Filter(cast(Any, service), {"pond": "deep"})
    kind.open()
    kind.create(change("created", {"name": "fine", "flow": {"litres": 5}}))
    kind.update(change("updated", {"flow": {"litres": 7}}, {"id": "f-1"}, fields={"flow": ({}, {"litres": 7})}))
    assert [call[2] for call in service.calls if call[0] in ("POST", "PATCH")] == [
        {"spec": {"display_name": "fine", "flow": {"litres": "5"}, "pond": {"id": "deep-id"}}},
        {"spec": {"flow": {"litres": "7"}}},
    ]


def test_numbers_that_are_texts_in_the_api_are_compared_as_numbers() -> None:
    kind = Filter(cast(Any, Park()), {})
    kind.open()
    there = kind.from_api({"id": "f-1", "spec": {"flow": {"litres": "0500"}, "lifetime": "9007199254740993"}})
    assert (there["flow"], there["lifetime_ms"]) == ({"litres": 500}, 9007199254740993)
    assert kind.compare(Filter.field("flow"), {"litres": 500}, there) is None
    assert kind.compare(Filter.field("lifetime_ms"), 9007199254740992, there) == (9007199254740993, 9007199254740992)
    assert kind.body({"lifetime_ms": 9007199254740993}) == {"spec": {"lifetime": "9007199254740993"}}
    assert kind.from_api({"id": "f-1", "spec": {"lifetime": "forever"}})["lifetime_ms"] == "forever"


class Lock(rest.RestKind):
    """A kind whose form has a reference and a secret in it; another form has nothing to say."""

    name = "lock"
    plural = "locks"
    path = "/fish/v1/locks"
    named = "display_name"
    unions = (
        union(
            "spec",
            plain=("Plain",),
            coded=(
                "Coded",
                Field("keeper", wire="keeper_id", refers=Listed("keeper", "/fish/v1/keepers")),
                Field("side"),
                Field("code", needed=True, write_only=True, no_log=True),
            ),
        ),
    )


def lock(**options: Any) -> Lock:
    kind = Lock(cast(Any, Park()), {"update_secrets": "on_create", **options})
    kind.open()
    return kind


CODED = {"id": "l-1", "display_name": "gate", "spec": {"kind": "Coded", "keeper_id": "ann-id", "side": "left"}}


def test_a_form_may_have_no_options() -> None:
    kind = lock()
    assert kind.body({"name": "gate", "plain": {}}) == {"display_name": "gate", "spec": {"kind": "Plain"}}
    there = kind.from_api({"id": "l-2", "display_name": "gate", "spec": {"kind": "Plain", "made_by": "the service"}})
    assert (there["plain"], there["coded"]) == ({}, None)
    assert plan(kind, {"name": "gate", "plain": {}}, there, {})[0].operation == "unchanged"
    _change, (problem,) = plan(kind, {"name": "gate", "plain": {}}, kind.from_api(CODED), {})
    assert problem.startswith("lock gate is a coded lock, not plain")
    assert list(kind.invalid({"name": "gate", "plain": {"side": "left"}})) == ["plain has no options: give plain: {}"]


def test_a_reference_within_a_nested_object_becomes_an_id() -> None:
    kind = lock()
    desired = kind.desired({"name": "gate", "coded": {"keeper": "ann", "side": None, "code": "1234"}})
    assert desired == {"name": "gate", "coded": {"keeper": "ann-id", "side": None, "code": "1234"}}
    assert kind.body(desired)["spec"] == {"kind": "Coded", "keeper_id": "ann-id", "code": "1234"}
    absent = kind.desired({"name": "gate", "state": "absent", "coded": {"keeper": "a typo"}})
    assert absent["coded"] == {"keeper": "a typo"}, "nobody is looked for"


def test_a_secret_within_a_nested_object_is_no_difference_and_sent_on_request() -> None:
    desired = {"name": "gate", "coded": {"side": "left", "code": "1234"}}
    assert [f.name for f in Lock.modifiers] == ["update_secrets"]
    there = lock().from_api({**CODED, "spec": {**CODED["spec"], "code": "****"}})
    assert there["coded"] == {"keeper": "ann-id", "side": "left"}, "what looks like the secret is none"
    assert plan(lock(), desired, there, {})[0].operation == "unchanged"
    always, problems = plan(lock(update_secrets="always"), desired, there, {})
    assert (always.operation, problems) == ("updated", [])
    assert always.new == {"coded": {"keeper": "ann-id", "side": "left", "code": "1234"}}
    along, _problems = plan(lock(), {"name": "gate", "coded": {"side": "right", "code": "1234"}}, there, {})
    assert along.new["coded"] == {"keeper": "ann-id", "side": "right", "code": "1234"}


def test_a_secret_within_a_nested_object_is_never_shown() -> None:
    kind = lock(update_secrets="always")
    desired = {"name": "gate", "coded": {"side": "left", "code": "1234"}}
    there = kind.from_api(CODED)
    changed, _problems = plan(kind, desired, there, {})
    made, _problems = plan(kind, desired, None, {})
    assert changed.diff(kind.shown)["before"]["coded"]["code"] == "(not shown by the service)"
    assert changed.diff(kind.shown)["after"]["coded"]["code"] == "(the stated value)"
    for shown in (changed.diff(kind.shown), made.diff(kind.shown), kind.shown(changed.predicted() or {})):
        assert "1234" not in str(shown)


def test_a_secret_that_was_sent_again_is_not_looked_for() -> None:
    service = Park(CODED)
    kind = Lock(cast(Any, service), {"update_secrets": "always"})
    kind.open()
    desired = {"name": "gate", "coded": {"side": "left", "code": "1234"}}
    changed, _problems = plan(kind, desired, kind.from_api(CODED), {})
    assert kind.update(changed)["coded"] == {"keeper": "ann-id", "side": "left"}
    assert [call[0] for call in service.calls] == ["PATCH"]
