# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plain REST kinds from their declaration alone."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare import rest
from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.collection import IDENTIFIER
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import ENVIRONMENT, Field
from ansible_collections.streamops.confluent.plugins.module_utils._declare.ready import Ready
from ansible_collections.streamops.confluent.plugins.module_utils._errors import (
    Ambiguous,
    ApiError,
    WaitFailed,
)


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
        self.listing, self.forgotten = list(listed), cast(list[str], [])

    def progress(self, message: str) -> None:
        self.calls.append(message)

    def environment_id(self, reference: str) -> str:
        return f"env-{reference}"

    def forget(self, path: str) -> None:
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

    def post(self, path: str, body: Any) -> Any:
        return self._answer("POST", path, body)

    def patch(self, path: str, body: Any) -> Any:
        return self._answer("PATCH", path, body)

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
