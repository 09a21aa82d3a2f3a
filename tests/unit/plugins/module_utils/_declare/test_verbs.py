# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""States that verbs bring about: what is asked for, in which order, and what is undone."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import Field
from ansible_collections.streamops.confluent.plugins.module_utils._declare.ready import Ready
from ansible_collections.streamops.confluent.plugins.module_utils._declare.verbs import State, VerbKind, Verbs
from ansible_collections.streamops.confluent.plugins.module_utils._engine.comparison import plan
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, ConfluentError, WaitFailed

PUMPS = Verbs(
    "status",
    {
        "running": State("start", frozenset({"RUNNING"}), leading=frozenset({"STARTING"})),
        "stopped": State("stop", frozenset({"STOPPED"})),
    },
)
MIRRORS = Verbs(
    "status",
    {
        "active": State("resume", frozenset({"ACTIVE"})),
        "paused": State("pause", frozenset({"PAUSED", "LINK_PAUSED"})),
        "promoted": State("promote", frozenset({"STOPPED"}), leading=frozenset({"PENDING_STOPPED"}), final=True),
        "failed_over": State("failover", frozenset({"STOPPED"}), leading=frozenset({"PENDING_STOPPED"}), final=True),
    },
)


@pytest.mark.parametrize(
    ("verbs", "wished", "phase", "difference"),
    [
        (PUMPS, "running", "RUNNING", None),
        (PUMPS, "running", "STARTING", None),  # it leads there by itself
        (PUMPS, "running", "STOPPED", ("stopped", "running")),
        (PUMPS, "stopped", "STARTING", ("running", "stopped")),
        (PUMPS, "stopped", "ON_FIRE", ("on_fire", "stopped")),  # not known: told as it is
        (MIRRORS, "paused", "LINK_PAUSED", None),
        (MIRRORS, "failed_over", "STOPPED", None),
        (MIRRORS, "promoted", "ACTIVE", ("active", "promoted")),
    ],
)
def test_what_has_to_be_asked_for(verbs: Verbs, wished: str, phase: str, difference: Any) -> None:
    assert verbs.difference(wished, phase) == difference


def test_a_final_state_is_not_left_by_the_way_to_it() -> None:
    assert [phase for phase in ("ACTIVE", "PAUSED", "PENDING_STOPPED", "STOPPED") if MIRRORS.is_final(phase)] == [
        "STOPPED"
    ]


class Pump(VerbKind):
    """Is changed and removed while it is stopped only."""

    name = "pump"
    plural = "pumps"
    path = "/pumps"
    addressed = "name"
    update_by = "PUT"
    fields = (
        Field("name", key=True, required=True),
        Field("litres", type="int"),
        Field("status", wire=None, choices=("running", "stopped")),
        Field("rinse", wire=None, type="bool", action=True),
    )
    verbs = Verbs("status", PUMPS.states, told="state", quiet="stopped")
    ready = Ready(phase="state.is", pending=frozenset({"STARTING"}), done=frozenset({"RUNNING", "STOPPED"}))

    def act(self, name: str, change: Change) -> None:
        self.ask(name, change.actual)


class Mirror(Pump):
    """Has states that are final."""

    name = "mirror"
    verbs = MIRRORS


class Cooled(Pump):
    """Can be changed and removed at any time."""

    name = "cooled_pump"
    verbs = Verbs("status", PUMPS.states, told="state")


class Transport:
    """Time passes by waiting only."""

    now = 0.0

    def clock(self) -> float:
        return self.now

    def backoff(self, attempt: int, hint: float | None, until: float) -> bool:
        self.now += 1.0
        return self.now <= until


class Service:
    """A service with one pump: `refusing` maps a call to how many times it is refused, and by what."""

    def __init__(self, phase: str = "RUNNING", **refusing: list[ApiError]) -> None:
        self.control, self.transport = self, Transport()
        self.pump: dict[str, Any] = {"name": "p", "litres": 1}
        self.phase, self.calls, self.refusing = phase, cast(list[str], []), refusing
        self.meanwhile: list[str] = []  # phases that somebody else brings about before our next write
        self.needs_quiet = True
        self.reads = 0
        self.deaf = False  # takes verbs, and does nothing

    def progress(self, message: str) -> None:
        pass

    def forget(self, path: str | None = None) -> None:
        pass

    def get(self, path: str, params: Any) -> Any:
        self.reads += 1
        return {"is": self.phase} if path.endswith("/state") else dict(self.pump)

    def _write(self, call: str) -> None:
        self.calls.append(call)
        if self.refusing.get(call):
            raise self.refusing[call].pop(0)

    def put(self, path: str, body: Any, params: Any = None) -> Any:
        name, *verb = path.split("/")[2:]
        call = verb[0] if verb else "put"
        if not verb and self.meanwhile:
            self.phase = self.meanwhile.pop(0)
        self._write(call)
        if not verb:
            if self.phase != "STOPPED" and self.needs_quiet:
                raise refused(409)
            self.pump = self.pump if self.deaf else {"name": name, **body}
        elif call == "start" and self.phase in ("RUNNING", "STARTING"):
            raise refused(409)
        elif not self.deaf:
            self.phase = {"start": "STARTING", "stop": "STOPPED"}.get(call, self.phase)
        return {"name": name, **self.pump}

    def delete(self, path: str, params: Any) -> None:
        self._write("delete")


def refused(status: int) -> ApiError:
    return ApiError(plane="control", method="PUT", host="h", path="/", status=status, detail="no")


def changed(service: Service, kind: type[VerbKind] = Pump, **item: Any) -> dict[str, Any]:
    """Plan and make a change of the pump, and wait for it; raises what the kind does."""
    options: dict[str, Any] = {"name": "p", "wait": False, "wait_timeout": 0, **item}
    pump = kind(cast(Any, service), options)
    change = planned(pump, service)
    if options.get("state") == "absent":
        pump.delete(change)
        return {}
    return pump.settle(change, pump.update(change) if change.needed else change.actual)


def planned(pump: VerbKind, service: Service) -> Change:
    actual = pump.from_api({**service.pump, "state": {"is": service.phase}})
    change, problems = plan(pump, pump.stated(pump.options), actual, pump.options)
    assert problems == []
    return change


@pytest.mark.parametrize(
    ("phase", "item", "calls", "end"),
    [
        ("RUNNING", {"status": "running"}, [], "RUNNING"),
        ("STARTING", {"status": "running"}, [], "STARTING"),
        ("STOPPED", {"status": "stopped"}, [], "STOPPED"),
        ("STOPPED", {"status": "running"}, ["start"], "STARTING"),
        ("RUNNING", {"status": "stopped"}, ["stop"], "STOPPED"),
        ("RUNNING", {"litres": 2}, ["stop", "put", "start"], "STARTING"),
        ("STARTING", {"litres": 2}, ["stop", "put", "start"], "STARTING"),
        ("ON_FIRE", {"litres": 2}, ["stop", "put", "start"], "STARTING"),
        ("ON_FIRE", {"status": "running"}, ["start"], "STARTING"),
        ("STOPPED", {"litres": 2}, ["put"], "STOPPED"),
        ("STOPPED", {"litres": 2, "status": "running"}, ["put", "start"], "STARTING"),
        ("RUNNING", {"litres": 2, "status": "stopped"}, ["stop", "put"], "STOPPED"),
        ("RUNNING", {"rinse": True}, ["stop", "rinse", "start"], "STARTING"),
        ("RUNNING", {"rinse": True, "litres": 2}, ["stop", "put", "rinse", "start"], "STARTING"),
        ("RUNNING", {"state": "absent"}, ["stop", "delete"], "STOPPED"),
        ("STOPPED", {"state": "absent"}, ["delete"], "STOPPED"),
    ],
)
def test_a_change_goes_in_brackets(phase: str, item: dict[str, Any], calls: list[str], end: str) -> None:
    service = Service(phase)
    changed(service, **item)
    assert (service.calls, service.phase) == (calls, end)


@pytest.mark.parametrize(
    ("phase", "item", "calls"),
    [
        ("RUNNING", {"litres": 2}, ["put"]),
        ("RUNNING", {"litres": 2, "status": "stopped"}, ["put", "stop"]),
        ("STOPPED", {"litres": 2, "status": "running"}, ["put", "start"]),
        ("ON_FIRE", {"litres": 2, "status": "running"}, ["put", "start"]),
        ("RUNNING", {"state": "absent"}, ["delete"]),
    ],
)
def test_where_no_quiet_is_needed_there_are_no_brackets(phase: str, item: dict[str, Any], calls: list[str]) -> None:
    service = Service(phase)
    service.needs_quiet = False
    changed(service, Cooled, **item)
    assert service.calls == calls


def test_what_fails_in_brackets_is_as_before() -> None:
    service = Service(put=[refused(422)])
    with pytest.raises(ApiError) as caught:
        changed(service, litres=2)
    assert (service.calls, service.phase) == (["stop", "put", "start"], "STARTING")
    assert "may be stopped now" not in str(caught.value)


def test_what_was_never_quiet_is_not_brought_back() -> None:
    service = Service(stop=[refused(422)])
    with pytest.raises(ApiError):
        changed(service, litres=2)
    assert service.calls == ["stop"]
    lost = refused(500)
    lost.fate_unknown = True
    service = Service(stop=[lost])
    with pytest.raises(ApiError):
        changed(service, litres=2)
    assert service.calls == ["stop", "start"]  # it may have stopped


def test_what_cannot_be_brought_back_is_told() -> None:
    service = Service(put=[refused(422)], start=[refused(500)])
    with pytest.raises(ApiError, match="may be stopped now: run again with status: running") as caught:
        changed(service, litres=2)
    assert caught.value.status == 422  # the reason, and not what came of it


def test_what_is_changed_and_cannot_be_brought_back_is_told_and_not_tried_twice() -> None:
    service = Service(start=[refused(500)])
    with pytest.raises(ApiError, match="may be stopped now: run again with status: running"):
        changed(service, litres=2)
    assert service.calls == ["stop", "put", "start"]


def test_a_removal_that_fails_is_undone_unless_the_object_is_gone() -> None:
    service = Service(delete=[refused(500)])
    with pytest.raises(ApiError):
        changed(service, state="absent")
    assert service.calls == ["stop", "delete", "start"]
    service = Service(delete=[refused(404)])
    with pytest.raises(ApiError):
        changed(service, state="absent")
    assert service.calls == ["stop", "delete"]


def test_who_ends_the_quiet_meanwhile_is_outlasted_for_some_time() -> None:
    service = Service()
    service.meanwhile = ["RUNNING"]
    changed(service, litres=2)
    assert service.calls == ["stop", "put", "stop", "put", "start"]
    assert service.pump["litres"] == 2
    service = Service()
    service.meanwhile = ["RUNNING"] * 9
    with pytest.raises(ApiError):
        changed(service, litres=2)
    assert service.calls.count("put") == 3


def test_a_conflict_for_another_reason_is_not_repeated() -> None:
    service = Service(put=[refused(409)])
    with pytest.raises(ApiError):
        changed(service, litres=2)
    assert service.calls.count("put") == 1


def test_somebody_else_was_quicker() -> None:
    service = Service("STOPPED", start=[refused(409)])
    pump = Pump(cast(Any, service), {"name": "p", "status": "running", "wait": False, "wait_timeout": 0})
    change = planned(pump, service)
    with pytest.raises(ApiError):  # it is stopped still
        pump.update(change)
    service.phase = "STARTING"
    assert pump.settle(change, pump.update(change))["status"] == "running"


def test_what_is_wished_and_does_not_come() -> None:
    service = Service()
    service.deaf = True
    with pytest.raises(WaitFailed, match="was still RUNNING"):
        changed(service, status="stopped")
    service = Service("STARTING")
    assert changed(service, status="running")["phase"] == "STARTING"
    with pytest.raises(WaitFailed, match="was still STARTING"):
        changed(service, status="running", wait=True)


def test_what_is_not_quiet_yet_is_not_changed() -> None:
    service = Service()
    service.deaf = True
    with pytest.raises(ConfluentError, match="was still RUNNING"):
        changed(service, litres=2)
    assert "put" not in service.calls


def test_a_change_that_is_accepted_and_not_made_is_no_success() -> None:
    service = Service("STOPPED")
    service.deaf = True
    with pytest.raises(ConfluentError, match="litres is as before"):
        changed(service, litres=2)


def test_what_is_as_wished_is_not_looked_at_again() -> None:
    service = Service()
    changed(service, status="running", litres=1, wait=True)
    assert (service.calls, service.reads) == ([], 0)


@pytest.mark.parametrize("wished", ["active", "paused"])
def test_what_is_final_is_not_undone(wished: str) -> None:
    service = Service("STOPPED")
    mirror = Mirror(cast(Any, service), {"name": "p", "status": wished})
    actual = mirror.from_api({**service.pump, "state": {"is": "STOPPED"}})
    _change, problems = plan(mirror, mirror.stated(mirror.options), actual, mirror.options)
    assert problems == ["mirror p is STOPPED, which is final: status cannot be changed any more"]
