# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Journal entries: which are the same for the check, and how one becomes what openapi-core reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from openapi_core.testing import MockRequest, MockResponse
from werkzeug.datastructures import ImmutableMultiDict

from .documents import EXPANDED, FORM, JSON, SERVER

Entry = dict[str, Any]
LONG_LIST = 60  # items; some lists have to have 51
_CONSTANT = re.compile(r"[A-Z][A-Z_]*|[a-z]+/v\d\w*|\d{3}")
_WORD = re.compile(r"[a-z]{1,20}")


def from_collection(entry: Entry) -> bool:
    """True when the collection sent the request: it names itself in User-Agent."""
    return str(entry["request_headers"].get("user-agent", "")).startswith("streamops.confluent")


def singly(entry: Entry) -> Iterator[Entry]:
    """An exchange for each of the records that were sent by one request: their JSON objects, and those of the reports,
    stand one behind the other, and the document describes one of them. Any other entry as it is.

    A record that a test has written wrong on purpose counts as refused: its report has a code of its own.
    """
    if entry["plane"] != "kafka" or not entry["path"].endswith("/records"):
        yield entry
        return
    records, reports = _values(entry["request_body"]), _values(entry["response_body"])
    if entry["status"] != 200 or entry["fault"]:
        yield from ({**entry, "request_body": record} for record in records)
        return
    for record, report in zip(records, reports, strict=False):
        wrong = not from_collection(entry) and isinstance(report, dict) and report.get("error_code") != 200
        yield {**entry, "request_body": record, "response_body": report, "status": 400 if wrong else 200}


def _values(body: Any) -> list[Any]:
    """The JSON values of a body, up to what is none."""
    if not isinstance(body, str):
        return [] if body is None else [body]
    parse, values = json.JSONDecoder().raw_decode, []
    while body := body.strip():
        try:
            value, end = parse(body)
        except ValueError:
            break
        values.append(value)
        body = body[end:]
    return values


def path_of(entry: Entry) -> str:
    """The path under which the operation is looked for."""
    expanded = any(key == "expand" for key, _value in entry["query"]) and entry["plane"] == "connect"
    if expanded and entry["path"].endswith("/connectors"):
        return str(entry["path"]) + EXPANDED
    return str(entry["path"])


def shape(value: Any) -> Any:
    """What of a body decides whether it fits a schema: keys, types, and values that look like enumerations: constants,
    and words for a type, which are written small.
    """
    if isinstance(value, dict):
        return {key: _type(item) if key == "type" else shape(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [json.loads(text) for text in sorted({json.dumps(shape(item)) for item in value})]
    if isinstance(value, str) and _CONSTANT.fullmatch(value):
        return f"={value}"
    if isinstance(value, str):
        return "text" if value else ""
    return type(value).__name__


def _type(value: Any) -> Any:
    return f"={value}" if isinstance(value, str) and _WORD.fullmatch(value) else shape(value)


def shortened(value: Any) -> Any:
    """The body with long lists cut to one item of each shape: a list of thousands proves no more than that."""
    if isinstance(value, dict):
        return {key: shortened(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [shortened(item) for item in value]
        if len(items) > LONG_LIST:
            items = list({json.dumps(shape(item)): item for item in items}.values())
        return items
    return value


def key(entry: Entry, api: str, template: str) -> str:
    """Entries with the same key are checked once."""
    media = [entry[side].get("content-type") for side in ("request_headers", "response_headers")]
    query = sorted((name, shape(value)) for name, value in entry["query"])
    bodies = [shape(request_body(entry)), shape(entry["response_body"])]
    rest = [entry["status"], bool(entry["fault"]), from_collection(entry), entry.get("truncated", False)]
    who = "bearer" if entry["credential"] == "bearer" else bool(entry["credential"])
    return json.dumps([api, entry["method"], template, *rest, who, query, media, bodies])


def _media(headers: dict[str, str]) -> str:
    return headers.get("content-type", "").split(";")[0].strip()


def request_media(entry: Entry) -> str:
    """The media type under which the request's body is checked (forms: see documents._form_as_json)."""
    media = _media(entry["request_headers"])
    return JSON if media == FORM else media


def request_body(entry: Entry) -> Any:
    """The request's body; a form as the object of its fields, numbers as numbers."""
    body = entry["request_body"]
    if _media(entry["request_headers"]) != FORM or not isinstance(body, str):
        return body
    return {name: int(value) if value.isdigit() else value for name, value in parse_qsl(body)}


def _data(body: Any, media: str) -> bytes | None:
    if body is None:
        return None
    if isinstance(body, str) and "json" not in media:
        return body.encode()
    return json.dumps(shortened(body)).encode()


def request_of(entry: Entry) -> MockRequest:
    media = request_media(entry)
    request = MockRequest(
        SERVER,
        entry["method"],
        path_of(entry),
        headers=entry["request_headers"],
        data=_data(request_body(entry), media),
        content_type=media or "application/json",
    )
    request.parameters.query = ImmutableMultiDict(list(map(tuple, entry["query"])))  # a name may come twice
    return request


def response_of(entry: Entry) -> MockResponse:
    media = _media(entry["response_headers"])
    data = _data(entry["response_body"], media)
    return MockResponse(data or b"", entry["status"], headers=entry["response_headers"], content_type=media)
