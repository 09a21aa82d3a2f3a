# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The DEK registry over HTTP: key encryption keys (KEKs), and of the data encryption keys (DEKs) what holds a KEK.

Source: the schema-registry-v1 OpenAPI document; what it does not say is as seen on the DEK registry of Schema Registry
8.3.1: names and key ids that are taken, soft deletion, what revives, what a PUT replaces, all error codes.

Not simulated: single versions of DEKs and reading one, key material, access to a key management service
(``testSharing``, ``/test``).
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..state import State
from ._registry_call import Call, Handler, answer
from ._registry_model import error

PLANE = "schema_registry"
KEKS = "/dek-registry/v1/keks"
ALGORITHMS = ("AES128_GCM", "AES256_GCM", "AES256_SIV")
# How the ids of keys begin, by the type of the key management service; of other types any id is taken.
KEY_IDS = {
    "aws-kms": ("arn:",),
    "azure-kms": ("https://",),
    "gcp-kms": ("projects/",),
    "hcvault": ("http://", "https://"),
}
_COMPARED = ("kmsType", "kmsKeyId", "kmsProps", "doc", "shared")

Json = dict[str, Any]


def _no_key(name: str) -> ApiError:
    return error(404, 40470, f"Key '{name}' not found")


def _taken(name: str) -> ApiError:
    return error(409, 40971, f"Key '{name}' already exists")


def _invalid(field: str) -> ApiError:
    return error(422, 42271, f"Invalid or missing value for field '{field}' of key")


def _referenced(name: str) -> ApiError:
    return error(422, 42272, f"One or more references exist to the key '{name}'")


def _not_soft_deleted(name: str) -> ApiError:
    return error(404, 40471, f"Key '{name}' was not deleted first before being permanently deleted")


def _now() -> int:
    return int(time.time() * 1000)


def _is_name(name: Any) -> bool:
    if not isinstance(name, str) or not name:
        return False
    return (name[0].isalpha() or name[0] == "_") and all(one.isalnum() or one in "_-" for one in name)


def _shown(key: Json) -> Json:
    """An unset doc, and ``deleted`` of what is not, are left out."""
    return {name: value for name, value in key.items() if not (value is None or (name == "deleted" and not value))}


def _demand(call: Call, operation: str, name: str) -> None:
    if not _may(call, operation, name):
        raise error(403, 40301, f"User is denied operation {operation.capitalize()} on Kek: {name}")


def _may(call: Call, operation: str, name: str) -> bool:
    crn = f"{call.state.schema_registry_crn(call.lsrc)}/kek={name}"
    return auth.allowed(call.state, call.principal, operation, crn)


def _kek(call: Call, operation: str, *, deleted: bool) -> Json:
    """The KEK of the path; raises 40470."""
    name = call.request.path_params["name"]
    _demand(call, operation, name)
    found: Json | None = call.registry.keks.get(name)
    if found is None or (found["deleted"] and not deleted):
        raise _no_key(name)
    return found


def _deks(call: Call, kek: Json) -> list[Json]:
    """The DEKs of a KEK, soft-deleted ones included."""
    return [dek for dek in call.registry.deks.values() if dek["kekName"] == kek["name"]]


# --- key encryption keys


async def list_keks(call: Call) -> Response:
    keks = call.registry.keks.values()
    names = [kek["name"] for kek in keks if call.flag("deleted") or not kek["deleted"]]
    return answer(call.page(sorted(name for name in names if _may(call, "READ", name))))


async def create_kek(call: Call) -> Response:
    """What is there is never taken as made, even if equal; what is soft-deleted and equal in all is revived."""
    body = await call.body()
    for field in ("name", "kmsType", "kmsKeyId"):
        if not body.get(field):
            raise _invalid(field)
    name = body["name"]
    if not _is_name(name):
        raise _invalid("name")
    _demand(call, "WRITE", name)
    begins = KEY_IDS.get(body["kmsType"])
    if begins and not body["kmsKeyId"].startswith(begins):
        raise _invalid("kmsKeyId")
    kek = {
        "name": name,
        "kmsType": body["kmsType"],
        "kmsKeyId": body["kmsKeyId"],
        "kmsProps": body.get("kmsProps") or {},
        "doc": body.get("doc"),
        "shared": bool(body.get("shared")),
        "ts": _now(),
        "deleted": bool(body.get("deleted")),
    }
    there = call.registry.keks.get(name)
    if there is not None and (not there["deleted"] or any(there[field] != kek[field] for field in _COMPARED)):
        raise _taken(name)
    call.registry.keks[name] = kek
    return answer(_shown(kek))


async def get_kek(call: Call) -> Response:
    return answer(_shown(_kek(call, "READ", deleted=call.flag("deleted"))))


async def put_kek(call: Call) -> Response:
    """What is left out stays, ``doc: null`` removes it, the properties are replaced as a whole, all else is ignored."""
    kek, body = _kek(call, "WRITE", deleted=False), await call.body()
    changed: Json = {field: body[field] for field in ("doc", "kmsProps", "shared") if field in body}
    if any(kek[field] != value for field, value in changed.items()):
        kek.update(changed, ts=_now())
    return answer(_shown(kek))


async def delete_kek(call: Call) -> Response:
    kek = _kek(call, "DELETE", deleted=True)
    permanent = call.flag("permanent")
    if permanent and not kek["deleted"]:
        raise _not_soft_deleted(kek["name"])
    if any(permanent or not dek["deleted"] for dek in _deks(call, kek)):
        raise _referenced(kek["name"])
    if permanent:
        del call.registry.keks[kek["name"]]
    elif not kek["deleted"]:
        kek.update(deleted=True, ts=_now())
    return Response(status_code=204)


async def undelete_kek(call: Call) -> Response:
    kek = _kek(call, "WRITE", deleted=True)
    if kek["deleted"]:
        kek.update(deleted=False, ts=_now())
    return Response(status_code=204)


# --- data encryption keys


async def list_deks(call: Call) -> Response:
    """The subjects that have one of any algorithm."""
    found = _deks(call, _kek(call, "READ", deleted=call.flag("deleted")))
    return answer(call.page(sorted({dek["subject"] for dek in found if call.flag("deleted") or not dek["deleted"]})))


async def create_dek(call: Call) -> Response:
    """Of a KEK that is not shared the client brings the encrypted material; of a shared one it would need its key
    management service.
    """
    kek, body = _kek(call, "WRITE", deleted=False), await call.body()
    algorithm = body.get("algorithm") or "AES256_GCM"
    if algorithm not in ALGORITHMS:
        raise error(400, 400, "Unable to process JSON")
    if not body.get("subject"):
        raise _invalid("subject")
    material = body.get("encryptedKeyMaterial")
    if not material:
        raise error(500, 50070, "Could not generate dek") if kek["shared"] else _invalid("encryptedKeyMaterial")
    dek = {
        "kekName": kek["name"],
        "subject": body["subject"],
        "version": body.get("version") or 1,
        "algorithm": algorithm,
        "encryptedKeyMaterial": material,
        "ts": _now(),
        "deleted": False,
    }
    place = " ".join(map(str, (dek["kekName"], dek["algorithm"], dek["version"], dek["subject"])))
    there = call.registry.deks.get(place)
    if there is not None and not (there["deleted"] and there["encryptedKeyMaterial"] == material):
        raise _taken(dek["subject"])
    call.registry.deks[place] = dek
    return answer(_shown(dek))


def _versions(call: Call, kek: Json) -> dict[str, Json]:
    """The DEKs of the subject and the algorithm that a request names, by their places; raises 40470."""
    subject, algorithm = call.real_name(call.request.path_params["subject"]), call.query.get("algorithm", "AES256_GCM")
    wanted = (kek["name"], subject, algorithm)
    deks = call.registry.deks.items()
    found = {place: dek for place, dek in deks if (dek["kekName"], dek["subject"], dek["algorithm"]) == wanted}
    if not found:
        raise _no_key(subject)
    return found


async def delete_deks(call: Call) -> Response:
    found = _versions(call, _kek(call, "DELETE", deleted=True))
    if call.flag("permanent"):
        for place, dek in found.items():
            if not dek["deleted"]:
                raise _not_soft_deleted(dek["subject"])
            del call.registry.deks[place]
    else:
        for dek in found.values():
            dek["deleted"] = True
    return Response(status_code=204)


async def undelete_deks(call: Call) -> Response:
    kek = _kek(call, "WRITE", deleted=True)
    if kek["deleted"]:
        raise error(404, 40472, f"Key '{kek['name']}' must be undeleted first")
    for dek in _versions(call, kek).values():
        dek["deleted"] = False
    return Response(status_code=204)


_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "", list_keks),
    ("POST", "", create_kek),
    ("GET", "/{name}", get_kek),
    ("PUT", "/{name}", put_kek),
    ("DELETE", "/{name}", delete_kek),
    ("POST", "/{name}/undelete", undelete_kek),
    ("GET", "/{name}/deks", list_deks),
    ("POST", "/{name}/deks", create_dek),
    ("DELETE", "/{name}/deks/{subject}", delete_deks),
    ("POST", "/{name}/deks/{subject}/undelete", undelete_deks),
)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_sr/<lsrc>``."""

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await handler(Call(state, request))

        return serve

    return [Route(KEKS + path, endpoint(handler), methods=[method]) for method, path, handler in _ROUTES]
