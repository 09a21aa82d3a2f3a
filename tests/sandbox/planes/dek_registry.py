# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The DEK registry over HTTP: key encryption keys (KEKs), and the data encryption keys (DEKs) that are made with them.

Source: the schema-registry-v1 OpenAPI document; what it does not say is as seen on the DEK registry of Schema Registry
8.3.1: names and key ids that are taken, soft deletion, what revives, what a PUT replaces, all error codes.

A request for a DEK that names no algorithm means AES256_GCM, one that names no version means 1; the latest version of a
DEK can be read by that name, and deleted by it not, although the answer is the same as if it had been. Versions below 1
are taken, and can then neither be read nor deleted.

Nothing is encrypted. Of a shared KEK the service makes the material (random here), and shows it in clear as well; that
needs the key management service, which ``kms_reachable`` switches off.
"""

from __future__ import annotations

import base64
import secrets
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
from ._registry_model import error, normalize_subject, parse_version

PLANE = "schema_registry"
KEKS = "/dek-registry/v1/keks"
ALGORITHMS = ("AES128_GCM", "AES256_GCM", "AES256_SIV")
DEFAULT_ALGORITHM = "AES256_GCM"
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
    _test_sharing(call, kek)
    call.registry.keks[name] = kek
    return answer(_shown(kek))


async def get_kek(call: Call) -> Response:
    return answer(_shown(_kek(call, "READ", deleted=call.flag("deleted"))))


async def put_kek(call: Call) -> Response:
    """What is left out stays, ``doc: null`` removes it, the properties are replaced as a whole, all else is ignored."""
    kek, body = _kek(call, "WRITE", deleted=False), await call.body()
    changed: Json = {field: body[field] for field in ("doc", "kmsProps", "shared") if field in body}
    _test_sharing(call, {**kek, **changed})
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


async def test_kek(call: Call) -> Response:
    """Whether the service may use the key: only of a shared one."""
    kek = _kek(call, "WRITE", deleted=False)
    if not kek["shared"]:
        raise _invalid("shared")
    _reach_key(call, f"Could not use the key of '{kek['name']}' in its key management service")
    return answer(_shown(kek))


def _test_sharing(call: Call, kek: Json) -> None:
    """What ``testSharing`` asks for: that a key which is to be shared can be used; raises 50070."""
    if call.flag("testSharing") and kek["shared"]:
        _reach_key(call, f"Could not use the key of '{kek['name']}' in its key management service")


# --- data encryption keys


async def list_deks(call: Call) -> Response:
    """The subjects that have one of any algorithm."""
    found = _deks(call, _kek(call, "READ", deleted=call.flag("deleted")))
    return answer(call.page(sorted({dek["subject"] for dek in found if call.flag("deleted") or not dek["deleted"]})))


async def create_dek(call: Call) -> Response:
    """Of a KEK that is not shared the client brings the encrypted material, which is not looked at; of a shared one the
    service makes it.
    """
    kek, body = _kek(call, "WRITE", deleted=False), await call.body()
    algorithm = body.get("algorithm") or DEFAULT_ALGORITHM
    if algorithm not in ALGORITHMS:
        raise error(400, 400, "Unable to process JSON")
    if not body.get("subject"):
        raise _invalid("subject")
    material = body.get("encryptedKeyMaterial")
    if not material and not kek["shared"]:
        raise _invalid("encryptedKeyMaterial")
    dek = {
        "kekName": kek["name"],
        "subject": _subject(call, str(body["subject"])),
        "version": 1 if body.get("version") is None else int(body["version"]),
        "algorithm": algorithm,
        "encryptedKeyMaterial": material,
        "ts": _now(),
        "deleted": False,
    }
    place = " ".join(map(str, (dek["kekName"], dek["algorithm"], dek["version"], dek["subject"])))
    there = call.registry.deks.get(place)
    if there is not None and not (there["deleted"] and there["encryptedKeyMaterial"] == material):
        raise _taken(dek["subject"])
    if not material:
        _reach_key(call, "Could not generate dek")
        dek |= {name: _random() for name in ("encryptedKeyMaterial", "keyMaterial")}
    call.registry.deks[place] = dek
    return answer(_shown(dek))


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _reach_key(call: Call, failing: str) -> None:
    """Raises 50070 where the key management service is out of reach."""
    if not call.state.settings.kms_reachable:
        raise error(500, 50070, failing)


def _subject(call: Call, name: str) -> str:
    """The subject whose DEKs are meant: what a configuration names as ``aliasForDeks`` stands for the subject."""
    subject = normalize_subject(name)
    alias: str | None = call.registry.settings.configs.get(subject, {}).get("aliasForDeks")
    return alias or subject


def _versions(call: Call, kek: Json) -> dict[str, Json]:
    """The DEKs of the subject and the algorithm that a request names, by their places."""
    subject, algorithm = _subject(call, call.request.path_params["subject"]), call.query.get("algorithm")
    if algorithm is not None and algorithm not in ALGORITHMS:
        raise error(404, 404, "HTTP 404 Not Found")
    wanted = (kek["name"], subject, algorithm or DEFAULT_ALGORITHM)
    deks = call.registry.deks.items()
    return {place: dek for place, dek in deks if (dek["kekName"], dek["subject"], dek["algorithm"]) == wanted}


def _some_versions(call: Call, kek: Json) -> dict[str, Json]:
    """``_versions``, of which there are some; raises 40470."""
    found = _versions(call, kek)
    if not found:
        raise _no_key(call.request.path_params["subject"])
    return found


def _version(call: Call, found: dict[str, Json]) -> tuple[str, Json]:
    """The one that the path names by its number, which is 1 if it names none; raises 42202 and 40470."""
    number = parse_version(call.request.path_params.get("version", "1"))
    shown = {place: dek for place, dek in found.items() if call.flag("deleted") or not dek["deleted"]}
    if number is None:
        number = max((dek["version"] for dek in shown.values()), default=0)
    for place, dek in shown.items():
        if dek["version"] == number:
            return place, dek
    raise _no_key(call.request.path_params["subject"])


async def get_dek(call: Call) -> Response:
    return answer(_shown(_version(call, _versions(call, _kek(call, "READ", deleted=call.flag("deleted"))))[1]))


async def list_dek_versions(call: Call) -> Response:
    found = _versions(call, _kek(call, "READ", deleted=call.flag("deleted"))).values()
    return answer(call.page(sorted(dek["version"] for dek in found if call.flag("deleted") or not dek["deleted"])))


def _meant(call: Call, kek: Json) -> dict[str, Json]:
    """What a deletion or its undoing is about: all versions, or that of the path, of which ``latest`` is none."""
    found = _some_versions(call, kek)
    if "version" not in call.request.path_params:
        return found
    number = parse_version(call.request.path_params["version"])
    if number is None:
        return {}
    one = {place: dek for place, dek in found.items() if dek["version"] == number}
    if not one:
        raise _no_key(call.request.path_params["subject"])
    return one


async def delete_deks(call: Call) -> Response:
    found = _meant(call, _kek(call, "DELETE", deleted=True))
    if call.flag("permanent"):
        for dek in found.values():
            if not dek["deleted"]:
                raise _not_soft_deleted(dek["subject"])
        for place in found:
            del call.registry.deks[place]
    else:
        for dek in found.values():
            dek["deleted"] = True
    return Response(status_code=204)


async def undelete_deks(call: Call) -> Response:
    kek = _kek(call, "WRITE", deleted=True)
    if kek["deleted"]:
        raise error(404, 40472, f"Key '{kek['name']}' must be undeleted first")
    for dek in _meant(call, kek).values():
        dek["deleted"] = False
    return Response(status_code=204)


_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "", list_keks),
    ("POST", "", create_kek),
    ("GET", "/{name}", get_kek),
    ("PUT", "/{name}", put_kek),
    ("DELETE", "/{name}", delete_kek),
    ("POST", "/{name}/undelete", undelete_kek),
    ("POST", "/{name}/test", test_kek),
    ("GET", "/{name}/deks", list_deks),
    ("POST", "/{name}/deks", create_dek),
    ("GET", "/{name}/deks/{subject}", get_dek),
    ("DELETE", "/{name}/deks/{subject}", delete_deks),
    ("POST", "/{name}/deks/{subject}/undelete", undelete_deks),
    ("GET", "/{name}/deks/{subject}/versions", list_dek_versions),
    ("GET", "/{name}/deks/{subject}/versions/{version}", get_dek),
    ("DELETE", "/{name}/deks/{subject}/versions/{version}", delete_deks),
    ("POST", "/{name}/deks/{subject}/versions/{version}/undelete", undelete_deks),
)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_sr/<lsrc>``."""

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await handler(Call(state, request))

        return serve

    return [Route(KEKS + path, endpoint(handler), methods=[method]) for method, path, handler in _ROUTES]
