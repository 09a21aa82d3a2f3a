# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What uses a Flink artifact, as far as statements tell: functions that were created of it, and what calls them.

Statements are kept for some weeks after they ended, and no API lists functions: an older function is not seen.
Materialized tables are no statements, and their queries call functions as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..._errors import ApiError
from ..._wire.cloud import Cloud
from ..._wire.http import Client
from .gateway import PLACE
from .sql import meaning

# CREATE FUNCTION name AS 'class' USING JAR 'confluent-artifact://id/version' (the document of artifacts has the id).
_FUNCTION = re.compile(
    r"(?i)CREATE\s+(?:TEMPORARY\s+|SYSTEM\s+)*FUNCTION\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<name>[\w.`\-]+)"
)
AT_WORK = ("PENDING", "RUNNING", "DEGRADED", "FAILING")


class Uses(NamedTuple):
    """Statements and materialized tables that are at work, and functions, in words."""

    at_work: list[str]
    functions: list[str]


def uses(cloud: Cloud, client: Client, environment: str, artifact: str) -> Uses:
    """What uses an artifact in an environment and the region of the client. Raises ApiError."""
    path = f"{PLACE}/statements".format(organization=cloud.organization_id(), environment=environment)
    listed = cloud.listed(path, None, client)
    functions = {}
    for raw in listed:
        text = _text(raw)
        found = _FUNCTION.match(meaning(text))
        if found and _named(artifact, text):
            functions[found["name"].rpartition(".")[2].strip("`")] = f"function {found['name']} ({raw.get('name')})"
    at_work = [
        f"Flink statement {raw.get('name')} ({_phase(raw)})"
        for raw in listed
        if _phase(raw) in AT_WORK
        and (_named(artifact, _text(raw)) or any(_called(one, _text(raw)) for one in functions))
    ]
    if functions:
        at_work += _tables(cloud, client, path, list(functions))
    return Uses(at_work, list(functions.values()))


def _tables(cloud: Cloud, client: Client, statements: str, functions: list[str]) -> list[str]:
    """The materialized tables at work whose queries call one of the functions, in words. Raises ApiError."""
    try:
        listed = cloud.listed(f"{statements.rpartition('/')[0]}/materialized-tables", None, client)
    except ApiError as error:
        if error.status != 404:  # a region that has none
            raise
        return []
    return [
        f"Flink materialized table {raw.get('name')} ({_phase(raw)})"
        for raw in listed
        if _phase(raw) in (*AT_WORK, "CREATING", "ALTERING")
        and any(_called(one, str((raw.get("spec") or {}).get("query") or "")) for one in functions)
    ]


def _text(raw: Mapping[str, Any]) -> str:
    return str((raw.get("spec") or {}).get("statement") or "")


def _phase(raw: Mapping[str, Any]) -> str:
    return str((raw.get("status") or {}).get("phase")).upper()


def _named(artifact: str, text: str) -> bool:
    return re.search(rf"confluent-artifact://{re.escape(artifact)}(?![\w-])", text) is not None


def _called(function: str, text: str) -> bool:
    return re.search(rf"(?<![\w$])`?{re.escape(function)}`?\s*\(", text, re.IGNORECASE) is not None
