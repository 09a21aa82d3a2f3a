# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox's schema formats without the registry around them."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.sandbox.planes._compatibility import OldVersion, check
from tests.sandbox.planes._schema_formats import ParsedSchema, parse

_ERROR_TYPE = re.compile(r"\{errorType:['\"](\w+)")


def parsed(schema_type: str, schema: Any) -> ParsedSchema:
    """``schema`` is its text, or its JSON."""
    return parse(schema_type, schema if isinstance(schema, str) else json.dumps(schema))


def messages(level: str, old: ParsedSchema, new: ParsedSchema, **policy: bool) -> list[str]:
    return check(level, new, [OldVersion(1, old, old.canonical)], **policy)


def error_types(lines: list[str]) -> list[str]:
    """The error types of the registry's messages, sorted."""
    return sorted(found[1] for found in map(_ERROR_TYPE.match, lines) if found)
