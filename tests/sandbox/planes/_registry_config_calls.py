# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schema Registry over HTTP: ``/config`` and ``/mode``."""

from __future__ import annotations

from starlette.responses import Response

from ._registry_call import Call, Handler, answer
from ._registry_model import check_subject, error, subject_not_found


async def get_config(call: Call) -> Response:
    return answer(call.registry.settings.own(""))


async def put_config(call: Call) -> Response:
    call.demand_global("WRITE_COMPATIBILITY")
    return answer(call.registry.settings.update("", await call.body()))


async def delete_config(call: Call) -> Response:
    call.demand_global("WRITE_COMPATIBILITY")
    return answer(call.registry.settings.remove(""))


async def get_subject_config(call: Call) -> Response:
    subject = call.setting()
    call.demand("READ_COMPATIBILITY", subject)
    settings = call.registry.settings
    found = settings.in_force(subject) if call.flag("defaultToGlobal") else settings.own(subject)
    if found is None:
        raise error(404, 40408, f"Subject '{subject}' does not have subject-level compatibility configured")
    return answer(found)


async def put_subject_config(call: Call) -> Response:
    subject = call.setting()
    call.demand("WRITE_COMPATIBILITY", subject)
    check_subject(subject)
    return answer(call.registry.settings.update(subject, await call.body()))


async def delete_subject_config(call: Call) -> Response:
    subject = call.setting()
    call.demand("WRITE_COMPATIBILITY", subject)
    old = call.registry.settings.remove(subject)
    if old is None:
        raise subject_not_found(subject)
    return answer(old)


async def get_mode(call: Call) -> Response:
    return answer({"mode": call.registry.settings.modes.get("", "READWRITE")})


async def put_mode(call: Call) -> Response:
    call.demand_global("WRITE_COMPATIBILITY")
    return await _set_mode(call, "")


async def delete_mode(call: Call) -> Response:
    call.demand_global("WRITE_COMPATIBILITY")
    return answer({"mode": call.registry.settings.modes.pop("", "READWRITE")})


async def get_subject_mode(call: Call) -> Response:
    subject = call.setting()
    call.demand("READ_COMPATIBILITY", subject)
    settings = call.registry.settings
    if call.flag("defaultToGlobal"):
        return answer({"mode": settings.mode(subject)})
    if subject not in settings.modes:
        raise error(404, 40409, f"Subject '{subject}' does not have subject-level mode configured")
    return answer({"mode": settings.modes[subject]})


async def put_subject_mode(call: Call) -> Response:
    subject = call.setting()
    call.demand("WRITE_COMPATIBILITY", subject)
    return await _set_mode(call, subject)


async def _set_mode(call: Call, subject: str) -> Response:
    request = await call.body()
    call.registry.set_mode(subject, str(request.get("mode")), force=call.flag("force"))
    return answer(request)


async def delete_subject_mode(call: Call) -> Response:
    subject = call.setting()
    call.demand("WRITE_COMPATIBILITY", subject)
    old = call.registry.settings.modes.pop(subject, None)
    if old is None:
        raise subject_not_found(subject)
    return answer({"mode": old})


ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/config", get_config),
    ("PUT", "/config", put_config),
    ("DELETE", "/config", delete_config),
    ("GET", "/config/{subject}", get_subject_config),
    ("PUT", "/config/{subject}", put_subject_config),
    ("DELETE", "/config/{subject}", delete_subject_config),
    ("GET", "/mode", get_mode),
    ("PUT", "/mode", put_mode),
    ("DELETE", "/mode", delete_mode),
    ("GET", "/mode/{subject}", get_subject_mode),
    ("PUT", "/mode/{subject}", put_subject_mode),
    ("DELETE", "/mode/{subject}", delete_subject_mode),
)
