# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Confluent Resource Names: ``crn://confluent.cloud/organization=<uuid>/environment=<env>/...``.

Source: API_MAP D, "CRN patterns".
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote

PREFIX = "crn://confluent.cloud/"


@lru_cache(maxsize=65536)
def segments(crn: str) -> tuple[tuple[str, str], ...]:
    """The (type, name) pairs of a CRN, names decoded; ValueError if it is none."""
    if not crn.startswith(PREFIX):
        raise ValueError(f"a CRN begins with {PREFIX}")
    pairs = []
    for part in crn[len(PREFIX) :].split("/"):
        kind, equals, name = unquote(part).partition("=")
        if not equals or not kind or not name:
            raise ValueError(f"'{part}' is not of the form type=name")
        pairs.append((kind, name))
    return tuple(pairs)


def join(pairs: tuple[tuple[str, str], ...]) -> str:
    """The normal form of a CRN: only what would break it apart is encoded in its names."""
    return PREFIX + "/".join(f"{kind}={name.replace('%', '%25').replace('/', '%2F')}" for kind, name in pairs)


def encode(crn: str) -> str:
    """The same CRN with its names percent-encoded, as the service sometimes gives it back."""
    return PREFIX + "/".join(f"{kind}={quote(name, safe='*')}" for kind, name in segments(crn))


def matches(pattern: str, crn: str, *, below: bool) -> bool:
    """Whether a role binding's pattern covers the object ``crn``.

    The last name of a pattern may end with ``*`` (prefix). With ``below`` everything under the pattern is covered too.
    """
    want, have = segments(pattern), segments(crn)
    if len(want) > len(have) or (len(want) < len(have) and not below):
        return False
    last = len(want) - 1
    for index, (kind, name) in enumerate(want):
        have_kind, have_name = have[index]
        if kind != have_kind:
            return False
        if index == last and name.endswith("*"):
            if not have_name.startswith(name[:-1]):
                return False
        elif name != have_name:
            return False
    return True
