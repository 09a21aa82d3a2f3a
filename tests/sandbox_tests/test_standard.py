# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Standard collections by rows: what a row can say, tried on rows that no API has, in a sandbox in this process."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.sandbox import planes
from tests.sandbox.app import Sandbox
from tests.sandbox.planes import _standard, identity
from tests.sandbox.planes._members import Member
from tests.sandbox.planes._row import Collection, Holder, Parent, Phases
from tests.sandbox.settings import Settings
from tests.sandbox.state import ID_SHAPE, NO_OBJECTS, State

FORMS = {"Round": (Member("radius", int, required=True),), "Square": (Member("side", int, required=True, fixed=True),)}
BOXES = Collection(
    "boxes",
    "/store/v1/boxes",
    "Box",
    "box",
    "box",
    (
        Member("display_name", required=True, longest=10),
        Member("environment", dict, required=True, fixed=True, refers="environments"),
        Member("colour", choices=("RED", "BLUE"), default="RED"),
        Member("zones", list, fewest=1, most=3),
        Member("form", dict, forms=FORMS),
        Member("lock", dict, members=(Member("code", hidden=True), Member("turns", int))),
        Member("inside", dict, refers="boxes"),
        Member("next_to", list, refers="boxes"),
        Member("keepers", list, refers="principals"),
        Member("slots", int, choices=(2, 4)),
    ),
    under="spec",
    created=202,
    environment=True,
    filters={"spec.colour": "spec.colour", "spec.display_name": "spec.display_name", "zone": "spec.zones"},
    partial=("spec.display_name",),
    unique=(("display_name",),),
    held_by=(Holder("boxes", "inside"), Holder("boxes", "next_to")),
    takes_along=(Holder("labels", "box"),),
    phases=Phases("cluster_provisioning", "PROVISIONING", "READY", "FAILED"),
    manage="MANAGE_NETWORK",
)
LABELS = Collection(
    "labels",
    "/store/v1/boxes/{box_id}/labels",
    "Label",
    "lab",
    "label",
    (Member("name", required=True), Member("text", default="")),
    methods=("LIST", "POST", "GET", "PUT", "DELETE"),
    parent=Parent("box_id", "boxes", "box"),
    deleted=202,
    named="name",
    missing=404,
    version="metadata.resource_version",
    required=("cloud",),
)


class Here:
    """A sandbox in this process with further rows; a call gives (status, parsed body)."""

    def __init__(self) -> None:
        self.state = State(Settings())
        self.app = Sandbox(self.state)
        self.environment = self.call("POST", "/org/v2/environments", {"display_name": "dev"})[1]["id"]

    def call(
        self, method: str, path: str, body: Any = None, key: tuple[str, str] | None = None, **query: str
    ) -> tuple[int, Any]:
        settings = self.state.settings
        user, secret = key or (settings.cloud_api_key, settings.cloud_api_secret)
        basic = base64.b64encode(f"{user}:{secret}".encode())
        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "http_version": "1.1"}
        scope |= {"scheme": "http", "query_string": urlencode(query).encode()}
        scope |= {"headers": [(b"host", b"here"), (b"authorization", b"Basic " + basic)]}
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"" if body is None else json.dumps(body).encode()}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        raw = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], json.loads(raw) if raw else None

    def box(self, name: str = "one", **more: Any) -> dict[str, Any]:
        """A new box."""
        status, made = self.post(name, **more)
        assert status == 202, made
        return dict(made)

    def post(self, name: str, **more: Any) -> tuple[int, Any]:
        spec = {"display_name": name, "environment": {"id": self.environment}, **more}
        return self.call("POST", "/store/v1/boxes", {"spec": spec})

    def patch(self, ident: str, **changes: Any) -> tuple[int, Any]:
        spec = {"environment": {"id": self.environment}, **changes}
        return self.call("PATCH", f"/store/v1/boxes/{ident}", {"spec": spec})


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """With the rows above among those of the identity plane: nobody lists them anywhere."""
    monkeypatch.setattr(identity, "ROWS", (*identity.ROWS, BOXES, LABELS))
    return Here()


def pointer(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["errors"][0]["source"]["pointer"]


# ---- the dump of all tables


def test_the_table_of_a_new_row_is_in_the_dump(here: Here) -> None:
    assert here.call("GET", "/_sandbox/state")[1]["boxes"] == {}
    ident = here.box()["id"]
    assert here.call("GET", "/_sandbox/state")[1]["boxes"][ident]["display_name"] == "one"


def test_every_table_of_the_state_is_in_the_dump_unless_it_says_why_not() -> None:
    class Larger(State):
        def _clear(self) -> None:
            super()._clear()
            self.crates: dict[str, Any] = {}

    state = Larger()
    state.crates["c"] = {"id": "c"}
    assert state.objects()["crates"] == {"c": {"id": "c"}}
    assert set(NO_OBJECTS) <= set(vars(state)), "a table that is left out of the dump is no more"


def test_new_rows_can_be_seeded(here: Here) -> None:
    spec = {"display_name": "two", "environment": here.environment, "zones": ["a"]}
    status, made = here.call("POST", "/_sandbox/objects/boxes", spec)
    assert (status, made["objects"][0]["zones"]) == (201, ["a"])
    label = {"box": made["objects"][0]["id"], "name": "fragile"}
    assert here.call("POST", "/_sandbox/objects/labels", label)[0] == 201
    for wrong in ({**label, "box": "box-none"}, {**label, "name": 5}):
        assert here.call("POST", "/_sandbox/objects/labels", wrong)[0] == 400


def test_ids_have_one_shape() -> None:
    state = State()
    made = [state.new_id(prefix) for prefix in ("lkc", "op", "i", "pool") for _number in range(200)]
    assert all(ID_SHAPE.fullmatch(ident) for ident in made)
    assert len(set(made)) == 800
    assert ID_SHAPE.sub(r"<\1>", "crn://x/kafka=lkc-a1b2c3/topic=orders-latest") == (
        "crn://x/kafka=<lkc>/topic=orders-latest"
    )


def test_every_module_of_planes_is_mounted() -> None:
    found = planes.routes(State())
    assert {"control", "sts", "connect", "kafka", "schema_registry"} <= set(found)
    assert all(found.values())


# ---- members


def test_server_defaults_and_what_is_shown(here: Here) -> None:
    made = here.box(form={"kind": "Round", "radius": 2}, lock={"code": "1234", "turns": 3})
    assert made["spec"]["colour"] == "RED"
    assert made["spec"]["lock"] == {"turns": 3}
    assert made["spec"]["environment"]["id"] == here.environment
    crn = f"{here.state.organization_crn}/environment={here.environment}/box={made['id']}"
    assert made["metadata"]["resource_name"] == crn
    assert (made["api_version"], made["kind"]) == ("store/v1", "Box")


@pytest.mark.parametrize(
    ("changes", "status", "where"),
    [
        ({"display_name": None}, 400, "/spec/display_name"),
        ({"display_name": "x" * 11}, 422, "/spec/display_name"),
        ({"colour": "GREEN"}, 400, "/spec/colour"),
        ({"slots": 3}, 400, "/spec/slots"),
        ({"zones": []}, 422, "/spec/zones"),
        ({"zones": [1]}, 400, "/spec/zones/0"),
        ({"form": {"kind": "Oval"}}, 400, "/spec/form/kind"),
        ({"form": {"kind": "Round"}}, 400, "/spec/form/radius"),
        ({"lock": {"turns": True}}, 400, "/spec/lock/turns"),
        ({"next_to": ["x"]}, 400, "/spec/next_to/0"),
    ],
)
def test_wrong_members_are_pointed_at(here: Here, changes: dict[str, Any], status: int, where: str) -> None:
    assert pointer(here.post(**{"name": "one", **_renamed(changes)})) == (status, where)
    assert here.state.table("boxes") == {}


def _renamed(changes: dict[str, Any]) -> dict[str, Any]:
    return {("name" if key == "display_name" else key): value for key, value in changes.items()}


def test_a_patch_keeps_what_it_does_not_name(here: Here) -> None:
    ident = here.box(lock={"code": "1", "turns": 3}, zones=["a"], form={"kind": "Square", "side": 1})["id"]
    status, shown = here.patch(ident, lock={"turns": 4}, zones=["b"])
    assert (status, shown["spec"]["lock"], shown["spec"]["zones"]) == (200, {"turns": 4}, ["b"])
    assert here.state.table("boxes")[ident]["lock"] == {"code": "1", "turns": 4}
    assert pointer(here.patch(ident, form={"kind": "Square", "side": 2})) == (400, "/spec/form/side")
    assert pointer(here.patch(ident, form={"kind": "Round", "radius": 2})) == (400, "/spec/form/kind")
    assert shown["spec"]["form"] == {"kind": "Square", "side": 1}


def test_references_are_known_and_hold(here: Here) -> None:
    assert here.post("one", inside={"id": "box-none"})[0] == 403
    first = here.box("one")["id"]
    second = here.box("two", inside={"id": first})
    third = here.box("three", next_to=[{"id": first}, {"id": second["id"]}])
    account = here.call("POST", "/iam/v2/service-accounts", {"display_name": "keeper"})[1]["id"]
    user = here.call("GET", "/iam/v2/users")[1]["data"][0]["id"]
    kept = here.box("kept", keepers=[{"id": account}, {"id": user}])["spec"]["keepers"]
    assert [one["related"].rpartition("/iam/v2")[2] for one in kept] == [
        f"/service-accounts/{account}",
        f"/users/{user}",
    ]
    assert here.post("lost", keepers=[{"id": "sa-none"}])[0] == 403
    assert second["spec"]["inside"]["related"] == f"http://here/store/v1/boxes/{first}"
    status, refused = here.call("DELETE", f"/store/v1/boxes/{first}", environment=here.environment)
    assert status == 409
    detail = refused["errors"][0]["detail"]
    assert f"{second['id']} (two)" in detail
    assert f"{third['id']} (three)" in detail


# ---- operations


def test_names_are_unique_in_their_environment(here: Here) -> None:
    here.box("one")
    assert pointer(here.post("one")) == (409, "/spec/display_name")
    two = here.box("two")["id"]
    assert pointer(here.patch(two, display_name="one")) == (409, "/spec/display_name")
    assert here.patch(two, display_name="two")[0] == 200
    here.environment = here.call("POST", "/org/v2/environments", {"display_name": "prod"})[1]["id"]
    here.box("one")


def test_an_object_is_found_in_its_environment_only(here: Here) -> None:
    ident, own = here.box()["id"], here.environment
    other = here.call("POST", "/org/v2/environments", {"display_name": "prod"})[1]["id"]
    url = f"/store/v1/boxes/{ident}"
    assert [here.call("GET", url, environment=one)[0] for one in (own, other, "env-none")] == [200, 403, 403]
    assert here.call("GET", url)[0] == 400
    here.environment = other
    assert here.patch(ident, display_name="x")[0] == 403


def test_lists_are_filtered_and_strict(here: Here) -> None:
    here.box("first", zones=["a", "b"])
    here.box("second", colour="BLUE")

    def names(query: dict[str, str]) -> list[str]:
        answer = here.call("GET", "/store/v1/boxes", None, None, environment=here.environment, **query)[1]
        return [one["spec"]["display_name"] for one in answer["data"]]

    assert names({}) == ["first", "second"]
    assert names({"spec.colour": "BLUE"}) == ["second"]
    assert names({"spec.display_name": "irs"}) == ["first"]  # a part
    assert names({"spec.colour": "BL"}) == []
    assert names({"zone": "b"}) == ["first"]
    assert here.call("GET", "/store/v1/boxes", environment=here.environment, color="BLUE")[0] == 400


def test_phases_follow_the_clock(here: Here) -> None:
    here.state.settings.cluster_provisioning = 60.0
    here.state.settings.fail_next_provisioning = 1
    bad, good = here.box("bad"), here.box("good")
    assert bad["status"] == good["status"] == {"phase": "PROVISIONING"}
    here.state.advance(61)
    phases = [
        here.call("GET", f"/store/v1/boxes/{one['id']}", environment=here.environment)[1]["status"]["phase"]
        for one in (bad, good)
    ]
    assert phases == ["FAILED", "READY"]


def test_only_the_roles_of_the_row_may_write(here: Here) -> None:
    account = here.call("POST", "/iam/v2/service-accounts", {"display_name": "net"})[1]["id"]
    made = here.call("POST", "/iam/v2/api-keys", {"spec": {"owner": {"id": account}, "display_name": "k"}})[1]
    key = (made["id"], made["spec"]["secret"])
    spec = {"spec": {"display_name": "one", "environment": {"id": here.environment}}}
    statuses = [here.call("POST", "/store/v1/boxes", spec, key=key)[0]]
    for role in ("MetricsViewer", "NetworkAdmin"):
        crn = here.state.environment_crn(here.environment)
        body = {"principal": f"User:{account}", "role_name": role, "crn_pattern": crn}
        here.call("POST", "/iam/v2/role-bindings", body)
        statuses.append(here.call("POST", "/store/v1/boxes", spec, key=key)[0])
    assert statuses == [403, 403, 202]
    assert len(here.call("GET", "/store/v1/boxes", key=key, environment=here.environment)[1]["data"]) == 1


def test_kinds_by_name_with_a_version(here: Here) -> None:
    box = here.box()["id"]
    url = f"/store/v1/boxes/{box}/labels"
    assert here.call("POST", url, {"name": "fragile", "text": "glass"})[0] == 400  # without the parameter
    status, made = here.call("POST", url, {"name": "fragile", "text": "glass"}, cloud="AWS")
    assert (status, "id" in made, made["metadata"]["resource_version"]) == (201, False, "1")
    assert here.call("POST", url, {"name": "fragile"}, cloud="AWS")[0] == 409
    stated = {"name": "fragile", "metadata": {"resource_version": "1"}}
    status, changed = here.call("PUT", f"{url}/fragile", stated, cloud="AWS")
    assert (status, changed["text"], changed["metadata"]["resource_version"]) == (200, "", "2")
    assert here.call("PUT", f"{url}/fragile", stated, cloud="AWS")[0] == 409
    assert here.call("GET", f"{url}/none", cloud="AWS")[0] == 404
    elsewhere = f"/store/v1/boxes/{here.box('two')['id']}/labels"
    assert here.call("POST", elsewhere, {"name": "fragile"}, cloud="AWS")[0] == 201
    assert here.call("DELETE", f"{url}/fragile", cloud="AWS")[0] == 202
    assert here.call("GET", url, cloud="AWS")[1]["data"] == []


def test_deletion_takes_along_what_is_inside(here: Here) -> None:
    box = here.box()["id"]
    here.call("POST", f"/store/v1/boxes/{box}/labels", {"name": "fragile"}, cloud="AWS")
    crn = f"{here.state.environment_crn(here.environment)}/network=n-1"
    body = {"principal": "User:u-4xgp5z", "role_name": "NetworkAdmin", "crn_pattern": crn}
    assert here.call("POST", "/iam/v2/role-bindings", body)[0] == 201
    assert here.call("DELETE", f"/org/v2/environments/{here.environment}")[0] == 204
    assert (here.state.table("boxes"), here.state.table("labels")) == ({}, {})


def test_a_reset_empties_the_tables_and_a_snapshot_holds_them(here: Here) -> None:
    ident = here.box()["id"]
    kept = here.state.snapshot()
    here.state.reset()
    assert here.state.table("boxes") == {}
    here.state.restore(kept)
    assert list(here.state.table("boxes")) == [ident]


def test_no_row_shares_its_table_or_path() -> None:
    state = State()
    planes.routes(state)
    rows = [standard.row for standard in state.rows.values()]
    assert len({row.path for row in rows}) == len(rows) >= 11
    assert [row.table for row in rows if not (row.named or re.fullmatch("[a-z]+", row.prefix))] == []
    assert isinstance(next(iter(state.rows.values())), _standard.Standard)
