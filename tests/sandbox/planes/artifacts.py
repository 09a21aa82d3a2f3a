# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink artifacts and connect artifacts (flink-artifact-v1 and cam-v1 documents).

No document says: a connect artifact is processed for ``artifact_processing``, half of it WAITING_FOR_PROCESSING; a
connector uses one that it names as ``confluent.custom.smt.artifact.id``. FlinkAdmin manages Flink artifacts.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from ..state import JsonObject, State
from ._members import Member
from ._row import Collection, Phases
from ._uploads import CLASS, CLOUDS, LINK, connectors_with, in_use, presigned, seeded, source, used

_PLACE = (Member("environment", required=True, longest=255),)


def _versions(state: State, item: JsonObject) -> JsonObject:
    empty = {"kind": "PresignedUrl", "location": "PRESIGNED_URL_LOCATION", "upload_id": ""}
    version = {"version": f"ver-{item['id']}", "is_beta": False, "release_notes": "", "upload_source": empty}
    return {
        "content_format": item["archive"],
        "versions": [
            {**version, "artifact_id": {"id": item["id"], "kind": "FlinkArtifact", "api_version": "artifact/v1"}}
        ],
    }


def _usages(state: State, item: JsonObject) -> list[str]:
    return connectors_with(state, {"confluent.custom.smt.artifact.id": item["id"]}, item["environment"])


def _processed(state: State, item: JsonObject) -> JsonObject:
    left = item["ready_at"] - state.now()
    waiting = {"status": {"phase": "WAITING_FOR_PROCESSING"}} if left > state.settings.artifact_processing / 2 else {}
    found = [] if left > 0 else [{"class": "io.confluent.example.CustomSMTExample"}]
    spec = {"content_format": item["archive"], "plugins": found, "usages": _usages(state, item)}
    return {"spec": spec, **waiting}


ROWS = (
    Collection(
        "flink_artifacts",
        "/artifact/v1/flink-artifacts",
        "FlinkArtifact",
        "fa",
        "flink-artifact",
        (
            Member("cloud", required=True, fixed=True, longest=60, choices=CLOUDS),
            Member("region", required=True, fixed=True, longest=60),
            Member("environment", required=True, fixed=True, longest=255),
            Member("display_name", required=True, longest=60),
            Member("class", fixed=True, longest=150, pattern=CLASS),
            Member("content_format", readonly=True),
            Member("description", longest=256, default=""),
            Member("documentation_link", longest=512, pattern=LINK, default=""),
            Member("runtime_language", default="JAVA", choices=("JAVA", "PYTHON")),
            source(hidden=True),
        ),
        environment=True,
        environment_as_text=True,
        required=("cloud", "region"),
        filters={"cloud": "cloud", "region": "region"},
        unique=(("display_name", "cloud", "region"),),
        manage="MANAGE_FLINK",
        keep_of=used,
        computed=_versions,
        seeds={"cloud": "AWS", "region": "us-east-1", "upload_source": seeded},
    ),
    Collection(
        "connect_artifacts",
        "/cam/v1/connect-artifacts",
        "ConnectArtifact",
        "ca",
        "connect-artifact",
        (
            Member("cloud", required=True, fixed=True, longest=60, choices=CLOUDS),
            Member("environment", required=True, fixed=True, longest=255),
            Member("display_name", required=True, longest=60),
            Member("description", longest=256, default=""),
            source(),
        ),
        methods=("LIST", "POST", "GET", "DELETE"),
        under="spec",
        created=202,
        environment=True,
        environment_as_text=True,
        required=("spec.cloud",),
        filters={"spec.cloud": "spec.cloud"},
        unique=(("display_name", "cloud"),),
        phases=Phases("artifact_processing", "PROCESSING", "READY", "FAILED"),
        keep_of=used,
        keep=lambda state, item: in_use(state, item, _usages(state, item)),
        computed=_processed,
        seeds={"cloud": "AWS", "upload_source": seeded},
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """Presigned URLs of both."""
    region = Member("region", required=True, longest=60)
    return [
        presigned(state, "/artifact/v1/presigned-upload-url", "artifact/v1", (region, *_PLACE)),
        presigned(state, "/cam/v1/presigned-upload-url", "cam/v1", _PLACE),
    ]
