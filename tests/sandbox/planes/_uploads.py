# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Uploads by presigned URLs, which four APIs have in common (flink-artifact-v1, cam-v1, ccpm-v1 and
connect-custom-plugin-v1: PresignedUrl). The object store itself is ``storage.py``.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .. import auth
from ..errors import ApiError
from ..pages import base_url
from ..responses import json_response
from ..state import JsonObject, State
from ._control import find, invalid, read_body
from ._members import Member, read, show

CLOUDS = ("AWS", "GCP", "AZURE")
CLASS = r"^(([a-zA-Z][a-zA-Z_$0-9]*(\.[a-zA-Z][a-zA-Z_$0-9]*)*)\.)?([a-zA-Z][a-zA-Z_$0-9]*)$"
LINK = r"^$|^(http://|https://).+"
SOURCE = (Member("location", required=True, choices=("PRESIGNED_URL_LOCATION",)), Member("upload_id", required=True))


def source(**more: Any) -> Member:
    """The member that refers to an upload. Reads show it without the upload's id."""
    return Member("upload_source", dict, required=True, members=SOURCE, **more)


def used(state: State, values: JsonObject, old: JsonObject | None) -> JsonObject:
    """What is kept of values that refer to an upload: what was uploaded. 400 for what was not, or is used already."""
    given = values.pop("upload_source", None)
    if old is not None or given is None:
        return values  # what is sent to an object that is there is ignored
    upload = state.table("uploads").get(given["upload_id"])
    if upload is None or upload["content"] is None:
        raise invalid("/upload_source/upload_id", "There is no upload of this id, or nothing was uploaded")
    if upload["used"]:
        raise invalid("/upload_source/upload_id", "The upload of this id was used already")
    upload["used"] = True
    empty = {"location": given["location"], "upload_id": ""}
    return {**values, "upload_source": empty, "content": upload["content"], "archive": upload["format"]}


def seeded(state: State) -> JsonObject:
    """The reference to an upload for a seeded object, that nobody made: of an archive of no bytes."""
    upload = _upload(state, "AWS", "JAR")
    upload["content"] = {"sha256": "0" * 64, "size": 0}
    return {"location": "PRESIGNED_URL_LOCATION", "upload_id": upload["id"]}


def _upload(state: State, cloud: str, archive: str) -> JsonObject:
    ident = state.new_uuid()
    key = f"staging/{ident}/archive.{archive.lower()}"
    form = {
        "bucket": "sandbox-uploads",
        "key": key,
        "policy": f"policy-{ident}",
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-signature": f"signature-{ident}",
    }
    upload: JsonObject = {
        "id": ident,
        "cloud": cloud,
        "format": archive,
        "key": key,
        "form": form if cloud == "AWS" else {},
        "query": {} if cloud == "AWS" else {"sv": "2026", "sig": f"signature-{ident}"},
        "expires": state.now() + state.settings.upload_lifetime,
        "content": None,
        "used": False,
    }
    state.table("uploads")[ident] = upload
    return upload


def presigned(
    state: State,
    path: str,
    api_version: str,
    place: tuple[Member, ...],
    clouds: tuple[str, ...] = CLOUDS,
    made: int = 200,
) -> Route:
    """The route that gives presigned URLs. ``place``: what a request names besides format and cloud."""
    members = (
        Member("content_format", required=True, choices=("JAR", "ZIP")),
        Member("cloud", required=api_version != "connect/v1", default="AWS", choices=CLOUDS),
        *place,
    )

    async def ask(request: Request) -> Response:
        auth.require(request, state, "cloud")
        asked = read(state, members, await read_body(request))
        if "environment" in asked:
            find(state.environments, asked["environment"])
        upload = _upload(state, asked["cloud"], asked["content_format"])
        store = f"{base_url(request)}/_storage/{upload['cloud'].lower()}/"
        query = "&".join(f"{name}={value}" for name, value in upload["query"].items())
        shown = show(state, base_url(request), members, asked)
        return json_response(
            {
                "api_version": api_version,
                "kind": "PresignedUrl",
                **shown,
                "upload_id": upload["id"],
                "upload_url": store if upload["cloud"] == "AWS" else f"{store}{upload['key']}?{query}",
                "upload_form_data": upload["form"],
            },
            made,
        )

    return Route(path, ask, methods=["POST"])


def in_use(state: State, item: JsonObject, users: list[str]) -> None:
    """409 for the deletion of what is used."""
    if users:
        detail = f"'{item['id']}' is in use by {', '.join(users)}"
        raise ApiError("control", state.settings.held_status, detail, "resource_in_use")


def connectors_with(state: State, settings: dict[str, str], environment: str | None = None) -> list[str]:
    """The CRNs of the connectors that have all of these settings."""
    return [
        f"{state.cluster_crn(cluster)}/connector={name}"
        for cluster, connectors in state.connectors.items()
        if environment in (None, state.clusters[cluster]["environment"])
        for name, connector in connectors.items()
        if all(connector["config"].get(key) == value for key, value in settings.items())
    ]
