# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Error answers, in the body shape of each plane.

Sources: API_MAP B.3 and the ``Failure``/``Error`` schemas of the OpenAPI documents. Shapes:

* control: ``{"errors": [{"id", "status", "code", "title"?, "detail", "source"?}]}``
* kafka and schema_registry: ``{"error_code": int, "message": str}``
* connect: ``{"error": {"code": int, "message": str}}``
* iam_v1: ``{"code": str, "message": str}``
* sts: as control (the sts document knows no other shape)
"""

from __future__ import annotations

import json
import uuid
from http import HTTPStatus
from typing import Any

PLANES = ("control", "connect", "kafka", "schema_registry", "flink", "sts", "iam_v1")


class ApiError(Exception):
    """An answer that is an error.

    ``plane`` picks the body shape ("cloud" is read as "control"), ``code`` is the plane's own error code: a string
    such as ``"invalid_filter"`` on the control plane, an integer such as 40402 on the data planes. ``html`` sends a
    page instead of JSON (Kafka's 401 is one). ``source`` is ``{"pointer": "/spec/..."}`` or ``{"parameter":
    "environment"}`` (control only).
    """

    def __init__(
        self,
        plane: str,
        status: int,
        message: str,
        code: int | str | None = None,
        *,
        source: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        html: bool = False,
    ) -> None:
        super().__init__(message)
        self.plane = "control" if plane == "cloud" else plane
        self.status = status
        self.message = message
        self.code = code
        self.source = source
        self.headers = dict(headers or {})
        self.html = html

    def body(self) -> tuple[bytes, str]:
        """The answer's bytes and its content type."""
        if self.html:
            return _html(self.status, self.message).encode(), "text/html;charset=utf-8"
        return json.dumps(self.payload(), separators=(",", ":")).encode(), "application/json"

    def payload(self) -> dict[str, Any]:
        """The answer as a JSON object in the plane's shape."""
        if self.plane in ("control", "flink", "sts"):
            item: dict[str, Any] = {
                "id": uuid.uuid4().hex,
                "status": str(self.status),
                "code": str(self.code) if self.code is not None else _slug(self.status),
                "title": HTTPStatus(self.status).phrase,
                "detail": self.message,
            }
            if self.source:
                item["source"] = self.source
            return {"errors": [item]}
        if self.plane == "connect":
            return {"error": {"code": self.code or self.status, "message": self.message}}
        if self.plane == "iam_v1":
            return {"code": str(self.code or self.status), "message": self.message}
        return {"error_code": self.code or self.status, "message": self.message}


def _slug(status: int) -> str:
    return HTTPStatus(status).phrase.lower().replace(" ", "_")


def _html(status: int, message: str) -> str:
    phrase = HTTPStatus(status).phrase
    return (
        f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n<title>Error {status} '
        f"{phrase}</title>\n</head>\n<body><h2>HTTP ERROR {status} {phrase}</h2>\n<p>{message}</p>\n</body>\n</html>\n"
    )
